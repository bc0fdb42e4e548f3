//! Plain text: paragraphs parted by empty lines, or one a line; questions stand alone on theirs.

use super::sections::{Part, begins_section, is_question, split};
use super::{Draft, edges, escape, mail};
use crate::briefing::Article;
use crate::text::Text;

/// Columns that a text is wrapped at, at most.
const WIDEST: usize = 110;
/// How much shorter than that a line may be for reasons of its own.
const SLACK: usize = 10;
/// A byline and a date stand among so many paragraphs.
const HEAD: usize = 4;

/// Takes an article out of a text. Not a paragraph is lost: what is taken out of the text is what
/// the article says elsewhere, its headline, byline and date.
pub(super) fn import(content: &str) -> Draft {
    let mut article = Article::default();
    let (content, left_out) = mail::head(content, &mut article);
    let mut paragraphs = paragraphs(content);
    if article.headline.is_none() && headline(&paragraphs) {
        article.headline = Some(Text::new(&paragraphs.remove(0)).line());
    }
    while paragraphs.len() > 1 && edges::says_who_or_when(&paragraphs[0]) {
        edges::learn(&mut article, &paragraphs.remove(0));
    }
    (article.lead, article.sections) = split(parted(paragraphs));
    Draft { article, left_out, ..Draft::default() }
}

/// The parts of a text that has its headline elsewhere.
pub(super) fn parts(content: &str) -> (Vec<Part>, Vec<Text>) {
    (parted(paragraphs(content)), Vec::new())
}

fn parted(paragraphs: Vec<String>) -> Vec<Part> {
    let count = paragraphs.len();
    let mut parts = Vec::new();
    let mut listed = false;
    for (at, paragraph) in paragraphs.into_iter().enumerate() {
        let item = list_item(&paragraph).map(escape::paragraph);
        match (item, parts.last_mut()) {
            // Items under one another are one list.
            (Some(item), Some(Part::Body(list))) if listed => {
                list.push_str("\n- ");
                list.push_str(&item);
            }
            (Some(item), _) => {
                parts.push(Part::Body(format!("- {item}")));
                listed = true;
            }
            // Nothing follows the last one, so it answers nothing.
            (None, _) if at + 1 < count && (is_question(&paragraph) || announces(&paragraph)) => {
                parts.push(Part::Heading(2, paragraph));
                listed = false;
            }
            (None, _) => {
                parts.push(Part::Body(escape::paragraph(&paragraph)));
                listed = false;
            }
        }
    }
    edges::entries(parts, false)
}

/// Without markup a heading such as `What we know` is told by being short and no sentence.
fn announces(paragraph: &str) -> bool {
    paragraph.split_whitespace().count() <= 8
        && paragraph.ends_with(|c: char| c.is_alphanumeric())
        && begins_section(paragraph)
}

/// A first line that is short, ends like no sentence, and has prose after it.
fn headline(paragraphs: &[String]) -> bool {
    let [first, second, ..] = paragraphs else { return false };
    let length = first.chars().count();
    (10..=140).contains(&length)
        && !first.ends_with(['.', '!', ':', ';', ',', '”', '"', '…'])
        && !(is_question(first) && second.chars().count() < 140)
        && second.chars().count() > length
        && !announces(first)
}

/// Lines are paragraphs where most of them end as sentences do; else they were wrapped by a
/// program, and an empty line parts the paragraphs.
fn paragraphs(content: &str) -> Vec<String> {
    let lines: Vec<&str> = content.lines().map(str::trim).collect();
    let (mut followed, mut ended) = (0, 0);
    for pair in lines.windows(2) {
        if !pair[0].is_empty() && !pair[1].is_empty() {
            followed += 1;
            ended += usize::from(ends_sentence(pair[0]) || pair[0].chars().count() > 200);
        }
    }
    // No program wraps as wide as the lines that a browser copies.
    let full = lines.iter().filter(|line| !line.is_empty()).count();
    let wide = lines.iter().filter(|line| line.chars().count() > WIDEST).count();
    let by_line = followed == 0 || ended * 10 >= followed * 6 || wide * 5 >= full;
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open = false;
    for (at, line) in lines.iter().copied().enumerate() {
        let alone = is_question(line)
            || edges::time(line)
            || paragraphs.len() < HEAD && edges::says_who_or_when(line)
            || paragraphs.is_empty() && breaks_early(&lines[at..]);
        if line.is_empty() {
            open = false;
        } else if open && !by_line && !alone && list_item(line).is_none() && !marked(line) {
            if let Some(last) = paragraphs.last_mut() {
                last.push(' ');
                last.push_str(line);
            }
        } else {
            paragraphs.push(line.to_owned());
            open = !alone;
        }
    }
    paragraphs
}

/// A first line that the next word would have fitted on was not wrapped: it is a headline.
fn breaks_early(lines: &[&str]) -> bool {
    let [first, second, ..] = lines else { return false };
    let width = |line: &str| line.chars().count();
    let block = lines[1..].iter().take_while(|line| !line.is_empty()).take(50);
    let widest = block.map(|line| width(line)).max().unwrap_or(0);
    let word = second.split_whitespace().next().map_or(0, width);
    word > 0 && widest <= WIDEST && width(first) + word + SLACK < widest
}

/// `Q:` and `A:` begin a paragraph.
fn marked(line: &str) -> bool {
    line.starts_with("Q:") || line.starts_with("A:")
}

fn ends_sentence(line: &str) -> bool {
    line.ends_with(['.', '!', '?', ':', '…', '。', '？', '！', '؟', '۔'])
        || line
            .strip_suffix(['”', '"', '’', '\'', ')', '»'])
            .is_some_and(|rest| rest.ends_with(['.', '!', '?', ',', '…', '。']) || line.ends_with(['”', '»']))
}

/// What stands after the sign of an item.
fn list_item(line: &str) -> Option<&str> {
    ["- ", "* ", "• ", "▪ ", "· "].iter().find_map(|sign| line.strip_prefix(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_asks_and_stands_alone_is_a_question() {
        let draft = import(
            "The lead of it all, a sentence.\nMore of the lead.\nWhat happened?\nThis did, on a Thursday.\nIt went on.\n\nWho did it?\nNobody knows it yet.\n",
        );
        let article = draft.article;
        assert_eq!(article.lead.as_str(), "The lead of it all, a sentence.\n\nMore of the lead.");
        let questions: Vec<&str> = article.sections.iter().map(|s| s.question.as_str()).collect();
        assert_eq!(questions, ["What happened?", "Who did it?"]);
        assert_eq!(article.sections[0].text.as_str(), "This did, on a Thursday.\n\nIt went on.");
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let draft = import(
            "The first paragraph was wrapped\nby a mail program at forty\ncolumns. It ends here.\n\nThe second one\nfollows it.\n",
        );
        assert_eq!(
            draft.article.lead.as_str(),
            "The first paragraph was wrapped by a mail program at forty columns. It ends here.\n\nThe second one follows it."
        );
    }

    #[test]
    fn a_short_first_line_is_the_headline() {
        let draft = import(
            "Five die in clashes on the border\n\nAt least five people died in clashes on the border, officials said on Thursday.\n",
        );
        assert_eq!(
            draft.article.headline.map(|h| h.to_string()).as_deref(),
            Some("Five die in clashes on the border")
        );
    }
}
