//! Comparing the articles of a briefing: what they tell alike, where they differ, what only one
//! says, and how many independent origins stand behind it.
//!
//! Pure and deterministic: articles are taken apart ([`digest`]), sentences that tell the same are
//! lined up ([`points`]), each point is judged ([`verdict`], `differences`), put to its question
//! ([`sections`]), and articles that rest on one another are found ([`origins`]). The outcome is
//! ids and spans; whoever shows it looks the text up.

pub mod aliases;
mod credited;
mod differences;
pub mod digest;
pub mod ledger;
pub mod lexicon;
pub mod likeness;
pub mod origins;
pub mod points;
pub mod sections;
pub mod stories;
pub mod verdict;

use std::ops::Range;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::briefing::{Briefing, Partial};
use crate::facts::{Language, language};
use crate::text::Text;
use crate::text::words::placed;
use aliases::Aliases;
use differences::Texts;
use digest::Digest;
use lexicon::{Lexicon, Senses};
use origins::Origin;
use points::{At, Points};
use sections::Coverage;
use verdict::{Kind, Verdict};

/// What comparing the articles of a briefing gave. Articles are numbers, in the briefing's order;
/// spans are bytes of an article's whole text.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Comparison {
    /// Where each article has its matter from.
    pub articles: Vec<Origin>,
    /// How many independent origins there are.
    pub origins: usize,
    /// The briefing's questions in order, and last what belongs to none.
    pub sections: Vec<Section>,
    /// Every figure and quotation, with who gives it.
    pub ledger: ledger::Ledger,
}

/// What is said on a question.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Section {
    /// The id of the briefing's section; empty for what belongs to none.
    pub id: Text,
    /// How many independent origins tell of it.
    pub origins: usize,
    /// What each article does about it.
    pub coverage: Vec<Coverage>,
    /// All that is told, in the order of the texts.
    pub points: Vec<Point>,
    /// What was found, most important first.
    pub differences: Vec<Difference>,
}

/// Sentences that tell the same thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// A name that survives small edits of the texts.
    pub anchor: Text,
    /// Who tells it where.
    pub accounts: Vec<Place>,
    /// How many independent origins tell it.
    pub origins: usize,
}

/// A sentence of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Which article.
    pub article: usize,
    /// Bytes of its whole text.
    pub span: Range<usize>,
}

/// What was found on a fact of a point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// A name that survives small edits of the texts.
    pub anchor: Text,
    /// What it is about.
    pub kind: Kind,
    /// What was found.
    pub verdict: Verdict,
    /// What is counted, dated or said.
    pub what: Text,
    /// The rule that fired, in a sentence.
    pub rule: Text,
    /// The more, the sooner a reader should see it.
    pub weight: u32,
    /// Who says what.
    pub accounts: Vec<Account>,
    /// The point of its section that it belongs to.
    pub point: Option<usize>,
    /// The number of the curator's stanza that dismisses it.
    pub dismissed: Option<usize>,
}

/// What an article says on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// Which article.
    pub article: usize,
    /// The sentence: bytes of its whole text.
    pub span: Range<usize>,
    /// The value in words; empty where there is none.
    pub value: Text,
    /// The fact in it.
    pub fact: Option<Range<usize>>,
}

impl Difference {
    /// Is it one that a reader should check, and that the curator left in place?
    pub fn is_open(&self) -> bool {
        self.weight >= differences::LOUD && self.dismissed.is_none()
    }
}

impl Comparison {
    /// How many differences a reader should check.
    pub fn open(&self) -> usize {
        self.sections.iter().map(Section::open).sum()
    }
}

impl Section {
    /// How many of its differences a reader should check.
    pub fn open(&self) -> usize {
        self.differences.iter().filter(|d| d.is_open()).count()
    }
}

/// How many articles have a word tells stories apart only where there are so many.
const FEW: usize = 6;

/// Compares all articles of a briefing.
pub fn compare(briefing: &Briefing) -> Comparison {
    let (digests, lexicon, answers) = take_apart(briefing);
    let words: Vec<_> = digests.iter().map(Digest::words).collect();
    let story = if digests.len() < FEW { vec![0; digests.len()] } else { stories::stories(&words, &lexicon) };
    let points = points::points(&digests, &story, &lexicon);
    let assigned = sections::assign(briefing, &digests, &answers, &points, &lexicon);
    let coverage = sections::coverage(briefing, &points, &assigned);
    let credits = origins::credits(&briefing.articles, &digests);
    let origins = origins::origins(&briefing.articles, &digests, &points, &credits);
    let texts = Texts::new(&briefing.articles, &digests, &points, &lexicon);
    let mut made = Made::new(briefing, coverage, &origins);
    made.add_points(&texts, &assigned);
    for (at, difference) in credited::unsupported(&texts, &credits) {
        made.add(at, difference);
    }
    for article in 0..digests.len() {
        for (at, difference) in differences::inside(&texts, article) {
            made.add(at, difference);
        }
    }
    let sections = made.finish(briefing);
    let count = origins.iter().map(|o| o.origin).collect::<FxHashSet<_>>().len();
    let ledger = ledger::ledger(&digests, &lexicon);
    Comparison { articles: origins, origins: count, sections, ledger }
}

