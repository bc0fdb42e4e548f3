//! What stands at either end of an article's text and is none of it: the headline once more, bylines,
//! dates, players, buttons, links to other articles. And the entries of a live blog.

use std::collections::HashSet;

use super::dates;
use super::escape;
use super::phrases::{byline, edge, is_edge, label};
use super::sections::Part;
use crate::briefing::Article;
use crate::text::markdown::{self, Kind};
use crate::text::words::words;
use crate::text::{Text, fit};

/// As many parts are looked at, at either end.
const REACH: usize = 8;
/// From so many times on, a text is a live blog.
const LIVE: usize = 3;

/// Takes what is no text out of both ends of it, and returns it as lines. What it says of the article
/// is put there where nothing else said it. `titles` are what a page calls itself beside its headline.
pub(super) fn trim(
    parts: Vec<Part>,
    article: &mut Article,
    titles: &[Text],
    live: bool,
) -> (Vec<Part>, Vec<Text>) {
    let headings: Vec<Vec<String>> =
        article.headline.iter().chain(titles).map(|t| words(t.as_str())).filter(|w| !w.is_empty()).collect();
    let mut taken = Vec::new();
    // The headline is no heading of its own text, wherever a page repeats it.
    let repeated = |part: &Part| matches!(part, Part::Heading(_, h) if headings.contains(&words(h)));
    let parts = parts.into_iter().filter(|part| !repeated(part)).collect();
    let mut parts = entries(parts, live);
    let names = names(article);
    let mut at = 0;
    while at < parts.len().min(REACH) {
        let said = said(&parts[at]);
        // A word that happens to be the title is a word of the text.
        let title = || Some(words(&said)).is_some_and(|w| w.len() > 2 && headings.contains(&w));
        if matches!(parts[at], Part::Body(_)) && (edge(&said, &names) || title()) {
            parts.remove(at);
            learn(article, &said);
            taken.push(fit(Text::new(&said).line().get(), 120));
        } else {
            at += 1;
        }
    }
    let mut at = parts.len();
    while at > parts.len().saturating_sub(REACH).max(1) {
        at -= 1;
        let last = at + 1 == parts.len();
        let said = said(&parts[at]);
        let gone = match &parts[at] {
            Part::Heading(..) => last && label(&said),
            links if last && list_of_links(links) => !introduced(&parts[at - 1]),
            Part::Body(_) => edge(&said, &names),
        };
        if gone {
            parts.remove(at);
            taken.push(fit(Text::new(&said).line().get(), 120));
        }
    }
    (parts, taken)
}

/// A byline or a date on a line of its own.
pub(super) fn says_who_or_when(line: &str) -> bool {
    edge(line, &HashSet::new()) && (byline(line).is_some() || dates::date_in(line).is_some())
}

/// What a line above the text says of the article.
pub(super) fn learn(article: &mut Article, line: &str) {
    if article.byline.is_none() {
        article.byline = byline(line).map(Text::new);
    }
    learn_date(article, line);
}

/// The words of the byline and the outlet.
fn names(article: &Article) -> HashSet<String> {
    [&article.byline, &article.outlet].into_iter().flatten().flat_map(|known| words(known.as_str())).collect()
}

/// The date in a line that says when an article came out, or was changed, and nothing else.
pub(super) fn learn_date(article: &mut Article, line: &str) {
    let Some(date) = dates::date_in(line).filter(|_| edge(line, &names(article))) else { return };
    let lower = line.to_lowercase();
    let changed = lower.contains("updated") || lower.contains("modified");
    if changed && !lower.contains("published") && !lower.contains("posted") {
        article.updated = article.updated.or(Some(date));
    } else {
        article.published = article.published.or(Some(date));
    }
}

/// A part as it reads, where it is a paragraph, a list or a heading.
fn said(part: &Part) -> String {
    match part {
        Part::Heading(_, heading) => heading.clone(),
        // Nothing longer is looked at.
        Part::Body(body) if body.len() > 4000 => String::new(),
        Part::Body(body) => {
            let document = markdown::parse(&Text::new(body));
            let plain = |kind: &Kind| matches!(kind, Kind::Paragraph);
            if document.blocks.iter().all(|b| plain(&b.kind)) {
                document.blocks.iter().map(markdown::Block::said).collect::<Vec<_>>().join(" ")
            } else {
                String::new()
            }
        }
    }
}

