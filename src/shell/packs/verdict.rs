//! `crossread pack verify`: every check of a pack, and each that failed.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use serde::Serialize;

use super::{Depot, facts, shown, size};
use crate::briefing::Partial;
use crate::export::{Look, ProblemRow, problem_rows};
use crate::library::Opened;
use crate::pack::{Ledger, Manifest, Verdict};
use crate::problem::{Problem, Severity, counted};
use crate::shell::print::{Failure, Output};
use crate::shell::{said, today};
use crate::text;
use crate::text::Text;

/// Checks a file; each briefing is handed over.
pub(super) fn checked(path: &Path, each: impl FnMut(Opened)) -> Result<Verdict, Failure> {
    let failed = |why: Text| Failure::new(text!("{}: {why}", shown(path)));
    let meta = std::fs::metadata(path).map_err(|e| failed(said(&e)))?;
    if meta.is_dir() {
        return Err(Failure::hint(
            text!("{} is a folder", shown(path)),
            "crossread pack build makes a pack of the briefings in it",
        ));
    }
    // A device or pipe is not even opened: that alone can hang.
    if !meta.is_file() {
        return Err(failed(Text::new("this is no file but a device or pipe")));
    }
    let file = File::open(path).map_err(|e| failed(said(&e)))?;
    Ok(crate::pack::verify(BufReader::new(file), &shown(path), today(), each))
}

#[derive(Serialize)]
// Each is an answer that a script asks for.
#[allow(clippy::struct_excessive_bools)]
struct Report<'a> {
    file: Text,
    ok: bool,
    id: Option<&'a Text>,
    title: Option<&'a Text>,
    publisher: Option<&'a Text>,
    serial: Option<u64>,
    created: Option<Partial>,
    expires: Option<Partial>,
    expired: bool,
    signed: bool,
    trusted: bool,
    key: Option<String>,
    fingerprint: Option<Text>,
    digest: Option<String>,
    briefings: usize,
    questions: usize,
    articles: usize,
    size: u64,
    problems: Vec<ProblemRow<'a>>,
}

/// Runs the command.
pub(super) fn verify(output: &mut Output, path: &Path, json: bool, trusted: bool) -> Result<(), Failure> {
    let ledger = Depot::of_reader().and_then(|depot| depot.ledger()).unwrap_or_default();
    let verdict = checked(path, |_| {})?;
    let manifest = verdict.pack.as_ref().map(|p| &p.manifest);
    let known = manifest.and_then(|m| ledger.trusted(m.key.as_ref()?));
    let mut problems: Vec<Problem> = verdict.faults.iter().chain(&verdict.errors).cloned().collect();
    problems.extend(manifest.and_then(|m| untrusted(m, &ledger, &shown(path), trusted)));
    if let Some(since) = manifest.and_then(|m| m.expired_since(today())) {
        let message = text!("the pack has expired, since {}", crate::briefing::day(since));
        let problem = Problem::of_file(shown(path), Severity::Warning, "expired", message);
        problems.push(problem.hint("ask the publisher for a newer edition"));
    }
    let ok = verdict.pack.is_some() && !problems.iter().any(Problem::is_error);
    if json {
        let report = Report {
            file: shown(path),
            ok,
            id: manifest.map(|m| &m.id),
            title: manifest.map(|m| &m.title),
            publisher: manifest.map(|m| &m.publisher),
            serial: manifest.map(|m| m.serial),
            created: manifest.map(created),
            expires: manifest.and_then(|m| m.expires).map(Partial::Day),
            expired: manifest.is_some_and(|m| m.expired_since(today()).is_some()),
            signed: manifest.is_some_and(|m| m.key.is_some()),
            trusted: known.is_some(),
            key: manifest.and_then(|m| m.key).map(|k| k.to_string()),
            fingerprint: manifest.and_then(|m| m.key).map(|k| k.fingerprint()),
            digest: verdict.pack.as_ref().map(|p| p.digest.hex()),
            briefings: verdict.tally.briefings,
            questions: verdict.tally.questions,
            articles: verdict.tally.articles(),
            size: verdict.size,
            problems: problem_rows(&problems),
        };
        output.bytes(serde_json::to_string_pretty(&report).unwrap_or_default().as_bytes())?;
    } else {
        output.problems(&problems)?;
        let state = match (ok, manifest.is_some_and(|m| m.key.is_some())) {
            (false, _) => text!("{}: not to be used", shown(path)),
            (true, true) => text!("{}: whole, and signed", shown(path)),
            (true, false) => text!("{}: whole, and UNSIGNED", shown(path)),
        };
        output.lines(&vec![(Look::Title, state)])?;
        if let Some(manifest) = manifest {
            facts(output, &about(manifest, &verdict, &ledger))?;
        }
    }
    if ok { Ok(()) } else { Err(Failure::Quiet) }
}

fn created(manifest: &Manifest) -> Partial {
    let at = manifest.created;
    Partial::Time(at.date_naive(), at.time(), chrono::FixedOffset::east_opt(0))
}

/// That a key is not known is told, and is an error where only trusted keys will do.
fn untrusted(manifest: &Manifest, ledger: &Ledger, file: &Text, wanted: bool) -> Option<Problem> {
    let severity = if wanted { Severity::Error } else { Severity::Warning };
    match &manifest.key {
        Some(key) if ledger.trusted(key).is_some() => None,
        Some(_) => {
            let message = text!("the key of {} is not known here", manifest.publisher);
            let problem = Problem::of_file(file.clone(), severity, "unknown-key", message);
            Some(problem.hint("compare its fingerprint with what the publisher tells elsewhere"))
        }
        None => {
            let message = "nobody has signed this pack, so nobody vouches for it";
            Some(Problem::of_file(file.clone(), severity, "unsigned", message.into()))
        }
    }
}

/// What a pack is, for people.
pub(super) fn about(manifest: &Manifest, verdict: &Verdict, ledger: &Ledger) -> Vec<(&'static str, Text)> {
    let m = manifest;
    let mut facts = vec![
        ("pack", text!("{}, serial {}", m.id, m.serial)),
        ("title", m.title.clone()),
        ("publisher", m.publisher.clone()),
    ];
    if let Some(key) = &m.key {
        facts.push(("key", key.fingerprint()));
        let known = ledger.trusted(key);
        facts.push((
            "",
            known.map_or_else(|| "not known here".into(), |t| text!("trusted since {}", t.since.shown())),
        ));
    }
    let made = crate::briefing::day(m.created.date_naive());
    let until = m.expires.map_or_else(
        || text!("made {made}"),
        |e| text!("made {made}, to be read until {}", crate::briefing::day(e)),
    );
    facts.push(("dates", until));
    let tally = &verdict.tally;
    facts.push((
        "content",
        text!(
            "{}, {}, {}",
            counted(tally.briefings, "briefing", "briefings"),
            counted(tally.questions, "question", "questions"),
            counted(tally.articles(), "article", "articles")
        ),
    ));
    facts.push(("size", size(verdict.size)));
    facts
}
