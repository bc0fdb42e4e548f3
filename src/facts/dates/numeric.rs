//! Dates in digits: `2025-11-26`, `26/11/2025`, `26.11.25`, `2025/Nov/26`, `11/26` where a word leads to it.

use super::calendar::{self, date};
use super::words::Word;
use super::written::Written;
use super::{Grain, Known, Line, What};

impl Line<'_> {
    /// Three numbers with the same mark between them (the month may be a word), or two where a
    /// word before says that a date follows.
    pub(super) fn numeric(&self, at: usize) -> Option<(What, usize)> {
        // A longer chain of numbers is a telephone number or an address.
        if self.glued(at) && at > 0 && matches!(self.mark(at - 1), Some('/' | '.' | '+' | '$' | '€' | '£'))
        {
            return None;
        }
        let mark = self.mark(at + 1).filter(|m| matches!(m, '/' | '-' | '.'));
        match mark {
            Some(mark) if self.glued(at + 1) && self.glued(at + 2) => {
                if self.mark(at + 3) == Some(mark) && self.glued(at + 3) && self.glued(at + 4) {
                    self.three(at, 2).or_else(|| self.two(at, mark))
                } else {
                    self.two(at, mark)
                }
            }
            // `2031 07 24`
            None if self.year_number(at).is_some() && self.tokens.get(at + 1)?.number.is_some() => {
                self.three(at, 1).filter(|_| self.tokens.get(at + 1).is_some_and(|t| !t.glued))
            }
            _ => None,
        }
    }

    fn three(&self, at: usize, stride: usize) -> Option<(What, usize)> {
        let part = |index: usize| {
            let token = self.tokens.get(at + index * stride)?;
            match token.word {
                Some(Word::Month(month, _)) => Some((month, 0)),
                _ => token.number,
            }
        };
        let parts = [part(0)?, part(1)?, part(2)?];
        let end = at + 2 * stride + 1;
        if stride == 2 && self.goes_on(end) {
            return None;
        }
        if let Some(month) = parts.iter().position(|(_, digits)| *digits == 0) {
            let rest: Vec<_> = (0..3).filter(|i| *i != month).map(|i| parts[i]).collect();
            let ((day, _), written) = if rest[0].1 == 4 { (rest[1], rest[0]) } else { (rest[0], rest[1]) };
            let day = date(full_year(written)?, parts[month].0, day)?;
            return Some((What::Known(Known::day(Some(day))), end));
        }
        let [(a, first), (b, middle), (c, last)] = parts;
        if middle > 2 || first == 3 || last == 3 {
            return None;
        }
        if first == 4 && last <= 2 {
            let day = date(i32::try_from(a).ok()?, b, c)?;
            return Some((What::Known(Known::day(Some(day))), end));
        }
        if first > 2 || stride == 1 || last != 4 && last != 2 {
            return None;
        }
        let year = full_year((c, last))?;
        let (month_first, day_first) = (date(year, a, b), date(year, b, a));
        // A point between numbers is how the languages write it that put the day first.
        let usual = self.words.month_first && self.mark(at + 1) != Some('.');
        let (day, other) = if usual { (month_first, day_first) } else { (day_first, month_first) };
        let mut known = Known::day(Some(day.or(other)?)).or(day.and(other).and_then(calendar::day));
        if last == 2 && known.other.is_none() {
            known.other =
                date(if year < 2000 { year + 100 } else { year - 100 }, a, b).and_then(calendar::day);
        }
        Some((What::Known(known), end))
    }

    /// `11/26`, where a word before leads to a date and it can be nothing else.
    fn two(&self, at: usize, mark: char) -> Option<(What, usize)> {
        let end = at + 3;
        let token = self.tokens.get(at + 2)?;
        if self.goes_on(end) && self.mark(end) != Some('-') {
            return None;
        }
        if let Some(Word::Month(month, _)) = token.word.filter(|_| mark != '.') {
            // `22/Apr`
            let (day, _) = self.tokens[at].number.filter(|(day, _)| *day <= 31)?;
            let written = Written { month: Some(month), day: Some(day), ..Written::default() };
            return written.possible().then_some((What::Written(written), end));
        }
        let ((a, first), (b, last)) = (self.tokens[at].number?, token.number?);
        if first <= 2 && last == 4 && mark != '.' && !self.chained(at) {
            // `11-2031`
            let days = calendar::months(i32::try_from(b).ok().filter(|y| (1500..2200).contains(y))?, a, 1)?;
            return Some((What::Known(Known::new(Some(days), Grain::Month)), end));
        }
        if mark == '/' && self.words.named.contains(&(a, b)) {
            return None;
        }
        let led = matches!(self.before(at), Some(Word::Weekday(..)))
            || self.dated(at)
            || self.mark(end) == Some('-') && self.stands_as_date(end + 1);
        if first > 2 || last > 2 || mark == '-' || !led || mark == '.' && !self.after_weekday(at) {
            return None;
        }
        let month_first = self.words.month_first;
        let (month, day) = if (month_first && a <= 12) || b > 12 { (a, b) } else { (b, a) };
        let year = self.year_after_comma(end);
        let written = Written { month: Some(month), day: Some(day), year: year.map(|y| y.0), weekday: None };
        written.possible().then_some((What::Written(written), year.map_or(end, |y| y.1)))
    }

    /// Does one of the few words stand before it that lead to a day in digits?
    fn dated(&self, at: usize) -> bool {
        matches!(
            self.before(at),
            Some(
                Word::On
                    | Word::By
                    | Word::Since
                    | Word::Until
                    | Word::From
                    | Word::Before
                    | Word::After
                    | Word::Which(_)
            )
        ) || self.before(at) == Some(Word::To) && self.mark(at - 2).is_none()
            || at >= 2
                && matches!(self.mark(at - 1), Some('-' | '–'))
                && self.word(at.saturating_sub(5)) == Some(Word::From)
    }

    fn after_weekday(&self, at: usize) -> bool {
        matches!(self.before(at), Some(Word::Weekday(..)))
    }

    /// Does a chain of numbers end here that began before?
    fn chained(&self, at: usize) -> bool {
        at > 0 && self.glued(at) && self.mark(at - 1) == Some('-')
    }

    /// Does a chain of numbers go on after the place, with no date of its own?
    fn goes_on(&self, at: usize) -> bool {
        let number = |at: usize| self.glued(at) && self.tokens.get(at).is_some_and(|t| t.number.is_some());
        match self.mark(at).filter(|_| self.glued(at)) {
            // A time of day may follow the day: `2025-11-26T08:00`.
            Some('/' | '.') => number(at + 1),
            Some('-') => number(at + 1) && !self.stands_as_date(at + 1),
            _ => number(at),
        }
    }

    /// Three numbers with the same mark between them and no fourth.
    fn stands_as_date(&self, at: usize) -> bool {
        let number = |at: usize| self.tokens.get(at).is_some_and(|t| t.number.is_some());
        let mark = self.mark(at + 1).filter(|m| matches!(m, '-' | '/'));
        let joined = (at + 1..at + 5).all(|at| self.glued(at));
        let chain = mark.is_some() && mark == self.mark(at + 3) && number(at + 2) && number(at + 4);
        chain && joined && !(self.mark(at + 5) == mark && self.glued(at + 5) && number(at + 6))
    }

    /// A year after a comma: `8/9, 2031`.
    fn year_after_comma(&self, at: usize) -> Option<(i32, usize)> {
        (self.mark(at) == Some(',')).then(|| Some((self.year_number(at + 1)?, at + 2))).flatten()
    }
}

/// A year of two digits is one of this century up to 39, and one of the last from then.
fn full_year((year, digits): (u32, usize)) -> Option<i32> {
    let year = i32::try_from(year).ok()?;
    match digits {
        4 => Some(year),
        2 if year < 40 => Some(2000 + year),
        2 => Some(1900 + year),
        _ => None,
    }
}
