//! An article taken apart for comparing: sentences with their words, and what they state.

use std::ops::Range;

use chrono::NaiveDate;

use super::aliases::Aliases;
use super::lexicon::{Class, Lexicon, Senses, WordId};
use super::likeness::Bag;
use crate::briefing::Article;
use crate::facts::dates::Grain;
use crate::facts::figures::Bound;
use crate::facts::{self, Language, Stated};
use crate::text::Text;
use crate::text::plain::Plain;
use crate::text::words::placed;

/// A text taken apart. All spans are bytes of `text`.
#[derive(Debug, Clone, Default)]
pub struct Digest {
    /// Plain.
    pub text: String,
    /// Where it stands in the article's whole text.
    plain: Plain,
    /// The whole text, as Markdown.
    whole: Text,
    /// At which byte of `text` each section of the article begins.
    parts: Vec<usize>,
    /// What it states.
    pub stated: Stated,
    /// The same sentences as in `stated`, with their words.
    pub sentences: Vec<Sentence>,
}

/// A sentence and the numbers of what it states.
#[derive(Debug, Clone, Default)]
pub struct Sentence {
    /// Bytes of the text.
    pub span: Range<usize>,
    /// It is a heading, and no statement.
    pub heading: bool,
    /// The section of its article that it stands in; none for the lead.
    pub part: Option<usize>,
    /// Its words, values, days and aliases in their order.
    pub words: Vec<WordId>,
    /// At which byte each of them begins.
    pub places: Vec<usize>,
    /// The same, weighed; empty before [`Digest::weigh`].
    pub bag: Bag,
    /// Which figures stand in it.
    pub figures: Range<usize>,
    /// Which dates.
    pub dates: Range<usize>,
    /// Which hedges.
    pub hedges: Range<usize>,
    /// Which names.
    pub names: Range<usize>,
    /// Which quotations begin in it.
    pub quotes: Range<usize>,
    /// Attributions whose cue begins in it.
    pub cues: Vec<usize>,
    /// Attributions whose source begins in it.
    pub sources: Vec<usize>,
}

impl Sentence {
    /// The words that begin in a span, each with its place.
    pub fn within(&self, span: &Range<usize>) -> impl Iterator<Item = (usize, WordId)> {
        let own = within(&self.places, span, |place| *place);
        self.places[own.clone()].iter().copied().zip(self.words[own].iter().copied())
    }
}

impl Digest {
    /// Reads what a plain text states; its words are numbered by [`Self::number`].
    pub fn read(text: String, published: Option<NaiveDate>, language: &Language) -> Self {
        let stated = facts::stated(&text, published, language);
        Self { text, stated, ..Self::default() }
    }

    /// Takes an article apart, whose "today" is `published`.
    pub fn of(article: &Article, published: Option<NaiveDate>, language: &Language) -> Self {
        let whole = article.whole_text();
        let mut plain = Plain::of(whole.as_str());
        let mut digest = Self::read(std::mem::take(&mut plain.text), published, language);
        let starts = article.section_starts();
        digest.parts = starts.iter().map(|start| plain.first_from(*start, &digest.text)).collect();
        digest.plain = plain;
        digest.whole = whole;
        digest
    }

    /// The bytes of the article's whole text that a span of the plain text stands for; the span
    /// itself where the text is of no article.
    pub fn source(&self, span: &Range<usize>) -> Range<usize> {
        if self.whole.as_str().is_empty() {
            span.clone()
        } else {
            self.plain.source(span, self.whole.as_str())
        }
    }

