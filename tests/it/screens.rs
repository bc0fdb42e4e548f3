//! Keys in, screen out: every view, wide and narrow, on a briefing small enough to be read here.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;
use crossread::briefing::parse::{File, Source, parse};
use crossread::compare::compare;
use crossread::config::Config;
use crossread::document::Log;
use crossread::keys::{Key, Keymap};
use crossread::library::{Opened, Origin};
use crossread::text::Text;
use crossread::ui::{App, Compared, Request, Theme, World};
use expect_test::{Expect, expect};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

const BORDER: &str = r#"
title = "Clashes on the border"
summary = "Five dead in the third attack in a month; two reports differ on when."
published = 2025-12-27
updated = 2025-12-28
edition = 3
tags = ["tajikistan", "china"]

[[section]]
id = "border"
question = "What's happening on the border?"
answer = '''
Three attacks in *one* month.[^alpha] The last killed **five**.[^beta] [^alpha]

> We ask for an apology.

- drones
- gunmen
'''
remark = "The counts are the officials'."

[[section]]
id = "china"
question = "How is China involved?"

[[section]]
question = "Who is behind the attacks?"
answer = "Nobody has said. See [the ministry](https://example.org/a)."

[[event]]
when = 2025-11-26
what = "A drone hits a gold mine"
place = "khatlon"
articles = ["alpha", "beta"]

[[event]]
when = "2025-11"
what = "A delegation visits the capital"
articles = ["beta"]

[[place]]
id = "khatlon"
name = "Khatlon"
lat = 37.91
lon = 69.78

[[term]]
name = "ISKP"
also = ["ISIL-K", "Islamic State Khorasan"]
meaning = "An armed group."

[[difference]]
section = "border"
what = "When the gunfire was"
accounts = [
  { article = "alpha", says = "on 30 November" },
  { article = "beta", says = "on 26 November, with the drone" },
]
remark = "The second merges two attacks."
"#;

const ALPHA: &str = r#"
outlet = "The Alpha"
headline = "What is known of the clashes"
url = "https://alpha.example/clashes"
published = 2025-12-26
byline = "A. Writer"
place = "Dushanbe"
kind = "original"
text = "The lead of it."

[[section]]
question = "How is China involved in all this?"
answers = "china"
text = "It is the largest creditor."
"#;

const BETA: &str = r#"
outlet = "Beta Daily"
headline = "Attacks retold"
published = 2025-12-27
kind = "secondary"
cites = ["alpha"]
text = "According to The Alpha, there were attacks."
"#;

const BROKEN: &str = "title = 'Broken'\npublished = 2025-13-01\nedtion = 2\n[[section]]\nquestion = 'Why?'\n";

fn file(stem: &str, content: &str) -> File {
    File { stem: stem.into(), shown: Text::new(&format!("{stem}.toml")), bytes: content.into() }
}

/// The program on two briefings, one whole and one with faults.
struct Reader {
    app: App,
    sources: Vec<(Origin, Source)>,
    size: (u16, u16),
    left: bool,
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
}

impl Reader {
    fn new(size: (u16, u16)) -> Self {
        Self::with(size, "", "monochrome")
    }

    fn with(size: (u16, u16), config: &str, theme: &str) -> Self {
        let border = Source {
            name: "border".into(),
            shown: "border".into(),
            briefing: Some(file("briefing", BORDER)),
            articles: vec![file("alpha", ALPHA), file("beta", BETA)],
            problems: Vec::new(),
        };
        let broken = Source {
            name: "broken".into(),
            shown: "broken.toml".into(),
            briefing: Some(file("broken", BROKEN)),
            ..Source::default()
        };
        let mut log = Log::new(Text::new("config.toml"), config);
        let options = crossread::config::read(&mut log);
        let keymap = Keymap::new(&options.bindings, &mut log);
        let world = World { faults: log.finish(), ..World::default() };
        let mut app =
            App::new(world, options, keymap, Theme::named(Text::new(theme).get()).unwrap(), today());
        let sources: Vec<(Origin, Source)> = [border, broken]
            .into_iter()
            .map(|source| (Origin::Path(PathBuf::from(&source.name)), source))
            .collect();
        for (origin, source) in &sources {
            let (briefing, problems) = parse(source, today());
            app.world.library.put(Opened { briefing, problems }.entry(origin.clone()));
        }
        Self { app, sources, size, left: false }
    }

