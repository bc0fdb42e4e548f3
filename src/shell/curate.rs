//! Appends a curator's stanza to the file of a briefing, whole or not at all. What stands there
//! already keeps every byte.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;

use super::said;
use super::store::{self, Found, LARGEST_FILE};
use crate::briefing::parse::{BRIEFING_FILE, Source, parse};
use crate::library::{Opened, Origin};
use crate::text;
use crate::text::Text;

/// Appends the stanza and reads the briefing again. Refused, with a word on why: where there is no
/// file to write to, where it no longer reads as it did when it was opened, and where the stanza
/// would not be understood at its end.
pub(super) fn append(
    origin: Origin,
    opened: &Opened,
    stanza: &str,
    today: NaiveDate,
) -> Result<(Origin, Arc<Opened>), Text> {
    let found = Found::of(origin);
    let file = file(&found)?;
    let shown = Text::new(&file.to_string_lossy()).line();
    let failed = |error: std::io::Error| text!("{shown}: {}", said(&error));
    // Links lead to where the file is.
    let real = fs::canonicalize(&file).map_err(failed)?;
    let mut source = store::source(&found);
    let (briefing, problems) = parse(&source, today);
    if (&briefing, &problems) != (&opened.briefing, &opened.problems) {
        return Err(text!("{shown} was changed meanwhile: open the briefing anew, then try again"));
    }
    let Some(written) = source.briefing.as_mut() else { return Err(no_file(&shown)) };
    let content = with(&written.bytes, stanza);
    if content.len() as u64 > LARGEST_FILE {
        return Err(text!("{shown} would grow larger than what is read"));
    }
    written.bytes.clone_from(&content);
    if !is_understood(&source, opened, today) {
        return Err(text!("{shown} would not read well with a stanza at its end; its problems come first"));
    }
    replace(&real, &content).map_err(failed)?;
    let opened = store::open(&found, today);
    Ok((found.origin, opened))
}

/// The file that curating writes to.
fn file(found: &Found) -> Result<PathBuf, Text> {
    match &found.origin {
        Origin::Bundled(_) => {
            Err(text!("this briefing comes with the program; a copy of it in a folder can be curated"))
        }
        Origin::Path(path) if found.folder => {
            let file = path.join(BRIEFING_FILE);
            if file.is_file() { Ok(file) } else { Err(no_file(&Text::new(&path.to_string_lossy()).line())) }
        }
        Origin::Path(path) => Ok(path.clone()),
    }
}

fn no_file(shown: &Text) -> Text {
    text!("{shown} has no {BRIEFING_FILE} to write to")
}

/// The bytes with the stanza after an empty line, its lines ended as the others are.
fn with(bytes: &[u8], stanza: &str) -> Vec<u8> {
    let ending = if bytes.windows(2).any(|pair| pair == b"\r\n") { "\r\n" } else { "\n" };
    let mut content = bytes.to_vec();
    if !content.is_empty() && !content.ends_with(b"\n") {
        content.extend(ending.as_bytes());
    }
    content.extend(ending.as_bytes());
    content.extend(stanza.replace('\n', ending).as_bytes());
    content
}

/// Does the source read as what was opened, with one stanza more and no other problem?
fn is_understood(source: &Source, opened: &Opened, today: NaiveDate) -> bool {
    let (mut briefing, problems) = parse(source, today);
    let more = briefing.differences.pop().is_some();
    more && briefing == opened.briefing && problems.len() == opened.problems.len()
}

/// Puts the content in the place of a file at one stroke, with its permissions.
fn replace(file: &Path, content: &[u8]) -> std::io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    let mut draft = tempfile::Builder::new().prefix(".crossread-").tempfile_in(folder)?;
    draft.write_all(content)?;
    draft.as_file().set_permissions(fs::metadata(file)?.permissions())?;
    draft.as_file().sync_all()?;
    draft.persist(file).map_err(|error| error.error)?;
    fs::File::open(folder)?.sync_all()
}
