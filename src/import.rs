//! Bytes to articles: pages, texts, Markdown, feeds, books and Kagi News stories.
//!
//! [`import`] recognises what a file holds and takes the articles out of it; [`plan`] says which
//! files a briefing folder gets. Values in, values out: the shell reads and writes.

mod dates;
mod decode;
mod edges;
mod epub;
mod escape;
mod feed;
mod html;
mod kite;
mod look;
mod mail;
mod markdown;
mod metadata;
mod phrases;
mod pick;
mod plain;
pub mod plan;
mod sections;
mod write;

use crate::briefing::parse::MOST_SECTIONS;
use crate::briefing::{Article, ArticleKind, Briefing, Partial};
use crate::problem::{Problem, Severity, counted};
use crate::text;
use crate::text::Text;

pub use look::Look;
pub use pick::{Item, Pick};
pub use write::{article_toml, briefing_toml};

/// A file's bytes at most; a page or book is rarely a tenth of it.
pub const LARGEST: usize = 16 << 20;
/// The same for JSON, and the objects in it.
const LARGEST_JSON: usize = 4 << 20;
const MOST_OBJECTS: usize = 150_000;
/// What the store reads of an article's file, and what is left for what is said of it besides.
const LARGEST_FILE: usize = 1 << 20;
const ROOM: usize = 16 << 10;

/// A file to import.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// How problems name it, and what its ending says of the format.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
    /// Which of several items are wanted; without it all, or the only story.
    pub pick: Option<&'a Pick>,
    /// Where the reader says that it was: what links in it are relative to.
    pub url: Option<&'a Text>,
}

/// What was found in a file.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Harvest {
    /// The articles, in order.
    pub drafts: Vec<Draft>,
    /// What a file says of the story itself: title, questions with answers, events; each with the
    /// number of its item.
    pub stories: Vec<(usize, Briefing)>,
    /// All that the file holds, wanted or not; empty where it holds one thing.
    pub items: Vec<Item>,
    /// What could not be used.
    pub problems: Vec<Problem>,
}

/// An article as it was found.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Draft {
    /// The article; its id is empty unless the file itself names it.
    pub article: Article,
    /// What was left out of the page: captions, boxes, menus.
    pub left_out: Vec<Text>,
    /// The number of the item that it was in; 0 where the file is one article.
    pub item: usize,
}

/// What the reader says of all articles of a call, whatever the files say.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Overrides {
    /// Who published it.
    pub outlet: Option<Text>,
    /// When.
    pub published: Option<Partial>,
    /// Where.
    pub url: Option<Text>,
    /// What kind of article it is.
    pub kind: Option<ArticleKind>,
}

/// An address of the web as it is written, or none.
pub fn address(written: &str) -> Option<Text> {
    metadata::address(written)
}

impl Overrides {
    /// Puts what was said in the place of what was found.
    pub fn apply(&self, article: &mut Article) {
        if self.outlet.is_some() {
            article.outlet.clone_from(&self.outlet);
        }
        if self.url.is_some() {
            article.url.clone_from(&self.url);
        }
        article.published = self.published.or(article.published);
        article.kind = self.kind.or(article.kind);
    }
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text without markup.
    Plain,
    /// Markdown, with front matter or without.
    Markdown,
    /// A page.
    Html,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// A book.
    Epub,
    /// One or more stories of Kagi News.
    Kite,
}

/// Recognises a format by the content first, and by the name where the content says nothing.
pub fn recognise(input: &Input<'_>) -> Format {
    let ending = input.name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    let head = decode::decode(&input.bytes[..input.bytes.len().min(4096)], None).to_ascii_lowercase();
    let head = head.trim_start_matches(['\u{feff}', ' ', '\n', '\t']);
    if input.bytes.starts_with(b"PK\x03\x04") {
        return Format::Epub;
    }
    let starts = |tags: &[&str]| tags.iter().any(|tag| head.starts_with(tag));
    // What is called a text may speak of markup; only what begins with it is something else.
    let named = match ending.as_str() {
        "md" | "markdown" | "mdown" => Some(Format::Markdown),
        "txt" | "text" => Some(Format::Plain),
        _ => None,
    };
    if let Some(named) = named {
        return if starts(&["<!doctype html", "<html"]) { Format::Html } else { named };
    }
    if head.starts_with('{') || (head.starts_with('[') && ending == "json") {
        // The version may stand at the end: the order of keys means nothing.
        let json_feed = std::str::from_utf8(input.bytes).is_ok_and(|t| t.contains("//jsonfeed.org/version"));
        return if json_feed { Format::Feed } else { Format::Kite };
    }
    let feed = ["<rss", "<feed", "<rdf:rdf"].iter().any(|tag| head.contains(tag));
    if feed && head.starts_with('<') && !head.contains("<html") {
        return Format::Feed;
    }
    let page = ["<!doctype html", "<html", "<head", "<body", "<article", "<p>", "<div", "<!--"];
    if matches!(ending.as_str(), "html" | "htm" | "xhtml" | "shtml")
        || head.contains("<html")
        || starts(&page)
    {
        return Format::Html;
    }
    if starts(&["---\n", "+++\n", "# "]) || head.contains("\n## ") { Format::Markdown } else { Format::Plain }
}

