//! The rules of the source, held by tests: the order of the rooms, who may touch the world, and how files look.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file under a folder, by its path from the root of the repository, in order.
fn files(under: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root().join(under)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy();
            if path.is_dir() {
                // What others made: builds, version control, and corpora.
                if !["target", ".git", "corpus"].contains(&&*name) {
                    folders.push(path);
                }
            } else if name != ".git"
                && let Ok(text) = fs::read_to_string(&path)
            {
                let name: PathBuf = path.strip_prefix(root()).unwrap().components().collect();
                found.insert(name.to_string_lossy().replace('\\', "/"), text);
            }
        }
    }
    found
}

fn source() -> BTreeMap<String, String> {
    let source: BTreeMap<_, _> = files("src").into_iter().filter(|(name, _)| is_rust(name)).collect();
    assert!(source.len() > 20);
    source
}

fn is_rust(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|e| e == "rs")
}

/// The rooms as `src/lib.rs` declares them, in reading order.
fn rooms() -> Vec<String> {
    let lib = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let rooms: Vec<String> = lib
        .lines()
        .filter_map(|l| l.strip_prefix("pub mod ")?.strip_suffix(';').map(ToOwned::to_owned))
        .collect();
    assert!(rooms.len() >= 10, "{rooms:?}");
    rooms
}

/// `src/text.rs` and all in `src/text/` are the room `text`.
fn room(name: &str) -> &str {
    let name = name.strip_prefix("src/").unwrap();
    name.split_once('/').map_or_else(|| name.strip_suffix(".rs").unwrap(), |(room, _)| room)
}

/// The code without comments and without its tests.
fn code(name: &str, text: &str) -> String {
    let code = match text.split_once("#[cfg(test)]\nmod ") {
        None => text,
        Some((code, tests)) => {
            let after = tests.split_once("\n}\n").map_or("", |(_, after)| after);
            assert_eq!(after.trim(), "", "{name}: the tests come last");
            code
        }
    };
    code.lines().filter(|l| !l.trim_start().starts_with("//")).fold(String::new(), |all, l| all + l + "\n")
}

/// Does the name stand in the code as a word of its own?
fn says(code: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).any(|(at, _)| {
        !code[..at].ends_with(part) && (word.ends_with('!') || !code[at + word.len()..].starts_with(part))
    })
}

/// The names after `crate::`, also in braces.
fn rooms_used(code: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for (at, path) in code.match_indices("crate::") {
        let rest = &code[at + path.len()..];
        let name = |text: &str| text.chars().take_while(|&c| c.is_alphanumeric() || c == '_').collect();
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut first = true;
            for (at, c) in group.char_indices() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => first = true,
                    c if depth == 0 && first && c.is_alphanumeric() => {
                        used.insert(name(&group[at..]));
                        first = false;
                    }
                    _ => {}
                }
            }
        } else {
            used.insert(name(rest));
        }
    }
    used
}

#[test]
fn rooms_are_read_from_every_way_to_write_a_use() {
    let used = rooms_used(
        "use crate::text::{self, Text};\nuse crate::{problem::{a, b}, keys as k};\ncrate::text!(\"x\")",
    );
    assert_eq!(used.into_iter().collect::<Vec<_>>(), ["keys", "problem", "text"]);
}

#[test]
fn every_room_is_in_the_list_and_stands_in_the_source() {
    let listed: BTreeSet<String> = rooms().into_iter().collect();
    let there: BTreeSet<String> =
        source().keys().map(|name| room(name).to_owned()).filter(|r| r != "lib" && r != "main").collect();
    assert_eq!(listed, there);
}

