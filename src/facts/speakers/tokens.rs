//! A sentence as words, marks and whole quotations.

use std::ops::Range;

use super::{Role, Words};
use crate::facts::quotes::Quote;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word(Role),
    /// A comma, semicolon, colon, dash or bracket; dashes are all `—`.
    Mark(char),
    /// A quotation that stands in no other, by its place in the list; the part in this sentence.
    Quote(usize),
}

/// A token and its place in the text.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Range<usize>,
}

/// The tokens of a sentence. `quotes` are those that reach into it, with their places in the list.
pub(super) fn tokens(
    text: &str,
    sentence: &Range<usize>,
    quotes: &[(usize, &Quote)],
    words: &Words,
    found: &mut Vec<Token>,
) {
    found.clear();
    let mut quotes = quotes.iter().peekable();
    let mut at = sentence.start;
    while at < sentence.end {
        while quotes.next_if(|(_, quote)| quote.span.end <= at).is_some() {}
        if let Some((place, quote)) = quotes.next_if(|(_, quote)| quote.span.start <= at) {
            let end = quote.span.end.min(sentence.end);
            found.push(Token { kind: Kind::Quote(*place), span: at..end });
            at = end;
            continue;
        }
        let until = quotes.peek().map_or(sentence.end, |(_, quote)| quote.span.start.min(sentence.end));
        at = plain(text, at..until, words, found);
    }
}

/// Reads one token outside of quotations; gives where the next may begin.
fn plain(text: &str, at: Range<usize>, words: &Words, found: &mut Vec<Token>) -> usize {
    let rest = &text[at.clone()];
    let Some(first) = rest.chars().next() else { return at.end };
    if first.is_alphanumeric() {
        let end = at.start + word_length(rest);
        found.push(Token { kind: Kind::Word(words.role(&text[at.start..end])), span: at.start..end });
        return end;
    }
    let mut end = at.start + first.len_utf8();
    let mark = match first {
        '-' | '–' | '—' | '―' => {
            end = at.start + (rest.len() - rest.trim_start_matches(['-', '–', '—', '―']).len());
            Some('—')
        }
        ',' | '，' | '、' => Some(','),
        ':' | '：' => Some(':'),
        ';' | '(' | ')' | '[' | ']' | '?' | '!' => Some(first),
        _ => None,
    };
    if let Some(mark) = mark {
        found.push(Token { kind: Kind::Mark(mark), span: at.start..end });
    }
    end
}

/// Letters and digits, and what joins them: "U.S.", "O'Neil", "vice-president", "3.4", "AT&T".
fn word_length(rest: &str) -> usize {
    let mut length = 0;
    let mut letters = rest.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let joins = matches!(c, '\'' | '’' | '-' | '.' | '&' | '/' | '_' | '@')
            && letters.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if !(c.is_alphanumeric() || joins) {
            break;
        }
        length = at + c.len_utf8();
    }
    length
}
