//! The rules of the format: files in, and out come what was read and what is wrong, with its place.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use crossread::briefing::parse::{File, Source, parse};
use crossread::briefing::{Briefing, is_id};
use crossread::export;
use crossread::problem::{Problem, count};
use crossread::shell::store;
use crossread::text::Text;
use expect_test::{Expect, expect};
use proptest::prelude::*;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 15).unwrap()
}

fn file(name: &str, bytes: &[u8]) -> File {
    let stem = Path::new(name).file_stem().unwrap().to_string_lossy().into_owned();
    File { stem, shown: Text::new(name), bytes: bytes.to_vec() }
}

/// The folder `border` with these files.
fn folder(files: &[(&str, &str)]) -> Source {
    let mut source = Source { name: "border".to_owned(), shown: Text::new("border"), ..Source::default() };
    for (name, content) in files {
        let file = file(name, content.as_bytes());
        if *name == "briefing.toml" {
            source.briefing = Some(file);
        } else {
            source.articles.push(file);
        }
    }
    source
}

/// The single file `a.toml`.
fn single(content: &str) -> Source {
    Source {
        name: "a".to_owned(),
        shown: Text::new("a.toml"),
        briefing: Some(file("a.toml", content.as_bytes())),
        ..Source::default()
    }
}

/// A briefing with nothing wrong but what is added.
fn good(more: &str) -> Source {
    single(&format!(
        "title = \"Border\"\npublished = 2025-12-27\nsection = [{{ question = \"Why?\" }}]\n{more}"
    ))
}

fn shown(problems: &[Problem]) -> String {
    problems.iter().fold(String::new(), |mut out, p| {
        let _ = writeln!(out, "{p}");
        out
    })
}

fn problems(source: &Source) -> Vec<Problem> {
    parse(source, today()).1
}

fn read(source: &Source) -> Briefing {
    let (briefing, problems) = parse(source, today());
    assert_eq!(shown(&problems), "");
    briefing
}

fn says(source: &Source, expected: &Expect) {
    expected.assert_eq(&shown(&problems(source)));
}

/// Places, codes and messages alone, a line each.
fn tells(source: &Source, expected: &Expect) {
    let lines = problems(source).iter().fold(String::new(), |mut out, p| {
        let _ = writeln!(out, "{} {} {}: {}", p.place(), p.severity.name(), p.code, p.message);
        out
    });
    expected.assert_eq(&lines);
}

const WHOLE: &str = r#"
format = 1
title = "Clashes on the border"
summary = "One or two sentences."
published = 2025-12-27
updated = 2025-12-28T08:00:00+05:00
edition = 3
language = "en-GB"
tags = ["border", "drones"]
curator = "The desk"

[[section]]
id = "china"
question = "How is China involved?"
answer = '''
Three died.[^one] [^two] Again.[^one]
'''
remark = "A note."

[[event]]
when = 2025-11-26
what = "Drone strike"
place = "khatlon"
articles = ["one"]

[[place]]
id = "khatlon"
name = "Khatlon"
lat = 37.91
lon = 69.78

[[term]]
name = "ISKP"
also = ["ISIL-K"]
meaning = "An affiliate."

[[difference]]
section = "china"
what = "When it was"
accounts = [{ article = "one", says = "30 November" }, { article = "two", says = "26 November" }]
remark = "The second merges two attacks."

[[difference]]
dismiss = "an-anchor"
remark = "The same thing."
"#;

const ONE: &str = r#"
outlet = "Morning Post"
headline = "Drone kills three"
url = "https://example.org/one"
published = 2025-12-26
updated = 2025-12-26T10:00:00Z
byline = "A. Writer"
place = "Dushanbe"
language = "en"
kind = "original"
cites = ["two"]
retrieved = 2025-12-28T10:00:00Z
text = '''
The lead.

'''

[[section]]
question = "How is China involved in all this?"
answers = "china"
text = '''
Its citizens died.
'''

[[section]]
question = "And then?"
"#;

const TWO: &str = "outlet = \"Evening Post\"\npublished = 2025-12-27\ntext = \"First line\\nSecond\"\n";

#[test]
fn a_folder_is_read_whole() {
    let briefing =
        read(&folder(&[("briefing.toml", WHOLE), ("articles/one.toml", ONE), ("articles/two.toml", TWO)]));
    expect![[""]].assert_eq(&export::show_json(&briefing, None));
}

#[test]
fn an_articles_whole_text_is_its_lead_then_each_question_and_its_text() {
    let briefing =
        read(&folder(&[("briefing.toml", WHOLE), ("articles/one.toml", ONE), ("articles/two.toml", TWO)]));
    expect![[""]].assert_eq(briefing.articles[0].whole_text().as_str());
}