/// A list of at least two items, each of them one link.
fn list_of_links(part: &Part) -> bool {
    let Part::Body(body) = part else { return false };
    let link = |line: &str| line.starts_with("- [") && line.ends_with(')') && line.matches("](").count() == 1;
    body.lines().count() >= 2 && body.lines().all(link)
}

/// Does what stands before a list belong to it: a heading, or a paragraph that ends in a colon?
fn introduced(before: &Part) -> bool {
    match before {
        Part::Heading(..) => true,
        Part::Body(body) => body.ends_with(':'),
    }
}

/// The entries of a live blog: `01:00 GMT` and a heading near it become the heading `01:00 GMT · …`. An entry
/// asks nothing, so it is a passage under a heading and no question of the briefing.
pub(super) fn entries(parts: Vec<Part>, live: bool) -> Vec<Part> {
    let times = parts.iter().filter(|part| matches!(part, Part::Body(body) if time(body))).count();
    if times < if live { 1 } else { LIVE } {
        return parts;
    }
    let mut out: Vec<Part> = Vec::new();
    let mut waiting: Option<String> = None;
    let entry = |time: &str, heading: &str| {
        let sign = if heading.is_empty() { "" } else { " · " };
        Part::Body(format!("### {}", escape::inline(&format!("{time}{sign}{heading}"))))
    };
    let mut bare = false;
    for part in parts {
        match part {
            Part::Body(body) if time(&body) => {
                // A heading that has no text yet has its time under it.
                if bare && let Some(Part::Heading(_, heading)) = out.last() {
                    let heading = heading.clone();
                    out.pop();
                    out.push(entry(&body, &heading));
                } else {
                    out.extend(waiting.replace(body).map(|time| entry(&time, "")));
                }
                bare = false;
            }
            Part::Heading(level, heading) => {
                bare = waiting.is_none();
                out.push(match waiting.take() {
                    Some(time) => entry(&time, &heading),
                    None => Part::Heading(level, heading),
                });
            }
            body @ Part::Body(_) => {
                out.extend(waiting.take().map(|time| entry(&time, "")));
                out.push(body);
                bare = false;
            }
        }
    }
    out.extend(waiting.map(|time| entry(&time, "")));
    out
}

/// `01:00`, `1.05pm GMT`, `26 Dec 2025, 09:15 ET`: a time and nothing else.
pub(super) fn time(body: &str) -> bool {
    if body.len() > 60 || !body.starts_with(|c: char| c.is_alphanumeric()) {
        return false;
    }
    let clock = |word: &str| {
        let word = word.trim_end_matches("am").trim_end_matches("pm");
        let parts = word.split_once([':', '.']);
        parts.is_some_and(|(h, m)| {
            (1..=2).contains(&h.len())
                && m.len() >= 2
                && (h.to_owned() + m).chars().all(|c| c.is_ascii_digit() || c == ':')
        })
    };
    let lower = body.to_lowercase();
    let words = || lower.split([' ', ',', '(', ')']).filter(|word| !word.is_empty());
    let known = |word: &str| is_edge(word) || word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit());
    words().filter(|word| clock(word)).count() == 1 && words().all(|word| clock(word) || known(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_told_from_a_sentence_with_one() {
        for line in ["01:00 GMT", "9.05am", "26 Dec 2025, 09:15 ET", "Updated at 10:30"] {
            assert!(time(line), "{line}");
        }
        for line in ["At 09:15 the river rose", "3.5 million", "2025", "1:2"] {
            assert!(!time(line), "{line}");
        }
    }

    #[test]
    fn entries_have_their_time_in_their_heading() {
        let body = |text: &str| Part::Body(text.to_owned());
        let parts = vec![
            body("09:30 GMT"),
            Part::Heading(2, "Talks begin".into()),
            body("Text."),
            Part::Heading(2, "Who waits?".into()),
            body("09:10 GMT"),
            body("More."),
            body("09:00 GMT"),
            body("The first."),
        ];
        let shown: Vec<String> = entries(parts, false)
            .into_iter()
            .map(|part| match part {
                Part::Body(body) => body,
                Part::Heading(_, heading) => format!("!{heading}"),
            })
            .collect();
        assert_eq!(
            shown,
            [
                "### 09:30 GMT · Talks begin",
                "Text.",
                "### 09:10 GMT · Who waits?",
                "More.",
                "### 09:00 GMT",
                "The first."
            ]
        );
    }
}