#[test]
fn a_room_uses_only_rooms_above_it() {
    let rooms = rooms();
    let mut wrong = Vec::new();
    for (name, text) in source() {
        let Some(own) = rooms.iter().position(|r| r == room(&name)) else { continue };
        for used in rooms_used(&text) {
            match rooms.iter().position(|r| *r == used) {
                Some(other) if other <= own => {}
                _ => wrong.push(format!("{name} uses crate::{used}")),
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn only_the_shell_touches_the_world() {
    const WORLD: [&str; 14] = [
        "std::fs",
        "std::env",
        "std::process",
        "std::io",
        "std::net",
        "std::os",
        "std::thread",
        "std::{",
        "crossterm",
        "Local",
        "Utc::now",
        "SystemTime",
        "Instant",
        "tempfile",
    ];
    let mut wrong = Vec::new();
    let mut shell = String::new();
    for (name, text) in source() {
        let code = code(&name, &text);
        if name == "src/main.rs" || room(&name) == "shell" {
            shell += &code;
            continue;
        }
        // Archives are read through `Read` and `Cursor`: bytes, wherever they come from.
        let in_memory = ["src/import/epub.rs", "src/pack/frame.rs", "src/pack/verify.rs"].contains(&&*name);
        for word in WORLD.into_iter().filter(|w| !(in_memory && *w == "std::io")) {
            // A brace ends the word itself.
            if says(&code, word) || word.ends_with('{') && code.contains(word) {
                wrong.push(format!("{name} says {word}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    // The words are those that touching the world takes.
    for word in ["std::fs", "std::env", "std::io", "crossterm", "Local", "Instant"] {
        assert!(says(&shell, word), "{word}");
    }
}

#[test]
fn only_the_canvas_draws_text() {
    const DRAWS: [&str; 12] = [
        "Span",
        "Paragraph",
        "set_string",
        "set_stringn",
        "set_symbol",
        "set_char",
        "set_line",
        "set_span",
        "ratatui::text",
        "ratatui::widgets",
        "ratatui::prelude",
        "render_widget",
    ];
    let mut wrong = Vec::new();
    for (name, text) in source() {
        let code = code(&name, &text);
        if name == "src/ui/parts/canvas.rs" {
            assert!(DRAWS.iter().any(|word| says(&code, word)), "the words are those that drawing takes");
            continue;
        }
        if !["ui", "shell"].contains(&room(&name)) {
            if says(&code, "ratatui") {
                wrong.push(format!("{name} knows ratatui"));
            }
            continue;
        }
        for word in DRAWS {
            if says(&code, word) {
                wrong.push(format!("{name} says {word}"));
            }
        }
        if code.contains("ratatui::{") {
            wrong.push(format!("{name} takes from ratatui in braces, which this test does not read"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn only_the_shell_prints() {
    let mut wrong = Vec::new();
    for (name, text) in source() {
        let code = code(&name, &text);
        for word in ["println!", "print!", "eprintln!", "eprint!", "dbg!"] {
            if room(&name) != "shell" && says(&code, word) {
                wrong.push(format!("{name} says {word}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_room_has_its_door_beside_its_folder() {
    for (name, _) in source() {
        assert!(!name.ends_with("/mod.rs"), "{name}");
        if let Some((folder, _)) = name.rsplit_once('/').filter(|(folder, _)| *folder != "src") {
            assert!(root().join(format!("{folder}.rs")).is_file(), "{folder} has no door");
        }
    }
}

#[test]
fn every_file_begins_with_a_sentence_that_says_its_job() {
    let mut wrong = Vec::new();
    for (name, text) in
        source().into_iter().chain(files("tests").into_iter().filter(|(name, _)| is_rust(name)))
    {
        // The first paragraph: a sentence may take more than one line.
        let paragraph: Vec<&str> = text.lines().map_while(|l| l.strip_prefix("//! ")).collect();
        let paragraph = paragraph.join(" ");
        let capital = paragraph.starts_with(|c: char| {
            c.is_uppercase() || c == '`' || c.is_ascii_lowercase() && name == "src/lib.rs"
        });
        if !capital || !paragraph.ends_with(['.', ':']) {
            wrong.push(format!("{name}: {paragraph}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// Files that are long for a reason.
const LONG: [(&str, &str); 1] = [("src/briefing/parse.rs", "every key of the format, one after another")];

#[test]
fn files_are_short() {
    const MOST: usize = 500;
    let mut wrong = Vec::new();
    for (name, text) in source() {
        let lines = text.split("#[cfg(test)]\nmod ").next().unwrap().lines().count();
        let excused = LONG.iter().any(|(long, _)| *long == name);
        if lines >= MOST && !excused {
            wrong.push(format!("{name} has {lines} lines"));
        } else if lines < MOST && excused {
            wrong.push(format!("{name} has only {lines} lines and needs no excuse"));
        }
    }
    for (name, _) in LONG {
        if !root().join(name).is_file() {
            wrong.push(format!("{name} is not there"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn no_file_names_a_path_of_the_machine_it_was_written_on() {
    // In two parts, or this file would name them itself.
    let paths = [["/ro", "ot/"], ["/ho", "me/"], ["/Us", "ers/"], ["/wo", "rk/"], ["/tmp/", "wt/"]]
        .map(|p| p.concat());
    let all = files(".");
    assert!(all.contains_key("Cargo.toml") && all.contains_key("docs/manual.roff"), "{:?}", all.keys());
    let mut wrong = Vec::new();
    for (name, text) in all {
        for (number, line) in text.lines().enumerate() {
            // The tail of an address or a longer path is none.
            let named = |path: &String| {
                line.match_indices(path.as_str()).any(|(at, _)| {
                    !line[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
                })
            };
            if paths.iter().any(named) {
                wrong.push(format!("{name}:{}: {line}", number + 1));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
