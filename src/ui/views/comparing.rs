//! What the views of a comparison share: where in it the reader is, and the keys that lead on.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::differences::Differences;
use super::grid::Grid;
use super::ledger::Ledger;
use super::origins::Origins;
use super::sides::Sides;
use crate::keys::{Command, Scope};
use crate::library::Opened;
use crate::problem::counted;
use crate::text;
use crate::text::Text;
use crate::ui::compared::Compared;
use crate::ui::parts::canvas::Canvas;
use crate::ui::theme::Role;
use crate::ui::view::{Ctx, Effect, Heading, View};

/// What changes whenever a briefing or what is known of it does.
pub(super) type Version = (u64, u64);

/// Where in a comparison the reader is.
#[derive(Debug, Clone, Copy)]
pub(in crate::ui) struct Spot {
    /// The number of the briefing.
    pub(in crate::ui) number: usize,
    /// The section of the comparison: a question, or after the last what belongs to none.
    pub(in crate::ui) section: usize,
    /// The article she looks at.
    pub(in crate::ui) article: Option<usize>,
}

impl Spot {
    /// The briefing and what comparing its articles found; nothing while one of them is awaited.
    pub(super) fn ready<'c>(&self, ctx: &'c Ctx<'_>) -> Option<(&'c Arc<Opened>, &'c Arc<Compared>)> {
        ctx.world.library.opened(self.number).zip(ctx.world.compared(self.number))
    }

    /// What changes whenever the briefing or what is known of it does.
    pub(super) fn version(ctx: &Ctx<'_>) -> Version {
        (ctx.world.library.openings, ctx.world.comparisons.version)
    }

    /// The briefing's title and where in the comparison one is.
    pub(super) fn heading(&self, ctx: &Ctx<'_>, place: impl IntoIterator<Item = Text>) -> Heading {
        let Some(opened) = ctx.world.library.opened(self.number) else { return Heading::default() };
        let path = std::iter::once(opened.briefing.title.clone()).chain(place).collect();
        let aside = ctx.world.compared(self.number).map(|compared| {
            let articles = counted(compared.shown.len(), "article", "articles");
            let muted = ctx.world.comparisons.lens(self.number).muted.len();
            let muted = if muted == 0 { Text::default() } else { text!(" · {muted} muted") };
            text!("{articles}, {}{muted}", counted(compared.comparison.origins, "origin", "origins"))
        });
        Heading { path, aside: aside.unwrap_or_default() }
    }

    /// The same, where there is something to compare.
    pub(super) fn shown<'c>(&self, ctx: &'c Ctx<'_>) -> Option<(&'c Arc<Opened>, &'c Arc<Compared>)> {
        self.ready(ctx).filter(|(opened, compared)| match opened.briefing.articles.len() {
            0 => false,
            // One may be at odds with itself.
            1 => compared.comparison.open() > 0,
            _ => true,
        })
    }

    /// Says why there is nothing to see, and what to do; false when there is something.
    pub(super) fn draw_missing(&self, ctx: &Ctx<'_>, canvas: &mut Canvas<'_>, area: Rect) -> bool {
        let missing = self.shown(ctx).is_none();
        if missing {
            say(canvas, area, &self.missing(ctx));
        }
        missing
    }

    pub(super) fn missing(&self, ctx: &Ctx<'_>) -> Vec<Text> {
        let Some(opened) = ctx.world.library.opened(self.number) else { return vec![text!("opening …")] };
        let line = ctx.keymap.shown(Scope::Anywhere, Command::CommandLine);
        let adds = text!("{line}import PATH adds an article that was saved.");
        match opened.briefing.articles.len() {
            0 => vec![text!("This briefing has no articles to compare."), adds],
            count if ctx.world.compared(self.number).is_none() => {
                vec![text!("comparing {} …", counted(count, "article", "articles"))]
            }
            _ => vec![text!("One article alone has nothing to be compared with."), adds],
        }
    }
}

/// Lines in the calm colour, wrapped by nobody: they are short.
pub(super) fn say(canvas: &mut Canvas<'_>, area: Rect, lines: &[Text]) {
    let mut y = area.y;
    for line in lines {
        for range in crate::text::wrap::wrap(line.as_str(), usize::from(area.width)) {
            if y >= area.bottom() {
                return;
            }
            canvas.put(area.x, y, usize::from(area.width), line.get().slice(range), Role::Muted);
            y += 1;
        }
    }
}

/// What the keys do that work in every view of a comparison: one view in the place of another, so
/// that going back leads to where the comparison was opened.
pub(super) fn turn(ctx: &Ctx<'_>, spot: Spot, command: Command) -> Effect {
    match command {
        Command::Compare => Effect::Turn(Box::new(Grid::new(spot))),
        Command::Differences => Effect::Turn(Box::new(Differences::new(spot))),
        Command::Sides => Effect::Turn(Box::new(Sides::new(spot))),
        Command::Origins => Effect::Turn(Box::new(Origins::new(spot))),
        Command::Ledger => Effect::Turn(Box::new(Ledger::new(spot))),
        Command::Collapse => collapse(ctx, spot.number),
        _ => Effect::Pass,
    }
}

/// The same in front of the view that asked for it, which is no view of a comparison.
pub(super) fn opened(effect: Effect) -> Effect {
    match effect {
        Effect::Turn(view) => Effect::Open(view),
        effect => effect,
    }
}

/// The passages of a question, where an article is in front of it.
pub(super) fn passages(spot: Spot) -> Box<dyn View> {
    Box::new(Sides::new(spot))
}

fn collapse(ctx: &Ctx<'_>, number: usize) -> Effect {
    let mut lens = ctx.world.comparisons.lens(number);
    lens.collapsed = !lens.collapsed;
    let word = match ctx.world.compared(number) {
        None => "the articles are still being compared",
        Some(compared) if !compared.has_copies() => {
            return Effect::Say(text!("no article is a copy of another"));
        }
        Some(_) if lens.collapsed => "copies stand behind what they were made of",
        Some(_) => "every article stands for itself",
    };
    Effect::See(lens, Text::new(word))
}

/// Leaves an article out of everything, or brings it back.
pub(super) fn mute(ctx: &Ctx<'_>, number: usize, article: usize) -> Effect {
    let Some(article) = ctx.world.library.opened(number).and_then(|o| o.briefing.articles.get(article))
    else {
        return Effect::Stay;
    };
    let mut lens = ctx.world.comparisons.lens(number);
    let word = if lens.muted.remove(&article.id) {
        text!("{} is heard again", article.name())
    } else {
        lens.muted.insert(article.id.clone());
        text!("{} is muted", article.name())
    };
    Effect::See(lens, word)
}
