//! Briefings to measure with: the same bytes on every machine, made of invented words.

// Each benchmark uses a part of it.
#![allow(dead_code, clippy::unwrap_used, unreachable_pub)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use chrono::{Days, NaiveDate};
use crossread::briefing::parse::{File, Source};
use crossread::text::Text;

/// What the words are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// Latin letters, most of them ASCII.
    Latin,
    /// Han characters, without spaces.
    Han,
}

/// How a briefing lies on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One file with everything.
    Single,
    /// `briefing.toml` and three files in `articles/`.
    Folder,
}

/// Days before the dates begin anew.
const DATES: usize = 9000;
const ARTICLES: [&str; 3] = ["first-paper", "second-paper", "third-paper"];

/// The number of the briefing that stands first on the shelf, of so many.
pub fn newest(count: usize) -> usize {
    assert!(count <= 2 * DATES, "two briefings have the latest date");
    count.min(DATES) - 1
}

/// What alone stands in this briefing's title.
pub fn mark(number: usize) -> String {
    format!("nr. {number:05}")
}

/// Writes numbers and words from a seed (splitmix64).
pub struct Pen {
    state: u64,
    script: Script,
}

impl Pen {
    pub fn new(seed: u64, script: Script) -> Self {
        Self { state: seed.wrapping_mul(0x2545_f491_4f6c_dd1d), script }
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % end as u64).unwrap()
    }

    fn word(&mut self, out: &mut String) {
        const HEADS: [&str; 16] =
            ["b", "br", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v"];
        const CORES: [&str; 8] = ["a", "e", "i", "o", "u", "ai", "ea", "ou"];
        const TAILS: [&str; 8] = ["", "", "l", "n", "nd", "r", "s", "t"];
        if self.script == Script::Han {
            for _ in 0..=self.below(2) {
                out.push(char::from_u32(0x4e00 + u32::try_from(self.below(3000)).unwrap()).unwrap());
            }
            return;
        }
        for _ in 0..=self.below(3) {
            out.push_str(HEADS[self.below(HEADS.len())]);
            out.push_str(CORES[self.below(CORES.len())]);
            out.push_str(TAILS[self.below(TAILS.len())]);
        }
        // Now and then a letter as most languages of Europe have it.
        if self.below(40) == 0 {
            out.push('é');
        }
    }

    /// Words without a full stop, the first one large.
    pub fn phrase(&mut self, words: usize) -> String {
        let mut out = String::new();
        for number in 0..words {
            if number > 0 && self.script == Script::Latin {
                out.push(' ');
            }
            self.word(&mut out);
        }
        if self.script == Script::Latin {
            out[..1].make_ascii_uppercase();
        }
        out
    }

    fn sentence(&mut self, out: &mut String, cites: bool) {
        let words = 6 + self.below(14);
        out.push_str(&self.phrase(words));
        let (stop, gap) = if self.script == Script::Han { ('。', "") } else { ('.', " ") };
        match self.below(12) {
            0 => {
                let _ = write!(out, "{gap}**{}**", self.phrase(2));
            }
            1 => {
                let _ = write!(out, "{gap}*{}*", self.phrase(2));
            }
            2 => {
                let _ = write!(out, " {}", 2 + self.below(9000));
            }
            _ => {}
        }
        out.push(stop);
        if cites && self.below(2) == 0 {
            let _ = write!(out, "[^{}]", ARTICLES[self.below(ARTICLES.len())]);
        }
        out.push_str(gap);
    }

    /// Paragraphs, quotations, lists and headings, until there are this many bytes.
    pub fn prose(&mut self, bytes: usize, cites: bool) -> String {
        let mut out = String::new();
        while out.len() < bytes {
            match self.below(16) {
                0 if out.len() + 1000 < bytes => {
                    let _ = writeln!(out, "## {}\n", self.phrase(4));
                }
                1 => {
                    out.push_str("> ");
                    self.sentence(&mut out, cites);
                    out.push_str("\n\n");
                }
                2 => {
                    for _ in 0..3 {
                        out.push_str("- ");
                        self.sentence(&mut out, cites);
                        out.push('\n');
                    }
                    out.push('\n');
                }
                _ => {
                    for _ in 0..3 + self.below(4) {
                        self.sentence(&mut out, cites);
                        if out.len() >= bytes {
                            break;
                        }
                    }
                    out.push_str("\n\n");
                }
            }
        }
        out.truncate(out.trim_end().len());
        out
    }
}

