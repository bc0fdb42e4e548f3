//! The shelf: every briefing, sorted, and filtered as one types.

use ratatui::layout::Rect;

use super::problems::Problems;
use super::reader::Reader;
use crate::keys::{Command, Scope};
use crate::library::{Entry, Origin, Sort, sorted};
use crate::problem::counted;
use crate::text;
use crate::text::words::fold;
use crate::text::{Text, width};
use crate::ui::compared::Counts;
use crate::ui::parts::canvas::Canvas;
use crate::ui::parts::prompt::Prompt;
use crate::ui::theme::Role;
use crate::ui::view::{Ctx, Effect, Heading, Request, View};

/// The list of briefings.
pub(in crate::ui) struct Shelf {
    sort: Sort,
    /// What is typed, while the prompt is open.
    prompt: Option<Prompt>,
    /// What the briefings shown hold.
    filter: Text,
    /// Numbers of the briefings shown, in order.
    shown: Vec<usize>,
    /// Numbers of all briefings in order, and what the order was made from: typing changes neither.
    order: Vec<usize>,
    order_of: Option<(u64, Sort)>,
    /// What `shown` was made from.
    made_from: Option<(u64, Sort, Text)>,
    /// Folded title, summary, tags and id of each briefing, made when one first types.
    letters: Vec<(usize, String)>,
    letters_of: u64,
    at: usize,
    top: usize,
    /// Rows of the screen, and rows of a briefing.
    height: usize,
    rows: usize,
}

impl Shelf {
    pub(in crate::ui) fn new(sort: Sort) -> Self {
        Self {
            sort,
            prompt: None,
            filter: Text::default(),
            shown: Vec::new(),
            order: Vec::new(),
            order_of: None,
            made_from: None,
            letters: Vec::new(),
            letters_of: u64::MAX,
            at: 0,
            top: 0,
            height: 1,
            rows: 1,
        }
    }

    /// Sorts and filters anew where something changed; the briefing in front stays in front.
    fn refresh(&mut self, ctx: &Ctx<'_>) {
        let library = &ctx.world.library;
        let made_from = (library.version, self.sort, self.filter.clone());
        if self.made_from.as_ref() == Some(&made_from) {
            return;
        }
        let front = self.shown.get(self.at).copied();
        let words: Vec<String> = fold(self.filter.as_str()).split_whitespace().map(str::to_owned).collect();
        if self.order_of != Some((library.version, self.sort)) {
            self.order_of = Some((library.version, self.sort));
            self.order = sorted(library, self.sort);
        }
        self.shown.clone_from(&self.order);
        if !words.is_empty() {
            if self.letters_of != library.version {
                self.letters = library.entries().map(|(number, entry)| (number, letters(entry))).collect();
                self.letters_of = library.version;
            }
            let mut holds = vec![false; self.letters.last().map_or(0, |(number, _)| number + 1)];
            for (number, letters) in &self.letters {
                holds[*number] = words.iter().all(|word| letters.contains(word.as_str()));
            }
            self.shown.retain(|&number| holds.get(number).copied().unwrap_or(false));
        }
        let typed = self.made_from.as_ref().is_some_and(|(_, _, filter)| *filter != self.filter);
        self.made_from = Some(made_from);
        // Typing shows the best first; anything else leaves the reader where she is. At the top she
        // stays at the top: what comes in while the shelf is being read belongs above.
        let kept =
            front.filter(|_| !typed && self.at > 0).and_then(|f| self.shown.iter().position(|&n| n == f));
        self.at = kept.unwrap_or(if typed { 0 } else { self.at }).min(self.shown.len().saturating_sub(1));
    }

    fn capacity(&self) -> usize {
        (self.height / self.rows).max(1)
    }

    fn select(&mut self, number: usize) {
        self.at = number.min(self.shown.len().saturating_sub(1));
    }