#[test]
fn an_article_without_headline_or_outlet_is_called_by_its_first_line_and_its_id() {
    let (briefing, _) =
        parse(&folder(&[("articles/two.toml", "text = \"\\n\\nFirst line\\nSecond\"\n")]), today());
    let article = &briefing.articles[0];
    assert_eq!((article.name().as_str(), article.title().as_str()), ("two", "First line"));
}

#[test]
fn a_title_and_a_question_are_a_whole_briefing() {
    let source = single("title = \"Border\"\n[[section]]\nquestion = \"Why?\"\n");
    says(&source, &expect![[""]]);
    let (briefing, _) = parse(&source, today());
    assert_eq!(briefing.id.as_str(), "a");
    assert_eq!(briefing.edition, 1);
    assert_eq!(briefing.language.as_str(), "en");
    assert_eq!(briefing.sections[0].answer, None);
}

#[test]
fn an_answer_of_white_space_is_none() {
    let briefing = read(&single(
        "title = \"B\"\npublished = 2025-12-27\n[[section]]\nquestion = \"Why?\"\nanswer = \"\"\"\n  \n\"\"\"\n",
    ));
    assert_eq!(briefing.sections[0].answer, None);
}

#[test]
fn articles_stand_inside_a_single_file() {
    let briefing = read(&good(
        "[[article]]\nid = \"post\"\noutlet = \"Post\"\npublished = 2025-12-26\ntext = \"It was.\"\n\
         [[article.section]]\nquestion = \"Why so?\"\ntext = \"So.\"\n",
    ));
    assert_eq!(briefing.articles[0].id.as_str(), "post");
    assert_eq!(briefing.articles[0].whole_text().as_str(), "It was.\n\n## Why so?\n\nSo.");
}

#[test]
fn articles_alone_are_a_briefing_that_asks_their_questions_once() {
    let article = |sections: &str| format!("outlet = \"Post\"\npublished = 2025-12-26\n{sections}");
    let one = article(
        "[[section]]\nquestion = \"How is China involved?\"\nanswers = \"china\"\ntext = \"So.\"\n\
         [[section]]\nquestion = \"What now?\"\ntext = \"Talks.\"\n",
    );
    let two = article(
        "[[section]]\nquestion = \"What is China’s part?\"\nanswers = \"china\"\ntext = \"Thus.\"\n\
         [[section]]\nquestion = \"what now\"\ntext = \"War.\"\n",
    );
    let source = folder(&[("articles/one.toml", &one), ("articles/two.toml", &two)]);
    says(&source, &expect![[""]]);
    let (briefing, _) = parse(&source, today());
    assert_eq!(briefing.title.as_str(), "border");
    let text = export::show_text(&briefing, None, 60);
    let text: Vec<&str> = text.iter().map(|(_, line)| line.as_str()).collect();
    expect![[""]].assert_eq(&text.join("\n"));
}

#[test]
fn what_is_required_and_missing_is_an_error_where_it_should_stand() {
    says(
        &single(
            "summary = \"s\"\npublished = 2025-12-27\n[[section]]\nanswer = \"a\"\n[[event]]\nwhen = 2025\narticles = [\"x\"]\n\
             [[place]]\nlat = 1\n[[term]]\nmeaning = \"m\"\n[[article]]\noutlet = \"o\"\npublished = 2025-12-26\n\
             [[difference]]\naccounts = [{ says = \"x\" }]\n",
        ),
        &expect![[""]],
    );
}

#[test]
fn what_is_blank_is_as_good_as_missing_and_pointed_at() {
    tells(
        &single(
            "title = \" \"\npublished = 2025-12-27\n[[section]]\nquestion = \"\"\n[[term]]\nname = \"\\t\"\n[[article]]\nid = \"x\"\noutlet = \"\"\npublished = 2025-12-26\n",
        ),
        &expect![[""]],
    );
}

#[test]
fn wrong_types_are_told_once_each() {
    says(
        &single(
            "format = \"1\"\ntitle = 3\nsummary = []\npublished = 5\nupdated = true\nedition = 1.5\nlanguage = {}\n\
             tags = \"one\"\ncurator = 1979-05-27\nsection = [{ question = 1, answer = 2, id = 3 }, 4]\n\
             event = 7\nplace = [{ id = \"p\", name = \"P\", lat = \"n\", lon = true }]\n\
             term = { name = \"T\", also = [1, \"U\"] }\narticle = [{ id = 9, outlet = \"O\", published = \"2025-12-26\", cites = [[]] }]\n",
        ),
        &expect![[""]],
    );
}

