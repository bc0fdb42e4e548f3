//! `manifest.toml`: what a pack says of itself, in one form.

use std::fmt::Write as _;

use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use serde::Deserialize;
use toml::value::Datetime;

use super::Fault;
use super::frame::{LARGEST_FILE, MOST_FILES};
use super::key::PublicKey;
use super::sums::Sum;
use crate::briefing::is_id;
use crate::document::Stamp;
use crate::text;
use crate::text::Text;

/// The version of reading that a pack of this program needs. It counts up when a pack can hold
/// what older readers do not know, as pictures or a change of key.
pub(super) const READER: u64 = 1;
/// Bytes of an unpacked file at most, as the format of briefings has it.
pub(super) const LARGEST_PLAIN: u64 = 1 << 20;
/// Bytes of all files of a pack when unpacked, at most; and of those of one briefing, which are in
/// memory together.
const MOST_PLAIN: u64 = 256 << 20;
const LARGEST_BRIEFING: u64 = 64 << 20;
/// Characters of a title or a publisher at most.
const LONGEST: usize = 200;

/// What a pack says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// Which pack it is, through all its editions.
    pub id: Text,
    /// What it is called.
    pub title: Text,
    /// Who made it.
    pub publisher: Text,
    /// The key that signs it; none in an unsigned pack.
    pub key: Option<PublicKey>,
    /// Counts up from 1 with each edition.
    pub serial: u64,
    /// When it was made, to the second.
    pub created: DateTime<Utc>,
    /// The last day on which it is current.
    pub expires: Option<NaiveDate>,
    /// BCP 47; `mul` for several languages.
    pub language: Text,
    /// Whose articles are in it, and how many, by name.
    pub outlets: Vec<(Text, usize)>,
    /// What is in it, by path.
    pub files: Vec<File>,
}

/// A packed file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// `content/border/articles/alpha.toml.gz`
    pub path: String,
    /// Bytes in the pack.
    pub packed: u64,
    /// Bytes when unpacked.
    pub plain: u64,
    /// Of what is unpacked.
    pub sum: Sum,
}

impl File {
    /// The briefing's id, and the article's when it is one.
    pub fn parts(&self) -> Option<(&str, Option<&str>)> {
        let rest = self.path.strip_prefix("content/")?.strip_suffix(".toml.gz")?;
        let (briefing, rest) = rest.split_once('/')?;
        let article = rest.strip_prefix("articles/");
        let known = is_id(briefing) && article.map_or(rest == "briefing", is_id);
        known.then_some((briefing, article))
    }
}

impl Manifest {
    /// Ids of the briefings, in order.
    pub fn briefings(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = self.files.iter().filter_map(|f| Some(f.parts()?.0)).collect();
        ids.dedup();
        ids
    }

    /// How many articles are in it.
    pub fn articles(&self) -> usize {
        self.outlets.iter().map(|(_, articles)| articles).sum()
    }

    /// The day since which it is no longer current, when that has come.
    pub fn expired_since(&self, today: NaiveDate) -> Option<NaiveDate> {
        self.expires?.succ_opt().filter(|since| *since <= today)
    }

    /// As it stands in a pack.
    pub(super) fn write(&self) -> String {
        let mut out = String::new();
        let mut text = |name: &str, text: &str| {
            let _ = writeln!(out, "{name} = {}", quoted(text));
        };
        text("id", self.id.as_str());
        text("title", self.title.as_str());
        text("publisher", self.publisher.as_str());
        if let Some(key) = &self.key {
            text("key", &key.to_string());
        }
        let _ = writeln!(out, "serial = {}", self.serial);
        let _ = writeln!(out, "created = {}", self.created.format("%Y-%m-%dT%H:%M:%SZ"));
        if let Some(expires) = self.expires {
            let _ = writeln!(out, "expires = {expires}");
        }
        let _ = writeln!(out, "language = {}", quoted(self.language.as_str()));
        let _ = writeln!(out, "reader = {READER}");
        for (name, articles) in &self.outlets {
            let _ = write!(out, "\n[[outlet]]\nname = {}\narticles = {articles}\n", quoted(name.as_str()));
        }
        for file in &self.files {
            let File { path, packed, plain, sum } = file;
            let sum = sum.hex();
            let _ = write!(
                out,
                "\n[[file]]\npath = \"{path}\"\npacked = {packed}\nplain = {plain}\nsha256 = \"{sum}\"\n"
            );
        }
        out
    }

