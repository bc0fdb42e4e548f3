//! One binary for all tests that use crossread from outside.

// A test says what it expects; where that is not there, it should fail.
#![allow(clippy::unwrap_used, clippy::print_stderr)]
// expect-test writes its expectations with hashes.
#![allow(clippy::needless_raw_string_hashes)]

mod briefings;
mod cli;
mod compare;
mod comparisons;
mod compare_cli;
mod compare_hostile;
mod hostile;
mod import;
mod import_atomic;
mod import_hostile;
mod import_pages;
mod import_texts;
mod pack;
mod pack_cli;
mod pack_hostile;
mod pack_install;
mod pack_reader;
mod scalars;
mod screen_properties;
mod screens;
mod sides;
mod terminal;
mod tidy;
