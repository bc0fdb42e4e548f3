//! What stands level in the columns: the points of a question, or of all that the articles say.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::compare::verdict::Verdict;
use crate::compare::{Comparison, Difference};
use crate::ui::parts::passages::{At, Passages};

/// What is told of one thing.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// The section of the comparison and its point; none for what is no statement, as a heading.
    pub(super) point: Option<(usize, usize)>,
    /// The sentences of each article that tells it, in the order of the texts.
    pub(super) told: Vec<(usize, Vec<usize>)>,
}

impl Row {
    /// Who tells it.
    pub(super) fn tellers(&self) -> impl Iterator<Item = usize> {
        self.told.iter().map(|(article, _)| *article)
    }

    /// The first sentence of an article in it.
    fn begins(&self, article: usize) -> Option<usize> {
        let sentences = &self.told.iter().find(|(a, _)| *a == article)?.1;
        sentences.first().copied()
    }
}

/// The rows of a section, or of everything, for the articles shown, in this order: the first
/// article's text leads; what only others tell stands where it falls in theirs. Points that none of
/// them tells are left out.
pub(super) fn rows(
    comparison: &Comparison,
    passages: &Passages,
    section: Option<usize>,
    shown: &[usize],
) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (number, found) in comparison.sections.iter().enumerate() {
        if section.is_some_and(|wanted| wanted != number) {
            continue;
        }
        for (at, point) in found.points.iter().enumerate() {
            let mut told: Vec<(usize, Vec<usize>)> = Vec::new();
            let places = point.accounts.iter().filter_map(|place| passages.at(place.article, &place.span));
            for (article, sentence) in places {
                match told.iter_mut().find(|(known, _)| *known == article) {
                    Some((_, sentences)) => sentences.push(sentence),
                    None => told.push((article, vec![sentence])),
                }
            }
            for (_, sentences) in &mut told {
                sentences.sort_unstable();
            }
            rows.push(Row { point: Some((number, at)), told });
        }
    }
    if section.is_none() {
        rows.extend(left_over(passages, &rows, shown));
    }
    in_order(rows, shown)
}

/// Headings, and whatever else is no statement that could be compared: nothing gets lost.
fn left_over(passages: &Passages, rows: &[Row], shown: &[usize]) -> Vec<Row> {
    let told: FxHashSet<At> = rows
        .iter()
        .flat_map(|row| row.told.iter().flat_map(|(article, s)| s.iter().map(move |n| (*article, *n))))
        .collect();
    let all = shown.iter().flat_map(|&a| (0..passages.readings[a].count()).map(move |sentence| (a, sentence)));
    all.filter(|at| !told.contains(at)).map(|(a, s)| Row { point: None, told: vec![(a, vec![s])] }).collect()
}

fn in_order(rows: Vec<Row>, shown: &[usize]) -> Vec<Row> {
    /// A row that none of the articles tells.
    const NOWHERE: usize = usize::MAX;
    // For each row the one after which it comes, by way of a chain: rows are put into it once.
    let mut next: Vec<usize> = vec![NOWHERE; rows.len()];
    let mut placed: Vec<bool> = vec![false; rows.len()];
    let mut first = NOWHERE;
    for &article in shown {
        let mut own: Vec<(usize, usize)> =
            rows.iter().enumerate().filter_map(|(n, row)| Some((row.begins(article)?, n))).collect();
        own.sort_unstable();
        let mut before = NOWHERE;
        for (_, row) in own {
            if !placed[row] {
                placed[row] = true;
                let link = if before == NOWHERE { &mut first } else { &mut next[before] };
                let after = std::mem::replace(link, row);
                next[row] = after;
            }
            before = row;
        }
    }
    let mut order = Vec::with_capacity(rows.len());
    let mut at = first;
    while at != NOWHERE {
        order.push(at);
        at = next[at];
    }
    let mut rows: Vec<Option<Row>> = rows.into_iter().map(Some).collect();
    order.into_iter().filter_map(|row| rows[row].take()).collect()
}

/// The differences of a row that can be seen when these articles are shown, the most important
/// first, as numbers of [`Passages::differences`].
pub(super) fn differences(
    comparison: &Comparison,
    passages: &Passages,
    rows: &[Row],
    shown: &[usize],
) -> Vec<Vec<usize>> {
    let mut row_of: FxHashMap<(usize, usize), usize> = FxHashMap::default();
    let mut row_with: FxHashMap<At, usize> = FxHashMap::default();
    for (number, row) in rows.iter().enumerate() {
        row_of.extend(row.point.map(|point| (point, number)));
        for (article, sentences) in &row.told {
            for &sentence in sentences {
                row_with.entry((*article, sentence)).or_insert(number);
            }
        }
    }
    let mut found: Vec<Vec<usize>> = vec![Vec::new(); rows.len()];
    for (number, &(section, at)) in passages.differences.iter().enumerate() {
        let difference = &comparison.sections[section].differences[at];
        if !is_seen(difference, shown) {
            continue;
        }
        let place = difference.accounts.first().and_then(|a| passages.at(a.article, &a.span));
        let row = match difference.point {
            Some(point) => row_of.get(&(section, point)),
            None => place.and_then(|place| row_with.get(&place)),
        };
        if let Some(&row) = row {
            found[row].push(number);
        }
    }
    found
}

/// Are both sides of it among the articles? One that has one side needs only that.
fn is_seen(difference: &Difference, shown: &[usize]) -> bool {
    let mut sides: Vec<usize> = difference.accounts.iter().map(|a| a.article).collect();
    sides.sort_unstable();
    sides.dedup();
    let alone = sides.len() < 2 || matches!(difference.verdict, Verdict::Unsupported | Verdict::Inside);
    sides.iter().filter(|a| shown.contains(a)).count() >= if alone { 1 } else { 2 }
}
