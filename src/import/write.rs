//! Articles and briefings as the files that the format describes.

use std::fmt::Write as _;

use toml_writer::{ToTomlValue, TomlStringBuilder};

use crate::briefing::{Article, Briefing, Event, Place, Section, Term};
use crate::text::Text;

/// An article file. What is absent is left out.
pub fn article_toml(article: &Article) -> String {
    let mut out = String::new();
    text(&mut out, "outlet", article.outlet.as_ref());
    text(&mut out, "headline", article.headline.as_ref());
    text(&mut out, "url", article.url.as_ref());
    bare(&mut out, "published", article.published.as_ref());
    bare(&mut out, "updated", article.updated.as_ref());
    text(&mut out, "byline", article.byline.as_ref());
    text(&mut out, "place", article.place.as_ref());
    text(&mut out, "language", article.language.as_ref());
    if let Some(kind) = article.kind {
        let _ = writeln!(out, "kind = \"{}\"", kind.name());
    }
    list(&mut out, "cites", &article.cites);
    bare(&mut out, "retrieved", article.retrieved.as_ref());
    if !article.lead.is_blank() {
        out.push('\n');
        prose(&mut out, "text", Some(&article.lead));
    }
    for section in &article.sections {
        out.push_str("\n[[section]]\n");
        text(&mut out, "question", Some(&section.question));
        text(&mut out, "answers", section.answers.as_ref());
        prose(&mut out, "text", Some(&section.text).filter(|t| !t.is_blank()));
    }
    out
}

/// A `briefing.toml` that is ready to be curated.
pub fn briefing_toml(briefing: &Briefing) -> String {
    let mut out = String::new();
    text(&mut out, "title", Some(&briefing.title));
    text(&mut out, "summary", briefing.summary.as_ref());
    bare(&mut out, "published", briefing.published.as_ref());
    bare(&mut out, "updated", briefing.updated.as_ref());
    let _ = writeln!(out, "edition = {}", briefing.edition.max(1));
    text(&mut out, "language", Some(&briefing.language).filter(|l| !l.is_blank()));
    list(&mut out, "tags", &briefing.tags);
    for section in &briefing.sections {
        self::section(&mut out, section);
    }
    for event in &briefing.events {
        self::event(&mut out, event);
    }
    for place in &briefing.places {
        self::place(&mut out, place);
    }
    for term in &briefing.terms {
        self::term(&mut out, term);
    }
    out
}

fn section(out: &mut String, section: &Section) {
    out.push_str("\n[[section]]\n");
    text(out, "id", Some(&section.id));
    text(out, "question", Some(&section.question));
    match &section.answer {
        Some(answer) => prose(out, "answer", Some(answer)),
        None => {
            out.push_str(
                "# answer = '''\n# Write the answer; until then the articles alone answer.\n# '''\n",
            );
        }
    }
    prose(out, "remark", section.remark.as_ref());
}

fn event(out: &mut String, event: &Event) {
    out.push_str("\n[[event]]\n");
    if let Some(when) = event.when {
        let written = when.to_string();
        // TOML has days and times of its own; months, years and ranges are strings.
        if written.parse::<toml::value::Datetime>().is_ok_and(|d| d.date.is_some()) {
            let _ = writeln!(out, "when = {written}");
        } else {
            let _ = writeln!(out, "when = \"{written}\"");
        }
    }
    text(out, "what", Some(&event.what));
    text(out, "place", event.place.as_ref());
    list(out, "articles", &event.articles);
}

fn place(out: &mut String, place: &Place) {
    out.push_str("\n[[place]]\n");
    text(out, "id", Some(&place.id));
    text(out, "name", Some(&place.name));
    for (key, degrees) in [("lat", place.lat), ("lon", place.lon)] {
        if let Some(degrees) = degrees {
            let _ = writeln!(out, "{key} = {degrees:?}");
        }
    }
}

