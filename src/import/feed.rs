//! Feeds: every item of an RSS, Atom or JSON feed that has a text.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use feed_rs::model::Entry;

use super::decode::{declared, decode};
use super::sections::split;
use super::{Draft, Found, Item, Pick, dates, edges, html, metadata};
use crate::briefing::{Article, Partial};
use crate::text;
use crate::text::Text;

/// Items and elements of a feed, at most.
const MOST_ITEMS: usize = 20_000;
const MOST_TAGS: usize = 400_000;

/// The items that have a text and were picked; the message where it is no feed.
pub(super) fn import(bytes: &[u8], pick: Option<&Pick>) -> Result<Found, Text> {
    // The parser's own dates are all of one zone, and lenient; what a date says is kept beside them.
    let dates: Arc<Mutex<HashMap<DateTime<Utc>, Partial>>> = Arc::default();
    let known = Arc::clone(&dates);
    let parser = feed_rs::parser::Builder::new()
        .timestamp_parser(move |written| {
            let date = dates::date(written)?;
            let moment = match date {
                Partial::Time(day, time, Some(zone)) => {
                    day.and_time(time).and_local_timezone(zone).single()?.to_utc()
                }
                // A nanosecond that no feed writes tells a day from its midnight.
                date => date.first_day().and_hms_nano_opt(0, 0, 0, 1)?.and_utc(),
            };
            known.lock().unwrap_or_else(PoisonError::into_inner).insert(moment, date);
            Some(moment)
        })
        .build();
    // The parser stumbles over encodings that are named and meant otherwise, so it gets none to look at.
    let content = decode(bytes, declared(bytes));
    let content = content.trim_start_matches('\u{feff}').trim_start();
    let content = match content.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        Some((_, rest)) => rest,
        None => content,
    };
    // Each item takes a kilobyte before it says anything, and each element some of it.
    let count = |sign: &str| content.matches(sign).count();
    if count("<item") + count("<entry") > MOST_ITEMS || count("<") > MOST_TAGS || count("{") > MOST_ITEMS {
        return Err(text!("the feed has more than {MOST_ITEMS} items, or more in them than a feed has"));
    }
    let content = if content.starts_with('{') { with_text_ids(content) } else { content.into() };
    let feed =
        parser.parse(content.as_bytes()).map_err(|error| text!("the feed cannot be read: {error}").line())?;
    let dates = dates.lock().unwrap_or_else(PoisonError::into_inner);
    let date = |moment: Option<DateTime<Utc>>| moment.and_then(|m| dates.get(&m).copied());
    let outlet = feed.title.as_ref().and_then(|t| html::line(&t.content));
    let language = feed.language.as_deref().and_then(html::language);
    let mut all = Found::default();
    for (number, entry) in feed.entries.iter().enumerate() {
        let published = date(entry.published.or(entry.updated));
        let headline = entry.title.as_ref().and_then(|t| html::line(&t.content));
        let body = body(entry);
        let title = headline.clone().unwrap_or_default();
        let item = Item { number: number + 1, title, published, empty: body.is_none() };
        let wanted = pick.is_none_or(|p| p.takes(&item));
        all.items.push(item);
        let Some((body, plain)) = body.filter(|_| wanted) else { continue };
        let url = address(entry);
        let (parts, left_out) = if plain {
            super::plain::parts(&body)
        } else {
            match html::fragment(&body, url.as_ref()) {
                Ok(found) => found,
                Err((code, message, hint)) => {
                    all.warnings.push((code, text!("item {}: {message}", number + 1), hint));
                    continue;
                }
            }
        };
        let authors: Vec<&str> = entry.authors.iter().filter_map(|a| a.name.as_deref()).collect();
        // When it was changed, where that is not when it came out.
        let updated = entry.updated.filter(|u| entry.published.is_some_and(|p| p < *u));
        let mut article = Article {
            outlet: outlet.clone(),
            headline,
            url,
            published,
            updated: date(updated),
            byline: Some(Text::new(&authors.join(", ")).line()).filter(|b| !b.is_blank()),
            language: entry.language.as_deref().and_then(html::language).or_else(|| language.clone()),
            ..Article::default()
        };
        let (parts, ends) = edges::trim(parts, &mut article, &[], false);
        (article.lead, article.sections) = split(parts);
        if article.lead.is_blank() && article.sections.is_empty() {
            all.items[number].empty = true;
            continue;
        }
        let left_out = left_out.into_iter().chain(ends).collect();
        all.drafts.push(Draft { article, left_out, item: number + 1 });
    }
    Ok(all)
}

