//! The command line, run as a process: what goes in, what comes out, and the exit code.

// The hashes are written by expect-test, and an expectation is as long as what is printed.
#![allow(clippy::needless_raw_string_hashes, clippy::too_many_lines)]

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::Read;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

use crossread::text::clean::is_hidden;
use expect_test::{Expect, expect};
use serde_json::{Value, json};

/// How long a command may take before it counts as hanging.
const PATIENCE: Duration = Duration::from_mins(2);

/// A home folder of its own, with a small library in `library/`.
pub(crate) struct Home {
    folder: tempfile::TempDir,
}

/// What a command did.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: Option<i32>,
}

const BORDER: &str = r#"title = "Clashes on the border"
summary = "Three attacks in a month."
published = 2025-12-27
updated = 2025-12-28T08:00:00+05:00
edition = 3
tags = ["border"]

[[section]]
id = "what"
question = "What happened?"
answer = "Three *died*.[^morning-post]"

[[section]]
id = "china"
question = "How is China involved?"

[[event]]
when = 2025-11-26
what = "Drone strike"
place = "khatlon"
articles = ["morning-post"]

[[place]]
id = "khatlon"
name = "Khatlon"
lat = 37.91
lon = 69.78

[[term]]
name = "ISKP"
also = ["ISIL-K"]
meaning = "An affiliate."
"#;

const ARTICLE: &str = r#"outlet = "Morning Post"
headline = "Drone kills three"
url = "https://example.org/drone"
published = 2025-12-26
kind = "original"
text = "The lead."

[[section]]
question = "How is China involved in all this?"
text = "Its citizens died."
"#;

const FLAWED: &str = "title = \"Floods\"\npublised = 2025-12-01\n[[section]]\nquestion = \"Where?\"\nanswer = \"There.[^nobody]\"\n";

const UNDATED: &str = "title = \"Quiet\"\n[[section]]\nquestion = \"Why?\"\nanswer = \"So.\"\n";

impl Home {
    pub(crate) fn new() -> Self {
        let home = Self { folder: tempfile::tempdir().unwrap() };
        home.write("library/border/briefing.toml", BORDER);
        home.write("library/border/articles/morning-post.toml", ARTICLE);
        home.write("library/floods.toml", FLAWED);
        home.write("library/quiet.toml", UNDATED);
        home
    }

