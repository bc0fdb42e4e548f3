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

/// `~` at the start of a path is the home folder.
pub(super) fn expand(path: &Path) -> PathBuf {
    match path.strip_prefix("~") {
        Ok(rest) => base().map_or_else(|| path.to_owned(), |b| b.home_dir().join(rest)),
        Err(_) => path.to_owned(),
    }
}