fn date(number: usize) -> NaiveDate {
    NaiveDate::from_ymd_opt(2000, 1, 1).unwrap() + Days::new((number % DATES) as u64)
}

/// A day after every date in here.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap()
}

/// The files of a briefing of about 8 KB: names below its folder, and contents. A single file has
/// no name.
pub fn briefing(number: usize, script: Script, shape: Shape) -> Vec<(String, String)> {
    let pen = &mut Pen::new(number as u64 + 1, script);
    let day = date(number);
    let mut main = format!(
        "format = 1\ntitle = \"{} {}\"\nsummary = \"{}.\"\npublished = {day}\nedition = {}\ntags = [\"{}\", \"{}\"]\n",
        pen.phrase(4),
        mark(number),
        pen.phrase(18),
        1 + number % 3,
        pen.phrase(1),
        pen.phrase(1),
    );
    for section in 0..4 {
        let _ = write!(
            main,
            "\n[[section]]\nid = \"part-{section}\"\nquestion = \"{}?\"\nanswer = '''\n{}\n'''\n",
            pen.phrase(7),
            pen.prose(800, true)
        );
    }
    for (number, article) in ARTICLES.iter().enumerate() {
        let _ = write!(
            main,
            "\n[[event]]\nwhen = {}\nwhat = \"{}.\"\narticles = [\"{article}\"]\n",
            day - Days::new(number as u64 + 1),
            pen.phrase(9)
        );
    }
    let _ = write!(main, "\n[[term]]\nname = \"{}\"\nmeaning = \"{}.\"\n", pen.phrase(2), pen.phrase(12));
    let mut files = Vec::new();
    for id in ARTICLES {
        let table = if shape == Shape::Single { "article.section" } else { "section" };
        let fields = format!(
            "outlet = \"The {}\"\nheadline = \"{}\"\nurl = \"https://example.org/{id}\"\npublished = {day}\nkind = \"original\"\n",
            id.replace('-', " "),
            pen.phrase(8),
        );
        let mut rest = String::new();
        for section in 0..2 {
            let _ = write!(
                rest,
                "\n[[{table}]]\nquestion = \"{}?\"\nanswers = \"part-{section}\"\ntext = '''\n{}\n'''\n",
                pen.phrase(6),
                pen.prose(400, false)
            );
        }
        if shape == Shape::Single {
            let _ = write!(main, "\n[[article]]\nid = \"{id}\"\n{fields}{rest}");
        } else {
            files.push((format!("articles/{id}.toml"), format!("{fields}{rest}")));
        }
    }
    let name = if shape == Shape::Single { String::new() } else { "briefing.toml".to_owned() };
    files.insert(0, (name, main));
    files
}

/// The same as the program reads it.
pub fn source(number: usize, script: Script) -> Source {
    let mut files = briefing(number, script, Shape::Folder).into_iter().map(|(name, content)| File {
        stem: Path::new(&name).file_stem().unwrap().to_str().unwrap().to_owned(),
        shown: Text::new(&name),
        bytes: content.into_bytes(),
    });
    Source {
        name: format!("b{number:05}"),
        shown: Text::new("made"),
        briefing: files.next(),
        articles: files.collect(),
        problems: Vec::new(),
    }
}

/// A briefing with one question and an answer of this many bytes.
pub fn long(bytes: usize, script: Script) -> Source {
    let answer = Pen::new(7, script).prose(bytes, true);
    let mut source = source(0, script);
    let main = format!(
        "format = 1\ntitle = \"Long\"\npublished = 2020-01-01\n\n[[section]]\nid = \"part-0\"\nquestion = \"How long?\"\nanswer = '''\n{answer}\n'''\n\n[[section]]\nid = \"part-1\"\nquestion = \"And then?\"\nanswer = \"Nothing.\"\n"
    );
    source.briefing.as_mut().unwrap().bytes = main.into_bytes();
    source
}

/// Writes so many briefings into a folder that is there.
pub fn library(folder: &Path, count: usize, shape: Shape) {
    for number in 0..count {
        let place = folder.join(format!("b{number:05}"));
        for (name, content) in briefing(number, Script::Latin, shape) {
            let file = if name.is_empty() { place.with_extension("toml") } else { place.join(name) };
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, content).unwrap();
        }
    }
}
