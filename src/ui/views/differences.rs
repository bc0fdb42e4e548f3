//! The differences of a question or of the whole briefing, most important first.

mod rows;

use std::sync::Arc;

use ratatui::layout::Rect;

use super::article::Article;
use super::comparing::{self, Spot, Version};
use crate::briefing::Briefing;
use crate::compare::verdict::Kind;
use crate::compare::{Difference, Section};
use crate::export::stanza;
use crate::keys::{Command, Scope};
use crate::library::{Opened, Origin};
use crate::problem::counted;
use crate::text;
use crate::text::Text;
use crate::ui::compared::Compared;
use crate::ui::parts::canvas::Canvas;
use crate::ui::parts::list::{Line, List};
use crate::ui::parts::outlets;
use crate::ui::parts::prompt::Prompt;
use crate::ui::parts::told;
use crate::ui::view::{Ctx, Effect, Heading, Request, View};
use rows::Page;

/// The list of differences.
pub(in crate::ui) struct Differences {
    spot: Spot,
    filter: Filter,
    /// The difference in front is explained.
    explains: bool,
    items: Vec<Item>,
    list: List,
    /// The reason for dismissing the one in front, while it is typed.
    reason: Option<Prompt>,
    made_from: Option<(Version, u16, Filter, Option<usize>)>,
}

/// Which differences are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Filter {
    /// Of the whole briefing, not of one question.
    whole: bool,
    kind: Option<Kind>,
    source: Option<usize>,
    /// Also what need not be checked.
    everything: bool,
    /// Also what the curator dismissed.
    dismissed: bool,
}

/// What is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    /// The number of the curator's stanza.
    Curated(usize),
    /// The section of the comparison, and the place there.
    Found(usize, usize),
}

impl Differences {
    /// Of a question; of an article alone where one is in front.
    pub(in crate::ui) fn new(spot: Spot) -> Self {
        Self {
            spot,
            filter: Filter { source: spot.article, ..Filter::default() },
            explains: false,
            items: Vec::new(),
            list: List::default(),
            reason: None,
            made_from: None,
        }
    }

    fn front(&self) -> Option<Item> {
        self.items.get(self.list.at()).copied()
    }

