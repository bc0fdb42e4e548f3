//! A long text: laid out once for a width, scrolled, and drawn a screen at a time.

use std::ops::Range;

use ratatui::layout::Rect;

use super::canvas::Canvas;
use crate::keys::Command;
use crate::text::layout::{Row, RowKind, layout, margins};
use crate::text::markdown::{Block, Document, Kind, Note, Run, Style};
use crate::text::{Str, Text, width};
use crate::ui::theme::Role;

/// A document with the row at the top of the screen and the note that is chosen.
#[derive(Debug, Default)]
pub struct Prose {
    document: Document,
    rows: Vec<Row>,
    columns: usize,
    height: usize,
    top: usize,
    /// The row that the reader put at the top. Sizes come and go; her place stays.
    place: Place,
    chosen: Option<usize>,
}

/// A block, a byte of its text, and whether it is text and not the space before it.
type Place = (u32, usize, bool);

fn place(row: &Row) -> Place {
    (row.block, row.range().start, row.kind != RowKind::Blank)
}

impl Prose {
    /// Shows another document, from its top.
    pub fn fill(&mut self, document: Document) {
        self.rows = layout(&document, self.columns);
        self.document = document;
        self.top = 0;
        self.place = Place::default();
        self.chosen = None;
    }

    /// Lays out for this width, and keeps the text at the top of the screen there.
    pub fn resize(&mut self, columns: usize, height: usize) {
        if self.columns != columns {
            self.columns = columns;
            self.rows = layout(&self.document, columns);
        } else if self.height == height {
            return;
        }
        self.height = height;
        let after = self.rows.partition_point(|row| place(row) <= self.place);
        self.top = after.saturating_sub(1).min(self.bottom());
    }

    fn scroll(&mut self, top: usize) {
        self.top = top.min(self.bottom());
        self.place = self.rows.get(self.top).map(place).unwrap_or_default();
    }

    /// The top row when the end of the text is on the screen.
    fn bottom(&self) -> usize {
        self.rows.len().saturating_sub(self.height)
    }

    /// Is the end of the text on the screen?
    pub fn at_end(&self) -> bool {
        self.top >= self.bottom()
    }

    /// Scrolls as the command asks; false when it is no scrolling.
    pub fn update(&mut self, command: Command, count: Option<usize>) -> bool {
        let times = count.unwrap_or(1);
        // A screen keeps two rows of the one before, so that the eye finds its place.
        let screen = self.height.saturating_sub(2).max(1);
        let half = (self.height / 2).max(1);
        let top = match command {
            Command::Down => self.top.saturating_add(times),
            Command::Up => self.top.saturating_sub(times),
            Command::HalfDown => self.top.saturating_add(half.saturating_mul(times)),
            Command::HalfUp => self.top.saturating_sub(half.saturating_mul(times)),
            Command::PageDown => self.top.saturating_add(screen.saturating_mul(times)),
            Command::PageUp => self.top.saturating_sub(screen.saturating_mul(times)),
            Command::Top => 0,
            Command::Bottom => usize::MAX,
            _ => return false,
        };
        self.scroll(top);
        true
    }

    /// What the raised numbers stand for.
    pub fn notes(&self) -> &[Note] {
        &self.document.notes
    }

    /// The note that is chosen.
    pub fn chosen(&self) -> Option<usize> {
        self.chosen
    }

    /// Chooses a note; the text stays where it is.
    pub fn mark(&mut self, note: usize) {
        self.chosen = Some(note);
    }

    /// Chooses none.
    pub fn unmark(&mut self) {
        self.chosen = None;
    }

    /// Chooses a note and brings the place where it stands first onto the screen.
    pub fn choose(&mut self, note: usize) {
        self.chosen = Some(note);
        let on = |row: &Row| self.notes_of(row).any(|n| n == note);
        let seen = self.top..(self.top + self.height).min(self.rows.len());
        if self.rows[seen].iter().any(on) {
            return;
        }
        if let Some(row) = self.rows.iter().position(on) {
            self.scroll(row.saturating_sub(self.height / 3));
        }
    }

    /// Brings a passage onto the screen, given as it is written: marks of Markdown in it do not stand
    /// in the text, so that the longest part between two of them is what is looked for.
    pub fn seek(&mut self, passage: Str<'_>) {
        let parts = passage.as_str().split(['*', '_', '[', ']', '`', '\\', '\n']).map(str::trim);
        let Some(part) = parts.max_by_key(|part| part.len()).filter(|part| !part.is_empty()) else { return };
        let found = self
            .document
            .blocks
            .iter()
            .enumerate()
            .find_map(|(number, block)| block.text.as_str().find(part).map(|at| (number as u32, at)));
        let Some((block, at)) = found else { return };
        let holds = |row: &Row| row.block == block && row.kind != RowKind::Blank && row.range().end > at;
        if let Some(row) = self.rows.iter().position(holds) {
            self.scroll(row.saturating_sub(self.height / 3));
        }
    }

