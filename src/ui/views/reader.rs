//! A briefing: its questions on one side, the answer on the other; in a narrow terminal one at a time.

mod found;

use std::sync::Arc;

use ratatui::layout::Rect;

use super::article::Article;
use super::articles::Articles;
use super::comparing::{self, Spot, Version};
use super::problems::Problems;
use super::terms::Terms;
use super::timeline::Timeline;
use crate::briefing::Briefing;
use crate::export::page;
use crate::keys::{Command, Scope};
use crate::library::{Opened, Origin};
use crate::text;
use crate::text::Text;
use crate::text::markdown::{Note, raised};
use crate::ui::parts::canvas::Canvas;
use crate::ui::parts::list::{Line, List, wrapped};
use crate::ui::parts::prose::Prose;
use crate::ui::parts::told;
use crate::ui::theme::Role;
use crate::ui::view::{Ctx, Effect, Heading, View};

/// From this width on the questions stand beside the answer.
const WIDE: u16 = 96;

/// A briefing that is being read.
pub(in crate::ui) struct Reader {
    number: usize,
    section: usize,
    prose: Prose,
    contents: List,
    /// The list of questions has the keys.
    in_contents: bool,
    wide: bool,
    /// What was laid out: how many briefings had been opened, and the section. An entry that changes
    /// behind the reader's back leaves her where she is.
    made_from: Option<(u64, usize)>,
    contents_from: Option<(Version, u16)>,
    /// What comparing found on the answer, in a few lines below it.
    found: Vec<Line>,
    found_from: Option<(Version, usize, Rect)>,
}

impl Reader {
    pub(in crate::ui) fn new(number: usize) -> Self {
        Self {
            number,
            section: 0,
            prose: Prose::default(),
            contents: List::default(),
            in_contents: false,
            wide: false,
            made_from: None,
            contents_from: None,
            found: Vec::new(),
            found_from: None,
        }
    }

    fn opened<'c>(&self, ctx: &'c Ctx<'_>) -> Option<&'c Arc<Opened>> {
        ctx.world.library.opened(self.number)
    }

    fn go(&mut self, ctx: &Ctx<'_>, section: usize) -> Effect {
        let count = self.opened(ctx).map_or(0, |o| o.briefing.sections.len());
        if section >= count {
            return Effect::Say(text!("there are {count} questions"));
        }
        self.section = section;
        self.contents.select(section);
        Effect::Stay
    }

    fn next(&mut self, ctx: &Ctx<'_>, times: usize) -> Effect {
        let count = self.opened(ctx).map_or(0, |o| o.briefing.sections.len());
        if self.section + 1 >= count {
            let back = ctx.keymap.shown(Scope::Reader, Command::Back);
            return Effect::Say(text!("this is the last question; {back} goes back"));
        }
        self.go(ctx, self.section.saturating_add(times).min(count - 1))
    }

    fn previous(&mut self, ctx: &Ctx<'_>, times: usize) -> Effect {
        if self.section == 0 {
            return Effect::Say(Text::new("this is the first question"));
        }
        self.go(ctx, self.section.saturating_sub(times))
    }

