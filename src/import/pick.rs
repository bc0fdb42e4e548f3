//! The items of a file that holds several, and which of them are wanted.

use crate::briefing::Partial;
use crate::text;
use crate::text::Text;
use crate::text::words::words;

/// As many items are named in a message.
const NAMED: usize = 40;

/// An item of a feed, a chapter of a book, or a story.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its number in the file, from 1.
    pub number: usize,
    /// What it is called; blank where it has no title.
    pub title: Text,
    /// When it came out.
    pub published: Option<Partial>,
    /// It has no text, and cannot be an article.
    pub empty: bool,
}

impl Item {
    /// `3  2025-12-26  Clashes on the border`
    pub fn line(&self) -> Text {
        let title = if self.title.is_blank() { text!("untitled") } else { text::fit(self.title.get(), 100) };
        let date = self.published.map_or_else(String::new, |p| format!("{}  ", p.day_only()));
        text!("{}  {date}{title}{}", self.number, if self.empty { " (no text)" } else { "" })
    }
}

/// The items in a message, by number.
pub(super) fn named(items: &[Item]) -> String {
    let mut lines: Vec<String> = items.iter().take(NAMED).map(|item| item.line().to_string()).collect();
    if items.len() > NAMED {
        lines.push(format!("and {} more", items.len() - NAMED));
    }
    lines.join("; ")
}

/// Which of several items in a file are wanted.
#[derive(Debug, Clone, PartialEq)]
pub enum Pick {
    /// `all`: several stories too, which a briefing is not about unless one says so.
    All,
    /// By number, from 1: `2`, or `1,4-6`.
    Numbers(Vec<(usize, usize)>),
    /// By day, month or year: `2025-12-26`, `2025-12`.
    Date(Partial),
    /// By words of the title.
    Title(Vec<String>),
}

impl Pick {
    /// Reads what the reader wrote: `all`, numbers, a date, else words of a title.
    pub fn new(written: &Text) -> Self {
        let number = |part: &str| part.trim().parse::<usize>().ok().filter(|n| *n > 0);
        let ranges: Option<Vec<(usize, usize)>> = written
            .as_str()
            .split(',')
            .map(|part| match part.split_once('-') {
                None => number(part).map(|n| (n, n)),
                Some((from, to)) => Some((number(from)?, number(to)?)).filter(|(from, to)| from <= to),
            })
            .collect();
        match (Partial::read(written.as_str()), ranges) {
            _ if written.as_str().trim() == "all" => Self::All,
            // `2025` is a year, and no feed has two thousand items.
            (Some(date), _) => Self::Date(date),
            (None, Some(ranges)) => Self::Numbers(ranges),
            (None, None) => Self::Title(words(written.as_str())),
        }
    }

    /// Is this item wanted?
    pub fn takes(&self, item: &Item) -> bool {
        match self {
            Self::All => true,
            Self::Numbers(ranges) => ranges.iter().any(|(from, to)| (*from..=*to).contains(&item.number)),
            Self::Date(date) => {
                item.published.is_some_and(|p| (date.first_day()..=date.last_day()).contains(&p.first_day()))
            }
            Self::Title(wanted) => {
                let title = words(item.title.as_str());
                wanted.iter().all(|word| title.iter().any(|w| w.starts_with(word.as_str())))
            }
        }
    }
}
