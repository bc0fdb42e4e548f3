//! The calendar: units of time around a day, steps from it, parts of periods. Nothing here panics:
//! what lies past the calendar's ends is none.

use std::ops::Range;

use chrono::{Datelike, Days as Count, Months, NaiveDate};

use super::Grain;
use super::words::{Part, Unit};

/// Days from the first to the one after the last.
pub(super) type Days = Range<NaiveDate>;

impl Unit {
    /// What it names.
    pub(super) fn grain(self) -> Grain {
        match self {
            Self::Day => Grain::Day,
            Self::Week | Self::Weekend => Grain::Week,
            Self::Month => Grain::Month,
            Self::Quarter | Self::Half => Grain::Season,
            Self::Year => Grain::Year,
            Self::Decade => Grain::Decade,
            Self::Fortnight | Self::Century => Grain::Span,
        }
    }

    /// How many days or months it has.
    fn length(self) -> (u64, u32) {
        match self {
            Self::Day => (1, 0),
            Self::Week | Self::Weekend => (7, 0),
            Self::Fortnight => (14, 0),
            Self::Month => (0, 1),
            Self::Quarter => (0, 3),
            Self::Half => (0, 6),
            Self::Year => (0, 12),
            Self::Decade => (0, 120),
            Self::Century => (0, 1200),
        }
    }
}

/// One day.
pub(super) fn day(day: NaiveDate) -> Option<Days> {
    Some(day..day.succ_opt()?)
}