    /// The rows of the list after the questions.
    fn parts(briefing: &Briefing) -> [(&'static str, usize, Command); 3] {
        [
            ("Timeline", briefing.events.len(), Command::Timeline),
            ("Terms", briefing.terms.len() + briefing.places.len(), Command::Terms),
            ("Articles", briefing.articles.len(), Command::Articles),
        ]
    }

    fn part(&self, command: Command) -> Effect {
        match command {
            Command::Timeline => Effect::Open(Box::new(Timeline::new(self.number))),
            Command::Terms => Effect::Open(Box::new(Terms::new(self.number))),
            _ => Effect::Open(Box::new(Articles::new(self.number))),
        }
    }

    fn update_contents(&mut self, ctx: &Ctx<'_>, command: Command, count: Option<usize>) -> Effect {
        match command {
            Command::Open => {
                if let Some(number) = count {
                    self.contents.select(number.saturating_sub(1));
                }
                let at = self.contents.at();
                let Some(opened) = self.opened(ctx) else { return Effect::Stay };
                let questions = opened.briefing.sections.len();
                if at < questions {
                    self.in_contents = false;
                    return self.go(ctx, at);
                }
                Self::parts(&opened.briefing).get(at - questions).map_or(Effect::Stay, |p| self.part(p.2))
            }
            Command::Contents | Command::Back => {
                self.in_contents = false;
                self.contents.select(self.section);
                Effect::Stay
            }
            command if self.contents.update(command, count) => {
                // Beside the answer the list shows each question as one passes it.
                if self.wide
                    && self.opened(ctx).is_some_and(|o| self.contents.at() < o.briefing.sections.len())
                {
                    self.section = self.contents.at();
                }
                Effect::Stay
            }
            _ => Effect::Pass,
        }
    }

    /// The question that is read, or that is in front in the list.
    fn spot(&self, ctx: &Ctx<'_>) -> Spot {
        let questions = self.opened(ctx).map_or(0, |o| o.briefing.sections.len());
        let at = Some(self.contents.at()).filter(|at| self.in_contents && *at < questions);
        Spot { number: self.number, section: at.unwrap_or(self.section), article: None }
    }

    fn open_citation(&mut self, ctx: &Ctx<'_>, count: Option<usize>) -> Effect {
        let wanted = match (count, self.prose.chosen()) {
            (Some(count), _) => Some(count.saturating_sub(1)),
            (None, Some(chosen)) => Some(chosen),
            (None, None) => None,
        };
        let Some(wanted) = wanted else { return self.choose(ctx, true) };
        match self.prose.notes().get(wanted).cloned() {
            Some(Note::Citation(id)) => {
                let found =
                    self.opened(ctx).and_then(|o| o.briefing.articles.iter().position(|a| a.id == id));
                match found {
                    Some(article) => {
                        self.prose.mark(wanted);
                        Effect::Open(Box::new(Article::new(self.number, article)))
                    }
                    None => Effect::Say(text!("no article is called `{}`", id.line())),
                }
            }
            Some(Note::Link(address)) => Effect::Say(address.line()),
            None => Effect::Say(text!("there is no citation {}", wanted + 1)),
        }
    }

    fn choose(&mut self, ctx: &Ctx<'_>, forward: bool) -> Effect {
        let Some(note) = self.prose.citation(forward) else {
            return Effect::Say(Text::new(match self.prose.chosen() {
                None => "this answer cites nothing",
                Some(_) if forward => "this is the last citation",
                Some(_) => "this is the first citation",
            }));
        };
        self.prose.choose(note);
        let Some(Note::Citation(id)) = self.prose.notes().get(note) else { return Effect::Stay };
        let open = ctx.keymap.shown(Scope::Reader, Command::Open);
        let article = self.opened(ctx).and_then(|o| o.briefing.article(id));
        let name = article.map_or_else(|| id.clone(), |a| a.name().clone());
        Effect::Say(text!("{} {name}: {open} opens it", raised(note + 1)))
    }
}

impl View for Reader {
    fn scope(&self) -> Scope {
        Scope::Reader
    }

    fn heading(&self, ctx: &Ctx<'_>) -> Heading {
        let Some(opened) = self.opened(ctx) else { return Heading::default() };
        let b = &opened.briefing;
        let mut path = vec![b.title.clone()];
        path.extend(b.sections.get(self.section).map(|s| s.question.clone()));
        let mut aside = if b.sections.is_empty() {
            text!("no questions")
        } else {
            text!("{} of {}", self.section + 1, b.sections.len())
        };
        if self.wide {
            let date = b.published.map_or(text!("undated"), |p| p.day_only().shown());
            aside = text!("{aside} · {date} · edition {}", b.edition);
        }
        if opened.problems.iter().any(crate::problem::Problem::is_error) {
            aside = text!("✗ {} · {aside}", ctx.keymap.shown(Scope::Reader, Command::Problems));
        }
        // What speaks against a pack stays in sight while its briefing is read.
        if let Some(Origin::Pack(packed)) = ctx.world.library.entry(self.number).map(|e| &e.source) {
            for mark in packed.marks().iter().rev() {
                aside = text!("{mark} · {aside}");
            }
        }
        Heading { path, aside }
    }

