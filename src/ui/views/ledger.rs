//! The ledger: every figure by what it counts, or every quotation by who speaks, and who gives which.

use std::ops::Range;

use ratatui::layout::Rect;

use super::article::Article;
use super::comparing::{self, Spot, Version};
use crate::briefing::Briefing;
use crate::compare::ledger::{Entry, Value};
use crate::keys::{Command, Scope};
use crate::problem::counted;
use crate::text;
use crate::text::{Text, fit, width};
use crate::ui::compared::Compared;
use crate::ui::parts::canvas::Canvas;
use crate::ui::parts::list::{Line, List, wrapped};
use crate::ui::parts::passages::Reading;
use crate::ui::theme::Role;
use crate::ui::view::{Ctx, Effect, Heading, View};

/// Figures, or quotations.
pub(in crate::ui) struct Ledger {
    spot: Spot,
    quotes: bool,
    list: List,
    /// The article and sentence that each value leads to.
    leads: Vec<Lead>,
    readings: Vec<Reading>,
    readings_from: Option<u64>,
    made_from: Option<(Version, u16, bool)>,
}

/// An article, and a sentence of it.
type Lead = (usize, Option<usize>);

impl Ledger {
    pub(in crate::ui) fn new(spot: Spot) -> Self {
        Self {
            spot,
            quotes: false,
            list: List::default(),
            leads: Vec::new(),
            readings: Vec::new(),
            readings_from: None,
            made_from: None,
        }
    }

    fn fill(&mut self, b: &Briefing, compared: &Compared, room: usize) {
        let ledger = &compared.comparison.ledger;
        let entries = if self.quotes { &ledger.quotes } else { &ledger.figures };
        // What several give can be compared, and comes first.
        let (several, alone): (Vec<&Entry>, Vec<&Entry>) =
            entries.iter().partition(|e| is_shared(e, compared));
        let mut items: Vec<Vec<Line>> = Vec::new();
        self.leads.clear();
        for (number, entry) in several.iter().chain(&alone).enumerate() {
            let mut rows: Vec<Line> = Vec::new();
            if number > 0 && (self.quotes || number <= several.len()) {
                rows.push(Vec::new());
            }
            if number == several.len() && number > 0 {
                rows.push(vec![(Role::Strong, Text::new("By one source alone"))]);
                rows.push(Vec::new());
            }
            // A figure that stands alone has its noun beside it.
            if self.quotes || number < several.len() {
                rows.push(heading(entry, self.quotes, room));
            }
            for value in &entry.values {
                let Some((lead, shown)) = self.value(b, compared, value, room) else { continue };
                rows.extend(shown);
                items.push(std::mem::take(&mut rows));
                self.leads.push(lead);
            }
        }
        self.list.fill(items);
    }

    /// A value and who gives it, of the articles that are looked at; and where it leads.
    fn value(
        &self,
        b: &Briefing,
        compared: &Compared,
        value: &Value,
        room: usize,
    ) -> Option<(Lead, Vec<Line>)> {
        let account = value.accounts.iter().find(|a| compared.shown.contains(&a.article))?;
        let mut givers: Vec<usize> = value.accounts.iter().map(|a| a.article).collect();
        givers.retain(|a| compared.shown.contains(a));
        givers.dedup();
        let names: Vec<&str> =
            givers.iter().filter_map(|&a| b.articles.get(a)).map(|a| a.name().as_str()).collect();
        let names = Text::new(&names.join(", "));
        let reading = self.readings.get(account.article)?;
        let sentence = reading.sentence(&account.span);
        let rows = match (self.quotes, sentence, &account.fact) {
            (false, Some(sentence), Some(fact)) => figure(value, &names, reading, sentence, fact, room),
            _ => quote(value, &names, room),
        };
        Some(((account.article, sentence), rows))
    }
}

/// Is it given by several of the articles that are looked at?
fn is_shared(entry: &Entry, compared: &Compared) -> bool {
    let accounts = entry.values.iter().flat_map(|v| &v.accounts);
    let mut givers = accounts.map(|a| a.article).filter(|a| compared.shown.contains(a));
    givers.next().is_some_and(|first| givers.any(|other| other != first))
}

fn heading(entry: &Entry, quotes: bool, room: usize) -> Line {
    let count = match (entry.values.len(), quotes) {
        (1, _) => Text::default(),
        (n, true) => text!("  {n} quotations"),
        (n, false) => text!("  {n} values"),
    };
    let what = fit(entry.what.line().get(), room.saturating_sub(width(count.as_str())));
    vec![(Role::Heading, what), (Role::Muted, count)]
}

