//! What is left of a page, as parts of Markdown.

use std::fmt::Write as _;

use dom_query::NodeRef;

use super::boxes::{label, leads_away, only_links};
use super::sound::{paragraphs, sound};
use crate::import::sections::Part;
use crate::import::{escape, metadata};
use crate::text::Text;

/// Elements that hold no part of the text.
const LEFT_OUT: [&str; 16] = [
    "noscript",
    "iframe",
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
/// Elements whose text nobody sees.
const UNSEEN: [&str; 7] = ["head", "script", "style", "template", "svg", "rt", "rp"];
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

/// Quotations and lists in each other get no more markup from here on: the reader shows no more,
/// and each level would copy all that stands in it once more.
const DEEPEST_MARKUP: u8 = 8;
/// From this many characters on, a cell or a form holds a part of the article.
const LONG: usize = 400;

/// Turns what is left of a page into parts.
#[derive(Default)]
pub(super) struct Walker {
    pub(super) parts: Vec<Part>,
    /// The paragraph being gathered, as Markdown; newlines are line breaks of the page.
    inline: String,
    /// The same without markup, to see what it says.
    shown: String,
    /// How many bytes of it are links.
    linked: usize,
    /// `Related articles` stood before: a list of links that follows belongs to it.
    away: bool,
    /// How many lists and quotations it is in.
    nested: u8,
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
                // Some systems put the whole page into a form.
                "form" if has_prose(&child) => {
                    self.flush();
                    self.block(&child);
                    self.flush();
                }
                n if UNSEEN.contains(&n) => {}
                n if LEFT_OUT.contains(&n) => self.leave_out(&child.text()),
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                    self.flush();
                    let heading = Text::new(&child.text()).line();
                    if label(heading.as_str()) {
                        self.away = true;
                        self.leave_out(heading.as_str());
                    } else if !heading.is_blank() {
                        self.away = false;
                        let level = name.as_bytes()[1] - b'0';
                        self.parts.push(Part::Heading(level, heading.to_string()));
                    }
                }
                "ul" | "ol" => {
                    self.flush();
                    if std::mem::take(&mut self.away) && only_links(&child) {
                        self.leave_out(&child.text());
                    } else {
                        let list = self.list(&child, name == "ol");
                        self.body(list);
                    }
                }
                "blockquote" => {
                    self.flush();
                    let quoted = self.inside(&child);
                    let deep = self.nested >= DEEPEST_MARKUP;
                    self.body(if deep { quoted } else { prefixed(&quoted, "> ", "> ") });
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
                let target = node.attr("href").as_deref().and_then(metadata::address);
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

    fn children(&mut self, node: &NodeRef<'_>) {
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
        let gap = self.shown.is_empty() || self.shown.ends_with([' ', '\n']);
        let folded = if gap { folded.trim_start() } else { folded.as_str() };
        self.inline.push_str(&escape::inline(folded));
        self.shown.push_str(folded);
    }

    /// Ends the paragraph that was being gathered.
    pub(super) fn flush(&mut self) {
        let inline = std::mem::take(&mut self.inline);
        let shown = std::mem::take(&mut self.shown);
        let linked = std::mem::take(&mut self.linked);
        if shown.trim().is_empty() {
            return;
        }
        if leads_away(&shown, linked) {
            self.away = label(&shown);
            self.leave_out(&shown);
            return;
        }
        self.away = false;
        // Two line breaks on end part paragraphs, on pages that know no `<p>`.
        for (markup, letters) in paragraphs(&inline).into_iter().zip(paragraphs(&shown)) {
            self.parts.push(Part::Body(sound(&markup, &letters)));
        }
    }

    fn body(&mut self, body: String) {
        self.away = false;
        if !body.is_empty() {
            self.parts.push(Part::Body(body));
        }
    }

    fn leave_out(&mut self, raw: &str) {
        let text = Text::new(raw).line();
        if !text.is_blank() {
            self.left_out.push(crate::text::fit(text.get(), 120));
        }
    }

    /// The parts of an element, as one Markdown text.
    fn inside(&mut self, node: &NodeRef<'_>) -> String {
        let nested = self.nested.saturating_add(1);
        let mut inner = Self { nested, ..Self::default() };
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
            if self.nested >= DEEPEST_MARKUP {
                items.push(body + "\n");
                continue;
            }
            let marker = if numbered { format!("{}. ", items.len() + 1) } else { "- ".to_owned() };
            items.push(prefixed(&body, &marker, &" ".repeat(marker.len())));
        }
        items.join("\n").trim_end().to_owned()
    }

    fn table(&mut self, node: &NodeRef<'_>) {
        let mut cells: Vec<Vec<NodeRef<'_>>> = Vec::new();
        let mut groups = vec![*node];
        while let Some(group) = groups.pop() {
            let mut inner = Vec::new();
            for child in group.children_it(false).filter(NodeRef::is_element) {
                if child.has_name("tr") {
                    let own = child.children_it(false);
                    cells.push(own.filter(|n| n.has_name("td") || n.has_name("th")).collect());
                } else if child.has_name("caption") {
                    self.block(&child);
                    self.flush();
                } else if !child.has_name("colgroup") {
                    inner.push(child);
                }
            }
            groups.extend(inner.into_iter().rev());
        }
        // A table that lays out a page holds its text in long cells, or has one column.
        let columns = cells.iter().map(Vec::len).max().unwrap_or(0);
        if columns < 2 || cells.iter().flatten().any(lays_out) {
            for cell in cells.iter().flatten() {
                self.block(cell);
                self.flush();
            }
            return;
        }
        let mut rows: Vec<Vec<String>> = Vec::new();
        for row in cells {
            let row: Vec<String> =
                row.iter().map(|c| self.inside(c).replace("\\\n", " ").replace('\n', " ")).collect();
            if row.iter().any(|c| !c.is_empty()) {
                rows.push(row);
            }
        }
        let mut lines = Vec::new();
        for (number, mut row) in rows.into_iter().enumerate() {
            row.resize(columns, String::new());
            lines.push(format!("| {} |", row.join(" | ")));
            if number == 0 {
                lines.push(format!("|{}", "---|".repeat(columns)));
            }
        }
        self.body(lines.join("\n"));
    }
}

fn has_prose(node: &NodeRef<'_>) -> bool {
    let paragraphs = node.descendants_it().filter(|n| n.has_name("p"));
    paragraphs.map(|p| p.text().trim().len()).sum::<usize>() >= LONG
}

/// A cell with headings, tables or much text is a part of the page and not of a table.
fn lays_out(cell: &NodeRef<'_>) -> bool {
    const PAGE: [&str; 5] = ["table", "h1", "h2", "h3", "article"];
    cell.descendants_it().any(|n| PAGE.iter().any(|name| n.has_name(name)))
        || cell.text().chars().count() > LONG
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
