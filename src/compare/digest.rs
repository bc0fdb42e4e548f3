//! An article taken apart for comparing: sentences with their words, and what they state.

use std::ops::Range;

use chrono::NaiveDate;

use super::aliases::Aliases;
use super::lexicon::{Class, Lexicon, Senses, WordId};
use super::likeness::Bag;
use crate::facts::dates::Grain;
use crate::facts::figures::Bound;
use crate::facts::{self, Language, Stated};
use crate::text::words::placed;

/// A text taken apart. All spans are bytes of `text`.
#[derive(Debug, Clone, Default)]
pub struct Digest {
    /// Plain.
    pub text: String,
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
    /// Its words, values, days and aliases in their order.
    pub words: Vec<WordId>,
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
}

impl Digest {
    /// Reads what a plain text states; its words are numbered by [`Self::number`].
    pub fn read(text: String, published: Option<NaiveDate>, language: &Language) -> Self {
        let stated = facts::stated(&text, published, language);
        Self { text, stated, sentences: Vec::new() }
    }

    /// Numbers and counts the words of all sentences.
    pub fn number(&mut self, lexicon: &mut Lexicon, senses: &Senses, aliases: &Aliases) {
        let stated = &self.stated;
        let all: Vec<_> = placed(&self.text).collect();
        let mut sentences: Vec<Sentence> = Vec::with_capacity(stated.sentences.len());
        for span in &stated.sentences {
            let figures = within(&stated.figures, span, |f| f.span.start);
            let dates = within(&stated.dates, span, |d| d.span.start);
            let names = within(&stated.names, span, |n| n.span.start);
            let own = within(&all, span, |w| w.span.start);
            let mut words = Vec::with_capacity(own.len());
            let mut at = own.start;
            while at < own.end {
                let place = all[at].span.start;
                if let Some((group, count)) = aliases.at(&all[at..own.end]) {
                    words.push(lexicon.token(format!("name {}", aliases.name(group)), Class::Name));
                    at += count;
                    continue;
                }
                // A value and a day are the same however they are worded.
                let token = stated.figures[figures.clone()]
                    .iter()
                    .find(|f| f.span.contains(&place))
                    .filter(|f| f.bound != Bound::Vague)
                    .map(|f| (f.span.end, format!("= {}", if f.low.is_finite() { f.low } else { f.high })))
                    .or_else(|| {
                        stated.dates[dates.clone()]
                            .iter()
                            .find(|d| d.span.contains(&place) && d.grain == Grain::Day)
                            .and_then(|d| Some((d.span.end, format!("day {}", d.days.as_ref()?.start))))
                    });
                if let Some((end, token)) = token {
                    words.push(lexicon.token(token, Class::Number));
                    while at < own.end && all[at].span.start < end {
                        at += 1;
                    }
                    continue;
                }
                let name = stated.names[names.clone()].iter().any(|n| n.span.contains(&place));
                words.push(lexicon.word(&all[at].folded, name, senses));
                at += 1;
            }
            let mut once = words.clone();
            once.sort_unstable();
            once.dedup();
            lexicon.count(&once);
            sentences.push(Sentence {
                span: span.clone(),
                words,
                bag: Bag::default(),
                figures,
                dates,
                names,
                hedges: within(&stated.hedges, span, |h| h.span.start),
                quotes: within(&stated.quotes, span, |q| q.span.start),
            });
        }
        self.sentences = sentences;
    }

    /// Weighs the words, when all texts are counted.
    pub fn weigh(&mut self, lexicon: &Lexicon) {
        for sentence in &mut self.sentences {
            sentence.bag = Bag::of(&sentence.words, lexicon);
        }
    }
}

/// Which of the sorted items begin in a span.
fn within<T>(items: &[T], span: &Range<usize>, start: impl Fn(&T) -> usize) -> Range<usize> {
    let first = items.partition_point(|item| start(item) < span.start);
    first..first + items[first..].partition_point(|item| start(item) < span.end)
}
