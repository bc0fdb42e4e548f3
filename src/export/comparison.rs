//! A comparison as JSON, Markdown, CSV and plain text.

use std::fmt::Write as _;

use serde::Serialize;

use super::{Lines, Look, json};
use crate::briefing::Briefing;
use crate::compare::origins::Label;
use crate::compare::sections::Coverage;
use crate::compare::verdict::{Kind, Verdict};
use crate::compare::{Account, Comparison, Difference, Section};
use crate::problem::counted;
use crate::text;
use crate::text::Text;

/// A comparison with the texts that its spans lead to, and which part of it is wanted.
#[derive(Debug)]
pub struct View<'a> {
    briefing: &'a Briefing,
    comparison: &'a Comparison,
    /// The whole text of each article.
    texts: Vec<Text>,
    /// Only this section.
    section: Option<&'a Text>,
}

#[derive(Serialize)]
struct Report<'a> {
    briefing: &'a Text,
    origins: usize,
    articles: Vec<ArticleRow<'a>>,
    sections: Vec<SectionRow<'a>>,
}

#[derive(Serialize)]
struct ArticleRow<'a> {
    id: &'a Text,
    outlet: Option<&'a Text>,
    origin: OriginRow<'a>,
}

#[derive(Serialize)]
struct OriginRow<'a> {
    label: Label,
    of: Vec<&'a Text>,
    why: &'a Text,
}

#[derive(Serialize)]
struct SectionRow<'a> {
    id: &'a Text,
    question: Option<&'a Text>,
    origins: usize,
    coverage: serde_json::Map<String, serde_json::Value>,
    points: Vec<PointRow<'a>>,
    differences: Vec<DifferenceRow<'a>>,
}

#[derive(Serialize)]
struct PointRow<'a> {
    anchor: &'a Text,
    accounts: Vec<PlaceRow<'a>>,
}

#[derive(Serialize)]
struct PlaceRow<'a> {
    article: &'a Text,
    text: &'a str,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct DifferenceRow<'a> {
    anchor: &'a Text,
    kind: Kind,
    verdict: Verdict,
    what: &'a Text,
    rule: &'a Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    dismissed: Option<Text>,
    accounts: Vec<AccountRow<'a>>,
}

#[derive(Serialize)]
struct AccountRow<'a> {
    article: &'a Text,
    text: &'a str,
    value: &'a Text,
    start: usize,
    end: usize,
    fact: Option<[usize; 2]>,
}

impl<'a> View<'a> {
    /// Looks the texts up.
    pub fn new(briefing: &'a Briefing, comparison: &'a Comparison, section: Option<&'a Text>) -> Self {
        let texts = briefing.articles.iter().map(crate::briefing::Article::whole_text).collect();
        Self { briefing, comparison, texts, section }
    }

