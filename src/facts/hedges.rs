//! Hedges: words that make a statement less than certain.

use std::ops::Range;

/// A hedge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hedge {
    /// "reportedly", "is believed to"
    pub span: Range<usize>,
    /// How much it takes away.
    pub strength: Strength,
}

/// How much a hedge takes away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Strength {
    /// "apparently", "likely", "is expected to", "consistent with"
    Weak,
    /// "reportedly", "is believed to", "may"
    Medium,
    /// "allegedly", "unconfirmed", "it is unclear whether"
    Strong,
}

/// The words of a language that hedge.
#[derive(Debug)]
pub struct Words {}

impl Words {
    /// No words.
    pub const NONE: Self = Self {};
}

/// Every hedge of a text, in order.
pub fn hedges(text: &str, words: &Words) -> Vec<Hedge> {
    let _ = (text, words);
    Vec::new()
}
