//! What comparing found, on the screen: below an answer, as a grid, as a list of differences, and
//! what a curator writes down. The comparison is made by hand, so that no screen hangs on the engine.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;
use crossread::briefing::Briefing;
use crossread::briefing::parse::{File, Source, parse};
use crossread::compare::ledger::Ledger;
use crossread::compare::origins::{Label, Origin as Rests};
use crossread::compare::sections::Coverage::{self, Answers, Partly, Silent};
use crossread::compare::verdict::{Kind, Verdict};
use crossread::compare::{Account, Comparison, Difference, Place, Point, Section, compare};
use crossread::config::Config;
use crossread::keys::{Key, Keymap};
use crossread::library::{Opened, Origin};
use crossread::text::Text;
use crossread::ui::{App, Compared, Request, Theme, World};
use expect_test::{Expect, expect};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const FERRY: &str = r#"
title = "The ferry off Lorvik"
published = 2026-03-05

[[section]]
id = "ferry"
question = "What happened to the ferry?"
answer = "It sank in a storm.[^north]"

[[section]]
id = "blame"
question = "Who had been warned, and who did not listen?"

[[section]]
id = "changes"
question = "What changes now?"
answer = "Nobody has said."

[[difference]]
section = "ferry"
what = "When it sank"
accounts = [
  { article = "north", says = "on Monday" },
  { article = "harbour", says = "on Sunday night" },
]
remark = "It was found on Monday."

[[difference]]
dismiss = "name-aurelia"
remark = "One ship, spelt in two ways."
"#;

const NORTH: &str = "The ferry Aurelia sank off Lorvik on Monday. At least 12 people died, the coast guard said. The harbour master had warned of the storm.";
const HARBOUR: &str = "The Aurélia sank off Lorvik on Sunday night. Fifteen people died. “We were all warned,” the harbour master said.";
const ECHO: &str =
    "The ferry Aurelia sank off Lorvik on Monday. At least 12 people died, the coast guard said.";
const QUIET: &str = "Ferries to Lorvik stay in port until June.";

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
}

fn file(stem: &str, content: String) -> File {
    File { stem: stem.into(), shown: Text::new(&format!("{stem}.toml")), bytes: content.into_bytes() }
}

fn article(id: &str, outlet: &str, day: u32, text: &str) -> File {
    file(id, format!("outlet = '{outlet}'\npublished = 2026-03-0{day}\ntext = '''\n{text}\n'''\n"))
}

fn source(briefing: &str, articles: Vec<File>) -> Source {
    let briefing = Some(file("briefing", briefing.to_owned()));
    Source { name: "ferry".into(), shown: "ferry".into(), briefing, articles, problems: Vec::new() }
}

fn ferry() -> Source {
    source(
        FERRY,
        vec![
            article("echo", "Daily Echo", 3, ECHO),
            article("harbour", "Harbour Radio", 4, HARBOUR),
            article("north", "The North Post", 3, NORTH),
            article("quiet", "Weekly Quiet", 5, QUIET),
        ],
    )
}

/// The places of the articles of the ferry.
const ECHO_AT: usize = 0;
const HARBOUR_AT: usize = 1;
const NORTH_AT: usize = 2;
const QUIET_AT: usize = 3;

/// A sentence and the fact in it, found by their letters.
struct Finder(Vec<Text>);

impl Finder {
    fn span(&self, article: usize, part: &str) -> Range<usize> {
        let start = self.0[article].as_str().find(part).unwrap_or_else(|| panic!("{part} in {article}"));
        start..start + part.len()
    }

    fn account(&self, article: usize, sentence: &str, value: &str, fact: &str) -> Account {
        let fact = (!fact.is_empty()).then(|| self.span(article, fact));
        Account { article, span: self.span(article, sentence), value: value.into(), fact }
    }

    fn point(&self, anchor: &str, told: &[(usize, &str)], origins: usize) -> Point {
        let accounts =
            told.iter().map(|(article, part)| Place { article: *article, span: self.span(*article, part) });
        Point { anchor: anchor.into(), accounts: accounts.collect(), origins }
    }
}

fn difference(anchor: &str, kind: Kind, verdict: Verdict, what: &str, accounts: Vec<Account>) -> Difference {
    let most = if verdict.is_loud() { 1_000_000 } else { 100 };
    let weight = most - Kind::ALL.iter().position(|k| *k == kind).unwrap() as u32;
    let rule = match kind {
        Kind::Figure => "the numbers are of the same people, and both cannot be right",
        Kind::Quote => "one puts in quotation marks what the other retells in other words",
        _ => "the names are spelt otherwise",
    };
    Difference {
        anchor: anchor.into(),
        kind,
        verdict,
        what: what.into(),
        rule: rule.into(),
        weight,
        accounts,
        point: Some(0),
        dismissed: None,
    }
}

