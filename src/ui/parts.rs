//! Pieces that views share.

pub mod canvas;
pub mod list;
pub mod listing;
pub mod outlets;
pub mod passage;
pub mod passages;
pub mod paths;
pub mod prompt;
pub mod prose;
pub mod sheet;
pub mod told;
