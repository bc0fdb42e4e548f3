//! Plants one difference in pairs of sentences that mean the same, and looks whether it is found.
//!
//! The pairs are those of MSRP that mean the same and agree in all facts, by a check of letters
//! that is no part of the program: the same numbers in digits, the same days and months, the same
//! words in quotation marks. One thing is then changed in the second sentence, by a rule that
//! depends on nothing but the pair; two events under one date are made of two pairs. The untouched
//! pairs show how often a loud verdict is a false alarm.

use std::collections::BTreeSet;

use crossread::briefing::{Article, Briefing};
use crossread::compare::aliases::Aliases;
use crossread::compare::digest::Digest;
use crossread::compare::lexicon::{Lexicon, Senses};
use crossread::compare::points::{LINK, alignment};
use crossread::compare::verdict::{Finding, Kind, Told, between};
use crossread::facts::language;
use crossread::text::Text;

use crate::files::{matching, ratio, read};
use crate::pairs::{Pair, msrp};
use crate::{Row, Run};

const DAYS: [&str; 19] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What is planted: its name, the kind that has to be found, and the change; none where there is
/// nothing of its sort in both sentences.
type Plant = (&'static str, Kind, fn(&str, &str) -> Option<String>);

const PLANTS: [Plant; 7] = [
    ("a figure", Kind::Figure, figure),
    ("a date", Kind::Date, date),
    ("a hedge added", Kind::Hedge, hedge_added),
    ("a hedge dropped", Kind::Hedge, hedge_dropped),
    ("a word in a quotation", Kind::Quote, quote),
    ("a speaker", Kind::Speaker, speaker),
    ("one speaker into many", Kind::Speaker, many),
];

pub(crate) fn measure(run: &Run) -> Result<Vec<Row>, String> {
    let mut rows = Vec::new();
    for path in matching(&run.folder.join("pairs"), "msrp_", ".tsv")? {
        let name = path.file_stem().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let all = msrp(&read(&path)?);
        let pairs: Vec<&Pair> = all.iter().filter(|p| p.gold > 0.5 && agree(&p.one, &p.other)).collect();
        let loud = pairs
            .iter()
            .filter(|pair| {
                let found: Vec<Finding> = find(&pair.one, &pair.other);
                let alarm = found.iter().find(|f| f.verdict.is_loud());
                if let Some(f) = alarm {
                    run.wrong(|| {
                        format!("alarm {:?}: {}\n    {}\n    {}", f.kind, f.rule, pair.one, pair.other)
                    });
                }
                alarm.is_some()
            })
            .count();
        rows.push(Row {
            measure: "false alarms",
            data: format!("{name} ({} untouched)", pairs.len()),
            unit: "quiet",
            floor: None,
            reach: 0.95,
            reached: 1.0 - ratio(loud, pairs.len()),
            note: format!("{loud} loud"),
        });
        let (mut found_all, mut planted_all) = (0, 0);
        let mut notes = Vec::new();
        for (what, kind, change) in PLANTS {
            let (mut found, mut planted) = (0, 0);
            for pair in &pairs {
                let Some(changed) = change(&pair.one, &pair.other) else { continue };
                planted += 1;
                let right = find(&pair.one, &changed).iter().any(|f| f.verdict.is_loud() && f.kind == kind);
                found += usize::from(right);
                if !right {
                    run.wrong(|| format!("missed {what}:\n    {}\n    {changed}", pair.one));
                }
            }
            found_all += found;
            planted_all += planted;
            notes.push(format!("{what} {found}/{planted}"));
        }
        let (found, planted) = merges(run, &pairs);
        found_all += found;
        planted_all += planted;
        notes.push(format!("two events under one date {found}/{planted}"));
        rows.push(Row {
            measure: "planted differences",
            data: format!("{name} ({planted_all} planted)"),
            unit: "found",
            floor: None,
            reach: 0.95,
            reached: ratio(found_all, planted_all),
            note: notes.join(", "),
        });
    }
    Ok(rows)
}

/// What is found between two sentences.
fn find(one: &str, other: &str) -> Vec<Finding> {
    let english = language("en");
    let senses = Senses::of("en", english.lexis);
    let mut lexicon = Lexicon::default();
    let mut digests = [one, other].map(|t| Digest::read(t.to_owned(), None, english));
    for digest in &mut digests {
        digest.number(&mut lexicon, &senses, &Aliases::default());
    }
    for digest in &mut digests {
        digest.weigh(&lexicon);
    }
    let mut found = Vec::new();
    for a in &digests[0].sentences {
        for b in &digests[1].sentences {
            let likeness = alignment(a, b, &lexicon);
            if likeness >= LINK {
                let told = |digest, sentence| Told { digest, sentence };
                found.extend(between(told(&digests[0], a), told(&digests[1], b), likeness, &lexicon));
            }
        }
    }
    found
}

/// Words that bound a number, worded numbers, words of days and hedges: sentences of which only one
/// has one of them do not agree in all facts.
const UNSURE: [&str; 70] = [
    "about",
    "nearly",
    "almost",
    "around",
    "roughly",
    "some",
    "up to",
    "at least",
    "more than",
    "over",
    "under",
    "less than",
    "fewer than",
    "approximately",
    "estimated",
    "as many as",
    "below",
    "above",
    "within",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "dozen",
    "dozens",
    "several",
    "hundreds",
    "thousands",
    "half",
    "today",
    "yesterday",
    "tomorrow",
    "tonight",
    "last week",
    "this week",
    "last month",
    "this month",
    "last year",
    "this year",
    "next week",
    "may",
    "might",
    "could",
    "would",
    "reportedly",
    "allegedly",
    "alleged",
    "apparently",
    "apparent",
    "appear",
    "appears",
    "appeared",
    "likely",
    "probably",
    "possibly",
    "possible",
    "believed",
    "expected",
    "expects",
    "suspected",
    "seems",
    "allegations",
];

/// Do two sentences have the same numbers, days and quotations, by their letters?
fn agree(one: &str, other: &str) -> bool {
    let facts = |text: &str| {
        let numbers: BTreeSet<String> = text
            .split_whitespace()
            .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).replace(',', ""))
            .filter(|w| w.starts_with(|c: char| c.is_ascii_digit()))
            .collect();
        let days: BTreeSet<&str> = DAYS.into_iter().filter(|day| text.contains(day)).collect();
        let quoted: BTreeSet<String> = quoted(text).into_iter().map(|(_, q)| q.to_lowercase()).collect();
        let lower = format!(" {} ", text.to_lowercase().replace([',', '.', ';'], " "));
        let unsure: BTreeSet<&str> =
            UNSURE.into_iter().filter(|w| lower.contains(&format!(" {w} "))).collect();
        (numbers, days, quoted, unsure)
    };
    facts(one) == facts(other)
}

