//! How fast a briefing is read, a long answer laid out, and a key turned into its frame.
//! `cargo bench --bench speed`

#![allow(clippy::unwrap_used, missing_docs)]

#[path = "made.rs"]
mod made;

use std::hint::black_box;
use std::io::Sink;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{
    BatchSize, BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group, criterion_main,
};
use crossread::briefing::parse::{Source, parse};
use crossread::config::Config;
use crossread::keys::{Key, Keymap};
use crossread::library::{Entry, Library, Opened, Origin};
use crossread::text::Text;
use crossread::text::clean::clean;
use crossread::text::layout::layout;
use crossread::text::{markdown, wrap::wrap};
use crossread::ui::{App, Theme, World};
use made::{Pen, Script};
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

const MIB: usize = 1 << 20;
const WIDE: Rect = Rect { x: 0, y: 0, width: 200, height: 60 };
const NARROW: Rect = Rect { x: 0, y: 0, width: 60, height: 60 };
/// Columns of a line of text, by default.
const MEASURE: usize = 72;
const SCRIPTS: [(&str, Script); 2] = [("latin", Script::Latin), ("han", Script::Han)];

/// Files to briefings, beside the TOML parser alone on the same files.
fn parsing(c: &mut Criterion) {
    let mut group = c.benchmark_group("parsing");
    for (name, script) in SCRIPTS {
        let sources: Vec<Source> = (0..64).map(|n| made::source(n, script)).collect();
        for source in &sources {
            let (_, problems) = parse(source, made::today());
            assert!(problems.is_empty(), "sound briefings are what is measured: {problems:?}");
        }
        let files: Vec<&str> = sources
            .iter()
            .flat_map(|s| s.briefing.iter().chain(&s.articles))
            .map(|file| std::str::from_utf8(&file.bytes).unwrap())
            .collect();
        group.throughput(Throughput::BytesDecimal(files.iter().map(|f| f.len() as u64).sum()));
        group.bench_function(BenchmarkId::new("briefing::parse", name), |b| {
            b.iter(|| {
                for source in &sources {
                    black_box(parse(source, made::today()));
                }
            });
        });
        group.bench_function(BenchmarkId::new("toml alone", name), |b| {
            b.iter(|| {
                for file in &files {
                    black_box(toml::de::DeTable::parse(file).unwrap());
                }
            });
        });
    }
}

/// What every text passes.
fn cleaning(c: &mut Criterion) {
    let mut group = c.benchmark_group("cleaning");
    group.throughput(Throughput::BytesDecimal(MIB as u64));
    let ascii: String = Pen::new(1, Script::Latin).prose(MIB, false).replace('é', "e");
    let hostile: String = ascii.split_inclusive(' ').flat_map(|word| [word, "\u{1b}[31m"]).collect();
    for (name, text) in [
        ("ascii", ascii),
        ("latin", Pen::new(1, Script::Latin).prose(MIB, false)),
        ("han", Pen::new(1, Script::Han).prose(MIB, false)),
        ("an escape in every word", hostile),
    ] {
        let text = &text[..text.floor_char_boundary(MIB)];
        group.bench_function(name, |b| b.iter(|| black_box(clean(black_box(text)))));
    }
}

/// A Markdown text of 1 MiB to rows, beside textwrap alone on the same text.
fn laying_out(c: &mut Criterion) {
    let mut group = c.benchmark_group("laying out 1 MiB");
    group.sample_size(20).throughput(Throughput::BytesDecimal(MIB as u64));
    for (name, script) in SCRIPTS {
        let text = Text::new(&Pen::new(7, script).prose(MIB, true));
        let document = markdown::parse(&text);
        let id = |what| BenchmarkId::new(what, name);
        group.bench_function(id("Markdown"), |b| b.iter(|| black_box(markdown::parse(&text))));
        group.bench_function(id("rows"), |b| b.iter(|| black_box(layout(&document, MEASURE))));
        group.bench_function(id("Markdown and rows"), |b| {
            b.iter(|| black_box(layout(&markdown::parse(&text), MEASURE)));
        });
        group.bench_function(id("text::wrap"), |b| {
            b.iter(|| black_box(wrap(text.as_str(), MEASURE)));
        });
        group.bench_function(id("textwrap::wrap"), |b| {
            b.iter(|| black_box(textwrap::wrap(text.as_str(), MEASURE)));
        });
    }
}

/// The program without its terminal: frames end as bytes that nobody takes.
struct Desk {
    app: App,
    terminal: Terminal<CrosstermBackend<Sink>>,
}

impl Desk {
    fn new(library: Library) -> Self {
        let world = World { library, ..World::default() };
        let theme = Theme::named("dark".into()).unwrap();
        let app = App::new(world, Config::default(), Keymap::default(), theme, made::today());
        let options = TerminalOptions { viewport: Viewport::Fixed(WIDE) };
        let terminal = Terminal::with_options(CrosstermBackend::new(std::io::sink()), options).unwrap();
        Self { app, terminal }
    }

    /// A long answer, laid out and on the screen.
    fn reading(script: Script) -> Self {
        let mut desk = Self::new(Library::default());
        desk.open(&long(script));
        desk.draw();
        desk
    }

    fn open(&mut self, opened: &Arc<Opened>) {
        let origin = Origin::Path(PathBuf::from("long"));
        let number = self.app.opened(origin, Arc::clone(opened));
        self.app.read(number).unwrap();
    }

    /// A shelf of so many, drawn once.
    fn shelf(count: usize) -> Self {
        let mut library = Library::default();
        for entry in entries(count) {
            library.put(entry);
        }
        let mut desk = Self::new(library);
        desk.draw();
        desk
    }

    fn key(&mut self, key: Key) {
        black_box(self.app.key(key));
    }

