//! The places a reader can be, a file each.

pub(super) mod article;
pub(super) mod articles;
pub(super) mod comparing;
pub(super) mod differences;
pub(super) mod grid;
pub(super) mod help;
pub(super) mod import;
pub(super) mod ledger;
pub(super) mod origins;
pub(super) mod problems;
pub(super) mod reader;
pub(super) mod shelf;
pub(super) mod sides;
pub(super) mod terms;
pub(super) mod timeline;
pub(super) mod why;
