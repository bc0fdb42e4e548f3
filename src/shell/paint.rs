//! Frames to bytes: only the cells that changed, but for rows on whose widths terminals disagree.
//!
//! A cluster such as น้ำ, a flag or a family is one cell or two here and three in another terminal. What
//! stands behind it in its row would shift, and what is drawn over it would leave parts of it
//! standing. So a row that holds such a cluster, or held one, is cleared and written whole when
//! anything in it changes, and the cursor is set anew behind each cluster.

use std::io::{self, Write};

use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What a terminal shows, and how it is told of the next frame.
pub struct Painter<W: Write> {
    backend: CrosstermBackend<W>,
    /// The last frame; none when the terminal may show anything.
    shown: Option<Buffer>,
}

impl<W: Write> Painter<W> {
    /// A painter for a terminal that may show anything.
    pub fn new(stream: W) -> Self {
        Self { backend: CrosstermBackend::new(stream), shown: None }
    }

    /// Forgets what the terminal shows, so that the next frame draws every cell.
    pub fn forget(&mut self) {
        self.shown = None;
    }

    /// Draws a frame; the terminal shows it all at once.
    pub fn paint(&mut self, next: Buffer) -> io::Result<()> {
        queue!(self.backend, BeginSynchronizedUpdate)?;
        let shown = match self.shown.take() {
            Some(shown) if shown.area == next.area => shown,
            _ => {
                queue!(self.backend, Clear(ClearType::All))?;
                Buffer::empty(next.area)
            }
        };
        let uncertain: Vec<bool> = (next.area.top()..next.area.bottom())
            .map(|y| row(&shown, y).chain(row(&next, y)).any(|cell| is_uncertain(cell.symbol())))
            .collect();
        let is_uncertain_row = |y: u16| uncertain[usize::from(y - next.area.top())];
        self.backend.draw(shown.diff(&next).into_iter().filter(|(_, y, _)| !is_uncertain_row(*y)))?;
        for y in next.area.top()..next.area.bottom() {
            if is_uncertain_row(y) && !row(&shown, y).eq(row(&next, y)) {
                self.whole_row(&next, y)?;
            }
        }
        queue!(self.backend, EndSynchronizedUpdate)?;
        Write::flush(&mut self.backend)?;
        self.shown = Some(next);
        Ok(())
    }

    fn whole_row(&mut self, next: &Buffer, y: u16) -> io::Result<()> {
        queue!(self.backend, crossterm::cursor::MoveTo(next.area.left(), y), Clear(ClearType::CurrentLine))?;
        let mut run: Vec<(u16, u16, &Cell)> = Vec::new();
        let mut covered = 0;
        for (x, cell) in (next.area.left()..next.area.right()).zip(row(next, y)) {
            if covered > 0 {
                covered -= 1; // it stands behind a wide one
                continue;
            }
            covered = cell.symbol().width().saturating_sub(1);
            run.push((x, y, cell));
            if is_uncertain(cell.symbol()) {
                self.backend.draw(run.drain(..))?;
            }
        }
        self.backend.draw(run.into_iter())
    }
}

fn row(buffer: &Buffer, y: u16) -> impl Iterator<Item = &Cell> {
    let Rect { x, width, .. } = buffer.area;
    let start = buffer.index_of(x, y);
    buffer.content()[start..start + usize::from(width)].iter()
}

/// Do terminals disagree on how many columns this takes? They do where several of its characters
/// have a width of their own, or where together they have another.
fn is_uncertain(symbol: &str) -> bool {
    if symbol.len() == 1 {
        return false;
    }
    let widths = || symbol.chars().map(|c| c.width().unwrap_or(0));
    widths().filter(|w| *w > 0).count() > 1 || widths().sum::<usize>() != symbol.width()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Style;

    fn frame(rows: [&str; 2]) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 2));
        for (y, row) in (0..).zip(rows) {
            buffer.set_string(0, y, row, Style::new());
        }
        buffer
    }

    fn painted(before: [&str; 2], after: [&str; 2]) -> String {
        let mut bytes = Vec::new();
        let mut painter = Painter::new(&mut bytes);
        painter.paint(frame(before)).expect("a frame");
        painter.paint(frame(after)).expect("a frame");
        let bytes = String::from_utf8(bytes).expect("UTF-8");
        bytes.rsplit("\u{1b}[?2026h").next().unwrap_or_default().to_owned()
    }

    #[test]
    fn only_what_changed_is_written() {
        let bytes = painted(["one two", "three"], ["one six", "three"]);
        assert!(bytes.contains("six") && !bytes.contains("one") && !bytes.contains("three"), "{bytes:?}");
        assert!(!bytes.contains("\u{1b}[2K"), "{bytes:?}");
    }

    #[test]
    fn a_row_with_clusters_is_cleared_and_written_whole() {
        for cluster in ["น้ำ", "🇯🇵", "👨\u{200d}👩\u{200d}👧", "❤\u{fe0f}"] {
            let bytes = painted([&format!("a {cluster} b"), "same"], ["c", "same"]);
            assert!(bytes.contains("\u{1b}[2K"), "{cluster}: {bytes:?}");
            // Behind a cluster the cursor is set, wherever the terminal left it.
            let bytes = painted(["", "same"], [&format!("a {cluster} b"), "same"]);
            let behind = bytes.split(cluster).nth(1).expect("the cluster");
            assert!(
                behind.trim_start_matches("\u{1b}[39m\u{1b}[49m\u{1b}[59m\u{1b}[0m").starts_with("\u{1b}[1;"),
                "{bytes:?}"
            );
            assert!(!bytes.contains("same"), "{bytes:?}");
        }
        for sure in ["日本", "e\u{301}", "é"] {
            assert!(!painted([&format!("a {sure} b"), ""], ["c", ""]).contains("\u{1b}[2K"), "{sure}");
        }
    }
}
