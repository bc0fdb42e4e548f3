//! What stands side by side, the marked article, the origins and the ledger, on a briefing small
//! enough to be read here, and what holds for any.

use std::path::PathBuf;
use std::sync::Arc;

use crossread::briefing::Briefing;
use crossread::briefing::parse::{File, Source};
use crossread::compare::ledger::{Entry, Ledger, Value};
use crossread::compare::origins::{Label, Origin as Rests};
use crossread::compare::sections::Coverage;
use crossread::compare::verdict::{Kind, Verdict};
use crossread::compare::{Account, Comparison, Difference, Place, Point, Section, compare};
use crossread::library::Origin;
use crossread::text::Text;
use crossread::text::plain::Plain;
use crossread::text::sentences::sentences;
use crossread::ui::Compared;
use crossread::ui::parts::sheet::beside;
use expect_test::{Expect, expect};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::hostile::{Stage, open, quoted};

const FERRY: &str = r#"
title = "The ferry off Lorvik"
published = 2026-05-06
[[section]]
id = "what"
question = "What happened to the ferry?"
answer = "It sank."
[[section]]
id = "why"
question = "Why did it sink?"
"#;

const ALPHA: &str = r#"
outlet = "The Alpha"
headline = "Ferry lost off Lorvik"
published = 2026-05-05
text = """
A ferry with *forty* people sank off Lorvik on 4 May. Nine people died.

Harbour master Lind spoke of “deep sorrow for all families”.
"""
"#;

const BETA: &str = r#"
outlet = "Beta Daily"
published = 2026-05-06
text = """
The ferry went down on 5 May with forty people. The Alpha counted nine dead.

Lind voiced “sorrow for the families”. The hull was built in 1974.
"""
"#;

const GAMMA: &str = r#"
outlet = "Gamma 日本"
text = """
Nine are dead, and The Alpha reported that the search ended.
"""
"#;

fn file(stem: &str, content: &str) -> File {
    File { stem: stem.into(), shown: Text::new(stem), bytes: content.into() }
}

fn source(main: &str, articles: &[(&str, &str)]) -> Source {
    Source {
        name: "ferry".into(),
        shown: "ferry".into(),
        briefing: Some(file("briefing", main)),
        articles: articles.iter().map(|(stem, content)| file(stem, content)).collect(),
        problems: Vec::new(),
    }
}

/// A passage of an article and a part of it, as bytes of its whole text.
struct Found(usize, std::ops::Range<usize>, Option<std::ops::Range<usize>>);

fn find(b: &Briefing, article: usize, passage: &str, fact: &str) -> Found {
    let whole = b.articles[article].whole_text();
    let start = whole.as_str().find(passage).unwrap();
    let fact = (!fact.is_empty()).then(|| {
        let at = start + passage.find(fact).unwrap();
        at..at + fact.len()
    });
    Found(article, start..start + passage.len(), fact)
}

fn account(Found(article, span, fact): Found, value: &str) -> Account {
    Account { article, span, value: value.into(), fact }
}