/// The articles as digests, the words of all, and the words of each question with its answer.
fn take_apart(briefing: &Briefing) -> (Vec<Digest>, Lexicon, Vec<Vec<lexicon::WordId>>) {
    let mut aliases = Aliases::of(&briefing.terms);
    let mut digests = Vec::with_capacity(briefing.articles.len());
    let tag = |tag: Option<&Text>| tag.unwrap_or(&briefing.language).as_str().to_owned();
    let mut known: FxHashMap<String, (Senses, &'static Language)> = FxHashMap::default();
    let mut senses = |tag: String| {
        known.entry(tag.clone()).or_insert_with(|| (Senses::of(&tag, language(&tag).lexis), language(&tag)));
        tag
    };
    let tags: Vec<String> = briefing.articles.iter().map(|a| senses(tag(a.language.as_ref()))).collect();
    let own = senses(tag(None));
    for (article, tag) in briefing.articles.iter().zip(&tags) {
        let published = article.published.map(Partial::first_day);
        let digest = Digest::of(article, published, known[tag].1);
        aliases.learn(&digest.text, &digest.stated.names);
        digests.push(digest);
    }
    let mut lexicon = Lexicon::default();
    for (digest, tag) in digests.iter_mut().zip(&tags) {
        digest.number(&mut lexicon, &known[tag].0, &aliases);
    }
    let answers = briefing
        .sections
        .iter()
        .map(|section| {
            let answer = section.answer.as_ref().map(Text::as_str).unwrap_or_default();
            let words = placed(section.question.as_str()).chain(placed(answer));
            words.map(|w| lexicon.word(&w.folded, false, &known[&own].0)).collect()
        })
        .collect();
    for digest in &mut digests {
        digest.weigh(&lexicon);
    }
    (digests, lexicon, answers)
}

/// The sections while they are filled.
struct Made<'a> {
    sections: Vec<Section>,
    origins: &'a [Origin],
    /// For each sentence the section and point it was put to first.
    place: FxHashMap<At, (usize, usize)>,
}

impl<'a> Made<'a> {
    fn new(briefing: &Briefing, coverage: Vec<Vec<Coverage>>, origins: &'a [Origin]) -> Self {
        let ids = briefing.sections.iter().map(|s| s.id.clone()).chain([Text::default()]);
        let sections =
            ids.zip(coverage).map(|(id, coverage)| Section { id, coverage, ..Section::default() }).collect();
        Self { sections, origins, place: FxHashMap::default() }
    }

    fn voices(&self, articles: impl Iterator<Item = usize>) -> usize {
        articles.map(|a| self.origins[a].origin).collect::<FxHashSet<_>>().len()
    }

    fn add_points(&mut self, texts: &Texts<'_>, assigned: &[usize]) {
        let Points { points, copies, .. } = texts.points;
        for (point, &section) in points.iter().zip(assigned) {
            let mut all: Vec<At> = point.iter().flat_map(|&leader| copies[leader].iter().copied()).collect();
            all.sort_unstable();
            let place = |at: &At| {
                let digest = &texts.digests[at.article];
                Place { article: at.article, span: digest.source(&digest.sentences[at.sentence].span) }
            };
            let number = self.sections[section].points.len();
            for &at in &all {
                self.place.entry(at).or_insert((section, number));
            }
            let point_made = Point {
                anchor: Text::new(&texts.anchor(point)),
                origins: self.voices(all.iter().map(|at| at.article)),
                accounts: all.iter().map(place).collect(),
            };
            self.sections[section].points.push(point_made);
            for mut difference in differences::of_point(texts, point) {
                difference.point = Some(number);
                self.sections[section].differences.push(difference);
            }
        }
    }

    /// Puts a difference to the question of the sentence it begins with.
    fn add(&mut self, at: At, mut difference: Difference) {
        let last = self.sections.len() - 1;
        let (section, point) = self.place.get(&at).map_or((last, None), |(s, p)| (*s, Some(*p)));
        difference.point = point;
        self.sections[section].differences.push(difference);
    }

