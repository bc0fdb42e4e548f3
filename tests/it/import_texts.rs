//! Texts as people mail and paste them, and files that hold several things.

use expect_test::{Expect, expect};
use serde_json::json;

use crate::import::{Desk, found, told};

fn is(name: &str, content: &str, expected: &Expect) {
    expected.assert_eq(&told(&found(name, content)));
}

#[test]
fn a_mail_says_who_wrote_it_and_when() {
    is(
        "mail.txt",
        "From: Ann Example <ann@alpha.example>\nTo: Bo Sample\nDate: Fri, 26 Dec 2025 10:00:00 +0500\nSubject: Fwd: Five die in clashes on the border\n\nAt least five people died in clashes on the border on Thursday, officials said.\n",
        &expect![[r#"
            headline = "Five die in clashes on the border"
            published = 2025-12-26T10:00:00+05:00
            byline = "Ann Example"

            text = '''
            At least five people died in clashes on the border on Thursday, officials said.
            '''
            # left out: to: Bo Sample

        "#]],
    );
}

#[test]
fn a_headline_and_a_byline_may_stand_close() {
    is(
        "a.txt",
        "Five die in clashes\nBy Ann Example | 26 December 2025\nAt least five people died in clashes on\nthe border on Thursday, officials said,\nand talks are to go on in January.\n\nNobody claimed the attack, which was\nthe first of its kind in the region.\n",
        &expect![[r#"
            headline = "Five die in clashes"
            published = 2025-12-26
            byline = "Ann Example"
            language = "en"

            text = '''
            At least five people died in clashes on the border on Thursday, officials said, and talks are to go on in January.

            Nobody claimed the attack, which was the first of its kind in the region.
            '''

        "#]],
    );
    is(
        "b.txt",
        "Five die in clashes\nAt least five people died in clashes on\nthe border on Thursday, officials said,\nand talks are to go on in January.\n",
        &expect![[r#"
            headline = "Five die in clashes"
            language = "en"

            text = '''
            At least five people died in clashes on the border on Thursday, officials said, and talks are to go on in January.
            '''

        "#]],
    );
}

#[test]
fn questions_and_answers_lose_their_marks() {
    is(
        "a.txt",
        "The lead of it, a sentence.\n\nQ: What happened at the mine?\nA: A drone struck it, and three died.\nIt was night.\n\nQ: Who did it?\nA: Nobody knows.\n\nREAD MORE: Who owns the mine?\n\nThe end of it.\n",
        &expect![[r#"
            language = "en"

            text = '''
            The lead of it, a sentence.
            '''

            [[section]]
            question = "What happened at the mine?"
            text = '''
            A drone struck it, and three died.

            It was night.
            '''

            [[section]]
            question = "Who did it?"
            text = '''
            Nobody knows.

            READ MORE: Who owns the mine?

            The end of it.
            '''

        "#]],
    );
}

#[test]
fn a_live_text_has_an_entry_under_each_time() {
    is(
        "a.txt",
        "The border is shut, officials say.\n\n10:15 GMT\nTalks begin in the capital, the ministry says.\n\n09:30 GMT\nGuards find the dead in the morning.\n\n08:00 GMT\nA drone strikes the mine.\n",
        &expect![[r#"
            language = "en"

            text = '''
            The border is shut, officials say.

            ### 10:15 GMT

            Talks begin in the capital, the ministry says.

            ### 09:30 GMT

            Guards find the dead in the morning.

            ### 08:00 GMT

            A drone strikes the mine.
            '''

        "#]],
    );
}

#[test]
fn footnotes_of_markdown_are_no_citations() {
    is(
        "a.md",
        "# Clashes\n\nTalks began[^1], and went on[^two].[^none]\n\n```\n[^1]\n```\n\n[^1]: In January.\n[^two]: In `May`.\n",
        &expect![[r#"
            headline = "Clashes"

            text = '''
            Talks began[1], and went on[two].[^none]

            ```
            [^1]
            ```

            [1] In January.

            [two] In `May`.
            '''

        "#]],
    );
}

#[test]
fn a_text_without_a_headline_titles_the_briefing_by_its_first_sentence() {
    let desk = Desk::with(&[(
        "a.txt",
        "Kabul expressed regret over the deaths on the border. It blamed a group.\n\nMore of it.\n",
    )]);
    desk.imports("a.txt", "folder-name");
    let briefing = desk.briefing("folder-name");
    assert_eq!(briefing["title"], "Kabul expressed regret over the deaths on the border.");
}

#[test]
fn a_json_feed_may_number_its_items() {
    is(
        "f.json",
        r#"{"version":"https://jsonfeed.org/version/1","title":"F","items":[{"id": 7,"content_text":"It says \"id\": 5 here."},{"content_html":"<p>Two</p>","id":-1.5e3},{"id":3,"title":"Three"}]}"#,
        &expect![[r#"
            outlet = "F"

            text = '''
            It says "id": 5 here.
            '''

            outlet = "F"

            text = '''
            Two
            '''

            warning: 1 item has no text and cannot be imported
              f.json  [item-without-text]
              try: save the page of an item that you want
        "#]],
    );
}

fn stories() -> String {
    let story = |title: &str, question: &str| {
        json!({"title": title, "location": "The Border", "short_summary": "S.",
        "suggested_qna": [{"question": question, "answer": "It is so [alpha.example#1]."}], "talking_points": [title],
        "quote": "We wait", "quote_author": "A minister", "quote_source_url": "https://alpha.example/q", "quote_source_domain": "alpha.example",
        "business_angle_text": "Gold is dear.", "business_angle_points": ["Costs: up"],
        "timeline": [{"date": "2025-11-26", "content": format!("{title} begins [alpha.example#1]")}],
        "articles": [{"title": title, "link": format!("https://alpha.example/{}", title.len()), "domain": "alpha.example"}]})
    };
    json!({"date": "2025-12-26", "clusters": [story("Clashes", "Who fights?"), story("Floods", "Where is water?")]}).to_string()
}

#[test]
fn several_stories_can_become_one_briefing() {
    let desk = Desk::with(&[("s.json", &stories())]);
    let refused = desk.run("import s.json --into b");
    assert_eq!(refused.code, Some(1));
    assert!(refused.err.contains("1  2025-12-26  Clashes; 2  2025-12-26  Floods"), "{}", refused.err);
    desk.imports("s.json --pick 1,2", "b");
    expect![[r##"
        # Begun by `crossread import`. The articles are evidence and stay as they are; this file is yours to curate.

        title = "Clashes"
        summary = "S."
        published = 2025-12-26
        edition = 1
        language = "en"
        tags = ["The Border"]

        [[section]]
        id = "who-fights"
        question = "Who fights?"
        answer = '''
        It is so[^alpha-example].
        '''

        [[section]]
        id = "what-are-the-main-points"
        question = "What are the main points?"
        answer = '''
        - Clashes

        - Floods
        '''

        [[section]]
        id = "what-was-said"
        question = "What was said?"
        answer = '''
        > “We wait”

        A minister, [alpha.example](https://alpha.example/q)
        '''

        [[section]]
        id = "what-does-it-mean-for-business"
        question = "What does it mean for business?"
        answer = '''
        Gold is dear.

        - **Costs:** up
        '''

        [[section]]
        id = "where-is-water"
        question = "Where is water?"
        answer = '''
        It is so[^alpha-example-2].
        '''

        [[event]]
        when = 2025-11-26
        what = "Clashes begins"
        articles = ["alpha-example"]

        [[event]]
        when = 2025-11-26
        what = "Floods begins"
        articles = ["alpha-example-2"]
    "##]].assert_eq(&desk.read("b/briefing.toml"));
}

#[test]
fn events_of_a_story_are_offered_to_a_briefing_once() {
    let desk = Desk::with(&[("a.txt", "The lead.\n\nWho fights?\n\nBoth do.\n"), ("s.json", &stories())]);
    desk.imports("a.txt", "b");
    let before = desk.read("b/briefing.toml");
    desk.imports("s.json --pick floods", "b");
    let after = desk.read("b/briefing.toml");
    let offered = after.strip_prefix(&before).unwrap();
    assert!(offered.contains("# [[event]]\n# when = 2025-11-26\n# what = \"Floods begins\"\n"), "{offered}");
    desk.imports("s.json --pick floods", "b");
    assert_eq!(desk.read("b/briefing.toml"), after);
}

#[test]
fn items_are_told_by_number_before_they_are_picked() {
    let rss = "<rss version=\"2.0\"><channel><title>F</title><item><title>One</title><pubDate>Fri, 26 Dec 2025 10:00:00 GMT</pubDate><description>Its text.</description></item><item><title>Two</title></item><item><description>No title.</description></item></channel></rss>";
    let desk = Desk::with(&[("f.xml", rss), ("a.txt", "A text.\n")]);
    let dry = desk.run("import f.xml --into b --dry-run");
    assert!(dry.out.starts_with("1  2025-12-26  One\n2  Two (no text)\n3  untitled\n"), "{}", dry.out);
    assert!(dry.err.contains("1 item has no text"), "{}", dry.err);
    let none = desk.run("import f.xml --into b --pick nine");
    assert!(none.err.contains("1  2025-12-26  One; 2  Two (no text); 3  untitled"), "{}", none.err);
    let plain = desk.run("import a.txt --into b --pick 2");
    assert_eq!(plain.code, Some(0));
    assert!(plain.err.contains("nothing to pick from"), "{}", plain.err);
}

#[test]
fn a_folder_that_can_be_no_id_is_said() {
    let desk = Desk::with(&[("a.txt", "A text.\n")]);
    let done = desk.run("import a.txt --into My_Border");
    assert_eq!(done.code, Some(0));
    assert!(done.err.contains("--into") && done.err.contains("my-border"), "{}", done.err);
}
