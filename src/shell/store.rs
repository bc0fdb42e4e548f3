//! Finds briefings on disk and in the program, and reads their files. Nothing here fails: what
//! cannot be read is a problem with its path.

use std::fs::{self, File as FsFile, Metadata};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use chrono::NaiveDate;
use include_dir::{Dir, include_dir};

use super::{packs, said};
use crate::briefing::parse::{BRIEFING_FILE, File, MOST_ARTICLES, Source, parse};
use crate::library::{Opened, Origin};
use crate::pack::PACK_FILE;
use crate::problem::{Problem, Severity};
use crate::text;
use crate::text::Text;

/// A file's bytes at most: TOML takes a hundred and fifty times its size.
pub const LARGEST_FILE: u64 = 1 << 20;
/// Files of a briefing at most.
pub const MOST_FILES: usize = 10_000;

static BUNDLED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/briefings");

/// A briefing that is there, not yet read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Found {
    /// Where.
    pub origin: Origin,
    /// A folder with `briefing.toml` or `articles/`, not a single file.
    pub folder: bool,
}

impl Found {
    /// What stands at a place.
    pub fn of(origin: Origin) -> Self {
        let folder = match &origin {
            Origin::Bundled(_) | Origin::Pack(_) => true,
            Origin::Path(path) => path.is_dir(),
        };
        Self { origin, folder }
    }
}

/// The briefings that come with the program.
pub fn bundled() -> Vec<Found> {
    let mut names: Vec<String> =
        BUNDLED.dirs().filter_map(|d| Some(d.path().file_name()?.to_string_lossy().into_owned())).collect();
    names.sort();
    names.into_iter().map(|name| Found { origin: Origin::Bundled(name), folder: true }).collect()
}

/// The briefings under these paths, in order: a path is a briefing, or a library of them.
pub fn find(paths: &[PathBuf]) -> (Vec<Found>, Vec<Problem>) {
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        find_one(path, &mut found, &mut problems);
    }
    let mut seen = std::collections::HashSet::new();
    found.retain(|f| seen.insert(f.origin.clone()));
    (found, problems)
}

fn find_one(path: &Path, found: &mut Vec<Found>, problems: &mut Vec<Problem>) {
    if packs::is_pack(path) {
        let (briefings, faults) = packs::find(path);
        found.extend(briefings);
        problems.extend(faults);
        return;
    }
    match named(path) {
        Ok(Some(one)) => {
            found.push(one);
            return;
        }
        Ok(None) => {}
        Err(error) => {
            problems.push(unseen(path, &error));
            return;
        }
    }
    let entries = match children(path) {
        Ok(entries) => entries,
        Err(error) => {
            problems.push(fault(path, "unreadable", said(&error)));
            return;
        }
    };
    let before = found.len();
    found.extend(entries.iter().filter_map(|child| in_library(child)));
    for child in entries.iter().filter(|c| c.is_symlink() && !is_toml(c)) {
        // A link that leads nowhere may have been a briefing.
        problems.extend(fs::metadata(child).err().map(|error| unseen(child, &error)));
    }
    if found.len() == before {
        problems.push(
            fault(path, "no-briefing", Text::new("there is no briefing in this folder"))
                .hint(text!("a briefing is a .toml file, or a folder with {BRIEFING_FILE} or articles/"))
                .hint("crossread new \"…\" begins one"),
        );
    }
}

/// Is there a briefing under one of these paths? Looks no further than the first, so that the
/// reader of a large library need not wait for all of it.
pub fn any(paths: &[PathBuf]) -> bool {
    paths.iter().any(|path| {
        packs::is_pack(path) && !packs::find(path).0.is_empty()
            || match named(path) {
                Ok(Some(_)) => true,
                Ok(None) => fs::read_dir(path).is_ok_and(|children| {
                    children.flatten().any(|c| !hidden(&c.path()) && in_library(&c.path()).is_some())
                }),
                Err(_) => false,
            }
    })
}

