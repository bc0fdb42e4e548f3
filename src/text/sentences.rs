//! Sentences: where one ends and the next begins.
//!
//! Read word by word: a sentence ends between two words when the first closes with a stop that is
//! none of an abbreviation, an initial or a number, and the second could begin one. Stops of
//! scripts that write no spaces end it inside a word, too. The rules know no language; only the
//! tables of `abbreviations` do.

mod abbreviations;
mod blocks;
mod lists;

use std::ops::Range;

use abbreviations::Kind;
use blocks::Block;
use lists::Marker;

/// The sentences of a plain text, in order, without the white space around them. A blank line
/// always ends one; a single newline does where a list item or another line of its own begins,
/// and does not where running text was wrapped. Sentences inside a quotation are sentences of
/// their own. Every character that is no white space is in exactly one of them.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for block in blocks::blocks(text) {
        Reader { text, block: &block, start: 0, list: None, found: &mut found }.read();
    }
    found
}

/// Reads one block: lines with no blank one between them.
struct Reader<'a> {
    text: &'a str,
    block: &'a Block,
    /// The word that the sentence being read begins with.
    start: usize,
    /// The list item that the last list item was.
    list: Option<Marker>,
    found: &'a mut Vec<Range<usize>>,
}

impl Reader<'_> {
    fn read(mut self) {
        let words = &self.block.words;
        let mut open = 0;
        let mut from = words[0].start;
        for (at, word) in words.iter().enumerate() {
            if let Some(marker) = self.marker(at) {
                self.list = Some(marker);
            }
            let begins_bracket = at == self.start;
            let mut stopped = None;
            for (inside, c) in self.text[word.clone()].char_indices() {
                let place = word.start + inside;
                let closes = is_closing(c) && !matches!(c, '“' | '‘' | '«');
                match stopped {
                    _ if is_wide_stop(c) && open == 0 => stopped = Some(c),
                    Some(_) if closes || is_wide_stop(c) => {}
                    // "３．５"
                    Some('．') if c.is_numeric() => stopped = None,
                    Some(_) => {
                        self.found.push(from..place);
                        from = place;
                        self.start = at;
                        stopped = None;
                    }
                    None => {}
                }
                match c {
                    // A bracket that begins a sentence holds sentences of its own.
                    '(' | '[' if !(begins_bracket && inside == 0) => {
                        open += usize::from(self.block.closed.contains(&place));
                    }
                    ')' | ']' => open = open.saturating_sub(1),
                    _ => {}
                }
            }
            let last = at + 1 == words.len();
            if last || self.ends(at, open) {
                self.found.push(from..word.end);
                open = 0;
                if !last {
                    from = words[at + 1].start;
                    self.start = at + 1;
                }
            }
        }
    }

    fn word(&self, at: usize) -> Option<&str> {
        self.block.words.get(at).map(|word| &self.text[word.clone()])
    }

    /// The marker of the list item that this word begins a sentence with.
    fn marker(&self, at: usize) -> Option<Marker> {
        let bullet = self.start + 1 == at && self.word(self.start).is_some_and(lists::is_bullet);
        (at == self.start || bullet).then(|| Marker::read(self.word(at)?)).flatten()
    }

    /// Does the sentence end between this word and the next, with so many brackets open?
    fn ends(&self, at: usize, open: usize) -> bool {
        let (Some(word), Some(next)) = (self.word(at), self.word(at + 1)) else { return true };
        let next = if lists::is_bullet(next) { self.word(at + 2).unwrap_or(next) } else { next };
        let item = Marker::read(next);
        if self.block.breaks_after(self.text, at) && !next.starts_with('.') {
            return true;
        }
        if self.block.is_line_end(at) && (item.is_some() || self.word(at + 1).is_some_and(lists::is_bullet)) {
            return true;
        }
        if open > 0 {
            return false;
        }
        if item.is_some() && self.list.is_some_and(|list| Some(list.next()) == item) {
            return !self.word(at).is_some_and(lists::is_bullet);
        }
        // "1." begins an item and ends nothing.
        if self.marker(at).is_some() {
            return false;
        }
        if is_rule(word) {
            return true;
        }
        let Some(stop) = self.stop(at) else { return false };
        if word.ends_with(is_quote) && (is_dash(next) || stop == Stop::Loud && self.says_who(at + 1)) {
            return false;
        }
        if is_face(next) || stop == Stop::Noted && is_number(next) {
            return false;
        }
        if is_rule(next) || item.is_some_and(Marker::is_bracketed) {
            return true;
        }
        let begins = self.begins(at + 1);
        match stop {
            Stop::Wide => true,
            _ if begins == Begin::Nothing => false,
            // "a night of Oliver! in Leeds", "“Really?” he said"
            Stop::Loud => {
                begins != Begin::Lower
                    || next.starts_with(char::is_lowercase) && word.ends_with(['!', '?']) && !is_capital(word)
            }
            Stop::Dots => begins != Begin::Lower,
            Stop::Noted => begins == Begin::Upper || is_face(word),
            Stop::Point(core) => {
                let lower = begins == Begin::Lower;
                let before = at.checked_sub(1).filter(|_| at > self.start).and_then(|at| self.word(at));
                (!lower || self.is_careless(word)) && point_ends(before, core, next, begins)
            }
        }
    }

    /// Does it go on after a quotation with who said it? "“Why?” Smith asked."
    fn says_who(&self, from: usize) -> bool {
        for at in from..from + 12 {
            let Some(word) = self.word(at).filter(|word| !word.starts_with(is_quote)) else { return false };
            if abbreviations::says(word) {
                let closed = word.ends_with(['.', ',', ':']);
                return closed || self.word(at + 1).is_none_or(abbreviations::follows_saying);
            }
            match Stop::read(word) {
                Some(Stop::Point(core))
                    if abbreviations::kind(core).is_some() || core.chars().count() < 2 => {}
                Some(_) => return false,
                None => {}
            }
        }
        false
    }

    /// What stops at this word; the numbers of notes and a face share the stop before them.
    fn stop(&self, at: usize) -> Option<Stop<'_>> {
        let word = self.word(at)?;
        let before = || at.checked_sub(1).and_then(|at| self.word(at)).and_then(Stop::read);
        if is_number(word) && before() == Some(Stop::Noted) {
            return before();
        }
        if is_face(word) {
            return Some(Stop::Noted);
        }
        if is_address(word) && self.word(at + 1).is_some_and(abbreviations::begins_a_sentence) {
            return Some(Stop::Noted);
        }
        Stop::read(word)
    }

    /// May the next sentence begin without a capital? It may after one that began without, and
    /// after a plain word that is no abbreviation.
    fn is_careless(&self, word: &str) -> bool {
        let Some(core) = word.strip_suffix('.') else { return false };
        let first = self.word(self.start).unwrap_or_default();
        let plain = core.len() > 2 && core.chars().all(|c| c.is_lowercase() || matches!(c, '\'' | '’'));
        plain || first.starts_with(char::is_lowercase) && Marker::read(first).is_none()
    }

    /// How the word that a sentence might begin with begins; dashes and marks before it do not count.
    fn begins(&self, at: usize) -> Begin {
        let bare = |at| {
            self.word(at)
                .map(|word: &str| word.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '.'))
        };
        let first = bare(at).filter(|word| !word.is_empty()).or_else(|| bare(at + 1));
        match first.and_then(|word| word.chars().next()) {
            None | Some('.') => Begin::Nothing,
            _ if first.is_some_and(is_address) => Begin::Upper,
            Some(c) if c.is_lowercase() => Begin::Lower,
            Some(c) if c.is_numeric() => Begin::Digit,
            Some(_) => Begin::Upper,
        }
    }
}

