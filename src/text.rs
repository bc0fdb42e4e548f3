//! Text that may be shown: cleaned once, where it enters, and never built any other way.
//!
//! [`Text`] owns, [`Str`] borrows. Views, printers and problems take only these two, so that no
//! escape sequence, bidirectional override or invisible character of a stranger reaches a screen,
//! a pipe or a file. The rules are in [`clean`].

pub mod clean;
pub mod layout;
pub mod markdown;
pub mod plain;
pub mod sentences;
pub mod words;
pub mod wrap;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Cleaned text. Cloning is cheap: the letters are shared.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(Arc<str>);

impl Text {
    /// Cleans `raw`; what is removed is told by [`clean::clean`].
    pub fn new(raw: &str) -> Self {
        Self(clean::clean(raw).0.into())
    }

    /// The letters, as UTF-8.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same text, borrowed.
    pub fn get(&self) -> Str<'_> {
        Str(&self.0)
    }

    /// True when nothing but white space is in it.
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }

    /// One line: each run of white space is one space, none at the ends.
    #[must_use]
    pub fn line(&self) -> Self {
        let mut line = String::with_capacity(self.0.len());
        for word in self.0.split_whitespace() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        if line == *self.0 { self.clone() } else { Self::new(&line) }
    }
}

/// Formats like [`format!`] and cleans the outcome.
#[macro_export]
macro_rules! text {
    ($($arg:tt)*) => { $crate::text::Text::new(&format!($($arg)*)) };
}

impl Default for Text {
    fn default() -> Self {
        Self("".into())
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl From<&str> for Text {
    fn from(raw: &str) -> Self {
        Self::new(raw)
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor)
    }
}

/// Takes the letters where they are: a `String` between would be half of the time that a large
/// catalogue takes to load.
struct TextVisitor;

impl serde::de::Visitor<'_> for TextVisitor {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    // A cache is a file like any other: what comes out of it is cleaned too.
    fn visit_str<E: serde::de::Error>(self, raw: &str) -> Result<Text, E> {
        Ok(Text::new(raw))
    }
}

/// Borrowed cleaned text: a part of a [`Text`], or a literal of the program.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Str<'a>(&'a str);

impl<'a> Str<'a> {
    /// The letters, as UTF-8.
    pub fn as_str(self) -> &'a str {
        self.0
    }

    /// The part at these bytes; empty when they are no part of it.
    #[must_use]
    pub fn slice(self, range: Range<usize>) -> Self {
        Self(self.0.get(range).unwrap_or_default())
    }

    /// Columns of a terminal that it takes on one line.
    pub fn width(self) -> usize {
        width(self.0)
    }
}

impl<'a> From<&'a Text> for Str<'a> {
    fn from(text: &'a Text) -> Self {
        text.get()
    }
}

impl From<&'static str> for Str<'static> {
    fn from(literal: &'static str) -> Self {
        Self(literal)
    }
}

impl fmt::Display for Str<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

/// Columns of a terminal, grapheme by grapheme as ratatui counts them; a tab or newline is one.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.graphemes(true).map(grapheme_width).sum()
}

/// Columns of one grapheme.
pub fn grapheme_width(grapheme: &str) -> usize {
    if grapheme.len() == 1 { 1 } else { grapheme.width() }
}

/// As much of `text` as fits `columns`, and `…` where something was left out.
pub fn fit(text: Str<'_>, columns: usize) -> Text {
    if width(text.0) <= columns {
        return Text(text.0.into());
    }
    let mut used = 0;
    let mut end = 0;
    for (at, grapheme) in text.0.grapheme_indices(true) {
        let next = used + grapheme_width(grapheme);
        if next + 1 > columns {
            break;
        }
        used = next;
        end = at + grapheme.len();
    }
    // A word is left out rather than cut, where enough of the others is left.
    let cut = !text.0[end..].starts_with(char::is_whitespace);
    let words =
        text.0[..end].rfind(char::is_whitespace).filter(|at| cut && width(&text.0[..*at]) * 2 >= columns);
    let kept = text.0[..words.unwrap_or(end)].trim_end();
    if columns == 0 { Text::default() } else { Text(format!("{kept}…").into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_no_breaks() {
        assert_eq!(Text::new("  a\n\tb  c ").line().as_str(), "a b c");
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        let text = Text::new("日本語 news");
        assert_eq!(fit(text.get(), 20).as_str(), "日本語 news");
        assert_eq!(fit(text.get(), 6).as_str(), "日本…");
        assert_eq!(fit("one two three".into(), 11).as_str(), "one two…");
        assert_eq!(fit(text.get(), 1).as_str(), "…");
        assert_eq!(fit(text.get(), 0).as_str(), "");
    }

    #[test]
    fn a_slice_out_of_bounds_is_empty() {
        let text = Text::new("é");
        assert_eq!(text.get().slice(0..1).as_str(), "");
        assert_eq!(text.get().slice(0..9).as_str(), "");
    }
}
