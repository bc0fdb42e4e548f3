//! A passage of an article, wrapped, with the facts in it marked.

use std::ops::Range;

use super::list::Line;
use crate::text;
use crate::text::wrap::wrap;
use crate::text::{Str, Text};
use crate::ui::theme::Role;

/// The passage as rows of at most `columns`, all of them indented. `marks` are bytes of the passage,
/// in order, none over another; what is no part of it marks nothing.
pub fn passage(
    passage: Str<'_>,
    marks: &[(Range<usize>, Role)],
    role: Role,
    columns: usize,
    indent: usize,
) -> Vec<Line> {
    // Line breaks of the file are none of the text; a space takes as many bytes.
    let flat = passage.as_str().replace(['\n', '\t'], " ");
    let room = columns.saturating_sub(indent).max(1);
    let margin = text!("{}", " ".repeat(indent));
    let flat = Text::new(&flat);
    let rows = wrap(flat.as_str(), room).into_iter().map(|row| {
        let mut line = vec![(role, margin.clone())];
        let mut at = row.start;
        for (mark, as_marked) in marks {
            let (start, end) = (mark.start.max(at), mark.end.min(row.end));
            if start < end {
                push(&mut line, &flat, at..start, role);
                push(&mut line, &flat, start..end, *as_marked);
                at = end;
            }
        }
        push(&mut line, &flat, at..row.end, role);
        line
    });
    rows.collect()
}

fn push(line: &mut Line, flat: &Text, range: Range<usize>, role: Role) {
    let part = flat.get().slice(range);
    if !part.as_str().is_empty() {
        line.push((role, Text::new(part.as_str())));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_goes_on_in_the_next_row_and_nothing_is_lost() {
        let text = Text::new("On Monday some forty\nhouses burnt in Lorvik.");
        let rows = passage(text.get(), &[(10..27, Role::Mark), (90..99, Role::Mark)], Role::Text, 20, 2);
        let shown: Vec<String> = rows
            .iter()
            .map(|row| {
                let part = |(role, text): &(Role, Text)| match role {
                    Role::Mark => format!("[{text}]"),
                    _ => text.to_string(),
                };
                row.iter().map(part).collect()
            })
            .collect();
        assert_eq!(shown, ["  On Monday [some]", "  [forty houses] burnt", "  in Lorvik."]);
    }
}
