//! What an import was found to come to: a look before anything is written.

use std::sync::Arc;

use ratatui::layout::Rect;

use crate::briefing::{Article, Event, Partial};
use crate::import::plan::Outcome;
use crate::import::{Item, Look};
use crate::keys::{Command, Scope};
use crate::problem::counted;
use crate::text;
use crate::text::markdown::{self, Kind};
use crate::text::{Text, fit, width};
use crate::ui::parts::canvas::Canvas;
use crate::ui::parts::list::{Line, List, wrapped};
use crate::ui::theme::Role;
use crate::ui::view::{Ctx, Effect, Heading, Request, View};

/// Bytes of a text that its preview looks at, blocks of it that it shows, and rows of each.
const PREVIEWED: usize = 4000;
const BLOCKS: usize = 3;
const ROWS: usize = 3;

/// An import that waits to be written.
pub(in crate::ui) struct Import {
    look: Arc<Look>,
    list: List,
    made_from: Option<u16>,
}

impl Import {
    pub(in crate::ui) fn new(look: Arc<Look>) -> Self {
        Self { look, list: List::default(), made_from: None }
    }

    /// Is there anything to write?
    fn is_empty(&self) -> bool {
        let plan = &self.look.plan;
        plan.offers.is_empty() && (plan.articles.is_empty() || plan.files.is_empty())
    }

    /// Takes the item in front, or leaves it out.
    fn turn(&mut self, ctx: &Ctx<'_>) -> Effect {
        let chosen = self.look.items().nth(self.list.at()).map(|(file, item, _)| (file, item.clone()));
        match chosen {
            Some((_, item)) if item.empty => Effect::Say(text!("it has no text")),
            Some((file, item)) => {
                self.look = Arc::new(self.look.turned(file, item.number));
                self.made_from = None;
                Effect::Stay
            }
            None => Effect::Say(text!("{} writes it", ctx.keymap.shown(Scope::Import, Command::Write))),
        }
    }
}

impl View for Import {
    fn scope(&self) -> Scope {
        Scope::Import
    }

    fn heading(&self, _ctx: &Ctx<'_>) -> Heading {
        let folder = Text::new(&self.look.folder.to_string_lossy()).line();
        let aside =
            if self.look.there.is_some() { text!("adds to a briefing") } else { text!("makes a briefing") };
        Heading { path: vec![text!("Import"), folder], aside }
    }

    fn position(&self) -> Text {
        self.list.position()
    }

    fn update(&mut self, ctx: &Ctx<'_>, command: Command, count: Option<usize>) -> Effect {
        match command {
            Command::Write => match &self.look.plan.refused {
                Some(why) => Effect::Say(why.clone()),
                None if self.is_empty() => Effect::Say(text!("there is nothing to write")),
                None => Effect::Ask(Request::Write(self.look.clone())),
            },
            Command::Open => self.turn(ctx),
            command if self.list.update(command, count) => Effect::Stay,
            _ => Effect::Pass,
        }
    }

    fn arrange(&mut self, ctx: &Ctx<'_>, area: Rect) {
        if self.made_from != Some(area.width) {
            self.made_from = Some(area.width);
            let room = usize::from(area.width.saturating_sub(2)).min(96);
            let plan = &self.look.plan;
            let mut items: Vec<Vec<Line>> =
                self.look.items().map(|(_, i, wanted)| choice(i, wanted, room)).collect();
            if let Some(first) = items.first_mut() {
                let key = ctx.keymap.shown(Scope::Import, Command::Open);
                let what = text!("What the file holds; {key} takes an item, or leaves it out");
                first.insert(0, vec![(Role::Heading, fit(what.get(), room))]);
            }
            if let Some(last) = items.last_mut() {
                last.push(Vec::new());
            }
            items.extend(plan.articles.iter().map(|o| article(o, room)));
            let offered = self.look.there.is_some();
            if !plan.questions.is_empty() {
                let what = if offered {
                    "New questions, which briefing.toml gets as comments"
                } else {
                    "The questions of the briefing"
                };
                let questions = plan.questions.iter().map(|question| text!("• {question}"));
                items.push(told(what, questions, room));
            }
            if !plan.events.is_empty() {
                let what = if offered {
                    "New events, which briefing.toml gets as comments"
                } else {
                    "The events of the briefing"
                };
                items.push(told(what, plan.events.iter().map(event), room));
            }
            for problem in &self.look.problems {
                let role = if problem.is_error() { Role::Error } else { Role::Warning };
                let mut rows = Vec::new();
                for (_, row) in problem.rows(room) {
                    rows.extend(wrapped(role, row.get(), room, 2));
                }
                rows.push(Vec::new());
                items.push(rows);
            }
            self.list.fill(items);
        }
        self.list.resize(usize::from(area.height));
    }

