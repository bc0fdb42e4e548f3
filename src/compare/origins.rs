//! Which articles rest on which: said in the text, said by the curator, or seen in the skeleton.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::aliases::Aliases;
use super::digest::{Digest, sentence_at};
use super::lexicon::{WordId, share};
use super::points::Points;
use crate::briefing::{Article, Partial};
use crate::text::Text;
use crate::text::words::placed;

/// What an article is to the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Label {
    /// It rests on none of the others.
    #[default]
    Original,
    /// It says that it rests on another.
    Cites,
    /// The same text.
    Copy,
    /// The same points in the same order, in other words.
    Rewording,
    /// It has its matter from where another has it.
    Shares,
}

impl Label {
    /// The name that JSON uses, too.
    pub fn name(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Cites => "cites",
            Self::Copy => "copy",
            Self::Rewording => "rewording",
            Self::Shares => "shares",
        }
    }
}

/// Where an article has its matter from.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Origin {
    /// What it is to those.
    pub label: Label,
    /// On which articles it rests, by number, the nearest first.
    pub of: Vec<usize>,
    /// The evidence, as a reader understands it.
    pub why: Text,
    /// The origin that it belongs to: articles of one number are one voice.
    pub origin: usize,
}

/// How much of a text was taken from another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reuse {
    /// Nothing that two writers on one matter would not share.
    None,
    /// Reworded throughout.
    Heavy,
    /// Reworded here and there.
    Light,
    /// Taken over as it is.
    Cut,
}

/// How much of the words of `text` stands in `source` in runs of the same words, in the manner of
/// Clough and Stevenson (2011): runs of three show reuse at all, runs of eight that it was cut.
pub fn reuse(source: &[WordId], text: &[WordId]) -> Reuse {
    let (short, long) = (covered(source, text, 3), covered(source, text, 8));
    let order = share(in_order(source, text), text.len());
    if short < SOME {
        Reuse::None
    } else if long >= WHOLE {
        Reuse::Cut
    } else if short >= MUCH || order >= ORDERED {
        Reuse::Light
    } else {
        Reuse::Heavy
    }
}

const SOME: f64 = 0.13;
const WHOLE: f64 = 0.62;
const MUCH: f64 = 0.68;
const ORDERED: f64 = 0.55;

/// The share of the words of `text` that stand in runs of `length` words that `source` has.
pub(super) fn covered(source: &[WordId], text: &[WordId], length: usize) -> f64 {
    let runs: FxHashSet<&[WordId]> = source.windows(length).collect();
    let mut covered = 0;
    let mut end = 0;
    for (at, run) in text.windows(length).enumerate() {
        if runs.contains(run) {
            covered += at + length - end.max(at);
            end = at + length;
        }
    }
    share(covered, text.len())
}

/// How many words stand in both in one order, by runs of the same words that keep it.
fn in_order(source: &[WordId], text: &[WordId]) -> usize {
    let mut places: FxHashMap<&[WordId], Vec<usize>> = FxHashMap::default();
    for (at, pair) in source.windows(2).enumerate() {
        places.entry(pair).or_default().push(at);
    }
    let found: Vec<usize> = text.windows(2).filter_map(|pair| places.get(pair)?.first().copied()).collect();
    rising(&found)
}

/// The length of the longest rising subsequence.
pub(super) fn rising(values: &[usize]) -> usize {
    let mut ends: Vec<usize> = Vec::new();
    for &value in values {
        let at = ends.partition_point(|&end| end < value);
        if at == ends.len() {
            ends.push(value);
        } else {
            ends[at] = value;
        }
    }
    ends.len()
}

/// A sentence that credits an article of the briefing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    /// Whose sentence.
    pub article: usize,
    /// Which.
    pub sentence: usize,
    /// The article that is credited.
    pub to: usize,
    /// Bytes of the plain text: what is credited to it; the whole sentence when it goes on with it.
    pub content: Range<usize>,
}

/// The names of the outlets, each leading to its first article.
fn outlets(articles: &[Article]) -> (Aliases, Vec<usize>) {
    let mut aliases = Aliases::default();
    let mut first = Vec::new();
    for (number, article) in articles.iter().enumerate() {
        if let Some(outlet) = &article.outlet
            && aliases.add_group(outlet.as_str())
        {
            first.push(number);
        }
    }
    (aliases, first)
}

