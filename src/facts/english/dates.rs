//! English words for dates.

use crate::facts::dates::Words;

/// The tables.
pub static WORDS: Words = Words {};
