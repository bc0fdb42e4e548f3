//! An article with its marks: what others tell too, what only it tells, and where it differs.

use ratatui::layout::Rect;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::briefing::{Article, Briefing};
use crate::compare::Difference;
use crate::export::comparison::sign;
use crate::keys::Command;
use crate::text;
use crate::text::Text;
use crate::ui::compared::Compared;
use crate::ui::parts::canvas::Canvas;
use crate::ui::parts::passages::{Passages, day, found};
use crate::ui::parts::sheet::{Item, Marked, Sheet};
use crate::ui::parts::told;
use crate::ui::theme::Role;
use crate::ui::view::Ctx;
use crate::ui::views::comparing::{Spot, Version};

/// Columns of the sign, with the number of others, and the space after it.
const GUTTER: u16 = 4;
/// The words beside the text take so many columns.
const WORDS: u16 = 26;

/// The marked text of one article.
#[derive(Default)]
pub(super) struct Annotated {
    passages: Passages,
    passages_from: Option<Version>,
    made_from: Option<(Version, usize, u16)>,
    sheet: Sheet,
    /// The differences to check, with their items in the order of the text.
    stops: Vec<(usize, usize)>,
    focus: Option<usize>,
    /// What the signs mean that stand there.
    legend: Text,
    /// A sentence to be brought to the top once it is laid out.
    wanted: Option<usize>,
}

/// What each sign means.
const LEGEND: [(char, &str); 7] = [
    ('=', "also in so many others"),
    ('~', "compatible"),
    ('≠', "differs"),
    ('“', "quoted otherwise"),
    ('↑', "widened"),
    ('?', "not in its source"),
    ('+', "only here"),
];

/// What is known of a sentence.
#[derive(Default)]
struct Known<'c> {
    /// Who else tells it.
    others: Vec<usize>,
    differences: Vec<&'c Difference>,
}

impl Annotated {
    /// Brings a sentence to the top.
    pub(super) fn lead(&mut self, sentence: usize) {
        self.wanted = Some(sentence);
        self.made_from = None;
    }

    /// The section and number of the difference in focus.
    pub(super) fn chosen(&self) -> Option<(usize, usize)> {
        self.passages.differences.get(self.stops.get(self.focus?)?.1).copied()
    }

    /// Takes the focus away; false where there was none.
    pub(super) fn unmark(&mut self) -> bool {
        self.focus.take().is_some()
    }

    pub(super) fn position(&self) -> Text {
        match self.focus {
            Some(at) => text!("{} of {}", at + 1, self.stops.len()),
            None => self.sheet.seen(),
        }
    }

    pub(super) fn scroll(&mut self, command: Command, count: Option<usize>) -> bool {
        self.sheet.update(command, count)
    }

    /// To the next difference or the one before; a word where there is none.
    pub(super) fn step(&mut self, forward: bool) -> Option<Text> {
        let Some(last) = self.stops.len().checked_sub(1) else {
            return Some(Text::new("nothing to check in this article"));
        };
        let here = self.stops.partition_point(|(item, _)| *item < self.sheet.first());
        let to = match self.focus {
            None if forward => here.min(last),
            None => here.saturating_sub(1),
            Some(now) if forward => (now + 1).min(last),
            Some(now) => now.saturating_sub(1),
        };
        if self.focus == Some(to) {
            return Some(Text::new(if forward {
                "this is the last difference"
            } else {
                "this is the first difference"
            }));
        }
        self.focus = Some(to);
        self.sheet.show(self.stops[to].0);
        None
    }

    pub(super) fn arrange(&mut self, ctx: &Ctx<'_>, number: usize, at: usize, area: Rect) {
        let (Some(opened), Some(compared)) = (ctx.world.library.opened(number), ctx.world.compared(number))
        else {
            return;
        };
        let from = Spot::version(ctx);
        if self.passages_from != Some(from) {
            self.passages_from = Some(from);
            self.passages = Passages::of(&opened.briefing, &compared.comparison);
        }
        let made_from = (from, at, area.width);
        if self.made_from != Some(made_from) {
            let same = self.made_from.is_some_and(|made| made.1 == at);
            let stop = self.focus.and_then(|f| self.stops.get(f)).map(|stop| stop.1).filter(|_| same);
            self.made_from = Some(made_from);
            self.fill(&opened.briefing, compared, at, columns(area.width, ctx.measure));
            if !same {
                self.sheet.lead(self.wanted.take().map_or(0, |sentence| sentence + 1));
            }
            self.focus = stop.and_then(|wanted| self.stops.iter().position(|(_, of)| *of == wanted));
        }
        self.sheet.resize(usize::from(area.height.saturating_sub(foot(area))));
    }