    /// The section and the difference in front, where it was computed.
    fn found<'c>(&self, compared: &'c Compared) -> Option<(&'c Section, &'c Difference)> {
        let Some(Item::Found(section, at)) = self.front() else { return None };
        let section = compared.comparison.sections.get(section)?;
        Some((section, section.differences.get(at)?))
    }

    fn is_listed(&self, b: &Briefing, section: &Section, difference: &Difference) -> bool {
        let Filter { kind, source, everything, dismissed, .. } = self.filter;
        let wanted = match difference.dismissed {
            Some(_) => dismissed,
            None => everything || difference.is_open(),
        };
        wanted
            && kind.is_none_or(|kind| difference.kind == kind)
            && source.is_none_or(|article| difference.accounts.iter().any(|a| a.article == article))
            && !told::is_vouched(b, section, difference)
    }

    /// What the filter leaves: the curator's own first, then what weighs most.
    fn collect(&self, b: &Briefing, compared: &Compared) -> Vec<Item> {
        let Filter { whole, kind, source, .. } = self.filter;
        let here = b.sections.get(self.spot.section).map(|s| &s.id);
        let curated = b.differences.iter().enumerate().filter(|(_, stanza)| {
            let of = |article: usize| stanza.accounts.iter().any(|a| b.articles[article].id == a.article);
            !stanza.accounts.is_empty()
                && kind.is_none()
                && (whole || stanza.section.as_ref() == here)
                && source.is_none_or(of)
        });
        let sections = compared.comparison.sections.iter().enumerate();
        let mut found: Vec<(u32, Item)> = Vec::new();
        for (number, section) in sections.filter(|(n, _)| whole || *n == self.spot.section) {
            for (at, difference) in section.differences.iter().enumerate() {
                if self.is_listed(b, section, difference) {
                    found.push((difference.weight, Item::Found(number, at)));
                }
            }
        }
        // Of equal weight the earlier question comes first: the sort is stable.
        found.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        curated.map(|(n, _)| Item::Curated(n)).chain(found.into_iter().map(|(_, item)| item)).collect()
    }

    /// The next kind that there is, then all of them again.
    fn next_kind(&mut self, compared: &Compared) -> Effect {
        let sections = compared.comparison.sections.iter().enumerate();
        let here = sections.filter(|(n, _)| self.filter.whole || *n == self.spot.section);
        let differences: Vec<&Difference> = here
            .flat_map(|(_, s)| &s.differences)
            .filter(|d| self.filter.everything || d.is_open())
            .collect();
        let mut kinds = Kind::ALL.into_iter().filter(|kind| differences.iter().any(|d| d.kind == *kind));
        self.filter.kind = match self.filter.kind {
            None => kinds.next(),
            Some(now) => kinds.skip_while(|kind| *kind != now).nth(1),
        };
        self.list.select(0);
        Effect::Stay
    }

    /// The next source that is looked at, then all of them again.
    fn next_source(&mut self, compared: &Compared) -> Effect {
        self.filter.source = match self.filter.source {
            None => compared.shown.first().copied(),
            Some(now) => compared.shown.iter().find(|a| **a > now).copied(),
        };
        self.list.select(0);
        Effect::Stay
    }

    /// The passage of an account in its article: the first, or of the source that is asked for.
    fn open(&self, b: &Briefing, compared: &Compared, count: Option<usize>) -> Effect {
        let Some((_, difference)) = self.found(compared) else {
            let Some(Item::Curated(number)) = self.front() else { return Effect::Stay };
            let account = b.differences[number].accounts.get(count.map_or(0, |n| n.saturating_sub(1)));
            let article = account.and_then(|a| b.articles.iter().position(|x| x.id == a.article));
            return match article {
                Some(article) => Effect::Open(Box::new(Article::new(self.spot.number, article))),
                None => Effect::Say(text!("there is no such account")),
            };
        };
        let mine = |source: usize| difference.accounts.iter().position(|a| a.article == source);
        let at = match count {
            Some(count) => count.saturating_sub(1),
            None => self.filter.source.and_then(mine).unwrap_or(0),
        };
        match difference.accounts.get(at) {
            Some(account) => {
                let passage = compared.text(account.article, &account.span);
                Effect::Open(Box::new(Article::at(self.spot.number, account.article, passage)))
            }
            None => Effect::Say(text!(
                "this difference has {}",
                counted(difference.accounts.len(), "account", "accounts")
            )),
        }
    }

    /// Why the difference in front cannot be written into a file; none when it can.
    fn refusal(&self, ctx: &Ctx<'_>, compared: &Compared) -> Option<Text> {
        if let Some(Origin::Bundled(_)) = ctx.world.library.entry(self.spot.number).map(|e| &e.source) {
            return Some(text!(
                "this briefing comes with the program; a copy of it in a folder can be curated"
            ));
        }
        match (self.front(), self.found(compared)) {
            (Some(Item::Curated(_)), _) => Some(text!("this is the curator's own already")),
            (_, Some((_, d))) if d.dismissed.is_some() => Some(text!("the curator has dismissed it already")),
            (_, Some(_)) => None,
            _ => Some(text!("there is no difference in front")),
        }
    }

    fn append(&self, ctx: &Ctx<'_>, opened: &Arc<Opened>, stanza: String) -> Effect {
        match ctx.world.library.entry(self.spot.number) {
            Some(entry) => Effect::Ask(Request::Append(entry.source.clone(), Arc::clone(opened), stanza)),
            None => Effect::Say(text!("the briefing is gone from the disk")),
        }
    }

    /// A command while the reason for dismissing is typed.
    fn answer(&mut self, ctx: &Ctx<'_>, command: Command) -> Effect {
        let Some(prompt) = &mut self.reason else { return Effect::Pass };
        match command {
            Command::Cancel => self.reason = None,
            Command::Accept => {
                let reason = prompt.text().line();
                if reason.is_blank() {
                    return Effect::Say(text!("a dismissal needs a reason; Esc leaves the difference"));
                }
                self.reason = None;
                let Some((opened, compared)) = self.spot.ready(ctx) else { return Effect::Stay };
                let Some((_, difference)) = self.found(compared) else { return Effect::Stay };
                return self.append(ctx, opened, stanza::dismissed(difference, &reason));
            }
            command if prompt.edit(command) => {}
            _ => return Effect::Pass,
        }
        Effect::Stay
    }

    /// What the filter leaves out, in words.
    fn filtered(&self, b: &Briefing) -> Vec<Text> {
        let mut words = Vec::new();
        words.extend(self.filter.kind.map(|kind| Text::new(kind.name())));
        words.extend(self.filter.source.and_then(|a| b.articles.get(a)).map(|a| a.name().clone()));
        if self.filter.everything {
            words.push(text!("everything"));
        }
        if self.filter.dismissed {
            words.push(text!("with dismissed"));
        }
        words
    }

    /// Why nothing is listed, and what to do.
    fn nothing(&self, ctx: &Ctx<'_>, b: &Briefing, compared: &Compared) -> Vec<Text> {
        let key = |command| ctx.keymap.shown(Scope::Differences, command);
        let hidden = compared.comparison.sections.iter().enumerate();
        let hidden = hidden.filter(|(n, _)| self.filter.whole || *n == self.spot.section);
        let dismissed = hidden.flat_map(|(_, s)| &s.differences).filter(|d| d.dismissed.is_some()).count();
        let mut lines = vec![if self.filtered(b).is_empty() {
            text!("There is nothing to check here.")
        } else {
            text!("There is nothing to check here: {}.", crate::export::joined(&self.filtered(b), ", "))
        }];
        if dismissed > 0 && !self.filter.dismissed {
            lines.push(text!("{} shows {dismissed} that the curator dismissed.", key(Command::Dismissed)));
        }
        if !self.filter.whole {
            lines.push(text!("{} shows those of the whole briefing.", key(Command::Whole)));
        }
        if !self.filter.everything {
            lines.push(text!(
                "{} shows also what is told alike, and what only one tells.",
                key(Command::Everything)
            ));
        }
        lines
    }

    fn rows(&self, page: &Page<'_>) -> Vec<Vec<Line>> {
        let items = self.items.iter().enumerate().map(|(number, item)| {
            let explained = self.explains && number == self.list.at();
            match item {
                Item::Curated(stanza) => {
                    let mut rows = page.curated(*stanza);
                    if explained {
                        rows.extend(page.remark(*stanza));
                    }
                    rows
                }
                Item::Found(section, at) => {
                    let section = &page.compared.comparison.sections[*section];
                    let difference = &section.differences[*at];
                    let mut rows = page.found(difference);
                    if explained {
                        rows.extend(page.why(section, difference));
                    }
                    rows
                }
            }
        });
        items.collect()
    }
}

