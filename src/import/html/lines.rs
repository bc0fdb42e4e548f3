//! The lines of a page, to see which of them an article lacks.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use dom_query::Document;

use super::boxes::after;
use super::walk::{BLOCKS, LEFT_OUT, UNSEEN};
use crate::text::{Text, fit};

/// As many lines are told at most, and as many letters of each.
const MOST: usize = 400;
const LETTERS: usize = 120;

/// The lines of a page, cut, with what tells each from another.
pub(super) struct Lines(Vec<(u64, Text)>);

impl Lines {
    pub(super) fn of(document: &Document) -> Self {
        let mut lines = Vec::new();
        let mut line = String::new();
        let mut node = document.root();
        let mut end = |line: &mut String| {
            let letters = letters(line);
            if !letters.is_empty() {
                lines.push((hash(&letters), fit(Text::new(line).line().get(), LETTERS)));
            }
            line.clear();
        };
        loop {
            let name = node.node_name().unwrap_or_default();
            let seen = !UNSEEN.contains(&&*name) && &*name != "noscript";
            if node.is_text() {
                line.push_str(&node.text());
                // What is shown beside each other may have no space between.
                line.push(' ');
            } else if &*name == "br" || parts(&name) {
                end(&mut line);
            }
            if let Some(child) = node.first_child().filter(|_| seen) {
                node = child;
                continue;
            }
            // A block ends where the next thing is not in it.
            let mut up = node;
            while up.next_sibling().is_none() {
                let Some(parent) = up.parent() else { break };
                up = parent;
                if up.node_name().is_some_and(|name| parts(&name)) {
                    end(&mut line);
                }
            }
            if node.node_name().is_some_and(|name| parts(&name)) {
                end(&mut line);
            }
            match after(node) {
                Some(next) => node = next,
                None => break,
            }
        }
        end(&mut line);
        Self(lines)
    }

    /// Those above the text: up to the first long one that was `kept`.
    pub(super) fn above<'l>(&'l self, kept: &Self) -> impl Iterator<Item = &'l Text> {
        let known: HashSet<u64> = kept.0.iter().map(|(hash, _)| *hash).collect();
        let text =
            move |(hash, line): &&(u64, Text)| known.contains(hash) && line.as_str().chars().count() > 80;
        self.0.iter().take_while(move |line| !text(line)).map(|(_, line)| line)
    }

    /// Those that `kept` has not, each once, in order; without what is `said` elsewhere.
    pub(super) fn beyond(&self, kept: &Self, said: &[Text]) -> Vec<Text> {
        let mut known: HashSet<u64> = kept.0.iter().map(|(hash, _)| *hash).collect();
        known.extend(said.iter().map(|text| hash(&letters(text.as_str()))));
        let new = self.0.iter().filter(|(hash, _)| known.insert(*hash));
        new.take(MOST).map(|(_, line)| line.clone()).collect()
    }
}

/// Does an element stand on lines of its own?
fn parts(name: &str) -> bool {
    BLOCKS.contains(&name) || LEFT_OUT.contains(&name) || matches!(name, "td" | "th" | "tr")
}

fn letters(line: &str) -> String {
    line.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn hash(letters: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    letters.hash(&mut hasher);
    hasher.finish()
}
