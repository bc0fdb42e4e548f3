//! What a page says of its article: JSON-LD, `OpenGraph`, meta tags.

use std::collections::HashMap;

use dom_query::Document;

use crate::briefing::Partial;
use crate::import::metadata;
use crate::text::Text;

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
    /// The page says that it is paid for.
    pub(super) paid: bool,
}

impl About {
    pub(super) fn of(document: &Document) -> Self {
        let mut about = Self::default();
        for script in document.select("script[type*='ld+json']").nodes() {
            // Many pages have newlines within strings, which JSON does not allow.
            let content = script.text().replace(char::is_control, " ");
            if let Ok(value) = serde_json::from_str::<serde_json::Value>(content.trim()) {
                about.json_ld(&value, 0);
            }
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
        let meta = |names: &[&str]| names.iter().find_map(|name| tags.get(*name).cloned());
        about.headline =
            about.headline.or_else(|| meta(&["og:title", "twitter:title"]).and_then(|t| line(&t)));
        about.outlet =
            about.outlet.or_else(|| meta(&["og:site_name", "application-name"]).and_then(|t| line(&t)));
        about.published = about.published.or_else(|| {
            let names =
                ["article:published_time", "datePublished", "date", "DC.date.issued", "parsely-pub-date"];
            meta(&names).as_deref().and_then(metadata::date)
        });
        about.published = about.published.or_else(|| {
            let time = document.select("article time[datetime], main time[datetime], time[datetime]");
            time.attr("datetime").as_deref().and_then(metadata::date)
        });
        about.updated = about.updated.or_else(|| {
            meta(&["article:modified_time", "og:updated_time", "dateModified"])
                .as_deref()
                .and_then(metadata::date)
        });
        about.byline =
            about.byline.or_else(|| meta(&["author", "article:author", "byl"]).as_deref().and_then(byline));
        let canonical = document.select("link[rel='canonical']").attr("href").map(|h| h.to_string());
        about.url = canonical.as_deref().and_then(metadata::address).or(about.url.take());
        about.url = about.url.take().or_else(|| meta(&["og:url"]).as_deref().and_then(metadata::address));
        let lang = document.select("html").attr("lang").map(|l| l.to_string());
        about.language = lang.as_deref().and_then(language).or(about.language.take());
        about.language = about.language.take().or_else(|| meta(&["og:locale"]).as_deref().and_then(language));
        about
    }

    /// Articles of schema.org, wherever they stand in a block of JSON-LD.
    fn json_ld(&mut self, value: &serde_json::Value, depth: usize) {
        use serde_json::Value;
        if depth > 6 {
            return;
        }
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.json_ld(item, depth + 1)),
            Value::Object(map) => {
                for key in ["@graph", "mainEntity"] {
                    if let Some(inner) = map.get(key) {
                        self.json_ld(inner, depth + 1);
                    }
                }
                let kinds: Vec<&str> = match map.get("@type") {
                    Some(Value::String(kind)) => vec![kind],
                    Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
                    _ => Vec::new(),
                };
                if !kinds.iter().any(|k| k.ends_with("Article") || k.ends_with("Posting") || *k == "Report") {
                    return;
                }
                let text = |key: &str| map.get(key).and_then(named).as_deref().and_then(line);
                self.headline = self.headline.take().or_else(|| text("headline"));
                self.outlet = self.outlet.take().or_else(|| text("publisher"));
                self.byline = self
                    .byline
                    .take()
                    .or_else(|| map.get("author").and_then(named).as_deref().and_then(byline));
                let date = |key: &str| map.get(key).and_then(Value::as_str).and_then(metadata::date);
                self.published = self.published.or_else(|| date("datePublished"));
                self.updated = self.updated.or_else(|| date("dateModified"));
                self.language = self
                    .language
                    .take()
                    .or_else(|| map.get("inLanguage").and_then(named).as_deref().and_then(language));
                let page = map.get("mainEntityOfPage");
                let url = map.get("url").and_then(Value::as_str).or_else(|| {
                    page.and_then(|p| p.as_str().or_else(|| p.get("@id").and_then(Value::as_str)))
                });
                self.url = self.url.take().or_else(|| url.and_then(metadata::address));
                self.paid |= match map.get("isAccessibleForFree") {
                    Some(Value::Bool(free)) => !free,
                    Some(Value::String(free)) => free.eq_ignore_ascii_case("false"),
                    _ => false,
                };
            }
            _ => {}
        }
    }
}

/// A name, or the name of a thing, or the names of several.
fn named(value: &serde_json::Value) -> Option<String> {
    use serde_json::Value;
    match value {
        Value::String(name) => Some(name.clone()),
        Value::Object(map) => map.get("name").and_then(named),
        Value::Array(items) => {
            let names: Vec<String> = items.iter().filter_map(named).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        _ => None,
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
    let name = name.strip_prefix("By ").or_else(|| name.strip_prefix("BY ")).unwrap_or(name);
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
    let whole = title.as_str();
    for sign in [" | ", " - ", " – ", " — ", " :: "] {
        if let Some((before, after)) = whole.rsplit_once(sign) {
            let site = outlet.is_some_and(|o| after.trim().eq_ignore_ascii_case(o.as_str()));
            if site || (sign == " | " && after.split_whitespace().count() <= 4 && before.chars().count() > 20)
            {
                return Text::new(before.trim());
            }
        }
    }
    title.clone()
}