    /// Types keys by their names; a word in quotes is typed letter by letter.
    fn keys(&mut self, keys: &str) -> &mut Self {
        for word in keys.split_whitespace() {
            let typed: Vec<Key> = match word.strip_prefix('"').and_then(|w| w.strip_suffix('"')) {
                Some(letters) => letters.chars().map(|c| Key::read(&c.to_string()).unwrap()).collect(),
                None => vec![Key::read(word).unwrap_or_else(|| panic!("no key is called {word}"))],
            };
            for key in typed {
                self.draw(); // views know the size of the screen from the frame before
                match self.app.key(key) {
                    Some(Request::Open(origin)) => {
                        let source = &self.sources.iter().find(|(o, _)| *o == origin).unwrap().1;
                        let (briefing, problems) = parse(source, today());
                        self.app.opened(origin, Arc::new(Opened { briefing, problems }));
                    }
                    Some(Request::Quit) => self.left = true,
                    Some(_) | None => {}
                }
            }
        }
        self
    }

    fn draw(&mut self) -> Buffer {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        let mut buffer = Buffer::empty(area);
        self.app.draw_to(&mut buffer, area);
        buffer
    }

    fn screen(&mut self) -> String {
        let buffer = self.draw();
        let mut screen = String::new();
        for y in 0..self.size.1 {
            let mut row = String::new();
            let mut skip = 0;
            for x in 0..self.size.0 {
                let symbol = buffer.cell((x, y)).unwrap().symbol();
                if skip == 0 {
                    row.push_str(symbol);
                    skip = crossread::text::width(symbol).saturating_sub(1);
                } else {
                    skip -= 1;
                }
            }
            screen.push_str(row.trim_end());
            screen.push('\n');
        }
        screen
    }

    /// With an edge at the left, so that an expectation shows where the screen begins.
    fn framed(&mut self) -> String {
        self.screen().lines().map(|row| ["|", row, "\n"].concat()).collect()
    }

    fn bottom(&mut self) -> String {
        self.screen().lines().last().unwrap().trim().to_owned()
    }
}

fn check(size: (u16, u16), keys: &str, expected: &Expect) {
    expected.assert_eq(&Reader::new(size).keys(keys).framed());
}

