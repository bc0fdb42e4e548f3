//! Side by side: what the articles say on a question, or in all, with what tells the same level.

mod rows;
mod sheets;

use ratatui::layout::Rect;
use rustc_hash::FxHashMap;

use super::article::Article;
use super::comparing::{self, Spot, Version};
use super::why::Why;
use crate::compare::Difference;
use crate::compare::origins::Label;
use crate::compare::sections::Coverage;
use crate::export::comparison::sign;
use crate::keys::{Command, Scope};
use crate::problem::counted;
use crate::text;
use crate::text::Text;
use crate::text::wrap::wrap;
use crate::ui::compared::Compared;
use crate::ui::parts::canvas::Canvas;
use crate::ui::parts::passages::{Passages, day, found};
use crate::ui::parts::sheet::{Sheet, beside};
use crate::ui::parts::told;
use crate::ui::theme::Role;
use crate::ui::view::{Ctx, Effect, Heading, View};
use rows::Row;
use sheets::Sheets;

/// A column is at least so wide.
const COLUMN: u16 = 36;

/// The articles of a briefing beside each other.
pub(in crate::ui) struct Sides {
    spot: Spot,
    /// All that the articles say is shown, not one question.
    whole: bool,
    /// The articles that have something to say here; the first of them leads.
    order: Vec<usize>,
    /// Which of the others stands beside the first, from 0.
    beside: usize,
    /// How many columns there are.
    columns: usize,
    passages: Passages,
    passages_from: Option<Version>,
    rows: Vec<Row>,
    sheet: Sheet,
    made_from: Option<MadeFrom>,
    /// The differences to check, in the order of the texts, whatever is shown.
    stops: Vec<usize>,
    /// The row that each difference stands in, where both its sides are shown.
    row_of: FxHashMap<usize, usize>,
    focus: Option<usize>,
    /// The row of the difference in focus is to be shown once it is laid out.
    to_show: bool,
}

/// What was laid out: of which openings and comparisons, how wide, which section and which articles.
type MadeFrom = (Version, u16, Option<usize>, Vec<usize>);

impl Sides {
    /// A question; where an article is in front of it, that one leads.
    pub(in crate::ui) fn new(spot: Spot) -> Self {
        Self {
            spot,
            whole: false,
            order: Vec::new(),
            beside: 0,
            columns: 1,
            passages: Passages::default(),
            passages_from: None,
            rows: Vec::new(),
            sheet: Sheet::default(),
            made_from: None,
            stops: Vec::new(),
            row_of: FxHashMap::default(),
            focus: None,
            to_show: false,
        }
    }

    /// The section of the comparison that is shown; none for all of them.
    fn section(&self) -> Option<usize> {
        (!self.whole).then_some(self.spot.section)
    }

    /// The articles in the columns: the first, and as many of the others as fit.
    fn shown(&self, columns: usize) -> Vec<usize> {
        if columns < 2 {
            return self.order.clone();
        }
        let others = self.order.iter().skip(1).skip(self.beside).take(columns - 1);
        self.order.first().into_iter().chain(others).copied().collect()
    }

    /// Another place among the others.
    fn turn(&mut self, right: bool, times: usize) -> Effect {
        let last = self.order.len().saturating_sub(2);
        let to = if right {
            self.beside.saturating_add(times).min(last)
        } else {
            self.beside.saturating_sub(times)
        };
        if self.columns < 2 {
            return Effect::Say(Text::new(
                "all sources stand one under another here; a wider screen puts them side by side",
            ));
        }
        if to == self.beside || right && self.beside + self.columns > last + 1 {
            return Effect::Say(Text::new("there is no other source on that side"));
        }
        self.beside = to;
        Effect::Stay
    }

    fn go(&mut self, ctx: &Ctx<'_>, forward: bool, times: usize) -> Effect {
        let count = self.spot.ready(ctx).map_or(0, |(_, c)| c.comparison.sections.len());
        let now = self.spot.section;
        let to = if forward { now.saturating_add(times) } else { now.saturating_sub(times) };
        let to = to.min(count.saturating_sub(1));
        if !self.whole && to == now {
            return Effect::Say(Text::new(if forward {
                "this is the last question"
            } else {
                "this is the first question"
            }));
        }
        self.spot.section = to;
        self.look_at(false);
        Effect::Stay
    }

