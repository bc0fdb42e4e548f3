//! What is read of a section or an article, as one document: the reader draws it, `show` prints it.

use super::{joined, source_line};
use crate::briefing::{Article, Briefing, Partial, Passage, Questions, Section};
use crate::text;
use crate::text::Text;
use crate::text::markdown::{Composer, Document, Note, raised};

/// What is read of a section: question, answer, remark, differences, sources.
pub fn section(b: &Briefing, section: &Section) -> Document {
    let mut page = Composer::default();
    page.heading(1, &section.question);
    match &section.answer {
        Some(answer) => page.markdown(answer),
        None => articles_answer(&mut page, b, section),
    }
    if let Some(remark) = &section.remark {
        page.aside_markdown(Some(text!("※")), 2, &text!("*Remark:* {remark}"), false);
    }
    for difference in b.differences.iter().filter(|d| d.section.as_ref() == Some(&section.id)) {
        if difference.accounts.is_empty() {
            continue;
        }
        let what = difference.what.clone().unwrap_or_else(|| text!("a difference"));
        page.aside(Some(text!("≠")), 2, &text!("{what}"), None, false);
        for account in &difference.accounts {
            let name = b.article(&account.article).map_or(&account.article, |a| a.name());
            page.aside(None, 4, &text!("{name}: {}", account.says), None, true);
        }
        if let Some(remark) = &difference.remark {
            page.aside_markdown(None, 4, remark, true);
        }
    }
    sources(&mut page, b);
    page.finish()
}

fn articles_answer(page: &mut Composer, b: &Briefing, section: &Section) {
    let mut found = false;
    let questions = Questions::of(b);
    let answers = |passage: &&Passage| questions.answered_by(passage).is_some_and(|s| s.id == section.id);
    for article in &b.articles {
        for passage in article.sections.iter().filter(answers) {
            found = true;
            page.heading(3, &source_line(article));
            page.markdown(&passage.text);
        }
    }
    if !found {
        page.aside(None, 0, &text!("Nobody has answered this question yet."), None, false);
    }
}

/// What the raised numbers stand for.
fn sources(page: &mut Composer, b: &Briefing) {
    let notes = page.notes().to_vec();
    for (number, note) in notes.iter().enumerate() {
        let mark = Text::new(&raised(number + 1));
        let target = match note {
            Note::Citation(id) => {
                b.article(id).map_or_else(|| text!("{id}: there is no such article"), source_line)
            }
            Note::Link(address) => address.clone(),
        };
        let indent = raised(notes.len()).chars().count() + 1;
        page.aside(Some(mark), u16::try_from(indent).unwrap_or(2), &target, Some(number), number > 0);
    }
}

/// Headline, what is known of the article, and its whole text.
pub fn article(b: &Briefing, article: &Article) -> Document {
    let mut page = Composer::default();
    page.heading(1, &article.title());
    let mut about = vec![article.name().clone()];
    about.extend(article.published.map(Partial::shown));
    about.extend(article.updated.map(|u| text!("updated {}", u.shown())));
    about.extend(article.byline.clone());
    about.extend(article.place.clone());
    about.extend(article.kind.map(|k| Text::new(k.name())));
    about.extend(article.language.clone().filter(|l| *l != b.language).map(|l| text!("in {l}")));
    page.aside(None, 0, &joined(&about, " · "), None, true);
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

/// Names of articles, as a line.
pub fn names(b: &Briefing, ids: &[Text]) -> Text {
    let names: Vec<Text> =
        ids.iter().map(|id| b.article(id).map_or_else(|| id.clone(), |a| a.name().clone())).collect();
    joined(&names, ", ")
}
