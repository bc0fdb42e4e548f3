//! Blocks of a text: what stands between blank lines, its words and its lines.

use std::collections::HashSet;
use std::ops::Range;

/// Nobody wraps text narrower than the first or wider than the second, in characters.
const WRAPPED: Range<usize> = 40..121;
/// The width of a line that was to go on.
const RUNS_ON: usize = usize::MAX;
/// A bracket longer than this, in bytes, is no aside inside a sentence.
const LONGEST_ASIDE: usize = 300;

/// Lines without a blank one between them; at least one word.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// What stands between white space.
    pub(super) words: Vec<Range<usize>>,
    /// The words that lines end with, and the width of each line in characters.
    lines: Vec<(usize, usize)>,
    /// Width of the widest line.
    widest: usize,
    /// Where brackets open that are closed again in it, soon enough.
    pub(super) closed: HashSet<usize>,
}

/// The blocks of a text, in order.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut block = Block::default();
    let mut width = 0;
    let mut brackets = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        if !c.is_whitespace() {
            let follows = at > 0 && block.words.last().is_some_and(|word| word.end == at);
            match block.words.last_mut() {
                Some(word) if follows => word.end = at + c.len_utf8(),
                _ => block.words.push(at..at + c.len_utf8()),
            }
            width += 1;
            match c {
                '(' | '[' => brackets.push(at),
                ')' | ']' => {
                    if let Some(open) = brackets.pop().filter(|open| at - open < LONGEST_ASIDE) {
                        block.closed.insert(open);
                    }
                }
                _ => {}
            }
            continue;
        }
        // One run of white space, which may hold line breaks.
        let mut breaks = breaks(c, rest.peek());
        let mut spaces = 1;
        let ran_on = breaks == 0;
        while let Some((_, c)) = rest.next_if(|(_, c)| c.is_whitespace()) {
            breaks += self::breaks(c, rest.peek());
            spaces += 1;
        }
        if block.words.is_empty() || breaks == 0 {
            width += spaces;
        } else if breaks == 1 {
            block.widest = block.widest.max(width);
            // A space left before the break shows that the line was to go on.
            block.lines.push((block.words.len() - 1, if ran_on { RUNS_ON } else { width }));
            width = 0;
        } else {
            block.widest = block.widest.max(width);
            blocks.push(std::mem::take(&mut block));
            brackets.clear();
            width = 0;
        }
    }
    if !block.words.is_empty() {
        block.widest = block.widest.max(width);
        blocks.push(block);
    }
    blocks
}

/// How many lines a character ends; the `\r` of `\r\n` ends none of its own.
fn breaks(c: char, next: Option<&(usize, char)>) -> usize {
    match c {
        '\r' if next.is_some_and(|(_, c)| *c == '\n') => 0,
        '\n' | '\r' | '\u{85}' | '\u{2028}' => 1,
        '\u{2029}' => 2,
        _ => 0,
    }
}

impl Block {
    fn line(&self, word: usize) -> Option<usize> {
        let at = self.lines.binary_search_by_key(&word, |(last, _)| *last).ok()?;
        Some(self.lines[at].1)
    }

    /// Does a line end with this word?
    pub(super) fn is_line_end(&self, word: usize) -> bool {
        self.line(word).is_some()
    }

    /// Was the line after this word ended on purpose? It was not where the next word would not
    /// have fitted into the widest line, as happens when text is wrapped.
    pub(super) fn breaks_after(&self, text: &str, word: usize) -> bool {
        let Some(width) = self.line(word) else { return false };
        if text[self.words[word].clone()].ends_with([',', ';', '-', '–', '—', '(']) {
            return false;
        }
        let next = &text[self.words[word + 1].clone()];
        if width == RUNS_ON {
            return self.widest >= WRAPPED.end && !next.starts_with(char::is_lowercase);
        }
        !WRAPPED.contains(&self.widest) || width + 1 + next.chars().count() <= self.widest
    }
}
