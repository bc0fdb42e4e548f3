//! A text cut into words, numbers in digits and signs, each with what a figure may need of it.

use super::digits;
use super::words::{Sense, Words};

/// A piece of a text, never space.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) what: What,
    /// Nothing stands between this and the token before.
    pub(super) glued: bool,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum What {
    /// A number in digits, and whether it is written with nothing but them.
    Digits(f64, bool),
    /// Digits that count nothing: of a clock, an address, a name (`M-60`).
    Name,
    /// `½`
    Fraction(f64),
    /// A word, and what it is to a figure.
    Word(Sense),
    /// Any other sign.
    Sign(char),
}

/// The tokens of a text, with an end that is always there to look at.
pub(super) struct Tokens<'a> {
    pub(super) text: &'a str,
    pub(super) words: &'a Words,
    list: Vec<Token>,
}

impl<'a> Tokens<'a> {
    pub(super) fn of(text: &'a str, words: &'a Words) -> Self {
        let mut tokens = Tokens { text, words, list: Vec::with_capacity(text.len() / 5) };
        let mut at = 0;
        let mut end = 0;
        while let Some(c) = text[at..].chars().next() {
            if c.is_whitespace() {
                at += c.len_utf8();
                continue;
            }
            let (what, len) = tokens.read(at, c);
            tokens.list.push(Token { start: at, end: at + len, what, glued: at == end && at > 0 });
            at += len;
            end = at;
        }
        tokens
    }

    fn read(&self, at: usize, c: char) -> (What, usize) {
        let rest = &self.text[at..];
        if c.is_ascii_digit() || c == '.' && rest[1..].starts_with(|c: char| c.is_ascii_digit()) {
            let before = self.text[..at].chars().next_back();
            if c == '.' && before.is_some_and(|b| b.is_alphanumeric() || b == '.') {
                return (What::Sign(c), 1);
            }
            // In a list a comma is no decimal point: "14,15,18".
            let listed = before == Some(',');
            let (value, len) = digits::read(rest, listed);
            let plain = rest[..len].bytes().all(|b| b.is_ascii_digit());
            return match value {
                Some(value) if !self.is_name(at) => (What::Digits(value, plain), len),
                _ => (What::Name, len),
            };
        }
        if let Some(value) = digits::vulgar(c) {
            return (What::Fraction(value), c.len_utf8());
        }
        if c.is_alphabetic() {
            // An apostrophe ends a word: "workers'", "China's".
            let len = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            return (What::Word(self.words.sense(&rest[..len]).unwrap_or(Sense::None)), len);
        }
        (What::Sign(c), c.len_utf8())
    }

    /// Do digits here belong to a name: `M16`, `F-35`, `COVID-19`, `a_1`, `@2`?
    fn is_name(&self, at: usize) -> bool {
        let mut before = self.list.iter().rev();
        let Some(last) = before.next().filter(|last| last.end == at) else { return false };
        let word = |token: &Token| match token.what {
            What::Word(sense) => !matches!(
                sense,
                Sense::Small(_) | Sense::Tens(_) | Sense::Hundred | Sense::Scale(_) | Sense::Mid
            ),
            _ => false,
        };
        match last.what {
            // Letters before a number may be a currency: "USD40", "Rs500".
            What::Word(_) => {
                let word = &self.text[last.start..last.end];
                self.words.currency(word).is_none() && !word.ends_with(is_unspaced)
            }
            What::Sign('-') => {
                last.glued && before.next().is_some_and(|token| word(token) && token.end == last.start)
            }
            What::Sign(sign) => matches!(sign, '_' | '@' | '#' | '\\'),
            What::Name => true,
            What::Digits(..) | What::Fraction(_) => false,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<&Token> {
        self.list.get(at)
    }

    pub(super) fn what(&self, at: usize) -> Option<What> {
        self.list.get(at).map(|token| token.what)
    }

    /// What a word is to a figure; `None` of a word also for what is no word.
    pub(super) fn sense(&self, at: usize) -> Sense {
        match self.what(at) {
            Some(What::Word(sense)) => sense,
            _ => Sense::None,
        }
    }

    pub(super) fn is_sign(&self, at: usize, signs: &[char]) -> bool {
        matches!(self.what(at), Some(What::Sign(sign)) if signs.contains(&sign))
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        matches!(self.what(at), Some(What::Word(_)))
    }

    /// Is it written without space after the one before?
    pub(super) fn glued(&self, at: usize) -> bool {
        self.list.get(at).is_some_and(|token| token.glued)
    }

    /// The text of a token; nothing beyond the end.
    pub(super) fn at(&self, at: usize) -> &'a str {
        self.list.get(at).map_or("", |token| &self.text[token.start..token.end])
    }

    /// The next token, over one hyphen: `12-mile`, `two - thirds`.
    pub(super) fn over_hyphen(&self, at: usize) -> usize {
        let hyphen = self.is_sign(at, &['-', '\u{2010}', '\u{2011}']);
        let tight = self.glued(at) == self.glued(at + 1);
        if hyphen && tight && self.is_word(at + 1) { at + 1 } else { at }
    }
}

/// A letter of a script that puts no space between a word and a number: Thai, Lao, Japanese, Chinese.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}
