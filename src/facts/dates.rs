//! Dates: which days a text means, resolved against the day it was published.
//!
//! The text is cut into tokens once (`tokens`), and each token that can begin a date is read by a
//! grammar of bounded reach: what is written as a calendar writes it (`written`, `numeric`),
//! what is told from another day (`relative`, `steps`), parts and numbered units of periods (`periods`),
//! and two of these joined or one left open (`ranges`). Whether the last or the next "Thursday"
//! is meant is judged by the verbs around it (`tense`).

mod calendar;
mod holidays;
mod numeric;
mod periods;
mod ranges;
mod relative;
mod steps;
mod tense;
mod tokens;
mod words;
mod written;

use std::ops::Range;

use chrono::NaiveDate;

use calendar::Days;
pub use holidays::{Holiday, Rule};
use tokens::{Token, tokens};
pub use words::{Part, Unit, Which, Word, Words, sorted};
use written::Written;

/// A date or period as a text states it.
#[derive(Debug, Clone, PartialEq)]
pub struct Date {
    /// `November 26`, `the final week of November`, without a preposition before it that says no
    /// more than "then"; `since 2021` and `until Friday` with theirs.
    pub span: Range<usize>,
    /// The days that it may mean, the second one excluded; none when it cannot be resolved
    /// ("on Thursday" in an article without a date). An open end is [`Date::EVER`]'s.
    pub days: Option<Range<NaiveDate>>,
    /// The other reading where there are two: "on 22 April" may be the last or the next, "from
    /// 3 to 5 May" may be over when the 5th begins, "the next day" may be told from a day that the
    /// text names or from its own.
    pub other: Option<Range<NaiveDate>>,
    /// What the words name.
    pub grain: Grain,
    /// "about 2023", "early in November": the borders are not meant exactly.
    pub about: bool,
}

impl Date {
    /// From the first day that can be written to the last: what "until" and "since" leave open.
    pub const EVER: Range<NaiveDate> = NaiveDate::MIN..NaiveDate::MAX;

    /// Is it open at one end: "since 2021", "before Friday"?
    pub fn open(&self) -> bool {
        self.days.as_ref().is_some_and(|d| d.start == Self::EVER.start || d.end == Self::EVER.end)
    }
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

/// Every date of a text, in order. `published` is the day that "today" means.
pub fn dates(text: &str, published: Option<NaiveDate>, words: &Words) -> Vec<Date> {
    let tokens = tokens(text, words);
    let mut line = Line { text, tokens, words, published, anchor: None };
    let mut found: Vec<Date> = Vec::new();
    let mut at = 0;
    while at < line.tokens.len() {
        let Some(phrase) = line.tokens[at].begins_a_date().then(|| line.date(at)).flatten() else {
            at += 1;
            continue;
        };
        let Known { days, other, grain, about, .. } = phrase.known;
        let span = line.tokens[at].span.start..line.tokens[phrase.end - 1].span.end;
        let about = about || at > 0 && line.word(at - 1) == Some(Word::About);
        if let Some(days) = days.clone().filter(|d| d.start != Date::EVER.start) {
            line.anchor = Some((days.start, grain));
        }
        let other = other.filter(|o| Some(o) != days.as_ref());
        found.push(Date { span, days, other, grain, about });
        at = phrase.end;
    }
    found
}

/// A text while its dates are read.
struct Line<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    words: &'a Words,
    published: Option<NaiveDate>,
    /// The first day of the date named before, and what it named: "two days later" is told from it.
    anchor: Option<(NaiveDate, Grain)>,
}

/// What was read, resolved or not yet: the other end of a period may tell the year.
enum What {
    Written(Written),
    Known(Known),
}

/// What some tokens mean, and the first token after them.
struct Phrase {
    end: usize,
    known: Known,
}

/// The days that are meant.
#[derive(Debug, Clone)]
struct Known {
    days: Option<Days>,
    other: Option<Days>,
    grain: Grain,
    about: bool,
    /// Where "before" and "until" find it, when that is not its first day: "the end of May" ends
    /// with the month.
    point: Option<NaiveDate>,
}

impl Known {
    fn new(days: Option<Days>, grain: Grain) -> Self {
        Self { days, other: None, grain, about: false, point: None }
    }

    /// A single day.
    fn day(day: Option<NaiveDate>) -> Self {
        Self::new(day.and_then(calendar::day), Grain::Day)
    }

    fn or(mut self, other: Option<Days>) -> Self {
        self.other = other;
        self
    }

    fn about(mut self) -> Self {
        self.about = true;
        self
    }
}

impl Line<'_> {
    /// What the word at a place means; none for a number, a mark, and past the end.
    fn word(&self, at: usize) -> Option<Word> {
        self.tokens.get(at)?.word
    }

    /// The word before a place.
    fn before(&self, at: usize) -> Option<Word> {
        self.word(at.checked_sub(1)?)
    }

    /// The mark at a place.
    fn mark(&self, at: usize) -> Option<char> {
        self.tokens.get(at)?.mark
    }

    /// Does no white space stand before the token?
    fn glued(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.glued)
    }

    /// The letters of a token.
    fn letters(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| &self.text[t.span.clone()])
    }

    /// The next place, if the word there is this one; else the place itself.
    fn skip(&self, at: usize, word: Word) -> usize {
        if self.word(at) == Some(word) { at + 1 } else { at }
    }

    /// The next place, if this mark is there; else the place itself.
    fn skip_mark(&self, at: usize, mark: char) -> usize {
        if self.mark(at) == Some(mark) { at + 1 } else { at }
    }

    /// The place after `'s`, if that stands there.
    fn possessive(&self, at: usize) -> Option<usize> {
        let mark = matches!(self.mark(at), Some('\'' | '’')) && self.glued(at);
        (mark && self.word(at + 1) == Some(Word::Plural) && self.glued(at + 1)).then_some(at + 2)
    }

    /// Does a word stand before it after which a date may be expected?
    fn led(&self, at: usize) -> bool {
        use Word::{After, Before, Between, By, From, In, Of, On, Part, Since, To, Until, Which, Within};
        matches!(
            self.before(at),
            Some(
                In | On
                    | Of
                    | From
                    | To
                    | By
                    | Since
                    | Until
                    | Before
                    | After
                    | Between
                    | Within
                    | Part(_)
                    | Which(_)
            )
        )
    }
}

#[cfg(test)]
mod tests;
