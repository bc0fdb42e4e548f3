//! Names with their other names and meanings, and the places.

use ratatui::layout::Rect;

use crate::export::{coordinates, joined};
use crate::keys::{Command, Scope};
use crate::problem::counted;
use crate::text;
use crate::text::Text;
use crate::ui::parts::canvas::Canvas;
use crate::ui::parts::list::{Line, wrapped};
use crate::ui::parts::listing::Listing;
use crate::ui::theme::Role;
use crate::ui::view::{Ctx, Effect, Heading, View};

/// The list of terms, then of places.
pub(in crate::ui) struct Terms(Listing);

impl Terms {
    pub(in crate::ui) fn new(number: usize) -> Self {
        Self(Listing::new(number))
    }
}

impl View for Terms {
    fn scope(&self) -> Scope {
        Scope::Terms
    }

    fn heading(&self, ctx: &Ctx<'_>) -> Heading {
        self.0.heading(ctx, "Terms", |b| {
            let terms = counted(b.terms.len(), "term", "terms");
            text!("{terms}, {}", counted(b.places.len(), "place", "places"))
        })
    }

    fn briefing(&self) -> Option<usize> {
        Some(self.0.number)
    }

    fn position(&self) -> Text {
        self.0.list.position()
    }

    fn update(&mut self, _ctx: &Ctx<'_>, command: Command, count: Option<usize>) -> Effect {
        match command {
            Command::Open => Effect::Say(Text::new("a term has nothing more to open")),
            command if self.0.list.update(command, count) => Effect::Stay,
            _ => Effect::Pass,
        }
    }

    fn arrange(&mut self, ctx: &Ctx<'_>, area: Rect) {
        self.0.arrange(ctx, area, |b, room| {
            let room = room.min(ctx.measure);
            let terms = b.terms.iter().map(|term| {
                let mut rows: Vec<Line> = wrapped(Role::Text, term.name.get(), room, 0);
                if !term.also.is_empty() {
                    rows.extend(wrapped(
                        Role::Muted,
                        text!("also {}", joined(&term.also, ", ")).get(),
                        room,
                        2,
                    ));
                }
                if let Some(meaning) = &term.meaning {
                    rows.extend(wrapped(Role::Quote, meaning.line().get(), room, 0));
                }
                rows.push(Vec::new());
                rows
            });
            let places = b.places.iter().enumerate().map(|(number, place)| {
                let mut rows: Vec<Line> = Vec::new();
                if number == 0 {
                    rows.push(vec![(Role::Heading, text!("Places"))]);
                    rows.push(Vec::new());
                }
                let mut row = vec![(Role::Text, place.name.clone())];
                row.extend(coordinates(place).map(|c| (Role::Muted, text!("   {c}"))));
                rows.push(row);
                rows
            });
            terms.chain(places).collect()
        });
    }

    fn draw(&self, _ctx: &Ctx<'_>, canvas: &mut Canvas<'_>, area: Rect) {
        self.0.draw(canvas, area, "This briefing explains no terms.");
    }
}