/// Takes the articles out of a file.
pub fn import(input: &Input<'_>) -> Harvest {
    let mut harvest = Harvest::default();
    let name = Text::new(input.name).line();
    let fault = |severity, (code, message, hint): (&'static str, Text, &'static str)| {
        Problem::of_file(name.clone(), severity, code, message).hint(hint)
    };
    let binary = |format| !matches!(format, Format::Epub) && looks_binary(input.bytes);
    let found = match recognise(input) {
        _ if input.bytes.len() > LARGEST => {
            let message = text!("the file has more than {} MiB", LARGEST >> 20);
            Err(("file-too-large", message, "save the article alone"))
        }
        // Nothing is taken out of a text, so that it is known before it is read.
        Format::Plain | Format::Markdown if input.bytes.len() > 2 * LARGEST_FILE => {
            let message =
                text!("the text has more than 2 MiB, and an article's file at most {}", LARGEST_FILE >> 20);
            Err(("article-too-large", message, "import it in parts"))
        }
        format if binary(format) => Err((
            "not-a-text",
            text!("this is neither a text nor a page"),
            "save the page as HTML or as text",
        )),
        Format::Plain => Ok(Found::one(plain::import(&decode::decode(input.bytes, None)))),
        Format::Markdown => Ok(Found::one(markdown::import(&decode::decode(input.bytes, None)))),
        Format::Html => html::import(&decode::decode(input.bytes, decode::declared(input.bytes)), input.url)
            .map(|(draft, warnings)| Found { warnings, ..Found::one(draft) }),
        Format::Feed => several(feed::import(input.bytes, input.pick), input.pick),
        Format::Epub => several(epub::import(input.bytes, input.pick), input.pick),
        Format::Kite => stories(input),
    };
    match found {
        Ok(mut found) => {
            let empty = |d: &Draft| d.article.lead.is_blank() && d.article.sections.is_empty();
            if found.stories.is_empty() && found.drafts.iter().all(empty) {
                let nothing =
                    ("no-text", text!("there is no text in it"), "save the whole page, with its text");
                harvest.problems.push(fault(Severity::Error, nothing));
                return harvest;
            }
            if found.items.is_empty() && matches!(input.pick, Some(p) if *p != Pick::All) {
                found.warnings.push((
                    "nothing-to-pick",
                    text!("it holds one article, so that there is nothing to pick from"),
                    "--pick chooses from feeds, books and lists of stories",
                ));
            }
            let without =
                found.items.iter().filter(|i| i.empty && input.pick.is_none_or(|p| p.takes(i))).count();
            if without > 0 {
                let message = text!(
                    "{} no text and cannot be imported",
                    match without {
                        1 => "1 item has".to_owned(),
                        several => format!("{several} items have"),
                    }
                );
                found.warnings.push(("item-without-text", message, "save the page of an item that you want"));
            }
            harvest.problems.extend(found.warnings.into_iter().map(|w| fault(Severity::Warning, w)));
            harvest.drafts = found.drafts;
            harvest.stories = found.stories;
            harvest.items = found.items;
        }
        Err(refusal) => harvest.problems.push(fault(Severity::Error, refusal)),
    }
    harvest.drafts.retain(|draft| match too_large(&draft.article) {
        None => true,
        Some(what) => {
            let title = text::fit(draft.article.title().get(), 60);
            let hint = "import it in parts, or pick the chapters that matter";
            harvest
                .problems
                .push(fault(Severity::Error, ("article-too-large", text!("{title}: {what}"), hint)));
            false
        }
    });
    for Draft { article, .. } in &mut harvest.drafts {
        if article.language.is_none() {
            article.language = metadata::language_of(article.whole_text().as_str());
        }
        if article.place.is_none() {
            article.place = metadata::dateline(article.lead.as_str());
        }
    }
    harvest
}

