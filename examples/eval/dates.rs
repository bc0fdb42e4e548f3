//! Measures dates, on `dates/*.json`: texts with the day they are told on, and the dates in them.
//!
//! Counted are the gold spans of the types `date` and `daterange` that have a value; those marked
//! "not resolved", and times, durations and repetitions, are not. A span is found when a [`Date`]
//! overlaps it whose `days` or `other` is one of its values (past and future where there are two):
//! the first day and the day after the last. The data ends a range at the first day of the last unit named
//! ("3 to 5 May" ends where the 5th begins); a reader of news includes it: `days` is the latter and
//! `other` the former, so that neither is dropped. Where the gold leaves one end open, so must the
//! date, at [`Date::EVER`]. Each [`Date`] counts for one gold span. In the note: how many of the
//! values are `days` rather than `other`, how many gold spans the date covers to the letter (without
//! prepositions and articles before both), and precision. Two of these: dates that overlap no gold span of
//! any day or time, in texts that have no gold span of any kind, and in all texts.
//!
//! The floor reads ISO dates, "November 26, 2025", "26 November 2025" and both without the year.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::{Datelike, NaiveDate};
use crossread::facts::dates::{Date, Grain, dates};
use crossread::facts::language;
use serde_json::Value;

use crate::files::{self, ratio};
use crate::{Row, Run};

/// A gold span: where, and what it may mean; an open end is none.
struct Gold {
    span: Range<usize>,
    values: Vec<(Option<NaiveDate>, Option<NaiveDate>)>,
}

#[derive(Default)]
struct Tally {
    gold: usize,
    right: usize,
    first: usize,
    exact: usize,
    found: usize,
    stray: usize,
    bare_found: usize,
    bare_texts: usize,
}

pub(crate) fn measure(run: &Run) -> Result<Vec<Row>, String> {
    let words = language("en").dates;
    let (mut ours, mut floor) = (Tally::default(), Tally::default());
    let mut kinds: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for path in files::matching(&run.folder.join("dates"), "", ".json")? {
        let cases = files::json(&path)?;
        for case in cases.as_array().ok_or("no list of cases")? {
            let text = case["Input"].as_str().unwrap_or_default();
            let told = case["Context"]["ReferenceDateTime"].as_str().and_then(|t| day(t.get(..10)?));
            count(run, text, case, &dates(text, told, words), &mut ours, Some(&mut kinds));
            count(&Run { wrong: false, ..*run }, text, case, &plain(text, told), &mut floor, None);
        }
    }
    let kinds: Vec<String> =
        kinds.iter().map(|(kind, (right, all))| format!("{kind} {right}/{all}")).collect();
    Ok(vec![
        Row {
            measure: "dates",
            data: format!("dates/*.json, {} spans", ours.gold),
            unit: "recall",
            floor: Some(ratio(floor.right, floor.gold)),
            reach: 0.90,
            reached: ratio(ours.right, ours.gold),
            note: format!(
                "{}; {} of {} by the first reading, {} to the letter",
                kinds.join(", "),
                ours.first,
                ours.right,
                ours.exact
            ),
        },
        Row {
            measure: "dates",
            data: format!("dates/*.json, {} found", ours.found),
            unit: "precision",
            floor: Some(1.0 - ratio(floor.stray, floor.found)),
            reach: 0.90,
            reached: 1.0 - ratio(ours.stray, ours.found),
            note: format!(
                "dates at a gold span; {} where a text has none of any kind ({} texts)",
                ours.bare_found, ours.bare_texts
            ),
        },
    ])
}

fn day(written: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(written, "%Y-%m-%d").ok()
}