/// Every sentence that credits another article of the briefing with what it says.
pub fn credits(articles: &[Article], digests: &[Digest]) -> Vec<Credit> {
    let (aliases, first) = outlets(articles);
    let mut found = Vec::new();
    for (article, digest) in digests.iter().enumerate() {
        let words: Vec<_> = placed(&digest.text).collect();
        // Where an outlet is named.
        let mut named: Vec<(Range<usize>, usize)> = Vec::new();
        for at in 0..words.len() {
            if let Some((group, count)) = aliases.at(&words[at..]) {
                named.push((words[at].span.start..words[at + count - 1].span.end, first[group]));
            }
        }
        for attribution in &digest.stated.attributions {
            let Some(source) = &attribution.source else { continue };
            let Some((_, to)) = named.iter().find(|(s, _)| s.start < source.end && source.start < s.end)
            else {
                continue;
            };
            let own = articles[*to].outlet == articles[article].outlet;
            let sentence = sentence_at(&digest.sentences, source.start);
            if let (false, Some(sentence)) = (own, sentence) {
                found.push(Credit { article, sentence, to: *to, content: attribution.content.clone() });
            }
        }
    }
    found.sort_by_key(|c| (c.article, c.sentence, c.content.start));
    found.dedup_by_key(|c| (c.article, c.sentence, c.to));
    found
}

/// What speaks for it that one article rests on another.
#[derive(Debug, Default, Clone)]
struct Evidence {
    /// Sentences that credit it.
    credits: usize,
    /// The curator says so.
    curated: bool,
    /// Sentences whose like stands in the other, and how many of them in its order.
    matched: usize,
    ordered: usize,
    /// Sentences in all.
    sentences: usize,
    /// The share of its words that stand in runs of five in the other.
    verbatim: f64,
}

/// The origin of each article. `credits` are those of [`credits`].
pub fn origins(articles: &[Article], digests: &[Digest], points: &Points, credits: &[Credit]) -> Vec<Origin> {
    let matches = matches(points);
    let runs = Runs::of(digests.iter().map(Digest::words).collect());
    let mut credited: Vec<Vec<&Credit>> = vec![Vec::new(); articles.len()];
    for credit in credits {
        credited[credit.article].push(credit);
    }
    let mut found: Vec<Origin> = Vec::with_capacity(articles.len());
    for article in 0..articles.len() {
        let mut rests: Vec<(Label, usize, Evidence)> = Vec::new();
        let sentences = digests[article].sentences.iter().filter(|s| !s.heading).count();
        let covered = runs.covered(article);
        for other in (0..articles.len()).filter(|&other| other != article) {
            let order = matches.get(&(article, other)).map(Vec::as_slice).unwrap_or_default();
            let same_outlet = |c: &&&Credit| c.to == other || articles[c.to].outlet == articles[other].outlet;
            let evidence = Evidence {
                credits: credited[article].iter().filter(same_outlet).count(),
                curated: articles[article].cites.contains(&articles[other].id),
                matched: order.len(),
                ordered: rising(&order.iter().map(|(_, to)| *to).collect::<Vec<_>>()),
                sentences,
                // Runs of words count only where sentences match at all.
                verbatim: if order.len() * 4 >= sentences { covered[runs.text_of[other]] } else { 0.0 },
            };
            if let Some(label) = label(&evidence, is_later(articles, article, other)) {
                rests.push((label, other, evidence));
            }
        }
        // A copy before a rewording before a citation; of equal ones the one with most in common.
        let rank = |label: Label| match label {
            Label::Copy => 0,
            Label::Rewording => 1,
            Label::Cites => 2,
            Label::Shares | Label::Original => 3,
        };
        rests.sort_by(|a, b| {
            rank(a.0).cmp(&rank(b.0)).then(b.2.matched.cmp(&a.2.matched)).then(a.1.cmp(&b.1))
        });
        found.push(match rests.first() {
            None => Origin { why: Text::new("rests on none of the others"), ..Origin::default() },
            Some((label, other, evidence)) => Origin {
                label: *label,
                of: rests.iter().filter(|r| r.0 == *label).map(|r| r.1).collect(),
                why: why(*label, articles[*other].name(), evidence),
                origin: 0,
            },
        });
    }
    sharing(&mut found, articles, digests);
    number(&mut found);
    found
}

