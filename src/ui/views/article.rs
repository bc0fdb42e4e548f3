//! One article: where it comes from, its whole text, and which question each part answers.

mod annotated;

use std::sync::Arc;

use ratatui::layout::Rect;

use crate::export::page;
use crate::keys::{Command, Scope};
use crate::library::Opened;
use crate::text;
use crate::text::markdown::Note;
use crate::text::{Str, Text};
use crate::ui::parts::canvas::Canvas;
use crate::ui::parts::prose::Prose;
use crate::ui::theme::Role;
use crate::ui::view::{Ctx, Effect, Heading, View};
use crate::ui::views::why::Why;
use annotated::Annotated;

/// An article that is being read.
pub(in crate::ui) struct Article {
    number: usize,
    at: usize,
    prose: Prose,
    made_from: Option<(u64, usize)>,
    annotated: Annotated,
    /// The text is shown with its marks.
    marks: bool,
    /// The passage that is brought onto the screen as soon as there is one.
    sought: Option<Text>,
}

impl Article {
    /// The article of this place in the briefing of this number.
    pub(in crate::ui) fn new(number: usize, article: usize) -> Self {
        Self {
            number,
            at: article,
            prose: Prose::default(),
            made_from: None,
            annotated: Annotated::default(),
            marks: false,
            sought: None,
        }
    }

    /// The same, with a passage of it on the screen.
    pub(in crate::ui) fn at(number: usize, article: usize, passage: Str<'_>) -> Self {
        Self { sought: Some(Text::new(passage.as_str())), ..Self::new(number, article) }
    }

    /// The same with its marks, from a sentence on.
    pub(in crate::ui) fn marked(number: usize, article: usize, sentence: Option<usize>) -> Self {
        let mut view = Self { marks: true, ..Self::new(number, article) };
        if let Some(sentence) = sentence {
            view.annotated.lead(sentence);
        }
        view
    }

    /// With marks or without.
    fn toggle(&mut self, ctx: &Ctx<'_>) -> Effect {
        if !self.marks && self.opened(ctx).is_some_and(|o| o.briefing.articles.len() < 2) {
            return Effect::Say(Text::new(
                "there is no other article to compare it with; :import PATH adds one",
            ));
        }
        self.marks = !self.marks;
        Effect::Stay
    }

    /// What only the marked text has.
    fn update_marks(&mut self, ctx: &Ctx<'_>, command: Command, count: Option<usize>) -> Effect {
        match command {
            Command::NextMark | Command::PreviousMark => {
                let word = self.annotated.step(command == Command::NextMark);
                word.map_or(Effect::Stay, Effect::Say)
            }
            Command::Why => match self.annotated.chosen() {
                Some((section, difference)) => {
                    Effect::Open(Box::new(Why::new(self.number, section, difference)))
                }
                None => {
                    let next = ctx.keymap.shown(Scope::Article, Command::NextMark);
                    Effect::Say(text!("no difference is chosen; {next} chooses the next one"))
                }
            },
            Command::Back if self.annotated.unmark() => Effect::Stay,
            _ if self.annotated.scroll(command, count) => Effect::Stay,
            _ => Effect::Pass,
        }
    }

    fn opened<'c>(&self, ctx: &'c Ctx<'_>) -> Option<&'c Arc<Opened>> {
        ctx.world.library.opened(self.number)
    }

    fn go(&mut self, ctx: &Ctx<'_>, to: Option<usize>, refusal: &'static str) -> Effect {
        let count = self.opened(ctx).map_or(0, |o| o.briefing.articles.len());
        match to.filter(|to| *to < count) {
            Some(to) => {
                self.at = to;
                Effect::Stay
            }
            None => Effect::Say(Text::new(refusal)),
        }
    }
}

impl View for Article {
    fn scope(&self) -> Scope {
        Scope::Article
    }

    fn heading(&self, ctx: &Ctx<'_>) -> Heading {
        let Some(opened) = self.opened(ctx) else { return Heading::default() };
        let articles = &opened.briefing.articles;
        let mut path = vec![opened.briefing.title.clone()];
        path.extend(articles.get(self.at).map(|a| a.name().clone()));
        Heading { path, aside: text!("article {} of {}", self.at + 1, articles.len()) }
    }

    fn briefing(&self) -> Option<usize> {
        Some(self.number)
    }

    fn position(&self) -> Text {
        if self.marks { self.annotated.position() } else { self.prose.position() }
    }

    fn update(&mut self, ctx: &Ctx<'_>, command: Command, count: Option<usize>) -> Effect {
        let times = count.unwrap_or(1);
        match (command, count) {
            (Command::Next, _) => self.go(ctx, self.at.checked_add(times), "this is the last article"),
            (Command::Previous, _) => self.go(ctx, self.at.checked_sub(times), "this is the first article"),
            (Command::Top | Command::Bottom, Some(n)) => {
                self.go(ctx, n.checked_sub(1), "there is no such article")
            }
            (Command::Marks, _) => self.toggle(ctx),
            _ if self.marks => self.update_marks(ctx, command, count),
            (Command::NextMark | Command::PreviousMark | Command::Why, _) => {
                let marks = ctx.keymap.shown(Scope::Article, Command::Marks);
                Effect::Say(text!("the text has no marks now; {marks} shows them"))
            }
            (Command::Open, _) => match count.and_then(|n| self.prose.notes().get(n.saturating_sub(1))) {
                Some(Note::Link(address) | Note::Citation(address)) => Effect::Say(address.line()),
                None => Effect::Say(text!(
                    "nothing to open here; {} goes back",
                    ctx.keymap.shown(Scope::Article, Command::Back)
                )),
            },
            _ if self.prose.update(command, count) => Effect::Stay,
            _ => Effect::Pass,
        }
    }

    fn arrange(&mut self, ctx: &Ctx<'_>, area: Rect) {
        let Some(opened) = self.opened(ctx).cloned() else { return };
        let made_from = (ctx.world.library.openings, self.at);
        if self.made_from != Some(made_from) {
            self.made_from = Some(made_from);
            let article = opened.briefing.articles.get(self.at);
            self.prose.fill(article.map(|a| page::article(&opened.briefing, a)).unwrap_or_default());
        }
        if self.marks {
            self.annotated.arrange(ctx, self.number, self.at, area);
        }
        let body = body(area, ctx.measure);
        self.prose.resize(usize::from(body.width), usize::from(body.height));
        if let Some(passage) = self.sought.take() {
            self.prose.seek(passage.get());
        }
    }

    fn draw(&self, ctx: &Ctx<'_>, canvas: &mut Canvas<'_>, area: Rect) {
        if self.opened(ctx).is_none_or(|o| o.briefing.articles.is_empty()) {
            canvas.put(area.x, area.y, usize::from(area.width), "there is no article", Role::Muted);
        }
        if self.marks {
            self.annotated.draw(ctx, self.number, canvas, area);
            return;
        }
        self.prose.draw(canvas, body(area, ctx.measure));
    }
}

fn body(area: Rect, measure: usize) -> Rect {
    let width = area.width.min(u16::try_from(measure).unwrap_or(u16::MAX));
    Rect { x: area.x + (area.width - width) / 2, width, ..area }
}
