//! Whether the Markdown of a paragraph says what the page says.

use crate::import::escape;
use crate::text::Text;
use crate::text::markdown::{self, Kind, Style};

/// What two line breaks or more part, with its lines.
pub(super) fn paragraphs(text: &str) -> Vec<Vec<&str>> {
    let lines = text.split('\n').map(str::trim).collect::<Vec<_>>();
    lines.split(|line| line.is_empty()).filter(|lines| !lines.is_empty()).map(<[_]>::to_vec).collect()
}

/// The paragraph with its markup, where it says what the page says; else without. Which star is
/// emphasis depends on the letters around it, so the reader's own parser is asked.
pub(super) fn sound(markup: &[&str], letters: &[&str]) -> String {
    let join = |lines: Vec<String>| lines.join("\\\n");
    let plain = join(letters.iter().map(|line| escape::paragraph(line)).collect());
    let marked = join(markup.iter().map(|line| escape::line_start_unless_markup(line)).collect());
    let same = |text: &Text| {
        let document = markdown::parse(text);
        let [block] = document.blocks.as_slice() else { return false };
        let mut said = String::new();
        let mut from = 0;
        for run in block.runs.iter().filter(|r| r.style.has(Style::NOTE)) {
            said.push_str(&block.text.as_str()[from..run.range.start]);
            from = run.range.end;
        }
        said.push_str(&block.text.as_str()[from..]);
        block.kind == Kind::Paragraph
            && said.split_whitespace().eq(Text::new(&letters.join("\n")).as_str().split_whitespace())
    };
    if marked == plain || same(&Text::new(&marked)) { marked } else { plain }
}