#[test]
fn what_stands_beside_a_wrong_type_is_read() {
    let (briefing, _) = parse(
        &single(
            "title = \"T\"\ntags = \"one\"\n[section]\nquestion = \"Why?\"\n[term]\nname = \"N\"\nalso = [1, \"U\"]\n\
             [[article]]\nid = \"x\"\npublished = \"2025-12-26\"\n",
        ),
        today(),
    );
    assert_eq!(briefing.tags[0].as_str(), "one");
    assert_eq!(briefing.sections[0].question.as_str(), "Why?");
    assert_eq!(briefing.terms[0].also[0].as_str(), "U");
    assert_eq!(briefing.articles[0].published.unwrap().to_string(), "2025-12-26");
}

#[test]
fn without_a_question_anywhere_there_is_nothing_to_read() {
    says(&single("title = \"Border\"\npublished = 2025-12-27\n"), &expect![[""]]);
    says(
        &folder(&[("articles/one.toml", "outlet = \"Post\"\npublished = 2025-12-26\ntext = \"x\"\n")]),
        &expect![[""]],
    );
    says(&folder(&[]), &expect![[""]]);
}

#[test]
fn another_format_is_named_and_read_as_far_as_it_goes() {
    let source =
        single("format = 2\ntitle = \"B\"\npublished = 2025-12-27\n[[section]]\nquestion = \"Why?\"\n");
    says(&source, &expect![[""]]);
    assert_eq!(parse(&source, today()).0.sections.len(), 1);
    tells(&good("format = 0\n"), &expect![[""]]);
}

#[test]
fn an_id_used_twice_is_an_error_and_the_second_one_gets_another() {
    let source = single(
        "title = \"B\"\npublished = 2025-12-27\n\
         [[section]]\nid = \"x\"\nquestion = \"One?\"\n[[section]]\nid = \"x\"\nquestion = \"Two?\"\n\
         [[place]]\nid = \"x\"\nname = \"P\"\n[[place]]\nid = \"x\"\nname = \"Q\"\n\
         [[article]]\nid = \"x\"\noutlet = \"O\"\npublished = 2025-12-26\n[[article]]\nid = \"x\"\noutlet = \"U\"\npublished = 2025-12-26\n",
    );
    says(&source, &expect![[""]]);
    let (briefing, _) = parse(&source, today());
    assert_eq!(briefing.sections[1].id.as_str(), "x-2");
    assert_eq!(briefing.places[1].id.as_str(), "x-2");
    assert_eq!(briefing.articles[1].id.as_str(), "x-2");
}

#[test]
fn an_article_in_the_file_and_one_in_the_folder_may_not_share_an_id() {
    tells(
        &folder(&[
            (
                "briefing.toml",
                "title = \"B\"\npublished = 2025-12-27\n[[section]]\nquestion = \"Why?\"\n\
                 [[article]]\nid = \"one\"\noutlet = \"O\"\npublished = 2025-12-26\n",
            ),
            ("articles/one.toml", "outlet = \"O\"\npublished = 2025-12-26\n"),
        ]),
        &expect![[""]],
    );
}

#[test]
fn absent_ids_are_made_from_what_is_asked() {
    let questions = ["Why now?", "Why now?", "почему?", "Why now!", "なぜ", "con"];
    let sections = questions.iter().fold(String::new(), |mut out, q| {
        let _ = write!(out, "[[section]]\nquestion = \"{q}\"\n");
        out
    });
    let long = "Why is it that ".repeat(9);
    let places = "[[place]]\nname = \"Kabul\"\n[[place]]\nname = \"Душанбе\"\n[[place]]\nname = \"Kabul\"\n";
    let briefing = read(&single(&format!(
        "title = \"B\"\npublished = 2025-12-27\n{sections}[[section]]\nquestion = \"{long}\"\n[[section]]\nquestion = \"{long}\"\n{places}"
    )));
    let ids: Vec<&str> = briefing.sections.iter().map(|s| s.id.as_str()).collect();
    expect![[""]].assert_eq(&ids.join("\n"));
    assert!(ids.iter().all(|id| is_id(id)), "{ids:?}");
    let ids: Vec<&str> = briefing.places.iter().map(|p| p.id.as_str()).collect();
    expect![[""]].assert_eq(&ids.join(" "));
}

