//! The articles that a briefing rests on.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::article::Article;
use super::reader::names;
use crate::keys::{Command, Scope};
use crate::library::Opened;
use crate::problem::counted;
use crate::text;
use crate::text::Text;
use crate::ui::parts::canvas::Canvas;
use crate::ui::parts::list::{Line, List, wrapped};
use crate::ui::theme::Role;
use crate::ui::view::{Ctx, Effect, Heading, View};

/// The list of articles.
pub(in crate::ui) struct Articles {
    number: usize,
    list: List,
    made_from: Option<(u64, u16)>,
}

impl Articles {
    pub(in crate::ui) fn new(number: usize) -> Self {
        Self { number, list: List::default(), made_from: None }
    }

    fn opened<'c>(&self, ctx: &'c Ctx<'_>) -> Option<&'c Arc<Opened>> {
        ctx.world.library.opened(self.number)
    }
}

impl View for Articles {
    fn scope(&self) -> Scope {
        Scope::Articles
    }

    fn heading(&self, ctx: &Ctx<'_>) -> Heading {
        let Some(opened) = self.opened(ctx) else { return Heading::default() };
        let count = counted(opened.briefing.articles.len(), "article", "articles");
        Heading { path: vec![opened.briefing.title.clone(), Text::new("Articles")], aside: count }
    }

    fn briefing(&self) -> Option<usize> {
        Some(self.number)
    }

    fn position(&self) -> Text {
        self.list.position()
    }

    fn update(&mut self, _ctx: &Ctx<'_>, command: Command, count: Option<usize>) -> Effect {
        match command {
            Command::Open if self.list.count() > 0 => {
                if let Some(number) = count {
                    self.list.select(number.saturating_sub(1));
                }
                Effect::Open(Box::new(Article::new(self.number, self.list.at())))
            }
            command if self.list.update(command, count) => Effect::Stay,
            _ => Effect::Pass,
        }
    }

    fn arrange(&mut self, ctx: &Ctx<'_>, area: Rect) {
        let Some(opened) = self.opened(ctx).cloned() else { return };
        let made_from = (ctx.world.library.openings, area.width);
        if self.made_from != Some(made_from) {
            self.made_from = Some(made_from);
            let b = &opened.briefing;
            let room = usize::from(area.width.saturating_sub(2)).min(ctx.measure + 24);
            self.list.fill(b.articles.iter().map(|article| {
                let mut rows: Vec<Line> = wrapped(Role::Text, article.title().get(), room, 0);
                let mut about = vec![article.name().clone()];
                about.push(article.published.map_or(text!("undated"), |p| p.day_only().shown()));
                about.extend(article.kind.map(|k| Text::new(k.name())));
                if !article.cites.is_empty() {
                    about.push(text!("rests on {}", names(b, &article.cites)));
                }
                let cited = b.sections.iter().filter(|s| {
                    s.answer
                        .as_ref()
                        .is_some_and(|a| crate::text::markdown::citations(a).contains(&article.id))
                });
                about.push(match cited.count() {
                    0 => text!("not cited"),
                    n => text!("cited in {}", counted(n, "answer", "answers")),
                });
                rows.extend(wrapped(Role::Muted, crate::export::joined(&about, " · ").get(), room, 0));
                if let Some(other) = &article.looks_like {
                    rows.push(vec![(Role::Warning, text!("! looks like {other} and is another"))]);
                }
                rows.push(Vec::new());
                rows
            }));
        }
        self.list.resize(usize::from(area.height));
    }

    fn draw(&self, _ctx: &Ctx<'_>, canvas: &mut Canvas<'_>, area: Rect) {
        if self.list.count() == 0 {
            canvas.put(
                area.x,
                area.y,
                usize::from(area.width),
                "This briefing has no articles.",
                Role::Muted,
            );
        }
        self.list.draw(canvas, area, true);
    }
}
