//! Figures: how many, how much, how far, in what unit and of what.

#![expect(clippy::float_cmp, reason = "what is compared are whole numbers from tables, which are exact")]

mod amounts;
mod around;
mod bounds;
mod cardinals;
mod digits;
mod numbers;
mod tokens;
mod units;
mod words;

use std::ops::Range;

use bounds::{Bounded, Found};
use numbers::Form;
use tokens::Tokens;
pub use words::{Limit, Sense, Table, Takes, Words};

/// A figure as a text states it.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The number with its unit or currency: `1,340km`, `$14 million`, `five`.
    pub span: Range<usize>,
    /// The same with what bounds it: `at least five`. Contains `span`.
    pub whole: Range<usize>,
    /// The least that is meant.
    pub low: f64,
    /// The most that is meant; infinite for "at least".
    pub high: f64,
    /// The number that the words name, whatever bounds it: 5 of "at least five". The middle of a range, the
    /// least of a vague word.
    pub said: f64,
    /// How it is bounded.
    pub bound: Bound,
    /// What kind of figure it is.
    pub kind: Kind,
    /// The unit by its standard symbol (`km`, `USD`, `%`), where it has one.
    pub unit: Option<&'static str>,
    /// What each of it is for: `h` of "60 km/h", `bbl` of "$70 a barrel", `share`.
    pub per: Option<&'static str>,
    /// The noun that is counted, one word or a compound ("gold mines"), where one stands there.
    pub noun: Option<Range<usize>>,
    /// What happened to those who are counted, where the clause says it.
    pub outcome: Option<Outcome>,
}

/// How a figure is bounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bound {
    /// "five"
    Exact,
    /// "at least five", "more than five"
    AtLeast,
    /// "at most five", "up to five"
    AtMost,
    /// "about five", "nearly five"
    About,
    /// "five to seven", "between five and seven"
    Between,
    /// "several", "dozens"
    Vague,
}

/// What kind of figure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// "five workers"
    Count,
    /// "the third attack"
    Ordinal,
    /// "40 per cent"
    Percent,
    /// "Rs 3.4 crore"
    Money,
    /// "1,340km"
    Measure,
    /// "twice", "a 20-fold rise"
    Ratio,
}

/// What happened to those who are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outcome {
    /// They died.
    Killed,
    /// They were hurt.
    Injured,
    /// They are not found.
    Missing,
    /// They are held by the law.
    Arrested,
    /// They are held by others.
    Kidnapped,
    /// They left or were made to.
    Displaced,
    /// They were brought out.
    Rescued,
}

/// A figure in the base units of its dimension, so that kilometres compare with miles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Base {
    /// The least that is meant.
    pub low: f64,
    /// The most that is meant.
    pub high: f64,
    /// `m`, `kg`, `s`, `J`, ...; a currency is its own.
    pub unit: Option<&'static str>,
    /// The same of what it is per.
    pub per: Option<&'static str>,
}

impl Figure {
    /// The figure in base units: 830 miles and 1,340 km are both about 1.34 million metres.
    pub fn base(&self) -> Base {
        let unit = self.unit.and_then(units::by_symbol);
        let per = self.per.and_then(units::by_symbol);
        let of = |value: f64| {
            let value = unit.map_or(value, |unit| (value - unit.zero) * unit.factor);
            per.map_or(value, |per| value / per.factor)
        };
        Base {
            low: of(self.low),
            high: of(self.high),
            unit: unit.map(|unit| unit.base),
            per: per.map(|per| per.base).or(self.per),
        }
    }
}

/// Every figure of a text, in order. Spans do not overlap.
///
/// "about" and its like are read as ten per cent either way, "nearly" as ten per cent less.
pub fn figures(text: &str, words: &Words) -> Vec<Figure> {
    let tokens = Tokens::of(text, words);
    let found = found(&tokens);
    let mut figures = Vec::with_capacity(found.len());
    for (at, figure) in found.iter().enumerate() {
        let before = at.checked_sub(1).map_or(0, |last| found[last].amount.end);
        let after = found.get(at + 1).map_or(tokens.len(), |next| next.start);
        figures.extend(figure.described(&tokens, before, after));
    }
    figures
}

