//! Cleans a stranger's text: the one function that every text passes.
//!
//! Removed are characters that can move the cursor, reorder what is read or hide: C0 but newline
//! and tab, DEL, C1, U+200B, U+2060, U+FEFF, the bidirectional embeddings, overrides and isolates,
//! tag characters and noncharacters. U+2028 and U+2029 become newlines. Joiners and directional
//! marks (U+200C to U+200F) stay, because scripts need them. A grapheme keeps at most 8 combining
//! marks and 64 bytes: half a million marks on one letter are one cell of a terminal.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

const MARKS: usize = 8;
const BYTES: usize = 64;

/// What cleaning took away.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Removed {
    /// Hidden characters and surplus marks; line ends of other systems do not count.
    pub count: usize,
    /// The first of them.
    pub first: Option<char>,
}

impl Removed {
    fn add(&mut self, c: char) {
        self.count += 1;
        self.first.get_or_insert(c);
    }
}

/// Is this one of the characters that no screen may get?
pub fn is_hidden(c: char) -> bool {
    matches!(c,
        '\0'..='\x08' | '\x0b'..='\x1f' | '\x7f'..='\u{9f}'
        | '\u{200b}' | '\u{2060}' | '\u{feff}'
        | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        | '\u{e0000}'..='\u{e007f}' | '\u{fdd0}'..='\u{fdef}')
        || u32::from(c) & 0xfffe == 0xfffe
}

/// The text without what the module's rules forbid. Cleaning twice changes nothing more.
pub fn clean(raw: &str) -> (Cow<'_, str>, Removed) {
    let plain = raw.bytes().take_while(|&b| is_plain(b)).count();
    if plain == raw.len() {
        return (Cow::Borrowed(raw), Removed::default());
    }
    let mut out = Cleaner { out: String::with_capacity(raw.len()), ..Cleaner::default() };
    out.out.push_str(&raw[..plain]);
    out.restart();
    let mut rest = &raw[plain..];
    while let Some(c) = rest.chars().next() {
        // Most text is plain but for a letter here and there, and plain letters need no look at each.
        if stands_alone(out.last) && is_plain(rest.as_bytes()[0]) {
            let run = rest.bytes().take_while(|&b| is_plain(b)).count();
            out.out.push_str(&rest[..run]);
            out.restart();
            rest = &rest[run..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match c {
            '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\r' => {}
            c if is_hidden(c) => out.removed.add(c),
            c => out.push(c),
        }
    }
    (Cow::Owned(out.out), out.removed)
}

fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | b'\n' | b'\t')
}

/// Letters that neither join what stands before them nor let another of their kind join them, so
/// that between two of them a grapheme always ends. Only a shortcut: the others are looked up.
fn stands_alone(c: char) -> bool {
    matches!(c,
        '\0'..='\u{2ff}' | '\u{370}'..='\u{482}' | '\u{48a}'..='\u{52f}'
        | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}')
}

/// Builds the output and decides by the output alone, which is why cleaning twice is cleaning once.
#[derive(Default)]
struct Cleaner {
    out: String,
    removed: Removed,
    /// A grapheme begins here for certain; others may begin after it.
    boundary: usize,
    /// Combining marks since `boundary`.
    marks: usize,
    /// `boundary` is where the *last* grapheme begins.
    exact: bool,
    last: char,
}

impl Cleaner {
    fn restart(&mut self) {
        self.last = self.out.chars().next_back().unwrap_or('\n');
        self.boundary = self.out.len() - if self.out.is_empty() { 0 } else { self.last.len_utf8() };
        self.marks = 0;
        self.exact = true;
    }

    fn push(&mut self, c: char) {
        let mark = !c.is_ascii() && is_combining_mark(c);
        if stands_alone(c) && stands_alone(self.last) {
            self.boundary = self.out.len();
            self.marks = 0;
            self.exact = true;
        } else if self.out.len() - self.boundary + c.len_utf8() > BYTES || (mark && self.marks >= MARKS) {
            // A nonspacing mark never begins a grapheme, so a flood of them needs no look-up.
            let joins_for_certain =
                self.exact && mark && c.width() == Some(0) && !matches!(self.last, '\n' | '\t');
            if !joins_for_certain {
                self.find_last_grapheme(c);
            }
            let length = self.out.len() - self.boundary;
            if length > 0 && (length + c.len_utf8() > BYTES || (mark && self.marks >= MARKS)) {
                self.removed.add(c);
                return;
            }
        } else {
            self.exact = false;
        }
        self.marks += usize::from(mark);
        self.last = c;
        self.out.push(c);
    }

    /// Moves `boundary` to where the grapheme that `c` belongs to begins.
    fn find_last_grapheme(&mut self, c: char) {
        let mut tail = self.out[self.boundary..].to_owned();
        tail.push(c);
        let last = tail.grapheme_indices(true).next_back().map_or(0, |(at, _)| at);
        self.boundary += last;
        self.marks = self.out[self.boundary..].chars().filter(|&c| is_combining_mark(c)).count();
        self.exact = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cleaned(raw: &str) -> String {
        clean(raw).0.into_owned()
    }

    #[test]
    fn escapes_and_overrides_go_and_their_letters_stay() {
        assert_eq!(cleaned("a\u{1b}[31mb\u{9b}1mc\u{202e}d\u{200b}e\u{feff}"), "a[31mb1mcde");
        assert_eq!(cleaned("one\r\ntwo\u{2028}three\ttab"), "one\ntwo\nthree\ttab");
        assert_eq!(clean("a\r\nb").1, Removed::default());
        assert_eq!(clean("a\u{7}\u{7}").1, Removed { count: 2, first: Some('\u{7}') });
    }

    #[test]
    fn scripts_keep_what_they_need() {
        for text in ["می‌خواهم", "क्‍ष", "👨‍👩‍👧‍👦", "שלום\u{200f}", "ภาษาไทย", "e\u{301}"]
        {
            assert_eq!(cleaned(text), text);
        }
    }

    #[test]
    fn a_flood_of_marks_is_cut() {
        let flood = format!("a{}b", "\u{301}".repeat(500_000));
        assert_eq!(cleaned(&flood), format!("a{}b", "\u{301}".repeat(8)));
        let joined = cleaned(&"👨\u{200d}".repeat(100));
        assert!(joined.graphemes(true).all(|g| g.len() <= BYTES), "{joined}");
    }

    #[test]
    fn no_hidden_scalar_survives() {
        for c in ('\0'..=char::MAX).filter(|&c| is_hidden(c)) {
            assert_eq!(cleaned(&format!("a{c}b")), "ab", "{:x}", u32::from(c));
        }
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(raw in "(?s:.|[\u{300}-\u{310}\u{200d}\u{1f468}\u{1f1e6}\u{1100}\u{1161}\u{915}\u{94d}]{0,40}){0,60}") {
            let once = cleaned(&raw);
            prop_assert_eq!(&cleaned(&once), &once);
            for grapheme in once.graphemes(true) {
                prop_assert!(grapheme.len() <= BYTES);
                prop_assert!(grapheme.chars().filter(|&c| is_combining_mark(c)).count() <= MARKS);
            }
            prop_assert!(!once.chars().any(is_hidden));
        }
    }
}