    fn keys(&mut self, written: &str) {
        for word in written.split(' ') {
            self.key(key(word));
        }
    }

    fn draw(&mut self) {
        let Self { app, terminal } = self;
        terminal
            .draw(|frame| {
                let area = frame.area();
                app.draw_to(frame.buffer_mut(), area);
            })
            .unwrap();
    }
}

fn key(written: &str) -> Key {
    Key::read(written).unwrap()
}

fn long(script: Script) -> Arc<Opened> {
    let (briefing, problems) = parse(&made::long(MIB, script), made::today());
    Arc::new(Opened { briefing, problems })
}

/// Entries of as many briefings, each with a title and summary of its own.
fn entries(count: usize) -> Vec<Entry> {
    let models: Vec<Entry> = (0..count.min(500))
        .map(|number| {
            let (briefing, problems) = parse(&made::source(number, Script::Latin), made::today());
            Opened { briefing, problems }.entry(Origin::Bundled(String::new()))
        })
        .collect();
    let mut pen = Pen::new(99, Script::Latin);
    (0..count)
        .map(|number| Entry {
            title: Text::new(&format!("{} {}", pen.phrase(4), made::mark(number))),
            summary: Some(Text::new(&pen.phrase(18))),
            source: Origin::Path(PathBuf::from(format!("/library/b{number:06}"))),
            ..models[number % models.len()].clone()
        })
        .collect()
}

/// What is drawn of a long answer, and how long its layout takes.
fn long_answer(c: &mut Criterion) {
    let mut group = c.benchmark_group("an answer of 1 MiB at 200x60");
    for (name, script) in SCRIPTS {
        let mut desk = Desk::reading(script);
        for (place, keys) in [("top", "g"), ("middle", "8 0 0 0 j"), ("end", "G")] {
            desk.keys(keys);
            let mut buffer = Buffer::empty(WIDE);
            desk.app.draw_to(&mut buffer, WIDE);
            group.bench_function(BenchmarkId::new(format!("frame, {place}"), name), |b| {
                b.iter(|| {
                    buffer.reset();
                    desk.app.draw_to(black_box(&mut buffer), WIDE);
                });
            });
        }
        desk.keys("g 8 0 0 0 j");
        desk.draw();
        for (what, forth, back) in
            [("a row, to its frame", "j", "k"), ("a screen, to its frame", "pagedown", "pageup")]
        {
            let pair = [key(forth), key(back)];
            let mut turn = 0;
            group.bench_function(BenchmarkId::new(what, name), |b| {
                b.iter(|| {
                    turn ^= 1;
                    desk.key(pair[turn ^ 1]);
                    desk.draw();
                });
            });
        }
        group.sample_size(20);
        let opened = long(script);
        group.bench_function(BenchmarkId::new("the first frame, with its layout", name), |b| {
            b.iter_batched_ref(
                || Desk::new(Library::default()),
                |desk| {
                    desk.open(&opened);
                    desk.draw();
                },
                BatchSize::PerIteration,
            );
        });
        let mut buffers = [Buffer::empty(WIDE), Buffer::empty(NARROW)];
        let mut turn = 0;
        group.bench_function(BenchmarkId::new("the frame after a resize", name), |b| {
            b.iter(|| {
                turn ^= 1;
                let area = buffers[turn].area;
                buffers[turn].reset();
                desk.app.draw_to(&mut buffers[turn], area);
            });
        });
        group.sample_size(100);
    }
}

/// The shelf: what a key costs, by how many briefings there are.
fn shelf(c: &mut Criterion) {
    let mut group = c.benchmark_group("the shelf at 200x60");
    group.sample_size(30).sampling_mode(SamplingMode::Flat);
    for count in [3, 1000, 10_000, 100_000] {
        let mut desk = Desk::shelf(count);
        let id = |what| BenchmarkId::new(what, count);
        for (what, forth, back) in [("down or up", "j", "k"), ("bottom or top", "G", "g")] {
            let pair = [key(forth), key(back)];
            let mut turn = 0;
            group.bench_function(id(what), |b| {
                b.iter(|| {
                    turn ^= 1;
                    desk.key(pair[turn ^ 1]);
                    desk.draw();
                });
            });
        }
        group.bench_function(id("another order"), |b| {
            let sort = key("s");
            b.iter(|| {
                desk.key(sort);
                desk.draw();
            });
        });
        // A letter is timed, taking it back is not.
        for (what, before, letter) in [("the first letter", "/", "a"), ("the third letter", "/ a n", "d")] {
            let letter = key(letter);
            let back = key("backspace");
            desk.keys(before);
            desk.draw();
            group.bench_function(id(what), |b| {
                b.iter_custom(|times| {
                    let mut spent = Duration::ZERO;
                    for _ in 0..times {
                        let start = Instant::now();
                        desk.key(letter);
                        desk.draw();
                        spent += start.elapsed();
                        desk.key(back);
                        desk.draw();
                    }
                    spent
                });
            });
            desk.keys("esc");
            desk.draw();
        }
        group.bench_function(id("the first letter ever"), |b| {
            let all = entries(count);
            let letter = key("a");
            b.iter_batched_ref(
                || {
                    let mut library = Library::default();
                    for entry in &all {
                        library.put(entry.clone());
                    }
                    let mut desk = Desk::new(library);
                    desk.draw();
                    desk.keys("/");
                    desk.draw();
                    desk
                },
                |desk| {
                    desk.key(letter);
                    desk.draw();
                },
                BatchSize::PerIteration,
            );
        });
    }
}

fn timing() -> Criterion {
    Criterion::default().warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2))
}

criterion_group! {
    name = all;
    config = timing();
    targets = parsing, cleaning, laying_out, long_answer, shelf
}
criterion_main!(all);
