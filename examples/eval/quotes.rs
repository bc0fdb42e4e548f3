//! Measures quotations and who is credited with them, on news articles in brat standoff.
//!
//! Quotations are the strings in double quotation marks (`“”`, `""`, doubled `'`) of 3 characters
//! or more inside a line, found here by plain search; one is gold when nine tenths of it lie in
//! Contents. The floor says that every one is. For speakers, the innermost Content with a Source
//! that holds the quotation gives the answer, and our attribution whose content holds it most
//! tightly is compared: right when its head lies in the Source. For the recall of Contents, ours
//! with one cue are put together; a Content is found when the two share at least half of the
//! characters of each. Where several annotated a text, the first by name counts.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use crossread::facts::english::ENGLISH;
use crossread::facts::quotes::{Quote, quotes};
use crossread::facts::speakers::{Attribution, attributions};
use crossread::text::sentences::sentences;

use crate::files::{self, Counts, ratio};
use crate::{Row, Run};

type Span = Range<usize>;

/// A gold attribution; a part may be in several pieces.
#[derive(Default)]
struct Gold {
    source: Vec<Span>,
    cue: Vec<Span>,
    content: Vec<Span>,
}

pub(crate) fn measure(run: &Run) -> Result<Vec<Row>, String> {
    let folder = run.folder.join("quotes");
    let mut tally = Tally::default();
    let mut done = String::new();
    for file in files::matching(&folder.join("attributions"), "", ".ann")? {
        let name = file.file_stem().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let story = name.rsplit_once('_').map_or(&*name, |(story, _)| story);
        if story == done {
            continue;
        }
        story.clone_into(&mut done);
        let text = files::read(&folder.join("text").join(format!("{story}.txt")))?;
        let gold = read(&text, &file)?;
        run.wrong(|| format!("== {story}"));
        tally.text(run, &text, &gold);
    }
    Ok(tally.rows())
}

#[derive(Default)]
struct Tally {
    speech: Counts,
    plain: Counts,
    asked: usize,
    named: usize,
    answered: usize,
    contents: Counts,
    with_source: usize,
}

impl Tally {
    fn text(&mut self, run: &Run, text: &str, gold: &[Gold]) {
        let ours = quotes(text, ENGLISH.speech);
        let said = attributions(text, &sentences(text), &ours, ENGLISH.speech);
        for quoted in quoted(text) {
            self.quotation(run, text, &quoted, gold, &ours, &said);
        }
        self.contents(run, text, gold, &said);
    }

    fn quotation(
        &mut self,
        run: &Run,
        text: &str,
        quoted: &Span,
        gold: &[Gold],
        ours: &[Quote],
        said: &[Attribution],
    ) {
        let pieces: Vec<Span> = gold.iter().flat_map(|g| g.content.clone()).collect();
        let attributed = shared(std::slice::from_ref(quoted), &pieces) * 10 >= quoted.len() * 9;
        let found = ours.iter().any(|q| q.speech && overlap(&q.inner, quoted) * 2 > quoted.len());
        self.speech.gold += usize::from(attributed);
        self.speech.found += usize::from(found);
        self.speech.right += usize::from(attributed && found);
        self.plain.gold += usize::from(attributed);
        self.plain.found += 1;
        self.plain.right += usize::from(attributed);
        if attributed != found {
            run.wrong(|| format!("speech is {attributed}: {}", around(text, quoted)));
        }
        let one = std::slice::from_ref(quoted);
        let holds = |g: &&Gold| shared(one, &g.content) * 10 >= quoted.len() * 9 && !g.source.is_empty();
        let Some(right) = gold.iter().filter(holds).min_by_key(|g| length(&g.content)) else { return };
        let tight = said
            .iter()
            .filter(|a| overlap(&a.content, quoted) * 2 > quoted.len())
            .min_by_key(|a| a.content.len());
        let head = tight.and_then(|a| a.head.clone());
        let named = head.as_ref().is_some_and(|head| right.source.iter().any(|s| overlap(s, head) > 0));
        self.asked += 1;
        self.answered += usize::from(head.is_some());
        self.named += usize::from(named);
        if !named {
            let head = head.map_or("nobody", |head| &text[head]);
            run.wrong(|| {
                format!("speaker {} not {head}: {}", show(text, &right.source), around(text, quoted))
            });
        }
    }

    fn contents(&mut self, run: &Run, text: &str, gold: &[Gold], said: &[Attribution]) {
        let mut ours: BTreeMap<(usize, usize), (Vec<Span>, &Attribution)> = BTreeMap::new();
        for one in said {
            let key = (one.cue.start, one.source.as_ref().map_or(0, |s| s.start));
            ours.entry(key).or_insert_with(|| (Vec::new(), one)).0.push(one.content.clone());
        }
        self.contents.gold += gold.len();
        self.contents.found += ours.len();
        let mut used = vec![false; gold.len()];
        for (content, one) in ours.values() {
            let found = (0..gold.len()).find(|at| !used[*at] && alike(content, &gold[*at].content));
            match found {
                Some(at) => {
                    used[at] = true;
                    self.contents.right += 1;
                    let head = one.head.as_slice();
                    self.with_source += usize::from(shared(head, &gold[at].source) > 0);
                }
                None => run.wrong(|| {
                    let source = one.source.clone().map_or("-", |s| &text[s]);
                    format!("content + [{source}] ({}) {}", &text[one.cue.clone()], show(text, content))
                }),
            }
        }
        for (gold, _) in gold.iter().zip(used).filter(|(_, used)| !used) {
            let (source, cue) = (show(text, &gold.source), show(text, &gold.cue));
            run.wrong(|| format!("content - [{source}] ({cue}) {}", show(text, &gold.content)));
        }
    }

