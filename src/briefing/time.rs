//! Days and periods as briefings write them: a day, a month, a year, or a range of these.

use std::fmt;

use chrono::{Datelike, Days, FixedOffset, Months, NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize, Serializer};

use crate::document::Stamp;
use crate::text;
use crate::text::Text;

/// A point in time, as exactly as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Partial {
    /// `2025`
    Year(i32),
    /// `2025-11`
    Month(i32, u32),
    /// `2025-11-26`
    Day(NaiveDate),
    /// `2025-11-26T08:00:00+05:00`, the offset where it was written.
    Time(NaiveDate, NaiveTime, Option<FixedOffset>),
}

impl Partial {
    /// Reads `2025`, `2025-11`, `2025-11-26` or a date-time. None when it is no such thing, or no
    /// day of the calendar.
    pub fn read(written: &str) -> Option<Self> {
        let written = written.trim();
        let number = |part: &str, digits: usize| {
            (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<u32>().ok())
                .flatten()
        };
        let year = |part: &str| number(part, 4).and_then(|y| i32::try_from(y).ok());
        let parts: Vec<&str> = written.split('-').collect();
        match parts[..] {
            [y] => year(y).filter(|y| *y > 0).map(Self::Year),
            [y, m] => {
                let (y, m) = (year(y)?, number(m, 2)?);
                NaiveDate::from_ymd_opt(y, m, 1).map(|_| Self::Month(y, m))
            }
            [y, m, d] if d.len() == 2 => {
                NaiveDate::from_ymd_opt(year(y)?, number(m, 2)?, number(d, 2)?).map(Self::Day)
            }
            _ => {
                let stamp = written.parse::<toml::value::Datetime>().ok()?;
                Stamp::of(&stamp).map(Self::from)
            }
        }
    }

    /// The first day it may mean.
    pub fn first_day(self) -> NaiveDate {
        match self {
            Self::Year(y) => NaiveDate::from_ymd_opt(y, 1, 1),
            Self::Month(y, m) => NaiveDate::from_ymd_opt(y, m, 1),
            Self::Day(d) | Self::Time(d, ..) => Some(d),
        }
        .unwrap_or_default()
    }

    /// The last day it may mean.
    pub fn last_day(self) -> NaiveDate {
        let next = match self {
            Self::Year(_) => self.first_day().checked_add_months(Months::new(12)),
            Self::Month(..) => self.first_day().checked_add_months(Months::new(1)),
            Self::Day(_) | Self::Time(..) => return self.first_day(),
        };
        next.and_then(|d| d.checked_sub_days(Days::new(1))).unwrap_or(NaiveDate::MAX)
    }

    /// As a newspaper prints it: `26 Nov 2025`, `Nov 2025`, `2025`.
    pub fn shown(self) -> Text {
        match self {
            Self::Year(y) => text!("{y}"),
            Self::Month(..) => text!("{}", self.first_day().format("%b %Y")),
            Self::Day(d) => day(d),
            Self::Time(d, t, None) => text!("{}, {}", day(d), t.format("%H:%M")),
            Self::Time(d, t, Some(offset)) if offset.local_minus_utc() == 0 => {
                text!("{}, {} UTC", day(d), t.format("%H:%M"))
            }
            Self::Time(d, t, Some(offset)) => text!("{}, {} UTC{offset}", day(d), t.format("%H:%M")),
        }
    }

    /// The same without a time of day.
    #[must_use]
    pub fn day_only(self) -> Self {
        match self {
            Self::Time(d, ..) => Self::Day(d),
            other => other,
        }
    }
}

impl From<Stamp> for Partial {
    fn from(stamp: Stamp) -> Self {
        match stamp.time {
            Some(time) => Self::Time(stamp.date, time, stamp.offset),
            None => Self::Day(stamp.date),
        }
    }
}

/// As files write it.
impl fmt::Display for Partial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(y) => write!(f, "{y:04}"),
            Self::Month(y, m) => write!(f, "{y:04}-{m:02}"),
            Self::Day(d) => write!(f, "{d}"),
            Self::Time(d, t, offset) => {
                write!(f, "{d}T{}", t.format("%H:%M:%S"))?;
                match offset {
                    Some(o) if o.local_minus_utc() == 0 => f.write_str("Z"),
                    Some(o) => write!(f, "{o}"),
                    None => Ok(()),
                }
            }
        }
    }
}