/// The briefing that a path is, when it is no library of them.
pub fn named(path: &Path) -> std::io::Result<Option<Found>> {
    // `border.pack/clashes`
    if let Some(found) = packs::within(path) {
        return Ok(Some(found));
    }
    if fs::metadata(path)?.is_dir() {
        return Ok(is_briefing(path).then(|| at(path, true)));
    }
    if packs::is_pack(path) {
        return Ok(None);
    }
    // `border/briefing.toml` is the folder `border`, and so is `border/articles/alpha.toml`.
    let parent = path.parent().map(|p| if p.as_os_str().is_empty() { Path::new(".") } else { p });
    let article = |folder: &Path| folder.file_name().is_some_and(|n| n == "articles") && is_toml(path);
    let briefing = match parent {
        Some(folder) if path.file_name().is_some_and(|n| n == BRIEFING_FILE) => Some(folder),
        Some(folder) if article(folder) => folder.parent().filter(|p| !p.as_os_str().is_empty()),
        _ => None,
    };
    Ok(Some(briefing.map_or_else(|| at(path, false), |folder| at(folder, true))))
}

/// The briefing that something in a library is.
fn in_library(child: &Path) -> Option<Found> {
    if child.is_dir() {
        is_briefing(child).then(|| at(child, true))
    } else {
        // What tells how the briefings beside it are packed is none of them.
        let pack = child.file_name().is_some_and(|n| n == PACK_FILE);
        (is_toml(child) && !pack).then(|| at(child, false))
    }
}

fn at(path: &Path, folder: bool) -> Found {
    Found { origin: Origin::Path(path.to_owned()), folder }
}

fn is_briefing(folder: &Path) -> bool {
    folder.join(BRIEFING_FILE).symlink_metadata().is_ok() || folder.join("articles").is_dir()
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "toml") && !hidden(path)
}

fn hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|n| n.as_encoded_bytes().starts_with(b"."))
}

/// What stands in a folder, by name, without hidden files.
fn children(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if !hidden(&path) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn fault(path: &Path, code: &'static str, message: Text) -> Problem {
    Problem::of_file(shown(path), Severity::Error, code, message)
}

/// Why nothing is known of a path.
fn unseen(path: &Path, error: &std::io::Error) -> Problem {
    if error.kind() != std::io::ErrorKind::NotFound {
        return fault(path, "unreadable", said(error));
    }
    let link = path.symlink_metadata().is_ok();
    let message = if link { Text::new("this is a link to something that is not there") } else { said(error) };
    fault(path, "not-found", message)
}

fn shown(path: &Path) -> Text {
    Text::new(&path.to_string_lossy()).line()
}

/// Reads and parses a briefing, as of `today`.
pub fn open(found: &Found, today: NaiveDate) -> Arc<Opened> {
    let source = source(found);
    let (briefing, problems) = parse(&source, today);
    Arc::new(Opened { briefing, problems })
}

/// The files of a briefing.
pub fn source(found: &Found) -> Source {
    match &found.origin {
        Origin::Bundled(name) => bundled_source(name),
        Origin::Pack(packed) => packs::source(packed),
        Origin::Path(path) if found.folder => folder_source(path),
        Origin::Path(path) => single_source(path),
    }
}

fn bundled_source(name: &str) -> Source {
    let mut source = Source { name: name.to_owned(), shown: Text::new(name), ..Source::default() };
    let read = |file: &include_dir::File<'_>| File {
        stem: stem(file.path()),
        shown: shown(file.path()),
        bytes: file.contents().to_vec(),
    };
    let folder = Path::new(name);
    source.briefing = BUNDLED.get_file(folder.join(BRIEFING_FILE)).map(read);
    if let Some(articles) = BUNDLED.get_dir(folder.join("articles")) {
        source.articles = articles.files().filter(|f| is_toml(f.path())).map(read).collect();
        source.articles.sort_by(|a, b| a.stem.cmp(&b.stem));
    }
    source
}

