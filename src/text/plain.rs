//! Markdown as plain text, with the way back: which bytes of the source each letter comes from.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::markdown::options;

/// A plain text and where it stands in its Markdown source.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plain {
    /// The letters without markup; a blank line between blocks.
    pub text: String,
    /// Headings, as bytes of `text`.
    pub headings: Vec<Range<usize>>,
    /// Where a piece of the text begins, and the bytes of the source that it stands for.
    pieces: Vec<(usize, Range<usize>)>,
}

impl Plain {
    /// Reads a Markdown source. Citations are left out; HTML is kept as it is.
    pub fn of(source: &str) -> Self {
        let mut plain = Self::default();
        let mut heading = None;
        for (event, range) in Parser::new_ext(source, options()).into_offset_iter() {
            match event {
                Event::Start(Tag::Heading { .. }) => {
                    plain.part();
                    heading = Some(plain.text.len());
                }
                Event::End(TagEnd::Heading(_)) => {
                    plain.headings.extend(heading.take().map(|start| start..plain.text.len()));
                    plain.part();
                }
                Event::Start(tag) if is_block(&tag) => plain.part(),
                Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::HtmlBlock) => {
                    plain.part();
                }
                Event::Start(Tag::TableCell) if !plain.text.is_empty() && !plain.text.ends_with('\n') => {
                    plain.push(" ", range.start..range.start);
                }
                Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => plain.push(&text, range),
                Event::Code(code) => {
                    // The backticks belong to the markup.
                    let inner = source[range.clone()]
                        .find(&*code)
                        .map_or(range.clone(), |at| range.start + at..range.start + at + code.len());
                    plain.push(&code, inner);
                }
                Event::SoftBreak | Event::HardBreak => plain.push(" ", range),
                _ => {}
            }
        }
        plain.text.truncate(plain.text.trim_end().len());
        plain
    }

    /// The bytes of the source, whole characters of it, that a span of the text stands for.
    pub fn source(&self, span: &Range<usize>, source: &str) -> Range<usize> {
        let mut start = self.at(span.start);
        let mut end = if span.is_empty() { start } else { self.at(span.end - 1).max(start) + 1 };
        while !source.is_char_boundary(start) {
            start -= 1;
        }
        while end < source.len() && !source.is_char_boundary(end) {
            end += 1;
        }
        start..end.min(source.len())
    }

    /// The bytes of `text`, the plain text itself, that come from a span of the source; whole
    /// characters of it.
    pub fn span_of(&self, span: &Range<usize>, text: &str) -> Range<usize> {
        let at = |byte: usize| {
            let piece = self.pieces.partition_point(|(_, range)| range.end <= byte);
            let Some((start, range)) = self.pieces.get(piece) else { return text.len() };
            let end = self.pieces.get(piece + 1).map_or(text.len(), |(next, _)| *next);
            (start + byte.saturating_sub(range.start)).min(end)
        };
        let (mut start, mut end) = (at(span.start), at(span.end));
        // What ends where a piece does ends before the markup that follows.
        if let Some(last) = span.end.checked_sub(1).filter(|last| *last >= span.start) {
            end = end.min(at(last) + 1).max(start);
        }
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        while end < text.len() && !text.is_char_boundary(end) {
            end += 1;
        }
        start..end.min(text.len())
    }

    /// The first byte of `text`, the plain text itself, that comes from `start` of the source or
    /// from after it.
    pub fn first_from(&self, start: usize, text: &str) -> usize {
        let piece = self.pieces.partition_point(|(_, range)| range.end <= start);
        self.pieces.get(piece).map_or(text.len(), |(at, _)| *at)
    }

    /// The byte of the source that a byte of the text comes from.
    fn at(&self, byte: usize) -> usize {
        let piece = self.pieces.partition_point(|(start, _)| *start <= byte);
        let Some((start, range)) = piece.checked_sub(1).map(|p| &self.pieces[p]) else { return 0 };
        (range.start + byte - start).min(range.end.saturating_sub(1).max(range.start))
    }

    fn push(&mut self, text: &str, range: Range<usize>) {
        if !text.is_empty() {
            self.pieces.push((self.text.len(), range));
            self.text.push_str(text);
        }
    }

    /// Ends a block.
    fn part(&mut self) {
        let kept = self.text.trim_end().len();
        if kept > 0 {
            self.text.truncate(kept);
            let at =
                self.pieces.last().map_or(0, |(start, range)| (range.start + kept - start).min(range.end));
            while self.pieces.last().is_some_and(|(start, _)| *start >= kept) {
                self.pieces.pop();
            }
            self.pieces.push((kept, at..at));
            self.text.push_str("\n\n");
        }
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::Item
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::TableHead
            | Tag::TableRow
            | Tag::BlockQuote(_)
            | Tag::List(_)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_word_leads_back_to_its_place() {
        let source =
            "One **two** [three](https://example.org)[^x].\n\n## Why `so`?\n\n- four\n- five &amp; six\n";
        let plain = Plain::of(source);
        assert_eq!(plain.text, "One two three.\n\nWhy so?\n\nfour\n\nfive & six");
        assert_eq!(&plain.text[plain.headings[0].clone()], "Why so?");
        for word in ["One", "two", "three", "Why", "so", "four", "five", "six"] {
            let Some(at) = plain.text.find(word) else { panic!("{word}") };
            let place = plain.source(&(at..at + word.len()), source);
            assert_eq!(&source[place.clone()], word);
            assert_eq!(plain.span_of(&place, &plain.text), at..at + word.len());
        }
    }

    proptest! {
        #[test]
        fn every_span_leads_into_the_source(source in "([a-zé日 *_`#>\\[\\](!|&;\n-]{0,60})") {
            let plain = Plain::of(&source);
            let ends: Vec<usize> = plain.text.char_indices().map(|(at, _)| at).chain([plain.text.len()]).collect();
            for pair in ends.windows(2) {
                let range = plain.source(&(pair[0]..pair[1]), &source);
                prop_assert!(source.get(range.clone()).is_some());
                prop_assert!(plain.text.get(plain.span_of(&range, &plain.text)).is_some());
            }
        }
    }
}
