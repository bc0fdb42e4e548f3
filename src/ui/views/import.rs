//! What an import was found to come to: a look before anything is written.

use std::sync::Arc;

use ratatui::layout::Rect;

use crate::briefing::{Article, Partial};
use crate::import::plan::{Look, Outcome};
use crate::keys::{Command, Scope};
use crate::problem::counted;
use crate::text;
use crate::text::{Text, fit};
use crate::ui::parts::canvas::Canvas;
use crate::ui::parts::list::{Line, List, wrapped};
use crate::ui::theme::Role;
use crate::ui::view::{Ctx, Effect, Heading, Request, View};

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
        self.look.plan.files.is_empty()
    }
}

impl View for Import {
    fn scope(&self) -> Scope {
        Scope::Import
    }

    fn heading(&self, _ctx: &Ctx<'_>) -> Heading {
        let folder = Text::new(&self.look.folder.to_string_lossy()).line();
        let aside = if self.look.there { text!("adds to a briefing") } else { text!("makes a briefing") };
        Heading { path: vec![text!("Import"), folder], aside }
    }

    fn position(&self) -> Text {
        self.list.position()
    }

    fn update(&mut self, ctx: &Ctx<'_>, command: Command, count: Option<usize>) -> Effect {
        match command {
            Command::Write if self.is_empty() => Effect::Say(text!("there is nothing to write")),
            Command::Write => Effect::Ask(Request::Write(self.look.clone())),
            Command::Open => {
                Effect::Say(text!("{} writes it", ctx.keymap.shown(Scope::Import, Command::Write)))
            }
            command if self.list.update(command, count) => Effect::Stay,
            _ => Effect::Pass,
        }
    }

    fn arrange(&mut self, _ctx: &Ctx<'_>, area: Rect) {
        if self.made_from != Some(area.width) {
            self.made_from = Some(area.width);
            let room = usize::from(area.width.saturating_sub(2)).min(96);
            let plan = &self.look.plan;
            let mut items: Vec<Vec<Line>> = plan.articles.iter().map(|o| article(o, room)).collect();
            if !plan.questions.is_empty() {
                let what = match (self.look.there, plan.comments.is_some()) {
                    (true, true) => "New questions, which briefing.toml gets as comments",
                    _ => "The questions of the briefing",
                };
                let mut rows = vec![vec![(Role::Heading, Text::new(what))]];
                for question in &plan.questions {
                    rows.extend(wrapped(Role::Text, text!("• {question}").get(), room, 2));
                }
                rows.push(Vec::new());
                items.push(rows);
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
    if let Some(begins) = a.whole_text().as_str().lines().find(|l| !l.trim().is_empty()) {
        rows.push(vec![(Role::Quote, fit(text!("{begins}").get(), room))]);
    }
    rows.push(Vec::new());
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
