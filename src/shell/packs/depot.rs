//! The folder of installed packs: the files, and `ledger.json` that says which of them count.
//!
//! A file comes under its name when it is whole and on the disk, and counts when the ledger that
//! names it takes the old one's place: one rename decides. Whatever kills the program before leaves
//! a file that nobody reads, and the next change sweeps it away.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, flock};

use crate::pack::{Installed, Kept, Ledger};
use crate::shell::print::Failure;
use crate::shell::{places, said};
use crate::text;
use crate::text::Text;

const LEDGER: &str = "ledger.json";
/// How everything begins that is not finished.
pub(super) const DRAFT: &str = ".crossread-";

/// The folder of installed packs.
pub(super) struct Depot {
    pub(super) folder: PathBuf,
}

impl Depot {
    /// The reader's; its folder need not be there.
    pub(super) fn of_reader() -> Result<Self, Failure> {
        let none = || Failure::new(Text::new("there is no home folder to keep packs in"));
        places::packs().map(|folder| Self { folder }).ok_or_else(none)
    }

    /// What is installed and trusted.
    pub(super) fn ledger(&self) -> Result<Ledger, Failure> {
        let path = self.folder.join(LEDGER);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Ledger::default()),
            Err(error) => return Err(Failure::new(text!("{}: {}", super::shown(&path), said(&error)))),
        };
        Ledger::read(&bytes).map_err(|fault| Failure::of(fault, &super::shown(&path)))
    }

    /// The file of an edition.
    pub(super) fn file(&self, pack: &Installed, edition: &Kept) -> PathBuf {
        self.folder.join(pack.file(edition))
    }

    /// Changes what is installed and trusted: all of it or nothing, one change at a time. `work` may
    /// put files into the folder, which go again when they do not count in the end.
    pub(super) fn change<T>(
        &self,
        work: impl FnOnce(&mut Ledger, &Path) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let failed = |error: io::Error| {
            Failure::new(text!("{}: {}; nothing was changed", super::shown(&self.folder), said(&error)))
        };
        fs::create_dir_all(&self.folder).map_err(failed)?;
        let turn = File::open(&self.folder).map_err(failed)?;
        flock(&turn, FlockOperation::LockExclusive).map_err(|e| failed(e.into()))?;
        let old = self.ledger()?;
        self.sweep(&old);
        let mut new = old.clone();
        let outcome = work(&mut new, &self.folder).and_then(|done| {
            if new != old {
                self.keep(&new).map_err(failed)?;
            }
            Ok(done)
        });
        self.sweep(if outcome.is_ok() { &new } else { &old });
        outcome
    }

    fn keep(&self, ledger: &Ledger) -> io::Result<()> {
        let mut draft = tempfile::Builder::new().prefix(DRAFT).tempfile_in(&self.folder)?;
        draft.write_all(ledger.write().as_bytes())?;
        draft.as_file().sync_all()?;
        draft.persist(self.folder.join(LEDGER)).map_err(|error| error.error)?;
        sync(&self.folder)
    }

    /// Takes away what is not finished and what counts no more. What cannot be taken away is in
    /// nobody's way.
    fn sweep(&self, ledger: &Ledger) {
        let files = ledger.files();
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let pack = Path::new(&name).extension().is_some_and(|e| e == "pack");
            if name.starts_with(DRAFT) || pack && !files.contains(&name) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

pub(super) fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Puts a file in its place when it is whole and on the disk.
pub(super) fn put(path: &Path, bytes: &[u8], mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let parent = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let permissions = fs::Permissions::from_mode(mode);
    let mut draft = tempfile::Builder::new().prefix(DRAFT).permissions(permissions).tempfile_in(parent)?;
    draft.write_all(bytes)?;
    draft.as_file().sync_all()?;
    draft.persist(path).map_err(|error| error.error)?;
    sync(parent)
}
