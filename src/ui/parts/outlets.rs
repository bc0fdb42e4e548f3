//! The names of outlets, short enough for the head of a column.

use std::collections::HashMap;

use unicode_segmentation::UnicodeSegmentation;

use crate::briefing::Briefing;
use crate::text;
use crate::text::{Text, width};

/// Columns of a short name at most, as long as fewer than ten articles share it.
pub const SHORT: usize = 4;

/// A short name for each article, no two alike: `AJ` for Al Jazeera, `TRT` for TRT World, `Alp` for
/// Alpha, `AJ2` for a second article of Al Jazeera.
pub fn short(briefing: &Briefing) -> Vec<Text> {
    let mut used: HashMap<String, usize> = HashMap::new();
    let names = briefing.articles.iter().map(|article| {
        let name = shortened(article.name().as_str());
        let count = used.entry(name.clone()).or_default();
        *count += 1;
        match *count {
            1 => Text::new(&name),
            n => text!("{}{n}", cut(&name, SHORT.saturating_sub(n.to_string().len()).max(1))),
        }
    });
    names.collect()
}

fn shortened(name: &str) -> String {
    let words: Vec<&str> =
        name.split(|c: char| c.is_whitespace() || "-./_".contains(c)).filter(|w| !w.is_empty()).collect();
    // "The Guardian" is told from "The Hindu" by its other words.
    let told = if words.len() > 1 && words[0].eq_ignore_ascii_case("the") { &words[1..] } else { &words[..] };
    let is_acronym =
        |word: &&&str| (2..=SHORT).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
    match told {
        [] => "?".to_owned(),
        [first, ..] if is_acronym(&first) => (*first).to_owned(),
        [one] => cut(one, SHORT - 1),
        many => {
            let initials: String = many.iter().filter_map(|word| word.graphemes(true).next()).collect();
            cut(&initials.to_uppercase(), SHORT)
        }
    }
}

fn cut(word: &str, columns: usize) -> String {
    let mut kept = String::new();
    for grapheme in word.graphemes(true) {
        if width(&kept) + width(grapheme) > columns {
            break;
        }
        kept.push_str(grapheme);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::briefing::Article;

    fn named(names: &[&str]) -> Vec<String> {
        let article = |name: &&str| Article { outlet: Some((*name).into()), ..Article::default() };
        let briefing = Briefing { articles: names.iter().map(article).collect(), ..Briefing::default() };
        short(&briefing).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn names_are_short_and_no_two_alike() {
        let names = ["Al Lorvik", "TVL World", "The Alpha", "Alpha Post", "Al Lorvik", "新华国际日报", "---"];
        assert_eq!(named(&names), ["AL", "TVL", "Alp", "AP", "AL2", "新", "?"]);
        let many = vec!["The Daily Long Name Post"; 120];
        let short = named(&many);
        assert_eq!((short[0].as_str(), short[1].as_str(), short[11].as_str()), ("DLNP", "DLN2", "DL12"));
        assert_eq!(short.iter().collect::<std::collections::HashSet<_>>().len(), 120);
        assert!(short.iter().all(|name| width(name) <= SHORT), "{short:?}");
    }
}
