//! The sentences of a briefing's articles as a comparison leads to them, with what is marked in them.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::sheet::{Mark, Marked};
use crate::briefing::{Article, Briefing};
use crate::compare::verdict::{Kind, Verdict};
use crate::compare::{Comparison, Difference};
use crate::text::Text;
use crate::text::plain::Plain;
use crate::text::sentences::sentences;
use crate::text::words::placed;
use crate::ui::theme::Role;

/// A sentence by article and number.
pub type At = (usize, usize);

/// One article without its markup.
#[derive(Debug)]
pub struct Reading {
    plain: Plain,
    /// Bytes of the plain text.
    sentences: Vec<Range<usize>>,
    /// Where each of them begins in the whole text, as the comparison has it.
    by_start: FxHashMap<usize, usize>,
}

impl Reading {
    /// Reads the whole text of an article.
    pub fn of(article: &Article) -> Self {
        let whole = article.whole_text();
        let plain = Plain::of(whole.as_str());
        let sentences = sentences(&plain.text);
        let starts = sentences.iter().map(|span| plain.source(span, whole.as_str()).start);
        let by_start = starts.enumerate().map(|(number, start)| (start, number)).collect();
        Self { plain, sentences, by_start }
    }

    /// How many sentences there are.
    pub fn count(&self) -> usize {
        self.sentences.len()
    }

    /// The sentence that a span of the whole text stands for.
    pub fn sentence(&self, span: &Range<usize>) -> Option<usize> {
        self.by_start.get(&span.start).copied().or_else(|| {
            let at = self.plain.span_of(span, &self.plain.text).start;
            self.sentences.partition_point(|s| s.start <= at).checked_sub(1)
        })
    }

    /// Is it a heading?
    pub fn is_heading(&self, sentence: usize) -> bool {
        let start = self.sentences[sentence].start;
        let headings = &self.plain.headings;
        let after = headings.partition_point(|h| h.start <= start);
        after.checked_sub(1).is_some_and(|h| headings[h].contains(&start))
    }

    /// Does a paragraph begin with it?
    pub fn begins_paragraph(&self, sentence: usize) -> bool {
        let before = sentence.checked_sub(1).map_or(0, |s| self.sentences[s].end);
        sentence == 0 || self.plain.text[before..self.sentences[sentence].start].contains("\n\n")
    }

    /// Its letters, cleaned: an entity of the source may stand for what may not be shown.
    pub fn text(&self, sentence: usize) -> Text {
        Text::new(&self.plain.text[self.sentences[sentence].clone()])
    }

    /// Bytes of a sentence's letters for bytes of the whole text; none where they are elsewhere.
    pub fn within(&self, sentence: usize, span: &Range<usize>) -> Option<Range<usize>> {
        let own = &self.sentences[sentence];
        let found = self.plain.span_of(span, &self.plain.text);
        let (start, end) = (found.start.max(own.start), found.end.min(own.end));
        (start < end).then(|| start - own.start..end - own.start)
    }

    /// A sentence with marks, which are bytes of its letters.
    pub fn marked(&self, sentence: usize, role: Role, marks: Vec<Mark>) -> Marked {
        let text = self.text(sentence);
        let same = text.as_str().len() == self.sentences[sentence].len();
        Marked { text, role, marks: if same { marks } else { Vec::new() } }
    }
}

/// All articles, and what is marked in them: the facts of every difference that stands open.
#[derive(Debug, Default)]
pub struct Passages {
    /// The articles.
    pub readings: Vec<Reading>,
    /// The differences, by section and number.
    pub differences: Vec<(usize, usize)>,
    marks: FxHashMap<At, Vec<Mark>>,
}

impl Passages {
    /// Reads the articles and puts the marks.
    pub fn of(briefing: &Briefing, comparison: &Comparison) -> Self {
        let readings: Vec<Reading> = briefing.articles.iter().map(Reading::of).collect();
        let mut made = Self { readings, differences: Vec::new(), marks: FxHashMap::default() };
        for (number, section) in comparison.sections.iter().enumerate() {
            for (at, difference) in section.differences.iter().enumerate() {
                if matches!(difference.verdict, Verdict::Same | Verdict::Only)
                    || difference.dismissed.is_some()
                {
                    continue;
                }
                let of = made.differences.len();
                made.differences.push((number, at));
                made.mark(difference, of);
            }
        }
        made
    }

    /// Reads the articles and marks the facts of one difference, whose number is 0.
    pub fn of_one(briefing: &Briefing, difference: &Difference) -> Self {
        let readings: Vec<Reading> = briefing.articles.iter().map(Reading::of).collect();
        let mut made = Self { readings, ..Self::default() };
        made.mark(difference, 0);
        made
    }

    /// The number of the sentence that an account's span stands for.
    pub fn at(&self, article: usize, span: &Range<usize>) -> Option<At> {
        Some((article, self.readings.get(article)?.sentence(span)?))
    }

