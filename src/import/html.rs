//! A page: the article without what stands around it, as `dom_smoothie` finds it (Mozilla's
//! Readability), and what JSON-LD, `OpenGraph` and meta tags say of it.

mod about;
mod boxes;
mod graph;
mod inline;
mod lines;
mod sound;
mod table;
mod walk;

use dom_query::Document;
use dom_smoothie::{Config, Readability};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};

use url::Url;

use super::sections::{Part, split};
use super::{Draft, Fault, dates, edges};
use crate::briefing::Article;
use crate::text;
use crate::text::Text;
use about::{About, byline, without_site};
pub(super) use about::{language, line};
use lines::Lines;
use walk::Walker;

/// Nodes that a page may have, and how deep they may stand in each other: a page is far below both,
/// and what is above would cost memory, time and stack without bound.
const MOST_NODES: usize = 300_000;
const DEEPEST: usize = 256;
/// Bytes parsed between two looks at both.
const STEP: usize = 4096;
/// A text shorter than this on a page that says it is paid for is only its beginning.
const STUB: usize = 1500;
/// As many lines above the text may say when it came out.
const ABOVE: usize = 100;

/// Takes the article out of a page, with warnings. `url` is where the reader says that it was.
pub(super) fn import(content: &str, url: Option<&Text>) -> Result<(Draft, Vec<Fault>), Fault> {
    let document = tree(content)?;
    // Who is quoted often stands in the footer of the quotation, and footers are left out.
    for footer in document.select("blockquote footer").nodes() {
        footer.rename("p");
    }
    let about = About::of(&document);
    let lines = Lines::of(&document);
    let base = base(&document, url.or(about.url.as_ref()));
    boxes::take_out(&document);
    boxes::hold_together(&document);
    let config = Config { char_threshold: 200, ..Config::default() };
    let mut reader = Readability::with_document(document, None, Some(config)).map_err(|_| no_text())?;
    let found = reader.parse().map_err(|_| no_text())?;

    let body = tree(&found.content)?;
    let kept = Lines::of(&body);
    let mut walker = Walker::new(base.as_ref());
    walker.block(&body.root());
    walker.flush();
    let outlet = about.outlet.or_else(|| found.site_name.as_deref().and_then(line));
    let title = || {
        let [only] = about.titles.as_slice() else { return line(&found.title) };
        Some(only.clone())
    };
    let mut article = Article {
        headline: about.headline.or_else(title).map(|h| without_site(&h, outlet.as_ref())),
        outlet,
        url: about.url,
        published: about.published.or_else(|| found.published_time.as_deref().and_then(dates::date)),
        updated: about.updated.or_else(|| found.modified_time.as_deref().and_then(dates::date)),
        byline: about.byline.or_else(|| found.byline.as_deref().and_then(byline)),
        language: about.language.or_else(|| found.lang.as_deref().and_then(language)),
        ..Article::default()
    };
    let (parts, ends) = edges::trim(walker.parts, &mut article, &about.titles, about.live);
    // What the search left out above the text may say when it came out.
    for line in lines.above(&kept).take(ABOVE) {
        if article.published.is_none() {
            edges::learn_date(&mut article, line.as_str());
        }
    }
    if let (Some(byline), Some(outlet)) = (&article.byline, &article.outlet)
        && let Some(names) = byline.as_str().strip_suffix(outlet.as_str())
    {
        let names = names.trim_end_matches([' ', ',', '|', '-', '–', '—']);
        article.byline = Some(Text::new(names)).filter(|b| !b.is_blank());
    }
    let mut left_out = lines.beyond(&kept, article.headline.as_slice());
    left_out.extend(walker.left_out.into_iter().chain(ends));
    (article.lead, article.sections) = split(parts);
    let mut warnings = Vec::new();
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
    Ok((Draft { article, left_out, ..Draft::default() }, warnings))
}

/// What the links of a page are relative to: its `base`, itself relative to where the page was.
fn base(document: &Document, url: Option<&Text>) -> Option<Url> {
    let page = url.and_then(|url| Url::parse(url.as_str()).ok());
    let Some(named) = document.select("base[href]").attr("href") else { return page };
    match page {
        Some(page) => page.join(&named).ok().or(Some(page)),
        None => Url::parse(&named).ok(),
    }
}

/// The parts of a piece of HTML that is all text: an item of a feed, a chapter of a book. `url` is
/// what its links are relative to.
pub(super) fn fragment(content: &str, url: Option<&Text>) -> Result<(Vec<Part>, Vec<Text>), Fault> {
    let base = url.and_then(|url| Url::parse(url.as_str()).ok());
    let mut walker = Walker::new(base.as_ref());
    walker.block(&tree(content)?.root());
    walker.flush();
    Ok((walker.parts, walker.left_out))
}

/// Parses a page step by step, and stops where it grows beyond what a page is. What is returned is
/// never deeper than [`DEEPEST`], so that what walks it by recursion needs a bounded stack. Counting
/// tags beforehand would not do: which end tags the parser heeds, only the parser knows.
fn tree(content: &str) -> Result<Document, Fault> {
    // What stands in `noscript` is read as a page without scripts shows it.
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    let mut parser = parse_document(Document::default(), options);
    let (mut rest, mut seen) = (content, 0);
    while !rest.is_empty() {
        let (step, after) = rest.split_at(rest.floor_char_boundary(STEP).max(1));
        parser.process(StrTendril::from_slice(step));
        rest = after;
        let document = &parser.tokenizer.sink.sink;
        let nodes = document.tree.len();
        if nodes > MOST_NODES {
            return Err(too_complex());
        }
        // A look costs as much as there are nodes, so it waits until there are a few more.
        if nodes > seen + STEP {
            seen = nodes;
            if depth(document) > DEEPEST {
                return Err(too_complex());
            }
        }
    }
    let document = parser.finish();
    if document.tree.len() > MOST_NODES || depth(&document) > DEEPEST {
        return Err(too_complex());
    }
    Ok(document)
}

/// How deep elements stand in each other, at most.
fn depth(document: &Document) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    let mut node = document.root();
    loop {
        if let Some(child) = node.first_child() {
            node = child;
            depth += 1;
            deepest = deepest.max(depth);
            continue;
        }
        loop {
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) if depth > 0 => {
                    node = parent;
                    depth -= 1;
                }
                _ => return deepest,
            }
        }
    }
}

fn too_complex() -> Fault {
    (
        "page-too-complex",
        Text::new("it has more elements, or more in each other, than a page has"),
        "save the article as text",
    )
}

fn no_text() -> Fault {
    (
        "no-text",
        Text::new("there is no article on the page"),
        "save the page with its text, or the text alone",
    )
}
