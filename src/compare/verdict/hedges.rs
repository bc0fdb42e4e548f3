//! Hedges of two sentences: what one holds for uncertain and the other tells as a fact.

use super::{Finding, Kind, MOST, Side, Told, Verdict, shared_context};
use crate::compare::lexicon::{Lexicon, WordId};
use crate::facts::hedges::Hedge;

/// Below this likeness a hedge may concern what the other does not tell at all.
const ALIKE: f64 = 0.35;

pub(super) fn between(one: Told<'_>, other: Told<'_>, likeness: f64, lexicon: &Lexicon) -> Vec<Finding> {
    let of = |told: Told<'_>| -> Vec<(Hedge, Vec<WordId>)> {
        let hedges = &told.digest.stated.hedges[told.sentence.hedges.clone()];
        hedges.iter().take(MOST).map(|h| (h.clone(), told.around(&h.span, lexicon))).collect()
    };
    let (ours, mut theirs) = (of(one), of(other));
    let mut found = Vec::new();
    let mut left = Vec::new();
    for (hedge, near) in ours {
        let like = theirs.iter().position(|(h, other_near)| {
            h.strength == hedge.strength && one.text(&hedge.span).eq_ignore_ascii_case(other.text(&h.span))
                || shared_context(&near, other_near, lexicon) > 0
        });
        match like {
            Some(at) => {
                let (h, _) = theirs.remove(at);
                let same = h.strength == hedge.strength;
                found.push(Finding {
                    kind: Kind::Hedge,
                    verdict: if same { Verdict::Same } else { Verdict::Compatible },
                    what: what(),
                    rule: "both hold it for uncertain".to_owned(),
                    sides: [one.side(&hedge.span), other.side(&h.span)],
                    deaths: false,
                    usual: false,
                });
            }
            None => left.push((hedge, near)),
        }
    }
    if likeness >= ALIKE {
        found.extend(left.iter().filter_map(|(hedge, near)| fell(one, hedge, near, other, false, lexicon)));
        found.extend(theirs.iter().filter_map(|(hedge, near)| fell(other, hedge, near, one, true, lexicon)));
    }
    found
}

/// A hedge whose matter the other side tells as certain.
fn fell(
    told: Told<'_>,
    hedge: &Hedge,
    near: &[WordId],
    telling: Told<'_>,
    swapped: bool,
    lexicon: &Lexicon,
) -> Option<Finding> {
    let there = |&&word: &&WordId| {
        telling.sentence.words.iter().any(|&other| other == word || lexicon.kinship(other, word) > 0.0)
    };
    if near.iter().filter(there).count() * 2 < near.len().max(1) {
        return None;
    }
    let side = told.side(&hedge.span);
    let rule = format!("“{}” stands on one side only: the other tells it as certain", side.value);
    let none = Side { span: None, value: "no hedge".to_owned() };
    let sides = if swapped { [none, side] } else { [side, none] };
    Some(Finding {
        kind: Kind::Hedge,
        verdict: Verdict::Widened,
        what: what(),
        rule,
        sides,
        deaths: false,
        usual: false,
    })
}

fn what() -> String {
    "how certain it is".to_owned()
}
