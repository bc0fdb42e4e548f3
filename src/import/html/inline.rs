//! What stands inside of a line: emphasis, code, links.

use std::fmt::Write as _;

use dom_query::NodeRef;

use super::walk::{LEFT_OUT, UNSEEN, Walker, longest_run};
use crate::import::metadata;
use crate::text::Text;

impl Walker<'_> {
    /// An element inside of a line.
    pub(super) fn inline(&mut self, node: &NodeRef<'_>, name: &str) {
        match name {
            "br" => {
                self.inline.push('\n');
                self.shown.push('\n');
            }
            "em" | "i" | "cite" => self.styled(node, "*"),
            "strong" | "b" => self.styled(node, "**"),
            "code" | "kbd" | "samp" | "tt" => {
                let code = Text::new(&node.text()).line();
                if !code.is_blank() {
                    let fence = "`".repeat(longest_run(code.as_str(), '`') + 1);
                    let space = if code.as_str().contains('`') { " " } else { "" };
                    let _ = write!(self.inline, "{fence}{space}{code}{space}{fence}");
                    self.shown.push_str(code.as_str());
                }
            }
            "a" => {
                let target = node.attr("href").and_then(|href| metadata::link(self.base, &href));
                let from = self.shown.len();
                let (before, inner) = self.gather(node);
                self.linked += self.shown.len() - from;
                let label = inner.trim();
                match target.filter(|t| {
                    !label.is_empty() && !inner.contains('\n') && !t.as_str().contains(['<', '>', '\\'])
                }) {
                    Some(target) => {
                        let lead = &inner[..inner.len() - inner.trim_start().len()];
                        let tail = &inner[inner.trim_end().len()..];
                        let parted = target.as_str().contains(['(', ')']);
                        let target = if parted { format!("<{target}>") } else { target.to_string() };
                        self.inline = format!("{before}{lead}[{label}]({target}){tail}");
                    }
                    None => self.inline = before + &inner,
                }
            }
            "q" => {
                self.inline.push('“');
                self.shown.push('“');
                self.children(node);
                self.inline.push('”');
                self.shown.push('”');
            }
            _ => self.children(node),
        }
    }

    pub(super) fn children(&mut self, node: &NodeRef<'_>) {
        for child in node.children_it(false) {
            if child.is_text() {
                self.text(&child.text());
            } else if let Some(name) = child.node_name() {
                let name = name.to_ascii_lowercase();
                if UNSEEN.contains(&name.as_str()) {
                    continue;
                }
                if LEFT_OUT.contains(&name.as_str()) {
                    self.leave_out(&child.text());
                } else {
                    self.inline(&child, &name);
                }
            }
        }
    }

    /// What the children of an element come to, apart from what was gathered before it.
    fn gather(&mut self, node: &NodeRef<'_>) -> (String, String) {
        let before = std::mem::take(&mut self.inline);
        self.children(node);
        let inner = std::mem::take(&mut self.inline);
        (before, inner)
    }

    /// Emphasis stands next to its letters: white space goes outside, and where a letter follows
    /// directly it would be no emphasis at all.
    fn styled(&mut self, node: &NodeRef<'_>, mark: &str) {
        let (before, inner) = self.gather(node);
        let body = inner.trim();
        let clings = before.ends_with(|c: char| c.is_alphanumeric() || c == '*');
        if body.is_empty()
            || body.contains('*')
            || inner.contains('\n')
            || (clings && inner.starts_with(body))
        {
            self.inline = before + &inner;
            return;
        }
        let lead = &inner[..inner.len() - inner.trim_start().len()];
        let tail = &inner[inner.trim_end().len()..];
        self.inline = format!("{before}{lead}{mark}{body}{mark}{tail}");
    }
}