    fn sections(&self) -> impl Iterator<Item = &'a Section> {
        let section = self.section;
        self.comparison.sections.iter().filter(move |s| section.is_none_or(|id| s.id == *id))
    }

    fn id(&self, article: usize) -> &'a Text {
        &self.briefing.articles[article].id
    }

    fn name(&self, article: usize) -> &'a Text {
        self.briefing.articles[article].name()
    }

    fn text(&self, article: usize, span: &std::ops::Range<usize>) -> &str {
        self.texts[article].as_str().get(span.clone()).unwrap_or_default()
    }

    fn question(&self, section: &Section) -> Option<&'a Text> {
        self.briefing.section(&section.id).map(|s| &s.question)
    }

    /// The curator's words on why a difference is hidden.
    fn dismissed(&self, difference: &Difference) -> Option<Text> {
        let stanza = self.briefing.differences.get(difference.dismissed?)?;
        Some(stanza.remark.clone().unwrap_or_default())
    }

    /// As programs read it; the shape is a contract.
    pub fn json(&self) -> String {
        let articles = self.comparison.articles.iter().enumerate().map(|(number, origin)| ArticleRow {
            id: self.id(number),
            outlet: self.briefing.articles[number].outlet.as_ref(),
            origin: OriginRow {
                label: origin.label,
                of: origin.of.iter().map(|&other| self.id(other)).collect(),
                why: &origin.why,
            },
        });
        let report = Report {
            briefing: &self.briefing.id,
            origins: self.comparison.origins,
            articles: articles.collect(),
            sections: self.sections().map(|s| self.section_row(s)).collect(),
        };
        json(&report)
    }

    fn section_row(&self, section: &'a Section) -> SectionRow<'_> {
        let coverage = section.coverage.iter().enumerate();
        let points = section.points.iter().map(|point| PointRow {
            anchor: &point.anchor,
            accounts: point
                .accounts
                .iter()
                .map(|place| PlaceRow {
                    article: self.id(place.article),
                    text: self.text(place.article, &place.span),
                    start: place.span.start,
                    end: place.span.end,
                })
                .collect(),
        });
        let differences = section.differences.iter().map(|d| DifferenceRow {
            anchor: &d.anchor,
            kind: d.kind,
            verdict: d.verdict,
            what: &d.what,
            rule: &d.rule,
            dismissed: self.dismissed(d),
            accounts: d.accounts.iter().map(|a| self.account_row(a)).collect(),
        });
        SectionRow {
            id: &section.id,
            question: self.question(section),
            origins: section.origins,
            coverage: coverage.map(|(a, c)| (self.id(a).to_string(), c.name().into())).collect(),
            points: points.collect(),
            differences: differences.collect(),
        }
    }

    fn account_row<'s>(&'s self, account: &'s Account) -> AccountRow<'s> {
        AccountRow {
            article: self.id(account.article),
            text: self.text(account.article, &account.span),
            value: &account.value,
            start: account.span.start,
            end: account.span.end,
            fact: account.fact.as_ref().map(|f| [f.start, f.end]),
        }
    }

    /// A row for each account of each difference.
    pub fn csv(&self) -> String {
        let mut csv = String::from("section,anchor,kind,verdict,what,rule,article,value,text,start,end\r\n");
        for section in self.sections() {
            for difference in &section.differences {
                for account in &difference.accounts {
                    let (start, end) = (account.span.start.to_string(), account.span.end.to_string());
                    let row = [
                        section.id.as_str(),
                        difference.anchor.as_str(),
                        difference.kind.name(),
                        difference.verdict.name(),
                        difference.what.as_str(),
                        difference.rule.as_str(),
                        self.id(account.article).as_str(),
                        account.value.as_str(),
                        self.text(account.article, &account.span),
                        &start,
                        &end,
                    ];
                    csv.push_str(&row.map(field).join(","));
                    csv.push_str("\r\n");
                }
            }
        }
        csv
    }

    /// For a terminal or a pipe.
    pub fn plain(&self) -> Lines {
        let mut lines = vec![(Look::Title, self.briefing.title.clone()), (Look::Muted, self.summary())];
        for (number, origin) in self.comparison.articles.iter().enumerate() {
            lines.push((Look::Muted, text!("  {}: {}", self.name(number), origin.why)));
        }
        for section in self.sections() {
            if section.points.is_empty() && section.id.is_blank() {
                continue;
            }
            lines.push((Look::Plain, Text::default()));
            lines.push((Look::Heading, self.heading(section)));
            lines.push((Look::Muted, self.coverage(section)));
            lines.extend(Self::differences(section).map(|d| (Look::Plain, self.line(d))));
            lines.extend(Self::counts(section).map(|line| (Look::Muted, line)));
        }
        lines
    }

    /// As Markdown, to paste into what one writes.
    pub fn markdown(&self) -> String {
        let mut out = String::new();
        let _ = writeln!(out, "# {}\n\n{}\n", self.briefing.title, self.summary());
        for (number, origin) in self.comparison.articles.iter().enumerate() {
            let _ = writeln!(out, "- **{}**: {}", self.name(number), origin.why);
        }
        for section in self.sections() {
            if section.points.is_empty() && section.id.is_blank() {
                continue;
            }
            let _ = writeln!(
                out,
                "\n## {}\n\n{}\n",
                self.heading(section),
                self.coverage(section).as_str().trim()
            );
            for difference in Self::differences(section) {
                let _ = write!(out, "- **{}** {}: ", difference.kind.name(), difference.verdict.name());
                let _ = writeln!(out, "{} ({})", difference.what, difference.rule);
                for account in &difference.accounts {
                    let quoted = self.text(account.article, &account.span).split_whitespace();
                    let quoted = quoted.collect::<Vec<_>>().join(" ");
                    let _ = writeln!(out, "  - {}: {quoted}", self.name(account.article));
                }
            }
            for line in Self::counts(section) {
                let _ = writeln!(out, "\n{}", line.as_str().trim());
            }
        }
        out
    }

    fn summary(&self) -> Text {
        let articles = counted(self.comparison.articles.len(), "article", "articles");
        let origins = counted(self.comparison.origins, "independent origin", "independent origins");
        let open = self.sections().map(Section::open).sum::<usize>();
        text!("{articles}, {origins}, {} to check", counted(open, "difference", "differences"))
    }

    fn heading(&self, section: &Section) -> Text {
        self.question(section).cloned().unwrap_or_else(|| Text::new("Also reported"))
    }

    fn coverage(&self, section: &Section) -> Text {
        let mut parts = Vec::new();
        for coverage in [Coverage::Answers, Coverage::Partly, Coverage::Silent] {
            let all = section.coverage.iter().enumerate().filter(|(_, c)| **c == coverage);
            let outlets: Vec<&str> = all.map(|(a, _)| self.name(a).as_str()).collect();
            if !outlets.is_empty() {
                parts.push(format!("{}: {}", coverage.name(), outlets.join(", ")));
            }
        }
        let origins = counted(section.origins, "origin", "origins");
        text!("  {}; {origins}", parts.join("; "))
    }

    /// What should be checked, the most important first.
    fn differences(section: &'a Section) -> impl Iterator<Item = &'a Difference> {
        section.differences.iter().filter(|d| d.is_open())
    }

    fn line(&self, difference: &Difference) -> Text {
        let accounts: Vec<String> =
            difference.accounts.iter().map(|a| format!("{} {}", self.name(a.article), a.value)).collect();
        let (sign, kind) = (sign(difference), difference.kind.name());
        text!("  {sign} {kind:<11} {}: {}", difference.what, accounts.join("  |  "))
    }

    fn counts(section: &Section) -> impl Iterator<Item = Text> {
        let count = |verdict: Verdict| section.differences.iter().filter(|d| d.verdict == verdict).count();
        let (same, compatible) = (count(Verdict::Same), count(Verdict::Compatible));
        let only = count(Verdict::Only);
        let line = text!("  {same} the same, {compatible} compatible, {only} told by one source only");
        (same + compatible + only > 0).then_some(line).into_iter()
    }
}

/// The sign of what was found, before any colour.
pub fn sign(difference: &Difference) -> &'static str {
    match (difference.kind, difference.verdict) {
        (_, Verdict::Same) => "=",
        (_, Verdict::Compatible) => "~",
        (_, Verdict::Only) => "+",
        (_, Verdict::Unsupported) => "?",
        (_, Verdict::Widened) => "↑",
        (Kind::Quote, _) => "“",
        _ => "≠",
    }
}

/// A field of CSV (RFC 4180). What a spreadsheet would take for a formula gets a quotation mark
/// before it.
fn field(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = if line.starts_with(['=', '+', '-', '@']) { format!("'{line}") } else { line };
    if line.contains([',', '"']) { format!("\"{}\"", line.replace('"', "\"\"")) } else { line }
}