    /// Moves what is seen and what is in front alike.
    fn leap(&mut self, by: usize, forward: bool) {
        let moved = |from: usize| if forward { from.saturating_add(by) } else { from.saturating_sub(by) };
        self.top = moved(self.top).min(self.shown.len().saturating_sub(self.capacity()));
        self.select(moved(self.at));
    }

    fn front<'c>(&self, ctx: &'c Ctx<'_>) -> Option<(usize, &'c Entry)> {
        let number = *self.shown.get(self.at)?;
        Some((number, ctx.world.library.entry(number)?))
    }

    fn open(&mut self, ctx: &Ctx<'_>, count: Option<usize>) -> Effect {
        if let Some(number) = count {
            if number > self.shown.len() {
                return Effect::Say(text!(
                    "there are {}",
                    counted(self.shown.len(), "briefing", "briefings")
                ));
            }
            self.select(number.saturating_sub(1));
        }
        match self.front(ctx) {
            Some((number, entry)) => {
                Effect::OpenAndAsk(Box::new(Reader::new(number)), Request::Open(entry.source.clone()))
            }
            None => Effect::Say(Text::new("there is no briefing to open")),
        }
    }

    fn typing(&mut self, command: Command) -> Effect {
        match command {
            Command::Accept => self.prompt = None,
            Command::Cancel => {
                self.prompt = None;
                self.filter = Text::default();
            }
            Command::Down => self.select(self.at + 1),
            Command::Up => self.select(self.at.saturating_sub(1)),
            command => {
                let Some(prompt) = &mut self.prompt else { return Effect::Pass };
                if !prompt.edit(command) {
                    return Effect::Pass;
                }
                self.filter = prompt.text();
            }
        }
        Effect::Stay
    }
}

fn letters(entry: &Entry) -> String {
    let mut all = format!("{} {}", entry.title, entry.id);
    for part in entry.summary.iter().chain(&entry.tags) {
        all.push(' ');
        all.push_str(part.as_str());
    }
    fold(&all)
}

impl View for Shelf {
    fn scope(&self) -> Scope {
        Scope::Shelf
    }

    fn heading(&self, ctx: &Ctx<'_>) -> Heading {
        let today = text!("{} {}", ctx.today.format("%a"), crate::briefing::day(ctx.today));
        let count = counted(ctx.world.library.len(), "briefing", "briefings");
        let reading = if ctx.world.searching { " · reading" } else { "" };
        Heading { path: vec![Text::new("crossread")], aside: text!("{count}{reading} · {today}") }
    }

    fn position(&self) -> Text {
        let filter = if self.filter.is_blank() || self.prompt.is_some() {
            Text::default()
        } else {
            text!("“{}” · ", self.filter.line())
        };
        match self.shown.len() {
            0 => Text::default(),
            n => text!("{filter}{} · {} of {n}", self.sort.name(), self.at + 1),
        }
    }

    fn prompt(&self) -> Option<&Prompt> {
        self.prompt.as_ref()
    }

    fn typed(&mut self, _ctx: &Ctx<'_>, text: &Text) {
        if let Some(prompt) = &mut self.prompt {
            prompt.insert(text);
            self.filter = prompt.text();
        }
    }

