//! What happened when, with the articles that tell it.

use ratatui::layout::Rect;

use super::article::Article;
use crate::export::by_date;
use crate::keys::{Command, Scope};
use crate::problem::counted;
use crate::text;
use crate::text::{Text, width};
use crate::ui::parts::canvas::Canvas;
use crate::ui::parts::list::{Line, labelled};
use crate::ui::parts::listing::Listing;
use crate::ui::theme::Role;
use crate::ui::view::{Ctx, Effect, Heading, View};

/// The list of events.
pub(in crate::ui) struct Timeline(Listing);

impl Timeline {
    pub(in crate::ui) fn new(number: usize) -> Self {
        Self(Listing::new(number))
    }

    /// Opens an article of the event in front, by its place in the event's list.
    fn open(&self, ctx: &Ctx<'_>, place: usize) -> Effect {
        let Some(opened) = self.0.opened(ctx) else { return Effect::Stay };
        let b = &opened.briefing;
        let Some(event) = by_date(b).get(self.0.list.at()).copied() else { return Effect::Stay };
        if event.articles.is_empty() {
            return Effect::Say(Text::new("this event cites no article"));
        }
        let article = event.articles.get(place).and_then(|id| b.articles.iter().position(|a| a.id == *id));
        match article {
            Some(article) => Effect::Open(Box::new(Article::new(self.0.number, article))),
            None => Effect::Say(text!("this event has no article {}", place + 1)),
        }
    }
}

impl View for Timeline {
    fn scope(&self) -> Scope {
        Scope::Timeline
    }

    fn heading(&self, ctx: &Ctx<'_>) -> Heading {
        self.0.heading(ctx, "Timeline", |b| counted(b.events.len(), "event", "events"))
    }

    fn briefing(&self) -> Option<usize> {
        Some(self.0.number)
    }

    fn position(&self) -> Text {
        self.0.list.position()
    }

    fn update(&mut self, ctx: &Ctx<'_>, command: Command, count: Option<usize>) -> Effect {
        match command {
            Command::Open => self.open(ctx, count.map_or(0, |n| n.saturating_sub(1))),
            command if self.0.list.update(command, count) => Effect::Stay,
            _ => Effect::Pass,
        }
    }

    fn arrange(&mut self, ctx: &Ctx<'_>, area: Rect) {
        self.0.arrange(ctx, area, |b, room| {
            let room = room.min(ctx.measure + 24);
            let events = by_date(b);
            let whens: Vec<Text> =
                events.iter().map(|e| e.when.map_or(text!("undated"), |w| w.shown())).collect();
            let longest = whens.iter().map(|w| width(w.as_str())).max().unwrap_or(0);
            // Where it is narrow the date stands above what happened.
            let beside = if room >= 50 && longest <= room / 3 { longest + 3 } else { 2 };
            let items = events.iter().zip(&whens).map(|(event, when)| {
                let place = event.place.as_ref().and_then(|id| b.place(id));
                // "A delegation visits Kabul" says where by itself.
                let place = place.filter(|p| !event.what.as_str().contains(p.name.as_str()));
                let what = place.map_or_else(|| event.what.clone(), |p| text!("{} ({})", event.what, p.name));
                let mut rows: Vec<Line> = Vec::new();
                if beside == 2 {
                    rows.push(vec![(Role::Heading, when.clone())]);
                    rows.extend(labelled((Role::Text, &Text::default()), 2, Role::Text, what.get(), room));
                } else {
                    rows.extend(labelled((Role::Heading, when), beside, Role::Text, what.get(), room));
                }
                let sources: Vec<Text> = event
                    .articles
                    .iter()
                    .enumerate()
                    .map(|(n, id)| text!("{} {}", n + 1, b.article(id).map_or(id, |a| a.name())))
                    .collect();
                if !sources.is_empty() {
                    let sources = crate::export::joined(&sources, "   ");
                    rows.extend(labelled(
                        (Role::Text, &Text::default()),
                        beside,
                        Role::Muted,
                        sources.get(),
                        room,
                    ));
                }
                rows.push(Vec::new());
                rows
            });
            items.collect()
        });
    }

    fn draw(&self, _ctx: &Ctx<'_>, canvas: &mut Canvas<'_>, area: Rect) {
        self.0.draw(canvas, area, "This briefing has no timeline.");
    }
}
