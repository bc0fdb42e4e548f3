//! A briefing: one story as questions and answers, with the articles it rests on.
//!
//! Plain data, as `docs/format.md` describes the files. [`parse::parse`] makes it of files and
//! never fails: what can be read is here, what is at fault is a [`crate::problem::Problem`].

mod check;
mod names;
pub mod parse;
mod questions;
mod time;

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::text::Text;

pub use questions::{Questions, same_question};
pub use time::{Partial, Period, day};

/// What an id is made of: lower-case ASCII letters, digits and hyphens, 1 to 64 of them, a letter
/// or digit first, and no name that some file system reserves.
pub fn is_id(id: &str) -> bool {
    (1..=64).contains(&id.len())
        && id.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
        && !id.starts_with('-')
        && !is_reserved(id)
}

/// `con`, `nul` and their kind, which Windows does not take as file names.
pub fn is_reserved(id: &str) -> bool {
    matches!(id, "con" | "prn" | "aux" | "nul")
        || (id.len() == 4
            && (id.starts_with("com") || id.starts_with("lpt"))
            && matches!(id.as_bytes()[3], b'1'..=b'9'))
}

/// One story.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Briefing {
    /// The folder's or file's name.
    pub id: Text,
    /// What the story is called.
    pub title: Text,
    /// One or two sentences.
    pub summary: Option<Text>,
    /// When this edition came out first.
    pub published: Option<Partial>,
    /// When it was last changed.
    pub updated: Option<Partial>,
    /// Counts up from 1.
    pub edition: u32,
    /// BCP 47.
    pub language: Text,
    /// Words to sort by.
    pub tags: Vec<Text>,
    /// A name or a desk.
    pub curator: Option<Text>,
    /// The questions, in order.
    pub sections: Vec<Section>,
    /// The timeline, in the order of the file.
    pub events: Vec<Event>,
    /// Where it happened.
    pub places: Vec<Place>,
    /// Names and what they mean.
    pub terms: Vec<Term>,
    /// Differences that the curator vouches for.
    pub differences: Vec<Difference>,
    /// The evidence, by id.
    pub articles: Vec<Article>,
}

/// A question and its answer.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Section {
    /// Unique in the briefing.
    pub id: Text,
    /// As a reader would ask it.
    pub question: Text,
    /// Markdown with citations; absent when the articles alone answer.
    pub answer: Option<Text>,
    /// A note by the curator, apart from the answer.
    pub remark: Option<Text>,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// When; absent when it could not be read.
    pub when: Option<Period>,
    /// What.
    pub what: Text,
    /// The id of a place.
    pub place: Option<Text>,
    /// Ids of the articles that tell it.
    pub articles: Vec<Text>,
}

/// A point on the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Unique in the briefing.
    pub id: Text,
    /// What it is called.
    pub name: Text,
    /// Degrees north, -90 to 90.
    pub lat: Option<f64>,
    /// Degrees east, -180 to 180.
    pub lon: Option<f64>,
}

/// A name with its other names.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Term {
    /// The name used here.
    pub name: Text,
    /// How others write it.
    pub also: Vec<Text>,
    /// What it is.
    pub meaning: Option<Text>,
}

/// A difference between articles, by the curator.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Difference {
    /// The id of the section it belongs to.
    pub section: Option<Text>,
    /// What differs.
    pub what: Option<Text>,
    /// Who says what.
    pub accounts: Vec<Account>,
    /// The curator's word on it.
    pub remark: Option<Text>,
    /// The anchor of a computed difference to hide.
    pub dismiss: Option<Text>,
}

/// What one article says on a difference.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Account {
    /// The article's id.
    pub article: Text,
    /// What it says.
    pub says: Text,
}

/// What an article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ArticleKind {
    /// The outlet's own reporting.
    Original,
    /// A news agency's text.
    Wire,
    /// Retells what others reported.
    Secondary,
    /// A government, court, army or other party to the matter.
    Official,
    /// Weighs what is known.
    Analysis,
}

