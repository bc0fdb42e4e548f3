//! All that touches the world: arguments, files, the clock, the environment, the terminal.

mod args;
mod cache;
mod catalogue;
mod compare;
mod comparisons;
mod curate;
mod import;
mod packs;
pub mod paint;
mod places;
mod print;
mod read;
mod session;
pub mod store;
mod terminal;
pub mod worker;
mod write;

pub use catalogue::Catalogue;
pub use print::Failure;

use std::ffi::OsString;
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::{CommandFactory, Parser};

use crate::text::Text;
use args::{Action, Arguments};
use print::{Colour, Output};

/// Runs the program with these arguments (the first is its name); the code that it ends with is
/// 0, or 1 when something failed or nothing was found, or 2 for wrong usage.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(refusal) => return print::refusal(&refusal),
    };
    let colour = Colour::of(arguments.color);
    let mut output = Output::new(colour);
    let configured = arguments.config.as_deref();
    let outcome = match arguments.action {
        None => session::open(&arguments, colour),
        Some(Action::List { ref paths, json }) => read::list(&mut output, paths, configured, json),
        Some(Action::Show { ref briefing, ref section, json }) => {
            read::show(&mut output, briefing, section.as_deref(), configured, json)
        }
        Some(Action::Check { ref paths, json }) => read::check(&mut output, paths, json),
        Some(Action::New { ref title, ref into }) => write::new(&mut output, title, into.as_deref(), today()),
        Some(Action::Import(ref import)) => import::run(&mut output, import),
        Some(Action::Compare(ref asked)) => compare::run(&mut output, asked, configured),
        Some(Action::Pack { ref action }) => packs::run(&mut output, action),
        Some(Action::Keys { toml }) => read::keys(&mut output, configured, toml),
        Some(Action::Config { path }) => read::config(&mut output, configured, path),
        Some(Action::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "crossread", &mut script);
            output.bytes(&script)
        }
        Some(Action::Man) => args::manual().map_err(Failure::from).and_then(|page| output.bytes(&page)),
    };
    print::exit(outcome)
}

/// The day where the reader is.
pub fn today() -> NaiveDate {
    chrono::Local::now().date_naive()
}

/// "Too many levels of symbolic links"; the standard library has no stable name for it.
#[cfg(target_os = "linux")]
const ELOOP: i32 = 40;
#[cfg(not(target_os = "linux"))]
const ELOOP: i32 = 62;

/// An error of the system in words a reader understands, without its number.
pub(crate) fn said(error: &std::io::Error) -> Text {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => Text::new("there is no such file or folder"),
        ErrorKind::PermissionDenied => Text::new("permission was refused"),
        ErrorKind::NotADirectory => Text::new("a part of its path is a file, not a folder"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Text::new("the disk is full"),
        ErrorKind::ReadOnlyFilesystem => Text::new("the disk can only be read"),
        _ if error.raw_os_error() == Some(ELOOP) => Text::new("its links lead in a circle"),
        _ => {
            let words = error.to_string();
            Text::new(words.split(" (os error").next().unwrap_or(&words)).line()
        }
    }
}
