//! What comparing a briefing's articles found, as views read it: with the texts that its spans lead
//! to, and as the reader looks at it, without the articles that she muted.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use crate::briefing::{Article, Briefing};
use crate::compare::origins::Label;
use crate::compare::verdict::Verdict;
use crate::compare::{Comparison, Difference, Section};
use crate::text::{Str, Text};

/// A comparison with the texts that its spans lead to.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// [`Briefing::content`] of what was compared.
    pub content: u64,
    /// What was found. Articles keep their numbers, however many are looked at.
    pub comparison: Comparison,
    /// The whole text of each article.
    pub texts: Arc<[Text]>,
    /// The articles that are looked at, in order.
    pub shown: Vec<usize>,
}

/// Which articles of a briefing the reader looks at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lens {
    /// The ids of those that she muted.
    pub muted: BTreeSet<Text>,
    /// Copies and rewordings stand behind the article that they were made of.
    pub collapsed: bool,
}

/// What the shelf tells of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Independent origins.
    pub origins: usize,
    /// Differences to check.
    pub open: usize,
}

impl Compared {
    /// Looks the texts up.
    pub fn new(briefing: &Briefing, comparison: Comparison) -> Self {
        Self {
            content: briefing.content(),
            shown: (0..comparison.articles.len()).collect(),
            texts: briefing.articles.iter().map(Article::whole_text).collect(),
            comparison,
        }
    }

    /// What the shelf tells of it.
    pub fn counts(&self) -> Counts {
        Counts { origins: self.comparison.origins, open: self.comparison.open() }
    }

    /// A part of an article.
    pub fn text(&self, article: usize, span: &Range<usize>) -> Str<'_> {
        self.texts.get(article).map_or("".into(), |text| text.get().slice(span.clone()))
    }

    /// The articles that stand behind this one while copies are collapsed: those made of it, or of
    /// one that was.
    pub fn copies(&self, article: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.comparison.articles.len()).filter(move |&a| a != article && self.source(a) == article)
    }

    /// Is an article a copy of another?
    pub fn has_copies(&self) -> bool {
        (0..self.comparison.articles.len()).any(|article| self.source(article) != article)
    }

    /// What an article is a copy or rewording of, by way of other copies; itself where it is none.
    fn source(&self, article: usize) -> usize {
        let mut at = article;
        // Two that are copies of each other would lead in a circle.
        for _ in 0..self.comparison.articles.len() {
            let Some(origin) = self.comparison.articles.get(at) else { break };
            match origin.of.first() {
                Some(&of) if matches!(origin.label, Label::Copy | Label::Rewording) => at = of,
                _ => return at,
            }
        }
        at.min(article)
    }

    /// The same without the articles that the lens leaves out: what they alone tell is gone, and
    /// origins are counted anew.
    #[must_use]
    pub fn through(&self, lens: &Lens, briefing: &Briefing) -> Self {
        let muted = |a: usize| briefing.articles.get(a).is_some_and(|x| lens.muted.contains(&x.id));
        // A copy stands for its source where that one is muted.
        let behind = |a: usize| lens.collapsed && self.source(a) != a && !muted(self.source(a));
        let mut seen = self.clone();
        seen.shown.retain(|&a| !muted(a) && !behind(a));
        if seen.shown.len() == self.shown.len() {
            return seen;
        }
        let Self { comparison, shown, .. } = &mut seen;
        let voices = |articles: &mut dyn Iterator<Item = usize>| {
            let origins = articles.filter_map(|a| self.comparison.articles.get(a)).map(|o| o.origin);
            origins.collect::<BTreeSet<_>>().len()
        };
        comparison.origins = voices(&mut shown.iter().copied());
        for section in &mut comparison.sections {
            keep(section, shown);
            for point in &mut section.points {
                point.origins = voices(&mut point.accounts.iter().map(|a| a.article));
            }
            section.origins =
                voices(&mut section.points.iter().flat_map(|p| p.accounts.iter().map(|a| a.article)));
        }
        seen
    }
}

/// Leaves in a section what these articles tell.
fn keep(section: &mut Section, shown: &[usize]) {
    let is_shown = |article: usize| shown.binary_search(&article).is_ok();
    let mut kept = 0;
    let numbers: Vec<Option<usize>> = section
        .points
        .iter_mut()
        .map(|point| {
            point.accounts.retain(|a| is_shown(a.article));
            (!point.accounts.is_empty()).then(|| {
                kept += 1;
                kept - 1
            })
        })
        .collect();
    section.points.retain(|p| !p.accounts.is_empty());
    section.differences.retain_mut(|difference| {
        let before = difference.accounts.len();
        difference.accounts.retain(|a| is_shown(a.article));
        difference.point = difference.point.and_then(|p| numbers.get(p).copied().flatten());
        before == difference.accounts.len() || still_holds(difference, before)
    });
}

/// Is there something left to tell of a difference that lost accounts?
fn still_holds(difference: &Difference, before: usize) -> bool {
    let accounts = &difference.accounts;
    let alike = accounts.windows(2).all(|pair| pair[0].value == pair[1].value);
    accounts.len() >= before.min(2) && !(difference.verdict == Verdict::Differs && alike)
}

/// The comparisons of the briefings that are open, and what is known of others.
#[derive(Debug, Default)]
pub struct Comparisons {
    open: HashMap<usize, Known>,
    counts: HashMap<u64, Counts>,
    lenses: HashMap<usize, Lens>,
    /// Counts up whenever something changes, so that a view knows when to lay it out again.
    pub version: u64,
}

#[derive(Debug)]
struct Known {
    whole: Arc<Compared>,
    /// The same through the lens.
    seen: Arc<Compared>,
}

impl Comparisons {
    /// Keeps the comparison of the briefing of a number.
    pub fn put(&mut self, number: usize, compared: Arc<Compared>, briefing: &Briefing) {
        self.version += 1;
        self.counts.insert(compared.content, compared.counts());
        self.open.insert(number, Known { seen: Arc::clone(&compared), whole: compared });
        if let Some(lens) = self.lenses.get(&number).cloned() {
            self.see(number, lens, briefing);
        }
    }

    /// Keeps what is known of briefings by their content.
    pub fn count(&mut self, counts: HashMap<u64, Counts>) {
        self.version += 1;
        self.counts.extend(counts);
    }

    /// What is known of the briefing of this content.
    pub fn counts(&self, content: u64) -> Option<Counts> {
        self.counts.get(&content).copied()
    }

    /// What the reader looks at in the briefing of a number.
    pub fn lens(&self, number: usize) -> Lens {
        self.lenses.get(&number).cloned().unwrap_or_default()
    }

    /// Looks at the briefing of a number through another lens.
    pub fn see(&mut self, number: usize, lens: Lens, briefing: &Briefing) {
        self.version += 1;
        if let Some(known) = self.open.get_mut(&number) {
            known.seen = Arc::new(known.whole.through(&lens, briefing));
        }
        self.lenses.insert(number, lens);
    }

    /// The comparison of the briefing of a number with this content, as the reader looks at it.
    pub fn seen(&self, number: usize, content: u64) -> Option<&Arc<Compared>> {
        self.open.get(&number).map(|known| &known.seen).filter(|c| c.content == content)
    }
}
