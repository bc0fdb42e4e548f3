//! `crossread pack build`: briefings to a file.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, Utc};

use super::{Depot, depot, facts, keys, reading, shown, size, verdict};
use crate::briefing::Partial;
use crate::document::{self, Log};
use crate::pack::{Draft, PACK_FILE, Sum, Verdict, build as assemble};
use crate::problem::{Problem, counted};
use crate::shell::args::BuildArguments;
use crate::shell::print::{Failure, Output};
use crate::shell::{said, store, today};
use crate::text;
use crate::text::Text;

/// What a pack is called, as `pack.toml` and the command line say it.
#[derive(Default)]
struct Label {
    id: Option<Text>,
    title: Option<Text>,
    publisher: Option<Text>,
    serial: Option<u64>,
    expires: Option<NaiveDate>,
}

/// Runs the command.
pub(super) fn build(output: &mut Output, arguments: &BuildArguments) -> Result<(), Failure> {
    let label = label(output, arguments)?;
    let wanted = |what: &str, example: &str| {
        let hint = format!("--{what} {example}, or `{what}` in {PACK_FILE}");
        Failure::usage(text!("the pack has no {what}"), &hint)
    };
    let (found, problems) = store::find(&arguments.folders);
    output.complain(&problems);
    if problems.iter().any(Problem::is_error) {
        return Err(Failure::Quiet);
    }
    let draft = Draft {
        id: label.id.ok_or_else(|| wanted("id", "border-clash"))?,
        title: label.title.ok_or_else(|| wanted("title", "\"Clashes on the border\""))?,
        publisher: label.publisher.ok_or_else(|| wanted("publisher", "\"Border Desk\""))?,
        serial: label.serial.ok_or_else(|| wanted("serial", "1"))?,
        expires: label.expires,
        created: epoch()?,
        briefings: found.iter().map(store::source).collect(),
    };
    let secret = arguments
        .key
        .as_deref()
        .map(|key| keys::secret(key, arguments.password_file.as_deref()))
        .transpose()?;
    let (built, problems) = assemble(&draft, secret.as_ref(), today());
    let errors: Vec<Problem> = problems.iter().filter(|p| p.is_error()).cloned().collect();
    let Some(built) = built else {
        output.complain(&errors);
        return Err(Failure::new(text!("{}: not made", shown(&arguments.output))));
    };
    write(&arguments.output, &built.bytes)?;
    output.line(&text!("made {}", shown(&arguments.output)))?;
    let verdict = Verdict { tally: built.tally, size: built.bytes.len() as u64, ..Verdict::default() };
    let ledger = Depot::of_reader().and_then(|d| d.ledger()).unwrap_or_default();
    let mut about = verdict::about(&built.manifest, &verdict, &ledger);
    about.retain(|(name, _)| !name.is_empty() && *name != "size");
    about.push((
        "size",
        text!("{} in {}", size(verdict.size), counted(built.manifest.files.len(), "file", "files")),
    ));
    about.push(("sha256", Text::new(&Sum::of(&built.bytes).hex())));
    facts(output, &about)?;
    if secret.is_none() {
        output.line(&Text::new("  UNSIGNED: --key FILE signs it; crossread pack key new makes a key"))?;
    }
    let warnings = problems.len();
    if warnings > 0 {
        let warnings = counted(warnings, "warning", "warnings");
        output.line(&text!("  {warnings} in its briefings: crossread check shows them"))?;
    }
    Ok(())
}

/// Writes a pack; in the place of another pack, but of nothing else.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let empty = fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.len() == 0);
    if path.symlink_metadata().is_ok() && !empty && !reading::begins(path) {
        return Err(Failure::hint(
            text!("{} is there already, and is no pack", shown(path)),
            "name another file: -o border.pack",
        ));
    }
    depot::put(path, bytes, 0o666).map_err(|e| Failure::new(text!("{}: {}", shown(path), said(&e))))
}

