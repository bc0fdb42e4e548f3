//! A briefing as plain text and as JSON, in the shapes that other programs rely on.

pub mod comparison;
pub mod page;
pub mod stanza;

use serde::Serialize;

use crate::briefing::{Article, Briefing, Partial, Period, Section};
use crate::library::{Entry, Origin, Signer};
use crate::problem::{Problem, Severity, counted};
use crate::text;
use crate::text::layout::{RowKind, layout, margins};
use crate::text::markdown::{self, Document, Kind};
use crate::text::{Text, width};

/// What a line of plain text is, for whoever colours it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// The title of the briefing.
    Title,
    /// A question, or the name of a part.
    Heading,
    /// What is read.
    Plain,
    /// Dates, counts, sources.
    Muted,
}

/// Lines of text, each with its look.
pub type Lines = Vec<(Look, Text)>;

#[derive(Serialize)]
struct ListRow<'a> {
    id: &'a Text,
    title: &'a Text,
    published: Option<Partial>,
    updated: Option<Partial>,
    edition: u32,
    sections: usize,
    articles: usize,
    errors: usize,
    warnings: usize,
    source: Text,
    /// Only where it comes from a pack.
    #[serde(skip_serializing_if = "Option::is_none")]
    pack: Option<PackRow<'a>>,
}

#[derive(Serialize)]
struct PackRow<'a> {
    id: &'a Text,
    publisher: &'a Text,
    serial: u64,
    signed: bool,
    trusted: bool,
    expired: bool,
}

fn pack_row(source: &Origin) -> Option<PackRow<'_>> {
    let Origin::Pack(p) = source else { return None };
    Some(PackRow {
        id: &p.pack,
        publisher: &p.publisher,
        serial: p.serial,
        signed: p.signer != Signer::Nobody,
        trusted: p.signer == Signer::Trusted,
        expired: p.expired.is_some(),
    })
}

/// `list --json`: an array with an object a briefing.
pub fn list_json<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> String {
    let rows: Vec<ListRow<'_>> = entries
        .into_iter()
        .map(|e| ListRow {
            id: &e.id,
            title: &e.title,
            published: e.published,
            updated: e.updated,
            edition: e.edition,
            sections: e.sections,
            articles: e.articles,
            errors: e.errors,
            warnings: e.warnings,
            source: e.source.shown(),
            pack: pack_row(&e.source),
        })
        .collect();
    json(&rows)
}

#[derive(Serialize)]
struct CheckReport<'a> {
    files: usize,
    errors: usize,
    warnings: usize,
    problems: Vec<ProblemRow<'a>>,
}

/// A problem as JSON has it; `line` and `column` are null where the fault is the whole file's.
#[derive(Serialize)]
pub struct ProblemRow<'a> {
    file: &'a Text,
    line: Option<usize>,
    column: Option<usize>,
    severity: Severity,
    code: &'a str,
    message: &'a Text,
    hints: &'a [Text],
}

/// `check --json`. `line` and `column` are null where the fault is the whole file's.
pub fn check_json(files: usize, problems: &[Problem]) -> String {
    let (errors, warnings) = crate::problem::count(problems);
    json(&CheckReport { files, errors, warnings, problems: problem_rows(problems) })
}

/// Problems as JSON has them.
pub fn problem_rows(problems: &[Problem]) -> Vec<ProblemRow<'_>> {
    fn row(p: &Problem) -> ProblemRow<'_> {
        ProblemRow {
            file: &p.file,
            line: (p.line > 0).then_some(p.line),
            column: (p.line > 0).then_some(p.column),
            severity: p.severity,
            code: p.code,
            message: &p.message,
            hints: &p.hints,
        }
    }
    problems.iter().map(row).collect()
}

#[derive(Serialize)]
struct Show<'a> {
    id: &'a Text,
    title: &'a Text,
    summary: Option<&'a Text>,
    published: Option<Partial>,
    updated: Option<Partial>,
    edition: u32,
    language: &'a Text,
    tags: &'a [Text],
    curator: Option<&'a Text>,
    sections: Vec<ShowSection<'a>>,
    articles: Vec<ShowArticle<'a>>,
    events: Vec<ShowEvent<'a>>,
    terms: Vec<ShowTerm<'a>>,
    places: Vec<ShowPlace<'a>>,
    differences: Vec<ShowDifference<'a>>,
}

