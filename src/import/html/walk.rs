//! What is left of a page, as parts of Markdown.

use dom_query::NodeRef;
use url::Url;

use super::boxes::{leads_elsewhere, only_links, pictured};
use super::sound::{paragraphs, sound};
use crate::import::escape;
use crate::import::phrases::{label, leads_away, teaser};
use crate::import::sections::{Part, is_question};
use crate::text::Text;

/// Elements that hold no part of the text.
pub(super) const LEFT_OUT: [&str; 32] = [
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
    "amp-ad",
    "amp-analytics",
    "amp-anim",
    "amp-audio",
    "amp-auto-ads",
    "amp-consent",
    "amp-embed",
    "amp-iframe",
    "amp-img",
    "amp-pixel",
    "amp-sidebar",
    "amp-social-share",
    "amp-sticky-ad",
    "amp-user-notification",
    "amp-video",
    "amp-youtube",
];
/// Elements whose text nobody sees.
pub(super) const UNSEEN: [&str; 7] = ["head", "script", "style", "template", "svg", "rt", "rp"];
pub(super) const BLOCKS: [&str; 28] = [
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
pub(super) const LONG: usize = 400;

/// Turns what is left of a page into parts.
#[derive(Default)]
pub(super) struct Walker<'b> {
    pub(super) parts: Vec<Part>,
    /// What links are relative to.
    pub(super) base: Option<&'b Url>,
    /// The paragraph being gathered, as Markdown; newlines are line breaks of the page.
    pub(super) inline: String,
    /// The same without markup, to see what it says.
    pub(super) shown: String,
    /// How many bytes of it are links.
    pub(super) linked: usize,
    /// `Related articles` stood before: a list of links that follows belongs to it.
    away: bool,
    /// How many lists and quotations it is in.
    nested: u8,
    pub(super) left_out: Vec<Text>,
}

impl<'b> Walker<'b> {
    pub(super) fn new(base: Option<&'b Url>) -> Self {
        Self { base, ..Self::default() }
    }

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
                "figure" if pictured(&child) => self.leave_out(&child.text()),
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                    self.flush();
                    self.heading(&child, name.as_bytes()[1] - b'0');
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

    pub(super) fn text(&mut self, raw: &str) {
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
        let all_linked = linked >= shown.trim().len();
        // Some outlets set other headlines in capitals between the paragraphs.
        let shouted =
            all_linked && shown.chars().any(char::is_uppercase) && !shown.chars().any(char::is_lowercase);
        if leads_away(&shown, linked) || shouted || self.away && all_linked {
            self.away = self.away && all_linked || label(&shown);
            self.leave_out(&shown);
            return;
        }
        self.away = false;
        let strong = inline.trim().strip_prefix("**").and_then(|i| i.strip_suffix("**"));
        if self.nested == 0 && strong.is_some_and(|i| !i.contains("**")) && linked == 0 && is_question(&shown)
        {
            self.parts.push(Part::Heading(2, Text::new(&shown).line().to_string()));
            return;
        }
        // Two line breaks on end part paragraphs, on pages that know no `<p>`.
        for (markup, letters) in paragraphs(&inline).into_iter().zip(paragraphs(&shown)) {
            self.parts.push(Part::Body(sound(&markup, &letters)));
        }
    }

    fn heading(&mut self, node: &NodeRef<'_>, level: u8) {
        let heading = Text::new(&node.text()).line();
        let elsewhere = leads_elsewhere(node);
        if label(heading.as_str()) || teaser(heading.as_str()) || self.away && elsewhere {
            self.away = true;
            self.leave_out(heading.as_str());
        } else if !heading.is_blank() {
            self.away = false;
            self.parts.push(if elsewhere {
                // What another article asks is no question of this one.
                Part::Body(format!("### {}", escape::inline(heading.as_str())))
            } else {
                Part::Heading(level, heading.to_string())
            });
        }
    }

    pub(super) fn body(&mut self, body: String) {
        self.away = false;
        if !body.is_empty() {
            self.parts.push(Part::Body(body));
        }
    }

    pub(super) fn leave_out(&mut self, raw: &str) {
        let text = Text::new(raw).line();
        if !text.is_blank() {
            self.left_out.push(crate::text::fit(text.get(), 120));
        }
    }

    /// The parts of an element, as one Markdown text.
    pub(super) fn inside(&mut self, node: &NodeRef<'_>) -> String {
        let nested = self.nested.saturating_add(1);
        let mut inner = Self { nested, base: self.base, ..Self::default() };
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
}

fn has_prose(node: &NodeRef<'_>) -> bool {
    let paragraphs = node.descendants_it().filter(|n| n.has_name("p"));
    paragraphs.map(|p| p.text().trim().len()).sum::<usize>() >= LONG
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

pub(super) fn longest_run(text: &str, wanted: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == wanted { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}
