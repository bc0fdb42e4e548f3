//! Dates as machines and people write them. A time is taken with its zone, else the day alone;
//! nothing is guessed: `03/04/2025` is two days, and so none.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, Timelike};

use crate::briefing::Partial;

/// Months, in order; English ones may be cut to three letters or more.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// In German, French and Spanish, in the same order; only whole names count.
const ABROAD: [[&str; 3]; 12] = [
    ["januar", "janvier", "enero"],
    ["februar", "février", "febrero"],
    ["märz", "mars", "marzo"],
    ["april", "avril", "abril"],
    ["mai", "mai", "mayo"],
    ["juni", "juin", "junio"],
    ["juli", "juillet", "julio"],
    ["august", "août", "agosto"],
    ["september", "septembre", "septiembre"],
    ["oktober", "octobre", "octubre"],
    ["november", "novembre", "noviembre"],
    ["dezember", "décembre", "diciembre"],
];
/// Zones that mean the same everywhere, in minutes east; `IST`, `CST` and `BST` do not, and `ET` depends on
/// the season.
const ZONES: [(&str, i32); 24] = [
    ("utc", 0),
    ("gmt", 0),
    ("z", 0),
    ("wet", 0),
    ("west", 60),
    ("cet", 60),
    ("cest", 120),
    ("eet", 120),
    ("eest", 180),
    ("msk", 180),
    ("hkt", 480),
    ("sgt", 480),
    ("jst", 540),
    ("kst", 540),
    ("aest", 600),
    ("aedt", 660),
    ("nzst", 720),
    ("nzdt", 780),
    ("est", -300),
    ("edt", -240),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
];
/// What may stand between a day and its time.
const BETWEEN: [&str; 12] = ["at", "on", "um", "à", "a", "las", "-", "–", "—", "|", "·", "/"];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// A line with a date has few words.
const MOST_WORDS: usize = 40;

/// A date as machines write it, ISO 8601 or RFC 2822, or as people do.
pub(super) fn date(written: &str) -> Option<Partial> {
    machine(written.trim()).or_else(|| date_in(written))
}

fn machine(written: &str) -> Option<Partial> {
    if let Ok(moment) =
        DateTime::parse_from_rfc3339(written).or_else(|_| DateTime::parse_from_rfc2822(written))
    {
        return zoned(moment);
    }
    // A wrong day of the week does not make the date wrong.
    if let Some((_, rest)) = written.split_once(", ")
        && let Ok(moment) = DateTime::parse_from_rfc2822(rest)
    {
        return zoned(moment);
    }
    // `+0500` without a colon is common too
    for form in ["%Y-%m-%dT%H:%M:%S%.f%z", "%Y-%m-%dT%H:%M%z", "%Y-%m-%d %H:%M:%S %z"] {
        if let Ok(moment) = DateTime::parse_from_str(written, form) {
            return zoned(moment);
        }
    }
    let day = written.get(..10)?;
    if !(written.len() == 10 || written[10..].starts_with('T')) {
        return None;
    }
    match Partial::read(day) {
        Some(found @ Partial::Day(_)) => plausible(found),
        _ => None,
    }
}

fn zoned(moment: DateTime<FixedOffset>) -> Option<Partial> {
    let local = moment.naive_local();
    let time = local.time().with_nanosecond(0).unwrap_or(local.time());
    plausible(Partial::Time(local.date(), time, Some(*moment.offset())))
}

/// Year 1, 1970 and 2100 stand for "no date" in somebody's database.
fn plausible(date: Partial) -> Option<Partial> {
    let year = date.first_day().year();
    (1971..2100).contains(&year).then_some(date)
}

/// The first date in a line: `Updated 3:04 pm EST, Thu January 18, 2011`.
pub(super) fn date_in(line: &str) -> Option<Partial> {
    let lower = line.to_lowercase().replace("a.m.", "am").replace("p.m.", "pm");
    let words: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || ",()·|•\u{202f}".contains(c))
        .filter(|w| !w.is_empty())
        .take(MOST_WORDS)
        .collect();
    let (from, to, day) = (0..words.len()).find_map(|at| {
        let (length, day) = day_at(&words[at..])?;
        Some((at, at + length, day))
    })?;
    let filler = |word: &&str| {
        BETWEEN.contains(word)
            || word.len() >= 3 && WEEKDAYS.iter().any(|day| day.starts_with(word.trim_end_matches('.')))
    };
    let after = words[to..].iter().position(|w| !filler(w)).and_then(|gap| clock_at(&words[to + gap..]));
    let before = || {
        (0..from).rev().take(6).find_map(|at| {
            let (length, time) = clock_at(&words[at..from])?;
            words[at + length..from].iter().all(&filler).then_some((length, time))
        })
    };
    let found = match after.or_else(before) {
        Some((_, (time, Some(zone)))) => Partial::Time(day, time, Some(zone)),
        // Nobody knows which zone a time without one means.
        _ => Partial::Day(day),
    };
    plausible(found)
}

/// A day at the beginning, with how many words it takes.
fn day_at(words: &[&str]) -> Option<(usize, NaiveDate)> {
    let first = words.first()?;
    let year = |word: &&str| word.parse::<i32>().ok().filter(|_| word.len() == 4);
    // `2011/01/18`, `2011-01-18`, `2011年1月18日`
    let parts: Vec<&str> = first.split(['/', '-', '.', '年', '月', '日']).filter(|p| !p.is_empty()).collect();
    if let [y, m, d, ..] = parts.as_slice()
        && let Some(y) = year(y)
    {
        return Some((1, NaiveDate::from_ymd_opt(y, m.parse().ok()?, d.parse().ok()?)?));
    }
    // `26 de diciembre de 2025` has two words more.
    let next = |at: usize| at + usize::from(words.get(at).is_some_and(|w| *w == "de"));
    let second = next(1);
    let (day, month, third) = match month(first) {
        Some(month) => (ordinal(words.get(1)?)?, month, 2),
        None => (ordinal(first)?, self::month(words.get(second)?)?, next(second + 1)),
    };
    let date = NaiveDate::from_ymd_opt(year(words.get(third)?)?, month, day)?;
    Some((third + 1, date))
}