#[test]
fn an_id_that_is_none_is_told_with_one_to_use() {
    let ids = ["", "-a", "China", "a_b", "con", "lpt9", "../../etc/passwd", "é", "\\u001b]0;x\\u0007"];
    let mut sections = ids.iter().fold(String::new(), |mut out, id| {
        let _ = write!(out, "[[section]]\nid = \"{id}\"\nquestion = \"Q\"\n");
        out
    });
    let _ = write!(sections, "[[section]]\nid = \"{}\"\nquestion = \"Q\"\n", "x".repeat(65));
    let source = single(&format!("title = \"B\"\npublished = 2025-12-27\n{sections}"));
    let (briefing, problems) = parse(&source, today());
    let told = problems.iter().fold(String::new(), |mut out, p| {
        let _ = writeln!(out, "{}: {}; {}", p.place(), p.message, p.hints[0]);
        out
    });
    expect![[""]].assert_eq(&told);
    let ids: Vec<&str> = briefing.sections.iter().map(|s| s.id.as_str()).collect();
    expect![[""]].assert_eq(&ids.join("\n"));
    assert!(ids.iter().all(|id| is_id(id)), "{ids:?}");
}

#[test]
fn a_file_or_folder_whose_name_is_no_id_gets_the_id_made_from_it() {
    for (name, id) in [
        ("Tajik-Afghan border", "tajik-afghan-border"),
        ("nul", "nul-briefing"),
        ("日本", "briefing"),
        ("a\u{1b}[31mb", "a-31mb"),
        ("", "briefing"),
    ] {
        let source = Source { name: name.to_owned(), ..good("") };
        let (briefing, problems) = parse(&source, today());
        assert_eq!(briefing.id.as_str(), id);
        assert_eq!(problems[0].code, "renamed-id");
        assert_eq!(count(&problems), (0, 1));
    }
    says(&Source { name: "日本".to_owned(), ..good("") }, &expect![[""]]);
    says(
        &folder(&[
            (
                "articles/Al Jazeera.toml",
                "outlet = \"P\"\npublished = 2025-12-26\n[[section]]\nquestion = \"Q?\"\n",
            ),
            ("articles/al jazeera.toml", "outlet = \"P\"\npublished = 2025-12-26\n"),
        ]),
        &expect![[""]],
    );
}

#[test]
fn what_leads_nowhere_is_an_error_with_the_nearest_name() {
    says(
        &single(
            r#"title = "B"
published = 2025-12-27
[[section]]
id = "china"
question = "How?"
answer = '''
Ünïcödé before it.[^al-jazera] And escaped.[^nobody-at-all-knows-this]
'''
[[event]]
when = 2025
what = "Strike"
place = "khatlo"
articles = ["al-jazeera", "ap"]
[[place]]
id = "khatlon"
name = "Khatlon"
[[difference]]
section = "chine"
accounts = [{ article = "aljazeera", says = "x" }]
[[article]]
id = "al-jazeera"
outlet = "Al Jazeera"
published = 2025-12-26
cites = ["afp"]
[[article.section]]
question = "How so?"
answers = "chin"
"#,
        ),
        &expect![[""]],
    );
}

#[test]
fn a_citation_behind_an_escape_is_told_at_its_answer() {
    tells(
        &single(
            "title = \"B\"\npublished = 2025-12-27\n[[section]]\nquestion = \"Q\"\nanswer = \"x[\\u005Enobody]\"\n",
        ),
        &expect![[""]],
    );
}

#[test]
fn citations_are_counted_once_each_in_their_order_and_never_in_code() {
    let article = |id: &str| format!("[[article]]\nid = \"{id}\"\noutlet = \"O\"\npublished = 2025-12-26\n");
    let briefing = read(&single(&format!(
        "title = \"B\"\npublished = 2025-12-27\n[[section]]\nquestion = \"Q\"\n\
         answer = \"Two[^two] one[^one], *two*[^two]; `[^three]` is code.\"\n{}{}",
        article("one"),
        article("two")
    )));
    let cited = crossread::text::markdown::citations(briefing.sections[0].answer.as_ref().unwrap());
    assert_eq!(cited.iter().map(Text::as_str).collect::<Vec<_>>(), ["two", "one"]);
}

#[test]
fn dates_are_read_in_every_form() {
    let events = [
        "2025-11-26",
        "2025-11-26T08:30:00+05:00",
        "2025-11-26 08:30:00",
        "2025-11-26T08:30:00.5Z",
        "2025",
        "\"2025-11\"",
        "\"2025\"",
        "\"2025-11-26\"",
        "\"2025-11-24/2025-11-30\"",
        "\"2025-11/2025-12\"",
    ];
    let events = events.iter().fold(String::new(), |mut out, when| {
        let _ = write!(out, "[[event]]\nwhen = {when}\nwhat = \"W\"\narticles = [\"x\"]\n");
        out
    });
    let briefing =
        read(&good(&format!("{events}[[article]]\nid = \"x\"\noutlet = \"O\"\npublished = 2025-12-26\n")));
    let when = briefing.events.iter().fold(String::new(), |mut out, e| {
        let when = e.when.unwrap();
        let _ = writeln!(out, "{when} is {}", when.shown());
        out
    });
    expect![[""]].assert_eq(&when);
}