    fn rows(&self) -> Vec<Row> {
        let row = |measure, data, unit, floor, reach, reached, note| Row {
            measure,
            data,
            unit,
            floor,
            reach,
            reached,
            note,
        };
        let (speech, contents) = (self.speech, self.contents);
        vec![
            row(
                "quotes",
                format!("{} quotations", self.plain.found),
                "F1",
                Some(self.plain.f1()),
                0.97,
                speech.f1(),
                format!("precision {:.3}, recall {:.3}", speech.precision(), speech.recall()),
            ),
            row(
                "speakers",
                format!("{} quotations", self.asked),
                "accuracy",
                None,
                0.85,
                ratio(self.named, self.asked),
                format!("answered {:.3}", ratio(self.answered, self.asked)),
            ),
            row(
                "all contents",
                format!("{} contents", contents.gold),
                "recall",
                None,
                0.6,
                contents.recall(),
                format!(
                    "precision {:.3}, of those found {:.3} with the right source",
                    contents.precision(),
                    ratio(self.with_source, contents.right)
                ),
            ),
        ]
    }
}

/// The gold attributions; brat counts characters.
fn read(text: &str, file: &Path) -> Result<Vec<Gold>, String> {
    let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    bytes.push(text.len());
    let byte = |at: &str| at.parse().ok().and_then(|at: usize| bytes.get(at).copied());
    let lines = files::read(file)?;
    let mut parts: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for line in lines.lines().filter(|line| line.starts_with('T')) {
        let mut columns = line.split('\t');
        let (Some(id), Some(place)) = (columns.next(), columns.next()) else { continue };
        let pieces = place.split_once(' ').map_or("", |(_, pieces)| pieces);
        let spans = pieces.split(';').filter_map(|piece| {
            let (start, end) = piece.split_once(' ')?;
            Some(byte(start)?..byte(end)?)
        });
        parts.insert(id, spans.collect());
    }
    let events = lines.lines().filter(|line| line.starts_with('E')).filter_map(|line| line.split_once('\t'));
    let gold = events.map(|(_, roles)| {
        let mut gold = Gold::default();
        for (role, id) in roles.split(' ').filter_map(|role| role.split_once(':')) {
            let spans = parts.get(id).cloned().unwrap_or_default();
            match role.trim_end_matches(|c: char| c.is_ascii_digit()) {
                "Source" => gold.source.extend(spans),
                "Cue" => gold.cue.extend(spans),
                "Content" => gold.content.extend(spans),
                _ => {}
            }
        }
        gold
    });
    Ok(gold.filter(|gold| !gold.content.is_empty()).collect())
}

/// What stands in double quotation marks within a line, by plain search.
fn quoted(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let text_ = text.replace("''", "\"\u{7f}");
    for (at, c) in text_.char_indices() {
        match (c, open) {
            ('\n', _) => open = None,
            ('“', _) => open = Some((at + c.len_utf8(), '”')),
            ('"', None) => open = Some((at + 1, '"')),
            (c, Some((start, close))) if c == close => {
                found.push(start..at);
                open = None;
            }
            _ => {}
        }
    }
    found.retain(|span| text_[span.clone()].chars().filter(|c| *c != '\u{7f}').count() >= 3);
    found
}

fn overlap(a: &Span, b: &Span) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// The bytes of the first that lie in the second, whose pieces may overlap.
fn shared(first: &[Span], second: &[Span]) -> usize {
    first.iter().flat_map(Clone::clone).filter(|at| second.iter().any(|s| s.contains(at))).count()
}

fn length(spans: &[Span]) -> usize {
    spans.iter().map(Span::len).sum()
}

fn alike(a: &[Span], b: &[Span]) -> bool {
    let both = shared(a, b);
    both * 2 >= length(a) && both * 2 >= length(b) && both > 0
}

fn show(text: &str, spans: &[Span]) -> String {
    let parts: Vec<&str> = spans.iter().map(|s| &text[s.clone()]).collect();
    parts.join(" … ").replace('\n', "⏎")
}

fn around(text: &str, span: &Span) -> String {
    let before: String = text[..span.start].chars().rev().take(60).collect();
    let after: String = text[span.end..].chars().take(60).collect();
    let before: String = before.chars().rev().collect();
    format!("{before}⟦{}⟧{after}", &text[span.clone()]).replace('\n', "⏎")
}
