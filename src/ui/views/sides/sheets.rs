//! The rows of a comparison as what a sheet shows: a line with sign and words, and the passages below it.

use rustc_hash::FxHashSet;

use super::rows::{Row, differences, rows};
use crate::briefing::Briefing;
use crate::compare::Difference;
use crate::compare::verdict::Verdict;
use crate::export::comparison::sign;
use crate::text;
use crate::text::Text;
use crate::ui::compared::Compared;
use crate::ui::parts::list::Line;
use crate::ui::parts::passages::{At, Passages, day, found};
use crate::ui::parts::sheet::{Item, Marked};
use crate::ui::theme::Role;

/// What the items are made of.
pub(super) struct Sheets<'a> {
    pub(super) b: &'a Briefing,
    pub(super) compared: &'a Compared,
    pub(super) passages: &'a Passages,
    /// The articles in the columns.
    pub(super) shown: &'a [usize],
}

impl Sheets<'_> {
    /// The differences to check of a section, or of everything, in the order of the texts of these
    /// articles.
    pub(super) fn stops(&self, section: Option<usize>, articles: &[usize]) -> Vec<usize> {
        let rows = rows(&self.compared.comparison, self.passages, section, articles);
        let found = differences(&self.compared.comparison, self.passages, &rows, articles);
        let is_open = |of: &usize| self.difference(*of).is_some_and(Difference::is_open);
        found.into_iter().flatten().filter(is_open).collect()
    }

    fn difference(&self, of: usize) -> Option<&Difference> {
        let (section, at) = *self.passages.differences.get(of)?;
        self.compared.comparison.sections.get(section)?.differences.get(at)
    }

    /// A row as an item, the articles beside each other or one under another.
    pub(super) fn items(&self, rows: &[Row], differences: &[Vec<usize>], beside: bool) -> Vec<Item> {
        if beside { self.level(rows, differences) } else { self.stacked(rows, differences) }
    }

    /// A column for each article.
    fn level(&self, rows: &[Row], differences: &[Vec<usize>]) -> Vec<Item> {
        let mut seen = FxHashSet::default();
        let items = rows.iter().zip(differences).map(|(row, found)| {
            let cell = |&article: &usize| {
                let told = row.told.iter().find(|(a, _)| *a == article);
                match told {
                    Some((_, sentences)) => self.sentences(article, sentences, &mut seen),
                    None if row.point.is_some() => vec![Marked::plain(Role::Muted, Text::new("–"))],
                    None => Vec::new(),
                }
            };
            let cells = self.shown.iter().map(cell).collect();
            Item { spaced: true, head: self.head(row, found), cells }
        });
        items.collect()
    }

    /// One article under another, each after its name.
    fn stacked(&self, rows: &[Row], differences: &[Vec<usize>]) -> Vec<Item> {
        let mut seen = FxHashSet::default();
        let items = rows.iter().zip(differences).map(|(row, found)| {
            let mut column = Vec::new();
            for &article in self.shown {
                let Some((_, sentences)) = row.told.iter().find(|(a, _)| *a == article) else { continue };
                column.push(Marked::plain(Role::Heading, self.name(article)));
                column.extend(self.sentences(article, sentences, &mut seen));
            }
            Item { spaced: true, head: self.head(row, found), cells: vec![column] }
        });
        items.collect()
    }

    fn name(&self, article: usize) -> Text {
        let Some(about) = self.b.articles.get(article) else { return Text::default() };
        text!("{} · {}", about.name(), day(about))
    }

    /// A sentence that tells two things stands with both; the second time it steps back.
    fn sentences(&self, article: usize, sentences: &[usize], seen: &mut FxHashSet<At>) -> Vec<Marked> {
        let marked = sentences.iter().map(|&sentence| {
            let at = (article, sentence);
            let role = match (self.passages.readings[article].is_heading(sentence), seen.insert(at)) {
                (true, _) => Role::Strong,
                (false, true) => Role::Text,
                (false, false) => Role::Muted,
            };
            self.passages.sentence(at, role)
        });
        marked.collect()
    }

    /// Signs, and the words beside them.
    fn head(&self, row: &Row, differences: &[usize]) -> Line {
        if row.point.is_none() {
            return Line::new();
        }
        let all: Vec<&Difference> = differences.iter().filter_map(|&of| self.difference(of)).collect();
        let loud = all.iter().any(|d| d.is_open());
        let mut line = Line::new();
        let mut named: Vec<Text> = Vec::new();
        for difference in all.iter().filter(|d| d.is_open() || !loud) {
            let words = found(difference);
            if named.contains(&words) {
                continue;
            }
            if !line.is_empty() {
                line.push((Role::Muted, Text::new("   ")));
            }
            let role = if loud { Role::Differs } else { Role::Muted };
            line.push((role, text!("{} ", sign(difference))));
            line.push((if loud { Role::Strong } else { Role::Muted }, words.clone()));
            if named.is_empty() && loud && difference.verdict != Verdict::Unsupported {
                line.push((Role::Muted, text!(" · {}", difference.what.line())));
            }
            named.push(words);
        }
        if line.is_empty() {
            line.push((Role::Muted, self.tellers(row)));
        }
        line
    }

    /// Who tells what nothing differs on.
    fn tellers(&self, row: &Row) -> Text {
        let elsewhere: Vec<&str> = row
            .tellers()
            .filter(|article| !self.shown.contains(article))
            .filter_map(|article| self.b.articles.get(article))
            .map(|article| article.name().as_str())
            .collect();
        let here = row.tellers().filter(|article| self.shown.contains(article)).count();
        match (here, elsewhere.as_slice()) {
            (0 | 1, []) => Text::new("+ only here"),
            (0 | 1, others) => text!("= also in {}", others.join(", ")),
            _ => Text::new("= told alike"),
        }
    }
}