    /// How many rows it takes.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// The citation after the chosen one, or before it; from nothing, the first on the screen.
    pub fn citation(&self, forward: bool) -> Option<usize> {
        let is_citation = |n: &usize| matches!(self.document.notes.get(*n), Some(Note::Citation(_)));
        match self.chosen {
            None => {
                let seen = &self.rows[self.top..(self.top + self.height).min(self.rows.len())];
                let first = seen.iter().flat_map(|row| self.notes_of(row)).find(is_citation);
                first.or_else(|| (0..self.document.notes.len()).find(is_citation))
            }
            Some(now) if forward => (now + 1..self.document.notes.len()).find(is_citation),
            Some(now) => (0..now).rev().find(is_citation),
        }
    }

    fn notes_of(&self, row: &Row) -> impl Iterator<Item = usize> {
        let range = row.range();
        self.block(row)
            .map(|b| b.runs.as_slice())
            .unwrap_or_default()
            .iter()
            .filter(move |run| run.range.start < range.end && run.range.end > range.start)
            .filter_map(|run| run.note)
    }

    fn block(&self, row: &Row) -> Option<&Block> {
        self.document.blocks.get(row.block as usize)
    }

    /// How much has been seen: `46 %`; `all` when there is nothing to scroll.
    pub fn position(&self) -> Text {
        match self.bottom() {
            0 => Text::new("all"),
            _ if self.top == 0 => Text::new("top"),
            bottom if self.top >= bottom => Text::new("end"),
            _ => crate::text!("{} %", (self.top + self.height) * 100 / self.rows.len().max(1)),
        }
    }

    /// Draws the rows that can be seen.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        for (y, row) in (area.top()..area.bottom()).zip(&self.rows[self.top.min(self.rows.len())..]) {
            if let Some(block) = self.block(row) {
                self.draw_row(canvas, area, y, row, block);
            }
        }
    }

    fn draw_row(&self, canvas: &mut Canvas<'_>, area: Rect, y: u16, row: &Row, block: &Block) {
        let (quote, indent) = margins(block, self.columns);
        let right = area.right();
        let room = |x: u16| usize::from(right.saturating_sub(x));
        if row.kind == RowKind::Blank {
            // Between two parts of one quotation its bar goes on.
            let before = (row.block as usize).checked_sub(1).and_then(|b| self.document.blocks.get(b));
            let shared = before.map_or(0, |b| b.quote.min(block.quote));
            bars(canvas, area, y, quote.min(usize::from(shared) * 2));
            return;
        }
        bars(canvas, area, y, quote);
        let x = area.x + (quote + indent) as u16;
        if let (Some(marker), RowKind::First) = (&block.marker, row.kind) {
            let at = x.saturating_sub(width(marker.as_str()) as u16 + 1).max(area.x + quote as u16);
            let role = if block.kind == Kind::Aside { Role::Note } else { Role::Muted };
            canvas.put(at, y, usize::from(x.saturating_sub(at)), marker, role);
        }
        if block.kind == Kind::Rule {
            for at in 0..room(x).min(24) as u16 {
                canvas.put(x + at, y, 1, "─", Role::Rule);
            }
            return;
        }
        let base = match block.kind {
            Kind::Heading(1 | 2) => Role::Heading,
            Kind::Code => Role::Code,
            Kind::Aside => Role::Muted,
            Kind::Heading(_) | Kind::Row(true) => Role::Strong,
            _ if block.quote > 0 => Role::Quote,
            _ => Role::Text,
        };
        let mut at = x;
        for (range, role) in self.pieces(row, block, base) {
            at += canvas.put(at, y, room(at), block.text.get().slice(range), role);
        }
    }

    /// The row cut where the style changes.
    fn pieces(&self, row: &Row, block: &Block, base: Role) -> Vec<(Range<usize>, Role)> {
        let range = row.range();
        let mut pieces = Vec::new();
        let mut at = range.start;
        let first = block.runs.partition_point(|run| run.range.end <= range.start);
        for run in block.runs[first..].iter().take_while(|run| run.range.start < range.end) {
            let (start, end) = (run.range.start.max(at), run.range.end.min(range.end));
            if at < start {
                pieces.push((at..start, base));
            }
            pieces.push((start..end, self.role(run, base)));
            at = end;
        }
        if at < range.end {
            pieces.push((at..range.end, base));
        }
        pieces
    }

    fn role(&self, run: &Run, base: Role) -> Role {
        let style = run.style;
        if run.note.is_some() && run.note == self.chosen {
            Role::Chosen
        } else if style.has(Style::NOTE) {
            Role::Note
        } else if style.has(Style::LINK) {
            Role::Link
        } else if style.has(Style::CODE) {
            Role::Code
        } else if style.has(Style::STRONG) {
            Role::Strong
        } else if style.has(Style::EMPHASIS) {
            Role::Emphasis
        } else {
            base
        }
    }
}

fn bars(canvas: &mut Canvas<'_>, area: Rect, y: u16, columns: usize) {
    for bar in 0..columns / 2 {
        canvas.put(area.x + 2 * bar as u16, y, 1, "│", Role::Rule);
    }
}