/// The amounts of a text with their bounds.
fn found(tokens: &Tokens) -> Vec<Bounded> {
    let mut found: Vec<Bounded> = Vec::new();
    let mut at = 0;
    let mut floor = 0;
    while at < tokens.len() {
        match tokens.bounded(at, floor) {
            None => at += 1,
            Some(Found::Nothing(end)) => at = end,
            Some(Found::Figure(figure)) => {
                at = figure.end;
                if !tokens.counts(&figure) {
                    continue;
                }
                floor = at;
                let joined = found
                    .last()
                    .filter(|last| last.end + 1 == figure.start && tokens.sense(last.end) == Sense::And);
                match joined.and_then(|last| last.merged(&figure)) {
                    Some(both) => {
                        found.pop();
                        found.push(both);
                    }
                    None => found.push(figure),
                }
            }
        }
    }
    found
}

impl Tokens<'_> {
    /// Does it count at all? "one" may be a pronoun, and "how many" asks.
    fn counts(&self, figure: &Bounded) -> bool {
        let amount = &figure.amount;
        let before = figure.start.wrapping_sub(1);
        let plain = amount.kind == Kind::Count && amount.end == amount.start + 1;
        if plain && amount.form == Form::Vague {
            return !matches!(self.sense(before), Sense::Degree | Sense::Compared)
                || self.sense(amount.start - 1) == Sense::A;
        }
        let one = plain && amount.said == 1.0 && self.is_word(amount.start) && figure.bound == Bound::Exact;
        if !one {
            return true;
        }
        let next = amount.end;
        let noun = matches!(
            self.sense(next),
            Sense::None | Sense::Adjective | Sense::People | Sense::Pointer | Sense::Owner
        );
        let alone = figure.start == 0 && self.len() == 1;
        let object = self.outcome_word(before) && !matches!(self.sense(next), Sense::Of);
        alone
            || object
            || !matches!(self.sense(before), Sense::Pointer | Sense::Owner | Sense::Who | Sense::Adjective)
                && self.is_word(next)
                && noun
    }

    fn outcome_word(&self, at: usize) -> bool {
        self.is_word(at) && (self.words.outcomes)().get(self.at(at)).is_some()
    }

    /// The bytes of tokens, the second one excluded.
    fn bytes(&self, tokens: (usize, usize)) -> Option<Range<usize>> {
        Some(self.get(tokens.0)?.start..self.get(tokens.1.checked_sub(1)?)?.end)
    }
}

impl Bounded {
    /// The figure with its noun and what happened.
    fn described(&self, tokens: &Tokens, before: usize, after: usize) -> Option<Figure> {
        let amount = &self.amount;
        let mut bounded = *self;
        let counts = matches!(amount.kind, Kind::Count | Kind::Ordinal | Kind::Percent | Kind::Ratio);
        let share = matches!(amount.kind, Kind::Percent | Kind::Ratio);
        let one = amount.kind == Kind::Ordinal || amount.said == 1.0;
        let noun = counts
            .then(|| tokens.noun(self.end.max(amount.end), one, share))
            .flatten()
            .filter(|noun| noun.1 <= after);
        let mut per = amount.per;
        if let Some((_, end)) = noun {
            // "five people or more", "four times a week"
            if bounded.end == amount.end
                && let Some((limit, end)) = tokens.limit_after(end).filter(|(_, end)| *end <= after)
            {
                bounded.limit(limit);
                bounded.end = end;
            } else if amount.kind == Kind::Count {
                per = tokens.per(end).filter(|(_, end)| *end <= after).map(|(per, _)| per);
            }
        }
        let counted = amount.kind == Kind::Count;
        Some(Figure {
            span: tokens.bytes((amount.start, amount.end))?,
            whole: tokens.bytes((bounded.start, bounded.end))?,
            low: bounded.amount.low,
            high: bounded.amount.high,
            said: amount.said,
            bound: bounded.bound,
            kind: amount.kind,
            unit: amount.unit.map(|unit| unit.symbol),
            per,
            noun: noun.and_then(|noun| tokens.bytes(noun)),
            outcome: counted.then(|| tokens.outcome(self, before, after)).flatten(),
        })
    }
}

#[cfg(test)]
mod tests;
