//! Feeds: every item of an RSS, Atom or JSON feed that has a text.

use feed_rs::model::Entry;

use super::html;
use super::sections::split;
use super::{Draft, Pick};
use crate::briefing::{Article, Partial};
use crate::text;
use crate::text::Text;

/// The items that have a text and were picked; the message where it is no feed.
pub(super) fn import(bytes: &[u8], pick: Option<&Pick>) -> Result<Vec<Draft>, Text> {
    let feed =
        feed_rs::parser::parse(bytes).map_err(|error| text!("the feed cannot be read: {error}").line())?;
    let outlet = feed.title.as_ref().and_then(|t| html::line(&t.content));
    let language = feed.language.as_deref().and_then(html::language);
    let mut drafts = Vec::new();
    for (number, entry) in feed.entries.iter().enumerate() {
        let published = entry.published.or(entry.updated);
        let published = published.and_then(|d| super::metadata::date(&d.to_rfc3339()));
        let headline = entry.title.as_ref().and_then(|t| html::line(&t.content));
        let wanted =
            pick.is_none_or(|p| p.takes(number + 1, &headline.clone().unwrap_or_default(), published));
        let Some(body) = body(entry).filter(|_| wanted) else { continue };
        let (parts, left_out) = html::fragment(&body);
        let (lead, sections) = split(parts);
        if lead.is_blank() && sections.is_empty() {
            continue;
        }
        let authors: Vec<&str> = entry.authors.iter().filter_map(|a| a.name.as_deref()).collect();
        let article = Article {
            outlet: outlet.clone(),
            headline,
            url: address(entry),
            published,
            updated: updated(entry),
            byline: Some(Text::new(&authors.join(", ")).line()).filter(|b| !b.is_blank()),
            language: entry.language.as_deref().and_then(html::language).or_else(|| language.clone()),
            lead,
            sections,
            ..Article::default()
        };
        drafts.push(Draft { article, left_out });
    }
    Ok(drafts)
}

/// The longer of content and summary: some feeds put the text in one, some in the other.
fn body(entry: &Entry) -> Option<String> {
    let content = entry.content.as_ref().and_then(|c| c.body.clone());
    let summary = entry.summary.as_ref().map(|s| s.content.clone());
    content.into_iter().chain(summary).filter(|b| !b.trim().is_empty()).max_by_key(String::len)
}

fn address(entry: &Entry) -> Option<Text> {
    let alternate = entry.links.iter().find(|l| l.rel.as_deref().is_none_or(|rel| rel == "alternate"));
    let link = alternate.or(entry.links.first())?;
    super::metadata::address(&link.href)
}

/// When it was changed, where that is not when it came out.
fn updated(entry: &Entry) -> Option<Partial> {
    let updated = entry.updated.filter(|u| entry.published.is_some_and(|p| p < *u))?;
    super::metadata::date(&updated.to_rfc3339())
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
        let drafts = import(RSS.as_bytes(), pick.as_ref()).expect("a feed");
        drafts.iter().map(|d| d.article.headline.clone().unwrap_or_default().to_string()).collect()
    }

    #[test]
    fn every_item_with_a_text_is_an_article() {
        let drafts = import(RSS.as_bytes(), None).expect("a feed");
        let first = &drafts[0].article;
        assert_eq!(first.outlet.as_ref().map(Text::as_str), Some("The Alpha"));
        assert_eq!(first.lead.as_str(), "Five *died*.");
        assert_eq!(first.sections[0].question.as_str(), "Who did it?");
        assert_eq!(first.published.map(|p| p.to_string()).as_deref(), Some("2025-12-26T05:00:00Z"));
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
        let longest = import(bomb.as_bytes(), None).map_or(0, |drafts| {
            drafts.iter().map(|d| d.article.whole_text().as_str().len()).max().unwrap_or(0)
        });
        assert!(longest < 1000, "{longest}");
    }
}
