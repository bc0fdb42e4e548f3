//! What an article credits to another one of the briefing that does not have it.

use std::ops::Range;

use super::Difference;
use super::differences::{Texts, name, weight};
use super::lexicon::{Class, WordId};
use super::origins::Credit;
use super::points::At;
use super::verdict::{Kind, Side, Verdict};
use crate::text::Text;

/// What is credited to an article that does not have it: the credited words of weight hardly stand
/// in any few sentences of it that follow one another.
pub(super) fn unsupported(texts: &Texts<'_>, credits: &[Credit]) -> Vec<(At, Difference)> {
    /// A share of the weight of what is credited.
    const SUPPORTED: f64 = 0.5;
    /// So many sentences together may be what is retold in one.
    const WINDOW: usize = 3;
    let mut found = Vec::new();
    for credit in credits {
        let at = At { article: credit.article, sentence: credit.sentence };
        let mut places = vec![(at, credit.content.clone())];
        places.extend(goes_on(texts, at));
        for (at, content) in places {
            if texts.is_linked(at, credit.to) {
                continue;
            }
            let told = texts.told(at);
            let inside: Vec<WordId> = told
                .sentence
                .places
                .iter()
                .zip(&told.sentence.words)
                .filter(|(p, w)| content.contains(*p) && texts.lexicon.class(**w) != Class::Light)
                .map(|(_, w)| *w)
                .collect();
            let total: f64 = inside.iter().map(|&w| texts.lexicon.weight(w)).sum();
            if inside.len() < 4 {
                continue;
            }
            let source = &texts.digests[credit.to];
            let most = source
                .sentences
                .windows(WINDOW.min(source.sentences.len()).max(1))
                .map(|window| {
                    let supported = |&word: &WordId| {
                        let words = window.iter().flat_map(|s| &s.bag.words);
                        words
                            .map(|&w| if w == word { 1.0 } else { texts.lexicon.kinship(w, word) })
                            .fold(0.0, f64::max)
                            * texts.lexicon.weight(word)
                    };
                    inside.iter().map(supported).sum::<f64>() / total
                })
                .fold(0.0, f64::max);
            if most < SUPPORTED {
                found.push((at, not_there(texts, at, &content, credit.to)));
            }
        }
    }
    found
}

/// The sentence after a credit, where it draws on it: "As a result, …", "The report added that …".
fn goes_on(texts: &Texts<'_>, at: At) -> Option<(At, Range<usize>)> {
    const GOES_ON: [&str; 7] =
        ["as a result", "as a consequence", "the report", "it added", "it also", "the outlet", "the article"];
    let digest = &texts.digests[at.article];
    let next = digest.sentences.get(at.sentence + 1)?;
    let between = &digest.text[digest.sentences[at.sentence].span.end..next.span.start];
    let words = crate::text::words::fold(&digest.text[next.span.clone()]);
    let goes_on = GOES_ON.iter().any(|start| words.starts_with(start));
    (goes_on && !between.contains("\n\n"))
        .then(|| (At { sentence: at.sentence + 1, ..at }, next.span.clone()))
}

fn not_there(texts: &Texts<'_>, at: At, content: &Range<usize>, to: usize) -> Difference {
    let digest = &texts.digests[at.article];
    let value = digest.text[content.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
    let source = texts.articles[to].name();
    let side = Side { span: Some(content.clone()), value };
    Difference {
        anchor: Text::new(&name(Kind::Unsupported, &texts.called(&[at]), &[])),
        kind: Kind::Unsupported,
        verdict: Verdict::Unsupported,
        what: Text::new(&format!("credited to {source}")),
        rule: Text::new(&format!("credited to {source}, and nothing like it is found there")),
        weight: weight(Kind::Unsupported, Verdict::Unsupported, false),
        accounts: vec![texts.account(at, &side)],
        point: None,
        dismissed: None,
    }
}