/// Does a full stop after `core` end the sentence when `next` follows?
fn point_ends(before: Option<&str>, core: &str, next: &str, begins: Begin) -> bool {
    let starter = || abbreviations::begins_a_sentence(next);
    if let Some(kind) = abbreviations::kind(core) {
        return match kind {
            Kind::Title => false,
            Kind::Numbered => begins != Begin::Digit,
            Kind::Month => begins != Begin::Digit && starter(),
            Kind::Time => !abbreviations::follows_a_time(next),
            Kind::Inside => starter(),
        };
    }
    let mut letters = core.chars();
    match (letters.next(), letters.next()) {
        // "It was I." ends a sentence; the I of a name stands after another capital.
        (Some('I'), None) => !before.is_some_and(|b| b.starts_with(char::is_uppercase)) || starter(),
        (Some(c), None) if c.is_uppercase() => starter(),
        // "U.S.", "J. C.", "i.v."
        _ if is_dotted(core) => starter(),
        _ => true,
    }
}

/// What a word begins with, as far as it tells whether a sentence begins there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begin {
    Upper,
    Digit,
    Lower,
    Nothing,
}

/// What stops at the end of a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop<'a> {
    /// A mark that has no other use: `।`, `。`.
    Wide,
    /// `!`, `?`.
    Loud,
    /// `...`, `…`.
    Dots,
    /// Any of them, and the number of a note: `so.12`.
    Noted,
    /// One full stop after these letters.
    Point(&'a str),
}

