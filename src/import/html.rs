//! A page: the article without what stands around it, as `dom_smoothie` finds it (Mozilla's
//! Readability), and what JSON-LD, `OpenGraph` and meta tags say of it.

use std::fmt::Write as _;

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

use super::escape;
use super::metadata;
use super::sections::{Part, split};
use super::{Draft, Fault};
use crate::briefing::Article;
use crate::text;
use crate::text::Text;

/// Elements that a page may have, and how deep they may stand in each other: a page is far below
/// both, and what is above would cost memory and stack without bound.
const MOST_TAGS: usize = 300_000;
const DEEPEST: usize = 512;
/// A text shorter than this on a page that says it is paid for is only its beginning.
const STUB: usize = 1500;

/// Takes the article out of a page, with warnings.
pub(super) fn import(content: &str) -> Result<(Draft, Vec<Fault>), Fault> {
    if content.bytes().filter(|b| *b == b'<').count() > MOST_TAGS || depth(content) > DEEPEST {
        return Err((
            "page-too-complex",
            Text::new("the page has more elements in each other than a page has"),
            "save the article as text",
        ));
    }
    let document = Document::from(content);
    let about = About::of(&document);
    let config = Config { char_threshold: 200, ..Config::default() };
    let mut reader = Readability::with_document(document, None, Some(config)).map_err(|_| no_text())?;
    let found = reader.parse().map_err(|_| no_text())?;

    let body = Document::fragment(&*found.content);
    let mut walker = Walker::default();
    walker.block(&body.root());
    walker.flush();
    let headline =
        about.headline.or_else(|| line(&found.title)).map(|h| without_site(&h, about.outlet.as_ref()));
    let mut parts = walker.parts;
    // The headline stands above the text already.
    if let Some(Part::Heading(_, first)) = parts.first()
        && headline.as_ref().is_some_and(|h| h.as_str() == Text::new(first).line().as_str())
    {
        parts.remove(0);
    }
    let (lead, sections) = split(parts);
    let mut warnings = Vec::new();
    let article = Article {
        headline,
        outlet: about.outlet.or_else(|| found.site_name.as_deref().and_then(line)),
        url: about.url,
        published: about.published.or_else(|| found.published_time.as_deref().and_then(metadata::date)),
        updated: about.updated.or_else(|| found.modified_time.as_deref().and_then(metadata::date)),
        byline: about.byline.or_else(|| found.byline.as_deref().and_then(byline)),
        language: about.language.or_else(|| found.lang.as_deref().and_then(language)),
        lead,
        sections,
        ..Article::default()
    };
    let length = article.whole_text().as_str().chars().count();
    if about.paid && length < STUB {
        warnings.push((
            "beginning-only",
            text!("the page is paid for, and only its beginning is in the file ({length} characters)"),
            "save the page while you are signed in",
        ));
    } else if length < 250 {
        warnings.push((
            "little-text",
            text!("the page holds only {length} characters of text"),
            "look whether it is a consent wall, and save the page behind it",
        ));
    }
    Ok((Draft { article, left_out: walker.left_out }, warnings))
}

/// The parts of a piece of HTML that is all text: an item of a feed, a chapter of a book.
pub(super) fn fragment(content: &str) -> (Vec<Part>, Vec<Text>) {
    let mut walker = Walker::default();
    if depth(content) <= DEEPEST && content.bytes().filter(|b| *b == b'<').count() <= MOST_TAGS {
        let document = Document::from(content);
        walker.block(&document.root());
        walker.flush();
    }
    (walker.parts, walker.left_out)
}

fn no_text() -> Fault {
    (
        "no-text",
        Text::new("there is no article on the page"),
        "save the page with its text, or the text alone",
    )
}

