//! Words of saying in a sentence, and who each of them belongs to.

use std::ops::Range;

use super::Role;
use super::noun::{Line, Noun};

/// How what is said stands to the cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Before it or after it: "said".
    Say,
    /// After it: "criticized", "saying".
    After,
    /// All of the sentence but this: "according to".
    Around,
    /// What the sentence's speaker passes on: "citing".
    Through,
}

/// A word of saying that says something here.
#[derive(Debug, Clone)]
pub(super) struct Cue {
    pub(super) form: Form,
    /// The tokens of the cue: "has said", "according to".
    pub(super) tokens: Range<usize>,
    pub(super) noun: Option<Noun>,
    /// Where reading goes on for what is said after it.
    pub(super) rest: usize,
    /// Does it stand in a remark or after "to", so that the sentence around it says more?
    pub(super) aside: bool,
}

impl Cue {
    /// The first token of the cue and who says it, when they stand together.
    pub(super) fn start(&self) -> usize {
        let noun = self.noun.as_ref().filter(|noun| noun.tokens.end == self.tokens.start);
        noun.map_or(self.tokens.start, |noun| noun.tokens.start)
    }

    /// The end of both.
    pub(super) fn end(&self) -> usize {
        let noun = self.noun.as_ref().filter(|noun| noun.tokens.start == self.tokens.end);
        noun.map_or(self.tokens.end, |noun| noun.tokens.end)
    }
}

/// The cues of a sentence, in order.
pub(super) fn cues(line: Line) -> Vec<Cue> {
    let mut cues: Vec<Cue> = Vec::new();
    for at in 0..line.tokens.len() {
        let last = cues.iter().rev().find(|cue| cue.noun.is_some());
        let name = at > 0 && line.is_name(at) && line.is_name(at - 1);
        let cue = match line.role(at) {
            // "Islamic State", "New York Post"
            Some(Role::Report | Role::Judge) if name && !line.is_headline() => None,
            Some(Role::Think) if line.is(line.verb(at).start.wrapping_sub(1), &[Role::And]) => None,
            Some(Role::Say | Role::Think | Role::Tell) => line.saying(at, Form::Say, last),
            Some(Role::Judge) => line.saying(at, Form::After, last),
            Some(Role::Report) => line.reporting(at),
            Some(Role::Saying | Role::Judging) => line.adding(at, last),
            Some(Role::Claim) => line.claim(at),
            Some(Role::According) => line.according(at),
            Some(Role::Citing) => line.citing(at),
            _ => None,
        };
        cues.extend(cue.filter(|cue| !cues.last().is_some_and(|last| line.is_same_voice(last, cue))));
    }
    cues
}

/// The verb before a cue's main word.
struct Verb {
    start: usize,
    /// "to say" after something other than its subject.
    distant: bool,
    passive: bool,
}

