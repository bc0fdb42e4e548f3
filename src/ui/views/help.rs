//! The keys, from the table of commands: those of the view one came from, then all.

use ratatui::layout::Rect;

use crate::keys::sheet::{self, Line as SheetLine};
use crate::keys::{Command, Scope};
use crate::text;
use crate::text::{Text, width};
use crate::ui::parts::canvas::Canvas;
use crate::ui::parts::list::{Line, List, labelled, wrapped};
use crate::ui::theme::Role;
use crate::ui::view::{Ctx, Effect, Heading, View};

/// The list of keys.
pub(in crate::ui) struct Help {
    from: Scope,
    list: List,
    made_from: Option<u16>,
}

impl Help {
    pub(in crate::ui) fn new(from: Scope) -> Self {
        Self { from, list: List::default(), made_from: None }
    }
}

impl View for Help {
    fn scope(&self) -> Scope {
        Scope::Help
    }

    fn heading(&self, _ctx: &Ctx<'_>) -> Heading {
        Heading { path: vec![Text::new("Keys")], aside: text!("change them in [keys] of the configuration") }
    }

    fn position(&self) -> Text {
        self.list.seen()
    }

    fn update(&mut self, _ctx: &Ctx<'_>, command: Command, count: Option<usize>) -> Effect {
        match command {
            Command::Help => Effect::Back,
            command if self.list.scroll(command, count) => Effect::Stay,
            _ => Effect::Pass,
        }
    }

    fn arrange(&mut self, ctx: &Ctx<'_>, area: Rect) {
        if self.made_from != Some(area.width) {
            self.made_from = Some(area.width);
            let mut scopes: Vec<Scope> = self.from.chain().collect();
            let others: Vec<Scope> = Scope::ALL.into_iter().filter(|s| !scopes.contains(s)).collect();
            scopes.extend(others);
            let lines = sheet::lines(ctx.keymap, &scopes);
            let room = usize::from(area.width.saturating_sub(2));
            let longest = lines.iter().map(|l| match l {
                SheetLine::Row(keys, _) => width(keys.as_str()),
                SheetLine::Heading(_) => 0,
            });
            let beside = longest.max().unwrap_or(0) + 2;
            let mut heading: Vec<Line> = Vec::new();
            let mut items = Vec::new();
            for line in &lines {
                match line {
                    SheetLine::Heading(title) => {
                        if !items.is_empty() {
                            heading.push(Vec::new());
                        }
                        heading.extend(wrapped(Role::Heading, (*title).into(), room, 0));
                    }
                    SheetLine::Row(keys, row) => {
                        let mut rows = std::mem::take(&mut heading);
                        if room < beside + 24 {
                            // Where it is narrow the keys stand above what they do.
                            rows.extend(wrapped(Role::Key, keys.get(), room, 0));
                            rows.extend(labelled(
                                (Role::Key, &Text::default()),
                                2,
                                Role::Text,
                                row.help.into(),
                                room,
                            ));
                        } else {
                            rows.extend(labelled(
                                (Role::Key, keys),
                                beside,
                                Role::Text,
                                row.help.into(),
                                room,
                            ));
                        }
                        items.push(rows);
                    }
                }
            }
            self.list.fill(items);
        }
        self.list.resize(usize::from(area.height));
    }

    fn draw(&self, _ctx: &Ctx<'_>, canvas: &mut Canvas<'_>, area: Rect) {
        self.list.draw(canvas, area, false);
    }
}