/// How deep elements stand in each other, at most, without parsing them.
fn depth(content: &str) -> usize {
    const VOID: [&str; 14] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
        "track", "wbr",
    ];
    // These close themselves where the next one opens.
    const LOOSE: [&str; 8] = ["p", "li", "td", "tr", "th", "dt", "dd", "option"];
    let (mut depth, mut deepest) = (0usize, 0);
    let mut rest = content;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let closing = rest.starts_with('/');
        let name = rest.trim_start_matches('/');
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let name = name[..end].to_ascii_lowercase();
        if name.is_empty() || VOID.contains(&name.as_str()) || LOOSE.contains(&name.as_str()) {
            continue;
        }
        if matches!(name.as_str(), "script" | "style") && !closing {
            rest =
                rest.split_once(if name == "script" { "</script" } else { "</style" }).map_or("", |(_, r)| r);
            continue;
        }
        depth = if closing { depth.saturating_sub(1) } else { depth + 1 };
        deepest = deepest.max(depth);
    }
    deepest
}

/// What a page says of its article.
#[derive(Default)]
struct About {
    headline: Option<Text>,
    outlet: Option<Text>,
    byline: Option<Text>,
    published: Option<crate::briefing::Partial>,
    updated: Option<crate::briefing::Partial>,
    language: Option<Text>,
    url: Option<Text>,
    paid: bool,
}

impl About {
    fn of(document: &Document) -> Self {
        let mut about = Self::default();
        for script in document.select("script[type*='ld+json']").nodes() {
            if let Ok(value) = serde_json::from_str::<serde_json::Value>(script.text().trim()) {
                about.json_ld(&value, 0);
            }
        }
        let meta = |names: &[&str]| {
            names.iter().find_map(|name| {
                ["property", "name", "itemprop"].iter().find_map(|kind| {
                    let found = document.select(&format!("meta[{kind}='{name}']"));
                    found.attr("content").map(|c| c.to_string()).filter(|c| !c.trim().is_empty())
                })
            })
        };
        about.headline =
            about.headline.or_else(|| meta(&["og:title", "twitter:title"]).and_then(|t| line(&t)));
        about.outlet =
            about.outlet.or_else(|| meta(&["og:site_name", "application-name"]).and_then(|t| line(&t)));
        about.published = about.published.or_else(|| {
            let names =
                ["article:published_time", "datePublished", "date", "DC.date.issued", "parsely-pub-date"];
            meta(&names).as_deref().and_then(metadata::date)
        });
        about.published = about.published.or_else(|| {
            let time = document.select("article time[datetime], main time[datetime], time[datetime]");
            time.attr("datetime").as_deref().and_then(metadata::date)
        });
        about.updated = about.updated.or_else(|| {
            meta(&["article:modified_time", "og:updated_time", "dateModified"])
                .as_deref()
                .and_then(metadata::date)
        });
        about.byline =
            about.byline.or_else(|| meta(&["author", "article:author", "byl"]).as_deref().and_then(byline));
        let canonical = document.select("link[rel='canonical']").attr("href").map(|h| h.to_string());
        about.url = canonical.as_deref().and_then(metadata::address).or(about.url.take());
        about.url = about.url.take().or_else(|| meta(&["og:url"]).as_deref().and_then(metadata::address));
        let lang = document.select("html").attr("lang").map(|l| l.to_string());
        about.language = lang.as_deref().and_then(language).or(about.language.take());
        about.language = about.language.take().or_else(|| meta(&["og:locale"]).as_deref().and_then(language));
        about
    }