    fn update(&mut self, ctx: &Ctx<'_>, command: Command, count: Option<usize>) -> Effect {
        if self.prompt.is_some() {
            return self.typing(command);
        }
        let times = count.unwrap_or(1);
        let page = self.capacity();
        match command {
            Command::Down => self.select(self.at.saturating_add(times)),
            Command::Up => self.select(self.at.saturating_sub(times)),
            Command::HalfDown => self.leap((page / 2).max(1).saturating_mul(times), true),
            Command::HalfUp => self.leap((page / 2).max(1).saturating_mul(times), false),
            Command::PageDown => self.leap(page.saturating_mul(times), true),
            Command::PageUp => self.leap(page.saturating_mul(times), false),
            Command::Top => self.select(count.map_or(0, |n| n.saturating_sub(1))),
            Command::Bottom => self.select(count.map_or(usize::MAX, |n| n.saturating_sub(1))),
            Command::Open => return self.open(ctx, count),
            Command::Filter => self.prompt = Some(Prompt::new(&self.filter)),
            Command::Sort => {
                self.sort = self.sort.next();
                self.refresh(ctx);
                self.select(0);
            }
            Command::Problems => {
                return match self.front(ctx) {
                    Some((number, entry)) => Effect::OpenAndAsk(
                        Box::new(Problems::new(Some(number))),
                        Request::Open(entry.source.clone()),
                    ),
                    None => Effect::Open(Box::new(Problems::new(None))),
                };
            }
            Command::Back if !self.filter.is_blank() => self.filter = Text::default(),
            _ => return Effect::Pass,
        }
        Effect::Stay
    }

    fn arrange(&mut self, ctx: &Ctx<'_>, area: Rect) {
        self.refresh(ctx);
        self.height = usize::from(area.height).max(1);
        // How much of each is shown follows from how many one should see at least: two.
        self.rows = match (area.width, area.height) {
            (_, 0..5) => 1,
            (_, 5..8) => 2,
            (70.., _) => 4,
            _ => 3,
        };
        let page = self.capacity();
        if self.at < self.top {
            self.top = self.at;
        } else if self.at >= self.top + page {
            self.top = self.at + 1 - page;
        }
        self.top = self.top.min(self.shown.len().saturating_sub(page));
    }

    fn draw(&self, ctx: &Ctx<'_>, canvas: &mut Canvas<'_>, area: Rect) {
        if self.shown.is_empty() {
            draw_empty(self, ctx, canvas, area);
            return;
        }
        let seen = self.shown.iter().enumerate().skip(self.top).take(self.height.div_ceil(self.rows));
        for (slot, (place, number)) in seen.enumerate() {
            let Some(entry) = ctx.world.library.entry(*number) else { continue };
            let y = area.y + (slot * self.rows) as u16;
            let height = (self.rows as u16).min(area.bottom().saturating_sub(y));
            let counts = ctx.world.comparisons.counts(entry.content);
            draw_entry(canvas, Rect { y, height, ..area }, (entry, counts), place == self.at, self.rows);
        }
    }
}