#[derive(Serialize)]
struct ShowSection<'a> {
    id: &'a Text,
    question: &'a Text,
    answer: Option<&'a Text>,
    remark: Option<&'a Text>,
    citations: Vec<Text>,
}

#[derive(Serialize)]
struct ShowArticle<'a> {
    id: &'a Text,
    outlet: Option<&'a Text>,
    headline: Option<&'a Text>,
    url: Option<&'a Text>,
    published: Option<Partial>,
    updated: Option<Partial>,
    byline: Option<&'a Text>,
    place: Option<&'a Text>,
    language: Option<&'a Text>,
    kind: Option<&'static str>,
    cites: &'a [Text],
    retrieved: Option<Partial>,
    text: Text,
}

#[derive(Serialize)]
struct ShowEvent<'a> {
    when: Option<Period>,
    what: &'a Text,
    place: Option<&'a Text>,
    articles: &'a [Text],
}

#[derive(Serialize)]
struct ShowTerm<'a> {
    name: &'a Text,
    also: &'a [Text],
    meaning: Option<&'a Text>,
}

#[derive(Serialize)]
struct ShowPlace<'a> {
    id: &'a Text,
    name: &'a Text,
    lat: Option<f64>,
    lon: Option<f64>,
}

#[derive(Serialize)]
struct ShowDifference<'a> {
    section: Option<&'a Text>,
    what: Option<&'a Text>,
    accounts: Vec<ShowAccount<'a>>,
    remark: Option<&'a Text>,
    dismiss: Option<&'a Text>,
}

#[derive(Serialize)]
struct ShowAccount<'a> {
    article: &'a Text,
    says: &'a Text,
}

/// `show --json`. With `only`, its section is the only one.
pub fn show_json(b: &Briefing, only: Option<&Section>) -> String {
    let sections = b
        .sections
        .iter()
        .filter(|s| only.is_none_or(|o| o.id == s.id))
        .map(|s| ShowSection {
            id: &s.id,
            question: &s.question,
            answer: s.answer.as_ref(),
            remark: s.remark.as_ref(),
            citations: s.answer.as_ref().map(markdown::citations).unwrap_or_default(),
        })
        .collect();
    let articles = b
        .articles
        .iter()
        .map(|a| ShowArticle {
            id: &a.id,
            outlet: a.outlet.as_ref(),
            headline: a.headline.as_ref(),
            url: a.url.as_ref(),
            published: a.published,
            updated: a.updated,
            byline: a.byline.as_ref(),
            place: a.place.as_ref(),
            language: a.language.as_ref(),
            kind: a.kind.map(crate::briefing::ArticleKind::name),
            cites: &a.cites,
            retrieved: a.retrieved,
            text: a.whole_text(),
        })
        .collect();
    let events = b.events.iter();
    let differences = b.differences.iter().map(|d| ShowDifference {
        section: d.section.as_ref(),
        what: d.what.as_ref(),
        accounts: d.accounts.iter().map(|a| ShowAccount { article: &a.article, says: &a.says }).collect(),
        remark: d.remark.as_ref(),
        dismiss: d.dismiss.as_ref(),
    });
    json(&Show {
        id: &b.id,
        title: &b.title,
        summary: b.summary.as_ref(),
        published: b.published,
        updated: b.updated,
        edition: b.edition,
        language: &b.language,
        tags: &b.tags,
        curator: b.curator.as_ref(),
        sections,
        articles,
        events: events
            .map(|e| ShowEvent {
                when: e.when,
                what: &e.what,
                place: e.place.as_ref(),
                articles: &e.articles,
            })
            .collect(),
        terms: b
            .terms
            .iter()
            .map(|t| ShowTerm { name: &t.name, also: &t.also, meaning: t.meaning.as_ref() })
            .collect(),
        places: b
            .places
            .iter()
            .map(|p| ShowPlace { id: &p.id, name: &p.name, lat: p.lat, lon: p.lon })
            .collect(),
        differences: differences.collect(),
    })
}

