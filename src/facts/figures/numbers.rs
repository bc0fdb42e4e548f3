//! Numbers of every kind: with fractions, vague ones, ordinals, multiples.

use super::cardinals::{Cardinal, How};
use super::tokens::{Tokens, What};
use super::words::Sense;

/// A number, without unit and without what bounds it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) said: f64,
    /// The token after it.
    pub(super) end: usize,
    pub(super) form: Form,
    /// The scale it was said in, which a number before it in a range may share.
    pub(super) scale: f64,
}

/// What kind of number it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Digits alone, or one short word: it may count something, or be a name, or nothing.
    Plain,
    /// A number that can only be one.
    Cardinal,
    /// "several"
    Vague,
    /// "third"
    Ordinal,
    /// "two thirds"
    Part,
    /// "twice"
    Times,
}

impl Number {
    fn exact(said: f64, end: usize, form: Form, scale: f64) -> Self {
        Self { low: said, high: said, said, end, form, scale }
    }

    fn vague(low: f64, high: f64, end: usize, scale: f64) -> Self {
        Self { low: low * scale, high: high * scale, said: low * scale, end, form: Form::Vague, scale }
    }
}

impl Tokens<'_> {
    /// The number that begins at a token.
    pub(super) fn number(&self, at: usize, how: How) -> Option<Number> {
        match self.what(at)? {
            What::Word(sense) => match sense {
                Sense::Small(_) | Sense::Tens(_) | Sense::Hundred => self.counted(at, false, how),
                Sense::Minus => self.negative(at + 1, how),
                Sense::Vague(low, high) => Some(self.scaled_vague(low, high, at + 1)),
                Sense::Many(_) | Sense::Dozens(_) => self.many(at),
                Sense::A => self.after_article(at + 1, how),
                Sense::Half => self.half(at),
                Sense::Quarter(of) => self.quarter(at, of),
                Sense::Times(times) => Some(Number::exact(times, at + 1, Form::Times, 1.0)),
                Sense::Nth(nth) => Some(Number::exact(nth, at + 1, Form::Ordinal, 1.0)),
                Sense::Ages(from) => self.is_age(at).then(|| Number::vague(from, from + 9.0, at + 1, 1.0)),
                Sense::Mid => self.mid(at),
                _ => None,
            },
            What::Digits(..) | What::Fraction(_) => self.counted(at, false, how),
            What::Sign('-' | '−' | '–') => {
                let open = !self.glued(at) || self.is_sign(at.wrapping_sub(1), &['(', '$', '€', '£']);
                let minus = open && (self.glued(at + 1) || at == 0);
                (minus && matches!(self.what(at + 1), Some(What::Digits(..))))
                    .then(|| self.negative(at + 1, how))?
            }
            _ => None,
        }
    }

    fn negative(&self, at: usize, how: How) -> Option<Number> {
        let number = self.counted(at, false, how)?;
        Some(Number { low: -number.high, high: -number.low, said: -number.said, ..number })
    }

    /// A number that is counted out, with its fraction.
    fn counted(&self, at: usize, one: bool, how: How) -> Option<Number> {
        let number = self.cardinal(at, one, how)?;
        let end = number.end;
        if let Sense::Ending = self.sense(end)
            && self.glued(end)
            && number.plain
        {
            return Some(Number::exact(number.value, end + 1, Form::Ordinal, 1.0));
        }
        // "in her 30s"; of a year it is a decade
        if self.at(end) == "s" && self.glued(end) && number.plain {
            return (number.value % 10.0 == 0.0 && number.value < 100.0 && self.is_age(at))
                .then(|| Number::vague(number.value, number.value + 9.0, end + 1, 1.0));
        }
        if let Some(found) = self.share(&number, one) {
            return Some(found);
        }
        if let Some((value, end)) = self.with_point(&number) {
            let (scale, end) = self.scale(end, value, how);
            return Some(Number::exact(value * scale, end, Form::Cardinal, scale));
        }
        // "the hundred and fifth"
        if let (Sense::And, Sense::Nth(nth)) = (self.sense(end), self.sense(end + 1))
            && (100.0..=1e3).contains(&number.room)
            && nth < 100.0
        {
            return Some(Number::exact(number.value + nth, end + 2, Form::Ordinal, 1.0));
        }
        if self.sense(end) == Sense::And
            && let Some((part, end)) = self.part(end + 1)
        {
            let (scale, after) = self.scale(end, part, how);
            let value = if number.scale <= 1.0 {
                // "two and a half million"
                (number.value + part) * scale
            } else {
                number.value + self.scaled_part(part, number.scale, end).0
            };
            return Some(Number::exact(value, after, Form::Cardinal, scale.max(number.scale)));
        }
        if let Some((value, end)) = self.divided(&number) {
            return Some(Number::exact(value, end, Form::Part, 1.0));
        }
        let form = if number.plain || end == at + 1 { Form::Plain } else { Form::Cardinal };
        Some(Number::exact(number.value, end, form, number.scale))
    }

    /// "two thirds", "twenty-first", "one - sixth", "sixty-one hundredths" after a whole number.
    fn share(&self, number: &Cardinal, one: bool) -> Option<Number> {
        let at = self.over_hyphen(number.end);
        let value = number.value;
        let part = |value, end| Some(Number::exact(value, end, Form::Part, 1.0));
        let single = value == 1.0 && !one && number.scale <= 1.0;
        match self.sense(at) {
            Sense::Nths(of) => match number.split {
                Some(split) => {
                    let (value, end) = self.scaled_part((value - split.value) / of, split.scale, at + 1);
                    part(split.value + value, end)
                }
                // "two hundred forty ninths" are forty-ninths.
                None if number.tens > 0.0 && of < 10.0 && value > number.tens => {
                    part((value - number.tens) / (number.tens + of), at + 1)
                }
                None => part(value / of, at + 1),
            },
            // "five one-thousandths"
            Sense::Small(1.0) if value < 20.0 => {
                let of = self.cardinal(at, false, How::default())?;
                let end = self.over_hyphen(of.end);
                let (Sense::Nth(nth) | Sense::Nths(nth)) = self.sense(end) else { return None };
                let of = if nth < of.room { of.value + nth } else { of.value * nth };
                (of > 2.0).then(|| part(value / of, end + 1))?
            }
            // "four twenty-fifths"
            Sense::Tens(tens) => match self.sense(self.over_hyphen(at + 1)) {
                Sense::Nths(of) if of < 10.0 => part(value / (tens + of), self.over_hyphen(at + 1) + 1),
                _ => None,
            },
            Sense::Quarter(2.0) => {
                let whole = number.split.map_or(0.0, |split| split.value);
                let scale = number.split.map_or(1.0, |split| split.scale);
                let (quarters, end) = self.scaled_part((value - whole) / 4.0, scale, at + 1);
                part(whole + quarters, end)
            }
            Sense::Quarter(_) if single => part(0.25, at + 1),
            Sense::Half if single => part(0.5, at + 1),
            // "one second" is a time.
            Sense::Nth(of) if single && of > 2.0 => part(1.0 / of, at + 1),
            Sense::Nth(nth) if !number.plain => {
                let seconds = nth == 2.0 && at == number.end && value < 100.0;
                let added = nth < number.room && !seconds;
                let power = nth >= 100.0 && nth > value;
                let value = if added { value + nth } else { value * nth };
                (added || power).then(|| Number::exact(value, at + 1, Form::Ordinal, 1.0))
            }
            _ => None,
        }
    }

    /// A part after "and", in the scale of what stands before ("3 million and a half") if it has none of its
    /// own ("a billion and a quarter million"); and the token after it.
    fn scaled_part(&self, part: f64, before: f64, at: usize) -> (f64, usize) {
        let (scale, end) = self.scale(at, part, How::default());
        (part * if end > at { scale } else { before }, end)
    }

    /// "six point two", and the token after it.
    fn with_point(&self, number: &Cardinal) -> Option<(f64, usize)> {
        if self.sense(number.end) != Sense::Point || number.value.fract() != 0.0 {
            return None;
        }
        let mut at = number.end + 1;
        let mut value = number.value;
        let mut unit = 1.0;
        loop {
            let two = match self.sense(at) {
                Sense::Small(digit) if digit < 10.0 => {
                    unit /= 10.0;
                    value += digit * unit;
                    at += 1;
                    continue;
                }
                Sense::Small(two) => Some((two, at + 1)),
                Sense::Tens(tens) => match self.sense(self.over_hyphen(at + 1)) {
                    Sense::Small(ones) if ones < 10.0 => Some((tens + ones, self.over_hyphen(at + 1) + 1)),
                    _ => Some((tens, at + 1)),
                },
                _ => None,
            };
            let Some((two, end)) = two.filter(|_| unit > 1e-12) else { break };
            unit /= 100.0;
            value += two * unit;
            at = end;
        }
        (at > number.end + 1).then_some((value, at))
    }

    /// A part after "and" or alone: "a half", "three quarters", "two fifths".
    fn part(&self, at: usize) -> Option<(f64, usize)> {
        let (count, at) = match (self.sense(at), self.what(at)?) {
            (Sense::A, _) => (1.0, at + 1),
            (Sense::Small(count) | Sense::Tens(count), _) | (_, What::Digits(count, true)) => {
                (count, self.over_hyphen(at + 1))
            }
            (_, What::Fraction(part)) => return Some((part, at + 1)),
            _ => return None,
        };
        let of = match self.sense(at) {
            Sense::Half => 2.0,
            Sense::Quarter(_) => 4.0,
            Sense::Nths(of) => of,
            Sense::Nth(of) if count == 1.0 && of > 2.0 => of,
            _ => return None,
        };
        Some((count / of, at + 1))
    }

    /// "two out of nine", "one in five", "4 over 7" at the end of what is said.
    fn divided(&self, number: &Cardinal) -> Option<(f64, usize)> {
        let end = number.end;
        let (from, out) = match (self.sense(end), self.sense(end + 1)) {
            (Sense::Out, Sense::Of) => (end + 2, true),
            (Sense::Over | Sense::In, _) => (end + 1, false),
            _ => return None,
        };
        let over = self.cardinal(from, self.sense(from) == Sense::A, How::default())?;
        let fits = match self.sense(end) {
            Sense::In => {
                let round =
                    over.value <= 10.0 || over.value % 10.0 == 0.0 && !(1900.0..2100.0).contains(&over.value);
                number.value == 1.0
                    && over.value > 2.0
                    && round
                    && self.words.unit(self.at(over.end)).is_none()
            }
            _ => over.value > 0.0 && (number.value < over.value || !out),
        };
        let ends = self.sense(end) != Sense::Over || !self.is_word(over.end);
        (fits && ends).then_some((number.value / over.value, over.end))
    }

    /// After "a": "hundred", "dozen", "couple of", "third".
    fn after_article(&self, at: usize, how: How) -> Option<Number> {
        match self.sense(at) {
            Sense::Hundred | Sense::Scale(_) => self.counted(at, true, how),
            Sense::Dozen(dozen) => {
                let (scale, end) = self.scale(at + 1, dozen, How::default());
                Some(Number::exact(dozen * scale, end, Form::Cardinal, scale.max(dozen)))
            }
            Sense::Vague(low, high) => Some(self.scaled_vague(low, high, at + 1)),
            Sense::Group(low, high) => {
                let of = self.sense(at + 1) == Sense::Of;
                // "a number" alone is not vague but a thing.
                (of || high.is_finite() && low != 2.0).then(|| self.scaled_vague(low, high, at + 1))
            }
            Sense::Half => self.half(at),
            Sense::Quarter(of) => self.quarter(at, of),
            Sense::Nth(of) if of > 2.0 && self.stands_alone(at + 1) => {
                Some(Number::exact(1.0 / of, at + 1, Form::Part, 1.0))
            }
            Sense::Tens(_) => {
                let nth = self.counted(at, false, how)?;
                (nth.form == Form::Ordinal && self.stands_alone(nth.end))
                    .then(|| Number::exact(1.0 / nth.said, nth.end, Form::Part, 1.0))
            }
            _ => None,
        }
    }

    /// Does nothing follow that the word before could be a property of?
    fn stands_alone(&self, at: usize) -> bool {
        !self.is_word(at) && !self.is_sign(at, &['-']) || self.sense(at) == Sense::Of
    }

    /// "several", with "hundred" or "dozen" after it.
    fn scaled_vague(&self, low: f64, high: f64, at: usize) -> Number {
        let of = usize::from(self.sense(at) == Sense::Of);
        match self.sense(at + of) {
            Sense::Hundred => Number::vague(low, high, at + of + 1, 100.0),
            Sense::Scale(scale) | Sense::Dozen(scale) => Number::vague(low, high, at + of + 1, scale),
            _ => Number::vague(low, high, at, 1.0),
        }
    }

    /// "dozens", "tens of thousands"
    fn many(&self, at: usize) -> Option<Number> {
        let (mut scale, tens) = match self.sense(at) {
            Sense::Many(scale) => (scale, scale <= 10.0),
            Sense::Dozens(scale) => (scale, false),
            _ => return None,
        };
        let mut end = at + 1;
        // A thousand is the last word for a lot: thousands may be many thousands.
        let mut most = if scale < 1e3 { 10.0 } else { 100.0 };
        if self.sense(end) == Sense::Of
            && let Sense::Many(of) = self.sense(end + 1)
        {
            scale *= of;
            end += 2;
            most = 10.0;
        } else if tens {
            return None;
        }
        Some(Number::vague(2.0, most, end, scale))
    }

    /// "half a million", "half of", "a half"
    fn half(&self, at: usize) -> Option<Number> {
        let mut from = at + 1;
        if self.sense(from) == Sense::Of {
            from += 1;
        }
        if self.sense(from) == Sense::A {
            from += 1;
        }
        let (scale, end) = match self.sense(from) {
            Sense::Hundred => (100.0, from + 1),
            _ => self.scale(from, 0.5, How::default()),
        };
        if end > from {
            return Some(Number::exact(0.5 * scale, end, Form::Cardinal, scale));
        }
        let article = at > 0 && self.sense(at - 1) == Sense::A;
        let whole = matches!(self.sense(at + 1), Sense::Of | Sense::Pointer | Sense::Owner)
            && self.sense(at.wrapping_sub(1)) != Sense::Pointer
            && !matches!(self.sense(at.wrapping_sub(1)), Sense::Nth(_));
        (whole || article && self.stands_alone(at + 1)).then(|| Number::exact(0.5, at + 1, Form::Part, 1.0))
    }

    /// "quarter billion", "a quarter of"
    fn quarter(&self, at: usize, of: f64) -> Option<Number> {
        let article = at > 0 && self.sense(at - 1) == Sense::A;
        let mut from = at + 1;
        if self.sense(from) == Sense::Of && self.sense(from + 1) == Sense::A {
            from += 2;
        }
        let (scale, end) = self.scale(from, 0.25, How::default());
        if end > from && of == 1.0 {
            return Some(Number::exact(0.25 * scale, end, Form::Cardinal, scale));
        }
        (article && self.sense(at + 1) == Sense::Of).then(|| Number::exact(0.25, at + 1, Form::Part, 1.0))
    }

    /// "her 30s", "his late thirties", "mid-30s"; but "the Thirties"
    fn is_age(&self, at: usize) -> bool {
        (at.saturating_sub(3)..at).any(|before| matches!(self.sense(before), Sense::Owner | Sense::Mid))
    }

    /// "mid-30s", "mid-thirties"
    fn mid(&self, at: usize) -> Option<Number> {
        let from = self.over_hyphen(at + 1).max(at + 1 + usize::from(self.is_sign(at + 1, &['-'])));
        let ages = match self.what(from)? {
            What::Word(Sense::Ages(_)) | What::Digits(..) => self.number(from, How::default())?,
            _ => return None,
        };
        (ages.form == Form::Vague).then(|| Number::vague(ages.low + 3.0, ages.low + 7.0, ages.end, 1.0))
    }
}
