//! Files of the cache folder: each with a first line that says what it is and a checksum, so that
//! one that is damaged, cut or of another kind is as if it were not there.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// What a file holds, if it is whole and begins with `magic`.
pub(super) fn load<T: DeserializeOwned>(file: &Path, magic: &[u8]) -> Option<T> {
    let bytes = fs::read(file).ok()?;
    let rest = bytes.strip_prefix(magic)?;
    let (sum, body) = rest.split_first_chunk::<8>()?;
    if u64::from_le_bytes(*sum) != checksum(body) {
        return None;
    }
    postcard::from_bytes(body).ok()
}

/// Keeps something in a file, whole or not at all.
pub(super) fn save(file: &Path, magic: &[u8], value: &impl Serialize) -> std::io::Result<()> {
    let body = postcard::to_stdvec(value).map_err(std::io::Error::other)?;
    let folder = file.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut draft = tempfile::NamedTempFile::new_in(folder)?;
    draft.write_all(magic)?;
    draft.write_all(&checksum(&body).to_le_bytes())?;
    draft.write_all(&body)?;
    // A cache need not survive a power cut, so nothing is synced.
    draft.persist(file)?;
    Ok(())
}

fn checksum(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}