    fn briefing(&self) -> Option<usize> {
        Some(self.number)
    }

    fn position(&self) -> Text {
        if self.in_contents { self.contents.position() } else { self.prose.position() }
    }

    fn update(&mut self, ctx: &Ctx<'_>, command: Command, count: Option<usize>) -> Effect {
        if self.in_contents {
            let effect = self.update_contents(ctx, command, count);
            if !matches!(effect, Effect::Pass) {
                return effect;
            }
        }
        let times = count.unwrap_or(1);
        match (command, count) {
            (Command::Next, _) => self.next(ctx, times),
            (Command::Previous, _) => self.previous(ctx, times),
            (Command::Top | Command::Bottom, Some(number)) => self.go(ctx, number.saturating_sub(1)),
            (Command::PageDown, None) if self.prose.at_end() => self.next(ctx, 1),
            (Command::Contents, _) => {
                self.in_contents = true;
                Effect::Stay
            }
            (Command::Back, _) if self.prose.chosen().is_some() => {
                self.prose.unmark();
                Effect::Stay
            }
            (Command::NextCitation, _) => self.choose(ctx, true),
            (Command::PreviousCitation, _) => self.choose(ctx, false),
            (Command::Open, _) => self.open_citation(ctx, count),
            (Command::Timeline | Command::Terms | Command::Articles, _) => self.part(command),
            (
                Command::Compare | Command::Differences | Command::Sides | Command::Origins | Command::Ledger,
                _,
            ) => comparing::opened(comparing::turn(ctx, self.spot(ctx), command)),
            (Command::Problems, _) => Effect::Open(Box::new(Problems::new(Some(self.number)))),
            _ if self.prose.update(command, count) => Effect::Stay,
            _ => Effect::Pass,
        }
    }

    fn arrange(&mut self, ctx: &Ctx<'_>, area: Rect) {
        let Some(opened) = self.opened(ctx).cloned() else { return };
        let b = &opened.briefing;
        let openings = ctx.world.library.openings;
        self.wide = area.width >= WIDE;
        let (side, body) = columns(area, ctx.measure, self.wide);
        self.section = self.section.min(b.sections.len().saturating_sub(1));
        if self.made_from != Some((openings, self.section)) {
            self.made_from = Some((openings, self.section));
            self.prose.fill(b.sections.get(self.section).map(|s| page::section(b, s)).unwrap_or_default());
        }
        let found_from = (Spot::version(ctx), self.section, body);
        if self.found_from != Some(found_from) {
            self.found_from = Some(found_from);
            self.found = found::below(ctx, self.number, self.section, body);
        }
        let height = usize::from(body.height).saturating_sub(self.found.len());
        self.prose.resize(usize::from(body.width), height);
        let list = if self.wide { side } else { area };
        let contents_from = (Spot::version(ctx), list.width);
        if self.contents_from != Some(contents_from) {
            self.contents_from = Some(contents_from);
            let signs = found::signs(ctx, self.number);
            self.contents.fill(contents(b, &signs, usize::from(list.width)));
            if !self.in_contents {
                self.contents.select(self.section);
            }
        }
        self.contents.resize(usize::from(list.height));
    }

