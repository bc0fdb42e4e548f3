//! A difference as the stanza that a curator keeps at the end of a briefing's file.

use std::fmt::Write as _;

use toml_writer::{ToTomlValue, TomlStringBuilder};

use crate::briefing::Briefing;
use crate::compare::{Difference, Section};
use crate::text::Text;

/// The difference as the curator's own: what differs, and who says what.
pub fn vouched(briefing: &Briefing, section: &Section, difference: &Difference) -> String {
    let mut out = String::from("[[difference]]\n");
    if !section.id.is_blank() {
        line(&mut out, "section", &section.id);
    }
    let what = difference.what.line();
    line(&mut out, "what", if what.is_blank() { &difference.rule } else { &what });
    out.push_str("accounts = [\n");
    for account in &difference.accounts {
        let Some(article) = briefing.articles.get(account.article) else { continue };
        // Where there is no value the sentence itself is what it says.
        let says = if account.value.is_blank() {
            Text::new(article.whole_text().get().slice(account.span.clone()).as_str())
        } else {
            account.value.clone()
        };
        let (id, says) = (quoted(&article.id), quoted(&says.line()));
        let _ = writeln!(out, "  {{ article = {id}, says = {says} }},");
    }
    out.push_str("]\n");
    out
}

/// That a difference is none, and why.
pub fn dismissed(difference: &Difference, reason: &Text) -> String {
    let mut out = String::from("[[difference]]\n");
    line(&mut out, "dismiss", &difference.anchor);
    line(&mut out, "remark", &reason.line());
    out
}

fn line(out: &mut String, key: &str, value: &Text) {
    let _ = writeln!(out, "{key} = {}", quoted(value));
}

fn quoted(value: &Text) -> String {
    TomlStringBuilder::new(value.as_str()).as_basic().to_toml_value()
}
