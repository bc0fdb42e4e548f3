//! Tokens: words, runs of digits, and marks, each looked up once.

use std::ops::Range;

use super::words::{Word, Words};
use crate::text::words::fold;

/// A word, a run of digits, or one other character that is no white space.
pub(super) struct Token {
    pub(super) span: Range<usize>,
    /// What the word means; none for a word that is in no table.
    pub(super) word: Option<Word>,
    /// The number and how many digits it has; numbers past nine digits are none.
    pub(super) number: Option<(u32, usize)>,
    /// The character, when it is neither letter nor digit.
    pub(super) mark: Option<char>,
    /// Does no white space stand before it?
    pub(super) glued: bool,
    /// Does it begin with a capital?
    pub(super) capital: bool,
}

impl Token {
    /// Can a date begin here?
    pub(super) fn begins_a_date(&self) -> bool {
        use Word::{
            Calendar, Decade, Final, Fiscal, HalfSign, Holiday, In, Later, Month, More, No, Number, One,
            Ordinal, Part, QuarterSign, Rest, Season, Since, Unit, Units, Until, Vague, WeekSign, Weekday,
            Which, Within,
        };
        self.number.is_some()
            || matches!(self.mark, Some('\'' | '’'))
            || matches!(
                self.word,
                Some(
                    Month(..)
                        | Weekday(..)
                        | Ordinal(_)
                        | Final
                        | Number(_)
                        | Vague(..)
                        | Unit(_)
                        | Units(_)
                        | Season(..)
                        | Part(_)
                        | Which(_)
                        | Word::Day(_)
                        | QuarterSign
                        | HalfSign
                        | WeekSign
                        | Fiscal
                        | Calendar
                        | Decade(_)
                        | Holiday
                        | Word::Now
                        | One
                        | In
                        | Within
                        | Since
                        | Until
                        | Word::By
                        | Word::Before
                        | Word::After
                        | Later
                        | Word::Earlier
                        | Rest
                        | More
                        | No
                )
            )
    }

    /// Is it letters?
    pub(super) fn is_word(&self) -> bool {
        self.number.is_none() && self.mark.is_none()
    }
}

/// The longest word that is looked up, in bytes.
const LONGEST: usize = 24;

/// Cuts a text into tokens.
pub(super) fn tokens(text: &str, words: &Words) -> Vec<Token> {
    let mut found = Vec::with_capacity(text.len() / 5);
    let mut chars = text.char_indices().peekable();
    let mut glued = false;
    while let Some((start, first)) = chars.next() {
        if first.is_whitespace() {
            glued = false;
            continue;
        }
        let same: fn(char) -> bool = if first.is_ascii_digit() {
            |c| c.is_ascii_digit()
        } else if first.is_alphabetic() {
            char::is_alphabetic
        } else {
            |_| false
        };
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = chars.next_if(|(_, c)| same(*c)) {
            end = at + c.len_utf8();
        }
        found.push(token(&text[start..end], start, first, glued, words));
        glued = true;
    }
    found
}

fn token(letters: &str, start: usize, first: char, glued: bool, words: &Words) -> Token {
    let span = start..start + letters.len();
    let mut token = Token { span, word: None, number: None, mark: None, glued, capital: false };
    if first.is_ascii_digit() {
        // Longer numbers are read as none, but still as digits: they are part of nothing.
        token.number = Some((letters.parse().unwrap_or(u32::MAX), letters.len()));
    } else if first.is_alphabetic() {
        token.capital = first.is_uppercase();
        token.word = look_up(letters, words);
    } else {
        token.mark = Some(first);
    }
    token
}

fn look_up(letters: &str, words: &Words) -> Option<Word> {
    if letters.len() > LONGEST {
        return None;
    }
    if !letters.is_ascii() {
        return words.find(&fold(letters));
    }
    let mut folded = [0; LONGEST];
    let folded = &mut folded[..letters.len()];
    folded.copy_from_slice(letters.as_bytes());
    folded.make_ascii_lowercase();
    words.find(std::str::from_utf8(folded).ok()?)
}
