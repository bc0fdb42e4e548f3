//! One article: where it comes from, its whole text, and which question each part answers.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::reader::names;
use crate::briefing;
use crate::briefing::{Briefing, Partial, Questions};
use crate::keys::{Command, Scope};
use crate::library::Opened;
use crate::text;
use crate::text::Text;
use crate::text::markdown::{Composer, Document, Note, raised};
use crate::ui::parts::canvas::Canvas;
use crate::ui::parts::prose::Prose;
use crate::ui::theme::Role;
use crate::ui::view::{Ctx, Effect, Heading, View};

/// An article that is being read.
pub(in crate::ui) struct Article {
    number: usize,
    at: usize,
    prose: Prose,
    made_from: Option<(u64, usize)>,
}

impl Article {
    /// The article of this place in the briefing of this number.
    pub(in crate::ui) fn new(number: usize, article: usize) -> Self {
        Self { number, at: article, prose: Prose::default(), made_from: None }
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
        self.prose.position()
    }

    fn update(&mut self, ctx: &Ctx<'_>, command: Command, count: Option<usize>) -> Effect {
        let times = count.unwrap_or(1);
        match (command, count) {
            (Command::Next, _) => self.go(ctx, self.at.checked_add(times), "this is the last article"),
            (Command::Previous, _) => self.go(ctx, self.at.checked_sub(times), "this is the first article"),
            (Command::Top | Command::Bottom, Some(n)) => {
                self.go(ctx, n.checked_sub(1), "there is no such article")
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
            self.prose.fill(article.map(|a| document(&opened.briefing, a)).unwrap_or_default());
        }
        let body = body(area, ctx.measure);
        self.prose.resize(usize::from(body.width), usize::from(body.height));
    }

    fn draw(&self, ctx: &Ctx<'_>, canvas: &mut Canvas<'_>, area: Rect) {
        if self.opened(ctx).is_none_or(|o| o.briefing.articles.is_empty()) {
            canvas.put(area.x, area.y, usize::from(area.width), "there is no article", Role::Muted);
        }
        self.prose.draw(canvas, body(area, ctx.measure));
    }
}

fn body(area: Rect, measure: usize) -> Rect {
    let width = area.width.min(u16::try_from(measure).unwrap_or(u16::MAX));
    Rect { x: area.x + (area.width - width) / 2, width, ..area }
}

/// Headline, what is known of the article, and its whole text.
fn document(b: &Briefing, article: &briefing::Article) -> Document {
    let mut page = Composer::default();
    page.heading(1, &article.title());
    let mut about = vec![article.name().clone()];
    about.extend(article.published.map(Partial::shown));
    about.extend(article.updated.map(|u| text!("updated {}", u.shown())));
    about.extend(article.byline.clone());
    about.extend(article.place.clone());
    about.extend(article.kind.map(|k| Text::new(k.name())));
    about.extend(article.language.clone().filter(|l| *l != b.language).map(|l| text!("in {l}")));
    page.aside(None, 0, &crate::export::joined(&about, " · "), None, true);
    if let Some(other) = &article.looks_like {
        page.aside(
            Some(text!("!")),
            2,
            &text!("the outlet's name looks like {other} and is another"),
            None,
            true,
        );
    }
    if !article.cites.is_empty() {
        page.aside(None, 0, &text!("rests on {}", names(b, &article.cites)), None, true);
    }
    if let Some(url) = &article.url {
        page.aside(None, 0, url, None, true);
    }
    if let Some(retrieved) = article.retrieved {
        page.aside(None, 0, &text!("retrieved {}", retrieved.shown()), None, true);
    }
    if !article.lead.is_blank() {
        page.markdown(&article.lead);
    }
    let questions = Questions::of(b);
    for passage in &article.sections {
        page.heading(2, &passage.question);
        match questions.answered_by(passage) {
            // A briefing that took its questions from the article has nothing to add to them.
            Some(section) if section.question != passage.question => {
                page.aside(Some(text!("→")), 2, &text!("answers: {}", section.question), None, true);
            }
            _ => {}
        }
        page.markdown(&passage.text);
    }
    if article.lead.is_blank() && article.sections.is_empty() {
        page.aside(None, 0, &text!("The article has no text."), None, false);
    }
    let notes = page.notes().to_vec();
    for (number, note) in notes.iter().enumerate() {
        let (Note::Link(target) | Note::Citation(target)) = note;
        let indent = u16::try_from(raised(notes.len()).chars().count() + 1).unwrap_or(2);
        page.aside(Some(Text::new(&raised(number + 1))), indent, target, Some(number), number > 0);
    }
    page.finish()
}