impl Serialize for Partial {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Partial {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::read(&written).ok_or_else(|| serde::de::Error::custom("no date"))
    }
}

/// When an event was: a point, or the time from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// When it began.
    pub from: Partial,
    /// When it ended, for a range.
    pub to: Option<Partial>,
}

impl Period {
    /// Reads a [`Partial`], or two with a slash between. None when it is no such thing, or ends
    /// before it begins.
    pub fn read(written: &str) -> Option<Self> {
        match written.split_once('/') {
            None => Partial::read(written).map(|from| Self { from, to: None }),
            Some((from, to)) => {
                let (from, to) = (Partial::read(from)?, Partial::read(to)?);
                (from.first_day() <= to.last_day()).then_some(Self { from, to: Some(to) })
            }
        }
    }

    /// Is it two dates that stand the wrong way round?
    pub(super) fn ends_too_early(written: &str) -> bool {
        let dates = written.split_once('/').map(|(from, to)| (Partial::read(from), Partial::read(to)));
        matches!(dates, Some((Some(_), Some(_)))) && Self::read(written).is_none()
    }

    /// The first day of it.
    pub fn first_day(&self) -> NaiveDate {
        self.from.first_day()
    }

    /// The last day of it.
    pub fn last_day(&self) -> NaiveDate {
        self.to.unwrap_or(self.from).last_day()
    }

    /// As a newspaper prints it: `24–30 Nov 2025`, `28 Dec 2025 – 3 Jan 2026`.
    pub fn shown(&self) -> Text {
        match (self.from, self.to) {
            (from, None) => from.shown(),
            (Partial::Day(a), Some(Partial::Day(b))) if a == b => day(a),
            (Partial::Day(a), Some(Partial::Day(b))) if (a.year(), a.month()) == (b.year(), b.month()) => {
                text!("{}–{}", a.day(), day(b))
            }
            (Partial::Month(y, _), Some(to @ Partial::Month(z, _))) if y == z => {
                text!("{}–{}", self.first_day().format("%b"), to.shown())
            }
            (from, Some(to)) => text!("{} – {}", from.shown(), to.shown()),
        }
    }
}

/// As files write it.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to {
            None => write!(f, "{}", self.from),
            Some(to) => write!(f, "{}/{to}", self.from),
        }
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A day as a newspaper prints it: `3 Dec 2025`.
pub fn day(date: NaiveDate) -> Text {
    text!("{} {}", date.day(), date.format("%b %Y"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_and_shown() {
        for (written, shown) in [
            ("2025-11-26", "26 Nov 2025"),
            ("2025-11", "Nov 2025"),
            ("2025", "2025"),
            ("2025-11-24/2025-11-30", "24–30 Nov 2025"),
            ("2025-12-28/2026-01-03", "28 Dec 2025 – 3 Jan 2026"),
            ("2025-11/2025-12", "Nov–Dec 2025"),
            ("2025-11-26T08:30:00", "26 Nov 2025, 08:30"),
            ("2025-11-26T08:30:00Z", "26 Nov 2025, 08:30 UTC"),
            ("2025-11-26T08:30:00+05:00", "26 Nov 2025, 08:30 UTC+05:00"),
        ] {
            let period = Period::read(written).expect(written);
            assert_eq!(period.shown().as_str(), shown);
            assert_eq!(period.to_string(), written);
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for written in [
            "",
            "soon",
            "2025-13",
            "2025-02-30",
            "25-11-26",
            "2025-11-30/2025-11-24",
            "2025/",
            "+025",
            "0000",
        ] {
            assert_eq!(Period::read(written), None, "{written}");
        }
    }

    #[test]
    fn a_month_has_its_days() {
        let february = Partial::read("2024-02").expect("a month");
        assert_eq!(february.last_day().to_string(), "2024-02-29");
        assert_eq!(Partial::read("9999").expect("a year").last_day().to_string(), "9999-12-31");
    }
}