fn section(id: &str, coverage: [Coverage; 4], points: Vec<Point>, differences: Vec<Difference>) -> Section {
    let origins = points.iter().map(|p| p.origins).max().unwrap_or(0);
    Section { id: id.into(), origins, coverage: coverage.into(), points, differences }
}

/// What an engine would find in the reports on the ferry.
fn found(briefing: &Briefing) -> Comparison {
    let texts = Finder(briefing.articles.iter().map(crossread::briefing::Article::whole_text).collect());
    let rests =
        |label, of: &[usize], why: &str, origin| Rests { label, of: of.into(), why: why.into(), origin };
    let sank = [
        (ECHO_AT, "The ferry Aurelia sank off Lorvik on Monday."),
        (HARBOUR_AT, "The Aurélia sank off Lorvik on Sunday night."),
        (NORTH_AT, "The ferry Aurelia sank off Lorvik on Monday."),
    ];
    let died = [
        (ECHO_AT, "At least 12 people died, the coast guard said.", "at least 12", "At least 12"),
        (HARBOUR_AT, "Fifteen people died.", "15", "Fifteen"),
        (NORTH_AT, "At least 12 people died, the coast guard said.", "at least 12", "At least 12"),
    ];
    let dead: Vec<Account> = died.iter().map(|(a, s, v, f)| texts.account(*a, s, v, f)).collect();
    let warned = (NORTH_AT, "The harbour master had warned of the storm.");
    let said = (HARBOUR_AT, "“We were all warned,” the harbour master said.");
    let quoted = vec![
        texts.account(said.0, said.1, "“We were all warned”", "“We were all warned,”"),
        texts.account(warned.0, warned.1, "had warned", "had warned"),
    ];
    let mut spelt = difference(
        "name-aurelia",
        Kind::Name,
        Verdict::Differs,
        "the ship",
        vec![
            texts.account(HARBOUR_AT, sank[1].1, "Aurélia", "Aurélia"),
            texts.account(NORTH_AT, sank[2].1, "Aurelia", "Aurelia"),
        ],
    );
    spelt.dismissed = Some(1);
    let port = "Ferries to Lorvik stay in port until June.";
    let only = difference(
        "omission-port",
        Kind::Omission,
        Verdict::Only,
        "in port until June",
        vec![texts.account(QUIET_AT, port, "", "")],
    );
    let died_at = died.map(|(article, sentence, ..)| (article, sentence));
    Comparison {
        articles: vec![
            rests(Label::Copy, &[NORTH_AT], "2 of 2 sentences are the same", 0),
            rests(Label::Original, &[], "rests on no other", 1),
            rests(Label::Original, &[], "rests on no other", 0),
            rests(Label::Original, &[], "rests on no other", 2),
        ],
        origins: 3,
        sections: vec![
            section(
                "ferry",
                [Answers, Answers, Answers, Silent],
                vec![texts.point("sank", &sank, 2), texts.point("died", &died_at, 2)],
                vec![
                    difference("figure-died", Kind::Figure, Verdict::Differs, "people who died", dead),
                    spelt,
                ],
            ),
            section(
                "blame",
                [Silent, Answers, Partly, Silent],
                vec![texts.point("warned", &[said, warned], 2)],
                vec![difference("quote-warned", Kind::Quote, Verdict::Altered, "the warning", quoted)],
            ),
            section(
                "changes",
                [Silent, Silent, Silent, Partly],
                vec![texts.point("port", &[(QUIET_AT, port)], 1)],
                vec![only],
            ),
            section("", [Silent; 4], Vec::new(), Vec::new()),
        ],
        ledger: Ledger::default(),
    }
}

/// The program with one briefing, opened and compared.
struct Desk {
    app: App,
    size: (u16, u16),
    origin: Origin,
    opened: Arc<Opened>,
    /// What was asked of the shell since the keys were pressed.
    asked: Option<Request>,
}

impl Desk {
    fn new(
        size: (u16, u16),
        source: &Source,
        comparison: impl FnOnce(&Briefing) -> Option<Comparison>,
    ) -> Self {
        let (briefing, problems) = parse(source, today());
        let opened = Arc::new(Opened { briefing, problems });
        let origin = Origin::Path(PathBuf::from("ferry"));
        let mut app =
            App::new(World::default(), Config::default(), Keymap::default(), Theme::monochrome(), today());
        let number = app.opened(origin.clone(), Arc::clone(&opened));
        if let Some(comparison) = comparison(&opened.briefing) {
            app.compared(&origin, Arc::new(Compared::new(&opened.briefing, comparison)));
        }
        app.read(number);
        Self { app, size, origin, opened, asked: None }
    }

