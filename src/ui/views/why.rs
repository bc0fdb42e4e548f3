//! Why something counts as a difference: the rule, and the passages of all sides with the fact marked.

use ratatui::layout::Rect;

use super::article::Article;
use super::comparing::{Spot, Version};
use crate::compare::Difference;
use crate::export::comparison::sign;
use crate::keys::{Command, Scope};
use crate::problem::counted;
use crate::text;
use crate::text::Text;
use crate::ui::parts::canvas::Canvas;
use crate::ui::parts::passages::{Passages, day, found};
use crate::ui::parts::sheet::{Item, Marked, Sheet};
use crate::ui::theme::Role;
use crate::ui::view::{Ctx, Effect, Heading, View};

/// One difference with its evidence.
pub(in crate::ui) struct Why {
    number: usize,
    section: usize,
    difference: usize,
    sheet: Sheet,
    /// The article and sentence of each side.
    sides: Vec<(usize, Option<usize>)>,
    made_from: Option<(Version, u16)>,
}

impl Why {
    /// The difference of this number in this section of the comparison.
    pub(in crate::ui) fn new(number: usize, section: usize, difference: usize) -> Self {
        let sheet = Sheet::default();
        Self { number, section, difference, sheet, sides: Vec::new(), made_from: None }
    }

    fn found<'c>(&self, ctx: &'c Ctx<'_>) -> Option<&'c Difference> {
        ctx.world
            .compared(self.number)?
            .comparison
            .sections
            .get(self.section)?
            .differences
            .get(self.difference)
    }

    fn open(&self, side: usize) -> Effect {
        match self.sides.get(side) {
            Some((article, sentence)) => {
                Effect::Open(Box::new(Article::marked(self.number, *article, *sentence)))
            }
            None => Effect::Say(text!("there are {}", counted(self.sides.len(), "side", "sides"))),
        }
    }
}

impl View for Why {
    fn scope(&self) -> Scope {
        Scope::Why
    }

    fn heading(&self, ctx: &Ctx<'_>) -> Heading {
        let Some(difference) = self.found(ctx) else { return Heading::default() };
        let title = ctx.world.library.opened(self.number).map(|o| o.briefing.title.clone());
        let path =
            title.into_iter().chain([text!("why {} {}", sign(difference), found(difference))]).collect();
        Heading { path, aside: text!("{}", counted(self.sides.len(), "passage", "passages")) }
    }

    fn briefing(&self) -> Option<usize> {
        Some(self.number)
    }

    fn position(&self) -> Text {
        self.sheet.seen()
    }

    fn update(&mut self, _ctx: &Ctx<'_>, command: Command, count: Option<usize>) -> Effect {
        match command {
            Command::Open => self.open(count.map_or(0, |n| n.saturating_sub(1))),
            Command::Why => Effect::Back,
            _ if self.sheet.update(command, count) => Effect::Stay,
            _ => Effect::Pass,
        }
    }

    fn arrange(&mut self, ctx: &Ctx<'_>, area: Rect) {
        let from = (Spot::version(ctx), area.width);
        let width = area.width.min(u16::try_from(ctx.measure).unwrap_or(u16::MAX));
        let opened = ctx.world.library.opened(self.number);
        if let (Some(opened), Some(difference)) = (opened, self.found(ctx))
            && self.made_from != Some(from)
        {
            self.made_from = Some(from);
            let b = &opened.briefing;
            let passages = Passages::of_one(b, difference);
            let at = |a: &crate::compare::Account| passages.at(a.article, &a.span);
            self.sides = difference.accounts.iter().map(|a| (a.article, at(a).map(|at| at.1))).collect();
            let line = |role: Role, text: Text| Marked::plain(role, text);
            let mut items = vec![Item {
                cells: vec![vec![
                    line(Role::Strong, difference.what.line()),
                    line(Role::Text, difference.rule.line()),
                ]],
                ..Item::default()
            }];
            for (number, account) in difference.accounts.iter().enumerate() {
                let Some(article) = b.articles.get(account.article) else { continue };
                let mut head = vec![
                    (Role::Muted, text!("{} ", number + 1)),
                    (Role::Heading, article.name().clone()),
                    (Role::Muted, text!(" · {}", day(article))),
                ];
                if !account.value.is_blank() && account.value.as_str().len() < 48 {
                    head.push((Role::Muted, Text::new(" · ")));
                    head.push((Role::Strong, account.value.line()));
                }
                let passage = at(account).map(|at| passages.sentence(at, Role::Text));
                items.push(Item { spaced: true, head, cells: vec![passage.into_iter().collect()] });
            }
            self.sheet.fill(items, vec![(0, width)]);
        }
        self.sheet.resize(usize::from(area.height));
    }

    fn draw(&self, ctx: &Ctx<'_>, canvas: &mut Canvas<'_>, area: Rect) {
        if self.found(ctx).is_none() {
            let word = "this difference is no longer there; the briefing was read again";
            canvas.put(area.x, area.y, usize::from(area.width), word, Role::Muted);
            return;
        }
        self.sheet.draw(canvas, area, Some(0));
    }
}
