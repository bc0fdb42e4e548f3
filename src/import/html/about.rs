//! What a page says of its article, in JSON-LD, `OpenGraph` and meta tags.

use std::collections::HashMap;

use dom_query::Document;

use super::graph;
use crate::briefing::Partial;
use crate::import::{dates, metadata};
use crate::text::Text;

/// Bytes of JSON-LD that are read of a page: parsed, JSON takes thirty times its size.
const LARGEST_GRAPH: usize = 2 << 20;

/// What a page says of its article.
#[derive(Default)]
pub(super) struct About {
    pub(super) headline: Option<Text>,
    pub(super) outlet: Option<Text>,
    pub(super) byline: Option<Text>,
    pub(super) published: Option<Partial>,
    pub(super) updated: Option<Partial>,
    pub(super) language: Option<Text>,
    pub(super) url: Option<Text>,
    /// The headings of the first level.
    pub(super) titles: Vec<Text>,
    /// It is told entry by entry, each with its time.
    pub(super) live: bool,
    /// The page says that it is paid for.
    pub(super) paid: bool,
}

impl About {
    pub(super) fn of(document: &Document) -> Self {
        let mut about = Self::default();
        let mut left = LARGEST_GRAPH;
        let mut blocks: Vec<serde_json::Value> = Vec::new();
        for script in document.select("script[type*='ld+json']").nodes() {
            // Many pages have newlines within strings, which JSON does not allow.
            let content = script.text().replace(char::is_control, " ");
            let Some(rest) = left.checked_sub(content.len()) else { continue };
            left = rest;
            blocks.extend(serde_json::from_str(content.trim()));
        }
        let names = graph::names(&blocks);
        for block in &blocks {
            graph::read(&mut about, block, &names, 0);
        }
        let mut tags: HashMap<String, String> = HashMap::new();
        for tag in document.select("meta[content]").nodes() {
            let Some(content) = tag.attr("content").filter(|c| !c.trim().is_empty()) else { continue };
            for kind in ["property", "name", "itemprop"] {
                if let Some(name) = tag.attr(kind) {
                    tags.entry(name.to_string()).or_insert_with(|| content.to_string());
                }
            }
        }
        let date = |names: &[&str]| names.iter().find_map(|name| dates::date(tags.get(*name)?));
        let meta = |names: &[&str]| names.iter().find_map(|name| tags.get(*name).cloned());
        about.headline =
            about.headline.or_else(|| meta(&["og:title", "twitter:title"]).and_then(|t| line(&t)));
        about.outlet =
            about.outlet.or_else(|| meta(&["og:site_name", "application-name"]).and_then(|t| line(&t)));
        about.published = about.published.or_else(|| {
            let names = [
                "article:published_time",
                "datePublished",
                "date",
                "pubdate",
                "publish-date",
                "DC.date.issued",
                "parsely-pub-date",
                "sailthru.date",
            ];
            date(&names)
        });
        about.published = about.published.or_else(|| {
            let times = document.select("article time, main time");
            let times = if times.exists() { times } else { document.select("time") };
            let time = times.nodes().first()?;
            let written = time.attr("datetime").as_deref().and_then(dates::date);
            written.or_else(|| dates::date(&time.text()))
        });
        about.updated = about
            .updated
            .or_else(|| date(&["article:modified_time", "og:updated_time", "dateModified", "lastmod"]));
        about.byline = about.byline.or_else(|| {
            ["author", "byl", "article:author", "parsely-author", "sailthru.author", "dc.creator"]
                .iter()
                .find_map(|n| byline(tags.get(*n)?))
        });
        let canonical = document.select("link[rel='canonical']").attr("href").map(|h| h.to_string());
        about.url = canonical.as_deref().and_then(metadata::address).or(about.url.take());
        about.titles =
            document.select("h1").nodes().iter().take(8).filter_map(|h1| line(&h1.text())).collect();
        about.live |= tags.get("og:type").is_some_and(|kind| kind.contains("live"));
        about.url = about.url.take().or_else(|| meta(&["og:url"]).as_deref().and_then(metadata::address));
        let lang = document.select("html").attr("lang").map(|l| l.to_string());
        about.language = lang.as_deref().and_then(language).or(about.language.take());
        about.language = about.language.take().or_else(|| meta(&["og:locale"]).as_deref().and_then(language));
        about
    }
}

