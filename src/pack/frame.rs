//! The frame of a pack: a ustar archive in the one form that is written here.
//!
//! A header is never believed: its path and size are taken from it, the header that these two have
//! is made anew, and anything but the same 512 bytes is refused. So there is one way to read an
//! archive, and no link, device, owner, time, extension or second meaning of a field in it.

use std::io::{ErrorKind, Read};

use super::Fault;
use crate::problem::thousands;
use crate::text;
use crate::text::Text;

/// Archives come in blocks of this many bytes.
const BLOCK: usize = 512;
/// Files in a pack at most.
pub const MOST_FILES: usize = 4096;
/// Bytes of a pack at most.
pub const LARGEST_PACK: u64 = 64 << 20;
/// Bytes of one packed file at most: a file of the format has 1 MiB, and what cannot be packed
/// grows a little.
pub(super) const LARGEST_FILE: u64 = (1 << 20) + (1 << 16);
/// The time of every file, in seconds of the epoch: 1 January 2000. Stock tar warns of 1970.
const TIME: u64 = 946_684_800;

/// A file in the archive; its content comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// `content/border/briefing.toml.gz`
    pub path: String,
    /// Bytes as they stand in the archive.
    pub size: u64,
}

/// An archive, read from its beginning to its end, a file at a time.
pub(super) struct Frame<R> {
    source: R,
    at: u64,
    files: usize,
}

impl<R: Read> Frame<R> {
    pub(super) fn new(source: R) -> Self {
        Self { source, at: 0, files: 0 }
    }

    /// Bytes that have been read.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// The next file; none when the archive has ended as it must.
    pub(super) fn next(&mut self) -> Result<Option<Entry>, Fault> {
        let mut block = [0; BLOCK];
        self.fill(&mut block)?;
        if block == [0; BLOCK] {
            return self.end().map(|()| None);
        }
        self.files += 1;
        if self.files > MOST_FILES {
            let most = thousands(MOST_FILES);
            return Err(Fault::new("too-many-files", text!("there are more than {most} files in it")));
        }
        entry_of(&block).map(Some)
    }

    /// The content of the file that came last.
    pub(super) fn content(&mut self, entry: &Entry) -> Result<Vec<u8>, Fault> {
        // Taken as it comes: a size that is only claimed takes no memory.
        let mut bytes = Vec::new();
        let read =
            self.source.by_ref().take(entry.size).read_to_end(&mut bytes).map_err(|e| unreadable(&e))?;
        self.at += read as u64;
        if read as u64 != entry.size {
            return Err(cut_short());
        }
        let mut rest = [0; BLOCK];
        let rest = &mut rest[..padding(entry.size)];
        self.fill(rest)?;
        if rest.iter().any(|b| *b != 0) {
            return Err(Fault::new("padding", text!("something is hidden behind `{}`", shown(&entry.path))));
        }
        Ok(bytes)
    }

    /// The second zero block, and nothing after it.
    fn end(&mut self) -> Result<(), Fault> {
        let mut block = [0; BLOCK];
        self.fill(&mut block)?;
        if block != [0; BLOCK] {
            return Err(Fault::new("bad-end", "the archive ends with one zero block, and two are wanted"));
        }
        match self.source.read(&mut block[..1]) {
            Ok(0) => Ok(()),
            Ok(_) => Err(Fault::new("after-end", "something follows after the end of the archive")),
            Err(error) => Err(unreadable(&error)),
        }
    }

    fn fill(&mut self, buffer: &mut [u8]) -> Result<(), Fault> {
        self.source.read_exact(buffer).map_err(|error| match error.kind() {
            ErrorKind::UnexpectedEof if self.at == 0 => {
                Fault::new("cut-short", "this is no pack, or nearly nothing of one")
                    .hint("crossread pack build makes one")
            }
            ErrorKind::UnexpectedEof => cut_short(),
            _ => unreadable(&error),
        })?;
        self.at += buffer.len() as u64;
        if self.at > LARGEST_PACK {
            return Err(too_large());
        }
        Ok(())
    }
}

fn cut_short() -> Fault {
    Fault::new("cut-short", "the file ends in the middle of the archive").hint("copy or download it again")
}

pub(super) fn too_large() -> Fault {
    Fault::new("too-large", text!("a pack has at most {} MiB", LARGEST_PACK >> 20))
}

fn unreadable(error: &std::io::Error) -> Fault {
    let words = error.to_string();
    Fault::new("unreadable", Text::new(words.split(" (os error").next().unwrap_or(&words)).line())
}

/// Zero bytes after a content of this size.
pub(super) fn padding(size: u64) -> usize {
    let over = usize::try_from(size % BLOCK as u64).unwrap_or(0);
    (BLOCK - over) % BLOCK
}

/// Bytes that a file of this size takes in the archive: header, content, padding.
pub(super) fn room(size: u64) -> u64 {
    BLOCK as u64 + size + padding(size) as u64
}

