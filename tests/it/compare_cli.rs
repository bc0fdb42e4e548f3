//! `crossread compare`, run as a process: the JSON that programs rely on, the other formats, what is
//! compared, and the exit code.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

use serde_json::Value;

use crate::cli::{Done, Home};

const BRIEFING: &str = r#"title = "The tunnel at Karvel"
summary = "A tunnel fell in."
published = 2031-03-12

[[section]]
id = "fall"
question = "How did the tunnel fall in?"
answer = "Its beams were wet.[^post]"

[[section]]
id = "money"
question = "Who pays for the damage?"
"#;

const POST: &str = r#"outlet = "Post"
published = 2031-03-12
text = "Seven miners were killed when the tunnel at *Karvel* collapsed on Monday. =Pears were cheap, \"very cheap\", in Brisk."

[[section]]
question = "How did the tunnel fall in?"
text = "Water had softened the beams of the tunnel, the county said. A harbour official said the pumps had failed."
"#;

const HERALD: &str = r#"outlet = "=Herald, Valley"
published = 2031-03-13
text = "Nine miners were killed when the tunnel at Karvel collapsed on Tuesday. Harbour officials said the pumps had failed. Ruta Vane called it “a bitter loss for every family on the river”."
"#;

const GAZETTE: &str = r#"outlet = "Gazette"
published = 2031-03-14
cites = ["post"]
text = "Several miners died when the tunnel at Karvel collapsed. Ruta Vane called it “a bitter blow for every household on the river”. Die Straße nach Žižkov 🚧 ist gesperrt."
"#;

/// What a dismissal adds to a briefing.
fn dismissal(anchor: &str) -> String {
    format!("\n[[difference]]\ndismiss = \"{anchor}\"\nremark = \"Two were found later.\"\n")
}

fn home() -> Home {
    let home = Home::new();
    home.write("karvel/briefing.toml", BRIEFING);
    home.write("karvel/articles/post.toml", POST);
    home.write("karvel/articles/herald.toml", HERALD);
    home.write("karvel/articles/gazette.toml", GAZETTE);
    home
}

fn compared(home: &Home, more: &[&str]) -> Value {
    let done = home.run(&[&["compare", "karvel", "--json"], more].concat());
    assert_eq!((done.code, &*done.err), (Some(0), ""), "{more:?}");
    serde_json::from_str(&done.out).unwrap()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("{key} in {value}"))
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} in {value}"))
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn set<const N: usize>(keys: [&'static str; N]) -> BTreeSet<&'static str> {
    keys.into_iter().collect()
}

fn ids(value: &Value, of: &str) -> Vec<String> {
    list(value, of).iter().map(|v| text(v, "id").to_owned()).collect()
}

fn differences(value: &Value) -> impl Iterator<Item = &Value> {
    list(value, "sections").iter().flat_map(|s| list(s, "differences"))
}

/// The first difference of a kind and verdict.
fn first<'v>(value: &'v Value, kind: &str, verdict: &str) -> &'v Value {
    let found = differences(value).find(|d| d["kind"] == kind && d["verdict"] == verdict);
    found.unwrap_or_else(|| panic!("no {kind} {verdict} in {value:#}"))
}

fn refused(done: &Done, code: i32, words: &[&str]) {
    assert_eq!((done.code, &*done.out), (Some(code), ""), "{done:?}");
    for word in words {
        assert!(done.err.contains(word), "{word} in {done:?}");
    }
}