fn json(value: &impl Serialize) -> String {
    // Only maps with keys that are no strings could fail, and there is none.
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// `list`: two lines a briefing, three where it comes from a pack.
pub fn list_text<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Lines {
    let mut lines = Lines::new();
    for e in entries {
        lines.push((Look::Heading, text!("{}  {}", e.id, e.title)));
        lines.push((Look::Muted, text!("    {}", facts(e).join(" · "))));
        if let Origin::Pack(packed) = &e.source {
            let mut facts = packed.marks();
            facts.push(text!("pack {}", packed.name()));
            lines.push((Look::Muted, text!("    {}", joined(&facts, " · "))));
        }
    }
    lines
}

/// Date, edition and counts of a briefing, as a line names them.
pub fn facts(e: &Entry) -> Vec<String> {
    let mut facts = vec![
        e.published.map_or_else(|| "undated".to_owned(), |p| p.day_only().shown().to_string()),
        format!("edition {}", e.edition),
        counted(e.sections, "question", "questions").to_string(),
        counted(e.articles, "article", "articles").to_string(),
    ];
    if e.errors > 0 {
        facts.push(counted(e.errors, "error", "errors").to_string());
    }
    if e.warnings > 0 {
        facts.push(counted(e.warnings, "warning", "warnings").to_string());
    }
    facts
}

/// `show`: the briefing as it is read, or one section of it, `columns` wide.
pub fn show_text(b: &Briefing, only: Option<&Section>, columns: usize) -> Lines {
    let mut out = Printer { columns, lines: Lines::new() };
    if let Some(section) = only {
        out.section(b, section);
        return out.lines;
    }
    out.wrapped(Look::Title, &b.title);
    let mut facts = vec![b.published.map_or_else(|| text!("undated"), |p| p.day_only().shown())];
    facts.extend(b.updated.map(|u| text!("updated {}", u.shown())));
    facts.push(text!("edition {}", b.edition));
    facts.extend(b.curator.clone());
    out.wrapped(Look::Muted, &joined(&facts, " · "));
    if let Some(summary) = &b.summary {
        out.gap();
        out.document(&markdown::parse(summary));
    }
    for section in &b.sections {
        out.gap();
        out.section(b, section);
    }
    if !b.events.is_empty() {
        out.part("Timeline");
        for event in by_date(b) {
            let when = event.when.map_or_else(|| text!("undated"), |w| w.shown());
            out.hanging(&text!("{when}  {}", event_line(b, event)), 4);
        }
    }
    if !b.terms.is_empty() {
        out.part("Terms");
        for term in &b.terms {
            let also =
                if term.also.is_empty() { text!("") } else { text!(" (also {})", joined(&term.also, ", ")) };
            let meaning = term.meaning.as_ref().map_or(text!(""), |m| text!(": {}", m.line()));
            out.hanging(&text!("{}{also}{meaning}", term.name), 4);
        }
    }
    if !b.places.is_empty() {
        out.part("Places");
        for place in &b.places {
            out.hanging(
                &text!("{}{}", place.name, coordinates(place).map_or(text!(""), |c| text!("  {c}"))),
                4,
            );
        }
    }
    if !b.articles.is_empty() {
        out.part("Articles");
        for article in &b.articles {
            out.hanging(&text!("{}  [{}]", source_line(article), article.id), 4);
            if let Some(url) = &article.url {
                out.lines.push((Look::Plain, text!("    {url}")));
            }
        }
    }
    out.lines
}

/// `37.91° N, 69.78° E`
pub fn coordinates(place: &crate::briefing::Place) -> Option<Text> {
    let (lat, lon) = (place.lat?, place.lon?);
    let side = |degrees: f64, plus, minus| if degrees < 0.0 { minus } else { plus };
    Some(text!("{}° {}, {}° {}", lat.abs(), side(lat, "N", "S"), lon.abs(), side(lon, "E", "W")))
}

/// The events from the earliest to the latest; what has no date comes last.
pub fn by_date(b: &Briefing) -> Vec<&crate::briefing::Event> {
    let mut events: Vec<_> = b.events.iter().collect();
    events.sort_by_key(|e| match e.when {
        Some(when) => (false, when.first_day(), when.last_day()),
        None => (true, chrono::NaiveDate::MAX, chrono::NaiveDate::MAX),
    });
    events
}

fn event_line(b: &Briefing, event: &crate::briefing::Event) -> Text {
    let place = event.place.as_ref().and_then(|id| b.place(id));
    let place = place.filter(|p| !event.what.as_str().contains(p.name.as_str()));
    let place = place.map_or(text!(""), |p| text!(", {}", p.name));
    let sources: Vec<Text> =
        event.articles.iter().filter_map(|id| b.article(id)).map(|a| a.name().clone()).collect();
    let sources = if sources.is_empty() { text!("") } else { text!(" ({})", joined(&sources, ", ")) };
    text!("{}{place}{sources}", event.what)
}

/// `Al Jazeera, 26 Dec 2025: headline`
pub fn source_line(article: &Article) -> Text {
    let date = article.published.map_or(text!(""), |p| text!(", {}", p.day_only().shown()));
    text!("{}{date}: {}", article.name(), article.title())
}

/// Texts with something between them.
pub fn joined(texts: &[Text], between: &str) -> Text {
    Text::new(&texts.iter().map(Text::as_str).collect::<Vec<_>>().join(between))
}

struct Printer {
    columns: usize,
    lines: Lines,
}

impl Printer {
    fn gap(&mut self) {
        self.lines.push((Look::Plain, Text::default()));
    }

    fn part(&mut self, name: &str) {
        self.gap();
        self.lines.push((Look::Heading, Text::new(name)));
    }

    fn wrapped(&mut self, look: Look, text: &Text) {
        for row in crate::text::wrap::wrap(text.as_str(), self.columns) {
            self.lines.push((look, Text::new(&text.as_str()[row])));
        }
    }

    fn hanging(&mut self, text: &Text, indent: usize) {
        let rows = crate::text::wrap::wrap(text.as_str(), self.columns.saturating_sub(indent));
        for (number, row) in rows.into_iter().enumerate() {
            let margin = if number == 0 { 0 } else { indent };
            self.lines.push((Look::Plain, text!("{}{}", " ".repeat(margin), &text.as_str()[row])));
        }
    }

    fn section(&mut self, b: &Briefing, section: &Section) {
        self.document(&page::section(b, section));
    }

    fn document(&mut self, document: &Document) {
        for row in layout(document, self.columns) {
            let block = &document.blocks[row.block as usize];
            let look = match block.kind {
                _ if row.kind == RowKind::Blank => Look::Plain,
                Kind::Heading(_) => Look::Heading,
                Kind::Aside => Look::Muted,
                _ => Look::Plain,
            };
            // An address is of no use in pieces.
            let whole = block.kind == Kind::Aside && !block.text.as_str().contains(char::is_whitespace);
            match row.kind {
                RowKind::Rest if whole => {}
                _ => self.lines.push((look, row_text(document, &row, self.columns, whole))),
            }
        }
    }
}

/// A row of a document with its bars and markers, without styles.
fn row_text(document: &Document, row: &crate::text::layout::Row, columns: usize, whole: bool) -> Text {
    let block = &document.blocks[row.block as usize];
    let (quote, indent) = margins(block, columns);
    let bars = "│ ".repeat(quote / 2);
    if row.kind == RowKind::Blank {
        return Text::default();
    }
    let marker = match (&block.marker, row.kind) {
        (Some(marker), RowKind::First) => marker.as_str(),
        _ => "",
    };
    let pad = indent.saturating_sub(width(marker) + 1);
    let margin = if indent == 0 { String::new() } else { format!("{}{marker} ", " ".repeat(pad)) };
    let body = match block.kind {
        Kind::Rule => "─".repeat(columns.saturating_sub(quote + indent).min(24)),
        _ if whole && row.kind == RowKind::First => block.text.as_str().to_owned(),
        _ => block.text.as_str()[row.range()].to_owned(),
    };
    let margin = if row.kind == RowKind::First { margin } else { " ".repeat(indent) };
    Text::new(format!("{bars}{margin}{body}").replace(markdown::GLUE, " ").trim_end())
}
