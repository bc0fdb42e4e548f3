//! Periods and their parts: quarters, seasons, decades, numbered weeks, "late November", "the final
//! week of November".

use chrono::Datelike;

use super::calendar::{self, Days};
use super::tense::Tense;
use super::words::{Part, Unit, Which, Word};
use super::{Grain, Known, Line};

impl Line<'_> {
    /// "early November", "the end of last year", "later this week", "mid-2023", "year-end".
    pub(super) fn part_of(&self, at: usize) -> Option<(Known, usize)> {
        // "year-end", "year's end"
        if let Some(unit) = self.unit(at)
            && let next = self.possessive(at + 1).unwrap_or_else(|| self.skip_mark(at + 1, '-'))
            && next > at + 1
            && self.word(next) == Some(Word::Part(Part::End))
        {
            return Some((cut(&Known::new(self.around(unit, 0), unit.grain()), Part::End)?, next + 1));
        }
        let part = self.part(at)?;
        let compared = !matches!(self.word(at), Some(Word::Part(_)));
        // "to end in 2030", "the start last week": these are parts only "of" something.
        let noun = matches!(part, Part::Begin | Part::End) || self.word(at) == Some(Word::Rest);
        if noun && self.mark(at + 1) != Some('-') && self.word(at + 1) != Some(Word::Of) {
            return None;
        }
        let next = self.skip_mark(at + 1, '-');
        let next = self.skip(self.skip(next, Word::Of), Word::In);
        let (whole, end) = self.ordinal_of(self.skip(next, Word::The)).or_else(|| {
            // "later in the year", "end of month", but neither "later day" nor "the early week"
            let unit = self.unit(self.skip(next, Word::The)).filter(|u| *u != Unit::Day && next > at + 1);
            match unit {
                Some(unit) => {
                    Some((Known::new(self.around(unit, 0), unit.grain()), self.skip(next, Word::The) + 1))
                }
                None => self.plain(self.skip(next, Word::The)),
            }
        })?;
        if whole.grain == Grain::Day {
            return None;
        }
        // "earlier this month" ends now at the latest, "later this month" begins now at the earliest.
        if compared {
            let today = self.published?;
            let days = whole.days.clone()?;
            let middle = cut(&whole, part)?;
            if !days.contains(&today) {
                return Some((middle, end));
            }
            let half = calendar::step(days.start, Unit::Day, ((days.end - days.start).num_days() + 1) / 2)?;
            let half = match whole.grain {
                Grain::Year => calendar::step(days.start, Unit::Month, 6)?,
                Grain::Month => calendar::step(days.start, Unit::Day, 15)?,
                Grain::Week => calendar::step(days.start, Unit::Day, 3)?,
                _ => half,
            };
            let half = if self.word(at) == Some(Word::Rest) { today } else { half };
            let known = |days: Days| Some(days).filter(|d| d.start < d.end);
            let (days, other) = if part == Part::Early {
                (known(days.start..today), known(days.start..half))
            } else {
                (known(today.max(half)..days.end), known(today.succ_opt()?..days.end))
            };
            return Some((Known::new(days.or(other.clone()), whole.grain).or(other).about(), end));
        }
        Some((cut(&whole, part)?, end))
    }

    /// Can a period be cut into numbered units here? What "of" leads to.
    pub(super) fn cuttable(&self, at: usize) -> bool {
        self.whole(at).is_some()
    }

    /// What comes after "of": a period of the calendar.
    fn whole(&self, at: usize) -> Option<(Known, usize)> {
        let at = self.skip(at, Word::The);
        if let Some(unit) = self.unit(at).filter(|u| matches!(u, Unit::Week | Unit::Month | Unit::Year))
            && self.year_number(self.skip(at + 1, Word::Of)).is_none()
        {
            return Some((Known::new(self.around(unit, 0), unit.grain()), at + 1));
        }
        self.plain(at).filter(|(known, _)| known.grain != Grain::Day)
    }

    /// "the final week of November", "the first Monday of June", "the 9th day of that year",
    /// "the last two months of 2031".
    pub(super) fn ordinal_of(&self, at: usize) -> Option<(Known, usize)> {
        let (nth, next) = self.ordinal(at)?;
        // "the second half of November"
        if self.word(next) == Some(Word::Half) && self.word(next + 1) == Some(Word::Of) {
            let (whole, end) = self.whole(next + 2)?;
            let half = |days: &Option<Days>| half_of(days.as_ref()?, whole.grain, nth);
            return Some((Known::new(half(&whole.days), Grain::Span).or(half(&whole.other)), end));
        }
        // "the 20th of next month"
        let month = self.skip(self.skip(next, Word::Of), Word::The);
        if month > next
            && let Some(Word::Which(which @ (Which::This | Which::Last | Which::Next))) = self.word(month)
            && self.word(month + 1) == Some(Word::Unit(Unit::Month))
        {
            let whole = self.around(Unit::Month, super::relative::further(which));
            let day = whole.and_then(|whole| numbered(&whole, nth, 1, Unit::Day, None));
            return Some((Known::new(day, Grain::Day), month + 2));
        }
        let (count, next) = match self.quantity(next) {
            Some(((least, most), after)) if least == most => (most, after),
            _ => (1, next),
        };
        let (unit, weekday) = match self.word(next)? {
            Word::Unit(unit) | Word::Units(unit) => (unit, None),
            Word::Weekday(weekday, _) => (Unit::Week, Some(weekday)),
            _ => return None,
        };
        let of = next + 1;
        if !matches!(self.word(of), Some(Word::Of | Word::In)) {
            return None;
        }
        let (whole, end) = self.whole(of + 1)?;
        let pick = |days: &Option<Days>| numbered(days.as_ref()?, nth, count, unit, weekday);
        let grain = if weekday.is_some() {
            Grain::Day
        } else if count > 1 {
            Grain::Span
        } else {
            unit.grain()
        };
        let known = Known::new(pick(&whole.days), grain);
        if known.days.is_none() && whole.days.is_some() {
            return None;
        }
        // The first week of a month is also its first seven days.
        let seven = |days: &Days| {
            let first = match nth {
                0 => calendar::step(days.end, Unit::Week, -count)?,
                n => calendar::step(days.start, Unit::Week, n - 1)?,
            };
            Some(first..calendar::step(first, Unit::Week, count)?)
        };
        let other = if unit == Unit::Week && weekday.is_none() {
            whole.days.as_ref().and_then(seven)
        } else {
            pick(&whole.other)
        };
        Some((known.or(other), end))
    }

    /// "first", `3rd`, "last" (0).
    fn ordinal(&self, at: usize) -> Option<(i64, usize)> {
        if matches!(self.word(at), Some(Word::Which(Which::Last) | Word::Final)) {
            return Some((0, at + 1));
        }
        if let Some((number, _)) = self.tokens.get(at)?.number {
            let sign = self.word(at + 1) == Some(Word::OrdinalSign) && self.glued(at + 1);
            return (sign && number > 0).then_some((i64::from(number), at + 2));
        }
        match self.word(at)? {
            Word::Ordinal(_) | Word::Number(20..=90) => {
                let (number, end) = self.ordinal_words(at)?;
                Some((i64::from(number), end))
            }
            _ => None,
        }
    }

    /// "the third quarter of 2024", `Q3`, `2031-H1`, "the first half of this year".
    pub(super) fn quarter(&self, at: usize) -> Option<(Known, usize)> {
        // The year before its quarter: `2031 Q3`.
        if let Some(year) = self.year_number(at) {
            let (unit, number, end) = self.quarter_sign(self.skip_mark(at + 1, '-'))?;
            return Some((Known::new(nth_of_year(year, unit, number), Grain::Season), end));
        }
        let (unit, number, end) = match self.quarter_sign(at) {
            Some(found) => found,
            None => {
                let (number, next) = self.ordinal(at)?;
                let unit = match self.word(next)? {
                    Word::Fiscal if self.word(next + 1) == Some(Word::Unit(Unit::Quarter)) => {
                        return self
                            .quarter_of(Unit::Quarter, number, at, next + 2)
                            .map(|(k, e)| (k.about(), e));
                    }
                    Word::Unit(Unit::Quarter) => Unit::Quarter,
                    Word::Half => Unit::Half,
                    _ => return None,
                };
                // "the first half" of a match needs a year; so does any quarter but of a year.
                let year_follows = self.year_after(next + 1).is_some();
                // "last quarter" is told from today.
                if !year_follows
                    && (number == 0 || unit == Unit::Half || self.word(next + 1) == Some(Word::Of))
                {
                    return None;
                }
                (unit, number, next + 1)
            }
        };
        self.quarter_of(unit, number, at, end)
    }

    fn quarter_of(&self, unit: Unit, number: i64, at: usize, end: usize) -> Option<(Known, usize)> {
        let most = if unit == Unit::Quarter { 4 } else { 2 };
        let number = if number == 0 { most } else { number };
        if !(1..=most).contains(&number) {
            return None;
        }
        if let Some((year, end)) = self.year_after(end) {
            return Some((Known::new(nth_of_year(year, unit, number), Grain::Season), end));
        }
        let Some(today) = self.published else { return Some((Known::new(None, Grain::Season), end)) };
        let of = |year| nth_of_year(year, unit, number);
        let this = of(today.year());
        let began = this.as_ref().is_some_and(|d| d.start <= today);
        let (last, next) = if began { (this, of(today.year() + 1)) } else { (of(today.year() - 1), this) };
        let known = |days| Known::new(days, Grain::Season);
        let ahead = self.tense(at) == Tense::Future && !last.as_ref().is_some_and(|d| d.contains(&today));
        Some((if ahead { known(next).or(last) } else { known(last).or(next) }, end))
    }

    /// "third quarter", "first half" of the year that begins with a day.
    pub(super) fn quarter_in(&self, year: chrono::NaiveDate, at: usize) -> Option<(Known, usize)> {
        let (number, next) = self.ordinal(at)?;
        let unit = match self.word(next)? {
            Word::Unit(Unit::Quarter) => Unit::Quarter,
            Word::Half => Unit::Half,
            _ => return None,
        };
        let number = if number == 0 { if unit == Unit::Half { 2 } else { 4 } } else { number };
        Some((Known::new(nth_of_year(year.year(), unit, number), Grain::Season), next + 1))
    }

    /// `Q3`, `H1`: the letter and its number.
    fn quarter_sign(&self, at: usize) -> Option<(Unit, i64, usize)> {
        let unit = match self.word(at)? {
            Word::QuarterSign => Unit::Quarter,
            Word::HalfSign => Unit::Half,
            _ => return None,
        };
        let (number, digits) = self.tokens.get(at + 1)?.number?;
        (self.glued(at + 1) && digits == 1 && number > 0).then_some((unit, i64::from(number), at + 2))
    }

    /// A year after a quarter, season or week: `of 2024`, ` 2024`, `-2024`, "of last year".
    fn year_after(&self, at: usize) -> Option<(i32, usize)> {
        let next = self.skip_mark(self.skip_mark(at, ','), '-');
        let next = self.skip(self.skip(next, Word::Of), Word::In);
        if self.fiscal_word(next) {
            let (fiscal, end) = self.fiscal_year(next)?;
            return Some((fiscal.days?.start.year(), end));
        }
        if self.word(next) == Some(Word::Unit(Unit::Year)) && self.year_number(next + 1).is_some() {
            return Some((self.year_number(next + 1)?, next + 2));
        }
        match self.year_number(next) {
            Some(year) if self.word(next + 1) != Some(Word::Counted) => Some((year, next + 1)),
            _ => self.year_told(next),
        }
    }

    fn fiscal_word(&self, at: usize) -> bool {
        matches!(self.word(at), Some(Word::Fiscal | Word::Calendar))
    }

    /// "fiscal year 2025", `FY25`, `CY 2031`. Fiscal years begin in other months in other
    /// countries: the calendar's year stands for them, about.
    pub(super) fn fiscal_year(&self, at: usize) -> Option<(Known, usize)> {
        let fiscal = self.word(at)? == Word::Fiscal;
        if !self.fiscal_word(at) {
            return None;
        }
        let next = self.skip(at + 1, Word::Unit(Unit::Year));
        let (year, end) = match self.year_number(next) {
            Some(year) => (year, next + 1),
            None => {
                let (short, digits) = self.tokens.get(next)?.number?;
                if digits != 2 || !self.glued(next) {
                    return None;
                }
                (2000 + i32::try_from(short).ok()?, next + 1)
            }
        };
        let (count, end) = self.second_year(year, end).map_or((1, end), |(_, end)| (2, end));
        let known = Known::new(calendar::years(year, count), Grain::Year);
        Some((if fiscal { known.about() } else { known }, end))
    }

    /// "week 42", "week 5 of 2031", "the week of June 9", "the week starting on June 9".
    pub(super) fn week(&self, at: usize) -> Option<(Known, usize)> {
        // `w/c` stands for "week commencing".
        let shortened = self.word(at) == Some(Word::WeekSign) && self.mark(at + 1) == Some('/');
        if !shortened && self.word(at) != Some(Word::Unit(Unit::Week)) {
            return None;
        }
        let week_of = |day: Option<Days>| calendar::unit(day?.start, Unit::Week, 0);
        let next = if shortened {
            at + 3
        } else if matches!(self.word(at + 1), Some(Word::Of | Word::Since)) {
            self.skip(at + 2, Word::On)
        } else {
            let (number, digits) = self.tokens.get(at + 1)?.number?;
            if digits > 2 || !(1..=53).contains(&number) {
                return None;
            }
            let told = self.year_after(at + 2);
            let end = told.map_or(at + 2, |(_, end)| end);
            let year = told.map(|(year, _)| year).or(self.published.map(|d| d.year()));
            return Some((Known::new(year.and_then(|y| calendar::week(y, number)), Grain::Week), end));
        };
        let (written, end) = self.written(self.skip(next, Word::The)).filter(|(w, _)| w.day.is_some())?;
        let day = written.resolve(self.published, self.tense(at));
        Some((Known::new(week_of(day.days), Grain::Week).or(week_of(day.other)), end))
    }

    /// "winter 2024", "the summer of last year", "in spring".
    pub(super) fn season(&self, at: usize) -> Option<(Known, usize)> {
        let Word::Season(month, sure) = self.word(at)? else { return None };
        // "the fall of the city"
        if let Some((year, end)) = self.year_after(at + 1) {
            let end = self.second_year(year, end).map_or(end, |(_, end)| end);
            return Some((
                season_of(calendar::months(year, month, 3), calendar::months(year - 1, month, 3)),
                end,
            ));
        }
        let the = self.before(at) == Some(Word::The);
        let led = match self.before(if the { at - 1 } else { at }) {
            Some(Word::In | Word::Since | Word::Until | Word::By | Word::Part(_)) => true,
            Some(Word::Of) => sure,
            _ => false,
        };
        let of = self.word(at + 1) == Some(Word::Of);
        (led && !of && (sure || the)).then(|| (self.season_near(Which::Recent, month, at), at + 1))
    }

    /// A season told from today: "this winter", "last summer"; any, for [`Which::Recent`].
    pub(super) fn season_near(&self, which: Which, month: u32, at: usize) -> Known {
        let Some(today) = self.published else { return season_of(None, None) };
        let of = |year: i32| calendar::months(year, month, 3);
        let year = today.year();
        let all = || [year - 2, year - 1, year, year + 1].into_iter().filter_map(of);
        let over = || all().rfind(|d| d.end <= today);
        let begun = || all().rfind(|d| d.start <= today);
        let ahead = || all().find(|d| d.start > today);
        let now = begun().filter(|d| d.contains(&today));
        match which {
            Which::Last | Which::Past | Which::Previous => {
                season_of(over(), begun().filter(|d| !d.contains(&today)))
            }
            Which::Next | Which::Coming | Which::Following => season_of(ahead(), of(year + 1)),
            _ if now.is_some() => season_of(now, None),
            _ if self.tense(at) == Tense::Future => season_of(ahead(), begun()),
            // This year's, whether it is over or to come, before last year's.
            Which::This | Which::Same => season_of(of(year), begun()),
            Which::Recent => season_of(begun(), ahead()),
        }
    }

    /// "the 1990s", "the '90s", "the nineties", "the 12th century".
    pub(super) fn decade(&self, at: usize) -> Option<(Known, usize)> {
        if let Some(Word::Decade(tens)) = self.word(at) {
            let led = matches!(self.before(at), Some(Word::The | Word::Part(_)))
                || self.mark(at.wrapping_sub(1)) == Some('-');
            return led.then(|| (decade_of(tens), at + 1));
        }
        // "the nineteen seventies"
        if let (Some(Word::Number(hundreds @ 17..=20)), Some(Word::Decade(tens))) =
            (self.word(at), self.word(at + 1))
        {
            let start = i32::try_from(hundreds * 100 + tens).ok()?;
            return Some((Known::new(calendar::years(start, 10), Grain::Decade), at + 2));
        }
        let quoted = usize::from(matches!(self.mark(at), Some('\'' | '’')));
        let number = at + quoted;
        let (value, digits) = self.tokens.get(number)?.number?;
        let next = self.skip_mark(number + 1, '\'');
        let next = self.skip_mark(next, '’');
        if self.word(next) == Some(Word::Plural) && value % 10 == 0 {
            if digits == 4 && (1000..2200).contains(&value) && quoted == 0 {
                return Some((
                    Known::new(calendar::years(i32::try_from(value).ok()?, 10), Grain::Decade),
                    next + 1,
                ));
            }
            // "the '90s", "the early 90s", but "in her early 20s"
            let part =
                matches!(self.before(at), Some(Word::Part(_))) && self.before(at - 1) == Some(Word::The);
            let led = quoted > 0 || part || self.before(at) == Some(Word::The);
            if digits == 2 && led && self.glued(next) && value < 100 {
                return Some((decade_of(value), next + 1));
            }
        }
        None
    }

    /// "the 12th century", "the twentieth century".
    pub(super) fn century(&self, at: usize) -> Option<(Known, usize)> {
        let (number, next) = self.ordinal(at)?;
        let next = self.skip_mark(next, '-');
        if self.word(next) != Some(Word::Unit(Unit::Century)) || !(1..=30).contains(&number) {
            return None;
        }
        let start = i32::try_from(number - 1).ok()? * 100;
        Some((Known::new(calendar::years(start, 100), Grain::Span), next + 1))
    }
}

