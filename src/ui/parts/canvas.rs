//! The only way to the buffer: it takes cleaned text, and never writes outside its place.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_segmentation::UnicodeSegmentation;

use crate::text::{Str, Text, fit, grapheme_width};
use crate::ui::theme::{Role, Theme};

/// A buffer to draw on, with a theme.
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    theme: &'a Theme,
}

impl<'a> Canvas<'a> {
    /// Draws on this buffer; everything begins as the theme's text.
    pub fn new(buffer: &'a mut Buffer, theme: &'a Theme) -> Self {
        let area = buffer.area;
        buffer.set_style(area, theme.style(Role::Text));
        Self { buffer, theme }
    }

    /// Writes one line from (x, y), at most `room` columns; returns how many it took. A newline,
    /// a tab and a space that glues are spaces, and what has no width is left out: it would stand on a neighbour's cell.
    pub fn put<'s>(&mut self, x: u16, y: u16, room: usize, text: impl Into<Str<'s>>, role: Role) -> u16 {
        let bounds = self.buffer.area;
        if y < bounds.top() || y >= bounds.bottom() || x < bounds.left() {
            return 0;
        }
        let room = room.min(usize::from(bounds.right().saturating_sub(x)));
        let style = self.theme.style(Role::Text).patch(self.theme.style(role));
        let mut used = 0;
        for grapheme in text.into().as_str().graphemes(true) {
            let wide = grapheme_width(grapheme);
            if used + wide > room {
                break;
            }
            if wide == 0 {
                continue;
            }
            let symbol = if matches!(grapheme, "\n" | "\t" | "\u{a0}") { " " } else { grapheme };
            let at = x + used as u16;
            if let Some(cell) = self.buffer.cell_mut((at, y)) {
                cell.set_symbol(symbol).set_style(style);
            }
            for behind in 1..wide as u16 {
                if let Some(cell) = self.buffer.cell_mut((at + behind, y)) {
                    cell.reset();
                }
            }
            used += wide;
        }
        used as u16
    }

    /// The same with `…` where it does not fit.
    pub fn put_fit<'s>(&mut self, x: u16, y: u16, room: usize, text: impl Into<Str<'s>>, role: Role) -> u16 {
        let text = fit(text.into(), room);
        self.put(x, y, room, &text, role)
    }

    /// The same, ending at the column before `right`; returns where it begins.
    pub fn put_right<'s>(
        &mut self,
        right: u16,
        y: u16,
        room: usize,
        text: impl Into<Str<'s>>,
        role: Role,
    ) -> u16 {
        let text = fit(text.into(), room);
        let x = right.saturating_sub(text.get().width() as u16);
        self.put(x, y, room, &text, role);
        x
    }

    /// Pieces beside each other, at most `room` columns of them.
    pub fn put_line(&mut self, x: u16, y: u16, room: usize, line: &[(Role, Text)]) {
        let mut used = 0;
        for (role, text) in line {
            used += self.put(x + used, y, room.saturating_sub(usize::from(used)), text, *role);
        }
    }

    /// A thin line across.
    pub fn rule(&mut self, area: Rect, y: u16) {
        for x in area.left()..area.right() {
            self.put(x, y, 1, "─", Role::Rule);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_drawn_outside_or_cut_in_half() {
        let theme = Theme::monochrome();
        let mut buffer = Buffer::empty(Rect::new(0, 0, 5, 1));
        let mut canvas = Canvas::new(&mut buffer, &theme);
        assert_eq!(canvas.put(1, 0, 9, &Text::new("日本語"), Role::Text), 4);
        assert_eq!(canvas.put(0, 1, 9, "x", Role::Text), 0);
        assert_eq!(canvas.put(9, 0, 9, "x", Role::Text), 0);
        let symbols: Vec<&str> = buffer.content().iter().map(ratatui::buffer::Cell::symbol).collect();
        assert_eq!(symbols, [" ", "日", " ", "本", " "]);
    }
}