    fn look_at(&mut self, whole: bool) {
        self.whole = whole;
        self.beside = 0;
        self.focus = None;
        self.sheet.lead(0);
    }

    fn step(&mut self, ctx: &Ctx<'_>, forward: bool, times: usize) -> Effect {
        let Some(last) = self.stops.len().checked_sub(1) else {
            return Effect::Say(Text::new("no source differs from another here"));
        };
        let to = match self.focus {
            Some(now) if forward => now.saturating_add(times).min(last),
            Some(now) => now.saturating_sub(times),
            None => {
                let top = self.sheet.first();
                let below = |of: &usize| self.row_of.get(of).is_some_and(|row| *row >= top);
                let here = self.stops.iter().position(below).unwrap_or(0);
                if forward { here } else { here.saturating_sub(1) }
            }
        };
        if self.focus == Some(to) {
            return Effect::Say(Text::new(if forward {
                "this is the last difference"
            } else {
                "this is the first difference"
            }));
        }
        self.focus = Some(to);
        self.bring(ctx);
        // Its sides may have to come into the columns first.
        self.to_show = true;
        Effect::Stay
    }

    /// Puts the sides of the difference in focus into the columns, where they are not; the first
    /// column stays when it is one of them.
    fn bring(&mut self, ctx: &Ctx<'_>) {
        let columns = self.columns;
        let Some(difference) = self.difference(ctx).filter(|_| columns > 1) else { return };
        let shown = self.shown(columns);
        let mut sides: Vec<usize> = Vec::new();
        for account in &difference.accounts {
            if !sides.contains(&account.article) && self.order.contains(&account.article) {
                sides.push(account.article);
            }
        }
        sides.truncate(2);
        if sides.iter().all(|side| shown.contains(side)) {
            return;
        }
        let first = self.order.first().copied();
        let lead = first.filter(|lead| sides.contains(lead)).or(sides.first().copied());
        let other = sides.iter().copied().find(|side| Some(*side) != lead);
        let front: Vec<usize> = lead.into_iter().chain(other).collect();
        self.order.retain(|article| !front.contains(article));
        self.order.splice(0..0, front);
        self.beside = 0;
    }

    /// The number of the difference in focus.
    fn chosen(&self) -> Option<usize> {
        self.stops.get(self.focus?).copied()
    }

    fn difference<'c>(&self, ctx: &'c Ctx<'_>) -> Option<&'c Difference> {
        let (section, at) = *self.passages.differences.get(self.chosen()?)?;
        self.spot.ready(ctx)?.1.comparison.sections.get(section)?.differences.get(at)
    }

    fn why(&self, ctx: &Ctx<'_>) -> Effect {
        match self.chosen().and_then(|of| self.passages.differences.get(of)) {
            Some(&(section, difference)) => {
                Effect::Open(Box::new(Why::new(self.spot.number, section, difference)))
            }
            None => {
                let next = ctx.keymap.shown(Scope::Sides, Command::Next);
                Effect::Say(text!("no difference is chosen; {next} chooses the next one"))
            }
        }
    }

    /// Opens the article of a column where the row in front stands in it.
    fn open(&self, column: usize) -> Effect {
        let row = self.chosen().and_then(|of| self.row_of.get(&of)).copied().unwrap_or(self.sheet.first());
        let shown = self.shown(self.columns);
        let Some(row) = self.rows.get(row) else { return Effect::Stay };
        let told = |article: usize| row.told.iter().find(|(a, _)| *a == article);
        let chosen = match column {
            0 => shown.iter().find_map(|&article| told(article)),
            n => match shown.get(n - 1) {
                Some(&article) => told(article),
                None => return Effect::Say(text!("there are {}", counted(shown.len(), "column", "columns"))),
            },
        };
        match chosen {
            Some((article, sentences)) => Effect::Open(Box::new(Article::marked(
                self.spot.number,
                *article,
                sentences.first().copied(),
            ))),
            None => Effect::Say(Text::new("this source is silent here")),
        }
    }

