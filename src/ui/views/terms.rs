//! Names with their other names and meanings, and the places.

use std::sync::Arc;

use ratatui::layout::Rect;

use crate::export::{coordinates, joined};
use crate::keys::{Command, Scope};
use crate::library::Opened;
use crate::problem::counted;
use crate::text;
use crate::text::Text;
use crate::ui::parts::canvas::Canvas;
use crate::ui::parts::list::{Line, List, wrapped};
use crate::ui::theme::Role;
use crate::ui::view::{Ctx, Effect, Heading, View};

/// The list of terms, then of places.
pub(in crate::ui) struct Terms {
    number: usize,
    list: List,
    made_from: Option<(u64, u16)>,
}

impl Terms {
    pub(in crate::ui) fn new(number: usize) -> Self {
        Self { number, list: List::default(), made_from: None }
    }

    fn opened<'c>(&self, ctx: &'c Ctx<'_>) -> Option<&'c Arc<Opened>> {
        ctx.world.library.opened(self.number)
    }
}

impl View for Terms {
    fn scope(&self) -> Scope {
        Scope::Terms
    }

    fn heading(&self, ctx: &Ctx<'_>) -> Heading {
        let Some(opened) = self.opened(ctx) else { return Heading::default() };
        let b = &opened.briefing;
        let (terms, places) =
            (counted(b.terms.len(), "term", "terms"), counted(b.places.len(), "place", "places"));
        Heading { path: vec![b.title.clone(), Text::new("Terms")], aside: text!("{terms}, {places}") }
    }

    fn briefing(&self) -> Option<usize> {
        Some(self.number)
    }

    fn position(&self) -> Text {
        self.list.position()
    }

    fn update(&mut self, _ctx: &Ctx<'_>, command: Command, count: Option<usize>) -> Effect {
        match command {
            Command::Open => Effect::Say(Text::new("a term has nothing more to open")),
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
            let room = usize::from(area.width.saturating_sub(2)).min(ctx.measure);
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
            self.list.fill(terms.chain(places));
        }
        self.list.resize(usize::from(area.height));
    }

    fn draw(&self, _ctx: &Ctx<'_>, canvas: &mut Canvas<'_>, area: Rect) {
        if self.list.count() == 0 {
            canvas.put(
                area.x,
                area.y,
                usize::from(area.width),
                "This briefing explains no terms.",
                Role::Muted,
            );
        }
        self.list.draw(canvas, area, true);
    }
}
