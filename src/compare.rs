//! Comparing the articles of a briefing: what they tell alike, where they differ, what only one
//! says, and how many independent origins stand behind it.

pub mod aliases;
pub mod digest;
pub mod lexicon;
pub mod likeness;
pub mod stories;
