//! A story of Kagi News: its questions, points, perspectives and quote become sections, its
//! timeline events, and the articles that it links to articles without a text. Every field may be
//! absent, null, empty, a string or a list.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use serde_json::Value;

use super::escape;
use super::metadata;
use super::plan::unique;
use super::{Draft, Pick};
use crate::briefing::{Article, Briefing, Event, Partial, Period, Section};
use crate::text;
use crate::text::Text;
use crate::text::words::slug;

/// Fields that are told as a section, with the question that each answers.
const TOLD: [(&str, &str); 18] = [
    ("historical_background", "What came before?"),
    ("geopolitical_context", "What is the wider context?"),
    ("international_reactions", "How have other countries reacted?"),
    ("humanitarian_impact", "What does it mean for people?"),
    ("economic_implications", "What does it mean for the economy?"),
    ("industry_impact", "What does it mean for the industry?"),
    ("business_angle", "What does it mean for business?"),
    ("technical_details", "What are the technical details?"),
    ("scientific_significance", "What does it mean for science?"),
    ("user_experience_impact", "What does it mean for users?"),
    ("key_players", "Who is involved?"),
    ("league_standings", "How do the standings look?"),
    ("performance_statistics", "What do the statistics say?"),
    ("travel_advisory", "What do travellers need to know?"),
    ("user_action_items", "What can one do?"),
    ("diy_tips", "What can one do oneself?"),
    ("did_you_know", "What else is worth knowing?"),
    ("future_outlook", "What comes next?"),
];

/// A story, and its articles.
pub(super) type Found = (Briefing, Vec<Draft>);

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
pub(super) fn title(story: &Value) -> Text {
    plain(story.get("title")).unwrap_or_else(|| text!("untitled"))
}

/// The stories that were picked.
pub(super) fn picked<'v>(stories: &[&'v Value], pick: Option<&Pick>) -> Vec<&'v Value> {
    let numbered = stories.iter().enumerate();
    let wanted = |number: usize, story: &Value| pick.is_none_or(|p| p.takes(number + 1, &title(story), None));
    numbered.filter(|(n, s)| wanted(*n, s)).map(|(_, s)| *s).collect()
}

/// Takes a story apart; `file` is what stands around it.
pub(super) fn import(story: &Value, file: &Value) -> Found {
    let drafts = articles(story);
    let cited = Cited::of(&drafts);
    let mut briefing = Briefing { title: title(story), edition: 1, ..Briefing::default() };
    briefing.summary = plain(story.get("short_summary")).map(|s| cited.without(&s)).filter(|s| !s.is_blank());
    briefing.published = ["date", "published", "timestamp"]
        .iter()
        .find_map(|key| story.get(*key).or_else(|| file.get(*key)).and_then(day));
    briefing.language = plain(file.get("language")).unwrap_or_default();
    briefing.tags =
        plain(story.get("category")).or_else(|| plain(file.get("category"))).into_iter().collect();
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
    for pair in items(story.get("suggested_qna")) {
        if let Some(question) = plain(pair.get("question")) {
            add(cited.without(&question).as_str(), cited.markdown(&prose(pair.get("answer"))));
        }
    }
    add("What are the main points?", cited.list(story.get("talking_points")));
    add("How is it seen?", perspectives(story.get("perspectives"), &cited));
    add("What was said?", quote(story, &cited));
    for (key, question) in TOLD {
        add(question, told(story.get(key), &cited));
    }
    for entry in items(story.get("timeline")) {
        briefing.events.extend(event(entry, &cited));
    }
    (briefing, drafts)
}

fn articles(story: &Value) -> Vec<Draft> {
    let mut taken = HashSet::new();
    items(story.get("articles"))
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
            let id = unique(&base.unwrap_or_default(), "article", &taken);
            taken.insert(id.clone());
            let published = ["date", "published", "pubDate"]
                .iter()
                .find_map(|key| item.get(*key).and_then(Value::as_str).and_then(metadata::date));
            let article = Article { id, outlet, headline, url, published, ..Article::default() };
            Some(Draft { article, left_out: Vec::new() })
        })
        .collect()
}

fn host(url: &str) -> Option<Text> {
    let host = url.split("://").nth(1)?.split(['/', '?', '#']).next()?;
    Some(Text::new(host.strip_prefix("www.").unwrap_or(host)))
}

/// Citations `[domain#n]`: the n-th article of that domain.
struct Cited {
    ids: HashMap<(String, usize), Text>,
}

impl Cited {
    fn of(drafts: &[Draft]) -> Self {
        let mut counts: HashMap<String, usize> = HashMap::new();
        let mut ids = HashMap::new();
        for draft in drafts {
            let Some(outlet) = &draft.article.outlet else { continue };
            let number = counts.entry(outlet.as_str().to_lowercase()).or_default();
            *number += 1;
            ids.insert((outlet.as_str().to_lowercase(), *number), draft.article.id.clone());
        }
        Self { ids }
    }

