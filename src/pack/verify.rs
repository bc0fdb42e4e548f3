//! A pack, checked from its first byte to its last.
//!
//! The order is that of trust: headers and signature first, then the check sums that it signs, then
//! the manifest that they hold, then each file. Nothing is parsed before its sum was found right.

use std::io::Read;

use chrono::NaiveDate;

use super::frame::{self, Entry, Frame};
use super::manifest::{File, Manifest};
use super::signature::{self, Signature};
use super::sums::{self, Sum};
use super::tally::Tally;
use super::{Fault, MANIFEST, MARK, SIGNATURE, SUMS, gzip};
use crate::briefing::parse::{self, Source, parse};
use crate::library::Opened;
use crate::problem::{Problem, Severity};
use crate::text;
use crate::text::Text;

/// Bytes of a signature at most.
const LONGEST_SIGNATURE: u64 = 1024;

/// The beginning of a pack, found right: what it says of itself, and where its files stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// What it says of itself; its key has signed it.
    pub manifest: Manifest,
    /// Of its list of check sums: two packs of the same content have the same.
    pub digest: Sum,
    /// The sum of each packed file.
    sums: Vec<Sum>,
    /// Where the first of them begins.
    begins: u64,
}

impl Pack {
    /// Reads a pack up to its manifest.
    pub fn head(source: impl Read) -> Result<Self, Fault> {
        head(&mut Frame::new(source))
    }

    /// The files of a briefing, and where the bytes of each begin in the pack.
    pub fn files_of(&self, briefing: &str) -> impl Iterator<Item = (usize, u64, &File)> {
        let mut at = self.begins;
        self.manifest.files.iter().enumerate().filter_map(move |(number, file)| {
            let begins = at + frame::room(0);
            at += frame::room(file.packed);
            (file.parts()?.0 == briefing).then_some((number, begins, file))
        })
    }

    /// The content of the file of this number, from its packed bytes.
    pub fn unpack(&self, number: usize, packed: &[u8]) -> Result<Vec<u8>, Fault> {
        let (Some(file), Some(sum)) = (self.manifest.files.get(number), self.sums.get(number)) else {
            return Err(Fault::new("unknown-file", "there is no such file in the pack"));
        };
        let path = Text::new(&file.path);
        if Sum::of(packed) != *sum {
            return Err(Fault::new("sum", text!("`{path}` is not what was packed"))
                .hint("the pack was changed or damaged on its way: get it again"));
        }
        let plain = gzip::unpack(packed, file.plain)
            .map_err(|fault| Fault { message: text!("`{path}` {}", fault.message), ..fault })?;
        if Sum::of(&plain) != file.sum {
            return Err(Fault::new("plain-sum", text!("`{path}` unpacks to something else than it should")));
        }
        Ok(plain)
    }
}

fn head<R: Read>(frame: &mut Frame<R>) -> Result<Pack, Fault> {
    mark(frame)?;
    let entry = wanted(frame.next()?, SUMS)?;
    let list = frame.content(&entry)?;
    let digest = Sum::of(&list);
    let mut entry = frame.next()?;
    let mut signed: Option<Signature> = None;
    if let Some(signature) = entry.take_if(|e| e.path == SIGNATURE) {
        if signature.size > LONGEST_SIGNATURE {
            return Err(Fault::new("signature-form", "the signature is far too long"));
        }
        signed = Some(signature::check(&frame.content(&signature)?, &list)?);
        entry = frame.next()?;
    }
    let entry = wanted(entry, MANIFEST)?;
    let written = frame.content(&entry)?;
    let rows = sums::read(&list)?;
    match rows.first() {
        Some((MANIFEST, sum)) if *sum == Sum::of(&written) => {}
        Some((MANIFEST, _)) => {
            return Err(Fault::new("manifest-sum", "the manifest is not the one that was packed"));
        }
        _ => return Err(Fault::new("sums-order", "sha256sums does not begin with the manifest")),
    }
    let manifest = Manifest::read(&written)?;
    match (&signed, &manifest.key) {
        (None, None) => {}
        (None, Some(_)) => {
            return Err(Fault::new("stripped", "the manifest names a key, and the signature is missing")
                .hint("somebody took the signature out: get the pack again"));
        }
        (Some(signed), key) => {
            if *key != Some(signed.key) {
                return Err(Fault::new("other-key", "the manifest names another key than the signature"));
            }
            if signed.id != manifest.id.as_str() || signed.serial != manifest.serial {
                return Err(Fault::new("other-edition", "the signature was made for another pack or serial"));
            }
        }
    }
    let (paths, sums): (Vec<&str>, Vec<Sum>) = rows.into_iter().skip(1).unzip();
    if !paths.iter().eq(manifest.files.iter().map(|f| &f.path).collect::<Vec<_>>().iter()) {
        return Err(Fault::new("sums-files", "sha256sums and the manifest do not list the same files"));
    }
    Ok(Pack { manifest, digest, sums, begins: frame.at() })
}

/// The first file tells that this is a pack, and of which version.
fn mark<R: Read>(frame: &mut Frame<R>) -> Result<(), Fault> {
    let (path, content) = MARK;
    let no_pack =
        || Fault::new("no-pack", "this is no pack of crossread").hint("crossread pack build makes one");
    let entry = frame.next()?.filter(|e| e.path == path && e.size < 64).ok_or_else(no_pack)?;
    let found = frame.content(&entry)?;
    if found == content.as_bytes() {
        return Ok(());
    }
    if found.starts_with(b"crossread pack ") {
        return Err(Fault::new("other-version", "this pack is of another version than crossread reads")
            .hint("install the latest version of crossread"));
    }
    Err(no_pack())
}

