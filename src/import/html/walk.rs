//! What is left of a page, as parts of Markdown.

use std::fmt::Write as _;

use dom_query::NodeRef;

use crate::import::sections::Part;
use crate::import::{escape, metadata};
use crate::text::Text;

/// Elements that hold no part of the text.
const LEFT_OUT: [&str; 21] = [
    "head",
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "svg",
    "form",
    "button",
    "input",
    "select",
    "nav",
    "aside",
    "footer",
    "figcaption",
    "object",
    "video",
    "audio",
    "picture",
    "img",
    "math",
];
/// Beginnings of paragraphs that lead away from the article.
const LEADS_AWAY: [&str; 19] = [
    "we use cookies",
    "this site uses cookies",
    "this website uses cookies",
    "read more",
    "also read",
    "read also",
    "related:",
    "related article",
    "recommended stories",
    "recommended:",
    "more on this",
    "sign up",
    "subscribe",
    "advertisement",
    "story continues below",
    "follow us",
    "list of ",
    "end of list",
    "download our app",
];
const BLOCKS: [&str; 28] = [
    "address",
    "article",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "html",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
];

/// Turns what is left of a page into parts.
#[derive(Default)]
pub(super) struct Walker {
    pub(super) parts: Vec<Part>,
    /// The paragraph being gathered, as Markdown.
    inline: String,
    /// The same without markup, to see what it says.
    shown: String,
    pub(super) left_out: Vec<Text>,
}

