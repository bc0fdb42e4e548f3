//! Packs that are made to break the reader: each is refused, and for its own reason.
//!
//! The packs are forged here, with a tar writer, gzip and signatures of their own, so that what is
//! compared is the form that `docs/packs.md` describes and not the code that writes it.

// Each list is as long as there are faults of its kind.
#![allow(clippy::too_many_lines)]

use std::fmt::Write as _;
use std::io::Write as _;

use base64ct::{Base64, Encoding};
use blake2::{Blake2b512, Digest};
use crossread::pack::{LARGEST_PACK, MOST_FILES, SecretKey, Sum};
use ed25519_dalek::{Signer, SigningKey};
use flate2::{Compression, GzBuilder};

use crate::pack::{briefing, checked, desk, packed, signed, stranger};

/// A header of a tar archive, field by field.
#[derive(Clone)]
struct Head {
    name: Vec<u8>,
    mode: Vec<u8>,
    uid: Vec<u8>,
    gid: Vec<u8>,
    size: Vec<u8>,
    time: Vec<u8>,
    sum: Option<Vec<u8>>,
    kind: u8,
    link: Vec<u8>,
    magic: Vec<u8>,
    user: Vec<u8>,
    group: Vec<u8>,
    major: Vec<u8>,
    minor: Vec<u8>,
    prefix: Vec<u8>,
    rest: Vec<u8>,
}

impl Head {
    fn of(path: &str, size: usize) -> Self {
        let parts: Vec<&str> = path.splitn(3, '/').collect();
        let (prefix, name) = match parts[..] {
            [a, b, rest] => (format!("{a}/{b}"), rest),
            _ => (String::new(), path),
        };
        Self {
            name: name.into(),
            mode: b"0000644\0".to_vec(),
            uid: b"0000000\0".to_vec(),
            gid: b"0000000\0".to_vec(),
            size: format!("{size:011o}\0").into(),
            // 1 January 2000
            time: b"07033241600\0".to_vec(),
            sum: None,
            kind: b'0',
            link: Vec::new(),
            magic: b"ustar\x0000".to_vec(),
            user: Vec::new(),
            group: Vec::new(),
            major: b"0000000\0".to_vec(),
            minor: b"0000000\0".to_vec(),
            prefix: prefix.into(),
            rest: Vec::new(),
        }
    }

    fn bytes(&self) -> Vec<u8> {
        let mut block = Vec::new();
        let mut field = |bytes: &[u8], width: usize| {
            assert!(bytes.len() <= width);
            block.extend(bytes);
            block.resize(block.len() + width - bytes.len(), 0);
        };
        field(&self.name, 100);
        field(&self.mode, 8);
        field(&self.uid, 8);
        field(&self.gid, 8);
        field(&self.size, 12);
        field(&self.time, 12);
        field(b"        ", 8);
        field(&[self.kind], 1);
        field(&self.link, 100);
        field(&self.magic, 8);
        field(&self.user, 32);
        field(&self.group, 32);
        field(&self.major, 8);
        field(&self.minor, 8);
        field(&self.prefix, 155);
        field(&self.rest, 12);
        let sum: u32 = block.iter().map(|b| u32::from(*b)).sum();
        let sum = self.sum.clone().unwrap_or_else(|| format!("{sum:06o}\0 ").into());
        block[148..148 + sum.len()].copy_from_slice(&sum);
        block
    }
}

fn blocks(content: &[u8]) -> Vec<u8> {
    let mut bytes = content.to_vec();
    bytes.resize(content.len().div_ceil(512) * 512, 0);
    bytes
}

fn member(path: &str, content: &[u8]) -> Vec<u8> {
    [Head::of(path, content.len()).bytes(), blocks(content)].concat()
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut stream = GzBuilder::new().operating_system(255).write(Vec::new(), Compression::best());
    stream.write_all(plain).unwrap();
    stream.finish().unwrap()
}

