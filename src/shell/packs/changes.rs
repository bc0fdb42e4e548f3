//! `crossread pack diff`: what an edition changed, for people and as JSON.

use std::path::Path;

use unicode_segmentation::UnicodeSegmentation;

use super::{install, shown, verdict};
use crate::briefing::Briefing;
use crate::export::{Lines, Look};
use crate::pack::delta::wording::Piece;
use crate::pack::delta::{Change, Delta, Name, Revision, Wording, delta};
use crate::shell::print::{Failure, Output};
use crate::text;
use crate::text::Text;
use crate::text::wrap::wrap;

/// Words that are shown before and after what changed.
const AROUND: usize = 8;

/// Runs the command.
pub(super) fn diff(output: &mut Output, old: &Path, new: &Path, json: bool) -> Result<(), Failure> {
    let (old, new) = (briefings(output, old)?, briefings(output, new)?);
    let delta = delta(&old, &new);
    if json {
        return output.bytes(serde_json::to_string_pretty(&delta).unwrap_or_default().as_bytes());
    }
    if delta.is_empty() {
        return output.line(&Text::new("nothing changed"));
    }
    output.lines(&told(&delta, Output::columns()))
}

/// The briefings of a pack: a file, or one that is installed.
fn briefings(output: &Output, named: &Path) -> Result<Vec<Briefing>, Failure> {
    let installed = named.to_str().filter(|_| named.symlink_metadata().is_err());
    let path = match installed.map(install::file_of).transpose()?.flatten() {
        Some(path) => path,
        None if named.symlink_metadata().is_err() && named.components().count() == 1 => {
            return Err(Failure::hint(
                text!("{} is no file, and no such pack is installed", shown(named)),
                "crossread pack list shows all of them; ID@SERIAL names the one before",
            ));
        }
        None => named.to_owned(),
    };
    let mut briefings = Vec::new();
    let verdict = verdict::checked(&path, |opened| briefings.push(opened.briefing))?;
    if !verdict.whole() {
        output.complain(&verdict.faults);
        return Err(Failure::Quiet);
    }
    Ok(briefings)
}

fn told(delta: &Delta, columns: usize) -> Lines {
    let mut out = Told { columns, lines: Lines::new() };
    for (what, names) in [("new", &delta.added), ("gone:", &delta.removed)] {
        for name in names {
            out.paragraph(Look::Title, 0, &text!("{what} briefing {}: {}", name.id, name.title));
        }
    }
    for revision in &delta.changed {
        out.revision(revision);
    }
    out.lines
}

struct Told {
    columns: usize,
    lines: Lines,
}

impl Told {
    fn revision(&mut self, revision: &Revision) {
        if !self.lines.is_empty() {
            self.lines.push((Look::Plain, Text::default()));
        }
        let Name { id, title } = &revision.briefing;
        let (was, is) = revision.editions;
        let edition = if was == is { text!("") } else { text!(" · edition {is}, was {was}") };
        self.paragraph(Look::Title, 0, &text!("{id}: {title}{edition}"));
        for change in &revision.changes {
            self.change(change);
        }
    }

    fn change(&mut self, change: &Change) {
        match change {
            Change::Title(w) => self.worded("title", w),
            Change::Summary(w) => self.worded("summary", w),
            Change::QuestionAdded(name) => self.item("+ question", name),
            Change::QuestionRemoved(name) => self.item("- question", name),
            Change::EventAdded(name) => self.item(&format!("+ event {},", name.id), name),
            Change::EventRemoved(name) => self.item(&format!("- event {},", name.id), name),
            Change::ArticleAdded(name) => self.item("+ article", name),
            Change::ArticleRemoved(name) => self.item("- article", name),
            Change::ArticleChanged { article, text } => {
                self.item("~ article", article);
                self.wording(text);
            }
            Change::Question { question, asked, answer, remark } => {
                self.item("~ question", question);
                for wording in [asked, answer, remark].into_iter().flatten() {
                    self.wording(wording);
                }
            }
        }
    }

    fn item(&mut self, what: &str, name: &Name) {
        self.paragraph(Look::Heading, 2, &text!("{what} {}", name.title));
    }

    fn worded(&mut self, what: &str, wording: &Wording) {
        self.paragraph(Look::Heading, 2, &text!("~ {what}"));
        self.wording(wording);
    }

    /// The figures first, then what changed with the words around it.
    fn wording(&mut self, wording: &Wording) {
        for figure in &wording.figures {
            self.paragraph(Look::Plain, 4, &text!("figure: {}, was {}", figure.now, figure.was));
        }
        let last = wording.pieces.len().saturating_sub(1);
        let mut shown = String::new();
        for (number, piece) in wording.pieces.iter().enumerate() {
            match piece {
                Piece::Gone(text) => shown.extend(["[-", text.line().as_str(), "-]"]),
                Piece::New(text) => shown.extend(["{+", text.line().as_str(), "+}"]),
                Piece::Same(text) => {
                    // Changes in two lines are told in two.
                    let same = text.as_str();
                    let (after, before) = match (same.split_once('\n'), same.rsplit_once('\n')) {
                        (Some((after, _)), Some((_, before))) => (after, Some(before)),
                        _ => (same, None),
                    };
                    match before {
                        None => shown += &around(same, number > 0, number < last),
                        Some(before) => {
                            shown += &around(if number > 0 { after } else { "" }, true, false);
                            self.paragraph(Look::Plain, 4, &Text::new(&std::mem::take(&mut shown)).line());
                            shown += &around(if number < last { before } else { "" }, false, true);
                        }
                    }
                }
            }
        }
        self.paragraph(Look::Plain, 4, &Text::new(&shown).line());
    }

    fn paragraph(&mut self, look: Look, indent: usize, text: &Text) {
        if text.is_blank() {
            return;
        }
        let margin = " ".repeat(indent);
        for (number, row) in
            wrap(text.as_str(), self.columns.saturating_sub(indent + 2)).into_iter().enumerate()
        {
            let hang = if number > 0 && look == Look::Heading { "  " } else { "" };
            self.lines.push((look, text!("{margin}{hang}{}", &text.as_str()[row])));
        }
    }
}

/// As much of what stayed as helps to see where a change is: the words after one, and before the next.
fn around(same: &str, after: bool, before: bool) -> String {
    let words: Vec<(usize, &str)> =
        same.split_word_bound_indices().filter(|(_, word)| !word.trim().is_empty()).collect();
    let head = if after { AROUND } else { 0 };
    let tail = if before { AROUND } else { 0 };
    if words.len() <= head + tail + 2 {
        return same.to_owned();
    }
    let first = head.checked_sub(1).map_or("", |n| &same[..words[n].0 + words[n].1.len()]);
    let last = words.len().checked_sub(tail).and_then(|n| words.get(n)).map_or("", |(at, _)| &same[*at..]);
    let gap = match (head, tail) {
        (0, _) => "… ",
        (_, 0) => " …",
        _ => " … ",
    };
    format!("{first}{gap}{last}")
}