    /// Articles of schema.org, wherever they stand in a block of JSON-LD.
    fn json_ld(&mut self, value: &serde_json::Value, depth: usize) {
        use serde_json::Value;
        if depth > 6 {
            return;
        }
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.json_ld(item, depth + 1)),
            Value::Object(map) => {
                if let Some(graph) = map.get("@graph") {
                    self.json_ld(graph, depth + 1);
                }
                let kinds: Vec<&str> = match map.get("@type") {
                    Some(Value::String(kind)) => vec![kind],
                    Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
                    _ => Vec::new(),
                };
                if !kinds.iter().any(|k| k.ends_with("Article") || k.ends_with("Posting") || *k == "Report") {
                    return;
                }
                let text = |key: &str| map.get(key).and_then(named).as_deref().and_then(line);
                self.headline = self.headline.take().or_else(|| text("headline"));
                self.outlet = self.outlet.take().or_else(|| text("publisher"));
                self.byline = self
                    .byline
                    .take()
                    .or_else(|| map.get("author").and_then(named).as_deref().and_then(byline));
                let date = |key: &str| map.get(key).and_then(Value::as_str).and_then(metadata::date);
                self.published = self.published.or_else(|| date("datePublished"));
                self.updated = self.updated.or_else(|| date("dateModified"));
                self.language = self
                    .language
                    .take()
                    .or_else(|| map.get("inLanguage").and_then(named).as_deref().and_then(language));
                let page = map.get("mainEntityOfPage");
                let url = map.get("url").and_then(Value::as_str).or_else(|| {
                    page.and_then(|p| p.as_str().or_else(|| p.get("@id").and_then(Value::as_str)))
                });
                self.url = self.url.take().or_else(|| url.and_then(metadata::address));
                self.paid |= match map.get("isAccessibleForFree") {
                    Some(Value::Bool(free)) => !free,
                    Some(Value::String(free)) => free.eq_ignore_ascii_case("false"),
                    _ => false,
                };
            }
            _ => {}
        }
    }
}

/// A name, or the name of a thing, or the names of several.
fn named(value: &serde_json::Value) -> Option<String> {
    use serde_json::Value;
    match value {
        Value::String(name) => Some(name.clone()),
        Value::Object(map) => map.get("name").and_then(named),
        Value::Array(items) => {
            let names: Vec<String> = items.iter().filter_map(named).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        _ => None,
    }
}

/// Entities that survive in attributes and JSON are decoded, as a page would show them.
pub(super) fn line(raw: &str) -> Option<Text> {
    let shown = if raw.contains('&') || raw.contains('<') {
        Document::fragment(raw).root().text().to_string()
    } else {
        raw.to_owned()
    };
    Some(Text::new(&shown).line()).filter(|t| !t.is_blank())
}

/// A byline without its `By`; an address is none.
fn byline(raw: &str) -> Option<Text> {
    let name = line(raw)?;
    let name = name.as_str();
    let name = name.strip_prefix("By ").or_else(|| name.strip_prefix("BY ")).unwrap_or(name);
    (metadata::address(name).is_none() && name.len() <= 200).then(|| Text::new(name))
}

/// `en_US` is `en-US`; what is no language is none.
pub(super) fn language(raw: &str) -> Option<Text> {
    let code = raw.trim().replace('_', "-");
    let first = code.split('-').next().unwrap_or_default();
    let fits = (2..=3).contains(&first.len()) && code.len() <= 35;
    (fits && code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')).then(|| Text::new(&code))
}

/// A title without ` | Outlet` or ` - Outlet` at its end.
fn without_site(title: &Text, outlet: Option<&Text>) -> Text {
    let whole = title.as_str();
    for sign in [" | ", " - ", " – ", " — ", " :: "] {
        if let Some((before, after)) = whole.rsplit_once(sign) {
            let site = outlet.is_some_and(|o| after.trim().eq_ignore_ascii_case(o.as_str()));
            if site || (sign == " | " && after.split_whitespace().count() <= 4 && before.chars().count() > 20)
            {
                return Text::new(before.trim());
            }
        }
    }
    title.clone()
}

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
struct Walker {
    parts: Vec<Part>,
    /// The paragraph being gathered, as Markdown.
    inline: String,
    /// The same without markup, to see what it says.
    shown: String,
    left_out: Vec<Text>,
}

impl Walker {
    /// The children of an element that stands on its own.
    fn block(&mut self, node: &NodeRef<'_>) {
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
    fn flush(&mut self) {
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