#[test]
fn the_json_is_the_contract() {
    const KINDS: [&str; 11] = [
        "figure",
        "date",
        "quote",
        "speaker",
        "hedge",
        "merge",
        "omission",
        "unsupported",
        "tally",
        "unit",
        "name",
    ];
    const VERDICTS: [&str; 9] =
        ["same", "compatible", "differs", "altered", "cut", "widened", "only", "unsupported", "inside"];
    let home = home();
    let value = compared(&home, &[]);
    let shown = home.json(&["show", "karvel", "--json"]);
    let whole = |article: &Value| {
        let own = list(&shown, "articles").iter().find(|a| a["id"] == *article).unwrap();
        text(own, "text").to_owned()
    };
    let number = |value: &Value, key: &str| usize::try_from(value[key].as_u64().unwrap()).unwrap();
    assert_eq!(keys(&value), set(["briefing", "origins", "articles", "sections"]));
    assert_eq!(value["briefing"], "karvel");
    assert_eq!(value["origins"], 2);
    assert_eq!(ids(&value, "articles"), ids(&shown, "articles"));
    for article in list(&value, "articles") {
        assert_eq!(keys(article), set(["id", "outlet", "origin"]));
        assert_eq!(keys(&article["origin"]), set(["label", "of", "why"]));
        assert!(
            ["original", "cites", "copy", "rewording", "shares"].contains(&text(&article["origin"], "label"))
        );
        assert!(!text(&article["origin"], "why").is_empty());
    }
    let gazette = list(&value, "articles").iter().find(|a| a["id"] == "gazette").unwrap();
    assert_eq!((&gazette["origin"]["label"], &gazette["origin"]["of"][0]), (&"cites".into(), &"post".into()));
    assert_eq!(ids(&value, "sections"), ["fall", "money", ""]);
    let mut anchors = BTreeSet::new();
    for section in list(&value, "sections") {
        assert_eq!(keys(section), set(["id", "question", "origins", "coverage", "points", "differences"]));
        assert_eq!(keys(&section["coverage"]), set(["gazette", "herald", "post"]));
        assert!(number(section, "origins") <= 2);
        for cover in section["coverage"].as_object().unwrap().values() {
            assert!(["answers", "partly", "silent"].contains(&cover.as_str().unwrap()));
        }
        for point in list(section, "points") {
            assert_eq!(keys(point), set(["anchor", "accounts"]));
            for account in list(point, "accounts") {
                assert_eq!(keys(account), set(["article", "text", "start", "end"]));
                let span = number(account, "start")..number(account, "end");
                assert_eq!(whole(&account["article"])[span], *text(account, "text"));
            }
        }
        for difference in list(section, "differences") {
            assert_eq!(keys(difference), set(["anchor", "kind", "verdict", "what", "rule", "accounts"]));
            assert!(KINDS.contains(&text(difference, "kind")), "{difference}");
            assert!(VERDICTS.contains(&text(difference, "verdict")), "{difference}");
            assert!(anchors.insert(text(difference, "anchor").to_owned()), "twice {difference}");
            for account in list(difference, "accounts") {
                assert_eq!(keys(account), set(["article", "text", "value", "start", "end", "fact"]));
                let (start, end) = (number(account, "start"), number(account, "end"));
                let whole = whole(&account["article"]);
                assert_eq!(whole[start..end], *text(account, "text"));
                if let Some(fact) = account["fact"].as_array() {
                    let fact: Vec<usize> =
                        fact.iter().map(|n| usize::try_from(n.as_u64().unwrap()).unwrap()).collect();
                    assert!(fact.len() == 2 && start <= fact[0] && fact[1] <= end, "{account}");
                    let value = text(account, "value").trim_matches(['“', '”']);
                    assert_eq!(whole[fact[0]..fact[1]], *value);
                } else {
                    assert!(account["fact"].is_null(), "{account}");
                }
            }
        }
    }
    assert_eq!(list(&value, "sections")[0]["question"], "How did the tunnel fall in?");
    assert!(list(&value, "sections")[2]["question"].is_null());
    first(&value, "date", "differs");
    first(&value, "quote", "altered");
    first(&value, "speaker", "widened");
    first(&value, "omission", "only");
    let figure = first(&value, "figure", "differs");
    let said: BTreeSet<&str> = list(figure, "accounts").iter().map(|a| text(a, "value")).collect();
    assert_eq!(said, set(["Nine", "Seven"]));
}

#[test]
fn one_section_or_some_articles_are_compared_alone() {
    let home = home();
    let all = compared(&home, &[]);
    for (number, id) in ["fall", "money", ""].iter().enumerate() {
        let one = compared(&home, &["--section", id]);
        assert_eq!(list(&one, "sections"), &list(&all, "sections")[number..=number]);
        assert_eq!(one["origins"], all["origins"]);
    }
    let two = compared(&home, &["--articles", "herald, post"]);
    assert_eq!(ids(&two, "articles"), ["herald", "post"]);
    assert_eq!(two["origins"], 2);
    assert!(!two.to_string().contains("gazette"));
    let one = compared(&home, &["--articles", "post", "--section", "fall"]);
    assert_eq!(ids(&one, "articles"), ["post"]);
    assert!(differences(&one).all(|d| d["verdict"] == "only"), "{one:#}");
}

