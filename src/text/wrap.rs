//! Breaks a text into rows for a width, at the places where its script allows it.
//!
//! UAX 14 line breaking with dictionaries for Thai, Khmer, Lao and Burmese (textwrap with
//! `unicode-linebreak-complex`), first fit. A word wider than the row is broken between graphemes,
//! never inside one.

use std::ops::Range;

use textwrap::WordSeparator;
use textwrap::core::Fragment;
use textwrap::wrap_algorithms::wrap_first_fit;
use unicode_segmentation::UnicodeSegmentation;

use super::{grapheme_width, width};

/// A piece of a row: bytes of the text, and its columns with and without the space after it.
#[derive(Debug)]
struct Piece {
    range: Range<usize>,
    columns: usize,
    space: usize,
}

impl Fragment for Piece {
    // Columns are far below 2^52.
    #[allow(clippy::cast_precision_loss)]
    fn width(&self) -> f64 {
        self.columns as f64
    }

    #[allow(clippy::cast_precision_loss)]
    fn whitespace_width(&self) -> f64 {
        self.space as f64
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// The rows of `text`, as byte ranges without the white space at their ends. A newline always
/// ends a row. `columns` of 0 counts as 1.
pub fn wrap(text: &str, columns: usize) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        wrap_line(line, start, columns.max(1), &mut rows);
        start += line.len() + 1;
    }
    rows
}

fn wrap_line(line: &str, offset: usize, columns: usize, rows: &mut Vec<Range<usize>>) {
    let shown = line.trim_end();
    if width(shown) <= columns {
        rows.push(offset..offset + shown.len());
        return;
    }
    let mut pieces = Vec::new();
    let mut at = 0;
    for word in WordSeparator::UnicodeBreakProperties.find_words(shown) {
        let length = word.word.len() + word.whitespace.len();
        let columns_of_word = width(word.word);
        if columns_of_word > columns {
            break_word(word.word, at, columns, &mut pieces);
            if let Some(last) = pieces.last_mut() {
                last.space = word.whitespace.len();
            }
        } else {
            pieces.push(Piece {
                range: at..at + word.word.len(),
                columns: columns_of_word,
                space: word.whitespace.len(),
            });
        }
        at += length;
    }
    // An indent wider than the row is a word without letters.
    #[allow(clippy::cast_precision_loss)]
    for row in wrap_first_fit(&pieces, &[columns as f64]) {
        if let (Some(first), Some(last)) = (row.first(), row.last()) {
            rows.push(offset + first.range.start..offset + last.range.end);
        }
    }
}

fn break_word(word: &str, at: usize, columns: usize, pieces: &mut Vec<Piece>) {
    let (mut start, mut used) = (0, 0);
    for (i, grapheme) in word.grapheme_indices(true) {
        let wide = grapheme_width(grapheme);
        if used + wide > columns && i > start {
            pieces.push(Piece { range: at + start..at + i, columns: used, space: 0 });
            (start, used) = (i, 0);
        }
        used += wide;
    }
    pieces.push(Piece { range: at + start..at + word.len(), columns: used, space: 0 });
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str, columns: usize) -> Vec<&str> {
        wrap(text, columns).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn words_stay_whole_where_they_can() {
        assert_eq!(rows("the quick brown fox", 10), ["the quick", "brown fox"]);
        assert_eq!(rows("one\n\ntwo  ", 10), ["one", "", "two"]);
        assert_eq!(rows("incomprehensibilities", 8), ["incompre", "hensibil", "ities"]);
    }

    #[test]
    fn scripts_without_spaces_break_between_words() {
        assert_eq!(rows("日本語の新聞記事", 6), ["日本語", "の新聞", "記事"]);
        for row in rows("สวัสดีชาวโลกวันนี้อากาศดีมาก", 12)
        {
            assert!(width(row) <= 12, "{row}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_sticks_out(text in "(?s:[a-z é日本\u{301}👨‍👩‍👧ไทย\n-]){0,80}", columns in 2usize..40) {
            let found = wrap(&text, columns);
            let mut letters = String::new();
            let mut end = 0;
            for row in &found {
                prop_assert!(row.start >= end);
                end = row.end;
                letters.extend(text[row.clone()].chars().filter(|c| !c.is_whitespace()));
                prop_assert!(width(&text[row.clone()]) <= columns, "{:?}", &text[row.clone()]);
            }
            let all: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            prop_assert_eq!(letters, all);
        }
    }
}