fn shown(path: &str) -> Text {
    Text::new(path).line()
}

/// Adds a file to an archive.
pub(super) fn put(archive: &mut Vec<u8>, path: &str, content: &[u8]) -> Result<(), Fault> {
    let size = content.len() as u64;
    let header = header(path, size).ok_or_else(|| bad_name(path))?;
    archive.extend(header);
    archive.extend(content);
    archive.resize(archive.len() + padding(size), 0);
    Ok(())
}

/// Ends an archive.
pub(super) fn end(archive: &mut Vec<u8>) {
    archive.resize(archive.len() + 2 * BLOCK, 0);
}

/// The one header of a file; none when its path is not one for a pack.
fn header(path: &str, size: u64) -> Option<[u8; BLOCK]> {
    if !is_path(path) || size >= 1 << 33 {
        return None;
    }
    // `content/ID` is the prefix, the rest the name.
    let cut = path.match_indices('/').nth(1).map(|(at, _)| at);
    let (prefix, name) = cut.map_or(("", path), |at| (&path[..at], &path[at + 1..]));
    if name.len() > 100 || prefix.len() > 155 {
        return None;
    }
    let mut block = [0; BLOCK];
    let mut set = |at: usize, bytes: &[u8]| block[at..at + bytes.len()].copy_from_slice(bytes);
    set(0, name.as_bytes());
    set(100, b"0000644");
    set(108, b"0000000");
    set(116, b"0000000");
    set(124, format!("{size:011o}").as_bytes());
    set(136, format!("{TIME:011o}").as_bytes());
    set(148, b"        ");
    set(156, b"0");
    set(257, b"ustar\x0000");
    set(329, b"0000000");
    set(337, b"0000000");
    set(345, prefix.as_bytes());
    let sum: u32 = block.iter().map(|b| u32::from(*b)).sum();
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    Some(block)
}

/// Parts of `[a-z0-9._-]` with slashes between, none of which begins with a dot; and `PACK`.
fn is_path(path: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-'))
    };
    path == "PACK" || path.split('/').all(part)
}

fn bad_name(path: &str) -> Fault {
    Fault::new("bad-name", text!("`{}` is no name for a file of a pack", shown(path)))
}

/// Path and size from a header that is the one they have.
fn entry_of(block: &[u8; BLOCK]) -> Result<Entry, Fault> {
    let text = |at: usize, most: usize| {
        let field = &block[at..at + most];
        let end = field.iter().position(|b| *b == 0).unwrap_or(most);
        String::from_utf8_lossy(&field[..end]).into_owned()
    };
    let (prefix, name) = (text(345, 155), text(0, 100));
    let path = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
    let digits = &block[124..135];
    let octal = digits.iter().all(|b| matches!(b, b'0'..=b'7'));
    let size = u64::from_str_radix(&String::from_utf8_lossy(digits), 8).ok().filter(|_| octal);
    if let Some(size) = size
        && header(&path, size).is_some_and(|h| h == *block)
    {
        if size > LARGEST_FILE {
            let most = LARGEST_FILE / 1024;
            let message = text!("`{}` claims {} bytes; at most {most} KiB are read", shown(&path), size);
            return Err(Fault::new("file-too-large", message));
        }
        return Ok(Entry { path, size });
    }
    Err(wrong_header(block, &path, size))
}

/// What is wrong with a header, for the eyes of whoever made it.
fn wrong_header(block: &[u8; BLOCK], raw: &str, size: Option<u64>) -> Fault {
    let path = shown(raw);
    if &block[257..265] != b"ustar\x0000" {
        return Fault::new("not-ustar", "this is no ustar archive, or not one that is written as packs are")
            .hint("is it a pack? crossread pack build makes one");
    }
    let sum: u32 =
        block.iter().enumerate().map(|(i, b)| if (148..156).contains(&i) { 32 } else { u32::from(*b) }).sum();
    if &block[148..156] != format!("{sum:06o}\0 ").as_bytes() {
        return Fault::new("checksum", text!("the header of `{path}` is damaged"))
            .hint("copy or download it again");
    }
    let kind = match block[156] {
        b'0' => None,
        b'1' => Some("a hard link"),
        b'2' => Some("a symbolic link"),
        b'3' | b'4' => Some("a device"),
        b'5' => Some("a folder"),
        b'6' => Some("a pipe"),
        b'x' | b'g' => Some("an extended header"),
        b'L' | b'K' | b'S' | b'N' | b'D' | b'M' | b'V' => Some("an extension of GNU tar"),
        _ => Some("something that is no regular file"),
    };
    if let Some(kind) = kind {
        return Fault::new("not-a-file", text!("`{path}` is {kind}; a pack holds files alone"));
    }
    if !is_path(raw) {
        return bad_name(raw);
    }
    match size {
        None => Fault::new("size-field", text!("the size of `{path}` is not written as packs write it")),
        Some(_) => Fault::new("header", text!("the header of `{path}` is not the one that packs have")),
    }
}