impl<'a> Stop<'a> {
    fn read(word: &'a str) -> Option<Self> {
        let bare = word.trim_end_matches(is_closing);
        // Words left out of a quotation: "[...]"
        if bare.ends_with("[..") || bare.ends_with("[...") || bare.ends_with("[…") {
            return None;
        }
        let word = bare;
        // A note's number after the stop: "so.12"
        let noted = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let noted = noted.strip_suffix(['.', '!', '?']).filter(|core| {
            noted.len() < word.len() && core.ends_with(|c: char| c.is_lowercase() || c == ')')
        });
        if let Some(core) = noted {
            return (!core.contains(['/', '@', '.'])).then_some(Self::Noted);
        }
        match word.chars().next_back()? {
            '!' | '?' | '‽' => Some(Self::Loud),
            '…' => Some(Self::Dots),
            '.' if word.ends_with("..") => Some(Self::Dots),
            '.' => {
                let core = word[..word.len() - 1].trim_start_matches(|c: char| !c.is_alphanumeric());
                Some(Self::Point(core.trim_end_matches(is_closing)))
            }
            ';' if word.chars().any(|c| ('\u{370}'..'\u{400}').contains(&c)) => Some(Self::Loud),
            c if is_wide_stop(c) => Some(Self::Wide),
            _ => None,
        }
    }
}

/// A line drawn between sentences: `***`.
fn is_rule(word: &str) -> bool {
    word.len() >= 3 && word.bytes().all(|b| matches!(b, b'*' | b'=' | b'_' | b'~' | b'#'))
}

/// `:-)`
fn is_face(word: &str) -> bool {
    (2..=3).contains(&word.len()) && word.starts_with([':', ';']) && word.ends_with([')', '(', 'D', 'P'])
}

fn is_address(word: &str) -> bool {
    word.starts_with("http") && word.contains("://") || word.starts_with("www.")
}

fn is_dash(word: &str) -> bool {
    word.chars().all(|c| matches!(c, '-' | '–' | '—' | '―'))
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '’' | '‘' | '\'' | '»' | '«')
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit())
}

fn is_capital(word: &str) -> bool {
    word.trim_start_matches(is_closing).starts_with(char::is_uppercase)
}

/// Stops that end a sentence whatever follows.
fn is_wide_stop(c: char) -> bool {
    matches!(
        c,
        '。' | '！'
            | '？'
            | '．'
            | '｡'
            | '।'
            | '॥'
            | '؟'
            | '۔'
            | '։'
            | '။'
            | '\u{37e}'
            | '።'
            | '፧'
            | '។'
            | '៕'
            | '᙮'
            | '᠃'
    )
}

/// What may stand between a stop and the white space after its sentence.
fn is_closing(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '”'
            | '’'
            | '“'
            | '‘'
            | '»'
            | '«'
            | '›'
            | '‹'
            | ')'
            | ']'
            | '}'
            | '」'
            | '』'
            | '）'
            | '】'
            | '》'
            | '*'
            | '_'
    )
}

