//! How fast packs are built and verified, and with how much memory: the real binary beside tar, gzip,
//! sha256sum and minisign on the same content, as a table. `cargo bench --bench pack`

// Bytes are shown as MB with one digit after the point.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::cast_precision_loss)]

#[path = "made.rs"]
mod made;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use made::Shape;

/// Runs of each row of the table; the median is shown.
const RUNS: usize = 7;

fn main() {
    // `cargo test --all-targets` starts this too, and wants no table.
    if !std::env::args().any(|a| a == "--bench") {
        return;
    }
    println!("{RUNS} runs each; median (fastest to slowest); memory is the peak of the largest run\n");
    println!("| briefings | content | what | ms | MB/s of content | MiB |");
    println!("|---|---|---|---|---|---|");
    for count in [10, 1000] {
        let folder = tempfile::tempdir().unwrap();
        rows(folder.path(), count);
    }
}

fn rows(folder: &Path, count: usize) {
    let library = folder.join("lib");
    made::library(&library, count, Shape::Folder);
    let label = "id = \"made\"\ntitle = \"Made\"\npublisher = \"Nobody\"\nserial = 1\n";
    fs::write(library.join("pack.toml"), label).unwrap();
    let bytes = size(&library);
    let crossread = |arguments: &str| format!("{} {arguments}", env!("CARGO_BIN_EXE_crossread"));
    let show = |what: &str, script: &str| {
        let mut times = Vec::new();
        let mut memory = 0.0_f64;
        for _ in 0..RUNS {
            let (time, peak) = run(folder, script);
            times.push(time.as_secs_f64() * 1000.0);
            memory = memory.max(peak);
        }
        times.sort_by(f64::total_cmp);
        let (fast, median, slow) = (times[0], times[RUNS / 2], times[RUNS - 1]);
        let speed = bytes as f64 / 1e3 / median;
        let content = bytes as f64 / 1e6;
        println!(
            "| {count} | {content:.1} MB | {what} | {median:.1} ({fast:.1}–{slow:.1}) | {speed:.1} | {memory:.1} |"
        );
    };
    run(folder, &crossread("pack key new -o desk.key"));
    show("crossread pack build", &crossread("pack build lib -o made.pack --key desk.key"));
    show("crossread pack verify", &crossread("pack verify made.pack"));
    show("crossread list, of the pack", &crossread("list made.pack"));
    // A pack's content in stock tools: the same steps, a process each.
    if Command::new("minisign").arg("-v").stdout(Stdio::null()).status().is_err() {
        println!("| {count} | | minisign is not installed: nothing to compare with | | | |");
        return;
    }
    run(folder, "minisign -G -W -f -p stock.pub -s stock.key");
    show(
        "cp, gzip -9, sha256sum, minisign -S, tar",
        "rm -rf stock && cp -r lib stock && cd stock && gzip -9nr . && find . -type f | sort | xargs sha256sum > ../sums \
         && cd .. && minisign -S -s stock.key -m sums && tar cf stock.tar sums sums.minisig stock",
    );
    show(
        "tar, minisign -V, sha256sum -c, gunzip",
        "rm -rf out && mkdir out && cd out && tar xf ../stock.tar && minisign -qVm sums -p ../stock.pub \
         && cd stock && sha256sum --quiet -c ../sums && gunzip -r .",
    );
}

fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries.map(|e| if e.path().is_dir() { size(&e.path()) } else { e.metadata().unwrap().len() }).sum()
}

/// How long it takes, and how much memory its first process, looked at again and again.
fn run(folder: &Path, script: &str) -> (Duration, f64) {
    let begun = Instant::now();
    let mut child = Command::new("sh")
        .args(["-c", &if script.contains("&&") { script.to_owned() } else { format!("exec {script}") }])
        .current_dir(folder)
        .env("HOME", folder)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut peak = 0.0_f64;
    let status = loop {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let kib = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
        let kib = kib.and_then(|l| l.trim().trim_end_matches(" kB").parse::<f64>().ok());
        peak = peak.max(kib.unwrap_or(0.0) / 1024.0);
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        std::thread::sleep(Duration::from_micros(200));
    };
    assert!(status.success(), "{script}");
    (begun.elapsed(), peak)
}
