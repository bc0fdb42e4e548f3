//! Steps from a day: "two weeks ago", "three days after Christmas", "in two months".

use chrono::NaiveDate;

use super::calendar::{self, Days};
use super::relative::SOME;
use super::tense::Tense;
use super::words::{Unit, Which, Word};
use super::{Date, Grain, Known, Line};

/// How many: the least and the most.
pub(super) type Count = (i64, i64);

impl Line<'_> {
    /// "three", "a", "a few", "a couple of"; and the place after it.
    pub(super) fn quantity(&self, at: usize) -> Option<(Count, usize)> {
        let same = |n: u32| (i64::from(n), i64::from(n));
        if let Some((number, digits)) = self.tokens.get(at)?.number {
            // A part of a longer number is none.
            let tail =
                self.glued(at) && matches!(at.checked_sub(1).and_then(|b| self.mark(b)), Some('.' | ','));
            return (digits <= 3 && number > 0 && !tail).then_some((same(number), at + 1));
        }
        match self.word(at)? {
            Word::One => match self.word(at + 1) {
                Some(Word::Vague(least, most)) => {
                    Some(((i64::from(least), i64::from(most)), self.skip(at + 2, Word::Of)))
                }
                _ => Some((same(1), at + 1)),
            },
            Word::Vague(least, most) => {
                Some(((i64::from(least), i64::from(most)), self.skip(at + 1, Word::Of)))
            }
            Word::Number(tens @ 20..=90) => {
                let next = self.skip_mark(at + 1, '-');
                match self.word(next) {
                    Some(Word::Number(ones @ 1..=9)) => Some((same(tens + ones), next + 1)),
                    _ => Some((same(tens), at + 1)),
                }
            }
            Word::Number(number @ 1..=19) => Some((same(number), at + 1)),
            _ => None,
        }
    }

    /// "two weeks", "3 years, 4 months and 5 days".
    pub(super) fn duration(&self, at: usize) -> Option<(Vec<(Count, Unit)>, usize)> {
        let mut lengths = Vec::new();
        let mut end = at;
        while lengths.len() < 3 {
            let next = if lengths.is_empty() { end } else { self.skip(self.skip_mark(end, ','), Word::And) };
            let Some((count, after)) = self.quantity(next) else { break };
            // "two or three weeks", "3-5 days"
            let second = matches!(self.word(after), Some(Word::Or | Word::To))
                || matches!(self.mark(after), Some('-' | '–'));
            let (count, after) = match self.quantity(after + 1).filter(|_| second) {
                Some((most, after)) => ((count.0, most.1), after),
                None => (count, after),
            };
            let after = self.skip(after, Word::Working);
            let Some(unit) = self.unit(after) else { break };
            lengths.push((count, unit));
            end = after + 1;
        }
        (!lengths.is_empty()).then_some((lengths, end))
    }

    /// "two weeks ago", "a fortnight later", "three days after Christmas", "in two months".
    pub(super) fn step_from(&self, at: usize) -> Option<(Known, usize)> {
        let in_or_within = matches!(self.word(at), Some(Word::In | Word::Within));
        let start = at + usize::from(in_or_within);
        let (lengths, end) = match self.duration(start) {
            Some(found) => found,
            // "weeks ago", "the day after"
            None => match self.word(start)? {
                Word::Units(unit) if self.word(start + 1) == Some(Word::Ago) => {
                    (vec![(SOME, unit)], start + 1)
                }
                Word::Unit(unit) if self.before(at) == Some(Word::The) => (vec![((1, 1), unit)], start + 1),
                _ => return None,
            },
        };
        let told = |sign| self.told_later(&lengths, sign);
        match self.word(end) {
            Some(Word::Ago) => return Some((self.near(&lengths, -1), end + 1)),
            Some(Word::Later) if self.word(end + 1) != Some(Word::Than) => return Some((told(1), end + 1)),
            Some(Word::Earlier) if self.word(end + 1) != Some(Word::Than) => {
                return Some((told(-1), end + 1));
            }
            Some(Word::From | Word::After) => {
                if let Some(found) = self.day_from(&lengths, 1, end + 1) {
                    return Some(found);
                }
            }
            Some(Word::Before) => {
                if let Some(found) = self.day_from(&lengths, -1, end + 1) {
                    return Some(found);
                }
            }
            _ => {}
        }
        let the_day = !in_or_within && lengths.len() == 1 && lengths[0].1 == Unit::Day;
        if the_day && matches!(self.word(end), Some(Word::Before | Word::After)) && self.ends_there(end + 1) {
            return Some((told(if self.word(end) == Some(Word::Before) { -1 } else { 1 }), end + 1));
        }
        if in_or_within { self.ahead(at, &lengths, end) } else { self.lasting(&lengths, end) }
    }

    /// "more than two weeks ago", "more than a month before Easter": at that day or beyond it.
    pub(super) fn more_than(&self, at: usize) -> Option<(Known, usize)> {
        if self.word(at) != Some(Word::More) || self.word(at + 1) != Some(Word::Than) {
            return None;
        }
        let (known, end) = self.step_from(at + 2)?;
        let word = (at + 2..end).find_map(|at| match self.word(at)? {
            Word::Ago | Word::Before | Word::Earlier => Some(-1),
            Word::After | Word::From | Word::Later => Some(1),
            _ => None,
        })?;
        let far = |days: Option<Days>| {
            let day = days?.start;
            Some(if word < 0 { Date::EVER.start..day } else { day..Date::EVER.end })
        };
        // The very day is the second reading where there are two.
        let exact = if known.other.is_some() { known.other } else { known.days };
        Some((Known::new(far(exact), known.grain), end))
    }

    /// "in two weeks", "within two weeks", "in three days' time". In a sentence about the past,
    /// "in two days" says how long something took.
    fn ahead(&self, at: usize, lengths: &[(Count, Unit)], end: usize) -> Option<(Known, usize)> {
        let time = matches!(self.mark(end), Some('\'' | '’'));
        let after = self.possessive(end).unwrap_or(end + usize::from(time));
        let time = self.word(after) == Some(Word::Time);
        let tense = self.tense(at);
        // "a year" is a rate as often as a time.
        let rate = self.word(at + 1) == Some(Word::One) && tense != Tense::Future;
        let rate = rate && matches!(lengths, [(_, Unit::Year | Unit::Decade | Unit::Century)]);
        if !time && (tense == Tense::Past || rate) || self.word(end) == Some(Word::Of) {
            return None;
        }
        let end = if time { after + 1 } else { end };
        if self.word(at) == Some(Word::Within) {
            let days = self.published.and_then(|d| Some(d..moved(d.succ_opt()?, lengths, 1, false)?));
            return Some((Known::new(days, Grain::Span), end));
        }
        let known = self.near(lengths, 1);
        // "in a month on Monday": the weekday after is the same day or the next.
        let next = self.skip(end, Word::On);
        if let Some(Word::Weekday(weekday, _)) = self.word(next).filter(|_| next > end) {
            let day = self.published.and_then(|d| moved(d, lengths, 1, false));
            return Some((Known::day(day.and_then(|d| calendar::weekday_after(d, weekday))), next + 1));
        }
        Some((known, end))
    }

    /// "four days starting on Sunday".
    fn lasting(&self, lengths: &[(Count, Unit)], end: usize) -> Option<(Known, usize)> {
        let next = self.skip_mark(end, ',');
        let next = match self.word(next)? {
            Word::Since => self.skip(self.skip(next + 1, Word::From), Word::On),
            Word::From if next > end => next + 1,
            _ => return None,
        };
        let (known, end) = self.plain(next)?;
        let start = known.days.map(|d| d.start);
        let days = start.and_then(|d| Some(d..moved(d, lengths, 1, false)?));
        Some((Known::new(days, Grain::Span), end))
    }

    /// That long from a day that is told: "from tomorrow", "before Christmas", "after next".
    fn day_from(&self, lengths: &[(Count, Unit)], sign: i64, at: usize) -> Option<(Known, usize)> {
        let [(count, unit), ..] = lengths else { return None };
        // "the week after next", "the week before last"
        let same_way = matches!(
            (self.word(at), sign),
            (Some(Word::Which(Which::Next)), 1) | (Some(Word::Which(Which::Last)), -1)
        );
        if same_way && self.plain(at).is_none() {
            return Some((Known::new(self.around(*unit, sign * (1 + count.1)), unit.grain()), at + 1));
        }
        let (start, end) = if self.word(at) == Some(Word::Now) {
            (self.published, at + 1)
        } else {
            let (known, end) = self.plain(self.skip(at, Word::The))?;
            (known.days.map(|d| if sign > 0 && known.grain != Grain::Day { d.end } else { d.start }), end)
        };
        let day = start.and_then(|d| moved(d, lengths, sign, false));
        // "a year from now on Monday"
        let next = self.skip(end, Word::On);
        if let Some(Word::Weekday(weekday, _)) = self.word(next).filter(|_| next > end) {
            return Some((Known::day(day.and_then(|d| calendar::weekday_after(d, weekday))), next + 1));
        }
        Some((blurred(lengths, start, sign), end))
    }

    /// That long before or after the day of publication: exact to the unit, or to the day.
    fn near(&self, lengths: &[(Count, Unit)], sign: i64) -> Known {
        blurred(lengths, self.published, sign)
    }

    /// That long from the date named before, or from the day of publication.
    fn told_later(&self, lengths: &[(Count, Unit)], sign: i64) -> Known {
        let finest = lengths.iter().map(|(_, unit)| unit.grain()).max().unwrap_or(Grain::Day);
        let anchor = self.anchor.filter(|(_, grain)| *grain <= finest).map(|(day, _)| day);
        let mut known = blurred(lengths, anchor, sign);
        known.other = self.published.and_then(|d| moved(d, lengths, sign, false)).and_then(calendar::day);
        known
    }
}

