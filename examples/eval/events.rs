//! Measures on ECB+: which documents tell the same incident, and which sentences the same event.

use std::collections::{BTreeMap, HashMap, HashSet};

use crossread::compare::aliases::Aliases;
use crossread::compare::digest::Digest;
use crossread::compare::lexicon::{Lexicon, Senses};
use crossread::compare::likeness::likeness;
use crossread::compare::stories::stories;
use crossread::facts::language;

use crate::files::{Counts, json, matching, read};
use crate::pairs::Plain;
use crate::{Row, Run};

/// From this likeness on, two sentences of one story tell of one event.
const SAME_EVENT: f64 = 0.02;
/// The thresholds of the plain methods.
const PLAIN_DOCUMENTS: f64 = 0.12;
const PLAIN_SENTENCES: f64 = 0.075;

struct Document {
    id: String,
    /// Sentence number and text.
    sentences: Vec<(usize, String)>,
}

pub(crate) fn measure(run: &Run) -> Result<Vec<Row>, String> {
    let folder = run.folder.join("events");
    let mut rows = Vec::new();
    for path in matching(&folder, "ECB_", "_corpus.txt")? {
        let file = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let set = file.trim_start_matches("ECB_").trim_end_matches("_corpus.txt").to_owned();
        let chains = chains(&json(&folder.join(format!("ECB_{set}_Event_gold_mentions.json")))?);
        let mut incident = [Counts::default(); 2];
        let mut event = [Counts::default(); 2];
        for documents in topics(&read(&path)?).values() {
            topic(documents, &chains, &mut incident, &mut event);
        }
        for (measure, reach, counts) in [("same incident", 0.90, incident), ("same event", 0.72, event)] {
            rows.push(Row {
                measure,
                data: format!("ECB_{set} ({} pairs true)", counts[0].gold),
                unit: "F1",
                floor: Some(counts[1].f1()),
                reach,
                reached: counts[0].f1(),
                note: format!("precision {:.3}, recall {:.3}", counts[0].precision(), counts[0].recall()),
            });
        }
    }
    Ok(rows)
}

fn topics(corpus: &str) -> BTreeMap<String, Vec<Document>> {
    let mut topics: BTreeMap<String, Vec<Document>> = BTreeMap::new();
    for line in corpus.lines() {
        let mut fields = line.split('\t');
        let (Some(id), Some(number), Some(_), Some(token)) =
            (fields.next(), fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        let Ok(number) = number.parse::<usize>() else { continue };
        let topic = topics.entry(id.split('_').next().unwrap_or_default().to_owned()).or_default();
        if topic.last().is_none_or(|d| d.id != id) {
            topic.push(Document { id: id.to_owned(), sentences: Vec::new() });
        }
        if let Some(document) = topic.last_mut() {
            match document.sentences.last_mut() {
                Some((last, text)) if *last == number => {
                    if !token.starts_with(['.', ',', ';', ':', '?', '!', '\'', '’']) {
                        text.push(' ');
                    }
                    text.push_str(token);
                }
                _ => document.sentences.push((number, token.to_owned())),
            }
        }
    }
    topics
}

/// The event chains of each sentence; single mentions are none.
fn chains(mentions: &serde_json::Value) -> HashMap<(String, usize), HashSet<String>> {
    let mut chains: HashMap<(String, usize), HashSet<String>> = HashMap::new();
    for mention in mentions.as_array().into_iter().flatten() {
        let (Some(document), Some(sentence), Some(chain)) =
            (mention["doc_id"].as_str(), mention["sent_id"].as_u64(), mention["coref_chain"].as_str())
        else {
            continue;
        };
        if mention["is_singleton"].as_bool() != Some(true) && !chain.starts_with("Singleton") {
            chains.entry((document.to_owned(), sentence as usize)).or_default().insert(chain.to_owned());
        }
    }
    chains
}

fn topic(
    documents: &[Document],
    chains: &HashMap<(String, usize), HashSet<String>>,
    incident: &mut [Counts; 2],
    event: &mut [Counts; 2],
) {
    let language = language("en");
    let senses = Senses::of("en", language.lexis);
    let mut lexicon = Lexicon::default();
    // One digest a sentence, so that each is one as the data says.
    let mut digests: Vec<Vec<Digest>> = documents
        .iter()
        .map(|d| d.sentences.iter().map(|(_, text)| Digest::read(text.clone(), None, language)).collect())
        .collect();
    for digest in digests.iter_mut().flatten() {
        digest.number(&mut lexicon, &senses, &Aliases::default());
    }
    let words = |digest: &Digest| digest.sentences.iter().flat_map(|s| s.words.clone()).collect::<Vec<_>>();
    let articles: Vec<Vec<_>> = digests.iter().map(|d| d.iter().flat_map(words).collect()).collect();
    let story = stories(&articles, &lexicon);
    let bags: Vec<Vec<_>> = digests
        .iter()
        .map(|d| {
            d.iter().map(|s| crossread::compare::likeness::Bag::of(&words(s), &lexicon)).collect::<Vec<_>>()
        })
        .collect();
    let plain = Plain::new(documents.iter().flat_map(|d| d.sentences.iter().map(|(_, text)| text.as_str())));
    let whole: Vec<String> = documents
        .iter()
        .map(|d| d.sentences.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" "))
        .collect();
    for one in 0..documents.len() {
        for other in one + 1..documents.len() {
            let plus = |d: usize| documents[d].id.ends_with("plus");
            let found =
                [story[one] == story[other], plain.dice(&whole[one], &whole[other]) >= PLAIN_DOCUMENTS];
            add(incident, plus(one) == plus(other), found);
            for (a, (number_a, text_a)) in documents[one].sentences.iter().enumerate() {
                for (b, (number_b, text_b)) in documents[other].sentences.iter().enumerate() {
                    let chain = |d: usize, number: usize| chains.get(&(documents[d].id.clone(), number));
                    let gold = chain(one, *number_a)
                        .zip(chain(other, *number_b))
                        .is_some_and(|(x, y)| !x.is_disjoint(y));
                    let ours = story[one] == story[other]
                        && likeness(&bags[one][a], &bags[other][b], &lexicon) >= SAME_EVENT;
                    add(event, gold, [ours, plain.dice(text_a, text_b) >= PLAIN_SENTENCES]);
                }
            }
        }
    }
}

fn add(counts: &mut [Counts; 2], gold: bool, found: [bool; 2]) {
    for (counts, found) in counts.iter_mut().zip(found) {
        counts.gold += usize::from(gold);
        counts.found += usize::from(found);
        counts.right += usize::from(gold && found);
    }
}
