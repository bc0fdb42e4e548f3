//! Whether the Markdown of a paragraph says what the page says.

use crate::import::escape;
use crate::text::Text;
use crate::text::markdown::{self, Kind};

/// What two line breaks or more part, with its lines.
pub(super) fn paragraphs(text: &str) -> Vec<Vec<&str>> {
    let lines = text.split('\n').map(str::trim).collect::<Vec<_>>();
    lines.split(|line| line.is_empty()).filter(|lines| !lines.is_empty()).map(<[_]>::to_vec).collect()
}

/// The paragraph with its markup, where it says what the page says; else without. Which star is
/// emphasis depends on the letters around it, so the reader's own parser is asked.
pub(super) fn sound(markup: &[&str], plain: &[&str]) -> String {
    let join = |lines: Vec<String>| lines.join("\\\n");
    let unmarked = join(plain.iter().map(|line| escape::paragraph(line)).collect());
    let marked = join(markup.iter().map(|line| escape::line_start_unless_markup(line)).collect());
    let same = |text: &Text| {
        let document = markdown::parse(text);
        let [block] = document.blocks.as_slice() else { return false };
        let said = block.said();
        block.kind == Kind::Paragraph
            && said.split_whitespace().eq(Text::new(&plain.join("\n")).as_str().split_whitespace())
    };
    if marked == unmarked || same(&Text::new(&marked)) { marked } else { unmarked }
}