/// A day so far from another one; "three weeks" is seldom meant to the day, so half of the
/// last unit either way is the first reading, and the very day the second.
fn blurred(lengths: &[(Count, Unit)], from: Option<NaiveDate>, sign: i64) -> Known {
    let Some((count, unit)) = lengths.last().copied() else { return Known::day(None) };
    let vague = count.0 != count.1;
    let grain = if vague { Grain::Span } else { unit.grain() };
    let Some(from) = from else { return Known::new(None, grain) };
    let (a, b) = (moved(from, lengths, sign, true), moved(from, lengths, sign, false));
    let (Some(a), Some(b)) = (a, b) else { return Known::new(None, grain) };
    let (first, last) = (a.min(b), a.max(b));
    let half = match unit {
        Unit::Day => 0,
        Unit::Week | Unit::Weekend | Unit::Fortnight => 3,
        Unit::Month => 15,
        Unit::Quarter | Unit::Half => 45,
        Unit::Year => 182,
        Unit::Decade | Unit::Century => 1826,
    };
    let wide = calendar::step(first, Unit::Day, -half).zip(calendar::step(last, Unit::Day, half + 1));
    let known = Known::new(wide.map(|(start, end)| start..end), grain);
    let exact = calendar::day(b);
    match (half, vague) {
        (0, false) => known,
        (_, false) => known.or(exact).about(),
        _ => known.about().or(exact),
    }
}

/// A day moved by lengths of time, by the least or the most of each.
pub(super) fn moved(from: NaiveDate, lengths: &[(Count, Unit)], sign: i64, least: bool) -> Option<NaiveDate> {
    lengths.iter().try_fold(from, |day, ((low, high), unit)| {
        calendar::step(day, *unit, sign * if least { *low } else { *high })
    })
}
