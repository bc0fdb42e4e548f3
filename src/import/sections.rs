//! From parts in reading order to a lead and questions with their texts.

use crate::briefing::Passage;
use crate::text::Text;

/// What stands one under another in an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// A heading with its level, as text.
    Heading(u8, String),
    /// A paragraph, list, quotation or the like, as Markdown.
    Body(String),
}

/// Beginnings of headings that announce a part of an explainer without asking.
const ANNOUNCES: [&str; 14] = [
    "what ",
    "what’s ",
    "what's ",
    "why ",
    "how ",
    "who ",
    "where ",
    "when ",
    "background",
    "the background",
    "key points",
    "the latest",
    "timeline",
    "reactions",
];

/// Does a heading begin a section: a question, or something like `What we know`?
pub(super) fn begins_section(heading: &str) -> bool {
    let heading = heading.trim();
    is_question(heading) || {
        let lower = heading.to_lowercase();
        heading.chars().count() <= 80
            && !heading.ends_with(['.', '!', ':', ';', ','])
            && ANNOUNCES.iter().any(|start| lower.starts_with(start))
    }
}

/// One question and nothing else: ends with a question mark, no sentence ends before it, and it is not
/// that of another article.
pub(super) fn is_question(line: &str) -> bool {
    let line = line.trim();
    let Some(body) = line.strip_suffix(['?', '？', '؟']) else { return false };
    !body.trim().is_empty()
        && line.chars().count() <= 200
        && !line.starts_with(['“', '"', '‘', '«', '>', '-'])
        && !super::phrases::teaser(line)
        && !["? ", ". ", "! ", "。", "？"].iter().any(|end| body.contains(end))
}

/// The lead, then each section; headings that begin none stay in the text as headings.
pub(super) fn split(parts: Vec<Part>) -> (Text, Vec<Passage>) {
    let mut lead = Vec::new();
    let mut sections: Vec<(String, Vec<String>)> = Vec::new();
    let mut marked = false;
    for part in parts {
        let body = match part {
            Part::Heading(_, heading) if begins_section(&heading) => {
                // `Q: Who did it?` is answered by `A: Nobody knows.`
                let asked = ["Q:", "Question:"].iter().find_map(|mark| heading.strip_prefix(mark));
                marked = asked.is_some();
                sections.push((asked.unwrap_or(&heading).trim().to_owned(), Vec::new()));
                continue;
            }
            Part::Heading(level, heading) => {
                // The whole text has its questions at level 2.
                format!("{} {}", "#".repeat(usize::from(level.clamp(3, 6))), super::escape::inline(&heading))
            }
            Part::Body(body) if std::mem::take(&mut marked) => {
                let marks = ["A: ", "Answer: ", "**A:** ", "**Answer:** "];
                marks.iter().find_map(|mark| body.strip_prefix(mark)).map(ToOwned::to_owned).unwrap_or(body)
            }
            Part::Body(body) => body,
        };
        match sections.last_mut() {
            Some((_, bodies)) => bodies.push(body),
            None => lead.push(body),
        }
    }
    let whole = |bodies: &[String]| Text::new(&bodies.join("\n\n"));
    let sections = sections
        .into_iter()
        .map(|(question, bodies)| Passage {
            question: Text::new(&question).line(),
            answers: None,
            text: whole(&bodies),
        })
        .collect();
    (whole(&lead), sections)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_and_announcements_begin_sections() {
        for yes in ["How is China involved?", "What we know", "Why it matters", "中国はどう関与しているか？"]
        {
            assert!(begins_section(yes), "{yes}");
        }
        for no in
            ["“Is it so?”", "He asked. Was it so?", "?", "Relations with Pakistan", "What he said was true."]
        {
            assert!(!begins_section(no), "{no}");
        }
    }
}
