//! Days with names of their own, and when they fall.

use chrono::Datelike;

use super::calendar::{self, Days, date};
use super::tense::Tense;
use super::words::{Unit, Which, Word};
use super::{Grain, Known, Line};

/// A day with a name of its own.
#[derive(Debug)]
pub struct Holiday {
    /// Its words in lower case; apostrophes and hyphens are left out and part them ("new", "year", "s").
    pub name: &'static [&'static str],
    /// When it falls.
    pub rule: Rule,
}

/// When a holiday falls.
#[derive(Debug, Clone, Copy)]
pub enum Rule {
    /// A month and day.
    Fixed(u32, u32),
    /// So many days after Easter Sunday of the western churches.
    Easter(i64),
    /// Of a month, a weekday from 0, Monday, the how-manieth, from 1 or the last (0), and days after.
    Nth(u32, u32, u32, i64),
    /// A month and day of the Islamic calendar, and how many days it lasts.
    Islamic(u32, u32, i64),
}

impl Rule {
    fn days(self, year: i32) -> Option<Days> {
        match self {
            Self::Fixed(month, day) => calendar::day(date(year, month, day)?),
            Self::Easter(after) => calendar::day(calendar::step(calendar::easter(year)?, Unit::Day, after)?),
            Self::Nth(month, weekday, nth, after) => {
                let whole = calendar::months(year, month, 1)?;
                let found = if nth == 0 {
                    calendar::weekday_before(whole.end.pred_opt()?, weekday)?
                } else {
                    let first = calendar::weekday_after(whole.start, weekday)?;
                    calendar::step(first, Unit::Week, i64::from(nth) - 1)?
                };
                calendar::day(calendar::step(found, Unit::Day, after)?)
            }
            Self::Islamic(month, day, length) => {
                let start = calendar::islamic(year, month, day)?;
                Some(start..calendar::step(start, Unit::Day, length)?)
            }
        }
    }
}

impl Line<'_> {
    /// "Christmas", "Easter 2031", "Thanksgiving of last year"; with "last" or "next" before it.
    pub(super) fn holiday(&self, at: usize, which: Option<Which>) -> Option<(Known, usize)> {
        if !matches!(self.word(at)?, Word::Holiday | Word::Month(..)) {
            return None;
        }
        let (rule, end) = self
            .words
            .holidays
            .iter()
            .filter_map(|h| Some((h.rule, self.named(at, h)?)))
            .max_by_key(|h| h.1)?;
        let grain = if matches!(rule, Rule::Islamic(_, _, 2..)) { Grain::Span } else { Grain::Day };
        let known = |days| {
            let known = Known::new(days, grain);
            if matches!(rule, Rule::Islamic(..)) { known.about() } else { known }
        };
        if self.word(end) == Some(Word::Unit(Unit::Weekend)) {
            let year = self.year_number(end + 1);
            let known = year.map_or_else(|| self.nearest(rule, which, at, known), |y| known(rule.days(y)));
            return Some((weekend_of(&known), end + 1 + usize::from(year.is_some())));
        }
        let next = self.skip(self.skip(self.skip_mark(end, ','), Word::Of), Word::In);
        if let Some(year) = self.year_number(next).filter(|_| self.word(next + 1) != Some(Word::Counted)) {
            let (known, end) = (known(rule.days(year)), next + 1);
            let weekend = self.word(end) == Some(Word::Unit(Unit::Weekend));
            return Some(if weekend { (weekend_of(&known), end + 1) } else { (known, end) });
        }
        if let Some((year, end)) = self.year_told(next).filter(|_| next > end) {
            return Some((known(rule.days(year)), end));
        }
        Some((self.nearest(rule, which, at, known), end))
    }

    fn nearest(
        &self,
        rule: Rule,
        which: Option<Which>,
        at: usize,
        known: impl Fn(Option<Days>) -> Known,
    ) -> Known {
        let Some(today) = self.published else { return known(None) };
        let year = today.year();
        let last = (0..2).filter_map(|n| rule.days(year - n)).find(|d| d.start <= today);
        let next = (0..2).filter_map(|n| rule.days(year + n)).find(|d| d.start > today);
        match which {
            Some(Which::Last | Which::Past | Which::Previous) => known(last).or(rule.days(year - 1)),
            Some(Which::Next | Which::Coming | Which::Following) => known(next).or(rule.days(year + 1)),
            Some(_) => known(rule.days(year)),
            None if self.tense(at) == Tense::Future => known(next).or(last),
            None => known(last).or(next),
        }
    }

    /// The year of "this year", "last year", "the year".
    pub(super) fn year_told(&self, at: usize) -> Option<(i32, usize)> {
        let at = self.skip(at, Word::The);
        let (further, end) = match self.word(at)? {
            Word::Which(Which::This | Which::Same) => (0, at + 1),
            Word::Which(Which::Last | Which::Previous) => (-1, at + 1),
            Word::Which(Which::Next | Which::Following | Which::Coming) => (1, at + 1),
            _ => (0, at),
        };
        let year = self.word(end) == Some(Word::Unit(Unit::Year));
        year.then_some((self.published?.year() + further, end + 1))
    }

    /// The place after a holiday's name, if that stands here.
    fn named(&self, at: usize, holiday: &Holiday) -> Option<usize> {
        let mut next = at;
        for (index, word) in holiday.name.iter().enumerate() {
            if index > 0 && matches!(self.mark(next), Some('\'' | '’' | '-')) {
                next += 1;
            }
            if !self.letters(next).eq_ignore_ascii_case(word) {
                return None;
            }
            next += 1;
        }
        // "workers'" keeps its apostrophe before the next word only.
        Some(next)
    }
}

/// The weekend of a holiday: with the Friday or Monday that it falls on.
fn weekend_of(holiday: &Known) -> Known {
    let of = |days: &Option<Days>| {
        let day = days.as_ref()?.clone();
        let weekend = |further| calendar::unit(day.start, Unit::Weekend, further);
        Some(match day.start.weekday().num_days_from_monday() {
            0 => weekend(-1)?.start..day.end,
            4 => day.start..weekend(0)?.end,
            _ => weekend(0)?,
        })
    };
    Known::new(of(&holiday.days), Grain::Week).or(of(&holiday.other))
}
