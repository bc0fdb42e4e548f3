//! Who says what: a speaker, the word of saying, and what is said, in quotation marks or not.

use std::ops::Range;

use super::quotes::Quote;

/// One statement and who made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// Who: `officials in Dushanbe`; absent where nobody is named ("it was said that").
    pub source: Option<Range<usize>>,
    /// The word of it that says who: `officials`, `Bahiss`.
    pub head: Option<Range<usize>>,
    /// The word of saying: `said`, `according to`.
    pub cue: Range<usize>,
    /// What is said.
    pub content: Range<usize>,
    /// Is it in quotation marks, whole or in part?
    pub direct: bool,
    /// Do several speak ("analysts")?
    pub many: bool,
    /// Through whom: the span of an attribution's source inside which this one is told ("Citing
    /// analysts, Al Jazeera reported": analysts through Al Jazeera).
    pub through: Option<Range<usize>>,
}

/// The words of a language around what is said.
#[derive(Debug)]
pub struct Words {}

impl Words {
    /// No words.
    pub const NONE: Self = Self {};
}

/// Every attribution of a text, by where its content begins.
pub fn attributions(
    text: &str,
    sentences: &[Range<usize>],
    quotes: &[Quote],
    words: &Words,
) -> Vec<Attribution> {
    let _ = (text, sentences, quotes, words);
    Vec::new()
}
