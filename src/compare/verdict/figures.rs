//! Figures of two sentences: which count the same, and whether both can hold.

use super::{Finding, Kind, Side, Told, Verdict, one_line, shared_context};
use crate::compare::lexicon::{Lexicon, WordId};
use crate::facts::figures::{Bound, Figure, Kind as Counted, Outcome};

/// From this much evidence on, two figures count the same, so that a difference is one.
const ENOUGH: u32 = 3;
/// Measures in two units agree within this share, because texts round them.
const ROUNDING: f64 = 0.02;

pub(super) fn between(one: Told<'_>, other: Told<'_>, lexicon: &Lexicon) -> Vec<Finding> {
    let of = |told: Told<'_>| -> Vec<(usize, Vec<WordId>)> {
        told.sentence
            .figures
            .clone()
            .map(|at| (at, told.around(&told.digest.stated.figures[at].whole, lexicon)))
            .collect()
    };
    let (ours, theirs) = (of(one), of(other));
    let mut pairs = Vec::new();
    for (a, near_a) in &ours {
        for (b, near_b) in &theirs {
            let (x, y) = (figure(one, *a), figure(other, *b));
            if !comparable(x, y) {
                continue;
            }
            let sole = |all: &[(usize, Vec<WordId>)], told: Told<'_>, kind: Counted| {
                all.iter().filter(|(at, _)| figure(told, *at).kind == kind).count() == 1
            };
            let alone = sole(&ours, one, x.kind) && sole(&theirs, other, y.kind);
            let context = shared_context(near_a, near_b, lexicon).min(3);
            let same = matches!(judge(x, y), Verdict::Same);
            if let Some(evidence) = evidence(one, x, other, y, lexicon) {
                let context = u32::try_from(context).unwrap_or(3);
                let sum = evidence + context + u32::from(alone) * 2;
                pairs.push((sum + u32::from(same) * 4, sum, *a, *b));
            }
        }
    }
    // What is equal finds its like first; what is left over may differ.
    pairs.sort_by(|p, q| q.0.cmp(&p.0).then(p.2.cmp(&q.2)).then(p.3.cmp(&q.3)));
    let (mut used_a, mut used_b) = (Vec::new(), Vec::new());
    let mut found = Vec::new();
    for (_, evidence, a, b) in pairs {
        if used_a.contains(&a) || used_b.contains(&b) {
            continue;
        }
        let (x, y) = (figure(one, a), figure(other, b));
        let verdict = judge(x, y);
        if verdict != Verdict::Same && evidence < ENOUGH {
            continue;
        }
        used_a.push(a);
        used_b.push(b);
        found.push(finding(one, x, other, y, verdict));
    }
    found
}

fn figure(told: Told<'_>, at: usize) -> &Figure {
    &told.digest.stated.figures[at]
}

/// Could the two count the same at all?
fn comparable(one: &Figure, other: &Figure) -> bool {
    let kinds = one.kind == other.kind;
    let outcomes = one.outcome.zip(other.outcome).is_none_or(|(a, b)| a == b);
    let units = match one.kind {
        Counted::Money => one.unit == other.unit || one.unit.is_none() || other.unit.is_none(),
        Counted::Measure => one.base().unit == other.base().unit && one.base().per == other.base().per,
        _ => true,
    };
    kinds && outcomes && units
}

/// How much speaks for it that the two count the same; none when something speaks against it.
fn evidence(one: Told<'_>, x: &Figure, other: Told<'_>, y: &Figure, lexicon: &Lexicon) -> Option<u32> {
    let mut sum = 0;
    if x.outcome.is_some() && x.outcome == y.outcome {
        sum += 2;
    }
    match (&x.noun, &y.noun) {
        (Some(a), Some(b)) => {
            let (a, b) = (words_in(one, a), words_in(other, b));
            let kin = a.iter().any(|&a| b.iter().any(|&b| a == b || lexicon.kinship(a, b) > 0.0));
            if kin {
                sum += 2;
            } else if x.outcome.is_none() || x.kind != Counted::Count {
                return None;
            }
        }
        (None, None) => {}
        _ if x.kind == Counted::Count && sum == 0 => return Some(0),
        _ => {}
    }
    Some(sum)
}

/// Does a text say nothing that a figure could hold with? Told of the numbers of the sentences of
/// the text.
pub fn at_odds(figure: &Figure, others: &[Figure]) -> bool {
    !others.iter().any(|other| {
        let alike = comparable(figure, other) || figure.low == other.low && figure.high == other.high;
        alike && matches!(judge(figure, other), Verdict::Same | Verdict::Compatible | Verdict::Widened)
    })
}

