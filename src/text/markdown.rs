//! Markdown as blocks of styled text: what answers and articles are written in.
//!
//! Read are paragraphs, headings, emphasis, strong, code, lists, quotations, tables, rules, links
//! and citations (`[^article-id]`, a footnote reference without a definition). Whatever else
//! stands in the source (HTML, images, definitions) is kept as text: nothing is lost.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{Text, clean};

/// A Markdown text, ready to be laid out.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Document {
    /// What stands one under another.
    pub blocks: Vec<Block>,
    /// What the raised numbers in the text stand for: `¹` is the first.
    pub notes: Vec<Note>,
}

/// What a raised number leads to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Note {
    /// An article of the briefing, by the id that was cited.
    Citation(Text),
    /// An address.
    Link(Text),
}

/// One paragraph, heading, list item, row or piece of code.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// How many quotations it stands in.
    pub quote: u16,
    /// Columns that lists indent it by; `marker` stands at their end.
    pub indent: u16,
    /// `•` or `3.` before the first block of a list item.
    pub marker: Option<Text>,
    /// An empty line belongs before it.
    pub spaced: bool,
    /// The letters, without markup; newlines are hard breaks.
    pub text: Text,
    /// Which bytes of `text` are styled, in order, not overlapping.
    pub runs: Vec<Run>,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A paragraph, or what is shown like one.
    Paragraph,
    /// A heading, level 1 to 6.
    Heading(u8),
    /// Code or HTML, each line as it is.
    Code,
    /// A row of a table, its cells parted by ` │ `; true for its head.
    Row(bool),
    /// A thematic break.
    Rule,
    /// What the program says beside the text: sources, remarks.
    Aside,
}

/// A styled part of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Bytes of the block's text.
    pub range: Range<usize>,
    /// How it is set.
    pub style: Style,
    /// The note that it leads to, from 0.
    pub note: Option<usize>,
}

/// How letters are set; a set of the constants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style(u8);

impl Style {
    /// `*emphasis*`
    pub const EMPHASIS: Self = Self(1);
    /// `**strong**`
    pub const STRONG: Self = Self(2);
    /// `` `code` ``
    pub const CODE: Self = Self(4);
    /// The text of a link.
    pub const LINK: Self = Self(8);
    /// A raised number.
    pub const NOTE: Self = Self(16);

    /// Is all of `other` in it?
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Deeper quotations and lists are shown at this depth, so that text never leaves the screen.
const DEEPEST: u16 = 6;

/// Reads a Markdown text. Never fails: every text is Markdown.
pub fn parse(source: &Text) -> Document {
    let mut composer = Composer::default();
    composer.markdown(source);
    composer.finish()
}

/// Puts a document together from several texts, whose notes are numbered as one.
#[derive(Debug, Default)]
pub struct Composer(Builder);

impl Composer {
    /// Adds a Markdown text.
    pub fn markdown(&mut self, source: &Text) {
        self.0.parse(source);
    }

    /// Adds a heading.
    pub fn heading(&mut self, level: u8, text: &Text) {
        self.0.open(Kind::Heading(level));
        self.0.push(text.as_str(), None);
        self.0.finish_block();
    }

    /// Adds something beside the text: `marker` before it, in a margin as wide as `indent`, and the
    /// note that it explains. A `tight` one follows without an empty line.
    pub fn aside(
        &mut self,
        marker: Option<Text>,
        indent: u16,
        text: &Text,
        note: Option<usize>,
        tight: bool,
    ) {
        self.0.open(Kind::Aside);
        self.0.tight = tight;
        self.0.marker = marker;
        self.0.indents.push(indent);
        self.0.push(text.as_str(), None);
        if let Some(note) = note {
            let range = 0..self.0.text.len();
            self.0.runs = vec![Run { range, style: Style::default(), note: Some(note) }];
        }
        self.0.finish_block();
        self.0.indents.pop();
    }

    /// The notes so far.
    pub fn notes(&self) -> &[Note] {
        &self.0.document.notes
    }

