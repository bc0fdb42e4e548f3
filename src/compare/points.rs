//! Points: sentences of several articles that tell the same thing.
//!
//! Candidates come from an inverted index over the words that are rare enough to tell something,
//! so that cost grows with what matches. A sentence that is nearly the same as one before it joins
//! that one and is not looked up again: a thousand copies cost what one does. Links are then
//! joined by average linkage from the strongest on, and a sentence that tells two things (a
//! retelling often does) is an account of both.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::digest::{Digest, Sentence};
use super::lexicon::{Class, Lexicon, WordId};
use super::likeness::shared;
use super::verdict::{Told, quotes};

/// From this likeness on, sentences of two articles tell the same.
pub const LINK: f64 = 0.30;
/// Less is enough where nothing else in the other article comes near: a retelling keeps few words.
pub(super) const WEAK: f64 = 0.2;
/// How much nearer than the next one such a sentence has to be.
const MARGIN: f64 = 1.2;
/// Articles of two stories need more.
const LINK_APART: f64 = 0.55;
/// Groups are joined down to this average likeness.
const JOIN: f64 = 0.15;
/// From this likeness on, a sentence is one that was there before.
const COPY: f64 = 0.92;
/// A sentence is looked up by so many of its rarest words.
const LOOKED_UP: usize = 12;
/// A word that so many different sentences have finds nothing in particular.
const FREQUENT: usize = 400;
/// So many candidates are compared in full.
const CANDIDATES: usize = 32;

/// A sentence of an article, by numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct At {
    /// Which article.
    pub article: usize,
    /// Which of its sentences.
    pub sentence: usize,
}

/// Two sentences of different articles that are alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// The numbers of the sentences among those that stand for others.
    pub ends: [usize; 2],
    /// How alike.
    pub likeness: f64,
}

/// What sentences tell together: for each point its sentences, in order, and all links.
#[derive(Debug, Default)]
pub struct Points {
    /// The sentences that stand for themselves and their copies.
    pub leaders: Vec<At>,
    /// For each leader all that say the same, itself first.
    pub copies: Vec<Vec<At>>,
    /// What is alike.
    pub links: Vec<Link>,
    /// For each leader its links, by number.
    pub links_of: Vec<Vec<usize>>,
    /// For each point its leaders.
    pub points: Vec<Vec<usize>>,
}

/// How alike two sentences are for alignment: what they share, over a mean of their weights that
/// leans to the shorter one, because a retelling is shorter than what it retells.
pub fn alignment(one: &Sentence, other: &Sentence, lexicon: &Lexicon) -> f64 {
    const SHORT: f64 = 0.65;
    let (low, high) = if one.bag.total <= other.bag.total {
        (one.bag.total, other.bag.total)
    } else {
        (other.bag.total, one.bag.total)
    };
    if low <= 0.0 {
        return 0.0;
    }
    let common = shared(&one.bag, &other.bag, lexicon);
    // One rare word in common is no event in common.
    let least = 2.0 * lexicon.rarest();
    let full = (SHORT * low + (1.0 - SHORT) * high).max(least);
    ((common.same + common.near) / full).min(1.0)
}

/// Lines up the sentences of all articles. `story` is the story of each article.
pub fn points(digests: &[Digest], story: &[usize], lexicon: &Lexicon) -> Points {
    let mut found = Points::default();
    let mut index: FxHashMap<WordId, Vec<usize>> = FxHashMap::default();
    let mut exact: FxHashMap<&[WordId], usize> = FxHashMap::default();
    let mut weights: Vec<f64> = Vec::new();
    for (article, digest) in digests.iter().enumerate() {
        for (number, sentence) in digest.sentences.iter().enumerate() {
            let at = At { article, sentence: number };
            if sentence.heading || sentence.words.is_empty() {
                continue;
            }
            if let Some(&leader) = exact.get(&sentence.words[..]) {
                found.copies[leader].push(at);
                continue;
            }
            let links = look_up(at, sentence, digests, &index, &found.leaders, &mut weights, story, lexicon);
            if let Some(copy) =
                links.iter().find(|l| l.1 >= COPY && is_copy(sentence, at, found.leaders[l.0], digests))
            {
                found.copies[copy.0].push(at);
                exact.insert(&sentence.words, copy.0);
                continue;
            }
            let own = found.leaders.len();
            exact.insert(&sentence.words, own);
            found.leaders.push(at);
            found.copies.push(vec![at]);
            weights.push(0.0);
            found
                .links
                .extend(links.into_iter().map(|(other, likeness)| Link { ends: [other, own], likeness }));
            for &word in sentence.bag.words.iter().filter(|&&w| lexicon.class(w) != Class::Light) {
                index.entry(word).or_default().push(own);
            }
        }
    }
    found.links.extend(quoted_alike(&found, digests, lexicon));
    keep_near(&mut found);
    found.links_of = vec![Vec::new(); found.leaders.len()];
    for (number, link) in found.links.iter().enumerate() {
        link.ends.iter().for_each(|&end| found.links_of[end].push(number));
    }
    found.points = join(&found);
    also_told(&found.links, &found.leaders, &mut found.points);
    found
}

