//! A list of items of several rows each, one of them in front.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use crate::keys::Command;
use crate::text::wrap::wrap;
use crate::text::{Str, Text, width};
use crate::ui::theme::Role;

/// A row: pieces beside each other.
pub type Line = Vec<(Role, Text)>;

/// Items laid out for a width, the one in front, and the first row shown.
#[derive(Debug, Default)]
pub struct List {
    rows: Vec<Line>,
    /// The first row of each item, and the end of the last.
    starts: Vec<usize>,
    at: usize,
    top: usize,
    height: usize,
    /// The item, and the row in it, that the reader put at the top. Sizes come and go; her place
    /// stays.
    place: (usize, usize),
    /// It is scrolled by rows, and no item has to be seen.
    free: bool,
}

impl List {
    /// Lays out anew; the item in front stays in front.
    pub fn fill(&mut self, items: impl IntoIterator<Item = Vec<Line>>) {
        self.rows.clear();
        self.starts.clear();
        for item in items {
            self.starts.push(self.rows.len());
            self.rows.extend(item);
        }
        self.at = self.at.min(self.count().saturating_sub(1));
        self.settle();
    }

    /// How many rows can be seen.
    pub fn resize(&mut self, height: usize) {
        if self.height != height {
            self.height = height;
            self.settle();
        }
    }

    /// Brings the reader's place to the top again, as far as the size allows.
    fn settle(&mut self) {
        let (start, end) = self.range(self.place.0);
        self.top = (start + self.place.1).min(end.saturating_sub(1)).min(self.bottom());
        let (start, end) = self.range(self.at);
        let seen = start < self.top + self.height && end > self.top;
        if !self.free && !seen {
            self.show();
        }
    }

    /// The place at the top is where the reader went.
    fn hold(&mut self) {
        let item = self.starts.partition_point(|&start| start <= self.top).saturating_sub(1);
        self.place = (item, self.top.saturating_sub(self.range(item).0));
    }

    /// How many items there are.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The number of the item in front, from 0.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Brings an item to the front.
    pub fn select(&mut self, number: usize) {
        self.at = number.min(self.count().saturating_sub(1));
        let (start, end) = self.range(self.at);
        if end - start > self.height {
            self.top = start; // it is read from its beginning
        }
        self.show();
        self.hold();
    }

    fn range(&self, item: usize) -> (usize, usize) {
        let end = self.starts.get(item + 1).copied().unwrap_or(self.rows.len());
        (self.starts.get(item).copied().unwrap_or(0), end)
    }

    /// Scrolls as little as possible so that the item in front can be seen; of one that is higher
    /// than the screen, so that it fills the screen.
    fn show(&mut self) {
        let (start, end) = self.range(self.at);
        let (highest, lowest) = (end.saturating_sub(self.height), start);
        self.top = self.top.clamp(highest.min(lowest), highest.max(lowest)).min(self.bottom());
    }

    /// Moves as the command asks; false when it is no moving.
    pub fn update(&mut self, command: Command, count: Option<usize>) -> bool {
        let times = count.unwrap_or(1);
        match command {
            Command::Down => self.down(times),
            Command::Up => self.up(times),
            Command::Next => self.select(self.at.saturating_add(times)),
            Command::Previous => self.select(self.at.saturating_sub(times)),
            Command::HalfDown => self.rows_down((self.height / 2).max(1).saturating_mul(times)),
            Command::PageDown => self.rows_down(self.height.max(1).saturating_mul(times)),
            Command::HalfUp => self.rows_up((self.height / 2).max(1).saturating_mul(times)),
            Command::PageUp => self.rows_up(self.height.max(1).saturating_mul(times)),
            Command::Top => self.select(count.map_or(0, |n| n.saturating_sub(1))),
            Command::Bottom => self.select(count.map_or(usize::MAX, |n| n.saturating_sub(1))),
            _ => return false,
        }
        self.hold();
        true
    }

    /// Scrolls by rows, for a list that nothing is chosen from; false when it is no scrolling.
    pub fn scroll(&mut self, command: Command, count: Option<usize>) -> bool {
        let times = count.unwrap_or(1);
        let half = (self.height / 2).max(1).saturating_mul(times);
        let page = self.height.saturating_sub(1).max(1).saturating_mul(times);
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
        self.free = true;
        self.hold();
        true
    }

    /// The top row when the end is on the screen.
    fn bottom(&self) -> usize {
        self.rows.len().saturating_sub(self.height)
    }

