//! Whether a date without a year, or a weekday, lies behind or ahead: by the verbs around it.

use super::words::{Part, Which, Word};
use super::{Line, Token};

/// Where a date lies, seen from the day of publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    /// "said on Thursday"
    Past,
    /// "will meet on Thursday"
    Future,
    /// No word tells.
    Unknown,
}

/// How many tokens are looked at on each side.
const REACH: usize = 14;

impl Line<'_> {
    /// The tense at a place: the nearest word that tells, first of those before it, then of those
    /// after it in the same sentence.
    pub(super) fn tense(&self, at: usize) -> Tense {
        match self.before(at) {
            Some(Word::Since | Word::Which(Which::Last | Which::Past | Which::Recent)) => return Tense::Past,
            Some(Word::Until | Word::By | Word::Which(Which::Next | Which::Coming)) => return Tense::Future,
            _ => {}
        }
        let from = at.saturating_sub(REACH);
        let before = self.tokens.get(from..at).unwrap_or_default();
        let mut heard = Tense::Unknown;
        for (back, token) in before.iter().enumerate().rev() {
            if ends_a_sentence(token) {
                break;
            }
            match self.tells(token) {
                Tense::Unknown => {}
                // "to be opened", "will be opened": the word before tells.
                Tense::Past if back > 0 && before[back - 1].word == Some(Word::Be) => heard = Tense::Past,
                told => return told,
            }
        }
        let after = self.tokens.get(at..).unwrap_or_default().iter().take(REACH);
        after
            .take_while(|token| !ends_a_sentence(token))
            .map(|token| self.tells(token))
            .find(|told| *told != Tense::Unknown)
            .unwrap_or(heard)
    }

    fn tells(&self, token: &Token) -> Tense {
        match token.word {
            Some(Word::Past) => Tense::Past,
            Some(Word::Future) => Tense::Future,
            None if token.is_word() && !token.capital => {
                let letters = &self.text[token.span.clone()];
                // "red" and "bed" end so too, but are too short for a verb.
                let past = |ending: &str| letters.len() > ending.len() + 2 && letters.ends_with(ending);
                if self.words.past_endings.iter().any(|e| past(e)) { Tense::Past } else { Tense::Unknown }
            }
            _ => Tense::Unknown,
        }
    }

    /// Is the word one with which a date is sought behind: "late", "end"?
    pub(super) fn part(&self, at: usize) -> Option<Part> {
        match self.word(at)? {
            Word::Part(part) => Some(part),
            Word::Earlier => Some(Part::Early),
            Word::Later | Word::Rest => Some(Part::Late),
            _ => None,
        }
    }
}

fn ends_a_sentence(token: &Token) -> bool {
    matches!(token.mark, Some('.' | '!' | '?' | ';' | '。')) && token.glued
}
