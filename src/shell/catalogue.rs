//! What the shelf showed last time, kept in the cache folder so that the first frame waits for no
//! parser. Disposable: checked against the files once the first frame is drawn, and never a reason
//! not to open. Damaged, cut or of another version, it is as if it were not there.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::cache;
use crate::library::{Entry, Origin};

/// Changes when the layout does.
const MAGIC: &[u8] = concat!("crossread catalogue 2, ", env!("CARGO_PKG_VERSION"), "\n").as_bytes();

/// Entries with the fingerprints of the files that they were read from.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Catalogue {
    /// The paths that were opened; another set has another catalogue.
    roots: Vec<PathBuf>,
    /// In the order in which they were found.
    pub entries: Vec<(Entry, u64)>,
}

impl Catalogue {
    /// An empty one for these paths.
    pub fn new(roots: &[PathBuf]) -> Self {
        Self { roots: roots.to_vec(), entries: Vec::new() }
    }

    /// The one kept in `folder` for these paths, if it is whole and of this version.
    pub fn load(folder: &Path, roots: &[PathBuf]) -> Option<Self> {
        let catalogue: Self = cache::load(&file(folder, roots), MAGIC)?;
        (catalogue.roots == roots).then_some(catalogue)
    }

    /// Keeps it in `folder`, whole or not at all.
    pub fn save(&self, folder: &Path) -> std::io::Result<()> {
        cache::save(&file(folder, &self.roots), MAGIC, self)
    }

    /// Entries and fingerprints by place.
    pub fn by_origin(self) -> HashMap<Origin, (Entry, u64)> {
        self.entries.into_iter().map(|(entry, print)| (entry.source.clone(), (entry, print))).collect()
    }
}

fn file(folder: &Path, roots: &[PathBuf]) -> PathBuf {
    let mut hasher = DefaultHasher::new();
    roots.hash(&mut hasher);
    folder.join(format!("catalogue-{:016x}", hasher.finish()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::shell::store;

    fn sample() -> Catalogue {
        let today = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
        let mut catalogue = Catalogue::new(&[PathBuf::from("somewhere")]);
        for found in store::bundled() {
            let entry = store::open(&found, today).entry(found.origin.clone());
            catalogue.entries.push((entry, store::fingerprint(&found)));
        }
        catalogue
    }

    #[test]
    fn what_is_saved_is_loaded_for_the_same_paths_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let catalogue = sample();
        catalogue.save(folder.path()).expect("saved");
        assert_eq!(Catalogue::load(folder.path(), &catalogue.roots), Some(sample()));
        assert_eq!(Catalogue::load(folder.path(), &[]), None);
    }

    #[test]
    fn a_damaged_one_is_as_good_as_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let catalogue = sample();
        catalogue.save(folder.path()).expect("saved");
        let path = file(folder.path(), &catalogue.roots);
        let bytes = fs::read(&path).expect("bytes");
        for at in [0, 10, MAGIC.len() + 3, bytes.len() / 2, bytes.len() - 1] {
            let mut flipped = bytes.clone();
            flipped[at] ^= 4;
            fs::write(&path, &flipped).expect("written");
            assert_eq!(Catalogue::load(folder.path(), &catalogue.roots), None, "flipped at {at}");
            fs::write(&path, &bytes[..at]).expect("written");
            assert_eq!(Catalogue::load(folder.path(), &catalogue.roots), None, "cut at {at}");
        }
    }
}
