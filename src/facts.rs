//! What a text states: figures, dates, quotations, who says what, hedges and names, each with its place.
//!
//! All spans are bytes of the plain text that was given (for an article [`crate::text::plain`]
//! gives it and leads back to the source). What is read by words of a language is read from the
//! tables of a [`Language`]; digits, quotation marks and names are read in any.

pub mod dates;
pub mod english;
pub mod figures;
pub mod hedges;
pub mod names;
pub mod quotes;
pub mod speakers;

use std::ops::Range;

use chrono::NaiveDate;

use crate::text::sentences::sentences;
use dates::Date;
use figures::Figure;
use hedges::Hedge;
use names::Name;
use quotes::Quote;
use speakers::Attribution;

/// All that a text states, each kind in the order of the text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stated {
    /// Sentences, headings among them.
    pub sentences: Vec<Range<usize>>,
    /// Figures that are no part of a date.
    pub figures: Vec<Figure>,
    /// Dates.
    pub dates: Vec<Date>,
    /// Quotations.
    pub quotes: Vec<Quote>,
    /// Who says what.
    pub attributions: Vec<Attribution>,
    /// Hedges that are no part of a date.
    pub hedges: Vec<Hedge>,
    /// Names.
    pub names: Vec<Name>,
}

/// Reads all that a plain text states. `published` is the day that its "today" means.
pub fn stated(text: &str, published: Option<NaiveDate>, language: &Language) -> Stated {
    let sentences = sentences(text);
    let dates = dates::dates(text, published, language.dates);
    let quotes = quotes::quotes(text, language.speech);
    let in_date = |span: &Range<usize>| {
        let after = dates.partition_point(|d| d.span.end <= span.start);
        dates.get(after).is_some_and(|d| d.span.start < span.end)
    };
    // "A man in his 30s" is no half minute.
    let is_age = |f: &Figure| f.unit == Some("s") && text[f.span.clone()].ends_with("0s");
    let figures = figures::figures(text, language.figures);
    Stated {
        figures: figures.into_iter().filter(|f| !in_date(&f.span) && !is_age(f)).collect(),
        hedges: hedges::hedges(text, language.hedges).into_iter().filter(|h| !in_date(&h.span)).collect(),
        attributions: speakers::attributions(text, &sentences, &quotes, language.speech),
        names: names::names(text, &sentences),
        sentences,
        dates,
        quotes,
    }
}

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
    /// Words that carry little, and words that tell the same.
    pub lexis: &'static Lexis,
}

/// What the words of a language weigh when two sentences are compared.
#[derive(Debug)]
pub struct Lexis {
    /// Words that carry little.
    pub light: &'static [&'static str],
    /// Words that tell the same in news, a space between. The first line is those for people of any kind.
    pub senses: &'static [&'static str],
}

impl Lexis {
    /// No words.
    pub const NONE: Self = Self { light: &[], senses: &[] };
}

/// The tables for a BCP 47 tag: English, and for any other language what needs no words.
pub fn language(tag: &str) -> &'static Language {
    if tag.split('-').next().is_some_and(|l| l.eq_ignore_ascii_case("en")) {
        &english::ENGLISH
    } else {
        &english::NONE
    }
}
