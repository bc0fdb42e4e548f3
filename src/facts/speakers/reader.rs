//! Reads attributions sentence by sentence, and gives quotations without a word of saying to who spoke last.

use std::ops::Range;

use super::cues::{Cue, Form, cues};
use super::noun::{Line, Noun};
use super::tokens::{Kind, Token, tokens};
use super::{Attribution, Role, Words};
use crate::facts::quotes::Quote;

/// Tokens of a sentence that are read together: no prose has longer ones, and time grows with the
/// square of the cues in one.
const LONGEST: usize = 400;

/// Who spoke, and by which word it was told.
#[derive(Clone)]
struct Voice {
    source: Option<Range<usize>>,
    head: Option<Range<usize>>,
    cue: Range<usize>,
    many: bool,
}

/// All attributions, in the order they are read.
pub(super) fn read(
    text: &str,
    sentences: &[Range<usize>],
    quotes: &[Quote],
    words: &Words,
) -> Vec<Attribution> {
    let outer: Vec<(usize, &Quote)> =
        quotes.iter().enumerate().filter(|(_, quote)| quote.depth == 0).collect();
    let mut reader = Reader {
        quotes,
        told: vec![false; quotes.len()],
        last: None,
        label: None,
        subject: None,
        found: Vec::new(),
    };
    let mut line = Vec::new();
    let (mut first, mut end) = (0, 0);
    for sentence in sentences {
        let gap = text.get(end..sentence.start).unwrap_or_default();
        if gap.matches('\n').count() > 1 {
            reader.subject = None;
            reader.label = None;
            if !reader.begins_quote(sentence) {
                reader.last = None;
            }
        }
        end = sentence.end;
        while outer.get(first).is_some_and(|(_, quote)| quote.span.end <= sentence.start) {
            first += 1;
        }
        let inside = outer[first..].iter().take_while(|(_, quote)| quote.span.start < sentence.end).count();
        tokens(text, sentence, &outer[first..first + inside], words, &mut line);
        for tokens in line.chunks(LONGEST) {
            reader.sentence(Line { text, tokens, words });
        }
    }
    reader.found
}

struct Reader<'a> {
    quotes: &'a [Quote],
    /// Which quotations somebody was credited with.
    told: Vec<bool>,
    /// Who spoke last in this paragraph, or before it.
    last: Option<Voice>,
    /// Who speaks all of this paragraph of a transcript.
    label: Option<Voice>,
    /// Whom a sentence of this paragraph was about in which nobody spoke.
    subject: Option<Voice>,
    found: Vec<Attribution>,
}

