//! What an import came to, told line by line or as JSON.

use serde::Serialize;

use crate::briefing::Partial;
use crate::briefing::parse::BRIEFING_FILE;
use crate::import::Look;
use crate::problem::counted;
use crate::shell::args::ImportArguments;
use crate::shell::print::{Failure, Output};
use crate::text;
use crate::text::Text;

#[derive(Serialize)]
struct Made<'a> {
    briefing: Text,
    dry_run: bool,
    files: Vec<&'a str>,
    items: Vec<MadeItem<'a>>,
    articles: Vec<MadeArticle<'a>>,
    questions: &'a [Text],
    events: Vec<MadeEvent<'a>>,
}

#[derive(Serialize)]
struct MadeItem<'a> {
    number: usize,
    title: &'a Text,
    published: Option<Partial>,
    has_text: bool,
}

#[derive(Serialize)]
struct MadeEvent<'a> {
    when: Option<String>,
    what: &'a Text,
    articles: &'a [Text],
}

#[derive(Serialize)]
struct MadeArticle<'a> {
    id: Option<&'a Text>,
    already: Option<&'a Text>,
    outlet: Option<&'a Text>,
    headline: Option<&'a Text>,
    published: Option<Partial>,
    url: Option<&'a Text>,
    language: Option<&'a Text>,
    sections: Vec<&'a Text>,
    left_out: &'a [Text],
}

pub(super) fn report(output: &mut Output, arguments: &ImportArguments, look: &Look) -> Result<(), Failure> {
    let plan = &look.plan;
    let folder = Text::new(&arguments.into.to_string_lossy());
    if arguments.json {
        let articles = plan
            .articles
            .iter()
            .map(|o| MadeArticle {
                id: Some(&o.article.id).filter(|_| o.already.is_none()),
                already: o.already.as_ref(),
                outlet: o.article.outlet.as_ref(),
                headline: o.article.headline.as_ref(),
                published: o.article.published,
                url: o.article.url.as_ref(),
                language: o.article.language.as_ref(),
                sections: o.article.sections.iter().map(|s| &s.question).collect(),
                left_out: &o.left_out,
            })
            .collect();
        let made = Made {
            briefing: folder,
            dry_run: arguments.dry_run,
            files: plan.files.iter().map(|(path, _)| path.as_str()).collect(),
            articles,
            questions: &plan.questions,
            items: look
                .items()
                .map(|(_, item, _)| MadeItem {
                    number: item.number,
                    title: &item.title,
                    published: item.published,
                    has_text: !item.empty,
                })
                .collect(),
            events: plan
                .events
                .iter()
                .map(|e| MadeEvent {
                    when: e.when.map(|w| w.to_string()),
                    what: &e.what,
                    articles: &e.articles,
                })
                .collect(),
        };
        return output.bytes(serde_json::to_string_pretty(&made).unwrap_or_default().as_bytes());
    }
    if arguments.dry_run {
        for (_, item, _) in look.items() {
            output.line(&item.line())?;
        }
    }
    for outcome in &plan.articles {
        let a = &outcome.article;
        let outlet = a.outlet.clone().unwrap_or_else(|| text!("outlet unknown"));
        let date = a.published.map_or_else(|| text!("undated"), |p| p.day_only().shown());
        let line = match &outcome.already {
            Some(id) => text!("already there as {id}: {}", a.title()),
            None => text!("articles/{}.toml: {outlet}, {date}: {}", a.id, a.title()),
        };
        output.line(&crate::text::fit(line.get(), 200))?;
        if outcome.already.is_none() && !a.sections.is_empty() {
            output.line(&text!("  {}", counted(a.sections.len(), "question", "questions")))?;
        }
        if arguments.verbose {
            for left_out in &outcome.left_out {
                output.line(&text!("  left out: {left_out}"))?;
            }
        }
    }
    if arguments.dry_run {
        if let Some(comments) = plan.comments() {
            output.line(&text!("\n--- at the end of {BRIEFING_FILE}{comments}"))?;
        }
        for (path, content) in &plan.files {
            output.line(&text!("\n--- {path}\n{content}"))?;
        }
        return output.line(&text!("nothing was written"));
    }
    match plan.files.iter().any(|(path, _)| path == BRIEFING_FILE) {
        true => output.line(&text!("made {folder}; crossread {folder} opens it")),
        false if plan.files.is_empty() && !plan.offers.is_empty() => {
            output.line(&text!("{folder} has all of it already; what is new stands as comments at its end"))
        }
        false if plan.files.is_empty() => output.line(&text!("{folder} has all of it already")),
        false => output.line(&text!(
            "added {} to {folder}{}",
            counted(plan.files.len(), "article", "articles"),
            if plan.offers.is_empty() { "" } else { "; what is new stands as comments at its end" }
        )),
    }
}
