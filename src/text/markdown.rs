//! Markdown as blocks of styled text: what answers and articles are written in.
//!
//! Read are paragraphs, headings, emphasis, strong, code, lists, quotations, tables, rules, links
//! and citations (`[^article-id]`, a footnote reference without a definition). Whatever else
//! stands in the source (HTML, images, definitions) is kept as text: nothing is lost.

mod builder;

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser};

use super::Text;
use builder::Builder;

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

impl Block {
    /// The letters without the raised numbers of links and citations.
    pub fn said(&self) -> String {
        let mut said = String::new();
        let mut from = 0;
        for run in self.runs.iter().filter(|r| r.style.has(Style::NOTE)) {
            said.push_str(&self.text.as_str()[from..run.range.start]);
            from = run.range.end;
        }
        said + &self.text.as_str()[from..]
    }
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

    /// Adds a Markdown text beside the text, as [`Self::aside`] does.
    pub fn aside_markdown(&mut self, marker: Option<Text>, indent: u16, source: &Text, tight: bool) {
        let first = self.0.document.blocks.len();
        self.0.indents.push(indent);
        self.0.parse(source);
        self.0.indents.pop();
        for block in &mut self.0.document.blocks[first..] {
            if block.kind == Kind::Paragraph {
                block.kind = Kind::Aside;
            }
        }
        if let Some(block) = self.0.document.blocks.get_mut(first) {
            block.spaced = !tight && first > 0;
            if block.marker.is_none() {
                block.marker = marker;
            }
        }
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

pub(super) fn options() -> Options {
    // Without `ENABLE_OLD_FOOTNOTES` a reference that no definition follows is plain text.
    Options::ENABLE_OLD_FOOTNOTES | Options::ENABLE_TABLES
}

/// A space that no row breaks at; it is drawn like any other.
pub const GLUE: char = '\u{a0}';

const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

fn is_raised(c: char) -> bool {
    RAISED.contains(&c)
}

/// A number in raised digits: `12` is `¹²`.
pub fn raised(number: usize) -> String {
    number.to_string().bytes().map(|b| RAISED[usize::from(b - b'0')]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};
    use proptest::prelude::*;
    use std::fmt::Write as _;

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
                Paragraph  One soft hard word.¹ ² ["soft" 1] ["hard" 2] ["¹" 16] ["²" 16]

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
