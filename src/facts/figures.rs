//! Figures: how many, how much, how far, in what unit and of what.

use std::ops::Range;

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
    /// How it is bounded.
    pub bound: Bound,
    /// What kind of figure it is.
    pub kind: Kind,
    /// The unit by its standard symbol (`km`, `USD`, `%`), where it has one.
    pub unit: Option<&'static str>,
    /// The noun that is counted, one word or a compound ("gold mines"), where one stands there.
    pub noun: Option<Range<usize>>,
    /// What happened to those who are counted, where the clause says it.
    pub outcome: Option<Outcome>,
}

impl Figure {
    /// The least and the most in the base unit of its dimension, and that unit.
    pub fn base(&self) -> (f64, f64, &'static str) {
        (self.low, self.high, self.unit.unwrap_or_default())
    }
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

/// The words of a language from which figures are read.
#[derive(Debug)]
pub struct Words {}

impl Words {
    /// No words: digits alone are read.
    pub const NONE: Self = Self {};
}

/// Every figure of a text, in order.
pub fn figures(text: &str, words: &Words) -> Vec<Figure> {
    let _ = (text, words);
    Vec::new()
}