    fn fill(&mut self, b: &Briefing, compared: &Compared, at: usize, columns: Vec<(u16, u16)>) {
        let comparison = &compared.comparison;
        let (Some(article), Some(reading)) = (b.articles.get(at), self.passages.readings.get(at)) else {
            return;
        };
        let mut known: FxHashMap<usize, Known<'_>> = FxHashMap::default();
        for section in &comparison.sections {
            for point in &section.points {
                let others: Vec<usize> =
                    point.accounts.iter().map(|p| p.article).filter(|&a| a != at).collect();
                for place in point.accounts.iter().filter(|p| p.article == at) {
                    let Some(sentence) = reading.sentence(&place.span) else { continue };
                    known.entry(sentence).or_default().others.extend(&others);
                }
            }
        }
        self.stops.clear();
        let mut stops: FxHashSet<(usize, usize)> = FxHashSet::default();
        for (of, &(section, number)) in self.passages.differences.iter().enumerate() {
            let difference = &comparison.sections[section].differences[number];
            for account in difference.accounts.iter().filter(|a| a.article == at) {
                let Some(sentence) = reading.sentence(&account.span) else { continue };
                known.entry(sentence).or_default().differences.push(difference);
                if difference.is_open() && stops.insert((sentence, of)) {
                    self.stops.push((sentence + 1, of));
                }
            }
        }
        self.stops.sort_by_key(|stop| stop.0);
        let mut items = vec![head(b, compared, article, at)];
        let mut signs = String::new();
        for sentence in 0..reading.count() {
            let mut known = known.remove(&sentence).unwrap_or_default();
            known.others.sort_unstable();
            known.others.dedup();
            known.differences.sort_by_key(|d| std::cmp::Reverse(d.weight));
            let heading = reading.is_heading(sentence);
            let role = if heading { Role::Strong } else { Role::Text };
            let mut cells = vec![Vec::new(), vec![self.passages.sentence((at, sentence), role)]];
            if !heading {
                let (sign, words) = known.words(b);
                signs.push_str(sign.text.as_str());
                cells[0].push(sign);
                cells.push(vec![words]);
            }
            items.push(Item { spaced: reading.begins_paragraph(sentence), head: Vec::new(), cells });
        }
        let used = LEGEND.iter().filter(|(sign, _)| signs.contains(*sign));
        let legend: Vec<String> = used.map(|(sign, word)| format!("{sign} {word}")).collect();
        self.legend = Text::new(&legend.join("   "));
        self.sheet.fill(items, columns);
    }

    pub(super) fn draw(&self, ctx: &Ctx<'_>, number: usize, canvas: &mut Canvas<'_>, area: Rect) {
        let Some(compared) = ctx.world.compared(number) else {
            canvas.put(area.x, area.y, usize::from(area.width), "comparing …", Role::Muted);
            return;
        };
        let foot = foot(area);
        let body = Rect { height: area.height - foot, ..area };
        let focus = self.focus.and_then(|f| self.stops.get(f)).map(|stop| stop.1);
        self.sheet.draw(canvas, body, focus);
        if foot == 0 {
            return;
        }
        let chosen = self
            .chosen()
            .and_then(|(section, at)| compared.comparison.sections.get(section)?.differences.get(at));
        let (role, word) = match chosen {
            Some(d) => (Role::Strong, text!("{} {}: {}", sign(d), found(d), d.rule.line())),
            None => (Role::Muted, self.legend.clone()),
        };
        canvas.put_fit(area.x, area.bottom() - 1, usize::from(area.width), &word, role);
    }
}

impl Known<'_> {
    /// The sign, and the words beside it.
    fn words(&self, b: &Briefing) -> (Marked, Marked) {
        let names: Vec<&str> =
            self.others.iter().filter_map(|&a| b.articles.get(a)).map(|a| a.name().as_str()).collect();
        let also = text!("also in {}", names.join(", "));
        let quiet =
            |sign: Text, words: Text| (Marked::plain(Role::Muted, sign), Marked::plain(Role::Muted, words));
        match self.differences.first() {
            Some(d) if d.is_open() => {
                (Marked::plain(Role::Differs, Text::new(sign(d))), Marked::plain(Role::Differs, found(d)))
            }
            _ if names.is_empty() => quiet(Text::new("+"), Text::new("only here")),
            Some(_) => quiet(text!("~{}", names.len()), also),
            None => quiet(text!("={}", names.len()), also),
        }
    }
}

fn head(b: &Briefing, compared: &Compared, article: &Article, at: usize) -> Item {
    let origin = told::origin(b, compared, at);
    let about = text!("{} · {} · {origin}", article.name(), day(article));
    // An article without a headline begins with its first words anyway.
    let title = article.headline.clone().map(|title| Marked::plain(Role::Heading, title));
    let cell = title.into_iter().chain([Marked::plain(Role::Muted, about)]).collect();
    Item { cells: vec![Vec::new(), cell], ..Item::default() }
}

/// The columns of the sign, of the text and, where there is room, of the words.
fn columns(room: u16, measure: usize) -> Vec<(u16, u16)> {
    let measure = u16::try_from(measure).unwrap_or(u16::MAX);
    let left = room.saturating_sub(GUTTER).max(1);
    let beside = left > WORDS + 3 + 50;
    let text = left.saturating_sub(if beside { WORDS + 3 } else { 0 }).min(measure);
    let used = GUTTER + text + if beside { WORDS + 3 } else { 0 };
    let margin = room.saturating_sub(used) / 2;
    let mut columns = vec![(margin, GUTTER - 1), (margin + GUTTER, text)];
    if beside {
        columns.push((margin + GUTTER + text + 3, WORDS));
    }
    columns
}

/// The rows that the legend takes.
fn foot(area: Rect) -> u16 {
    match area.height {
        0..4 => 0,
        4..12 => 1,
        _ => 2,
    }
}
