//! Dates as they are written out: "November 26", "the 26th of November 2025", "Thursday", "in 2020".

use chrono::{Datelike, NaiveDate};

use super::calendar::{self, date};
use super::tense::Tense;
use super::words::{Unit, Word};
use super::{Grain, Known, Line};

/// What was written of a date; what is missing is told by the day of publication.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) year: Option<i32>,
    pub(super) month: Option<u32>,
    pub(super) day: Option<u32>,
    pub(super) weekday: Option<u32>,
}

impl Written {
    /// Is there such a day in any year?
    pub(super) fn possible(&self) -> bool {
        date(self.year.unwrap_or(2024), self.month.unwrap_or(1), self.day.unwrap_or(1)).is_some()
    }

    pub(super) fn grain(&self) -> Grain {
        match self {
            Self { day: None, weekday: None, month: Some(_), .. } => Grain::Month,
            Self { day: None, weekday: None, .. } => Grain::Year,
            _ => Grain::Day,
        }
    }

    /// The days in a given year; a day without a month is none.
    fn days(&self, year: i32) -> Option<calendar::Days> {
        match (self.month, self.day) {
            (Some(month), Some(day)) => calendar::day(date(year, month, day)?),
            (Some(month), None) => calendar::months(year, month, 1),
            (None, None) => calendar::year(year),
            (None, Some(_)) => None,
        }
    }

    /// The days it means: the last such time not after `published`, and the next one after it, the
    /// likelier first.
    pub(super) fn resolve(&self, published: Option<NaiveDate>, tense: Tense) -> Known {
        let grain = self.grain();
        if let Some(year) = self.year {
            return Known::new(self.days(year), grain);
        }
        let Some(today) = published else { return Known::new(None, grain) };
        let (last, next) = match (self.month, self.day, self.weekday) {
            (None, None, Some(weekday)) => {
                let last = calendar::weekday_before(today, weekday);
                (last, last.and_then(|d| calendar::step(d, Unit::Day, 7)))
            }
            (None, Some(day), weekday) => {
                let fits = |d: NaiveDate| weekday.is_none_or(|w| d.weekday().num_days_from_monday() == w);
                let seek = |sign: i64, from: i64| {
                    (from..=120).find_map(|n| {
                        let month = calendar::unit(today, Unit::Month, sign * n)?.start;
                        month
                            .with_day(day)
                            .filter(|d| fits(*d) && if sign > 0 { *d > today } else { *d <= today })
                    })
                };
                (seek(-1, 0), seek(1, 0))
            }
            _ => {
                // A day of February 29 comes every fourth year, or eighth.
                let starts = |year| self.days(year).map(|d| d.start);
                let around = today.year();
                (
                    (0..9).filter_map(|n| starts(around - n)).find(|d| *d <= today),
                    (0..9).filter_map(|n| starts(around + n)).find(|d| *d > today),
                )
            }
        };
        let days = |start: Option<NaiveDate>| {
            let start = start?;
            if grain == Grain::Month {
                calendar::months(start.year(), start.month(), 1)
            } else {
                calendar::day(start)
            }
        };
        // Of a day eleven months ago the year is said; without one the next is meant, soon to come.
        let far = |day: Option<NaiveDate>| day.is_some_and(|d| (today - d).num_days().abs() > 300);
        let dated = self.month.is_some() && (grain == Grain::Day || tense != Tense::Past);
        let soon = dated && far(last) && !far(next);
        let (last, next) = (days(last), days(next));
        // A weekday on which the article came out is that day, or a week from it either way.
        // "Thursday, December 4": the year in which it is a Thursday.
        let falls = |days: &Option<calendar::Days>| {
            let on = |d: &calendar::Days| Some(d.start.weekday().num_days_from_monday()) == self.weekday;
            self.month.is_some() && days.as_ref().is_some_and(on)
        };
        if falls(&next) != falls(&last) {
            let (days, other) = if falls(&next) { (next, last) } else { (last, next) };
            return Known::new(days, grain).or(other);
        }
        let ahead = (tense == Tense::Future || soon) && !last.as_ref().is_some_and(|d| d.contains(&today));
        if ahead && next.is_some() || last.is_none() {
            Known::new(next, grain).or(last)
        } else {
            Known::new(last, grain).or(next)
        }
    }
}