#[test]
fn impossible_dates_are_errors() {
    let events = [
        "2025-02-30",
        "\"2025-02-30\"",
        "\"2025-13\"",
        "\"soon\"",
        "08:00:00",
        "\"2025-11-30/2025-11-24\"",
        "2025-11-26T25:00:00",
        "99999",
        "true",
        "\"\"",
    ];
    let events = events.iter().fold(String::new(), |mut out, when| {
        let _ = write!(out, "[[event]]\nwhen = {when}\nwhat = \"W\"\narticles = [\"x\"]\n");
        out
    });
    let source = single(&format!(
        "title = \"B\"\npublished = 2025-02-29\nupdated = 10:00:00\n[[section]]\nquestion = \"Why?\"\n\
         {events}[[article]]\nid = \"x\"\noutlet = \"O\"\npublished = \"yesterday\"\nretrieved = 2025-12-32\n"
    ));
    tells(&source, &expect![[""]]);
    let (briefing, _) = parse(&source, today());
    assert_eq!(briefing.events.iter().filter(|e| e.when.is_some()).count(), 0);
    assert_eq!(briefing.events.len(), 10);
}

#[test]
fn coordinates_outside_the_globe_are_errors() {
    let places = [
        ("90", "180"),
        ("-90.0", "-180.0"),
        ("90.01", "180.1"),
        ("nan", "inf"),
        ("-91", "-1e9"),
        ("0x10", "1_0"),
    ];
    let places = places.iter().fold(String::new(), |mut out, (lat, lon)| {
        let _ = write!(out, "[[place]]\nname = \"P\"\nlat = {lat}\nlon = {lon}\n");
        out
    });
    let source = good(&places);
    tells(&source, &expect![[""]]);
    let (briefing, _) = parse(&source, today());
    assert_eq!((briefing.places[0].lat, briefing.places[0].lon), (Some(90.0), Some(180.0)));
    assert_eq!((briefing.places[2].lat, briefing.places[2].lon), (None, None));
    assert_eq!((briefing.places[5].lat, briefing.places[5].lon), (Some(16.0), Some(10.0)));
}

#[test]
fn an_edition_counts_from_one() {
    for edition in ["0", "-1", "5_000_000_000", "99999999999999999999"] {
        let source = good(&format!("edition = {edition}\n"));
        let (briefing, problems) = parse(&source, today());
        assert_eq!(briefing.edition, 1);
        assert_eq!(problems[0].code, "out-of-range", "{edition}");
        assert_eq!(count(&problems), (1, 0));
    }
    tells(&good("edition = 99999999999999999999\n"), &expect![[""]]);
}

#[test]
fn unknown_keys_are_warnings_with_the_known_one_that_is_near() {
    says(
        &single(
            "title = \"B\"\npublised = 2025-12-27\npublished = 2025-12-27\ncolour = 1\n\
             [[section]]\nquestion = \"Q\"\nanser = \"a\"\n[meta]\nx = 1\n",
        ),
        &expect![[""]],
    );
}

#[test]
fn what_is_absent_but_wanted_is_a_warning() {
    says(
        &single(
            "title = \"B\"\n[[section]]\nquestion = \"Q\"\n[[event]]\nwhat = \"W\"\n[[article]]\nid = \"x\"\n[[difference]]\n",
        ),
        &expect![[""]],
    );
}

#[test]
fn a_date_in_the_future_is_a_warning_from_the_day_after_tomorrow() {
    // Tomorrow is today somewhere.
    tells(
        &single("title = \"B\"\npublished = 2026-01-16\nsection = [{ question = \"Q\" }]\n"),
        &expect![[""]],
    );
    says(
        &single("title = \"B\"\npublished = 2026-01-17\nsection = [{ question = \"Q\" }]\n"),
        &expect![[""]],
    );
}

#[test]
fn an_outlet_that_looks_like_another_is_a_warning() {
    let articles = ["BBC", "ВВС", "Morning Post", "Mоrning Post", "morning post"].iter().enumerate().fold(
        String::new(),
        |mut out, (n, outlet)| {
            let _ =
                write!(out, "[[article]]\nid = \"x{n}\"\noutlet = \"{outlet}\"\npublished = 2025-12-26\n");
            out
        },
    );
    says(&good(&articles), &expect![[""]]);
}

#[test]
fn an_unknown_kind_is_a_warning() {
    says(
        &good(
            "[[article]]\nid = \"x\"\noutlet = \"O\"\npublished = 2025-12-26\nkind = \"wyre\"\n\
               [[article]]\nid = \"y\"\noutlet = \"O\"\npublished = 2025-12-26\nkind = \"rumour\"\n",
        ),
        &expect![[""]],
    );
}