#[test]
fn the_shelf_shows_title_summary_counts_and_problems() {
    check(
        (80, 16),
        "",
        &expect![[r#"
            | crossread                                        2 briefings · Fri 20 Nov 2026
            |
            | ▌ Clashes on the border                                27 Dec 2025 · edition 3
            | ▌ Five dead in the third attack in a month; two reports differ on when.
            | ▌ 3 questions   2 articles                                    tajikistan china
            |
            |   Broken                                                   undated · edition 1
            |   1 question   no articles   ✗ 1 error   ! 1 warning
            |
            |
            |
            |
            |
            |
            | ──────────────────────────────────────────────────────────────────────────────
            | ↵ open   / filter   s sort   ! problems   q quit   ? help      newest · 1 of 2
        "#]],
    );
}

#[test]
fn a_narrow_shelf_keeps_title_date_and_sign() {
    check(
        (40, 12),
        "",
        &expect![[r#"
            | crossread                  2 briefings
            | ▌ Clashes on the border
            | ▌ 27 Dec 2025 · 3 questions · 2…
            |
            |   ✗ Broken
            |   undated · 1 question · no articles
            |
            |
            |
            |
            | ──────────────────────────────────────
            | ↵ open   ? help        newest · 1 of 2
        "#]],
    );
}

#[test]
fn the_smallest_terminal_still_tells_where_one_is() {
    check(
        (20, 6),
        "",
        &expect![[r#"
            |crossread
            |▌ Clashes on the…
            |  ✗ Broken
            |
            |
            |↵ open   ? help
        "#]],
    );
    check(
        (20, 6),
        "enter",
        &expect![[r#"
            |What's happening on…
            |What's happening on
            |the border?
            |
            |Three attacks in one
            |↵ open   ? help  top
        "#]],
    );
}

#[test]
fn the_shelf_filters_as_one_types() {
    check(
        (60, 9),
        "/ \"gold\"",
        &expect![[r#"
            | crossread                    2 briefings · Fri 20 Nov 2026
            |   No briefing has “gold” in its title, summary or tags.
            |   Esc shows all of them again.
            |
            |
            |
            |
            | ──────────────────────────────────────────────────────────
            | / gold▏
        "#]],
    );
    check(
        (60, 9),
        "/ \"chi\" enter",
        &expect![[r#"
            | crossread                    2 briefings · Fri 20 Nov 2026
            | ▌ Clashes on the border
            | ▌ 27 Dec 2025 · 3 questions · 2 articles
            |
            |
            |
            |
            | ──────────────────────────────────────────────────────────
            | ↵ open   / filter   ? help         “chi” · newest · 1 of 1
        "#]],
    );
}

#[test]
fn the_shelf_sorts_by_the_next_order() {
    let mut reader = Reader::new((60, 9));
    assert!(reader.bottom().ends_with("newest · 1 of 2"), "{}", reader.bottom());
    reader.keys("s s");
    assert!(reader.bottom().ends_with("title · 1 of 2"), "{}", reader.bottom());
    reader.keys("s");
    assert!(reader.screen().lines().nth(1).unwrap().contains("Broken"), "{}", reader.screen());
}

#[test]
fn problems_have_their_line_and_a_caret() {
    check(
        (80, 16),
        "G !",
        &expect![[r#"
            | Broken › Problems                                           1 error, 1 warning
            |
            | ▌ error: invalid date, expected month between 01 and 12
            | ▌   broken.toml:2:13  [bad-date]
            | ▌   2 │ published = 2025-13-01
            | ▌     │             ^^^^^^^^^^
            | ▌   try: a date is written 2025-11-26
            |
            |   warning: `edtion`: did you mean `edition`?
            |     broken.toml:3:1  [unknown-key]
            |     3 │ edtion = 2
            |       │ ^^^^^^
            |
            |
            | ──────────────────────────────────────────────────────────────────────────────
            | n next   p previous   Esc back   q quit   ? help                        1 of 2
        "#]],
    );
}

#[test]
fn the_reader_has_questions_on_one_side_and_the_answer_on_the_other() {
    check(
        (110, 30),
        "enter",
        &expect![[r#"
            | Clashes on the border › What's happening on the border?                     1 of 3 · 27 Dec 2025 · edition 3
            |
            | ▌ 1 What's happening on the            What's happening on the border?
            | ▌   border?
            |   2 How is China involved?             Three attacks in one month.¹ The last killed five.² ¹
            |   3 Who is behind the attacks?
            |                                        │ We ask for an apology.
            |   Timeline  2
            |   Terms     2                          • drones
            |   Articles  2                          • gunmen
            |
            |                                        ※ Remark: The counts are the officials'.
            |
            |                                        ≠ When the gunfire was
            |                                            The Alpha: on 30 November
            |                                            Beta Daily: on 26 November, with the drone
            |                                            The second merges two attacks.
            |
            |                                        ¹ The Alpha, 26 Dec 2025: What is known of the clashes
            |                                        ² Beta Daily, 27 Dec 2025: Attacks retold
            |
            |                                        comparing 2 articles …
            |
            |
            |
            |
            |
            |
            | ────────────────────────────────────────────────────────────────────────────────────────────────────────────
            | ↵ open   n next   p previous   c compare   ] citation   Tab questions   a articles   ? help              all
        "#]],
    );
}

#[test]
fn a_narrow_reader_shows_one_question_at_a_time() {
    check(
        (60, 16),
        "enter",
        &expect![[r#"
            | What's happening on the border?                     1 of 3
            |
            | What's happening on the border?
            |
            | Three attacks in one month.¹ The last killed five.² ¹
            |
            | │ We ask for an apology.
            |
            | • drones
            | • gunmen
            |
            | ※ Remark: The counts are the officials'.
            |
            | comparing 2 articles …
            | ──────────────────────────────────────────────────────────
            | ↵ open   n next   p previous   c compare   ? help      top
        "#]],
    );
    check(
        (60, 16),
        "enter tab",
        &expect![[r#"
            | What's happening on the border?                     1 of 3
            |
            | ▌ 1 What's happening on the border?
            |   2 How is China involved?
            |   3 Who is behind the attacks?
            |
            |   Timeline  2
            |   Terms     2
            |   Articles  2
            |
            |
            |
            |
            |
            | ──────────────────────────────────────────────────────────
            | ↵ open   n next   p previous   c compare   ? help   1 of 6
        "#]],
    );
}

#[test]
fn a_question_without_an_answer_is_answered_by_the_articles() {
    check(
        (60, 14),
        "enter n",
        &expect![[r#"
            | Clashes on the border › How is China involved?      2 of 3
            | How is China involved?
            |
            | The Alpha, 26 Dec 2025: What is known of the clashes
            |
            | It is the largest creditor.
            | comparing 2 articles …
            |
            |
            |
            |
            |
            | ──────────────────────────────────────────────────────────
            | ↵ open   n next   p previous   c compare   ? help      all
        "#]],
    );
}

#[test]
fn next_at_the_end_says_so() {
    let mut reader = Reader::new((80, 24));
    reader.keys("enter n n n");
    assert!(reader.bottom().starts_with("this is the last question; Esc goes back"), "{}", reader.bottom());
    reader.keys("p p p p");
    assert!(reader.bottom().starts_with("this is the first question"), "{}", reader.bottom());
}

#[test]
fn a_number_before_a_key_repeats_it_or_names_a_place() {
    let mut reader = Reader::new((80, 24));
    reader.keys("enter 3 g");
    assert!(reader.screen().contains("3 of 3"), "{}", reader.screen());
    reader.keys("2 p");
    assert!(reader.screen().contains("1 of 3"), "{}", reader.screen());
    reader.keys("9 g");
    assert!(reader.bottom().starts_with("there are 3 questions"), "{}", reader.bottom());
    reader.keys("1 2");
    assert!(reader.bottom().ends_with("12"), "a count is shown: {}", reader.bottom());
    reader.keys("esc");
    assert!(reader.screen().contains("1 of 3"), "esc takes back the number alone: {}", reader.screen());
}

#[test]
fn a_citation_leads_to_the_article_and_esc_back_to_the_place() {
    let mut reader = Reader::new((80, 12));
    reader.keys("enter ctrl-d");
    let before = reader.screen();
    reader.keys("2 enter");
    expect![[r#"
        | Clashes on the border › Beta Daily                              article 2 of 2
        |    Attacks retold
        |    Beta Daily · 27 Dec 2025 · secondary
        |    rests on The Alpha
        |
        |    According to The Alpha, there were attacks.
        |
        |
        |
        |
        | ──────────────────────────────────────────────────────────────────────────────
        | n next   p previous   m marks   ] mark   Esc back   q quit   ? help        all
    "#]]
    .assert_eq(&reader.framed());
    reader.keys("esc");
    // The citation stays chosen; the text stands where it stood.
    assert_eq!(
        reader.screen().lines().take(9).collect::<Vec<_>>(),
        before.lines().take(9).collect::<Vec<_>>()
    );
}

#[test]
fn citations_are_chosen_one_after_another() {
    let mut reader = Reader::new((80, 24));
    reader.keys("enter ]");
    assert!(reader.bottom().starts_with("¹ The Alpha: ↵ opens it"), "{}", reader.bottom());
    reader.keys("]");
    assert!(reader.bottom().starts_with("² Beta Daily: ↵ opens it"), "{}", reader.bottom());
    reader.keys("]");
    assert!(reader.bottom().starts_with("this is the last citation"), "{}", reader.bottom());
    reader.keys("enter");
    assert!(reader.screen().contains("Attacks retold"), "{}", reader.screen());
}

#[test]
fn an_article_tells_where_it_comes_from_and_what_it_answers() {
    check(
        (80, 20),
        "enter a enter",
        &expect![[r#"
            | Clashes on the border › The Alpha                               article 1 of 2
            |
            |    What is known of the clashes
            |    The Alpha · 26 Dec 2025 · A. Writer · Dushanbe · original
            |    https://alpha.example/clashes
            |
            |    The lead of it.
            |
            |    How is China involved in all this?
            |    → answers: How is China involved?
            |
            |    It is the largest creditor.
            |
            |
            |
            |
            |
            |
            | ──────────────────────────────────────────────────────────────────────────────
            | n next   p previous   m marks   ] mark   Esc back   q quit   ? help        all
        "#]],
    );
}

#[test]
fn the_articles_are_listed() {
    check(
        (80, 14),
        "enter a",
        &expect![[r#"
            | Clashes on the border › Articles                                    2 articles
            | ▌ What is known of the clashes
            | ▌ The Alpha · 26 Dec 2025 · original · cited in 1 answer
            |
            |   Attacks retold
            |   Beta Daily · 27 Dec 2025 · secondary · rests on The Alpha · cited in 1
            |   answer
            |
            |
            |
            |
            |
            | ──────────────────────────────────────────────────────────────────────────────
            | ↵ open   Esc back   q quit   ? help                                     1 of 2
        "#]],
    );
}

#[test]
fn the_timeline_runs_by_date() {
    check(
        (80, 14),
        "enter t",
        &expect![[r#"
            | Clashes on the border › Timeline                                      2 events
            | ▌ Nov 2025      A delegation visits the capital
            | ▌               1 Beta Daily
            |
            |   26 Nov 2025   A drone hits a gold mine (Khatlon)
            |                 1 The Alpha   2 Beta Daily
            |
            |
            |
            |
            |
            |
            | ──────────────────────────────────────────────────────────────────────────────
            | ↵ open   Esc back   q quit   ? help                                     1 of 2
        "#]],
    );
    check(
        (40, 14),
        "enter t",
        &expect![[r#"
            | Timeline                      2 events
            | ▌ Nov 2025
            | ▌   A delegation visits the capital
            | ▌   1 Beta Daily
            |
            |   26 Nov 2025
            |     A drone hits a gold mine (Khatlon)
            |     1 The Alpha   2 Beta Daily
            |
            |
            |
            |
            | ──────────────────────────────────────
            | ↵ open   Esc back   ? help      1 of 2
        "#]],
    );
}

#[test]
fn an_event_opens_its_articles_by_number() {
    let mut reader = Reader::new((80, 24));
    reader.keys("enter t j 2 enter");
    assert!(reader.screen().contains("Attacks retold"), "{}", reader.screen());
    reader.keys("esc enter");
    assert!(reader.screen().contains("What is known of the clashes"), "{}", reader.screen());
}

#[test]
fn terms_have_their_other_names_and_places_their_degrees() {
    check(
        (80, 14),
        "enter T",
        &expect![[r#"
            | Clashes on the border › Terms                                  1 term, 1 place
            | ▌ ISKP
            | ▌ also ISIL-K, Islamic State Khorasan
            | ▌ An armed group.
            |
            |   Places
            |
            |   Khatlon   37.91° N, 69.78° E
            |
            |
            |
            |
            | ──────────────────────────────────────────────────────────────────────────────
            | Esc back   q quit   ? help                                              1 of 2
        "#]],
    );
}

#[test]
fn help_shows_the_keys_of_the_view_in_front_first() {
    check(
        (80, 14),
        "enter ?",
        &expect![[r#"
            | Keys                                change them in [keys] of the configuration
            |   In a briefing
            |   n  right  l              next question
            |   p  left  h               previous question
            |   c                        which source answers what, and where they differ
            |   ]                        choose the next citation
            |   [                        choose the citation before
            |   tab                      to the list of questions and back
            |   d                        what differs on this question
            |   s                        the sources side by side on this question
            |   O                        who rests on whom
            |   L                        every figure and quotation, and who gives it
            | ──────────────────────────────────────────────────────────────────────────────
            | Esc back   q quit   ? help                                                 top
        "#]],
    );
}

#[test]
fn help_follows_the_configuration() {
    let mut reader = Reader::with((80, 24), "[keys.reader]\nnext = [\"x\"]\n", "dark");
    reader.keys("enter ?");
    assert!(reader.screen().contains("x         "), "{}", reader.screen());
    reader.keys("? x");
    assert!(reader.screen().contains("2 of 3"), "{}", reader.screen());
    assert!(reader.bottom().contains("x next"), "{}", reader.bottom());
}

#[test]
fn a_faulty_configuration_is_said_at_the_start_and_shown_by_a_key() {
    let mut reader = Reader::with((80, 20), "theem = \"dark\"\n", "dark");
    assert!(reader.bottom().starts_with("1 problem in the configuration: see !"), "{}", reader.bottom());
    reader.keys("!");
    assert!(reader.screen().contains("`theem`: did you mean `theme`?"), "{}", reader.screen());
}

#[test]
fn a_key_without_meaning_says_how_to_find_those_that_have_one() {
    let mut reader = Reader::new((80, 24));
    reader.keys("x");
    assert!(reader.bottom().starts_with("x does nothing here; ? shows what does"), "{}", reader.bottom());
}

#[test]
fn leaving_asks_the_shell() {
    for keys in ["q", "enter q", "enter a enter ctrl-c", "/ ctrl-c"] {
        let mut reader = Reader::new((80, 24));
        assert!(reader.keys(keys).left, "{keys}");
    }
}

#[test]
fn while_typing_a_character_is_text_before_it_is_a_command() {
    let mut reader = Reader::new((80, 24));
    reader.keys("/ q ? 5 j");
    assert!(!reader.left);
    assert!(reader.bottom().starts_with("/ q?5j"), "{}", reader.bottom());
    reader.keys("esc");
    assert!(reader.screen().contains("Clashes on the border"), "{}", reader.screen());
}

/// Selection, emphasis and the chosen citation are told by weight or line, not by colour alone.
#[test]
fn what_matters_is_visible_in_every_theme() {
    for theme in Theme::names() {
        let mut reader = Reader::with((110, 30), "", theme);
        reader.keys("enter ]");
        let buffer = reader.draw();
        let marked = |word: &str| {
            let row = (0..30).find_map(|y| {
                let row: String = (0..110).map(|x| buffer.cell((x, y)).unwrap().symbol()).collect();
                let at = row.find(word)?;
                Some((row[..at].chars().count() as u16, y))
            });
            let (x, y) = row.unwrap_or_else(|| panic!("{theme}: no {word}"));
            buffer.cell((x, y)).unwrap().modifier
        };
        let weights = Modifier::BOLD | Modifier::ITALIC | Modifier::UNDERLINED | Modifier::REVERSED;
        for word in ["one month", "five", "¹", "1 What's happening"] {
            assert!(marked(word).intersects(weights), "{theme}: {word}");
        }
        assert!(!marked("Three attacks").intersects(weights), "{theme}: plain text");
    }
}

#[test]
fn the_picture_in_the_readme_is_the_real_screen() {
    let found = crossread::shell::store::bundled();
    let mut reader = Reader::new((100, 26));
    reader.app = App::new(
        World::default(),
        Config::default(),
        Keymap::default(),
        Theme::named("dark".into()).unwrap(),
        today(),
    );
    for found in found {
        let opened = crossread::shell::store::open(&found, today());
        let number = reader.app.opened(found.origin.clone(), opened.clone());
        if reader.app.world.library.entry(number).unwrap().id.as_str() == "tajik-afghan-border" {
            let b = &opened.briefing;
            reader.app.compared(&found.origin, Arc::new(Compared::new(b, compare(b))));
            reader.app.read(number);
        }
    }
    let screen = reader.keys("n").screen();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = std::fs::read_to_string(path).unwrap();
    let (before, rest) = readme.split_once("```text\n").unwrap();
    let (_, after) = rest.split_once("```").unwrap();
    expect_test::expect_file![path].assert_eq(&format!("{before}```text\n{screen}```{after}"));
}

#[test]
fn a_command_can_be_typed_by_its_name() {
    let mut reader = Reader::new((80, 24));
    reader.keys(": \"problems\" enter");
    assert!(reader.screen().contains("Problems"), "{}", reader.screen());
    reader.keys(": \"bakc\" enter");
    assert!(
        reader.bottom().starts_with("no command is called bakc: did you mean back?"),
        "{}",
        reader.bottom()
    );
    reader.keys(": \"back\" enter : \"import\" enter");
    assert!(reader.bottom().starts_with("import what?"), "{}", reader.bottom());
    reader.keys(": \"q\"");
    assert!(reader.bottom().starts_with(":q"), "{}", reader.bottom());
    assert!(!reader.keys("esc j").left);
}

#[test]
fn an_import_is_looked_at_before_it_is_written() {
    use crossread::import::{Input, Look, Overrides, import};
    let content = "# Clashes on the border\n\nFive died on the border, officials said.\n\n## How is China involved?\n\nIts firms mine there.\n";
    let harvest = import(&Input { name: "a.md", bytes: content.as_bytes(), pick: None, url: None });
    let look = Look::new("briefings/clashes".into(), None, None, vec![harvest], Overrides::default());
    let mut reader = Reader::new((80, 16));
    reader.app.looked(Ok(Arc::new(look.clone())));
    expect![[r#"
        | Import › briefings/clashes                                    makes a briefing
        |
        | ▌ Clashes on the border
        | ▌ outlet not found · date not found
        | ▌ 2 paragraphs · 1 question · articles/clashes-on-the-border.toml
        | ▌ Five died on the border, officials said.
        | ▌ How is China involved?
        | ▌ Its firms mine there.
        |
        |   The questions of the briefing
        |   • How is China involved?
        |
        |
        |
        | ──────────────────────────────────────────────────────────────────────────────
        | w write   Esc back   q quit   ? help                                    1 of 2
    "#]]
    .assert_eq(&reader.framed());
    reader.draw();
    assert_eq!(reader.app.key(Key::read("w").unwrap()), Some(Request::Write(Arc::new(look))));
}

#[test]
fn items_of_a_feed_are_taken_or_left_out_before_it_is_written() {
    use crossread::import::{Input, Look, Overrides, import};
    let feed = "<rss version=\"2.0\"><channel><title>The Alpha</title><item><title>Clashes</title><pubDate>Fri, 26 Dec 2025 10:00:00 GMT</pubDate><description>&lt;p&gt;Five &lt;b&gt;died&lt;/b&gt;, it &lt;a href='https://a.example'&gt;says&lt;/a&gt;.&lt;/p&gt;</description></item><item><title>Empty</title></item><item><title>Floods</title><description>Water rose.</description></item></channel></rss>";
    let harvest = import(&Input { name: "f.xml", bytes: feed.as_bytes(), pick: None, url: None });
    let look = Look::new("lib/b".into(), None, None, vec![harvest], Overrides::default());
    let mut reader = Reader::new((64, 18));
    reader.app.looked(Ok(Arc::new(look.clone())));
    expect![[r#"
        | Import › lib/b                                makes a briefing
        |
        | ▌ What the file holds; ↵ takes an item, or leaves it out
        | ▌ [x] 1  2025-12-26  Clashes
        |       2  Empty (no text)
        |   [x] 3  Floods
        |
        |   Clashes
        |   The Alpha · 26 Dec 2025, 10:00 UTC
        |   1 paragraph · no questions · articles/the-alpha.toml
        |   Five died, it says.
        |
        |   Floods
        |   The Alpha · date not found
        |   1 paragraph · no questions · articles/the-alpha-2.toml
        |   Water rose.
        | ──────────────────────────────────────────────────────────────
        | w write   Esc back   q quit   ? help                    1 of 5
    "#]]
    .assert_eq(&reader.framed());
    reader.keys("j enter");
    assert!(reader.bottom().starts_with("it has no text"), "{}", reader.bottom());
    reader.keys("j enter");
    expect![[r#"
        | Import › lib/b                                makes a briefing
        |
        |   What the file holds; ↵ takes an item, or leaves it out
        |   [x] 1  2025-12-26  Clashes
        |       2  Empty (no text)
        | ▌ [ ] 3  Floods
        |
        |   Clashes
        |   The Alpha · 26 Dec 2025, 10:00 UTC
        |   1 paragraph · no questions · articles/the-alpha.toml
        |   Five died, it says.
        |
        |
        |
        |
        |
        | ──────────────────────────────────────────────────────────────
        | w write   Esc back   q quit   ? help                    3 of 4
    "#]]
    .assert_eq(&reader.framed());
    let Some(Request::Write(written)) = reader.app.key(Key::read("w").unwrap()) else {
        panic!("it is written")
    };
    assert_eq!(written.plan.articles.len(), 1);
}

#[test]
fn the_path_of_a_file_is_completed() {
    let mut reader = Reader::new((80, 10));
    reader.keys(": i m p o r t space x / a");
    assert_eq!(reader.app.key(Key::read("tab").unwrap()), Some(Request::Complete("x/a".into())));
    reader.app.completed("x/a".as_ref(), &["x/article.html".into(), "x/artist.txt".into()]);
    expect![":import x/arti▏                                                newest · 1 of 2"]
        .assert_eq(&reader.bottom());
    reader.app.completed("x/arti".as_ref(), &["x/article.html".into(), "x/artist.txt".into()]);
    expect![":import x/arti▏                       article.html artist.txt  newest · 1 of 2"]
        .assert_eq(&reader.bottom());
}
