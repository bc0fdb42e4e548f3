//! Findings to differences: what was found between pairs of sentences, put together by what it is
//! about, named so that it is found again, and put in order of weight.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::digest::Digest;
use super::lexicon::{Class, Lexicon, WordId};
use super::points::{At, Points, alignment};
use super::verdict::dates::is_of_saying;
use super::verdict::{Finding, Kind, Side, Told, Verdict, between};
use super::{Account, Difference};
use crate::briefing::Article;
use crate::facts::dates::{Date, Grain};
use crate::text::Text;
use crate::text::words::slug;

/// What a reader should check weighs as much or more.
pub(super) const LOUD: u32 = 1000;
/// So many different accounts of a point are compared each with each.
const ACCOUNTS: usize = 24;

/// What is needed to look at the texts.
pub(super) struct Texts<'a> {
    pub(super) articles: &'a [Article],
    pub(super) digests: &'a [Digest],
    pub(super) points: &'a Points,
    pub(super) lexicon: &'a Lexicon,
    /// Which sentence stands for each.
    leader_of: FxHashMap<At, usize>,
}

impl<'a> Texts<'a> {
    pub(super) fn new(
        articles: &'a [Article],
        digests: &'a [Digest],
        points: &'a Points,
        lexicon: &'a Lexicon,
    ) -> Self {
        let copies = points.copies.iter().enumerate();
        let leader_of = copies.flat_map(|(leader, all)| all.iter().map(move |&at| (at, leader))).collect();
        Self { articles, digests, points, lexicon, leader_of }
    }

    pub(super) fn told(&self, at: At) -> Told<'a> {
        let digest = &self.digests[at.article];
        Told { digest, sentence: &digest.sentences[at.sentence] }
    }

    /// Does an article tell what a sentence tells?
    pub(super) fn is_linked(&self, at: At, article: usize) -> bool {
        let Points { links, links_of, copies, .. } = self.points;
        self.leader_of.get(&at).is_some_and(|&leader| {
            let mut ends = links_of[leader].iter().flat_map(|&link| links[link].ends);
            ends.any(|end| end != leader && copies[end].iter().any(|c| c.article == article))
        })
    }

    /// What an article says in a sentence, with the fact in it.
    pub(super) fn account(&self, at: At, side: &Side) -> Account {
        let digest = &self.digests[at.article];
        Account {
            article: at.article,
            span: digest.source(&digest.sentences[at.sentence].span),
            value: Text::new(&side.value),
            fact: self.fact(at, side),
        }
    }

    fn fact(&self, at: At, side: &Side) -> Option<Range<usize>> {
        side.span.as_ref().map(|span| self.digests[at.article].source(span))
    }

    /// The rarest words of some sentences, as a slug: what a difference is called by, so that an
    /// edit of other words leaves the name.
    pub(super) fn called(&self, all: &[At]) -> String {
        const WORDS: usize = 3;
        let mut counts: FxHashMap<WordId, usize> = FxHashMap::default();
        for &at in all {
            for &word in &self.told(at).sentence.bag.words {
                *counts.entry(word).or_default() += 1;
            }
        }
        let mut words: Vec<(usize, f64, &str)> = counts
            .into_iter()
            .filter(|(word, _)| matches!(self.lexicon.class(*word), Class::Plain | Class::Name))
            .map(|(word, count)| (count, self.lexicon.weight(word), self.lexicon.stem(word)))
            .collect();
        words.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(b.2)));
        let mut words: Vec<&str> = words.into_iter().take(WORDS).map(|(_, _, word)| word).collect();
        words.sort_unstable();
        // A script of which a slug keeps nothing stands as it is.
        let kept = |word: &&str| {
            Some(slug(word)).filter(|s| !s.is_empty()).unwrap_or_else(|| word.replace(' ', "-"))
        };
        words.iter().map(kept).collect::<Vec<_>>().join("-")
    }

    /// The name of a point.
    pub(super) fn anchor(&self, point: &[usize]) -> String {
        let all: Vec<At> = point.iter().map(|&leader| self.points.leaders[leader]).collect();
        self.called(&all)
    }
}

/// A finding with where its two sides stand.
struct Found {
    finding: Finding,
    sides: [At; 2],
}

