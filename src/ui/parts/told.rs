//! What a comparison says, in few words: for the list of questions, below an answer, in the grid.

use crate::briefing::{self, Briefing};
use crate::compare::origins::Label;
use crate::compare::sections::Coverage;
use crate::compare::{Difference, Section};
use crate::export::joined;
use crate::problem::counted;
use crate::text;
use crate::text::{Text, width};
use crate::ui::compared::Compared;
use crate::ui::parts::list::Line;
use crate::ui::parts::passage::passage;
use crate::ui::theme::Role;

/// Sources named for a value in a list at most; every passage is told by its explanation.
pub const NAMES: usize = 8;

/// The question of a section of the comparison; the last one holds what belongs to none.
pub fn question(briefing: &Briefing, section: usize) -> Text {
    briefing.sections.get(section).map_or_else(|| text!("Also reported"), |s| s.question.clone())
}

/// What an article does about a question; silent where nothing is known.
pub fn coverage(section: &Section, article: usize) -> Coverage {
    section.coverage.get(article).copied().unwrap_or_default()
}

/// How many of the articles that are looked at answer, and how many of those in part only.
fn answering(compared: &Compared, section: &Section) -> (usize, usize) {
    let of = |wanted| compared.shown.iter().filter(|a| coverage(section, **a) == wanted).count();
    let partly = of(Coverage::Partly);
    (of(Coverage::Answers) + partly, partly)
}

/// `5 of 7 articles answer, 2 of them in part, from 3 origins`
pub fn answers(compared: &Compared, section: &Section) -> Text {
    let (answer, partly) = answering(compared, section);
    let articles = counted(compared.shown.len(), "article", "articles");
    let origins = match section.origins {
        0 => Text::default(),
        n => text!(", from {}", counted(n, "origin", "origins")),
    };
    match (answer, partly) {
        (0, _) if section.points.is_empty() => text!("none of {articles} tells of it"),
        (0, _) => text!("none of {articles} answers{origins}"),
        (1, 1) => text!("1 of {articles} answers, in part{origins}"),
        (1, _) => text!("1 of {articles} answers{origins}"),
        (n, 0) => text!("{n} of {articles} answer{origins}"),
        (n, partly) if n == partly => text!("{n} of {articles} answer, all in part{origins}"),
        (n, partly) => text!("{n} of {articles} answer, {partly} of them in part{origins}"),
    }
}

/// `5/7`, and `≠3` where there is something to check.
pub fn signs(compared: &Compared, section: &Section) -> (Text, Text) {
    let open = section.open();
    let differs = if open == 0 { Text::default() } else { text!("≠{open}") };
    (text!("{}/{}", answering(compared, section).0, compared.shown.len()), differs)
}

/// What an article is to the others: `original`, `rests on Al Jazeera`.
pub fn origin(briefing: &Briefing, compared: &Compared, article: usize) -> Text {
    let Some(origin) = compared.comparison.articles.get(article) else { return Text::default() };
    // The nearest comes first; a copy is told by the one that it is nearest to.
    let most = if matches!(origin.label, Label::Copy | Label::Rewording) { 1 } else { 3 };
    let named = origin.of.iter().filter_map(|&a| briefing.articles.get(a)).map(|a| a.name().clone());
    let of: Vec<Text> = named.take(most).collect();
    let of = joined(&of, ", ");
    match origin.label {
        _ if of.is_blank() => text!("original"),
        Label::Original => text!("original"),
        Label::Cites => text!("rests on {of}"),
        Label::Copy => text!("the same text as {of}"),
        Label::Rewording => text!("a rewording of {of}"),
        Label::Shares => text!("has it from where {of} has it"),
    }
}

/// What is to be checked on a question and is not told by the curator, the most important first.
pub fn open<'c>(briefing: &'c Briefing, section: &'c Section) -> impl Iterator<Item = &'c Difference> {
    section.differences.iter().filter(|d| d.is_open() && !is_vouched(briefing, section, d))
}

/// Did the curator write it down as her own? Then hers is shown.
pub fn is_vouched(briefing: &Briefing, section: &Section, difference: &Difference) -> bool {
    let same = |stanza: &&briefing::Difference| {
        let ids = stanza.accounts.iter().map(|a| &a.article);
        let ours = difference.accounts.iter().filter_map(|a| briefing.articles.get(a.article)).map(|a| &a.id);
        stanza.what.as_ref() == Some(&difference.what.line())
            && stanza.section.as_ref().map_or("", Text::as_str) == section.id.as_str()
            && ids.eq(ours)
    };
    briefing.differences.iter().any(|stanza| same(&stanza))
}

/// Each value with those who give it, in the order of the accounts; `Two` and `two` are one.
pub fn values(accounts: impl Iterator<Item = (Text, Text)>) -> Vec<(Text, Vec<Text>)> {
    let mut values: Vec<(Text, Vec<Text>)> = Vec::new();
    for (value, who) in accounts {
        let alike = |known: &Text| known.as_str().to_lowercase() == value.as_str().to_lowercase();
        match values.iter_mut().find(|(known, _)| alike(known)) {
            Some((_, all)) if all.contains(&who) => {}
            Some((_, all)) => all.push(who),
            None => values.push((value, vec![who])),
        }
    }
    values
}

/// `AJ, ET, TRT +2`, where so many are named at most.
pub fn named(who: &[Text], most: usize) -> Text {
    let first = joined(&who[..who.len().min(most)], ", ");
    if who.len() > most { text!("{first} +{}", who.len() - most) } else { first }
}

/// Values and who gives them as rows: `30 November AJ, ET   26 November AI`. A value goes on in
/// another row only where it is longer than a row.
pub fn value_rows(values: &[(Text, Vec<Text>)], columns: usize) -> Vec<Line> {
    let mut rows: Vec<Line> = Vec::new();
    let mut used = columns;
    for (value, who) in values {
        let gap = if value.is_blank() { "" } else { " " };
        let who = named(who, NAMES);
        let item = text!("{}{gap}{who}", value.line());
        let needed = width(item.as_str());
        if used + 3 + needed <= columns
            && let Some(row) = rows.last_mut()
        {
            row.push((Role::Text, text!("   ")));
            row.extend([(Role::Text, text!("{}{gap}", value.line())), (Role::Muted, who)]);
            used += 3 + needed;
        } else {
            // A name does not stand in a row without the end of what it says.
            let item = text!("{}{}{who}", value.line(), gap.replace(' ', "\u{a0}"));
            let names = item.as_str().len() - who.as_str().len()..item.as_str().len();
            rows.extend(passage(item.get(), &[(names, Role::Muted)], Role::Text, columns, 0));
            used = if needed <= columns { needed } else { columns };
        }
    }
    rows
}

/// Rows beside rows, the right ones from this column on.
pub fn beside(left: Vec<Line>, at: usize, right: Vec<Line>) -> Vec<Line> {
    let mut rows = Vec::new();
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    loop {
        let (mut row, more) = match (left.next(), right.next()) {
            (None, None) => return rows,
            (row, more) => (row.unwrap_or_default(), more),
        };
        if let Some(more) = more {
            let used: usize = row.iter().map(|(_, text)| width(text.as_str())).sum();
            row.push((Role::Muted, text!("{}", " ".repeat(at.saturating_sub(used)))));
            row.extend(more);
        }
        rows.push(row);
    }
}

/// A word in a column: cut where it does not fit, filled with spaces where it does.
pub fn padded(word: &Text, columns: usize) -> Text {
    let word = crate::text::fit(word.get(), columns);
    text!("{word}{}", " ".repeat(columns.saturating_sub(width(word.as_str()))))
}