#[test]
fn hidden_characters_go_and_are_told_where_they_stand() {
    let source = single(
        "title = \"A\\u001b[31mB\\u202E\"\npublished = 2025-12-27\nsummary = \"x\u{200b}y\"\n\
         [[section]]\nquestion = \"Q\"\nanswer = \"\u{feff}a\\u2028b\\u200C\"\n\"ke\\u001by\" = 1\n",
    );
    says(&source, &expect![[""]]);
    let (briefing, _) = parse(&source, today());
    assert_eq!(briefing.title.as_str(), "A[31mB");
    assert_eq!(briefing.summary.unwrap().as_str(), "xy");
    assert_eq!(briefing.sections[0].answer.as_ref().unwrap().as_str(), "a\nb\u{200c}");
}

#[test]
fn no_hidden_character_is_left_in_any_value_or_message() {
    let evil = "\\u001b]0;x\\u0007\\u009b\\u202e\\u200b\\u2066\\uFEFF\\u007f\\U000E0041\\uFFFE";
    let source = single(
        &format!("format = \"E\"\n\"E\" = 1\n{WHOLE}\n[[article]]\nid = \"E\"\nkind = \"E\"\noutlet = \"E\"\nE = = 'E'\n{}", ONE.replace("cites", "E"))
            .replace("China", "E")
            .replace("one", "E")
            .replace("khatlon", "E")
            .replace('E', evil),
    );
    let (briefing, problems) = parse(&source, today());
    assert!(!problems.is_empty());
    let mut out = shown(&problems);
    out += &export::show_json(&briefing, None);
    for (_, line) in export::show_text(&briefing, None, 80) {
        let _ = writeln!(out, "{line}");
    }
    let hidden: Vec<char> =
        out.chars().filter(|&c| c != '\n' && crossread::text::clean::is_hidden(c)).collect();
    assert_eq!(hidden, []);
}

#[test]
fn a_flood_of_marks_is_cut() {
    let briefing = parse(&single(&format!("title = \"a{}b\"\n", "\u{301}".repeat(1000))), today()).0;
    assert_eq!(briefing.title.as_str(), format!("a{}b", "\u{301}".repeat(8)));
}

#[test]
fn columns_are_characters_of_the_original_line() {
    tells(
        &single(
            "title = \"日本語 👨‍👩‍👧 e\u{301}\" x\r\npublished = 2025-12-27\r\n\tsection = [{ question = \"Я\", answr = \"\" }]\r\n",
        ),
        &expect![[""]],
    );
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    tells(
        &single("\u{feff}title = \"B\"\npublished = 2025-12-27\nsection = [{ question = \"Q\" }]\n"),
        &expect![[""]],
    );
}

#[test]
fn reading_goes_on_after_toml_errors() {
    let source = single(
        "title = \"B\npublished = 2025-12-27\nbroken = = 1\n[[section]\nquestion = \"Q\"\n[[section]]\nid = \"x\"\n\
         question = \"Second?\"\nanswer = '''\nText[^nobody]\n'''\ntitle = 1\n[[term]]\nname = \"N\"\nname = \"M\"\n\
         [[event]]\nwhat = unquoted\nwhen = 2025-99-01\n",
    );
    says(&source, &expect![[""]]);
    let (briefing, _) = parse(&source, today());
    assert!(briefing.sections.iter().any(|s| s.question.as_str() == "Second?"));
    assert_eq!(briefing.terms[0].name.as_str(), "N");
}

#[test]
fn a_string_without_end_is_told_and_what_stands_before_it_is_read() {
    let source = good("summary = '''\nnever ends\n");
    tells(&source, &expect![[""]]);
    assert_eq!(parse(&source, today()).0.title.as_str(), "Border");
}

#[test]
fn bytes_that_are_no_utf8_are_told_with_their_place() {
    let mut source = good("");
    let bytes = b"title = \"\xc3\xa4 \xff\"\npublished = 2025-12-27\nsection = [{ question = \"Q\" }]\n";
    source.briefing.as_mut().unwrap().bytes = bytes.to_vec();
    says(&source, &expect![[""]]);
    assert_eq!(parse(&source, today()).0.title.as_str(), "ä \u{fffd}");
}