#[test]
fn what_the_curator_dismissed_says_why_and_is_not_counted() {
    let home = home();
    let before = compared(&home, &[]);
    let anchor = text(first(&before, "figure", "differs"), "anchor").to_owned();
    let plain = home.run(&["compare", "karvel"]);
    assert!(plain.out.contains("Seven"), "{}", plain.out);
    home.write("karvel/briefing.toml", BRIEFING.to_owned() + &dismissal(&anchor));
    let after = compared(&home, &[]);
    let difference = first(&after, "figure", "differs");
    assert_eq!(difference["dismissed"], "Two were found later.");
    assert_eq!(text(difference, "anchor"), anchor);
    for format in [&[][..], &["--markdown"]] {
        let done = home.run(&[&["compare", "karvel"], format].concat());
        let listed = done.out.lines().any(|l| l.contains("Seven") && l.contains("Nine"));
        assert!(!listed, "{}", done.out);
    }
}

#[test]
fn the_plain_and_the_markdown_report_tell_the_same() {
    let home = home();
    let plain = home.run(&["compare", "karvel"]);
    let markdown = home.run(&["compare", "karvel", "--markdown"]);
    for done in [&plain, &markdown] {
        done.is_clean();
        assert_eq!((done.code, &*done.err), (Some(0), ""));
        for words in [
            "The tunnel at Karvel",
            "3 articles, 2 independent origins",
            "How did the tunnel fall in?",
            "Who pays for the damage?",
            "Also reported",
            "the curator says that it cites Post",
        ] {
            assert!(done.out.contains(words), "{words} in {}", done.out);
        }
    }
    assert!(plain.out.contains("≠ figure"), "{}", plain.out);
    assert!(markdown.out.starts_with("# The tunnel at Karvel\n\n"));
    assert!(markdown.out.contains("\n## Also reported\n"));
    assert!(markdown.out.contains("- **figure** differs: "), "{}", markdown.out);
    assert!(markdown.out.lines().all(|l| l.trim_end() == l), "no spaces at the end of a line");
}

