//! A story of Kagi News: its questions, points, perspectives and quote become sections, its
//! timeline events, and the articles that it links to articles without a text. Every field may be
//! absent, null, empty, a string or a list.

mod cited;
mod values;

use std::collections::HashSet;
use std::fmt::Write as _;

use serde_json::Value;

use super::escape;
use super::plan::unique;
use super::{Draft, Item, dates, metadata};
use crate::briefing::{Article, Briefing, Event, Partial, Section};
use crate::text;
use crate::text::Text;
use crate::text::words::slug;
use cited::Cited;
use values::{day, period, plain, prose};

/// Fields that are told as a section, with the question that they answer.
const TOLD: [(&[&str], &str); 23] = [
    (&["historical_background"], "What came before?"),
    (&["geopolitical_context"], "What is the wider context?"),
    (&["international_reactions"], "How have other countries reacted?"),
    (&["humanitarian_impact"], "What does it mean for people?"),
    (&["economic_implications"], "What does it mean for the economy?"),
    (&["industry_impact"], "What does it mean for the industry?"),
    (&["business_angle", "business_angle_text", "business_angle_points"], "What does it mean for business?"),
    (&["technical_details"], "What are the technical details?"),
    (&["technical_specifications"], "What are the specifications?"),
    (&["scientific_significance"], "What does it mean for science?"),
    (&["user_experience_impact"], "What does it mean for users?"),
    (&["design_principles"], "What is it designed for?"),
    (&["gameplay_mechanics"], "How is it played?"),
    (&["culinary_significance"], "What does it mean for cooking?"),
    (&["destination_highlights"], "What is there to see?"),
    (&["key_players"], "Who is involved?"),
    (&["league_standings"], "How do the standings look?"),
    (&["performance_statistics"], "What do the statistics say?"),
    (&["travel_advisory"], "What do travellers need to know?"),
    (&["user_action_items"], "What can one do?"),
    (&["diy_tips"], "What can one do oneself?"),
    (&["did_you_know"], "What else is worth knowing?"),
    (&["future_outlook"], "What comes next?"),
];

/// The titles of the stories in a file; empty when it holds none.
pub(super) fn stories(value: &Value) -> Vec<&Value> {
    for key in ["clusters", "stories"] {
        if let Some(Value::Array(stories)) = value.get(key) {
            return stories.iter().filter(|s| s.is_object()).collect();
        }
    }
    match value {
        Value::Array(stories) => stories.iter().filter(|s| is_story(s)).collect(),
        story if is_story(story) => vec![story],
        _ => Vec::new(),
    }
}

fn is_story(value: &Value) -> bool {
    ["suggested_qna", "talking_points", "short_summary", "perspectives"]
        .iter()
        .any(|key| value.get(key).is_some())
}

/// What a story is called.
fn title(story: &Value) -> Text {
    plain(story.get("title")).unwrap_or_else(|| text!("untitled"))
}

fn published(story: &Value, file: &Value) -> Option<Partial> {
    ["date", "published", "timestamp"]
        .iter()
        .find_map(|key| story.get(*key).or_else(|| file.get(*key)).and_then(day))
}

/// The stories of a file, by number.
pub(super) fn items_of(stories: &[&Value], file: &Value) -> Vec<Item> {
    let numbered = stories.iter().zip(1..);
    numbered
        .map(|(story, number)| Item {
            number,
            title: title(story),
            published: published(story, file),
            empty: false,
        })
        .collect()
}

/// The stories that are wanted, by number, and their articles; `file` is what stands around them.
pub(super) fn import(
    stories: &[&Value],
    items: &[Item],
    wanted: impl Fn(&Item) -> bool,
    file: &Value,
) -> (Vec<(usize, Briefing)>, Vec<Draft>) {
    let (mut briefings, mut drafts) = (Vec::new(), Vec::new());
    let mut taken = HashSet::new();
    for (story, item) in stories.iter().zip(items).filter(|(_, item)| wanted(item)) {
        let found = articles(story, item.number, &mut taken);
        briefings.push((item.number, briefing(story, item, file, &Cited::of(&found))));
        drafts.extend(found);
    }
    (briefings, drafts)
}

fn briefing(story: &Value, item: &Item, file: &Value, cited: &Cited) -> Briefing {
    let mut briefing = Briefing {
        title: item.title.clone(),
        published: item.published,
        edition: 1,
        language: plain(file.get("language")).unwrap_or_default(),
        ..Briefing::default()
    };
    briefing.summary = plain(story.get("short_summary")).map(|s| cited.without(&s)).filter(|s| !s.is_blank());
    briefing.tags = [story.get("category").or_else(|| file.get("category")), story.get("location")]
        .into_iter()
        .filter_map(plain)
        .collect();
    let mut ids = HashSet::new();
    let mut add = |question: &str, answer: String| {
        if answer.trim().is_empty() {
            return;
        }
        let id = unique(&slug(question), &format!("section-{}", briefing.sections.len() + 1), &ids);
        ids.insert(id.clone());
        let question = Text::new(question).line();
        briefing.sections.push(Section { id, question, answer: Some(Text::new(&answer)), remark: None });
    };
    for pair in values::items(story.get("suggested_qna")) {
        if let Some(question) = plain(pair.get("question")) {
            add(cited.without(&question).as_str(), cited.markdown(&prose(pair.get("answer"))));
        }
    }
    add("What are the main points?", cited.list(story.get("talking_points")));
    add("How is it seen?", perspectives(story.get("perspectives"), cited));
    add("What was said?", quote(story, cited));
    for (keys, question) in TOLD {
        let texts: Vec<String> =
            keys.iter().map(|key| told(story.get(*key), cited)).filter(|t| !t.is_empty()).collect();
        add(question, texts.join("\n\n"));
    }
    briefing.events =
        values::items(story.get("timeline")).into_iter().filter_map(|e| event(e, cited)).collect();
    briefing
}

