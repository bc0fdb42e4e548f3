//! What the program writes for a reader: a new briefing, whole or not at all.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::print::{Failure, Output};
use super::said;
use crate::briefing::is_id;
use crate::briefing::parse::BRIEFING_FILE;
use crate::text;
use crate::text::Text;
use crate::text::words::slug;

/// The skeleton of a briefing: it passes `check`, and says what can be added.
const SKELETON: &str = include_str!("skeleton.toml");

/// Makes a folder with a commented `briefing.toml`. Nothing is overwritten.
pub(super) fn new(
    output: &mut Output,
    title: &str,
    into: Option<&Path>,
    today: NaiveDate,
) -> Result<(), Failure> {
    let title = Text::new(title).line();
    if title.is_blank() {
        return Err(Failure::hint(
            text!("a briefing needs a title"),
            "crossread new \"Clashes on the border\"",
        ));
    }
    let slug = slug(title.as_str());
    let parent = into.unwrap_or(Path::new("."));
    let folder_of = |id: &str| into.map_or_else(|| PathBuf::from(id), |into| into.join(id));
    // A title that no id can be made of is told apart by day and number.
    let folder = if is_id(&slug) {
        folder_of(&slug)
    } else {
        let dated = (1..10_000)
            .map(|n| if n == 1 { format!("briefing-{today}") } else { format!("briefing-{today}-{n}") });
        let free = dated.map(|id| folder_of(&id)).find(|f| f.symlink_metadata().is_err());
        free.unwrap_or_else(|| folder_of("briefing"))
    };
    let shown = Text::new(&folder.to_string_lossy());
    let failed = |error: std::io::Error| Failure::new(text!("{shown}: {}", said(&error)));
    if folder.symlink_metadata().is_ok() {
        return Err(Failure::hint(
            text!("{shown} is there already"),
            "choose another title or another folder",
        ));
    }
    fs::create_dir_all(parent).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => {
            Failure::new(text!("{} is a file, not a folder", Text::new(&parent.to_string_lossy())))
        }
        _ => failed(error),
    })?;
    // The folder appears under its name only when all of it is there.
    let draft = tempfile::Builder::new().prefix(".crossread-").tempdir_in(parent).map_err(failed)?;
    // The title comes last: it may itself hold what is replaced.
    let content = SKELETON.replace("{today}", &today.to_string()).replace("{title}", &quoted(title.as_str()));
    let whole = draft.path().join("whole");
    fs::create_dir_all(whole.join("articles")).map_err(failed)?;
    let file = whole.join(BRIEFING_FILE);
    fs::write(&file, content).map_err(failed)?;
    fs::File::open(&file).and_then(|f| f.sync_all()).map_err(failed)?;
    fs::rename(&whole, &folder).map_err(failed)?;
    fs::File::open(parent).and_then(|f| f.sync_all()).map_err(failed)?;
    output.line(&text!("{}", folder.join(BRIEFING_FILE).display()))
}

/// A basic TOML string.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
