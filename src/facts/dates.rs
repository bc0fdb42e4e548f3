//! Dates: which days a text means, resolved against the day it was published.

use std::ops::Range;

use chrono::NaiveDate;

/// A date or period as a text states it.
#[derive(Debug, Clone, PartialEq)]
pub struct Date {
    /// `November 26`, `the final week of November`, without a preposition before it.
    pub span: Range<usize>,
    /// The days that it may mean, the second one excluded; none when it cannot be resolved
    /// ("on Thursday" in an article without a date).
    pub days: Option<Range<NaiveDate>>,
    /// The other reading where there are two: "on 22 April" may be the last or the next.
    pub other: Option<Range<NaiveDate>>,
    /// What the words name.
    pub grain: Grain,
    /// "about 2023", "early in November": the borders are not meant exactly.
    pub about: bool,
}

/// What the words of a date name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Grain {
    /// "November 26", "on Thursday"
    Day,
    /// "this week", "the weekend"
    Week,
    /// "this month", "November 2025"
    Month,
    /// "this winter", "the third quarter"
    Season,
    /// "2020"
    Year,
    /// "the nineties"
    Decade,
    /// "the last three days", "in recent months", from one day to another
    Span,
}

/// The words of a language from which dates are read.
#[derive(Debug)]
pub struct Words {}

impl Words {
    /// No words: only dates in digits are read.
    pub const NONE: Self = Self {};
}

/// Every date of a text, in order. `published` is the day that "today" means.
pub fn dates(text: &str, published: Option<NaiveDate>, words: &Words) -> Vec<Date> {
    let _ = (text, published, words);
    Vec::new()
}
