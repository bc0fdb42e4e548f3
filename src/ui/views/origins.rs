//! Origins: who rests on whom, with the evidence, and how many independent origins each question has.

mod tree;

use ratatui::layout::Rect;

use super::article::Article;
use super::comparing::{self, Spot, Version};
use super::sides::Sides;
use crate::briefing::Briefing;
use crate::compare::origins::Label;
use crate::keys::{Command, Scope};
use crate::problem::counted;
use crate::text;
use crate::text::{Text, width};
use crate::ui::compared::Compared;
use crate::ui::parts::canvas::Canvas;
use crate::ui::parts::list::{Line, List, labelled, wrapped};
use crate::ui::parts::passages::day;
use crate::ui::theme::Role;
use crate::ui::view::{Ctx, Effect, Heading, View};

/// From this width on the evidence stands beside the names.
const WIDE: usize = 72;

/// The tree of articles, then the questions.
pub(in crate::ui) struct Origins {
    spot: Spot,
    list: List,
    /// What each item of the list leads to.
    leads: Vec<Lead>,
    made_from: Option<(Version, u16)>,
}

/// What an item leads to.
#[derive(Debug, Clone, Copy)]
enum Lead {
    Article(usize),
    Question(usize),
}

impl Origins {
    pub(in crate::ui) fn new(spot: Spot) -> Self {
        Self { spot, list: List::default(), leads: Vec::new(), made_from: None }
    }

    fn fill(&mut self, b: &Briefing, compared: &Compared, measure: usize, room: usize) {
        let room = room.min(measure + 48);
        let mut items = tree_items(b, compared, room);
        self.leads = items.iter().map(|(article, _)| Lead::Article(*article)).collect();
        let mut rows: Vec<Vec<Line>> = items.drain(..).map(|(_, rows)| rows).collect();
        if let Some(last) = rows.last_mut() {
            last.extend(warnings(b, compared, room));
        }
        let sections = &compared.comparison.sections;
        let count = |origins: usize| match origins {
            0 => Text::new("–"),
            n => counted(n, "origin", "origins"),
        };
        let counts: Vec<Text> = sections.iter().map(|s| count(s.origins)).collect();
        let column = counts.iter().map(|c| width(c.as_str())).max().unwrap_or(0) + 3;
        for (number, section) in b.sections.iter().enumerate() {
            let Some(count) = counts.get(number) else { continue };
            let mut item = Vec::new();
            if number == 0 {
                item.push(Vec::new());
                item.push(vec![(Role::Strong, Text::new("For each question"))]);
                item.push(Vec::new());
            }
            let telling = compared.shown.iter().filter(|a| {
                let points = &sections[number].points;
                points.iter().any(|p| p.accounts.iter().any(|account| account.article == **a))
            });
            let word = match telling.count() {
                0 => section.question.line(),
                n => text!("{} · {}", section.question.line(), counted(n, "article", "articles")),
            };
            item.extend(labelled((Role::Muted, count), column, Role::Text, word.get(), room));
            rows.push(item);
            self.leads.push(Lead::Question(number));
        }
        self.list.fill(rows);
    }
}

/// For each article, in the order of the tree, its rows.
fn tree_items(b: &Briefing, compared: &Compared, room: usize) -> Vec<(usize, Vec<Line>)> {
    let origins = &compared.comparison.articles;
    let parent = |article: usize| origins.get(article).and_then(|o| o.of.first().copied());
    let branches = tree::branches(&compared.shown, parent);
    let names: Vec<usize> = branches
        .iter()
        .filter_map(|branch| {
            Some(width(&branch.before) + width(b.articles.get(branch.article)?.name().as_str()))
        })
        .collect();
    let longest = names.iter().copied().max().unwrap_or(0) + 3;
    let beside = room >= WIDE && longest <= room / 2;
    let items = branches.into_iter().filter_map(|branch| {
        let article = b.articles.get(branch.article)?;
        let origin = origins.get(branch.article)?;
        let mut why = match origin.label {
            Label::Original => text!("original · {}", day(article)),
            _ => text!("{} · {}", origin.why.line(), day(article)),
        };
        if let [_, others @ ..] = origin.of.as_slice()
            && !others.is_empty()
        {
            why = text!("{why} · also {}", few(b, others));
        }
        let tree = |text: String| (Role::Rule, Text::new(&text));
        let mut rows: Vec<Line> = Vec::new();
        let name = (Role::Text, article.name().clone());
        if beside {
            let margin = longest - width(&branch.before) - width(name.1.as_str());
            let pad = longest.saturating_sub(width(&branch.below));
            for (number, mut row) in
                wrapped(Role::Muted, why.get(), room - longest, 0).into_iter().enumerate()
            {
                let mut line = if number == 0 {
                    vec![
                        tree(branch.before.clone()),
                        name.clone(),
                        (Role::Text, text!("{}", " ".repeat(margin))),
                    ]
                } else {
                    vec![tree(branch.below.clone()), (Role::Text, text!("{}", " ".repeat(pad)))]
                };
                line.append(&mut row);
                rows.push(line);
            }
        } else {
            rows.push(vec![tree(branch.before.clone()), name]);
            let left = room.saturating_sub(width(&branch.below) + 1).max(12);
            for mut row in wrapped(Role::Muted, why.get(), left, 0) {
                let mut line = vec![tree(format!("{:<1$}", branch.below, width(&branch.below).max(1) + 1))];
                line.append(&mut row);
                rows.push(line);
            }
        }
        Some((branch.article, rows))
    });
    items.collect()
}