/// `SOURCE_DATE_EPOCH`: seconds since 1970, by which builds are made to come out the same.
fn epoch() -> Result<Option<DateTime<Utc>>, Failure> {
    let Some(written) = std::env::var_os("SOURCE_DATE_EPOCH") else { return Ok(None) };
    let seconds = written.to_str().and_then(|s| s.parse().ok());
    let most = 253_402_300_799; // the end of 9999
    match seconds.filter(|s| (0..=most).contains(s)).and_then(|s| DateTime::from_timestamp(s, 0)) {
        Some(moment) => Ok(Some(moment)),
        None => Err(Failure::usage(
            text!("SOURCE_DATE_EPOCH is `{}`", Text::new(&written.to_string_lossy()).line()),
            "seconds since 1970: SOURCE_DATE_EPOCH=1766880000",
        )),
    }
}

/// What the files beside the briefings say, and what the command line says in their place.
fn label(output: &Output, arguments: &BuildArguments) -> Result<Label, Failure> {
    let line = |text: &Option<String>| text.as_deref().map(|t| Text::new(t).line());
    let mut label = beside(output, &arguments.folders)?;
    label.id = line(&arguments.id).or(label.id);
    label.title = line(&arguments.title).or(label.title);
    label.publisher = line(&arguments.publisher).or(label.publisher);
    label.serial = arguments.serial.or(label.serial);
    if let Some(written) = &arguments.expires {
        let Some(Partial::Day(day)) = Partial::read(written) else {
            let found = Text::new(written).line();
            return Err(Failure::usage(text!("`{found}` is no day"), "--expires 2026-03-01"));
        };
        label.expires = Some(day);
    }
    Ok(label)
}

fn beside(output: &Output, folders: &[PathBuf]) -> Result<Label, Failure> {
    let mut files: Vec<PathBuf> = folders.iter().filter_map(|folder| pack_file(folder)).collect();
    files.sort();
    files.dedup_by_key(|file| fs::canonicalize(file).ok());
    let path = match files.as_slice() {
        [] => return Ok(Label::default()),
        [one] => one,
        [one, other, ..] => {
            return Err(Failure::hint(
                text!("there are two: {} and {}", shown(one), shown(other)),
                "build a pack from one place at a time",
            ));
        }
    };
    let bytes = store::read_bytes(path).map_err(|p| Failure::new(text!("{}: {}", p.file, p.message)))?;
    let (content, mut problems) = document::decode(&shown(path), &bytes);
    let mut log = Log::new(shown(path), &content);
    let label = read(&mut log);
    problems.extend(log.finish());
    output.complain(&problems);
    if problems.iter().any(Problem::is_error) { Err(Failure::Quiet) } else { Ok(label) }
}

/// In a library, or beside the briefing.
fn pack_file(folder: &Path) -> Option<PathBuf> {
    let inside = folder.join(PACK_FILE);
    if inside.is_file() {
        return Some(inside);
    }
    // `.` and `..` have a parent only when they are followed to the end.
    let real = fs::canonicalize(folder).ok()?;
    let named = folder.file_name() == real.file_name();
    let beside = if named { folder.with_file_name(PACK_FILE) } else { real.with_file_name(PACK_FILE) };
    Some(beside).filter(|file| file.is_file())
}

fn read(log: &mut Log<'_>) -> Label {
    document::read(log, |log, fields| {
        let mut text = |log: &mut Log<'_>, name| fields.text(log, name).map(|found| found.value.line());
        let (id, title, publisher) = (text(log, "id"), text(log, "title"), text(log, "publisher"));
        let serial = fields.integer(log, "serial").and_then(|found| {
            let serial = u64::try_from(found.value).ok().filter(|n| *n > 0);
            if serial.is_none() {
                let message = text!("`serial` is {}, and editions count from 1", found.value);
                log.error("out-of-range", found.span, message);
            }
            serial
        });
        let expires = fields.stamp(log, "expires").map(|found| found.value.date);
        fields.finish(log);
        Label { id, title, publisher, serial, expires }
    })
}
