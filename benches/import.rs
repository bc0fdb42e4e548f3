//! How fast pages and texts become articles, beside the extraction crate alone on the same bytes.
//! `cargo bench --bench import`

#![allow(clippy::unwrap_used, missing_docs)]

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use crossread::import::{Input, import};
use dom_smoothie::{Config, Readability};

const PROSE: &str = "Officials in the capital said on Thursday that five people, three of them guards, had died in \
clashes at the river, and that talks on the border, which began in November, would go on as planned. ";

/// A page as outlets make them: most of it is menus, scripts and boxes.
fn page(paragraphs: usize) -> String {
    let mut page = String::from("<!doctype html><html lang=en><head><title>Clashes | The Alpha</title>");
    for n in 0..60 {
        let _ = write!(
            page,
            "<meta property=\"og:tag{n}\" content=\"value {n}\"><link rel=preload href=\"/{n}.js\">"
        );
    }
    page += r#"<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Clashes","datePublished":"2025-12-26T10:00:00Z","publisher":{"name":"The Alpha"}}]}</script>"#;
    let _ = write!(page, "<script>{}</script></head><body><nav><ul>", "var a = {b: 1};".repeat(2000));
    for n in 0..150 {
        let _ = write!(page, "<li><a href=\"/section/{n}\">Section {n}</a></li>");
    }
    page += "</ul></nav><main><article><h1>Clashes</h1>";
    for n in 0..paragraphs {
        if n % 8 == 4 {
            let _ = write!(
                page,
                "<h2>What is question number {n}?</h2><figure><img src=x><figcaption>A caption</figcaption></figure>"
            );
        }
        let _ = write!(
            page,
            "<p>{PROSE}<a href=\"https://alpha.example/{n}\">A link</a> and <em>emphasis</em>. {PROSE}</p>"
        );
    }
    page += "</article><aside><ul>";
    for n in 0..40 {
        let _ =
            write!(page, "<li><div class=card><a href=\"/{n}\"><h3>Another story {n}</h3></a></div></li>");
    }
    page + "</ul></aside></main><footer>The Alpha</footer></body></html>"
}

fn text(paragraphs: usize) -> String {
    (0..paragraphs).fold(String::new(), |mut text, n| {
        if n % 8 == 4 {
            let _ = write!(text, "What is question number {n}?\n\n");
        }
        let _ = write!(text, "{PROSE}“A quotation, with * and _ in it,” he said. {PROSE}\n\n");
        text
    })
}

fn alone(page: &str) -> String {
    let config = Config { char_threshold: 200, ..Config::default() };
    Readability::new(page, None, Some(config)).unwrap().parse().unwrap().text_content.to_string()
}

fn importing(c: &mut Criterion) {
    let mut group = c.benchmark_group("import");
    group.sample_size(20);
    for (size, paragraphs) in [("an article", 40), ("a long read", 1000)] {
        let (page, text) = (page(paragraphs), text(paragraphs));
        assert!(alone(&page).contains("Officials"));
        let of =
            |name, content: &str| import(&Input { name, bytes: content.as_bytes(), pick: None, url: None });
        for (name, content) in [("a.html", &page), ("a.txt", &text)] {
            let harvest = of(name, content);
            assert!(
                harvest.problems.is_empty() && harvest.drafts[0].article.sections.len() == paragraphs / 8,
                "{name}"
            );
        }
        group.throughput(Throughput::BytesDecimal(page.len() as u64));
        group.bench_function(BenchmarkId::new("HTML", size), |b| b.iter(|| black_box(of("a.html", &page))));
        group.bench_function(BenchmarkId::new("HTML, dom_smoothie alone", size), |b| {
            b.iter(|| black_box(alone(&page)));
        });
        group.throughput(Throughput::BytesDecimal(text.len() as u64));
        group.bench_function(BenchmarkId::new("plain text", size), |b| {
            b.iter(|| black_box(of("a.txt", &text)));
        });
    }
}

criterion_group! {
    name = all;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    targets = importing
}
criterion_main!(all);
