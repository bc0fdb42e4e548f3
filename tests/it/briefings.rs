//! The rules of the format: files in, and out come what was read and what is wrong, with its place.

// The hashes are written by expect-test, and an expectation is as long as what is printed.
#![allow(clippy::needless_raw_string_hashes, clippy::too_many_lines)]

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
    expect![[r#"
        {
          "id": "border",
          "title": "Clashes on the border",
          "summary": "One or two sentences.",
          "published": "2025-12-27",
          "updated": "2025-12-28T08:00:00+05:00",
          "edition": 3,
          "language": "en-GB",
          "tags": [
            "border",
            "drones"
          ],
          "curator": "The desk",
          "sections": [
            {
              "id": "china",
              "question": "How is China involved?",
              "answer": "Three died.[^one] [^two] Again.[^one]\n",
              "remark": "A note.",
              "citations": [
                "one",
                "two"
              ]
            }
          ],
          "articles": [
            {
              "id": "one",
              "outlet": "Morning Post",
              "headline": "Drone kills three",
              "url": "https://example.org/one",
              "published": "2025-12-26",
              "updated": "2025-12-26T10:00:00Z",
              "byline": "A. Writer",
              "place": "Dushanbe",
              "language": "en",
              "kind": "original",
              "cites": [
                "two"
              ],
              "retrieved": "2025-12-28T10:00:00Z",
              "text": "The lead.\n\n## How is China involved in all this?\n\nIts citizens died.\n\n## And then?"
            },
            {
              "id": "two",
              "outlet": "Evening Post",
              "headline": null,
              "url": null,
              "published": "2025-12-27",
              "updated": null,
              "byline": null,
              "place": null,
              "language": null,
              "kind": null,
              "cites": [],
              "retrieved": null,
              "text": "First line\nSecond"
            }
          ],
          "events": [
            {
              "when": "2025-11-26",
              "what": "Drone strike",
              "place": "khatlon",
              "articles": [
                "one"
              ]
            }
          ],
          "terms": [
            {
              "name": "ISKP",
              "also": [
                "ISIL-K"
              ],
              "meaning": "An affiliate."
            }
          ],
          "places": [
            {
              "id": "khatlon",
              "name": "Khatlon",
              "lat": 37.91,
              "lon": 69.78
            }
          ],
          "differences": [
            {
              "section": "china",
              "what": "When it was",
              "accounts": [
                {
                  "article": "one",
                  "says": "30 November"
                },
                {
                  "article": "two",
                  "says": "26 November"
                }
              ],
              "remark": "The second merges two attacks.",
              "dismiss": null
            },
            {
              "section": null,
              "what": null,
              "accounts": [],
              "remark": "The same thing.",
              "dismiss": "an-anchor"
            }
          ]
        }"#]].assert_eq(&export::show_json(&briefing, None));
}

#[test]
fn an_articles_whole_text_is_its_lead_then_each_question_and_its_text() {
    let briefing =
        read(&folder(&[("briefing.toml", WHOLE), ("articles/one.toml", ONE), ("articles/two.toml", TWO)]));
    expect![[r#"
        The lead.

        ## How is China involved in all this?

        Its citizens died.

        ## And then?"#]]
    .assert_eq(briefing.articles[0].whole_text().as_str());
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
    says(
        &source,
        &expect![[r#"
        warning: the briefing has no date
          a.toml:1:1  [undated]
          1 │ title = "Border"
            │ ^
          try: published = 2025-11-26
    "#]],
    );
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
    says(
        &source,
        &expect![[r#"
        warning: the briefing has no date
          border  [undated]
          try: write a briefing.toml with `title` and `published`
    "#]],
    );
    let (briefing, _) = parse(&source, today());
    assert_eq!(briefing.title.as_str(), "border");
    let text = export::show_text(&briefing, None, 60);
    let text: Vec<&str> = text.iter().map(|(_, line)| line.as_str()).collect();
    expect![[r#"
        border
        undated · edition 1

        How is China involved?

        Post, 26 Dec 2025: How is China involved?

        So.

        Post, 26 Dec 2025: What is China’s part?

        Thus.

        What now?

        Post, 26 Dec 2025: How is China involved?

        Talks.

        Post, 26 Dec 2025: What is China’s part?

        War.

        Articles
        Post, 26 Dec 2025: How is China involved?  [one]
        Post, 26 Dec 2025: What is China’s part?  [two]"#]]
    .assert_eq(&text.join("\n"));
}

#[test]
fn what_is_required_and_missing_is_an_error_where_it_should_stand() {
    says(
        &single(
            "summary = \"s\"\npublished = 2025-12-27\n[[section]]\nanswer = \"a\"\n[[event]]\nwhen = 2025\narticles = [\"x\"]\n\
             [[place]]\nlat = 1\n[[term]]\nmeaning = \"m\"\n[[article]]\noutlet = \"o\"\npublished = 2025-12-26\n\
             [[difference]]\naccounts = [{ says = \"x\" }]\n",
        ),
        &expect![[r#"
            error: the briefing has no title
              a.toml:1:1  [missing-title]
              1 │ summary = "s"
                │ ^
              try: title = "…"
            error: the section has no question
              a.toml:3:1  [missing-question]
              3 │ [[section]]
                │ ^^^^^^^^^^^
              try: question = "…"
            error: the event does not say what happened
              a.toml:5:1  [missing-what]
              5 │ [[event]]
                │ ^^^^^^^^^
              try: what = "…"
            error: no article is called `x`
              a.toml:7:13  [unknown-article]
              7 │ articles = ["x"]
                │             ^^^
              try: known here: article-1
            error: the place has no name
              a.toml:8:1  [missing-name]
              8 │ [[place]]
                │ ^^^^^^^^^
              try: name = "…"
            error: the term has no name
              a.toml:10:1  [missing-name]
              10 │ [[term]]
                 │ ^^^^^^^^
              try: name = "…"
            error: an article here has no `id`
              a.toml:12:1  [missing-id]
              12 │ [[article]]
                 │ ^^^^^^^^^^^
              try: id = "…"
            warning: the difference has no accounts and dismisses nothing
              a.toml:15:1  [empty-difference]
              15 │ [[difference]]
                 │ ^^^^^^^^^^^^^^
            error: the account does not say whose it is
              a.toml:16:13  [missing-article]
              16 │ accounts = [{ says = "x" }]
                 │             ^^^^^^^^^^^^^^
              try: article = "…"
        "#]],
    );
}

#[test]
fn what_is_blank_is_as_good_as_missing_and_pointed_at() {
    tells(
        &single(
            "title = \" \"\npublished = 2025-12-27\n[[section]]\nquestion = \"\"\n[[term]]\nname = \"\\t\"\n[[article]]\nid = \"x\"\noutlet = \"\"\npublished = 2025-12-26\n",
        ),
        &expect![[r#"
            a.toml:1:9 error missing-title: the briefing has no title
            a.toml:4:12 error missing-question: the section has no question
            a.toml:6:8 error missing-name: the term has no name
            a.toml:7:1 warning no-outlet: the article has no outlet; `x` is shown in its place
        "#]],
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
        &expect![[r#"
            error: `format` is a string, and a whole number is wanted
              a.toml:1:10  [wrong-type]
              1 │ format = "1"
                │          ^^^
            error: `title` is an integer, and a string is wanted
              a.toml:2:9  [wrong-type]
              2 │ title = 3
                │         ^
            error: `summary` is an array, and a string is wanted
              a.toml:3:11  [wrong-type]
              3 │ summary = []
                │           ^^
            error: `published` is an integer, and a date is wanted
              a.toml:4:13  [wrong-type]
              4 │ published = 5
                │             ^
            error: `updated` is a boolean, and a date is wanted
              a.toml:5:11  [wrong-type]
              5 │ updated = true
                │           ^^^^
            error: `edition` is a float, and a whole number is wanted
              a.toml:6:11  [wrong-type]
              6 │ edition = 1.5
                │           ^^^
            error: `language` is a table, and a string is wanted
              a.toml:7:12  [wrong-type]
              7 │ language = {}
                │            ^^
            error: `tags` is a string, and a list of strings is wanted
              a.toml:8:8  [wrong-type]
              8 │ tags = "one"
                │        ^^^^^
              try: tags = ["…"]
            error: `curator` is a datetime, and a string is wanted
              a.toml:9:11  [wrong-type]
              9 │ curator = 1979-05-27
                │           ^^^^^^^^^^
            error: `question` is an integer, and a string is wanted
              a.toml:10:25  [wrong-type]
              10 │ section = [{ question = 1, answer = 2, id = 3 }, 4]
                 │                         ^
            error: `answer` is an integer, and a string is wanted
              a.toml:10:37  [wrong-type]
              10 │ section = [{ question = 1, answer = 2, id = 3 }, 4]
                 │                                     ^
            error: `id` is an integer, and a string is wanted
              a.toml:10:45  [wrong-type]
              10 │ …n = [{ question = 1, answer = 2, id = 3 }, 4]
                 │                                        ^
            error: `section` is an integer, and a table is wanted
              a.toml:10:50  [wrong-type]
              10 │ …{ question = 1, answer = 2, id = 3 }, 4]
                 │                                        ^
            error: `event` is an integer, and a list of tables is wanted
              a.toml:11:9  [wrong-type]
              11 │ event = 7
                 │         ^
            error: `lat` is a string, and a number is wanted
              a.toml:12:40  [wrong-type]
              12 │ …lace = [{ id = "p", name = "P", lat = "n", lon = true }]
                 │                                        ^^^
            error: `lon` is a boolean, and a number is wanted
              a.toml:12:51  [wrong-type]
              12 │ …d = "p", name = "P", lat = "n", lon = true }]
                 │                                        ^^^^
            error: `term` is a table, and a list of tables is wanted
              a.toml:13:8  [wrong-type]
              13 │ term = { name = "T", also = [1, "U"] }
                 │        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              try: write [[term]]
            error: `also` is an integer, and a string is wanted
              a.toml:13:30  [wrong-type]
              13 │ term = { name = "T", also = [1, "U"] }
                 │                              ^
            error: `id` is an integer, and a string is wanted
              a.toml:14:19  [wrong-type]
              14 │ article = [{ id = 9, outlet = "O", published = "2025-12-26", cites = [[]] }]
                 │                   ^
            error: `published` is a string, and a date is wanted
              a.toml:14:48  [wrong-type]
              14 │ … [{ id = 9, outlet = "O", published = "2025-12-26", cites = [[]] }]
                 │                                        ^^^^^^^^^^^^
              try: write it without quotes: published = 2025-12-26
            error: `cites` is an array, and a string is wanted
              a.toml:14:71  [wrong-type]
              14 │ …", published = "2025-12-26", cites = [[]] }]
                 │                                        ^^
        "#]],
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
    says(
        &single("title = \"Border\"\npublished = 2025-12-27\n"),
        &expect![[r#"
        error: no question is asked, here or in an article
          a.toml  [no-question]
          try: add [[section]] with `question` and `answer`
    "#]],
    );
    says(
        &folder(&[("articles/one.toml", "outlet = \"Post\"\npublished = 2025-12-26\ntext = \"x\"\n")]),
        &expect![[r#"
            warning: the briefing has no date
              border  [undated]
              try: write a briefing.toml with `title` and `published`
            error: no question is asked, here or in an article
              articles/one.toml  [no-question]
              try: add [[section]] with `question` and `answer`
        "#]],
    );
    says(
        &folder(&[]),
        &expect![[r#"
        error: no question is asked, here or in an article
          border  [no-question]
          try: add [[section]] with `question` and `answer`
    "#]],
    );
}

#[test]
fn another_format_is_named_and_read_as_far_as_it_goes() {
    let source =
        single("format = 2\ntitle = \"B\"\npublished = 2025-12-27\n[[section]]\nquestion = \"Why?\"\n");
    says(
        &source,
        &expect![[r#"
        error: format 2 is not known; this program reads format 1
          a.toml:1:10  [unknown-format]
          1 │ format = 2
            │          ^
          try: a newer crossread may read it
    "#]],
    );
    assert_eq!(parse(&source, today()).0.sections.len(), 1);
    tells(
        &good("format = 0\n"),
        &expect![[r#"
        a.toml:4:10 error unknown-format: format 0 is not known; this program reads format 1
    "#]],
    );
}

#[test]
fn an_id_used_twice_is_an_error_and_the_second_one_gets_another() {
    let source = single(
        "title = \"B\"\npublished = 2025-12-27\n\
         [[section]]\nid = \"x\"\nquestion = \"One?\"\n[[section]]\nid = \"x\"\nquestion = \"Two?\"\n\
         [[place]]\nid = \"x\"\nname = \"P\"\n[[place]]\nid = \"x\"\nname = \"Q\"\n\
         [[article]]\nid = \"x\"\noutlet = \"O\"\npublished = 2025-12-26\n[[article]]\nid = \"x\"\noutlet = \"U\"\npublished = 2025-12-26\n",
    );
    says(
        &source,
        &expect![[r#"
        error: two sections are called `x`
          a.toml:7:6  [duplicate-id]
          7 │ id = "x"
            │      ^^^
        error: two places are called `x`
          a.toml:13:6  [duplicate-id]
          13 │ id = "x"
             │      ^^^
        error: two articles are called `x`
          a.toml:20:6  [duplicate-id]
          20 │ id = "x"
             │      ^^^
    "#]],
    );
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
        &expect![[r#"
            articles/one.toml:1:1 error duplicate-id: two articles are called `one`
        "#]],
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
    expect![[r#"
        why-now
        why-now-2
        section-3
        why-now-3
        section-5
        section-6
        why-is-it-that-why-is-it-that-why-is-it-that-why-is-it-that-why
        why-is-it-that-why-is-it-that-why-is-it-that-why-is-it-that-wh-2"#]]
    .assert_eq(&ids.join("\n"));
    assert!(ids.iter().all(|id| is_id(id)), "{ids:?}");
    let ids: Vec<&str> = briefing.places.iter().map(|p| p.id.as_str()).collect();
    expect!["kabul place-2 kabul-2"].assert_eq(&ids.join(" "));
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
    expect![[r#"
        a.toml:4:6: `` is no valid id; lower-case letters, digits and hyphens, at most 64, such as `section`
        a.toml:7:6: `-a` is no valid id; lower-case letters, digits and hyphens, at most 64, such as `a`
        a.toml:10:6: `China` is no valid id; lower-case letters, digits and hyphens, at most 64, such as `china`
        a.toml:13:6: `a_b` is no valid id; lower-case letters, digits and hyphens, at most 64, such as `a-b`
        a.toml:16:6: `con` is a name that some systems keep for themselves; such as `con-section`
        a.toml:19:6: `lpt9` is a name that some systems keep for themselves; such as `lpt9-section`
        a.toml:22:6: `../../etc/passwd` is no valid id; lower-case letters, digits and hyphens, at most 64, such as `etc-passwd`
        a.toml:25:6: `é` is no valid id; lower-case letters, digits and hyphens, at most 64, such as `e`
        a.toml:28:6: 2 hidden characters were removed, the first is U+001B; delete them, unless the text was copied as evidence
        a.toml:28:6: `]0;x` is no valid id; lower-case letters, digits and hyphens, at most 64, such as `0-x`
        a.toml:31:6: `xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx` is no valid id; lower-case letters, digits and hyphens, at most 64, such as `xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx`
    "#]].assert_eq(&told);
    let ids: Vec<&str> = briefing.sections.iter().map(|s| s.id.as_str()).collect();
    expect![[r#"
        section
        a
        china
        a-b
        con-section
        lpt9-section
        etc-passwd
        e
        0-x
        xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"#]]
    .assert_eq(&ids.join("\n"));
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
    says(
        &Source { name: "日本".to_owned(), ..good("") },
        &expect![[r#"
        warning: `日本` is no valid id; the briefing is called `briefing`
          a.toml  [renamed-id]
          try: name it with lower-case letters, digits and hyphens
    "#]],
    );
    says(
        &folder(&[
            (
                "articles/Al Jazeera.toml",
                "outlet = \"P\"\npublished = 2025-12-26\n[[section]]\nquestion = \"Q?\"\n",
            ),
            ("articles/al jazeera.toml", "outlet = \"P\"\npublished = 2025-12-26\n"),
        ]),
        &expect![[r#"
            warning: the briefing has no date
              border  [undated]
              try: write a briefing.toml with `title` and `published`
            warning: `Al Jazeera` is no valid id; the article is called `al-jazeera`
              articles/Al Jazeera.toml:1:1  [renamed-id]
              1 │ outlet = "P"
                │ ^
              try: name the file with lower-case letters, digits and hyphens
            warning: `al jazeera` is no valid id; the article is called `al-jazeera`
              articles/al jazeera.toml:1:1  [renamed-id]
              1 │ outlet = "P"
                │ ^
              try: name the file with lower-case letters, digits and hyphens
            error: two articles are called `al-jazeera`
              articles/al jazeera.toml:1:1  [duplicate-id]
              1 │ outlet = "P"
                │ ^
        "#]],
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
        &expect![[r#"
            error: the citation leads nowhere: no article is called `al-jazera`
              a.toml:7:19  [unknown-article]
              7 │ Ünïcödé before it.[^al-jazera] And escaped.[^nobody-at-all-knows-this]
                │                   ^^^^^^^^^^^^
              try: did you mean `al-jazeera`?
            error: the citation leads nowhere: no article is called `nobody-at-all-knows-this`
              a.toml:7:44  [unknown-article]
              7 │ …dé before it.[^al-jazera] And escaped.[^nobody-at-all-knows-this]
                │                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^
              try: known here: al-jazeera
            error: no place is called `khatlo`
              a.toml:12:9  [unknown-place]
              12 │ place = "khatlo"
                 │         ^^^^^^^^
              try: did you mean `khatlon`?
            error: no article is called `ap`
              a.toml:13:27  [unknown-article]
              13 │ articles = ["al-jazeera", "ap"]
                 │                           ^^^^
              try: known here: al-jazeera
            error: no section is called `chine`
              a.toml:18:11  [unknown-section]
              18 │ section = "chine"
                 │           ^^^^^^^
              try: did you mean `china`?
            error: no article is called `aljazeera`
              a.toml:19:25  [unknown-article]
              19 │ accounts = [{ article = "aljazeera", says = "x" }]
                 │                         ^^^^^^^^^^^
              try: did you mean `al-jazeera`?
            error: no article is called `afp`
              a.toml:24:10  [unknown-article]
              24 │ cites = ["afp"]
                 │          ^^^^^
              try: known here: al-jazeera
            error: no section is called `chin`
              a.toml:27:11  [unknown-section]
              27 │ answers = "chin"
                 │           ^^^^^^
              try: did you mean `china`?
        "#]],
    );
}

#[test]
fn a_citation_behind_an_escape_is_told_at_its_answer() {
    tells(
        &single(
            "title = \"B\"\npublished = 2025-12-27\n[[section]]\nquestion = \"Q\"\nanswer = \"x[\\u005Enobody]\"\n",
        ),
        &expect![[r#"
            a.toml:5:10 error unknown-article: the citation leads nowhere: no article is called `nobody`
        "#]],
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
    expect![[r#"
        2025-11-26 is 26 Nov 2025
        2025-11-26T08:30:00+05:00 is 26 Nov 2025, 08:30 UTC+05:00
        2025-11-26T08:30:00 is 26 Nov 2025, 08:30
        2025-11-26T08:30:00Z is 26 Nov 2025, 08:30 UTC
        2025 is 2025
        2025-11 is Nov 2025
        2025 is 2025
        2025-11-26 is 26 Nov 2025
        2025-11-24/2025-11-30 is 24–30 Nov 2025
        2025-11/2025-12 is Nov–Dec 2025
    "#]]
    .assert_eq(&when);
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
    tells(
        &source,
        &expect![[r#"
            a.toml:2:13 error bad-date: invalid date, expected day between 01 and 28
            a.toml:3:11 error bad-date: `10:00:00` is not a day of the calendar
            a.toml:7:8 error bad-date: invalid date, expected day between 01 and 28
            a.toml:11:8 error bad-date: `2025-02-30` is no date
            a.toml:15:8 error bad-date: `2025-13` is no date
            a.toml:19:8 error bad-date: `soon` is no date
            a.toml:23:8 error bad-date: `08:00:00` is no date
            a.toml:27:8 error bad-date: `2025-11-30/2025-11-24` ends before it begins
            a.toml:31:8 error bad-date: invalid time, expected hour between 00 and 23
            a.toml:35:8 error bad-date: `99999` is no date
            a.toml:39:8 error wrong-type: `when` is a boolean, and a date is wanted
            a.toml:43:8 error bad-date: `` is no date
            a.toml:49:13 error wrong-type: `published` is a string, and a date is wanted
            a.toml:50:13 error bad-date: invalid date, expected day between 01 and 31
        "#]],
    );
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
    tells(
        &source,
        &expect![[r#"
        a.toml:14:7 error out-of-range: `lat` is 90.01, outside ±90
        a.toml:15:7 error out-of-range: `lon` is 180.1, outside ±180
        a.toml:18:7 error out-of-range: `lat` is NaN, outside ±90
        a.toml:19:7 error out-of-range: `lon` is inf, outside ±180
        a.toml:22:7 error out-of-range: `lat` is -91, outside ±90
        a.toml:23:7 error out-of-range: `lon` is -1000000000, outside ±180
    "#]],
    );
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
    tells(
        &good("edition = 99999999999999999999\n"),
        &expect![[r#"
        a.toml:4:11 error out-of-range: `edition` is too large a number: 99999999999999999999
    "#]],
    );
}

#[test]
fn unknown_keys_are_warnings_with_the_known_one_that_is_near() {
    says(
        &single(
            "title = \"B\"\npublised = 2025-12-27\npublished = 2025-12-27\ncolour = 1\n\
             [[section]]\nquestion = \"Q\"\nanser = \"a\"\n[meta]\nx = 1\n",
        ),
        &expect![[r#"
            warning: `publised`: did you mean `published`?
              a.toml:2:1  [unknown-key]
              2 │ publised = 2025-12-27
                │ ^^^^^^^^
            warning: `colour` is not a key that is read here
              a.toml:4:1  [unknown-key]
              4 │ colour = 1
                │ ^^^^^^
              try: known here: article, curator, difference, edition, event, format, language, place, published, section, summary, tags, term, title, updated
            warning: `anser`: did you mean `answer`?
              a.toml:7:1  [unknown-key]
              7 │ anser = "a"
                │ ^^^^^
            warning: `meta` is not a key that is read here
              a.toml:8:2  [unknown-key]
              8 │ [meta]
                │  ^^^^
              try: known here: article, curator, difference, edition, event, format, language, place, published, section, summary, tags, term, title, updated
        "#]],
    );
}

#[test]
fn what_is_absent_but_wanted_is_a_warning() {
    says(
        &single(
            "title = \"B\"\n[[section]]\nquestion = \"Q\"\n[[event]]\nwhat = \"W\"\n[[article]]\nid = \"x\"\n[[difference]]\n",
        ),
        &expect![[r#"
            warning: the briefing has no date
              a.toml:1:1  [undated]
              1 │ title = "B"
                │ ^
              try: published = 2025-11-26
            warning: the event has no date
              a.toml:4:1  [undated]
              4 │ [[event]]
                │ ^^^^^^^^^
              try: when = 2025-11-26
            warning: the event cites no article
              a.toml:4:1  [uncited-event]
              4 │ [[event]]
                │ ^^^^^^^^^
              try: articles = ["…"]
            warning: the article has no outlet; `x` is shown in its place
              a.toml:6:1  [no-outlet]
              6 │ [[article]]
                │ ^^^^^^^^^^^
              try: outlet = "…"
            warning: the article has no date; words such as “on Thursday” cannot be resolved
              a.toml:6:1  [undated]
              6 │ [[article]]
                │ ^^^^^^^^^^^
              try: published = 2025-11-26
            warning: the difference has no accounts and dismisses nothing
              a.toml:8:1  [empty-difference]
              8 │ [[difference]]
                │ ^^^^^^^^^^^^^^
        "#]],
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
        &expect![[r#"
            warning: `published` lies in the future: 2026-01-17
              a.toml:2:13  [future-date]
              2 │ published = 2026-01-17
                │             ^^^^^^^^^^
        "#]],
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
    says(
        &good(&articles),
        &expect![[r#"
        warning: `ВВС` looks like `BBC` and is another name (its letters are U+0412, U+0412, U+0421 …)
          a.toml:10:10  [look-alike-outlet]
          10 │ outlet = "ВВС"
             │          ^^^^^
          try: make sure who published it
        warning: `Mоrning Post` looks like `Morning Post` and is another name (its letters are U+043E …)
          a.toml:18:10  [look-alike-outlet]
          18 │ outlet = "Mоrning Post"
             │          ^^^^^^^^^^^^^^
          try: make sure who published it
    "#]],
    );
}

#[test]
fn an_unknown_kind_is_a_warning() {
    says(
        &good(
            "[[article]]\nid = \"x\"\noutlet = \"O\"\npublished = 2025-12-26\nkind = \"wyre\"\n\
               [[article]]\nid = \"y\"\noutlet = \"O\"\npublished = 2025-12-26\nkind = \"rumour\"\n",
        ),
        &expect![[r#"
            warning: `wyre` is no kind of article
              a.toml:8:8  [unknown-kind]
              8 │ kind = "wyre"
                │        ^^^^^^
              try: did you mean `wire`?
            warning: `rumour` is no kind of article
              a.toml:13:8  [unknown-kind]
              13 │ kind = "rumour"
                 │        ^^^^^^^^
              try: one of original, wire, secondary, official, analysis
        "#]],
    );
}

#[test]
fn hidden_characters_go_and_are_told_where_they_stand() {
    let source = single(
        "title = \"A\\u001b[31mB\\u202E\"\npublished = 2025-12-27\nsummary = \"x\u{200b}y\"\n\
         [[section]]\nquestion = \"Q\"\nanswer = \"\u{feff}a\\u2028b\\u200C\"\n\"ke\\u001by\" = 1\n",
    );
    says(
        &source,
        &expect![[r#"
        warning: 2 hidden characters were removed, the first is U+001B
          a.toml:1:9  [hidden-characters]
          1 │ title = "A\u001b[31mB\u202E"
            │         ^^^^^^^^^^^^^^^^^^^^
          try: delete them, unless the text was copied as evidence
        warning: hidden character U+200B was removed
          a.toml:3:13  [hidden-characters]
          3 │ summary = "xy"
            │             ^
          try: delete them, unless the text was copied as evidence
        warning: hidden character U+FEFF was removed
          a.toml:6:11  [hidden-characters]
          6 │ answer = "a\u2028b\u200C"
            │           ^
          try: delete them, unless the text was copied as evidence
        warning: `key` is not a key that is read here
          a.toml:7:1  [unknown-key]
          7 │ "ke\u001by" = 1
            │ ^^^^^^^^^^^
          try: known here: answer, id, question, remark
        warning: hidden character U+001B was removed
          a.toml:7:1  [hidden-characters]
          7 │ "ke\u001by" = 1
            │ ^^^^^^^^^^^
          try: delete them, unless the text was copied as evidence
    "#]],
    );
    let (briefing, _) = parse(&source, today());
    assert_eq!(briefing.title.as_str(), "A[31mB");
    assert_eq!(briefing.summary.unwrap().as_str(), "xy");
    assert_eq!(briefing.sections[0].answer.as_ref().unwrap().as_str(), "a\nb\u{200c}");
}

#[test]
fn no_hidden_character_is_left_in_any_value_or_message() {
    let escaped = "\\u001b]0;x\\u0007\\u009b\\u202e\\u200b\\u2066\\uFEFF\\u007f\\U000E0041\\uFFFE";
    let raw = "\u{1b}]0;x\u{7}\u{9b}\u{202e}\u{200b}\u{2066}\u{feff}\u{7f}\u{e0041}\u{fffe}";
    for evil in [escaped, raw] {
        let article = ONE.replace("cites", "E");
        let content =
            format!("format = \"E\"\n\"E\" = 1\n{WHOLE}[[article]]\nid = \"E\"\nE = = 'E'\n{article}");
        let content = content
            .replace("China", "E")
            .replace("one", "E")
            .replace("khatlon", "E")
            .replace("Clashes", "E")
            .replace("Drone", "E")
            .replace("ISIL", "E");
        let mut source = single(&content.replace('E', evil));
        source.name = raw.to_owned();
        source.shown = Text::new(raw);
        let (briefing, problems) = parse(&source, today());
        assert!(!briefing.sections.is_empty() && problems.len() > 20);
        let mut out = shown(&problems);
        out += &export::show_json(&briefing, None);
        for (_, line) in export::show_text(&briefing, None, 80) {
            let _ = writeln!(out, "{line}");
        }
        let hidden = out.chars().find(|&c| c != '\n' && crossread::text::clean::is_hidden(c));
        assert_eq!(hidden, None);
    }
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
        &expect![[r#"
            a.toml:1:24 error toml: unexpected key or value, expected newline, `#`
            a.toml:3:31 warning unknown-key: `answr`: did you mean `answer`?
        "#]],
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
    says(
        &source,
        &expect![[r#"
        error: invalid basic string, expected `"`
          a.toml:1:11  [toml]
          1 │ title = "B
            │           ^
        warning: `broken` is not a key that is read here
          a.toml:3:1  [unknown-key]
          3 │ broken = = 1
            │ ^^^^^^
          try: known here: article, curator, difference, edition, event, format, language, place, published, section, summary, tags, term, title, updated
        error: extra `=`, expected nothing
          a.toml:3:10  [toml]
          3 │ broken = = 1
            │          ^
        error: unexpected key or value, expected newline, `#`
          a.toml:3:12  [toml]
          3 │ broken = = 1
            │            ^
        error: unclosed array table, expected `]`
          a.toml:4:11  [toml]
          4 │ [[section]
            │           ^
        error: the citation leads nowhere: no article is called `nobody`
          a.toml:10:5  [unknown-article]
          10 │ Text[^nobody]
             │     ^^^^^^^^^
        warning: `title` is not a key that is read here
          a.toml:12:1  [unknown-key]
          12 │ title = 1
             │ ^^^^^
          try: known here: answer, id, question, remark
        error: duplicate key
          a.toml:15:1  [toml]
          15 │ name = "M"
             │ ^^^^
        warning: the event cites no article
          a.toml:16:1  [uncited-event]
          16 │ [[event]]
             │ ^^^^^^^^^
          try: articles = ["…"]
        error: string values must be quoted, expected literal string
          a.toml:17:8  [toml]
          17 │ what = unquoted
             │        ^^^^^^^^
        error: invalid date, expected month between 01 and 12
          a.toml:18:8  [bad-date]
          18 │ when = 2025-99-01
             │        ^^^^^^^^^^
          try: a date is written 2025-11-26
    "#]],
    );
    let (briefing, _) = parse(&source, today());
    assert!(briefing.sections.iter().any(|s| s.question.as_str() == "Second?"));
    assert_eq!(briefing.terms[0].name.as_str(), "N");
}

#[test]
fn a_string_without_end_is_told_and_what_stands_before_it_is_read() {
    let source = good("summary = '''\nnever ends\n");
    tells(
        &source,
        &expect![[r#"
        a.toml:6:1 error toml: invalid multi-line literal string, expected `'`
    "#]],
    );
    assert_eq!(parse(&source, today()).0.title.as_str(), "Border");
}

#[test]
fn bytes_that_are_no_utf8_are_told_with_their_place() {
    let mut source = good("");
    let bytes = b"title = \"\xc3\xa4 \xff\"\npublished = 2025-12-27\nsection = [{ question = \"Q\" }]\n";
    source.briefing.as_mut().unwrap().bytes = bytes.to_vec();
    says(
        &source,
        &expect![[r#"
        error: byte `0xff` is not UTF-8
          a.toml:1:12  [not-utf8]
          1 │ title = "ä �"
            │            ^
          try: save the file as UTF-8
    "#]],
    );
    assert_eq!(parse(&source, today()).0.title.as_str(), "ä \u{fffd}");
}

#[test]
fn more_than_512_sections_are_too_many() {
    let sections = |n: usize| "[[section]]\nquestion = \"Q\"\n".repeat(n);
    let source = |n| single(&format!("title = \"B\"\npublished = 2025-12-27\n{}", sections(n)));
    assert_eq!(read(&source(512)).sections.len(), 512);
    tells(
        &source(514),
        &expect![[r#"
        a.toml:1027:1 error too-many-sections: there are more than 512 sections; the rest is not read
    "#]],
    );
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
    tells(
        &source,
        &expect![[r#"
        a.toml error too-many-articles: there are more than 1000 articles; the rest is not read
    "#]],
    );
    let inline = (0..1001).fold(String::new(), |mut out, n| {
        let _ = write!(out, "[[article]]\nid = \"a{n}\"\noutlet = \"O\"\npublished = 2025-12-26\n");
        out
    });
    tells(
        &good(&inline),
        &expect![[r#"
        a.toml:4004:1 error too-many-articles: there are more than 1000 articles; the rest is not read
    "#]],
    );
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
    expect![[r#"
        warning: 200 more problems are not listed
          a.toml  [more-problems]
    "#]]
    .assert_eq(&format!("{}\n", warnings[1000]));
    // An error among those left out is not lost.
    let events = "[[event]]\nwhat = \"W\"\nzz = 1\n".repeat(400);
    let mixed = problems(&good(&format!("{events}[[term]]\n")));
    assert_eq!((mixed.len(), count(&mixed).0), (1001, 1));
    let terms = problems(&good(&"[[term]]\n".repeat(1001)));
    assert_eq!(count(&terms).0, 1001);
}

// What took the square or the cube of its number would not come to an end here.
#[test]
fn a_flood_of_one_thing_is_read_in_one_pass() {
    let places = parse(&good(&"[[place]]\nid = \"x\"\nname = \"P\"\n".repeat(30_000)), today()).0.places;
    assert_eq!(places.last().unwrap().id.as_str(), "x-30000");
    let citations = (0..60_000).fold(String::new(), |mut out, n| {
        let _ = write!(out, "[^a{n}]");
        out
    });
    let answer = format!(
        "title = \"B\"\npublished = 2025-12-27\n[[section]]\nquestion = \"Q\"\nanswer = \"{citations}\"\n"
    );
    let told = problems(&single(&answer));
    expect!["59000 more problems are not listed"].assert_eq(told.last().unwrap().message.as_str());
    let tags = problems(&single(&format!("tags = [{}]\n", "1,".repeat(200_000))));
    assert_eq!(tags.len(), 1002);
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
    expect![[r#"
        error: there is no briefing in this folder
          LIBRARY  [no-briefing]
          try: a briefing is a .toml file, or a folder with briefing.toml or articles/
          try: crossread new "…" begins one
    "#]]
    .assert_eq(&told);
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
    expect![[r#"
        error: the file has 1.1 MiB; at most 1 MiB are read
          LIBRARY/large.toml  [file-too-large]
          try: split it: one article a file
    "#]]
    .assert_eq(&told);
}

#[test]
fn an_unreadable_briefing_file_leaves_its_articles_readable() {
    let root = on_disk(&[("one/articles/x.toml", ONE.replace("cites = [\"two\"]\n", "").as_str())]);
    // A folder where a file should be; who may read what does not matter to it.
    fs::create_dir(root.path().join("one/briefing.toml")).unwrap();
    let (found, _) = store::find(&[root.path().join("one")]);
    let opened = store::open(&found[0], today());
    let told = shown(&opened.problems).replace(&*root.path().to_string_lossy(), "LIBRARY");
    expect![[r#"
        error: this is a folder
          LIBRARY/one/briefing.toml  [not-a-file]
    "#]]
    .assert_eq(&told);
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
    expect![[r#"
        error: there are more than 10000 files; the rest is not read
          LIBRARY/big/articles  [too-many-files]
        error: there are more than 1000 articles; the rest is not read
          LIBRARY/big  [too-many-articles]
          try: split the story into several briefings
    "#]]
    .assert_eq(&told);
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

#[test]
fn an_article_by_its_path_is_its_briefing() {
    let folder = tempfile::tempdir().unwrap();
    let articles = folder.path().join("border/articles");
    std::fs::create_dir_all(&articles).unwrap();
    std::fs::write(folder.path().join("border/briefing.toml"), "title = 'T'\n").unwrap();
    std::fs::write(articles.join("alpha.toml"), "text = 'x'\n").unwrap();
    let (found, problems) = crossread::shell::store::find(&[articles.join("alpha.toml")]);
    assert_eq!(problems, []);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].origin.shown().as_str(), folder.path().join("border").to_str().unwrap());
}
