//! Markdown, with its front matter.

use std::collections::HashSet;

use super::sections::{Part, split};
use super::{Draft, dates, edges, metadata};
use crate::briefing::{Article, ArticleKind};
use crate::text::Text;

/// Takes an article out of a Markdown text; what is no heading stays as it is written.
pub(super) fn import(content: &str) -> Draft {
    let (front, body) = front_matter(content);
    let mut article = Article::default();
    for (key, value) in front {
        let text = Some(Text::new(&value).line()).filter(|t| !t.is_blank());
        match key.as_str() {
            "title" | "headline" => article.headline = text,
            "outlet" | "publication" | "site" | "site_name" | "publisher" | "source" => article.outlet = text,
            "date" | "published" | "published_at" | "datepublished" => {
                article.published = dates::date(&value);
            }
            "updated" | "modified" | "lastmod" => article.updated = dates::date(&value),
            "author" | "authors" | "byline" => article.byline = text,
            "url" | "link" | "canonical" | "canonical_url" => article.url = metadata::address(&value),
            "lang" | "language" => article.language = text,
            "place" | "dateline" => article.place = text,
            "kind" => {
                article.kind =
                    ArticleKind::NAMES.iter().find(|(name, _)| *name == value.trim()).map(|(_, k)| *k);
            }
            _ => {}
        }
    }
    let mut parts = edges::entries(parts(&with_notes(body)), false);
    // A heading of the first level at the top is the headline.
    if let Some(Part::Heading(1, heading)) = parts.first().cloned() {
        let same = article.headline.as_ref().is_some_and(|h| h.as_str() == heading);
        if article.headline.is_none() || same {
            article.headline = Some(Text::new(&heading).line());
            parts.remove(0);
        }
    }
    (article.lead, article.sections) = split(parts);
    Draft { article, ..Draft::default() }
}

/// What stands between `---` as YAML or between `+++` as TOML, and the text after it. Lines between
/// two rules that are no front matter stay in the text.
fn front_matter(content: &str) -> (Vec<(String, String)>, &str) {
    for (fence, ends) in [("---", &["---", "..."][..]), ("+++", &["+++"])] {
        let Some(rest) =
            content.strip_prefix(fence).and_then(|r| r.trim_start_matches([' ', '\t']).strip_prefix('\n'))
        else {
            continue;
        };
        // An empty line after the first rule: it parts paragraphs.
        if rest.starts_with('\n') {
            continue;
        }
        let mut length = 0;
        for line in rest.split_inclusive('\n') {
            if ends.contains(&line.trim_end()) {
                let pairs = if fence == "---" { yaml(&rest[..length]) } else { toml(&rest[..length]) };
                let body = rest[length + line.len()..].trim_start_matches('\n');
                return pairs.map_or((Vec::new(), content), |pairs| (pairs, body));
            }
            length += line.len();
        }
    }
    (Vec::new(), content)
}

fn toml(content: &str) -> Option<Vec<(String, String)>> {
    let table: toml::Table = toml::from_str(content).ok()?;
    let shown = |value: &toml::Value| match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Array(items) => {
            items.iter().filter_map(toml::Value::as_str).collect::<Vec<_>>().join(", ")
        }
        toml::Value::Datetime(when) => when.to_string(),
        _ => String::new(),
    };
    Some(table.iter().map(|(key, value)| (key.to_ascii_lowercase(), shown(value))).collect())
}

