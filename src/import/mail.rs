//! The lines at the head of a mail: who sent it, when, and about what.

use super::dates;
use crate::briefing::Article;
use crate::text::{Text, fit};

/// Names of lines at the head of a mail.
const HEADERS: [&str; 16] = [
    "from",
    "to",
    "cc",
    "bcc",
    "date",
    "sent",
    "subject",
    "reply-to",
    "sender",
    "message-id",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "received",
    "return-path",
    "delivered-to",
];
/// What stands before a subject that was answered or sent on.
const PREFIXES: [&str; 6] = ["re:", "fw:", "fwd:", "aw:", "wg:", "tr:"];

/// Takes the head off a mail, and what it says into the article. Returns the text after it, and the
/// lines that say nothing of the article. What has no `From` or `Subject` beside another line is no
/// mail, and comes back as it is.
pub(super) fn head<'c>(content: &'c str, article: &mut Article) -> (&'c str, Vec<Text>) {
    let mut values: Vec<(&str, String)> = Vec::new();
    let mut left_out = Vec::new();
    let mut length = 0;
    for line in content.split_inclusive('\n') {
        let trimmed = line.trim();
        let header = trimmed.split_once(':').and_then(|(name, value)| {
            let known = HEADERS.iter().find(|known| name.trim_matches('*').eq_ignore_ascii_case(known))?;
            Some((*known, value.trim_matches(['*', ' ']).to_owned()))
        });
        match header {
            Some(header) => values.push(header),
            // A long value goes on in the next line.
            None if line.starts_with([' ', '\t']) && !trimmed.is_empty() && !values.is_empty() => {
                if let Some((_, value)) = values.last_mut() {
                    *value += " ";
                    *value += trimmed;
                }
            }
            None if values.is_empty() && (trimmed.is_empty() || forwarded(trimmed)) => {
                left_out.extend((!trimmed.is_empty()).then(|| Text::new(trimmed)));
            }
            None if trimmed.is_empty() => break,
            // Something else stands among them, so that they are lines of a text.
            None => return (content, Vec::new()),
        }
        length += line.len();
    }
    let has = |name: &str| values.iter().any(|(known, _)| *known == name);
    if values.len() < 2 || !(has("from") || has("subject")) {
        return (content, Vec::new());
    }
    for (name, value) in values {
        let text = Some(Text::new(&value).line()).filter(|v| !v.is_blank() && !value.contains("=?"));
        match name {
            "subject" if article.headline.is_none() => article.headline = text.map(|t| subject(&t)),
            "from" if article.byline.is_none() => article.byline = text.as_ref().and_then(sender),
            "date" | "sent" if article.published.is_none() => article.published = dates::date(&value),
            _ => left_out.push(fit(Text::new(&format!("{name}: {value}")).line().get(), 120)),
        }
    }
    (&content[length..], left_out)
}

/// `---------- Forwarded message ---------`
fn forwarded(line: &str) -> bool {
    let lower = line.to_lowercase();
    line.starts_with('-') && (lower.contains("forwarded message") || lower.contains("original message"))
        || lower == "begin forwarded message:"
}

fn subject(line: &Text) -> Text {
    let mut rest = line.as_str();
    while let Some(prefix) =
        PREFIXES.iter().find(|p| rest.get(..p.len()).is_some_and(|head| head.eq_ignore_ascii_case(p)))
    {
        rest = rest[prefix.len()..].trim_start();
    }
    Text::new(rest)
}

/// The name in `"Ann Example" <ann@alpha.example>`; an address alone is none.
fn sender(line: &Text) -> Option<Text> {
    let name = line.as_str().split('<').next().unwrap_or_default().trim_matches(['"', '\'', ' ']);
    (!name.is_empty() && !name.contains('@')).then(|| Text::new(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_told_from_a_text() {
        let mut article = Article::default();
        let mail = "---------- Forwarded message ---------\nFrom: \"Ann Example\" <ann@alpha.example>\nDate: Fri, 26 Dec 2025 10:00:00 +0500\nSubject: Fwd: Re: Clashes on\n the border\nTo: Bo\n\nThe text.\n";
        let (text, left_out) = head(mail, &mut article);
        assert_eq!(text.trim(), "The text.");
        assert_eq!(article.headline.as_ref().map(Text::as_str), Some("Clashes on the border"));
        assert_eq!(article.byline.as_ref().map(Text::as_str), Some("Ann Example"));
        assert_eq!(article.published.map(|p| p.to_string()).as_deref(), Some("2025-12-26T10:00:00+05:00"));
        assert_eq!(left_out.len(), 2, "{left_out:?}");
        for text in
            ["Subject: mice\nThe text.\n\nMore.", "From: one\n\nText.", "To: be or not\nTo: be\n\nText."]
        {
            assert_eq!(head(text, &mut Article::default()).0, text);
        }
    }
}
