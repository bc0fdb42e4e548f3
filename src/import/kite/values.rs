//! Values of every odd shape as texts, lists and dates.

use serde_json::Value;

use crate::briefing::{Partial, Period};
use crate::import::dates;
use crate::text::Text;

/// `2025-11-26`, `November 26, 2025`, `26 Nov 2025`, `November 2025`, `2025`.
pub(super) fn period(written: &str) -> Option<Period> {
    let written = written.trim().trim_end_matches('.');
    if let Some(period) = Period::read(written) {
        return Some(period);
    }
    let day = ["%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%A, %B %d, %Y"]
        .iter()
        .find_map(|form| chrono::NaiveDate::parse_from_str(written, form).ok());
    if let Some(day) = day {
        return Some(Period { from: Partial::Day(day), to: None });
    }
    let first = chrono::NaiveDate::parse_from_str(&format!("1 {written}"), "%d %B %Y").ok()?;
    let month = (chrono::Datelike::year(&first), chrono::Datelike::month(&first));
    Some(Period { from: Partial::Month(month.0, month.1), to: None })
}

/// The day of a date, or of seconds since 1970.
pub(super) fn day(value: &Value) -> Option<Partial> {
    match value {
        Value::String(written) => dates::date(written).map(Partial::day_only),
        Value::Number(seconds) => {
            let moment = chrono::DateTime::from_timestamp(seconds.as_i64()?, 0)?;
            dates::date(&moment.date_naive().to_string())
        }
        _ => None,
    }
}

/// The items of a list; a single thing is a list of one, nothing is none.
pub(super) fn items(value: Option<&Value>) -> Vec<&Value> {
    match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(items)) => items.iter().filter(|i| !i.is_null()).collect(),
        Some(one) => vec![one],
    }
}

/// A text, or the texts of a list one under another.
pub(super) fn prose(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Array(items)) => items.iter().map(|i| prose(Some(i))).collect::<Vec<_>>().join("\n"),
        _ => String::new(),
    }
}

pub(super) fn plain(value: Option<&Value>) -> Option<Text> {
    value.and_then(Value::as_str).map(|t| Text::new(t).line()).filter(|t| !t.is_blank())
}