/// The part of YAML that front matter is written in: values on the line, folded under it, or as a
/// list. None where a line is none of these.
fn yaml(content: &str) -> Option<Vec<(String, String)>> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    // What is nested belongs to the key before it: a list or a folded text is its value.
    let (mut folded, mut listed) = (false, false);
    for line in content.lines() {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let item = trimmed.strip_prefix("- ");
        if line.starts_with([' ', '\t']) || item.is_some() {
            let (_, value) = pairs.last_mut()?;
            let more = match item {
                Some(item) if listed => scalar(item),
                None if folded => trimmed.to_owned(),
                _ => continue,
            };
            let sign = if listed { ", " } else { " " };
            *value += &[if value.is_empty() { "" } else { sign }, &more].concat();
            continue;
        }
        let (key, value) = line.split_once(':')?;
        // `A sentence: with a colon` is none; nobody writes keys of several words here.
        let named = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-.\"'".contains(c));
        if !named || !(value.is_empty() || value.starts_with([' ', '\t'])) {
            return None;
        }
        let value = value.trim();
        folded = matches!(value.trim_end_matches(['-', '+']), ">" | "|");
        listed = value.is_empty();
        let value = match value.strip_prefix('[').and_then(|v| v.strip_suffix(']')) {
            _ if folded => String::new(),
            Some(items) => items.split(',').map(|item| scalar(item.trim())).collect::<Vec<_>>().join(", "),
            None => scalar(value),
        };
        pairs.push((key.trim_matches(['"', '\'', ' ']).to_ascii_lowercase(), value));
    }
    Some(pairs)
}

/// A value without its quotation marks, or the comment after it.
fn scalar(value: &str) -> String {
    if let Some(inner) = value.strip_prefix('\'').and_then(|v| v.strip_suffix('\'')) {
        return inner.replace("''", "'");
    }
    if let Some(inner) = value.strip_prefix('"').and_then(|v| v.strip_suffix('"')) {
        return inner.replace("\\\"", "\"").replace("\\\\", "\\");
    }
    value.split(" #").next().unwrap_or_default().trim_end().to_owned()
}

/// Footnotes as `[1]` and a paragraph `[1] …`: in an article's file `[^1]` would cite an article.
fn with_notes(body: &str) -> String {
    fn defined(line: &str) -> Option<&str> {
        let (label, _) = line.strip_prefix("[^")?.split_once("]:")?;
        (!label.is_empty() && !label.contains(['[', ']', '`', ' '])).then_some(label)
    }
    let labels: HashSet<&str> = body.lines().filter_map(defined).collect();
    if labels.is_empty() {
        return body.to_owned();
    }
    let mut out = String::with_capacity(body.len());
    let mut fenced = false;
    for line in body.split_inclusive('\n') {
        fenced ^= line.trim_start().starts_with("```");
        let mut rest = line;
        if !fenced && let Some(label) = defined(line) {
            // Each note is a paragraph of its own.
            let gap = if out.is_empty() || out.ends_with("\n\n") { "" } else { "\n" };
            out += &[gap, "[", label, "] "].concat();
            rest = line[label.len() + 4..].trim_start_matches(' ');
        }
        while let Some((before, after)) = rest.split_once("[^").filter(|_| !fenced) {
            out.push_str(before);
            // Labels are short; the end of none is looked for far away.
            let end = after.bytes().take(100).position(|b| b == b']');
            match end
                .map(|end| (&after[..end], &after[end + 1..]))
                .filter(|(label, _)| labels.contains(label))
            {
                Some((label, after)) => {
                    out += &["[", label, "]"].concat();
                    rest = after;
                }
                None => {
                    out.push_str("[^");
                    rest = after;
                }
            }
        }
        out.push_str(rest);
    }
    out
}

