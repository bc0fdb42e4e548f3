//! English words for figures.

use crate::facts::figures::Words;

/// The tables.
pub static WORDS: Words = Words {};