impl Reader<'_> {
    /// Does a quotation begin here? Then a paragraph goes on with who spoke before.
    fn begins_quote(&self, sentence: &Range<usize>) -> bool {
        self.quotes.binary_search_by_key(&sentence.start, |quote| quote.span.start).is_ok()
    }

    fn sentence(&mut self, line: Line) {
        if let Some((voice, from)) = line.labelled() {
            self.say(line, from..line.tokens.len(), &voice);
            // In a transcript the paragraph is theirs.
            self.label = line.word(from - 2).chars().all(char::is_uppercase).then(|| voice.clone());
            self.last = Some(voice);
        } else if let Some(voice) = self.label.clone() {
            self.say(line, 0..line.tokens.len(), &voice);
        }
        let cues = cues(line);
        let from = self.found.len();
        for at in 0..cues.len() {
            self.cue(line, &cues, at);
        }
        self.nest(from);
        self.pass_on(line, &cues, from);
        self.quotations(line, &cues);
        if self.found.len() == from {
            self.subject =
                line.subject(0).map(|noun| line.named(&noun, noun.tokens.end.min(line.tokens.len() - 1)));
        }
    }

    fn voice(line: Line, cue: &Cue) -> Voice {
        let cue_span = line.span(cue.tokens.clone());
        let Some(noun) = &cue.noun else {
            return Voice { source: None, head: None, cue: cue_span, many: false };
        };
        Voice { cue: cue_span, ..line.named(noun, cue.tokens.start) }
    }

    /// Reads what is said with one cue.
    fn cue(&mut self, line: Line, cues: &[Cue], at: usize) {
        let cue = &cues[at];
        let voice = Self::voice(line, cue);
        let count = line.tokens.len();
        match cue.form {
            Form::Through => return,
            Form::After => match self.before(line, cues, at) {
                // "“C,” S demanded"
                Some(said) if cue.rest + 1 >= count && line.is_quote(said.end - 1) => {
                    self.say(line, said, &voice);
                }
                _ => {
                    let mut from = cue.rest;
                    while line.is(from, &[Role::Adverb]) {
                        from += 1;
                    }
                    from += usize::from(line.is(from, &[Role::That]));
                    self.say(line, from..end_of_content(line, cues, at, from), &voice);
                }
            },
            Form::Around => self.around(line, cues, at, &voice),
            Form::Say => self.said(line, cues, at, &voice),
        }
        if voice.head.is_some() && matches!(cue.form, Form::Say | Form::Around) {
            self.last = Some(voice);
        }
    }

    /// "According to S, C", "C, according to S", "C, according to S, C"
    fn around(&mut self, line: Line, cues: &[Cue], at: usize, voice: &Voice) {
        let Cue { tokens, rest, .. } = &cues[at];
        let after = rest + usize::from(line.is_mark(*rest, ','));
        let first = tokens.start <= 1;
        if !first {
            let near = |cue: &&Cue| cue.form != Form::Say || cue.end() + 3 > tokens.start;
            let from = cues[..at].iter().rev().find(near).map_or(0, Cue::end);
            self.say(line, from..tokens.start, voice);
        }
        let goes_on = after > *rest && !line.is(after, &NO_CLAUSE) && !line.is_participle(after);
        if first || goes_on {
            self.say(line, after..line.tokens.len(), voice);
        }
    }

    /// Reads what is said before a verb of saying, after it, or on both sides.
    fn said(&mut self, line: Line, cues: &[Cue], at: usize, voice: &Voice) {
        let cue = &cues[at];
        // "which, S said, C": what stands before only leads to it.
        let leads = |said: &Range<usize>| {
            let last = said.clone().rev().find(|at| line.role(*at).is_some() || line.is_quote(*at));
            last.is_some_and(|at| line.is(at, &[Role::Relative, Role::That, Role::And, Role::Clause]))
        };
        let said = self.before(line, cues, at).filter(|said| !leads(said));
        let rest = line.skip_asides(cue);
        let marked = [',', ':', '—'].iter().any(|mark| line.is_mark(rest, *mark));
        let from = rest + usize::from(marked);
        let that = line.is(from, &[Role::That]);
        let quoted = said.as_ref().is_some_and(|said| line.is_quote(said.end - 1));
        let clause = !line.is(from, &NO_CLAUSE);
        let follows = if from >= line.tokens.len() {
            false
        } else if line.is_quote(from) || that || line.is_mark(rest, ':') {
            true
        } else if said.is_none() {
            !marked || cue.start() <= 1 || line.is_mark(cue.start() - 1, ',')
        } else if marked {
            // "C, S said, until C"
            let until = line.is(from, &[Role::Preposition]);
            line.is_mark(rest, ',')
                && cue.rest == cue.tokens.end
                && !quoted
                && (clause || until)
                && !line.is_participle(from)
        } else {
            cue.rest == cue.tokens.end && !quoted && clause
        };
        // "In all, S said that C": what stands before is no content then.
        if let Some(said) = said.filter(|_| !follows || marked || line.is_quote(from)) {
            self.say(line, said, voice);
        }
        if follows {
            let from = from + usize::from(that);
            self.say(line, from..end_of_content(line, cues, at, from), voice);
        }
    }

    /// What stands before a cue and its speaker, if it may be what is said.
    fn before(&self, line: Line, cues: &[Cue], at: usize) -> Option<Range<usize>> {
        let start = cues[at].start();
        let last = start.checked_sub(1)?;
        let from = cues[..at].iter().filter(|cue| !cue.aside).map(Cue::end).max().unwrap_or(0);
        if start <= from {
            return None;
        }
        let speech = |at| matches!(line.kind(at), Some(Kind::Quote(place)) if self.quotes[place].speech);
        let ends = speech(last) || [',', '—', '?', '!'].iter().any(|mark| line.is_mark(last, *mark));
        // "In Paris, S said" tells where: what is said after a preposition has a comma of its own.
        let place = line.is(from, &[Role::Preposition, Role::Time, Role::Clause])
            && !(from..last).any(|at| line.is_mark(at, ','));
        let any = (from..start).any(speech);
        let fewest = if line.is_mark(cues[at].end(), ',') { 1 } else { 3 };
        (ends && (any || start - from > fewest && !place)).then_some(from..start)
    }

    fn say(&mut self, line: Line, tokens: Range<usize>, voice: &Voice) {
        let Some(tokens) = without_marks(line.tokens, tokens) else { return };
        // "denied it"
        if tokens.len() == 1 && line.is(tokens.start, &[Role::Pronoun, Role::Several, Role::Adverb]) {
            return;
        }
        let mut content = line.span(tokens.clone());
        let mut direct = false;
        for token in &line.tokens[tokens] {
            if let Kind::Quote(place) = token.kind {
                let quote = &self.quotes[place];
                // It may reach over several sentences.
                content = content.start.min(quote.span.start)..content.end.max(quote.span.end);
                self.told[place] = true;
                direct = true;
            }
        }
        self.found.push(Attribution {
            source: voice.source.clone(),
            head: voice.head.clone(),
            cue: voice.cue.clone(),
            content,
            direct,
            many: voice.many,
            through: None,
        });
    }

    /// What somebody says of others' words is told through them.
    fn nest(&mut self, from: usize) {
        for at in from..self.found.len() {
            let inner = &self.found[at];
            let holds = |one: &&Attribution| {
                one.source.is_some()
                    && one.source != inner.source
                    && one.content.start <= inner.cue.start
                    && inner.cue.end <= one.content.end
            };
            let outer = self.found[from..].iter().filter(holds).min_by_key(|one| one.content.len());
            let through = outer.and_then(|one| one.source.clone());
            self.found[at].through = through;
        }
    }

    /// Whom the speaker of the sentence cites says the same, through the speaker.
    fn pass_on(&mut self, line: Line, cues: &[Cue], from: usize) {
        for cue in cues.iter().filter(|cue| cue.form == Form::Through) {
            let voice = Self::voice(line, cue);
            let main = self.found[from..]
                .iter()
                .find(|one| one.source.is_some() && one.source != voice.source)
                .cloned();
            if let Some(main) = main {
                let Voice { source, head, cue, many } = voice;
                self.found.push(Attribution { source, head, cue, many, through: main.source, ..main });
            } else if cue.tokens.start == 0 {
                let rest = cue.rest + usize::from(line.is_mark(cue.rest, ','));
                self.say(line, rest..line.tokens.len(), &voice);
            } else {
                self.say(line, 0..cue.tokens.start, &voice);
            }
        }
    }

    /// Quotations that no cue of the sentence claimed.
    fn quotations(&mut self, line: Line, cues: &[Cue]) {
        let main = cues.iter().find(|cue| cue.noun.is_some() && cue.form != Form::Through);
        let main = main.map(|cue| Self::voice(line, cue));
        let end = line.tokens.last().map_or(0, |token| token.span.end);
        for (at, token) in line.tokens.iter().enumerate() {
            let Kind::Quote(place) = token.kind else { continue };
            let quote = &self.quotes[place];
            if self.told[place] || !quote.speech || quote.span.end > end {
                continue;
            }
            let alone = at == 0;
            let voice = line.dashed(at).or_else(|| main.clone());
            let voice = voice.or_else(|| if alone { self.last.clone() } else { line.introduced(at) });
            let Some(voice) = voice.or_else(|| self.last.clone()).or_else(|| self.subject.clone()) else {
                continue;
            };
            self.say(line, at..at + 1, &voice);
            self.last = Some(voice);
        }
    }
}

