//! Figures of two sentences: which count the same, and whether both can hold.

use super::{Finding, Kind, MOST, Told, Verdict, one_line, shared_context};
use crate::compare::lexicon::{Lexicon, WordId};
use crate::facts::figures::{Bound, Figure, Kind as Counted, Outcome};

/// From this much evidence on, two figures count the same, so that a difference is one.
const ENOUGH: i32 = 3;
/// Sentences as like as this have their figures in the same places.
const CLOSE: f64 = 0.6;
/// Measures in two units agree within this share, because texts round them.
const ROUNDING: f64 = 0.02;
/// Two bounds of one kind differ from this share on.
const APART: f64 = 0.1;

pub(super) fn between(one: Told<'_>, other: Told<'_>, likeness: f64, lexicon: &Lexicon) -> Vec<Finding> {
    let of = |told: Told<'_>| -> Vec<(usize, Vec<WordId>)> {
        told.sentence
            .figures
            .clone()
            .take(MOST)
            .map(|at| (at, told.around(&told.digest.stated.figures[at].whole, lexicon)))
            .collect()
    };
    let (ours, theirs) = (of(one), of(other));
    let sole = |all: &[(usize, Vec<WordId>)], told: Told<'_>, like: &Figure| {
        all.iter().filter(|(at, _)| comparable(figure(told, *at), like)).count() == 1
    };
    let mut pairs = Vec::new();
    for (a, near_a) in &ours {
        for (b, near_b) in &theirs {
            let (x, y) = (figure(one, *a), figure(other, *b));
            if !comparable(x, y) {
                continue;
            }
            let Some(mut evidence) = matter(one, x, other, y, lexicon) else { continue };
            evidence += i32::try_from(shared_context(near_a, near_b, lexicon).min(3)).unwrap_or(3);
            evidence += if sole(&ours, one, y) && sole(&theirs, other, x) { 2 } else { 0 };
            evidence += i32::from(likeness >= CLOSE);
            let same = i32::from(judge(x, y) == Verdict::Same);
            pairs.push((evidence + same * 4, evidence, *a, *b));
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
        let verdict = match judge(x, y) {
            Verdict::Differs if is_part(one, x, other, y, lexicon) => Verdict::Compatible,
            verdict => verdict,
        };
        if evidence < if verdict == Verdict::Same { 0 } else { ENOUGH } {
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
    let units = match one.kind {
        Counted::Money => one.unit == other.unit || one.unit.is_none() || other.unit.is_none(),
        Counted::Measure => one.base().unit == other.base().unit && one.base().per == other.base().per,
        _ => true,
    };
    one.kind == other.kind && units
}

/// How much what is counted speaks for it that the two count the same, or against it; none where
/// they cannot.
fn matter(one: Told<'_>, x: &Figure, other: Told<'_>, y: &Figure, lexicon: &Lexicon) -> Option<i32> {
    let outcome = match (x.outcome, y.outcome) {
        (Some(a), Some(b)) if a == b => 2,
        // The dead are no injured.
        (Some(_), Some(_)) => return None,
        _ => 0,
    };
    let noun = match (&x.noun, &y.noun) {
        (Some(a), Some(b)) => {
            let (a, b) = (words_in(one, a), words_in(other, b));
            let kin = a.iter().any(|&a| b.iter().any(|&b| a == b || lexicon.kinship(a, b) > 0.0));
            // "Five people", of whom two are officers: what one counts may be a part of the other.
            let anybody = lexicon.is_anybody(&a) || lexicon.is_anybody(&b);
            if kin {
                2
            } else if outcome > 0 && anybody {
                0
            } else if outcome > 0 {
                return None;
            } else {
                -2
            }
        }
        _ => 0,
    };
    Some(outcome + noun)
}

/// Does a text say nothing that a figure could hold with: no value that overlaps with it, no two
/// that add up to it?
pub fn at_odds(figure: &Figure, others: &[Figure]) -> bool {
    let percent = |f: &Figure| match f.kind {
        // "two thirds", "60 %"
        Counted::Ratio if f.high <= 1.0 => (f.low * 89.0, f.high * 111.0),
        _ => (f.low, f.high),
    };
    let holds = |other: &Figure| {
        let ((low, high), (other_low, other_high)) = (percent(figure), percent(other));
        let shares = [figure.kind, other.kind].iter().all(|k| matches!(k, Counted::Ratio | Counted::Percent));
        let overlap = low <= other_high && other_low <= high;
        // "At least 28" does not bear "at least 100" out.
        let overlap = overlap && (figure.bound != Bound::AtLeast || other_low >= low);
        overlap && (shares || figure.kind == other.kind || equal(low, other_low))
            || figure.bound != Bound::AtLeast
                && comparable(figure, other)
                && judge(figure, other) != Verdict::Differs
    };
    let adds_up = || {
        let counts: Vec<f64> =
            others.iter().filter(|f| f.kind == figure.kind).map(|f| f.low).take(30).collect();
        let pair = |(at, a): (usize, &f64)| {
            counts[at + 1..].iter().any(|b| a + b >= figure.low && a + b <= figure.high)
        };
        counts.iter().enumerate().any(pair)
    };
    !others.iter().any(holds) && !adds_up()
}

/// Does one count people and the other some of them: "five people", "two officers"?
fn is_part(one: Told<'_>, x: &Figure, other: Told<'_>, y: &Figure, lexicon: &Lexicon) -> bool {
    let (Some(a), Some(b)) = (&x.noun, &y.noun) else { return false };
    let (a, b) = (words_in(one, a), words_in(other, b));
    lexicon.is_anybody(&a) != lexicon.is_anybody(&b)
}

fn words_in(told: Told<'_>, span: &std::ops::Range<usize>) -> Vec<WordId> {
    told.sentence.within(span).map(|(_, word)| word).collect()
}

/// The same number, infinite ones too.
fn equal(one: f64, other: f64) -> bool {
    one.total_cmp(&other).is_eq()
}

/// Can both hold?
fn judge(one: &Figure, other: &Figure) -> Verdict {
    let (ours, theirs) = (one.base(), other.base());
    let ((low, high), (other_low, other_high)) = ((ours.low, ours.high), (theirs.low, theirs.high));
    // Nothing is near to infinity: an open end is equal to an open end alone.
    let near = |a: f64, b: f64, by: f64| (a - b).abs() <= (by * a.abs().max(b.abs())).min(f64::MAX);
    let rounded = |a: f64, b: f64, by: f64| equal(a, b) || near(a, b, by);
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
                _ => equal(open.low, exact.low) || equal(open.high, exact.high),
            }
    };
    if became_exact(one, other) || became_exact(other, one) {
        return Verdict::Widened;
    }
    if low <= other_high && other_low <= high || is_rounding(one, other) {
        // "At least five" and "at least nine" can both hold, and still count two things.
        let bounded = one.bound == other.bound && matches!(one.bound, Bound::AtLeast | Bound::AtMost);
        let edge = |low: f64, high: f64| if high.is_finite() { high } else { low };
        let (a, b) = (edge(low, high), edge(other_low, other_high));
        if bounded && !rounded(a, b, APART) { Verdict::Differs } else { Verdict::Compatible }
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
    let unit =
        verdict == Verdict::Differs && equal(x.low, y.low) && equal(x.high, y.high) && x.unit != y.unit;
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
    // What bounds a figure may stand before its sentence: a sign in a line of its own.
    let side =
        |told: Told<'_>, f: &Figure| told.side(&(f.whole.start.max(told.sentence.span.start)..f.whole.end));
    let sides = [side(one, x), side(other, y)];
    let (a, b) = (&sides[0].value, &sides[1].value);
    let rule = match verdict {
        Verdict::Same => format!("both say {a}"),
        Verdict::Compatible if judge(x, y) == Verdict::Differs => {
            format!("“{a}” and “{b}” can both hold: one may count a part of the other")
        }
        Verdict::Compatible => format!("“{a}” and “{b}” can both hold: one is vaguer"),
        Verdict::Widened => format!("“{a}” and “{b}”: a bound that one gives is missing in the other"),
        _ if x.bound == y.bound && x.bound != Bound::Exact && x.bound != Bound::Between => {
            format!("“{a}” and “{b}” are different bounds of what seems to be one count")
        }
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
        usual: false,
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