/// For each article, which sentence of which other one each of its sentences is most like.
fn matches(points: &Points) -> FxHashMap<(usize, usize), Vec<(usize, usize)>> {
    let mut best: FxHashMap<(usize, usize), FxHashMap<usize, (f64, usize)>> = FxHashMap::default();
    let mut see = |from: super::points::At, to: super::points::At, likeness: f64| {
        if from.article != to.article {
            let entry = best.entry((from.article, to.article)).or_default().entry(from.sentence);
            let entry = entry.or_insert((likeness, to.sentence));
            if likeness > entry.0 {
                *entry = (likeness, to.sentence);
            }
        }
    };
    for (leader, copies) in points.copies.iter().enumerate() {
        let first = points.leaders[leader];
        for &copy in &copies[1..] {
            see(first, copy, 1.0);
            see(copy, first, 1.0);
        }
        // Copies of one another: what stands between them is as alike as they are to the first.
        for pair in copies[1..].windows(2) {
            see(pair[0], pair[1], 1.0);
            see(pair[1], pair[0], 1.0);
        }
    }
    for link in &points.links {
        let [a, b] = link.ends;
        for &one in points.copies[a].iter().take(FOLLOWED) {
            for &other in points.copies[b].iter().take(FOLLOWED) {
                see(one, other, link.likeness);
                see(other, one, link.likeness);
            }
        }
    }
    best.into_iter()
        .map(|(pair, sentences)| {
            let mut order: Vec<(usize, usize)> = sentences
                .into_iter()
                .filter(|(_, (likeness, _))| *likeness >= MATCHED)
                .map(|(from, (_, to))| (from, to))
                .collect();
            order.sort_unstable();
            (pair, order)
        })
        .collect()
}

/// From this alignment on, a sentence counts as one that the other article has.
const MATCHED: f64 = 0.45;
/// Copies of one sentence beyond so many are not followed each to each.
const FOLLOWED: usize = 12;

/// The texts of the articles, each different one once, and which of them have a run of five words.
struct Runs {
    texts: Vec<Vec<WordId>>,
    /// For each article its text.
    text_of: Vec<usize>,
    /// For each run in the order of a text the number of the run.
    by_text: Vec<Vec<usize>>,
    /// For each run the texts that have it.
    having: Vec<Vec<usize>>,
}

impl Runs {
    const LENGTH: usize = 5;

    fn of(articles: Vec<Vec<WordId>>) -> Self {
        let mut known: FxHashMap<Vec<WordId>, usize> = FxHashMap::default();
        let mut texts = Vec::new();
        let mut text_of = Vec::with_capacity(articles.len());
        for words in articles {
            let text = *known.entry(words).or_insert_with_key(|words| {
                texts.push(words.clone());
                texts.len() - 1
            });
            text_of.push(text);
        }
        let mut numbers: FxHashMap<&[WordId], usize> = FxHashMap::default();
        let mut having: Vec<Vec<usize>> = Vec::new();
        let mut by_text = Vec::with_capacity(texts.len());
        for (text, words) in texts.iter().enumerate() {
            let number = |run| {
                let number = *numbers.entry(run).or_insert_with(|| {
                    having.push(Vec::new());
                    having.len() - 1
                });
                if having[number].last() != Some(&text) {
                    having[number].push(text);
                }
                number
            };
            by_text.push(words.windows(Self::LENGTH).map(number).collect());
        }
        Self { texts, text_of, by_text, having }
    }

    /// The share of an article's words that stand in runs that a text has, for each text; as
    /// [`covered`] gives it, but all at once, so that the cost is that of what is in common.
    fn covered(&self, article: usize) -> Vec<f64> {
        let text = self.text_of[article];
        let mut covered = vec![0; self.texts.len()];
        let mut ends = vec![0; self.texts.len()];
        for (at, &run) in self.by_text[text].iter().enumerate() {
            let end = at + Self::LENGTH;
            for &other in &self.having[run] {
                covered[other] += end - at.max(ends[other]);
                ends[other] = end;
            }
        }
        covered.into_iter().map(|covered| share(covered, self.texts[text].len())).collect()
    }
}

fn label(evidence: &Evidence, later: bool) -> Option<Label> {
    /// Fewer sentences in common prove no copy.
    const LEAST: usize = 4;
    const VERBATIM: f64 = 0.5;
    const MATCHED: f64 = 0.6;
    const ORDERED: f64 = 0.75;
    let enough = evidence.matched >= LEAST.min(evidence.sentences);
    let ordered = share(evidence.ordered, evidence.matched) >= ORDERED;
    let matched = share(evidence.matched, evidence.sentences);
    if later && enough && evidence.matched > 0 && evidence.verbatim >= VERBATIM {
        Some(Label::Copy)
    } else if later && enough && evidence.matched > 1 && matched >= MATCHED && ordered {
        Some(Label::Rewording)
    } else if evidence.curated || evidence.credits > 0 {
        Some(Label::Cites)
    } else {
        None
    }
}