/// A pack in its parts; what is not set follows from the rest.
#[derive(Clone)]
struct Forge {
    seed: Option<([u8; 32], [u8; 8])>,
    /// Lines of the manifest before the tables.
    lines: Vec<(&'static str, String)>,
    outlets: String,
    /// Path, packed bytes, plain bytes.
    files: Vec<(String, Vec<u8>, Vec<u8>)>,
    mark: Vec<u8>,
    manifest: Option<String>,
    sums: Option<String>,
    signature: Option<String>,
    /// What is between the manifest and the end.
    contents: Option<Vec<u8>>,
    end: Vec<u8>,
}

const PATHS: [&str; 3] = [
    "content/valley/articles/alpha.toml.gz",
    "content/valley/articles/beta.toml.gz",
    "content/valley/briefing.toml.gz",
];

impl Forge {
    fn new() -> Self {
        let source = briefing("valley", "Five died.");
        let plain = source.articles.iter().chain(&source.briefing).map(|f| f.bytes.clone());
        let mut forge = Self {
            seed: Some(([7; 32], *b"desk key")),
            lines: Vec::new(),
            outlets: "\n[[outlet]]\nname = \"Alpha Post\"\narticles = 1\n\n[[outlet]]\nname = \"Beta Zeitung\"\narticles = 1\n".into(),
            files: PATHS.iter().zip(plain).map(|(p, b)| ((*p).to_owned(), gzip(&b), b)).collect(),
            mark: b"crossread pack 1\n".to_vec(),
            manifest: None,
            sums: None,
            signature: None,
            contents: None,
            end: vec![0; 1024],
        };
        forge.lines = vec![
            ("id", "\"floods\"".into()),
            ("title", "\"Floods of the winter\"".into()),
            ("publisher", "\"Flood Desk\"".into()),
            ("key", format!("\"{}\"", desk().public())),
            ("serial", "4".into()),
            ("created", "2025-12-28T03:00:00Z".into()),
            ("language", "\"en\"".into()),
            ("reader", "1".into()),
        ];
        forge
    }

    fn unsigned() -> Self {
        let mut forge = Self::new();
        forge.seed = None;
        forge.lines.retain(|(name, _)| *name != "key");
        forge
    }

    /// The pack of one file alone, for what is tried bit by bit.
    fn tiny(self) -> Self {
        self.with(|f| {
            f.files = vec![(
                PATHS[2].to_owned(),
                Vec::new(),
                b"title=\"T\"\npublished=2025-12-27\n[[section]]\nquestion=\"Q\"\n".to_vec(),
            )];
            f.files[0].1 = gzip(&f.files[0].2);
            f.outlets.clear();
        })
    }

    fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    fn line(self, name: &str, value: &str) -> Self {
        self.with(|f| {
            let line = f.lines.iter_mut().find(|(n, _)| *n == name).unwrap();
            value.clone_into(&mut line.1);
        })
    }

    fn manifest(&self) -> String {
        if let Some(manifest) = &self.manifest {
            return manifest.clone();
        }
        let mut out = String::new();
        for (name, value) in &self.lines {
            let _ = writeln!(out, "{name} = {value}");
        }
        out += &self.outlets;
        for (path, packed, plain) in &self.files {
            let (packed, size, sum) = (packed.len(), plain.len(), Sum::of(plain).hex());
            let _ = write!(
                out,
                "\n[[file]]\npath = \"{path}\"\npacked = {packed}\nplain = {size}\nsha256 = \"{sum}\"\n"
            );
        }
        out
    }

    fn sums(&self) -> String {
        if let Some(sums) = &self.sums {
            return sums.clone();
        }
        let mut out = format!("{}  manifest.toml\n", Sum::of(self.manifest().as_bytes()).hex());
        for (path, packed, _) in &self.files {
            let _ = writeln!(out, "{}  {path}", Sum::of(packed).hex());
        }
        out
    }

    fn signature(&self) -> Option<String> {
        let (seed, number) = self.seed?;
        let key = SecretKey::new(&seed, number).public().to_string();
        let comment = format!("pack floods serial 4 key {key}");
        let own = sign(&seed, number, &comment, self.sums().as_bytes());
        Some(self.signature.clone().unwrap_or(own))
    }

    fn head(&self) -> Vec<u8> {
        let mut bytes = member("PACK", &self.mark);
        bytes.extend(member("sha256sums", self.sums().as_bytes()));
        if let Some(signature) = self.signature() {
            bytes.extend(member("sha256sums.minisig", signature.as_bytes()));
        }
        bytes.extend(member("manifest.toml", self.manifest().as_bytes()));
        bytes
    }

    fn contents(&self) -> Vec<u8> {
        let own = || self.files.iter().flat_map(|(path, packed, _)| member(path, packed)).collect();
        self.contents.clone().unwrap_or_else(own)
    }

    fn bytes(&self) -> Vec<u8> {
        [self.head(), self.contents(), self.end.clone()].concat()
    }