impl Line<'_> {
    fn named(self, noun: &Noun, cue: usize) -> Voice {
        // "S, quoting A, said": A is no part of S.
        let quoting = noun.tokens.clone().skip(1).find(|at| self.is(*at, &[Role::Citing]));
        let tokens = noun.tokens.start..quoting.unwrap_or(noun.tokens.end);
        Voice {
            source: Some(trimmed(self.text, self.span(tokens))),
            head: Some(trimmed(self.text, self.tokens[noun.head].span.clone())),
            cue: self.tokens[cue].span.clone(),
            many: self.is_many(noun),
        }
    }

    /// "SMITH: C"; gives where what is said begins.
    fn labelled(self) -> Option<(Voice, usize)> {
        let colon = (1..5).find(|at| self.is_mark(*at, ':'))?;
        let named =
            (0..colon).all(|at| self.is(at, &[Role::None, Role::Report, Role::Group]) && self.is_name(at));
        let noun = Noun { tokens: 0..colon, head: colon - 1, joined: false };
        named.then(|| (self.named(&noun, colon), colon + 1))
    }

    /// "“C” — S"
    fn dashed(self, quote: usize) -> Option<Voice> {
        if quote > 0 || !self.is_mark(quote + 1, '—') {
            return None;
        }
        let noun = self.after(quote + 2).filter(|noun| self.is_name(noun.head))?;
        Some(self.named(&noun, quote + 1))
    }

    /// "S: “C”", and "S railed at “C”", where the word after S is the best there is for a cue.
    fn introduced(self, quote: usize) -> Option<Voice> {
        if quote > 0
            && self.is_mark(quote - 1, ':')
            && let Some(noun) = self.subject(0)
        {
            return Some(self.named(&noun, quote - 1));
        }
        let noun = self.subject(0).filter(|noun| noun.tokens.end < quote)?;
        Some(self.named(&noun, noun.tokens.end))
    }
}

