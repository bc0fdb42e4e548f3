//! Nouns and what belongs to them: who speaks, read from a verb to the left or to the right.

use std::ops::Range;

use super::tokens::{Kind, Token};
use super::{Role, Words};

/// Somebody: tokens, and the one that says who.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Noun {
    pub(super) tokens: Range<usize>,
    pub(super) head: usize,
    /// Joined by "and".
    pub(super) joined: bool,
}

/// The tokens of one sentence, with the text and the tables to look them up.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) words: &'a Words,
}

impl<'a> Line<'a> {
    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    pub(super) fn role(&self, at: usize) -> Option<Role> {
        match self.kind(at) {
            Some(Kind::Word(role)) => Some(role),
            _ => None,
        }
    }

    pub(super) fn is(&self, at: usize, roles: &[Role]) -> bool {
        self.role(at).is_some_and(|role| roles.contains(&role))
    }

    pub(super) fn is_mark(&self, at: usize, mark: char) -> bool {
        self.kind(at) == Some(Kind::Mark(mark))
    }

    pub(super) fn is_quote(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(Kind::Quote(_)))
    }

    pub(super) fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| &self.text[token.span.clone()])
    }

    /// Is it a word that begins with a capital?
    pub(super) fn is_name(&self, at: usize) -> bool {
        self.role(at).is_some() && self.word(at).starts_with(char::is_uppercase)
    }

    /// The place of tokens in the text.
    pub(super) fn span(&self, tokens: Range<usize>) -> Range<usize> {
        match (self.tokens.get(tokens.start), tokens.end.checked_sub(1).and_then(|at| self.tokens.get(at))) {
            (Some(first), Some(last)) if tokens.start < tokens.end => first.span.start..last.span.end,
            _ => 0..0,
        }
    }

    /// Can the word be part of a noun with its adjectives?
    fn is_nominal(&self, at: usize) -> bool {
        let name = self.is_name(at);
        match self.role(at) {
            Some(Role::None | Role::Group | Role::Report | Role::Claim | Role::Occasion | Role::Several) => {
                true
            }
            // "Human Rights Watch", "The Will": a name may hold any word, but no sentence begins so.
            Some(Role::Judge | Role::Judging | Role::Say | Role::Think | Role::Tell) => name && at > 0,
            _ => false,
        }
    }

    fn is_noun_time(&self, at: usize) -> bool {
        self.is(at, &[Role::Time, Role::Adverb])
    }

    /// Who stands before this token: `end` is the first token that no longer belongs.
    pub(super) fn before(&self, end: usize) -> Option<Noun> {
        let mut at = end.checked_sub(1)?;
        if self.is_mark(at, ',') || self.is_mark(at, '—') || self.is_mark(at, ')') {
            return self.before_remark(at);
        }
        while self.is_noun_time(at) && at > 0 && self.is_nominal(at - 1) {
            at -= 1;
        }
        let (mut start, mut head) = self.core(at)?;
        let mut joined = false;
        // "officials in the capital": the noun before the preposition speaks.
        while let Some(link) = start.checked_sub(1) {
            let joins = self.is(link, &[Role::And]);
            if !joins && !self.is(link, &[Role::Preposition]) {
                break;
            }
            let Some(noun) = link.checked_sub(1) else { break };
            let Some((more, other)) = self.core(noun) else { break };
            if joins {
                // "He left and Smith said" joins no speakers.
                let alike = self.is_name(other) == self.is_name(head);
                if !alike || self.is(other, &[Role::Pronoun]) {
                    break;
                }
                joined = true;
            } else if self.is(other, &[Role::Pronoun]) {
                break;
            }
            (start, head) = (more, other);
        }
        Some(Noun { tokens: start..end, head, joined })
    }

    /// Adjectives and a noun that end at a token: where they begin, and the noun.
    fn core(&self, at: usize) -> Option<(usize, usize)> {
        if self.is(at, &[Role::Pronoun]) {
            return Some((at, at));
        }
        if self.is(at, &[Role::Several]) {
            let start = at.checked_sub(1).filter(|at| self.is(*at, &[Role::Determiner])).unwrap_or(at);
            return Some((start, at));
        }
        if !self.is_nominal(at) {
            return None;
        }
        let mut start = at;
        while let Some(before) = start.checked_sub(1) {
            if self.is(before, &[Role::Determiner]) {
                start = before;
                break;
            }
            let verb = self.is(before, &[Role::Report, Role::Occasion])
                && !self.is_name(before)
                && self.is_name(start);
            if !self.is_nominal(before) || verb {
                break;
            }
            start = before;
        }
        // "passengers waiting": the noun before does it.
        let noun =
            (start..=at).rev().find(|at| !self.is_participle(*at) && !self.is(*at, &[Role::Determiner]));
        Some((start, noun.unwrap_or(at)))
    }

    /// Does the word tell what the noun before it does?
    pub(super) fn is_participle(&self, at: usize) -> bool {
        let word = self.word(at);
        word.starts_with(char::is_lowercase)
            && word.len() > 4
            && self.words.participles.iter().any(|end| word.ends_with(end))
    }

    /// Who stands before a remark that ends at the mark `end`: "Smith, who leads it,".
    fn before_remark(&self, end: usize) -> Option<Noun> {
        let mark = self.kind(end)?;
        let opens = if mark == Kind::Mark(')') { Kind::Mark('(') } else { mark };
        let mut comma = end;
        let mut found = None;
        // Few remarks stand one after another; more commas are a list.
        for _ in 0..6 {
            let open = (0..comma).rev().take(40).find(|at| self.kind(*at) == Some(opens))?;
            let before = open.checked_sub(1)?;
            let noun = if self.is_mark(before, ')') || self.role(before).is_some() {
                self.before(open)
            } else {
                None
            };
            // "59", "of Leeds": no speaker, but a remark on one.
            let noun = noun.filter(|noun| {
                let start = noun.tokens.start;
                let place = start > 0 && self.is(start - 1, &[Role::Preposition]);
                !place && !self.word(noun.head).starts_with(char::is_numeric)
            });
            let named = noun.filter(|noun| {
                opens != Kind::Mark(',')
                    || self.is_name(noun.head)
                    || self.is(noun.head, &[Role::Group])
                    || self.is(noun.tokens.start, &[Role::Determiner])
            });
            if let Some(noun) = named {
                let start = noun.tokens.start;
                found = Some(Noun { tokens: start..end + 1, ..noun });
                // "Smith, the mayor, who …": what is found is a remark itself.
                if !(self.is(start, &[Role::Determiner]) && start > 0 && self.is_mark(start - 1, ',')) {
                    break;
                }
            }
            comma = open;
        }
        found
    }

    /// Who stands from this token on, after the verb: "said Smith, the mayor".
    pub(super) fn after(&self, start: usize) -> Option<Noun> {
        let mut at = start;
        let mut head = None;
        let mut settled = false;
        let mut joined = false;
        if self.is(at, &[Role::Pronoun, Role::Several]) {
            return Some(Noun { tokens: at..at + 1, head: at, joined });
        }
        while let Some(Kind::Word(role)) = self.kind(at) {
            match role {
                Role::Determiner if head.is_none() || settled => {}
                Role::Preposition if head.is_some() => {
                    // "in a statement" tells where, not who.
                    if (at + 1..at + 4).any(|near| self.is(near, &[Role::Occasion, Role::Time])) {
                        break;
                    }
                    settled = true;
                }
                Role::And if head.is_some() && !settled && self.is_name(at + 1) => joined = true,
                Role::And if settled => {}
                _ if self.is_nominal(at) => {
                    settled |= head.is_some() && self.is_participle(at);
                    if !settled {
                        head = Some(at);
                    }
                }
                _ => break,
            }
            at += 1;
        }
        // What was only on its way to a noun is left out.
        while at > start && self.is(at - 1, &[Role::Preposition, Role::Determiner, Role::And]) {
            at -= 1;
        }
        head.filter(|_| at > start).map(|head| Noun { tokens: start..at, head, joined })
    }

    /// The subject that a clause begins with: a pronoun, a name, or a noun with its article.
    pub(super) fn subject(&self, start: usize) -> Option<Noun> {
        let mut at = start;
        while self.is(at, &[Role::Clause, Role::And, Role::Adverb, Role::That]) {
            at += 1;
        }
        // "In Paris, Smith …": the subject follows the comma.
        if self.is(at, &[Role::Preposition, Role::Time, Role::To]) {
            at = (at..self.tokens.len().min(at + 12)).find(|at| self.is_mark(*at, ','))? + 1;
        }
        // "Still, Smith …"
        if self.is_mark(at + 1, ',') {
            at += 2;
        }
        let noun = self.after(at)?;
        let name =
            self.is(at, &[Role::Determiner, Role::Pronoun, Role::Several, Role::Group]) || self.is_name(at);
        let names = noun.tokens.clone().take_while(|at| self.is_name(*at)).last();
        match names {
            // A name ends where small letters go on.
            Some(last) if self.is_name(at) && !self.is(at, &[Role::Determiner]) && last < noun.head => {
                Some(Noun { tokens: at..last + 1, head: last, joined: false })
            }
            _ => name.then_some(noun),
        }
    }

    /// Do several speak?
    pub(super) fn is_many(&self, noun: &Noun) -> bool {
        if noun.joined || self.is(noun.head, &[Role::Several, Role::Group]) {
            return true;
        }
        let word = self.word(noun.head);
        let plural = self
            .words
            .plurals
            .is_some_and(|end| word.ends_with(end) && !word.ends_with("ss") && word.len() > 3);
        plural && !self.is_name(noun.head) && self.is(noun.head, &[Role::None, Role::Report])
    }
}