/// A day of the calendar.
pub(super) fn date(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

/// Some whole months from the first of one.
pub(super) fn months(year: i32, month: u32, count: u32) -> Option<Days> {
    let start = date(year, month, 1)?;
    Some(start..start.checked_add_months(Months::new(count))?)
}

/// A whole year.
pub(super) fn year(year: i32) -> Option<Days> {
    months(year, 1, 12)
}

/// Whole years.
pub(super) fn years(from: i32, count: u32) -> Option<Days> {
    months(from, 1, count.checked_mul(12)?)
}

/// The day that many units later, or earlier. Months end with their last day: a month after
/// January 31 is the end of February.
pub(super) fn step(from: NaiveDate, unit: Unit, count: i64) -> Option<NaiveDate> {
    let (days, months) = unit.length();
    let times = count.unsigned_abs();
    let (days, months) = (days.checked_mul(times)?, u64::from(months).checked_mul(times)?);
    let months = Months::new(u32::try_from(months).ok()?);
    if count < 0 {
        from.checked_sub_days(Count::new(days))?.checked_sub_months(months)
    } else {
        from.checked_add_days(Count::new(days))?.checked_add_months(months)
    }
}

/// The unit of the calendar that holds the day, or the one that many further on.
pub(super) fn unit(of: NaiveDate, unit: Unit, further: i64) -> Option<Days> {
    let monday = || step(of, Unit::Day, -i64::from(of.weekday().num_days_from_monday()));
    let year = of.year();
    let start = match unit {
        Unit::Day => of,
        Unit::Week | Unit::Fortnight => monday()?,
        Unit::Weekend => step(monday()?, Unit::Day, 5)?,
        Unit::Month => of.with_day(1)?,
        Unit::Quarter => date(year, of.month0() / 3 * 3 + 1, 1)?,
        Unit::Half => date(year, of.month0() / 6 * 6 + 1, 1)?,
        Unit::Year => date(year, 1, 1)?,
        Unit::Decade => date(year.div_euclid(10) * 10, 1, 1)?,
        Unit::Century => date(year.div_euclid(100) * 100, 1, 1)?,
    };
    let start = step(start, unit, further)?;
    let end = if unit == Unit::Weekend { step(start, Unit::Day, 2) } else { step(start, unit, 1) };
    Some(start..end?)
}

/// The last such weekday on or before a day, by its number from Monday, 0.
pub(super) fn weekday_before(day: NaiveDate, weekday: u32) -> Option<NaiveDate> {
    let back = (7 + day.weekday().num_days_from_monday() - weekday % 7) % 7;
    step(day, Unit::Day, -i64::from(back))
}

/// The first such weekday on or after a day.
pub(super) fn weekday_after(day: NaiveDate, weekday: u32) -> Option<NaiveDate> {
    let on = (7 + weekday % 7 - day.weekday().num_days_from_monday()) % 7;
    step(day, Unit::Day, i64::from(on))
}

/// The week of a year by its number, as ISO 8601 counts.
pub(super) fn week(year: i32, number: u32) -> Option<Days> {
    let start = NaiveDate::from_isoywd_opt(year, number, chrono::Weekday::Mon)?;
    unit(start, Unit::Week, 0)
}

/// A part of a period: a third of it, by whole months where it has them. The second reading is
/// half of it for a month, which is as common.
pub(super) fn part(whole: &Days, grain: Grain, part: Part) -> Option<(Days, Option<Days>)> {
    let Range { start, end } = *whole;
    let at = |months: u32| start.checked_add_months(Months::new(months));
    let (first, second) = match grain {
        Grain::Month => (step(start, Unit::Day, 10)?, step(start, Unit::Day, 20)?),
        Grain::Week => (step(start, Unit::Day, 2)?, step(start, Unit::Day, 4)?),
        Grain::Season => (at(1)?, at(2)?),
        Grain::Year => (at(4)?, at(8)?),
        Grain::Decade => (at(48)?, at(84)?),
        Grain::Day => return None,
        Grain::Span => {
            let third = (end - start).num_days() / 3;
            (step(start, Unit::Day, third)?, step(end, Unit::Day, -third)?)
        }
    };
    let half = |from: i64| (grain == Grain::Month).then(|| step(start, Unit::Day, from)).flatten();
    let (days, other) = match part {
        Part::Early | Part::Begin => (start..first, half(15).map(|half| start..half)),
        Part::Mid => (first..second, half(9).map(|from| from..second)),
        Part::Late | Part::End => (second..end, half(15).map(|half| half..end)),
    };
    // A weekend is too short to have a late part of a week.
    let some = |days: &Days| days.start < days.end;
    some(&days).then(|| (days, other.filter(some)))
}

/// Easter Sunday of the western churches, by the method of Meeus, Jones and Butcher.
// The letters are those of the method.
#[allow(clippy::many_single_char_names)]
pub(super) fn easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year.rem_euclid(19), year.div_euclid(100), year.rem_euclid(100));
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19).rem_euclid(32);
    date(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

/// A day of the Islamic calendar by its arithmetic form, which the sighted moon leaves by a day;
/// the one that falls into a year of ours, the first of two.
pub(super) fn islamic(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    // 1 Muharram 1, as astronomers count, is 18 July 622 of the Gregorian calendar; thirty years
    // have 10,631 days.
    let epoch = date(622, 7, 18)?;
    let guess = i64::from(year - 622) * 33 / 32;
    (guess - 1..=guess + 2).find_map(|hijri| {
        let days = (hijri - 1) * 354
            + (3 + 11 * hijri).div_euclid(30)
            + (i64::from(month - 1) * 59 + 1) / 2
            + i64::from(day - 1);
        step(epoch, Unit::Day, days).filter(|found| found.year() == year)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
        date(year, month, day).expect("a day")
    }

    #[test]
    fn movable_feasts_fall_on_their_days() {
        for (y, m, d) in [(2000, 4, 23), (2019, 4, 21), (2024, 3, 31), (2038, 4, 25)] {
            assert_eq!(easter(y), Some(ymd(y, m, d)));
        }
        // The first of Ramadan as it was kept, give or take a day.
        for (y, m, d) in [(2020, 4, 24), (2023, 3, 23), (2025, 3, 1)] {
            let found = islamic(y, 9, 1).expect("a day");
            assert!((found - ymd(y, m, d)).num_days().abs() <= 1, "{found}");
        }
    }

    #[test]
    fn nothing_lies_past_the_ends() {
        assert_eq!(step(NaiveDate::MAX, Unit::Day, 1), None);
        assert_eq!(step(NaiveDate::MIN, Unit::Century, -1), None);
        assert_eq!(step(ymd(2024, 1, 1), Unit::Century, i64::MAX), None);
        assert_eq!(unit(NaiveDate::MAX, Unit::Week, 0), None);
        assert_eq!(day(NaiveDate::MAX), None);
        assert_eq!(islamic(i32::MIN / 2, 9, 1), None);
    }
}
