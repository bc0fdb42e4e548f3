//! Tells what somebody said from titles, names and words held at a distance.

use super::Quote;
use crate::facts::speakers::{Role, Words};

/// Bytes before and after a quotation in which a word of saying is looked for.
const NEAR: usize = 160;

/// Judges every quotation. Most are speech: only short ones can be something else.
pub(super) fn judge(text: &str, quotes: &mut [Quote], words: &Words) {
    for quote in quotes {
        quote.speech = is_speech(text, quote, words);
    }
}

fn is_speech(text: &str, quote: &Quote, words: &Words) -> bool {
    let inner = &text[quote.inner.clone()];
    let count = inner.split_whitespace().take(8).count();
    if count == 8 {
        return true;
    }
    let before = clause_before(&text[..quote.span.start]);
    let after = clause_after(&text[quote.span.end..]);
    let role = |word: &str| words.role(word.trim_matches(|c: char| !c.is_alphanumeric()));
    let mut last = before.split_whitespace().rev().map(role);
    if last.by_ref().take(3).any(|role| role == Role::Naming) {
        return false;
    }
    let says = |text: &str| text.split_whitespace().any(|word| is_saying(role(word)));
    let title = is_title(inner, words);
    if title {
        // "called the boy “Tiny Tim”", "said, “Never”", "“Nonsense,” she added"
        let judged = before
            .split_whitespace()
            .rev()
            .take(6)
            .any(|word| matches!(role(word), Role::Judge | Role::Judging));
        return judged
            || before.trim_end().ends_with([',', ':']) && says(before)
            || inner.ends_with(['!', '?'])
            || inner.ends_with(',') && before.trim().is_empty() && says(after);
    }
    let last = inner.trim_end().chars().next_back();
    count > 1 || matches!(last, Some('!' | '?')) || quote.depth > 0 || says(before) || says(after)
}

/// Do all words but small ones begin with a capital or a digit, as in a title or name?
fn is_title(inner: &str, words: &Words) -> bool {
    let capital = |word: &str| {
        let first = word.chars().find(|c| c.is_alphanumeric());
        first.is_none_or(|c| !c.is_lowercase())
    };
    let small =
        |word: &str| matches!(words.role(word), Role::Preposition | Role::Determiner | Role::And | Role::To);
    capital(inner)
        && inner.split_whitespace().all(|word| capital(word) || small(word))
        && inner.chars().any(char::is_alphanumeric)
}

fn is_saying(role: Role) -> bool {
    use Role::{According, Citing, Claim, Judge, Judging, Report, Say, Saying, Tell, Think};
    matches!(role, Say | Think | Tell | Saying | Judge | Judging | Report | Claim | According | Citing)
}

/// What stands before in the same sentence, as far as is near.
fn clause_before(text: &str) -> &str {
    let mut start = text.len().saturating_sub(NEAR);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let near = &text[start..];
    let end = near.trim_end().len();
    let stop = near[..end].rfind(['?', '!', '\n']).map(|at| at + 1);
    let point = near[..end].rfind(". ").map(|at| at + 1);
    &near[stop.max(point).unwrap_or(0)..]
}

/// What stands after in the same sentence, as far as is near.
fn clause_after(text: &str) -> &str {
    let mut end = text.len().min(NEAR);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let near = &text[..end];
    let stop = near.find(['?', '!', '\n']).unwrap_or(near.len());
    let point = near.find(". ").unwrap_or(near.len());
    &near[..stop.min(point)]
}
