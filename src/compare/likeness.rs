//! How alike two sentences are: the weight of the words they share, in the manner of Dice.

use super::lexicon::{Lexicon, WordId};

/// The words of a sentence for comparing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bag {
    /// Each word once, by number.
    pub words: Vec<WordId>,
    /// What each weighs, in the same order.
    pub weights: Vec<f64>,
    /// What all weigh.
    pub total: f64,
}

impl Bag {
    /// Weighs the words of a sentence; all sentences have to be counted by then.
    pub fn of(words: &[WordId], lexicon: &Lexicon) -> Self {
        let mut words = words.to_vec();
        words.sort_unstable();
        words.dedup();
        let weights: Vec<f64> = words.iter().map(|&w| lexicon.weight(w)).collect();
        let total = weights.iter().sum();
        Self { words, weights, total }
    }
}

/// What two sentences share.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Shared {
    /// The weight of the words in both.
    pub same: f64,
    /// That of words of one sense or root, by how near they are.
    pub near: f64,
}

/// The weight that two sentences share; of words that are near, each counts for one other at most.
pub fn shared(one: &Bag, other: &Bag, lexicon: &Lexicon) -> Shared {
    let mut same = 0.0;
    let mut only_one = Vec::with_capacity(one.words.len());
    let mut only_other = Vec::with_capacity(other.words.len());
    let (mut a, mut b) = (0, 0);
    while a < one.words.len() || b < other.words.len() {
        match (one.words.get(a), other.words.get(b)) {
            (Some(x), Some(y)) if x == y => {
                same += one.weights[a];
                (a, b) = (a + 1, b + 1);
            }
            (Some(x), y) if y.is_none_or(|y| x < y) => {
                only_one.push(a);
                a += 1;
            }
            _ => {
                only_other.push(b);
                b += 1;
            }
        }
    }
    // Few words have kin there at all.
    let kin = only_other.iter().fold(0, |all, &y| all | lexicon.kin(other.words[y]));
    only_one.retain(|&x| lexicon.kin(one.words[x]) & kin != 0);
    // The heaviest choose first, so that the order of the words does not matter.
    only_one.sort_by(|&x, &y| one.weights[y].total_cmp(&one.weights[x]).then(x.cmp(&y)));
    let mut near = 0.0;
    for x in only_one {
        let mut best: Option<(f64, usize)> = None;
        for (at, &y) in only_other.iter().enumerate() {
            let kin = lexicon.kinship(one.words[x], other.words[y]);
            if kin > 0.0 && best.is_none_or(|(most, _)| kin > most) {
                best = Some((kin, at));
            }
        }
        if let Some((kin, at)) = best {
            let y = only_other.swap_remove(at);
            near += kin * one.weights[x].min(other.weights[y]);
        }
    }
    Shared { same, near }
}

/// 0 for nothing in common to 1 for the same words.
///
/// The weighted form of Dice's coefficient (1945), with near words counted in part.
pub fn likeness(one: &Bag, other: &Bag, lexicon: &Lexicon) -> f64 {
    let both = one.total + other.total;
    if both <= 0.0 {
        return 0.0;
    }
    let Shared { same, near } = shared(one, other, lexicon);
    2.0 * (same + near) / both
}