/// A decade of the last century, or the first ones of this.
fn decade_of(tens: u32) -> Known {
    let start = i32::try_from(tens).unwrap_or(0) + if tens < 30 { 2000 } else { 1900 };
    Known::new(calendar::years(start, 10), Grain::Decade)
}

/// Seasons begin with no day that all agree on, and at the other end of the world they are others.
fn season_of(days: Option<Days>, other: Option<Days>) -> Known {
    Known::new(days, Grain::Season).or(other).about()
}

/// The nth quarter or half of a year, from 1.
fn nth_of_year(year: i32, unit: Unit, number: i64) -> Option<Days> {
    let start = calendar::step(calendar::date(year, 1, 1)?, unit, number - 1)?;
    calendar::unit(start, unit, 0)
}

/// The nth unit of a period, from 1, or the last for 0; `count` of them. A week belongs to the
/// period that has its Thursday, as ISO 8601 counts.
fn numbered(whole: &Days, nth: i64, count: i64, unit: Unit, weekday: Option<u32>) -> Option<Days> {
    let within = |days: Days| Some(days).filter(|d| d.start < whole.end && d.end > whole.start);
    if unit == Unit::Week || unit == Unit::Weekend {
        let thursday = weekday.unwrap_or(if unit == Unit::Week { 3 } else { 5 });
        let day = if nth == 0 {
            calendar::step(calendar::weekday_before(whole.end.pred_opt()?, thursday)?, Unit::Week, 1 - count)?
        } else {
            calendar::step(calendar::weekday_after(whole.start, thursday)?, Unit::Week, nth - 1)?
        };
        if weekday.is_some() {
            return within(calendar::day(day)?);
        }
        let first = calendar::unit(day, unit, 0)?;
        return within(first.start..calendar::step(first.end, Unit::Week, count - 1)?);
    }
    let start = if nth == 0 {
        calendar::step(whole.end, unit, -count)?
    } else {
        calendar::step(whole.start, unit, nth - 1)?
    };
    within(start..calendar::step(start, unit, count)?)
}

