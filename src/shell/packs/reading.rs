//! The briefings of a pack, read where it lies.

use std::fs::{self, File};
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::Depot;
use crate::briefing::parse::Source;
use crate::library::{Origin, Packed, Signer};
use crate::pack::{Ledger, Manifest, Pack, add, source_of, verify};
use crate::problem::{Problem, Severity};
use crate::shell::store::Found;
use crate::shell::{places, said, today};
use crate::text;
use crate::text::Text;

/// Is this a pack: by the ending of its name, or by how it begins?
pub(in crate::shell) fn is_pack(path: &Path) -> bool {
    let called = path.extension().is_some_and(|e| e == "pack");
    called && fs::metadata(path).is_ok_and(|meta| meta.is_file()) || begins(path)
}

/// Does this file begin as packs do?
pub(super) fn begins(path: &Path) -> bool {
    let mut first = [0; 5];
    // A device or pipe is not even opened: that alone can hang.
    fs::metadata(path).is_ok_and(|meta| meta.is_file())
        && File::open(path).and_then(|mut f| f.read_exact(&mut first)).is_ok()
        && &first == b"PACK\0"
}

/// The files of the packs that are installed, in the editions that are read.
pub(in crate::shell) fn installed() -> Vec<PathBuf> {
    let Ok(depot) = Depot::of_reader() else { return Vec::new() };
    let ledger = depot.ledger().unwrap_or_default();
    ledger.packs.iter().filter_map(|p| Some(depot.file(p, p.current()?))).collect()
}

/// The briefings of a pack. One that is not installed is checked from its first byte to its last;
/// of one that is, each file is checked when it is read.
pub(in crate::shell) fn find(path: &Path) -> (Vec<Found>, Vec<Problem>) {
    let shown = super::shown(path);
    let unreadable = |error: &std::io::Error| {
        (Vec::new(), vec![Problem::of_file(shown.clone(), Severity::Error, "unreadable", said(error))])
    };
    let file = match File::open(path) {
        Ok(file) => BufReader::new(file),
        Err(error) => return unreadable(&error),
    };
    let at_home = places::packs().is_some_and(|folder| path.parent() == Some(&folder));
    let (pack, problems) = if at_home {
        match Pack::head(file) {
            Ok(pack) => (Some(pack), Vec::new()),
            Err(fault) => (None, vec![fault.problem(&shown)]),
        }
    } else {
        let verdict = verify(file, &shown, today(), |_| {});
        (verdict.pack.clone().filter(|_| verdict.whole()), verdict.faults)
    };
    let Some(pack) = pack else { return (Vec::new(), problems) };
    let ledger = Depot::of_reader().and_then(|depot| depot.ledger()).unwrap_or_default();
    (found(path, &pack.manifest, &ledger), problems)
}

/// The briefing that stands in a pack under this path: `border.pack/clashes`.
pub(in crate::shell) fn within(path: &Path) -> Option<Found> {
    let (pack, id) = (path.parent()?, path.file_name()?.to_str()?);
    if !is_pack(pack) {
        return None;
    }
    let called = |found: &Found| matches!(&found.origin, Origin::Pack(p) if p.briefing == id);
    find(pack).0.into_iter().find(called)
}

fn found(path: &Path, manifest: &Manifest, ledger: &Ledger) -> Vec<Found> {
    let signer = match &manifest.key {
        None => Signer::Nobody,
        Some(key) if ledger.trusted(key).is_some() => Signer::Trusted,
        Some(_) => Signer::Unknown,
    };
    let expired = manifest.expired_since(today()).map(crate::briefing::day);
    let packed = |briefing: &str| Packed {
        path: path.to_owned(),
        briefing: briefing.to_owned(),
        pack: manifest.id.clone(),
        publisher: manifest.publisher.clone(),
        serial: manifest.serial,
        signer,
        expired: expired.clone(),
    };
    let origins = manifest.briefings().into_iter().map(|b| Origin::Pack(Box::new(packed(b))));
    origins.map(|origin| Found { origin, folder: true }).collect()
}

/// The files of a briefing of a pack; each is checked before it is unpacked.
pub(in crate::shell) fn source(packed: &Packed) -> Source {
    let shown = super::shown(&packed.path);
    let mut source = source_of(&shown, &packed.briefing);
    let unreadable =
        |error: &std::io::Error| Problem::of_file(shown.clone(), Severity::Error, "unreadable", said(error));
    let mut file = match File::open(&packed.path) {
        Ok(file) => BufReader::new(file),
        Err(error) => {
            source.problems.push(unreadable(&error));
            return source;
        }
    };
    let pack = match Pack::head(&mut file) {
        Ok(pack) => pack,
        Err(fault) => {
            source.problems.push(fault.problem(&shown));
            return source;
        }
    };
    let mut any = false;
    for (number, at, row) in pack.files_of(&packed.briefing) {
        any = true;
        let mut bytes = Vec::new();
        let read = file
            .seek(SeekFrom::Start(at))
            .and_then(|_| file.by_ref().take(row.packed).read_to_end(&mut bytes));
        if let Err(error) = read {
            source.problems.push(unreadable(&error));
            continue;
        }
        match pack.unpack(number, &bytes) {
            Ok(plain) => add(&mut source, row.parts().and_then(|(_, article)| article), plain),
            Err(fault) => source.problems.push(fault.problem(&shown)),
        }
    }
    if !any {
        let message = text!("the briefing `{}` is no longer in this pack", Text::new(&packed.briefing));
        source.problems.push(Problem::of_file(shown.clone(), Severity::Error, "not-found", message));
    }
    source
}
