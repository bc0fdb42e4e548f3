//! English words of saying, and for those who speak.

use crate::facts::speakers::Words;

/// The tables.
pub static WORDS: Words = Words {};
