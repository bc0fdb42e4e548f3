//! What JSON-LD says of an article: schema.org's articles, wherever they stand in a block.

use std::collections::HashMap;

use serde_json::Value;

use super::about::{About, byline, language, line};
use crate::import::{dates, metadata};

/// How deep a block is looked into; articles stand near its top.
const DEEPEST: usize = 6;
/// No article has more authors.
const MOST_NAMES: usize = 100;
/// Where other things stand in a thing.
const INNER: [&str; 4] = ["@graph", "mainEntity", "publisher", "author"];

/// The names of the things that others point to: `{"@id": "#publisher"}`.
pub(super) fn names(blocks: &[Value]) -> HashMap<String, String> {
    let mut names = HashMap::new();
    let mut left: Vec<(&Value, usize)> = blocks.iter().map(|block| (block, 0)).collect();
    while let Some((value, depth)) = left.pop() {
        match value {
            Value::Array(items) if depth < DEEPEST => left.extend(items.iter().map(|i| (i, depth + 1))),
            Value::Object(map) if depth < DEEPEST => {
                if let (Some(Value::String(id)), Some(Value::String(name))) =
                    (map.get("@id"), map.get("name"))
                {
                    names.insert(id.clone(), name.clone());
                }
                left.extend(INNER.iter().filter_map(|key| map.get(*key)).map(|inner| (inner, depth + 1)));
            }
            _ => {}
        }
    }
    names
}

/// Takes what the articles in a block say, where nothing said it before.
pub(super) fn read(about: &mut About, value: &Value, names: &HashMap<String, String>, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| read(about, item, names, depth + 1)),
        Value::Object(map) => {
            for key in ["@graph", "mainEntity"] {
                if let Some(inner) = map.get(key) {
                    read(about, inner, names, depth + 1);
                }
            }
            let kinds: Vec<&str> = match map.get("@type") {
                Some(Value::String(kind)) => vec![kind],
                Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
                _ => Vec::new(),
            };
            if kinds.iter().any(|k| k.ends_with("Article") || k.ends_with("Posting") || *k == "Report") {
                about.live |= kinds.contains(&"LiveBlogPosting");
                article(about, map, names);
            }
        }
        _ => {}
    }
}

fn article(about: &mut About, map: &serde_json::Map<String, Value>, names: &HashMap<String, String>) {
    let name = |key: &str| map.get(key).and_then(|value| named(value, names, 0));
    let text = |key: &str| name(key).as_deref().and_then(line);
    about.headline = about.headline.take().or_else(|| text("headline"));
    about.outlet = about.outlet.take().or_else(|| text("publisher"));
    about.byline = about
        .byline
        .take()
        .or_else(|| name("author").or_else(|| name("creator")).as_deref().and_then(byline));
    let date = |key: &str| map.get(key).and_then(Value::as_str).and_then(dates::date);
    about.published = about.published.or_else(|| date("datePublished"));
    about.updated = about.updated.or_else(|| date("dateModified"));
    about.language = about.language.take().or_else(|| name("inLanguage").as_deref().and_then(language));
    let page = map.get("mainEntityOfPage");
    let url = map
        .get("url")
        .and_then(Value::as_str)
        .or_else(|| page.and_then(|p| p.as_str().or_else(|| p.get("@id").and_then(Value::as_str))));
    about.url = about.url.take().or_else(|| url.and_then(metadata::address));
    about.paid |= match map.get("isAccessibleForFree") {
        Some(Value::Bool(free)) => !free,
        Some(Value::String(free)) => free.eq_ignore_ascii_case("false"),
        _ => false,
    };
}

/// A name, or the name of a thing, of one that it points to, or of several.
fn named(value: &Value, names: &HashMap<String, String>, depth: usize) -> Option<String> {
    match value {
        _ if depth > DEEPEST => None,
        Value::String(name) => Some(names.get(name).cloned().unwrap_or_else(|| name.clone())),
        Value::Object(map) => {
            let own = map.get("name").and_then(|name| named(name, names, depth + 1));
            own.or_else(|| names.get(map.get("@id")?.as_str()?).cloned())
        }
        Value::Array(items) => {
            let mut found: Vec<String> = Vec::new();
            for name in items.iter().take(MOST_NAMES).filter_map(|item| named(item, names, depth + 1)) {
                // Some pages name each author once as a person and once as a page.
                if metadata::address(&name).is_none() && !found.contains(&name) {
                    found.push(name);
                }
            }
            (!found.is_empty()).then(|| found.join(", "))
        }
        _ => None,
    }
}