/// Reads CSV as RFC 4180 says.
fn rows(csv: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut letters = csv.chars().peekable();
    while let Some(c) = letters.next() {
        let row = rows.last_mut().unwrap();
        let field = row.last_mut().unwrap();
        match c {
            '"' if quoted && letters.peek() == Some(&'"') => field.extend(letters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted && letters.peek() == Some(&'\n') => {
                letters.next();
                rows.push(vec![String::new()]);
            }
            c => field.push(c),
        }
    }
    assert!(!quoted, "a quotation mark is open");
    assert_eq!(rows.pop(), Some(vec![String::new()]), "the last line ends");
    rows
}

#[test]
fn csv_has_a_row_for_each_account_and_no_formula() {
    let home = home();
    // Values that a spreadsheet would run.
    let formulas = "outlet = \"Courier\"\npublished = 2031-03-14\ntext = \"\"\"\n=SUM(A1:A9) was on the door of the \
        tunnel at Korun.\n\n+4 degrees were measured, and \\\"-1\\\" at night, by a boy with a kite.\n\n@once the gates shut.\n\n\
        -2 is the level of the lake at Dunmore.\n\"\"\"\n";
    home.write("karvel/articles/courier.toml", formulas);
    let done = home.run(&["compare", "karvel", "--csv"]);
    assert_eq!((done.code, &*done.err), (Some(0), ""));
    let rows = rows(&done.out);
    let heads =
        ["section", "anchor", "kind", "verdict", "what", "rule", "article", "value", "text", "start", "end"];
    assert_eq!(rows[0], heads);
    let value = compared(&home, &[]);
    let accounts: usize = differences(&value).map(|d| list(d, "accounts").len()).sum();
    assert_eq!(rows.len(), accounts + 1);
    for row in &rows[1..] {
        assert_eq!(row.len(), heads.len(), "{row:?}");
        for field in row {
            assert!(!field.starts_with(['=', '+', '-', '@', '\t', '\r']), "{field}");
        }
        assert!(row[9].parse::<usize>().unwrap() < row[10].parse::<usize>().unwrap());
    }
    let texts: Vec<&str> = rows.iter().map(|r| &*r[8]).collect();
    for begins in ["'=SUM(A1:A9) was", "'+4 degrees were measured, and \"-1\" at", "'@once", "'-2 is"] {
        assert!(texts.iter().any(|t| t.starts_with(begins)), "{begins} in {texts:#?}");
    }
}

#[test]
fn files_are_compared_without_a_briefing() {
    let home = home();
    let page = |text: &str, day: &str| {
        format!(
            "<html><head><title>The tunnel</title><meta property=\"article:published_time\" content=\"{day}\"></head>\
             <body><article><h1>The tunnel</h1><p>{text}</p><p>The county will open an inquiry into the works next \
             week, and the road to Brisk stays closed until the spring, with a detour over the old pass.</p>\
             </article></body></html>"
        )
    };
    home.write(
        "a.html",
        page("Seven miners were killed when the tunnel at Karvel collapsed on 10 March 2031.", "2031-03-12"),
    );
    home.write(
        "b.txt",
        "The tunnel\n\nNine miners were killed when the tunnel at Karvel collapsed on 10 March 2031.\n",
    );
    let done = home.run(&["compare", "a.html", "b.txt", "--json"]);
    assert_eq!(done.code, Some(0), "{done:?}");
    let value: Value = serde_json::from_str(&done.out).unwrap();
    assert_eq!(list(&value, "articles").len(), 2);
    let figure = first(&value, "figure", "differs");
    let said: BTreeSet<&str> = list(figure, "accounts").iter().map(|a| text(a, "value")).collect();
    assert_eq!(said, set(["Nine", "Seven"]));
    // One file alone is compared with nothing, and what is no file is said.
    let done = home.run(&["compare", "a.html"]);
    assert_eq!(done.code, Some(0), "{done:?}");
    assert!(done.out.contains("1 article, 1 independent origin, no differences"), "{}", done.out);
    refused(&home.run(&["compare", "none.html", "neither.txt"]), 1, &["none.html", "neither.txt"]);
    let done = home.run(&["compare", "a.html", "none.html", "--json"]);
    assert!(done.err.contains("none.html"), "{done:?}");
}

#[test]
fn what_is_not_there_is_said_with_what_is() {
    let home = home();
    refused(&home.run(&["compare", "nowhere"]), 1, &["nowhere"]);
    refused(&home.run(&["compare", "karvel", "--section", "fal"]), 1, &["`fal`", "fall, money"]);
    refused(
        &home.run(&["compare", "karvel", "--articles", "post,pots"]),
        1,
        &["`pots`", "gazette", "herald", "post"],
    );
    // An escape sequence of an argument is not repeated.
    let done = home.run(&["compare", "karvel", "--section", "\u{1b}[31mred"]);
    refused(done.is_clean(), 1, &["red"]);
}

#[test]
fn arguments_that_cannot_be_meant_are_usage() {
    let home = home();
    refused(&home.run(&["compare"]), 2, &["BRIEFING|FILE"]);
    refused(&home.run(&["compare", "karvel", "--json", "--csv"]), 2, &["--json", "--csv"]);
    refused(&home.run(&["compare", "karvel", "--section"]), 2, &["--section"]);
    refused(&home.run(&["compare", "karvel", "--xml"]), 2, &["--xml"]);
}

#[test]
fn a_reader_that_stops_reading_is_no_failure() {
    let home = home();
    // More than a pipe holds.
    let many = "Pears of a kind were cheap in a town on the river. ".repeat(4000);
    home.write("karvel/articles/long.toml", format!("outlet = \"Long\"\ntext = \"{many}\"\n"));
    for format in ["--json", "--csv"] {
        let mut command = home.command();
        command.args(["compare", "karvel", format]).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut reader = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        drop(reader);
        let done = child.wait_with_output().unwrap();
        assert!(!line.is_empty());
        assert_eq!((done.status.code(), &*String::from_utf8_lossy(&done.stderr)), (Some(0), ""), "{format}");
    }
}

#[test]
fn colours_come_only_where_they_are_wanted() {
    let home = home();
    let escapes = |arguments: &[&str], environment: &[(&str, &str)]| {
        let done = home.run_with(&[arguments, &["compare", "karvel"]].concat(), environment);
        assert_eq!(done.code, Some(0));
        done.out.contains('\u{1b}')
    };
    assert!(!escapes(&[], &[]));
    assert!(escapes(&["--color=always"], &[]));
    assert!(escapes(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!escapes(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    // What programs read has none.
    for format in ["--json", "--csv", "--markdown"] {
        let done = home.run(&["--color=always", "compare", "karvel", format]);
        assert!(!done.out.contains('\u{1b}'), "{format}");
    }
}