    /// The same, with the library where one is looked for.
    fn settled() -> Self {
        let home = Self::new();
        fs::create_dir_all(home.path("data/crossread")).unwrap();
        fs::rename(home.path("library"), home.path("data/crossread/briefings")).unwrap();
        home
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_crossread"));
        command
            .env_clear()
            .env("HOME", self.folder.path())
            .env("XDG_CONFIG_HOME", self.path("config"))
            .env("XDG_DATA_HOME", self.path("data"))
            .env("XDG_CACHE_HOME", self.path("cache"))
            .env("TERM", "xterm-256color")
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn run<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Done {
        self.run_with(arguments, &[])
    }

    pub(crate) fn run_with<S: AsRef<OsStr>>(&self, arguments: &[S], environment: &[(&str, &str)]) -> Done {
        let mut command = self.command();
        command.args(arguments).envs(environment.iter().copied());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (mut out, mut err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let (ended, ends) = channel();
        let other = ended.clone();
        let out = std::thread::spawn(move || {
            let mut bytes = Vec::new();
            out.read_to_end(&mut bytes).unwrap();
            let _ = ended.send(());
            bytes
        });
        let err = std::thread::spawn(move || {
            let mut bytes = Vec::new();
            err.read_to_end(&mut bytes).unwrap();
            let _ = other.send(());
            bytes
        });
        for _ in 0..2 {
            if ends.recv_timeout(PATIENCE).is_err() {
                child.kill().unwrap();
                panic!("it hangs");
            }
        }
        let code = child.wait().unwrap().code();
        let home = self.folder.path().to_string_lossy().into_owned();
        // Where the home folder is differs from run to run.
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace(&home, "HOME");
        Done { out: text(out.join().unwrap()), err: text(err.join().unwrap()), code }
    }

    pub(crate) fn json<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Value {
        serde_json::from_str(&self.run(arguments).out).unwrap()
    }
}

impl Done {
    pub(crate) fn is(&self, expected: &Expect) -> &Self {
        let mut told = self.out.clone();
        if !self.err.is_empty() {
            told = told + "--- standard error\n" + &self.err;
        }
        // Spaces at the end of a line, which clap leaves in its help, cannot stand in an expectation.
        let mut told = told.lines().fold(String::new(), |all, line| all + line.trim_end() + "\n");
        let code = self.code.map_or("by a signal".to_owned(), |code| code.to_string());
        told = told + "--- exit " + &code + "\n";
        expected.assert_eq(&told);
        self
    }

    /// Nothing that a terminal could take for more than letters.
    pub(crate) fn is_clean(&self) -> &Self {
        for text in [&self.out, &self.err] {
            let hidden = text.chars().find(|&c| c != '\n' && is_hidden(c));
            assert_eq!(hidden, None, "{text:?}");
        }
        self
    }
}

// What prints

#[test]
fn list_shows_the_newest_first() {
    let home = Home::new();
    home.run(&["list", "library"]).is_clean().is(&expect![[r#"
        border  Clashes on the border
            27 Dec 2025 · edition 3 · 2 questions · 1 article
        floods  Floods
            undated · edition 1 · 1 question · no articles · 1 error · 2 warnings
        quiet  Quiet
            undated · edition 1 · 1 question · no articles · 1 warning
        --- exit 0
    "#]]);
    // Where there is no terminal to draw on, the reader is the list.
    assert_eq!(home.run(&["library"]).out, home.run(&["list", "library"]).out);
}

#[test]
fn list_without_paths_shows_the_data_folder_or_what_the_configuration_names() {
    let home = Home::settled();
    home.run::<&str>(&["list"]).is(&expect![[r#"
        border  Clashes on the border
            27 Dec 2025 · edition 3 · 2 questions · 1 article
        floods  Floods
            undated · edition 1 · 1 question · no articles · 1 error · 2 warnings
        quiet  Quiet
            undated · edition 1 · 1 question · no articles · 1 warning
        --- exit 0
    "#]]);
    home.write("mine/one.toml", UNDATED);
    home.write("config/crossread/config.toml", "library = [\"~/mine\"]\nsort = \"title\"\n");
    home.run(&["list"]).is(&expect![[r#"
        one  Quiet
            undated · edition 1 · 1 question · no articles · 1 warning
        --- exit 0
    "#]]);
    home.write("other.toml", "library = [\"~/data/crossread/briefings/border\"]\n");
    home.run(&["list", "--config", "other.toml"]).is(&expect![[r#"
        border  Clashes on the border
            27 Dec 2025 · edition 3 · 2 questions · 1 article
        --- exit 0
    "#]]);
    home.run(&["--config", "other.toml", "list"]).is(&expect![[r#"
        border  Clashes on the border
            27 Dec 2025 · edition 3 · 2 questions · 1 article
        --- exit 0
    "#]]);
    home.run(&["list", "--config", "none.toml"]).is(&expect![[r#"
        --- standard error
        crossread: none.toml: there is no such file or folder
        --- exit 1
    "#]]);
}

#[test]
fn list_without_anything_shows_what_comes_with_the_program() {
    let home = Home::new();
    let list = home.json(&["list", "--json"]);
    let rows = list.as_array().unwrap();
    assert!(rows.len() >= 3);
    for row in rows {
        assert_eq!((&row["source"], &row["errors"]), (&json!("bundled"), &json!(0)));
    }
}

#[test]
fn list_says_what_it_could_not_read_and_ends_well() {
    let home = Home::new();
    home.write("empty/README.md", "x");
    home.run(&["list", "nowhere", "library/border", "empty"]).is(&expect![[r#"
        border  Clashes on the border
            27 Dec 2025 · edition 3 · 2 questions · 1 article
        --- standard error
        error: there is no such file or folder
          nowhere  [not-found]
        error: there is no briefing in this folder
          empty  [no-briefing]
          try: a briefing is a .toml file, or a folder with briefing.toml or articles/
          try: crossread new "…" begins one
        --- exit 0
    "#]]);
    home.run(&["list", "nowhere"]).is(&expect![[r#"
        there is no briefing to read
        --- standard error
        error: there is no such file or folder
          nowhere  [not-found]
        --- exit 0
    "#]]);
}

#[test]
fn list_json_has_the_shape_that_programs_rely_on() {
    let home = Home::new();
    assert_eq!(
        home.json(&["list", "--json", "library"]),
        json!([
            {
                "id": "border", "title": "Clashes on the border", "published": "2025-12-27",
                "updated": "2025-12-28T08:00:00+05:00", "edition": 3, "sections": 2, "articles": 1,
                "errors": 0, "warnings": 0, "source": "library/border"
            },
            {
                "id": "floods", "title": "Floods", "published": null, "updated": null, "edition": 1,
                "sections": 1, "articles": 0, "errors": 1, "warnings": 2, "source": "library/floods.toml"
            },
            {
                "id": "quiet", "title": "Quiet", "published": null, "updated": null, "edition": 1,
                "sections": 1, "articles": 0, "errors": 0, "warnings": 1, "source": "library/quiet.toml"
            }
        ])
    );
    assert_eq!(home.json(&["list", "--json", "nowhere"]), json!([]));
}

#[test]
fn show_prints_a_briefing_as_it_is_read() {
    let home = Home::settled();
    home.run(&["show", "border"]).is_clean().is(&expect![[r#"
        Clashes on the border
        27 Dec 2025 · updated 28 Dec 2025, 08:00 UTC+05:00 · edition 3

        Three attacks in a month.

        What happened?

        Three died.¹

        ¹ Morning Post, 26 Dec 2025: Drone kills three

        How is China involved?

        Morning Post, 26 Dec 2025: Drone kills three

        Its citizens died.

        Timeline
        26 Nov 2025  Drone strike, Khatlon (Morning Post)

        Terms
        ISKP (also ISIL-K): An affiliate.

        Places
        Khatlon  37.91° N, 69.78° E

        Articles
        Morning Post, 26 Dec 2025: Drone kills three  [morning-post]
            https://example.org/drone
        --- exit 0
    "#]]);
    home.run(&["show", "border", "--section", "china"]).is(&expect![[r#"
        How is China involved?

        Morning Post, 26 Dec 2025: Drone kills three

        Its citizens died.
        --- exit 0
    "#]]);
}

#[test]
fn show_finds_a_briefing_by_its_path_and_by_its_name() {
    let home = Home::settled();
    let by_id = home.run(&["show", "border"]).out;
    for path in [
        "data/crossread/briefings/border",
        "data/crossread/briefings/border/",
        "data/crossread/briefings/border/briefing.toml",
        "Border",
    ] {
        assert_eq!(home.run(&["show", path]).out, by_id, "{path}");
    }
}

#[test]
fn show_that_finds_nothing_says_what_is_near() {
    let home = Home::settled();
    home.run(&["show", "boarder"]).is(&expect![[r#"
        --- standard error
        crossread: no briefing is called `boarder`
          try: did you mean border?
        --- exit 1
    "#]]);
    home.run(&["show", "something-else"]).is(&expect![[r#"
        --- standard error
        crossread: no briefing is called `something-else`
          try: crossread list shows all of them; a path works too
        --- exit 1
    "#]]);
    home.run(&["show", "data/crossread/briefings"]).is(&expect![[r#"
        --- standard error
        crossread: data/crossread/briefings holds 3 briefings
          try: name one of them: data/crossread/briefings/border
        --- exit 1
    "#]]);
    home.run(&["show", "./nowhere/at-all.toml"]).is(&expect![[r#"
        --- standard error
        error: there is no such file or folder
          ./nowhere/at-all.toml  [not-found]
        --- exit 1
    "#]]);
    home.run(&["show", "border", "--section", "chian"]).is(&expect![[r#"
        --- standard error
        crossread: border has no section `chian`
          try: one of what, china
        --- exit 1
    "#]]);
    home.run(&["show", "border", "--section", "chian", "--json"]).is(&expect![[r#"
        --- standard error
        crossread: border has no section `chian`
          try: one of what, china
        --- exit 1
    "#]]);
}

#[test]
fn show_of_an_id_that_two_briefings_have_names_both_places() {
    let home = Home::settled();
    home.write("data/crossread/briefings/border.toml", UNDATED);
    home.run(&["show", "border"]).is(&expect![[r#"
        --- standard error
        crossread: 2 briefings are called `border`
          try: name a path: HOME/data/crossread/briefings/border, HOME/data/crossread/briefings/border.toml
        --- exit 1
    "#]]);
}

#[test]
fn show_opens_a_briefing_with_errors_and_ends_well() {
    let home = Home::settled();
    home.run(&["show", "floods"]).is(&expect![[r#"
        Floods
        undated · edition 1

        Where?

        There.¹

        ¹ nobody: there is no such article
        --- exit 0
    "#]]);
    home.write("broken.toml", "title = = =\n[[[\n");
    home.run(&["show", "broken.toml"]).is(&expect![[r#"
        broken
        undated · edition 1
        --- standard error
        error: no question is asked, here or in an article
          broken.toml  [no-question]
          try: add [[section]] with `question` and `answer`
        --- exit 0
    "#]]);
    home.run(&["show", "/dev/zero"]).is(&expect![[r#"
        zero
        undated · edition 1
        --- standard error
        error: this is no file but a device or pipe
          /dev/zero  [not-a-file]
        --- exit 0
    "#]]);
}

#[test]
fn show_json_has_the_shape_that_programs_rely_on() {
    let home = Home::new();
    let whole = json!({
        "id": "border", "title": "Clashes on the border", "summary": "Three attacks in a month.",
        "published": "2025-12-27", "updated": "2025-12-28T08:00:00+05:00", "edition": 3, "language": "en",
        "tags": ["border"], "curator": null,
        "sections": [
            {
                "id": "what", "question": "What happened?", "answer": "Three *died*.[^morning-post]",
                "remark": null, "citations": ["morning-post"]
            },
            {
                "id": "china", "question": "How is China involved?", "answer": null, "remark": null,
                "citations": []
            }
        ],
        "articles": [{
            "id": "morning-post", "outlet": "Morning Post", "headline": "Drone kills three",
            "url": "https://example.org/drone", "published": "2025-12-26", "updated": null, "byline": null,
            "place": null, "language": null, "kind": "original", "cites": [], "retrieved": null,
            "text": "The lead.\n\n## How is China involved in all this?\n\nIts citizens died."
        }],
        "events": [{
            "when": "2025-11-26", "what": "Drone strike", "place": "khatlon", "articles": ["morning-post"]
        }],
        "terms": [{ "name": "ISKP", "also": ["ISIL-K"], "meaning": "An affiliate." }],
        "places": [{ "id": "khatlon", "name": "Khatlon", "lat": 37.91, "lon": 69.78 }],
        "differences": []
    });
    assert_eq!(home.json(&["show", "library/border", "--json"]), whole);
    let mut one = whole;
    one["sections"].as_array_mut().unwrap().remove(0);
    assert_eq!(home.json(&["show", "library/border", "--json", "--section", "china"]), one);
}

// What checks

#[test]
fn check_of_a_good_folder_says_so_in_one_line() {
    let home = Home::new();
    home.run(&["check", "library/border"]).is(&expect![[r#"
        1 briefing in 2 files: nothing is wrong
        --- exit 0
    "#]]);
}

#[test]
fn check_prints_every_problem_with_its_place() {
    let home = Home::new();
    home.run(&["check", "library"]).is_clean().is(&expect![[r#"
        warning: the briefing has no date
          library/floods.toml:1:1  [undated]
          1 │ title = "Floods"
            │ ^
          try: published = 2025-11-26

        warning: `publised`: did you mean `published`?
          library/floods.toml:2:1  [unknown-key]
          2 │ publised = 2025-12-01
            │ ^^^^^^^^

        error: the citation leads nowhere: no article is called `nobody`
          library/floods.toml:5:17  [unknown-article]
          5 │ answer = "There.[^nobody]"
            │                 ^^^^^^^^^

        warning: the briefing has no date
          library/quiet.toml:1:1  [undated]
          1 │ title = "Quiet"
            │ ^
          try: published = 2025-11-26

        3 briefings in 4 files: 1 error, 3 warnings
        --- exit 1
    "#]]);
}

#[test]
fn check_ends_well_with_warnings_alone() {
    let home = Home::new();
    home.run(&["check", "library/quiet.toml"]).is(&expect![[r#"
        warning: the briefing has no date
          library/quiet.toml:1:1  [undated]
          1 │ title = "Quiet"
            │ ^
          try: published = 2025-11-26

        1 briefing in 1 file: no errors, 1 warning
        --- exit 0
    "#]]);
}

#[test]
fn check_json_has_the_shape_that_programs_rely_on() {
    let home = Home::new();
    assert_eq!(
        home.json(&["check", "--json", "library/floods.toml", "nowhere"]),
        json!({
            "files": 1, "errors": 2, "warnings": 2,
            "problems": [
                {
                    "file": "nowhere", "line": null, "column": null, "severity": "error",
                    "code": "not-found", "message": "there is no such file or folder", "hints": []
                },
                {
                    "file": "library/floods.toml", "line": 1, "column": 1, "severity": "warning",
                    "code": "undated", "message": "the briefing has no date",
                    "hints": ["published = 2025-11-26"]
                },
                {
                    "file": "library/floods.toml", "line": 2, "column": 1, "severity": "warning",
                    "code": "unknown-key", "message": "`publised`: did you mean `published`?", "hints": []
                },
                {
                    "file": "library/floods.toml", "line": 5, "column": 17, "severity": "error",
                    "code": "unknown-article",
                    "message": "the citation leads nowhere: no article is called `nobody`", "hints": []
                }
            ]
        })
    );
    assert_eq!(
        home.json(&["check", "--json", "library/border"]),
        json!({ "files": 2, "errors": 0, "warnings": 0, "problems": [] })
    );
    assert_eq!(home.run(&["check", "--json", "library/floods.toml"]).code, Some(1));
    assert_eq!(home.run(&["check", "--json", "library/quiet.toml"]).code, Some(0));
}

#[test]
fn check_of_what_is_no_briefing_file_says_what_it_is() {
    let home = Home::new();
    home.write("empty/README.md", "x");
    home.write("latin1.toml", b"title = \"Z\xfcrich\"\n[[section]]\nquestion = \"Q\"\n");
    home.write("zeros.toml", vec![0; 4096]);
    std::os::unix::fs::symlink("loop", home.path("loop")).unwrap();
    std::os::unix::fs::symlink("nothing", home.path("dangling.toml")).unwrap();
    fs::File::create(home.path("huge.toml")).unwrap().set_len(2 << 30).unwrap();
    let fifo = Command::new("mkfifo").arg(home.path("pipe.toml")).status().unwrap();
    assert!(fifo.success());
    for (path, expected) in [
        (
            "nowhere",
            expect![[r#"
            error: there is no such file or folder
              nowhere  [not-found]

            no briefings in no files: 1 error, no warnings
            --- exit 1
        "#]],
        ),
        (
            "library/quiet.toml/deeper",
            expect![[r#"
                error: a part of its path is a file, not a folder
                  library/quiet.toml/deeper  [unreadable]

                no briefings in no files: 1 error, no warnings
                --- exit 1
            "#]],
        ),
        (
            "empty",
            expect![[r#"
            error: there is no briefing in this folder
              empty  [no-briefing]
              try: a briefing is a .toml file, or a folder with briefing.toml or articles/
              try: crossread new "…" begins one

            no briefings in no files: 1 error, no warnings
            --- exit 1
        "#]],
        ),
        (
            "loop",
            expect![[r#"
            error: its links lead in a circle
              loop  [unreadable]

            no briefings in no files: 1 error, no warnings
            --- exit 1
        "#]],
        ),
        (
            "loop/deeper",
            expect![[r#"
            error: its links lead in a circle
              loop/deeper  [unreadable]

            no briefings in no files: 1 error, no warnings
            --- exit 1
        "#]],
        ),
        (
            "dangling.toml",
            expect![[r#"
                error: this is a link to something that is not there
                  dangling.toml  [not-found]

                no briefings in no files: 1 error, no warnings
                --- exit 1
            "#]],
        ),
        (
            "/dev/zero",
            expect![[r#"
            error: this is no file but a device or pipe
              /dev/zero  [not-a-file]

            1 briefing in no files: 1 error, no warnings
            --- exit 1
        "#]],
        ),
        (
            "pipe.toml",
            expect![[r#"
            error: this is no file but a device or pipe
              pipe.toml  [not-a-file]

            1 briefing in no files: 1 error, no warnings
            --- exit 1
        "#]],
        ),
        (
            "huge.toml",
            expect![[r#"
            error: the file has 2048 MiB; at most 1 MiB are read
              huge.toml  [file-too-large]
              try: split it: one article a file

            1 briefing in no files: 1 error, no warnings
            --- exit 1
        "#]],
        ),
        (
            "latin1.toml",
            expect![[r#"
            error: byte `0xfc` is not UTF-8
              latin1.toml:1:11  [not-utf8]
              1 │ title = "Z�rich"
                │           ^
              try: save the file as UTF-8

            warning: the briefing has no date
              latin1.toml:1:1  [undated]
              1 │ title = "Z�rich"
                │ ^
              try: published = 2025-11-26

            1 briefing in 1 file: 1 error, 1 warning
            --- exit 1
        "#]],
        ),
        (
            "zeros.toml",
            expect![[r#"
                error: no question is asked, here or in an article
                  zeros.toml  [no-question]
                  try: add [[section]] with `question` and `answer`

                error: invalid unquoted key, expected letters, numbers, `-`, `_`
                  zeros.toml:1:1  [toml]
                  1 │
                    │ ^

                error: the briefing has no title
                  zeros.toml:1:1  [missing-title]
                  1 │
                    │ ^
                  try: title = "…"

                warning: the briefing has no date
                  zeros.toml:1:1  [undated]
                  1 │
                    │ ^
                  try: published = 2025-11-26

                error: key with no value, expected `=`
                  zeros.toml:1:4097  [toml]
                  1 │ …
                    │  ^

                1 briefing in 1 file: 4 errors, 1 warning
                --- exit 1
            "#]],
        ),
    ] {
        let done = home.run(&["check", path]);
        assert_eq!(done.code, Some(1), "{path}");
        done.is_clean().is(&expected);
    }
}

#[test]
fn the_same_things_in_a_folder_stop_neither_check_nor_list() {
    let home = Home::new();
    home.write("mixed/articles/good.toml", ARTICLE);
    home.write("mixed/articles/bytes.toml", b"\xff\xfe\x00");
    std::os::unix::fs::symlink("loop.toml", home.path("mixed/articles/loop.toml")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", home.path("mixed/articles/device.toml")).unwrap();
    fs::create_dir(home.path("mixed/articles/folder.toml")).unwrap();
    fs::File::create(home.path("mixed/articles/huge.toml")).unwrap().set_len(2 << 30).unwrap();
    assert!(Command::new("mkfifo").arg(home.path("mixed/articles/pipe.toml")).status().unwrap().success());
    let report = home.json(&["check", "--json", "mixed"]);
    let told: Vec<String> = report["problems"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|p| p["severity"] == "error")
        .map(|p| format!("{} {}", p["file"].as_str().unwrap(), p["code"].as_str().unwrap()))
        .collect();
    expect![[r#"
        mixed/articles/device.toml not-a-file
        mixed/articles/folder.toml not-a-file
        mixed/articles/huge.toml file-too-large
        mixed/articles/loop.toml unreadable
        mixed/articles/pipe.toml not-a-file
        mixed/articles/bytes.toml not-utf8
        mixed/articles/bytes.toml toml
        mixed/articles/bytes.toml toml"#]]
    .assert_eq(&told.join("\n"));
    let list = home.json(&["list", "--json", "mixed"]);
    assert_eq!((&list[0]["articles"], &list[0]["sections"]), (&json!(2), &json!(1)));
}

#[test]
fn a_file_that_may_not_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    let path = home.path("library/quiet.toml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        eprintln!("skipped: root reads everything");
        return;
    }
    home.run(&["check", "library/quiet.toml"]).is(&expect![[r#"
        error: permission was refused
          library/quiet.toml  [unreadable]

        1 briefing in no files: 1 error, no warnings
        --- exit 1
    "#]]);
}

// Other systems refuse such a name.
#[cfg(target_os = "linux")]
#[test]
fn a_file_name_that_is_no_utf8_can_be_read() {
    let home = Home::new();
    let name = OsString::from_vec(b"odd-\xff.toml".to_vec());
    fs::write(home.folder.path().join(&name), UNDATED).unwrap();
    let done = home.run(&[OsStr::new("check"), &name]);
    done.is_clean().is(&expect![[r#"
        warning: `odd-�` is no valid id; the briefing is called `odd`
          odd-�.toml  [renamed-id]
          try: name it with lower-case letters, digits and hyphens

        warning: the briefing has no date
          odd-�.toml:1:1  [undated]
          1 │ title = "Quiet"
            │ ^
          try: published = 2025-11-26

        1 briefing in 1 file: no errors, 2 warnings
        --- exit 0
    "#]]);
    assert_eq!(home.run(&[OsStr::new("show"), &name]).code, Some(0));
}

// What writes

#[test]
fn new_makes_a_folder_that_passes_check() {
    let home = Home::new();
    let made = home.run(&["new", "Clashes on the \"border\" \\ {today}"]);
    made.is(&expect![[r#"
        clashes-on-the-border-today/briefing.toml
        --- exit 0
    "#]]);
    let file = home.path("clashes-on-the-border-today/briefing.toml");
    assert!(file.with_file_name("articles").is_dir());
    let content = fs::read_to_string(&file).unwrap();
    assert!(content.contains("title = \"Clashes on the \\\"border\\\" \\\\ {today}\"\n"), "{content}");
    home.run(&["check", "clashes-on-the-border-today"]).is(&expect![[r#"
        1 briefing in 1 file: nothing is wrong
        --- exit 0
    "#]]);
    // What is commented out is good too.
    let example =
        |line: &str| line.contains(" = ") || line.starts_with(['[', ']']) || line.starts_with("  {");
    let (mut briefing, mut article) = (String::new(), String::new());
    for line in content.lines() {
        if let Some(line) = line.strip_prefix("#     ").filter(|l| !l.starts_with("Five")) {
            article = article + line + "\n";
        } else {
            briefing = briefing + line.strip_prefix("# ").filter(|l| example(l)).unwrap_or(line) + "\n";
        }
    }
    home.write("whole/briefing.toml", &briefing);
    home.write("whole/articles/outlet-name.toml", &article);
    home.write("whole/articles/another-outlet.toml", ARTICLE);
    assert!(briefing.contains("\n[[difference]]\n") && article.contains("\nkind = "), "{content}");
    home.run(&["check", "whole"]).is(&expect![[r#"
        1 briefing in 3 files: nothing is wrong
        --- exit 0
    "#]]);
}

#[test]
fn new_overwrites_nothing() {
    let home = Home::new();
    home.write("there/briefing.toml", "mine");
    home.run(&["new", "There!"]).is(&expect![[r#"
        --- standard error
        crossread: there is there already
          try: choose another title or another folder
        --- exit 1
    "#]]);
    assert_eq!(fs::read_to_string(home.path("there/briefing.toml")).unwrap(), "mine");
    std::os::unix::fs::symlink("nothing", home.path("linked")).unwrap();
    assert_eq!(home.run(&["new", "linked"]).code, Some(1));
}

#[test]
fn new_says_why_it_cannot() {
    let home = Home::new();
    home.write("file", "x");
    home.run(&["new", "  "]).is(&expect![[r#"
        --- standard error
        crossread: a briefing needs a title
          try: crossread new "Clashes on the border"
        --- exit 1
    "#]]);
    home.run(&["new", "Story", "--into", "file"]).is(&expect![[r#"
        --- standard error
        crossread: file is a file, not a folder
        --- exit 1
    "#]]);
    home.run(&["new"]).is(&expect![[r#"
        --- standard error
        error: the following required arguments were not provided:
          <TITLE>

        Usage: crossread new <TITLE>

        For more information, try '--help'.
        --- exit 2
    "#]]);
}

#[test]
fn new_makes_its_parents_and_leaves_nothing_else_behind() {
    let home = Home::new();
    home.run(&["new", "日本のニュース", "--into", "a/b"]);
    let names: Vec<String> = fs::read_dir(home.path("a/b"))
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(names.len(), 1, "{names:?}");
    assert!(names[0].starts_with("briefing-20"), "{names:?}");
    assert_eq!(home.run(&["check", "a/b"]).code, Some(0));
}

// What tells about the program

#[test]
fn help_and_version_are_outputs_and_wrong_usage_is_none() {
    let home = Home::new();
    home.run(&["--help"]).is(&expect![[r#"
        A terminal reader for news briefings: questions, answers, and the articles they rest on

        Usage: crossread [OPTIONS] [PATH]...
               crossread [OPTIONS] <COMMAND>

        Commands:
          list         List the briefings
          show         Print a briefing
          check        Check briefings and print every problem; exit 1 when there are errors
          new          Begin a briefing: a folder with a commented skeleton
          import       Make a briefing of articles that one has as files, or add them to one
          compare      Compare the sources of a briefing, or files without one: who says what, where they
                       differ
          pack         Make, check, install and compare packs: briefings as one signed file
          keys         Print all keys
          config       Print the default configuration, with a comment on every option
          completions  Print a script that completes commands in a shell
          man          Print the manual page

        Arguments:
          [PATH]...
                  Briefings to read: folders or files. Without any, the configured library, else the data
                  folder, else the briefings that come with the program

        Options:
              --theme <NAME>
                  The theme: dark, light, high-contrast or monochrome

                  [possible values: dark, light, high-contrast, monochrome]

              --config <FILE>
                  A configuration file to use in place of the usual one

              --color <WHEN>
                  Colours in the output

                  Possible values:
                  - auto:   On a terminal that can, unless `NO_COLOR` is set
                  - always: Always
                  - never:  Never

                  [default: auto]

          -h, --help
                  Print help (see a summary with '-h')

          -V, --version
                  Print version

        Exit codes: 0 as asked, 1 something failed or was not found, 2 wrong usage.
        --- exit 0
    "#]]);
    home.run(&["-h"]).is(&expect![[r#"
        A terminal reader for news briefings: questions, answers, and the articles they rest on

        Usage: crossread [OPTIONS] [PATH]...
               crossread [OPTIONS] <COMMAND>

        Commands:
          list         List the briefings
          show         Print a briefing
          check        Check briefings and print every problem; exit 1 when there are errors
          new          Begin a briefing: a folder with a commented skeleton
          import       Make a briefing of articles that one has as files, or add them to one
          compare      Compare the sources of a briefing, or files without one: who says what, where they
                       differ
          pack         Make, check, install and compare packs: briefings as one signed file
          keys         Print all keys
          config       Print the default configuration, with a comment on every option
          completions  Print a script that completes commands in a shell
          man          Print the manual page

        Arguments:
          [PATH]...  Briefings to read: folders or files. Without any, the configured library, else the data
                     folder, else the briefings that come with the program

        Options:
              --theme <NAME>   The theme: dark, light, high-contrast or monochrome [possible values: dark,
                               light, high-contrast, monochrome]
              --config <FILE>  A configuration file to use in place of the usual one
              --color <WHEN>   Colours in the output [default: auto] [possible values: auto, always, never]
          -h, --help           Print help (see more with '--help')
          -V, --version        Print version

        Exit codes: 0 as asked, 1 something failed or was not found, 2 wrong usage.
        --- exit 0
    "#]]);
    assert_eq!(home.run(&["--version"]).out, concat!("crossread ", env!("CARGO_PKG_VERSION"), "\n"));
    home.run(&["--colour", "never"]).is(&expect![[r#"
        --- standard error
        error: unexpected argument '--colour' found

          tip: a similar argument exists: '--color'

        Usage: crossread [OPTIONS] [PATH]...
               crossread [OPTIONS] <COMMAND>

        For more information, try '--help'.
        --- exit 2
    "#]]);
    home.run(&["show"]).is(&expect![[r#"
        --- standard error
        error: the following required arguments were not provided:
          <BRIEFING>

        Usage: crossread show <BRIEFING>

        For more information, try '--help'.
        --- exit 2
    "#]]);
    home.run(&["check"]).is(&expect![[r#"
        --- standard error
        error: the following required arguments were not provided:
          <PATH>...

        Usage: crossread check <PATH>...

        For more information, try '--help'.
        --- exit 2
    "#]]);
    home.run(&["list", "--color", "sometimes"]).is(&expect![[r#"
        --- standard error
        error: invalid value 'sometimes' for '--color <WHEN>'
          [possible values: auto, always, never]

        For more information, try '--help'.
        --- exit 2
    "#]]);
    home.run(&["completions", "csh"]).is(&expect![[r#"
        --- standard error
        error: invalid value 'csh' for '<SHELL>'
          [possible values: bash, elvish, fish, powershell, zsh]

          tip: a similar value exists: 'zsh'

        For more information, try '--help'.
        --- exit 2
    "#]]);
}

#[test]
fn every_command_has_help() {
    let home = Home::new();
    for command in ["list", "show", "check", "new", "keys", "config", "completions", "man"] {
        let done = home.run(&[command, "--help"]);
        assert_eq!((done.code, done.err.as_str()), (Some(0), ""), "{command}");
        assert!(done.out.contains(&format!("Usage: crossread {command}")), "{}", done.out);
    }
}

#[test]
fn keys_prints_the_keys_that_are_configured() {
    let home = Home::new();
    let plain = home.run(&["keys"]);
    plain.is_clean().is(&expect![[r#"
        Anywhere
          j  down                   down               one line or row down (5j: five)
          k  up                     up                 one line or row up
          ctrl-d                    half-down          half a screen down
          ctrl-u                    half-up            half a screen up
          space  pagedown  ctrl-f   page-down          a screen down; at the end of an answer, the next one
          pageup  ctrl-b            page-up            a screen up
          g  home                   top                to the top (3g: to number 3)
          G  end                    bottom             to the bottom (3G: to number 3)
          enter  o                  open               open what is in front (3 enter: number 3)
          esc  backspace  ctrl-o    back               back to where one came from
          ?  f1                     help               the keys that work here, and all others
          :                         command-line       type a command: import PATH, or the name of any other
          ctrl-l                    redraw             draw the screen anew
          ctrl-z                    suspend            leave crossread waiting, back to the shell
          q  ctrl-c                 quit               leave crossread

        On the shelf
          /  f                      filter             only briefings with the words typed in title, summary or tags
          s                         sort               the next order: newest, oldest, title, problems
          !                         problems           what is wrong with the briefing in front

        In a briefing
          n  right  l               next               next question
          p  left  h                previous           previous question
          c                         compare            which source answers what, and where they differ
          ]                         next-citation      choose the next citation
          [                         previous-citation  choose the citation before
          tab                       contents           to the list of questions and back
          d                         differences        what differs on this question
          s                         side-by-side       the sources side by side on this question
          O                         origins            who rests on whom
          L                         ledger             every figure and quotation, and who gives it
          a                         articles           the articles it rests on
          t                         timeline           what happened when
          T                         terms              names, their other names, and places
          !                         problems           what is wrong with this briefing

        In the list of articles
          n  right  l               next               next article
          p  left  h                previous           previous article

        In an article
          n  right  l               next               next article
          p  left  h                previous           previous article
          m                         marks              what others tell too, only here, or otherwise
          ]                         next-mark          with marks: next difference
          [                         previous-mark      with marks: previous difference
          w                         why                with marks: the rule, and all passages

        In the timeline
          n  right  l               next               next event
          p  left  h                previous           previous event

        In the terms
          n  right  l               next               next term
          p  left  h                previous           previous term

        In a comparison
          d                         differences        the list of what differs
          c                         compare            the grid: which source answers which question
          x                         collapse           copies behind what they were made of, and back
          s                         side-by-side       the sources side by side
          O                         origins            who rests on whom
          L                         ledger             every figure and quotation, and who gives it

        In the grid of a comparison
          left  h                   left               the source to the left
          right  l                  right              the source to the right
          m                         mute               leave this source out of everything, and back

        In the differences
          n                         next               next difference
          N  p                      previous           previous difference
          w                         why                the rule that found it, with all passages
          tab                       whole              this question, or the whole briefing
          f                         filter             only differences of the next kind
          a                         source             only differences of the next source
          e                         everything         also what is the same, vaguer, or only here
          .                         dismissed          also what the curator dismissed, with the reason
          =                         vouch              write it into briefing.toml as the curator's
          D                         dismiss            write into briefing.toml that it is none, and why

        Side by side
          n                         next               next difference
          N  p                      previous           previous difference
          w                         why                the rule that found it, with all passages
          right  l                  right              another source beside the first
          left  h                   left               the source before it beside the first
          f                         lead               the source beside the first comes first
          tab                       whole              this question, or all that the sources say
          ]                         next-question      next question
          [                         previous-question  previous question

        In the origins
          n                         next               next row
          N  p                      previous           previous row

        In the ledger
          tab                       quotes             figures, or quotations
          n                         next               next value
          N  p                      previous           previous value

        In what speaks for a difference
          w                         why                back to the difference

        In the problems
          n  right  l               next               next problem
          p  left  h                previous           previous problem

        Before an import is written
          w                         write              write it

        While typing
          enter                     accept             keep what is typed and go on
          esc                       cancel             leave, and take back what was typed
          tab                       complete           complete the path of a file to import
          down  ctrl-n              down               one row down in the list
          up  ctrl-p                up                 one row up in the list
          backspace  ctrl-h         delete-back        delete the character before
          delete  ctrl-d            delete-forward     delete the character after
          ctrl-w  alt-backspace     delete-word        delete the word before
          ctrl-u                    delete-line        delete everything before
          left  ctrl-b              cursor-left        one character to the left
          right  ctrl-f             cursor-right       one character to the right
          home  ctrl-a              cursor-start       to the beginning
          end  ctrl-e               cursor-end         to the end
        --- exit 0
    "#]]);
    assert_eq!(
        home.run(&["keys", "--toml"]).out,
        include_str!("../../config/keys.toml"),
        "the file in config/ is what the program prints"
    );
    home.write("config/crossread/config.toml", "[keys.anywhere]\nquit = [\"Q\"]\nqiut = [\"x\"]\n");
    let done = home.run(&["keys"]);
    assert_ne!(done.out, plain.out);
    expect![[r#"
        error: no command of the scope `anywhere` is called `qiut`
          HOME/config/crossread/config.toml:3:1  [unknown-command]
          3 │ qiut = ["x"]
            │ ^^^^
          try: did you mean `quit`?
    "#]]
    .assert_eq(&done.err);
    assert_eq!(done.code, Some(0));
}

#[test]
fn config_prints_the_defaults_and_they_are_a_configuration() {
    let home = Home::new();
    let done = home.run(&["config"]);
    assert_eq!(done.out, include_str!("../../config/default.toml"));
    home.write("config/crossread/config.toml", &done.out);
    assert_eq!(home.run(&["keys"]).err, "");
    home.run(&["config", "--path"]).is(&expect![[r#"
        HOME/config/crossread/config.toml
        --- exit 0
    "#]]);
    home.run(&["config", "--path", "--config", "mine.toml"]).is(&expect![[r#"
        mine.toml
        --- exit 0
    "#]]);
}

#[test]
fn completions_are_scripts_that_know_the_commands() {
    let home = Home::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let done = home.run(&["completions", shell]);
        assert_eq!((done.code, done.err.as_str()), (Some(0), ""), "{shell}");
        for word in ["list", "show", "check", "new", "section", "color"] {
            assert!(done.out.contains(word), "{shell} knows no {word}");
        }
    }
    // The shells that are here read their script without a word.
    for shell in ["bash", "zsh", "fish"] {
        let script = home.run(&["completions", shell]).out;
        home.write("script", &script);
        let Ok(read) = Command::new(shell).arg("-n").arg(home.path("script")).output() else { continue };
        assert!(read.status.success() && read.stderr.is_empty(), "{shell}: {read:?}");
    }
}

#[test]
fn the_manual_names_every_command_and_renders_without_a_complaint() {
    let home = Home::new();
    let page = home.run(&["man"]);
    assert_eq!(page.code, Some(0));
    assert!(page.out.contains("\n.TH crossread 1"), "{}", &page.out[..200]);
    for part in ["NAME", "SYNOPSIS", "OPTIONS", "COMMANDS", "KEYS", "FILES", "ENVIRONMENT"] {
        assert!(page.out.contains(&format!("\n.SH {part}\n")), "{part}");
    }
    for command in ["list", "show", "check", "new", "keys", "config", "completions", "man"] {
        assert!(page.out.contains(&format!("\n.SS crossread {command}")), "{command}");
    }
    home.write("crossread.1", &page.out);
    let rendered = Command::new("groff")
        .args(["-man", "-Tutf8", "-ww", "-P-cbou"])
        .arg(home.path("crossread.1"))
        .output();
    if let Ok(rendered) = rendered {
        assert_eq!(String::from_utf8_lossy(&rendered.stderr), "");
        let text = String::from_utf8_lossy(&rendered.stdout).into_owned();
        assert!(text.contains("crossread check"), "{text}");
    }
}

// Colours

#[test]
fn output_is_coloured_only_where_that_is_wanted() {
    let home = Home::new();
    let coloured = |arguments: &[&str], environment: &[(&str, &str)]| {
        let all = [arguments, &["list", "library", "nowhere"]].concat();
        let done = home.run_with(&all, environment);
        assert_eq!(done.out.contains('\u{1b}'), done.err.contains('\u{1b}'), "both or none: {done:?}");
        done.out.contains('\u{1b}')
    };
    assert!(!coloured(&[], &[]));
    assert!(coloured(&["--color", "always"], &[]));
    assert!(coloured(&["--color=always"], &[("NO_COLOR", "1")]));
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[], &[("CLICOLOR_FORCE", "0")]));
    assert!(!coloured(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "")]));
    assert!(!coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[], &[("TERM", "dumb")]));
}

#[test]
fn colours_change_nothing_but_the_colours() {
    let home = Home::new();
    let strip = |text: &str| {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("\u{1b}[") {
            out.push_str(before);
            rest = after.split_once('m').unwrap().1;
        }
        out + rest
    };
    for arguments in [&["check", "library"][..], &["show", "library/border"], &["list", "library"]] {
        let plain = home.run(&[arguments, &["--color", "never"]].concat());
        let coloured = home.run(&[arguments, &["--color", "always"]].concat());
        assert_ne!(plain.out, coloured.out);
        assert_eq!(plain.out, strip(&coloured.out));
    }
}

// What strangers write

const EVIL: &str = "\u{1b}]0;title\u{7}\u{9b}31mred\u{202e}\u{200b}\r\u{8}";

#[test]
fn escapes_in_arguments_reach_no_stream() {
    let home = Home::settled();
    home.run(&["show", EVIL]).is_clean().is(&expect![[r#"
        --- standard error
        crossread: no briefing is called `]0;title31mred`
          try: crossread list shows all of them; a path works too
        --- exit 1
    "#]]);
    for arguments in [
        vec![EVIL],
        vec!["list", EVIL],
        vec!["check", EVIL],
        vec!["check", "--json", EVIL],
        vec!["show", "border", "--section", EVIL],
        vec!["new", EVIL],
        vec!["new", "x", "--into", EVIL],
        vec!["config", "--path", "--config", EVIL],
        vec!["list", "--config", EVIL],
        vec!["list", "--color", EVIL],
        vec!["completions", EVIL],
        vec!["--theme", EVIL, "list"],
        vec!["keys", EVIL],
    ] {
        home.run(&arguments).is_clean();
    }
    home.run(&[format!("--{EVIL}")]).is_clean();
    home.run(&[OsString::from_vec(b"--\xff\x1b[31m".to_vec())]).is_clean();
    home.run(&[
        OsStr::new("show"),
        OsStr::new("x"),
        OsStr::new("--section"),
        &OsString::from_vec(b"\xff\x1b".to_vec()),
    ])
    .is_clean();
}

#[test]
fn escapes_in_names_and_contents_reach_no_stream() {
    let home = Home::new();
    let escaped = EVIL.chars().fold(String::new(), |all, c| all + &format!("\\U{:08x}", u32::from(c)));
    for (number, evil) in [EVIL, &escaped].into_iter().enumerate() {
        let folder = format!("evil{number}/{EVIL}x");
        let replaced =
            |text: &str| text.replace("border", evil).replace("China", evil).replace("Drone", evil);
        home.write(&format!("{folder}/briefing.toml"), format!("{}\n\"k{evil}\" = 1\n", replaced(BORDER)));
        home.write(&format!("{folder}/articles/{EVIL}.toml"), replaced(ARTICLE));
        home.write(&format!("evil{number}/{EVIL}.toml"), evil);
        let root = format!("evil{number}");
        for command in ["list", "check"] {
            let done = home.run(&[command, &root]);
            assert!(!done.out.is_empty());
            done.is_clean();
            home.run(&[command, "--json", &root]).is_clean();
        }
        let done = home.run(&["show", &folder]);
        assert!(!done.out.is_empty());
        done.is_clean();
        home.run(&["show", "--json", &folder]).is_clean();
    }
    home.write(
        "config/crossread/config.toml",
        format!("theme = \"{escaped}\"\n\"{escaped}\" = 1\n[keys.\"{escaped}\"]\nx = 1\n"),
    );
    let done = home.run(&["keys"]);
    assert!(!done.err.is_empty());
    done.is_clean();
    home.run(&["list", "library"]).is_clean();
}

#[test]
fn an_output_that_cannot_be_written_is_a_failure() {
    let full = Path::new("/dev/full");
    if !full.exists() {
        eprintln!("skipped: there is no device that is always full");
        return;
    }
    let home = Home::new();
    let device = fs::OpenOptions::new().write(true).open(full).unwrap();
    let done = home.command().args(["check", "library"]).stdout(device).output().unwrap();
    expect![[r#"
        crossread: the disk is full
    "#]]
    .assert_eq(&String::from_utf8_lossy(&done.stderr));
    assert_eq!(done.status.code(), Some(1));
}

#[test]
fn a_reader_of_the_output_who_leaves_is_no_failure() {
    let home = Home::new();
    let many: String =
        (0..20_000).fold(BORDER.to_owned(), |all, n| all + &format!("# {n}\n[[term]]\nname = \"T\"\n"));
    home.write("many.toml", many);
    let mut child = home
        .command()
        .args(["show", "many.toml"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0];
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut first).unwrap();
    drop(out);
    let done = child.wait_with_output().unwrap();
    assert_eq!((done.status.code(), String::from_utf8_lossy(&done.stderr).as_ref()), (Some(0), ""));
}