    /// Reads a manifest; refused is one that would be written otherwise.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let form = || Fault::new("manifest-form", "the manifest is not written as packs write it");
        let written = std::str::from_utf8(bytes).map_err(|_| form())?;
        let raw: Raw = toml::from_str(written).map_err(|_| form())?;
        if raw.reader > READER {
            return Err(Fault::new("newer-pack", "this pack needs a newer crossread to be read")
                .hint("install the latest version of crossread"));
        }
        let manifest = raw.manifest().ok_or_else(form)?;
        // What is longer than it may be, hidden, or in another order comes out otherwise.
        if manifest.write() != written {
            return Err(form());
        }
        manifest.check().map(|()| manifest)
    }

    /// Everything that can be wrong with what a manifest says.
    pub(super) fn check(&self) -> Result<(), Fault> {
        let fault = |code, message: Text| Err(Fault::new(code, message));
        if !is_id(self.id.as_str()) {
            return fault("pack-id", text!("`{}` is no id for a pack", self.id));
        }
        for (what, text) in [("title", &self.title), ("publisher", &self.publisher)] {
            if text.is_blank() {
                return fault("nameless", text!("the pack has no {what}"));
            }
            if text.as_str().chars().count() > LONGEST {
                return fault("too-long", text!("the {what} has more than {LONGEST} characters"));
            }
        }
        if self.serial == 0 {
            return fault("serial", Text::new("the serial is 0, and editions count from 1"));
        }
        if self.expires.is_some_and(|last| last < self.created.date_naive()) {
            return fault("expires-early", Text::new("the pack expires before it was made"));
        }
        if self.files.is_empty() {
            return fault("empty-pack", Text::new("there is nothing in the pack"));
        }
        if self.files.len() + 4 > MOST_FILES {
            return fault("too-many-files", text!("there are {} files in it", self.files.len()));
        }
        for file in &self.files {
            let path = Text::new(&file.path);
            if file.parts().is_none() {
                return fault("unknown-file", text!("`{path}` is nothing that this program knows in a pack"));
            }
            if file.plain > LARGEST_PLAIN || file.packed > LARGEST_FILE {
                return fault("file-too-large", text!("`{path}` is larger than 1 MiB"));
            }
        }
        let plain = |files: &[File]| files.iter().map(|f| f.plain).sum::<u64>();
        let briefing = |file: &File| file.parts().map(|(briefing, _)| briefing.to_owned());
        let largest = self.files.chunk_by(|a, b| briefing(a) == briefing(b)).map(plain).max();
        if plain(&self.files) > MOST_PLAIN || largest > Some(LARGEST_BRIEFING) {
            let (most, one) = (MOST_PLAIN >> 20, LARGEST_BRIEFING >> 20);
            let message = text!("there is more in it than {most} MiB, or than {one} MiB in a briefing");
            return fault("too-much", message);
        }
        let ascending = self.files.windows(2).all(|two| two[0].path < two[1].path);
        let sorted = self.outlets.windows(2).all(|two| two[0].0 < two[1].0);
        if !ascending || !sorted {
            return fault(
                "manifest-order",
                Text::new("the manifest is not in order, or names something twice"),
            );
        }
        Ok(())
    }
}

/// A TOML string in double quotes; control characters other than these two are in no cleaned text.
fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t");
    format!("\"{text}\"")
}

#[derive(Deserialize)]
struct Raw {
    id: String,
    title: String,
    publisher: String,
    key: Option<String>,
    serial: u64,
    created: Datetime,
    expires: Option<Datetime>,
    language: String,
    reader: u64,
    #[serde(default)]
    outlet: Vec<RawOutlet>,
    #[serde(default)]
    file: Vec<RawFile>,
}

#[derive(Deserialize)]
struct RawOutlet {
    name: String,
    articles: usize,
}

#[derive(Deserialize)]
struct RawFile {
    path: String,
    packed: u64,
    plain: u64,
    sha256: String,
}

impl Raw {
    fn manifest(self) -> Option<Manifest> {
        let line = |text: &str| Text::new(text).line();
        let created = Stamp::of(&self.created)?;
        let created = created.date.and_time(created.time?).and_utc().trunc_subsecs(0);
        let expires = match &self.expires {
            Some(written) => Some(Stamp::of(written)?.date),
            None => None,
        };
        let key = match self.key {
            Some(key) => Some(PublicKey::read(&key).ok()?),
            None => None,
        };
        let file = |f: RawFile| {
            Some(File { path: f.path, packed: f.packed, plain: f.plain, sum: Sum::read(&f.sha256)? })
        };
        Some(Manifest {
            id: line(&self.id),
            title: line(&self.title),
            publisher: line(&self.publisher),
            key,
            serial: self.serial,
            created,
            expires,
            language: line(&self.language),
            outlets: self.outlet.into_iter().map(|o| (line(&o.name), o.articles)).collect(),
            files: self.file.into_iter().map(file).collect::<Option<_>>()?,
        })
    }
}