/// `18`, `18.`, `18th`
fn ordinal(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches("st").trim_end_matches("nd").trim_end_matches("rd");
    digits.trim_end_matches("th").trim_end_matches('.').parse().ok()
}

fn month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    let english = MONTHS.iter().position(|name| word.len() >= 3 && name.starts_with(word));
    let found = english.or_else(|| ABROAD.iter().position(|names| names.contains(&word)))?;
    u32::try_from(found + 1).ok()
}

/// A time at the beginning, with its zone where it has one, and how many words it takes.
fn clock_at(words: &[&str]) -> Option<(usize, (NaiveTime, Option<FixedOffset>))> {
    let first = words.first()?;
    let (clock, glued) = match first.strip_suffix("am").map(|c| (c, "am")) {
        Some(glued) => glued,
        None => first.strip_suffix("pm").map_or((*first, ""), |c| (c, "pm")),
    };
    let mut length = 1;
    let half = match (glued, words.get(1)) {
        ("", Some(word @ (&"am" | &"pm"))) => {
            length += 1;
            word
        }
        (glued, _) => glued,
    };
    let mut parts = clock.split([':', '.']);
    let (hour, minute): (u32, Option<&str>) = (parts.next()?.parse().ok()?, parts.next());
    // `3 pm` is a time, and `3` alone is none.
    let minute: u32 = match minute {
        Some(minute) if minute.len() == 2 => minute.parse().ok()?,
        None if !half.is_empty() => 0,
        _ => return None,
    };
    let second = parts.next().map_or(Some(0), |s| s.parse().ok())?;
    let hour = match half {
        "" => hour,
        _ if !(1..=12).contains(&hour) => return None,
        "am" => hour % 12,
        _ => hour % 12 + 12,
    };
    let time = NaiveTime::from_hms_opt(hour, minute, second)?;
    let zone = words.get(length).and_then(|word| zone(word));
    Some((length + usize::from(zone.is_some()), (time, zone)))
}

/// `utc`, `edt`, `utc+3`, `gmt-05:00`, `+0530`
fn zone(word: &str) -> Option<FixedOffset> {
    let east = |minutes: i32| FixedOffset::east_opt(minutes * 60);
    if let Some((_, minutes)) = ZONES.iter().find(|(name, _)| *name == word) {
        return east(*minutes);
    }
    let offset = word.strip_prefix("utc").or_else(|| word.strip_prefix("gmt")).unwrap_or(word);
    let sign = if offset.starts_with('+') { 1 } else { -1 };
    let digits = offset.strip_prefix(['+', '-', '−'])?;
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        None => (digits, "0"),
    };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    ((0..=14).contains(&hours) && (0..60).contains(&minutes)).then(|| east(sign * (hours * 60 + minutes)))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(written: &str) -> String {
        date(written).map_or_else(|| "none".to_owned(), |d| d.to_string())
    }

    #[test]
    fn a_date_is_taken_with_its_zone_or_as_a_day() {
        for (written, expected) in [
            ("2025-12-26T10:00:00.123+05:00", "2025-12-26T10:00:00+05:00"),
            ("2025-12-26T10:00:00Z", "2025-12-26T10:00:00Z"),
            ("Fri, 26 Dec 2025 10:00:00 +0000", "2025-12-26T10:00:00Z"),
            ("2025-12-26T10:00:00+0500", "2025-12-26T10:00:00+05:00"),
            ("2025-12-26T10:00:00", "2025-12-26"),
            ("2025-12-26 10:00", "2025-12-26"),
            ("18 January 2011", "2011-01-18"),
            ("Published On 26 Dec 2025", "2025-12-26"),
            ("January 18, 2011, 3:04 pm ET", "2011-01-18"),
            ("January 18, 2011, 3:04 p.m. EST", "2011-01-18T15:04:00-05:00"),
            ("January 18th, 2011, 3:04 pm UTC+3", "2011-01-18T15:04:00+03:00"),
            ("Jan. 18, 2011 at 12 am (GMT-05:30)", "2011-01-18T00:00:00-05:30"),
            ("Updated 9:05 AM EST, Thu December 18, 2025", "2025-12-18T09:05:00-05:00"),
            ("Thu 18 Dec 2025 15.04 GMT", "2025-12-18T15:04:00Z"),
            ("2011/01/18", "2011-01-18"),
            ("2011/01/18 23:10 JST", "2011-01-18T23:10:00+09:00"),
            ("2011年1月18日 10:00", "2011-01-18"),
            ("26. Dezember 2025, 10:00 Uhr", "2025-12-26"),
            ("26 de diciembre de 2025", "2025-12-26"),
        ] {
            assert_eq!(shown(written), expected, "{written}");
        }
        for none in [
            "",
            "yesterday",
            "26/12/2025",
            "12-26-2025",
            "1970-01-01",
            "2025-13-01",
            "0001-01-01T00:00:00Z",
            "31 February 2025",
            "May 2025",
            "10:00 GMT",
            "3 January",
        ] {
            assert_eq!(shown(none), "none", "{none}");
        }
    }
}
