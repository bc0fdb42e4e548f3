//! A Markdown document as rows of a given width: laid out once, drawn a screen at a time.

use std::ops::Range;

use super::markdown::{Block, Document, Kind};
use super::wrap::wrap;

/// One row of a laid out document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The block it belongs to; for a blank row the block after it.
    pub block: u32,
    start: u32,
    end: u32,
    /// What it shows.
    pub kind: RowKind,
}

/// What a row shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// The space before a block.
    Blank,
    /// The first row of a block, where a list's marker stands.
    First,
    /// A later row.
    Rest,
}

impl Row {
    /// The bytes of the block's text that it shows.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The columns before a block's text: quotation bars, then the indent of lists.
pub fn margins(block: &Block, columns: usize) -> (usize, usize) {
    // Two columns a bar; text keeps at least half of the width.
    let quote = (usize::from(block.quote) * 2).min(columns / 4 / 2 * 2);
    let indent = usize::from(block.indent).min(columns / 4);
    (quote, indent)
}

/// All rows of a document at this width.
pub fn layout(document: &Document, columns: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    for (number, block) in document.blocks.iter().enumerate() {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        if block.spaced {
            rows.push(Row { block: number, start: 0, end: 0, kind: RowKind::Blank });
        }
        let (quote, indent) = margins(block, columns);
        let room = columns.saturating_sub(quote + indent);
        let mut kind = RowKind::First;
        if block.kind == Kind::Rule {
            rows.push(Row { block: number, start: 0, end: 0, kind });
            continue;
        }
        for range in wrap(block.text.as_str(), room) {
            let at = |i: usize| u32::try_from(i).unwrap_or(u32::MAX);
            rows.push(Row { block: number, start: at(range.start), end: at(range.end), kind });
            kind = RowKind::Rest;
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;
    use crate::text::markdown::parse;

    #[test]
    fn deep_nesting_leaves_room_for_text() {
        let document = parse(&Text::new(&format!("{}deep down in it", "> - ".repeat(40))));
        let rows = layout(&document, 20);
        let block = &document.blocks[rows[0].block as usize];
        let (quote, indent) = margins(block, 20);
        assert!(quote + indent <= 10, "{quote} {indent}");
    }
}
