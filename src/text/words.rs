//! Words as they are looked up: folded, so that case and accents make no difference.

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
    fn a_slug_is_plain() {
        assert_eq!(slug("What’s happening — in Zürich?"), "whats-happening-in-zurich");
        assert_eq!(slug("日本"), "");
        assert_eq!(slug(&"a-".repeat(60)).len(), 63);
    }
}