impl Line<'_> {
    /// Auxiliaries and adverbs before a verb: "has repeatedly been".
    fn verb(self, at: usize) -> Verb {
        let mut verb = Verb { start: at, distant: false, passive: false };
        while let Some(before) = verb.start.checked_sub(1) {
            match self.role(before) {
                Some(Role::Adverb | Role::Auxiliary) => {}
                Some(Role::Be) => verb.passive = true,
                // "went on to say", "declined to comment"
                Some(Role::To) => {
                    let verbs =
                        [Role::Say, Role::Think, Role::Judge, Role::Tell, Role::Report, Role::Preposition];
                    let more = usize::from(before >= 2 && self.is(before - 1, &verbs));
                    verb.start = before - more;
                    verb.distant = more == 0;
                    continue;
                }
                _ => break,
            }
            verb.start = before;
        }
        verb
    }

    /// "S said he hopes", "S praised what he called": nobody else speaks.
    fn is_same_voice(self, last: &Cue, cue: &Cue) -> bool {
        let Some(noun) = cue.noun.as_ref().filter(|noun| self.is(noun.head, &[Role::Pronoun, Role::Several]))
        else {
            return false;
        };
        let start = noun.tokens.start;
        let begins = start == last.rest || start == last.rest + 1 && self.is(last.rest, &[Role::That]);
        let named = cue.form == Form::After || self.is(cue.tokens.end - 1, &[Role::Say, Role::Think]);
        last.noun.is_some()
            && last.tokens.end <= start
            && named
            && (begins || self.is(start - 1, &[Role::Clause]) && cue.form == Form::After)
    }

    /// "S said C", "C, said S", "S, who said C"
    fn saying(self, at: usize, form: Form, last: Option<&Cue>) -> Option<Cue> {
        let verb = self.verb(at);
        let aside = verb.distant || verb.start > 0 && self.is(verb.start - 1, &[Role::Relative]);
        let cue = |noun, rest| Some(Cue { form, tokens: verb.start..at + 1, noun, rest, aside });
        if verb.passive && !self.is(at, &[Role::Saying, Role::Judging]) {
            return (form == Form::Say && self.is(at + 1, &[Role::That, Role::To]))
                .then(|| cue(None, at + 1))
                .flatten();
        }
        if form == Form::Say && verb.start == at && self.is_open_before(at) {
            let noun = self.after(at + 1).filter(|noun| self.is_closed(noun.tokens.end));
            if let Some(noun) = noun.filter(|noun| !self.is_remarked(at, noun)) {
                let rest = noun.tokens.end;
                return cue(Some(noun), rest);
            }
        }
        let noun = if verb.distant {
            self.subject(0).filter(|noun| noun.tokens.end <= verb.start)?
        } else {
            self.speaker(verb.start, at, last)?
        };
        cue(Some(noun), at + 1)
    }

    /// "Smith, the mayor, said a vote": is who stands before the remark the speaker, not who follows?
    fn is_remarked(self, at: usize, follows: &Noun) -> bool {
        let noun = if at > 0 && self.is_mark(at - 1, ',') { self.before(at) } else { None };
        let begins = noun.filter(|noun| {
            let start = noun.tokens.start;
            start == 0 || self.is_mark(start - 1, ',') || self.is(start - 1, &[Role::And, Role::Clause])
        });
        begins.is_some_and(|noun| self.is_name(noun.head) || !self.is_name(follows.head))
    }

    /// Are nearly all words capitalized?
    fn is_headline(self) -> bool {
        let words = (0..self.tokens.len()).filter(|at| self.role(*at).is_some());
        let (names, others): (Vec<usize>, Vec<usize>) = words.partition(|at| self.is_name(*at));
        names.len() > others.len() * 2
    }

    /// Could a clause have ended right before this token?
    fn is_open_before(self, at: usize) -> bool {
        at.checked_sub(1).is_none_or(|before| {
            self.is_quote(before) || [',', '—', '?', '!', ')'].iter().any(|mark| self.is_mark(before, *mark))
        })
    }

    /// Does no clause begin at this token?
    fn is_closed(self, at: usize) -> bool {
        at >= self.tokens.len()
            || self.role(at).is_none()
            || self.is(
                at,
                &[
                    Role::Preposition,
                    Role::Time,
                    Role::Clause,
                    Role::Relative,
                    Role::Saying,
                    Role::Judging,
                    Role::And,
                ],
            )
    }

    /// Who stands before a verb: next to it, before "who", or as the subject of the verb before.
    fn speaker(self, verb: usize, cue: usize, last: Option<&Cue>) -> Option<Noun> {
        let before = verb.checked_sub(1)?;
        if self.is(before, &[Role::Relative]) {
            // "many of whom"
            if before > 1 && self.is(before - 1, &[Role::Preposition]) {
                let head = before - 2;
                return Some(Noun { tokens: head..verb, head, joined: false })
                    .filter(|noun| self.can_speak(noun));
            }
            return self.before(before - usize::from(before > 0 && self.is_mark(before - 1, ',')));
        }
        if let Some(noun) = self.before(verb) {
            let start = noun.tokens.start;
            // "who in May said"
            if start > 1 && self.is(start - 1, &[Role::Preposition]) && self.is(start - 2, &[Role::Relative])
            {
                return self.before(start - 2 - usize::from(start > 2 && self.is_mark(start - 3, ',')));
            }
            if self.can_speak(&noun) {
                return Some(noun);
            }
        }
        // "Smith laughed and said that", not "a laugh and said things"
        let goes_on = self.role(cue + 1) != Some(Role::None) || self.is_name(cue + 1);
        let joined = self.is(before, &[Role::And]) && goes_on;
        if !joined && !self.is(before, &[Role::Clause, Role::None]) && !self.is_mark(before, ',') {
            return None;
        }
        let noun = last.and_then(|cue| cue.noun.clone()).or_else(|| self.subject(0));
        noun.filter(|noun| noun.tokens.end <= verb)
    }

    /// Is it somebody, and not an adjective or a verb of no table?
    fn can_speak(self, noun: &Noun) -> bool {
        let head = noun.head;
        self.is_name(head)
            || self.is(noun.tokens.start, &[Role::Determiner])
            || self.word(noun.tokens.start).starts_with(char::is_numeric)
            || self.is(head, &NOUNS)
            || self.is_many(noun)
            || (noun.tokens.start..head).any(|at| is_owner(self.word(at)) || self.is_name(at))
    }

    /// A word that is a verb only after a subject, and before what is said.
    fn reporting(self, at: usize) -> Option<Cue> {
        let verb = self.verb(at);
        let before = verb.start.checked_sub(1)?;
        let object = self.is_quote(at + 1)
            || self.is_name(at + 1)
            || self.is(at + 1, &[Role::That, Role::Determiner, Role::Pronoun, Role::Group, Role::Several]);
        let goes_on = object || self.is(at + 1, &[Role::None, Role::To]);
        let noun =
            self.is(before, &[Role::None, Role::Occasion, Role::Claim]) && !is_owner(self.word(before));
        let subject = self.is(before, &[Role::Pronoun, Role::Several, Role::Group])
            || self.is_name(before) && noun
            || verb.start < at && self.is(verb.start, &[Role::Auxiliary, Role::To])
            || object && noun;
        // "C, a survey shows."
        if at + 1 == self.tokens.len() && noun {
            let cue = self.saying(at, Form::Say, None)?;
            return (cue.start() > 1 && self.is_mark(cue.start() - 1, ',')).then_some(cue);
        }
        if verb.passive || !goes_on || !subject {
            return self.claim(at);
        }
        self.saying(at, Form::Say, None)
    }

    /// "..., adding that C", "is calling for C", "a letter saying C"
    fn adding(self, at: usize, last: Option<&Cue>) -> Option<Cue> {
        let verb = self.verb(at);
        let before = verb.start.checked_sub(1)?;
        let noun = if verb.passive {
            self.speaker(verb.start, at, last)
        } else if self.is(before, &[Role::Preposition, Role::Clause, Role::And])
            || self.is_mark(before, ',')
            || self.is_quote(before)
        {
            last.and_then(|cue| cue.noun.clone())
                .or_else(|| self.subject(0))
                .filter(|noun| noun.tokens.end <= verb.start)
        } else {
            // "a film of Smith saying"
            let name = (0..verb.start).rev().take_while(|at| self.is_name(*at)).last();
            let name = name.map(|start| Noun { tokens: start..verb.start, head: before, joined: false });
            name.or_else(|| self.before(verb.start))
        };
        Some(Cue {
            form: Form::After,
            tokens: verb.start..at + 1,
            noun: Some(noun?),
            rest: at + 1,
            aside: false,
        })
    }

    /// "Smith's claim that C"
    fn claim(self, at: usize) -> Option<Cue> {
        if !self.is(at + 1, &[Role::That]) {
            return None;
        }
        // "said in an announcement that"
        let occasion = (at.saturating_sub(3)..at).any(|near| self.is(near, &[Role::Preposition]));
        let owner = (at.saturating_sub(3)..at).rev().find(|near| is_owner(self.word(*near)));
        let noun = owner.map(|owner| {
            let start = (0..owner).rev().take_while(|near| self.is_name(*near)).last().unwrap_or(owner);
            Noun { tokens: start..owner + 1, head: owner, joined: false }
        });
        let cue = Cue { form: Form::After, tokens: at..at + 1, noun, rest: at + 1, aside: false };
        (cue.noun.is_some() || !occasion).then_some(cue)
    }

    fn according(self, at: usize) -> Option<Cue> {
        let noun = self.is(at + 1, &[Role::To]).then(|| self.after(at + 2)).flatten()?;
        let rest = noun.tokens.end;
        Some(Cue { form: Form::Around, tokens: at..at + 2, noun: Some(noun), rest, aside: false })
    }

    fn citing(self, at: usize) -> Option<Cue> {
        let noun = self.after(at + 1)?;
        let rest = noun.tokens.end;
        Some(Cue { form: Form::Through, tokens: at..at + 1, noun: Some(noun), rest, aside: false })
    }

    /// Where what is said may begin after a cue: behind adverbs, hearers and occasions.
    pub(super) fn skip_asides(self, cue: &Cue) -> usize {
        let mut at = cue.rest;
        if self.is(cue.tokens.end - 1, &[Role::Tell]) && at == cue.tokens.end {
            at = self.skip_hearer(at);
        }
        loop {
            let occasion = match self.role(at) {
                Some(Role::Adverb | Role::Time | Role::Saying) => Some(at),
                // "to reporters", "in a statement"
                Some(Role::To) => self.near(at, &[Role::Group]),
                Some(Role::Preposition) => self.near(at, &[Role::Occasion, Role::Claim, Role::Time]),
                _ => None,
            };
            match occasion {
                Some(occasion) => at = occasion + 1,
                // "reporters in the town that"
                None if self.is(at, &[Role::Preposition, Role::To]) => return self.that(at).unwrap_or(at),
                None => return at,
            }
        }
    }

    /// The first of the next words that has one of these roles.
    fn near(self, at: usize, roles: &[Role]) -> Option<usize> {
        let mut words =
            (at + 1..at + 6).take_while(|near| self.role(*near).is_some_and(|role| role != Role::That));
        words.find(|near| self.is(*near, roles))
    }

    fn that(self, at: usize) -> Option<usize> {
        let mut words = (at + 1..at + 8).take_while(|near| self.role(*near).is_some());
        words.find(|near| self.is(*near, &[Role::That]))
    }

    fn skip_hearer(self, at: usize) -> usize {
        if self.is(at, &[Role::Pronoun, Role::Several, Role::Group]) {
            return at + 1;
        }
        if self.is(at, &[Role::That]) || self.role(at).is_none() {
            return at;
        }
        let hearer = self.after(at);
        let Some(hearer) = hearer else { return at };
        // A name or a noun up to "that", a mark or a quotation; otherwise only its capitals.
        let end = hearer.tokens.end;
        if self.role(end).is_none() || self.is(end, &[Role::That, Role::Preposition]) {
            return end;
        }
        (at..end).find(|at| !self.is_name(*at) && !self.is(*at, &[Role::Determiner])).unwrap_or(end)
    }
}

/// Roles of words that may name a speaker alone.
const NOUNS: [Role; 7] =
    [Role::Pronoun, Role::Several, Role::Group, Role::Report, Role::Claim, Role::Occasion, Role::Naming];

/// "Smith's", "the players'"
fn is_owner(word: &str) -> bool {
    ["'s", "’s", "s'", "s’"].iter().any(|end| word.ends_with(end))
}
