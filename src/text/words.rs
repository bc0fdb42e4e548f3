//! Words as they are looked up: folded, so that case and accents make no difference.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;

/// Lower case without accents: `Ankunft in Zürich` gives `ankunft in zurich`.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
        } else {
            // The marks are left out, so nothing has to be put in their canonical order.
            decompose_canonical(c, |part| {
                if !is_combining_mark(part) {
                    folded.extend(part.to_lowercase());
                }
            });
        }
    }
    folded
}

/// The folded words of a text, in order; punctuation is left out.
pub fn words(text: &str) -> Vec<String> {
    text.unicode_words().map(fold).collect()
}

/// A word and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Bytes of the text.
    pub span: Range<usize>,
    /// Folded, without a possessive `'s`; a number without the marks between its thousands.
    pub folded: String,
}

/// The words of a text with their places, in order.
pub fn placed(text: &str) -> impl Iterator<Item = Word> {
    text.unicode_word_indices().map(|(at, word)| {
        let mut folded = fold(word);
        if folded.contains('’') {
            folded = folded.replace('’', "'");
        }
        if let Some(owner) = folded.strip_suffix("'s") {
            folded.truncate(owner.len());
        }
        if folded.starts_with(|c: char| c.is_ascii_digit()) {
            folded.retain(|c| c != ',');
        }
        Word { span: at..at + word.len(), folded }
    })
}

/// Cuts words to their stems by Snowball's rules for a language.
pub struct Stemmer(Option<rust_stemmers::Stemmer>);

impl std::fmt::Debug for Stemmer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.0.is_some() { "Stemmer" } else { "Stemmer(none)" })
    }
}

impl Stemmer {
    /// For a BCP 47 tag; a language without rules keeps its words.
    pub fn of(tag: &str) -> Self {
        use rust_stemmers::Algorithm as A;
        let language = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let algorithm = match language.as_str() {
            "ar" => A::Arabic,
            "da" => A::Danish,
            "de" => A::German,
            "el" => A::Greek,
            "en" => A::English,
            "es" => A::Spanish,
            "fi" => A::Finnish,
            "fr" => A::French,
            "hu" => A::Hungarian,
            "it" => A::Italian,
            "nb" | "nn" | "no" => A::Norwegian,
            "nl" => A::Dutch,
            "pt" => A::Portuguese,
            "ro" => A::Romanian,
            "ru" => A::Russian,
            "sv" => A::Swedish,
            "ta" => A::Tamil,
            "tr" => A::Turkish,
            _ => return Self(None),
        };
        Self(Some(rust_stemmers::Stemmer::create(algorithm)))
    }

    /// The stem of a folded word. Anything longer than a word can be is kept.
    pub fn stem<'w>(&self, folded: &'w str) -> Cow<'w, str> {
        match &self.0 {
            Some(stemmer) if folded.len() <= 64 => stemmer.stem(folded),
            _ => Cow::Borrowed(folded),
        }
    }
}

/// A slug for ids and file names: ASCII letters, digits and single hyphens, at most 64 bytes.
/// Empty when nothing of the text can be written so.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in fold(text).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if matches!(c, '\'' | '’') {
            // "what's" is one word
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(64);
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_where_they_stand() {
        let text = "Zürich’s 1,340 mines";
        let words: Vec<(&str, String)> = placed(text).map(|w| (&text[w.span], w.folded)).collect();
        let expected = [("Zürich’s", "zurich"), ("1,340", "1340"), ("mines", "mines")];
        assert_eq!(words, expected.map(|(word, folded)| (word, folded.to_owned())));
        assert_eq!(Stemmer::of("en-GB").stem("mines"), "mine");
        assert_eq!(Stemmer::of("ja").stem("mines"), "mines");
    }

    #[test]
    fn a_slug_is_plain() {
        assert_eq!(slug("What’s happening — in Zürich?"), "whats-happening-in-zurich");
        assert_eq!(slug("日本"), "");
        assert_eq!(slug(&"a-".repeat(60)).len(), 63);
    }
}