fn term(out: &mut String, term: &Term) {
    out.push_str("\n[[term]]\n");
    text(out, "name", Some(&term.name));
    list(out, "also", &term.also);
    prose(out, "meaning", term.meaning.as_ref());
}

/// A string on one line.
fn text(out: &mut String, key: &str, value: Option<&Text>) {
    if let Some(value) = value {
        let _ =
            writeln!(out, "{key} = {}", TomlStringBuilder::new(value.as_str()).as_basic().to_toml_value());
    }
}

/// A long text: as it stands between `'''` where that is possible.
fn prose(out: &mut String, key: &str, value: Option<&Text>) {
    let Some(value) = value else { return };
    let body = format!("{}\n", value.as_str().trim_end_matches('\n'));
    let literal = TomlStringBuilder::new(&body).as_ml_literal();
    let _ = match literal {
        Some(literal) => writeln!(out, "{key} = {}", literal.to_toml_value()),
        None => writeln!(out, "{key} = {}", TomlStringBuilder::new(&body).as_ml_basic().to_toml_value()),
    };
}

fn bare(out: &mut String, key: &str, value: Option<&impl std::fmt::Display>) {
    if let Some(value) = value {
        let _ = writeln!(out, "{key} = {value}");
    }
}

fn list(out: &mut String, key: &str, values: &[Text]) {
    if !values.is_empty() {
        let items: Vec<String> =
            values.iter().map(|v| TomlStringBuilder::new(v.as_str()).as_basic().to_toml_value()).collect();
        let _ = writeln!(out, "{key} = [{}]", items.join(", "));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::briefing::parse::{File, Source, parse};
    use crate::briefing::{ArticleKind, Partial, Passage};
    use proptest::prelude::*;

    fn read_back(article: &Article) -> (Article, Vec<String>) {
        let file = |stem: &str, content: String| File {
            stem: stem.into(),
            shown: stem.into(),
            bytes: content.into(),
        };
        let briefing = Briefing {
            title: "T".into(),
            published: Partial::read("2025-12-27"),
            sections: vec![Section { id: "q".into(), question: "Q?".into(), answer: None, remark: None }],
            ..Briefing::default()
        };
        let source = Source {
            name: "b".into(),
            briefing: Some(file("briefing", briefing_toml(&briefing))),
            articles: vec![file("a", article_toml(article))],
            ..Source::default()
        };
        let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
        let (briefing, problems) = parse(&source, today);
        let errors = problems.iter().filter(|p| p.is_error()).map(ToString::to_string).collect();
        (briefing.articles.into_iter().next().unwrap_or_default(), errors)
    }

    fn ending(text: &str) -> Text {
        let text = Text::new(text);
        Text::new(&format!("{}\n", text.as_str().trim_end_matches('\n')))
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_equal(
            words in prop::collection::vec(r#"(?s:.|[\n'"\\\]#=`]|'''|"""){0,40}"#, 5),
        ) {
            let line = |at: usize| Some(Text::new(&words[at]).line()).filter(|t: &Text| !t.is_blank());
            let article = Article {
                id: "a".into(),
                outlet: line(0),
                headline: line(1),
                published: Partial::read("2025-12-26T10:00:00+05:00"),
                kind: Some(ArticleKind::Wire),
                lead: ending(&words[2]),
                sections: vec![Passage {
                    question: line(3).unwrap_or_else(|| "Q?".into()),
                    answers: Some("q".into()),
                    text: ending(&words[4]),
                }],
                ..Article::default()
            };
            let (mut back, errors) = read_back(&article);
            prop_assert_eq!(errors, Vec::<String>::new());
            back.looks_like = None;
            let mut meant = article;
            if meant.lead.is_blank() { meant.lead = Text::default(); }
            if meant.sections[0].text.is_blank() { meant.sections[0].text = Text::default(); }
            prop_assert_eq!(back, meant);
        }
    }
}
