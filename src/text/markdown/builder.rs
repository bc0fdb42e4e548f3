//! Markdown's events to blocks: what is open, what is styled, where notes stand.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};

use super::{Block, Document, GLUE, Kind, Note, Run, Style, is_raised, options, raised};
use crate::text::{Text, clean};

/// Deeper quotations and lists are shown at this depth, so that text never leaves the screen.
const DEEPEST: u16 = 6;

#[derive(Debug, Default)]
pub(super) struct Builder {
    pub(super) document: Document,
    /// The number of each note.
    numbers: HashMap<Note, usize>,
    /// The block being filled.
    pub(super) text: String,
    pub(super) runs: Vec<Run>,
    kind: Option<Kind>,
    style: Style,
    quote: u16,
    /// The number of the next item, for each list that is open.
    lists: Vec<Option<u64>>,
    pub(super) marker: Option<Text>,
    /// Columns of the markers of the items that are open.
    pub(super) indents: Vec<u16>,
    /// The next block follows the one before without an empty line.
    pub(super) tight: bool,
    cells: usize,
    links: Vec<(usize, Text)>,
    styles: Vec<Style>,
}

impl Builder {
    pub(super) fn parse(&mut self, source: &Text) {
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
        // A raised number never begins a row, and two of them do not read as one.
        let follows = self.text.trim_end_matches([' ', GLUE]).ends_with(is_raised);
        let before = self.text.trim_end_matches(' ').len();
        if before < self.text.len() && before > 0 && !self.text[..before].ends_with('\n') {
            self.text.truncate(before);
            // The space may have been part of what was emphasised.
            for run in self.runs.iter_mut().rev().take_while(|run| run.range.end > before) {
                run.range.end = before.max(run.range.start);
            }
            self.text.push(GLUE);
        } else if follows && !self.text.ends_with(GLUE) {
            self.text.push(GLUE);
        }
        self.styled(Style::NOTE, |b| b.push(&mark, Some(number)));
    }

    pub(super) fn push(&mut self, text: &str, note: Option<usize>) {
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

    pub(super) fn open(&mut self, kind: Kind) {
        self.finish_block();
        self.kind = Some(kind);
    }

    pub(super) fn finish_block(&mut self) {
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
