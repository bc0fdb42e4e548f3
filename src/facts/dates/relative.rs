//! Dates told from another day: "yesterday", "last week", "two weeks ago", "the next morning".

use chrono::NaiveDate;

use super::calendar::{self, Days};
use super::steps::{Count, moved};
use super::tense::Tense;
use super::words::{Unit, Which, Word};
use super::written::Written;
use super::{Grain, Known, Line, What};

/// How many "recent weeks" and "coming weeks" are.
pub(super) const SOME: Count = (2, 6);

impl Line<'_> {
    pub(super) fn unit(&self, at: usize) -> Option<Unit> {
        match self.word(at)? {
            Word::Unit(unit) | Word::Units(unit) => Some(unit),
            _ => None,
        }
    }

    /// "yesterday", "tomorrow", "tonight".
    pub(super) fn day_word(&self, at: usize) -> Option<(Known, usize)> {
        let Word::Day(further) = self.word(at)? else { return None };
        // A programme of that name.
        let quote = |at: usize| matches!(self.mark(at), Some('"' | '“' | '”' | '‘' | '’' | '\''));
        if self.tokens[at].capital
            && at > 0
            && quote(at - 1)
            && quote(at + 1)
            && self.possessive(at + 1).is_none()
        {
            return None;
        }
        Some((Known::day(self.published.and_then(|d| calendar::step(d, Unit::Day, further))), at + 1))
    }

    /// The day told from the date before it in the text, or else from the day of publication.
    fn told_from_before(&self, unit: Unit, further: i64) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let fits = |(_, grain): &(NaiveDate, Grain)| *grain <= unit.grain();
        let from = |day| calendar::step(day, unit, further);
        (self.anchor.filter(fits).and_then(|(day, _)| from(day)), self.published.and_then(from))
    }

    /// "last week", "this past Friday", "the next three days", "last November", "this morning".
    pub(super) fn which(&self, at: usize) -> Option<(What, usize)> {
        let Word::Which(mut which) = self.word(at)? else { return None };
        let mut next = at + 1;
        // "this past", "this coming"
        if let (Which::This, Some(Word::Which(second))) = (which, self.word(next)) {
            which = second;
            next += 1;
        }
        let known = |known: Known, end: usize| Some((What::Known(known), end));
        if which != Which::Same
            && let Some((count, end)) = self.quantity(next)
            && let Some((found, end)) = self.several(which, count, end)
        {
            return known(found, end);
        }
        let the = self.before(at) == Some(Word::The);
        let Some(word) = self.word(next) else { return self.which_numeric(which, next) };
        // "that" and "same" choose a unit; "he said that Tuesday" chooses none.
        if which == Which::Same && !matches!(word, Word::Unit(_) | Word::Hour | Word::Night) {
            return None;
        }
        match word {
            Word::Unit(unit) => self.one(which, unit, the, next + 1),
            Word::Units(unit) => {
                let (found, end) = self.several(which, SOME, next).filter(|_| unit != Unit::Weekend)?;
                known(found.about(), end)
            }
            Word::Working if self.word(next + 1) == Some(Word::Unit(Unit::Week)) => {
                let week = self.around(Unit::Week, further(which));
                let week = week.and_then(|w| Some(w.start..calendar::step(w.start, Unit::Day, 5)?));
                known(Known::new(week, Grain::Week), next + 2)
            }
            Word::Calendar if self.unit(next + 1) == Some(Unit::Year) => {
                known(Known::new(self.around(Unit::Year, further(which)), Grain::Year), next + 2)
            }
            Word::Fiscal if self.unit(next + 1) == Some(Unit::Year) => {
                known(Known::new(self.around(Unit::Year, further(which)), Grain::Year).about(), next + 2)
            }
            Word::Fiscal if self.unit(next + 1) == Some(Unit::Quarter) => {
                known(Known::new(self.around(Unit::Quarter, further(which)), Grain::Season).about(), next + 2)
            }
            Word::Weekday(weekday, _) => self.which_weekday(which, weekday, at, next),
            Word::Month(..) => self.which_month(which, next),
            Word::Season(month, _) => known(self.season_near(which, month, at), next + 1),
            Word::Hour | Word::Night => self.hour(which, next),
            Word::Holiday => self.holiday(next, Some(which)).and_then(|(found, end)| known(found, end)),
            _ => None,
        }
    }

    /// The unit of the calendar around the day of publication, or that many further.
    pub(super) fn around(&self, unit: Unit, further: i64) -> Option<Days> {
        calendar::unit(self.published?, unit, further)
    }

    /// One unit: "last week", "the past month", "the next day".
    fn one(&self, which: Which, unit: Unit, the: bool, end: usize) -> Option<(What, usize)> {
        let known = |known: Known| Some((What::Known(known), end));
        // "the last day" is one of something, "this day" no more than a turn of phrase.
        if unit == Unit::Day
            && !matches!(which, Which::Next | Which::Following | Which::Previous | Which::Same)
        {
            return None;
        }
        // "next week on Monday"
        if unit == Unit::Week
            && let Some(found) = self.day_of_week(which, end)
        {
            return Some(found);
        }
        let told = unit == Unit::Day
            || which == Which::Same
            || the && matches!(which, Which::Following | Which::Previous);
        if told {
            let (days, other) = self.told_from_before(unit, further(which));
            let whole = |day: Option<NaiveDate>| calendar::unit(day?, unit, 0);
            return known(Known::new(whole(days), unit.grain()).or(whole(other)));
        }
        let calendar = Known::new(self.around(unit, further(which)), unit.grain());
        let rolling =
            which == Which::Past || the && matches!(which, Which::Last | Which::Next | Which::Coming);
        if !rolling || unit == Unit::Weekend {
            return known(calendar);
        }
        // "the next week" may be the seven days to come or the week of the calendar.
        let rolling = self.rolling(which, (1, 1), unit);
        if which == Which::Past {
            known(Known::new(rolling, unit.grain()).or(calendar.days))
        } else {
            let other = rolling;
            known(calendar.or(other))
        }
    }

    /// The days from now that "the past three weeks" or "the next three" are.
    fn rolling(&self, which: Which, (_, most): Count, unit: Unit) -> Option<Days> {
        let today = self.published?;
        let tomorrow = today.succ_opt()?;
        if further(which) > 0 {
            Some(tomorrow..calendar::step(tomorrow, unit, most)?)
        } else {
            Some(calendar::step(today, unit, -most)?..tomorrow)
        }
    }

    /// "the last three days", "the next few quarters", `4 coming years` from the number on.
    fn several(&self, which: Which, count: Count, at: usize) -> Option<(Known, usize)> {
        if which == Which::This && count.1 > 1 && self.word(at) != Some(Word::Working) {
            return None;
        }
        let mut end = self.skip(at, Word::Working);
        let working = end > at;
        let unit = self.unit(end)?;
        end += 1;
        let mut lengths = vec![(count, unit)];
        if let Some((more, after)) = self.duration(self.skip(end, Word::And))
            && self.word(after) != Some(Word::Ago)
            && self.word(end) == Some(Word::And)
        {
            lengths.extend(more);
            end = after;
        }
        // "the last three days of November" is no matter of today.
        if self.word(end) == Some(Word::Of)
            && which == Which::Last
            && self.published.is_some()
            && self.cuttable(end + 1)
        {
            return None;
        }
        let grain = Grain::Span;
        let vague = count.0 != count.1;
        let known = |days, other| {
            let known = Known::new(days, grain).or(other);
            if vague { known.about() } else { known }
        };
        let Some(today) = self.published else { return Some((known(None, None), end)) };
        if matches!(unit, Unit::Quarter | Unit::Half) {
            let now = calendar::unit(today, unit, 0)?;
            let days = if further(which) > 0 {
                now.end..calendar::step(now.end, unit, count.1)?
            } else {
                calendar::step(now.start, unit, -count.1)?..now.start
            };
            return Some((known(Some(days), None), end));
        }
        if working {
            return Some((known(working_days(today, further(which), count.1), None), end));
        }
        let tomorrow = today.succ_opt()?;
        Some(if further(which) > 0 {
            (known(Some(tomorrow..moved(tomorrow, &lengths, 1, false)?), None), end)
        } else {
            let start = moved(today, &lengths, -1, false)?;
            // Today may be one of them or not.
            (known(Some(start..tomorrow), Some(start..today)), end)
        })
    }

    /// `4 coming years`, "three past weeks".
    pub(super) fn counted_which(&self, at: usize) -> Option<(Known, usize)> {
        let (count, next) = self.quantity(at)?;
        let Word::Which(which) = self.word(next)? else { return None };
        self.several(which, count, next + 1)
    }

    /// "this Friday", "last Friday", "next Friday".
    fn which_weekday(&self, which: Which, weekday: u32, at: usize, next: usize) -> Option<(What, usize)> {
        // "this Monday, June 9"
        if let Some((written, end)) = self.written(next).filter(|(w, _)| w.day.is_some() && w.month.is_some())
        {
            return Some(self.in_year_told(which, written, end));
        }
        // "this Monday 8/9"
        if let Some((What::Written(written), end)) = self.numeric(next + 1) {
            return Some(self.in_year_told(which, written, end));
        }
        let end = next + 1;
        let Some(today) = self.published else { return Some((What::Known(Known::day(None)), end)) };
        let week = |further: i64| {
            let day = calendar::unit(today, Unit::Week, further)?.start;
            calendar::weekday_after(day, weekday)
        };
        let before = || calendar::weekday_before(today.pred_opt()?, weekday);
        let after = || calendar::weekday_after(today.succ_opt()?, weekday);
        let (day, other) = match which {
            Which::Last | Which::Past | Which::Recent | Which::Previous => (before(), week(-1)),
            Which::Coming => (after(), None),
            Which::Next => (week(1), after()),
            Which::This if self.tense(at) == Tense::Past => {
                (calendar::weekday_before(today, weekday), week(0))
            }
            Which::This | Which::Same => (week(0), None),
            Which::Following => match self.anchor.filter(|(_, grain)| *grain <= Grain::Week) {
                Some((day, _)) => (calendar::weekday_after(day.succ_opt()?, weekday), week(1)),
                None => (week(1), after()),
            },
        };
        Some((What::Known(Known::day(day).or(other.and_then(calendar::day))), end))
    }

    /// "last November", "this May", "next March 5".
    fn which_month(&self, which: Which, next: usize) -> Option<(What, usize)> {
        let (written, end) = self.written(next)?;
        if written.year.is_some() {
            return Some((What::Written(written), end));
        }
        Some(self.in_year_told(which, written, end))
    }

    /// "next 8/9".
    fn which_numeric(&self, which: Which, next: usize) -> Option<(What, usize)> {
        match self.numeric(next)? {
            (What::Written(written), end) if written.year.is_none() => {
                Some(self.in_year_told(which, written, end))
            }
            _ => None,
        }
    }

    /// A day of the year, of this year or the one that "last" and "next" choose.
    fn in_year_told(&self, which: Which, written: Written, end: usize) -> (What, usize) {
        let resolve = |tense| written.resolve(self.published, tense);
        let nearest = resolve(if further(which) > 0 { Tense::Future } else { Tense::Past });
        let year = self.around(Unit::Year, further(which)).map(|d| chrono::Datelike::year(&d.start));
        let counted = Written { year, ..written };
        let counted =
            if year.is_some() { counted.resolve(self.published, Tense::Unknown) } else { nearest.clone() };
        let known = match which {
            Which::This | Which::Same => counted,
            Which::Next if written.day.is_some() && written.weekday.is_none() => counted.or(nearest.days),
            _ => nearest.or(counted.days),
        };
        (What::Known(known), end)
    }

    /// A weekday of the week that was chosen, after it: "next week on Monday".
    fn day_of_week(&self, which: Which, end: usize) -> Option<(What, usize)> {
        let next = self.skip(end, Word::On);
        let Word::Weekday(weekday, _) = self.word(next)? else { return None };
        let week = self.around(Unit::Week, further(which));
        let day = week.and_then(|w| calendar::weekday_after(w.start, weekday));
        // "next week Monday said" is none: the day has to belong to the week, not to what follows.
        (next > end || self.tokens[next].capital).then_some((What::Known(Known::day(day)), next + 1))
    }

    /// A weekday before its week: "Tuesday of last week", "Monday next week".
    pub(super) fn weekday_of_week(&self, at: usize) -> Option<(Known, usize)> {
        let Word::Weekday(weekday, _) = self.word(at)? else { return None };
        let next = self.skip(at + 1, Word::Of);
        let Word::Which(which @ (Which::This | Which::Last | Which::Next)) = self.word(next)? else {
            return None;
        };
        if self.word(next + 1) != Some(Word::Unit(Unit::Week)) {
            return None;
        }
        let week = self.around(Unit::Week, further(which));
        Some((Known::day(week.and_then(|w| calendar::weekday_after(w.start, weekday))), next + 2))
    }

    /// "this morning", "last night", "the next morning".
    fn hour(&self, which: Which, at: usize) -> Option<(What, usize)> {
        let today = |further| Known::day(self.published.and_then(|d| calendar::step(d, Unit::Day, further)));
        let known = match which {
            Which::This => today(0),
            Which::Last if self.word(at) == Some(Word::Night) => today(-1),
            Which::Next | Which::Following | Which::Previous | Which::Same => {
                let (day, other) = self.told_from_before(Unit::Day, further(which));
                Known::day(day).or(other.and_then(calendar::day))
            }
            _ => return None,
        };
        Some((What::Known(known), at + 1))
    }

    /// "the weekend": the last one, or the next.
    pub(super) fn weekend(&self, at: usize) -> Option<(Known, usize)> {
        if self.word(at) != Some(Word::Unit(Unit::Weekend)) {
            return None;
        }
        let Some(today) = self.published else { return Some((Known::new(None, Grain::Week), at + 1)) };
        let this = self.around(Unit::Weekend, 0);
        let began = this.as_ref().is_some_and(|d| d.start <= today);
        let last = if began { this.clone() } else { self.around(Unit::Weekend, -1) };
        let next = if began { self.around(Unit::Weekend, 1) } else { this };
        let known = |days| Known::new(days, Grain::Week);
        let ahead = self.tense(at) == Tense::Future;
        Some((if ahead { known(next).or(last) } else { known(last).or(next) }, at + 1))
    }
}

/// How many units of the calendar further on.
pub(super) fn further(which: Which) -> i64 {
    match which {
        Which::This | Which::Same => 0,
        Which::Last | Which::Past | Which::Previous | Which::Recent => -1,
        Which::Next | Which::Coming | Which::Following => 1,
    }
}

/// So many working days before or after a day, Monday to Friday.
fn working_days(today: NaiveDate, sign: i64, count: i64) -> Option<Days> {
    let mut day = today;
    let mut left = count.clamp(0, 999);
    while left > 0 {
        day = calendar::step(day, Unit::Day, sign)?;
        if chrono::Datelike::weekday(&day).num_days_from_monday() < 5 {
            left -= 1;
        }
    }
    if sign > 0 { Some(today.succ_opt()?..day.succ_opt()?) } else { Some(day..today) }
}
