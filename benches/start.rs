//! How long the program takes from its start to the first frame, and how much memory: the real
//! binary in a pseudo-terminal, as a table. `cargo bench --bench start`

// Bytes are shown as MB with one digit after the point.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::cast_precision_loss)]

#[path = "made.rs"]
mod made;

use std::fs;
use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use made::Shape;
use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};

const ROWS: NonZero<u16> = NonZero::new(40).unwrap();
const COLUMNS: NonZero<u16> = NonZero::new(120).unwrap();
/// Runs of each row of the table; the median is shown.
const RUNS: usize = 9;
/// After this something is broken, and there is nothing to measure.
const PATIENCE: Duration = Duration::from_mins(1);

fn main() {
    // `cargo test --all-targets` starts this too, and wants no table.
    if !std::env::args().any(|a| a == "--bench") {
        return;
    }
    println!("{RUNS} runs each, {COLUMNS}x{ROWS}; median (fastest to slowest) in ms, memory in MiB\n");
    let references: Vec<f64> = (0..RUNS * 3).map(|_| milliseconds(nothing())).collect();
    println!("/bin/true in the same terminal: {}\n", spread(references));
    println!(
        "| briefings | catalogue | first frame | first title | newest in front | all read | memory, first frame | memory, all read |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    let home = tempfile::tempdir().unwrap();
    row("bundled (3)", None, None, home.path(), false);
    for (count, shape) in [
        (3, Shape::Folder),
        (1000, Shape::Folder),
        (10_000, Shape::Folder),
        (1000, Shape::Single),
        (10_000, Shape::Single),
    ] {
        let folder = tempfile::tempdir().unwrap();
        made::library(folder.path(), count, shape);
        let name = format!("{count} {}", if shape == Shape::Single { "files" } else { "folders of 4 files" });
        let home = tempfile::tempdir().unwrap();
        for warm in [false, true] {
            row(&name, Some(folder.path()), Some(count), home.path(), warm);
        }
        let (mut bytes, mut times) = (0, Vec::new());
        for _ in 0..3 {
            let start = Instant::now();
            bytes = read_all(folder.path());
            times.push(milliseconds(start.elapsed()));
        }
        println!(
            "| {name} | reading {:.1} MB without parsing, one thread | | | | {} | | |",
            bytes as f64 / 1e6,
            spread(times)
        );
    }
}

fn row(name: &str, library: Option<&Path>, count: Option<usize>, home: &Path, warm: bool) {
    let cache = home.join("cache").join("crossread");
    if warm {
        let seen = Seen::of(library, count, home, true);
        assert!(seen.all > Duration::ZERO);
    }
    let mut runs = Vec::new();
    for _ in 0..RUNS {
        if !warm {
            let _ = fs::remove_dir_all(&cache);
        }
        runs.push(Seen::of(library, count, home, false));
    }
    let time = |of: fn(&Seen) -> Duration| spread(runs.iter().map(|r| milliseconds(of(r))).collect());
    let memory = |of: fn(&Seen) -> f64| spread(runs.iter().map(of).collect());
    let catalogue = match (library.is_some(), warm) {
        (false, _) => "none is kept",
        (true, false) => "cold",
        (true, true) => "warm",
    };
    println!(
        "| {name} | {catalogue} | {} | {} | {} | {} | {} | {} |",
        time(|r| r.frame),
        time(|r| r.first),
        time(|r| r.newest),
        time(|r| r.all),
        memory(|r| r.memory_first),
        memory(|r| r.memory_all),
    );
}

/// What was seen in one run, and when.
struct Seen {
    /// The line at the top is on the screen.
    frame: Duration,
    /// Any title is.
    first: Duration,
    /// The newest briefing's title is.
    newest: Duration,
    /// The shelf says how many briefings there are, and that it reads no more.
    all: Duration,
    memory_first: f64,
    memory_all: f64,
}

impl Seen {
    /// Starts the program and waits for what is to be seen; to leave a catalogue behind it waits
    /// for that too.
    fn of(library: Option<&Path>, count: Option<usize>, home: &Path, keep: bool) -> Self {
        let (title, newest) = match count {
            Some(count) => ("nr. ".to_owned(), made::mark(made::newest(count))),
            None => ("The ".to_owned(), "The ".to_owned()),
        };
        let shown = format!("{} briefings", crossread::problem::thousands(count.unwrap_or(3)));
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_crossread"));
        command.args(library);
        for (name, place) in
            [("XDG_CACHE_HOME", "cache"), ("XDG_CONFIG_HOME", "config"), ("XDG_DATA_HOME", "data")]
        {
            command.env(name, home.join(place));
        }
        command.env("HOME", home);
        command.env("TERM", "xterm-256color");
        let mut running = Running::start(command);
        let frame = running.until(|screen| screen.contains("crossread"));
        let first = running.until(|screen| screen.contains(&title));
        let memory_first = running.memory();
        let newest = running.until(|screen| screen.contains(&newest));
        let all = running.until(|screen| screen.contains(&shown) && !screen.contains("· reading"));
        let memory_all = running.memory();
        let cache = home.join("cache").join("crossread");
        let end = Instant::now() + PATIENCE;
        // A draft is not yet a catalogue.
        let kept = || {
            let mut names = fs::read_dir(&cache).into_iter().flatten().flatten().map(|e| e.file_name());
            names.any(|name| name.to_string_lossy().starts_with("catalogue-"))
        };
        while keep && library.is_some() && !kept() {
            assert!(Instant::now() < end, "no catalogue was kept");
            std::thread::sleep(Duration::from_millis(5));
        }
        running.keys.write_all(b"q").unwrap();
        running.child.wait().unwrap();
        Self { frame, first, newest, all, memory_first, memory_all }
    }
}

/// The program in a terminal.
struct Running {
    start: Instant,
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    bytes: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    /// When the last of the bytes came that are on the screen.
    last: Instant,
}

impl Running {
    fn start(command: CommandBuilder) -> Self {
        let size = PtySize { rows: ROWS.get(), cols: COLUMNS.get(), pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keys = pair.master.take_writer().unwrap();
        let (sender, bytes) = channel();
        // Bytes are stamped as they come, and looked at afterwards.
        std::thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if sender.send((Instant::now(), buffer[..count].to_vec())).is_err() {
                    return;
                }
            }
        });
        let start = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        Self { start, child, keys, bytes, screen: vt100::Parser::new(ROWS, COLUMNS, 0), last: start }
    }

    /// The time from the start to the bytes after which the screen is as wanted.
    fn until(&mut self, wanted: impl Fn(&str) -> bool) -> Duration {
        let end = Instant::now() + PATIENCE;
        while !wanted(&self.screen.screen().contents()) {
            let left = end.saturating_duration_since(Instant::now());
            let Ok((when, bytes)) = self.bytes.recv_timeout(left) else {
                panic!("it never came:\n{}", self.screen.screen().contents());
            };
            self.screen.process(&bytes);
            self.last = when;
        }
        self.last - self.start
    }

    /// The most memory that the program has had so far, in MiB.
    fn memory(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.process_id().unwrap()));
        let status = status.unwrap_or_default();
        let peak = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
        let kib = peak.and_then(|l| l.trim().trim_end_matches(" kB").parse::<f64>().ok());
        kib.map_or(f64::NAN, |kib| kib / 1024.0)
    }
}

/// What a start costs that does nothing.
fn nothing() -> Duration {
    let mut running = Running::start(CommandBuilder::new("/bin/true"));
    running.child.wait().unwrap();
    running.start.elapsed()
}

fn read_all(folder: &Path) -> usize {
    let mut bytes = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        bytes += if path.is_dir() { read_all(&path) } else { fs::read(path).unwrap().len() };
    }
    bytes
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn spread(mut values: Vec<f64>) -> String {
    values.sort_by(f64::total_cmp);
    format!("{:.1} ({:.1}–{:.1})", values[values.len() / 2], values[0], values[values.len() - 1])
}