fn words_in(told: Told<'_>, span: &std::ops::Range<usize>) -> Vec<WordId> {
    let sentence = told.sentence;
    sentence.places.iter().zip(&sentence.words).filter(|(p, _)| span.contains(*p)).map(|(_, w)| *w).collect()
}

/// Can both hold?
fn judge(one: &Figure, other: &Figure) -> Verdict {
    let (ours, theirs) = (one.base(), other.base());
    let ((low, high), (other_low, other_high)) = ((ours.low, ours.high), (theirs.low, theirs.high));
    let rounded = |a: f64, b: f64, by: f64| a == b || (a - b).abs() <= by * a.abs().max(b.abs());
    let by = if one.unit == other.unit { 1e-9 } else { ROUNDING };
    if rounded(low, other_low, by) && rounded(high, other_high, by) {
        return match (one.bound, other.bound) {
            (a, b) if a == b => Verdict::Same,
            // "about 300" retold as "300"
            (Bound::About, Bound::Exact) | (Bound::Exact, Bound::About) => Verdict::Widened,
            _ => Verdict::Same,
        };
    }
    let became_exact = |open: &Figure, exact: &Figure| {
        exact.bound == Bound::Exact
            && matches!(open.bound, Bound::AtLeast | Bound::AtMost | Bound::About)
            && match open.bound {
                Bound::About => rounded(f64::midpoint(open.low, open.high), exact.low, 1e-9),
                _ => open.low == exact.low || open.high == exact.high,
            }
    };
    if became_exact(one, other) || became_exact(other, one) {
        return Verdict::Widened;
    }
    if low <= other_high && other_low <= high || is_rounding(one, other) {
        Verdict::Compatible
    } else {
        Verdict::Differs
    }
}

/// Is one the other, written with fewer digits ("1.34 million", "1.3 million")? Small counts are
/// never rounded.
fn is_rounding(one: &Figure, other: &Figure) -> bool {
    let exact = one.bound == Bound::Exact && other.bound == Bound::Exact && one.unit == other.unit;
    let (a, b) = (one.low, other.low);
    if !exact || a.abs().min(b.abs()) < 100.0 && one.kind == Counted::Count {
        return false;
    }
    let rounds = |fine: f64, coarse: f64| {
        // The last digit that the coarse one has.
        let mut step = 1e15;
        while step > 1e-6 && (coarse / step - (coarse / step).round()).abs() > 1e-9 {
            step /= 10.0;
        }
        step > 1e-6 && (fine - coarse).abs() <= step / 2.0 && step < coarse.abs()
    };
    rounds(a, b) || rounds(b, a)
}

fn finding(one: Told<'_>, x: &Figure, other: Told<'_>, y: &Figure, verdict: Verdict) -> Finding {
    let unit = verdict == Verdict::Differs && x.low == y.low && x.high == y.high && x.unit != y.unit;
    let noun = |told: Told<'_>, f: &Figure| f.noun.as_ref().map(|n| one_line(told.text(n)));
    let what = match (x.outcome.or(y.outcome), noun(one, x).or_else(|| noun(other, y))) {
        (Some(outcome), Some(noun)) => format!("{noun} {}", outcome_name(outcome)),
        (Some(outcome), None) => outcome_name(outcome).to_owned(),
        (None, Some(noun)) => noun,
        (None, None) => match x.kind {
            Counted::Percent => "share".to_owned(),
            Counted::Money => "amount".to_owned(),
            Counted::Ordinal => "which one".to_owned(),
            _ => "figure".to_owned(),
        },
    };
    let side =
        |told: Told<'_>, f: &Figure| Side { value: one_line(told.text(&f.whole)), ..told.side(&f.whole) };
    let sides = [side(one, x), side(other, y)];
    let (a, b) = (&sides[0].value, &sides[1].value);
    let rule = match verdict {
        Verdict::Same => format!("both say {a}"),
        Verdict::Compatible => format!("“{a}” and “{b}” can both hold: one is vaguer"),
        Verdict::Widened => format!("“{a}” and “{b}”: a bound that one gives is missing in the other"),
        _ if unit => format!("the same number in different units: {a}, {b}"),
        _ => format!("“{a}” and “{b}” cannot both hold"),
    };
    Finding {
        kind: if unit { Kind::Unit } else { Kind::Figure },
        verdict,
        what,
        rule,
        sides,
        deaths: x.outcome == Some(Outcome::Killed) || y.outcome == Some(Outcome::Killed),
    }
}

fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Killed => "killed",
        Outcome::Injured => "injured",
        Outcome::Missing => "missing",
        Outcome::Arrested => "arrested",
        Outcome::Kidnapped => "kidnapped",
        Outcome::Displaced => "displaced",
        Outcome::Rescued => "rescued",
    }
}
