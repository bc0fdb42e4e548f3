//! The words of a language from which figures are read, as tables that a language fills in.

use std::collections::HashMap;

use super::units::{self, Unit};
use super::{Kind, Outcome};

/// What words or short phrases, in lower case with single spaces, stand for.
#[derive(Debug)]
pub struct Table<T>(HashMap<&'static str, T>);

impl<T: Copy> Table<T> {
    /// A table from groups: what the words of a group stand for, and the words, with `, ` between them.
    pub fn of(groups: &[(T, &'static str)]) -> Self {
        Self(groups.iter().flat_map(|&(what, list)| list.split(", ").map(move |word| (word, what))).collect())
    }

    /// What a text stands for, whatever its case. Nothing that is longer than 32 bytes.
    pub(super) fn get(&self, text: &str) -> Option<T> {
        let mut folded = [0; 32];
        let folded = folded.get_mut(..text.len())?;
        folded.copy_from_slice(text.as_bytes());
        folded.make_ascii_lowercase();
        self.0.get(std::str::from_utf8(folded).ok()?).copied()
    }
}

/// The tables of a language. They are functions because a table is built when it is first asked for.
#[derive(Debug)]
pub struct Words {
    /// What a word is to a figure.
    pub senses: fn() -> &'static Table<Sense>,
    /// Names of units and currencies, of up to three words, to their symbols.
    pub units: fn() -> &'static Table<&'static str>,
    /// What is counted after "per" and is no unit: "a share".
    pub each: fn() -> &'static Table<&'static str>,
    /// What bounds a figure that follows, of up to six words.
    pub before: fn() -> &'static Table<Limit>,
    /// What bounds a figure that stands before, of up to four words.
    pub after: fn() -> &'static Table<Limit>,
    /// What happens to those who are counted.
    pub outcomes: fn() -> &'static Table<(Outcome, Takes)>,
}

impl Words {
    /// No words: digits alone are read.
    pub const NONE: Self = Self {
        senses: empty::senses,
        units: empty::symbols,
        each: empty::symbols,
        before: empty::limits,
        after: empty::limits,
        outcomes: empty::outcomes,
    };

    pub(super) fn sense(&self, word: &str) -> Option<Sense> {
        (self.senses)().get(word)
    }

    /// The unit of a name of up to three words: a name of the table, in any number of it the table has, or
    /// one with a prefix.
    pub(super) fn unit(&self, name: &str) -> Option<&'static Unit> {
        let names = (self.units)();
        if let Some(symbol) = names.get(name) {
            return units::by_symbol(symbol);
        }
        let long = name.len() > 5 && name.bytes().all(|b| b.is_ascii_alphabetic());
        long.then(|| units::prefixed(&name.to_ascii_lowercase(), |rest| names.get(rest)))?
    }

    /// The currency that a short word before a number may be: `USD`, `Rs`.
    pub(super) fn currency(&self, word: &str) -> Option<&'static Unit> {
        if word.len() > 3 {
            return None;
        }
        units::by_code(word)
            .or_else(|| self.unit(word).filter(|unit| unit.kind == Kind::Money && !word.is_empty()))
    }
}

/// The tables of no language.
mod empty {
    use std::sync::LazyLock;

    use super::{Limit, Outcome, Sense, Table, Takes};

    static SENSES: LazyLock<Table<Sense>> = LazyLock::new(|| Table::of(&[]));
    static SYMBOLS: LazyLock<Table<&str>> = LazyLock::new(|| Table::of(&[]));
    static LIMITS: LazyLock<Table<Limit>> = LazyLock::new(|| Table::of(&[]));
    static OUTCOMES: LazyLock<Table<(Outcome, Takes)>> = LazyLock::new(|| Table::of(&[]));

    pub(super) fn senses() -> &'static Table<Sense> {
        &SENSES
    }

    pub(super) fn symbols() -> &'static Table<&'static str> {
        &SYMBOLS
    }

    pub(super) fn limits() -> &'static Table<Limit> {
        &LIMITS
    }

    pub(super) fn outcomes() -> &'static Table<(Outcome, Takes)> {
        &OUTCOMES
    }
}

/// What a word is to a figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Sense {
    /// No part of a figure; it may be what is counted.
    None,
    /// "zero" to "nineteen"
    Small(f64),
    /// "twenty" to "ninety"
    Tens(f64),
    /// "hundred"
    Hundred,
    /// "thousand", "lakh", "bn"
    Scale(f64),
    /// A letter that is a scale only next to a number, and else a unit: "m", "k".
    Letter(f64),
    /// "hundreds", "thousands", "tens": vague alone, a scale after a number.
    Many(f64),
    /// "dozen", "dozens"
    Dozen(f64),
    /// "dozens", "scores": vague alone.
    Dozens(f64),
    /// "several": what it may be at least and at most.
    Vague(f64, f64),
    /// "couple", "handful": the same, only after "a".
    Group(f64, f64),
    /// "third": an ordinal, or a part after "one" or "a".
    Nth(f64),
    /// "thirds"
    Nths(f64),
    /// "half"
    Half,
    /// "quarter", which is also a time and a place.
    Quarter(f64),
    /// "twice", "tenfold"
    Times(f64),
    /// "fold", after a number
    Fold,
    /// "times", after a number and before a comparison
    By,
    /// "as", "more": what is compared.
    Compared,
    /// "th", after digits
    Ending,
    /// "am", after digits
    Clock,
    /// "a"
    A,
    /// "and", "&"
    And,
    /// "of"
    Of,
    /// "out"
    Out,
    /// "over", between numbers a division
    Over,
    /// "in", between numbers a share: "one in three"
    In,
    /// "to", "through"
    To,
    /// "or"
    Or,
    /// "between"
    Between,
    /// "from"
    From,
    /// "per"
    Per,
    /// "point"
    Point,
    /// "minus"
    Minus,
    /// "mid", before tens
    Mid,
    /// "thirties", of an age
    Ages(f64),
    /// "rose", "cut": after these "from five to seven" is no range.
    Change,
    /// "their", which may stand before what is counted too.
    Owner,
    /// "who", "which"
    Who,
    /// "when", "because": what follows is another clause.
    Clause,
    /// "was": what happens after it, happened to those who stand before it.
    Passive,
    /// "has"
    Perfect,
    /// "the", "this", "no": "one" after it is no number, and what is counted may follow it.
    Pointer,
    /// "long", "thick": after these a letter is a unit of length.
    Extent,
    /// "how", "too": a vague word after it says nothing.
    Degree,
    /// "ago", "later": "a year" before it is a time, and no "per year".
    Since,
    /// "at", "during": a figure after it is no object of a verb before.
    Preposition,
    /// Other words that end what is counted: "who", "were", "said".
    Break,
    /// "old", "armed": no part of a compound.
    Adjective,
    /// "people": what is counted, though it does not look like more than one.
    People,
}

/// How words bound a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// "at least"
    Least,
    /// "at most"
    Most,
    /// "about"
    About,
    /// "nearly": about, and not more.
    Below,
    /// "just over": about, and not less.
    Above,
    /// "exactly"
    Exact,
}

/// On which side of a verb those stand to whom it happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// "five died"
    Subject,
    /// "killing five"
    Object,
    /// "killed five", "five killed"
    Either,
    /// "12 deaths", "the toll rose to 12"
    Tally,
}
