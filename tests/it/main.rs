//! One binary for all tests that use crossread from outside.

// A test says what it expects; where that is not there, it should fail.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod briefings;
mod cli;
mod hostile;
mod scalars;
mod screen_properties;
mod screens;
mod terminal;
mod tidy;