/// Links between sentences that quote the same words, or a few words of one sense; what else they
/// say may have nothing in common.
fn quoted_alike(found: &Points, digests: &[Digest], lexicon: &Lexicon) -> Vec<Link> {
    /// A word that so many quotations have is in many quotations.
    const MANY: usize = 40;
    let mut having: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (leader, &at) in found.leaders.iter().enumerate() {
        let told =
            Told { digest: &digests[at.article], sentence: &digests[at.article].sentences[at.sentence] };
        for key in quotes::keys(told, lexicon) {
            let leaders = having.entry(key).or_default();
            if leaders.last() != Some(&leader) {
                leaders.push(leader);
            }
        }
    }
    let known: FxHashSet<[usize; 2]> = found.links.iter().map(|l| l.ends).collect();
    let mut pairs: Vec<[usize; 2]> = Vec::new();
    for leaders in having.values().filter(|l| l.len() <= MANY) {
        for (number, &one) in leaders.iter().enumerate() {
            let later = leaders[number + 1..].iter().map(|&other| [one, other]);
            pairs.extend(later.filter(|[a, b]| found.leaders[*a].article != found.leaders[*b].article));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let told = |leader: usize| {
        let at = found.leaders[leader];
        Told { digest: &digests[at.article], sentence: &digests[at.article].sentences[at.sentence] }
    };
    pairs
        .into_iter()
        .filter(|pair| !known.contains(pair))
        .filter(|[a, b]| quotes::alike(told(*a), told(*b), lexicon))
        .map(|ends| Link { ends, likeness: LINK })
        .collect()
}

/// Leaves out weak links but those that stand alone: the best of one end by a margin, and one of
/// the two best of the other end, among what links the two articles.
fn keep_near(found: &mut Points) {
    let mut best: FxHashMap<(usize, usize), Vec<f64>> = FxHashMap::default();
    for link in &found.links {
        for [here, there] in [link.ends, [link.ends[1], link.ends[0]]] {
            best.entry((here, found.leaders[there].article)).or_default().push(link.likeness);
        }
    }
    for likenesses in best.values_mut() {
        likenesses.sort_by(|a, b| b.total_cmp(a));
    }
    let leaders = &found.leaders;
    let rank = |here: usize, there: usize| &best[&(here, leaders[there].article)];
    found.links.retain(|link| {
        if link.likeness >= LINK {
            return true;
        }
        let ends = [link.ends, [link.ends[1], link.ends[0]]];
        let alone = |[here, there]: [usize; 2]| {
            let all = rank(here, there);
            all[0] <= link.likeness && all.get(1).is_none_or(|second| link.likeness >= MARGIN * second)
        };
        let among_two =
            |[here, there]: [usize; 2]| rank(here, there).get(1).is_none_or(|s| link.likeness >= *s);
        alone(ends[0]) && among_two(ends[1]) || alone(ends[1]) && among_two(ends[0])
    });
}

/// A copy has the same values, so that what differs is still compared.
fn is_copy(sentence: &Sentence, at: At, leader: At, digests: &[Digest]) -> bool {
    let values = |at: At, sentence: &Sentence| {
        let stated = &digests[at.article].stated;
        let figures: Vec<_> = stated.figures[sentence.figures.clone()]
            .iter()
            .map(|f| (f.low.to_bits(), f.high.to_bits()))
            .collect();
        let dates: Vec<_> = stated.dates[sentence.dates.clone()].iter().map(|d| d.days.clone()).collect();
        (figures, dates, sentence.quotes.len(), sentence.hedges.len())
    };
    let other = &digests[leader.article].sentences[leader.sentence];
    at.article != leader.article && values(at, sentence) == values(leader, other)
}

#[allow(clippy::too_many_arguments)] // one step of a loop, with what the loop keeps
fn look_up(
    at: At,
    sentence: &Sentence,
    digests: &[Digest],
    index: &FxHashMap<WordId, Vec<usize>>,
    leaders: &[At],
    weights: &mut [f64],
    story: &[usize],
    lexicon: &Lexicon,
) -> Vec<(usize, f64)> {
    let mut rare: Vec<(f64, WordId)> = sentence
        .bag
        .words
        .iter()
        .zip(&sentence.bag.weights)
        .filter(|(w, _)| lexicon.class(**w) != Class::Light)
        .map(|(w, weight)| (*weight, *w))
        .collect();
    rare.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut touched = Vec::new();
    let known = rare.iter().filter_map(|(weight, word)| Some((weight, index.get(word)?)));
    for (weight, having) in known.filter(|(_, having)| having.len() <= FREQUENT).take(LOOKED_UP) {
        for &leader in having {
            if weights[leader] == 0.0 {
                touched.push(leader);
            }
            weights[leader] += weight;
        }
    }
    let mut candidates: Vec<(f64, usize)> = Vec::with_capacity(touched.len());
    for leader in touched {
        candidates.push((weights[leader], leader));
        weights[leader] = 0.0;
    }
    candidates.retain(|(_, leader)| leaders[*leader].article != at.article);
    let heaviest = |a: &(f64, usize), b: &(f64, usize)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    if candidates.len() > CANDIDATES {
        candidates.select_nth_unstable_by(CANDIDATES, heaviest);
        candidates.truncate(CANDIDATES);
    }
    candidates.sort_by(heaviest);
    let mut links: Vec<(usize, f64)> = candidates
        .into_iter()
        .filter_map(|(_, leader)| {
            let other = leaders[leader];
            let likeness = alignment(sentence, &digests[other.article].sentences[other.sentence], lexicon);
            let least = if story[at.article] == story[other.article] { WEAK } else { LINK_APART };
            (likeness >= least).then_some((leader, likeness))
        })
        .collect();
    links.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    links
}

/// A pair of groups that may be joined, the strongest first.
#[derive(PartialEq)]
struct Candidate {
    likeness: f64,
    ends: [usize; 2],
}

impl Eq for Candidate {}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.likeness.total_cmp(&other.likeness).then_with(|| other.ends.cmp(&self.ends))
    }
}

