//! crossread: a terminal reader for news briefings.
//!
//! The rooms, in reading order. **A room uses only rooms above it in this list**, and a test holds
//! the source to it. Every room before `ui` is values in, values out: no files, no clock, no
//! environment, no terminal. `ui` draws to ratatui's buffer and knows no terminal. `shell` alone
//! touches the world.
//!
//! ```text
//! FILE TO FRAME   shell::store reads (name, bytes) -> document reads TOML with places, text cleans
//!                 -> briefing::parse -> (Briefing, problems) -> Library -> World (views only read it)
//!                 -> view.arrange, view.draw -> Canvas -> Buffer -> terminal
//! KEY TO FRAME    crossterm event -> keys::Key -> Keymap (scope of the view in front, then Anywhere)
//!                 -> Command -> view.update -> Effect -> App performs it; a Request goes to shell,
//!                 whose Reply comes back as an event -> draw
//! ```

pub mod text;
pub mod problem;
pub mod document;
pub mod briefing;
pub mod library;
pub mod facts;
pub mod compare;
pub mod pack;
pub mod import;
pub mod export;
pub mod config;
pub mod keys;
pub mod ui;
pub mod shell;