fn articles(story: &Value, number: usize, taken: &mut HashSet<Text>) -> Vec<Draft> {
    values::items(story.get("articles"))
        .into_iter()
        .filter_map(|item| {
            let url = plain(item.get("link").or_else(|| item.get("url")))
                .and_then(|u| metadata::address(u.as_str()));
            let outlet = plain(item.get("domain")).or_else(|| url.as_ref().and_then(|u| host(u.as_str())));
            let headline = plain(item.get("title"));
            if url.is_none() && headline.is_none() {
                return None;
            }
            let base = outlet.as_ref().map(|o| slug(o.as_str())).filter(|s| !s.is_empty());
            let id = unique(&base.unwrap_or_default(), "article", taken);
            taken.insert(id.clone());
            let published = ["date", "published", "pubDate"]
                .iter()
                .find_map(|key| item.get(*key).and_then(Value::as_str).and_then(dates::date));
            let article = Article { id, outlet, headline, url, published, ..Article::default() };
            Some(Draft { article, item: number, ..Draft::default() })
        })
        .collect()
}

fn host(url: &str) -> Option<Text> {
    let host = url.split("://").nth(1)?.split(['/', '?', '#']).next()?;
    Some(Text::new(host.strip_prefix("www.").unwrap_or(host)))
}

fn perspectives(value: Option<&Value>, cited: &Cited) -> String {
    let views: Vec<String> = values::items(value)
        .into_iter()
        .filter_map(|view| {
            let text = if view.is_string() { prose(Some(view)) } else { prose(view.get("text")) };
            let mut line = cited.markdown(&text).replace("\n\n", " ");
            if line.is_empty() {
                return None;
            }
            let sources: Vec<String> = values::items(view.get("sources"))
                .into_iter()
                .filter_map(|source| {
                    let name = plain(source.get("name").or(Some(source)))?;
                    let name = escape::inline(name.as_str());
                    let url = plain(source.get("url")).and_then(|u| metadata::address(u.as_str()));
                    Some(match url.filter(linkable) {
                        Some(url) => format!("[{name}]({url})"),
                        None => name,
                    })
                })
                .collect();
            if !sources.is_empty() {
                let _ = write!(line, " ({})", sources.join(", "));
            }
            Some(format!("- {line}"))
        })
        .collect();
    views.join("\n")
}

fn quote(story: &Value, cited: &Cited) -> String {
    let quote = story.get("quote");
    let inner = |key: &str| plain(quote.and_then(|q| q.get(key)));
    let text = plain(quote).or_else(|| inner("text"));
    let Some(text) = text else { return String::new() };
    let author = plain(story.get("quote_author")).or_else(|| inner("author"));
    let source = plain(story.get("quote_attribution"))
        .or_else(|| inner("source"))
        .map(|source| cited.markdown(source.as_str()))
        .or_else(|| quoted_from(story, quote));
    let words = text.as_str().trim_matches(['"', '“', '”']);
    let mut out = format!("> “{}”", cited.markdown(words).replace("\n\n", " "));
    let who: Vec<String> =
        author.map(|author| cited.markdown(author.as_str())).into_iter().chain(source).collect();
    if !who.is_empty() {
        let _ = write!(out, "\n\n{}", who.join(", "));
    }
    out
}

/// Where a quotation was, as a link.
fn quoted_from(story: &Value, quote: Option<&Value>) -> Option<String> {
    let inner = |key: &str| plain(quote.and_then(|q| q.get(key)));
    let url = plain(story.get("quote_source_url")).or_else(|| inner("url")).or_else(|| inner("source_url"));
    let url = url.and_then(|u| metadata::address(u.as_str())).filter(linkable);
    let name = plain(story.get("quote_source_domain"))
        .or_else(|| inner("domain"))
        .or_else(|| url.as_ref().and_then(|u| host(u.as_str())));
    let name = escape::inline(name?.as_str());
    Some(url.map_or_else(|| name.clone(), |url| format!("[{name}]({url})")))
}

/// Can an address stand in a link as it is?
fn linkable(url: &Text) -> bool {
    !url.as_str().contains(['(', ')', '<', '>'])
}

/// A text, a list, or a text with a list of points.
fn told(value: Option<&Value>, cited: &Cited) -> String {
    match value {
        Some(Value::Array(_)) => cited.list(value),
        Some(Value::Object(map)) => {
            let text = cited.markdown(&prose(map.get("text")));
            let points = cited.list(map.get("points"));
            [text, points].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join("\n\n")
        }
        value => cited.markdown(&prose(value)),
    }
}

