//! Hedges: words that make a statement less than certain.
//!
//! Phrases of a table are looked for word by word, the longest first, across case and the white
//! space and quotation marks between words, but not across the end of a sentence. A phrase of the table may also say that
//! it is none ("could not", "as soon as possible"), so that a shorter one is not found in it.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Range;

use crate::text::words::fold;

/// A hedge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hedge {
    /// "reportedly", "is believed to"
    pub span: Range<usize>,
    /// How much it takes away.
    pub strength: Strength,
}

/// How much a hedge takes away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Strength {
    /// "apparently", "likely", "is expected to", "consistent with"
    Weak,
    /// "reportedly", "is believed to", "may"
    Medium,
    /// "allegedly", "unconfirmed", "it is unclear whether"
    Strong,
}

/// The words of a language that hedge.
#[derive(Debug)]
pub struct Words {
    /// The phrases, ordered by their first words as bytes.
    pub phrases: &'static [Phrase],
    /// The forms of "to be": part of the hedge before a [`Join::May`] or [`Join::Must`].
    pub be: &'static [&'static str],
    /// Words after which a [`Join::Verb`] is a noun: "its might".
    pub noun_after: &'static [&'static str],
}

/// Words that hedge together.
#[derive(Debug)]
pub struct Phrase {
    /// In lower case without accents; a hyphen or apostrophe parts two words.
    pub words: &'static [&'static str],
    /// How much they take away; none where they hedge nothing.
    pub strength: Option<Strength>,
    /// What has to stand before them.
    pub join: Join,
}

/// What stands before a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Join {
    /// Anything: "reportedly".
    Free,
    /// A form of "to be" may: "(is) believed to".
    May,
    /// A form of "to be" must: "is said to", not "he said to".
    Must,
    /// A verb that is also a noun, or the name of a month with a capital: "might", "may".
    Verb,
}

impl Words {
    /// No words.
    pub const NONE: Self = Self { phrases: &[], be: &[], noun_after: &[] };
}

/// Every hedge of a text, in order.
pub fn hedges(text: &str, words: &Words) -> Vec<Hedge> {
    if words.phrases.is_empty() {
        return Vec::new();
    }
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(phrase) = longest(text, &tokens[at..], words) else {
            at += 1;
            continue;
        };
        let end = at + phrase.words.len();
        let be = at > 0
            && !ends_a_sentence(text, &tokens[at - 1], &tokens[at])
            && words.be.iter().any(|be| same(&text[tokens[at - 1].clone()], be));
        let fits = match phrase.join {
            Join::Free | Join::May => true,
            Join::Must => be,
            Join::Verb => is_verb(text, &tokens, at, words),
        };
        if let Some(strength) = phrase.strength.filter(|_| fits) {
            let with_be = be && matches!(phrase.join, Join::May | Join::Must);
            let start = tokens[at - usize::from(with_be)].start;
            found.push(Hedge { span: start..tokens[end - 1].end, strength });
        }
        at = if fits { end } else { at + 1 };
    }
    found
}

/// The longest phrase with which the tokens begin.
fn longest<'w>(text: &str, tokens: &[Range<usize>], words: &'w Words) -> Option<&'w Phrase> {
    let first = folded(&text[tokens.first()?.clone()]);
    let from = words.phrases.partition_point(|p| order(&first, p.words[0]) == Ordering::Greater);
    words.phrases[from..]
        .iter()
        .take_while(|p| order(&first, p.words[0]) == Ordering::Equal)
        .filter(|p| {
            p.words.len() <= tokens.len()
                && p.words.iter().zip(tokens).skip(1).all(|(word, t)| same(&text[t.clone()], word))
                && tokens[..p.words.len()].windows(2).all(|two| !ends_a_sentence(text, &two[0], &two[1]))
        })
        .max_by_key(|p| p.words.len())
}

/// Runs of letters and runs of digits.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::with_capacity(text.len() / 6);
    let mut digits = false;
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        let end = at + c.len_utf8();
        match found.last_mut() {
            Some(last) if last.end == at && digits == c.is_numeric() => last.end = end,
            _ => found.push(at..end),
        }
        digits = c.is_numeric();
    }
    found
}

/// Does a sentence or paragraph end between two tokens?
fn ends_a_sentence(text: &str, a: &Range<usize>, b: &Range<usize>) -> bool {
    let between = &text[a.end..b.start];
    between.len() > 1 && (between.contains(['.', '!', '?', ';', ':']) || between.contains("\n\n"))
}