    /// The pack with another header for its last file.
    fn header(&self, change: impl FnOnce(&mut Head)) -> Vec<u8> {
        let (path, packed, _) = self.files.last().unwrap();
        let mut head = Head::of(path, packed.len());
        change(&mut head);
        let rest = self.files[..2].iter().flat_map(|(path, packed, _)| member(path, packed));
        let contents = rest.chain(head.bytes()).chain(blocks(packed)).collect();
        self.clone().with(|f| f.contents = Some(contents)).bytes()
    }
}

fn sign(seed: &[u8; 32], number: [u8; 8], comment: &str, bytes: &[u8]) -> String {
    let key = SigningKey::from_bytes(seed);
    let first = key.sign(&Blake2b512::digest(bytes)).to_bytes();
    let whole = key.sign(&[first.as_slice(), comment.as_bytes()].concat()).to_bytes();
    let first = Base64::encode_string(&[b"ED".as_slice(), &number, &first].concat());
    let whole = Base64::encode_string(&whole);
    format!(
        "untrusted comment: signature of a crossread pack\n{first}\ntrusted comment: {comment}\n{whole}\n"
    )
}

fn small() -> crossread::pack::Draft {
    let mut draft = crate::pack::draft(4, "Five died.");
    draft.briefings.truncate(1);
    draft
}

#[test]
fn what_is_forged_without_a_fault_is_what_crossread_builds() {
    assert!(Forge::new().bytes() == packed(&small(), Some(&desk())));
    assert!(Forge::unsigned().bytes() == packed(&small(), None));
    assert!(checked(&Forge::new().bytes()).holds());
}

/// A bad pack: what was done to it, the fault that refuses it, and its bytes.
type Bad = (String, &'static str, Vec<u8>);

/// Archives whose headers or order are not those of a pack.
fn frames() -> Vec<Bad> {
    let good = Forge::new();
    let mut all: Vec<Bad> = Vec::new();
    let mut add = |what: &str, code, bytes| all.push((what.to_owned(), code, bytes));
    for (kind, name) in [
        (b'1', "hard link"),
        (b'2', "symbolic link"),
        (b'3', "character device"),
        (b'4', "block device"),
        (b'5', "folder"),
        (b'6', "pipe"),
        (b'7', "contiguous file"),
        (b'x', "pax header"),
        (b'g', "global pax header"),
        (b'L', "GNU long name"),
        (b'K', "GNU long link"),
        (b'S', "GNU sparse file"),
        (b'V', "GNU volume"),
        (b'M', "GNU continuation"),
        (b'\0', "file of old tar"),
        (b'Z', "kind of nobody"),
    ] {
        add(name, "not-a-file", good.header(|h| h.kind = kind));
    }
    for (what, change) in [
        ("mode 755", (|h: &mut Head| h.mode = b"0000755\0".to_vec()) as fn(&mut Head)),
        ("setuid", |h| h.mode = b"0004644\0".to_vec()),
        ("owner 1", |h| h.uid = b"0000001\0".to_vec()),
        ("group 1", |h| h.gid = b"0000001\0".to_vec()),
        ("another time", |h| h.time = b"07033241601\0".to_vec()),
        ("a link's target in a file", |h| h.link = b"/etc/passwd".to_vec()),
        ("a user's name", |h| h.user = b"root".to_vec()),
        ("a group's name", |h| h.group = b"root".to_vec()),
        ("a device number", |h| h.major = b"0000001\0".to_vec()),
        ("a minor device number", |h| h.minor = b"0000001\0".to_vec()),
        ("empty device fields", |h| h.major = Vec::new()),
        ("something behind the prefix", |h| h.rest = b"x".to_vec()),
        ("a size in spaces", |h| h.size = b"        1  \0".to_vec()),
        ("a size without its end", |h| h.size = b"000000000011".to_vec()),
        ("another cut between prefix and name", |h| {
            h.prefix = b"content".to_vec();
            h.name = b"valley/briefing.toml.gz".to_vec();
        }),
        ("all in the name", |h| {
            h.prefix = Vec::new();
            h.name = b"content/valley/briefing.toml.gz".to_vec();
        }),
        ("a name behind the name's end", |h| h.name = b"briefing.toml.gz\0evil".to_vec()),
        ("a prefix behind the prefix's end", |h| h.prefix = b"content/valley\0evil".to_vec()),
        ("a mode in spaces", |h| h.mode = b"    644\0".to_vec()),
    ] {
        let code = if what == "a size in spaces" { "size-field" } else { "header" };
        add(what, code, good.header(change));
    }
    add(
        "a size in base 256",
        "size-field",
        good.header(|h| h.size = vec![0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]),
    );
    add("a size below nothing", "size-field", good.header(|h| h.size = vec![0xff; 12]));
    for (what, magic) in [
        ("GNU tar's magic", b"ustar  \0".to_vec()),
        ("old tar's magic", Vec::new()),
        ("another version of ustar", b"ustar\x0001".to_vec()),
    ] {
        add(what, "not-ustar", good.header(|h| h.magic = magic));
    }
    for (what, sum) in [
        ("a wrong check sum", b"000000\0 ".to_vec()),
        ("a check sum in another form", b"0000000 ".to_vec()),
        ("no check sum", b"        ".to_vec()),
    ] {
        add(what, "checksum", good.header(|h| h.sum = Some(sum)));
    }
    for name in [
        "../../evil",
        "..",
        "a/../b",
        "./x",
        ".hidden",
        "/etc/passwd",
        "a//b",
        "UPPER.toml.gz",
        "spa ce",
        "new\nline",
        "\u{202e}gz.lmot",
        "back\\slash",
        "c:evil",
        "",
        "x/",
        "\u{1b}[2J",
    ] {
        add(&format!("a name like {name:?}"), "bad-name", good.header(|h| h.name = name.into()));
    }
    for (what, prefix) in [("a prefix above", "content/.."), ("an absolute prefix", "/content/x")] {
        add(what, "bad-name", good.header(|h| h.prefix = prefix.into()));
    }
    add("a claim of 8 GiB", "file-too-large", good.header(|h| h.size = b"77777777777\0".to_vec()));
    add("a claim of 2 MiB", "file-too-large", good.header(|h| h.size = b"00010000000\0".to_vec()));
    add(
        "a larger size than the manifest's",
        "packed-size",
        good.header(|h| h.size = b"00000001000\0".to_vec()),
    );

    let with = |change: &dyn Fn(&mut Forge)| good.clone().with(change).bytes();
    let parts: Vec<Vec<u8>> = good.files.iter().map(|(path, packed, _)| member(path, packed)).collect();
    add("nothing at all", "cut-short", Vec::new());
    add("one byte", "cut-short", vec![b'P']);
    add("zeros alone", "no-pack", vec![0; 1024]);
    add("a text", "not-ustar", "This is a text and no archive at all. ".repeat(40).into());
    add("another archive", "no-pack", [member("readme", b"x"), vec![0; 1024]].concat());
    add("a wrong word in PACK", "no-pack", with(&|f| f.mark = b"crossword pack 1\n".to_vec()));
    add("a later version", "other-version", with(&|f| f.mark = b"crossread pack 2\n".to_vec()));
    add("a version with a tail", "other-version", with(&|f| f.mark = b"crossread pack 1\n\n".to_vec()));
    add("an empty PACK", "no-pack", with(&|f| f.mark.clear()));
    add("a PACK of a megabyte", "no-pack", with(&|f| f.mark = vec![b'x'; 1 << 20]));
    add("PACK alone", "missing", [member("PACK", b"crossread pack 1\n"), vec![0; 1024]].concat());
    add("PACK twice", "order", [member("PACK", b"crossread pack 1\n"), good.bytes()].concat());
    add("one zero block", "cut-short", with(&|f| f.end.truncate(512)));
    add("no end", "cut-short", with(&|f| f.end.clear()));
    add("a zero block and another", "bad-end", with(&|f| f.end[700] = 1));
    add("a third zero block", "after-end", with(&|f| f.end.extend([0; 512])));
    add("a byte after the end", "after-end", with(&|f| f.end.push(0)));
    add("a second archive after the end", "after-end", [good.bytes(), good.bytes()].concat());
    add(
        "a file twice",
        "order",
        with(&|f| f.contents = Some([&parts[0], &parts[0], &parts[1], &parts[2]].map(Clone::clone).concat())),
    );
    add(
        "files in another order",
        "order",
        with(&|f| f.contents = Some([&parts[1], &parts[0], &parts[2]].map(Clone::clone).concat())),
    );
    add(
        "a file missing in between",
        "order",
        with(&|f| f.contents = Some([&parts[0], &parts[2]].map(Clone::clone).concat())),
    );
    add("the last file missing", "missing", with(&|f| f.contents = Some(parts[..2].concat())));
    add("no file", "missing", with(&|f| f.contents = Some(Vec::new())));
    let more = member("content/valley/zeta.toml.gz", b"x");
    add(
        "a file that is not listed",
        "unlisted",
        with(&|f| f.contents = Some([parts.concat(), more.clone()].concat())),
    );
    let (path, bytes, _) = &good.files[2];
    let mut hidden = member(path, bytes);
    *hidden.last_mut().unwrap() = 1;
    add(
        "something in the padding",
        "padding",
        with(&|f| f.contents = Some([parts[..2].concat(), hidden.clone()].concat())),
    );
    let many: Vec<u8> = (0..MOST_FILES).flat_map(|_| member("sha256sums", b"")).collect();
    add("too many files", "order", [member("PACK", b"crossread pack 1\n"), many].concat());
    all
}

/// Packs whose archive is right, and what they say is not.
fn manifests() -> Vec<Bad> {
    let good = Forge::new();
    let mut all: Vec<Bad> = Vec::new();
    let mut add = |what: &str, code, bytes| all.push((what.to_owned(), code, bytes));
    for (what, name, value, code) in [
        ("an id with a slash", "id", "\"../floods\"", "pack-id"),
        ("an empty title", "title", "\"\"", "nameless"),
        ("a title of spaces", "title", "\"  \"", "manifest-form"),
        ("a title with an escape sequence", "title", "\"\\u001b[2J\"", "manifest-form"),
        ("a title that turns around", "title", "\"\u{202e}x\"", "manifest-form"),
        ("a title in single quotes", "title", "'Floods'", "manifest-form"),
        ("a title of two lines", "title", "\"a\\nb\"", "manifest-form"),
        ("no publisher's name", "publisher", "\"\"", "nameless"),
        ("a serial of 0", "serial", "0", "serial"),
        ("a serial of another edition", "serial", "5", "other-edition"),
        ("a serial with a sign", "serial", "+4", "manifest-form"),
        ("a serial in hexadecimal", "serial", "0x4", "manifest-form"),
        ("a serial below nothing", "serial", "-4", "manifest-form"),
        ("a serial beyond all bounds", "serial", "99999999999999999999", "manifest-form"),
        ("a serial in quotes", "serial", "\"4\"", "manifest-form"),
        ("a date without a time", "created", "2025-12-28", "manifest-form"),
        ("a date with an offset", "created", "2025-12-28T03:00:00+01:00", "manifest-form"),
        ("a date with a fraction", "created", "2025-12-28T03:00:00.5Z", "manifest-form"),
        ("a day that is none", "created", "2025-02-30T03:00:00Z", "manifest-form"),
        ("a newer reader", "reader", "2", "newer-pack"),
        ("no reader's number", "reader", "0", "manifest-form"),
        ("a language of two lines", "language", "\"e\\nn\"", "manifest-form"),
        ("a key in another form", "key", "\"RWQ\"", "manifest-form"),
    ] {
        add(what, code, good.clone().line(name, value).bytes());
    }
    let long = format!("\"{}\"", "x".repeat(201));
    add("a title far too long", "too-long", good.clone().line("title", &long).bytes());
    let other = format!("\"{}\"", stranger().public());
    add("the key of another", "other-key", good.clone().line("key", &other).bytes());
    let unsigned = Forge::unsigned();
    add("an id that is none", "pack-id", unsigned.clone().line("id", "\"../floods\"").bytes());
    add("an id that a system reserves", "pack-id", unsigned.clone().line("id", "\"con\"").bytes());
    add("an unsigned serial of 0", "serial", unsigned.clone().line("serial", "0").bytes());

    let text = good.manifest();
    let mut say = |what: &str, code, manifest: String| {
        add(what, code, good.clone().with(|f| f.manifest = Some(manifest)).bytes());
    };
    say("an empty manifest", "manifest-form", String::new());
    say("a manifest that is no TOML", "manifest-form", "id = = 1\n".into());
    say("a manifest with a comment", "manifest-form", format!("# hello\n{text}"));
    say("a manifest with a space more", "manifest-form", text.replacen("id =", "id  =", 1));
    say("a manifest with other line ends", "manifest-form", text.replace('\n', "\r\n"));
    say(
        "a manifest with a key more",
        "manifest-form",
        text.replacen("reader = 1\n", "reader = 1\nx = 1\n", 1),
    );
    say(
        "a manifest with a key twice",
        "manifest-form",
        text.replacen("serial = 4\n", "serial = 4\nserial = 4\n", 1),
    );
    say(
        "a manifest in another order",
        "manifest-form",
        text.replacen("language = \"en\"\nreader = 1\n", "reader = 1\nlanguage = \"en\"\n", 1),
    );
    say("a manifest without its last line end", "manifest-form", text.trim_end().to_owned());
    say("a manifest with a mark of UTF-8", "manifest-form", format!("\u{feff}{text}"));
    say(
        "a manifest as deep as a well",
        "manifest-form",
        format!("x = {}{}\n", "[".repeat(5000), "]".repeat(5000)),
    );
    say(
        "a title that is missing",
        "manifest-form",
        text.replacen("title = \"Floods of the winter\"\n", "", 1),
    );
    let until = |day: &str| text.replacen("language", &format!("expires = {day}\nlanguage"), 1);
    say("an end before the beginning", "expires-early", until("2025-12-27"));
    say("an end with a time", "manifest-form", until("2026-12-27T00:00:00Z"));
    let tables = text.split_once("\n[[outlet]]").unwrap().0.to_owned();
    say("no files", "empty-pack", tables.clone());
    say("outlets out of order", "manifest-order", text.replace("Alpha Post", "Zeta Post"));
    say("an outlet twice", "manifest-order", text.replace("Alpha Post", "Beta Zeitung"));
    let rows: Vec<&str> = text.split("\n[[file]]\n").collect();
    let table = |rows: &[&str]| {
        rows.iter().fold(rows[0].to_owned(), |all, row| {
            if *row == rows[0] { all } else { format!("{all}\n[[file]]\n{row}") }
        })
    };
    say("a file less", "sums-files", table(&rows[..3]));
    say("files out of order", "manifest-order", table(&[rows[0], rows[2], rows[1], rows[3]]));
    let twice = format!("{text}\n[[file]]\n{}", rows[3]);
    say("a file that is listed twice", "manifest-order", twice);
    for (what, path) in [
        ("a picture", "assets/map.png"),
        ("a briefing in a folder", "content/valley/deep/briefing.toml.gz"),
        ("an article of no id", "content/valley/articles/-.toml.gz"),
        ("a file that is not packed", "content/valley/briefing.toml"),
        ("a path that leads up", "content/valley/../x.toml.gz"),
        ("a briefing of no id", "content/con/briefing.toml.gz"),
    ] {
        say(what, "unknown-file", text.replace("content/valley/briefing.toml.gz", path));
    }
    let claim = |briefings: usize, each: usize| {
        (0..briefings * each).fold(tables.clone(), |all, n| {
            let (briefing, article) = (n / each, n % each);
            let sum = Sum::of(b"").hex();
            all + &format!(
                "\n[[file]]\npath = \"content/b{briefing:02}/articles/a{article:03}.toml.gz\"\npacked = 1000\nplain = 1048576\nsha256 = \"{sum}\"\n"
            )
        })
    };
    say("a briefing of more than there may be", "too-much", claim(1, 65));
    say("more than there may be in all", "too-much", claim(5, 60));
    let plain = good.files[2].2.len();
    let sized = |plain: &str| {
        text.replacen(&format!("plain = {}\n", good.files[2].2.len()), &format!("plain = {plain}\n"), 1)
    };
    say("a file of a terabyte", "file-too-large", sized("1099511627776"));
    say("a file of more than a megabyte", "file-too-large", sized("1048577"));
    say("a file of more than it holds", "unpacked-size", sized(&(plain + 1).to_string()));
    say("a file of less than it holds", "unpacked-size", sized(&(plain - 1).to_string()));
    say("a file of nothing", "unpacked-size", sized("0"));
    let sum = Sum::of(&good.files[2].2).hex();
    say("another sum of what is unpacked", "plain-sum", text.replace(&sum, &Sum::of(b"").hex()));
    say("a sum in capitals", "manifest-form", text.replace(&sum, &sum.to_uppercase()));
    say("a sum that is cut", "manifest-form", text.replace(&sum, &sum[1..]));
    let packed = format!("packed = {}\n", good.files[2].1.len());
    say("another packed size", "packed-size", text.replacen(&packed, "packed = 1\n", 1));
    all
}

/// Packs whose sums, signature or content are not what they should be.
fn seals() -> Vec<Bad> {
    let good = Forge::new();
    let mut all: Vec<Bad> = Vec::new();
    let mut add = |what: &str, code, bytes| all.push((what.to_owned(), code, bytes));
    let sums = good.sums();
    let mut list = |what: &str, code, sums: String| {
        add(what, code, good.clone().with(|f| f.sums = Some(sums)).bytes());
    };
    list("no sums", "sums-form", String::new());
    list("sums of binary files", "sums-form", sums.replace("  ", " *"));
    list("sums in capitals", "sums-form", sums.replacen(&sums[..64], &sums[..64].to_uppercase(), 1));
    list("sums without the last line end", "sums-form", sums.trim_end().to_owned());
    list("sums with an empty line", "sums-form", format!("{sums}\n"));
    list("sums that are short", "sums-form", sums[1..].to_owned());
    list("sums with an escaped name", "sums-form", format!("\\{sums}"));
    list("a sum less", "sums-files", sums.lines().take(3).fold(String::new(), |all, l| all + l + "\n"));
    list("a sum more", "sums-files", format!("{sums}{}  content/z/briefing.toml.gz\n", Sum::of(b"").hex()));
    let turned: Vec<&str> = sums.lines().collect();
    list("sums in another order", "sums-files", [turned[0], turned[2], turned[1], turned[3], ""].join("\n"));
    list(
        "the manifest's sum not first",
        "sums-order",
        [turned[1], turned[0], turned[2], turned[3], ""].join("\n"),
    );
    list("another sum of the manifest", "manifest-sum", sums.replacen(&sums[..64], &Sum::of(b"").hex(), 1));
    let of_file = &turned[3][..64];
    list("another sum of a file", "sum", sums.replace(of_file, &Sum::of(b"").hex()));
    list("sums as large as may not be", "file-too-large", "x".repeat(1 << 21));

    let own = good.signature().unwrap();
    let comment = format!("pack floods serial 4 key {}", desk().public());
    let lines: Vec<&str> = own.lines().collect();
    let mut seal = |what: &str, code, signature: String| {
        add(what, code, good.clone().with(|f| f.signature = Some(signature)).bytes());
    };
    let sign_as = |comment: &str| sign(&[7; 32], *b"desk key", comment, sums.as_bytes());
    seal(
        "another comment that nobody vouches for",
        "signature-form",
        own.replacen("signature of", "trust in", 1),
    );
    seal("a signature with a line more", "signature-form", format!("{own}\n"));
    seal("a signature without its last line end", "signature-form", own.trim_end().to_owned());
    seal("a signature with spaces", "signature-form", own.replacen(lines[1], &format!("{} ", lines[1]), 1));
    seal("a signature with other line ends", "signature-form", own.replace('\n', "\r\n"));
    seal("an empty signature", "signature-form", String::new());
    seal("a signature far too long", "signature-form", own.clone() + &"x".repeat(2000));
    seal("a signature with a short second part", "signature-form", own.replacen(lines[3], "AAAA", 1));
    seal("a signature with a short first part", "signature-form", own.replacen(lines[1], "RUQ=", 1));
    seal("a signature over the content itself", "signature-form", {
        let old = SigningKey::from_bytes(&[7; 32]).sign(sums.as_bytes()).to_bytes();
        let first = Base64::encode_string(&[b"Ed".as_slice(), b"desk key", &old].concat());
        own.replacen(lines[1], &first, 1)
    });
    seal("a signature of other sums", "signature", sign(&[7; 32], *b"desk key", &comment, b"other"));
    seal(
        "a stranger's signature under the desk's name",
        "signature",
        sign(&[8; 32], *b"desk key", &comment, sums.as_bytes()),
    );
    seal(
        "a key number that is not the key's",
        "signature-key",
        sign(&[7; 32], *b"xxxx key", &comment, sums.as_bytes()),
    );
    seal("a stranger's signature under his own", "other-key", {
        let comment = format!("pack floods serial 4 key {}", stranger().public());
        sign(&[8; 32], *b"stranger", &comment, sums.as_bytes())
    });
    seal("a comment that was changed", "signature-comment", own.replacen("serial 4", "serial 9", 1));
    seal("a comment of another form", "signature-form", sign_as("timestamp:1766880000\tfile:sha256sums"));
    seal(
        "a signature of another edition",
        "other-edition",
        sign_as(&comment.replace("serial 4", "serial 9")),
    );
    seal("a signature of another pack", "other-edition", sign_as(&comment.replace("floods", "storms")));
    seal(
        "a serial with a zero before it",
        "signature-form",
        sign_as(&comment.replace("serial 4", "serial 04")),
    );
    seal("a pack that is no id", "signature-form", sign_as(&comment.replace("floods", "../floods")));
    seal("a comment with a tail", "signature-form", sign_as(&format!("{comment} x")));
    let weak = Base64::encode_string(
        &[b"Eddesk key".as_slice(), &std::array::from_fn::<u8, 32, _>(|i| u8::from(i == 0))].concat(),
    );
    seal(
        "a key for which anybody can sign",
        "signature-form",
        sign_as(&format!("pack floods serial 4 key {weak}")),
    );
    let forged = good.clone().with(|f| f.seed = None).bytes();
    add("a signature that was taken out", "stripped", forged);
    add(
        "a signature of a manifest that names no key",
        "other-key",
        Forge::unsigned().with(|f| f.seed = good.seed).bytes(),
    );

    let content = |change: &dyn Fn(&mut Vec<u8>)| good.clone().with(|f| change(&mut f.files[2].1)).bytes();
    let plain = good.files[2].2.clone();
    add("a gzip file with a time", "gzip-header", content(&|b| b[4] = 1));
    add("a gzip file with a system", "gzip-header", content(&|b| b[9] = 3));
    add("a gzip file with a flag", "gzip-header", content(&|b| b[3] = 8));
    add("a gzip file of another speed", "gzip-header", content(&|b| b[8] = 0));
    add("no gzip file", "gzip-header", content(&|b| b.clone_from(&plain)));
    add("an empty file", "gzip-header", content(&Vec::clear));
    add("a gzip file with a tail", "gzip-tail", content(&|b| b.extend([0; 8])));
    add("two gzip files in one", "gzip-tail", content(&|b| b.extend(gzip(b"more"))));
    add("a gzip file that is cut", "gzip-damaged", content(&|b| b.truncate(b.len() / 2)));
    add(
        "a wrong sum in gzip",
        "gzip-check",
        content(&|b| {
            let at = b.len() - 6;
            b[at] ^= 1;
        }),
    );
    add(
        "a wrong size in gzip",
        "gzip-check",
        content(&|b| {
            let at = b.len() - 1;
            b[at] ^= 1;
        }),
    );
    add("a gzip bomb", "unpacked-size", content(&|b| *b = gzip(&vec![b' '; 100 << 20])));
    all
}

#[test]
fn every_bad_pack_is_refused_for_its_own_fault() {
    let bad = [frames(), manifests(), seals()].concat();
    let mut wrong = String::new();
    for (what, code, bytes) in &bad {
        let verdict = checked(bytes);
        let found: Vec<&str> = verdict.faults.iter().filter(|p| p.is_error()).map(|p| p.code).collect();
        if verdict.whole() || found.first() != Some(code) {
            let _ = writeln!(wrong, "{what}: {found:?}, not {code}");
        }
        // What is said is one line, and clean.
        for problem in &verdict.faults {
            assert!(!problem.message.as_str().contains('\n'), "{what}: {}", problem.message);
        }
    }
    assert_eq!(wrong, "");
    assert!(bad.len() >= 120, "{}", bad.len());
    let codes: std::collections::BTreeSet<&str> = bad.iter().map(|(_, code, _)| *code).collect();
    assert!(codes.len() >= 35, "{codes:?}");
    eprintln!("{} bad packs, {} faults", bad.len(), codes.len());
}

#[test]
fn every_flipped_bit_is_refused() {
    for bytes in [Forge::new().tiny().bytes(), Forge::unsigned().tiny().bytes()] {
        assert!(checked(&bytes).holds());
        let mut bad = bytes.clone();
        for at in 0..bytes.len() {
            for bit in 0..8 {
                bad[at] ^= 1 << bit;
                assert!(!checked(&bad).whole(), "bit {bit} of byte {at}");
                bad[at] ^= 1 << bit;
            }
        }
    }
}

#[test]
fn every_truncation_is_refused() {
    for bytes in [Forge::new().tiny().bytes(), Forge::unsigned().tiny().bytes()] {
        for length in 0..bytes.len() {
            let verdict = checked(&bytes[..length]);
            assert!(!verdict.whole(), "{length}");
            assert_eq!(verdict.faults.last().map(|p| p.code), Some("cut-short"), "{length}");
        }
    }
}

#[test]
fn parts_of_two_packs_never_make_one() {
    let (one, other) = (signed(4), packed(&small(), Some(&stranger())));
    // The first two blocks are the same in all packs.
    for at in (1536..one.len().min(other.len())).step_by(512) {
        assert!(!checked(&[&one[..at], &other[at..]].concat()).whole(), "{at}");
        assert!(!checked(&[&other[..at], &one[at..]].concat()).whole(), "{at}");
    }
}

/// Endless bytes, of which the reader must stop taking more.
struct Endless(u64);

impl std::io::Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.0 += buffer.len() as u64;
        assert!(self.0 < LARGEST_PACK * 2, "it reads on and on");
        buffer.fill(b'x');
        Ok(buffer.len())
    }
}

#[test]
fn reading_ends_where_a_pack_may_not_go_on() {
    use std::io::Read as _;
    let file = crossread::text::Text::new("x.pack");
    let verdict = crossread::pack::verify(Endless(0), &file, crate::hostile::today(), |_| {});
    assert_eq!(verdict.faults[0].code, "not-ustar");
    let head = Forge::new().head();
    let verdict = crossread::pack::verify(head.chain(Endless(0)), &file, crate::hostile::today(), |_| {});
    assert_eq!(verdict.faults[0].code, "not-ustar");
}
