//! Texts beside each other, each wrapped in its column, with marks in them: laid out once for a
//! width, scrolled together, and drawn a screen at a time.

use std::ops::Range;

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::list::Line;
use crate::keys::Command;
use crate::text::Text;
use crate::text::wrap::wrap;
use crate::ui::theme::Role;

/// A text with bytes of it that are set otherwise.
#[derive(Debug, Clone)]
pub struct Marked {
    /// The letters.
    pub text: Text,
    /// How it is set.
    pub role: Role,
    /// What is set otherwise; of marks on one letter the last one counts.
    pub marks: Vec<Mark>,
}

/// A part of a text that is set otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// How it is set.
    pub role: Role,
    /// How it is set while what it belongs to is in focus.
    pub focused: Role,
    /// What it belongs to.
    pub of: usize,
}

impl Marked {
    /// A text without marks.
    pub fn plain(role: Role, text: Text) -> Self {
        Self { text, role, marks: Vec::new() }
    }

    /// A range of it, cut where the style changes.
    fn pieces(&self, range: &Range<usize>, focus: Option<usize>) -> Vec<(Range<usize>, Role)> {
        let marks = || self.marks.iter().filter(|m| m.range.start < range.end && m.range.end > range.start);
        let mut cuts: Vec<usize> = marks()
            .flat_map(|m| [m.range.start.max(range.start), m.range.end.min(range.end)])
            .chain([range.start, range.end])
            .collect();
        cuts.sort_unstable();
        cuts.dedup();
        let role = |at: usize| {
            let on: Vec<&Mark> = marks().filter(|m| m.range.contains(&at)).collect();
            let focused = on.iter().rev().find(|m| Some(m.of) == focus).map(|m| m.focused);
            focused.or(on.last().map(|m| m.role)).unwrap_or(self.role)
        };
        cuts.windows(2).map(|cut| (cut[0]..cut[1], role(cut[0]))).collect()
    }
}

/// What stands level: a line over all columns, and for each column its texts one under another.
#[derive(Debug, Clone, Default)]
pub struct Item {
    /// An empty row comes before it.
    pub spaced: bool,
    /// A line over all columns; without pieces there is none.
    pub head: Line,
    /// The texts of each column.
    pub cells: Vec<Vec<Marked>>,
}

/// A row of the screen.
#[derive(Debug)]
enum Row {
    Blank,
    Head,
    /// For each column the text, by its place in the cell, and the bytes of it.
    Cells(Vec<Option<(usize, Range<usize>)>>),
}

/// Items laid out in columns, and the first row shown.
#[derive(Debug, Default)]
pub struct Sheet {
    items: Vec<Item>,
    /// Where each column begins, from the left edge, and how wide it is.
    columns: Vec<(u16, u16)>,
    rows: Vec<(usize, Row)>,
    /// The first row of each item.
    starts: Vec<usize>,
    top: usize,
    height: usize,
    /// The item at the top and the row in it. Sizes come and go; the reader's place stays.
    place: (usize, usize),
}

