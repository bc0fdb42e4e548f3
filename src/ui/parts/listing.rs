//! A list made of an open briefing: made anew when the briefing or the width changes.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::list::{Line, List};
use crate::briefing::Briefing;
use crate::library::Opened;
use crate::text::Text;
use crate::ui::theme::Role;
use crate::ui::view::{Ctx, Heading};

/// Items of the briefing of a number.
#[derive(Debug)]
pub struct Listing {
    /// The briefing's number.
    pub number: usize,
    /// Its items.
    pub list: List,
    made_from: Option<(u64, u16)>,
}

impl Listing {
    /// Nothing yet of the briefing of this number.
    pub fn new(number: usize) -> Self {
        Self { number, list: List::default(), made_from: None }
    }

    /// The briefing, once it is open.
    pub fn opened<'c>(&self, ctx: &'c Ctx<'_>) -> Option<&'c Arc<Opened>> {
        ctx.world.library.opened(self.number)
    }

    /// The briefing's title and what is listed.
    pub fn heading(
        &self,
        ctx: &Ctx<'_>,
        what: &'static str,
        aside: impl FnOnce(&Briefing) -> Text,
    ) -> Heading {
        self.opened(ctx).map_or_else(Heading::default, |opened| {
            let b = &opened.briefing;
            Heading { path: vec![b.title.clone(), Text::new(what)], aside: aside(b) }
        })
    }

    /// Lays the items out in the columns of the area beside the bar.
    pub fn arrange(
        &mut self,
        ctx: &Ctx<'_>,
        area: Rect,
        items: impl FnOnce(&Briefing, usize) -> Vec<Vec<Line>>,
    ) {
        let Some(opened) = self.opened(ctx).cloned() else { return };
        let made_from = (ctx.world.library.openings, area.width);
        if self.made_from != Some(made_from) {
            self.made_from = Some(made_from);
            self.list.fill(items(&opened.briefing, usize::from(area.width.saturating_sub(2))));
        }
        self.list.resize(usize::from(area.height));
    }

    /// Draws the list, or says that there is none.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, none: &'static str) {
        if self.list.count() == 0 {
            canvas.put(area.x, area.y, usize::from(area.width), none, Role::Muted);
        }
        self.list.draw(canvas, area, true);
    }
}
