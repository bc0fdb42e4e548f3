//! What an edition changed: by briefing, then by question.

pub mod wording;

use serde::Serialize;

use crate::briefing::{Article, Briefing, Event, Partial, Section};
use crate::text;
use crate::text::Text;
use wording::{Moved, Piece, moved, reworded};

/// What changed from one set of briefings to another.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Delta {
    /// Id and title of each briefing that is new.
    pub added: Vec<Name>,
    /// Of each that is gone.
    pub removed: Vec<Name>,
    /// Of each that is another than it was, with what changed in it.
    pub changed: Vec<Revision>,
}

/// A briefing, article or question by its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Name {
    /// Its id.
    pub id: Text,
    /// What it is called.
    pub title: Text,
}

/// A briefing that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Revision {
    /// Which.
    pub briefing: Name,
    /// Its edition before and now.
    pub editions: (u32, u32),
    /// What changed, in the order of the briefing.
    pub changes: Vec<Change>,
}

/// One thing that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "change")]
pub enum Change {
    /// The title is another.
    Title(Wording),
    /// The summary is another.
    Summary(Wording),
    /// A question is asked that was not.
    QuestionAdded(Name),
    /// A question is asked no more.
    QuestionRemoved(Name),
    /// A question, or its answer or remark, is worded otherwise.
    Question {
        /// The question as it is now.
        question: Name,
        /// How it was asked, where that is otherwise.
        asked: Option<Wording>,
        /// The answer, where it is another.
        answer: Option<Wording>,
        /// The curator's remark, where it is another.
        remark: Option<Wording>,
    },
    /// An event that was not on the timeline.
    EventAdded(Name),
    /// One that is there no more.
    EventRemoved(Name),
    /// An article that was not there.
    ArticleAdded(Name),
    /// One that is gone.
    ArticleRemoved(Name),
    /// An article whose text, headline or source is another.
    ArticleChanged {
        /// Which.
        article: Name,
        /// Source, headline and text, before and now.
        text: Wording,
    },
}

/// A text before and now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Wording {
    /// Word by word.
    pub pieces: Vec<Piece>,
    /// The figures that are others now.
    pub figures: Vec<Moved>,
}

impl Delta {
    /// Did anything change?
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

/// What changed from the old briefings to the new ones. Those of one id are the same briefing.
pub fn delta(old: &[Briefing], new: &[Briefing]) -> Delta {
    let name = |b: &Briefing| Name { id: b.id.clone(), title: b.title.clone() };
    let mut delta = Delta::default();
    for (before, now) in pairs(old, new, |b| &b.id) {
        match (before, now) {
            (Some(before), Some(now)) => {
                let changes = changes(before, now);
                if !changes.is_empty() || before.edition != now.edition {
                    let editions = (before.edition, now.edition);
                    delta.changed.push(Revision { briefing: name(now), editions, changes });
                }
            }
            (Some(before), None) => delta.removed.push(name(before)),
            (None, Some(now)) => delta.added.push(name(now)),
            (None, None) => {}
        }
    }
    delta
}

fn changes(before: &Briefing, now: &Briefing) -> Vec<Change> {
    let mut changes = Vec::new();
    changes.extend(wording(Some(&before.title), Some(&now.title)).map(Change::Title));
    changes.extend(wording(before.summary.as_ref(), now.summary.as_ref()).map(Change::Summary));
    for pair in pairs(&before.sections, &now.sections, |s| &s.id) {
        changes.extend(match pair {
            (Some(before), Some(now)) => question(before, now),
            (None, Some(now)) => Some(Change::QuestionAdded(asked(now))),
            (Some(before), None) => Some(Change::QuestionRemoved(asked(before))),
            (None, None) => None,
        });
    }
    let happened =
        |e: &Event| Name { id: e.when.map_or_else(Text::default, |w| w.shown()), title: e.what.line() };
    let (old, new): (Vec<Name>, Vec<Name>) =
        (before.events.iter().map(happened).collect(), now.events.iter().map(happened).collect());
    changes.extend(new.iter().filter(|e| !old.contains(e)).cloned().map(Change::EventAdded));
    changes.extend(old.iter().filter(|e| !new.contains(e)).cloned().map(Change::EventRemoved));
    for pair in pairs(&before.articles, &now.articles, |a| &a.id) {
        changes.extend(match pair {
            (Some(before), Some(now)) => wording(Some(&evidence(before)), Some(&evidence(now)))
                .map(|text| Change::ArticleChanged { article: article(now), text }),
            (None, Some(now)) => Some(Change::ArticleAdded(article(now))),
            (Some(before), None) => Some(Change::ArticleRemoved(article(before))),
            (None, None) => None,
        });
    }
    changes
}

fn asked(section: &Section) -> Name {
    Name { id: section.id.clone(), title: section.question.line() }
}

fn article(article: &Article) -> Name {
    Name { id: article.id.clone(), title: text!("{}: {}", article.name(), article.title()).line() }
}

/// What an article says and who says it.
fn evidence(article: &Article) -> Text {
    let published = article.published.map_or_else(Text::default, Partial::shown);
    text!("{}\n{published}\n{}\n\n{}", article.name(), article.title(), article.whole_text())
}

fn question(before: &Section, now: &Section) -> Option<Change> {
    let asked = wording(Some(&before.question), Some(&now.question));
    let answer = wording(before.answer.as_ref(), now.answer.as_ref());
    let remark = wording(before.remark.as_ref(), now.remark.as_ref());
    let changed = asked.is_some() || answer.is_some() || remark.is_some();
    changed.then(|| Change::Question { question: self::asked(now), asked, answer, remark })
}

/// How a text changed; none when it did not.
fn wording(before: Option<&Text>, now: Option<&Text>) -> Option<Wording> {
    let empty = Text::default();
    let (before, now) = (before.unwrap_or(&empty), now.unwrap_or(&empty));
    (before != now).then(|| {
        let pieces = reworded(before, now);
        let figures = moved(&pieces);
        Wording { pieces, figures }
    })
}

/// What has the same id, before and now: in the new order, then what is gone.
fn pairs<'a, T>(old: &'a [T], new: &'a [T], id: impl Fn(&T) -> &Text) -> Vec<(Option<&'a T>, Option<&'a T>)> {
    let known: std::collections::HashMap<&Text, &T> = old.iter().map(|o| (id(o), o)).collect();
    let there: std::collections::HashSet<&Text> = new.iter().map(&id).collect();
    let kept = new.iter().map(|n| (known.get(id(n)).copied(), Some(n)));
    let gone = old.iter().filter(|o| !there.contains(id(o))).map(|o| (Some(o), None));
    kept.chain(gone).collect()
}