    fn draw(&self, _ctx: &Ctx<'_>, canvas: &mut Canvas<'_>, area: Rect) {
        self.list.draw(canvas, area, true);
    }
}

/// A row to choose an item by.
fn choice(item: &Item, wanted: bool, room: usize) -> Vec<Line> {
    let mark = if item.empty {
        "   "
    } else if wanted {
        "[x]"
    } else {
        "[ ]"
    };
    let role = if wanted { Role::Text } else { Role::Muted };
    vec![vec![(role, fit(text!("{mark} {}", item.line()).get(), room))]]
}

/// A heading with rows under it.
fn told(what: &'static str, rows: impl Iterator<Item = Text>, room: usize) -> Vec<Line> {
    let mut lines = vec![vec![(Role::Heading, Text::new(what))]];
    for row in rows {
        lines.extend(wrapped(Role::Text, row.get(), room, 2));
    }
    lines.push(Vec::new());
    lines
}

fn event(event: &Event) -> Text {
    event.when.map_or_else(|| text!("• {}", event.what), |when| text!("• {when}: {}", event.what))
}

/// What was recognised of an article, and where its text begins.
fn article(outcome: &Outcome, room: usize) -> Vec<Line> {
    let a = &outcome.article;
    let mut rows = wrapped(Role::Text, a.title().get(), room, 0);
    rows.truncate(3);
    if let Some(id) = &outcome.already {
        rows.push(vec![(Role::Muted, text!("already there as {id}; it is left as it is"))]);
        rows.push(Vec::new());
        return rows;
    }
    let mut about = vec![a.outlet.clone().unwrap_or_else(|| text!("outlet not found"))];
    about.push(a.published.map_or_else(|| text!("date not found"), Partial::shown));
    about.extend(a.byline.clone());
    about.extend(a.place.clone());
    about.extend(a.language.clone());
    rows.extend(wrapped(Role::Muted, crate::export::joined(&about, " · ").get(), room, 0));
    rows.extend(a.url.iter().map(|url| vec![(Role::Muted, fit(url.get(), room))]));
    let mut counts = vec![counted(paragraphs(a), "paragraph", "paragraphs")];
    counts.push(counted(a.sections.len(), "question", "questions"));
    if !outcome.left_out.is_empty() {
        counts.push(text!("{} left out", counted(outcome.left_out.len(), "piece", "pieces")));
    }
    counts.push(text!("articles/{}.toml", a.id));
    rows.extend(wrapped(Role::Muted, crate::export::joined(&counts, " · ").get(), room, 0));
    rows.extend(preview(a, room));
    rows.push(Vec::new());
    rows
}

/// The first blocks of an article as the reader shows them.
fn preview(article: &Article, room: usize) -> Vec<Line> {
    let whole = article.whole_text();
    let head = whole.get().slice(0..whole.as_str().floor_char_boundary(PREVIEWED));
    let document = markdown::parse(&Text::new(head.as_str()));
    let title = article.title();
    let mut rows = Vec::new();
    // A text without a headline is titled by its beginning, which need not be read twice.
    for block in document.blocks.iter().filter(|b| b.text != title).take(BLOCKS) {
        let marker = block.marker.as_ref().map_or_else(Text::default, |m| text!("{m} "));
        let role = if matches!(block.kind, Kind::Heading(_)) { Role::Heading } else { Role::Quote };
        let mut block = wrapped(role, text!("{marker}{}", block.said()).get(), room, width(marker.as_str()));
        let cut = block.len() > ROWS;
        block.truncate(ROWS);
        if let Some(last) = block.last_mut().filter(|_| cut) {
            last.push((role, text!(" …")));
        }
        rows.extend(block);
    }
    rows
}

fn paragraphs(article: &Article) -> usize {
    article
        .whole_text()
        .as_str()
        .split("\n\n")
        .filter(|p| !p.trim().is_empty() && !p.starts_with("## "))
        .count()
}