    /// Splits a text at its citations: text, then the article's id where it is known.
    fn split<'t>(&self, text: &'t str) -> Vec<(&'t str, Option<Text>)> {
        let mut parts = Vec::new();
        let mut rest = text;
        let mut from = 0;
        while let Some(close) = rest[from..].find(']').map(|i| i + from) {
            let Some(open) = rest[from..close].rfind('[').map(|i| i + from) else {
                from = close + 1;
                continue;
            };
            let inner = &rest[open + 1..close];
            let citation = inner == "common"
                || inner.rsplit_once('#').is_some_and(|(domain, number)| {
                    !domain.is_empty() && !domain.contains(' ') && number.parse::<usize>().is_ok()
                });
            if !citation {
                from = close + 1;
                continue;
            }
            let id = inner.rsplit_once('#').and_then(|(domain, number)| {
                let number = number.parse().ok()?;
                self.ids.get(&(domain.to_lowercase(), number)).cloned()
            });
            parts.push((&rest[..open], id));
            rest = &rest[close + 1..];
            from = 0;
        }
        parts.push((rest, None));
        parts
    }

    fn without(&self, text: &Text) -> Text {
        let kept: Vec<&str> = self.split(text.as_str()).into_iter().map(|(part, _)| part).collect();
        Text::new(&kept.concat().replace(" .", ".")).line()
    }

    /// Paragraphs with citations as the format writes them.
    fn markdown(&self, text: &str) -> String {
        let paragraphs: Vec<String> = text
            .split('\n')
            .filter(|p| !p.trim().is_empty())
            .map(|paragraph| {
                let mut out = String::new();
                for (part, id) in self.split(paragraph.trim()) {
                    let part = part.split_whitespace().collect::<Vec<_>>().join(" ");
                    let gap = !out.is_empty() && !part.is_empty() && !part.starts_with(['.', ',', ';', ':']);
                    if gap {
                        out.push(' ');
                    }
                    out.push_str(&escape::inline(&part));
                    if let Some(id) = id {
                        let _ = write!(out, "[^{id}]");
                    }
                }
                escape::line_start_unless_markup(out.trim())
            })
            .collect();
        paragraphs.join("\n\n")
    }

    /// Points as a list; the words before a colon are what a point is about.
    fn list(&self, value: Option<&Value>) -> String {
        let points: Vec<String> = items(value)
            .into_iter()
            .map(|point| self.markdown(&prose(Some(point))).replace("\n\n", " "))
            .filter(|p| !p.is_empty())
            .map(|point| match point.split_once(": ") {
                Some((about, rest))
                    if about.split_whitespace().count() <= 6 && !about.contains(['*', '[']) =>
                {
                    format!("- **{about}:** {rest}")
                }
                _ => format!("- {point}"),
            })
            .collect();
        points.join("\n")
    }
}

fn perspectives(value: Option<&Value>, cited: &Cited) -> String {
    let views: Vec<String> = items(value)
        .into_iter()
        .filter_map(|view| {
            let text = if view.is_string() { prose(Some(view)) } else { prose(view.get("text")) };
            let mut line = cited.markdown(&text).replace("\n\n", " ");
            if line.is_empty() {
                return None;
            }
            let sources: Vec<String> = items(view.get("sources"))
                .into_iter()
                .filter_map(|source| {
                    let name = plain(source.get("name").or(Some(source)))?;
                    let name = escape::inline(name.as_str());
                    let url = plain(source.get("url")).and_then(|u| metadata::address(u.as_str()));
                    Some(match url.filter(|u| !u.as_str().contains(['(', ')', '<', '>'])) {
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
    let source = plain(story.get("quote_attribution")).or_else(|| inner("source"));
    let words = text.as_str().trim_matches(['"', '“', '”']);
    let mut out = format!("> “{}”", cited.markdown(words).replace("\n\n", " "));
    let who: Vec<String> =
        [author, source].into_iter().flatten().map(|t| cited.markdown(t.as_str())).collect();
    if !who.is_empty() {
        let _ = write!(out, "\n\n{}", who.join(", "));
    }
    out
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

/// `2025-11-26`, `November 26, 2025`, `26 Nov 2025`, `November 2025`, `2025`.
fn period(written: &str) -> Option<Period> {
    let written = written.trim().trim_end_matches('.');
    if let Some(period) = Period::read(written) {
        return Some(period);
    }
    let day = ["%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%A, %B %d, %Y"]
        .iter()
        .find_map(|form| chrono::NaiveDate::parse_from_str(written, form).ok());
    if let Some(day) = day {
        return Some(Period { from: Partial::Day(day), to: None });
    }
    let first = chrono::NaiveDate::parse_from_str(&format!("1 {written}"), "%d %B %Y").ok()?;
    let month = (chrono::Datelike::year(&first), chrono::Datelike::month(&first));
    Some(Period { from: Partial::Month(month.0, month.1), to: None })
}

/// The day of a date, or of seconds since 1970.
fn day(value: &Value) -> Option<Partial> {
    match value {
        Value::String(written) => metadata::date(written).map(Partial::day_only),
        Value::Number(seconds) => {
            let moment = chrono::DateTime::from_timestamp(seconds.as_i64()?, 0)?;
            metadata::date(&moment.date_naive().to_string())
        }
        _ => None,
    }
}

/// The items of a list; a single thing is a list of one, nothing is none.
fn items(value: Option<&Value>) -> Vec<&Value> {
    match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(items)) => items.iter().filter(|i| !i.is_null()).collect(),
        Some(one) => vec![one],
    }
}

/// A text, or the texts of a list one under another.
fn prose(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Array(items)) => items.iter().map(|i| prose(Some(i))).collect::<Vec<_>>().join("\n"),
        _ => String::new(),
    }
}

fn plain(value: Option<&Value>) -> Option<Text> {
    value.and_then(Value::as_str).map(|t| Text::new(t).line()).filter(|t| !t.is_blank())
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
        let (b, drafts) = import(stories[0], &file);
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
            let (b, _) = import(&story, &Value::Null);
            assert!(!b.sections.is_empty() || !b.events.is_empty(), "{story}");
        }
    }
}
