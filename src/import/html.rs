//! A page: the article without what stands around it, as `dom_smoothie` finds it (Mozilla's
//! Readability), and what JSON-LD, `OpenGraph` and meta tags say of it.

mod about;
mod walk;

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use super::metadata;
use super::sections::{Part, split};
use super::{Draft, Fault};
use crate::briefing::Article;
use crate::text;
use crate::text::Text;
use about::{About, byline, without_site};
pub(super) use about::{language, line};
use walk::Walker;

/// Elements that a page may have, and how deep they may stand in each other: a page is far below
/// both, and what is above would cost memory and stack without bound.
const MOST_TAGS: usize = 300_000;
const DEEPEST: usize = 512;
/// A text shorter than this on a page that says it is paid for is only its beginning.
const STUB: usize = 1500;

/// Takes the article out of a page, with warnings.
pub(super) fn import(content: &str) -> Result<(Draft, Vec<Fault>), Fault> {
    if content.bytes().filter(|b| *b == b'<').count() > MOST_TAGS || depth(content) > DEEPEST {
        return Err((
            "page-too-complex",
            Text::new("the page has more elements in each other than a page has"),
            "save the article as text",
        ));
    }
    let document = Document::from(content);
    let about = About::of(&document);
    let config = Config { char_threshold: 200, ..Config::default() };
    let mut reader = Readability::with_document(document, None, Some(config)).map_err(|_| no_text())?;
    let found = reader.parse().map_err(|_| no_text())?;

    let body = Document::fragment(&*found.content);
    let mut walker = Walker::default();
    walker.block(&body.root());
    walker.flush();
    let headline =
        about.headline.or_else(|| line(&found.title)).map(|h| without_site(&h, about.outlet.as_ref()));
    let mut parts = walker.parts;
    // The headline stands above the text already.
    if let Some(Part::Heading(_, first)) = parts.first()
        && headline.as_ref().is_some_and(|h| h.as_str() == Text::new(first).line().as_str())
    {
        parts.remove(0);
    }
    let (lead, sections) = split(parts);
    let mut warnings = Vec::new();
    let article = Article {
        headline,
        outlet: about.outlet.or_else(|| found.site_name.as_deref().and_then(line)),
        url: about.url,
        published: about.published.or_else(|| found.published_time.as_deref().and_then(metadata::date)),
        updated: about.updated.or_else(|| found.modified_time.as_deref().and_then(metadata::date)),
        byline: about.byline.or_else(|| found.byline.as_deref().and_then(byline)),
        language: about.language.or_else(|| found.lang.as_deref().and_then(language)),
        lead,
        sections,
        ..Article::default()
    };
    let length = article.whole_text().as_str().chars().count();
    if about.paid && length < STUB {
        warnings.push((
            "beginning-only",
            text!("the page is paid for, and only its beginning is in the file ({length} characters)"),
            "save the page while you are signed in",
        ));
    } else if length < 250 {
        warnings.push((
            "little-text",
            text!("the page holds only {length} characters of text"),
            "look whether it is a consent wall, and save the page behind it",
        ));
    }
    Ok((Draft { article, left_out: walker.left_out }, warnings))
}

/// The parts of a piece of HTML that is all text: an item of a feed, a chapter of a book.
pub(super) fn fragment(content: &str) -> (Vec<Part>, Vec<Text>) {
    let mut walker = Walker::default();
    if depth(content) <= DEEPEST && content.bytes().filter(|b| *b == b'<').count() <= MOST_TAGS {
        let document = Document::from(content);
        walker.block(&document.root());
        walker.flush();
    }
    (walker.parts, walker.left_out)
}

fn no_text() -> Fault {
    (
        "no-text",
        Text::new("there is no article on the page"),
        "save the page with its text, or the text alone",
    )
}

/// How deep elements stand in each other, at most, without parsing them.
fn depth(content: &str) -> usize {
    const VOID: [&str; 14] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
        "track", "wbr",
    ];
    // These close themselves where the next one opens.
    const LOOSE: [&str; 8] = ["p", "li", "td", "tr", "th", "dt", "dd", "option"];
    let (mut depth, mut deepest) = (0usize, 0);
    let mut rest = content;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let closing = rest.starts_with('/');
        let name = rest.trim_start_matches('/');
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let name = name[..end].to_ascii_lowercase();
        if name.is_empty() || VOID.contains(&name.as_str()) || LOOSE.contains(&name.as_str()) {
            continue;
        }
        if matches!(name.as_str(), "script" | "style") && !closing {
            rest =
                rest.split_once(if name == "script" { "</script" } else { "</style" }).map_or("", |(_, r)| r);
            continue;
        }
        depth = if closing { depth.saturating_sub(1) } else { depth + 1 };
        deepest = deepest.max(depth);
    }
    deepest
}