/// Joins leaders by average linkage over the links; what is not linked counts as not alike.
fn join(found: &Points) -> Vec<Vec<usize>> {
    let count = found.leaders.len();
    let mut sums: Vec<FxHashMap<usize, f64>> = vec![FxHashMap::default(); count];
    let mut heap = BinaryHeap::new();
    for link in &found.links {
        let [a, b] = link.ends;
        sums[a].insert(b, link.likeness);
        sums[b].insert(a, link.likeness);
        heap.push(Candidate { likeness: link.likeness, ends: [a.min(b), a.max(b)] });
    }
    let mut members: Vec<Vec<usize>> = (0..count).map(|leader| vec![leader]).collect();
    let average = |sums: &[FxHashMap<usize, f64>], members: &[Vec<usize>], a: usize, b: usize| {
        let pairs = u32::try_from(members[a].len() * members[b].len()).map_or(f64::MAX, f64::from);
        sums[a].get(&b).map(|sum| sum / pairs)
    };
    while let Some(Candidate { likeness, ends: [a, b] }) = heap.pop() {
        if likeness < JOIN {
            break;
        }
        // What was joined since has another average, and another entry.
        if members[a].is_empty() || members[b].is_empty() {
            continue;
        }
        match average(&sums, &members, a, b) {
            Some(now) if (now - likeness).abs() < 1e-12 => {}
            _ => continue,
        }
        let (into, from) = if members[a].len() >= members[b].len() { (a, b) } else { (b, a) };
        let moved = std::mem::take(&mut members[from]);
        members[into].extend(moved);
        let neighbours = std::mem::take(&mut sums[from]);
        for (neighbour, sum) in neighbours {
            sums[neighbour].remove(&from);
            if neighbour != into {
                *sums[into].entry(neighbour).or_default() += sum;
                *sums[neighbour].entry(into).or_default() += sum;
            }
        }
        sums[into].remove(&from);
        let mut near: Vec<usize> = sums[into].keys().copied().collect();
        near.sort_unstable();
        for neighbour in near {
            if let Some(likeness) = average(&sums, &members, into, neighbour) {
                heap.push(Candidate { likeness, ends: [into.min(neighbour), into.max(neighbour)] });
            }
        }
    }
    let mut points: Vec<Vec<usize>> = members.into_iter().filter(|m| !m.is_empty()).collect();
    for point in &mut points {
        point.sort_unstable();
    }
    points.sort_unstable_by_key(|point| point[0]);
    points
}

/// Makes a sentence an account of each further point in which an article tells what it tells.
fn also_told(links: &[Link], leaders: &[At], points: &mut [Vec<usize>]) {
    let mut of: Vec<usize> = vec![0; leaders.len()];
    for (number, point) in points.iter().enumerate() {
        for &leader in point {
            of[leader] = number;
        }
    }
    let articles: Vec<FxHashSet<usize>> =
        points.iter().map(|p| p.iter().map(|&l| leaders[l].article).collect()).collect();
    for link in links {
        for [here, there] in [link.ends, [link.ends[1], link.ends[0]]] {
            let point = of[there];
            // Only where the article has nothing nearer there.
            let new = of[here] != point && !points[point].contains(&here);
            if new && !articles[point].contains(&leaders[here].article) {
                points[point].push(here);
            }
        }
    }
    for point in points {
        point.sort_unstable();
    }
}
