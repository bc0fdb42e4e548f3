//! Packs coming in, going back, going out.

use std::fs::{self, File};
use std::io::{self, BufReader, IsTerminal, Read, Seek, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::depot::{DRAFT, sync};
use super::{Depot, depot, facts, shown, size, verdict};
use crate::briefing::Partial;
use crate::export::{Lines, Look};
use crate::pack::{Fault, Installed, Kept, LARGEST_PACK, Ledger, Manifest, Pack, PublicKey, Step, verify};
use crate::problem::{counted, nearest};
use crate::shell::print::{Failure, Output};
use crate::shell::{said, today};
use crate::text;
use crate::text::Text;

/// `crossread pack install`
pub(super) fn install(output: &mut Output, path: &Path, yes: bool, unsigned: bool) -> Result<(), Failure> {
    let depot = Depot::of_reader()?;
    let ledger = depot.ledger()?;
    let verdict = verdict::checked(path, |_| {})?;
    let Some(pack) = verdict.pack.as_ref().filter(|_| verdict.holds()) else {
        output.complain(&[verdict.faults, verdict.errors].concat());
        return Err(Failure::new(text!("{}: not installed", shown(path))));
    };
    let m = &pack.manifest;
    let refused = |fault: Fault| Failure::of(fault, &shown(path));
    let mut newly = None;
    match ledger.admit(pack, unsigned) {
        Ok(_) => {}
        // That it is not known comes after all other rules.
        Err(fault) if fault.code == "unknown-key" && !yes && asking() => {
            facts(output, &verdict::about(m, &verdict, &ledger))?;
            let question = text!("Trust this key of {} from now on?", m.publisher);
            if !agreed(&question)? {
                return Err(Failure::new(text!("{}: not installed", shown(path))));
            }
            newly = m.key;
        }
        Err(fault) => return Err(refused(fault)),
    }
    if let Some(since) = m.expired_since(today()).filter(|_| !yes) {
        let expired = text!("it has expired, since {}", crate::briefing::day(since));
        if !asking() {
            return Err(Failure::hint(text!("{}: {expired}", shown(path)), "--yes installs it all the same"));
        }
        if !agreed(&text!("{expired}. Install it all the same?"))? {
            return Err(Failure::new(text!("{}: not installed", shown(path))));
        }
    }
    let step = depot.change(|ledger, folder| {
        let step = take_in(ledger, folder, path, pack, newly, unsigned);
        step.map_err(|failure| failure.about(&shown(path)))
    })?;
    let name = text!("{}, serial {}", m.id, m.serial);
    let unsigned = if m.key.is_none() { " (UNSIGNED)" } else { "" };
    match step {
        Step::New => output.line(&text!("installed {name}{unsigned}: {}", m.title)),
        Step::Same => output.line(&text!("{name}{unsigned} is installed already")),
        Step::Update(was) => {
            output.line(&text!("updated {name}{unsigned}, was {was}: {}", m.title))?;
            output.line(&text!("  crossread pack diff {}@{was} {} shows what changed", m.id, m.id))
        }
    }
}

/// Copies a pack, checks the copy, and takes it into the ledger. What was checked before counts
/// only where the copy is the same pack.
fn take_in(
    ledger: &mut Ledger,
    folder: &Path,
    path: &Path,
    expected: &Pack,
    newly: Option<PublicKey>,
    unsigned: bool,
) -> Result<Step, Failure> {
    let failed = |error: io::Error| Failure::new(text!("{}; nothing was changed", said(&error)));
    let mut copy = tempfile::Builder::new().prefix(DRAFT).tempfile_in(folder).map_err(failed)?;
    let mut original = File::open(path).map_err(failed)?.take(LARGEST_PACK + 1);
    let size = io::copy(&mut original, copy.as_file_mut()).map_err(failed)?;
    copy.as_file().sync_all().map_err(failed)?;
    copy.as_file_mut().rewind().map_err(failed)?;
    let verdict = verify(BufReader::new(copy.as_file()), &shown(path), today(), |_| {});
    let Some(pack) = verdict.pack.as_ref().filter(|pack| verdict.holds() && *pack == expected) else {
        return Err(Failure::new(Text::new("it changed while it was read; nothing was changed")));
    };
    if let Some(key) = newly {
        ledger.trust(key, &pack.manifest.publisher, today());
    }
    let step = ledger.admit(pack, unsigned).map_err(|fault| Failure::of(fault, &shown(path)))?;
    ledger.install(pack, size);
    let installed = ledger.installed(pack.manifest.id.as_str());
    let name = installed.and_then(|p| Some(p.file(p.current()?))).unwrap_or_default();
    copy.persist(folder.join(name)).map_err(|error| failed(error.error))?;
    sync(folder).map_err(failed)?;
    Ok(step)
}

/// Can somebody be asked?
fn asking() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks on standard error; anything but yes is no.
fn agreed(question: &Text) -> Result<bool, Failure> {
    write!(io::stderr(), "{question} [y/N] ")?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a Text,
    title: &'a Text,
    publisher: &'a Text,
    serial: u64,
    previous: Option<u64>,
    created: Partial,
    expires: Option<Partial>,
    expired: bool,
    signed: bool,
    trusted: bool,
    fingerprint: Option<Text>,
    briefings: usize,
    articles: usize,
    size: u64,
    file: Text,
}

/// `crossread pack list`
pub(super) fn list(output: &mut Output, json: bool) -> Result<(), Failure> {
    let depot = Depot::of_reader()?;
    let ledger = depot.ledger()?;
    if json {
        let row = |pack: &Installed| {
            let e = pack.current()?;
            let row = Row {
                id: &pack.id,
                title: &e.title,
                publisher: &e.publisher,
                serial: e.serial,
                previous: pack.other().map(|o| o.serial),
                created: e.created,
                expires: e.expires,
                expired: e.expired_since(today()).is_some(),
                signed: e.key.is_some(),
                trusted: e.key.is_some_and(|k| ledger.trusted(&k).is_some()),
                fingerprint: e.key.map(|k| k.fingerprint()),
                briefings: e.briefings,
                articles: e.articles,
                size: e.size,
                file: shown(&depot.file(pack, e)),
            };
            serde_json::to_value(row).ok()
        };
        let rows: Vec<_> = ledger.packs.iter().filter_map(row).collect();
        return output.bytes(serde_json::to_string_pretty(&rows).unwrap_or_default().as_bytes());
    }
    if ledger.packs.is_empty() {
        output.line(&Text::new("no pack is installed"))?;
        return output.line(&Text::new("  crossread pack install FILE installs one"));
    }
    let mut lines = Lines::new();
    for pack in &ledger.packs {
        let Some(e) = pack.current() else { continue };
        lines.push((Look::Heading, text!("{}  {}", pack.id, e.title)));
        lines.push((Look::Muted, text!("    {}", edition(pack, e).join(" · "))));
    }
    output.lines(&lines)
}

/// What is said of an installed pack in a line.
fn edition(pack: &Installed, e: &Kept) -> Vec<String> {
    let mut facts = vec![format!("serial {}", e.serial), format!("by {}", e.publisher)];
    if e.key.is_none() {
        facts.insert(0, "UNSIGNED".to_owned());
    }
    facts.push(counted(e.briefings, "briefing", "briefings").to_string());
    facts.push(size(e.size).to_string());
    match (e.expired_since(today()), e.expires) {
        (Some(since), _) => facts.insert(0, format!("EXPIRED since {}", crate::briefing::day(since))),
        (None, Some(last)) => facts.push(format!("until {}", last.shown())),
        (None, None) => {}
    }
    facts.extend(pack.other().map(|other| format!("{} is kept", other.serial)));
    facts
}

fn not_installed(ledger: &Ledger, id: &str) -> Failure {
    let name = Text::new(id).line();
    let near = nearest(name.get(), ledger.packs.iter().map(|p| p.id.as_str()));
    let hint = near.map_or_else(
        || "crossread pack list shows all of them".to_owned(),
        |near| format!("did you mean {near}?"),
    );
    Failure::hint(text!("no pack `{name}` is installed"), &hint)
}

/// `crossread pack remove`
pub(super) fn remove(output: &mut Output, id: &str) -> Result<(), Failure> {
    let depot = Depot::of_reader()?;
    if depot.ledger()?.installed(id).is_none() {
        return Err(not_installed(&depot.ledger()?, id));
    }
    let removed = depot.change(|ledger, _| ledger.remove(id).ok_or_else(|| not_installed(ledger, id)))?;
    let serials: Vec<String> = removed.editions.iter().map(|e| e.serial.to_string()).collect();
    output.line(&text!("removed {}, serial {}", removed.id, serials.join(" and ")))
}

/// `crossread pack rollback`
pub(super) fn roll_back(output: &mut Output, id: &str) -> Result<(), Failure> {
    let depot = Depot::of_reader()?;
    if depot.ledger()?.installed(id).is_none() {
        return Err(not_installed(&depot.ledger()?, id));
    }
    let (now, was) = depot.change(|ledger, _| {
        let installed = ledger.roll_back(id).map_err(|fault| Failure::of(fault, &Text::new(id).line()))?;
        let serial = |e: Option<&Kept>| e.map_or(0, |e| e.serial);
        Ok((serial(installed.current()), serial(installed.other())))
    })?;
    output.line(&text!("{id}: serial {now} is read, was {was}"))?;
    output.line(&text!("  the same again goes back to {was}"))
}

/// An installed pack's file, by `ID` or `ID@SERIAL`.
pub(super) fn file_of(named: &str) -> Result<Option<PathBuf>, Failure> {
    let depot = Depot::of_reader()?;
    let ledger = depot.ledger()?;
    let (id, serial) = named.split_once('@').map_or((named, None), |(id, serial)| (id, Some(serial)));
    let Some(installed) = ledger.installed(id) else { return Ok(None) };
    let edition = match serial {
        None => installed.current(),
        Some(serial) => installed.editions.iter().find(|e| e.serial.to_string() == serial),
    };
    let Some(edition) = edition else {
        let kept: Vec<String> = installed.editions.iter().map(|e| format!("{id}@{}", e.serial)).collect();
        let named = Text::new(named).line();
        return Err(Failure::hint(
            text!("`{named}` is not kept"),
            &format!("there are {}", kept.join(" and ")),
        ));
    };
    Ok(Some(depot.file(installed, edition)))
}

/// `crossread pack export`: the file that was installed, byte for byte.
pub(super) fn export(output: &mut Output, id: &str, into: Option<&Path>) -> Result<(), Failure> {
    let Some(path) = file_of(id)? else { return Err(not_installed(&Depot::of_reader()?.ledger()?, id)) };
    let failed = |path: &Path, error: &io::Error| Failure::new(text!("{}: {}", shown(path), said(error)));
    let bytes = fs::read(&path).map_err(|e| failed(&path, &e))?;
    let verdict = verify(bytes.as_slice(), &shown(&path), today(), |_| {});
    let Some(pack) = verdict.pack.as_ref().filter(|_| verdict.whole()) else {
        output.complain(&verdict.faults);
        return Err(Failure::hint(text!("the installed pack is damaged"), "install it again"));
    };
    let Manifest { id, serial, .. } = &pack.manifest;
    let into = into.map_or_else(|| PathBuf::from(format!("{id}-{serial}.pack")), Path::to_owned);
    if into.symlink_metadata().is_ok() {
        return Err(Failure::hint(
            text!("{} is there already", shown(&into)),
            "name another file: -o other.pack",
        ));
    }
    depot::put(&into, &bytes, 0o666).map_err(|e| failed(&into, &e))?;
    output.line(&text!("{}", shown(&into)))
}