fn folder_source(path: &Path) -> Source {
    // `.` and `..` have a name only when they are followed to the end.
    let name = path
        .file_name()
        .map(ToOwned::to_owned)
        .or_else(|| fs::canonicalize(path).ok().and_then(|p| p.file_name().map(ToOwned::to_owned)));
    let mut source = Source {
        name: name.map(|n| n.to_string_lossy().into_owned()).unwrap_or_default(),
        shown: shown(path),
        ..Source::default()
    };
    let briefing = path.join(BRIEFING_FILE);
    if briefing.symlink_metadata().is_ok() {
        source.briefing = read(&briefing, &mut source.problems);
    }
    let articles = path.join("articles");
    if !articles.is_dir() {
        return source;
    }
    match children(&articles) {
        Ok(files) => {
            let files: Vec<PathBuf> = files.into_iter().filter(|f| is_toml(f)).collect();
            let room = MOST_FILES - usize::from(source.briefing.is_some());
            if files.len() > room {
                let message = text!("there are more than {MOST_FILES} files; the rest is not read");
                source.problems.push(fault(&articles, "too-many-files", message));
            }
            for file in files.iter().take(room) {
                // One more than are taken tells the parser that there are too many; ten thousand files of 1 MiB
                // would be ten gigabytes.
                if source.articles.len() > MOST_ARTICLES {
                    break;
                }
                source.articles.extend(read(file, &mut source.problems));
            }
        }
        Err(error) => source.problems.push(fault(&articles, "unreadable", said(&error))),
    }
    source
}

fn single_source(path: &Path) -> Source {
    let mut source = Source { name: stem(path), shown: shown(path), ..Source::default() };
    source.briefing = read(path, &mut source.problems);
    source
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A file's bytes, if it is a regular one and not too large.
fn read(path: &Path, problems: &mut Vec<Problem>) -> Option<File> {
    match read_bytes(path) {
        Ok(bytes) => Some(File { stem: stem(path), shown: shown(path), bytes }),
        Err(problem) => {
            problems.push(*problem);
            None
        }
    }
}

/// The bytes of a regular file of at most [`LARGEST_FILE`]; the problem where it is none.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, Box<Problem>> {
    let meta = fs::metadata(path).map_err(|e| Box::new(unseen(path, &e)))?;
    // A device or pipe is not even opened: that alone can hang.
    if !meta.is_file() {
        let what = if meta.is_dir() { "this is a folder" } else { "this is no file but a device or pipe" };
        return Err(Box::new(fault(path, "not-a-file", Text::new(what))));
    }
    let too_large = |size: u64| {
        let message = text!("the file has {}; at most {} are read", megabytes(size), megabytes(LARGEST_FILE));
        Box::new(fault(path, "file-too-large", message).hint("split it: one article a file"))
    };
    if meta.len() > LARGEST_FILE {
        return Err(too_large(meta.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or(0));
    FsFile::open(path)
        .and_then(|file| file.take(LARGEST_FILE + 1).read_to_end(&mut bytes))
        .map_err(|e| Box::new(fault(path, "unreadable", said(&e))))?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(too_large(bytes.len() as u64));
    }
    Ok(bytes)
}

fn megabytes(bytes: u64) -> Text {
    let tenths = bytes.saturating_mul(10).div_ceil(1 << 20);
    if tenths.is_multiple_of(10) {
        text!("{} MiB", tenths / 10)
    } else {
        text!("{}.{} MiB", tenths / 10, tenths % 10)
    }
}

/// A number that changes when a file of the briefing does: from names, sizes and times.
pub fn fingerprint(found: &Found) -> u64 {
    let mut hasher = DefaultHasher::new();
    let mut stamp = |path: &Path| {
        path.hash(&mut hasher);
        if let Ok(meta) = fs::metadata(path) {
            (meta.len(), modified(&meta)).hash(&mut hasher);
        }
    };
    match &found.origin {
        // A program's briefings change with its version.
        Origin::Bundled(name) => (name, env!("CARGO_PKG_VERSION")).hash(&mut hasher),
        Origin::Path(path) if found.folder => {
            stamp(&path.join(BRIEFING_FILE));
            for file in children(&path.join("articles")).unwrap_or_default() {
                stamp(&file);
            }
        }
        Origin::Path(path) => stamp(path),
        Origin::Pack(packed) => stamp(&packed.path),
    }
    hasher.finish()
}

fn modified(meta: &Metadata) -> u128 {
    meta.modified().ok().and_then(|t| t.duration_since(UNIX_EPOCH).ok()).map_or(0, |d| d.as_nanos())
}