/// A briefing, with what is known of its comparison.
fn draw_entry(
    canvas: &mut Canvas<'_>,
    area: Rect,
    (entry, counts): (&Entry, Option<Counts>),
    front: bool,
    rows: usize,
) {
    let used = match rows {
        4 => 2 + u16::from(entry.summary.is_some()),
        rows => rows.min(2) as u16,
    }
    .min(area.height);
    if front {
        for y in area.y..area.y + used {
            canvas.put(area.x, y, 1, "▌", Role::Bar);
        }
    }
    let (x, right) = (area.x + 2, area.right());
    let room = usize::from(right.saturating_sub(x));
    let date = entry.published.map_or(Text::new("undated"), |p| p.day_only().shown());
    let edition = text!("{date} · edition {}", entry.edition);
    // One row alone still tells which briefing, and when.
    let aside = if room >= 60 && rows == 4 {
        Some(&edition)
    } else if rows == 1 && room >= 40 {
        Some(&date)
    } else {
        None
    };
    let aside_width = aside.map_or(0, |a| width(a.as_str()) + 2);
    if let Some(aside) = aside {
        canvas.put_right(right, area.y, room, aside, Role::Muted);
    }
    let mut title_x = x;
    if rows < 4 {
        title_x += draw_faults(canvas, x, area.y, room, entry, true);
    }
    let title_room = room.saturating_sub(aside_width + usize::from(title_x - x));
    let role = if front { Role::Selected } else { Role::Text };
    canvas.put_fit(title_x, area.y, title_room, &entry.title, role);
    if rows == 1 {
        return;
    }
    let mut y = area.y + 1;
    if let Some(summary) = entry.summary.as_ref().filter(|_| rows == 4) {
        canvas.put_fit(x, y, room, &summary.line(), Role::Muted);
        y += 1;
    }
    if y >= area.bottom() {
        return;
    }
    let questions = counted(entry.sections, "question", "questions");
    let mut articles = counted(entry.articles, "article", "articles");
    if let Some(counts) = counts.filter(|c| c.origins > 0 && rows == 4) {
        articles = text!("{articles}, {}", counted(counts.origins, "origin", "origins"));
    }
    let about = if rows == 4 {
        text!("{questions}   {articles}")
    } else {
        text!("{date} · {questions} · {articles}")
    };
    let mut at = x;
    let left = |at: u16| usize::from(right.saturating_sub(at));
    // What speaks against a pack is seen first, and also where there is little room.
    if let Origin::Pack(packed) = &entry.source {
        for mark in packed.marks() {
            at += canvas.put_fit(at, y, left(at), &mark, Role::Warning) + 2;
        }
    }
    at += canvas.put_fit(at, y, left(at), &about, Role::Muted);
    if let Some(counts) = counts.filter(|c| c.open > 0) {
        let check = if rows == 4 {
            text!("   ≠ {} to check", counts.open)
        } else {
            text!(" · ≠{}", counts.open)
        };
        if width(check.as_str()) <= left(at) {
            at += canvas.put(at, y, left(at), &check, Role::Differs);
        }
    }
    if rows == 4 {
        at += 3;
        at += draw_faults(canvas, at, y, usize::from(right.saturating_sub(at)), entry, false);
    }
    if let Origin::Pack(packed) = &entry.source {
        at += canvas.put_fit(at, y, usize::from(right.saturating_sub(at)), &packed.name(), Role::Muted);
    }
    let tags = crate::export::joined(&entry.tags, " ");
    let left = usize::from(right.saturating_sub(at + 2));
    if rows == 4 && width(tags.as_str()) <= left {
        canvas.put_right(right, y, left, &tags, Role::Muted);
    }
}

/// Says by sign and word how many problems there are; by sign alone where it is narrow.
fn draw_faults(canvas: &mut Canvas<'_>, x: u16, y: u16, room: usize, entry: &Entry, short: bool) -> u16 {
    let end = usize::from(x) + room;
    let left = |at: u16| end.saturating_sub(usize::from(at));
    let mut at = x;
    if entry.errors > 0 {
        let text =
            if short { text!("✗ ") } else { text!("✗ {}   ", counted(entry.errors, "error", "errors")) };
        at += canvas.put(at, y, left(at), &text, Role::Error);
    }
    if entry.warnings > 0 && !(short && entry.errors > 0) {
        let text =
            if short { text!("! ") } else { text!("! {}", counted(entry.warnings, "warning", "warnings")) };
        at += canvas.put(at, y, left(at), &text, Role::Warning);
    }
    at - x
}

fn draw_empty(shelf: &Shelf, ctx: &Ctx<'_>, canvas: &mut Canvas<'_>, area: Rect) {
    let lines = if !shelf.filter.is_blank() {
        vec![
            text!("No briefing has “{}” in its title, summary or tags.", shelf.filter.line()),
            text!("Esc shows all of them again."),
        ]
    } else if ctx.world.searching {
        vec![Text::new("Looking for briefings …")]
    } else {
        vec![
            Text::new("There is nothing to read here."),
            Text::default(),
            Text::new("crossread new \"A title\" begins a briefing;"),
            Text::new("crossread FOLDER reads the briefings in a folder."),
        ]
    };
    for (y, line) in (area.y..area.bottom()).zip(&lines) {
        canvas.put_fit(area.x + 2, y, usize::from(area.width.saturating_sub(2)), line, Role::Muted);
    }
}
