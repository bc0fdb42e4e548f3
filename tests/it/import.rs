//! Import as a command and as a library: what becomes of texts, pages, feeds, books and stories.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crossread::briefing::parse::{File, Source, parse};
use crossread::briefing::{Article, Briefing};
use crossread::import::{Harvest, Input, Pick, article_toml, import};
use crossread::text::Text;
use expect_test::{Expect, expect};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::hostile::{import_sound, today};

// What the tests of this and of other modules stand on

/// What the engine finds in a file of this name.
pub(crate) fn found(name: &str, content: impl AsRef<[u8]>) -> Harvest {
    import(&Input { name, bytes: content.as_ref(), pick: None, url: None })
}

fn picked(name: &str, content: impl AsRef<[u8]>, pick: &str) -> Harvest {
    let pick = Pick::new(&Text::new(pick));
    import(&Input { name, bytes: content.as_ref(), pick: Some(&pick), url: None })
}

/// The one article of a file, which has no faults.
fn article(name: &str, content: impl AsRef<[u8]>) -> Article {
    let harvest = found(name, content);
    assert!(harvest.problems.iter().all(|p| !p.is_error()), "{:?}", harvest.problems);
    assert_eq!(harvest.drafts.len(), 1);
    harvest.drafts.into_iter().next().unwrap().article
}

/// All that was found, for an expectation.
pub(crate) fn told(harvest: &Harvest) -> String {
    let mut out = String::new();
    for draft in &harvest.drafts {
        out += &article_toml(&draft.article);
        for left_out in &draft.left_out {
            let _ = writeln!(out, "# left out: {left_out}");
        }
        out += "\n";
    }
    for problem in &harvest.problems {
        let _ = writeln!(out, "{problem}");
    }
    out
}

fn is(harvest: &Harvest, expected: &Expect) {
    expected.assert_eq(&told(harvest));
}

/// An article as a file and back, with what is wrong with it.
pub(crate) fn read_back(article: &Article) -> (Article, Vec<String>) {
    let file = |stem: &str, content: String| File {
        stem: stem.into(),
        shown: stem.into(),
        bytes: content.into_bytes(),
    };
    let ids: Vec<&str> =
        article.sections.iter().filter_map(|s| s.answers.as_ref()).map(Text::as_str).collect();
    let mut briefing =
        String::from("title = \"T\"\npublished = 2025-12-27\n[[section]]\nquestion = \"Q?\"\n");
    for id in ids {
        let _ = writeln!(briefing, "[[section]]\nid = \"{id}\"\nquestion = \"{id}?\"");
    }
    let source = Source {
        name: "b".into(),
        briefing: Some(file("briefing", briefing)),
        articles: vec![file("a", article_toml(article))],
        ..Source::default()
    };
    let (briefing, problems) = parse(&source, today());
    let errors = problems.iter().filter(|p| p.is_error()).map(ToString::to_string).collect();
    (briefing.articles.into_iter().next().unwrap_or_default(), errors)
}

/// A folder for one test, and the program in it.
pub(crate) struct Desk {
    folder: tempfile::TempDir,
}

/// What the program did.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: Option<i32>,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let desk = Self::new();
        for (name, content) in files {
            desk.write(name, content);
        }
        desk
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// `crossread` with these arguments, parted by spaces; `_` in one of them is a space.
    pub(crate) fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_crossread"));
        command
            .env_clear()
            .env("HOME", self.folder.path())
            .args(arguments.split(' ').map(|a| a.replace('_', " ")))
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, arguments: &str) -> Done {
        self.done(self.command(arguments).output().unwrap())
    }

    fn run_with(&self, arguments: &str, input: &[u8]) -> Done {
        let mut command = self.command(arguments);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        // A program that takes no more closes the pipe.
        let writer = std::thread::spawn(move || stdin.write_all(&input).is_ok());
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        self.done(output)
    }

    fn done(&self, output: std::process::Output) -> Done {
        let home = self.folder.path().to_string_lossy().into_owned();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace(&home, "HOME");
        Done { out: text(output.stdout), err: text(output.stderr), code: output.status.code() }
    }

    /// Imports, which has to succeed, and checks what came of it.
    pub(crate) fn imports(&self, arguments: &str, into: &str) -> Done {
        let done = self.run(&format!("import {arguments} --into {into}"));
        assert_eq!(done.code, Some(0), "{done:?}");
        self.checks(into);
        done
    }

    pub(crate) fn checks(&self, folder: &str) {
        let done = self.run(&format!("check {folder}"));
        assert_eq!(done.code, Some(0), "{done:?}");
    }

    /// Every file under a folder, hidden ones too, with its content.
    pub(crate) fn files(&self, under: &str) -> BTreeMap<String, String> {
        let (root, mut found) = (self.path(under), BTreeMap::new());
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
                    found.insert(name, fs::read_to_string(&path).unwrap_or_default());
                }
            }
        }
        found
    }

    fn names(&self, under: &str) -> Vec<String> {
        self.files(under).into_keys().collect()
    }

    pub(crate) fn briefing(&self, folder: &str) -> Value {
        serde_json::from_str(&self.run(&format!("show {folder} --json")).out).unwrap()
    }
}

impl Done {
    fn is(&self, expected: &Expect) -> &Self {
        let mut told = self.out.clone();
        if !self.err.is_empty() {
            told = told + "--- standard error\n" + &self.err;
        }
        let _ = writeln!(told, "--- exit {:?}", self.code);
        expected.assert_eq(&told);
        self
    }
}

/// Letters and digits alone, to see whether anything was lost.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

const EXPLAINER: &str = "\
Five die in clashes on the border

At least five people died in clashes on the border on Thursday, officials said. It was the third attack in a month.

What happened on the border?
Gunmen crossed the river at night.
Guards found them in the morning.

How is China involved?
Its firms mine gold there.
";

const REPORT: &str = "\
Kabul expressed regret over the deaths and blamed a group that it did not name.

Dushanbe asked for an apology, and for guarantees on the border.
";

const PAGE: &str = r#"<!doctype html><html lang="en"><head><title>Drone strike kills three | The Alpha</title>
<link rel="canonical" href="https://alpha.example/drone">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[
 {"@type":"WebPage","name":"not this"},
 {"@type":["NewsArticle"],"headline":"Drone strike kills three","datePublished":"2025-11-27T08:00:00+05:00",
  "dateModified":"2025-11-27T10:30:00+05:00","author":[{"@type":"Person","name":"Ann Example"},{"name":"Bo Sample"}],
  "publisher":{"@type":"Organization","name":"The Alpha"},"inLanguage":"en-GB"}]}</script></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Drone strike kills three</h1>
<figure><img src="a.jpg"><figcaption>A camp in the mountains [File: Agency]</figcaption></figure>
<p>DUSHANBE (Agency) — A drone killed three workers at a <a href="https://alpha.example/mine">gold mine</a> on Wednesday, the <em>ministry</em> said in a statement.</p>
<p>Nobody has claimed the attack, which was the first of its kind in the region, and the second on foreigners this year.</p>
<h2>How is China involved?</h2>
<p>Its firms have mined there since 2010, and hundreds of their workers live in camps along the river.</p>
<ul><li>Gold, in two valleys</li><li>Antimony, in <strong>one</strong></li></ul>
<div class="related-articles"><h3>Recommended Stories</h3><ul><li><a href="/1">Another story of the day</a></li><li><a href="/2">And one more of them</a></li></ul></div>
<h2>What comes next?</h2>
<blockquote><p>“We will protect them,” the minister told reporters in the capital on Thursday morning.</p></blockquote>
<table><tr><th>Year</th><th>Attacks</th></tr><tr><td>2024</td><td>1</td></tr><tr><td>2025</td><td>5</td></tr></table>
<p>Talks are to go on in January, officials of both sides said, without naming a day or a place for them.</p>
</article><aside>Sign up for our newsletter</aside><footer>© The Alpha</footer></body></html>"#;

// Plain text