    /// The document.
    pub fn finish(self) -> Document {
        self.0.document
    }
}

/// The ids that a text cites, in order, each once.
pub fn citations(source: &Text) -> Vec<Text> {
    let mut found: Vec<Text> = Vec::new();
    let mut seen = HashSet::new();
    if source.as_str().contains("[^") {
        for event in Parser::new_ext(source.as_str(), options()) {
            if let Event::FootnoteReference(id) = event {
                let id = Text::new(&id);
                if seen.insert(id.clone()) {
                    found.push(id);
                }
            }
        }
    }
    found
}

fn options() -> Options {
    // Without `ENABLE_OLD_FOOTNOTES` a reference that no definition follows is plain text.
    Options::ENABLE_OLD_FOOTNOTES | Options::ENABLE_TABLES
}

/// A number in raised digits: `12` is `¹²`.
pub fn raised(number: usize) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    number.to_string().bytes().map(|b| DIGITS[usize::from(b - b'0')]).collect()
}

#[derive(Debug, Default)]
struct Builder {
    document: Document,
    /// The number of each note.
    numbers: HashMap<Note, usize>,
    /// The block being filled.
    text: String,
    runs: Vec<Run>,
    kind: Option<Kind>,
    style: Style,
    quote: u16,
    /// The number of the next item, for each list that is open.
    lists: Vec<Option<u64>>,
    marker: Option<Text>,
    /// Columns of the markers of the items that are open.
    indents: Vec<u16>,
    /// The next block follows the one before without an empty line.
    tight: bool,
    cells: usize,
    links: Vec<(usize, Text)>,
    styles: Vec<Style>,
}

impl Builder {
    fn parse(&mut self, source: &Text) {
        let parser = Parser::new_ext(source.as_str(), options());
        let mut definitions: Vec<(usize, String, String)> = parser
            .reference_definitions()
            .iter()
            .map(|(label, def)| {
                let title = def.title.as_deref().unwrap_or_default();
                let shown = format!("[{label}]: {} {title}", def.dest);
                (def.span.start, def.dest.to_string(), shown.trim_end().to_owned())
            })
            .collect();
        definitions.sort();
        for event in parser {
            self.event(event);
        }
        self.finish_block();
        // A definition that no link uses makes no event, and would be lost.
        let used: HashSet<Text> = self
            .document
            .notes
            .iter()
            .filter_map(|note| match note {
                // The title stands behind the address.
                Note::Link(link) => link.as_str().split(' ').next().map(Text::new),
                Note::Citation(_) => None,
            })
            .collect();
        for (_, address, shown) in definitions {
            let address = Text::new(address.split(' ').next().unwrap_or_default());
            if !used.contains(&address) {
                self.open(Kind::Paragraph);
                self.push(&shown, None);
                self.finish_block();
            }
        }
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.push(&text, None),
            Event::Code(code) => self.styled(Style::CODE, |b| b.push(&code, None)),
            Event::InlineMath(math) | Event::DisplayMath(math) => self.push(&math, None),
            Event::FootnoteReference(id) => self.note(Note::Citation(Text::new(&id))),
            Event::SoftBreak => self.push(" ", None),
            Event::HardBreak => self.push("\n", None),
            Event::Rule => {
                self.open(Kind::Rule);
                self.finish_block();
            }
            Event::TaskListMarker(done) => self.push(if done { "[x] " } else { "[ ] " }, None),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.open(Kind::Paragraph),
            Tag::Heading { level, .. } => self.open(Kind::Heading(depth(level))),
            Tag::HtmlBlock => self.open(Kind::Code),
            Tag::CodeBlock(kind) => {
                if let CodeBlockKind::Fenced(info) = kind
                    && !info.is_empty()
                {
                    self.open(Kind::Paragraph);
                    self.styled(Style::CODE, |b| b.push(&info, None));
                    self.finish_block();
                    self.tight = true;
                }
                self.open(Kind::Code);
            }
            Tag::BlockQuote(_) => {
                self.finish_block();
                self.quote += 1;
            }
            Tag::List(first) => {
                self.finish_block();
                self.lists.push(first);
            }
            Tag::Item => self.item(),
            Tag::FootnoteDefinition(label) => {
                self.open(Kind::Paragraph);
                self.push(&format!("[{label}] "), None);
            }
            Tag::TableHead => self.open(Kind::Row(true)),
            Tag::TableRow => {
                self.tight = true;
                self.open(Kind::Row(false));
            }
            Tag::TableCell => {
                if self.cells > 0 {
                    self.push(" │ ", None);
                }
                self.cells += 1;
            }
            Tag::Emphasis => self.begin_style(Style::EMPHASIS),
            Tag::Strong => self.begin_style(Style::STRONG),
            Tag::Link { dest_url, title, .. } => self.begin_link(&dest_url, &title),
            Tag::Image { dest_url, title, .. } => {
                self.push("[", None);
                self.begin_link(&dest_url, &title);
            }
            Tag::Table(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::BlockQuote(_) => {
                self.finish_block();
                self.quote = self.quote.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.finish_block();
                self.lists.pop();
                self.tight = false;
            }
            TagEnd::Item => {
                self.finish_block();
                self.finish_empty_item();
                self.indents.pop();
            }
            TagEnd::Emphasis | TagEnd::Strong => self.style = self.styles.pop().unwrap_or_default(),
            TagEnd::Link => self.end_link(),
            TagEnd::Image => {
                self.end_link();
                self.push("]", None);
            }
            TagEnd::TableCell => {}
            TagEnd::Table => self.tight = false,
            _ => self.finish_block(),
        }
    }

