//! The grid: questions by sources, with who answers, who is silent, and where they differ.

use ratatui::layout::Rect;

use super::comparing::{self, Spot, Version};
use crate::briefing::Briefing;
use crate::compare::sections::Coverage;
use crate::keys::{Command, Scope};
use crate::library::Opened;
use crate::problem::counted;
use crate::text;
use crate::text::wrap::wrap;
use crate::text::{Text, width};
use crate::ui::compared::Compared;
use crate::ui::parts::canvas::Canvas;
use crate::ui::parts::list::{Line, List};
use crate::ui::parts::outlets;
use crate::ui::parts::told;
use crate::ui::theme::Role;
use crate::ui::view::{Ctx, Effect, Heading, View};

/// Columns of a cell, with the space after it.
const CELL: usize = outlets::SHORT + 1;
/// Columns of the number of origins, where there is room for it.
const ORIGINS: usize = 10;
/// Rows of a question at most; the whole of the one in front stands below the grid.
const ROWS: usize = 2;

/// Questions by sources.
pub(in crate::ui) struct Grid {
    spot: Spot,
    list: List,
    /// The articles that have a column, by number.
    columns: Vec<usize>,
    short: Vec<Text>,
    layout: Layout,
    made_from: Option<(Version, Rect, Option<usize>, usize)>,
}

/// How the columns stand on the screen.
#[derive(Debug, Clone, Copy, Default)]
struct Layout {
    /// Columns of the questions.
    label: usize,
    /// The first source shown, and how many.
    first: usize,
    count: usize,
    /// Columns of the number of origins.
    origins: usize,
    /// Rows below the grid.
    foot: u16,
}

impl Grid {
    pub(in crate::ui) fn new(spot: Spot) -> Self {
        Self {
            spot,
            list: List::default(),
            columns: Vec::new(),
            short: Vec::new(),
            layout: Layout::default(),
            made_from: None,
        }
    }

    /// The place among the columns of the article in front; none while the question is.
    fn column(&self) -> Option<usize> {
        self.spot.article.and_then(|article| self.columns.iter().position(|&a| a == article))
    }

    fn go(&mut self, right: bool, times: usize) -> Effect {
        let at = self.column().map_or(0, |c| c + 1);
        let to = if right { at.saturating_add(times) } else { at.saturating_sub(times) };
        let to = to.min(self.columns.len());
        self.spot.article = to.checked_sub(1).map(|c| self.columns[c]);
        Effect::Stay
    }

    fn spot(&self) -> Spot {
        Spot { section: self.list.at(), ..self.spot }
    }

    /// Finds room for as many sources as possible, the one in front among them.
    fn lay_out(&mut self, briefing: &Briefing, area: Rect) {
        let room = usize::from(area.width).saturating_sub(2);
        let origins = if room >= 64 { ORIGINS } else { 0 };
        let all = self.columns.len() * CELL;
        let longest = briefing.sections.iter().map(|s| width(s.question.as_str()) + 4).max().unwrap_or(0);
        let least = (room * 2 / 5).min(36);
        let label = longest.max(16).min(room.saturating_sub(origins + all)).max(least);
        let count = (room.saturating_sub(origins + label) / CELL).clamp(1, self.columns.len().max(1));
        let at = self.column().unwrap_or(0);
        let first = self.layout.first.clamp((at + 1).saturating_sub(count), at);
        let first = first.min(self.columns.len().saturating_sub(count));
        let foot = match area.height {
            0..5 => 0,
            5..9 => 2,
            9..14 => 3,
            _ => 5,
        };
        self.layout = Layout { label, first, count, origins, foot };
    }

    fn visible(&self) -> &[usize] {
        let Layout { first, count, .. } = self.layout;
        &self.columns[first..(first + count).min(self.columns.len())]
    }

    fn rows(&self, briefing: &Briefing, compared: &Compared) -> Vec<Vec<Line>> {
        let sections = &compared.comparison.sections;
        let digits = briefing.sections.len().to_string().len();
        let mut items = Vec::new();
        let mut differs = vec![false; briefing.articles.len()];
        for (number, section) in sections.iter().enumerate() {
            if number == briefing.sections.len() && section.points.is_empty() {
                continue;
            }
            let sign = if number < briefing.sections.len() { text!("{}", number + 1) } else { text!("+") };
            let label = told::question(briefing, number);
            let mut rows = label_rows(&text!("{sign:>digits$}"), &label, self.layout.label);
            differs.fill(false);
            for difference in section.differences.iter().filter(|d| d.is_open()) {
                difference.accounts.iter().for_each(|a| differs[a.article] = true);
            }
            for &article in self.visible() {
                let chosen = number == self.list.at() && self.spot.article == Some(article);
                let role = |role| if chosen { Role::Chosen } else { role };
                let sign = match told::coverage(section, article) {
                    _ if !compared.shown.contains(&article) => "·",
                    Coverage::Answers => "●",
                    Coverage::Partly => "◐",
                    Coverage::Silent => "–",
                };
                let sign_role = if sign == "●" { Role::Text } else { Role::Muted };
                rows[0].push((role(sign_role), Text::new(sign)));
                let differs = if differs[article] { "≠" } else { " " };
                rows[0].push((role(Role::Differs), Text::new(differs)));
                rows[0].push((Role::Muted, text!("{}", " ".repeat(CELL - 2))));
            }
            if self.layout.origins > 0 {
                rows[0].push((Role::Muted, text!("{:>1$}", section.origins, ORIGINS - 1)));
            }
            items.push(rows);
        }
        items
    }

