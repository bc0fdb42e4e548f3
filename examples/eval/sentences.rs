//! Measures sentence ends: cases whose sentences are all right, and the boundaries of web text.
//!
//! Gold sentences were stripped and respaced, so ends are told by how many characters that are no
//! white space stand before them. The end of a text is right in any case and does not count. The
//! floor is the sentence bounds of Unicode (UAX 29).

use std::collections::BTreeSet;
use std::ops::Range;

use crossread::text::sentences::sentences;
use unicode_segmentation::UnicodeSegmentation;

use crate::files::{self, Counts};
use crate::{Row, Run};

pub(crate) fn measure(run: &Run) -> Result<Vec<Row>, String> {
    let folder = run.folder.join("sentences");
    Ok(vec![golden(run, &folder)?, web(run, &folder)?])
}

type Ends = BTreeSet<usize>;

fn golden(run: &Run, folder: &std::path::Path) -> Result<Row, String> {
    let (mut right, mut plain, mut cases) = (0, 0, 0);
    for file in files::matching(folder, "golden_rules", ".json")? {
        for case in files::json(&file)?.as_array().into_iter().flatten() {
            let text = case["text"].as_str().unwrap_or_default();
            let gold = gold_ends(&strings(&case["exp"]));
            cases += 1;
            plain += usize::from(ends(text, &unicode(text)) == gold);
            let found = sentences(text);
            if ends(text, &found) == gold {
                right += 1;
            } else {
                run.wrong(|| format!("{}: {:?}", case["name"], cut(text, &found)));
            }
        }
    }
    Ok(Row {
        measure: "sentence ends",
        data: format!("golden_rules: {cases} cases"),
        unit: "all right",
        floor: Some(files::ratio(plain, cases)),
        reach: 0.92,
        reached: files::ratio(right, cases),
        note: String::new(),
    })
}

fn web(run: &Run, folder: &std::path::Path) -> Result<Row, String> {
    let (mut ours, mut plain, mut texts) = (Counts::default(), Counts::default(), 0);
    for file in files::matching(folder, "web_", ".json")? {
        for document in files::json(&file)?.as_array().into_iter().flatten() {
            let gold = strings(document);
            let text = gold.join(" ");
            let gold = gold_ends(&gold);
            texts += 1;
            let found = sentences(&text);
            let ends_found = ends(&text, &found);
            count(&mut ours, &ends_found, &gold);
            count(&mut plain, &ends(&text, &unicode(&text)), &gold);
            tell(run, &text, &ends_found, &gold);
        }
    }
    Ok(Row {
        measure: "sentence ends",
        data: format!("web: {} ends", ours.gold),
        unit: "F1",
        floor: Some(plain.f1()),
        reach: 0.88,
        reached: ours.f1(),
        note: format!(
            "precision {:.3}, recall {:.3}; {:.3} if the ends of texts counted",
            ours.precision(),
            ours.recall(),
            files::ratio(2 * (ours.right + texts), ours.found + ours.gold + 2 * texts)
        ),
    })
}

fn strings(array: &serde_json::Value) -> Vec<&str> {
    array.as_array().into_iter().flatten().filter_map(|s| s.as_str()).collect()
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// Where the sentences end, all but the last.
fn gold_ends(sentences: &[&str]) -> Ends {
    let mut at = 0;
    let mut ends: Ends = sentences
        .iter()
        .map(|sentence| {
            at += letters(sentence);
            at
        })
        .collect();
    ends.remove(&at);
    ends
}

fn ends(text: &str, sentences: &[Range<usize>]) -> Ends {
    gold_ends(&cut(text, sentences))
}

fn cut<'a>(text: &'a str, sentences: &[Range<usize>]) -> Vec<&'a str> {
    sentences.iter().map(|s| &text[s.clone()]).collect()
}

fn unicode(text: &str) -> Vec<Range<usize>> {
    text.split_sentence_bound_indices().map(|(at, s)| at..at + s.len()).collect()
}

fn count(counts: &mut Counts, found: &Ends, gold: &Ends) {
    counts.right += found.intersection(gold).count();
    counts.found += found.len();
    counts.gold += gold.len();
}

/// Tells of each end that is missing (`-`) or too many (`+`), with the words around it.
fn tell(run: &Run, text: &str, found: &Ends, gold: &Ends) {
    let mut at = 0;
    let mut places = Vec::new();
    for (byte, c) in text.char_indices() {
        places.resize(at + 1, byte);
        at += usize::from(!c.is_whitespace());
    }
    for end in found.symmetric_difference(gold) {
        let sign = if gold.contains(end) { '-' } else { '+' };
        let byte = places.get(*end).copied().unwrap_or(text.len());
        let before: String = text[..byte].chars().rev().take(40).collect();
        let after: String = text[byte..].chars().take(30).collect();
        run.wrong(|| format!("{sign} {}|{after}", before.chars().rev().collect::<String>()));
    }
}