/// JSON Feed asks for ids that are texts; those that are numbers are put in quotation marks, since
/// the parser refuses them. Within a text each quotation mark has a backslash before it, so that
/// `"id"` is a key wherever it stands.
fn with_text_ids(content: &str) -> String {
    let mut out = String::with_capacity(content.len());
    let mut rest = content;
    while let Some((before, after)) = rest.split_once("\"id\"") {
        out.push_str(before);
        out.push_str("\"id\"");
        let value = after.trim_start().strip_prefix(':').map(str::trim_start).unwrap_or_default();
        let length = value.bytes().take_while(|b| b.is_ascii_digit() || b"+-.eE".contains(b)).count();
        rest = after;
        if value.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
            let _ = write!(out, ":\"{}\"", &value[..length]);
            rest = &value[length..];
        }
    }
    out + rest
}

/// The longer of content and summary, since some feeds put the text in one, some in the other; and
/// whether it is a text without markup.
fn body(entry: &Entry) -> Option<(String, bool)> {
    let content = entry.content.as_ref().and_then(|c| Some((c.body.clone()?, &c.content_type)));
    let summary = entry.summary.as_ref().map(|s| (s.content.clone(), &s.content_type));
    let (body, kind) = content
        .into_iter()
        .chain(summary)
        .filter(|(b, _)| !b.trim().is_empty())
        .max_by_key(|(b, _)| b.len())?;
    // RSS calls a text with tags plain too.
    let plain = kind.essence().to_string() == "text/plain"
        && !["</", "/>", "<p>", "<br>"].iter().any(|tag| body.contains(tag));
    Some((body, plain))
}

fn address(entry: &Entry) -> Option<Text> {
    let alternate = entry.links.iter().find(|l| l.rel.as_deref().is_none_or(|rel| rel == "alternate"));
    let link = alternate.or(entry.links.first())?;
    metadata::address(&link.href)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RSS: &str = r#"<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
        <title>The Alpha</title><language>en-gb</language>
        <item><title>Clashes &amp; more</title><link>https://alpha.example/1</link><pubDate>Fri, 26 Dec 2025 10:00:00 +0500</pubDate>
          <description>Short.</description><content:encoded><![CDATA[<p>Five <em>died</em>.</p><h2>Who did it?</h2><p>Nobody says.</p>]]></content:encoded></item>
        <item><title>Without a text</title><link>https://alpha.example/2</link></item>
        <item><title>Another</title><description>&lt;p&gt;Its text.&lt;/p&gt;</description></item>
        </channel></rss>"#;

    fn titles(pick: Option<&str>) -> Vec<String> {
        let pick = pick.map(|p| Pick::new(&Text::new(p)));
        let drafts = import(RSS.as_bytes(), pick.as_ref()).expect("a feed").drafts;
        drafts.iter().map(|d| d.article.headline.clone().unwrap_or_default().to_string()).collect()
    }

    #[test]
    fn every_item_with_a_text_is_an_article() {
        let drafts = import(RSS.as_bytes(), None).expect("a feed").drafts;
        let first = &drafts[0].article;
        assert_eq!(first.outlet.as_ref().map(Text::as_str), Some("The Alpha"));
        assert_eq!(first.lead.as_str(), "Five *died*.");
        assert_eq!(first.sections[0].question.as_str(), "Who did it?");
        assert_eq!(first.published.map(|p| p.to_string()).as_deref(), Some("2025-12-26T10:00:00+05:00"));
        assert_eq!(titles(None), ["Clashes & more", "Another"]);
    }

    #[test]
    fn items_are_picked_by_number_title_or_date() {
        assert_eq!(titles(Some("3")), ["Another"]);
        assert_eq!(titles(Some("clashes")), ["Clashes & more"]);
        assert_eq!(titles(Some("2025-12-26")), ["Clashes & more"]);
        assert!(titles(Some("9")).is_empty());
    }

    #[test]
    fn entities_of_its_own_do_not_grow_it() {
        let mut bomb = String::from("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\">");
        for (name, before) in ('b'..='j').zip('a'..) {
            let ten = format!("&{before};").repeat(10);
            bomb += &["<!ENTITY ", &name.to_string(), " \"", &ten, "\">"].concat();
        }
        bomb.push_str("]><rss version=\"2.0\"><channel><title>T</title><item><title>&j;</title><description>&j;</description></item></channel></rss>");
        let longest = import(bomb.as_bytes(), None).map_or(0, |found| {
            found.drafts.iter().map(|d| d.article.whole_text().as_str().len()).max().unwrap_or(0)
        });
        assert!(longest < 1000, "{longest}");
    }
}