impl View for Differences {
    fn scope(&self) -> Scope {
        Scope::Differences
    }

    fn heading(&self, ctx: &Ctx<'_>) -> Heading {
        let Some(opened) = ctx.world.library.opened(self.spot.number) else { return Heading::default() };
        let b = &opened.briefing;
        let place = if self.filter.whole { None } else { Some(told::question(b, self.spot.section)) };
        let mut heading = self.spot.heading(ctx, place.into_iter().chain([text!("Differences")]));
        let filtered = self.filtered(b);
        if !filtered.is_empty() {
            heading.aside = crate::export::joined(&filtered, " · ");
        }
        heading
    }

    fn briefing(&self) -> Option<usize> {
        Some(self.spot.number)
    }

    fn position(&self) -> Text {
        self.list.position()
    }

    fn prompt(&self) -> Option<&Prompt> {
        self.reason.as_ref()
    }

    fn asks(&self) -> &'static str {
        "why is it none? "
    }

    fn typed(&mut self, _ctx: &Ctx<'_>, text: &Text) {
        if let Some(prompt) = &mut self.reason {
            prompt.insert(text);
        }
    }

    fn update(&mut self, ctx: &Ctx<'_>, command: Command, count: Option<usize>) -> Effect {
        if self.reason.is_some() {
            return self.answer(ctx, command);
        }
        let Some((opened, compared)) = self.spot.ready(ctx) else { return Effect::Pass };
        let b = &opened.briefing;
        match command {
            Command::Open => return self.open(b, compared, count),
            Command::Why => self.explains = !self.explains,
            Command::Whole => {
                self.filter.whole = !self.filter.whole;
                self.list.select(0);
            }
            Command::Filter => return self.next_kind(compared),
            Command::Source => return self.next_source(compared),
            Command::Everything => self.filter.everything = !self.filter.everything,
            Command::Dismissed => self.filter.dismissed = !self.filter.dismissed,
            Command::Vouch | Command::Dismiss => {
                if let Some(refusal) = self.refusal(ctx, compared) {
                    return Effect::Say(refusal);
                }
                if command == Command::Dismiss {
                    self.reason = Some(Prompt::default());
                } else if let Some((section, difference)) = self.found(compared) {
                    return self.append(ctx, opened, stanza::vouched(b, section, difference));
                }
            }
            command if self.list.update(command, count) => {}
            command => return comparing::turn(ctx, self.spot, command),
        }
        Effect::Stay
    }

    fn arrange(&mut self, ctx: &Ctx<'_>, area: Rect) {
        let Some((opened, compared)) = self.spot.shown(ctx) else {
            self.list.fill([]);
            self.made_from = None;
            return;
        };
        let explained = self.explains.then_some(self.list.at());
        let made_from = (Spot::version(ctx), area.width, self.filter, explained);
        if self.made_from != Some(made_from) {
            self.made_from = Some(made_from);
            let b = &opened.briefing;
            self.items = self.collect(b, compared);
            let short = outlets::short(b);
            let columns = usize::from(area.width.saturating_sub(2)).min(ctx.measure + 48);
            self.list.fill(self.rows(&Page {
                briefing: b,
                compared,
                short: &short,
                whole: self.filter.whole,
                columns,
            }));
        }
        self.list.resize(usize::from(area.height));
    }

    fn draw(&self, ctx: &Ctx<'_>, canvas: &mut Canvas<'_>, area: Rect) {
        if self.spot.draw_missing(ctx, canvas, area) {
            return;
        }
        let Some((opened, compared)) = self.spot.ready(ctx) else { return };
        if self.items.is_empty() {
            comparing::say(canvas, area, &self.nothing(ctx, &opened.briefing, compared));
        }
        self.list.draw(canvas, area, true);
    }
}
