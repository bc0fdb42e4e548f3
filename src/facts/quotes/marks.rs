//! Quotation marks: which open, which close, and which are apostrophes.

use std::ops::Range;

use super::Quote;

/// Marks that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// `“ ”`, `„ “` and `” ”`
    Curly,
    /// `"`
    Straight,
    /// ` `` ` and `''`
    Doubled,
    /// `« »`, either way round
    Guillemets,
    /// `‹ ›`, either way round
    Angles,
    /// `「 」`
    Corners,
    /// `『 』`
    WhiteCorners,
    /// `‘ ’` and `‚ ‘`
    Single,
    /// `'`
    StraightSingle,
}

impl Kind {
    /// Could an unpaired one be an apostrophe?
    fn is_single(self) -> bool {
        matches!(self, Self::Single | Self::StraightSingle)
    }
}

/// An open mark.
struct Open {
    kind: Kind,
    mark: Range<usize>,
    /// Where it may have been closed by what may be the apostrophe of a plural: "the boys' game".
    maybe: Option<Range<usize>>,
}

/// More than this many marks are never open at once.
const DEEPEST: usize = 8;
/// Bytes after which an apostrophe that may have closed a quotation did.
const FAR: usize = 300;

/// Every quotation by where it begins; `depth` and `speech` are not told yet.
pub(super) fn pair(text: &str) -> Vec<Quote> {
    let mut reader = Reader { text, open: Vec::new(), found: Vec::new() };
    let mut breaks = 0;
    let mut last = 0;
    let mut skip = 0;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            breaks += usize::from(c == '\n' || c == '\u{2029}');
            continue;
        }
        if breaks > 1 {
            reader.end_paragraph(last);
        }
        if breaks == 1 && matches!(c, '“' | '"' | '„' | '«' | '「') {
            // A line that begins with a mark goes on with the quotation of the line before.
            reader.end_paragraph(last);
        }
        breaks = 0;
        last = at + c.len_utf8();
        if at >= skip && !c.is_alphanumeric() {
            skip = reader.mark(at, c);
            last = last.max(skip);
        }
    }
    reader.end_paragraph(last);
    let mut found = reader.found;
    found.sort_by_key(|quote| (quote.span.start, std::cmp::Reverse(quote.span.end)));
    found
}

struct Reader<'a> {
    text: &'a str,
    open: Vec<Open>,
    found: Vec<Quote>,
}

