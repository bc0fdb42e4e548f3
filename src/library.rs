//! Every briefing there is: what the shelf shows of each, and the whole of those that are open.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::briefing::{Briefing, Partial};
use crate::problem::{self, Problem};
use crate::text;
use crate::text::Text;

/// What is known of a briefing without opening it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The briefing's id.
    pub id: Text,
    /// Its title.
    pub title: Text,
    /// One or two sentences.
    pub summary: Option<Text>,
    /// When it came out.
    pub published: Option<Partial>,
    /// When it was last changed.
    pub updated: Option<Partial>,
    /// Counts up from 1.
    pub edition: u32,
    /// How many questions.
    pub sections: usize,
    /// How many articles.
    pub articles: usize,
    /// How many errors.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// Words to sort by.
    pub tags: Vec<Text>,
    /// Where it comes from.
    pub source: Origin,
    /// [`Briefing::content`]: what was found for one content holds for no other.
    pub content: u64,
}

/// Where a briefing comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Origin {
    /// It is compiled into the program.
    Bundled(String),
    /// A folder or file.
    Path(PathBuf),
    /// A pack.
    Pack(Box<Packed>),
}

/// A briefing in a pack: where, and what a reader has to know of the pack.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Packed {
    /// The pack's file.
    pub path: PathBuf,
    /// The id of the briefing.
    pub briefing: String,
    /// The id of the pack.
    pub pack: Text,
    /// Who made it.
    pub publisher: Text,
    /// Which edition of the pack.
    pub serial: u64,
    /// Who vouches for it.
    pub signer: Signer,
    /// The day since which it is no longer current, as a newspaper prints it.
    pub expired: Option<Text>,
}

/// Who vouches for a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Signer {
    /// A key that the reader trusts.
    Trusted,
    /// A key that she does not know.
    Unknown,
    /// Nobody.
    Nobody,
}

impl Packed {
    /// Which pack, and whose.
    pub fn name(&self) -> Text {
        text!("{} {} by {}", self.pack, self.serial, self.publisher)
    }

    /// What speaks against it, wherever it is shown.
    pub fn marks(&self) -> Vec<Text> {
        let mut marks = Vec::new();
        match self.signer {
            Signer::Trusted => {}
            Signer::Unknown => marks.push(Text::new("UNKNOWN KEY")),
            Signer::Nobody => marks.push(Text::new("UNSIGNED")),
        }
        marks.extend(self.expired.as_ref().map(|since| text!("EXPIRED since {since}")));
        marks
    }
}

impl Origin {
    /// `bundled`, or the path; in a pack the briefing's id follows on that of the pack.
    pub fn shown(&self) -> Text {
        match self {
            Self::Bundled(_) => Text::new("bundled"),
            Self::Path(path) => Text::new(&path.to_string_lossy()).line(),
            Self::Pack(packed) => text!("{}/{}", packed.path.to_string_lossy(), packed.briefing).line(),
        }
    }
}

/// A briefing with its problems.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// What could be read.
    pub briefing: Briefing,
    /// What could not, and what should be looked at.
    pub problems: Vec<Problem>,
}

impl Opened {
    /// What the shelf shows of it.
    pub fn entry(&self, source: Origin) -> Entry {
        let b = &self.briefing;
        let (errors, warnings) = problem::count(&self.problems);
        Entry {
            id: b.id.clone(),
            title: b.title.clone(),
            summary: b.summary.clone(),
            published: b.published,
            updated: b.updated,
            edition: b.edition,
            sections: b.sections.len(),
            articles: b.articles.len(),
            errors,
            warnings,
            tags: b.tags.clone(),
            source,
            content: b.content(),
        }
    }
}

/// All briefings, by the number under which they were first seen. A number never changes its
/// meaning while the program runs; an entry that is gone from the disk leaves a hole.
#[derive(Debug, Default)]
pub struct Library {
    entries: Vec<Option<Entry>>,
    numbers: HashMap<Origin, usize>,
    opened: HashMap<usize, Arc<Opened>>,
    /// The contents of those that are open.
    contents: HashMap<usize, u64>,
    /// How many entries there are: every frame of the shelf says it.
    count: usize,
    /// Counts up whenever an entry changes, so that a view knows when to sort again.
    pub version: u64,
    /// Counts up whenever a briefing is opened, so that a view knows when to lay it out again.
    pub openings: u64,
}

