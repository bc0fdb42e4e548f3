//! Pieces that views share.

pub mod canvas;
pub mod list;
pub mod listing;
pub mod paths;
pub mod prompt;
pub mod prose;
