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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::briefing::Article;
    use crate::briefing::parse::{File, Source, parse};
    use crate::compare::Account;
    use crate::compare::verdict::{Kind, Verdict};

    fn read(stanza: &str) -> (Briefing, Vec<String>) {
        let file = |stem: &str, content: String| File {
            stem: stem.into(),
            shown: stem.into(),
            bytes: content.into_bytes(),
        };
        let main =
            "title = 'T'\npublished = 2026-01-02\n[[section]]\nid = 'q'\nquestion = 'Q?'\nanswer = 'A.'\n";
        let source = Source {
            name: "b".into(),
            briefing: Some(file("briefing", format!("{main}\n{stanza}"))),
            articles: ["one", "two"].map(|id| file(id, "text = 'It sank.'".into())).into(),
            ..Source::default()
        };
        let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
        let (briefing, problems) = parse(&source, today);
        let errors = problems.iter().filter(|p| p.is_error()).map(ToString::to_string).collect();
        (briefing, errors)
    }

    fn difference(what: &str, values: [&str; 2]) -> Difference {
        let account = |(article, value): (usize, &str)| Account {
            article,
            span: 0..8,
            value: value.into(),
            fact: None,
        };
        Difference {
            anchor: "figure-sank".into(),
            kind: Kind::Figure,
            verdict: Verdict::Differs,
            what: what.into(),
            rule: "both cannot hold".into(),
            weight: 1,
            accounts: values.into_iter().enumerate().map(account).collect(),
            point: None,
            dismissed: None,
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_equal(
            words in prop::collection::vec(r#"(?s:.|[\n'"\\\]\[#=`]|'''|"""){0,30}"#, 4),
        ) {
            let line = |at: usize| Text::new(&words[at]).line();
            let article = |id: &str| Article { id: id.into(), lead: "It sank.".into(), ..Article::default() };
            let articles = vec![article("one"), article("two")];
            let briefing = Briefing { articles, ..Briefing::default() };
            let section = Section { id: "q".into(), ..Section::default() };
            let made = difference(&words[0], [&words[1], &words[2]]);

            let (read_back, errors) = read(&vouched(&briefing, &section, &made));
            prop_assert_eq!(errors, Vec::<String>::new());
            let stanza = &read_back.differences[0];
            let or = |text: Text, other: &str| if text.is_blank() { Text::new(other) } else { text };
            prop_assert_eq!(stanza.what.clone(), Some(or(line(0), "both cannot hold")));
            prop_assert_eq!(stanza.section.clone(), Some(Text::new("q")));
            let says: Vec<Text> = stanza.accounts.iter().map(|a| a.says.clone()).collect();
            prop_assert_eq!(says, [or(line(1), "It sank."), or(line(2), "It sank.")]);

            let reason = or(line(3), "none");
            let (read_back, errors) = read(&dismissed(&made, &reason));
            prop_assert_eq!(errors, Vec::<String>::new());
            let stanza = &read_back.differences[0];
            prop_assert_eq!(stanza.dismiss.clone(), Some(made.anchor.clone()));
            prop_assert_eq!(stanza.remark.as_ref().map(Text::line), Some(reason));
        }
    }
}