impl ArticleKind {
    /// All of them, by the names that files use.
    pub const NAMES: [(&'static str, Self); 5] = [
        ("original", Self::Original),
        ("wire", Self::Wire),
        ("secondary", Self::Secondary),
        ("official", Self::Official),
        ("analysis", Self::Analysis),
    ];

    /// The name that files use.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

/// One outlet's text.
#[derive(Debug, Clone, PartialEq, Default, Hash)]
pub struct Article {
    /// Unique in the briefing.
    pub id: Text,
    /// Who published it.
    pub outlet: Option<Text>,
    /// Its title.
    pub headline: Option<Text>,
    /// Where it was.
    pub url: Option<Text>,
    /// When it came out.
    pub published: Option<Partial>,
    /// When it was changed.
    pub updated: Option<Partial>,
    /// Who wrote it.
    pub byline: Option<Text>,
    /// The dateline.
    pub place: Option<Text>,
    /// BCP 47.
    pub language: Option<Text>,
    /// What it is; absent when unknown.
    pub kind: Option<ArticleKind>,
    /// Ids of articles that it rests on.
    pub cites: Vec<Text>,
    /// When it was fetched.
    pub retrieved: Option<Partial>,
    /// Markdown; where sections follow, the lead before them.
    pub lead: Text,
    /// Its own questions, in order.
    pub sections: Vec<Passage>,
    /// Another outlet's name in look-alike letters, or one that looks like it.
    pub looks_like: Option<Text>,
}

/// A question of an article, with its text.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Passage {
    /// As the article asks it.
    pub question: Text,
    /// The id of the briefing's section it answers, as the curator says.
    pub answers: Option<Text>,
    /// Markdown.
    pub text: Text,
}

impl Article {
    /// The outlet's name, or the id where there is none.
    pub fn name(&self) -> &Text {
        self.outlet.as_ref().unwrap_or(&self.id)
    }

    /// The headline, or the first line of the text.
    pub fn title(&self) -> Text {
        let first = |text: &Text| text.as_str().lines().find(|l| !l.trim().is_empty()).map(Text::new);
        self.headline
            .clone()
            .or_else(|| first(&self.lead))
            .or_else(|| self.sections.first().map(|s| s.question.clone()))
            .unwrap_or_else(|| self.id.clone())
    }

    /// The whole text: the lead, then for each section the line `## question` and its text, a
    /// blank line between. Every byte offset that the program prints refers to it.
    pub fn whole_text(&self) -> Text {
        Text::new(&self.composed().0)
    }

    /// At which byte of the whole text each section begins, its heading first.
    pub fn section_starts(&self) -> Vec<usize> {
        self.composed().1
    }

    fn composed(&self) -> (String, Vec<usize>) {
        let mut whole = self.lead.as_str().trim_end().to_owned();
        let mut starts = Vec::new();
        for passage in &self.sections {
            let gap = if whole.is_empty() { "" } else { "\n\n" };
            whole.push_str(gap);
            starts.push(whole.len());
            whole.push_str("## ");
            whole.push_str(passage.question.line().as_str());
            if !passage.text.as_str().trim_end().is_empty() {
                whole.push_str("\n\n");
                whole.push_str(passage.text.as_str().trim_end());
            }
        }
        (whole, starts)
    }
}

impl Briefing {
    /// A number that changes with all that comparing the articles reads. It is no one's secret and
    /// the same only within one build of the program.
    pub fn content(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (&self.id, &self.language, &self.sections, &self.terms).hash(&mut hasher);
        (&self.differences, &self.articles).hash(&mut hasher);
        hasher.finish()
    }

    /// The article of this id.
    pub fn article(&self, id: &Text) -> Option<&Article> {
        self.articles.iter().find(|a| a.id == *id)
    }

    /// The section of this id.
    pub fn section(&self, id: &Text) -> Option<&Section> {
        self.sections.iter().find(|s| s.id == *id)
    }

    /// The place of this id.
    pub fn place(&self, id: &Text) -> Option<&Place> {
        self.places.iter().find(|p| p.id == *id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_become_file_names() {
        for good in ["a", "al-jazeera", "24-kg", "com10", &"x".repeat(64)] {
            assert!(is_id(good), "{good}");
        }
        for bad in ["", "-a", "A", "a_b", "é", "con", "nul", "com1", "lpt9", "../x", &"x".repeat(65)] {
            assert!(!is_id(bad), "{bad}");
        }
    }

    #[test]
    fn the_whole_text_is_lead_then_questions() {
        let passage = |q: &str, t: &str| Passage { question: q.into(), answers: None, text: t.into() };
        let article = Article {
            lead: "Lead.\n".into(),
            sections: vec![passage("Why?", "Because.\n"), passage("Who?", "")],
            ..Article::default()
        };
        assert_eq!(article.whole_text().as_str(), "Lead.\n\n## Why?\n\nBecause.\n\n## Who?");
        assert_eq!(article.section_starts(), [7, 26]);
        assert_eq!(article.title().as_str(), "Lead.");
    }
}