    fn ferry(size: (u16, u16)) -> Self {
        Self::new(size, &ferry(), |b| Some(found(b)))
    }

    /// Presses keys by their names; a word in quotes is typed letter by letter.
    fn keys(&mut self, keys: &str) -> &mut Self {
        self.asked = None;
        for word in keys.split_whitespace() {
            let typed: Vec<Key> = match word.strip_prefix('"').and_then(|w| w.strip_suffix('"')) {
                Some(letters) => letters.chars().map(|c| Key::read(&c.to_string()).unwrap()).collect(),
                None => vec![Key::read(word).unwrap_or_else(|| panic!("no key is called {word}"))],
            };
            for key in typed {
                self.screen();
                self.asked = self.app.key(key);
            }
        }
        self
    }

    /// With an edge at the left, so that an expectation shows where the screen begins.
    fn screen(&mut self) -> String {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        let mut buffer = Buffer::empty(area);
        self.app.draw_to(&mut buffer, area);
        let row = |y| {
            let mut row = String::from("|");
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
            format!("{}\n", row.trim_end())
        };
        (0..self.size.1).map(row).collect()
    }

    fn bottom(&mut self) -> String {
        self.screen().lines().last().unwrap().trim_matches(['|', ' ']).to_owned()
    }
}

fn check(size: (u16, u16), keys: &str, expected: &Expect) {
    expected.assert_eq(&Desk::ferry(size).keys(keys).screen());
}

