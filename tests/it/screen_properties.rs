//! What holds for every screen: any briefing, any keys, any size.

use std::path::PathBuf;
use std::sync::Arc;

use crossread::briefing::parse::{File, Source};
use crossread::compare::compare;
use crossread::keys::commands::TABLE;
use crossread::keys::{Code, Key};
use crossread::library::{Entry, Library, Opened, Origin};
use crossread::text::Text;
use crossread::ui::Compared;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::hostile::{Stage, every_field, open, quoted};

/// Words of many scripts, what is wide, what joins, and what never ends.
const WORDS: [&str; 22] = [
    "news",
    "of the border",
    "日本語の新聞記事は長い",
    "국경에서 무슨 일이",
    "สวัสดีชาวโลกวันนี้อากาศดีมาก",
    "ماذا يحدث على الحدود",
    "می‌خواهم",
    "क्‍षत्रिय",
    "👨‍👩‍👧‍👦 🇹🇯 🏳️‍🌈 ❤️",
    "e\u{301}\u{302}\u{303}\u{304}\u{305}",
    "\u{301}\u{20dd}",
    "\u{ad}\u{200d}\u{fe0f}",
    "ﷺ⸻𒐫",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "**strong** _emphasis_ `code`",
    "[^a] [^b] [site](https://example.org/a/very/long/address/that/does/not/break)",
    "\n\n> > > > > > > > said\n\n",
    "\n\n- one\n  - two\n    - three\n      1. four\n\n",
    "\n\n| a | 日本 |\n|---|---|\n| 1 | 2 |\n\n",
    "\n\n```\n\tcode\n```\n\n",
    "\n\n# Heading\n\n---\n\n",
    "\t  \n",
];

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        1 => Just(String::new()),
        6 => vec(select(&WORDS[..]), 1..12).prop_map(|words| words.join(" ")),
        1 => vec(any::<char>(), 0..40).prop_map(String::from_iter),
        1 => (select(&WORDS[..]), 20usize..60).prop_map(|(word, times)| word.repeat(times)),
    ]
}

fn briefings() -> impl Strategy<Value = (Origin, Arc<Opened>)> {
    let fields = vec(texts(), 1..12).prop_map(|texts| {
        let next = std::cell::Cell::new(0);
        every_field(&|_| {
            next.set(next.get() + 1);
            texts[next.get() % texts.len()].clone()
        })
    });
    let plain = (prop_oneof![Just(0usize), 1usize..6, Just(300)], texts(), vec(texts(), 1..4), 0usize..5)
        .prop_map(|(sections, title, texts, articles)| {
            let mut content = format!("title = {}\npublished = 2026-01-02\n", quoted(&title));
            for number in 0..sections {
                let text = quoted(&texts[number % texts.len()]);
                content.extend(["[[section]]\nquestion = ", &text, "\nanswer = ", &text, "\n"]);
            }
            (Origin::Path(PathBuf::from("plain")), source(Some(content), &texts, articles))
        });
    let articles_only = (vec(texts(), 1..4), 1usize..6).prop_map(|(texts, articles)| {
        (Origin::Path(PathBuf::from("articles")), source(None, &texts, articles))
    });
    prop_oneof![2 => fields, 2 => plain, 1 => articles_only]
        .prop_map(|(origin, source)| (origin, open(&source)))
}

fn source(briefing: Option<String>, texts: &[String], articles: usize) -> Source {
    let file =
        |stem: String, content: String| File { shown: Text::new(&stem), stem, bytes: content.into_bytes() };
    let article = |number: usize| {
        let text = quoted(&texts[number % texts.len()]);
        file(
            char::from(b'a' + number as u8).to_string(),
            format!("outlet = {text}\ntext = {text}\n[[section]]\nquestion = {text}\ntext = {text}\n"),
        )
    };
    Source {
        name: "random".into(),
        shown: "random".into(),
        briefing: briefing.map(|content| file("briefing".into(), content)),
        articles: (0..articles).map(article).collect(),
        problems: Vec::new(),
    }
}

/// What a reader, or a cat, does.
#[derive(Debug, Clone)]
enum Act {
    Key(Key),
    Count(u32),
    Paste(String),
    Resize((u16, u16)),
    /// The shell has compared the articles of every briefing.
    Compared,
}

fn sizes() -> impl Strategy<Value = (u16, u16)> {
    prop_oneof![
        Just((1, 1)),
        Just((20, 6)),
        Just((80, 24)),
        Just((400, 120)),
        (1u16..40, 1u16..20),
        (20u16..=200, 6u16..=60),
        (1u16..=400, 1u16..=120),
    ]
}

fn acts() -> impl Strategy<Value = Act> {
    let known: Vec<Key> = TABLE.iter().flat_map(|row| row.keys).filter_map(|k| Key::read(k)).collect();
    prop_oneof![
        12 => select(known).prop_map(Act::Key),
        // A view deeper is worth more than a key at random.
        1 => Just(Act::Compared),
        3 => select(&["c", "d", "w", "tab", "e", ".", "m", "x", "right", "enter"][..])
            .prop_map(|k| Act::Key(Key::read(k).unwrap())),
        4 => select(&["enter", "enter", "a", "t", "T", "tab", "!", "n", "/", "space", "]"][..])
            .prop_map(|k| Act::Key(Key::read(k).unwrap())),
        2 => any::<char>().prop_map(|c| Act::Key(Key::plain(Code::Char(c)))),
        1 => (any::<char>(), any::<bool>(), any::<bool>())
            .prop_map(|(c, ctrl, alt)| Act::Key(Key { code: Code::Char(c), ctrl, alt, shift: false })),
        2 => prop_oneof![0u32..20, any::<u32>()].prop_map(Act::Count),
        1 => texts().prop_map(Act::Paste),
        2 => sizes().prop_map(Act::Resize),
    ]
}

