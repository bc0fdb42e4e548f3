//! The program: arguments to the shell, and its exit code back.

use std::process::ExitCode;

fn main() -> ExitCode {
    crossread::shell::run(std::env::args_os())
}