    fn draw(&self, ctx: &Ctx<'_>, canvas: &mut Canvas<'_>, area: Rect) {
        let Some(opened) = self.opened(ctx) else {
            canvas.put(area.x, area.y, usize::from(area.width), "opening …", Role::Muted);
            return;
        };
        let (side, body) = columns(area, ctx.measure, self.wide);
        if self.wide {
            self.contents.draw(canvas, side, true);
            if self.in_contents {
                canvas.put(
                    side.x,
                    side.bottom().saturating_sub(1),
                    usize::from(side.width),
                    "↵ reads   Tab leaves the list",
                    Role::Muted,
                );
            }
        } else if self.in_contents {
            self.contents.draw(canvas, area, true);
            return;
        }
        if opened.briefing.sections.is_empty() {
            let problems = ctx.keymap.shown(Scope::Reader, Command::Problems);
            let word = text!("This briefing asks no question; {problems} shows its problems.");
            canvas.put_fit(body.x, body.y, usize::from(body.width), &word, Role::Muted);
        }
        // What was found stands below the end of a short answer, else at the bottom.
        let height = body.height.saturating_sub(self.found.len() as u16);
        self.prose.draw(canvas, Rect { height, ..body });
        let y = body.y + height.min(self.prose.rows() as u16);
        for (y, line) in (y..body.bottom()).zip(&self.found) {
            canvas.put_line(body.x, y, usize::from(body.width), line);
        }
    }
}

/// Where the questions stand, and where the text.
fn columns(area: Rect, measure: usize, wide: bool) -> (Rect, Rect) {
    let measure = u16::try_from(measure).unwrap_or(u16::MAX);
    if !wide {
        // The text stands in the middle where there is more room than a line may take.
        let width = area.width.min(measure);
        return (Rect::default(), Rect { x: area.x + (area.width - width) / 2, width, ..area });
    }
    let side = (area.width / 3).clamp(28, 44);
    let gap = if area.width >= 140 { 6 } else { 3 };
    let room = area.width.saturating_sub(side + gap);
    (Rect { width: side, ..area }, Rect { x: area.x + side + gap, width: room.min(measure), ..area })
}

/// The questions with their signs, then the other parts of the briefing.
fn contents(b: &Briefing, signs: &[Line], width: usize) -> Vec<Vec<Line>> {
    let wide = |line: &Line| line.iter().map(|(_, t)| crate::text::width(t.as_str())).sum::<usize>();
    let beside = signs.iter().map(wide).max().unwrap_or(0);
    let beside = if beside == 0 || beside * 3 > width { 0 } else { beside + 2 };
    let room = width.saturating_sub(2 + beside);
    let digits = b.sections.len().to_string().len();
    let mut items: Vec<Vec<Line>> = b
        .sections
        .iter()
        .enumerate()
        .map(|(number, section)| {
            let label = text!("{:>digits$} {}", number + 1, section.question);
            let rows = wrapped(Role::Text, label.get(), room, digits + 1);
            match signs.get(number).filter(|_| beside > 0) {
                Some(signs) => told::beside(rows, room + 2, vec![signs.clone()]),
                None => rows,
            }
        })
        .collect();
    for (number, (name, count, _)) in Reader::parts(b).into_iter().enumerate() {
        let mut item = Vec::new();
        if number == 0 {
            item.push(Vec::new());
        }
        let shown = if count == 0 { text!("–") } else { text!("{count}") };
        item.push(vec![(Role::Text, text!("{name:<10}")), (Role::Muted, shown)]);
        items.push(item);
    }
    items
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use chrono::NaiveDate;
    use ratatui::buffer::Buffer;

    use super::*;
    use crate::briefing::parse::{File, Source, parse};
    use crate::config::Config;
    use crate::keys::{Key, Keymap};
    use crate::ui::{App, Theme, World};

    fn opened(answer: &str) -> Arc<Opened> {
        let main = format!("title = \"T\"\n[[section]]\nquestion = \"Q?\"\nanswer = '{answer}'");
        let file = File { stem: "t".to_owned(), shown: "t".into(), bytes: main.into_bytes() };
        let source = Source { name: "t".to_owned(), briefing: Some(file), ..Source::default() };
        let (briefing, problems) = parse(&source, NaiveDate::default());
        Arc::new(Opened { briefing, problems })
    }

    #[test]
    fn briefings_that_come_in_behind_leave_the_place_in_the_text() {
        let place = |name: &str| Origin::Path(PathBuf::from(name));
        let theme = Theme::monochrome();
        let mut app =
            App::new(World::default(), Config::default(), Keymap::default(), theme, NaiveDate::default());
        let long = opened(&"word ".repeat(2000));
        let number = app.opened(place("long"), long);
        app.read(number);
        let frame = |app: &mut App| {
            let area = Rect::new(0, 0, 60, 20);
            let mut buffer = Buffer::empty(area);
            app.draw_to(&mut buffer, area);
            buffer
        };
        let top = frame(&mut app);
        app.key(Key::read("pagedown").expect("a key"));
        let further = frame(&mut app);
        assert_ne!(further, top);
        app.world.library.put(opened("").entry(place("another")));
        assert_eq!(frame(&mut app), further);
    }
}