    fn draw_head(&self, canvas: &mut Canvas<'_>, area: Rect, compared: &Compared) {
        let Layout { label, first, count, origins, .. } = self.layout;
        let mut x = area.x + 2 + label as u16;
        if first > 0 {
            canvas.put(x - 2, area.y, 1, "‹", Role::Key);
        }
        for &article in self.visible() {
            let role = if self.spot.article == Some(article) {
                Role::Heading
            } else if compared.shown.contains(&article) {
                Role::Strong
            } else {
                Role::Muted
            };
            canvas.put_fit(x, area.y, CELL - 1, &self.short[article], role);
            x += CELL as u16;
        }
        if first + count < self.columns.len() {
            canvas.put(x, area.y, 1, "›", Role::Key);
        }
        if origins > 0 {
            canvas.put(x + 2, area.y, origins, "origins", Role::Muted);
        }
    }

    /// What is in front, in words.
    fn words(&self, opened: &Opened, compared: &Compared, ctx: &Ctx<'_>) -> Text {
        let b = &opened.briefing;
        let Some(section) = compared.comparison.sections.get(self.list.at()) else { return Text::default() };
        let question = told::question(b, self.list.at());
        let open = section.open();
        let Some(article) = self.spot.article.filter(|a| *a < b.articles.len()) else {
            let check = if open == 0 { text!("nothing to check") } else { text!("≠ {open} to check") };
            return text!("{question} {}; {check}", capital(&told::answers(compared, section)));
        };
        let a = &b.articles[article];
        if !compared.shown.contains(&article) {
            let key = ctx.keymap.shown(Scope::Grid, Command::Mute);
            return text!("{} is muted; {key} brings it back", a.name());
        }
        let day = a.published.map_or(text!("undated"), |p| p.day_only().shown());
        let mut about = vec![day, told::origin(b, compared, article)];
        let copies: Vec<Text> = compared.copies(article).map(|c| b.articles[c].name().clone()).collect();
        if ctx.world.comparisons.lens(self.spot.number).collapsed && !copies.is_empty() {
            about.push(text!(
                "with {} behind it: {}",
                counted(copies.len(), "copy", "copies"),
                crate::export::joined(&copies, ", ")
            ));
        }
        let told: usize =
            section.points.iter().flat_map(|p| &p.accounts).filter(|p| p.article == article).count();
        let does = match told::coverage(section, article) {
            Coverage::Answers => "answers",
            Coverage::Partly => "answers in part",
            Coverage::Silent if told == 0 => "says nothing on it",
            Coverage::Silent => "does not answer",
        };
        let told =
            if told == 0 { Text::default() } else { text!(", {}", counted(told, "sentence", "sentences")) };
        let mine: Vec<Text> = told::open(b, section)
            .filter(|d| d.accounts.iter().any(|a| a.article == article))
            .map(|d| d.what.line())
            .collect();
        let check = match mine.len() {
            0 => Text::default(),
            n => text!("; ≠ {n} to check: {}", crate::export::joined(&mine, ", ")),
        };
        text!("{} ({}) {does}{told}{check}", a.name(), crate::export::joined(&about, ", "))
    }
}

/// What is in front, in words, and what the signs mean.
fn draw_foot(canvas: &mut Canvas<'_>, area: Rect, words: &Text) {
    let room = usize::from(area.width);
    let (top, legend) = match area.height {
        0 => return,
        5.. => (area.y + 1, Some(area.bottom() - 1)),
        3.. => (area.y, Some(area.bottom() - 1)),
        _ => (area.y, None),
    };
    let rows = wrap(words.as_str(), room);
    for (number, range) in rows.iter().take(2).enumerate() {
        let y = top + number as u16;
        // What does not fit two rows is told by the views behind Enter.
        let last = number == 1 && rows.len() > 2;
        let part = if last { range.start..words.as_str().len() } else { range.clone() };
        canvas.put_fit(area.x, y, room, words.get().slice(part), Role::Text);
    }
    if let Some(y) = legend {
        let gap = if room >= 60 { 3 } else { 1 };
        let mut x = area.x;
        for (sign, word) in [("●", "answers"), ("◐", "partly"), ("–", "silent"), ("≠", "differs")] {
            let left = usize::from(area.right().saturating_sub(x));
            x += canvas.put(x, y, left, sign, if sign == "≠" { Role::Differs } else { Role::Text }) + 1;
            x += canvas.put(x, y, left.saturating_sub(2), word, Role::Muted) + gap;
        }
    }
}