impl Reader<'_> {
    /// Reads the character at a place as a mark, if it is one; gives where reading goes on.
    fn mark(&mut self, at: usize, c: char) -> usize {
        let mut end = at + c.len_utf8();
        let doubled = |mark: char| self.text[end..].starts_with(mark);
        if matches!(c, '\'' | '`') && doubled(c) {
            end += 1;
        }
        let mark = at..end;
        let before = self.text[..at].chars().next_back();
        let after = self.text[end..].chars().next();
        let begins = before.is_none_or(|c| c.is_whitespace() || is_opener(c));
        let goes_on = after.is_some_and(|c| !c.is_whitespace());
        match c {
            '“' if self.opened_by(Kind::Curly, '„') => self.close(Kind::Curly, mark),
            '“' | '„' | '‟' => self.open(Kind::Curly, mark),
            '”' if begins && goes_on && !self.is_open(Kind::Curly) => self.open(Kind::Curly, mark),
            '”' => self.close_first(&[Kind::Curly, Kind::Straight, Kind::Doubled], mark),
            '"' | '＂' if self.is_open(Kind::Straight) => self.close(Kind::Straight, mark),
            '"' | '＂' if begins && goes_on => self.open(Kind::Straight, mark),
            '"' => self.close_first(&[Kind::Doubled, Kind::Curly], mark),
            '`' if end == at + 2 => self.open(Kind::Doubled, mark),
            '\'' if end == at + 2 && begins && goes_on && !self.is_open(Kind::Doubled) => {
                self.open(Kind::Doubled, mark);
            }
            '\'' if end == at + 2 => self.close(Kind::Doubled, mark),
            '«' | '»' => self.either(Kind::Guillemets, mark),
            '‹' | '›' => self.either(Kind::Angles, mark),
            '「' => self.open(Kind::Corners, mark),
            '」' => self.close(Kind::Corners, mark),
            '『' => self.open(Kind::WhiteCorners, mark),
            '』' => self.close(Kind::WhiteCorners, mark),
            '‚' if begins && goes_on => self.open(Kind::Single, mark),
            '‘' if self.opened_by(Kind::Single, '‚') => self.close(Kind::Single, mark),
            '‘' => self.open(Kind::Single, mark),
            '’' => self.single(Kind::Single, mark, before, after),
            '\'' if begins && goes_on && !self.is_open(Kind::StraightSingle) && !self.is_elision(end) => {
                self.open(Kind::StraightSingle, mark);
            }
            '\'' => self.single(Kind::StraightSingle, mark, before, after),
            _ => {}
        }
        end
    }

    /// A mark that closes or is an apostrophe.
    fn single(&mut self, kind: Kind, mark: Range<usize>, before: Option<char>, after: Option<char>) {
        let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let Some(open) = self.open.iter().rposition(|open| open.kind == kind) else { return };
        if inside(after) || before.is_none_or(char::is_whitespace) {
            return;
        }
        let near = mark.start - self.open[open].mark.start < FAR;
        if !(matches!(before, Some('s' | 'S')) && after == Some(' ') && near) {
            self.close(kind, mark);
        } else if open + 1 == self.open.len() {
            // Inside a quotation opened later it could not have closed this one.
            self.open[open].maybe.get_or_insert(mark);
        }
    }

    /// "'90s": digits are left out, and nothing is quoted.
    fn is_elision(&self, at: usize) -> bool {
        let mut next = self.text[at..].chars();
        let digits = next.by_ref().take(2).filter(char::is_ascii_digit).count();
        digits == 2 && next.next().is_some_and(|c| c == 's')
    }

    fn is_open(&self, kind: Kind) -> bool {
        self.open.iter().any(|open| open.kind == kind)
    }

    fn opened_by(&self, kind: Kind, mark: char) -> bool {
        let open = self.open.iter().rev().find(|open| open.kind == kind);
        open.is_some_and(|open| self.text[open.mark.clone()].starts_with(mark))
    }

    fn either(&mut self, kind: Kind, mark: Range<usize>) {
        // One of the same shape opens another inside; the other shape closes.
        let shape = self.text[mark.clone()].chars().next();
        let open = self.open.iter().rev().find(|open| open.kind == kind);
        if open.is_some_and(|open| self.text[open.mark.clone()].chars().next() != shape) {
            self.close(kind, mark);
        } else {
            self.open(kind, mark);
        }
    }

    fn open(&mut self, kind: Kind, mark: Range<usize>) {
        // What may have been an apostrophe closed the one before.
        if kind.is_single() {
            self.settle(kind);
        }
        if self.open.len() < DEEPEST {
            self.open.push(Open { kind, mark, maybe: None });
        }
    }

    /// What an apostrophe may have closed, it did.
    fn settle(&mut self, kind: Kind) {
        let Some(at) = self.open.iter().rposition(|open| open.kind == kind) else { return };
        if let Some(mark) = self.open[at].maybe.take() {
            let open = self.open.remove(at);
            self.keep(open.mark, mark);
        }
    }

    fn close_first(&mut self, kinds: &[Kind], mark: Range<usize>) {
        if let Some(kind) = kinds.iter().find(|kind| self.is_open(**kind)) {
            self.close(*kind, mark);
        }
    }

    fn close(&mut self, kind: Kind, mark: Range<usize>) {
        let Some(at) = self.open.iter().rposition(|open| open.kind == kind) else { return };
        for open in self.open.split_off(at + 1) {
            self.cut(open, mark.start);
        }
        if let Some(open) = self.open.pop() {
            self.keep(open.mark, mark);
        }
    }

    /// Ends what was not closed, at this place.
    fn cut(&mut self, open: Open, end: usize) {
        match open.maybe {
            Some(mark) => self.keep(open.mark, mark),
            None if open.kind.is_single() => {}
            None => self.keep(open.mark, end..end),
        }
    }

    fn end_paragraph(&mut self, end: usize) {
        for open in std::mem::take(&mut self.open) {
            self.cut(open, end);
        }
    }

    fn keep(&mut self, open: Range<usize>, close: Range<usize>) {
        let inner = open.end..close.start;
        if self.text[inner.clone()].chars().any(char::is_alphanumeric) {
            self.found.push(Quote { span: open.start..close.end, inner, depth: 0, speech: false });
        }
    }
}

/// What may stand before an opening mark without a space.
fn is_opener(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '—'
            | '–'
            | '-'
            | '/'
            | '“'
            | '‘'
            | '"'
            | '\''
            | '«'
            | '„'
            | '…'
            | '`'
            | '*'
            | '_'
            | ':'
    )
}