#[test]
fn a_plain_text_is_headline_lead_and_questions() {
    is(
        &found("a.txt", EXPLAINER),
        &expect![[r#"
        headline = "Five die in clashes on the border"
        language = "en"

        text = '''
        At least five people died in clashes on the border on Thursday, officials said. It was the third attack in a month.
        '''

        [[section]]
        question = "What happened on the border?"
        text = '''
        Gunmen crossed the river at night.

        Guards found them in the morning.
        '''

        [[section]]
        question = "How is China involved?"
        text = '''
        Its firms mine gold there.
        '''

    "#]],
    );
}

#[test]
fn wrapped_mail_is_put_together_and_lists_stay_lists() {
    let mail = "\
The ministry said on Thursday that the\nborder would stay closed until the end\nof the year, and that trade through\nthe southern crossing would stop too.\n
It named three conditions for opening\nit again:\n
- an apology for the deaths\n- guarantees for workers, written\n  down by both governments\n* a common patrol\n
“We have waited long enough,” a man who\nwas not named said.\n
What we know\n
The crossing at Ishkashim has been shut\nsince Tuesday, drivers told us.\n
Who is affected?\n
1. Traders on both sides, whom nobody\nasked.\n";
    is(
        &found("mail", mail),
        &expect![[r#"
        language = "en"

        text = '''
        The ministry said on Thursday that the border would stay closed until the end of the year, and that trade through the southern crossing would stop too.

        It named three conditions for opening it again:

        - an apology for the deaths
        - guarantees for workers, written down by both governments
        - a common patrol

        “We have waited long enough,” a man who was not named said.
        '''

        [[section]]
        question = "What we know"
        text = '''
        The crossing at Ishkashim has been shut since Tuesday, drivers told us.
        '''

        [[section]]
        question = "Who is affected?"
        text = '''
        1\. Traders on both sides, whom nobody asked.
        '''

    "#]],
    );
}

#[test]
fn one_paragraph_a_line_keeps_every_line_apart() {
    let article = article(
        "a.txt",
        "First it rained, all day.\nThen it snowed # or not.\n*And* then _nothing_ [at all](x) happened.\n",
    );
    expect![[r#"
        First it rained, all day.

        Then it snowed # or not.

        \*And\* then \_nothing\_ \[at all\](x) happened."#]]
    .assert_eq(article.whole_text().as_str());
}

#[test]
fn a_quotation_that_asks_is_no_question() {
    let article = article(
        "a.txt",
        "“Who did it?”\nthe minister asked on Thursday.\n\nNobody knew. Who could?\n\nIt went on.\n\nIs this the end?\n",
    );
    assert_eq!(article.sections, []);
}

#[test]
fn the_end_of_a_text_asks_nothing() {
    assert_eq!(article("a.txt", "A text, and then:\n\nWhat will come?").sections, []);
}

/// The texts beside the checkout, where there are any.
fn shared(name: &str) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/articles").join(name);
    let text = fs::read_to_string(path).ok();
    if text.is_none() {
        eprintln!("../shared/articles/{name} is not there: nothing was tried");
    }
    text
}

#[test]
fn the_shared_explainer_gives_its_six_questions_and_no_paragraph_is_lost() {
    let Some(text) = shared("explainer.txt") else { return };
    let article = article("explainer.txt", &text);
    let shape: Vec<String> = article
        .sections
        .iter()
        .map(|s| format!("{} {}", s.text.as_str().split("\n\n").count(), s.question))
        .collect();
    expect![[r#"
        [
            "7 What’s occurring on the Tajik-Afghan border?",
            "7 How is China concerned in all this?",
            "3 Who’s finishing up these assaults?",
            "7 How has the Taliban reacted to those assaults?",
            "9 How are relations between Tajikistan and the Taliban?",
            "5 How is the Taliban faring with different neighbours?",
        ]
    "#]]
    .assert_debug_eq(&shape);
    assert_eq!(article.lead.as_str().split("\n\n").count(), 6);
    assert_eq!(article.headline, None);
    assert_eq!(letters(article.whole_text().as_str()), letters(&text));
}

#[test]
fn the_shared_report_is_one_text_and_no_paragraph_is_lost() {
    let Some(text) = shared("report.txt") else { return };
    let article = article("report.txt", &text);
    assert_eq!(article.sections, []);
    assert_eq!(article.lead.as_str().split("\n\n").count(), 8);
    assert_eq!(letters(article.whole_text().as_str()), letters(&text));
}

// Markdown

#[test]
fn yaml_front_matter_is_read_with_folded_values_lists_and_quotes() {
    let text = "---\ntitle: >-\n  Clashes on\n  the border\nauthor:\n  - Ann Example\n  - \"Bo Sample\"\ndate: 2025-12-26T10:00:00+05:00 # first\nsource: 'The Alpha''s desk'\ntags: [a, b]\nnested:\n  url: https://no.example\nurl: https://alpha.example/1\nkind: wire\n---\n\nThe lead.\n\n## What is known?\n\n1. *One*\n2. `Two`\n";
    is(
        &found("a.md", text),
        &expect![[r#"
        outlet = "The Alpha's desk"
        headline = "Clashes on the border"
        url = "https://alpha.example/1"
        published = 2025-12-26T10:00:00+05:00
        byline = "Ann Example, Bo Sample"
        kind = "wire"

        text = '''
        The lead.
        '''

        [[section]]
        question = "What is known?"
        text = '''
        1. *One*
        2. `Two`
        '''

    "#]],
    );
}

#[test]
fn toml_front_matter_is_read() {
    let text = "+++\ntitle = \"Clashes\"\ndate = 2025-12-26T10:00:00Z\nauthors = [\"Ann\", \"Bo\"]\nlanguage = \"en\"\n[extra]\nurl = \"x\"\n+++\nThe lead.\n";
    is(
        &found("-", text),
        &expect![[r#"
        headline = "Clashes"
        published = 2025-12-26T10:00:00Z
        byline = "Ann, Bo"
        language = "en"

        text = '''
        The lead.
        '''

    "#]],
    );
}

#[test]
fn lines_between_two_rules_are_no_front_matter() {
    let text = "---\n\nA paragraph: the first.\n\n---\n\nThe second.\n";
    expect![[r#"
        ---

        A paragraph: the first.

        ---

        The second."#]]
    .assert_eq(article("a.md", text).lead.as_str());
    let broken = "+++\nthis is = no TOML = at all\n+++\nThe text.\n";
    assert_eq!(letters(article("a.md", broken).lead.as_str()), letters(broken));
}

#[test]
fn markdown_stays_as_it_was_written() {
    let text = "# Clashes\n\nLead with **strong** and a [link](https://a.example).\n\n> Quoted\n> twice\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n### Mining\n\n```\n## no heading\n```\n\nWhat comes next?\n----------------\n\nTalks[^1].\n\n[^1]: A note.\n";
    is(
        &found("a.md", text),
        &expect![[r#"
            headline = "Clashes"
            language = "en"

            text = '''
            Lead with **strong** and a [link](https://a.example).

            > Quoted
            > twice

            | a | b |
            |---|---|
            | 1 | 2 |

            ### Mining

            ```
            ## no heading
            ```
            '''

            [[section]]
            question = "What comes next?"
            text = '''
            Talks[1].

            [1] A note.
            '''

        "#]],
    );
}

#[test]
fn a_text_that_speaks_of_markup_is_no_page() {
    for name in ["a.txt", "a.md"] {
        let lead = article(name, "{The} tags `<html>` and <rss> are named here.\n").lead;
        assert!(lead.as_str().contains("html"), "{name}: {lead}");
    }
    let lead = article("a.txt", "[Editor’s note: this was corrected.]\n\nThe text.\n").lead;
    assert_eq!(lead.as_str(), "[Editor’s note: this was corrected.]\n\nThe text.");
}

// Pages

/// A page of so many ordinary paragraphs, and what stands in its head and before them.
fn page(head: &str, before: &str, paragraphs: usize) -> String {
    let mut page = format!("<!DOCTYPE html><html><head>{head}</head><body>{before}<article>");
    for number in 0..paragraphs {
        let _ = write!(
            page,
            "<p>Paragraph number {number} tells what happened on the border, who said so, and what the others, in their capitals, said of it.</p>"
        );
    }
    page + "</article></body></html>"
}

#[test]
fn a_page_with_json_ld_is_the_article_without_its_boxes() {
    is(
        &found("a.html", PAGE),
        &expect![[r#"
            outlet = "The Alpha"
            headline = "Drone strike kills three"
            url = "https://alpha.example/drone"
            published = 2025-11-27T08:00:00+05:00
            updated = 2025-11-27T10:30:00+05:00
            byline = "Ann Example, Bo Sample"
            place = "Dushanbe"
            language = "en"

            text = '''
            DUSHANBE (Agency) — A drone killed three workers at a [gold mine](https://alpha.example/mine) on Wednesday, the *ministry* said in a statement.

            Nobody has claimed the attack, which was the first of its kind in the region, and the second on foreigners this year.
            '''

            [[section]]
            question = "How is China involved?"
            text = '''
            Its firms have mined there since 2010, and hundreds of their workers live in camps along the river.

            - Gold, in two valleys
            - Antimony, in **one**
            '''

            [[section]]
            question = "What comes next?"
            text = '''
            > “We will protect them,” the minister told reporters in the capital on Thursday morning.

            | Year | Attacks |
            |---|---|
            | 2024 | 1 |
            | 2025 | 5 |

            Talks are to go on in January, officials of both sides said, without naming a day or a place for them.
            '''
            # left out: Home World
            # left out: Recommended Stories
            # left out: Another story of the day
            # left out: And one more of them
            # left out: Sign up for our newsletter
            # left out: © The Alpha
            # left out: A camp in the mountains [File: Agency]

        "#]],
    );
}

#[test]
fn a_page_with_open_graph_alone_has_its_headline_without_the_site() {
    let head = r#"<title>x</title><meta property="og:title" content="Profits &amp; losses - The Beta"><meta property="og:site_name" content="The Beta">
        <meta property="article:published_time" content="2025-12-26T10:00:00+0500"><meta property="og:url" content="https://beta.example/1"><meta property="og:locale" content="en_US"><meta name="author" content="By Ann Example">"#;
    let article = article("a.html", page(head, "", 4));
    expect![[r#"
        outlet = "The Beta"
        headline = "Profits & losses"
        url = "https://beta.example/1"
        published = 2025-12-26T10:00:00+05:00
        byline = "Ann Example"
        language = "en-US"
    "#]]
    .assert_eq(article_toml(&article).split("\ntext").next().unwrap());
}

#[test]
fn an_amp_page_is_read() {
    let amp = page(
        r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"Amp &#8217;story&#8217;","publisher":"The Gamma",
"description":"with a
newline in it","datePublished":"2025-12-26"}</script>"#,
        r#"<amp-sidebar><ul><li>Menu</li></ul></amp-sidebar><amp-consent><p>We use cookies on this site.</p></amp-consent>"#,
        4,
    )
    .replace("<html>", "<html ⚡ lang=fr>")
    .replace("Paragraph number 2", "<amp-img src=a></amp-img>Paragraph <span>number</span> 2");
    let article = article("a.html", amp);
    expect![[r#"
        outlet = "The Gamma"
        headline = "Amp ’story’"
        published = 2025-12-26
        language = "fr"
    "#]]
    .assert_eq(article_toml(&article).split("\ntext").next().unwrap());
    assert_eq!(article.lead.as_str().split("\n\n").count(), 4, "{}", article.lead);
}

#[test]
fn a_live_blog_keeps_its_posts_in_order() {
    let posts = [1, 2, 3, 4, 5].map(|n| format!("<div class=\"post\" id=\"p{n}\"><time datetime=\"2025-12-26T0{n}:00:00Z\">0{n}:00 GMT</time><h2>Post number {n}</h2><p>The ministry said in its statement number {n} that the crossing would stay closed, and that talks, which began on Monday, would go on.</p></div>")).concat();
    let live = format!(
        r#"<html lang="en"><head><script type="application/ld+json">{{"@type":"LiveBlogPosting","headline":"Border: live","datePublished":"2025-12-26T01:00:00Z","coverageEndTime":"x","publisher":{{"name":"The Delta"}},"liveBlogUpdate":[{{"@type":"BlogPosting","headline":"Post number 5"}}]}}</script></head><body><main><article><h1>Border: live</h1>{posts}</article></main></body></html>"#
    );
    is(
        &found("live.html", live),
        &expect![[r#"
            outlet = "The Delta"
            headline = "Border: live"
            published = 2025-12-26T01:00:00Z
            language = "en"

            text = '''
            ### 01:00 GMT · Post number 1

            The ministry said in its statement number 1 that the crossing would stay closed, and that talks, which began on Monday, would go on.

            ### 02:00 GMT · Post number 2

            The ministry said in its statement number 2 that the crossing would stay closed, and that talks, which began on Monday, would go on.

            ### 03:00 GMT · Post number 3

            The ministry said in its statement number 3 that the crossing would stay closed, and that talks, which began on Monday, would go on.

            ### 04:00 GMT · Post number 4

            The ministry said in its statement number 4 that the crossing would stay closed, and that talks, which began on Monday, would go on.

            ### 05:00 GMT · Post number 5

            The ministry said in its statement number 5 that the crossing would stay closed, and that talks, which began on Monday, would go on.
            '''

        "#]],
    );
}

#[test]
fn a_paywall_stub_and_a_cookie_wall_are_said_to_be_so() {
    let stub = page(
        r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"Paid","isAccessibleForFree":"False","hasPart":{"@type":"WebPageElement","isAccessibleForFree":"False"}}</script>"#,
        "",
        2,
    );
    let wall = "<html><body><div><h1>Before you continue</h1><p>We value your privacy, and our 817 partners do too, they say.</p><button>Accept</button></div></body></html>";
    for (name, page) in [("stub.html", stub), ("wall.html", wall.to_owned())] {
        let harvest = found(name, page);
        let problems: Vec<String> = harvest.problems.iter().map(ToString::to_string).collect();
        match name {
            "stub.html" => expect![[r#"
                [
                    "warning: the page is paid for, and only its beginning is in the file (238 characters)\n  stub.html  [beginning-only]\n  try: save the page while you are signed in",
                ]
            "#]].assert_debug_eq(&problems),
            _ => expect![[r#"
                [
                    "warning: the page holds only 61 characters of text\n  wall.html  [little-text]\n  try: look whether it is a consent wall, and save the page behind it",
                ]
            "#]].assert_debug_eq(&problems),
        }
    }
}

#[test]
fn nested_inline_markup_says_what_the_page_says() {
    let body = r##"<p>An <b>important <i>and</i> long</b> sentence<a href="https://a.example/x_(y)"> with a link</a>, <em> spaced </em>words, <b>bold.</b>Then x<sup>2</sup> and <code>a`b</code>, "5 * 3" and AT&amp;T's <span>snake</span>_<span>case</span>, &amp;amp; <q>quoted</q>.</p>
        <p>First line<br>second line<br><br>Another paragraph, after two breaks, ends in a backslash \</p><p>1. Not a list, <ruby>漢<rp>(</rp><rt>kan</rt></ruby>字 and <a href="javascript:alert(1)">no link</a> # at all [^1] [x]: y.</p>"##;
    let page = page("", "", 3).replace("</article>", &format!("{body}</article>"));
    let lead = article("a.html", page).lead;
    let rest: Vec<&str> = lead.as_str().split("\n\n").skip(3).collect();
    expect![[r#"
        An important and long sentence with a link, spaced words, bold.Then x2 and a\`b, "5 * 3" and AT&T's snake_case, \&amp; “quoted”.

        First line\
        second line

        Another paragraph, after two breaks, ends in a backslash \\

        1\. Not a list, 漢字 and no link # at all \[^1] \[x\]: y."#]].assert_eq(&rest.join("\n\n"));
}

#[test]
fn sentences_that_begin_like_a_box_are_kept() {
    let kept = [
        "Subscribers to the network lost power on Monday, in three provinces of the south.",
        "List of demands: the ministry published what it wants.",
        "Advertisements worth five million were bought before the vote.",
        "Related companies were fined too, the court said.",
        "Read more into it than there is, and you err.",
        "Recommended by doctors, the drug was withdrawn in May.",
    ];
    let left_out = [
        "<p>Read more: <a href=\"https://a.example\">Five die in clashes</a></p>",
        "<p>Advertisement</p>",
        "<p>list of 4 items</p><ul><li><a href=\"/1\">list 1 of 4</a></li></ul><p>end of list</p>",
        "<p>Sign up for our newsletter, every day.</p>",
        "<h3>Related:</h3><ul><li><a href=\"/1\">Five die in clashes</a></li></ul>",
    ];
    let body: String =
        kept.iter().map(|k| format!("<p>{k}</p>")).chain(left_out.map(ToOwned::to_owned)).collect();
    let harvest = found("a.html", page("", "", 3).replace("</article>", &format!("{body}</article>")));
    let lead = &harvest.drafts[0].article.lead;
    let rest: Vec<&str> = lead.as_str().split("\n\n").skip(3).collect();
    assert_eq!(rest, kept, "{:?}", harvest.drafts[0].left_out);
}

#[test]
fn tables_are_tables_and_tables_that_lay_out_a_page_are_not() {
    let long = "The text of the letter stands in a cell, as letters of this kind do, and goes on. ".repeat(8);
    let item = format!(
        "<table><tr><td>logo</td><td><p>{long}</p><table><caption>Losses</caption><thead><tr><th>Side</th><th>Dead</th></tr></thead><tbody><tr><td>one | two</td><td>5<br>or 6</td></tr><tr><td></td><td><ul><li>a</li></ul></td></tr></tbody></table></td></tr></table>"
    );
    let feed = json!({"version": "https://jsonfeed.org/version/1.1", "title": "F", "items": [{"id": "1", "content_html": item}]});
    let lead = article("f.json", feed.to_string()).lead;
    expect![[r#"
        logo

        LONG

        Losses

        | Side | Dead |
        |---|---|
        | one \| two | 5 or 6 |
        |  | - a |"#]]
    .assert_eq(&lead.as_str().replace(long.trim(), "LONG"));
}

#[test]
fn a_page_that_stands_in_a_form_is_read() {
    let inner = page("", "", 5)
        .replace("<article>", "<form id=aspnetForm><div>")
        .replace("</article>", "</div></form>");
    assert_eq!(article("a.aspx.html", inner).lead.as_str().split("\n\n").count(), 5);
}

#[test]
fn pages_of_any_encoding_and_script_are_read() {
    let french = page("<meta charset=\"windows-1252\"><title>Été</title>", "", 3)
        .replace("border", "frontière “d’été”");
    let russian =
        "На границе в четверг погибли по меньшей мере пять человек, сообщили власти в столице страны. ";
    let arabic = "قال مسؤولون إن خمسة أشخاص على الأقل قتلوا في اشتباكات على الحدود يوم الخميس في الجنوب. ";
    let chinese = "官员周四表示，边境冲突造成至少五人死亡，这是一个月内的第三次袭击，双方将继续谈判。";
    let of = |text: &str, question: &str| {
        format!(
            "<html><head><title>T</title></head><body><article><p>{0}</p><h2>{question}</h2><p>{0}</p></article></body></html>",
            text.repeat(4)
        )
    };
    let utf16 = |text: &str, big: bool| -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    };
    let cp1252 = encoded(french.as_str(), "windows-1252");
    let koi8 =
        encoded(&of(russian, "Что дальше?").replace("<title>", "<meta charset=koi8-r><title>"), "koi8-r");
    let jis = encoded(
        &of("政府は木曜日、国境での衝突で少なくとも五人が死亡したと発表した。", "なぜか？")
            .replace("<title>", "<meta charset=iso-2022-jp><title>"),
        "iso-2022-jp",
    );
    let pages = [
        ("cp1252", cp1252),
        ("utf-16le", utf16(&of(russian, "Что дальше?"), false)),
        ("utf-16be", utf16(&of(chinese, "接下来会怎样？"), true)),
        ("koi8-r", koi8),
        ("iso-2022-jp", jis),
        ("arabic", of(arabic, "ماذا بعد؟").into_bytes()),
    ];
    let mut said = String::new();
    for (name, bytes) in pages {
        // Without a name, as from a pipe
        let article = article("-", bytes);
        let language = article.language.clone().unwrap_or_default();
        let question = article.sections.first().map(|s| s.question.to_string()).unwrap_or_default();
        let start: String = article.lead.as_str().chars().take(64).collect();
        let _ = writeln!(said, "{name} [{language}] {start} / {question}");
        assert!(!article.whole_text().as_str().contains('\u{fffd}'), "{name}");
    }
    expect![[r#"
        cp1252 [en] Paragraph number 0 tells what happened on the frontière “d’été”, / 
        utf-16le [ru] На границе в четверг погибли по меньшей мере пять человек, сообщ / Что дальше?
        utf-16be [zh] 官员周四表示，边境冲突造成至少五人死亡，这是一个月内的第三次袭击，双方将继续谈判。官员周四表示，边境冲突造成至少五人死亡，这是一 / 接下来会怎样？
        koi8-r [ru] На границе в четверг погибли по меньшей мере пять человек, сообщ / Что дальше?
        iso-2022-jp [ja] 政府は木曜日、国境での衝突で少なくとも五人が死亡したと発表した。政府は木曜日、国境での衝突で少なくとも五人が死亡したと発表した。 / なぜか？
        arabic [ar] قال مسؤولون إن خمسة أشخاص على الأقل قتلوا في اشتباكات على الحدود / ماذا بعد؟
    "#]].assert_eq(&said);
}

fn encoded(text: &str, label: &str) -> Vec<u8> {
    encoding_rs::Encoding::for_label(label.as_bytes()).unwrap().encode(text).0.into_owned()
}

// Feeds

const RSS: &str = r#"<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Alpha</title><language>en-gb</language>
<item><title>Clashes on the border</title><link>https://alpha.example/1</link><pubDate>Fri, 26 Dec 2025 10:00:00 +0500</pubDate><description>Short.</description><content:encoded><![CDATA[<p>Five <em>died</em>.</p><h2>Who did it?</h2><p>Nobody says.</p>]]></content:encoded></item>
<item><title>Without a text</title></item>
<item><title>Floods in the south</title><pubDate>Sat, 27 Dec 2025 10:00</pubDate><description>Water &lt;b&gt;rose&lt;/b&gt; by a metre.</description></item></channel></rss>"#;
const ATOM: &str = r#"<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Beta</title>
<entry><title type="html">Talks &amp;amp; more</title><id>1</id><link href="https://beta.example/1"/><updated>2025-12-27T01:00:00Z</updated><published>2025-12-26T23:00:00-05:00</published><author><name>Ann</name></author><content type="text">If x &lt;y then z.

Second paragraph.</content></entry>
<entry><title>XHTML</title><id>2</id><updated>2025-12-28T00:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One <i>two</i>.</p></div></content></entry></feed>"#;
const JSON_FEED: &str = r#"{"version":"https://jsonfeed.org/version/1.1","title":"The Gamma","language":"en","items":[
{"id":"1","url":"https://gamma.example/1","title":"One","content_text":"A text.\n\nWhat is it?\n\nPlain.","date_published":"2025-12-26T10:00:00+01:00"},
{"id":"2","title":"Two","content_html":"<p>B<br>c</p>","date_published":"2025-12-25"}]}"#;

#[test]
fn feeds_of_every_kind_give_their_items() {
    let mut said = String::new();
    for (name, feed) in [("a.xml", RSS), ("-", ATOM), ("-", JSON_FEED)] {
        said += &told(&found(name, feed));
    }
    expect![[r#"
        outlet = "The Alpha"
        headline = "Clashes on the border"
        url = "https://alpha.example/1"
        published = 2025-12-26T10:00:00+05:00
        language = "en-gb"

        text = '''
        Five *died*.
        '''

        [[section]]
        question = "Who did it?"
        text = '''
        Nobody says.
        '''

        outlet = "The Alpha"
        headline = "Floods in the south"
        published = 2025-12-27
        language = "en-gb"

        text = '''
        Water **rose** by a metre.
        '''

        warning: 1 item has no text and cannot be imported
          a.xml  [item-without-text]
          try: save the page of an item that you want
        outlet = "The Beta"
        headline = "Talks & more"
        url = "https://beta.example/1"
        published = 2025-12-26T23:00:00-05:00
        byline = "Ann"

        text = '''
        If x \<y then z.

        Second paragraph.
        '''

        outlet = "The Beta"
        headline = "XHTML"
        published = 2025-12-28T00:00:00Z

        text = '''
        One *two*.
        '''

        outlet = "The Gamma"
        headline = "One"
        url = "https://gamma.example/1"
        published = 2025-12-26T10:00:00+01:00
        language = "en"

        text = '''
        A text.
        '''

        [[section]]
        question = "What is it?"
        text = '''
        Plain.
        '''

        outlet = "The Gamma"
        headline = "Two"
        published = 2025-12-25
        language = "en"

        text = '''
        B\
        c
        '''

    "#]]
    .assert_eq(&said);
}

#[test]
fn items_are_picked_by_number_date_or_title() {
    let titles = |pick: &str| -> Vec<String> {
        let harvest = picked("a.xml", RSS, pick);
        let problems = harvest.problems.iter().map(|p| p.code.to_string());
        harvest.drafts.iter().map(|d| d.article.title().to_string()).chain(problems).collect()
    };
    assert_eq!(titles("1"), ["Clashes on the border"]);
    assert_eq!(titles("2-3"), ["Floods in the south", "item-without-text"]);
    assert_eq!(titles("3"), ["Floods in the south"]);
    assert_eq!(titles("2025-12-26"), ["Clashes on the border"]);
    assert_eq!(titles("2025-12"), ["Clashes on the border", "Floods in the south"]);
    assert_eq!(titles("floods south"), ["Floods in the south"]);
    assert_eq!(titles("nothing like it"), ["nothing-picked"]);
}

// Books

/// A book of these chapters.
pub(crate) fn book(chapters: &[&str]) -> Vec<u8> {
    let mut items = String::new();
    let mut spine = String::new();
    for number in 0..chapters.len() {
        let _ = write!(
            items,
            "<item id=\"c{number}\" href=\"c{number}.xhtml\" media-type=\"application/xhtml+xml\"/>"
        );
        let _ = write!(spine, "<itemref idref=\"c{number}\"/>");
    }
    let package = format!(
        r#"<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">x</dc:identifier><dc:title>The dossier</dc:title><dc:language>en</dc:language><dc:creator>Ann Example</dc:creator><dc:publisher>Press of Delta</dc:publisher><dc:date>2025-12-20</dc:date><meta property="dcterms:modified">2025-12-20T00:00:00Z</meta></metadata><manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>{items}</manifest><spine>{spine}</spine></package>"#
    );
    let container = r#"<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"#;
    let nav = r#"<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body><nav epub:type="toc"><ol><li><a href="c0.xhtml">One</a></li></ol></nav></body></html>"#;
    let mut files = vec![
        ("mimetype".to_owned(), "application/epub+zip".to_owned()),
        ("META-INF/container.xml".to_owned(), container.to_owned()),
        ("content.opf".to_owned(), package),
        ("nav.xhtml".to_owned(), nav.to_owned()),
    ];
    for (number, chapter) in chapters.iter().enumerate() {
        files.push((format!("c{number}.xhtml"), (*chapter).to_owned()));
    }
    zipped(files.iter().map(|(name, content)| (name.as_str(), content.as_bytes())))
}

pub(crate) fn zipped<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn chapter(title: &str, body: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"
    )
}

#[test]
fn chapters_of_a_book_are_articles() {
    let one = chapter("The river", "<p>It divides them.</p><h2>Who guards it?</h2><p>Both do.</p>");
    let two = chapter("The mine", "<p>Gold is <em>dug</em> there.</p>");
    let book = book(&[&one, &two]);
    is(
        &found("b.epub", &book),
        &expect![[r#"
        outlet = "Press of Delta"
        headline = "The river"
        published = 2025-12-20
        byline = "Ann Example"
        language = "en"

        text = '''
        It divides them.
        '''

        [[section]]
        question = "Who guards it?"
        text = '''
        Both do.
        '''

        outlet = "Press of Delta"
        headline = "The mine"
        published = 2025-12-20
        byline = "Ann Example"
        language = "en"

        text = '''
        Gold is *dug* there.
        '''

    "#]],
    );
    let picked = picked("b.epub", &book, "mine");
    assert_eq!(picked.drafts.len(), 1);
}

#[test]
fn an_archive_that_is_no_book_is_refused_with_a_word() {
    let archive = zipped([("word/document.xml", &b"<w/>"[..])].into_iter());
    is(
        &found("a.docx", &archive),
        &expect![[r#"
        error: the book cannot be read: [InvalidResource - `ResourceKind("")@Value("META-INF/container.xml")`]: specified file not found in archive
          a.docx  [unreadable-feed]
          try: save the articles as pages
    "#]],
    );
    is(
        &found("cut.epub", &archive[..40]),
        &expect![[r#"
        error: the book's archive is damaged: invalid Zip archive: Could not find EOCD
          cut.epub  [unreadable-feed]
          try: save the articles as pages
    "#]],
    );
}

// Stories of Kagi News

fn story() -> Value {
    json!({
        "title": "Clashes on the border", "category": "World", "date": "2025-12-26",
        "short_summary": "Five died [alpha.example#1].",
        "suggested_qna": [{"question": "How is China involved?", "answer": "Its firms mine there [alpha.example#1][beta.example#1]."}, {"question": "What 2?", "answer": "a"}, {"question": "What?", "answer": "b"}, {"question": "What?", "answer": "c"}, {"question": "con", "answer": "d"}, {"question": "中国？", "answer": "e [common]"}],
        "talking_points": ["Deaths: five [alpha.example#2]", "* a star & <b>"],
        "perspectives": [{"text": "Dushanbe: wants an apology", "sources": [{"name": "Alpha", "url": "https://alpha.example/1"}]}, "a view"],
        "quote": "“We wait”", "quote_author": "A minister", "quote_attribution": null,
        "timeline": [{"date": "November 26, 2025", "content": "A drone strikes [alpha.example#1]"}, "2025-11-30:: Gunmen fire [beta.example#1]", {"date": "", "content": "undated"}, "no date at all", 7, null],
        "articles": [
            {"title": "One", "link": "https://alpha.example/1", "domain": "alpha.example", "date": "2025-12-26T10:00:00Z"},
            {"title": "Two", "link": "https://alpha.example/2", "domain": "alpha.example"},
            {"title": "Three", "link": "https://beta.example/3", "domain": "beta.example"},
        ],
    })
}

#[test]
fn a_story_becomes_a_briefing_with_answers_events_and_articles() {
    let desk = Desk::with(&[("s.json", &json!({"clusters": [story()]}).to_string())]);
    desk.imports("s.json", "b");
    expect![[r##"
        # Begun by `crossread import`. The articles are evidence and stay as they are; this file is yours to curate.

        title = "Clashes on the border"
        summary = "Five died."
        published = 2025-12-26
        edition = 1
        language = "en"
        tags = ["World"]

        [[section]]
        id = "how-is-china-involved"
        question = "How is China involved?"
        answer = '''
        Its firms mine there[^alpha-example][^beta-example].
        '''

        [[section]]
        id = "what-2"
        question = "What 2?"
        answer = '''
        a
        '''

        [[section]]
        id = "what"
        question = "What?"
        answer = '''
        b
        '''

        [[section]]
        id = "what-3"
        question = "What?"
        answer = '''
        c
        '''

        [[section]]
        id = "section-5"
        question = "con"
        answer = '''
        d
        '''

        [[section]]
        id = "section-6"
        question = "中国？"
        answer = '''
        e
        '''

        [[section]]
        id = "what-are-the-main-points"
        question = "What are the main points?"
        answer = '''
        - **Deaths:** five[^alpha-example-2]
        - \* a star & \<b>
        '''

        [[section]]
        id = "how-is-it-seen"
        question = "How is it seen?"
        answer = '''
        - Dushanbe: wants an apology ([Alpha](https://alpha.example/1))
        - a view
        '''

        [[section]]
        id = "what-was-said"
        question = "What was said?"
        answer = '''
        > “We wait”

        A minister
        '''

        [[event]]
        when = 2025-11-26
        what = "A drone strikes"
        articles = ["alpha-example"]

        [[event]]
        when = 2025-11-30
        what = "Gunmen fire"
        articles = ["beta-example"]

        [[event]]
        what = "undated"

        [[event]]
        what = "no date at all"
    "##]].assert_eq(&desk.read("b/briefing.toml"));
    assert_eq!(desk.names("b/articles"), ["alpha-example-2.toml", "alpha-example.toml", "beta-example.toml"]);
}

#[test]
fn a_story_takes_its_fields_in_every_odd_shape() {
    let shapes = [
        Value::Null,
        json!(""),
        json!([]),
        json!({}),
        json!("a text [alpha.example#1] [x#99] [[[#"),
        json!(["one", null, 3, ["deep"], {"text": "t", "points": ["p"]}]),
        json!({"text": "t", "points": "p"}),
        json!([{"question": "Q?", "answer": ["a", "b"]}, {"question": null}, {"answer": "a"}]),
        json!([{"date": null, "content": "c"}, {"date": "2025", "content": ["x"]}, "::", "2025-13-45:: x"]),
        json!([{"text": null, "sources": "s"}, {"text": "t", "sources": [null, "x", {"name": 1}, {"url": "u", "name": "n"}]}]),
        json!(true),
        json!(-1.5e300),
    ];
    let all = story();
    let keys: Vec<String> = all.as_object().unwrap().keys().cloned().collect();
    let more = ["historical_background", "international_reactions", "key_players", "quote", "future_outlook"];
    for shape in &shapes {
        for key in keys.iter().map(String::as_str).chain(more) {
            let mut odd = all.clone();
            odd[key] = shape.clone();
            let harvest = found("s.json", odd.to_string());
            let Some((_, told)) = &harvest.stories.first() else {
                panic!("{key}: {shape}: {:?}", harvest.problems)
            };
            sound(told, &harvest, &format!("{key}: {shape}"));
        }
        let mut only = json!({"title": "T"});
        only["suggested_qna"] = shape.clone();
        only["timeline"] = shape.clone();
        let harvest = found("s.json", only.to_string());
        sound(&harvest.stories[0].1, &harvest, &only.to_string());
    }
}

/// What is written of a story has no errors.
fn sound(story: &Briefing, harvest: &Harvest, what: &str) {
    let planned = crossread::import::plan::plan(
        vec![Harvest {
            drafts: harvest.drafts.clone(),
            stories: vec![(1, story.clone())],
            ..Harvest::default()
        }],
        &crossread::import::Overrides::default(),
        "b",
        None,
    );
    let mut source = Source { name: "b".into(), ..Source::default() };
    for (path, content) in planned.files {
        let stem = path.trim_start_matches("articles/").trim_end_matches(".toml").to_owned();
        let file = File { stem, shown: Text::new(&path), bytes: content.into_bytes() };
        if path == "briefing.toml" { source.briefing = Some(file) } else { source.articles.push(file) }
    }
    let (_, problems) = parse(&source, today());
    let errors: Vec<String> = problems.iter().filter(|p| p.is_error()).map(ToString::to_string).collect();
    assert_eq!(errors, Vec::<String>::new(), "{what}");
}

#[test]
fn one_of_several_stories_is_picked() {
    let mut other = story();
    other["title"] = json!("Floods");
    let file = json!({"clusters": [story(), other]}).to_string();
    is(
        &found("s.json", &file),
        &expect![[r#"
            error: it holds 2 stories, and a briefing is about one: 1  2025-12-26  Clashes on the border; 2  2025-12-26  Floods
              s.json  [several-stories]
              try: choose by number or words of the title, `--pick 3`; `--pick 1,3` makes one briefing of two
        "#]],
    );
    assert_eq!(picked("s.json", &file, "2").stories[0].1.title.as_str(), "Floods");
    assert_eq!(picked("s.json", &file, "clash").stories[0].1.title.as_str(), "Clashes on the border");
    is(
        &found("s.json", "{\"a\": 1}"),
        &expect![[r#"
        error: there is no story in this JSON
          s.json  [no-story]
          try: a Kagi News story has `title`, `suggested_qna` and `articles`
    "#]],
    );
    is(
        &found("s.json", "{\"a\": "),
        &expect![[r#"
        error: this is no JSON: EOF while parsing a value at line 1 column 6
          s.json  [bad-json]
          try: a Kagi News story has `title`, `suggested_qna` and `articles`
    "#]],
    );
}

#[test]
fn citations_lead_to_the_articles_whatever_ids_these_get() {
    let page = PAGE.replace("The Alpha", "Alpha.Example");
    let desk = Desk::with(&[("a.html", &page), ("s.json", &story().to_string())]);
    desk.imports("a.html s.json", "b");
    let content = desk.read("b/briefing.toml");
    assert!(content.contains("mine there[^alpha-example-2][^beta-example]."), "{content}");
    assert!(desk.read("b/articles/alpha-example-2.toml").contains("\"https://alpha.example/1\""));
}

#[test]
fn a_story_for_a_briefing_that_is_there_offers_its_questions_with_their_answers() {
    let desk = Desk::with(&[("a.txt", EXPLAINER), ("s.json", &story().to_string())]);
    desk.imports("a.txt --outlet Alpha", "b");
    let before = desk.read("b/briefing.toml");
    desk.imports("s.json", "b");
    let after = desk.read("b/briefing.toml");
    expect![[r#"

        # Questions and events of articles that were imported later; uncomment those you want.
        #
        # [[section]]
        # id = "what-2"
        # question = "What 2?"
        # answer = '''
        # a
        # '''
        #
        # [[section]]
        # id = "what"
        # question = "What?"
        # answer = '''
        # b
        # '''
        #
        # [[section]]
        # id = "section-5"
        # question = "con"
        # answer = '''
        # d
        # '''
        #
        # [[section]]
        # id = "section-6"
        # question = "中国？"
        # answer = '''
        # e
        # '''
        #
        # [[section]]
        # id = "what-are-the-main-points"
        # question = "What are the main points?"
        # answer = '''
        # - **Deaths:** five[^alpha-example-2]
        # - \* a star & \<b>
        # '''
        #
        # [[section]]
        # id = "how-is-it-seen"
        # question = "How is it seen?"
        # answer = '''
        # - Dushanbe: wants an apology ([Alpha](https://alpha.example/1))
        # - a view
        # '''
        #
        # [[section]]
        # id = "what-was-said"
        # question = "What was said?"
        # answer = '''
        # > “We wait”
        #
        # A minister
        # '''
        #
        # [[event]]
        # when = 2025-11-26
        # what = "A drone strikes"
        # articles = ["alpha-example"]
        #
        # [[event]]
        # when = 2025-11-30
        # what = "Gunmen fire"
        # articles = ["beta-example"]
        #
        # [[event]]
        # what = "undated"
        #
        # [[event]]
        # what = "no date at all"
    "#]]
    .assert_eq(after.strip_prefix(&before).unwrap());
    desk.imports("s.json", "b");
    assert_eq!(desk.read("b/briefing.toml"), after, "nothing is offered twice");
    assert_eq!(desk.names("b/articles").len(), 4, "an article without a text is known by its address");
    // What is offered is TOML, ready to be taken over.
    let offered = after.strip_prefix(&before).unwrap().split_once("want.\n").unwrap().1;
    let taken =
        offered.lines().map(|line| line.trim_start_matches('#').trim_start_matches(' ').to_owned() + "\n");
    desk.write("b/briefing.toml", before + &taken.collect::<String>());
    desk.checks("b");
}

// The command

#[test]
fn a_new_folder_is_ready_to_be_curated() {
    let desk = Desk::with(&[("a.txt", EXPLAINER), ("b.txt", REPORT), ("p.html", PAGE)]);
    desk.imports("a.txt b.txt p.html", "briefings/border").is(&expect![[r#"
        articles/five-die-in-clashes-on-the-border.toml: outlet unknown, undated: Five die in clashes on the border
          2 questions
        articles/article.toml: outlet unknown, undated: Kabul expressed regret over the deaths and blamed a group that it did not name.
        articles/the-alpha.toml: The Alpha, 27 Nov 2025: Drone strike kills three
          2 questions
        made briefings/border; crossread briefings/border opens it
        --- exit Some(0)
    "#]]);
    expect![[r##"
        # Begun by `crossread import`. The articles are evidence and stay as they are; this file is yours to curate.

        title = "Five die in clashes on the border"
        published = 2025-11-27
        edition = 1
        language = "en"

        [[section]]
        id = "what-happened-on-the-border"
        question = "What happened on the border?"
        # answer = '''
        # Write the answer; until then the articles alone answer.
        # '''

        [[section]]
        id = "how-is-china-involved"
        question = "How is China involved?"
        # answer = '''
        # Write the answer; until then the articles alone answer.
        # '''

        [[section]]
        id = "what-comes-next"
        question = "What comes next?"
        # answer = '''
        # Write the answer; until then the articles alone answer.
        # '''
    "##]].assert_eq(&desk.read("briefings/border/briefing.toml"));
    assert_eq!(
        desk.names("briefings"),
        [
            "border/articles/article.toml",
            "border/articles/five-die-in-clashes-on-the-border.toml",
            "border/articles/the-alpha.toml",
            "border/briefing.toml"
        ]
    );
}

#[test]
fn into_a_briefing_articles_are_added_and_nothing_is_overwritten() {
    let desk = Desk::with(&[("a.txt", EXPLAINER), ("p.html", PAGE), ("b.txt", REPORT)]);
    desk.imports("a.txt --outlet The_Alpha", "b");
    let before = desk.files("b");
    desk.imports("p.html", "b").is(&expect![[r#"
        articles/the-alpha-2.toml: The Alpha, 27 Nov 2025: Drone strike kills three
          2 questions
        added 1 article to b; what is new stands as comments at its end
        --- exit Some(0)
    "#]]);
    let after = desk.files("b");
    let mut expected: Vec<String> = before.keys().cloned().collect();
    expected.push("articles/the-alpha-2.toml".into());
    expected.sort();
    assert_eq!(after.keys().cloned().collect::<Vec<_>>(), expected);
    assert_eq!(after["articles/the-alpha.toml"], before["articles/the-alpha.toml"]);
    expect![[r#"

        # Questions and events of articles that were imported later; uncomment those you want.
        #
        # [[section]]
        # id = "what-comes-next"
        # question = "What comes next?"
    "#]]
    .assert_eq(after["briefing.toml"].strip_prefix(&before["briefing.toml"]).unwrap());
    // The question that the briefing asks already is answered by both.
    assert!(after["articles/the-alpha-2.toml"].contains("answers = \"how-is-china-involved\""));
}

#[test]
fn a_text_that_is_there_already_is_recognised() {
    let desk = Desk::with(&[("a.txt", EXPLAINER)]);
    desk.imports("a.txt", "b");
    let before = desk.files("b");
    desk.write("again.txt", EXPLAINER.replace(". ", ".  ").replace('\n', "\r\n"));
    desk.imports("again.txt", "b").is(&expect![[r#"
        already there as five-die-in-clashes-on-the-border: Five die in clashes on the border
        b has all of it already
        --- exit Some(0)
    "#]]);
    assert_eq!(desk.files("b"), before);
    desk.imports("a.txt again.txt", "twice");
    assert_eq!(desk.names("twice/articles").len(), 1);
}

#[test]
fn a_question_is_offered_once_whatever_became_of_it() {
    let desk = Desk::with(&[("a.txt", EXPLAINER), ("p.html", PAGE)]);
    desk.imports("a.txt", "b");
    desk.imports("p.html", "b");
    // It is taken over, and another file asks the same.
    let taken = desk
        .read("b/briefing.toml")
        .replace("# [[section]]", "[[section]]")
        .replace("# id =", "id =")
        .replace("# question =", "question =");
    desk.write("b/briefing.toml", &taken);
    desk.write("other.html", PAGE.replace("workers", "people"));
    desk.imports("other.html", "b");
    assert_eq!(desk.read("b/briefing.toml"), taken);
}

#[test]
fn what_the_reader_says_counts_for_all_files() {
    let desk = Desk::with(&[("a.txt", EXPLAINER), ("p.html", PAGE)]);
    desk.imports(
        "a.txt p.html --outlet The_Beta --published 2025-12-26 --url https://beta.example/ --kind wire",
        "b",
    );
    let briefing = desk.briefing("b");
    for article in briefing["articles"].as_array().unwrap() {
        assert_eq!(article["outlet"], "The Beta");
        assert_eq!(article["published"], "2025-12-26");
        assert_eq!(article["url"], "https://beta.example/");
        assert_eq!(article["kind"], "wire");
    }
    for wrong in ["--published 26.12.2025", "--published 2025", "--kind rumour", "--url javascript:alert(1)"]
    {
        let done = desk.run(&format!("import a.txt --into c {wrong}"));
        assert_eq!((done.code, desk.path("c").exists()), (Some(2), false), "{wrong}: {done:?}");
    }
}

#[test]
fn a_dry_run_writes_nothing() {
    let desk = Desk::with(&[("a.txt", EXPLAINER)]);
    desk.run("import a.txt --into new/b --dry-run").is(&expect![[r#"
        articles/five-die-in-clashes-on-the-border.toml: outlet unknown, undated: Five die in clashes on the border
          2 questions

        --- briefing.toml
        # Begun by `crossread import`. The articles are evidence and stay as they are; this file is yours to curate.

        title = "Five die in clashes on the border"
        edition = 1
        language = "en"

        [[section]]
        id = "what-happened-on-the-border"
        question = "What happened on the border?"
        # answer = '''
        # Write the answer; until then the articles alone answer.
        # '''

        [[section]]
        id = "how-is-china-involved"
        question = "How is China involved?"
        # answer = '''
        # Write the answer; until then the articles alone answer.
        # '''


        --- articles/five-die-in-clashes-on-the-border.toml
        headline = "Five die in clashes on the border"
        language = "en"

        text = '''
        At least five people died in clashes on the border on Thursday, officials said. It was the third attack in a month.
        '''

        [[section]]
        question = "What happened on the border?"
        answers = "what-happened-on-the-border"
        text = '''
        Gunmen crossed the river at night.

        Guards found them in the morning.
        '''

        [[section]]
        question = "How is China involved?"
        answers = "how-is-china-involved"
        text = '''
        Its firms mine gold there.
        '''

        nothing was written
        --- exit Some(0)
    "#]]);
    assert_eq!(desk.names("."), ["a.txt"]);
    assert!(!desk.path("new").exists());
}

#[test]
fn what_was_made_is_told_as_json() {
    let desk = Desk::with(&[("a.txt", EXPLAINER), ("p.html", PAGE)]);
    desk.imports("a.txt", "b");
    let done = desk.run("import a.txt p.html --into b --json");
    expect![[r#"
        {
          "briefing": "b",
          "dry_run": false,
          "files": [
            "articles/the-alpha.toml"
          ],
          "items": [],
          "articles": [
            {
              "id": null,
              "already": "five-die-in-clashes-on-the-border",
              "outlet": null,
              "headline": "Five die in clashes on the border",
              "published": null,
              "url": null,
              "language": "en",
              "sections": [
                "What happened on the border?",
                "How is China involved?"
              ],
              "left_out": []
            },
            {
              "id": "the-alpha",
              "already": null,
              "outlet": "The Alpha",
              "headline": "Drone strike kills three",
              "published": "2025-11-27T08:00:00+05:00",
              "url": "https://alpha.example/drone",
              "language": "en",
              "sections": [
                "How is China involved?",
                "What comes next?"
              ],
              "left_out": [
                "Home World",
                "Recommended Stories",
                "Another story of the day",
                "And one more of them",
                "Sign up for our newsletter",
                "© The Alpha",
                "A camp in the mountains [File: Agency]"
              ]
            }
          ],
          "questions": [
            "What comes next?"
          ],
          "events": []
        }
    "#]]
    .assert_eq(&done.out);
}

#[test]
fn what_was_left_out_is_listed_on_request() {
    let desk = Desk::with(&[("p.html", PAGE)]);
    let quiet = desk.run("import p.html --into b --dry-run");
    assert!(!quiet.out.contains("left out"));
    let verbose = desk.imports("p.html --verbose", "b");
    expect![[r#"
        articles/the-alpha.toml: The Alpha, 27 Nov 2025: Drone strike kills three
          2 questions
          left out: Home World
          left out: Recommended Stories
          left out: Another story of the day
          left out: And one more of them
          left out: Sign up for our newsletter
          left out: © The Alpha
          left out: A camp in the mountains [File: Agency]
        made b; crossread b opens it
    "#]]
    .assert_eq(&verbose.out);
}

#[test]
fn standard_input_is_a_file_too() {
    let desk = Desk::new();
    let done = desk.run_with("import - --url https://alpha.example/drone --into b", PAGE.as_bytes());
    assert_eq!(done.code, Some(0), "{done:?}");
    assert!(desk.read("b/articles/the-alpha.toml").contains("https://alpha.example/drone"));
    let empty = desk.run_with("import - --into c", b"");
    empty.is(&expect![[r#"
        --- standard error
        error: there is no text in it
          -  [no-text]
          try: save the whole page, with its text
        --- exit Some(1)
    "#]]);
}

#[test]
fn what_cannot_be_used_is_said_and_the_rest_is_imported() {
    let desk = Desk::with(&[("a.txt", EXPLAINER), ("empty.html", ""), ("s.json", "{")]);
    desk.write("picture.png", [0x89, b'P', b'N', b'G', 0, 0, 0, 1, 2, 3]);
    desk.run("import a.txt empty.html s.json picture.png nowhere.txt . --into b").is(&expect![[r#"
        articles/five-die-in-clashes-on-the-border.toml: outlet unknown, undated: Five die in clashes on the border
          2 questions
        made b; crossread b opens it
        --- standard error
        error: there is no article on the page
          empty.html  [no-text]
          try: save the page with its text, or the text alone
        error: this is no JSON: EOF while parsing an object at line 1 column 1
          s.json  [bad-json]
          try: a Kagi News story has `title`, `suggested_qna` and `articles`
        error: this is neither a text nor a page
          picture.png  [not-a-text]
          try: save the page as HTML or as text
        error: there is no such file or folder
          nowhere.txt  [unreadable]
        error: this is a folder
          .  [not-a-file]
        5 of 6 files could not be imported
        --- exit Some(1)
    "#]]);
    assert_eq!(desk.names("b").len(), 2);
    desk.run("import empty.html --into c").is(&expect![[r#"
        --- standard error
        error: there is no article on the page
          empty.html  [no-text]
          try: save the page with its text, or the text alone
        --- exit Some(1)
    "#]]);
    assert!(!desk.path("c").exists());
}

#[test]
fn a_folder_that_is_no_briefing_is_left_alone() {
    let desk = Desk::with(&[("a.txt", EXPLAINER), ("notes/mine.txt", "mine"), ("file", "f")]);
    fs::create_dir(desk.path("empty")).unwrap();
    for into in ["notes", "file"] {
        let done = desk.run(&format!("import a.txt --into {into}"));
        assert_eq!(done.code, Some(1), "{done:?}");
    }
    assert_eq!(desk.names("notes"), ["mine.txt"]);
    desk.imports("a.txt", "empty");
}

#[test]
fn links_and_dots_lead_to_the_folder_that_is_meant() {
    let desk = Desk::with(&[("a.txt", EXPLAINER), ("b.txt", REPORT), ("real/x", "")]);
    desk.imports("a.txt", "b");
    std::os::unix::fs::symlink("b", desk.path("link")).unwrap();
    fs::rename(desk.path("b/articles"), desk.path("real/articles")).unwrap();
    std::os::unix::fs::symlink("../real/articles", desk.path("b/articles")).unwrap();
    fs::rename(desk.path("b/briefing.toml"), desk.path("real/b.toml")).unwrap();
    std::os::unix::fs::symlink("../real/b.toml", desk.path("b/briefing.toml")).unwrap();
    desk.imports("b.txt", "link");
    assert!(desk.path("b/articles").is_symlink() && desk.path("b/briefing.toml").is_symlink());
    assert_eq!(desk.names("real/articles").len(), 2);
    let mut here = desk.command("import ../a.txt ../b.txt --into .");
    let done = desk.done(here.current_dir(desk.path("b")).output().unwrap());
    assert_eq!(done.code, Some(0), "{done:?}");
    fs::create_dir(desk.path("fresh")).unwrap();
    let done =
        desk.done(desk.command("import ../a.txt --into .").current_dir(desk.path("fresh")).output().unwrap());
    assert_eq!(done.code, Some(0), "{done:?}");
    desk.checks("fresh");
}

#[test]
fn an_article_that_no_file_could_hold_is_refused() {
    let desk = Desk::new();
    desk.write("long.txt", "A sentence of a very long text that goes on.\n\n".repeat(40_000));
    desk.write("asks.txt", "What is it?\n\nThis, and nothing else at all.\n\n".repeat(600));
    desk.run("import long.txt asks.txt --into b").is(&expect![[r#"
        --- standard error
        error: A sentence of a very long text that goes on.: its text has 1796 KiB, and an article's file at most 1024
          long.txt  [article-too-large]
          try: import it in parts, or pick the chapters that matter
        error: What is it?: it has more than 512 questions
          asks.txt  [article-too-large]
          try: import it in parts, or pick the chapters that matter
        2 of 2 files could not be imported
        --- exit Some(1)
    "#]]);
    desk.write("many.json", json!({"version": "https://jsonfeed.org/version/1.1", "title": "F", "items": (0..1100).map(|n| json!({"id": n.to_string(), "content_text": format!("Text number {n}, of many.")})).collect::<Vec<_>>()}).to_string());
    desk.run("import many.json --into b").is(&expect![[r#"
        --- standard error
        crossread: b: it would have 1100 articles, and a briefing has at most 1000; nothing was changed
          try: choose some of them: --pick 1-50
        --- exit Some(1)
    "#]]);
    assert!(!desk.path("b").exists());
    desk.imports("many.json --pick 1-1000", "b");
}

#[test]
fn questions_beyond_what_a_briefing_may_ask_are_not_asked() {
    let desk = Desk::new();
    let asks = |from: usize| -> String {
        (from..from + 400).fold("Begins, with a lead.\n\n".into(), |all, n| {
            all + &format!("What about w{n} v{n}?\n\nThis, which is {n}.\n\n")
        })
    };
    desk.write("a.txt", asks(0));
    desk.write("b.txt", asks(400));
    desk.imports("a.txt b.txt", "b");
}

// Whatever stands in a file

/// An article reads back as it was meant, but for line ends at the ends of texts.
fn comes_back(meant: &Article) -> Result<(), TestCaseError> {
    let (mut back, errors) = read_back(meant);
    prop_assert_eq!(errors, Vec::<String>::new());
    let ending = |text: &Text| Text::new(text.as_str().trim_end_matches('\n'));
    let mut meant = meant.clone();
    for article in [&mut meant, &mut back] {
        article.id = "a".into();
        article.looks_like = None;
        article.lead = if article.lead.is_blank() { Text::default() } else { ending(&article.lead) };
        for section in &mut article.sections {
            section.text = if section.text.is_blank() { Text::default() } else { ending(&section.text) };
        }
    }
    prop_assert_eq!(back, meant);
    Ok(())
}

const ANY: &str =
    r#"(?s:.|[\n\r'"\\<>&#=`?!*_\[\]{}|~-]|</?[a-z]{1,6}>|&amp;|\u{1b}\[2J|'''|"""|What is it\?\n){0,80}"#;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_in_any_file_come_back_equal(bytes in prop::collection::vec(any::<u8>(), 0..300), text in ANY, name in "a\\.(txt|md|html|xml|json|epub)|-") {
        for content in [bytes, text.into_bytes()] {
            let harvest = found(&name, content);
            for draft in &harvest.drafts {
                comes_back(&draft.article)?;
            }
            prop_assert_eq!(import_sound(harvest), Ok(()));
        }
    }

    #[test]
    fn no_letter_of_a_plain_text_is_lost(text in r#"(?:[a-z]{1,8}[ .,?!:]|\n|\n\n|[*#>\[\]_-] |[0-9]\. |“|”|<b>|&lt;){0,60}"#) {
        let harvest = found("a.txt", &text);
        let found: Vec<Article> = harvest.drafts.into_iter().map(|d| d.article).collect();
        let all: String = found.iter().map(|a| a.headline.clone().unwrap_or_default().to_string() + &shown(a)).collect();
        prop_assert_eq!(letters(&all), letters(&text));
    }

    #[test]
    fn no_paragraph_of_a_page_is_lost(texts in prop::collection::vec(r#"(?:[a-z]{2,9}[ ,]|<b>[a-z*.]{1,5}</b>|<i> [a-z]{2,5} <b>[a-z_]{1,3}</b></i>|<code>[a-z`]{1,3}</code>|<br>|&amp;|&lt;|[*_`\[\]\\#]){20,60}(<a href="https://a\.example/(x)?">[a-z*\] ]{1,9}</a>)?"#, 3..9)) {
        let marked: Vec<String> = texts.iter().enumerate().map(|(n, t)| format!("paragraph{n}, {} {t} ends{n}.", "which is as long as one of an article is, ".repeat(5))).collect();
        let body = format!("<p>{}</p>", marked.join("</p><p>"));
        let page = format!("<html><head><title>t</title></head><body><article>{body}</article></body></html>");
        let harvest = found("a.html", &page);
        prop_assert_eq!(harvest.drafts.len(), 1);
        let shown = shown(&harvest.drafts[0].article);
        let meant: String = dom_query::Document::from(body.as_str()).root().text().to_string();
        prop_assert_eq!(letters(&shown), letters(&meant));
    }
}

/// The letters that a reader sees of an article, without the numbers of links.
fn shown(article: &Article) -> String {
    use crossread::text::markdown::{Style, parse};
    let mut out = String::new();
    let mut read = |text: &Text| {
        for block in parse(text).blocks {
            let mut from = 0;
            if let Some(marker) = block.marker.filter(|m| m.as_str() != "•") {
                out += marker.as_str();
            }
            for run in block.runs.iter().filter(|r| r.style.has(Style::NOTE)) {
                out += &block.text.as_str()[from..run.range.start];
                from = run.range.end;
            }
            out += &block.text.as_str()[from..];
            out += "\n";
        }
    };
    read(&article.lead);
    for section in &article.sections {
        out_question(&mut read, &section.question);
        read(&section.text);
    }
    out
}

fn out_question(read: &mut impl FnMut(&Text), question: &Text) {
    // A question is a line of text and no Markdown.
    let escaped: String = question
        .as_str()
        .chars()
        .flat_map(|c| if c.is_ascii_punctuation() { vec!['\\', c] } else { vec![c] })
        .collect();
    read(&Text::new(&escaped));
}

#[test]
fn who_is_quoted_comes_with_the_quotation() {
    let page = "<html><body><article><h1>Head of it</h1><p>The minister spoke on Thursday in the capital, and said that the border would stay closed for as long as it takes to make it safe, whatever others may say of it now.</p><blockquote><p>We ask for an apology.</p><footer>The minister</footer></blockquote><p>Nobody had answered by the evening, and the ministry on the other side of the river said that it knew of nothing.</p></article></body></html>";
    let harvest = crossread::import::import(&crossread::import::Input {
        name: "a.html",
        bytes: page.as_bytes(),
        pick: None,
        url: None,
    });
    let text = harvest.drafts[0].article.whole_text();
    assert!(text.as_str().contains("> We ask for an apology.\n>\n> The minister"), "{text}");
}