/// A question in its column: its number, and as many rows as it may have.
fn label_rows(sign: &Text, question: &Text, columns: usize) -> Vec<Line> {
    let margin = width(sign.as_str()) + 1;
    let room = columns.saturating_sub(margin + 1).max(1);
    let question = question.line();
    let rows = wrap(question.as_str(), room);
    let shown = rows.len().min(ROWS);
    (0..shown)
        .map(|number| {
            let cut = number + 1 == ROWS && rows.len() > ROWS;
            let range = if cut { rows[number].start..question.as_str().len() } else { rows[number].clone() };
            let part = Text::new(question.get().slice(range).as_str());
            let head = if number == 0 { text!("{sign} ") } else { text!("{}", " ".repeat(margin)) };
            vec![(Role::Muted, head), (Role::Text, told::padded(&part, room + 1))]
        })
        .collect()
}

fn capital(text: &Text) -> Text {
    let mut letters = text.as_str().chars();
    letters.next().map_or_else(Text::default, |c| text!("{}{}", c.to_uppercase(), letters.as_str()))
}

impl View for Grid {
    fn scope(&self) -> Scope {
        Scope::Grid
    }

    fn heading(&self, ctx: &Ctx<'_>) -> Heading {
        self.spot.heading(ctx, [text!("Compare")])
    }

    fn briefing(&self) -> Option<usize> {
        Some(self.spot.number)
    }

    fn position(&self) -> Text {
        self.list.position()
    }

    fn update(&mut self, ctx: &Ctx<'_>, command: Command, count: Option<usize>) -> Effect {
        if self.spot.shown(ctx).is_none() {
            return Effect::Pass;
        }
        match command {
            Command::Left => self.go(false, count.unwrap_or(1)),
            Command::Right => self.go(true, count.unwrap_or(1)),
            Command::Mute => match self.spot.article {
                Some(article) => comparing::mute(ctx, self.spot.number, article),
                None => {
                    let right = ctx.keymap.shown(Scope::Grid, Command::Right);
                    Effect::Say(text!("{right} leads to the source to mute"))
                }
            },
            Command::Open => {
                if let Some(count) = count {
                    self.list.select(count.saturating_sub(1));
                }
                Effect::Open(comparing::passages(self.spot()))
            }
            command if self.list.update(command, count) => Effect::Stay,
            command => comparing::turn(ctx, self.spot(), command),
        }
    }

    fn arrange(&mut self, ctx: &Ctx<'_>, area: Rect) {
        let Some((opened, compared)) = self.spot.shown(ctx) else {
            self.list.fill([]);
            self.made_from = None;
            return;
        };
        let b = &opened.briefing;
        let fresh = self.made_from.is_none();
        let made_from = (Spot::version(ctx), area, self.spot.article, self.list.at());
        if self.made_from != Some(made_from) {
            self.made_from = Some(made_from);
            let lens = ctx.world.comparisons.lens(self.spot.number);
            let has_column =
                |a: &usize| compared.shown.contains(a) || lens.muted.contains(&b.articles[*a].id);
            self.columns = (0..b.articles.len()).filter(has_column).collect();
            self.short = outlets::short(b);
            if self.column().is_none() {
                self.spot.article = None;
            }
            self.lay_out(b, area);
            // The chosen cell moves with the row in front, so that rows follow from it, too.
            self.list.fill(self.rows(b, compared));
        }
        self.list.resize(usize::from(area.height.saturating_sub(1 + self.layout.foot)));
        if fresh {
            self.list.select(self.spot.section);
            self.list.fill(self.rows(b, compared));
        }
    }

    fn draw(&self, ctx: &Ctx<'_>, canvas: &mut Canvas<'_>, area: Rect) {
        if self.spot.draw_missing(ctx, canvas, area) {
            return;
        }
        let Some((opened, compared)) = self.spot.ready(ctx) else { return };
        self.draw_head(canvas, area, compared);
        let foot = self.layout.foot.min(area.height.saturating_sub(1));
        let rows = Rect { y: area.y + 1, height: area.height.saturating_sub(1 + foot), ..area };
        self.list.draw(canvas, rows, true);
        let words = self.words(opened, compared, ctx);
        draw_foot(canvas, Rect { y: area.bottom() - foot, height: foot, ..area }, &words);
    }
}
