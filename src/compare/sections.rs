//! Which question a point belongs to, and which articles answer which question.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::digest::Digest;
use super::lexicon::{Class, Lexicon, WordId, share};
use super::points::{At, Points};
use crate::briefing::{Briefing, Questions};

/// What an article does about a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Coverage {
    /// It says nothing on it.
    #[default]
    Silent,
    /// It tells some of what is told.
    Partly,
    /// It tells most of it, or has a section of its own for it.
    Answers,
}

impl Coverage {
    /// The name that JSON uses, too.
    pub fn name(self) -> &'static str {
        match self {
            Self::Silent => "silent",
            Self::Partly => "partly",
            Self::Answers => "answers",
        }
    }
}

/// A point is near a question when this share of the weight of its words stands in what is said there.
const NEAR: f64 = 0.42;
/// An article answers when it tells this share of what several tell, or what the answer says.
const MOST: f64 = 0.5;

/// For each point its section, by number; `briefing.sections.len()` for none.
pub fn assign(
    briefing: &Briefing,
    digests: &[Digest],
    answers: &[Vec<WordId>],
    points: &Points,
    lexicon: &Lexicon,
) -> Vec<usize> {
    let none = briefing.sections.len();
    if none == 1 {
        // Where one thing is asked, all belongs to it.
        return vec![0; points.points.len()];
    }
    let own = own_sections(briefing);
    let section_of = |at: At| {
        let digest = &digests[at.article];
        digest.sentences[at.sentence].part.and_then(|part| own[at.article][part])
    };
    let mut assigned: Vec<Option<usize>> = points
        .points
        .iter()
        .map(|point| {
            let mut votes: FxHashMap<usize, usize> = FxHashMap::default();
            for &at in point.iter().flat_map(|&leader| &points.copies[leader]) {
                if let Some(section) = section_of(at) {
                    *votes.entry(section).or_default() += 1;
                }
            }
            votes.into_iter().max_by_key(|(section, count)| (*count, usize::MAX - section)).map(|(s, _)| s)
        })
        .collect();
    let profiles = profiles(none, digests, answers, points, &assigned, lexicon);
    for (number, point) in points.points.iter().enumerate() {
        if assigned[number].is_none() {
            assigned[number] = nearest(point, points, digests, &profiles, lexicon);
        }
    }
    assigned.into_iter().map(|section| section.unwrap_or(none)).collect()
}

/// For each article the briefing's section that each of its sections answers.
fn own_sections(briefing: &Briefing) -> Vec<Vec<Option<usize>>> {
    let questions = Questions::of(briefing);
    let number = |id: &crate::text::Text| briefing.sections.iter().position(|s| s.id == *id);
    briefing
        .articles
        .iter()
        .map(|a| a.sections.iter().map(|p| questions.answered_by(p).and_then(|s| number(&s.id))).collect())
        .collect()
}

/// For each section how often a word stands in its question, answer and points, and in all sections.
struct Profiles {
    by_section: Vec<FxHashMap<WordId, f64>>,
}

fn profiles(
    sections: usize,
    digests: &[Digest],
    answers: &[Vec<WordId>],
    points: &Points,
    assigned: &[Option<usize>],
    lexicon: &Lexicon,
) -> Profiles {
    let mut having: Vec<FxHashMap<WordId, f64>> = vec![FxHashMap::default(); sections];
    for (section, words) in answers.iter().enumerate() {
        for &word in words {
            having[section].insert(word, 1.0);
        }
    }
    for (point, section) in points.points.iter().zip(assigned) {
        let Some(section) = *section else { continue };
        for &leader in point {
            let at = points.leaders[leader];
            for &word in &digests[at.article].sentences[at.sentence].bag.words {
                having[section].entry(word).or_insert(0.7);
            }
        }
    }
    // A word that all questions share says nothing on which of them is meant.
    let mut spread: FxHashMap<WordId, u32> = FxHashMap::default();
    for word in having.iter().flat_map(FxHashMap::keys) {
        *spread.entry(*word).or_default() += 1;
    }
    for words in &mut having {
        words.retain(|word, _| lexicon.class(*word) != Class::Light);
        for (word, weight) in words.iter_mut() {
            *weight /= f64::from(spread[word]).sqrt();
        }
    }
    Profiles { by_section: having }
}

fn nearest(
    point: &[usize],
    points: &Points,
    digests: &[Digest],
    profiles: &Profiles,
    lexicon: &Lexicon,
) -> Option<usize> {
    let mut weights: FxHashMap<WordId, f64> = FxHashMap::default();
    for &leader in point {
        let at = points.leaders[leader];
        let bag = &digests[at.article].sentences[at.sentence].bag;
        for (&word, &weight) in bag.words.iter().zip(&bag.weights) {
            if lexicon.class(word) != Class::Light {
                weights.insert(word, weight);
            }
        }
    }
    let mut words: Vec<(WordId, f64)> = weights.into_iter().collect();
    words.sort_unstable_by_key(|(word, _)| *word);
    let total: f64 = words.iter().map(|(_, w)| w).sum();
    let near = |profile: &FxHashMap<WordId, f64>| {
        words.iter().map(|(word, weight)| profile.get(word).copied().unwrap_or(0.0) * weight).sum::<f64>()
            / total
    };
    profiles
        .by_section
        .iter()
        .enumerate()
        .map(|(section, profile)| (near(profile), section))
        .filter(|(near, _)| *near >= NEAR)
        .fold(None, |best: Option<(f64, usize)>, next| match best {
            Some(best) if best.0 >= next.0 => Some(best),
            _ => Some(next),
        })
        .map(|(_, section)| section)
}

/// Which article answers which section: for each section, in the order of the articles. The last
/// one is what belongs to no question.
pub fn coverage(briefing: &Briefing, points: &Points, assigned: &[usize]) -> Vec<Vec<Coverage>> {
    let articles = briefing.articles.len();
    let sections = briefing.sections.len() + 1;
    let own = own_sections(briefing);
    let mut told = vec![vec![0usize; articles]; sections];
    let mut shared = vec![vec![0usize; articles]; sections];
    let mut all = vec![0usize; sections];
    for (point, &section) in points.points.iter().zip(assigned) {
        let mut tellers: Vec<usize> =
            point.iter().flat_map(|&l| points.copies[l].iter().map(|at| at.article)).collect();
        tellers.sort_unstable();
        tellers.dedup();
        all[section] += usize::from(tellers.len() > 1);
        for &article in &tellers {
            told[section][article] += 1;
            shared[section][article] += usize::from(tellers.len() > 1);
        }
    }
    (0..sections)
        .map(|section| {
            (0..articles)
                .map(|article| {
                    let has_own = own[article].contains(&Some(section));
                    if told[section][article] == 0 {
                        Coverage::Silent
                    } else if has_own
                        || all[section] > 0 && share(shared[section][article], all[section]) >= MOST
                    {
                        Coverage::Answers
                    } else {
                        Coverage::Partly
                    }
                })
                .collect()
        })
        .collect()
}
