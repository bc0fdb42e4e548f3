//! What a text states: figures, dates, quotations, who says what, hedges and names, each with its place.
//!
//! All spans are bytes of the plain text that was given (for an article [`crate::text::plain`]
//! gives it and leads back to the source). What is read by words of a language is read from the
//! tables of a [`Language`]; digits, quotation marks and names are read in any.

pub mod dates;
pub mod english;
pub mod figures;
pub mod hedges;
pub mod quotes;
pub mod speakers;

/// The tables by which a language is read; another language joins by writing its own.
#[derive(Debug)]
pub struct Language {
    /// Worded numbers, units, what bounds a figure, and what happens to people.
    pub figures: &'static figures::Words,
    /// Months, weekdays and what stands for a day.
    pub dates: &'static dates::Words,
    /// What is said instead of "said", and who speaks.
    pub speech: &'static speakers::Words,
    /// What makes a statement less than certain.
    pub hedges: &'static hedges::Words,
}

/// The tables for a BCP 47 tag: English, and for any other language what needs no words.
pub fn language(tag: &str) -> &'static Language {
    if tag.split('-').next().is_some_and(|l| l.eq_ignore_ascii_case("en")) {
        &english::ENGLISH
    } else {
        &english::NONE
    }
}
