//! What is wrong: the problems of a briefing, then those of the configuration, each with its line
//! and a caret.

use ratatui::layout::Rect;

use crate::keys::{Command, Scope};
use crate::problem::{Part, Problem, Severity, count, counted};
use crate::text;
use crate::text::Text;
use crate::ui::parts::canvas::Canvas;
use crate::ui::parts::list::{Line, List, wrapped};
use crate::ui::theme::Role;
use crate::ui::view::{Ctx, Effect, Heading, View};

/// The list of problems.
pub(in crate::ui) struct Problems {
    /// The briefing, if it is about one.
    number: Option<usize>,
    list: List,
    made_from: Option<(u64, u16, usize)>,
}

impl Problems {
    pub(in crate::ui) fn new(number: Option<usize>) -> Self {
        Self { number, list: List::default(), made_from: None }
    }

    fn own<'c>(&self, ctx: &'c Ctx<'_>) -> &'c [Problem] {
        self.number.and_then(|n| ctx.world.library.opened(n)).map_or(&[], |o| o.problems.as_slice())
    }

    fn problems<'c>(&self, ctx: &'c Ctx<'_>) -> impl Iterator<Item = &'c Problem> {
        ctx.world.faults.iter().chain(self.own(ctx))
    }
}

impl View for Problems {
    fn scope(&self) -> Scope {
        Scope::Problems
    }

    fn heading(&self, ctx: &Ctx<'_>) -> Heading {
        let title = self.number.and_then(|n| ctx.world.library.entry(n)).map(|e| e.title.clone());
        let (errors, warnings) = count(self.problems(ctx));
        let aside =
            text!("{}, {}", counted(errors, "error", "errors"), counted(warnings, "warning", "warnings"));
        let mut path = Vec::from_iter(title);
        path.push(Text::new("Problems"));
        Heading { path, aside }
    }

    fn position(&self) -> Text {
        self.list.position()
    }

    fn update(&mut self, _ctx: &Ctx<'_>, command: Command, count: Option<usize>) -> Effect {
        match command {
            Command::Open => {
                Effect::Say(Text::new("the line and column are in the second row of the problem"))
            }
            command if self.list.update(command, count) => Effect::Stay,
            _ => Effect::Pass,
        }
    }

    fn arrange(&mut self, ctx: &Ctx<'_>, area: Rect) {
        let made_from = (ctx.world.library.openings, area.width, ctx.world.faults.len());
        if self.made_from != Some(made_from) {
            self.made_from = Some(made_from);
            let room = usize::from(area.width.saturating_sub(2));
            let faults = ctx.world.faults.len();
            let mut items: Vec<Vec<Line>> = self.problems(ctx).map(|p| rows(p, room)).collect();
            // What is not the briefing's own says so.
            if faults > 0 {
                let title = "In the configuration and the library";
                items[0].splice(0..0, [vec![(Role::Heading, Text::new(title))], Vec::new()]);
                if let Some(first) = items.get_mut(faults) {
                    let title = vec![(Role::Heading, Text::new("In the briefing"))];
                    first.splice(0..0, [title, Vec::new()]);
                }
            }
            self.list.fill(items);
        }
        self.list.resize(usize::from(area.height));
    }

    fn draw(&self, _ctx: &Ctx<'_>, canvas: &mut Canvas<'_>, area: Rect) {
        if self.list.count() == 0 {
            canvas.put(area.x, area.y, usize::from(area.width), "Nothing is wrong here.", Role::Muted);
        }
        self.list.draw(canvas, area, true);
    }
}

fn rows(problem: &Problem, columns: usize) -> Vec<Line> {
    let accent = match problem.severity {
        Severity::Error => Role::Error,
        Severity::Warning => Role::Warning,
    };
    let mut rows = Vec::new();
    for (part, text) in problem.rows(columns) {
        match part {
            Part::Message => rows.extend(wrapped(accent, text.get(), columns, 2)),
            Part::Place => rows.extend(wrapped(Role::Muted, text.get(), columns, 4)),
            Part::Hint => rows.extend(wrapped(Role::Text, text.get(), columns, 4)),
            Part::Excerpt => rows.push(vec![(Role::Quote, text)]),
            Part::Caret => rows.push(vec![(accent, text)]),
        }
    }
    rows.push(Vec::new());
    rows
}