fn shelf_of(briefings: &[(Origin, Arc<Opened>)]) -> Library {
    let mut library = Library::default();
    for (number, (origin, opened)) in briefings.iter().enumerate() {
        let Origin::Path(path) = origin else { continue };
        library.open(Origin::Path(path.join(number.to_string())), opened.clone());
    }
    library
}

fn compare_all(stage: &mut Stage) {
    let entries: Vec<(usize, Origin)> =
        stage.app.world.library.entries().map(|(number, entry)| (number, entry.source.clone())).collect();
    for (number, origin) in entries {
        let Some(opened) = stage.app.world.library.opened(number).cloned() else { continue };
        let compared = Compared::new(&opened.briefing, compare(&opened.briefing));
        stage.app.compared(&origin, Arc::new(compared));
    }
}

fn perform(stage: &mut Stage, act: &Act) {
    match act {
        Act::Key(key) => {
            stage.app.key(*key);
        }
        Act::Count(number) => {
            for digit in number.to_string().chars() {
                stage.app.key(Key::plain(Code::Char(digit)));
            }
        }
        Act::Paste(text) => stage.app.paste(&Text::new(text)),
        Act::Resize(size) => stage.resize(*size),
        Act::Compared => compare_all(stage),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_keys_and_no_size_break_a_screen(
        briefings in vec(briefings(), 0..3),
        size in sizes(),
        acts in vec(acts(), 1..50),
        measure in 20u16..200,
    ) {
        let mut stage = Stage::new(shelf_of(&briefings), Vec::new(), measure, size);
        for act in &acts {
            perform(&mut stage, act);
            stage.draw();
            prop_assert_eq!(stage.cut_character(), None, "after {:?}", act);
            let once = stage.frame.clone();
            stage.draw();
            prop_assert_eq!(&stage.frame, &once, "drawn twice after {:?}", act);
        }
        prop_assert_eq!(stage.detector.faults(), &[] as &[String]);
    }

    #[test]
    fn another_size_and_back_shows_the_same_text(
        briefing in briefings(),
        view in select(&["enter", "enter tab tab", "enter a enter", "enter 2 g", "enter d tab e w"][..]),
        down in 0usize..40,
        (width, height) in (20u16..90, 6u16..40),
        others in vec(sizes(), 1..4),
    ) {
        let mut stage = Stage::new(shelf_of(&[briefing]), Vec::new(), 72, (width, height));
        compare_all(&mut stage);
        for key in view.split(' ').chain(std::iter::repeat_n("j", down)) {
            stage.press(key);
            stage.draw();
        }
        let before = stage.rows();
        for other in &others {
            stage.resize(*other);
            stage.draw();
        }
        stage.resize((width, height));
        stage.draw();
        prop_assert_eq!(stage.rows(), before, "by way of {:?}", others);
    }

    #[test]
    fn another_size_and_back_has_the_same_item_in_front(
        briefings in vec(briefings(), 1..4),
        keys in vec(select(&["enter", "a", "t", "T", "tab", "!", "n", "j", "space", "esc", "G", "?"][..]), 0..20),
        (width, height) in (20u16..400, 6u16..120),
        others in vec(sizes(), 1..4),
    ) {
        let mut stage = Stage::new(shelf_of(&briefings), Vec::new(), 72, (width, height));
        stage.draw();
        for key in keys {
            stage.press(key);
            stage.draw();
        }
        let before = stage.rows();
        for other in &others {
            stage.resize(*other);
            stage.draw();
        }
        stage.resize((width, height));
        stage.draw();
        prop_assert_eq!(stage.rows(), before, "by way of {:?}", others);
    }
}

#[test]
fn a_shelf_of_ten_thousand_draws_only_what_is_seen() {
    let mut library = Library::default();
    for number in 0..10_000 {
        library.put(Entry {
            id: Text::new(&format!("story-{number}")),
            title: Text::new(&format!("Story {number:05} 国境 {}", WORDS[number % WORDS.len()])).line(),
            summary: Some(Text::new("What happened, and what followed.")),
            published: None,
            updated: None,
            edition: 1,
            sections: 3,
            articles: 2,
            errors: 0,
            warnings: 0,
            tags: Vec::new(),
            source: Origin::Path(PathBuf::from(format!("story-{number}"))),
            content: 0,
        });
    }
    let mut stage = Stage::new(library, Vec::new(), 72, (80, 24));
    for (keys, first, last) in [("esc", 0, 4), ("space", 5, 9), ("5 0 0 0 g", 4995, 4999), ("G", 9995, 9999)]
    {
        stage.press(keys);
        let before = stage.detector.letters();
        stage.draw();
        let rows = stage.rows();
        let titles: Vec<usize> = rows
            .lines()
            .filter_map(|row| row.split("Story ").nth(1)?.split(' ').next()?.parse().ok())
            .collect();
        assert_eq!((titles.first(), titles.last()), (Some(&first), Some(&last)), "{keys}:\n{rows}");
        // A screen has 80 times 24 cells; nobody writes more of them than there are.
        assert!(stage.detector.letters() - before <= 80 * 24, "{keys}");
    }
    stage.press("/");
    for c in "story 09999".chars() {
        stage.app.key(Key::plain(Code::Char(c)));
    }
    stage.draw();
    assert!(stage.rows().contains("Story 09999") && stage.rows().contains("1 of 1"), "{}", stage.rows());
}
