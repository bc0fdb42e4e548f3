//! English words that hedge.

use crate::facts::hedges::Words;

/// The tables.
pub static WORDS: Words = Words {};
