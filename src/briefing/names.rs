//! Outlets whose names look like another's: UTS 39 skeletons, compared within a briefing and with
//! outlets that are often imitated. A single script proves nothing: `ВВС` is wholly Cyrillic.

use std::collections::HashMap;
use std::ops::Range;

use unicode_security::skeleton;

use super::Briefing;
use crate::document::Log;
use crate::text;
use crate::text::Text;

/// Names that are worth imitating.
const WELL_KNOWN: [&str; 24] = [
    "AFP",
    "Al Arabiya",
    "Al Jazeera",
    "AP",
    "Associated Press",
    "BBC",
    "BBC News",
    "Bloomberg",
    "CBS News",
    "CNN",
    "Deutsche Welle",
    "DW",
    "Euronews",
    "Financial Times",
    "France 24",
    "Le Monde",
    "NBC News",
    "NPR",
    "Politico",
    "Reuters",
    "Sky News",
    "The Guardian",
    "The New York Times",
    "The Washington Post",
];

/// Marks the articles whose outlet looks like another name, and warns at the place of the name.
pub(super) fn mark(
    briefing: &mut Briefing,
    places: &HashMap<Text, (usize, Range<usize>)>,
    logs: &mut [Log<'_>],
) {
    let mut seen: HashMap<String, Text> =
        WELL_KNOWN.iter().map(|name| (skeleton(name).collect(), Text::new(name))).collect();
    for article in &mut briefing.articles {
        let Some(outlet) = &article.outlet else { continue };
        let other = seen.entry(skeleton(outlet.as_str()).collect()).or_insert_with(|| outlet.clone());
        if other == outlet {
            continue;
        }
        article.looks_like = Some(other.clone());
        if let Some((file, span)) = places.get(&article.id)
            && let Some(log) = logs.get_mut(*file)
        {
            let odd: Vec<String> = outlet
                .as_str()
                .chars()
                .filter(|c| !c.is_ascii())
                .take(4)
                .map(|c| format!("U+{:04X}", u32::from(c)))
                .collect();
            let letters = if odd.is_empty() {
                String::new()
            } else {
                format!(" (its letters are {} …)", odd.join(", "))
            };
            log.warn(
                "look-alike-outlet",
                span.clone(),
                text!("`{outlet}` looks like `{other}` and is another name{letters}"),
            )
            .hints
            .push("make sure who published it".into());
        }
    }
}