#[test]
fn below_an_answer_stands_how_many_answer_and_what_to_check() {
    check(
        (110, 24),
        "",
        &expect![[r#"
        | The ferry off Lorvik › What happened to the ferry?                           1 of 3 · 5 Mar 2026 · edition 1
        |
        | ▌ 1 What happened to the      3/4 ≠1   What happened to the ferry?
        | ▌   ferry?
        |   2 Who had been warned,      2/4 ≠1   It sank in a storm.¹
        |     and who did not listen?
        |   3 What changes now?         1/4      ≠ When it sank
        |                                            The North Post: on Monday
        |   Timeline  –                              Harbour Radio: on Sunday night
        |   Terms     –                              It was found on Monday.
        |   Articles  4
        |                                        ¹ The North Post, 3 Mar 2026: The ferry Aurelia sank off Lorvik on
        |                                          Monday. At least 12 people died, the coast guard said. The harbour
        |                                          master had warned of the storm.
        |
        |                                        3 of 4 articles answer, from 2 origins
        |                                        ≠ people who died   at least 12 DE, NP   15 HR
        |
        |
        |
        |
        |
        | ────────────────────────────────────────────────────────────────────────────────────────────────────────────
        | ↵ open   n next   p previous   c compare   ] citation   Tab questions   a articles   ? help              all
    "#]],
    );
    check(
        (60, 24),
        "n",
        &expect![[r#"
        | Who had been warned, and who did not listen?        2 of 3
        |
        | Who had been warned, and who did not listen?
        |
        | Nobody has answered this question yet.
        |
        | 2 of 4 articles answer, 1 of them in part, from 2 origins
        | “ the warning   “We were all… HR   had warned NP
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        | ──────────────────────────────────────────────────────────
        | ↵ open   n next   p previous   c compare   ? help      all
    "#]],
    );
    check(
        (40, 12),
        "",
        &expect![[r#"
        | What happened to the ferry?     1 of 3
        | What happened to the ferry?
        |
        | It sank in a storm.¹
        |
        | ≠ When it sank
        |     The North Post: on Monday
        |     Harbour Radio: on Sunday night
        |     It was found on Monday.
        | ≠1  3/4 answer, 2 origins
        | ──────────────────────────────────────
        | ↵ open   n next   ? help           top
    "#]],
    );
}

#[test]
fn the_list_of_questions_shows_the_signs_in_a_narrow_terminal_too() {
    check(
        (60, 16),
        "tab",
        &expect![[r#"
        | The ferry off Lorvik › What happened to the ferry?  1 of 3
        |
        | ▌ 1 What happened to the ferry?                     3/4 ≠1
        |   2 Who had been warned, and who did not listen?    2/4 ≠1
        |   3 What changes now?                               1/4
        |
        |   Timeline  –
        |   Terms     –
        |   Articles  4
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
fn while_articles_are_compared_a_calm_word_keeps_the_place() {
    let mut desk = Desk::new((60, 18), &ferry(), |_| None);
    let before = desk.screen();
    expect![[r#"
        | The ferry off Lorvik › What happened to the ferry?  1 of 3
        |
        | What happened to the ferry?
        |
        | It sank in a storm.¹
        |
        | ≠ When it sank
        |     The North Post: on Monday
        |     Harbour Radio: on Sunday night
        |     It was found on Monday.
        |
        | ¹ The North Post, 3 Mar 2026: The ferry Aurelia sank off
        |   Lorvik on Monday. At least 12 people died, the coast
        |   guard said. The harbour master had warned of the storm.
        | comparing 4 articles …
        |
        | ──────────────────────────────────────────────────────────
        | ↵ open   n next   p previous   c compare   ? help      all
    "#]]
    .assert_eq(&before);
    desk.keys("c");
    assert!(desk.screen().contains("comparing 4 articles …"), "{}", desk.screen());
    desk.keys("d");
    assert!(desk.screen().contains("comparing 4 articles …"), "{}", desk.screen());
    desk.keys("esc");
    // Nothing moves when the comparison comes.
    let compared = Arc::new(Compared::new(&desk.opened.briefing, found(&desk.opened.briefing)));
    desk.app.compared(&desk.origin, compared);
    let after = desk.screen();
    let text = |screen: &str| screen.lines().take(8).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(text(&after), text(&before));
    assert!(after.contains("3 of 4 articles answer"), "{after}");
}

#[test]
fn a_comparison_of_other_texts_is_not_shown() {
    let mut desk = Desk::new((60, 18), &ferry(), |_| None);
    let mut other = Compared::new(&desk.opened.briefing, found(&desk.opened.briefing));
    other.content ^= 1;
    desk.app.compared(&desk.origin, Arc::new(other));
    assert!(desk.screen().contains("comparing 4 articles …"), "{}", desk.screen());
}

#[test]
fn the_grid_shows_who_answers_who_is_silent_and_who_differs() {
    check(
        (80, 20),
        "c",
        &expect![[r#"
            | The ferry off Lorvik › Compare                           4 articles, 3 origins
            |
            |                                                 DE   HR   NP   WQ     origins
            | ▌ 1 What happened to the ferry?                 ●≠   ●≠   ●≠   –            2
            |   2 Who had been warned, and who did not        –    ●≠   ◐≠   –            2
            |     listen?
            |   3 What changes now?                           –    –    –    ◐            1
            |
            |
            |
            |
            |
            |
            |
            | What happened to the ferry? 3 of 4 articles answer, from 2 origins; ≠ 1 to
            | check
            |
            | ● answers   ◐ partly   – silent   ≠ differs
            | ──────────────────────────────────────────────────────────────────────────────
            | ↵ open   m mute   d list   c grid   x copies   s sides   ? help         1 of 3
        "#]],
    );
    check(
        (80, 20),
        "c j l l",
        &expect![[r#"
            | The ferry off Lorvik › Compare                           4 articles, 3 origins
            |
            |                                                 DE   HR   NP   WQ     origins
            |   1 What happened to the ferry?                 ●≠   ●≠   ●≠   –            2
            | ▌ 2 Who had been warned, and who did not        –    ●≠   ◐≠   –            2
            | ▌   listen?
            |   3 What changes now?                           –    –    –    ◐            1
            |
            |
            |
            |
            |
            |
            |
            | Harbour Radio (4 Mar 2026, original) answers, 1 sentence; ≠ 1 to check: the
            | warning
            |
            | ● answers   ◐ partly   – silent   ≠ differs
            | ──────────────────────────────────────────────────────────────────────────────
            | ↵ open   m mute   d list   c grid   x copies   s sides   ? help         2 of 3
        "#]],
    );
    check(
        (40, 12),
        "c l",
        &expect![[r#"
        | Compare          4 articles, 3 origins
        |                   DE   HR   NP   WQ
        | ▌ 1 What happened ●≠   ●≠   ●≠   –
        | ▌   to the ferry?
        |   2 Who had been  –    ●≠   ◐≠   –
        |     warned, and…
        |   3 What changes  –    –    –    ◐
        | Daily Echo (3 Mar 2026, the same text
        | as The North Post) answers, 2…
        | ● answers ◐ partly – silent ≠ differs
        | ──────────────────────────────────────
        | ↵ open   m mute   ? help        1 of 3
    "#]],
    );
}

#[test]
fn moving_in_the_grid_goes_by_cell_and_back_leads_to_the_place() {
    let mut desk = Desk::ferry((80, 20));
    desk.keys("n");
    let place = desk.screen();
    desk.keys("c");
    assert!(desk.screen().contains("▌ 2 Who had been warned"), "{}", desk.screen());
    desk.keys("right right right right right");
    assert!(
        desk.screen().contains("Weekly Quiet (5 Mar 2026, original) says nothing on it"),
        "{}",
        desk.screen()
    );
    desk.keys("left up G 1 G");
    assert!(desk.screen().contains("The North Post (3 Mar 2026, original) answers"), "{}", desk.screen());
    desk.keys("d esc");
    assert_eq!(desk.screen(), place);
}

#[test]
fn a_muted_article_is_left_out_of_everything_until_it_is_brought_back() {
    let mut desk = Desk::ferry((80, 20));
    desk.keys("c l l m");
    assert_eq!(
        desk.bottom(),
        "Harbour Radio is muted                                                  1 of 3"
    );
    expect![[r#"
        | The ferry off Lorvik › Compare                 3 articles, 2 origins · 1 muted
        |
        |                                                 DE   HR   NP   WQ     origins
        | ▌ 1 What happened to the ferry?                 ●    ·    ●    –            1
        |   2 Who had been warned, and who did not        –    ·    ◐    –            1
        |     listen?
        |   3 What changes now?                           –    ·    –    ◐            1
        |
        |
        |
        |
        |
        |
        |
        | Harbour Radio is muted; m brings it back
        |
        |
        | ● answers   ◐ partly   – silent   ≠ differs
        | ──────────────────────────────────────────────────────────────────────────────
        | ↵ open   m mute   d list   c grid   x copies   s sides   ? help         1 of 3
    "#]]
    .assert_eq(&desk.keys("j k").screen());
    desk.keys("esc");
    assert!(desk.screen().contains("2 of 3 articles answer, from 1 origin"), "{}", desk.screen());
    assert!(!desk.screen().contains("people who died"), "{}", desk.screen());
    desk.keys("c l l m esc");
    assert!(desk.screen().contains("3 of 4 articles answer, from 2 origins"), "{}", desk.screen());
    assert!(desk.screen().contains("≠ people who died"), "{}", desk.screen());
}

#[test]
fn copies_stand_behind_what_they_were_made_of_on_request() {
    let mut desk = Desk::ferry((80, 20));
    desk.keys("c x");
    expect![[r#"
        | The ferry off Lorvik › Compare                           3 articles, 3 origins
        |
        |                                                   HR   NP   WQ     origins
        | ▌ 1 What happened to the ferry?                   ●≠   ●≠   –            2
        |   2 Who had been warned, and who did not listen?  ●≠   ◐≠   –            2
        |   3 What changes now?                             –    –    ◐            1
        |
        |
        |
        |
        |
        |
        |
        |
        | The North Post (3 Mar 2026, original, with 1 copy behind it: Daily Echo)
        | answers, 2 sentences; ≠ 1 to check: people who died
        |
        | ● answers   ◐ partly   – silent   ≠ differs
        | ──────────────────────────────────────────────────────────────────────────────
        | ↵ open   m mute   d list   c grid   x copies   s sides   ? help         1 of 3
    "#]]
    .assert_eq(&desk.keys("l l").screen());
    // Its source muted, a copy stands for it.
    desk.keys("m");
    assert!(desk.screen().lines().nth(2).unwrap().contains("DE"), "{}", desk.screen());
    desk.keys("x");
    assert!(desk.screen().contains("1 muted"), "{}", desk.screen());
}

#[test]
fn differences_are_listed_by_weight_with_the_curators_first() {
    check(
        (100, 16),
        "d",
        &expect![[r#"
        | The ferry off Lorvik › What happened to the ferry? › Differences             4 articles, 3 origins
        |
        | ▌ ≠ curator     When it sank                    on Monday NP   on Sunday night HR
        |   ≠ figure      people who died                 at least 12 DE, NP   15 HR
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        | ──────────────────────────────────────────────────────────────────────────────────────────────────
        | ↵ open   n next   w why   Tab all   f kind   a source   d list   c grid   ? help            1 of 2
    "#]],
    );
    check(
        (100, 16),
        "d tab e .",
        &expect![[r#"
        | The ferry off Lorvik › Differences                                     everything · with dismissed
        |
        | ▌ ≠ curator     When it sank                    on Monday NP   on Sunday night HR
        |   ≠ figure      people who died                 at least 12 DE, NP   15 HR
        |   “ quote       the warning                     “We were all warned” HR   had warned NP
        |   ≠ name        the ship                        Aurélia HR   Aurelia NP
        |   + omission    in port until June              WQ
        |
        |
        |
        |
        |
        |
        |
        | ──────────────────────────────────────────────────────────────────────────────────────────────────
        | ↵ open   n next   w why   Tab all   f kind   a source   d list   c grid   ? help            1 of 5
    "#]],
    );
    check(
        (40, 16),
        "d tab",
        &expect![[r#"
        | Differences      4 articles, 3 origins
        |
        | ▌ ≠ curator
        | ▌   When it sank
        | ▌     on Monday  The North Post
        | ▌     on Sunday night  Harbour Radio
        |
        |   ≠ figure
        |     people who died
        |       at least 12
        |         Daily Echo, The North Post
        |       15  Harbour Radio
        |
        |   “ quote
        | ──────────────────────────────────────
        | ↵ open   n next   ? help        1 of 3
    "#]],
    );
}

#[test]
fn the_list_is_filtered_by_kind_and_source() {
    let mut desk = Desk::ferry((100, 16));
    desk.keys("d tab f");
    assert!(desk.screen().contains("figure") && !desk.screen().contains("quote"), "{}", desk.screen());
    desk.keys("f");
    assert!(
        !desk.screen().contains("people who died") && desk.screen().contains("“ quote"),
        "{}",
        desk.screen()
    );
    desk.keys("f a");
    let screen = desk.screen();
    assert!(screen.contains("Daily Echo") && screen.contains("people who died"), "{screen}");
    assert!(!screen.contains("the warning") && !screen.contains("When it sank"), "{screen}");
    desk.keys("a a a");
    expect![[r#"
        | The ferry off Lorvik › Differences                                                    Weekly Quiet
        |
        | There is nothing to check here: Weekly Quiet.
        | . shows 1 that the curator dismissed.
        | e shows also what is told alike, and what only one tells.
        |
        |
        |
        |
        |
        |
        |
        |
        |
        | ──────────────────────────────────────────────────────────────────────────────────────────────────
        | ↵ open   n next   w why   Tab all   f kind   a source   d list   c grid   x copies   ? help
    "#]]
    .assert_eq(&desk.screen());
}

#[test]
fn why_shows_the_rule_and_every_passage_with_the_fact_marked() {
    check(
        (80, 22),
        "d n w",
        &expect![[r#"
        | What happened to the ferry? › Differences                4 articles, 3 origins
        |
        |   ≠ curator     When it sank            on Monday NP   on Sunday night HR
        | ▌ ≠ figure      people who died         at least 12 DE, NP   15 HR
        | ▌   why: the numbers are of the same people, and both cannot be right
        | ▌   Daily Echo, 3 Mar 2026
        | ▌     At least 12 people died, the coast guard said.
        | ▌   Harbour Radio, 4 Mar 2026
        | ▌     Fifteen people died.
        | ▌   The North Post, 3 Mar 2026
        | ▌     At least 12 people died, the coast guard said.
        |
        |
        |
        |
        |
        |
        |
        |
        |
        | ──────────────────────────────────────────────────────────────────────────────
        | ↵ open   n next   w why   Tab all   f kind   a source   ? help          2 of 2
    "#]],
    );
    check(
        (40, 22),
        "d n w",
        &expect![[r#"
        | Differences      4 articles, 3 origins
        |
        |   ≠ curator
        |     When it sank
        |       on Monday  The North Post
        |       on Sunday night  Harbour Radio
        |
        | ▌ ≠ figure
        | ▌   people who died
        | ▌     at least 12
        | ▌       Daily Echo, The North Post
        | ▌     15  Harbour Radio
        |
        | ▌   why: the numbers are of the same
        | ▌   people, and both cannot be right
        | ▌   Daily Echo, 3 Mar 2026
        | ▌     At least 12 people died, the
        | ▌     coast guard said.
        | ▌   Harbour Radio, 4 Mar 2026
        | ▌     Fifteen people died.
        | ──────────────────────────────────────
        | ↵ open   n next   ? help        2 of 2
    "#]],
    );
    let mut desk = Desk::ferry((80, 22));
    desk.keys("d n w");
    let area = Rect::new(0, 0, 80, 22);
    let mut buffer = Buffer::empty(area);
    desk.app.draw_to(&mut buffer, area);
    let marked: String = buffer
        .content()
        .iter()
        .filter(|cell| cell.style().add_modifier.contains(ratatui::style::Modifier::REVERSED))
        .map(ratatui::buffer::Cell::symbol)
        .collect();
    assert_eq!(marked, "At least 12FifteenAt least 12");
}

#[test]
fn what_was_dismissed_is_shown_with_its_reason_on_request() {
    let mut desk = Desk::ferry((80, 22));
    desk.keys("d");
    assert!(!desk.screen().contains("Aurélia"), "{}", desk.screen());
    desk.keys(". G w");
    assert!(
        desk.screen().contains("dismissed by the curator: One ship, spelt in two ways."),
        "{}",
        desk.screen()
    );
}

#[test]
fn a_difference_leads_to_its_passage_and_back() {
    let mut desk = Desk::ferry((80, 20));
    desk.keys("d n");
    let place = desk.screen();
    desk.keys("2 enter");
    let screen = desk.screen();
    assert!(screen.contains("Harbour Radio") && screen.contains("Fifteen people died."), "{screen}");
    assert_eq!(desk.keys("esc").screen(), place);
    desk.keys("9 enter");
    assert!(desk.bottom().starts_with("this difference has 3 accounts"), "{}", desk.bottom());
}

#[test]
fn a_question_without_differences_says_so_and_what_to_press() {
    check(
        (60, 12),
        "n n d",
        &expect![[r#"
        | What changes now? › Differences      4 articles, 3 origins
        | There is nothing to check here.
        | Tab shows those of the whole briefing.
        | e shows also what is told alike, and what only one tells.
        |
        |
        |
        |
        |
        |
        | ──────────────────────────────────────────────────────────
        | ↵ open   n next   w why   Tab all   f kind   ? help
    "#]],
    );
}

#[test]
fn briefings_with_no_article_or_one_say_what_to_do() {
    let mut none = Desk::new((80, 12), &source(FERRY, Vec::new()), |b| Some(compare(b)));
    assert!(!none.screen().contains("articles answer"), "{}", none.screen());
    expect![[r#"
        | The ferry off Lorvik › Compare                         no articles, no origins
        | This briefing has no articles to compare.
        | :import PATH adds an article that was saved.
        |
        |
        |
        |
        |
        |
        |
        | ──────────────────────────────────────────────────────────────────────────────
        | ↵ open   m mute   d list   c grid   x copies   s sides   O origins   ? help
    "#]]
    .assert_eq(&none.keys("c").screen());
    let alone = source(FERRY, vec![article("north", "The North Post", 3, NORTH)]);
    let mut one = Desk::new((80, 12), &alone, |b| Some(compare(b)));
    expect![[r#"
        | The ferry off Lorvik › Compare                             1 article, 1 origin
        | One article alone has nothing to be compared with.
        | :import PATH adds an article that was saved.
        |
        |
        |
        |
        |
        |
        |
        | ──────────────────────────────────────────────────────────────────────────────
        | ↵ open   m mute   d list   c grid   x copies   s sides   O origins   ? help
    "#]]
    .assert_eq(&one.keys("c").screen());
}

#[test]
fn fifty_sources_scroll_under_fixed_questions() {
    let articles =
        (0..50).map(|n| article(&format!("a{n:02}"), &format!("新聞 Outlet {n}"), 3, NORTH)).collect();
    let mut desk = Desk::new((80, 14), &source(FERRY, articles), |b| {
        let mut comparison = compare(b);
        for section in &mut comparison.sections {
            section.coverage = (0..50).map(|n| [Answers, Partly, Silent][n % 3]).collect();
            section.differences.clear();
        }
        Some(comparison)
    });
    desk.keys("c 4 0 right");
    expect![[r#"
        | The ferry off Lorvik › Compare                           50 articles, 1 origin
        |                               ‹ 新O5 新O6 新O7 新O8 新O9 新10 新11 › origins
        | ▌ 1 What happened to the ferry? ●    ◐    –    ●    ◐    –    ●            0
        |   2 Who had been warned, and    ●    ◐    –    ●    ◐    –    ●            0
        |     who did not listen?
        |   3 What changes now?           ●    ◐    –    ●    ◐    –    ●            0
        |   + Also reported               ●    ◐    –    ●    ◐    –    ●            1
        |
        |
        | 新聞 Outlet 39 (3 Mar 2026, the same text as 新聞 Outlet 0) answers
        |
        | ● answers   ◐ partly   – silent   ≠ differs
        | ──────────────────────────────────────────────────────────────────────────────
        | ↵ open   m mute   d list   c grid   x copies   s sides   ? help         1 of 4
    "#]]
    .assert_eq(&desk.screen());
}

#[test]
fn the_stanza_of_a_difference_reads_back_as_the_curators_own() {
    let mut desk = Desk::ferry((100, 16));
    desk.keys("d n =");
    let Some(Request::Append(origin, opened, stanza)) = desk.asked.clone() else {
        panic!("{:?}", desk.asked)
    };
    assert_eq!((&origin, &opened), (&desk.origin, &desk.opened));
    expect![[r#"
        [[difference]]
        section = "ferry"
        what = "people who died"
        accounts = [
          { article = "echo", says = "at least 12" },
          { article = "harbour", says = "15" },
          { article = "north", says = "at least 12" },
        ]
    "#]]
    .assert_eq(&stanza);
    let mut source = ferry();
    source.briefing.as_mut().unwrap().bytes.extend(stanza.bytes());
    let (briefing, problems) = parse(&source, today());
    assert_eq!(problems, desk.opened.problems);
    let written = briefing.differences.last().unwrap();
    assert_eq!(written.section, Some("ferry".into()));
    let says: Vec<(&str, &str)> =
        written.accounts.iter().map(|a| (a.article.as_str(), a.says.as_str())).collect();
    assert_eq!(says, [("echo", "at least 12"), ("harbour", "15"), ("north", "at least 12")]);
    // From then on it stands as hers, and the one that was computed does not stand beside it.
    let mut after = Desk::new((100, 16), &source, |b| Some(found(b)));
    after.keys("d");
    let screen = after.screen();
    assert_eq!(screen.matches("people who died").count(), 1, "{screen}");
    assert!(screen.contains("≠ curator     people who died"), "{screen}");
}

#[test]
fn a_dismissal_asks_for_its_reason() {
    let mut desk = Desk::ferry((100, 16));
    desk.keys("d n D");
    assert!(desk.bottom().starts_with("why is it none? ▏"), "{}", desk.bottom());
    desk.keys("enter");
    assert!(desk.bottom().starts_with("a dismissal needs a reason"), "{}", desk.bottom());
    desk.keys("esc D \"Counted\" space \"on\" space \"two\" space \"days\" backspace enter");
    let Some(Request::Append(_, _, stanza)) = desk.asked.clone() else { panic!("{:?}", desk.asked) };
    expect![[r#"
        [[difference]]
        dismiss = "figure-died"
        remark = "Counted on two day"
    "#]]
    .assert_eq(&stanza);
    // The curator's own, and what she dismissed, are not written again.
    desk.keys("g D");
    assert!(desk.bottom().starts_with("this is the curator's own already"), "{}", desk.bottom());
    desk.keys(". G =");
    assert!(desk.bottom().starts_with("the curator has dismissed it already"), "{}", desk.bottom());
}

#[test]
fn a_briefing_that_comes_with_the_program_is_not_written_to() {
    let (briefing, problems) = parse(&ferry(), today());
    let opened = Arc::new(Opened { briefing, problems });
    let origin = Origin::Bundled("ferry".into());
    let mut app =
        App::new(World::default(), Config::default(), Keymap::default(), Theme::monochrome(), today());
    let number = app.opened(origin.clone(), Arc::clone(&opened));
    app.compared(&origin, Arc::new(Compared::new(&opened.briefing, found(&opened.briefing))));
    app.read(number);
    let mut desk = Desk { app, size: (100, 16), origin, opened, asked: None };
    for key in ["d n =", "D"] {
        desk.keys(key);
        assert!(desk.bottom().starts_with("this briefing comes with the program"), "{}", desk.bottom());
        assert_eq!(desk.asked, None);
    }
}

#[test]
fn the_shelf_shows_what_is_known_of_a_comparison() {
    let mut desk = Desk::ferry((80, 12));
    desk.keys("esc");
    expect![[r#"
        | crossread                                         1 briefing · Fri 20 Nov 2026
        | ▌ The ferry off Lorvik                                  5 Mar 2026 · edition 1
        | ▌ 3 questions   4 articles, 3 origins   ≠ 2 to check
        |
        |
        |
        |
        |
        |
        |
        | ──────────────────────────────────────────────────────────────────────────────
        | ↵ open   / filter   s sort   ! problems   q quit   ? help      newest · 1 of 1
    "#]]
    .assert_eq(&desk.screen());
    let mut unknown = Desk::new((80, 12), &ferry(), |_| None);
    unknown.keys("esc");
    assert!(unknown.screen().contains("questions   4 articles\n"), "{}", unknown.screen());
    assert!(!unknown.screen().contains("origin"), "{}", unknown.screen());
}