/// Why an article cannot be a file that is read.
fn too_large(article: &Article) -> Option<Text> {
    if article.sections.len() > MOST_SECTIONS {
        return Some(text!("it has more than {MOST_SECTIONS} questions"));
    }
    // Whatever has to be escaped grows to six times its size; most texts are far below that.
    let length = article.whole_text().as_str().len();
    let large = length > LARGEST_FILE / 8 && article_toml(article).len() > LARGEST_FILE - ROOM;
    large.then(|| {
        text!("its text has {} KiB, and an article's file at most {}", length >> 10, LARGEST_FILE >> 10)
    })
}

/// Code, message and hint of a problem.
type Fault = (&'static str, Text, &'static str);

/// What a format found in a file.
#[derive(Default)]
struct Found {
    drafts: Vec<Draft>,
    stories: Vec<(usize, Briefing)>,
    items: Vec<Item>,
    warnings: Vec<Fault>,
}

impl Found {
    fn one(draft: Draft) -> Self {
        Self { drafts: vec![draft], ..Self::default() }
    }
}

/// What a file with several items came to.
fn several(found: Result<Found, Text>, pick: Option<&Pick>) -> Result<Found, Fault> {
    match found {
        Ok(found) if found.drafts.is_empty() && pick.is_some() => {
            let many = counted(found.items.len(), "item", "items");
            let message =
                text!("none of its {many} with a text fits what was picked: {}", pick::named(&found.items));
            Err(("nothing-picked", message, "--pick takes a number, a date or words of the title"))
        }
        Ok(found) => Ok(found),
        Err(message) => Err(("unreadable-feed", message, "save the articles as pages")),
    }
}

/// The stories of a file that were picked, or the only one.
fn stories(input: &Input<'_>) -> Result<Found, Fault> {
    let hint = "a Kagi News story has `title`, `suggested_qna` and `articles`";
    let content = decode::decode(input.bytes, None);
    // Parsed, JSON takes a hundred times its size.
    let objects = content.matches('{').count();
    if input.bytes.len() > LARGEST_JSON || objects > MOST_OBJECTS {
        return Err((
            "file-too-large",
            text!(
                "the JSON has more than {} MiB, or more than {MOST_OBJECTS} things in it",
                LARGEST_JSON >> 20
            ),
            hint,
        ));
    }
    let file: serde_json::Value = serde_json::from_str(&content)
        .map_err(|e| ("bad-json", text!("this is no JSON: {e}").line(), hint))?;
    let all = kite::stories(&file);
    let mut items = kite::items_of(&all, &file);
    let wanted = |item: &Item| input.pick.is_none_or(|p| p.takes(item));
    let count = items.iter().filter(|i| wanted(i)).count();
    if all.is_empty() {
        return Err(("no-story", text!("there is no story in this JSON"), hint));
    }
    if count == 0 {
        let message =
            text!("none of its {} stories fits what was picked: {}", all.len(), pick::named(&items));
        return Err(("nothing-picked", message, "--pick takes a number or words of the title"));
    }
    if count > 1 && input.pick.is_none() {
        let message = text!("it holds {count} stories, and a briefing is about one: {}", pick::named(&items));
        let hint =
            "choose by number or words of the title, `--pick 3`; `--pick 1,3` makes one briefing of two";
        return Err(("several-stories", message, hint));
    }
    let (stories, drafts) = kite::import(&all, &items, wanted, &file);
    if all.len() == 1 {
        items.clear();
    }
    Ok(Found { drafts, stories, items, warnings: Vec::new() })
}

/// Bytes that no text has: many control characters, outside of UTF-16.
fn looks_binary(bytes: &[u8]) -> bool {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return false;
    }
    let head = &bytes[..bytes.len().min(4096)];
    let odd = head.iter().filter(|b| matches!(b, 0..=8 | 14..=26 | 28..=31)).count();
    odd * 50 > head.len()
}