impl Sheet {
    /// Lays out other items in these columns. The row at the top is that of the same item.
    pub fn fill(&mut self, items: Vec<Item>, columns: Vec<(u16, u16)>) {
        self.items = items;
        self.columns = columns;
        self.rows.clear();
        self.starts.clear();
        for (number, item) in self.items.iter().enumerate() {
            self.starts.push(self.rows.len());
            if item.spaced && number > 0 {
                self.rows.push((number, Row::Blank));
            }
            if !item.head.is_empty() {
                self.rows.push((number, Row::Head));
            }
            let cells: Vec<Vec<(usize, Range<usize>)>> = self
                .columns
                .iter()
                .enumerate()
                .map(|(column, (_, room))| {
                    let texts = item.cells.get(column).into_iter().flatten().enumerate();
                    texts
                        .flat_map(|(n, t)| {
                            wrap(t.text.as_str(), usize::from(*room)).into_iter().map(move |r| (n, r))
                        })
                        .collect()
                })
                .collect();
            for row in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
                self.rows.push((number, Row::Cells(cells.iter().map(|c| c.get(row).cloned()).collect())));
            }
        }
        self.settle();
    }

    /// How many rows can be seen.
    pub fn resize(&mut self, height: usize) {
        if self.height != height {
            self.height = height;
            self.settle();
        }
    }

    fn settle(&mut self) {
        let start = self.starts.get(self.place.0).copied().unwrap_or(self.rows.len());
        let end = self.starts.get(self.place.0 + 1).copied().unwrap_or(self.rows.len());
        self.top = (start + self.place.1).min(end.saturating_sub(1)).min(self.bottom());
    }

    fn hold(&mut self) {
        let item = self.starts.partition_point(|&start| start <= self.top).saturating_sub(1);
        self.place = (item, self.top - self.starts.get(item).copied().unwrap_or(0).min(self.top));
    }

    fn bottom(&self) -> usize {
        self.rows.len().saturating_sub(self.height)
    }

    /// How many items there are.
    pub fn count(&self) -> usize {
        self.items.len()
    }

    /// The item at the top of the screen.
    pub fn first(&self) -> usize {
        self.place.0
    }

    /// Brings an item to the top.
    pub fn lead(&mut self, item: usize) {
        self.place = (item.min(self.count().saturating_sub(1)), 0);
        self.settle();
    }

    /// Scrolls as little as possible so that an item can be seen with a part of what comes before.
    pub fn show(&mut self, item: usize) {
        let Some(&start) = self.starts.get(item) else { return };
        let end = self.starts.get(item + 1).copied().unwrap_or(self.rows.len());
        if start < self.top || end > self.top + self.height {
            // A third above it, unless it is higher than what is left.
            let above = (self.height / 3).min(self.height.saturating_sub(end - start));
            self.top = start.saturating_sub(above).min(self.bottom());
            self.hold();
        }
    }

    /// Scrolls as the command asks; false when it is no scrolling.
    pub fn update(&mut self, command: Command, count: Option<usize>) -> bool {
        let times = count.unwrap_or(1);
        let half = (self.height / 2).max(1).saturating_mul(times);
        let page = self.height.saturating_sub(2).max(1).saturating_mul(times);
        self.top = match command {
            Command::Down => self.top.saturating_add(times),
            Command::Up => self.top.saturating_sub(times),
            Command::HalfDown => self.top.saturating_add(half),
            Command::HalfUp => self.top.saturating_sub(half),
            Command::PageDown => self.top.saturating_add(page),
            Command::PageUp => self.top.saturating_sub(page),
            Command::Top => 0,
            Command::Bottom => usize::MAX,
            _ => return false,
        }
        .min(self.bottom());
        self.hold();
        true
    }

    /// How much has been seen: `46 %`; `all` when there is nothing to scroll.
    pub fn seen(&self) -> Text {
        match self.bottom() {
            0 => Text::new("all"),
            _ if self.top == 0 => Text::new("top"),
            bottom if self.top >= bottom => Text::new("end"),
            _ => crate::text!("{} %", (self.top + self.height) * 100 / self.rows.len().max(1)),
        }
    }

    /// Draws the rows that can be seen; what belongs to `focus` is set as in focus.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, focus: Option<usize>) {
        let rows = self.rows.iter().skip(self.top);
        for (y, (item, row)) in (area.top()..area.bottom()).zip(rows) {
            let item = &self.items[*item];
            match row {
                Row::Blank => {}
                Row::Head => {
                    let mut x = area.x;
                    for (role, text) in &item.head {
                        let room = usize::from(area.right().saturating_sub(x));
                        x += canvas.put_fit(x, y, room, text, *role);
                    }
                }
                Row::Cells(cells) => {
                    for (column, part) in cells.iter().enumerate() {
                        let (Some((text, range)), (left, room)) = (part, self.columns[column]) else {
                            continue;
                        };
                        let cell = &item.cells[column][*text];
                        let end = (area.x + left + room).min(area.right());
                        let mut x = area.x + left;
                        for (piece, role) in cell.pieces(range, focus) {
                            let shown = cell.text.get().slice(piece);
                            x += canvas.put(x, y, usize::from(end.saturating_sub(x)), shown, role);
                        }
                    }
                }
            }
        }
    }
}

/// So many columns of equal width as fit a width, each at least `least` wide, with a gap between.
pub fn beside(room: u16, least: u16, most: usize) -> Vec<(u16, u16)> {
    let gap: u16 = if room >= 100 { 3 } else { 2 };
    let fitting = usize::from((room + gap) / (least + gap)).clamp(1, most.max(1));
    let count = u16::try_from(fitting).unwrap_or(1);
    let each = (room + gap) / count - gap.min((room + gap) / count);
    (0..count).map(|n| (n * (each + gap), each)).collect()
}