/// All that is found on a point, most important first.
pub(super) fn of_point(texts: &Texts<'_>, point: &[usize]) -> Vec<Difference> {
    let points = texts.points;
    let mut articles: Vec<usize> =
        point.iter().flat_map(|&l| points.copies[l].iter().map(|at| at.article)).collect();
    articles.sort_unstable();
    articles.dedup();
    if articles.len() < 2 {
        return vec![only(texts, point)];
    }
    let mut found: Vec<Found> = Vec::new();
    let chosen = &point[..point.len().min(ACCOUNTS)];
    for (number, &a) in chosen.iter().enumerate() {
        for &b in &chosen[number + 1..] {
            let (one, other) = (points.leaders[a], points.leaders[b]);
            if one.article == other.article {
                continue;
            }
            let (one_told, other_told) = (texts.told(one), texts.told(other));
            let likeness = alignment(one_told.sentence, other_told.sentence, texts.lexicon);
            if likeness < super::points::WEAK {
                continue;
            }
            for finding in between(one_told, other_told, likeness, texts.lexicon) {
                found.push(Found { finding, sides: [one, other] });
            }
        }
        // Copies say the same by their nature.
        for &copy in points.copies[a].iter().skip(1) {
            let (one, other) = (texts.told(points.leaders[a]), texts.told(copy));
            for finding in between(one, other, 1.0, texts.lexicon) {
                found.push(Found { finding, sides: [points.leaders[a], copy] });
            }
        }
    }
    let mut differences = together(texts, found);
    differences.extend(merged(texts, chosen));
    differences
}

/// Findings on one fact.
#[derive(Default)]
struct Group {
    /// The finding that joined it last.
    last: usize,
    facts: Vec<Fact>,
    found: Vec<Found>,
}

/// A fact of a kind, whether a reader should check it, and the sentence it stands in. What agrees is
/// no bridge: "several" agrees with many a figure that is none of its own.
type Fact = (Kind, bool, At, Range<usize>);

/// Puts findings on one fact together: those of one kind that share a side.
fn together(texts: &Texts<'_>, found: Vec<Found>) -> Vec<Difference> {
    let mut of: FxHashMap<Fact, usize> = FxHashMap::default();
    let mut groups: Vec<Group> = Vec::new();
    for (number, one) in found.into_iter().enumerate() {
        let (kind, loud) = (one.finding.kind, one.finding.verdict.is_loud());
        let sides = one.sides.iter().zip(&one.finding.sides);
        let facts: Vec<Fact> =
            sides.filter_map(|(at, side)| Some((kind, loud, *at, side.span.clone()?))).collect();
        let mut joined: Vec<usize> = facts.iter().filter_map(|fact| of.get(fact).copied()).collect();
        joined.sort_unstable_by_key(|&group| groups[group].last);
        joined.dedup();
        let into = joined.pop().unwrap_or_else(|| {
            groups.push(Group::default());
            groups.len() - 1
        });
        // It may bring two groups together that had nothing in common before.
        let other = joined.pop().map(|other| std::mem::take(&mut groups[other])).unwrap_or_default();
        let group = &mut groups[into];
        for fact in other.facts.into_iter().chain(facts) {
            if of.insert(fact.clone(), into) != Some(into) {
                group.facts.push(fact);
            }
        }
        group.found.extend(other.found);
        group.found.push(one);
        group.last = number;
    }
    groups.retain(|group| !group.found.is_empty());
    groups.sort_unstable_by_key(|group| group.last);
    groups.into_iter().map(|group| difference(texts, &group.found)).collect()
}

/// The group as one difference, under the verdict that weighs most.
fn difference(texts: &Texts<'_>, group: &[Found]) -> Difference {
    let worst = group
        .iter()
        .enumerate()
        .max_by_key(|(at, f)| (!f.finding.usual, severity(f.finding.verdict), usize::MAX - at));
    let worst = worst.map_or(0, |(at, _)| at);
    let mut accounts: Vec<(At, Account)> = Vec::new();
    let mut seen = FxHashSet::default();
    // The two sides of the verdict first.
    let order = std::iter::once(worst).chain((0..group.len()).filter(|&at| at != worst));
    for at in order {
        for (place, side) in group[at].sides.iter().zip(&group[at].finding.sides) {
            let fact = texts.fact(*place, side);
            if seen.insert((place.article, fact)) {
                accounts.push((*place, texts.account(*place, side)));
            }
        }
    }
    let Finding { kind, verdict, what, rule, deaths, usual, .. } = group[worst].finding.clone();
    let values: Vec<&str> = accounts.iter().map(|(_, a)| a.value.as_str()).collect();
    let places: Vec<At> = accounts.iter().map(|(at, _)| *at).collect();
    let anchor = name(kind, &texts.called(&places), &values);
    Difference {
        anchor: Text::new(&anchor),
        kind,
        verdict,
        what: Text::new(&what),
        rule: Text::new(&rule),
        weight: if usual { weight(kind, verdict, deaths) % LOUD } else { weight(kind, verdict, deaths) },
        accounts: accounts.into_iter().map(|(_, a)| a).collect(),
        point: None,
        dismissed: None,
    }
}

