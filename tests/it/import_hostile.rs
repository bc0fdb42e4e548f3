//! Files made to break an import: each is refused with a word or read, in bounded memory and on a
//! small stack.

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};
use std::process::Stdio;

use crossread::import::{Harvest, LARGEST};
use serde_json::json;

use crate::hostile::{import_sound, peak};
use crate::import::{Desk, book, found, zipped};

/// The stack of the threads here: half of what a worker of the program has, with debug code.
const STACK: usize = 1 << 20;
/// What the program may take, in KiB.
const MOST_MEMORY: u64 = 256 << 10;

/// Does it on a small stack: where recursion followed the input, the process would end here.
fn on_a_small_stack<T: Send + 'static>(what: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::Builder::new().stack_size(STACK).spawn(what).unwrap().join().unwrap()
}

/// What the problems of a file are called.
fn codes(harvest: &Harvest) -> Vec<&'static str> {
    harvest.problems.iter().map(|p| p.code).collect()
}

/// Imports on a small stack; what comes out is sound, and the problems are told.
fn tried(name: &'static str, content: impl Into<Vec<u8>>) -> Vec<&'static str> {
    let content = content.into();
    on_a_small_stack(move || {
        let harvest = found(name, &content);
        let codes = codes(&harvest);
        import_sound(harvest).unwrap();
        codes
    })
}

/// A page with this in its middle.
fn around(inner: &str) -> String {
    let prose =
        "<p>A paragraph that is long enough to be one of an article, with commas, and an end.</p>".repeat(4);
    format!("<html><body><article>{prose}{inner}{prose}</article></body></html>")
}

#[test]
fn no_nesting_of_elements_reaches_the_end_of_the_stack() {
    nesting(&[250, 6_000]);
}

#[test]
#[ignore = "long; the gate runs it optimised"]
fn at_full_size_no_nesting_of_elements_reaches_the_end_of_the_stack() {
    nesting(&[100, 250, 5_000, 60_000]);
}

fn nesting(depths: &[usize]) {
    // What opens, and what a count of tags would take for its end though the parser does not.
    let shapes: [(&str, &str); 22] = [
        ("<div>", ""),
        ("<div></x>", ""),
        ("<div></span></p></b>", ""),
        ("<div><!-- </div> -->", ""),
        ("<div title='</div>'>", ""),
        ("<div><SCRIPT></div></SCRIPT>", ""),
        ("<div><textarea></div></textarea>", ""),
        ("<span>", "x"),
        ("<b><p>", "x"),
        ("<b class=1><i class=2>", "</b>x"),
        ("<a><b></a>", "x"),
        ("<blockquote>", "x"),
        ("<ul><li>", "x"),
        ("<ol><li><p>", "x"),
        ("<table><tr><td>", "x"),
        ("<table><tr><td></div></table", "x"),
        ("<dl><dd>", "x"),
        ("<svg><g>", "x"),
        ("<math><mrow>", "x"),
        ("<font><center>", "x"),
        ("<unknown-element>", "x"),
        ("<template><div>", "x"),
    ];
    for (open, end) in shapes {
        for &depth in depths {
            let codes = tried("a.html", around(&(open.repeat(depth) + end)));
            assert!(
                codes.iter().all(|c| ["page-too-complex", "little-text", "no-text"].contains(c)),
                "{codes:?}"
            );
            if depth > 5_000 && open == "<div></x>" {
                assert_eq!(codes, ["page-too-complex"]);
            }
        }
    }
}

#[test]
fn items_and_chapters_are_no_deeper_than_pages() {
    let deep = "<blockquote>".repeat(50_000);
    let feed = json!({"version": "https://jsonfeed.org/version/1.1", "title": "F", "items": [
        {"id": "1", "content_html": deep}, {"id": "2", "content_html": "<p>Sound.</p>"}]});
    assert_eq!(tried("f.json", feed.to_string()), ["page-too-complex"]);
    let chapter = format!("<html xmlns=\"http://www.w3.org/1999/xhtml\"><body>{deep}</body></html>");
    let sound = "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>Sound.</p></body></html>";
    assert_eq!(tried("b.epub", book(&[&chapter, sound])), ["page-too-complex"]);
}

#[test]
fn a_million_open_tags_are_refused_or_read() {
    open_tags(320_000, 5_000);
}

#[test]
#[ignore = "long; the gate runs it optimised"]
fn at_full_size_a_million_open_tags_are_refused_or_read() {
    open_tags(1_000_000, 50_000);
}

fn open_tags(most: usize, many: usize) {
    for tag in ["<p>", "<div>", "<i>", "<li>"] {
        assert_eq!(tried("a.html", tag.repeat(most)), ["page-too-complex"], "{tag}");
    }
    let more = [
        "<a href=x>",
        "<td>",
        "<",
        "</",
        "<!--",
        "<p a=",
        "&",
        "<b><p>x",
        "<table>",
        "<option>",
        "<select>",
        "<form>",
    ];
    for tag in more {
        for name in ["a.html", "a.txt", "a.md", "a.json"] {
            tried(name, tag.repeat(many));
        }
    }
}

#[test]
fn nothing_in_xml_or_json_nests_or_grows_without_end() {
    let mut laughs = String::from("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY l0 \"ha\">");
    for n in 1..=30 {
        let _ = write!(laughs, "<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10));
    }
    laughs += "]><rss version=\"2.0\"><channel><title>&l30;</title><item><title>&l30;</title><description>&l30;</description></item></channel></rss>";
    tried("bomb.xml", laughs.clone());
    tried("bomb.html", laughs.replace("<rss", "<html><rss"));
    for open in [
        "<rss version=\"2.0\"><channel><item><description>",
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><content type=\"xhtml\">",
    ] {
        for inner in [
            "<a>",
            "<div xmlns=\"http://www.w3.org/1999/xhtml\">",
            "<item>",
            "<entry>",
            "<media:group xmlns:media=\"http://search.yahoo.com/mrss/\">",
        ] {
            tried("deep.xml", open.to_owned() + &inner.repeat(20_000));
            tried("closed.xml", open.to_owned() + &inner.repeat(20_000) + "x" + &"</a>".repeat(20_000));
        }
    }
    tried("deep.json", "[".repeat(1_000_000));
    tried("deep.json", "{\"a\":".repeat(1_000_000));
    let story = json!({"title": "T", "talking_points": ["[".repeat(300_000) + "]", "[a#1]".repeat(100_000)]});
    tried("brackets.json", story.to_string());
}

#[test]
fn no_text_takes_more_time_than_its_length_allows() {
    one_kind_of_letter(12_000);
}

#[test]
#[ignore = "long; the gate runs it optimised"]
fn at_full_size_no_text_takes_more_time_than_its_length_allows() {
    one_kind_of_letter(120_000);
}

fn one_kind_of_letter(bytes: usize) {
    for letters in [
        "[",
        "]",
        "*",
        "_",
        "`",
        "(",
        "> ",
        "- ",
        "1. ",
        "\\",
        "|",
        "<!",
        "&#",
        "![",
        "[^",
        "[](",
        "#",
        "~",
        "a*",
        "**a",
        "?\n\n",
        "a\n===\n",
        "---\n",
        "+++\n",
        "\u{301}",
        "\u{200d}👨",
        "\u{202e}",
    ] {
        for name in ["a.txt", "a.md", "a.html"] {
            tried(name, letters.repeat(bytes / letters.len()));
        }
    }
    tried("a.html", around(&("<blockquote><ul><li>".repeat(60) + &"<p>x</p>".repeat(20_000))));
    tried("a.html", around(&"<table><tr><td>x".repeat(80)));
}

#[test]
fn a_bomb_of_an_archive_is_refused_before_it_is_unpacked() {
    let zeros = vec![b' '; 64 << 20];
    let bomb = zipped([("META-INF/container.xml", &zeros[..])].into_iter());
    assert!(bomb.len() < 1 << 20);
    assert_eq!(tried("bomb.epub", bomb), ["unreadable-feed"]);
    // One chapter, named a thousand times
    let big = format!(
        "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>A chapter.</p><!--{}--></body></html>",
        "x".repeat(500_000)
    );
    let mut package = book(&[&big]);
    let mut archive = zip::ZipArchive::new(Cursor::new(package.clone())).unwrap();
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for number in 0..archive.len() {
        let mut file = archive.by_index(number).unwrap();
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut content).unwrap();
        let text = String::from_utf8(content).unwrap();
        let text = text.replace("<itemref idref=\"c0\"/>", &"<itemref idref=\"c0\"/>".repeat(1000));
        files.push((file.name().unwrap().into_owned(), text.into_bytes()));
    }
    package = zipped(files.iter().map(|(name, content)| (name.as_str(), &content[..])));
    assert_eq!(tried("thousand.epub", package.clone()), ["unreadable-feed"]);
    // Damaged anywhere
    package =
        book(&["<html><body><p>A chapter.</p></body></html>", "<html><body><p>Another.</p></body></html>"]);
    for at in (0..package.len()).step_by(package.len() / 200 + 1) {
        let mut damaged = package.clone();
        damaged[at] ^= 0xff;
        tried("damaged.epub", damaged);
    }
}

#[test]
fn wrong_encodings_are_read_as_something() {
    for declared in
        ["utf-16", "utf-7", "utf-32", "x-user-defined", "replacement", "nothing", "iso-2022-kr", "hz-gb-2312"]
    {
        let page = around(&format!("<meta charset={declared}>\u{e9}"));
        tried("a.html", page.clone());
        tried(
            "a.html",
            page.into_bytes().into_iter().chain([0xff, 0xfe, 0x80, 0xed, 0xa0, 0x80]).collect::<Vec<_>>(),
        );
        tried(
            "a.xml",
            format!(
                "<?xml version=\"1.0\" encoding=\"{declared}\"?><rss version=\"2.0\"><channel><item><description>\u{e9}</description></item></channel></rss>"
            ),
        );
    }
    for mark in [&[0xff, 0xfe][..], &[0xfe, 0xff], &[0xef, 0xbb, 0xbf], &[0xff, 0xfe, 0, 0]] {
        for name in ["a.html", "a.txt", "a.md", "a.xml", "a.json", "-"] {
            tried(name, [mark, b"<html>odd\xd8\x00\xdc"].concat());
            tried(name, mark.to_vec());
        }
    }
}

#[test]
fn a_file_of_a_hundred_megabytes_is_refused_with_a_word_and_not_read() {
    let desk = Desk::new();
    for name in ["big.html", "big.txt", "big.epub", "big.json"] {
        let file = fs::File::create(desk.path(name)).unwrap();
        file.set_len(100 << 20).unwrap();
    }
    let mut child = desk
        .command("import big.html big.txt big.epub big.json - --into b")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || {
        let block = b"a word of a text without an end ".repeat(2048);
        while stdin.write_all(&block).is_ok() {}
    });
    let mut memory = 0;
    while child.try_wait().unwrap().is_none() {
        memory = memory.max(peak(&child.id().to_string()));
        std::thread::yield_now();
    }
    writer.join().unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said.matches(&format!("more than {} MiB", LARGEST >> 20)).count(), 5, "{said}");
    assert!(memory < MOST_MEMORY, "{memory} KiB");
}

