//! Quotations: what stands in quotation marks, of any script's kind, nested ones too.

use std::ops::Range;

/// Words in quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// With the marks.
    pub span: Range<usize>,
    /// Without them.
    pub inner: Range<usize>,
    /// How many quotations it stands in: 0 for one that stands in none.
    pub depth: usize,
    /// Is it what somebody said (true), or a title, a name, a word held at a distance (false)?
    pub speech: bool,
}

/// Every quotation of a text, by where it begins. A mark that is never closed ends with its
/// paragraph. `speech` is judged by the quotation and the words around it.
pub fn quotes(text: &str, words: &super::speakers::Words) -> Vec<Quote> {
    let _ = (text, words);
    Vec::new()
}
