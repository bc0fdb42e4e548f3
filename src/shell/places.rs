//! Where things are kept: the XDG folders, on every Unix alike.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

fn base() -> Option<etcetera::base_strategy::Xdg> {
    etcetera::base_strategy::Xdg::new().ok()
}

/// `config.toml` of the reader; it need not be there.
pub(super) fn config_file() -> Option<PathBuf> {
    Some(base()?.config_dir().join("crossread").join("config.toml"))
}

/// The reader's own briefings; the folder need not be there.
pub(super) fn data_library() -> Option<PathBuf> {
    Some(base()?.data_dir().join("crossread").join("briefings"))
}

/// The packs that are installed, and what is known of their keys; the folder need not be there.
pub(super) fn packs() -> Option<PathBuf> {
    Some(base()?.data_dir().join("crossread").join("packs"))
}

/// What can be deleted at any time.
pub(super) fn cache_dir() -> Option<PathBuf> {
    Some(base()?.cache_dir().join("crossread"))
}

/// As many names are offered.
const OFFERED: usize = 200;

/// The paths that begin like this one, in order, those of folders with `/`; hidden ones only where one asks for them.
pub(super) fn beginning_with(begun: &Path) -> Vec<String> {
    let begun = begun.to_string_lossy();
    let (folder, name) =
        begun.rsplit_once('/').map_or(("", &*begun), |(folder, name)| (&begun[..=folder.len()], name));
    let looked = if folder.is_empty() { PathBuf::from(".") } else { expand(Path::new(folder)) };
    let mut found: Vec<String> = std::fs::read_dir(looked)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let found = entry.file_name().into_string().ok()?;
            let wanted = found.starts_with(name) && (name.starts_with('.') || !found.starts_with('.'));
            let sign = if entry.path().is_dir() { "/" } else { "" };
            wanted.then(|| format!("{folder}{found}{sign}"))
        })
        .collect();
    found.sort_unstable();
    found.truncate(OFFERED);
    found
}

/// `~` at the start of a path is the home folder.
pub(super) fn expand(path: &Path) -> PathBuf {
    match path.strip_prefix("~") {
        Ok(rest) => base().map_or_else(|| path.to_owned(), |b| b.home_dir().join(rest)),
        Err(_) => path.to_owned(),
    }
}