/// Headings apart from what stands between them. A `#` in a fenced block is no heading.
fn parts(body: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut text: Vec<&str> = Vec::new();
    let mut fence: Option<&str> = None;
    let flush = |text: &mut Vec<&str>, parts: &mut Vec<Part>| {
        let body = text.join("\n");
        let body = body.trim_matches('\n').trim_end();
        if !body.trim().is_empty() {
            parts.push(Part::Body(body.to_owned()));
        }
        text.clear();
    };
    let lines: Vec<&str> = body.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        let trimmed = line.trim_start();
        if let Some(open) = fence {
            if trimmed.starts_with(open) {
                fence = None;
            }
        } else if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            fence = Some(&trimmed[..3]);
        } else if let Some((level, heading)) = atx(line) {
            flush(&mut text, &mut parts);
            parts.push(Part::Heading(level, plain(heading)));
            continue;
        } else if let Some(level) = underline(line)
            && text.last().is_some_and(|l| !l.trim().is_empty())
            && (text.len() == 1 || text[text.len() - 2].trim().is_empty())
        {
            let heading = text.pop().unwrap_or_default();
            flush(&mut text, &mut parts);
            parts.push(Part::Heading(level, plain(heading.trim())));
            continue;
        } else if question_alone(&lines, at) {
            flush(&mut text, &mut parts);
            parts.push(Part::Heading(2, plain(trimmed)));
            continue;
        }
        text.push(line);
    }
    flush(&mut text, &mut parts);
    parts
}

/// `## Heading ##`
fn atx(line: &str) -> Option<(u8, &str)> {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let line = line.trim();
    let level = line.bytes().take_while(|b| *b == b'#').count();
    if indent > 3 || !(1..=6).contains(&level) || !line[level..].starts_with([' ', '\t']) {
        return None;
    }
    Some((u8::try_from(level).unwrap_or(6), line[level..].trim().trim_end_matches('#').trim_end()))
}

/// The line under a heading: `===` or `---`.
fn underline(line: &str) -> Option<u8> {
    let line = line.trim_end();
    let all = |c: char| line.len() >= 2 && line.chars().all(|d| d == c);
    if all('=') {
        Some(1)
    } else if all('-') {
        Some(2)
    } else {
        None
    }
}

/// A question with nothing but empty lines around it, or one set in strong.
fn question_alone(lines: &[&str], at: usize) -> bool {
    let empty = |line: Option<&&str>| line.is_none_or(|l| l.trim().is_empty());
    let before = at.checked_sub(1).and_then(|i| lines.get(i));
    !lines[at].starts_with("    ")
        && empty(before)
        && empty(lines.get(at + 1))
        && at + 2 < lines.len()
        && super::sections::is_question(&plain(lines[at].trim()))
}

/// A heading's text without its emphasis.
fn plain(heading: &str) -> String {
    let document = crate::text::markdown::parse(&Text::new(heading));
    let text: Vec<&str> = document.blocks.iter().map(|b| b.text.as_str()).collect();
    // Links leave raised numbers; the text of a heading is what counts.
    text.join(" ").trim_end_matches(|c: char| "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c)).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_and_headings_are_read() {
        let draft = import(
            "---\ntitle: \"Clashes\"\noutlet: The Alpha\ndate: 2025-12-26\ntags: [a, b]\n---\nLead with *emphasis*.\n\n## How is China involved?\n\n- a list\n- of two\n\n### Mining\n\nText.\n\nWho did it?\n-----------\n\n```\n# no heading\n```\n",
        );
        let a = draft.article;
        assert_eq!(a.headline.as_ref().map(Text::as_str), Some("Clashes"));
        assert_eq!(a.outlet.as_ref().map(Text::as_str), Some("The Alpha"));
        assert_eq!(a.published.map(|p| p.to_string()).as_deref(), Some("2025-12-26"));
        assert_eq!(a.lead.as_str(), "Lead with *emphasis*.");
        let sections: Vec<(&str, &str)> =
            a.sections.iter().map(|s| (s.question.as_str(), s.text.as_str())).collect();
        assert_eq!(
            sections,
            [
                ("How is China involved?", "- a list\n- of two\n\n### Mining\n\nText."),
                ("Who did it?", "```\n# no heading\n```"),
            ]
        );
    }

    #[test]
    fn a_first_heading_is_the_headline() {
        let draft = import("# What is known\n\nText.\n\n**Who did it?**\n\nNobody knows.\n");
        assert_eq!(draft.article.headline.as_ref().map(Text::as_str), Some("What is known"));
        assert_eq!(draft.article.sections[0].question.as_str(), "Who did it?");
    }
}
