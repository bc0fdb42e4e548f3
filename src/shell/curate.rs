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
        Origin::Pack(_) => {
            Err(text!("a pack is signed as it is; a copy of the briefing in a folder can be curated"))
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

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    const STANZA: &str = "[[difference]]\ndismiss = \"date-lorvik\"\nremark = \"Both can hold.\"\n";
    const MAIN: &str = "# Mine.\ntitle = \"A\"\npublished = 2026-01-02\n\n[[section]]\nquestion = \"Why?\" # ask\nanswer = \"So.\"";

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day")
    }

    /// A folder with a briefing of this content, opened.
    fn briefing(content: &[u8]) -> (tempfile::TempDir, Origin, Arc<Opened>) {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(BRIEFING_FILE), content).expect("written");
        let origin = Origin::Path(folder.path().to_owned());
        let opened = store::open(&Found::of(origin.clone()), today());
        (folder, origin, opened)
    }

    fn refused(content: &[u8], stanza: &str, word: &str) {
        let (folder, origin, opened) = briefing(content);
        let why = append(origin, &opened, stanza, today()).expect_err("refused");
        assert!(why.as_str().contains(word), "{why}");
        assert_eq!(fs::read(folder.path().join(BRIEFING_FILE)).expect("there"), content);
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "nothing is left behind");
    }

    #[test]
    fn a_stanza_comes_at_the_end_and_every_byte_before_it_stays() {
        let (folder, origin, opened) = briefing(MAIN.as_bytes());
        let file = folder.path().join(BRIEFING_FILE);
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("set");
        let (_, once) = append(origin.clone(), &opened, STANZA, today()).expect("appended");
        assert_eq!(fs::read_to_string(&file).expect("there"), format!("{MAIN}\n\n{STANZA}"));
        assert_eq!(fs::metadata(&file).expect("there").permissions().mode() & 0o777, 0o640);
        assert_eq!(once.briefing.differences.len(), 1);
        let (_, twice) = append(origin, &once, STANZA, today()).expect("appended again");
        assert_eq!(fs::read_to_string(&file).expect("there"), format!("{MAIN}\n\n{STANZA}\n{STANZA}"));
        assert_eq!(twice.briefing.differences.len(), 2);
    }

    #[test]
    fn lines_end_as_the_others_do() {
        let main = MAIN.replace('\n', "\r\n");
        let (folder, origin, opened) = briefing(main.as_bytes());
        append(origin, &opened, STANZA, today()).expect("appended");
        let written = fs::read_to_string(folder.path().join(BRIEFING_FILE)).expect("there");
        assert_eq!(written, format!("{main}\r\n\r\n{}", STANZA.replace('\n', "\r\n")));
    }

    #[test]
    fn a_link_stays_a_link_and_a_single_file_is_written_to() {
        let (folder, ..) = briefing(MAIN.as_bytes());
        let (real, link) = (folder.path().join(BRIEFING_FILE), folder.path().join("linked.toml"));
        std::os::unix::fs::symlink(&real, &link).expect("linked");
        let origin = Origin::Path(link.clone());
        let opened = store::open(&Found::of(origin.clone()), today());
        append(origin, &opened, STANZA, today()).expect("appended");
        assert!(link.symlink_metadata().expect("there").is_symlink());
        assert!(fs::read_to_string(&real).expect("there").ends_with(STANZA));
    }

    #[test]
    fn a_file_that_changed_meanwhile_is_left_alone() {
        let (folder, origin, opened) = briefing(MAIN.as_bytes());
        let file = folder.path().join(BRIEFING_FILE);
        let edited = MAIN.replace("So.", "So it was.");
        fs::write(&file, &edited).expect("written");
        let why = append(origin.clone(), &opened, STANZA, today()).expect_err("refused");
        assert!(why.as_str().contains("was changed meanwhile"), "{why}");
        assert_eq!(fs::read_to_string(&file).expect("there"), edited);
        // An article that changed makes another difference of it, too; a file that is gone takes none.
        fs::write(&file, MAIN).expect("written");
        fs::create_dir(folder.path().join("articles")).expect("made");
        fs::write(folder.path().join("articles/a.toml"), "text = 'New.'").expect("written");
        assert!(append(origin.clone(), &opened, STANZA, today()).is_err());
        fs::remove_file(&file).expect("removed");
        assert!(append(origin, &opened, STANZA, today()).is_err());
        assert!(!file.exists());
    }

    #[test]
    fn where_a_stanza_cannot_stand_at_the_end_nothing_is_written() {
        refused(format!("difference = []\n{MAIN}").as_bytes(), STANZA, "would not read well");
        refused(format!("{MAIN}\nremark = '''\nnever closed").as_bytes(), STANZA, "would not read well");
        refused(MAIN.as_bytes(), "[[difference]]\nwaht = 1\n", "would not read well");
        let wide: Vec<u8> = MAIN.encode_utf16().flat_map(u16::to_le_bytes).collect();
        refused(&[&[0xff, 0xfe], &wide[..]].concat(), STANZA, "would not read well");
        let large = format!("{MAIN}\n# {}", "x".repeat(LARGEST_FILE as usize - MAIN.len() - 20));
        refused(large.as_bytes(), STANZA, "would grow larger");
    }

    #[test]
    fn briefings_without_a_file_of_their_own_say_so() {
        let bundled = store::bundled().remove(0);
        let opened = store::open(&bundled, today());
        let why = append(bundled.origin, &opened, STANZA, today()).expect_err("refused");
        assert!(why.as_str().contains("comes with the program"), "{why}");
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("articles")).expect("made");
        fs::write(folder.path().join("articles/a.toml"), "text = 'New.'").expect("written");
        let origin = Origin::Path(folder.path().to_owned());
        let opened = store::open(&Found::of(origin.clone()), today());
        let why = append(origin, &opened, STANZA, today()).expect_err("refused");
        assert!(why.as_str().contains("has no briefing.toml"), "{why}");
    }
}