/// `{"date", "content"}`, or `"date:: content"`.
fn event(entry: &Value, cited: &Cited) -> Option<Event> {
    let (date, content) = match entry {
        Value::String(line) => {
            let (date, content) = line.split_once("::").unwrap_or(("", line));
            (date.trim().to_owned(), content.trim().to_owned())
        }
        entry => (prose(entry.get("date")), prose(entry.get("content").or_else(|| entry.get("text")))),
    };
    if content.trim().is_empty() {
        return None;
    }
    let mut articles: Vec<Text> = Vec::new();
    for id in cited.split(&content).into_iter().filter_map(|(_, id)| id) {
        if !articles.contains(&id) {
            articles.push(id);
        }
    }
    let what = cited.without(&Text::new(&content));
    let when = period(&date);
    // A date that cannot be read for certain stays in the words.
    let what = if when.is_none() && !date.is_empty() { text!("{date}: {what}").line() } else { what };
    Some(Event { when, what, place: None, articles })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Value {
        serde_json::json!({
            "category": "World", "timestamp": 1_766_750_000,
            "clusters": [{
                "title": "Clashes on the border",
                "short_summary": "Five died on the border [alpha.example#1].",
                "suggested_qna": [
                    {"question": "How is China involved?", "answer": "Its firms mine there [alpha.example#1][beta.example#1]. More [common]."},
                    {"question": "Who did it?", "answer": null},
                ],
                "talking_points": ["Deaths: five people died [alpha.example#2]", "no colon here"],
                "perspectives": [{"text": "Dushanbe: it wants an apology", "sources": [{"name": "Alpha", "url": "https://alpha.example/1"}]}],
                "quote": "We ask for an apology", "quote_author": "A minister", "quote_attribution": "[beta.example#1]",
                "timeline": [{"date": "November 26, 2025", "content": "A drone strikes [alpha.example#1]"}, "2025-11-30:: Gunmen fire", {"date": "last week", "content": "Talks"}],
                "historical_background": "", "future_outlook": null, "international_reactions": "None yet.",
                "articles": [
                    {"title": "One", "link": "https://alpha.example/1", "domain": "alpha.example", "date": "2025-12-26T10:00:00Z"},
                    {"title": "Two", "link": "https://alpha.example/2", "domain": "alpha.example"},
                    {"title": "Three", "link": "https://beta.example/3", "domain": "beta.example"},
                ],
            }],
        })
    }

    #[test]
    fn a_story_becomes_a_briefing() {
        let file = sample();
        let stories = stories(&file);
        let (briefings, drafts) = import(&stories, &items_of(&stories, &file), |_| true, &file);
        let b = &briefings[0].1;
        assert_eq!(b.summary.as_ref().map(Text::as_str), Some("Five died on the border."));
        let sections: Vec<(&str, &str)> = b
            .sections
            .iter()
            .map(|s| (s.question.as_str(), s.answer.as_ref().map_or("", Text::as_str)))
            .collect();
        assert_eq!(
            sections,
            [
                ("How is China involved?", "Its firms mine there[^alpha-example][^beta-example]. More."),
                (
                    "What are the main points?",
                    "- **Deaths:** five people died[^alpha-example-2]\n- no colon here"
                ),
                ("How is it seen?", "- Dushanbe: it wants an apology ([Alpha](https://alpha.example/1))"),
                ("What was said?", "> “We ask for an apology”\n\nA minister, [^beta-example]"),
                ("How have other countries reacted?", "None yet."),
            ]
        );
        let events: Vec<String> = b
            .events
            .iter()
            .map(|e| {
                format!(
                    "{} {} {}",
                    e.when.map_or_else(String::new, |w| w.to_string()),
                    e.what,
                    e.articles.len()
                )
            })
            .collect();
        assert_eq!(
            events,
            ["2025-11-26 A drone strikes 1", "2025-11-30 Gunmen fire 0", " last week: Talks 0"]
        );
        let ids: Vec<&str> = drafts.iter().map(|d| d.article.id.as_str()).collect();
        assert_eq!(ids, ["alpha-example", "alpha-example-2", "beta-example"]);
        assert_eq!(b.published.map(|p| p.to_string()).as_deref(), Some("2025-12-26"));
    }

    #[test]
    fn odd_shapes_are_taken_as_they_come() {
        for story in [
            serde_json::json!({"talking_points": "one string"}),
            serde_json::json!({"talking_points": null, "timeline": "2025:: it began", "perspectives": ["a view"]}),
            serde_json::json!({"suggested_qna": {"question": "Q?", "answer": ["a", "b"]}, "articles": {}, "quote": {"text": "words", "author": "X"}}),
        ] {
            let stories = [&story];
            let (briefings, _) = import(&stories, &items_of(&stories, &Value::Null), |_| true, &Value::Null);
            let b = &briefings[0].1;
            assert!(!b.sections.is_empty() || !b.events.is_empty(), "{story}");
        }
    }
}