impl Library {
    /// Adds an entry or replaces the one from the same place, and returns its number.
    pub fn put(&mut self, entry: Entry) -> usize {
        self.version += 1;
        if let Some(&number) = self.numbers.get(&entry.source) {
            self.count += usize::from(self.entries[number].is_none());
            self.entries[number] = Some(entry);
            return number;
        }
        self.count += 1;
        let number = self.entries.len();
        self.numbers.insert(entry.source.clone(), number);
        self.entries.push(Some(entry));
        number
    }

    /// Forgets every entry whose place is not kept.
    pub fn retain(&mut self, keep: impl Fn(&Origin) -> bool) {
        for slot in &mut self.entries {
            if slot.as_ref().is_some_and(|entry| !keep(&entry.source)) {
                *slot = None;
                self.count -= 1;
                self.version += 1;
            }
        }
    }

    /// Keeps a briefing that was opened; its entry is made anew.
    pub fn open(&mut self, source: Origin, opened: Arc<Opened>) -> usize {
        let entry = opened.entry(source);
        let content = entry.content;
        let number = self.put(entry);
        self.openings += 1;
        self.contents.insert(number, content);
        self.opened.insert(number, opened);
        number
    }

    /// The entry of this number.
    pub fn entry(&self, number: usize) -> Option<&Entry> {
        self.entries.get(number)?.as_ref()
    }

    /// The briefing of this number, if it is open.
    pub fn opened(&self, number: usize) -> Option<&Arc<Opened>> {
        self.opened.get(&number)
    }

    /// The content of the briefing of this number, if it is open. Its entry may be ahead of it.
    pub fn content(&self, number: usize) -> Option<u64> {
        self.contents.get(&number).copied()
    }

    /// The number of the briefing from this place.
    pub fn number(&self, source: &Origin) -> Option<usize> {
        self.numbers.get(source).copied()
    }

    /// All entries with their numbers.
    pub fn entries(&self) -> impl Iterator<Item = (usize, &Entry)> {
        self.entries.iter().enumerate().filter_map(|(number, entry)| Some((number, entry.as_ref()?)))
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Is there nothing to read?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// How the shelf is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// The newest first; what has no date comes last.
    #[default]
    Newest,
    /// The oldest first; what has no date comes last.
    Oldest,
    /// By title.
    Title,
    /// Those with problems first, errors before warnings.
    Problems,
}

impl Sort {
    /// All of them, by the names that the configuration uses.
    pub const NAMES: [(&'static str, Self); 4] = [
        ("newest", Self::Newest),
        ("oldest", Self::Oldest),
        ("title", Self::Title),
        ("problems", Self::Problems),
    ];

    /// The name that the configuration uses.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, sort)| *sort == self).map_or("", |(name, _)| name)
    }

    /// The one after it, around the circle.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::NAMES.iter().position(|(_, sort)| *sort == self).unwrap_or(0);
        Self::NAMES[(at + 1) % Self::NAMES.len()].1
    }
}

/// The numbers of all entries in this order. Equal ones stand by title, then by place.
pub fn sorted(library: &Library, sort: Sort) -> Vec<usize> {
    // The day of the latest edition counts; it is looked up once, not at each comparison.
    let day = |e: &Entry| e.updated.or(e.published).map(Partial::first_day);
    let mut entries: Vec<(Option<NaiveDate>, usize, &Entry)> =
        library.entries().map(|(number, entry)| (day(entry), number, entry)).collect();
    entries.sort_by(|(day_a, _, a), (day_b, _, b)| {
        let first = match sort {
            Sort::Newest => day_b.cmp(day_a),
            Sort::Oldest => day_a.is_none().cmp(&day_b.is_none()).then(day_a.cmp(day_b)),
            Sort::Title => std::cmp::Ordering::Equal,
            Sort::Problems => (b.errors, b.warnings).cmp(&(a.errors, a.warnings)),
        };
        first.then_with(|| a.title.cmp(&b.title)).then_with(|| a.source.cmp(&b.source))
    });
    entries.into_iter().map(|(_, number, _)| number).collect()
}
