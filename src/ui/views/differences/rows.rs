//! A difference as rows of a list: its sign, what it is about, who says what, and on request the
//! rule that found it with all passages.

use crate::briefing::Briefing;
use crate::compare::{Difference, Section};
use crate::export::comparison::sign;
use crate::text;
use crate::text::{Text, fit, width};
use crate::ui::compared::Compared;
use crate::ui::parts::list::{Line, wrapped};
use crate::ui::parts::passage::passage;
use crate::ui::parts::told;
use crate::ui::theme::Role;

/// From this width on values stand beside what they are values of.
const WIDE: usize = 76;
/// Columns of the sign and the kind.
const KIND: usize = 14;
/// Columns of a value in the list at most; the whole of it stands in its passage.
const VALUE: usize = 60;

/// What is needed to write them.
pub(super) struct Page<'a> {
    pub(super) briefing: &'a Briefing,
    pub(super) compared: &'a Compared,
    pub(super) short: &'a [Text],
    /// The list is of the whole briefing.
    pub(super) whole: bool,
    /// Columns of a row.
    pub(super) columns: usize,
}

impl Page<'_> {
    /// A difference that was computed.
    pub(super) fn found(&self, difference: &Difference) -> Vec<Line> {
        let sign_role = if difference.is_open() { Role::Differs } else { Role::Muted };
        let values = difference.accounts.iter().map(|a| (value(&a.value), self.name(a.article)));
        let kind = Text::new(difference.kind.name());
        self.item((sign_role, sign(difference)), &kind, &difference.what, &told::values(values))
    }

    /// A difference that the curator wrote down.
    pub(super) fn curated(&self, number: usize) -> Vec<Line> {
        let Some(stanza) = self.briefing.differences.get(number) else { return Vec::new() };
        let place = |id: &Text| self.briefing.articles.iter().position(|a| a.id == *id);
        let name = |id: &Text| place(id).map_or_else(|| id.clone(), |article| self.name(article));
        let values = stanza.accounts.iter().map(|a| (value(&a.says), name(&a.article)));
        let what = stanza.what.clone().unwrap_or_else(|| text!("a difference"));
        self.item((Role::Differs, "≠"), &text!("curator"), &what, &told::values(values))
    }

    fn name(&self, article: usize) -> Text {
        if self.columns < WIDE {
            let name = self.briefing.articles.get(article).map(|a| a.name().clone());
            return name.unwrap_or_default();
        }
        self.short.get(article).cloned().unwrap_or_default()
    }

    fn item(
        &self,
        sign: (Role, &'static str),
        kind: &Text,
        what: &Text,
        values: &[(Text, Vec<Text>)],
    ) -> Vec<Line> {
        let what = what.line();
        let head = |label: Text| vec![(sign.0, Text::new(sign.1)), (Role::Muted, label)];
        if self.columns < WIDE {
            let mut rows = vec![head(text!(" {kind}"))];
            rows.extend(
                wrapped(Role::Text, what.get(), self.columns.saturating_sub(2), 0).into_iter().map(indented),
            );
            for value in values {
                rows.extend(self.value(value));
            }
            rows.push(Vec::new());
            return rows;
        }
        let at = KIND + (self.columns - KIND) * 2 / 5;
        let about = passage_of(&what, at - KIND - 3);
        let left = told::beside(vec![head(text!(" {kind}"))], KIND, about);
        told::beside(left, at, told::value_rows(values, self.columns - at))
    }

    /// A value and who gives it, in one row where there is room.
    fn value(&self, (value, who): &(Text, Vec<Text>)) -> Vec<Line> {
        let who = told::named(who, told::NAMES);
        if width(value.as_str()) + width(who.as_str()) + 6 <= self.columns {
            let gap = if value.is_blank() { "" } else { "  " };
            return vec![vec![(Role::Text, text!("    {value}{gap}")), (Role::Muted, who)]];
        }
        let mut rows = passage(value.get(), &[], Role::Text, self.columns, 4);
        rows.extend(passage(who.get(), &[], Role::Muted, self.columns, 6));
        rows
    }

    /// The rule that found a difference, and the passages, with what differs marked.
    pub(super) fn why(&self, section: &Section, difference: &Difference) -> Vec<Line> {
        let indent = 2;
        let mut rows =
            passage(text!("why: {}", difference.rule).get(), &[], Role::Muted, self.columns, indent);
        if let Some(stanza) = difference.dismissed.and_then(|n| self.briefing.differences.get(n)) {
            let reason = stanza.remark.clone().unwrap_or_else(|| text!("no reason given"));
            let reason = text!("dismissed by the curator: {}", reason.line());
            rows.extend(passage(reason.get(), &[], Role::Muted, self.columns, indent));
        }
        for account in &difference.accounts {
            rows.push(vec![(Role::Heading, text!("  {}", self.source(account.article)))]);
            let text = self.compared.text(account.article, &account.span);
            let fact = account.fact.as_ref().map(|fact| {
                let start = account.span.start;
                (fact.start.saturating_sub(start)..fact.end.saturating_sub(start), Role::Mark)
            });
            rows.extend(passage(text, fact.as_slice(), Role::Text, self.columns, indent + 2));
        }
        // In the list of one question it stands above.
        let question = self.briefing.section(&section.id).filter(|_| self.whole).map(|s| &s.question);
        rows.extend(question.into_iter().flat_map(|q| {
            passage(text!("belongs to: {}", q.line()).get(), &[], Role::Muted, self.columns, indent)
        }));
        rows.push(Vec::new());
        rows
    }

    /// The curator's word on her own difference.
    pub(super) fn remark(&self, number: usize) -> Vec<Line> {
        let remark = self.briefing.differences.get(number).and_then(|d| d.remark.clone());
        let word = remark.unwrap_or_else(|| text!("the curator wrote it down, without a remark"));
        let mut rows = passage(word.line().get(), &[], Role::Muted, self.columns, 2);
        rows.push(Vec::new());
        rows
    }

    fn source(&self, article: usize) -> Text {
        let Some(a) = self.briefing.articles.get(article) else { return Text::default() };
        let day = a.published.map_or(text!("undated"), |p| p.day_only().shown());
        text!("{}, {day}", a.name())
    }
}

fn value(value: &Text) -> Text {
    fit(value.line().get(), VALUE)
}

fn passage_of(what: &Text, columns: usize) -> Vec<Line> {
    passage(what.get(), &[], Role::Text, columns, 0)
}

fn indented(mut row: Line) -> Line {
    row.insert(0, (Role::Text, text!("  ")));
    row
}