    /// Numbers and counts the words of all sentences.
    pub fn number(&mut self, lexicon: &mut Lexicon, senses: &Senses, aliases: &Aliases) {
        let stated = &self.stated;
        let heading = |span: &Range<usize>| self.plain.headings.iter().any(|h| h.contains(&span.start));
        let all: Vec<_> = placed(&self.text).collect();
        let mut sentences: Vec<Sentence> = Vec::with_capacity(stated.sentences.len());
        for span in &stated.sentences {
            let figures = within(&stated.figures, span, |f| f.span.start);
            let dates = within(&stated.dates, span, |d| d.span.start);
            let names = within(&stated.names, span, |n| n.span.start);
            let own = within(&all, span, |w| w.span.start);
            let mut words = Vec::with_capacity(own.len());
            let mut places = Vec::with_capacity(own.len());
            let mut at = own.start;
            while at < own.end {
                let place = all[at].span.start;
                places.push(place);
                if let Some((group, count)) = aliases.at(&all[at..own.end]) {
                    words.push(lexicon.token(format!("name {}", aliases.name(group)), Class::Name));
                    at += count;
                    continue;
                }
                // A value and a day are the same however they are worded.
                let token = at_place(&stated.figures[figures.clone()], place, |f| &f.span)
                    .filter(|f| f.bound != Bound::Vague)
                    .map(|f| (f.span.end, format!("= {}", if f.low.is_finite() { f.low } else { f.high })))
                    .or_else(|| {
                        at_place(&stated.dates[dates.clone()], place, |d| &d.span)
                            .filter(|d| d.grain == Grain::Day)
                            .and_then(|d| Some((d.span.end, format!("day {}", d.days.as_ref()?.start))))
                    });
                if let Some((end, token)) = token {
                    words.push(lexicon.token(token, Class::Number));
                    while at < own.end && all[at].span.start < end {
                        at += 1;
                    }
                    continue;
                }
                let name = at_place(&stated.names[names.clone()], place, |n| &n.span).is_some();
                words.push(lexicon.word(&all[at].folded, name, senses));
                at += 1;
            }
            let mut once = words.clone();
            once.sort_unstable();
            once.dedup();
            lexicon.count(&once);
            sentences.push(Sentence {
                span: span.clone(),
                heading: heading(span),
                part: self.parts.partition_point(|start| *start <= span.start).checked_sub(1),
                words,
                places,
                bag: Bag::default(),
                figures,
                dates,
                names,
                hedges: within(&stated.hedges, span, |h| h.span.start),
                quotes: within(&stated.quotes, span, |q| q.span.start),
                cues: Vec::new(),
                sources: Vec::new(),
            });
        }
        for (number, attribution) in stated.attributions.iter().enumerate() {
            if let Some(at) = sentence_at(&sentences, attribution.cue.start) {
                sentences[at].cues.push(number);
            }
            let source = attribution.source.as_ref();
            if let Some(at) = source.and_then(|source| sentence_at(&sentences, source.start)) {
                sentences[at].sources.push(number);
            }
        }
        self.sentences = sentences;
    }

    /// The words of all sentences but headings, in order.
    pub fn words(&self) -> Vec<WordId> {
        self.sentences.iter().filter(|s| !s.heading).flat_map(|s| s.words.iter().copied()).collect()
    }

    /// Weighs the words, when all texts are counted.
    pub fn weigh(&mut self, lexicon: &Lexicon) {
        for sentence in &mut self.sentences {
            sentence.bag = Bag::of(&sentence.words, lexicon);
        }
    }
}

/// The sentence that a byte stands in.
pub(super) fn sentence_at(sentences: &[Sentence], byte: usize) -> Option<usize> {
    let at = sentences.partition_point(|s| s.span.end <= byte);
    sentences.get(at).is_some_and(|s| s.span.contains(&byte)).then_some(at)
}

/// Which of the sorted items begin in a span.
fn within<T>(items: &[T], span: &Range<usize>, start: impl Fn(&T) -> usize) -> Range<usize> {
    let first = items.partition_point(|item| start(item) < span.start);
    first..first + items[first..].partition_point(|item| start(item) < span.end)
}

/// The item that a byte stands in, of those that follow one another.
fn at_place<T>(items: &[T], place: usize, span: impl Fn(&T) -> &Range<usize>) -> Option<&T> {
    let after = items.partition_point(|item| span(item).end <= place);
    items.get(after).filter(|item| span(item).start <= place)
}
