//! Quotations of two sentences: the same words, a part of them, or others.

use std::ops::Range;

use super::{Finding, Kind, MOST, Side, Told, Verdict, one_line, shared_context};
use crate::compare::lexicon::{Class, Lexicon, share};
use crate::text::words::placed;

/// Two quotations are one when this share of the longer one's words stands in both, in order.
const ONE: f64 = 0.5;
/// Longer quotations are compared by their beginnings, in words: the table grows with both lengths.
const LONGEST: usize = 400;
/// A quotation retold without marks keeps this share of its words.
const RETOLD: f64 = 0.6;

/// The words of a quotation, folded, and where each stands.
#[derive(Debug, Clone)]
pub(super) struct Quoted {
    inner: Range<usize>,
    words: Vec<String>,
    /// Where words were left out by "…" or "...": at which word.
    gaps: Vec<usize>,
}

pub(super) fn between(one: Told<'_>, other: Told<'_>, lexicon: &Lexicon) -> Vec<Finding> {
    let (ours, mut theirs) = (quoted(one), quoted(other));
    let mut found = Vec::new();
    let mut left = Vec::new();
    for quote in ours {
        let best = theirs
            .iter()
            .enumerate()
            .filter(|(_, q)| is_one_matter(one, &quote, other, q, lexicon))
            .filter_map(|(at, q)| compare(&quote, q).map(|(verdict, alike)| (alike, at, verdict)))
            .fold(None, |best: Option<(f64, usize, Verdict)>, next| match best {
                Some(b) if b.0 >= next.0 => best,
                _ => Some(next),
            });
        match best {
            Some((_, at, verdict)) => {
                let answer = theirs.remove(at);
                found.push(finding(one, &quote, other, &answer, verdict));
            }
            None => left.push(quote),
        }
    }
    // A few words in marks on each side, said on the same matter: the wording changed as a whole.
    if let ([a], [b]) = (&left[..], &theirs[..])
        && is_same_word_for(one, a, other, b, lexicon)
    {
        found.push(finding(one, a, other, b, Verdict::Altered));
        left.clear();
        theirs.clear();
    }
    found.extend(left.iter().filter_map(|quote| retold(one, quote, other, false)));
    found.extend(theirs.iter().filter_map(|quote| retold(other, quote, one, true)));
    found
}

/// What the quotations of a sentence are looked up by: their words of weight and the senses of them.
pub(in crate::compare) fn keys(told: Told<'_>, lexicon: &Lexicon) -> Vec<u32> {
    let quotes = told.digest.stated.quotes[told.sentence.quotes.clone()].iter().take(MOST);
    let inside = quotes.flat_map(|quote| told.sentence.within(&quote.inner)).map(|(_, word)| word);
    inside.filter(|&w| lexicon.class(w) != Class::Light).flat_map(|w| lexicon.keys(w)).collect()
}

/// Do two sentences quote the same words, in whole or in part, or words of one sense?
pub(in crate::compare) fn alike(one: Told<'_>, other: Told<'_>, lexicon: &Lexicon) -> bool {
    let (ours, theirs) = (quoted(one), quoted(other));
    ours.iter().any(|a| {
        theirs.iter().any(|b| {
            compare(a, b).is_some() && is_weighty(one, a, lexicon) && is_one_matter(one, a, other, b, lexicon)
                || is_same_word_for(one, a, other, b, lexicon)
        })
    })
}

/// Are a word or two in marks a part of what the other quotes? Words that many sentences have are
/// so only where something around them is the same, too.
fn is_one_matter(one: Told<'_>, a: &Quoted, other: Told<'_>, b: &Quoted, lexicon: &Lexicon) -> bool {
    const RARE: u32 = 4;
    let (told, short) = if a.words.len() <= b.words.len() { (one, a) } else { (other, b) };
    if short.words.len() > FEW {
        return true;
    }
    let words = told.sentence.within(&short.inner).map(|(_, word)| word);
    let rare = words
        .filter(|&word| lexicon.class(word) != Class::Light)
        .all(|word| lexicon.sentences_with(word) <= RARE);
    rare || shared_context(&one.around(&a.inner, lexicon), &other.around(&b.inner, lexicon), lexicon) >= 2
}

/// A quotation of "the" is none.
fn is_weighty(told: Told<'_>, quote: &Quoted, lexicon: &Lexicon) -> bool {
    told.sentence.within(&quote.inner).any(|(_, word)| lexicon.class(word) != Class::Light)
}

fn quoted(told: Told<'_>) -> Vec<Quoted> {
    told.sentence
        .quotes
        .clone()
        .map(|at| &told.digest.stated.quotes[at])
        .filter(|q| q.depth == 0)
        .map(|q| words_of(told, &q.inner))
        .filter(|q| !q.words.is_empty())
        .take(MOST)
        .collect()
}

fn words_of(told: Told<'_>, inner: &Range<usize>) -> Quoted {
    let text = told.text(inner);
    let mut quoted = Quoted { inner: inner.clone(), words: Vec::new(), gaps: Vec::new() };
    let mut end = 0;
    for word in placed(text) {
        let before = &text[end..word.span.start];
        if before.contains('…') || before.contains("...") || before.contains(". .") || before.contains('[')
        {
            quoted.gaps.push(quoted.words.len());
        }
        end = word.span.end;
        quoted.words.push(word.folded);
    }
    quoted
}

