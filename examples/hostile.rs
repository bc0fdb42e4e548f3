//! Runs the program on public hostile inputs: `cargo run --example hostile -- FOLDER`.
//!
//! FOLDER holds `toml.tar.gz` (the tests of toml-test) and `naughty-strings.json` (the big list of
//! naughty strings). They go through `check`, `show`, `list` and every view at three sizes. Where it
//! holds `feeds.tar.gz` (tests of feedparser and feedvalidator) and `html.tar.gz` (html5lib-tests),
//! these are imported, and what comes out is read back. The one line at the end says that nothing
//! panicked, hung or printed what no terminal may get, and how much memory it took. Exit codes: 0 as
//! it should be, 1 a fault or no folder, 2 wrong usage.

// It speaks to whoever runs it.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]
// The tests use all of what this program uses a part of.
#![allow(dead_code)]

use std::path::Path;
use std::process::ExitCode;

#[path = "../tests/it/hostile.rs"]
mod hostile;

/// The word by which this program starts itself as crossread, whose own file it cannot know.
const AS_CROSSREAD: &str = "--as-crossread";

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    match arguments.as_slice() {
        [_, word, ..] if *word == *AS_CROSSREAD => crossread::shell::run(
            std::iter::once("crossread".into()).chain(arguments.iter().skip(2).cloned()),
        ),
        [_, folder] => match tried(Path::new(folder)) {
            Ok(summary) => {
                println!("{summary}");
                ExitCode::SUCCESS
            }
            Err(fault) => {
                eprintln!("hostile: {fault}");
                ExitCode::FAILURE
            }
        },
        _ => {
            eprintln!("usage: cargo run --example hostile -- FOLDER");
            ExitCode::from(2)
        }
    }
}

fn tried(folder: &Path) -> Result<String, String> {
    let command = std::env::current_exe().map_err(|e| e.to_string())?;
    hostile::run(folder, &hostile::Program { command, before: vec![AS_CROSSREAD.into()] })
}
