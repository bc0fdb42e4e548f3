//! Which articles tell the same incident: a briefing may hold two, and what is alike in both is no
//! account of one event.

use rustc_hash::FxHashMap;

use super::lexicon::{Class, Lexicon, WordId};

/// Articles nearer than this on the average tell one story.
const ONE_STORY: f64 = 0.095;

/// Groups that grow together, with how near each is to each other one.
struct Groups {
    near: Vec<Vec<f64>>,
    sizes: Vec<f64>,
    alive: Vec<usize>,
    /// The nearest neighbour of each group; a merge touches only those that had one of the two.
    nearest: Vec<Option<(f64, usize)>>,
}

/// The story of each article, from 0 in the order of the articles that begin them.
///
/// The articles are vectors of their words (1 + ln of how often, times the inverse document
/// frequency among the articles, names and figures doubled), and joined by average linkage of the
/// cosine, from the nearest pair on, until no two groups are near enough.
pub fn stories(articles: &[Vec<WordId>], lexicon: &Lexicon) -> Vec<usize> {
    let vectors = vectors(articles, lexicon);
    let count = articles.len();
    let mut near: Vec<Vec<f64>> = vec![vec![0.0; count]; count];
    for one in 0..count {
        for other in one + 1..count {
            near[one][other] = cosine(&vectors[one], &vectors[other]);
            near[other][one] = near[one][other];
        }
    }
    let mut groups =
        Groups { near, sizes: vec![1.0; count], alive: (0..count).collect(), nearest: vec![None; count] };
    for group in 0..count {
        groups.nearest[group] = groups.look(group);
    }
    let mut story: Vec<usize> = (0..count).collect();
    while let Some((one, other)) = groups.next() {
        groups.join(one, other);
        story.iter_mut().filter(|group| **group == other).for_each(|group| *group = one);
    }
    let mut numbers = FxHashMap::default();
    story
        .into_iter()
        .map(|root| {
            let next = numbers.len();
            *numbers.entry(root).or_insert(next)
        })
        .collect()
}

impl Groups {
    fn look(&self, group: usize) -> Option<(f64, usize)> {
        let others = self.alive.iter().filter(|&&other| other != group);
        first_most(others.map(|&other| (self.near[group][other], other)))
    }

    /// The two nearest groups, if they are near enough.
    fn next(&self) -> Option<(usize, usize)> {
        let (likeness, one) = first_most(
            self.alive.iter().filter_map(|&g| self.nearest[g].map(|(likeness, _)| (likeness, g))),
        )?;
        let (_, other) = self.nearest[one]?;
        (likeness >= ONE_STORY).then_some((one.min(other), one.max(other)))
    }

    fn join(&mut self, one: usize, other: usize) {
        self.alive.retain(|&g| g != other);
        let both = self.sizes[one] + self.sizes[other];
        for &group in self.alive.iter().filter(|&&g| g != one) {
            let sum = self.near[group][one] * self.sizes[one] + self.near[group][other] * self.sizes[other];
            self.near[group][one] = sum / both;
            self.near[one][group] = sum / both;
        }
        self.sizes[one] = both;
        for at in 0..self.alive.len() {
            let group = self.alive[at];
            let nearest = self.nearest[group];
            if group == one || nearest.is_some_and(|(_, n)| n == one || n == other) {
                self.nearest[group] = self.look(group);
            } else if nearest.is_some_and(|(likeness, _)| self.near[group][one] > likeness) {
                self.nearest[group] = Some((self.near[group][one], one));
            }
        }
    }
}

/// The first of those that are most.
fn first_most(all: impl Iterator<Item = (f64, usize)>) -> Option<(f64, usize)> {
    all.fold(None, |best, next| match best {
        Some((most, _)) if most >= next.0 => best,
        _ => Some(next),
    })
}

/// The words of each article with their weights, sorted by word, of length 1.
fn vectors(articles: &[Vec<WordId>], lexicon: &Lexicon) -> Vec<Vec<(WordId, f64)>> {
    let counts: Vec<FxHashMap<WordId, u32>> = articles
        .iter()
        .map(|words| {
            let mut counts = FxHashMap::default();
            for &word in words.iter().filter(|&&w| lexicon.class(w) != Class::Light) {
                *counts.entry(word).or_default() += 1;
            }
            counts
        })
        .collect();
    let mut having: FxHashMap<WordId, u32> = FxHashMap::default();
    for word in counts.iter().flat_map(FxHashMap::keys) {
        *having.entry(*word).or_default() += 1;
    }
    let all = f64::from(u32::try_from(articles.len()).unwrap_or(u32::MAX));
    let weigh = |word: WordId, count: u32| {
        let rare = ((all + 1.0) / (f64::from(having[&word]) + 0.5)).ln().max(0.0);
        let telling = matches!(lexicon.class(word), Class::Name | Class::Number);
        (1.0 + f64::from(count).ln()) * rare * if telling { std::f64::consts::SQRT_2 } else { 1.0 }
    };
    counts
        .into_iter()
        .map(|counts| {
            let mut vector: Vec<(WordId, f64)> = counts
                .into_iter()
                .filter(|(word, _)| having[word] > 1)
                .map(|(word, count)| (word, weigh(word, count)))
                .collect();
            vector.sort_unstable_by_key(|(word, _)| *word);
            let length = vector.iter().map(|(_, w)| w * w).sum::<f64>().sqrt();
            if length > 0.0 {
                for (_, weight) in &mut vector {
                    *weight /= length;
                }
            }
            vector
        })
        .collect()
}

fn cosine(one: &[(WordId, f64)], other: &[(WordId, f64)]) -> f64 {
    let (mut a, mut b, mut sum) = (0, 0, 0.0);
    while let (Some((x, weight)), Some((y, other_weight))) = (one.get(a), other.get(b)) {
        match x.cmp(y) {
            std::cmp::Ordering::Equal => {
                sum += weight * other_weight;
                (a, b) = (a + 1, b + 1);
            }
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
        }
    }
    sum
}