/// What stands between straight quotation marks, and where.
fn quoted(text: &str) -> Vec<(usize, String)> {
    let marks: Vec<usize> = text.match_indices('"').map(|(at, _)| at).collect();
    marks
        .chunks_exact(2)
        .map(|m| (m[0] + 1, text[m[0] + 1..m[1]].trim_matches([' ', ',', '.']).to_owned()))
        .collect()
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(' ').map(move |word| {
        let start = at;
        at += word.len() + 1;
        (start, word)
    })
}

/// A number in digits that both have, and that is no year, becomes another.
fn figure(one: &str, other: &str) -> Option<String> {
    let number = |word: &str| {
        let digits = word.trim_matches(|c: char| !c.is_ascii_digit());
        let plain = digits.replace(',', "");
        let value: u64 = plain.parse().ok()?;
        // A year, a time of day and part of a name are no figures of counting.
        (!(1900..2100).contains(&value) && digits.len() == word.trim_matches(['.', ',', '$', '%', '"']).len())
            .then(|| (digits.to_owned(), value))
    };
    words(other).find_map(|(at, word)| {
        let (digits, value) = number(word)?;
        let before = other[..at].trim_end().rsplit(' ').next().unwrap_or_default();
        let dated = DAYS.iter().any(|d| before.starts_with(&d[..3])) || before.ends_with("No.");
        let there = words(one).any(|(_, w)| number(w).is_some_and(|(_, v)| v == value));
        (there && !dated).then(|| {
            let changed = (value * 2 + 3).to_string();
            format!("{}{}", &other[..at], &other[at..].replacen(&digits, &changed, 1))
        })
    })
}

/// A weekday that both name becomes the one after the next.
fn date(one: &str, other: &str) -> Option<String> {
    let day = (0..7).find(|&d| one.contains(DAYS[d]) && other.contains(DAYS[d]))?;
    Some(other.replace(DAYS[day], DAYS[(day + 2) % 7]))
}

const HEDGES: [&str; 4] = ["reportedly", "allegedly", "apparently", "possibly"];

