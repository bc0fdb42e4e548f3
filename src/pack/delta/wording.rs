//! A text before and now, word by word, and the figures among the words that changed.

use std::hash::Hash;

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use crate::text::Text;

/// From this many words on, what changed is told as a whole: the time that it takes to find the
/// smallest change grows with the square of what changed.
const MOST: usize = 3000;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Piece {
    /// It stands there as before.
    Same(Text),
    /// It stands there no more.
    Gone(Text),
    /// It was not there.
    New(Text),
}

/// A figure that is another than it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// As it was written.
    pub was: Text,
    /// As it is written.
    pub now: Text,
}

/// What of a text is gone, new and the same: by lines, and by words in the lines that changed.
pub fn reworded(before: &Text, now: &Text) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let lines = |text: &Text| text.as_str().split_inclusive('\n').map(str::to_owned).collect::<Vec<_>>();
    let (before, now) = (lines(before), lines(now));
    for (old, new) in ops(&before, &now) {
        if old == new {
            push(&mut pieces, Piece::Same, &old.concat());
            continue;
        }
        let (old, new) = (old.concat(), new.concat());
        let (old, new): (Vec<&str>, Vec<&str>) = (tokens(&old), tokens(&new));
        for (old, new) in ops(&old, &new) {
            if old == new {
                push(&mut pieces, Piece::Same, &old.concat());
            } else {
                push(&mut pieces, Piece::Gone, &old.concat());
                push(&mut pieces, Piece::New, &new.concat());
            }
        }
    }
    joined(pieces)
}

fn tokens(text: &str) -> Vec<&str> {
    text.split_word_bounds().collect()
}

fn push(pieces: &mut Vec<Piece>, kind: impl Fn(Text) -> Piece, text: &str) {
    if !text.is_empty() {
        pieces.push(kind(Text::new(text)));
    }
}

/// Runs of both sides, in order; those that are equal are the same.
fn ops<'t, T: Eq + Hash>(old: &'t [T], new: &'t [T]) -> Vec<(&'t [T], &'t [T])> {
    let same = |(a, b): &(&T, &T)| a == b;
    let first = old.iter().zip(new).take_while(same).count();
    let most = old.len().min(new.len()) - first;
    let last = old.iter().rev().zip(new.iter().rev()).take_while(same).count().min(most);
    let (a, b) = (&old[first..old.len() - last], &new[first..new.len() - last]);
    let mut runs = vec![(&old[..first], &new[..first])];
    if a.len().max(b.len()) > MOST {
        runs.push((a, b));
    } else {
        runs.extend(
            capture_diff_slices(Algorithm::Patience, a, b)
                .iter()
                .map(DiffOp::as_tag_tuple)
                .map(|(_, was, is)| (&a[was], &b[is])),
        );
    }
    runs.push((&old[old.len() - last..], &new[new.len() - last..]));
    runs
}

/// A space between two changed words belongs to the change; what follows is told in one piece each.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut runs: Vec<Piece> = Vec::new();
    let (mut gone, mut new) = (String::new(), String::new());
    let mut pieces = pieces.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Gone(text) => gone.push_str(text.as_str()),
            Piece::New(text) => new.push_str(text.as_str()),
            Piece::Same(text) => {
                let within = !(gone.is_empty() && new.is_empty()) && pieces.peek().is_some();
                if within && text.is_blank() && !text.as_str().contains('\n') {
                    gone.push_str(text.as_str());
                    new.push_str(text.as_str());
                    continue;
                }
                push(&mut runs, Piece::Gone, &std::mem::take(&mut gone));
                push(&mut runs, Piece::New, &std::mem::take(&mut new));
                match runs.last_mut() {
                    Some(Piece::Same(last)) => *last = Text::new(&format!("{last}{text}")),
                    _ => runs.push(Piece::Same(text)),
                }
            }
        }
    }
    push(&mut runs, Piece::Gone, &gone);
    push(&mut runs, Piece::New, &new);
    runs
}

/// Figures in the place of others: a change that has as many of them before and now.
pub fn moved(pieces: &[Piece]) -> Vec<Moved> {
    let figures = |text: &Text| -> Vec<Text> {
        let digit = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
        text.as_str().unicode_words().filter(digit).map(Text::new).collect()
    };
    let mut moved = Vec::new();
    for two in pieces.windows(2) {
        let [Piece::Gone(gone), Piece::New(new)] = two else { continue };
        let (was, now) = (figures(gone), figures(new));
        if was.len() == now.len() {
            let others = was.into_iter().zip(now).filter(|(was, now)| was != now);
            moved.extend(others.map(|(was, now)| Moved { was, now }));
        }
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(before: &str, now: &str) -> String {
        let pieces = reworded(&Text::new(before), &Text::new(now));
        let part = |p: &Piece| match p {
            Piece::Same(t) => t.to_string(),
            Piece::Gone(t) => format!("[-{t}-]"),
            Piece::New(t) => format!("{{+{t}+}}"),
        };
        pieces.iter().map(part).collect()
    }

    #[test]
    fn only_the_words_that_changed_are_told() {
        assert_eq!(shown("Three died there.", "Four died there."), "[-Three-]{+Four+} died there.");
        assert_eq!(shown("It rose.", "It rose again."), "It rose{+ again+}.");
        assert_eq!(
            shown("One line.\nTwo men left.\nEnd.", "One line.\nThree women left.\nEnd."),
            "One line.\n[-Two men-]{+Three women+} left.\nEnd."
        );
        assert_eq!(shown("", "New."), "{+New.+}");
        assert_eq!(shown("Old.", ""), "[-Old.-]");
    }

    #[test]
    fn figures_that_moved_are_named() {
        let of = |before: &str, now: &str| {
            let pieces = reworded(&Text::new(before), &Text::new(now));
            moved(&pieces).iter().map(|m| format!("{}>{}", m.was, m.now)).collect::<Vec<_>>()
        };
        assert_eq!(
            of("At least 5 dead, 1,200 fled.", "At least 7 dead, 1,300 fled."),
            ["5>7", "1,200>1,300"]
        );
        assert_eq!(of("On 26 November.", "On 30 November."), ["26>30"]);
        assert_eq!(of("Some died.", "7 died."), [""; 0]);
    }

    #[test]
    fn before_and_now_can_be_put_together_again() {
        let (before, now) = ("a b c\nd  e f\n\ng", "a x c\nd e  f g\n\n");
        let pieces = reworded(&Text::new(before), &Text::new(now));
        let mut sides = (String::new(), String::new());
        for piece in &pieces {
            match piece {
                Piece::Same(t) => {
                    sides.0.push_str(t.as_str());
                    sides.1.push_str(t.as_str());
                }
                Piece::Gone(t) => sides.0.push_str(t.as_str()),
                Piece::New(t) => sides.1.push_str(t.as_str()),
            }
        }
        assert_eq!((sides.0.as_str(), sides.1.as_str()), (before, now));
    }

    #[test]
    fn a_long_text_of_other_words_is_told_as_a_whole() {
        let text = |word: &str| Text::new(&format!("{word} ").repeat(100_000));
        assert_eq!(reworded(&text("a"), &text("b")).len(), 3);
    }
}