/// `figure-drone-khatlon-mine-3-several`: the kind, what the sentences are about, and the values.
pub(super) fn name(kind: Kind, about: &str, values: &[&str]) -> String {
    let values = named(values.iter().copied());
    let parts = [kind.name(), about].into_iter().chain(values.iter().map(String::as_str));
    parts.filter(|p| !p.is_empty()).collect::<Vec<_>>().join("-")
}

/// The values by which a difference is called.
pub(super) fn named<'v>(values: impl Iterator<Item = &'v str>) -> Vec<String> {
    let mut values: Vec<String> = values.map(|v| slug(v).chars().take(24).collect()).collect();
    values.sort_unstable();
    values.dedup();
    values.truncate(2);
    values
}

fn severity(verdict: Verdict) -> u32 {
    match verdict {
        Verdict::Differs => 8,
        Verdict::Unsupported => 7,
        Verdict::Altered => 6,
        Verdict::Widened => 5,
        Verdict::Inside => 4,
        Verdict::Cut => 3,
        Verdict::Compatible => 2,
        Verdict::Same => 1,
        Verdict::Only => 0,
    }
}

/// What a reader should look at first weighs most: figures of deaths before spellings.
pub(super) fn weight(kind: Kind, verdict: Verdict, deaths: bool) -> u32 {
    let by_kind = Kind::ALL.iter().position(|k| *k == kind).unwrap_or(Kind::ALL.len());
    let by_kind = u32::try_from(Kind::ALL.len() - by_kind).unwrap_or(0);
    let loud = if verdict.is_loud() { LOUD } else { 0 };
    loud + severity(verdict) * 20 + by_kind + if deaths { 200 } else { 0 }
}

/// A point that one article has alone.
fn only(texts: &Texts<'_>, point: &[usize]) -> Difference {
    let accounts: Vec<Account> = point
        .iter()
        .flat_map(|&leader| &texts.points.copies[leader])
        .map(|&at| texts.account(at, &Side::default()))
        .collect();
    let outlet = accounts.first().map(|a| texts.articles[a.article].name().as_str()).unwrap_or_default();
    Difference {
        anchor: Text::new(&name(Kind::Omission, &texts.anchor(point), &[])),
        kind: Kind::Omission,
        verdict: Verdict::Only,
        what: Text::new("told by one source"),
        rule: Text::new(&format!("only {outlet} has it")),
        weight: weight(Kind::Omission, Verdict::Only, false),
        accounts,
        point: None,
        dismissed: None,
    }
}

/// A sentence that tells of two events is less like each of them.
const BOTH: f64 = 0.24;

/// One sentence that tells, under one date, what another article tells of two days.
fn merged(texts: &Texts<'_>, point: &[usize]) -> Vec<Difference> {
    let mut found = Vec::new();
    for &leader in point {
        let here = texts.points.leaders[leader];
        let [date] = &dates(texts, here)[..] else { continue };
        let before = found.len();
        let links = texts.points.links_of[leader].iter().map(|&link| &texts.points.links[link]);
        let partners = links.filter(|l| l.likeness >= BOTH);
        let there: Vec<At> = partners
            .map(|l| texts.points.leaders[if l.ends[0] == leader { l.ends[1] } else { l.ends[0] }])
            .filter(|at| at.article != here.article)
            .collect();
        for (number, &one) in there.iter().enumerate() {
            for &other in &there[number + 1..] {
                // Two events that one article tells of in sentences that have little in common.
                let (a, b) = (texts.told(one).sentence, texts.told(other).sentence);
                let apart = || alignment(a, b, texts.lexicon) < super::points::LINK;
                if one.article != other.article || found.len() > before || !apart() {
                    continue;
                }
                let (first, second) = (dates(texts, one), dates(texts, other));
                let ([a], [b]) = (&first[..], &second[..]) else { continue };
                if let Some(difference) = merge(texts, [here, one, other], [date, a, b]) {
                    found.push(difference);
                }
            }
        }
    }
    found
}