impl Walker {
    /// The children of an element that stands on its own.
    pub(super) fn block(&mut self, node: &NodeRef<'_>) {
        for child in node.children_it(false) {
            if child.is_text() {
                self.text(&child.text());
                continue;
            }
            let Some(name) = child.node_name() else { continue };
            let name = name.to_ascii_lowercase();
            match name.as_str() {
                n if LEFT_OUT.contains(&n) => self.leave_out(&child.text()),
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                    self.flush();
                    let heading = Text::new(&child.text()).line();
                    if !heading.is_blank() {
                        let level = name.as_bytes()[1] - b'0';
                        self.parts.push(Part::Heading(level, heading.to_string()));
                    }
                }
                "ul" | "ol" => {
                    self.flush();
                    let list = self.list(&child, name == "ol");
                    if !list.is_empty() {
                        self.parts.push(Part::Body(list));
                    }
                }
                "blockquote" => {
                    self.flush();
                    let quoted = self.inside(&child);
                    if !quoted.is_empty() {
                        self.parts.push(Part::Body(prefixed(&quoted, "> ", "> ")));
                    }
                }
                "pre" => {
                    self.flush();
                    let code = child.text();
                    if !code.trim().is_empty() {
                        let fence = "`".repeat(longest_run(&code, '`').max(2) + 1);
                        self.parts.push(Part::Body(format!("{fence}\n{}\n{fence}", code.trim_end())));
                    }
                }
                "table" => {
                    self.flush();
                    self.table(&child);
                }
                "hr" => self.flush(),
                n if BLOCKS.contains(&n) => {
                    self.flush();
                    self.block(&child);
                    self.flush();
                }
                _ if holds_blocks(&child) => self.block(&child),
                _ => self.inline(&child, &name),
            }
        }
    }

    /// An element inside of a line.
    fn inline(&mut self, node: &NodeRef<'_>, name: &str) {
        match name {
            "br" => {
                if !self.inline.trim().is_empty() {
                    self.inline.truncate(self.inline.trim_end().len());
                    self.inline.push_str("\\\n");
                    self.shown.push(' ');
                }
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
                let target = node.attr("href").as_deref().and_then(metadata::address);
                let (before, inner) = self.gather(node);
                let label = inner.trim();
                match target.filter(|t| !label.is_empty() && !t.as_str().contains(['(', ')', '<', '>', '\\']))
                {
                    Some(target) => {
                        let lead = &inner[..inner.len() - inner.trim_start().len()];
                        let tail = &inner[inner.trim_end().len()..];
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

    fn children(&mut self, node: &NodeRef<'_>) {
        for child in node.children_it(false) {
            if child.is_text() {
                self.text(&child.text());
            } else if let Some(name) = child.node_name() {
                let name = name.to_ascii_lowercase();
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
            || body.contains("\\\n")
            || (clings && inner.starts_with(body))
        {
            self.inline = before + &inner;
            return;
        }
        let lead = &inner[..inner.len() - inner.trim_start().len()];
        let tail = &inner[inner.trim_end().len()..];
        self.inline = format!("{before}{lead}{mark}{body}{mark}{tail}");
    }

    fn text(&mut self, raw: &str) {
        let (text, _) = crate::text::clean::clean(raw);
        let mut folded = String::with_capacity(text.len());
        for c in text.chars() {
            if !c.is_whitespace() {
                folded.push(c);
            } else if !folded.ends_with(' ') {
                folded.push(' ');
            }
        }
        let gap = self.inline.is_empty() || self.inline.ends_with([' ', '\n']);
        let folded = if gap { folded.trim_start() } else { folded.as_str() };
        self.inline.push_str(&escape::inline(folded));
        self.shown.push_str(folded);
    }

    /// Ends the paragraph that was being gathered.
    pub(super) fn flush(&mut self) {
        let inline = std::mem::take(&mut self.inline);
        let shown = std::mem::take(&mut self.shown);
        let inline = inline.trim().trim_end_matches("\\\n").trim_end_matches('\\').trim();
        if shown.trim().is_empty() || inline.is_empty() {
            return;
        }
        let lower = shown.trim().to_lowercase();
        if lower.chars().count() < 160 && LEADS_AWAY.iter().any(|start| lower.starts_with(start)) {
            self.leave_out(&shown);
            return;
        }
        let lines: Vec<String> = inline.split('\n').map(escape::line_start_unless_markup).collect();
        self.parts.push(Part::Body(lines.join("\n")));
    }

    fn leave_out(&mut self, raw: &str) {
        let text = Text::new(raw).line();
        if !text.is_blank() {
            self.left_out.push(crate::text::fit(text.get(), 120));
        }
    }

    /// The parts of an element, as one Markdown text.
    fn inside(&mut self, node: &NodeRef<'_>) -> String {
        let mut inner = Self::default();
        inner.block(node);
        inner.flush();
        self.left_out.append(&mut inner.left_out);
        let bodies: Vec<String> = inner
            .parts
            .into_iter()
            .map(|part| match part {
                Part::Body(body) => body,
                Part::Heading(_, heading) => format!("**{}**", escape::inline(&heading).replace('*', "")),
            })
            .collect();
        bodies.join("\n\n")
    }

    fn list(&mut self, node: &NodeRef<'_>, numbered: bool) -> String {
        let mut items = Vec::new();
        for item in node.children_it(false).filter(NodeRef::is_element) {
            let body = self.inside(&item);
            if body.is_empty() {
                continue;
            }
            let marker = if numbered { format!("{}. ", items.len() + 1) } else { "- ".to_owned() };
            items.push(prefixed(&body, &marker, &" ".repeat(marker.len())));
        }
        items.join("\n")
    }

    fn table(&mut self, node: &NodeRef<'_>) {
        let mut rows: Vec<Vec<String>> = Vec::new();
        for row in node.descendants_it().filter(|n| n.has_name("tr")) {
            let cells = row.children_it(false).filter(|n| n.has_name("td") || n.has_name("th"));
            let cells: Vec<String> = cells.map(|c| self.inside(&c).replace('\n', " ")).collect();
            if cells.iter().any(|c| !c.is_empty()) {
                rows.push(cells);
            }
        }
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        if columns < 2 {
            // A table of one column lays out a page.
            self.parts.extend(rows.into_iter().flatten().filter(|c| !c.is_empty()).map(Part::Body));
            return;
        }
        let mut lines = Vec::new();
        for (number, mut row) in rows.into_iter().enumerate() {
            row.resize(columns, String::new());
            lines.push(format!("| {} |", row.join(" | ")));
            if number == 0 {
                lines.push(format!("|{}", "---|".repeat(columns)));
            }
        }
        self.parts.push(Part::Body(lines.join("\n")));
    }
}

fn holds_blocks(node: &NodeRef<'_>) -> bool {
    node.descendants_it()
        .any(|n| n.node_name().is_some_and(|name| BLOCKS.contains(&name.to_ascii_lowercase().as_str())))
}

fn prefixed(body: &str, first: &str, rest: &str) -> String {
    let lines = body.lines().enumerate();
    let lines: Vec<String> = lines
        .map(|(n, line)| format!("{}{line}", if n == 0 { first } else { rest }).trim_end().to_owned())
        .collect();
    lines.join("\n")
}

fn longest_run(text: &str, wanted: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == wanted { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}