/// The first or second half of a period.
fn half_of(whole: &Days, grain: Grain, nth: i64) -> Option<Days> {
    let middle = match grain {
        Grain::Month => calendar::step(whole.start, Unit::Day, 15),
        Grain::Year => calendar::step(whole.start, Unit::Half, 1),
        Grain::Decade => calendar::step(whole.start, Unit::Year, 5),
        _ => calendar::step(whole.start, Unit::Day, (whole.end - whole.start).num_days() / 2),
    }?;
    match nth {
        1 => Some(whole.start..middle),
        0 | 2 => Some(middle..whole.end),
        _ => None,
    }
}

/// A part of a period, and where "before" and "after" find it.
fn cut(whole: &Known, part: Part) -> Option<Known> {
    let Some(days) = &whole.days else { return Some(Known::new(None, whole.grain).about()) };
    let (cut, other) = calendar::part(days, whole.grain, part)?;
    let mut known = Known::new(Some(cut), whole.grain).or(other).about();
    if known.other.is_none()
        && let Some(other) = &whole.other
    {
        known.other = calendar::part(other, whole.grain, part).map(|(cut, _)| cut);
    }
    known.point = match part {
        Part::End => Some(days.end),
        Part::Mid => known.days.as_ref().and_then(|d| {
            let half = (d.end - d.start).num_days() / 2;
            calendar::step(d.start, Unit::Day, half)
        }),
        Part::Begin => Some(days.start),
        Part::Early | Part::Late => None,
    };
    Some(known)
}
