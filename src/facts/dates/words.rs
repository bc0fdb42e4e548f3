//! The words from which dates are read: what each means, for any language to fill.

use super::holidays::Holiday;

/// The words of a language from which dates are read.
#[derive(Debug)]
pub struct Words {
    /// Single words in lower case without accents and what they mean, in order ([`sorted`]).
    pub words: &'static [(&'static str, Word)],
    /// Days with names of their own.
    pub holidays: &'static [Holiday],
    /// How words end that tell of the past: `ed`.
    pub past_endings: &'static [&'static str],
    /// How nouns end of which there are several: `s`.
    pub plural_endings: &'static [&'static str],
    /// Does `04/05` mean the fifth day of the fourth month?
    pub month_first: bool,
    /// Numbers with a slash between that are names: `9/11`, `24/7`.
    pub named: &'static [(u32, u32)],
}

impl Words {
    /// No words: only dates in digits are read.
    pub const NONE: Self = Self {
        words: &[],
        holidays: &[],
        past_endings: &[],
        plural_endings: &[],
        month_first: false,
        named: &[],
    };

    /// What a word means, given as the tables hold it.
    pub(super) fn find(&self, folded: &str) -> Option<Word> {
        let at = self.words.binary_search_by_key(&folded, |(word, _)| word).ok()?;
        Some(self.words[at].1)
    }
}

/// What a word means where dates are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// A month by its number from 1, and whether the word means nothing else ("may" does).
    Month(u32, bool),
    /// A weekday by its number from 0, Monday, and whether the word means nothing else ("sun" does).
    Weekday(u32, bool),
    /// "third"
    Ordinal(u32),
    /// "final": the last of several, but not the one before this
    Final,
    /// "three"; of "two thousand" the second is 1000.
    Number(u32),
    /// "a few", "several": the least and the most.
    Vague(u32, u32),
    /// "week"
    Unit(Unit),
    /// "weeks"
    Units(Unit),
    /// A season by the number of its first month, and whether the word means nothing else.
    Season(u32, bool),
    /// "early", "end"
    Part(Part),
    /// "this", "next"
    Which(Which),
    /// "yesterday" is -1.
    Day(i64),
    /// "now": today, but no date by itself.
    Now,
    /// "date": what "today" says in "to date".
    Date,
    /// "morning"
    Hour,
    /// "night": that of yesterday when it is the last
    Night,
    /// "half"
    Half,
    /// "q" before a number
    QuarterSign,
    /// "h" before a number
    HalfSign,
    /// "w" before "/c": the week that begins with a day
    WeekSign,
    /// "fiscal", "fy"
    Fiscal,
    /// "calendar" before "year", "cy"
    Calendar,
    /// "nineties" is 90.
    Decade(u32),
    /// "working", "business" before "days"
    Working,
    /// A word with which the name of a holiday begins.
    Holiday,
    /// "the"
    The,
    /// "a": one of what follows
    One,
    /// "of"
    Of,
    /// "in", "during"
    In,
    /// "on"
    On,
    /// "within"
    Within,
    /// "from"
    From,
    /// "to", "through": joins the ends of a period.
    To,
    /// "and"
    And,
    /// "or"
    Or,
    /// "between"
    Between,
    /// "since", "starting"
    Since,
    /// "until"
    Until,
    /// "by"
    By,
    /// "before"
    Before,
    /// "after"
    After,
    /// "rest", "remainder"
    Rest,
    /// "than", as in "later than"
    Than,
    /// "more", as in "more than two weeks ago"
    More,
    /// "no", as in "no later than"
    No,
    /// "ago"
    Ago,
    /// "later"
    Later,
    /// "earlier"
    Earlier,
    /// "about", "around"
    About,
    /// "time", as in "in three days' time"
    Time,
    /// "th" after a number
    OrdinalSign,
    /// "s" after a number or an apostrophe
    Plural,
    /// "will", "scheduled": what is told is to come.
    Future,
    /// "said", "was": what is told has been.
    Past,
    /// "be": what follows tells no time by itself.
    Be,
    /// "every": what follows is no one day.
    Every,
    /// A word that may follow a year and is nothing that is counted: "when", "he".
    Small,
    /// A noun that is counted: "people".
    Counted,
}

/// A length of time on the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// "day"
    Day,
    /// "week", from Monday
    Week,
    /// "weekend", Saturday and Sunday
    Weekend,
    /// "fortnight"
    Fortnight,
    /// "month"
    Month,
    /// "quarter"
    Quarter,
    /// Six months; in English told by [`Word::Half`].
    Half,
    /// "year"
    Year,
    /// "decade"
    Decade,
    /// "century"
    Century,
}

/// A part of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// "early"
    Early,
    /// "mid"
    Mid,
    /// "late"
    Late,
    /// "beginning"
    Begin,
    /// "end"
    End,
}

/// Which one of several that follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// "this"
    This,
    /// "last"
    Last,
    /// "past": up to now
    Past,
    /// "next"
    Next,
    /// "coming": from now
    Coming,
    /// "previous": the one before that which was named
    Previous,
    /// "following": the one after that which was named
    Following,
    /// "same", "that": the one that was named
    Same,
    /// "recent": some that ended just now
    Recent,
}

/// Brings a table in order while the program is compiled, so that it can be written by meaning.
pub const fn sorted<const N: usize>(mut table: [(&'static str, Word); N]) -> [(&'static str, Word); N] {
    let mut next = 1;
    while next < N {
        let mut at = next;
        while at > 0 && less(table[at].0.as_bytes(), table[at - 1].0.as_bytes()) {
            let row = table[at];
            table[at] = table[at - 1];
            table[at - 1] = row;
            at -= 1;
        }
        next += 1;
    }
    table
}

const fn less(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() {
        if a[at] != b[at] {
            return a[at] < b[at];
        }
        at += 1;
    }
    a.len() < b.len()
}