    fn finish(mut self, briefing: &Briefing) -> Vec<Section> {
        let mut used: FxHashMap<String, usize> = FxHashMap::default();
        for number in 0..self.sections.len() {
            let telling: FxHashSet<usize> = self.sections[number]
                .points
                .iter()
                .flat_map(|p| p.accounts.iter().map(|a| a.article))
                .collect();
            self.sections[number].origins = self.voices(telling.into_iter());
            let section = &mut self.sections[number];
            section.differences.sort_by(|a, b| b.weight.cmp(&a.weight).then(a.point.cmp(&b.point)));
            once(&mut section.differences);
            let anchors = section.points.iter_mut().map(|p| &mut p.anchor);
            for anchor in anchors.chain(section.differences.iter_mut().map(|d| &mut d.anchor)) {
                let count = used.entry(anchor.as_str().to_owned()).or_default();
                *count += 1;
                if *count > 1 {
                    *anchor = Text::new(&format!("{anchor}-{count}"));
                }
            }
        }
        dismiss(briefing, &mut self.sections);
        self.sections
    }
}

/// Leaves out what was found a second time: a sentence may stand in two points, and a date that was
/// merged differs by that.
fn once(differences: &mut Vec<Difference>) {
    type Fact = (usize, Option<Range<usize>>);
    type Seen = Vec<(Kind, Rc<[Fact]>)>;
    let facts =
        |d: &Difference| -> Vec<Fact> { d.accounts.iter().map(|a| (a.article, a.fact.clone())).collect() };
    let mut seen: FxHashMap<Fact, Seen> = FxHashMap::default();
    // Only what has facts can be the same; a point that one source has alone is itself.
    differences.retain(|difference| {
        let own = facts(difference);
        if difference.kind == Kind::Omission || own.iter().all(|(_, fact)| fact.is_none()) {
            return true;
        }
        let covered = |(kind, known): &(Kind, Rc<[Fact]>)| {
            let kinds = *kind == difference.kind || *kind == Kind::Merge && difference.kind == Kind::Date;
            kinds && own.iter().all(|fact| known.contains(fact))
        };
        let new = !seen.get(&own[0]).is_some_and(|all| all.iter().any(covered));
        if new {
            let own: Rc<[Fact]> = own.into();
            for fact in own.iter() {
                seen.entry(fact.clone()).or_default().push((difference.kind, Rc::clone(&own)));
            }
        }
        new
    });
}

/// Marks what the curator dismissed. An anchor whose texts were edited still means the difference
/// of its kind that it is nearest to.
fn dismiss(briefing: &Briefing, sections: &mut [Section]) {
    /// This share of an anchor's words has to be the same.
    const NEAR: f64 = 0.6;
    for (number, stanza) in briefing.differences.iter().enumerate() {
        let Some(anchor) = &stanza.dismiss else { continue };
        let all =
            || sections.iter().enumerate().flat_map(|(s, x)| (0..x.differences.len()).map(move |d| (s, d)));
        let exact = all().find(|(s, d)| sections[*s].differences[*d].anchor == *anchor);
        let near = |(s, d): &(usize, usize)| {
            let other = sections[*s].differences[*d].anchor.as_str();
            let (ours, theirs): (FxHashSet<&str>, FxHashSet<&str>) =
                (anchor.as_str().split('-').collect(), other.split('-').collect());
            let kind = anchor.as_str().split('-').next() == other.split('-').next();
            // Another figure or day is news, and not what was dismissed.
            let said = sections[*s].differences[*d].accounts.iter().map(|a| a.value.as_str());
            let valued = matches!(sections[*s].differences[*d].kind, Kind::Figure | Kind::Date | Kind::Unit);
            let has = |one: &String| format!("{anchor}-").contains(&format!("-{one}-"));
            let news = valued && !differences::named(said).iter().all(has);
            let both = ours.intersection(&theirs).count();
            let likeness = lexicon::share(2 * both, ours.len() + theirs.len());
            (kind && !news && likeness >= NEAR).then_some(likeness)
        };
        let nearest = || {
            all().filter_map(|at| near(&at).map(|likeness| (likeness, at))).fold(
                None,
                |best: Option<(f64, (usize, usize))>, next| match best {
                    Some(best) if best.0 >= next.0 => Some(best),
                    _ => Some(next),
                },
            )
        };
        if let Some((section, difference)) = exact.or_else(|| nearest().map(|(_, at)| at)) {
            sections[section].differences[difference].dismissed = Some(number);
        }
    }
}
