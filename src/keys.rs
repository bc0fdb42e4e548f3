//! Keys and what they mean: the table of commands, and the map from keys that follows from it.

pub mod commands;
mod key;
mod keymap;
pub mod sheet;

pub use commands::{Command, Scope};
pub use key::{Code, Key};
pub use keymap::Keymap;
