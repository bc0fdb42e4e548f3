//! Packs as files: made, checked, installed, compared and read.

mod changes;
mod depot;
mod install;
mod keys;
mod make;
mod reading;
mod verdict;

use std::path::Path;

use super::args::{KeyAction, PackAction};
use super::print::{Failure, Output};
use crate::export::Look;
use crate::text;
use crate::text::Text;
use depot::Depot;

pub(super) use reading::{find, installed, is_pack, source, within};

/// Runs `crossread pack …`.
pub(super) fn run(output: &mut Output, action: &PackAction) -> Result<(), Failure> {
    match action {
        PackAction::Build(build) => make::build(output, build),
        PackAction::Verify { file, json, trusted } => verdict::verify(output, file, *json, *trusted),
        PackAction::Install { file, yes, allow_unsigned } => {
            install::install(output, file, *yes, *allow_unsigned)
        }
        PackAction::List { json } => install::list(output, *json),
        PackAction::Remove { id } => install::remove(output, id),
        PackAction::Rollback { id } => install::roll_back(output, id),
        PackAction::Export { id, output: into } => install::export(output, id, into.as_deref()),
        PackAction::Diff { old, new, json } => changes::diff(output, old, new, *json),
        PackAction::Key { action } => match action {
            KeyAction::New { output: into, password_file } => {
                keys::new(output, into, password_file.as_deref())
            }
            KeyAction::List { json } => keys::list(output, *json),
            KeyAction::Trust { key, name } => keys::trust(output, key, name.as_deref()),
            KeyAction::Forget { key } => keys::forget(output, key),
        },
    }
}

fn shown(path: &Path) -> Text {
    Text::new(&path.to_string_lossy()).line()
}

/// Facts under each other, their names in a column.
fn facts(output: &mut Output, facts: &[(&str, Text)]) -> Result<(), Failure> {
    let lines = facts.iter().map(|(name, fact)| (Look::Plain, text!("  {name:<10} {fact}"))).collect();
    output.lines(&lines)
}

/// `23 KiB`
fn size(bytes: u64) -> Text {
    match bytes {
        0..1024 => text!("{bytes} bytes"),
        1024..1_048_576 => text!("{} KiB", bytes.div_ceil(1024)),
        _ => {
            let tenths = bytes.saturating_mul(10).div_ceil(1 << 20);
            text!("{}.{} MiB", tenths / 10, tenths % 10)
        }
    }
}
