//! Measures comparing against public data with gold answers, and prints one table.
//!
//! `cargo run --release --example eval -- FOLDER [MEASURE…]`. Each measure also computes a plain
//! baseline in the same run, so that what was reached stands beside its floor. `--wrong` lists
//! what a measure got wrong.

#![allow(clippy::print_stdout, clippy::print_stderr)] // a program that prints a table
#![allow(clippy::cast_precision_loss)] // counts of cases

mod dates;
mod events;
mod figures;
mod files;
mod entailment;
mod pairs;
mod planted;
mod reuse;
mod quotes;
mod sentences;

use std::path::Path;
use std::process::ExitCode;

/// One line of the table.
struct Row {
    measure: &'static str,
    /// What was measured on: files and how many cases.
    data: String,
    /// What the figure is: `F1`, `accuracy`, `recall`.
    unit: &'static str,
    /// What a plain method reaches, in the same run; none where there is no such method.
    floor: Option<f64>,
    /// What `comparison.md` asks for.
    reach: f64,
    reached: f64,
    /// Worth knowing beside it: precision, coverage.
    note: String,
}

/// What a measure gets and where it says what was wrong.
struct Run<'a> {
    folder: &'a Path,
    wrong: bool,
}

impl Run<'_> {
    /// Tells of one case that came out wrong, if that was asked for.
    fn wrong(&self, what: impl FnOnce() -> String) {
        if self.wrong {
            println!("  {}", what());
        }
    }
}

type Measure = fn(&Run) -> Result<Vec<Row>, String>;

const MEASURES: [(&str, Measure); 9] = [
    ("sentences", sentences::measure),
    ("figures", figures::measure),
    ("dates", dates::measure),
    ("quotes", quotes::measure),
    ("pairs", pairs::measure),
    ("events", events::measure),
    ("entailment", entailment::measure),
    ("reuse", reuse::measure),
    ("planted", planted::measure),
];

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let wrong = arguments.iter().any(|a| a == "--wrong");
    arguments.retain(|a| a != "--wrong");
    let Some((folder, chosen)) = arguments.split_first() else {
        eprintln!("usage: eval FOLDER [--wrong] [{}]", MEASURES.map(|(name, _)| name).join("|"));
        return ExitCode::from(2);
    };
    let folder = Path::new(folder);
    if !folder.is_dir() {
        eprintln!("`{}` is no folder: the data to measure against is not there", folder.display());
        return ExitCode::from(2);
    }
    println!(
        "{:<22} {:<34} {:<9} {:>6} {:>6} {:>8}   note",
        "measure", "data", "unit", "floor", "reach", "reached"
    );
    let mut failed = false;
    for (name, measure) in MEASURES {
        if !chosen.is_empty() && !chosen.iter().any(|c| c == name) {
            continue;
        }
        match measure(&Run { folder, wrong }) {
            Ok(rows) => rows.iter().for_each(print),
            Err(problem) => {
                failed = true;
                println!("{name:<22} not measured: {problem}");
            }
        }
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn print(row: &Row) {
    let floor = row.floor.map_or_else(|| "-".to_owned(), |f| format!("{f:.3}"));
    let sign = if row.reached >= row.reach { ' ' } else { '<' };
    println!(
        "{:<22} {:<34} {:<9} {floor:>6} {:>6.3} {:>8.3} {sign} {}",
        row.measure, row.data, row.unit, row.reach, row.reached, row.note
    );
}
