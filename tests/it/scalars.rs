//! Every Unicode scalar, in every field of the format, as far as the terminal.
//!
//! Sixty fields times 1.1 million scalars take a quarter of an hour without optimisation, so that
//! whole table is a test for `.ci/run`, which optimises. Only what is forbidden can be at fault, and joins and widths are
//! all that decides how the rest is drawn: whatever is forbidden, hidden or without width goes
//! through every field each time, and every other scalar through one.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crossread::briefing::parse::{File, Source};
use crossread::config;
use crossread::document::Log;
use crossread::keys::{Code, Key, Keymap};
use crossread::library::{Library, Opened, Origin};
use crossread::text::Text;
use unicode_width::UnicodeWidthChar;

use crate::hostile::{Channel, Detector, Stage, every_field, is_forbidden, open, quoted, said_of};

/// Scalars that go together in one field.
const TOGETHER: usize = 4096;

/// Scalars with a letter before each fourth: what joins a base needs one, and eight marks on a base
/// are all that it may keep.
fn texts(scalars: impl Iterator<Item = char>) -> Vec<String> {
    let scalars: Vec<char> = scalars.collect();
    let text = |some: &[char]| some.chunks(4).flat_map(|four| ['x'].iter().chain(four)).collect();
    scalars.chunks(TOGETHER).map(text).collect()
}

fn all() -> impl Iterator<Item = char> {
    '\0'..=char::MAX
}

/// The scalars that could do harm, or that join or hide.
fn suspects() -> impl Iterator<Item = char> {
    all().filter(|&c| is_forbidden(c) || c.is_whitespace() || c.width() != Some(1) && c.width() != Some(2))
}

/// Runs a job for each text on two threads; the faults of all, and a flag for each scalar printed.
fn for_each(texts: &[String], job: impl Fn(&str) -> Vec<Detector> + Sync) -> (BTreeSet<String>, Vec<bool>) {
    let next = AtomicUsize::new(0);
    let found = Mutex::new((BTreeSet::new(), vec![false; 0x11_0000]));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(text) = texts.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let detectors = job(text);
                    let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
                    for detector in detectors {
                        found.0.extend(detector.faults().iter().cloned());
                        for c in text.chars() {
                            found.1[c as usize] |= detector.printed(c);
                        }
                    }
                }
            });
        }
    });
    found.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Sends a text through every field, and looks at every view and everything that is printed.
fn everywhere(text: &str, screens: usize) -> Vec<Detector> {
    let (origin, source) = every_field(&|_| text.to_owned());
    let opened = open(&source);
    let mut plain = Detector::new(Channel::Plain);
    for said in said_of(&origin, &opened) {
        plain.feed(said.as_bytes());
    }
    let mut stage = Stage::of(&origin, &opened, 200, (240, 60));
    stage.tour(screens, &mut |_| {});
    // What is cut at the right edge is not cut here.
    let mut wide = Stage::of(&origin, &opened, 11_000, (12_000, 17));
    wide.glance();
    vec![plain, stage.detector, wide.detector]
}

/// Scalars that take a column, and that no screen showed.
fn lost(printed: &[bool]) -> Vec<String> {
    all()
        .filter(|&c| !is_forbidden(c) && !c.is_whitespace() && c.width().is_some_and(|w| w > 0))
        .filter(|&c| !printed[c as usize])
        .map(|c| format!("U+{:04X}", u32::from(c)))
        .collect()
}

#[test]
fn no_scalar_that_could_do_harm_passes_any_field() {
    let (faults, _) = for_each(&texts(suspects()), |text| everywhere(text, 4));
    assert_eq!(faults, BTreeSet::new());
}

#[test]
fn every_scalar_reaches_the_terminal_as_text_or_not_at_all() {
    let (faults, printed) = for_each(&texts(all()), |text| {
        let briefing = format!(
            "title = {}\n[[section]]\nquestion = \"Which?\"\nanswer = {}\n",
            quoted(text),
            quoted(text)
        );
        let (origin, opened) = single(&briefing);
        let mut plain = Detector::new(Channel::Plain);
        for said in said_of(&origin, &opened) {
            plain.feed(said.as_bytes());
        }
        let mut stage = Stage::of(&origin, &opened, 380, (400, 24));
        stage.leaf("enter", "space", 40);
        vec![plain, stage.detector]
    });
    assert_eq!(faults, BTreeSet::new());
    assert_eq!(lost(&printed), Vec::<String>::new());
}