#[test]
#[ignore = "long; the gate runs it optimised"]
fn at_full_size_the_largest_files_that_are_read_take_bounded_memory() {
    let desk = Desk::new();
    let fill = |piece: &str, end: &str| piece.repeat((LARGEST - 200 - end.len()) / piece.len()) + end;
    desk.write("text.txt", fill("Words of a text, and [more] *of* them.\n\n", ""));
    desk.write("one.txt", fill("[", ""));
    desk.write("text.md", fill("# A heading\n\nText.\n\n", ""));
    desk.write(
        "page.html",
        "<html><body>".to_owned()
            + &fill(
                "<p>A paragraph of a page, with commas, and words, so that it is long enough to be one.</p>",
                "</body></html>",
            ),
    );
    desk.write("tags.html", "<html><body>".to_owned() + &fill("<p><b>", ""));
    desk.write(
        "formats.html",
        "<html><body>".to_owned()
            + &(0..500).map(|n| format!("<b a{n}>")).collect::<Vec<_>>().concat()
            + &"<p>x".repeat(100_000),
    );
    desk.write(
        "feed.xml",
        format!(
            "<rss version=\"2.0\"><channel>{}",
            fill("<item><description>Text of it</description></item>", "</channel></rss>")
        ),
    );
    desk.write("story.json", format!("{{\"talking_points\": [{}", fill("\"point\",", "\"end\"]}")));
    let json = |piece: &str| piece.repeat((4 << 20) / piece.len() - 20);
    desk.write(
        "objects.json",
        format!("{{\"talking_points\": [{}0]}}", json("{\"a\":0},                     ")),
    );
    desk.write("numbers.json", format!("{{\"talking_points\": [{}0]}}", json("0,")));
    desk.write(
        "feed.json",
        format!(
            "{{\"version\":\"https://jsonfeed.org/version/1\",\"items\": [{}{{}}]}}",
            "{},".repeat(1_000_000)
        ),
    );
    for name in [
        "objects.json",
        "numbers.json",
        "feed.json",
        "text.txt",
        "one.txt",
        "text.md",
        "page.html",
        "tags.html",
        "formats.html",
        "feed.xml",
        "story.json",
    ] {
        let mut command = desk.command(&format!("import {name} --into b-{name}"));
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let mut memory = 0;
        while child.try_wait().unwrap().is_none() {
            memory = memory.max(peak(&child.id().to_string()));
            std::thread::yield_now();
        }
        eprintln!("{name}: {} MiB", memory >> 10);
        assert!(matches!(child.wait().unwrap().code(), Some(0 | 1)), "{name}");
        assert!(memory < MOST_MEMORY, "{name}: {} MiB", memory >> 10);
    }
}