/// Did one come out after the other? Of equal ones the later in the briefing.
fn is_later(articles: &[Article], one: usize, other: usize) -> bool {
    let day = |a: &Article| a.published.map(Partial::first_day);
    match (day(&articles[one]), day(&articles[other])) {
        (Some(a), Some(b)) if a != b => a > b,
        (Some(_), None) => false,
        (None, Some(_)) => true,
        _ => one > other,
    }
}

fn why(label: Label, other: &Text, evidence: &Evidence) -> Text {
    let Evidence { matched, sentences, ordered, .. } = evidence;
    match label {
        Label::Copy => Text::new(&format!(
            "the same text as {other}: {matched} of {sentences} sentences, {:.0} % of the words in runs of five",
            evidence.verbatim * 100.0
        )),
        Label::Rewording => Text::new(&format!(
            "{other} in other words: {matched} of {sentences} sentences are its sentences, {ordered} in its \
             order; what stands in quotation marks need not be what was said"
        )),
        _ => {
            let times =
                if evidence.credits == 1 { "once".to_owned() } else { format!("{} times", evidence.credits) };
            let said = match (evidence.curated, evidence.credits) {
                (true, 0) => format!("the curator says that it cites {other}"),
                (true, _) => format!("cites {other} {times}, as the curator says, too"),
                _ => format!("cites {other} {times}"),
            };
            Text::new(&format!("{said}; {matched} of {sentences} sentences are also there"))
        }
    }
}

/// Articles that have most of their matter with the same quotations, and cite nobody here, have it
/// from one place.
fn sharing(found: &mut [Origin], articles: &[Article], digests: &[Digest]) {
    /// So many quotations, word by word, are no chance.
    const QUOTES: usize = 2;
    /// A quotation of fewer words may be.
    const WORDS: usize = 5;
    let mut having: FxHashMap<Vec<String>, Vec<usize>> = FxHashMap::default();
    for (article, digest) in digests.iter().enumerate() {
        for quote in digest.stated.quotes.iter().filter(|q| q.depth == 0) {
            let words = crate::text::words::words(&digest.text[quote.inner.clone()]);
            if words.len() >= WORDS {
                let articles = having.entry(words).or_default();
                if articles.last() != Some(&article) {
                    articles.push(article);
                }
            }
        }
    }
    let mut common: FxHashMap<(usize, usize), usize> = FxHashMap::default();
    // A quotation that everybody has comes from a public statement, and says nothing of the two.
    for articles in having.values().filter(|a| a.len() > 1 && a.len() <= 8) {
        for (at, one) in articles.iter().enumerate() {
            for other in &articles[at + 1..] {
                *common.entry((*one, *other)).or_default() += 1;
            }
        }
    }
    let mut pairs: Vec<_> = common.into_iter().filter(|(_, count)| *count >= QUOTES).collect();
    pairs.sort_unstable();
    for ((one, other), count) in pairs {
        let (late, early) = if is_later(articles, one, other) { (one, other) } else { (other, one) };
        if found[late].label == Label::Original {
            found[late].label = Label::Shares;
            found[late].of = vec![early];
            found[late].why = Text::new(&format!(
                "has {count} quotations word for word as {} has them, and cites nobody here",
                articles[early].name()
            ));
        }
    }
}

/// Articles that rest on one another get one number.
fn number(found: &mut [Origin]) {
    let mut root: Vec<usize> = (0..found.len()).collect();
    for (article, origin) in found.iter().enumerate() {
        // One that cites several has its matter from the first of them.
        if let Some(&other) = origin.of.first() {
            let (a, b) = (find(&mut root, article), find(&mut root, other));
            root[a.max(b)] = a.min(b);
        }
    }
    let mut numbers = FxHashMap::default();
    for (article, origin) in found.iter_mut().enumerate() {
        let own = find(&mut root, article);
        let next = numbers.len();
        origin.origin = *numbers.entry(own).or_insert(next);
    }
}

/// The first of those that are one with it.
fn find(root: &mut [usize], mut at: usize) -> usize {
    while root[at] != at {
        root[at] = root[root[at]];
        at = root[at];
    }
    at
}