#[test]
#[ignore = "it takes a minute, and only where the program is optimised: .ci/run runs it"]
fn every_scalar_in_every_field_reaches_the_terminal_as_text_or_not_at_all() {
    let (faults, printed) = for_each(&texts(all()), |text| everywhere(text, 12));
    assert_eq!(faults, BTreeSet::new());
    assert_eq!(lost(&printed), Vec::<String>::new());
}

fn single(content: &str) -> (Origin, Arc<Opened>) {
    let file = File { stem: "one".into(), shown: "one.toml".into(), bytes: content.as_bytes().to_vec() };
    let source =
        Source { name: "one".into(), shown: "one.toml".into(), briefing: Some(file), ..Source::default() };
    (Origin::Path("one.toml".into()), open(&source))
}

#[test]
fn every_field_is_looked_at() {
    // A field that no view shows and nothing prints would pass the tests above whatever it held.
    let names = std::cell::RefCell::new(BTreeSet::new());
    let (origin, source) = every_field(&|name| {
        names.borrow_mut().insert(name);
        format!("<{name}>")
    });
    let opened = open(&source);
    let mut seen: Vec<String> = said_of(&origin, &opened);
    let mut stage = Stage::of(&origin, &opened, 200, (240, 100));
    stage.tour(20, &mut |stage| seen.push(stage.rows()));
    let missing: Vec<_> = names
        .into_inner()
        .into_iter()
        .filter(|name| !seen.iter().any(|s| s.contains(&format!("<{name}>"))))
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn a_fault_shows_its_line_without_what_is_hidden_in_it() {
    // Not TOML at all, so the excerpt is all that is shown of it.
    let lines: String = suspects()
        .collect::<Vec<_>>()
        .chunks(20)
        .flat_map(|c| ["a ".to_owned(), String::from_iter(c), "\n".to_owned()])
        .collect();
    let (origin, opened) = single(&lines);
    assert!(opened.problems.len() > 100, "{}", opened.problems.len());
    let mut plain = Detector::new(Channel::Plain);
    for said in said_of(&origin, &opened) {
        plain.feed(said.as_bytes());
    }
    let mut stage = Stage::of(&origin, &opened, 72, (100, 4000));
    stage.leaf("!", "space", 2);
    assert_eq!((plain.faults(), stage.detector.faults()), (&[][..], &[][..]));
}

#[test]
fn an_entity_of_markdown_hides_nothing_either() {
    let answer: String = all()
        .filter(|&c| is_forbidden(c))
        .map(u32::from)
        .flat_map(|c| [format!("a&#{c};b "), format!("[c](<&#{c};>) ")])
        .collect();
    let (origin, opened) =
        single(&format!("title = \"T\"\n[[section]]\nquestion = \"Q\"\nanswer = {}\n", quoted(&answer)));
    let mut plain = Detector::new(Channel::Plain);
    for said in said_of(&origin, &opened) {
        plain.feed(said.as_bytes());
    }
    let mut stage = Stage::of(&origin, &opened, 100, (120, 400));
    stage.tour(3, &mut |_| {});
    assert_eq!((plain.faults(), stage.detector.faults()), (&[][..], &[][..]));
}

#[test]
fn the_configuration_is_a_stranger_too() {
    let mut faults = Vec::new();
    for text in texts(suspects()) {
        let q = quoted(&text);
        let content = format!(
            "theme = {q}\nsort = {q}\nlibrary = [{q}]\n{q} = 1\n[keys.{q}]\n{q} = [{q}]\n[keys.reader]\nnext = [{q}]\n{q} = \"x\"\n"
        );
        let mut log = Log::new(Text::new(&text).line(), &content);
        let config = config::read(&mut log);
        Keymap::new(&config.bindings, &mut log);
        faults.extend(log.finish());
    }
    assert!(faults.len() >= 6, "{faults:?}");
    let mut plain = Detector::new(Channel::Plain);
    for problem in &faults {
        plain.feed(format!("{problem}\n").as_bytes());
    }
    let mut stage = Stage::new(Library::default(), faults, 72, (100, 1000));
    stage.leaf("!", "space", 2);
    assert_eq!((plain.faults(), stage.detector.faults()), (&[][..], &[][..]));
}

#[test]
fn a_key_or_a_paste_may_be_anything() {
    let mut stage = Stage::new(Library::default(), Vec::new(), 72, (80, 24));
    for c in suspects().filter(|&c| is_forbidden(c)) {
        stage.app.key(Key::plain(Code::Char(c)));
        stage.draw();
    }
    stage.press("/");
    for c in suspects().filter(|&c| is_forbidden(c)) {
        stage.app.key(Key::plain(Code::Char(c)));
    }
    stage.draw();
    for text in texts(suspects()) {
        stage.press("ctrl-e ctrl-u");
        stage.app.paste(&Text::new(&text));
        stage.draw();
    }
    assert_eq!(stage.detector.faults(), &[] as &[String]);
}

#[test]
fn a_problem_has_a_line_for_each_thing_it_says() {
    // A line break in a name would let a file write problems of its own.
    let forged = "one\nerror: forged\ttwo";
    let (_, source) = every_field(&|_| forged.to_owned());
    let q = quoted(forged);
    let content = format!(
        "theme = {q}\n{q} = 1\n[keys]\n{q} = 1\n[keys.{q}]\n{q} = 1\n[keys.reader]\n{q} = [{q}, 1]\n"
    );
    let mut log = Log::new(Text::new("config.toml"), &content);
    let config = config::read(&mut log);
    Keymap::new(&config.bindings, &mut log);
    let problems = [open(&source).problems.clone(), log.finish()].concat();
    assert!(problems.iter().any(|p| p.message.as_str().contains("forged")));
    for problem in &problems {
        for (_, row) in problem.rows(usize::MAX) {
            assert!(!row.as_str().contains('\n'), "{row:?}");
        }
    }
}

#[test]
fn the_detector_finds_what_is_planted() {
    let faults = |channel, planted: &str| {
        let mut detector = Detector::new(channel);
        detector.feed(planted.as_bytes());
        detector.faults().join("; ")
    };
    for channel in [Channel::Screen, Channel::Plain, Channel::Coloured] {
        for (planted, found) in [
            ("a\u{1b}]0;title\u{7}", "operating system command"),
            ("a\u{1b}]0;title", "1 escape characters in 0 sequences"),
            ("a\u{1b}[2Lb", "sequence CSI \"\" L"),
            ("a\u{1b}[?1049hb", "sequence CSI \"?\" h"),
            ("a\u{1b}cb", "sequence ESC 'c'"),
            ("a\u{1b}", "1 escape characters in 0 sequences"),
            ("a\u{1b}P1$rb\u{1b}\\", "device control string"),
            ("a\u{202e}b", "U+202E is printed"),
            ("a\u{200b}b", "U+200B is printed"),
            ("a\u{feff}b", "U+FEFF is printed"),
            ("a\u{e0041}b", "U+E0041 is printed"),
            ("a\u{9b}1mb", "control character 0x9b"),
            ("a\u{7f}b", "U+007F is printed"),
            ("a\rb", "control character 0x0d"),
        ] {
            let faults = faults(channel, planted);
            assert!(faults.contains(found), "{planted:?} on {channel:?}: {faults}");
        }
    }
    assert_eq!(faults(Channel::Screen, "\u{1b}[?2026h\u{1b}[3;4H\u{1b}[1;31mé日本\u{200d}"), "");
    assert_eq!(faults(Channel::Coloured, "\u{1b}[1mé\u{1b}[0m\n"), "");
    assert_eq!(faults(Channel::Plain, "é\tb\n"), "");
    assert_ne!(faults(Channel::Plain, "\u{1b}[1mé"), "");
    assert_ne!(faults(Channel::Screen, "one\ntwo"), "");
}
