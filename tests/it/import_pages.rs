//! Pages in the shapes that outlets give them: what stands around the text goes and is told, and what
//! looks like it stays.

use std::fmt::Write as _;

use expect_test::{Expect, expect};

use crate::import::{Desk, found, told};

const ONE: &str = "A drone killed three workers at a gold mine near the border on Wednesday, the ministry said in a statement that named no one.";
const TWO: &str = "Nobody has claimed the attack, which was the first of its kind in the region, and the second on foreigners this year, officials said.";
const THREE: &str = "“We will protect them,” the minister told reporters in the capital, adding that talks would go on in January as planned.";
const FOUR: &str = "Its firms have mined there since 2010, and hundreds of their workers live in camps along the river, which marks the border.";

/// What a page comes to, with its paragraphs by their number.
fn is(page: &str, expected: &Expect) {
    let mut said = told(&found("a.html", page));
    for (text, number) in [(ONE, "ONE"), (TWO, "TWO"), (THREE, "THREE"), (FOUR, "FOUR")] {
        said = said.replace(text, number);
    }
    expected.assert_eq(&said);
}

#[test]
fn blocks_with_players_pictures_and_links() {
    is(
        &format!(
            r#"<!doctype html><html lang="en-GB"><head><title>Drone strike kills three at gold mine - The Alpha</title><link rel="canonical" href="https://alpha.example/news/1">
<script type="application/ld+json">{{"@type":"NewsArticle","publisher":{{"@type":"NewsMediaOrganization","name":"The Alpha"}},"datePublished":"2025-11-27T08:00:00.000Z","headline":"Drone strike kills three at gold mine","author":{{"@type":"Person","name":"Ann Example"}}}}</script></head><body><nav><a href=/>Home</a><a href=/n>News</a></nav><main><article>
<div><h1>Drone strike kills three at gold mine</h1></div><div><div><time>6 hours ago</time></div><div><button>Share</button></div><div><span>Ann Example</span><div>Central Asia correspondent</div></div></div>
<figure><div><img src="a.jpg"><span><span class="hidden">Image source, </span>Agency Pictures</span></div><figcaption>Image caption, A camp</figcaption></figure>
<div><p>{ONE}</p><p>{TWO}</p><p>Listen to this article · 5 min</p><p>Image source, Agency Pictures</p></div><h2>How is China involved?</h2><div><p>{THREE}</p><p>Get our flagship newsletter with all the headlines you need to start the day. <a href="/sub">Sign up here.</a></p><p>{FOUR}</p></div>
<div><h2>More on this story</h2><ul><li><a href="/news/2">Who is behind the attacks?</a></li><li><a href="/news/3">Why does gold matter?</a></li></ul></div></article></main></body></html>"#
        ),
        &expect![[r#"
            outlet = "The Alpha"
            headline = "Drone strike kills three at gold mine"
            url = "https://alpha.example/news/1"
            published = 2025-11-27T08:00:00Z
            byline = "Ann Example"
            language = "en-GB"

            text = '''
            ONE

            TWO
            '''

            [[section]]
            question = "How is China involved?"
            text = '''
            THREE

            FOUR
            '''
            # left out: Home News
            # left out: 6 hours ago
            # left out: Share
            # left out: Ann Example
            # left out: Central Asia correspondent
            # left out: Image caption, A camp
            # left out: More on this story
            # left out: Who is behind the attacks?
            # left out: Why does gold matter?
            # left out: Listen to this article · 5 min
            # left out: Image source, Agency Pictures
            # left out: Get our flagship newsletter with all the headlines you need to start the day. Sign up here.

        "#]],
    );
}

#[test]
fn headings_of_any_name_stay_and_teasers_go() {
    is(
        &format!(
            r#"<html lang=en><head><title>Drone strike kills three | Beta</title><meta property="og:site_name" content="Beta"></head><body><main><h1 class="headline">Drone strike kills three</h1><div><div class="byline">By <a href="/ann">Ann Example</a> and <a href="/bo">Bo Sample</a>, Beta</div><div class="timestamp">Updated 9:05 AM EST, Thu December 18, 2025</div><div class="social-share">Share <button>Link Copied!</button></div></div>
<div><p>{ONE}</p><div class="ad-slot"><div>Advertisement</div></div><p>{TWO}</p><p><a href="/1"><strong>MINE OWNERS FLEE AS WINTER COMES</strong></a></p><div class="related-content"><span>Related article</span><a href="/2"><span>Border trade stops</span></a></div>
<h3>READ MORE: <a href="/9">Who owns the mines?</a></h3><p>{THREE}</p><p><strong>SEE ALSO: Why is gold king?</strong></p><h3><a href="/10">What is a drone?</a></h3><amp-ad type=x><p>Buy now</p></amp-ad><h2 class="subheader">What comes next?</h2><p>{FOUR}</p><p><strong>Who pays for it?</strong></p><p>{ONE}</p><p>Follow @beta on X</p></div></main></body></html>"#
        ),
        &expect![[r#"
            outlet = "Beta"
            headline = "Drone strike kills three"
            updated = 2025-12-18T09:05:00-05:00
            byline = "Ann Example and Bo Sample"
            language = "en"

            text = '''
            ONE

            TWO

            THREE

            ### What is a drone?
            '''

            [[section]]
            question = "What comes next?"
            text = '''
            FOUR
            '''

            [[section]]
            question = "Who pays for it?"
            text = '''
            ONE
            '''
            # left out: By Ann Example and Bo Sample , Beta
            # left out: Updated 9:05 AM EST, Thu December 18, 2025
            # left out: Share
            # left out: Link Copied!
            # left out: Advertisement
            # left out: Related article Border trade stops
            # left out: MINE OWNERS FLEE AS WINTER COMES
            # left out: READ MORE: Who owns the mines?
            # left out: SEE ALSO: Why is gold king?
            # left out: Buy now
            # left out: Follow @beta on X

        "#]],
    );
}

#[test]
fn names_stand_elsewhere_in_the_graph_and_links_are_relative() {
    is(
        &format!(
            r##"<html lang=en><head><base href="/world/"><meta property="og:url" content="https://gamma.example/2025/x"><script type="application/ld+json">{{"@graph":[{{"@type":"NewsArticle","headline":"Drone strike kills three","publisher":{{"@id":"#us"}},"author":[{{"@id":"#ann"}},{{"@type":"Person","name":["Bo Sample"]}},{{"@id":"#ann"}}]}},{{"@type":"Organization","@id":"#us","name":"The Gamma"}},{{"@type":"Person","@id":"#ann","name":"Ann Example"}}]}}</script></head><body><article><p class="kicker">Published: January 18, 2011, 3:04 pm UTC+3</p><p>{ONE} <a href="mines?x=1">The mines</a>, <a href="//delta.example/y">the owners</a> and <a href="#note">a note</a>.</p><p>{TWO}</p><p>{THREE}</p></article></body></html>"##
        ),
        &expect![[r#"
            outlet = "The Gamma"
            headline = "Drone strike kills three"
            url = "https://gamma.example/2025/x"
            published = 2011-01-18T15:04:00+03:00
            byline = "Ann Example, Bo Sample"
            language = "en"

            text = '''
            ONE [The mines](https://gamma.example/world/mines?x=1), [the owners](https://delta.example/y) and a note.

            TWO

            THREE
            '''
            # left out: Published: January 18, 2011, 3:04 pm UTC+3

        "#]],
    );
}

#[test]
fn a_page_in_japanese_has_its_headline_alone() {
    let text = "政府は木曜日、国境での衝突で少なくとも五人が死亡したと発表した。当局者は交渉が続くと述べた。";
    is(
        &format!(
            "<html lang=ja><head><title>国境の衝突で五人が死亡、政府が発表｜イータ新聞</title></head><body><article><p>2025年12月26日 10:00</p><p>{0}</p><h2>なぜ起きたのか？</h2><p>{0}</p></article></body></html>",
            text.repeat(4)
        ).replace(text, "政府は木曜日、国境での衝突で少なくとも五人が死亡したと発表した。"),
        &expect![[r#"
            headline = "国境の衝突で五人が死亡、政府が発表"
            published = 2025-12-26
            language = "ja"

            text = '''
            政府は木曜日、国境での衝突で少なくとも五人が死亡したと発表した。政府は木曜日、国境での衝突で少なくとも五人が死亡したと発表した。政府は木曜日、国境での衝突で少なくとも五人が死亡したと発表した。政府は木曜日、国境での衝突で少なくとも五人が死亡したと発表した。
            '''

            [[section]]
            question = "なぜ起きたのか？"
            text = '''
            政府は木曜日、国境での衝突で少なくとも五人が死亡したと発表した。政府は木曜日、国境での衝突で少なくとも五人が死亡したと発表した。政府は木曜日、国境での衝突で少なくとも五人が死亡したと発表した。政府は木曜日、国境での衝突で少なくとも五人が死亡したと発表した。
            '''
            # left out: 2025年12月26日 10:00

        "#]],
    );
}

#[test]
fn sentences_that_look_like_furniture_are_kept() {
    let kept = [
        "Listeners to the station heard the news at noon, and the minister heard it there too.",
        "Share prices fell by a fifth on Thursday, and those of the mine by a half.",
        "Save the river, the marchers shouted, and save the mine.",
        "By Thursday the border was shut, said Ann Example, who lives beside it.",
        "Updated figures are to come on 26 December 2025, officials said.",
        "“Sign up for our newsletter,” the poster said, and nobody did.",
        "The newsletter of the ministry named five firms, and asked nobody to pay.",
        "Photographs of the camp showed tents; a video showed the drone.",
        "Follow the money, the prosecutor said, and it leads to the mine.",
        "Support for the government fell.",
        "More than a million subscribe to the newsletter of the party.",
        "Check your inbox, the ministry told those who had lost their papers.",
        "Readers of the paper paid for it.",
        "Who did it? Nobody knows, the reporter wrote.",
        "Advertising on the border is forbidden.",
        "Comments by the minister were not recorded.",
        "Related to that is the price of gold.",
    ];
    for (open, close) in [("<p>", "</p>"), ("<div>", "</div>"), ("<p class='related-note share'>", "</p>")] {
        let body = kept.iter().fold(String::new(), |mut body, line| {
            let _ = write!(body, "{open}{line}{close}");
            body
        });
        let page = format!(
            "<html><head><title>The mine and the border</title></head><body><article><p>{ONE}</p><p>{TWO}</p>{body}<p>{THREE}</p></article></body></html>"
        );
        let harvest = found("a.html", page);
        let draft = &harvest.drafts[0];
        for line in kept {
            assert!(draft.article.lead.as_str().contains(line), "{open}: {line}: {:?}", draft.left_out);
        }
    }
}

#[test]
fn a_live_blog_has_an_entry_under_each_time() {
    let entry = |n: u8| {
        format!(
            "<div class=post><h2>Entry {n} of the day</h2><span><time>0{n}:15 GMT</time></span><p>{ONE}</p></div>"
        )
    };
    let page = format!(
        r#"<html lang=en><head><script type="application/ld+json">{{"@type":"LiveBlogPosting","headline":"Border: live"}}</script></head><body><article><h1>Border: live</h1><p>{TWO}</p>{}{}{}</article></body></html>"#,
        entry(3),
        entry(2),
        entry(1)
    );
    is(
        &page,
        &expect![[r#"
        headline = "Border: live"
        language = "en"

        text = '''
        TWO

        ### 03:15 GMT · Entry 3 of the day

        ONE

        ### 02:15 GMT · Entry 2 of the day

        ONE

        ### 01:15 GMT · Entry 1 of the day

        ONE
        '''

    "#]],
    );
}

#[test]
fn where_a_page_was_is_what_its_links_are_relative_to() {
    let page = format!(
        "<html><head><title>T</title></head><body><article><p>{ONE} <a href='/mines'>Mines</a>.</p><p>{TWO}</p></article></body></html>"
    );
    let desk = Desk::with(&[("a.html", &page)]);
    desk.imports("a.html --url https://alpha.example/news/1", "b");
    assert!(desk.read("b/articles/t.toml").contains("[Mines](https://alpha.example/mines)"));
}
