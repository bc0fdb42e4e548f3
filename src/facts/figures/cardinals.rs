//! Whole numbers in words, in digits, or in both: "two hundred and six thousand", "6 thousand 2 hundred", "1.5m".

use super::tokens::{Tokens, What};
use super::words::Sense;

/// A number without a fraction in words after it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cardinal {
    pub(super) value: f64,
    /// The token after it.
    pub(super) end: usize,
    /// The last thing that it was multiplied by: 1 of "206".
    pub(super) scale: f64,
    /// What stands before its last "and".
    pub(super) split: Option<Split>,
    /// How large a number may be added to it: 10 to "thirty", 100 to "two hundred".
    pub(super) room: f64,
    /// The tens it ends in: 80 of "one hundred eighty".
    pub(super) tens: f64,
    /// Nothing but digits.
    pub(super) plain: bool,
}

/// A number without what follows its last "and", and what that was last multiplied by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Split {
    pub(super) value: f64,
    pub(super) scale: f64,
}

impl Cardinal {
    fn of(value: f64, end: usize) -> Self {
        Self { value, end, scale: 1.0, split: None, room: 0.0, tens: 0.0, plain: false }
    }
}

/// What a number is read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct How {
    /// A currency stands before it, so "m" is a million.
    pub(super) money: bool,
    /// "and" after it joins another number ("between a hundred and two hundred").
    pub(super) first: bool,
}