#[test]
fn more_than_512_sections_are_too_many() {
    let sections = |n: usize| "[[section]]\nquestion = \"Q\"\n".repeat(n);
    let source = |n| single(&format!("title = \"B\"\npublished = 2025-12-27\n{}", sections(n)));
    assert_eq!(read(&source(512)).sections.len(), 512);
    tells(&source(514), &expect![[""]]);
    assert_eq!(parse(&source(514), today()).0.sections.len(), 512);
    let article = format!("outlet = \"O\"\npublished = 2025-12-26\n{}", sections(513));
    let (briefing, problems) = parse(&folder(&[("articles/x.toml", &article)]), today());
    assert_eq!(briefing.articles[0].sections.len(), 512);
    assert!(problems.iter().any(|p| p.code == "too-many-sections"));
}

#[test]
fn more_than_1000_articles_are_too_many() {
    let mut source = good("");
    let article = b"outlet = \"O\"\npublished = 2025-12-26\n";
    source.articles = (0..1000).map(|n| file(&format!("a{n}.toml"), article)).collect();
    assert_eq!(read(&source).articles.len(), 1000);
    source.articles.push(file("last.toml", article));
    tells(&source, &expect![[""]]);
    let inline = (0..1001).fold(String::new(), |mut out, n| {
        let _ = write!(out, "[[article]]\nid = \"a{n}\"\noutlet = \"O\"\npublished = 2025-12-26\n");
        out
    });
    tells(&good(&inline), &expect![[""]]);
}

#[test]
fn a_flood_of_problems_is_counted_and_not_listed() {
    let keys = |n: usize| {
        (0..n).fold(String::new(), |mut out, n| {
            let _ = writeln!(out, "zz{n} = 1");
            out
        })
    };
    let warnings = problems(&good(&keys(1200)));
    assert_eq!((warnings.len(), count(&warnings).0), (1001, 0), "warnings stay warnings");
    expect![[""]].assert_eq(&format!("{}\n", warnings[1000]));
    // An error among those left out is not lost.
    let mixed = problems(&good(
        &format!("{}[[section]]\n[[section]]\n", keys(0))
            .replace("[[section]]\n", &"[[event]]\nwhat = \"W\"\nzz = 1\n".repeat(400)),
    ));
    assert_eq!(count(&mixed).0, 0);
    let terms = problems(&good(&"[[term]]\n".repeat(1001)));
    assert_eq!(count(&terms).0, 1001);
}