/// The figure and who gives it, and below it the words around it.
fn figure(
    value: &Value,
    names: &Text,
    reading: &Reading,
    sentence: usize,
    fact: &Range<usize>,
    room: usize,
) -> Vec<Line> {
    let said = value.said.line();
    let mut rows: Vec<Line> = wrapped(Role::Strong, said.get(), room.saturating_sub(2), 2);
    let used = width(said.as_str()) + 3;
    if rows.len() == 1 && used + width(names.as_str()).min(24) <= room {
        let names = fit(names.get(), room - used);
        rows[0].push((Role::Muted, text!("   {names}")));
    } else {
        rows.extend(indented(Role::Muted, names, 2, room));
    }
    if let Some(around) = around(reading, sentence, fact, room.saturating_sub(2)) {
        rows.push(vec![(Role::Text, Text::new("  ")), (Role::Muted, around)]);
    }
    rows
}

/// As much of the sentence around a fact as one line holds.
fn around(reading: &Reading, sentence: usize, fact: &Range<usize>, room: usize) -> Option<Text> {
    let inside = reading.within(sentence, fact)?;
    let text = reading.text(sentence).line();
    if width(text.as_str()) <= room {
        return Some(text);
    }
    let whole = reading.text(sentence);
    let (before, rest) = whole.as_str().split_at_checked(inside.start)?;
    let mut start = before.len();
    // A third of the line leads up to the fact.
    for (at, _) in before.match_indices(char::is_whitespace).rev() {
        if width(&before[at..]) > room / 3 {
            break;
        }
        start = at;
    }
    if width(before) <= room / 3 {
        start = 0;
    }
    let dots = if start > 0 { "… " } else { "" };
    let line = Text::new(&format!("{dots}{}{rest}", before[start..].trim_start())).line();
    Some(fit(line.get(), room))
}

/// The quotation, and below it who has it.
fn quote(value: &Value, names: &Text, room: usize) -> Vec<Line> {
    let mut rows = wrapped(Role::Text, value.said.line().get(), room, 2);
    rows.extend(indented(Role::Muted, names, 2, room));
    rows
}

fn indented(role: Role, text: &Text, indent: usize, room: usize) -> Vec<Line> {
    let mut rows = wrapped(role, text.get(), room.saturating_sub(indent), 0);
    for row in &mut rows {
        row.insert(0, (role, text!("{}", " ".repeat(indent))));
    }
    rows
}

impl View for Ledger {
    fn scope(&self) -> Scope {
        Scope::Ledger
    }

    fn heading(&self, ctx: &Ctx<'_>) -> Heading {
        let title = ctx.world.library.opened(self.spot.number).map(|o| o.briefing.title.clone());
        let what = if self.quotes { "Quotations" } else { "Figures" };
        let path = title.into_iter().chain([Text::new(what)]).collect();
        let aside = match (self.leads.len(), self.quotes) {
            (0, _) => Text::default(),
            (n, true) => text!("{} · by who speaks", counted(n, "quotation", "quotations")),
            (n, false) => text!("{} · by what they count", counted(n, "value", "values")),
        };
        Heading { path, aside }
    }

    fn briefing(&self) -> Option<usize> {
        Some(self.spot.number)
    }

    fn position(&self) -> Text {
        self.list.position()
    }

    fn update(&mut self, ctx: &Ctx<'_>, command: Command, count: Option<usize>) -> Effect {
        match command {
            Command::Quotes => {
                self.quotes = !self.quotes;
                self.list.select(0);
                Effect::Stay
            }
            Command::Open if !self.leads.is_empty() => {
                if let Some(number) = count {
                    self.list.select(number.saturating_sub(1));
                }
                self.leads.get(self.list.at()).map_or(Effect::Stay, |(article, sentence)| {
                    Effect::Open(Box::new(Article::marked(self.spot.number, *article, *sentence)))
                })
            }
            command if self.list.update(command, count) => Effect::Stay,
            command => comparing::turn(ctx, self.spot, command),
        }
    }

    fn arrange(&mut self, ctx: &Ctx<'_>, area: Rect) {
        let Some((opened, compared)) = self.spot.ready(ctx) else { return };
        let openings = ctx.world.library.openings;
        if self.readings_from != Some(openings) {
            self.readings_from = Some(openings);
            self.readings = opened.briefing.articles.iter().map(Reading::of).collect();
        }
        let from = (Spot::version(ctx), area.width, self.quotes);
        if self.made_from != Some(from) {
            self.made_from = Some(from);
            let room = usize::from(area.width.saturating_sub(2)).min(ctx.measure + 24);
            self.fill(&opened.briefing, compared, room);
        }
        self.list.resize(usize::from(area.height));
    }

    fn draw(&self, ctx: &Ctx<'_>, canvas: &mut Canvas<'_>, area: Rect) {
        if self.spot.ready(ctx).is_none_or(|(opened, _)| opened.briefing.articles.is_empty()) {
            comparing::say(canvas, area, &self.spot.missing(ctx));
            return;
        }
        if self.list.count() == 0 {
            let word = if self.quotes { "No article quotes anybody." } else { "No article gives a figure." };
            canvas.put_fit(area.x, area.y, usize::from(area.width), word, Role::Muted);
        }
        self.list.draw(canvas, area, true);
    }
}
