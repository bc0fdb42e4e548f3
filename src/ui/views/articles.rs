//! The articles that a briefing rests on.

use std::collections::HashMap;

use ratatui::layout::Rect;

use super::article::Article;
use crate::export::page;
use crate::keys::{Command, Scope};
use crate::problem::counted;
use crate::text;
use crate::text::Text;
use crate::text::markdown::citations;
use crate::ui::parts::canvas::Canvas;
use crate::ui::parts::list::{Line, wrapped};
use crate::ui::parts::listing::Listing;
use crate::ui::theme::Role;
use crate::ui::view::{Ctx, Effect, Heading, View};

/// The list of articles.
pub(in crate::ui) struct Articles(Listing);

impl Articles {
    pub(in crate::ui) fn new(number: usize) -> Self {
        Self(Listing::new(number))
    }
}

impl View for Articles {
    fn scope(&self) -> Scope {
        Scope::Articles
    }

    fn heading(&self, ctx: &Ctx<'_>) -> Heading {
        self.0.heading(ctx, "Articles", |b| counted(b.articles.len(), "article", "articles"))
    }

    fn briefing(&self) -> Option<usize> {
        Some(self.0.number)
    }

    fn position(&self) -> Text {
        self.0.list.position()
    }

    fn update(&mut self, _ctx: &Ctx<'_>, command: Command, count: Option<usize>) -> Effect {
        match command {
            Command::Open if self.0.list.count() > 0 => {
                if let Some(number) = count {
                    if number > self.0.list.count() {
                        return Effect::Say(text!(
                            "there are {}",
                            counted(self.0.list.count(), "article", "articles")
                        ));
                    }
                    self.0.list.select(number.saturating_sub(1));
                }
                Effect::Open(Box::new(Article::new(self.0.number, self.0.list.at())))
            }
            command if self.0.list.update(command, count) => Effect::Stay,
            _ => Effect::Pass,
        }
    }

    fn arrange(&mut self, ctx: &Ctx<'_>, area: Rect) {
        self.0.arrange(ctx, area, |b, room| {
            let room = room.min(ctx.measure + 24);
            let mut cited: HashMap<Text, usize> = HashMap::new();
            for answer in b.sections.iter().filter_map(|s| s.answer.as_ref()) {
                for id in citations(answer) {
                    *cited.entry(id).or_default() += 1;
                }
            }
            let items = b.articles.iter().map(|article| {
                let mut rows: Vec<Line> = wrapped(Role::Text, article.title().get(), room, 0);
                let mut about = vec![article.name().clone()];
                about.push(article.published.map_or(text!("undated"), |p| p.day_only().shown()));
                about.extend(article.kind.map(|k| Text::new(k.name())));
                if !article.cites.is_empty() {
                    about.push(text!("rests on {}", page::names(b, &article.cites)));
                }
                about.push(match cited.get(&article.id) {
                    None => text!("not cited"),
                    Some(&n) => text!("cited in {}", counted(n, "answer", "answers")),
                });
                rows.extend(wrapped(Role::Muted, crate::export::joined(&about, " · ").get(), room, 0));
                if let Some(other) = &article.looks_like {
                    rows.push(vec![(Role::Warning, text!("! looks like {other} and is another"))]);
                }
                rows.push(Vec::new());
                rows
            });
            items.collect()
        });
    }

    fn draw(&self, _ctx: &Ctx<'_>, canvas: &mut Canvas<'_>, area: Rect) {
        self.0.draw(canvas, area, "This briefing has no articles.");
    }
}