/// A hedge before the first verb of a few that both have.
fn hedge_added(one: &str, other: &str) -> Option<String> {
    let hedged = |text: &str| {
        HEDGES.iter().any(|h| text.contains(h)) || text.contains(" may ") || text.contains("could")
    };
    if hedged(one) || hedged(other) {
        return None;
    }
    [" was ", " were ", " killed ", " has ", " is "].into_iter().find_map(|verb| {
        (one.contains(verb) && other.contains(verb))
            .then(|| other.replacen(verb, &format!("{verb}reportedly "), 1))
    })
}

/// A hedge that both have is left out.
fn hedge_dropped(one: &str, other: &str) -> Option<String> {
    let hedge = HEDGES.iter().find(|h| one.contains(*h) && other.contains(&format!(" {h} ")))?;
    Some(other.replacen(&format!(" {hedge} "), " ", 1))
}

/// The longest word of a quotation of three words or more becomes another.
fn quote(one: &str, other: &str) -> Option<String> {
    let (at, text) =
        quoted(other).into_iter().find(|(_, q)| q.split(' ').count() >= 3 && one.contains(q.as_str()))?;
    let longest = text.split(' ').max_by_key(|w| w.len())?;
    let longest = longest.trim_matches(|c: char| !c.is_alphanumeric());
    Some(format!("{}{}", &other[..at], other[at..].replacen(longest, "different", 1)))
}

/// The name before "said" that both have becomes another name.
fn speaker(one: &str, other: &str) -> Option<String> {
    let name = |text: &str| {
        let before = text.split(" said").next().filter(|b| b.len() < text.len())?;
        let mut words = before.rsplit(' ');
        let word = words.next()?;
        // "the Coast Guard said", "prosecutors said": no person.
        let body =
            words.take(3).any(|w| matches!(w, "the" | "The" | "of" | "for" | "Coast")) || word.ends_with('s');
        let known = !body
            && word.len() > 3
            && word.starts_with(char::is_uppercase)
            && word.chars().all(char::is_alphabetic)
            && !DAYS.contains(&word)
            && !["They", "There", "This", "That", "Police"].contains(&word);
        known.then(|| word.to_owned())
    };
    let (here, there) = (name(one)?, name(other)?);
    (here == there).then(|| other.replace(&there, "Harrington"))
}

const ROLES: [(&str, &str); 5] = [
    ("a spokesman", "spokesmen"),
    ("an official", "officials"),
    ("an analyst", "analysts"),
    ("a spokeswoman", "spokeswomen"),
    ("a lawyer", "lawyers"),
];

/// One who speaks becomes many.
fn many(one: &str, other: &str) -> Option<String> {
    ROLES.iter().find_map(|(single, plural)| {
        let capital = |s: &str| s[..1].to_uppercase() + &s[1..];
        let has = |text: &str| text.contains(single) || text.contains(&capital(single));
        (has(one) && has(other) && other.contains("said"))
            .then(|| other.replace(single, plural).replace(&capital(single), &capital(plural)))
    })
}

/// Two events of two days in one article are one sentence under one date in the other.
fn merges(run: &Run, pairs: &[&Pair]) -> (usize, usize) {
    let usable: Vec<&&Pair> = pairs
        .iter()
        .filter(|p| !DAYS.iter().any(|d| p.one.contains(d)) && p.one.len() < 140 && p.other.len() < 140)
        .take(120)
        .collect();
    let (mut found, mut planted) = (0, 0);
    for two in usable.chunks_exact(2) {
        let (a, b) = (two[0], two[1]);
        let plain = |text: &str| text.trim().trim_end_matches('.').to_owned();
        let long = format!("On 3 November 2025, {}. On 9 November 2025, {}.", plain(&a.one), plain(&b.one));
        let short = format!("On 3 November 2025, {}, and {}.", plain(&a.other), plain(&b.other));
        let article =
            |id: &str, text: &str| Article { id: Text::new(id), lead: Text::new(text), ..Article::default() };
        let briefing = Briefing {
            language: Text::new("en"),
            articles: vec![article("long", &long), article("short", &short)],
            ..Briefing::default()
        };
        let comparison = crossread::compare::compare(&briefing);
        let right = comparison.sections.iter().flat_map(|s| &s.differences).any(|d| d.kind == Kind::Merge);
        planted += 1;
        found += usize::from(right);
        if !right {
            run.wrong(|| format!("missed two events:\n    {long}\n    {short}"));
        }
    }
    (found, planted)
}