    fn mark(&mut self, difference: &Difference, of: usize) {
        let facts: Vec<Option<(At, Range<usize>)>> = difference
            .accounts
            .iter()
            .map(|account| {
                let at = self.at(account.article, &account.span)?;
                Some((at, self.readings[at.0].within(at.1, account.fact.as_ref()?)?))
            })
            .collect();
        let loud = difference.is_open();
        let words =
            matches!(difference.kind, Kind::Quote | Kind::Speaker) && difference.verdict != Verdict::Widened;
        for (number, fact) in facts.iter().enumerate() {
            let Some((at, range)) = fact else { continue };
            let marks = self.marks.entry(*at).or_default();
            let role = if loud { Role::Differs } else { Role::Strong };
            if !(loud && words) {
                marks.push(Mark { range: range.clone(), role, focused: Role::Mark, of });
                continue;
            }
            // The words that the other side does not have weigh more than the quotation.
            marks.push(Mark { range: range.clone(), role: Role::Strong, focused: Role::Strong, of });
            let other = usize::from(number == 0);
            let text = |at: &At, range: &Range<usize>| {
                let text = self.readings[at.0].text(at.1);
                text.as_str().get(range.clone()).unwrap_or_default().to_owned()
            };
            let ours = text(at, range);
            let theirs = match facts.get(other) {
                Some(Some((at, range))) => text(at, range),
                // It is retold without marks: nothing can be compared word by word.
                _ => String::new(),
            };
            for word in otherwise(&ours, &theirs) {
                let range = range.start + word.start..range.start + word.end;
                marks.push(Mark { range, role: Role::Differs, focused: Role::Mark, of });
            }
        }
    }

    /// A sentence with its marks.
    pub fn sentence(&self, at: At, role: Role) -> Marked {
        let marks = self.marks.get(&at).cloned().unwrap_or_default();
        self.readings[at.0].marked(at.1, role, marks)
    }
}

/// The bytes of words in `ours` that `theirs` has not, or not in this order; neighbours are joined.
/// All of it where nothing is in common.
pub fn otherwise(ours: &str, theirs: &str) -> Vec<Range<usize>> {
    /// Longer texts are compared up to here; what follows counts as otherwise.
    const WORDS: usize = 300;
    let (a, b): (Vec<_>, Vec<_>) = (placed(ours).collect(), placed(theirs).collect());
    let (rows, columns) = (a.len().min(WORDS), b.len().min(WORDS));
    // The length of the longest common subsequence of what follows each pair of words.
    let mut common = vec![vec![0u16; columns + 1]; rows + 1];
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            common[i][j] = if a[i].folded == b[j].folded {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut last = usize::MAX;
    while i < a.len() {
        if i < rows && j < columns && a[i].folded == b[j].folded {
            (i, j) = (i + 1, j + 1);
        } else if i < rows && j < columns && common[i][j + 1] > common[i + 1][j] {
            j += 1;
        } else {
            let span = a[i].span.clone();
            match found.last_mut().filter(|_| last.wrapping_add(1) == i) {
                Some(before) => before.end = span.end,
                None => found.push(span),
            }
            last = i;
            i += 1;
        }
    }
    found
}

/// What was found, in words that stand beside the sign.
pub fn found(difference: &Difference) -> Text {
    let kind = difference.kind.name();
    match (difference.kind, difference.verdict) {
        (_, Verdict::Same) => Text::new("the same"),
        (_, Verdict::Compatible) => crate::text!("{kind} compatible"),
        (Kind::Merge, _) => Text::new("two events as one"),
        (Kind::Tally, _) => Text::new("does not add up"),
        (_, Verdict::Differs) => crate::text!("{kind} differs"),
        (_, Verdict::Altered) => crate::text!("{kind} in other words"),
        (_, Verdict::Cut) => crate::text!("{kind} cut"),
        (_, Verdict::Widened) => crate::text!("{kind} widened"),
        (_, Verdict::Only) => Text::new("only here"),
        (_, Verdict::Unsupported) => Text::new("not in its cited source"),
        (_, Verdict::Inside) => crate::text!("{kind} at odds with itself"),
    }
}

/// The day an article came out.
pub fn day(article: &Article) -> Text {
    article.published.map_or_else(|| Text::new("undated"), |p| p.day_only().shown())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_differ_are_found_in_their_place() {
        let found = |a: &str, b: &str| -> Vec<String> {
            otherwise(a, b).into_iter().map(|r| a[r].to_owned()).collect()
        };
        assert_eq!(found("“deep sorrow”", "“regret”"), ["deep sorrow"]);
        assert_eq!(found("all the necessary measures", "all possible measures"), ["the necessary"]);
        assert_eq!(found("all measures", "All measures, now"), Vec::<String>::new());
        assert_eq!(found("one two", ""), ["one two"]);
    }

    #[test]
    fn a_fact_is_found_in_its_sentence_whatever_the_markup() {
        let text = "First **one**.\n\n- Some [five people](https://example.org) came &amp; went.";
        let article = Article { lead: text.into(), ..Article::default() };
        let reading = Reading::of(&article);
        let start = text.find("Some").unwrap_or_default();
        let fact = text.find("five").unwrap_or_default();
        let sentence = reading.sentence(&(start..text.len())).unwrap_or_default();
        assert_eq!(reading.text(sentence).as_str(), "Some five people came & went.");
        assert_eq!(reading.within(sentence, &(fact..fact + 4)), Some(5..9));
        assert_eq!(reading.within(0, &(fact..fact + 4)), None);
    }
}