/// A folder on disk with these files.
fn on_disk(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

const SMALL: &str = "title = \"B\"\npublished = 2025-12-27\n[[section]]\nquestion = \"Q\"\n";

#[test]
fn a_folder_of_briefings_is_a_library_one_level_deep() {
    let root = on_disk(&[
        ("one/briefing.toml", SMALL),
        ("two.toml", SMALL),
        ("three/articles/x.toml", "text = \"x\"\n"),
        ("deep/er/briefing.toml", SMALL),
        (".hidden/briefing.toml", SMALL),
        (".hidden.toml", SMALL),
        ("README.md", "no briefing"),
    ]);
    let (found, problems) = store::find(&[root.path().to_owned()]);
    assert_eq!(problems, []);
    let ids: Vec<String> =
        found.iter().map(|f| store::open(f, today()).briefing.id.as_str().to_owned()).collect();
    assert_eq!(ids, ["one", "three", "two"]);
}

#[test]
fn a_folder_without_a_briefing_says_what_one_is() {
    let root = on_disk(&[("notes/README.md", "x")]);
    let (found, problems) = store::find(&[root.path().to_owned()]);
    assert_eq!(found, []);
    let told = shown(&problems).replace(&*root.path().to_string_lossy(), "LIBRARY");
    expect![[""]].assert_eq(&told);
}

#[test]
fn a_briefing_file_by_its_path_is_its_folder() {
    let root = on_disk(&[("one/briefing.toml", SMALL), ("one/articles/x.toml", TWO)]);
    let (found, _) = store::find(&[root.path().join("one/briefing.toml"), root.path().join("one")]);
    assert_eq!(found.len(), 1);
    assert_eq!(store::open(&found[0], today()).briefing.articles.len(), 1);
}

#[test]
fn a_file_over_a_mebibyte_is_not_read_and_one_of_a_mebibyte_is() {
    let fill = |size: usize| format!("{SMALL}#{}", "x".repeat(size - SMALL.len() - 1));
    let root = on_disk(&[("fits.toml", &fill(1 << 20)), ("large.toml", &fill((1 << 20) + 1))]);
    let (found, _) = store::find(&[root.path().to_owned()]);
    assert_eq!(store::open(&found[0], today()).problems, []);
    let told =
        shown(&store::open(&found[1], today()).problems).replace(&*root.path().to_string_lossy(), "LIBRARY");
    expect![[""]].assert_eq(&told);
}

#[test]
fn an_unreadable_briefing_file_leaves_its_articles_readable() {
    let root = on_disk(&[("one/articles/x.toml", ONE.replace("cites = [\"two\"]\n", "").as_str())]);
    // A folder where a file should be; who may read what does not matter to it.
    fs::create_dir(root.path().join("one/briefing.toml")).unwrap();
    let (found, _) = store::find(&[root.path().join("one")]);
    let opened = store::open(&found[0], today());
    let told = shown(&opened.problems).replace(&*root.path().to_string_lossy(), "LIBRARY");
    expect![[""]].assert_eq(&told);
    assert_eq!(opened.briefing.sections.len(), 2);
    assert_eq!(opened.briefing.title.as_str(), "one");
}

#[test]
fn more_than_ten_thousand_files_are_too_many_and_a_thousand_articles_are_read() {
    let root = on_disk(&[("big/briefing.toml", SMALL)]);
    let articles = root.path().join("big/articles");
    fs::create_dir(&articles).unwrap();
    for n in 0..10_000 {
        fs::write(articles.join(format!("a{n:05}.toml")), "outlet = \"O\"\npublished = 2025-12-26\n")
            .unwrap();
    }
    let (found, _) = store::find(&[root.path().join("big")]);
    let opened = store::open(&found[0], today());
    assert_eq!(opened.briefing.articles.len(), 1000);
    let told = shown(&opened.problems).replace(&*root.path().to_string_lossy(), "LIBRARY");
    expect![[""]].assert_eq(&told);
}

#[test]
fn the_briefings_that_come_with_the_program_have_no_errors() {
    let bundled = store::bundled();
    assert!(bundled.len() >= 3);
    // Long after each of them was written.
    let later = NaiveDate::from_ymd_opt(2030, 1, 1).unwrap();
    for found in bundled {
        let opened = store::open(&found, later);
        assert_eq!(count(&opened.problems).0, 0, "{}", shown(&opened.problems));
        assert!(opened.briefing.sections.iter().all(|s| s.answer.is_some()));
        assert!(opened.briefing.articles.len() >= 4);
    }
}

/// Every line and column lies inside the file, or is 0 where the fault is the whole file's.
fn places_are_inside(source: &Source) -> Result<(), TestCaseError> {
    let (briefing, problems) = parse(source, today());
    for problem in &problems {
        let file = source.briefing.iter().chain(&source.articles).find(|f| f.shown == problem.file);
        if problem.line == 0 {
            prop_assert_eq!(problem.column, 0);
            continue;
        }
        let content = String::from_utf8_lossy(&file.unwrap().bytes);
        let line = content.split('\n').nth(problem.line - 1);
        prop_assert!(line.is_some(), "{}", problem.place());
        let columns = line.unwrap().chars().count();
        // One past the last is where something should stand that does not.
        prop_assert!((1..=columns + 1).contains(&problem.column), "{} of {columns}", problem.place());
    }
    prop_assert!(is_id(briefing.id.as_str()));
    for section in &briefing.sections {
        prop_assert!(is_id(section.id.as_str()), "{}", section.id);
    }
    export::show_json(&briefing, None);
    export::show_text(&briefing, None, 40);
    Ok(())
}

/// A good file with a few stretches of it replaced.
fn damaged(whole: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..6),
        "[\\[\\]{}=\"'\\\\.,#\n\r\t0-9a-zé日\u{1b}\u{202e}-]{0,8}".prop_map(String::into_bytes),
        Just(b"\"\"\"".to_vec()),
        Just(b"[[section]]\n".to_vec()),
    ];
    proptest::collection::vec((0..=whole.len(), 0..20_usize, piece), 0..6).prop_map(move |edits| {
        let mut bytes = whole.as_bytes().to_vec();
        for (at, length, piece) in edits {
            let at = at.min(bytes.len());
            let end = (at + length).min(bytes.len());
            bytes.splice(at..end, piece);
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_and_every_place_lies_inside_its_file(
        briefing in proptest::collection::vec(any::<u8>(), 0..300),
        article in proptest::collection::vec(any::<u8>(), 0..300),
        name in ".{0,20}",
    ) {
        let source = Source {
            name: name.clone(),
            shown: Text::new("border"),
            briefing: Some(file("briefing.toml", &briefing)),
            articles: vec![File { stem: name, ..file("articles/x.toml", &article) }],
            problems: Vec::new(),
        };
        places_are_inside(&source)?;
    }

    #[test]
    fn damaged_files_are_read_and_every_place_lies_inside_its_file(
        briefing in damaged(WHOLE),
        one in damaged(ONE),
        two in damaged(TWO),
    ) {
        let mut source = folder(&[]);
        source.briefing = Some(file("briefing.toml", &briefing));
        source.articles = vec![file("articles/one.toml", &one), file("articles/two.toml", &two)];
        places_are_inside(&source)?;
    }
}
