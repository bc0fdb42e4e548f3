//! Reads the data: files by pattern, JSON, counts and F1.

use std::fs;
use std::path::{Path, PathBuf};

/// The files of a folder whose names begin and end so, by name. An error when there is none.
pub(crate) fn matching(folder: &Path, begins: &str, ends: &str) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut found: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            name.starts_with(begins) && name.ends_with(ends)
        })
        .collect();
    found.sort();
    if found.is_empty() {
        return Err(format!("no file `{begins}*{ends}` in {}", folder.display()));
    }
    Ok(found)
}

/// A file as text; bytes that are no UTF-8 are replaced.
pub(crate) fn read(path: &Path) -> Result<String, String> {
    let bytes = fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A file as JSON.
pub(crate) fn json(path: &Path) -> Result<serde_json::Value, String> {
    serde_json::from_str(&read(path)?).map_err(|e| format!("{}: {e}", path.display()))
}

/// What was found, beside what should have been.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Counts {
    pub right: usize,
    pub found: usize,
    pub gold: usize,
}

impl Counts {
    pub(crate) fn precision(self) -> f64 {
        ratio(self.right, self.found)
    }

    pub(crate) fn recall(self) -> f64 {
        ratio(self.right, self.gold)
    }

    pub(crate) fn f1(self) -> f64 {
        ratio(2 * self.right, self.found + self.gold)
    }
}

/// A share; 0 of nothing.
pub(crate) fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
