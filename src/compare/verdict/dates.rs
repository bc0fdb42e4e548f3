//! Dates of two sentences: whether their days overlap.

use std::ops::Range;

use chrono::NaiveDate;

use super::{Finding, Kind, MOST, Told, Verdict, shared_context};
use crate::compare::lexicon::{Lexicon, WordId};
use crate::facts::dates::{Date, Grain};

/// Sentences as like as this have their dates in the same places.
const CLOSE: f64 = 0.6;
/// Less alike, they may tell of two days of one story.
const SURE: f64 = 0.4;

pub(super) fn between(one: Told<'_>, other: Told<'_>, likeness: f64, lexicon: &Lexicon) -> Vec<Finding> {
    let of = |told: Told<'_>| -> Vec<(usize, Vec<WordId>)> {
        told.sentence
            .dates
            .clone()
            .take(MOST)
            .map(|at| (at, told.around(&told.digest.stated.dates[at].span, lexicon)))
            .collect()
    };
    let (mut ours, mut theirs) = (of(one), of(other));
    let mut found = Vec::new();
    // What can be the same finds its like first, the nearest in length before others.
    let mut pairs = Vec::new();
    for (a, _) in &ours {
        for (b, _) in &theirs {
            let (x, y) = (&one.digest.stated.dates[*a], &other.digest.stated.dates[*b]);
            if likeness < CLOSE && is_of_saying(one, x) != is_of_saying(other, y) {
                continue;
            }
            match judge(one.text(&x.span), x, other.text(&y.span), y) {
                Some(Verdict::Same) => pairs.push((0, *a, *b, Verdict::Same)),
                Some(Verdict::Compatible) => pairs.push((1, *a, *b, Verdict::Compatible)),
                _ => {}
            }
        }
    }
    pairs.sort_unstable();
    for (_, a, b, verdict) in pairs {
        let (here, there) =
            (ours.iter().position(|(at, _)| *at == a), theirs.iter().position(|(at, _)| *at == b));
        if let (Some(here), Some(there)) = (here, there) {
            ours.remove(here);
            theirs.remove(there);
            found.push(finding(one, a, other, b, verdict));
        }
    }
    let agreed = !found.is_empty();
    // Of what is left, one on each side is the same thing dated twice.
    if let ([(a, near_a)], [(b, near_b)]) = (&ours[..], &theirs[..]) {
        let (x, y) = (&one.digest.stated.dates[*a], &other.digest.stated.dates[*b]);
        let context = shared_context(near_a, near_b, lexicon) + usize::from(likeness >= CLOSE);
        let doubtful = agreed || likeness < SURE;
        let near = context >= if doubtful { 2 } else { 1 };
        let near = near && (likeness >= CLOSE || is_of_saying(one, x) == is_of_saying(other, y));
        if near && judge(one.text(&x.span), x, other.text(&y.span), y) == Some(Verdict::Differs) {
            found.push(finding(one, *a, other, *b, Verdict::Differs));
        }
    }
    found
}

/// Is it the day on which something was said, and not one on which it happened? It stands by the
/// word of saying, and in nothing that is said.
pub(in crate::compare) fn is_of_saying(told: Told<'_>, date: &Date) -> bool {
    const NEAR: usize = 30;
    let inside = |span: &Range<usize>| span.start <= date.span.start && date.span.end <= span.end;
    let all = told.sentence.cues.iter().map(|&at| &told.digest.stated.attributions[at]);
    let mut near = false;
    for attribution in all {
        if inside(&attribution.content) {
            return false;
        }
        let (start, end) = (attribution.cue.start, attribution.cue.end);
        let gap = date.span.start.saturating_sub(end).max(start.saturating_sub(date.span.end));
        near |= gap <= NEAR || attribution.source.as_ref().is_some_and(inside);
    }
    near
}

/// Can both be the same day? None when nothing can be said.
fn judge(words: &str, one: &Date, other_words: &str, other: &Date) -> Option<Verdict> {
    if words.eq_ignore_ascii_case(other_words)
        && one.days.is_some() == other.days.is_some()
        && one.days == other.days
    {
        return Some(Verdict::Same);
    }
    let readings =
        |date: &Date| -> Vec<Range<NaiveDate>> { date.days.iter().chain(&date.other).cloned().collect() };
    let (ours, theirs) = (readings(one), readings(other));
    if ours.is_empty() || theirs.is_empty() {
        // "Thursday" and "Friday" of articles without a date are different days all the same.
        let days =
            ours.is_empty() && theirs.is_empty() && one.grain == Grain::Day && other.grain == Grain::Day;
        let day = |w: &str| w.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let short = |w: &str| w.split_whitespace().count() <= 2;
        let apart = day(words) != day(other_words);
        return (days && short(words) && short(other_words) && apart).then_some(Verdict::Differs);
    }
    if one.days == other.days {
        return Some(Verdict::Same);
    }
    if is_spread(one, other) || is_spread(other, one) {
        return Some(Verdict::Differs);
    }
    let overlap = |a: &Range<NaiveDate>, b: &Range<NaiveDate>| a.start < b.end && b.start < a.end;
    if ours.iter().any(|a| theirs.iter().any(|b| overlap(a, b))) {
        return Some(Verdict::Compatible);
    }
    // Where one says "about", a gap as long as what it names is none.
    let gap = match (one.days.as_ref(), other.days.as_ref()) {
        (Some(a), Some(b)) => (a.start.max(b.start) - a.end.min(b.end)).num_days(),
        _ => 0,
    };
    let length = |d: &Date| d.days.as_ref().map_or(0, |r| (r.end - r.start).num_days());
    if (one.about || other.about) && gap <= length(one).max(length(other)) / 2 {
        return Some(Verdict::Compatible);
    }
    Some(Verdict::Differs)
}

/// Is one of them spread over several of what the other names one of: "in recent months", "this
/// month"? That is more than being vague.
fn is_spread(long: &Date, short: &Date) -> bool {
    let length = |d: &Date| d.days.as_ref().map_or(0, |r| (r.end - r.start).num_days());
    let least = match short.grain {
        Grain::Month => 59,
        Grain::Week => 14,
        Grain::Year => 730,
        _ => return false,
    };
    long.grain == Grain::Span && (least..=20 * least).contains(&length(long))
}

fn finding(one: Told<'_>, a: usize, other: Told<'_>, b: usize, verdict: Verdict) -> Finding {
    let (x, y) = (&one.digest.stated.dates[a], &other.digest.stated.dates[b]);
    let sides = [one.side(&x.span), other.side(&y.span)];
    let (here, there) = (&sides[0].value, &sides[1].value);
    let shown = |date: &Date, words: &str| match &date.days {
        Some(days) if (days.end - days.start).num_days() == 1 => {
            format!("{words} ({})", days.start.format("%-d %b %Y"))
        }
        Some(days) => {
            let last = days.end.pred_opt().unwrap_or(days.end);
            format!("{words} ({} to {})", days.start.format("%-d %b %Y"), last.format("%-d %b %Y"))
        }
        None => words.to_owned(),
    };
    let rule = match verdict {
        Verdict::Same => format!("both mean {}", shown(x, here)),
        Verdict::Compatible => format!("{} and {} overlap", shown(x, here), shown(y, there)),
        _ => format!("different days: {} and {} do not overlap", shown(x, here), shown(y, there)),
    };
    Finding { kind: Kind::Date, verdict, what: "when".to_owned(), rule, sides, deaths: false, usual: false }
}
