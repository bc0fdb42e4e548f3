//! Quotations: what stands in quotation marks, of any script's kind, nested ones too.

mod marks;
mod speech;

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
/// paragraph; single ones are apostrophes then. A quotation over several paragraphs, each of which
/// begins with a mark, is one quotation for each. `speech` is judged by the quotation and the
/// words around it.
pub fn quotes(text: &str, words: &super::speakers::Words) -> Vec<Quote> {
    let mut quotes = marks::pair(text);
    // A mark that opened around a quotation and proved to be none leaves no depth behind.
    let mut open: Vec<usize> = Vec::new();
    for at in 0..quotes.len() {
        while open.last().is_some_and(|end| *end <= quotes[at].span.start) {
            open.pop();
        }
        quotes[at].depth = open.len();
        open.push(quotes[at].span.end);
    }
    speech::judge(text, &mut quotes, words);
    quotes
}
