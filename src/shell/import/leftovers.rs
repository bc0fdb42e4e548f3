//! What imports that were killed left behind, and when it may go.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// The name of what an import makes beside its place begins so.
pub(super) const PREFIX: &str = ".crossread-import-";
/// In a stage: the number of the folder that it changes places with.
const NOTE: &str = "exchanged";

/// Notes which folder a stage is about to change places with, so that the old one is known again.
pub(super) fn note(stage: &Path, articles: &Path) -> io::Result<()> {
    fs::write(stage.join(NOTE), fs::metadata(articles)?.ino().to_string())
}

/// Removes what killed imports left in these folders. Only who has the turn may do so: what is in use
/// belongs to whoever has it.
pub(super) fn tidy(folders: &[&Path]) {
    for folder in folders {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(PREFIX) {
                // What cannot be removed stays; the import itself does not need it gone.
                let _ = remove(&entry.path());
            }
        }
    }
}

fn remove(path: &Path) -> io::Result<()> {
    if !fs::symlink_metadata(path)?.is_dir() {
        return fs::remove_file(path);
    }
    if holds_anything(path)? { Ok(()) } else { fs::remove_dir_all(path) }
}

/// Does a stage hold something that somebody put or changed there after the two folders had changed
/// places, and that stands nowhere else?
fn holds_anything(stage: &Path) -> io::Result<bool> {
    let Ok(noted) = fs::metadata(stage.join(NOTE)) else { return Ok(false) };
    let old = stage.join("articles");
    let exchanged = fs::metadata(&old).is_ok_and(|meta| {
        fs::read_to_string(stage.join(NOTE)).is_ok_and(|note| note == meta.ino().to_string())
    });
    if !exchanged {
        return Ok(false);
    }
    let since = (noted.mtime(), noted.mtime_nsec());
    let mut folders = vec![old];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let meta = entry.metadata()?;
            if meta.is_dir() {
                folders.push(entry.path());
            } else if meta.nlink() < 2 && (meta.mtime(), meta.mtime_nsec()) >= since {
                return Ok(true);
            }
        }
    }
    Ok(false)
}