impl Tokens<'_> {
    /// The number that begins at a token. "a" before a hundred is no part of it: `one` says that it was there.
    pub(super) fn cardinal(&self, at: usize, one: bool, how: How) -> Option<Cardinal> {
        let mut number = match self.sense(at) {
            Sense::Scale(_) if one => Cardinal::of(1.0, at),
            Sense::Hundred if one || matches!(self.sense(at + 1), Sense::Scale(_)) => {
                self.hundreds(Cardinal::of(1.0, at), how)
            }
            _ => self.group(at, how)?,
        };
        let (factor, after) = self.scale(number.end, number.value, how);
        if after == number.end {
            return Some(number);
        }
        number = Cardinal {
            scale: factor,
            room: factor,
            plain: false,
            ..Cardinal::of(number.value * factor, after)
        };
        // "two lakh crore"
        while let Sense::Scale(scale) = self.sense(number.end) {
            number.value *= scale;
            number.end += 1;
        }
        while let Some(more) = self.more(&number, how) {
            let done = more.scale <= 1.0;
            number = more;
            if done {
                break;
            }
        }
        Some(number)
    }

    /// The number with a smaller group after it: "two thousand" with "and six".
    fn more(&self, number: &Cardinal, how: How) -> Option<Cardinal> {
        let at = number.end;
        let comma = self.is_sign(at, &[',']);
        let and = self.is_and(at);
        let hyphen = self.over_hyphen(at) > at;
        if and && how.first {
            return None;
        }
        let from = at + usize::from(comma || and || hyphen);
        // Digits go on only with a word of their own: not in "2 million 30 days ago".
        let group = self.group(from, how)?;
        let (factor, end) = self.scale(group.end, group.value, how);
        let whole = group.value.fract() == 0.0 && group.value > 0.0;
        let worded = self.is_word(group.end - 1) || group.split.is_some() || end > group.end;
        let large = worded && (group.value >= 100.0 || end > group.end);
        let digits = matches!(self.what(from), Some(What::Digits(..)));
        let fits = factor < number.room && group.value * factor < number.room;
        if !whole || !fits || (comma || digits) && !large || digits && comma {
            return None;
        }
        Some(Cardinal {
            value: number.value + group.value * factor,
            end,
            scale: factor,
            split: if and {
                Some(Split { value: number.value, scale: number.scale })
            } else {
                group.split.map(|split| Split { value: number.value + split.value, ..split })
            },
            room: if end > group.end { factor } else { group.room },
            tens: if end > group.end { 0.0 } else { group.tens },
            plain: false,
        })
    }

    /// A number below a thousand, or one in digits.
    fn group(&self, at: usize, how: How) -> Option<Cardinal> {
        let number = match self.what(at)? {
            What::Digits(value, plain) => {
                let mut number = Cardinal { plain, ..Cardinal::of(value, at + 1) };
                match self.what(at + 1) {
                    // "3 1/2", "3½"
                    Some(What::Fraction(part)) if value.fract() == 0.0 => {
                        number = Cardinal::of(value + part, at + 2);
                    }
                    Some(What::Digits(part, false))
                        if plain && part < 1.0 && !self.glued(at + 1) && self.at(at + 1).contains('/') =>
                    {
                        number = Cardinal::of(value + part, at + 2);
                    }
                    _ => {}
                }
                number
            }
            What::Fraction(value) => Cardinal::of(value, at + 1),
            What::Word(_) => self.below_hundred(at)?,
            _ => return None,
        };
        Some(self.hundreds(number, how))
    }

    /// "six", "thirty-six"
    fn below_hundred(&self, at: usize) -> Option<Cardinal> {
        match self.sense(at) {
            Sense::Small(value) => Some(Cardinal::of(value, at + 1)),
            Sense::Tens(tens) => {
                let next = self.over_hyphen(at + 1);
                Some(match self.sense(next) {
                    Sense::Small(ones) if (1.0..10.0).contains(&ones) => Cardinal::of(tens + ones, next + 1),
                    _ => Cardinal { room: 10.0, tens, ..Cardinal::of(tens, at + 1) },
                })
            }
            _ => None,
        }
    }

    /// A number with "hundred" after it, and what that takes with it.
    fn hundreds(&self, number: Cardinal, how: How) -> Cardinal {
        let at = self.over_hyphen(number.end);
        if self.sense(at) != Sense::Hundred {
            return number;
        }
        let value = number.value * 100.0;
        let alone = Cardinal { room: 100.0, ..Cardinal::of(value, at + 1) };
        let and = self.is_and(at + 1);
        if and && how.first {
            return alone;
        }
        let from = if and { at + 2 } else { self.over_hyphen(at + 1) };
        let rest = match self.what(from) {
            Some(What::Digits(rest, true)) if rest < 100.0 && and => Some(Cardinal::of(rest, from + 1)),
            _ => self.below_hundred(from),
        };
        match rest {
            Some(rest) if self.sense(rest.end) != Sense::Hundred => Cardinal {
                value: value + rest.value,
                split: and.then_some(Split { value, scale: 1.0 }),
                ..rest
            },
            _ => alone,
        }
    }

    fn is_and(&self, at: usize) -> bool {
        self.sense(at) == Sense::And || self.is_sign(at, &['&'])
    }

    /// What a number is multiplied by, and the token after that; 1 and the same token when by nothing.
    pub(super) fn scale(&self, at: usize, value: f64, how: How) -> (f64, usize) {
        let at_word = self.over_hyphen(at);
        let found = match self.sense(at_word) {
            Sense::Scale(scale) | Sense::Dozen(scale) => Some(scale),
            Sense::Many(scale) if scale >= 100.0 => Some(scale),
            Sense::Dozens(12.0) => Some(12.0),
            Sense::Letter(scale) => self.letter(at, value, how).then_some(scale),
            _ => None,
        };
        found.map_or((1.0, at), |scale| (scale, at_word + 1))
    }

    /// Is a letter after a number a scale, and no unit?
    fn letter(&self, at: usize, value: f64, how: How) -> bool {
        let letter = self.at(at);
        let glued = self.glued(at);
        let counted = || {
            matches!(self.sense(at + 1), Sense::None | Sense::People | Sense::Adjective)
                && self.is_word(at + 1)
                && !self.glued(at + 1)
        };
        // "six M-60 guns"
        if self.is_sign(at + 1, &['-']) && self.glued(at + 1) && !glued {
            return false;
        }
        match letter {
            _ if how.money => glued || !self.glued(at + 1) || !self.is_word(at + 1),
            "k" | "M" => true,
            "K" | "b" | "B" => glued,
            // A metre, unless something is counted: "1.5m people".
            "m" => glued && counted(),
            // "5G" is a network.
            "G" => glued && value >= 10.0,
            _ => false,
        }
    }
}