/// Entities that survive in attributes and JSON are decoded, as a page would show them.
pub(in crate::import) fn line(raw: &str) -> Option<Text> {
    let shown = if raw.contains('&') || raw.contains('<') {
        Document::fragment(raw).root().text().to_string()
    } else {
        raw.to_owned()
    };
    Some(Text::new(&shown).line()).filter(|t| !t.is_blank())
}

/// A byline without its `By`; an address is none.
pub(super) fn byline(raw: &str) -> Option<Text> {
    let name = line(raw)?;
    let name = name.as_str();
    let by = ["By ", "BY ", "by ", "Von ", "Par ", "Por "];
    let name = by.iter().find_map(|by| name.strip_prefix(by)).unwrap_or(name);
    (metadata::address(name).is_none() && name.len() <= 200).then(|| Text::new(name))
}

/// `en_US` is `en-US`; what is no language is none.
pub(in crate::import) fn language(raw: &str) -> Option<Text> {
    let code = raw.trim().replace('_', "-");
    let first = code.split('-').next().unwrap_or_default();
    let fits = (2..=3).contains(&first.len()) && code.len() <= 35;
    (fits && code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')).then(|| Text::new(&code))
}

/// A title without ` | Outlet` or ` - Outlet` at its end.
pub(super) fn without_site(title: &Text, outlet: Option<&Text>) -> Text {
    /// Signs before a site's name, and whether they are used for nothing else.
    const SIGNS: [(&str, bool); 10] = [
        (" | ", true),
        ("｜", true),
        (" - ", false),
        (" – ", false),
        (" — ", false),
        (" :: ", false),
        ("|", true),
        ("－", false),
        ("_", false),
        ("-", false),
    ];
    let whole = title.as_str();
    for (sign, always) in SIGNS {
        let Some((before, after)) = whole.rsplit_once(sign) else { continue };
        let site = outlet.is_some_and(|o| after.trim().to_lowercase() == o.as_str().to_lowercase());
        // Ten letters of a script without spaces say what twenty of another do.
        let dense = before.chars().filter(|c| dense(*c)).count();
        let short = after.split_whitespace().count() <= 4 && after.chars().count() <= 40;
        if !before.trim().is_empty() && (site || always && short && before.chars().count() + dense > 20) {
            return Text::new(before.trim());
        }
    }
    title.clone()
}

/// Letters that stand for a syllable or a word.
fn dense(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_no_part_of_a_title() {
        let without = |title: &str, outlet: &str| {
            let outlet = Some(Text::new(outlet)).filter(|o| !o.is_blank());
            without_site(&Text::new(title), outlet.as_ref()).to_string()
        };
        assert_eq!(
            without("Five die in clashes on the border | The Alpha", ""),
            "Five die in clashes on the border"
        );
        assert_eq!(
            without("国境の衝突で五人が死亡、政府が発表｜アルファ新聞", ""),
            "国境の衝突で五人が死亡、政府が発表"
        );
        assert_eq!(
            without("国境の衝突で五人が死亡、政府が発表 | アルファ新聞", ""),
            "国境の衝突で五人が死亡、政府が発表"
        );
        assert_eq!(
            without("На границе погибли пять человек - Альфа", "альфа"),
            "На границе погибли пять человек"
        );
        assert_eq!(without("边境冲突五人死亡_甲报", "甲报"), "边境冲突五人死亡");
        for kept in ["A 5-year plan", "Profits | losses", "Gold - and who digs it", "A | B"] {
            assert_eq!(without(kept, "The Alpha"), kept);
        }
    }
}