    /// The articles that say something on the question, those first that answer it.
    fn choose(&mut self, compared: &Compared) {
        let coverage = |article: usize| match self.section().and_then(|s| compared.comparison.sections.get(s))
        {
            Some(section) => section.coverage.get(article).copied().unwrap_or_default(),
            None => Coverage::Answers,
        };
        let mut telling: Vec<usize> =
            compared.shown.iter().copied().filter(|&a| coverage(a) != Coverage::Silent).collect();
        let original =
            |a: usize| compared.comparison.articles.get(a).is_some_and(|o| o.label == Label::Original);
        telling.sort_by_key(|&a| std::cmp::Reverse((coverage(a), original(a))));
        // The order stays as she put it while the same articles tell.
        let mut known = self.order.clone();
        known.sort_unstable();
        let mut now = telling.clone();
        now.sort_unstable();
        if known != now {
            self.order = telling;
            self.beside = 0;
            // The article she came from leads.
            if let Some(at) = self.order.iter().position(|a| Some(*a) == self.spot.article) {
                let article = self.order.remove(at);
                self.order.insert(0, article);
            }
        }
    }
}

/// As many columns as fit, none wider than a line of text may be.
fn columns(room: u16, measure: usize, articles: usize) -> Vec<(u16, u16)> {
    let measure = u16::try_from(measure).unwrap_or(u16::MAX);
    let mut columns = beside(room, COLUMN, articles);
    let gap = columns.get(1).map_or(0, |(left, _)| left - columns[0].1);
    for (number, column) in (0u16..).zip(&mut columns) {
        column.1 = column.1.min(measure);
        column.0 = number * (column.1 + gap);
    }
    columns
}

impl View for Sides {
    fn scope(&self) -> Scope {
        Scope::Sides
    }

    fn heading(&self, ctx: &Ctx<'_>) -> Heading {
        let Some(opened) = ctx.world.library.opened(self.spot.number) else { return Heading::default() };
        let b = &opened.briefing;
        let what =
            if self.whole { Text::new("the whole texts") } else { told::question(b, self.spot.section) };
        let hidden = self.order.len().saturating_sub(self.shown(self.columns).len());
        let sources = counted(self.order.len(), "source", "sources");
        let aside = if hidden == 0 { text!("{sources}") } else { text!("{hidden} more → · {sources}") };
        Heading { path: vec![b.title.clone(), what], aside }
    }

    fn briefing(&self) -> Option<usize> {
        Some(self.spot.number)
    }

    fn position(&self) -> Text {
        match self.focus {
            Some(at) => text!("{} of {}", at + 1, self.stops.len()),
            None => self.sheet.seen(),
        }
    }

    fn update(&mut self, ctx: &Ctx<'_>, command: Command, count: Option<usize>) -> Effect {
        let times = count.unwrap_or(1);
        match (command, count) {
            (Command::Next, _) => self.step(ctx, true, times),
            (Command::Previous, _) => self.step(ctx, false, times),
            (Command::Right, _) => self.turn(true, times),
            (Command::Left, _) => self.turn(false, times),
            (Command::Lead, _) if self.order.len() > 1 => {
                let by = self.beside + 1;
                self.order.rotate_left(by);
                self.beside = 0;
                Effect::Stay
            }
            (Command::NextQuestion, _) => self.go(ctx, true, times),
            (Command::PreviousQuestion, _) => self.go(ctx, false, times),
            (Command::Whole, _) => {
                self.look_at(!self.whole);
                Effect::Stay
            }
            (Command::Why, _) => self.why(ctx),
            (Command::Open, column) => self.open(column.unwrap_or(0)),
            (Command::Back, _) if self.focus.is_some() => {
                self.focus = None;
                Effect::Stay
            }
            _ if self.sheet.update(command, count) => Effect::Stay,
            _ => comparing::turn(ctx, self.spot, command),
        }
    }