    /// How much has been seen of a list that is scrolled by rows.
    pub fn seen(&self) -> Text {
        match self.bottom() {
            0 => Text::new("all"),
            _ if self.top == 0 => Text::new("top"),
            bottom if self.top >= bottom => Text::new("end"),
            _ => crate::text!("{} %", (self.top + self.height) * 100 / self.rows.len().max(1)),
        }
    }

    fn down(&mut self, times: usize) {
        for _ in 0..times.min(self.rows.len()) {
            let (_, end) = self.range(self.at);
            if end > self.top + self.height {
                self.top += 1; // an item higher than the screen is read by rows
            } else if self.at + 1 < self.count() {
                self.at += 1;
                let (start, end) = self.range(self.at);
                if end > self.top + self.height {
                    self.top = (end - self.height).min(start);
                }
            }
        }
    }

    fn up(&mut self, times: usize) {
        for _ in 0..times.min(self.rows.len()) {
            let (start, _) = self.range(self.at);
            if start < self.top {
                self.top -= 1;
            } else {
                self.at = self.at.saturating_sub(1);
                let (start, end) = self.range(self.at);
                if start < self.top {
                    // the end of a high item is seen first, coming from below
                    self.top = end.saturating_sub(self.height).max(start);
                }
            }
        }
    }

    fn rows_down(&mut self, rows: usize) {
        let bottom = self.bottom();
        if self.top >= bottom {
            self.select(usize::MAX);
            return;
        }
        self.top = (self.top.saturating_add(rows)).min(bottom);
        self.at = self.first_seen();
    }

    fn rows_up(&mut self, rows: usize) {
        if self.top == 0 {
            self.select(0);
            return;
        }
        self.top = self.top.saturating_sub(rows);
        self.at = self.first_seen();
    }

    /// The first item that begins on the screen, or the one that fills it.
    fn first_seen(&self) -> usize {
        let after = self.starts.partition_point(|&start| start < self.top);
        if self.starts.get(after).is_some_and(|&start| start < self.top + self.height) {
            after
        } else {
            after.saturating_sub(1)
        }
    }

    /// `3 of 12`
    pub fn position(&self) -> Text {
        if self.count() == 0 { Text::default() } else { crate::text!("{} of {}", self.at + 1, self.count()) }
    }

    /// Draws the rows that can be seen; the item in front has a bar, unless `front` is false.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, front: bool) {
        let (start, end) = self.range(self.at);
        for (y, number) in (area.top()..area.bottom()).zip(self.top..self.rows.len()) {
            let chosen = front && (start..end).contains(&number);
            let row = &self.rows[number];
            if chosen && !row.is_empty() {
                canvas.put(area.x, y, 1, "▌", Role::Bar);
            }
            let mut x = area.x + 2;
            for (role, text) in row {
                let room = usize::from(area.right().saturating_sub(x));
                let role = if chosen && *role == Role::Text { Role::Selected } else { *role };
                x += canvas.put(x, y, room, text, role);
            }
        }
    }
}

/// A text as rows of at most `columns`, the later ones indented.
pub fn wrapped(role: Role, text: Str<'_>, columns: usize, indent: usize) -> Vec<Line> {
    let room = columns.saturating_sub(indent).max(1);
    let mut rows = Vec::new();
    for (number, range) in wrap(text.as_str(), room).into_iter().enumerate() {
        let part = Text::new(text.slice(range).as_str());
        let margin = if number == 0 { 0 } else { indent };
        rows.push(vec![(role, crate::text!("{}", " ".repeat(margin))), (role, part)]);
    }
    rows
}

/// A label in a column of its own, and a text beside it.
pub fn labelled(
    label: (Role, &Text),
    width_of_label: usize,
    role: Role,
    text: Str<'_>,
    columns: usize,
) -> Vec<Line> {
    let room = columns.saturating_sub(width_of_label).max(1);
    let mut rows = Vec::new();
    for (number, range) in wrap(text.as_str(), room).into_iter().enumerate() {
        let part = Text::new(text.slice(range).as_str());
        let name = if number == 0 { label.1.clone() } else { Text::default() };
        let pad = width_of_label.saturating_sub(width(name.as_str()));
        rows.push(vec![(label.0, name), (Role::Text, crate::text!("{}", " ".repeat(pad))), (role, part)]);
    }
    rows
}