/// The names of a few articles, and how many more there are.
fn few(b: &Briefing, articles: &[usize]) -> String {
    const FEW: usize = 3;
    let names = articles.iter().filter_map(|&a| b.articles.get(a)).map(|a| a.name().as_str());
    let named = names.take(FEW).collect::<Vec<_>>().join(", ");
    match articles.len().saturating_sub(FEW) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}

/// Whose quotation marks cannot be trusted.
fn warnings(b: &Briefing, compared: &Compared, room: usize) -> Vec<Line> {
    let reworded =
        |a: &&usize| compared.comparison.articles.get(**a).is_some_and(|o| o.label == Label::Rewording);
    let names: Vec<&str> = compared
        .shown
        .iter()
        .filter(reworded)
        .filter_map(|&a| b.articles.get(a))
        .map(|a| a.name().as_str())
        .collect();
    if names.is_empty() {
        return Vec::new();
    }
    let verb = if names.len() == 1 {
        "tells another's text in other words"
    } else {
        "tell another's text in other words"
    };
    let word = text!(
        "! {} {verb}: what stands there in quotation marks need not be what was said.",
        names.join(", ")
    );
    let mut rows = vec![Vec::new()];
    rows.extend(wrapped(Role::Warning, word.get(), room, 2));
    rows
}

impl View for Origins {
    fn scope(&self) -> Scope {
        Scope::Origins
    }

    fn heading(&self, ctx: &Ctx<'_>) -> Heading {
        let title = ctx.world.library.opened(self.spot.number).map(|o| o.briefing.title.clone());
        let path = title.into_iter().chain([Text::new("Origins")]).collect();
        let aside = self.spot.shown(ctx).map(|(_, c)| {
            let articles = counted(c.shown.len(), "article", "articles");
            text!(
                "{} for {articles}",
                counted(c.comparison.origins, "independent origin", "independent origins")
            )
        });
        Heading { path, aside: aside.unwrap_or_default() }
    }

    fn briefing(&self) -> Option<usize> {
        Some(self.spot.number)
    }

    fn position(&self) -> Text {
        self.list.position()
    }

    fn update(&mut self, ctx: &Ctx<'_>, command: Command, count: Option<usize>) -> Effect {
        match command {
            Command::Open if !self.leads.is_empty() => {
                if let Some(number) = count {
                    self.list.select(number.saturating_sub(1));
                }
                match self.leads.get(self.list.at()) {
                    Some(Lead::Article(article)) => {
                        Effect::Open(Box::new(Article::marked(self.spot.number, *article, None)))
                    }
                    Some(Lead::Question(question)) => {
                        Effect::Open(Box::new(Sides::new(Spot { section: *question, ..self.spot })))
                    }
                    None => Effect::Stay,
                }
            }
            command if self.list.update(command, count) => Effect::Stay,
            command => comparing::turn(ctx, self.spot, command),
        }
    }

    fn arrange(&mut self, ctx: &Ctx<'_>, area: Rect) {
        let Some((opened, compared)) = self.spot.ready(ctx) else { return };
        let from = (Spot::version(ctx), area.width);
        if self.made_from != Some(from) {
            self.made_from = Some(from);
            self.fill(&opened.briefing, compared, ctx.measure, usize::from(area.width.saturating_sub(2)));
        }
        self.list.resize(usize::from(area.height));
    }

    fn draw(&self, ctx: &Ctx<'_>, canvas: &mut Canvas<'_>, area: Rect) {
        if self.spot.shown(ctx).is_none() {
            comparing::say(canvas, area, &self.spot.missing(ctx));
            return;
        }
        self.list.draw(canvas, area, true);
    }
}