/// What a comparison of the three might find, written by hand: the engine may change its mind.
#[allow(clippy::too_many_lines)] // one value
fn found(b: &Briefing) -> Comparison {
    let sank = "A ferry with *forty* people sank off Lorvik on 4 May.";
    let down = "The ferry went down on 5 May with forty people.";
    let (died, counted) = ("Nine people died.", "The Alpha counted nine dead.");
    let dead = "Nine are dead, and The Alpha reported that the search ended.";
    let master = "Harbour master Lind spoke of “deep sorrow for all families”.";
    let voiced = "Lind voiced “sorrow for the families”.";
    let hull = "The hull was built in 1974.";
    let point = |anchor: &str, told: &[(usize, &str)]| Point {
        anchor: anchor.into(),
        accounts: told
            .iter()
            .map(|(article, passage)| {
                let Found(article, span, _) = find(b, *article, passage, "");
                Place { article, span }
            })
            .collect(),
        origins: 1,
    };
    let difference = |kind, verdict, what: &str, rule: &str, accounts: Vec<Account>, point| Difference {
        anchor: what.into(),
        kind,
        verdict,
        what: what.into(),
        rule: rule.into(),
        weight: 9_000,
        accounts,
        point: Some(point),
        dismissed: None,
    };
    let what = Section {
        id: "what".into(),
        origins: 1,
        coverage: vec![Coverage::Answers, Coverage::Answers, Coverage::Partly],
        points: vec![
            point("sank", &[(0, sank), (1, down)]),
            point("dead", &[(0, died), (1, counted), (2, dead)]),
            point("sorrow", &[(0, master), (1, voiced)]),
            point("hull", &[(1, hull)]),
        ],
        differences: vec![
            difference(
                Kind::Date,
                Verdict::Differs,
                "the sinking",
                "the days cannot both be right: 4 May and 5 May",
                vec![
                    account(find(b, 0, sank, "4 May"), "4 May"),
                    account(find(b, 1, down, "5 May"), "5 May"),
                ],
                0,
            ),
            difference(
                Kind::Quote,
                Verdict::Altered,
                "what was said",
                "both quote it, in other words",
                vec![
                    account(
                        find(b, 0, master, "“deep sorrow for all families”"),
                        "“deep sorrow for all families”",
                    ),
                    account(find(b, 1, voiced, "“sorrow for the families”"), "“sorrow for the families”"),
                ],
                2,
            ),
            difference(
                Kind::Unsupported,
                Verdict::Unsupported,
                "credited to The Alpha",
                "credited to The Alpha, and nothing like it is found there",
                vec![account(find(b, 2, dead, "the search ended"), "the search ended")],
                1,
            ),
        ],
    };
    let from = |label, of: &[usize], why: &str| Rests { label, of: of.to_vec(), why: why.into(), origin: 0 };
    let value = |said: &str, accounts: Vec<Account>| Value { said: said.into(), accounts };
    Comparison {
        articles: vec![
            from(Label::Original, &[], "rests on none of the others"),
            from(Label::Rewording, &[0], "The Alpha in other words: 4 of 4 sentences are its sentences"),
            from(Label::Cites, &[0], "cites The Alpha once; 1 of 1 sentences are also there"),
        ],
        origins: 1,
        sections: vec![
            what,
            Section { id: "why".into(), coverage: vec![Coverage::Silent; 3], ..Section::default() },
            Section { coverage: vec![Coverage::Silent; 3], ..Section::default() },
        ],
        ledger: Ledger {
            figures: vec![
                Entry {
                    what: "killed".into(),
                    values: vec![value(
                        "Nine people",
                        vec![
                            account(find(b, 0, died, "Nine people"), "Nine people"),
                            account(find(b, 2, dead, "Nine"), "Nine"),
                        ],
                    )],
                },
                Entry {
                    what: "people".into(),
                    values: vec![value(
                        "forty people",
                        vec![account(find(b, 1, down, "forty people"), "forty people")],
                    )],
                },
            ],
            quotes: vec![Entry {
                what: "Harbour master Lind".into(),
                values: vec![
                    value("“deep sorrow for all families”", vec![account(find(b, 0, master, "“deep"), "")]),
                    value("“sorrow for the families”", vec![account(find(b, 1, voiced, "“sorrow"), "")]),
                ],
            }],
        },
    }
}

fn ferry(size: (u16, u16), keys: &str) -> Stage {
    let source = source(FERRY, &[("alpha", ALPHA), ("beta", BETA), ("gamma", GAMMA)]);
    let (origin, opened) = (Origin::Path(PathBuf::from("ferry")), open(&source));
    let mut stage = Stage::of(&origin, &opened, 72, size);
    let comparison = found(&opened.briefing);
    stage.app.compared(&origin, Arc::new(Compared::new(&opened.briefing, comparison)));
    for key in ["enter"].into_iter().chain(keys.split_whitespace()) {
        stage.draw();
        stage.press(key);
    }
    stage.draw();
    stage
}

fn check(size: (u16, u16), keys: &str, expected: &Expect) {
    let stage = ferry(size, keys);
    let framed: String = stage.rows().lines().map(|row| ["|", row.trim_end(), "\n"].concat()).collect();
    expected.assert_eq(&framed);
}

