//! Sentences: where one ends and the next begins.

use std::ops::Range;

/// The sentences of a plain text, in order, without the white space around them. A blank line
/// always ends one.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let _ = text;
    Vec::new()
}
