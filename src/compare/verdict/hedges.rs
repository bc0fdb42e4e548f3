//! Hedges of two sentences: what one holds for uncertain and the other tells as a fact.

use super::{Finding, Kind, Side, Told, Verdict};
use crate::compare::lexicon::Lexicon;

/// Below this likeness a hedge may concern what the other does not tell at all.
const ALIKE: f64 = 0.45;

pub(super) fn between(one: Told<'_>, other: Told<'_>, likeness: f64, lexicon: &Lexicon) -> Vec<Finding> {
    let (ours, theirs) = (one.sentence.hedges.clone(), other.sentence.hedges.clone());
    let hedge = |told: Told<'_>, at: usize| told.digest.stated.hedges[at].clone();
    match (ours.is_empty(), theirs.is_empty()) {
        (true, true) => Vec::new(),
        (false, false) => {
            let (a, b) = (hedge(one, ours.start), hedge(other, theirs.start));
            let verdict = if a.strength == b.strength { Verdict::Same } else { Verdict::Compatible };
            let sides = [one.side(&a.span), other.side(&b.span)];
            let rule = "both hold it for uncertain".to_owned();
            vec![Finding { kind: Kind::Hedge, verdict, what: what(), rule, sides, deaths: false }]
        }
        (ours_none, _) => {
            let (told, at, telling) =
                if ours_none { (other, theirs.start, one) } else { (one, ours.start, other) };
            let hedge = hedge(told, at);
            // What is hedged has to stand on the other side.
            let near = told.around(&hedge.span, lexicon);
            let common = near.iter().filter(|w| telling.sentence.words.contains(w)).count();
            if likeness < ALIKE || common * 2 < near.len().max(1) {
                return Vec::new();
            }
            let side = told.side(&hedge.span);
            let rule = format!("“{}” stands on one side only: the other tells it as certain", side.value);
            let none = Side { span: None, value: "no hedge".to_owned() };
            let sides = if ours_none { [none, side] } else { [side, none] };
            vec![Finding {
                kind: Kind::Hedge,
                verdict: Verdict::Widened,
                what: what(),
                rule,
                sides,
                deaths: false,
            }]
        }
    }
}

fn what() -> String {
    "how certain it is".to_owned()
}