    fn item(&mut self) {
        self.finish_block();
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                crate::text!("{}.", *number - 1)
            }
            _ => Text::new("•"),
        };
        self.indents.push(u16::try_from(marker.get().width() + 1).unwrap_or(2));
        self.marker = Some(marker);
    }

    /// An item without text is still an item.
    fn finish_empty_item(&mut self) {
        if self.marker.is_some() {
            self.open(Kind::Paragraph);
            self.finish_block();
        }
    }

    fn begin_style(&mut self, style: Style) {
        self.styles.push(self.style);
        self.style = self.style.with(style);
    }

    fn styled(&mut self, style: Style, write: impl FnOnce(&mut Self)) {
        let before = self.style;
        self.style = before.with(style);
        write(self);
        self.style = before;
    }

    fn begin_link(&mut self, address: &str, title: &str) {
        let mut target = address.to_owned();
        if !title.is_empty() {
            let _ = write!(target, " {title}");
        }
        self.links.push((self.text.len(), Text::new(&target)));
        self.begin_style(Style::LINK);
    }

    fn end_link(&mut self) {
        self.style = self.styles.pop().unwrap_or_default();
        if let Some((_, target)) = self.links.pop() {
            self.note(Note::Link(target));
        }
    }

    fn note(&mut self, note: Note) {
        let next = self.document.notes.len();
        let number = *self.numbers.entry(note.clone()).or_insert(next);
        if number == next {
            self.document.notes.push(note);
        }
        let mark = raised(number + 1);
        self.styled(Style::NOTE, |b| b.push(&mark, Some(number)));
    }

    fn push(&mut self, text: &str, note: Option<usize>) {
        if self.kind.is_none() {
            // Text of a tight list item stands there without a paragraph.
            self.tight =
                self.marker.is_some() && self.document.blocks.last().is_some_and(|b| b.marker.is_some());
            self.open(Kind::Paragraph);
        }
        let start = self.text.len();
        // Entities such as `&#27;` are decoded here, so the text has to be cleaned once more.
        let (text, _) = clean::clean(text);
        if matches!(self.kind, Some(Kind::Code)) {
            self.text.push_str(&text.replace('\t', "    "));
        } else {
            self.text.push_str(&text);
        }
        if self.style != Style::default() && self.text.len() > start {
            match self.runs.last_mut() {
                Some(run) if run.style == self.style && run.note == note && run.range.end == start => {
                    run.range.end = self.text.len();
                }
                _ => self.runs.push(Run { range: start..self.text.len(), style: self.style, note }),
            }
        }
    }

    fn open(&mut self, kind: Kind) {
        self.finish_block();
        self.kind = Some(kind);
    }

    fn finish_block(&mut self) {
        let Some(kind) = self.kind.take() else { return };
        let raw = std::mem::take(&mut self.text);
        let mut runs = std::mem::take(&mut self.runs);
        self.cells = 0;
        let text = Text::new(raw.trim_end_matches('\n'));
        if text.as_str() != raw.trim_end_matches('\n') {
            // Pieces that are clean apart made a grapheme that is too long together: the places
            // of the runs no longer hold.
            runs.clear();
        }
        runs.retain_mut(|run| {
            run.range.end = run.range.end.min(text.as_str().len());
            run.range.start < run.range.end
        });
        self.document.blocks.push(Block {
            kind,
            quote: self.quote.min(DEEPEST),
            indent: self.indents.iter().rev().take(usize::from(DEEPEST)).sum(),
            marker: self.marker.take(),
            spaced: !self.tight && !self.document.blocks.is_empty(),
            text,
            runs,
        });
        self.tight = false;
    }
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    fn check(source: &str, expected: &Expect) {
        let document = parse(&Text::new(source));
        let mut shown = String::new();
        for block in &document.blocks {
            if block.spaced {
                shown.push('\n');
            }
            let marker = block.marker.as_ref().map_or("", Text::as_str);
            let _ = write!(
                shown,
                "{:?} {}{}{marker} {}",
                block.kind,
                ">".repeat(usize::from(block.quote)),
                " ".repeat(usize::from(block.indent)),
                block.text
            );
            for run in &block.runs {
                let _ = write!(shown, " [{:?} {}]", &block.text.as_str()[run.range.clone()], run.style.0);
            }
            shown.push('\n');
        }
        for note in &document.notes {
            let _ = writeln!(shown, "{note:?}");
        }
        expected.assert_eq(&shown);
    }

    #[test]
    fn what_an_answer_is_made_of() {
        check(
            "One *soft* **hard** word.[^aj] [^ai]\n\n> said so\n\n- first\n- second\n  1. inner\n\n## Head\n\n`x` [site](https://a.org) again[^aj]",
            &expect![[r#"
                Paragraph  One soft hard word.¹ ² ["soft" 1] ["hard" 2] ["¹" 16] ["²" 16]

                Paragraph > said so

                Paragraph   • first
                Paragraph   • second
                Paragraph      1. inner

                Heading(2)  Head

                Paragraph  x site³ again¹ ["x" 4] ["site" 8] ["³" 16] ["¹" 16]
                Citation("aj")
                Citation("ai")
                Link("https://a.org")
            "#]],
        );
    }

    #[test]
    fn what_else_appears_is_kept() {
        check(
            "<b>bold</b> ~~gone~~ ![alt](pic.png)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```rust\n\tx\n```\n\n---\n\n[label]: http://x.y 'title'",
            &expect![[r#"
                Paragraph  <b>bold</b> ~~gone~~ [alt¹] ["alt" 8] ["¹" 16]

                Row(true)  a │ b
                Row(false)  1 │ 2

                Paragraph  rust ["rust" 4]
                Code      x

                Rule  

                Paragraph  [label]: http://x.y title
                Link("pic.png")
            "#]],
        );
    }

    #[test]
    fn an_entity_cannot_smuggle_an_escape() {
        let document = parse(&Text::new("a&#27;[2Jb &#x202e;c"));
        assert_eq!(document.blocks[0].text.as_str(), "a[2Jb c");
    }

    proptest! {
        #[test]
        fn every_word_of_the_source_is_still_there(source in r"(?s:[a-c1 \n*_>#`\[\]()^:|<!&;-]|word|\[\^id\]|http://a\.b){0,60}") {
            let text = Text::new(&source);
            let document = parse(&text);
            let mut shown = String::new();
            for block in &document.blocks {
                if let Some(marker) = &block.marker { shown.push_str(marker.as_str()); }
                shown.push_str(block.text.as_str());
            }
            for note in &document.notes {
                match note { Note::Citation(t) | Note::Link(t) => shown.push_str(t.as_str()) }
            }
            let count = |text: &str, word: &str| text.matches(word).count();
            prop_assert!(count(&shown, "word") >= count(&source, "word").min(1), "{shown:?}");
            for block in &document.blocks {
                for run in &block.runs {
                    prop_assert!(block.text.as_str().get(run.range.clone()).is_some());
                }
            }
        }
    }
}