    fn arrange(&mut self, ctx: &Ctx<'_>, area: Rect) {
        let Some((opened, compared)) = self.spot.ready(ctx) else { return };
        let b = &opened.briefing;
        let from = Spot::version(ctx);
        if self.passages_from != Some(from) {
            self.passages_from = Some(from);
            self.passages = Passages::of(b, &compared.comparison);
        }
        self.choose(compared);
        let columns = columns(area.width, ctx.measure, self.order.len());
        self.columns = columns.len();
        let shown = self.shown(columns.len());
        let made_from = (from, area.width, self.section(), shown.clone());
        if self.made_from.as_ref() != Some(&made_from) {
            let point = self.rows.get(self.sheet.first()).and_then(|row| row.point);
            let chosen = self.chosen();
            let same_sources = self.made_from.as_ref().is_none_or(|made| made.3 == shown);
            self.made_from = Some(made_from);
            let sheet = Sheets { b, compared, passages: &self.passages, shown: &shown };
            self.stops = sheet.stops(self.section(), &compared.shown);
            self.rows = rows::rows(&compared.comparison, &self.passages, self.section(), &shown);
            let found = rows::differences(&compared.comparison, &self.passages, &self.rows, &shown);
            let items = sheet.items(&self.rows, &found, columns.len() > 1);
            let rows = found.iter().enumerate();
            self.row_of = rows.flat_map(|(row, all)| all.iter().map(move |&of| (of, row))).collect();
            self.sheet.fill(items, columns);
            self.focus = chosen.and_then(|of| self.stops.iter().position(|stop| *stop == of));
            // With other sources beside it the point that was at the top stays there.
            let top = self.rows.iter().position(|row| row.point.is_some() && row.point == point);
            if let Some(row) = top.filter(|_| !same_sources) {
                self.sheet.lead(row);
            }
        }
        let (_, body, _) = parts(area, self.columns > 1);
        self.sheet.resize(usize::from(body.height));
        if std::mem::take(&mut self.to_show)
            && let Some(&row) = self.chosen().and_then(|of| self.row_of.get(&of))
        {
            self.sheet.show(row);
        }
    }

    fn draw(&self, ctx: &Ctx<'_>, canvas: &mut Canvas<'_>, area: Rect) {
        let Some((opened, compared)) = self.spot.shown(ctx) else {
            comparing::say(canvas, area, &self.spot.missing(ctx));
            return;
        };
        let b = &opened.briefing;
        if self.rows.is_empty() {
            let whole = ctx.keymap.shown(Scope::Sides, Command::Whole);
            let lines =
                [Text::new("No source says anything on this."), text!("{whole} shows all that they say.")];
            comparing::say(canvas, area, &lines);
            return;
        }
        let (head, body, foot) = parts(area, self.columns > 1);
        if head.height > 0 {
            let columns = columns(area.width, ctx.measure, self.order.len());
            for (&article, (left, room)) in self.shown(columns.len()).iter().zip(&columns) {
                let Some(about) = b.articles.get(article) else { continue };
                let origin = told::origin(b, compared, article);
                let x = head.x + left;
                canvas.put_fit(x, head.y, usize::from(*room), about.name(), Role::Heading);
                if head.height > 1 {
                    let line = text!("{} · {origin}", day(about));
                    canvas.put_fit(x, head.y + 1, usize::from(*room), &line, Role::Muted);
                    canvas.rule(Rect { x, width: *room, ..head }, head.y + 2);
                }
            }
        }
        self.sheet.draw(canvas, body, self.chosen());
        let word = match self.difference(ctx) {
            Some(difference) => {
                text!("{} {}: {}", sign(difference), found(difference), difference.rule.line())
            }
            None if self.stops.is_empty() => Text::new("no source differs from another here"),
            None => {
                let next = ctx.keymap.shown(Scope::Sides, Command::Next);
                text!(
                    "{} to check; {next} goes through them",
                    counted(self.stops.len(), "difference", "differences")
                )
            }
        };
        let role = if self.focus.is_some() { Role::Strong } else { Role::Muted };
        let rows = wrap(word.as_str(), usize::from(foot.width));
        for (y, range) in (foot.top()..foot.bottom()).zip(&rows) {
            // What does not fit is told by the view behind the key.
            let end = if y + 1 == foot.bottom() { word.as_str().len() } else { range.end };
            canvas.put_fit(foot.x, y, usize::from(foot.width), word.get().slice(range.start..end), role);
        }
    }
}

/// The heads of the columns, what is read, and the line that explains.
fn parts(area: Rect, columns: bool) -> (Rect, Rect, Rect) {
    let head = match (columns, area.height) {
        (false, _) | (_, 0..5) => 0,
        (_, 5..10) => 1,
        _ => 3,
    };
    // Below it a line that explains, and in a narrow terminal two.
    let (gap, foot) = match area.height {
        0..4 => (0, 0),
        4..12 => (0, 1),
        12..16 => (1, 1),
        _ => (1, if area.width < 72 { 2 } else { 1 }),
    };
    let body = Rect { y: area.y + head, height: area.height - head - gap - foot, ..area };
    (Rect { height: head, ..area }, body, Rect { y: area.bottom() - foot, height: foot, ..area })
}
