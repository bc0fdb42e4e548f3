//! Names: people, places and bodies, by the capitals of scripts that have them.

use std::collections::HashSet;
use std::ops::Range;

use crate::text::words::{Word, placed};

/// A name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Bytes of the text.
    pub span: Range<usize>,
    /// Its words, folded and without an article before them, a space between.
    pub key: String,
}

/// Words that stand in lower case inside names.
const JOINS: [&str; 20] = [
    "of", "the", "for", "and", "de", "del", "der", "des", "di", "du", "da", "la", "le", "el", "al", "bin",
    "ibn", "van", "von", "und",
];

/// Every name of a text, in order. A single word that only ever begins sentences is taken for a
/// plain word.
pub fn names(text: &str, sentences: &[Range<usize>]) -> Vec<Name> {
    let words: Vec<Word> = placed(text).collect();
    let starts: HashSet<usize> = sentences.iter().map(|s| s.start).collect();
    let initial = |at: usize| {
        let start = words[at].span.start;
        // A quotation mark or bracket may stand before the first word.
        text[..start]
            .char_indices()
            .rev()
            .take_while(|(_, c)| !c.is_alphanumeric())
            .any(|(i, _)| starts.contains(&i))
            || starts.contains(&start)
    };
    let capital = |at: usize| text[words[at].span.clone()].starts_with(char::is_uppercase);
    // What is written with a capital in the middle of a sentence is a name at its start, too.
    let known: HashSet<&str> = (0..words.len())
        .filter(|&at| capital(at) && !initial(at))
        .map(|at| words[at].folded.as_str())
        .collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let single = initial(at) && !known.contains(words[at].folded.as_str());
        if !capital(at) || words[at].folded == "i" {
            at += 1;
            continue;
        }
        let first = if single || words[at].folded == "the" { at + 1 } else { at };
        let mut end = at + 1;
        loop {
            let next = (end..words.len().min(end + 3))
                .take_while(|&n| n == end || JOINS.contains(&words[n - 1].folded.as_str()))
                .find(|&n| capital(n));
            match next {
                // Nothing but a space, a hyphen or a full stop of an abbreviation joins two words of a name.
                Some(n)
                    if (end..=n).all(|i| is_gap(&text[words[i - 1].span.end..words[i].span.start]))
                        && !initial(n) =>
                {
                    end = n + 1;
                }
                _ => break,
            }
        }
        // One capital at the start of a sentence is no sign, two are: "Officials said", "Ana López".
        let two = single && end > at + 1 && capital(at + 1) && !is_plain(&words[at].folded);
        let first = if two { at } else { first };
        let first = (first..end).find(|&w| capital(w)).unwrap_or(end);
        if first < end {
            let key: Vec<&str> = words[first..end].iter().map(|w| w.folded.as_str()).collect();
            found.push(Name { span: words[first].span.start..words[end - 1].span.end, key: key.join(" ") });
        }
        at = end;
    }
    found
}

fn is_gap(between: &str) -> bool {
    matches!(between, " " | "-" | "." | ". " | "’" | "'" | "\u{a0}")
}

/// A word that begins sentences and is none of a name.
fn is_plain(folded: &str) -> bool {
    const PLAIN: [&str; 40] = [
        "a",
        "an",
        "the",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "to",
        "of",
        "and",
        "but",
        "or",
        "so",
        "as",
        "if",
        "when",
        "while",
        "after",
        "before",
        "since",
        "with",
        "without",
        "this",
        "that",
        "these",
        "those",
        "its",
        "his",
        "her",
        "their",
        "our",
        "meanwhile",
        "however",
        "earlier",
        "later",
        "last",
        "according",
        "both",
    ];
    PLAIN.contains(&folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_runs_of_capitals() {
        let text = "The Bank of Spain met in Madrid. Officials of the Bank of Spain said María López agreed. But López left.";
        let at = |word| text.find(word).unwrap_or(text.len());
        let starts = [0, at("Officials"), at("But"), text.len()];
        let sentences: Vec<_> = starts.windows(2).map(|s| s[0]..s[1]).collect();
        let names: Vec<String> = names(text, &sentences).into_iter().map(|n| n.key).collect();
        assert_eq!(names, ["bank of spain", "madrid", "bank of spain", "maria lopez", "lopez"]);
    }
}