#[test]
fn three_sources_stand_level_where_there_is_room() {
    check(
        (120, 26),
        "s",
        &expect![[r#"
        | The ferry off Lorvik › What happened to the ferry?                                                           3 sources
        |
        | The Alpha                               Beta Daily                              Gamma 日本
        | 5 May 2026 · original                   6 May 2026 · a rewording of The Alpha   undated · rests on The Alpha
        | ─────────────────────────────────────   ─────────────────────────────────────   ─────────────────────────────────────
        | ≠ date differs · the sinking
        | A ferry with forty people sank off      The ferry went down on 5 May with       –
        | Lorvik on 4 May.                        forty people.
        |
        | ? not in its cited source
        | Nine people died.                       The Alpha counted nine dead.            Nine are dead, and The Alpha reported
        |                                                                                 that the search ended.
        |
        | “ quote in other words · what was said
        | Harbour master Lind spoke of “deep      Lind voiced “sorrow for the             –
        | sorrow for all families”.               families”.
        |
        | + only here
        | –                                       The hull was built in 1974.             –
        |
        |
        |
        |
        | 3 differences to check; n goes through them
        | ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
        | ↵ open   n next   w why   → sources   Tab all   d list   c grid   x copies   s sides   O origins   ? help          all
    "#]],
    );
}

#[test]
fn two_sources_read_well_in_eighty_columns() {
    check(
        (80, 24),
        "s",
        &expect![[r#"
        | The ferry off Lorvik › What happened to the ferry?        1 more → · 3 sources
        |
        | The Alpha                               Beta Daily
        | 5 May 2026 · original                   6 May 2026 · a rewording of The Alpha
        | ──────────────────────────────────────  ──────────────────────────────────────
        | ≠ date differs · the sinking
        | A ferry with forty people sank off      The ferry went down on 5 May with
        | Lorvik on 4 May.                        forty people.
        |
        | = told alike
        | Nine people died.                       The Alpha counted nine dead.
        |
        | “ quote in other words · what was said
        | Harbour master Lind spoke of “deep      Lind voiced “sorrow for the families”.
        | sorrow for all families”.
        |
        | + only here
        | –                                       The hull was built in 1974.
        |
        |
        |
        | 3 differences to check; n goes through them
        | ──────────────────────────────────────────────────────────────────────────────
        | ↵ open   n next   w why   → sources   Tab all   d list   c grid   ? help   all
    "#]],
    );
    // The next difference is explained, and brings its sources into the columns.
    check(
        (80, 24),
        "s n n n",
        &expect![[r#"
        | The ferry off Lorvik › What happened to the ferry?        1 more → · 3 sources
        |
        | The Alpha                               Beta Daily
        | 5 May 2026 · original                   6 May 2026 · a rewording of The Alpha
        | ──────────────────────────────────────  ──────────────────────────────────────
        | ≠ date differs · the sinking
        | A ferry with forty people sank off      The ferry went down on 5 May with
        | Lorvik on 4 May.                        forty people.
        |
        | = told alike
        | Nine people died.                       The Alpha counted nine dead.
        |
        | “ quote in other words · what was said
        | Harbour master Lind spoke of “deep      Lind voiced “sorrow for the families”.
        | sorrow for all families”.
        |
        | + only here
        | –                                       The hull was built in 1974.
        |
        |
        |
        | “ quote in other words: both quote it, in other words
        | ──────────────────────────────────────────────────────────────────────────────
        | ↵ open   n next   w why   → sources   Tab all   d list   ? help         3 of 3
    "#]],
    );
}

#[test]
fn in_forty_columns_they_stand_one_under_another() {
    check(
        (40, 24),
        "s n",
        &expect![[r#"
            | What happened to the ferry?  3 sources
            |
            | ≠ date differs · the sinking
            | The Alpha · 5 May 2026
            | A ferry with forty people sank off
            | Lorvik on 4 May.
            | Beta Daily · 6 May 2026
            | The ferry went down on 5 May with
            | forty people.
            |
            | ? not in its cited source
            | The Alpha · 5 May 2026
            | Nine people died.
            | Beta Daily · 6 May 2026
            | The Alpha counted nine dead.
            | Gamma 日本 · undated
            | Nine are dead, and The Alpha reported
            | that the search ended.
            |
            |
            | ≠ date differs: the days cannot both
            | be right: 4 May and 5 May
            | ──────────────────────────────────────
            | ↵ open   n next   ? help        1 of 3
        "#]],
    );
}

#[test]
fn the_other_sources_are_a_key_away() {
    check(
        (80, 12),
        "s right",
        &expect![[r#"
        | The ferry off Lorvik › What happened to the ferry?        1 more → · 3 sources
        | The Alpha                               Gamma 日本
        | = also in Beta Daily
        | A ferry with forty people sank off      –
        | Lorvik on 4 May.
        |
        | ? not in its cited source
        | Nine people died.                       Nine are dead, and The Alpha reported
        |                                         that the search ended.
        | 3 differences to check; n goes through them
        | ──────────────────────────────────────────────────────────────────────────────
        | ↵ open   n next   w why   → sources   Tab all   d list   c grid   ? help   top
    "#]],
    );
    check(
        (80, 12),
        "s f",
        &expect![[r#"
        | The ferry off Lorvik › What happened to the ferry?        1 more → · 3 sources
        | Beta Daily                              Gamma 日本
        | = also in The Alpha
        | The ferry went down on 5 May with       –
        | forty people.
        |
        | ? not in its cited source
        | The Alpha counted nine dead.            Nine are dead, and The Alpha reported
        |                                         that the search ended.
        | 3 differences to check; n goes through them
        | ──────────────────────────────────────────────────────────────────────────────
        | ↵ open   n next   w why   → sources   Tab all   d list   c grid   ? help   top
    "#]],
    );
}

#[test]
fn why_shows_rule_and_passages() {
    check(
        (80, 16),
        "s n n w",
        &expect![[r#"
            | The ferry off Lorvik › why ? not in its cited source                 1 passage
            |
            | credited to The Alpha
            | credited to The Alpha, and nothing like it is found there
            |
            | 1 Gamma 日本 · undated · the search ended
            | Nine are dead, and The Alpha reported that the search ended.
            |
            |
            |
            |
            |
            |
            |
            | ──────────────────────────────────────────────────────────────────────────────
            | ↵ open   Esc back   q quit   ? help                                        all
        "#]],
    );
}

#[test]
fn an_article_shows_what_others_tell_too() {
    check(
        (110, 18),
        "a enter m",
        &expect![[r#"
            | The ferry off Lorvik › The Alpha                                                              article 1 of 3
            |
            |      Ferry lost off Lorvik
            |      The Alpha · 5 May 2026 · original
            |
            |  ≠   A ferry with forty people sank off Lorvik on 4 May.                        date differs
            |  =2  Nine people died.                                                          also in Beta Daily, Gamma
            |                                                                                 日本
            |
            |  “   Harbour master Lind spoke of “deep sorrow for all families”.               quote in other words
            |
            |
            |
            |
            |
            | = also in so many others   ≠ differs   “ quoted otherwise
            | ────────────────────────────────────────────────────────────────────────────────────────────────────────────
            | n next   p previous   m marks   ] mark   Esc back   q quit   ? help                                      all
        "#]],
    );
    check(
        (40, 18),
        "a j enter m ]",
        &expect![[r#"
        | Beta Daily              article 2 of 3
        |
        |     Beta Daily · 6 May 2026 · a
        |     rewording of The Alpha
        |
        | ≠   The ferry went down on 5 May with
        |     forty people.
        | =2  The Alpha counted nine dead.
        |
        | “   Lind voiced “sorrow for the
        |     families”.
        | +   The hull was built in 1974.
        |
        |
        |
        | ≠ date differs: the days cannot both…
        | ──────────────────────────────────────
        | n next   p previous   ? help    1 of 2
    "#]],
    );
}

#[test]
fn origins_are_a_tree_with_its_evidence() {
    check(
        (90, 16),
        "O",
        &expect![[r#"
        | The ferry off Lorvik › Origins                       1 independent origin for 3 articles
        |
        | ▌ The Alpha       original · 5 May 2026
        |   ├─ Beta Daily   The Alpha in other words: 4 of 4 sentences are its sentences · 6 May
        |   │               2026
        |   └─ Gamma 日本   cites The Alpha once; 1 of 1 sentences are also there · undated
        |
        |   ! Beta Daily tells another's text in other words: what stands there in quotation
        |     marks need not be what was said.
        |
        |   For each question
        |
        |   1 origin   What happened to the ferry? · 3 articles
        |   –          Why did it sink?
        | ────────────────────────────────────────────────────────────────────────────────────────
        | ↵ open   d list   c grid   x copies   s sides   O origins   L ledger   ? help     1 of 5
    "#]],
    );
    check(
        (40, 20),
        "O",
        &expect![[r#"
        | The ferry off Lorvik › Origins
        |
        | ▌ The Alpha
        | ▌ │ original · 5 May 2026
        |   ├─ Beta Daily
        |   │   The Alpha in other words: 4 of 4
        |   │   sentences are its sentences · 6
        |   │   May 2026
        |   └─ Gamma 日本
        |       cites The Alpha once; 1 of 1
        |       sentences are also there ·
        |       undated
        |
        |   ! Beta Daily tells another's text
        |     in other words: what stands there
        |     in quotation marks need not be
        |     what was said.
        |
        | ──────────────────────────────────────
        | ↵ open   d list   ? help        1 of 5
    "#]],
    );
}

#[test]
fn the_ledger_tells_who_gives_which_figure_and_who_is_quoted() {
    check(
        (80, 14),
        "L",
        &expect![[r#"
        | The ferry off Lorvik › Figures                   2 values · by what they count
        | ▌ killed
        | ▌ Nine people   The Alpha, Gamma 日本
        | ▌   Nine people died.
        |
        |   By one source alone
        |
        |   forty people   Beta Daily
        |     The ferry went down on 5 May with forty people.
        |
        |
        |
        | ──────────────────────────────────────────────────────────────────────────────
        | ↵ open   Tab quotes   d list   c grid   x copies   s sides   ? help     1 of 2
    "#]],
    );
    check(
        (80, 14),
        "L tab",
        &expect![[r#"
        | The ferry off Lorvik › Quotations                 2 quotations · by who speaks
        | ▌ Harbour master Lind  2 quotations
        | ▌ “deep sorrow for all families”
        | ▌   The Alpha
        |   “sorrow for the families”
        |     Beta Daily
        |
        |
        |
        |
        |
        |
        | ──────────────────────────────────────────────────────────────────────────────
        | ↵ open   Tab quotes   d list   c grid   x copies   s sides   ? help     1 of 2
    "#]],
    );
}

#[test]
fn a_question_that_nobody_answers_says_so() {
    check(
        (80, 10),
        "n s",
        &expect![[r#"
        | The ferry off Lorvik › Why did it sink?                             no sources
        | No source says anything on this.
        | Tab shows all that they say.
        |
        |
        |
        |
        |
        | ──────────────────────────────────────────────────────────────────────────────
        | ↵ open   n next   w why   → sources   Tab all   d list   c grid   ? help   all
    "#]],
    );
}

#[test]
fn the_words_that_differ_in_a_quotation_are_marked() {
    let stage = ferry((80, 24), "s n n n");
    let reversed: String = stage
        .frame
        .content()
        .iter()
        .filter(|cell| cell.modifier.contains(ratatui::style::Modifier::REVERSED))
        .map(ratatui::buffer::Cell::symbol)
        .collect();
    assert_eq!(reversed, "deeptheall");
    let stage = ferry((80, 24), "s n");
    let reversed =
        stage.frame.content().iter().filter(|c| c.modifier.contains(ratatui::style::Modifier::REVERSED));
    assert_eq!(reversed.map(ratatui::buffer::Cell::symbol).collect::<String>(), "5 May4 May");
}

#[test]
fn coming_back_finds_the_same_place() {
    for keys in ["s n n", "s tab j j", "s right", "L tab n", "O n"] {
        let before = ferry((80, 24), keys).rows();
        assert_eq!(ferry((80, 24), &format!("{keys} enter esc")).rows(), before, "{keys}");
    }
    assert_eq!(ferry((80, 24), "s n w esc").rows(), ferry((80, 24), "s n").rows());
    assert_eq!(ferry((80, 24), "s esc").rows(), ferry((80, 24), "").rows());
}

/// Sentences that a few articles may share, of several scripts and with markup.
const SAID: [&str; 12] = [
    "The ferry sank off Lorvik on 4 May.",
    "On 5 May the ferry sank off Lorvik, **nine** people died.",
    "Nine people died, [the coast guard](https://example.org/a) said.",
    "“We feel deep sorrow for all families,” said harbour master Lind.",
    "Lind voiced “sorrow”.",
    "日本語の新聞記事は長い。船が沈んだ。",
    "สวัสดีชาวโลกวันนี้อากาศดีมาก",
    "\n\n## Why did it sink?\n\n",
    "\n\n- one\n- two &amp; three\n\n",
    "\n\n| a | 日本 |\n|---|---|\n| 1 | 2 |\n\n",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "* * *",
];

fn articles() -> impl Strategy<Value = Vec<String>> {
    vec(vec(select(&SAID[..]), 0..8).prop_map(|said| said.join(" ")), 1..5)
}

fn staged(texts: &[String], size: (u16, u16)) -> (Stage, Briefing) {
    let contents: Vec<String> = texts.iter().map(|text| format!("text = {}\n", quoted(text))).collect();
    let names = ["a", "b", "c", "d"];
    let articles: Vec<(&str, &str)> = names.into_iter().zip(contents.iter().map(String::as_str)).collect();
    let source = source("title = 'T'\n[[section]]\nquestion = 'What sank?'\n", &articles);
    let (origin, opened) = (Origin::Path(PathBuf::from("ferry")), open(&source));
    let mut stage = Stage::of(&origin, &opened, 72, size);
    let compared = Compared::new(&opened.briefing, compare(&opened.briefing));
    stage.app.compared(&origin, Arc::new(compared));
    stage.draw();
    stage.press("enter");
    stage.draw();
    (stage, opened.briefing.clone())
}

/// The letters of each column of the frame drawn last, without white space.
fn letters(stage: &Stage, articles: usize) -> Vec<String> {
    let area = stage.frame.area;
    let side = u16::from(area.width >= 30);
    let gapped = beside(area.width - 2 * side, 36, articles);
    let columns: Vec<(u16, u16)> = if gapped.len() < 2 { vec![(0, area.width - side)] } else { gapped };
    let cut = |(left, room): (u16, u16)| {
        let mut letters = String::new();
        for y in area.top()..area.bottom() {
            for x in side + left..(side + left + room).min(area.right()) {
                letters.push_str(stage.frame[(x, y)].symbol());
            }
        }
        letters.chars().filter(|c| !c.is_whitespace()).collect()
    };
    columns.into_iter().map(cut).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn side_by_side_loses_no_sentence(texts in articles(), width in 30u16..150) {
        let (mut stage, briefing) = staged(&texts, (width, 900));
        stage.press("s tab");
        stage.draw();
        let mut seen = letters(&stage, texts.len());
        for _ in 0..texts.len() {
            stage.press("right");
            stage.draw();
            seen.extend(letters(&stage, texts.len()));
        }
        if briefing.articles.len() < 2 {
            return Ok(());
        }
        for article in &briefing.articles {
            let plain = Plain::of(article.whole_text().as_str()).text;
            for sentence in sentences(&plain) {
                let wanted: String = plain[sentence].chars().filter(|c| !c.is_whitespace()).collect();
                prop_assert!(seen.iter().any(|column| column.contains(&wanted)), "{wanted} of {:#?}", seen);
            }
        }
    }

    #[test]
    fn no_key_and_no_size_breaks_a_view_of_a_comparison(
        texts in articles(),
        view in select(&["s", "s tab", "O", "L", "L tab", "a enter m"][..]),
        keys in vec(select(&["n", "N", "w", "right", "left", "f", "]", "[", "tab", "j", "space", "G", "g", "enter",
            "2", "esc", "s", "O", "L", "m", "x", "c", "d"][..]), 0..25),
        size in (1u16..200, 1u16..50),
        other in (20u16..160, 6u16..40),
    ) {
        let (mut stage, _) = staged(&texts, size);
        for key in view.split(' ').chain(keys) {
            stage.press(key);
            stage.draw();
            prop_assert_eq!(stage.cut_character(), None, "after {}", key);
            let once = stage.frame.clone();
            stage.draw();
            prop_assert_eq!(&stage.frame, &once, "drawn twice after {}", key);
        }
        prop_assert_eq!(stage.detector.faults(), &[] as &[String]);
        stage.resize(other);
        stage.draw();
        let before = stage.rows();
        stage.resize(size);
        stage.draw();
        stage.resize(other);
        stage.draw();
        prop_assert_eq!(stage.rows(), before);
    }
}