/// Single letters with points between them: `U.S`, `i.v`.
fn is_dotted(core: &str) -> bool {
    core.contains('.')
        && core.split('.').all(|part| part.chars().count() == 1 && !part.starts_with(char::is_numeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|span| &text[span]).collect()
    }

    /// The sentences are written with `|` between them.
    #[track_caller]
    fn check(marked: &str) {
        let text = marked.replace('|', " ");
        assert_eq!(cut(&text), marked.split('|').collect::<Vec<_>>());
    }

    #[test]
    fn stops_end_sentences_and_abbreviations_do_not() {
        check("The ferry sank.|Who knew?|Nobody!|It was late.");
        check("Dr. Holt met Gen. Brandt on Jan. 5 at 6 a.m. in St. Ives.|They left.");
        check("She works for Gull Inc. in Leeds.|He works for Gull Inc.|They met there.");
        check("The U.S. Army came to the U.S.|They left the U.S. for good.");
        check("J. R. Holt has a Ph.D. in law.|A. Brandt does not.");
        check("It cost $3.50, see p. 12 and No. 7.|It rose 2.5 percent.");
        check("It was I.|We left, e.g. by ferry.");
        check("He left at 5 p.m. Monday.|She left at 6 p.m.|The ferry left.");
    }

    #[test]
    fn quotations_and_brackets_go_with_their_sentence() {
        check("“Why?” she asked.|“I do not know.”|He left.");
        check("“Why now?” Mira Holt asked.|“Why not?”");
        check("She sails (she was a cook once. Not now.) in summer.");
        check("(He left. |She stayed.)|It rained.".replace(". |", ".|").as_str());
        check("He said “the [...] ferry” (p. 5).|It rained.");
    }

    #[test]
    fn addresses_and_ellipses_hold_stops() {
        check("See https://gull.example/a.b?c=1 or mira@gull.example for more.|It is free.");
        check("It is ... well ... late.|I waited...|She came.");
        check("Files end in .txt or .md here.");
    }

    #[test]
    fn list_items_are_sentences() {
        check("1. Two coats|2. One hat");
        check("a) one thing|b) another");
        assert_eq!(cut("Bring:\n• a coat\n• a hat"), ["Bring:", "• a coat", "• a hat"]);
    }

    #[test]
    fn line_breaks_end_headings_and_not_wrapped_lines() {
        assert_eq!(cut("A heading\n\nIt rained. It"), ["A heading", "It rained.", "It"]);
        let wrapped =
            "It rained for so long that the ferry could not leave the\nharbour of the town on that day.";
        assert_eq!(cut(wrapped).len(), 1);
        let headed = "Rain\nIt rained for so long that the ferry could not leave the\nharbour of the town on that day.";
        assert_eq!(cut(headed).len(), 2);
        assert_eq!(cut("one\r\n\r\ntwo"), ["one", "two"]);
    }

    #[test]
    fn stops_of_other_scripts_end_sentences() {
        assert_eq!(cut("雨が降った。「帰ろう。」と言った！"), ["雨が降った。", "「帰ろう。」", "と言った！"]);
        assert_eq!(cut("वह गया। वह आया।"), ["वह गया।", "वह आया।"]);
        assert_eq!(cut("هل جاء؟ نعم جاء."), ["هل جاء؟", "نعم جاء."]);
        assert_eq!(cut("Τι είναι; Δεν ξέρω."), ["Τι είναι;", "Δεν ξέρω."]);
        assert_eq!(cut("Նա գնաց։ Նա եկավ։"), ["Նա գնաց։", "Նա եկավ։"]);
        assert_eq!(cut("သူသွားသည်။သူလာသည်။"), ["သူသွားသည်။", "သူလာသည်။"]);
    }

    #[test]
    fn long_lines_are_cut_in_linear_time() {
        for part in
            ["。", ".", ". ", "a. ", "A.", "?\" ", "”", "?” A ", "( ", "(a) ", "1. ", "\n", "a\n", "x"]
        {
            let text = part.repeat((1 << 20) / part.len());
            for sentence in sentences(&text) {
                assert!(text.is_char_boundary(sentence.start));
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn sentences_hold_every_character(parts in proptest::collection::vec(proptest::sample::select(&PARTS[..]), 0..40), noise in ".{0,20}") {
            let text = parts.concat() + &noise;
            let mut end = 0;
            for sentence in sentences(&text) {
                assert!(text[end..sentence.start].trim().is_empty());
                assert!(!text[sentence.clone()].is_empty());
                assert_eq!(&text[sentence.clone()], text[sentence.clone()].trim());
                end = sentence.end;
            }
            assert!(text[end..].trim().is_empty());
        }
    }

    /// What ends sentences, and what does not.
    const PARTS: [&str; 26] = [
        "A", "b", ".", " ", "\n", "\r\n", "?", "。", "“", "”", "(", ")", "1", "•", "Dr", "U.S.", "…",
        "\u{2029}", "।", ":-)", "***", "said", "www.x", "ü", "．", "\u{a0}",
    ];
}
