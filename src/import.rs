//! Bytes to articles: pages, texts, Markdown, feeds, books and Kagi News stories.
//!
//! [`import`] recognises what a file holds and takes the articles out of it; [`plan`] says which
//! files a briefing folder gets. Values in, values out: the shell reads and writes.

mod decode;
mod escape;
mod html;
mod markdown;
mod metadata;
mod plain;
pub mod plan;
mod sections;
mod write;

use crate::briefing::{Article, ArticleKind, Briefing, Partial};
use crate::problem::{Problem, Severity};
use crate::text;
use crate::text::Text;

pub use write::{article_toml, briefing_toml};

/// A file's bytes at most; a page or book is rarely a tenth of it.
pub const LARGEST: usize = 16 << 20;

/// A file to import.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// How problems name it, and what its ending says of the format.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
}

/// What was found in a file.
#[derive(Debug, Default)]
pub struct Harvest {
    /// The articles, in order.
    pub drafts: Vec<Draft>,
    /// What a file says of the story itself: title, questions with answers, events.
    pub story: Option<Briefing>,
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
}

/// Recognises a format by the content first, and by the name where the content says nothing.
pub fn recognise(input: &Input<'_>) -> Format {
    let ending = input.name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    let head = String::from_utf8_lossy(&input.bytes[..input.bytes.len().min(1024)]).to_ascii_lowercase();
    let head = head.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    if head.starts_with("<!doctype html") || head.starts_with("<html") || head.contains("<html") {
        return Format::Html;
    }
    match ending.as_str() {
        "html" | "htm" | "xhtml" | "shtml" => Format::Html,
        "md" | "markdown" | "mdown" => Format::Markdown,
        "txt" | "text" => Format::Plain,
        _ if ["<head", "<body", "<article", "<p>", "<div", "<!--"]
            .iter()
            .any(|tag| head.starts_with(tag)) =>
        {
            Format::Html
        }
        _ if head.starts_with("---\n") || head.starts_with("# ") || head.contains("\n## ") => {
            Format::Markdown
        }
        _ => Format::Plain,
    }
}

/// Takes the articles out of a file.
pub fn import(input: &Input<'_>) -> Harvest {
    let mut harvest = Harvest::default();
    let name = Text::new(input.name).line();
    let fault = |severity, (code, message, hint): (&'static str, Text, &'static str)| {
        Problem::of_file(name.clone(), severity, code, message).hint(hint)
    };
    let found = if input.bytes.len() > LARGEST {
        let message = text!("the file has more than {} MiB", LARGEST >> 20);
        Err(("file-too-large", message, "save the article alone"))
    } else if looks_binary(input.bytes) {
        Err(("not-a-text", text!("this is neither a text nor a page"), "save the page as HTML or as text"))
    } else {
        match recognise(input) {
            Format::Plain => Ok((plain::import(&decode::decode(input.bytes, None)), Vec::new())),
            Format::Markdown => Ok((markdown::import(&decode::decode(input.bytes, None)), Vec::new())),
            Format::Html => html::import(&decode::decode(input.bytes, decode::declared(input.bytes))),
        }
    };
    match found {
        Ok((draft, _)) if draft.article.lead.is_blank() && draft.article.sections.is_empty() => {
            let nothing = ("no-text", text!("there is no text in it"), "save the whole page, with its text");
            harvest.problems.push(fault(Severity::Error, nothing));
        }
        Ok((mut draft, warnings)) => {
            let article = &mut draft.article;
            if article.language.is_none() {
                article.language = metadata::language_of(article.whole_text().as_str());
            }
            if article.place.is_none() {
                article.place = metadata::dateline(article.lead.as_str());
            }
            harvest.problems.extend(warnings.into_iter().map(|w| fault(Severity::Warning, w)));
            harvest.drafts.push(draft);
        }
        Err(refusal) => harvest.problems.push(fault(Severity::Error, refusal)),
    }
    harvest
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
