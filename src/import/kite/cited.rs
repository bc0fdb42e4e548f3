//! Citations as Kagi News writes them, `[domain#n]`, and texts that have them.

use std::collections::HashMap;
use std::fmt::Write as _;

use serde_json::Value;

use super::values::{items, prose};
use crate::import::{Draft, escape};
use crate::text::Text;

/// Citations `[domain#n]`: the n-th article of that domain.
pub(super) struct Cited {
    ids: HashMap<(String, usize), Text>,
}

impl Cited {
    pub(super) fn of(drafts: &[Draft]) -> Self {
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
    pub(super) fn split<'t>(&self, text: &'t str) -> Vec<(&'t str, Option<Text>)> {
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

    pub(super) fn without(&self, text: &Text) -> Text {
        let kept: Vec<&str> = self.split(text.as_str()).into_iter().map(|(part, _)| part).collect();
        Text::new(&kept.concat().replace(" .", ".")).line()
    }

    /// Paragraphs with citations as the format writes them.
    pub(super) fn markdown(&self, text: &str) -> String {
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
    pub(super) fn list(&self, value: Option<&Value>) -> String {
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