/// Is a word like "may" or "might" a verb here? Not as a name with a capital ("in May"), not as
/// the month beside a number ("5 may"), not as a noun ("the might of").
fn is_verb(text: &str, tokens: &[Range<usize>], at: usize, words: &Words) -> bool {
    let number = |t: &Range<usize>| text[t.clone()].starts_with(|c: char| c.is_numeric());
    let near = |a: &Range<usize>, b: &Range<usize>| b.start - a.end <= 1;
    let capital = text[tokens[at].clone()].starts_with(char::is_uppercase);
    let next = tokens.get(at + 1);
    let before = at.checked_sub(1).map(|b| &tokens[b]);
    let dated = next.is_some_and(|n| near(&tokens[at], n) && number(n))
        // "26 may have died"; "on 26 may, they"
        || before.is_some_and(number) && next.is_none_or(|n| !near(&tokens[at], n));
    let noun = before.is_some_and(|b| words.noun_after.iter().any(|word| same(&text[b.clone()], word)));
    !capital && !dated && !noun
}

fn folded(word: &str) -> Cow<'_, str> {
    if word.is_ascii() { Cow::Borrowed(word) } else { Cow::Owned(fold(word)) }
}

/// Compares a word of any case with one of the table.
fn order(word: &str, with: &str) -> Ordering {
    word.bytes().map(|b| b.to_ascii_lowercase()).cmp(with.bytes())
}

fn same(word: &str, with: &str) -> bool {
    order(&folded(word), with) == Ordering::Equal
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::facts::language;

    fn found(text: &str) -> Vec<(&str, Strength)> {
        hedges(text, language("en").hedges).into_iter().map(|h| (&text[h.span], h.strength)).collect()
    }

    #[test]
    fn hedges_are_found_with_their_strength() {
        use Strength::{Medium, Strong, Weak};
        for (text, hedge, strength) in [
            ("Two miners were reportedly killed.", "reportedly", Medium),
            ("The driver is believed to be abroad.", "is believed to", Medium),
            ("A man believed to be the owner ran off.", "believed to", Medium),
            ("The mayor is said to be ill.", "is said to", Medium),
            ("The bridge may collapse.", "may", Medium),
            ("The ferry might sink.", "might", Medium),
            ("Prices could rise.", "could", Weak),
            ("The clerk allegedly took a bribe.", "allegedly", Strong),
            ("ALLEGED smugglers were seen.", "ALLEGED", Strong),
            ("Unconfirmed reports spoke of a fire.", "Unconfirmed reports", Strong),
            ("It is unclear whether the dam holds.", "It is unclear whether", Strong),
            ("The footprints are consistent with a wolf.", "consistent with", Weak),
            ("The vote is expected to pass.", "is expected to", Weak),
            ("The fire appears to have been set.", "appears to", Weak),
            ("Four are presumed dead.", "are presumed", Medium),
            (
                "The report could not be independently verified.",
                "could not be independently verified",
                Strong,
            ),
        ] {
            assert_eq!(found(text), [(hedge, strength)], "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_hedge_is_none() {
        for text in [
            "The market opens on May 5.",
            "In May the river rose.",
            "On 26 may, the shop closed.",
            "The sale ends may 5.",
            "She could not swim.",
            "Lorries may no longer use the bridge.",
            "Come as soon as possible.",
            "He said to wait.",
            "The might of the river broke the wall.",
            "The pollsters asked likely voters.",
            "They went as far as they liked. Ly is a town.",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
        assert_eq!(hedges("It may rain.", &Words::NONE), []);
    }

    #[test]
    fn a_phrase_does_not_reach_over_the_end_of_a_sentence() {
        assert_eq!(found("This is what they believed. To be sure, they asked."), []);
    }

    #[test]
    fn the_table_is_in_order_and_has_nothing_twice() {
        let words = language("en").hedges;
        let phrases: Vec<_> = words.phrases.iter().map(|p| p.words).collect();
        assert!(phrases.windows(2).all(|two| two[0][0] <= two[1][0]), "ordered by first words");
        let mut sorted = phrases.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), phrases.len());
        assert!(phrases.iter().flat_map(|p| p.iter()).all(|w| fold(w) == *w && !w.is_empty()));
    }

    proptest! {
        #[test]
        fn any_text_has_its_hedges_in_order(text in "(may|might|É|is |believed|to|5|[.]| |\\PC){0,60}") {
            let found = hedges(&text, language("en").hedges);
            prop_assert!(found.windows(2).all(|two| two[0].span.end <= two[1].span.start));
            prop_assert!(found.iter().all(|h| text.get(h.span.clone()).is_some_and(|s| !s.is_empty())));
        }
    }
}
