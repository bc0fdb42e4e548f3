//! What is counted, and what happened to it: the words around a figure.

use super::Outcome;
use super::bounds::Bounded;
use super::tokens::{Tokens, What};
use super::words::{Sense, Takes};

/// How many words a noun may stand behind its figure, and how many a verb away.
const REACH: usize = 6;
const CLAUSE: usize = 14;

impl Tokens<'_> {
    /// The noun that is counted by the figure before a token: its tokens, the second one excluded.
    /// `one` says that it may stand in the singular; of a share it stands after "of" or at once.
    pub(super) fn noun(&self, at: usize, one: bool, share: bool) -> Option<(usize, usize)> {
        let first = self.over_hyphen(at);
        let mut at = first;
        if self.sense(at) == Sense::Of {
            at += 1;
            while matches!(self.sense(at), Sense::Pointer | Sense::Owner) && at < first + 4 {
                at += 1;
            }
        } else if self.sense(at) == Sense::Compared && !share {
            at += 1;
        }
        let mut head: Option<usize> = None;
        let mut end = (at + REACH).min(self.len());
        let mut next = at;
        while next < end {
            match self.what(next)? {
                // "four times a week"
                What::Word(Sense::By) if head.is_none() => {
                    head = Some(next);
                    end = next + 1;
                }
                What::Word(sense @ (Sense::None | Sense::People | Sense::Adjective | Sense::Change)) => {
                    let verb = self.is_verb(next, one && head.is_some());
                    let change = sense == Sense::Change && head.is_some();
                    // "12 of the dead", but not "12 dead"
                    if verb && (head.is_some() || next == first || sense != Sense::People) || change {
                        break;
                    }
                    // "two newly elected members"
                    if !self.at(next).ends_with("ly") {
                        head = Some(next);
                    }
                    let plural = sense == Sense::People || self.is_plural(next);
                    let goes_on = self.is_word(next + 1)
                        && self.sense(next + 1) == Sense::None
                        && self.is_plural(next + 1)
                        && !self.glued(next + 1);
                    if plural && !one && !goes_on {
                        end = next + 1;
                    }
                }
                // "M-60 guns"
                What::Name => head = None,
                What::Word(_)
                    if self.is_sign(next + 1, &['-'])
                        && self.glued(next + 1)
                        && self.what(next + 2) == Some(What::Name) =>
                {
                    head = None;
                    next += 2;
                }
                What::Sign('-') if self.glued(next) && self.glued(next + 1) => {
                    // "foreign-made engines"
                    if self.sense(next + 1) == Sense::Break {
                        head = None;
                        next += 1;
                    }
                }
                What::Sign('\'' | '’') if self.at(next + 1) == "s" && self.glued(next + 1) => {
                    head = None;
                    next += 1;
                }
                _ => break,
            }
            next += 1;
        }
        let head = head?;
        let compound = head > at && self.is_modifier(head - 1) && !self.glued(head);
        Some((head - usize::from(compound), head + 1))
    }

    /// Is the word one that tells what happens, after what is counted?
    fn is_verb(&self, at: usize, after_noun: bool) -> bool {
        let word = self.at(at);
        let ends = |ending: &str| word.len() > 4 && word.ends_with(ending);
        (self.words.outcomes)().get(word).is_some() || after_noun && (ends("ed") || ends("ing"))
    }

    fn is_plural(&self, at: usize) -> bool {
        let word = self.at(at);
        word.len() > 3 && word.ends_with('s') && !["ss", "us", "is", "ous"].iter().any(|e| word.ends_with(e))
    }

    /// May a word before a noun be a part of its name, as in "gold mines"?
    fn is_modifier(&self, at: usize) -> bool {
        const ADJECTIVES: [&str; 17] = [
            "ed", "ing", "al", "ic", "ous", "ive", "ful", "able", "ible", "ish", "ent", "ant", "an", "ese",
            "ary", "less", "ly",
        ];
        let word = self.at(at);
        self.sense(at) == Sense::None
            && self.is_word(at)
            && word.starts_with(char::is_lowercase)
            && word.len() > 2
            && !ADJECTIVES.iter().any(|ending| word.len() > ending.len() + 1 && word.ends_with(ending))
    }

    /// What happened to those who are counted: the nearest verb of the clause that fits.
    /// `before` and `after` are the tokens where the figures next to it end and begin.
    pub(super) fn outcome(&self, figure: &Bounded, before: usize, after: usize) -> Option<Outcome> {
        let behind = self.verb_behind(figure.end.max(figure.amount.end), after);
        let ahead = self.verb_ahead(figure.start, before);
        match (behind, ahead) {
            (Some((_, far)), Some((outcome, near))) if near < far => Some(outcome),
            (Some((outcome, _)), _) | (None, Some((outcome, _))) => Some(outcome),
            (None, None) => None,
        }
    }

    /// "five people were killed": the verb after a figure, and how far it is.
    fn verb_behind(&self, from: usize, limit: usize) -> Option<(Outcome, usize)> {
        let mut far = 0;
        for at in from..limit.min(from + CLAUSE).min(self.len()) {
            if self.sense(at) == Sense::Clause {
                return None;
            }
            far += self.ends_clause(at)?;
            let Some((outcome, takes)) = self.happens(at) else { continue };
            let before = if at > from { self.sense(at - 1) } else { Sense::None };
            let fits = match takes {
                Takes::Object => false,
                Takes::Subject => true,
                // "12 confirmed deaths"
                Takes::Tally => far <= 2,
                // "attacks that killed" and "gunmen killed five" did so to others.
                Takes::Either => {
                    let others = at > from && at + 1 == limit && limit < self.len();
                    before == Sense::Passive || !others && !matches!(before, Sense::Who | Sense::Perfect)
                }
            };
            return fits.then_some((outcome, far));
        }
        None
    }

    /// "killing five": the verb before a figure, and how far it is.
    fn verb_ahead(&self, to: usize, limit: usize) -> Option<(Outcome, usize)> {
        let mut far = 0;
        // "killed in five attacks", but "the toll in the city stood at five"
        let mut apart = false;
        for at in (limit.max(to.saturating_sub(CLAUSE))..to).rev() {
            let sense = self.sense(at);
            if matches!(sense, Sense::Clause | Sense::Who) {
                return None;
            }
            far += self.ends_clause(at)?;
            apart |= matches!(sense, Sense::Preposition | Sense::In | Sense::From | Sense::Over | Sense::To);
            let Some((outcome, takes)) = self.happens(at) else { continue };
            let passive = at > 0 && self.sense(at - 1) == Sense::Passive;
            let fits = match takes {
                Takes::Subject => false,
                Takes::Tally => !matches!(self.sense(to - 1), Sense::In | Sense::From) && to - 1 != at,
                Takes::Object => !apart,
                Takes::Either => !apart && !passive,
            };
            return fits.then_some((outcome, far));
        }
        None
    }

    fn happens(&self, at: usize) -> Option<(Outcome, Takes)> {
        self.is_word(at).then(|| (self.words.outcomes)().get(self.at(at)))?
    }

    /// How far a token takes one away; none where it ends the clause.
    fn ends_clause(&self, at: usize) -> Option<usize> {
        match self.what(at)? {
            What::Sign('.' | '!' | '?') if self.glued(at + 1) => Some(1),
            What::Sign('.' | '!' | '?' | ';' | ':' | '—' | '–') => None,
            What::Sign(',') => Some(3),
            _ => Some(1),
        }
    }
}