/// What begins no clause that is said.
const NO_CLAUSE: [Role; 9] = [
    Role::Clause,
    Role::Preposition,
    Role::And,
    Role::Saying,
    Role::Judging,
    Role::To,
    Role::Citing,
    Role::According,
    Role::Relative,
];

/// Where what is said after a cue ends: at the end of the sentence, or where somebody else speaks.
fn end_of_content(line: Line, cues: &[Cue], at: usize, from: usize) -> usize {
    let cue = &cues[at];
    let mut end = line.tokens.len();
    for next in cues[at + 1..].iter().filter(|next| next.tokens.start > from) {
        let same = next.noun.is_some() && next.noun == cue.noun;
        let start = if same { next.tokens.start } else { next.start() };
        if start <= from {
            continue;
        }
        let joined = line.is(start - 1, &[Role::And, Role::Clause]);
        let comma = start - 1 - usize::from(joined);
        // "S said C and praised", but not "S said C, and he hopes"
        let resumed = next.noun.as_ref().is_some_and(|noun| !same && line.is(noun.head, &[Role::Pronoun]));
        if line.is_mark(comma, ',') && !resumed {
            end = end.min(comma);
        } else if same && joined {
            end = end.min(start - 1);
        }
    }
    let stops = |at: &usize| {
        let clause = line.is(*at + 1, &[Role::Clause, Role::Relative]) || line.role(*at + 1).is_none();
        line.is_mark(*at, ';') || line.is_mark(*at, ',') && (cue.form == Form::After && clause || cue.aside)
    };
    (from..end).find(stops).unwrap_or(end)
}

/// Without commas and the like at either end.
fn without_marks(tokens: &[Token], range: Range<usize>) -> Option<Range<usize>> {
    let is_mark = |at: &usize| matches!(tokens[*at].kind, Kind::Mark(c) if c != '?' && c != '!' && c != ')' && c != ']');
    let start = range.clone().find(|at| !is_mark(at))?;
    let last = range.rev().find(|at| !is_mark(at))?;
    Some(start..last + 1)
}

/// Without the comma that closes a remark, and without the "'s" of an owner.
fn trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let kept = text[span.clone()].trim_end_matches([',', '—', '–', '-', ' ']);
    let kept = kept.strip_suffix("'s").or_else(|| kept.strip_suffix("’s")).unwrap_or(kept);
    span.start..span.start + kept.len()
}