/// Are the two one quotation, and what became of it? With how alike they are.
fn compare(one: &Quoted, other: &Quoted) -> Option<(Verdict, f64)> {
    if one.words == other.words {
        return Some((Verdict::Same, 1.0));
    }
    let (short, long) = if one.words.len() <= other.words.len() { (one, other) } else { (other, one) };
    if contains(&long.words, short) {
        let whole = short.words.len() == long.words.len();
        return Some((if whole { Verdict::Same } else { Verdict::Cut }, 0.9));
    }
    let common = share(in_order(&one.words, &other.words), long.words.len());
    (common >= ONE && short.words.len() >= 2).then_some((Verdict::Altered, common))
}

/// Do all pieces between the gaps stand in the longer one, in order?
fn contains(long: &[String], short: &Quoted) -> bool {
    let mut from = 0;
    let mut cuts: Vec<usize> = short.gaps.clone();
    cuts.push(short.words.len());
    let mut start = 0;
    for cut in cuts {
        let piece = &short.words[start..cut];
        start = cut;
        if piece.is_empty() {
            continue;
        }
        let Some(at) = long[from..].windows(piece.len()).position(|w| w == piece) else { return false };
        from += at + piece.len();
    }
    true
}

/// The length of the longest common subsequence.
fn in_order(one: &[String], other: &[String]) -> usize {
    let (one, other) = (&one[..one.len().min(LONGEST)], &other[..other.len().min(LONGEST)]);
    let mut row = vec![0; other.len() + 1];
    for a in one {
        let mut diagonal = 0;
        for (at, b) in other.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if a == b { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[other.len()]
}

/// Are a few words in marks here what a few other words in marks are there? They are when they are
/// of one sense ("deep sorrow", "regret").
fn is_same_word_for(one: Told<'_>, a: &Quoted, other: Told<'_>, b: &Quoted, lexicon: &Lexicon) -> bool {
    const MOST: usize = 4;
    if a.words.len() > MOST || b.words.len() > MOST {
        return false;
    }
    let weighty = |told: Told<'_>, inner: &Range<usize>| {
        told.sentence.within(inner).map(|(_, word)| word).collect::<Vec<_>>()
    };
    // Said of the same matter: something around them is the same.
    let (near, other_near) = (one.around(&a.inner, lexicon), other.around(&b.inner, lexicon));
    if shared_context(&near, &other_near, lexicon) == 0 {
        return false;
    }
    let (a, b) = (weighty(one, &a.inner), weighty(other, &b.inner));
    a.iter().any(|&x| {
        b.iter().any(|&y| x != y && lexicon.class(x) != Class::Light && lexicon.kinship(x, y) > 0.0)
    })
}

/// A quotation that the other side tells without marks, in other words.
fn retold(quoting: Told<'_>, quote: &Quoted, telling: Told<'_>, swapped: bool) -> Option<Finding> {
    const LEAST: usize = 3;
    if quote.words.len() < LEAST {
        return None;
    }
    let text = telling.text(&telling.sentence.span);
    let places: Vec<_> = placed(text).take(LONGEST).collect();
    let words: Vec<String> = places.iter().map(|w| w.folded.clone()).collect();
    let common = in_order(&quote.words, &words);
    if share(common, quote.words.len()) < RETOLD {
        return None;
    }
    let first = words.iter().position(|w| quote.words.contains(w))?;
    let last = words.iter().rposition(|w| quote.words.contains(w))?;
    let base = telling.sentence.span.start;
    let span = base + places[first].span.start..base + places[last].span.end;
    let here = quoting.side(&quote.inner);
    let there = telling.side(&span);
    let whole = common == quote.words.len();
    let rule = if whole {
        format!("“{}” stands there without quotation marks", here.value)
    } else {
        format!("“{}” is retold without quotation marks, in other words: {}", here.value, there.value)
    };
    let sides = if swapped { [there, here] } else { [here, there] };
    // Told without marks, other words are no false quotation.
    Some(Finding {
        kind: Kind::Quote,
        verdict: Verdict::Compatible,
        what: "what was said".to_owned(),
        rule,
        sides,
        deaths: false,
        usual: false,
    })
}

/// So few words of so many are more than a part.
const FEW: usize = 2;
const LONG: usize = 8;

fn finding(one: Told<'_>, a: &Quoted, other: Told<'_>, b: &Quoted, verdict: Verdict) -> Finding {
    let side = |told: Told<'_>, q: &Quoted| Side {
        span: Some(q.inner.clone()),
        value: format!("“{}”", one_line(told.text(&q.inner))),
    };
    let sides = [side(one, a), side(other, b)];
    // Everybody quotes in parts; a word or two of a long statement may mean anything.
    let (short, long) = (a.words.len().min(b.words.len()), a.words.len().max(b.words.len()));
    let usual = verdict == Verdict::Cut && (short > FEW || long < LONG);
    let rule = match verdict {
        Verdict::Same => "the same words in quotation marks".to_owned(),
        Verdict::Cut => "one quotes a part of what the other quotes".to_owned(),
        _ => format!("different words in quotation marks: {} and {}", sides[0].value, sides[1].value),
    };
    Finding {
        kind: Kind::Quote,
        verdict,
        what: "what was said".to_owned(),
        rule,
        sides,
        deaths: false,
        usual,
    }
}