fn wanted(entry: Option<Entry>, path: &str) -> Result<Entry, Fault> {
    match entry {
        Some(entry) if entry.path == path => Ok(entry),
        Some(entry) => {
            let found = Text::new(&entry.path).line();
            Err(Fault::new("order", text!("`{found}` stands where `{path}` should")))
        }
        None => Err(Fault::new("missing", text!("`{path}` is missing"))),
    }
}

/// What came of checking a pack.
#[derive(Debug, Clone, Default)]
pub struct Verdict {
    /// The pack, when its beginning is right.
    pub pack: Option<Pack>,
    /// What is in it.
    pub tally: Tally,
    /// Bytes of the pack.
    pub size: u64,
    /// All that is wrong with the pack itself.
    pub faults: Vec<Problem>,
    /// The errors of its briefings.
    pub errors: Vec<Problem>,
}

impl Verdict {
    /// Is it the pack that was made, whatever its briefings are like?
    pub fn whole(&self) -> bool {
        self.pack.is_some() && !self.faults.iter().any(Problem::is_error)
    }

    /// Is nothing wrong?
    pub fn holds(&self) -> bool {
        self.whole() && self.errors.is_empty()
    }
}

/// Checks all of a pack; `file` is how problems name it. Each briefing is handed over as soon as it
/// is read, so that no more than one is in memory.
pub fn verify(source: impl Read, file: &Text, today: NaiveDate, mut each: impl FnMut(Opened)) -> Verdict {
    let mut frame = Frame::new(source);
    let mut verdict = Verdict::default();
    match head(&mut frame) {
        Ok(pack) => {
            let mut contents = Contents { pack: &pack, file, today, verdict: &mut verdict, each: &mut each };
            if let Err(fault) = contents.check(&mut frame) {
                verdict.faults.push(fault.problem(file));
            }
            verdict.pack = Some(pack);
        }
        Err(fault) => verdict.faults.push(fault.problem(file)),
    }
    verdict.size = frame.at();
    verdict
}

struct Contents<'a> {
    pack: &'a Pack,
    file: &'a Text,
    today: NaiveDate,
    verdict: &'a mut Verdict,
    each: &'a mut dyn FnMut(Opened),
}

impl Contents<'_> {
    fn check<R: Read>(&mut self, frame: &mut Frame<R>) -> Result<(), Fault> {
        let manifest = &self.pack.manifest;
        let mut source = Source::default();
        for (number, file) in manifest.files.iter().enumerate() {
            let entry = wanted(frame.next()?, &file.path)?;
            if entry.size != file.packed {
                let message = text!("`{}` has another size than the manifest says", Text::new(&file.path));
                return Err(Fault::new("packed-size", message));
            }
            let packed = frame.content(&entry)?;
            let Some((briefing, article)) = file.parts() else { continue };
            if source.name != briefing {
                self.read(&source);
                source = source_of(self.file, briefing);
            }
            match self.pack.unpack(number, &packed) {
                Ok(plain) => add(&mut source, article, plain),
                Err(fault) => {
                    let problem = fault.problem(self.file);
                    source.problems.push(problem.clone());
                    self.verdict.faults.push(problem);
                }
            }
        }
        if let Some(entry) = frame.next()? {
            let found = Text::new(&entry.path).line();
            return Err(Fault::new("unlisted", text!("`{found}` is in the pack and not in its manifest")));
        }
        self.read(&source);
        let tally = &self.verdict.tally;
        let outlets = manifest.outlets.iter().map(|(name, count)| (name, count));
        // What a damaged file would have told is not missing in the manifest.
        let whole = !self.verdict.faults.iter().any(Problem::is_error);
        if whole && (!outlets.eq(&tally.outlets) || tally.language() != manifest.language) {
            let message = "the manifest tells other outlets or another language than its briefings";
            let problem =
                Problem::of_file(self.file.clone(), Severity::Warning, "manifest-says", message.into());
            self.verdict.faults.push(problem);
        }
        Ok(())
    }

    /// Reads a briefing of which all files are there.
    fn read(&mut self, source: &Source) {
        if source.briefing.is_none() && source.articles.is_empty() {
            return;
        }
        let (briefing, problems) = parse(source, self.today);
        self.verdict.tally.add(&briefing);
        // Of a briefing that is not whole there is nothing more to say than that.
        if source.problems.is_empty() {
            self.verdict.errors.extend(problems.iter().filter(|p| p.is_error()).cloned());
        }
        (self.each)(Opened { briefing, problems });
    }
}

/// The files of a briefing of a pack, none of them read yet.
pub fn source_of(pack: &Text, briefing: &str) -> Source {
    Source { name: briefing.to_owned(), shown: text!("{pack}: {briefing}"), ..Source::default() }
}

/// Adds a file to those of its briefing.
pub fn add(source: &mut Source, article: Option<&str>, bytes: Vec<u8>) {
    let (stem, name) = match article {
        Some(id) => (id, text!("articles/{id}.toml")),
        None => ("briefing", Text::new(parse::BRIEFING_FILE)),
    };
    let file = parse::File { stem: stem.to_owned(), shown: text!("{}/{name}", source.shown), bytes };
    match article {
        Some(_) => source.articles.push(file),
        None => source.briefing = Some(file),
    }
}
