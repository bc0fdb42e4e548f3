//! The tables for English, and the empty ones that stand for a language without tables.

pub mod dates;
pub mod figures;
pub mod hedges;
pub mod lexis;
pub mod speech;

use super::Language;

/// English.
pub static ENGLISH: Language = Language {
    figures: &figures::WORDS,
    dates: &dates::WORDS,
    speech: &speech::WORDS,
    hedges: &hedges::WORDS,
    lexis: &lexis::WORDS,
};

/// No words at all.
pub static NONE: Language = Language {
    figures: &super::figures::Words::NONE,
    dates: &super::dates::Words::NONE,
    speech: &super::speakers::Words::NONE,
    hedges: &super::hedges::Words::NONE,
    lexis: &super::Lexis::NONE,
};