impl Line<'_> {
    /// A day, month or weekday written out, and the first place after it.
    pub(super) fn written(&self, at: usize) -> Option<(Written, usize)> {
        if let Some(Word::Weekday(weekday, sure)) = self.word(at) {
            return self.weekday(at, weekday, sure);
        }
        let (mut written, end) = self.in_month(at)?;
        // "in November and December 2024"
        if written.year.is_none()
            && matches!(self.word(end), Some(Word::And | Word::Or))
            && let Some((second, _)) = self.in_month(end + 1)
            && second.day.is_some() == written.day.is_some()
        {
            written.year = second.year;
        }
        written.possible().then_some((written, end))
    }

    /// A month, with or without its day and year.
    fn in_month(&self, at: usize) -> Option<(Written, usize)> {
        let (mut written, mut end) = self.day_and_month(at)?;
        if let Some((year, after)) = self.year_of(end) {
            written.year = Some(year);
            end = after;
        }
        if written.year.is_none() && written.day.is_none() && !self.surely_a_month(at, end) {
            return None;
        }
        written.possible().then_some((written, end))
    }

    /// "Thursday", "Thursday, November 26", "Thursday the 26th".
    fn weekday(&self, at: usize, weekday: u32, sure: bool) -> Option<(Written, usize)> {
        let mut next = at + 1;
        if !sure && self.mark(next) == Some('.') && self.glued(next) {
            next += 1;
        }
        let after = self.skip(self.skip_mark(next, ','), Word::The);
        let after = if self.mark(after) == Some('(') { after + 1 } else { after };
        if let Some((mut written, end)) = self.in_month(after).filter(|(w, _)| w.day.is_some()) {
            written.weekday = Some(weekday);
            let end =
                if self.mark(after.saturating_sub(1)) == Some('(') { self.skip_mark(end, ')') } else { end };
            return Some((written, end));
        }
        let written = Written { weekday: Some(weekday), ..Written::default() };
        // "Friday the 20th", "Fri 20th"; a bare number only where nothing follows that it could count.
        if let Some((day, end)) = self.day_number(after)
            && (end > after + 1 || self.ends_there(end))
            && self.mark(after.saturating_sub(1)) != Some(',')
        {
            return Some((Written { day: Some(day), ..written }, end));
        }
        // "Wed" and "Sun" are a day where a word leads to it; several of a kind ("Thursdays") are in no table.
        let led = self.led(at) || matches!(self.before(at), Some(Word::Or | Word::And | Word::Unit(_)));
        (sure && self.tokens[at].capital || led && (self.tokens[at].capital || sure))
            .then_some((written, at + 1))
    }

    /// Does the text end here, or a mark follow?
    pub(super) fn ends_there(&self, at: usize) -> bool {
        self.tokens.get(at).is_none_or(|t| matches!(t.mark, Some(',' | '.' | ';' | '!' | '?' | ')')))
    }

    /// "26 November", "the 26th of November", "November 26", "November the 26th", "November".
    fn day_and_month(&self, at: usize) -> Option<(Written, usize)> {
        if let Some(Word::Month(month, sure)) = self.word(at) {
            let mut next = at + 1;
            if self.abbreviated(at) {
                next += 1;
            }
            let written = Written { month: Some(month), ..Written::default() };
            let joined = self.mark(next).is_some_and(|m| matches!(m, '-' | '/')) && self.glued(next);
            let after = self.skip(if joined { next + 1 } else { next }, Word::The);
            if let Some((day, end)) = self.day_number(after)
                && !self.is_amount(after, end)
                && (sure
                    || joined
                    || self.tokens[at].capital
                    || end > after + 1
                    || self.mark(end) == Some(','))
            {
                return Some((Written { day: Some(day), ..written }, end));
            }
            return Some((written, next));
        }
        let (day, end) = self.day_number(at)?;
        // "the thirteenth day of March"
        let end = if self.word(end) == Some(Word::Unit(Unit::Day)) { end + 1 } else { end };
        let end = self.skip(end, Word::Of);
        let end = if matches!(self.mark(end), Some('-' | '/')) && self.glued(end) { end + 1 } else { end };
        let Some(Word::Month(month, sure)) = self.word(end) else { return None };
        // "10 may have died"
        let next = end + 1;
        if !sure && !self.tokens[end].capital && self.year_of(next).is_none() && !self.ends_there(next) {
            return None;
        }
        let dot = self.abbreviated(end);
        Some((Written { month: Some(month), day: Some(day), ..Written::default() }, next + usize::from(dot)))
    }

    /// Does the dot of an abbreviation follow the word, and then a number ("Nov. 26", "26 Nov. 2025")?
    fn abbreviated(&self, at: usize) -> bool {
        self.mark(at + 1) == Some('.')
            && self.glued(at + 1)
            && self.letters(at).len() <= 4
            && self
                .tokens
                .get(at + 2)
                .is_some_and(|t| t.number.is_some() || matches!(t.word, Some(Word::Ordinal(_))))
    }

    /// A number from 1 to 31: `26`, `26th`, "twenty-sixth", "sixth"; not a part of a longer one.
    pub(super) fn day_number(&self, at: usize) -> Option<(u32, usize)> {
        if let Some((number, digits)) = self.tokens.get(at)?.number {
            if digits > 2 || !(1..=31).contains(&number) || self.in_a_number(at) {
                return None;
            }
            let sign = self.word(at + 1) == Some(Word::OrdinalSign) && self.glued(at + 1);
            return Some((number, at + 1 + usize::from(sign)));
        }
        let (number, end) = self.ordinal_words(at)?;
        (1..=31).contains(&number).then_some((number, end))
    }

    /// "sixth", "twenty-sixth", "twenty six" before a month.
    pub(super) fn ordinal_words(&self, at: usize) -> Option<(u32, usize)> {
        match self.word(at)? {
            Word::Ordinal(number) => Some((number, at + 1)),
            Word::Number(tens @ 20..=90) => {
                let next = self.skip_mark(at + 1, '-');
                match self.word(next)? {
                    Word::Ordinal(ones @ 1..=9) | Word::Number(ones @ 1..=9) => Some((tens + ones, next + 1)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Is the number counting something ("May 5 people"), a share, or a time of day?
    fn is_amount(&self, at: usize, end: usize) -> bool {
        matches!(self.mark(end), Some('%' | '°')) && self.glued(end)
            || self.mark(end) == Some(':')
                && self.glued(end + 1)
                && self.tokens.get(end + 1).is_some_and(|t| t.number.is_some())
            || self.word(end) == Some(Word::Counted) && end == at + 1
    }

    /// A year after a day or month: `2025`, `, 2025`, `of 2025`, `in 2025`, `'25`, `-2025`, in words.
    pub(super) fn year_of(&self, at: usize) -> Option<(i32, usize)> {
        let next = match self.word(at) {
            Some(Word::Of | Word::In) => at + 1,
            _ => match self.mark(at) {
                Some(',' | '-' | '/' | '\'' | '’') => at + 1,
                _ => at,
            },
        };
        // "in November, 2000 people"
        if let Some(year) = self.year_number(next) {
            let counts = self.word(next + 1) == Some(Word::Counted);
            return (!counts).then_some((year, next + 1));
        }
        if let Some(year) = self.worded_year(next) {
            return Some(year);
        }
        let (short, digits) = self.tokens.get(next)?.number?;
        let cut = self.word(at) == Some(Word::Of) || matches!(self.mark(at), Some('\'' | '’'));
        let year = i32::try_from(short).ok()?;
        (cut && digits == 2 && self.ends_there(next + 1))
            .then_some((if year < 40 { 2000 + year } else { 1900 + year }, next + 1))
    }

    fn is_plural(&self, at: usize) -> bool {
        self.words.plural_endings.iter().any(|ending| self.letters(at).ends_with(ending))
    }

    /// Is the number a part of a longer one, of a time of day or of a sum of money?
    fn in_a_number(&self, at: usize) -> bool {
        let digits = |at: usize| Some(self.tokens.get(at)?.number?.1);
        let joins = |mark: usize| {
            let joined = self.glued(mark) && self.glued(mark + 1) && mark > 0 && digits(mark - 1).is_some();
            joined
                && match (self.mark(mark), digits(mark + 1)) {
                    (Some('.' | ':'), Some(_)) => true,
                    // "9,1931" is a day and a year.
                    (Some(','), Some(digits)) => digits == 3,
                    _ => false,
                }
        };
        let before = at.checked_sub(1).filter(|_| self.glued(at));
        let money = before.is_some_and(|b| matches!(self.mark(b), Some('$' | '€' | '£' | '#' | '+')));
        money || joins(at + 1) || before.is_some_and(joins)
    }

    /// A number of four digits that can be a year and is no part of a longer number.
    pub(super) fn year_number(&self, at: usize) -> Option<i32> {
        let (year, digits) = self.tokens.get(at)?.number?;
        let sign = matches!(self.mark(at + 1), Some('%' | '°')) && self.glued(at + 1);
        (digits == 4 && (1000..2200).contains(&year) && !self.in_a_number(at) && !sign)
            .then_some(i32::try_from(year).ok()?)
    }

    /// "nineteen forty-four", "two thousand and one", "twenty twenty".
    pub(super) fn worded_year(&self, at: usize) -> Option<(i32, usize)> {
        let small = |at: usize| match self.word(at) {
            Some(Word::Number(tens @ 20..=90)) => {
                let next = self.skip_mark(at + 1, '-');
                match self.word(next) {
                    Some(Word::Number(ones @ 1..=9)) => Some((tens + ones, next + 1)),
                    _ => Some((tens, at + 1)),
                }
            }
            Some(Word::Number(number @ 1..=19)) => Some((number, at + 1)),
            _ => None,
        };
        let Some(Word::Number(first)) = self.word(at) else { return None };
        if first == 2 && self.word(at + 1) == Some(Word::Number(1000)) {
            let (rest, end) = small(self.skip(at + 2, Word::And)).unwrap_or((0, at + 2));
            return Some((2000 + i32::try_from(rest).ok()?, end));
        }
        if !(first == 19 || first == 18 || first == 20) {
            return None;
        }
        let (rest, end) = small(at + 1).filter(|(rest, _)| *rest >= 10)?;
        Some((i32::try_from(first * 100 + rest).ok()?, end))
    }

    /// Is a month's name without a day or year the month? "may", "march", "April" need help.
    fn surely_a_month(&self, at: usize, end: usize) -> bool {
        let Some(Word::Month(_, sure)) = self.word(at) else { return false };
        let token = &self.tokens[at];
        let mut before = at;
        if self.before(at) == Some(Word::The) || at > 0 && matches!(self.mark(at - 1), Some('-' | '–' | '('))
        {
            before = at - 1;
        }
        let led = self.led(at) && self.before(at) != Some(Word::To)
            || before != at
            || matches!(self.before(at), Some(Word::To | Word::And | Word::Or)) && (token.capital || sure)
            // `Oct-Nov`
            || token.capital
                && matches!(self.mark(end), Some('-' | '–'))
                && matches!(self.word(end + 1), Some(Word::Month(..)));
        let name_follows =
            end == at + 1 && self.tokens.get(end).is_some_and(|t| t.capital && t.word.is_none());
        if sure { led || token.capital && !name_follows } else { led && token.capital }
    }

    /// A year by itself, where the words around it say that it is one.
    pub(super) fn lone_year(&self, at: usize) -> Option<(i32, usize)> {
        if self.word(at) == Some(Word::Unit(Unit::Year)) {
            let next = self.skip(at + 1, Word::Of);
            return Some((self.year_number(next)?, next + 1));
        }
        if let Some((year, end)) = self.worded_year(at) {
            return self.led(at).then_some((year, end));
        }
        let year = self.year_number(at)?;
        let end = at + 1;
        let known = (1900..2100).contains(&year);
        let next = self.tokens.get(end);
        let counts = self.word(end) == Some(Word::Counted);
        let plain = next.is_some_and(|t| t.is_word() && !t.capital && t.word.is_none());
        let hyphen = self.glued(at) && at > 0 && matches!(self.mark(at - 1), Some('-' | '/'));
        // "mid-2023", but not the end of a telephone number
        let part = hyphen && matches!(self.before(at - 1), Some(Word::Part(_)));
        if counts || hyphen && !part {
            return None;
        }
        // "between 2000 and 3000 people"
        let other_number = self.word(end) == Some(Word::And)
            && self.tokens.get(end + 1).is_some_and(|t| t.number.is_some())
            && self.year_number(end + 1).is_none();
        let fits = match self.before(if part { at - 1 } else { at }) {
            Some(Word::Between) if other_number => false,
            Some(Word::About) => known && self.ends_there(end),
            Some(Word::In | Word::Since | Word::Until | Word::Part(_) | Word::Season(..)) => known || !plain,
            Some(
                Word::Of
                | Word::By
                | Word::From
                | Word::To
                | Word::Before
                | Word::After
                | Word::Between
                | Word::Than
                | Word::Which(_)
                | Word::On,
            ) => known && !plain,
            Some(Word::And | Word::Or) => known && !plain && at >= 2 && self.year_number(at - 2).is_some(),
            // "in 2019, 2020 and 2021"
            None if at >= 2 && self.mark(at - 1) == Some(',') && !self.glued(at) => {
                known && !plain && self.year_number(at - 2).is_some()
            }
            // "the 2015 agreement", but not "the 2000 soldiers"
            Some(Word::The) => {
                known && next.is_some_and(|t| t.is_word() && (t.capital || !self.is_plural(end)))
            }
            _ => {
                let brackets = at > 0
                    && self.mark(at - 1) == Some('(')
                    && matches!(self.mark(end), Some(')' | ',' | '-' | '–'));
                // "2020 Olympics", but not "1500 Afghans"
                let title = next.is_some_and(|t| t.capital && t.word.is_none()) && year % 100 != 0;
                known && (brackets || title)
            }
        };
        fits.then_some((year, end))
    }
}
