//! Who two sentences name for what was said: the same, one become many, or another.

use super::{Finding, Kind, MOST, Told, Verdict, one_line};
use crate::compare::lexicon::{Class, Lexicon, WordId, share};
use crate::facts::speakers::Attribution;

/// Two statements are one when this share of the words of the shorter stands in the other.
const ONE: f64 = 0.6;
/// Speakers of two names differ when this share of the words of each statement stands in the
/// other: an outlet may call one man by his name and another by his office, and words that are
/// nearly the same come from one mouth.
const WORD_FOR_WORD: f64 = 0.6;

pub(super) fn between(one: Told<'_>, other: Told<'_>, lexicon: &Lexicon) -> Vec<Finding> {
    let (ours, theirs) = (named(one), named(other));
    let mut found = Vec::new();
    let mut used = Vec::new();
    for a in &ours {
        let content = weighty(one, &a.content, lexicon);
        let best = theirs
            .iter()
            .enumerate()
            .filter(|(at, _)| !used.contains(at))
            .map(|(at, b)| {
                let other_content = weighty(other, &b.content, lexicon);
                let common = content.iter().filter(|w| other_content.contains(w)).count();
                let least = share(common, content.len().max(other_content.len()));
                (share(common, content.len().min(other_content.len())), least, at)
            })
            .fold(
                (0.0, 0.0, None),
                |best, (alike, least, at)| {
                    if alike > best.0 { (alike, least, Some(at)) } else { best }
                },
            );
        if let (alike, least, Some(at)) = best
            && alike >= ONE
            && let Some(finding) = judge(one, a, other, theirs[at], least >= WORD_FOR_WORD, lexicon)
        {
            used.push(at);
            found.push(finding);
        }
    }
    found
}

/// The attributions that say who, and stand in the sentence.
fn named(told: Told<'_>) -> Vec<&Attribution> {
    told.sentence.sources.iter().map(|&at| &told.digest.stated.attributions[at]).take(MOST).collect()
}

fn weighty(told: Told<'_>, span: &std::ops::Range<usize>, lexicon: &Lexicon) -> Vec<WordId> {
    /// A longer statement is known by its beginning.
    const LONGEST: usize = 200;
    let words = told.sentence.within(span).map(|(_, word)| word);
    words.filter(|&word| lexicon.class(word) != Class::Light).take(LONGEST).collect()
}

fn judge(
    one: Told<'_>,
    a: &Attribution,
    other: Told<'_>,
    b: &Attribution,
    word_for_word: bool,
    lexicon: &Lexicon,
) -> Option<Finding> {
    let (source, other_source) = (a.source.as_ref()?, b.source.as_ref()?);
    let (who, other_who) = (weighty(one, source, lexicon), weighty(other, other_source, lexicon));
    // A pronoun is nobody that could be compared.
    if who.is_empty() || other_who.is_empty() {
        return None;
    }
    let heads = (head(one, a, source, lexicon), head(other, b, other_source, lexicon));
    let same = heads.0.is_some_and(|x| heads.1.is_some_and(|y| x == y || lexicon.kinship(x, y) > 0.0));
    let kin = who.iter().any(|&x| other_who.contains(&x));
    let named = is_named(one, a, lexicon) && is_named(other, b, lexicon);
    // "Ann Lee" and "Ms Ann" are one; "Ann Lee" and "Ann Roe" are not.
    let head_there =
        heads.0.is_some_and(|w| other_who.contains(&w)) || heads.1.is_some_and(|w| who.contains(&w));
    let verdict = if same && !is_named(one, a, lexicon) && !is_named(other, b, lexicon) && a.many != b.many {
        Verdict::Widened
    } else if same {
        Verdict::Same
    } else if word_for_word && named && !head_there {
        Verdict::Differs
    } else if kin {
        Verdict::Same
    } else {
        // "Police" and "a spokesman", "a spokesman" and "Ann Lee": both may be.
        Verdict::Compatible
    };
    let sides = [one.side(source), other.side(other_source)];
    let (here, there) = (&sides[0].value, &sides[1].value);
    let rule = match verdict {
        Verdict::Widened => {
            let (few, many) = if a.many { (there, here) } else { (here, there) };
            format!("one speaker, “{few}”, is “{many}” in the other")
        }
        Verdict::Same => "both name the same speaker".to_owned(),
        Verdict::Differs => format!("the same statement by different speakers: {here} and {there}"),
        _ => format!("“{here}” and “{there}” may be the same"),
    };
    let what = format!("who says “{}”", brief(one.text(&a.content)));
    Some(Finding { kind: Kind::Speaker, verdict, what, rule, sides, deaths: false, usual: false })
}

/// The word of a source that says who.
fn head(
    told: Told<'_>,
    a: &Attribution,
    source: &std::ops::Range<usize>,
    lexicon: &Lexicon,
) -> Option<WordId> {
    let head = a.head.as_ref().unwrap_or(source);
    weighty(told, head, lexicon).last().copied()
}

/// Is the head a word of a name, of a person by all that can be seen: "Lee", "spokeswoman Ann Lee",
/// not "the Lee company"?
fn is_named(told: Told<'_>, a: &Attribution, lexicon: &Lexicon) -> bool {
    let (Some(source), Some(head)) = (&a.source, &a.head) else { return false };
    let names = &told.digest.stated.names[told.sentence.names.clone()];
    let name = names.iter().any(|n| n.span.start <= head.start && head.end <= n.span.end);
    // At the start of a sentence every word has a capital; one that no table knows is a name there.
    let start = source.start == told.sentence.span.start && head.start == source.start && !a.many;
    let initial = start && told.text(head).starts_with(char::is_uppercase) && {
        let word = weighty(told, head, lexicon).last().copied();
        word.is_some_and(|w| lexicon.keys(w).count() == 1)
    };
    (name || initial) && !told.text(source).to_lowercase().starts_with("the ")
}

/// The first words of a statement.
fn brief(content: &str) -> String {
    const WORDS: usize = 6;
    let line = one_line(content.trim_matches(|c: char| !c.is_alphanumeric()));
    let words: Vec<&str> = line.split(' ').collect();
    if words.len() <= WORDS { line } else { format!("{} …", words[..WORDS].join(" ")) }
}