fn count(
    run: &Run,
    text: &str,
    case: &Value,
    found: &[Date],
    tally: &mut Tally,
    mut kinds: Option<&mut BTreeMap<String, (usize, usize)>>,
) {
    let results = case["Results"].as_array().map(Vec::as_slice).unwrap_or_default();
    let at = |key: &str, result: &Value| result[key].as_u64().map(|at| at as usize);
    let place = |r| Some(bytes(text, at("Start", r)?)..bytes(text, at("End", r)? + 1));
    let spans: Vec<Range<usize>> = results.iter().map(|r| place(r).unwrap_or_default()).collect();
    tally.found += found.len();
    for date in found.iter().filter(|d| !spans.iter().any(|s| overlap(s, &d.span))) {
        tally.stray += 1;
        run.wrong(|| format!("stray  {:?} in {text}", &text[date.span.clone()]));
    }
    if results.is_empty() {
        tally.bare_found += found.len();
        tally.bare_texts += 1;
    }
    let mut used = vec![false; found.len()];
    for (result, span) in results.iter().zip(&spans) {
        let kind = result["TypeName"].as_str().unwrap_or_default().trim_start_matches("datetimeV2.");
        if !matches!(kind, "date" | "daterange") {
            continue;
        }
        let Some(gold) = gold(result, span.clone()) else { continue };
        tally.gold += 1;
        let fits = |days: &Option<Range<NaiveDate>>| {
            days.as_ref().is_some_and(|d| gold.values.iter().any(|v| same(d, *v)))
        };
        let hit = (0..found.len()).find(|&i| {
            !used[i] && overlap(&found[i].span, &gold.span) && (fits(&found[i].days) || fits(&found[i].other))
        });
        let entry = kinds.as_mut().map(|k| k.entry(kind.to_owned()).or_default());
        let right = usize::from(hit.is_some());
        if let Some((got, all)) = entry {
            *got += right;
            *all += 1;
        }
        match hit {
            Some(hit) => {
                used[hit] = true;
                tally.right += 1;
                tally.first += usize::from(fits(&found[hit].days));
                tally.exact +=
                    usize::from(bare(&text[found[hit].span.clone()]) == bare(&text[gold.span.clone()]));
            }
            None => run.wrong(|| {
                let near: Vec<String> = found
                    .iter()
                    .filter(|d| overlap(&d.span, &gold.span))
                    .map(|d| format!("{:?} {:?} or {:?}", &text[d.span.clone()], d.days, d.other))
                    .collect();
                format!(
                    "missed {:?} {:?} in {text}\n         got {}",
                    &text[gold.span.clone()],
                    result["Resolution"]["values"],
                    near.join("; ")
                )
            }),
        }
    }
}

fn gold(result: &Value, span: Range<usize>) -> Option<Gold> {
    let values = result["Resolution"]["values"].as_array()?;
    let read = |value: &Value| {
        let get = |key: &str| value[key].as_str().and_then(day);
        if let Some(one) = get("value") {
            return Some((Some(one), one.succ_opt()));
        }
        let (start, end) = (get("start"), get("end"));
        (start.is_some() || end.is_some()).then_some((start, end))
    };
    let values: Vec<_> = values.iter().filter_map(read).collect();
    (!values.is_empty()).then_some(Gold { span, values })
}

fn same(days: &Range<NaiveDate>, (start, end): (Option<NaiveDate>, Option<NaiveDate>)) -> bool {
    days.start == start.unwrap_or(Date::EVER.start) && days.end == end.unwrap_or(Date::EVER.end)
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The byte of a character by its number.
fn bytes(text: &str, character: usize) -> usize {
    text.char_indices().nth(character).map_or(text.len(), |(at, _)| at)
}

/// Without the prepositions and articles before it.
fn bare(span: &str) -> String {
    let small = ["the", "a", "an", "in", "on", "of", "from", "between", "during", "for"];
    span.to_lowercase().split_whitespace().skip_while(|w| small.contains(w)).collect::<Vec<_>>().join(" ")
}

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

/// The plain reader: ISO, and a full month's name with a day before or after it.
fn plain(text: &str, told: Option<NaiveDate>) -> Vec<Date> {
    let mut words: Vec<(Range<usize>, String)> = Vec::new();
    for word in text.split_whitespace() {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let core = word.trim_matches(|c: char| !c.is_alphanumeric());
        let start = start + word.find(core).unwrap_or(0);
        words.push((start..start + core.len(), core.to_lowercase()));
    }
    let month = |w: &str| MONTHS.iter().position(|m| *m == w).map(|m| m as u32 + 1);
    let number = |at: usize, digits: Range<usize>| {
        let (_, word) = words.get(at)?;
        digits.contains(&word.len()).then(|| word.parse::<u32>().ok()).flatten()
    };
    let mut found = Vec::new();
    for at in 0..words.len() {
        let (span, word) = &words[at];
        let mut push = |end: usize, date: Option<NaiveDate>| {
            if let Some(date) = date {
                let days = date.succ_opt().map(|next| date..next);
                let span = span.start..words[end].0.end;
                found.push(Date { span, days, other: None, grain: Grain::Day, about: false });
            }
        };
        if word.len() == 10 && day(word).is_some() {
            push(at, day(word));
            continue;
        }
        let (month, day, end) = match (month(word), number(at, 1..3)) {
            (Some(m), _) => (m, number(at + 1, 1..3), at + 1),
            (None, Some(d)) => match words.get(at + 1).and_then(|(_, w)| month(w)) {
                Some(m) => (m, Some(d), at + 1),
                None => continue,
            },
            _ => continue,
        };
        let Some(day) = day else { continue };
        match (number(end + 1, 4..5), told) {
            (Some(year), _) => push(end + 1, NaiveDate::from_ymd_opt(year.cast_signed(), month, day)),
            (None, Some(told)) => push(end, NaiveDate::from_ymd_opt(told.year(), month, day)),
            _ => {}
        }
    }
    found
}