fn dates<'a>(texts: &Texts<'a>, at: At) -> Vec<&'a Date> {
    let told = texts.told(at);
    told.digest.stated.dates[told.sentence.dates.clone()]
        .iter()
        .filter(|d| d.days.is_some() && d.grain == Grain::Day)
        .collect()
}

fn merge(texts: &Texts<'_>, places: [At; 3], dates: [&Date; 3]) -> Option<Difference> {
    let days = |d: &Date| d.days.clone();
    let (date, a, b) = (days(dates[0])?, days(dates[1])?, days(dates[2])?);
    // The day of a statement is none of the event.
    let saying = |number: usize| is_of_saying(texts.told(places[number]), dates[number]);
    let apart = |x: &Range<_>, y: &Range<chrono::NaiveDate>| x.end <= y.start || y.end <= x.start;
    if !apart(&a, &b) || apart(&date, &a) == apart(&date, &b) {
        return None;
    }
    let elsewhere = if apart(&date, &a) { 1 } else { 2 };
    if saying(elsewhere) && !saying(0) {
        return None;
    }
    let own = |at: At| texts.told(at).digest;
    let value = |at: At, d: &Date| Side {
        span: Some(d.span.clone()),
        value: own(at).text[d.span.clone()].split_whitespace().collect::<Vec<_>>().join(" "),
    };
    let sides: Vec<Side> = places.iter().zip(dates).map(|(at, d)| value(*at, d)).collect();
    let accounts: Vec<Account> =
        places.iter().zip(&sides).map(|(at, side)| texts.account(*at, side)).collect();
    let values: Vec<&str> = sides.iter().map(|s| s.value.as_str()).collect();
    let rule = format!(
        "one sentence tells under {} what {} tells of {} and of {}",
        values[0],
        texts.articles[places[1].article].name(),
        values[1],
        values[2]
    );
    Some(Difference {
        anchor: Text::new(&name(Kind::Merge, &texts.called(&places), &values)),
        kind: Kind::Merge,
        verdict: Verdict::Differs,
        what: Text::new("two events under one date"),
        rule: Text::new(&rule),
        weight: weight(Kind::Merge, Verdict::Differs, false),
        accounts,
        point: None,
        dismissed: None,
    })
}

/// Where an article is at odds with itself: sentences of its own that are alike, with figures that
/// cannot both hold.
pub(super) fn inside(texts: &Texts<'_>, article: usize) -> Vec<(At, Difference)> {
    /// Less alike, two sentences of one text count different things.
    const ALIKE: f64 = 0.5;
    let digest = &texts.digests[article];
    let with_figures: Vec<usize> = digest
        .sentences
        .iter()
        .enumerate()
        .filter(|(_, s)| !s.heading && !s.figures.is_empty())
        .map(|(number, _)| number)
        .take(200)
        .collect();
    let mut found = Vec::new();
    for (number, &a) in with_figures.iter().enumerate() {
        for &b in &with_figures[number + 1..] {
            let (one, other) = (At { article, sentence: a }, At { article, sentence: b });
            let (told, other_told) = (texts.told(one), texts.told(other));
            let likeness = alignment(told.sentence, other_told.sentence, texts.lexicon);
            if likeness < ALIKE {
                continue;
            }
            for mut finding in between(told, other_told, likeness, texts.lexicon) {
                let odd = matches!(finding.verdict, Verdict::Differs | Verdict::Widened);
                if finding.kind == Kind::Figure && odd {
                    let name = texts.articles[article].name();
                    finding.rule = format!(
                        "{name} says “{}” and “{}” of what seems to be one thing",
                        finding.sides[0].value, finding.sides[1].value
                    );
                    finding.verdict = Verdict::Inside;
                    found.push((one, difference(texts, &[Found { finding, sides: [one, other] }])));
                }
            }
        }
    }
    found
}
