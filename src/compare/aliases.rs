//! Names that mean the same: by the briefing's terms, and by abbreviations that a text explains.

use rustc_hash::FxHashMap;

use crate::briefing::Term;
use crate::facts::names::Name;
use crate::text::words::{Word, words};

/// Names of several words or one, by their first.
#[derive(Debug, Default)]
pub struct Aliases {
    by_first: FxHashMap<String, Vec<(Vec<String>, usize)>>,
    /// What each group is called.
    names: Vec<String>,
}

impl Aliases {
    /// The terms of a briefing.
    pub fn of(terms: &[Term]) -> Self {
        let mut aliases = Self::default();
        for term in terms.iter().filter(|t| !t.also.is_empty()) {
            let group = aliases.group(term.name.as_str());
            for name in std::iter::once(&term.name).chain(&term.also) {
                aliases.add(name.as_str(), group);
            }
        }
        aliases
    }

    /// Adds a name alone, unless it is known.
    pub(super) fn add_group(&mut self, name: &str) -> bool {
        let words = name_words(name);
        let new = self.known(&words).is_none() && !words.is_empty();
        if new {
            let group = self.group(name);
            self.add(name, group);
        }
        new
    }

    fn group(&mut self, name: &str) -> usize {
        self.names.push(name.to_owned());
        self.names.len() - 1
    }

    fn add(&mut self, name: &str, group: usize) {
        let words = name_words(name);
        let Some(first) = words.first().cloned() else { return };
        let same_first = self.by_first.entry(first).or_default();
        if !same_first.iter().any(|(known, _)| *known == words) {
            same_first.push((words, group));
            // The longest name first: "Islamic State Khorasan" before "Islamic State".
            same_first.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        }
    }

    /// Learns abbreviations from a text: "National Grid Company (NGC)" makes the two one.
    pub fn learn(&mut self, text: &str, names: &[Name]) {
        for pair in names.windows(2) {
            let between = text.get(pair[0].span.end..pair[1].span.start).unwrap_or_default();
            let short = &text[pair[1].span.clone()];
            let closed = text[pair[1].span.end..].starts_with(')');
            if between.trim() != "("
                || !closed
                || short.chars().count() < 2
                || !is_initials(&pair[0].key, short)
            {
                continue;
            }
            let long = &text[pair[0].span.clone()];
            let group = self.known(&name_words(short)).or_else(|| self.known(&name_words(long)));
            let group = group.unwrap_or_else(|| self.group(short));
            self.add(short, group);
            self.add(long, group);
        }
    }

    fn known(&self, words: &[String]) -> Option<usize> {
        self.by_first.get(words.first()?)?.iter().find(|(w, _)| w == words).map(|(_, group)| *group)
    }

    /// The group of the name that begins at a word, and how many words it has.
    pub fn at(&self, words: &[Word]) -> Option<(usize, usize)> {
        let same_first = self.by_first.get(&words.first()?.folded)?;
        same_first
            .iter()
            .find(|(name, _)| {
                name.len() <= words.len() && name.iter().zip(words).all(|(n, w)| *n == w.folded)
            })
            .map(|(name, group)| (*group, name.len()))
    }

    /// What a group is called.
    pub fn name(&self, group: usize) -> &str {
        &self.names[group]
    }
}

/// The words of a name without an article before them.
fn name_words(name: &str) -> Vec<String> {
    let mut words = words(name);
    if words.first().is_some_and(|w| w == "the") {
        words.remove(0);
    }
    words
}

/// Do the words of a name begin with the letters of an abbreviation? Small words may be left out.
fn is_initials(key: &str, short: &str) -> bool {
    if !short.chars().all(char::is_alphanumeric) || short.chars().filter(|c| c.is_uppercase()).count() < 2 {
        return false;
    }
    let initials: String = key.split([' ', '-']).filter_map(|w| w.chars().next()).collect();
    let mut rest = initials.chars();
    short.to_lowercase().chars().all(|c| rest.any(|i| i == c))
        && initials.starts_with(|c| short.to_lowercase().starts_with(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words::placed;

    #[test]
    fn an_abbreviation_is_learnt_where_it_is_explained() {
        let text = "The National Water Board (NWB) met. NWB rules.";
        let names = crate::facts::names::names(text, &crate::text::sentences::sentences(text));
        let mut aliases = Aliases::default();
        aliases.learn(text, &names);
        let group = |text: &str| aliases.at(&placed(text).collect::<Vec<_>>());
        assert_eq!(group("National Water Board officials"), Some((0, 3)));
        assert_eq!(group("NWB officials"), Some((0, 1)));
        assert_eq!(group("Water Board"), None);
    }
}
