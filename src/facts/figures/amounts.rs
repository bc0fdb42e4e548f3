//! Numbers with what they are of: a currency, a unit, a unit per another.

use super::Kind;
use super::cardinals::How;
use super::numbers::Form;
use super::tokens::{Tokens, What, is_unspaced};
use super::units::{self, Unit};
use super::words::Sense;

/// A number with its unit. Places are numbers of tokens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Amount {
    pub(super) start: usize,
    /// The token after it.
    pub(super) end: usize,
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) said: f64,
    pub(super) form: Form,
    pub(super) kind: Kind,
    pub(super) unit: Option<&'static Unit>,
    pub(super) per: Option<&'static str>,
    /// The scale it was said in, which a number before it in a range may share.
    pub(super) scale: f64,
}

impl Amount {
    pub(super) fn times(&mut self, factor: f64) {
        self.low *= factor;
        self.high *= factor;
        self.said *= factor;
    }

    fn plus(&mut self, more: f64) {
        self.low += more;
        self.high += more;
        self.said += more;
    }

    pub(super) fn is_a(&mut self, unit: &'static Unit) {
        self.unit = Some(unit);
        self.kind = unit.kind;
    }
}

/// What a number is of, and the token after that.
struct Of {
    unit: &'static Unit,
    per: Option<&'static str>,
    end: usize,
}

impl Tokens<'_> {
    /// The amount that begins at a token.
    pub(super) fn amount(&self, at: usize, first: bool) -> Option<Amount> {
        if let Some((unit, factor, from)) = self.currency_before(at) {
            let mut amount = self.bare(from, at, How { money: true, first })?;
            amount.times(factor);
            amount.is_a(unit);
            // "$5 dollars", "$40 US"
            if let Some(of) = self.unit(amount.end, &amount).filter(|of| of.unit.kind == Kind::Money) {
                amount.end = of.end;
            }
            self.add_per(&mut amount);
            return self.is_amount(&amount).then_some(amount);
        }
        let mut amount = self.bare(at, at, How { money: false, first })?;
        // "35 MEUR" are millions.
        if let Some(unit) = self.at(amount.end).strip_prefix('M').and_then(units::by_code) {
            amount.times(1e6);
            amount.is_a(unit);
            amount.end += 1;
            return Some(amount);
        }
        if matches!(amount.form, Form::Ordinal | Form::Times) {
            return Some(amount);
        }
        if let Some(of) = self.unit(amount.end, &amount) {
            amount.is_a(of.unit);
            amount.per = of.per;
            amount.end = of.end;
            if of.unit.kind == Kind::Money {
                // "20 USD million"
                let (scale, end) = self.scale(amount.end, amount.said, How::default());
                amount.times(scale);
                amount.end = end;
            }
            self.add_smaller(&mut amount);
            if amount.per.is_none() {
                self.add_per(&mut amount);
            }
        } else if self.is_times(amount.end) {
            amount.end = self.over_hyphen(amount.end) + 1;
            amount.kind = Kind::Ratio;
        }
        self.is_amount(&amount).then_some(amount)
    }

    /// A number without its unit, as an amount that begins at `start`.
    fn bare(&self, at: usize, start: usize, how: How) -> Option<Amount> {
        let number = self.number(at, how)?;
        let kind = match number.form {
            Form::Ordinal => Kind::Ordinal,
            Form::Part | Form::Times => Kind::Ratio,
            Form::Plain | Form::Cardinal | Form::Vague => Kind::Count,
        };
        Some(Amount {
            start,
            end: number.end,
            low: number.low,
            high: number.high,
            said: number.said,
            form: number.form,
            kind,
            unit: None,
            per: None,
            scale: number.scale,
        })
    }

    /// Is it none of `3D`, `6pm`, `7 o'clock`, `2x`?
    fn is_amount(&self, amount: &Amount) -> bool {
        let at = amount.end;
        let attached = self.glued(at)
            && match self.what(at) {
                Some(What::Word(_)) => !self.at(at).starts_with(is_unspaced),
                Some(What::Sign(sign)) => matches!(sign, '_' | '\\'),
                _ => false,
            };
        let clock = self.sense(at) == Sense::Clock
            || matches!(self.at(at), "p" | "a") && self.is_sign(at + 1, &['.']) && self.at(at + 2) == "m"
            || self.at(at) == "o" && self.at(at + 2) == "clock";
        let worded = amount.unit.is_some()
            || !matches!(self.what(amount.end - 1), Some(What::Digits(..) | What::Name));
        amount.said.is_finite() && !clock && (!attached || worded && self.is_sign(at - 1, &['%']))
    }

    /// "fold" after a number, or "times" before a comparison.
    fn is_times(&self, at: usize) -> bool {
        let word = self.over_hyphen(at);
        match self.sense(word) {
            Sense::Fold => true,
            Sense::By => matches!(self.sense(word + 1), Sense::Compared | Sense::Pointer | Sense::Owner),
            _ => false,
        }
    }

    /// A currency before a number: the currency, what it multiplies by, and where the number begins.
    fn currency_before(&self, at: usize) -> Option<(&'static Unit, f64, usize)> {
        match self.what(at)? {
            What::Sign(sign) => Some((units::by_sign(sign, "")?, 1.0, at + 1)),
            What::Word(_) => {
                let word = self.at(at);
                // "euro 6.5 million"
                let name = self.words.unit(word).filter(|unit| unit.kind == Kind::Money && word.len() > 4);
                if let Some(unit) = name
                    && matches!(self.what(at + 1), Some(What::Digits(..)))
                    && matches!(self.sense(at + 2), Sense::Scale(_))
                {
                    return Some((unit, 1.0, at + 1));
                }
                if word.len() > 4 {
                    return None;
                }
                // "the country's $5 million", "a $5 million plan"
                let ending = at > 0 && self.is_sign(at - 1, &['\'', '’'])
                    || !self.glued(at + 1)
                        && (self.sense(at) == Sense::A || word.len() > 1 && word.to_uppercase() != word);
                if let Some(What::Sign(sign)) = self.what(at + 1).filter(|_| !ending)
                    && let Some(unit) = units::by_sign(sign, word)
                {
                    return Some((unit, 1.0, at + 2));
                }
                let from = at + 1 + usize::from(self.is_sign(at + 1, &['.']) && self.glued(at + 1));
                if !matches!(self.what(from)?, What::Digits(..)) {
                    return None;
                }
                // "MEUR 8" are millions.
                if let Some(unit) = word.strip_prefix('M').and_then(units::by_code) {
                    return Some((unit, 1e6, from));
                }
                let vowels = word.bytes().any(|b| b"aeiou".contains(&b));
                let unit = self.words.currency(word)?;
                (unit.symbol.eq_ignore_ascii_case(word) || !vowels || units::by_code(word).is_some())
                    .then_some((unit, 1.0, from))
            }
            _ => None,
        }
    }

    /// The unit after a number, with what it is per.
    fn unit(&self, at: usize, amount: &Amount) -> Option<Of> {
        let mut from = self.over_hyphen(at);
        // "millions of dollars", "hundreds of miles"
        from += usize::from(amount.form == Form::Vague && self.sense(from) == Sense::Of);
        let bracket = self.is_sign(from, &['[', '<']) && self.is_sign(from + 2, &[']', '>']);
        from += usize::from(bracket);
        let (unit, per, end) = self.unit_here(from, Some(amount))?;
        Some(Of { unit, per: per.map(|unit| unit.symbol), end: end + usize::from(bracket) })
    }

    /// The unit that is written at a token, what it is per when one symbol says both, and the token after it.
    fn unit_here(
        &self,
        at: usize,
        amount: Option<&Amount>,
    ) -> Option<(&'static Unit, Option<&'static Unit>, usize)> {
        match self.what(at)? {
            What::Sign(sign) => {
                let (unit, end) = self.unit_sign(at, sign)?;
                Some((unit, None, end))
            }
            What::Word(sense) => {
                let numeral = amount.is_some_and(|a| a.said.fract() == 0.0);
                if numeral && (sense == Sense::Clock || sense == Sense::In && !self.is_inch(at + 1)) {
                    return None;
                }
                let word = self.at(at);
                // An apostrophe and "s" is no second.
                if let Some((unit, end)) = self.named(at) {
                    let won = word == "won" && amount.is_some_and(|a| a.said < 100.0);
                    return (!won).then_some((self.pounds(unit), None, end));
                }
                if word.len() > 6 || amount.is_some() && !self.glued(at) && LETTERS.contains(&word) {
                    return None;
                }
                let (symbol, end) = self.symbol(at);
                // "310 L-40" is a name.
                let hyphen = usize::from(self.is_sign(end, &['-']));
                if self.glued(end)
                    && self.glued(end + hyphen)
                    && matches!(self.what(end + hyphen), Some(What::Name))
                {
                    return None;
                }
                if let Some((unit, per)) = units::rate(&symbol) {
                    return Some((unit, Some(per), end));
                }
                units::by_symbol(&symbol).map(|unit| (unit, None, end))
            }
            _ => None,
        }
    }

    fn unit_sign(&self, at: usize, sign: char) -> Option<(&'static Unit, usize)> {
        match sign {
            '%' | '‰' => units::by_symbol(&sign.to_string()).map(|unit| (unit, at + 1)),
            '°' | 'º' => {
                let scale = match self.at(at + 1).to_ascii_lowercase().as_str() {
                    "c" | "celsius" => "°C",
                    "f" | "fahrenheit" => "°F",
                    _ => return units::by_symbol("°").map(|unit| (unit, at + 1)),
                };
                units::by_symbol(scale).map(|unit| (unit, at + 2))
            }
            '℃' | '℉' => units::by_symbol(&sign.to_string()).map(|unit| (unit, at + 1)),
            '″' | '"' if self.sense(at + 1) == Sense::Extent => {
                units::by_symbol("in").map(|unit| (unit, at + 1))
            }
            // "12 €", but not "3 $20 notes"
            _ if !self.glued(at + 1) || !matches!(self.what(at + 1), Some(What::Digits(..))) => {
                units::by_sign(sign, "").map(|unit| (unit, at + 1))
            }
            _ => None,
        }
    }

    /// The unit whose name of up to three words begins at a token.
    fn named(&self, at: usize) -> Option<(&'static Unit, usize)> {
        let mut name = String::with_capacity(32);
        let mut found = None;
        let mut next = at;
        for _ in 0..3 {
            if !self.is_word(next) {
                break;
            }
            if !name.is_empty() {
                name.push(' ');
            }
            name.push_str(self.at(next));
            if name.len() > 32 {
                break;
            }
            let short = matches!(name.as_str(), "sq" | "cu") && self.is_sign(next + 1, &['.']);
            next += 1 + usize::from(short);
            if let Some(unit) = self.words.unit(&name) {
                found = Some((unit, next));
            }
            next = self.over_hyphen(next);
        }
        found
    }

    /// A symbol with its power, written plainly (`km2` for `km²` and `km^2`), and the token after it.
    fn symbol(&self, at: usize) -> (String, usize) {
        let mut symbol = self.at(at).to_owned();
        let power = at + 1 + usize::from(self.is_sign(at + 1, &['^']));
        match (self.glued(power), self.what(power)) {
            (true, Some(What::Sign('²'))) => symbol.push('2'),
            (true, Some(What::Sign('³'))) => symbol.push('3'),
            (true, Some(What::Name | What::Digits(..))) if self.at(power).len() == 1 => {
                symbol.push_str(self.at(power));
            }
            // "km/s2" is a unit of its own.
            (true, Some(What::Sign('/'))) if self.at(power + 2) == "2" && self.glued(power + 2) => {
                symbol = format!("{symbol}/{}2", self.at(power + 1));
                return (symbol, power + 3);
            }
            _ => return (symbol, at + 1),
        }
        (symbol, power + 1)
    }

    /// Is "in" before this token an inch?
    fn is_inch(&self, at: usize) -> bool {
        !self.is_word(at) && !matches!(self.what(at), Some(What::Digits(..) | What::Name))
            || self.sense(at) == Sense::Extent
    }

    /// Pounds are money where the text writes the sign for it.
    fn pounds(&self, unit: &'static Unit) -> &'static Unit {
        match units::by_symbol("GBP") {
            Some(money) if unit.symbol == "lb" && self.text.contains('£') => money,
            _ => unit,
        }
    }

    /// "and ninety cents", "7 in" after feet, "60" after "9 dollars".
    fn add_smaller(&self, amount: &mut Amount) {
        let Some(unit) = amount.unit.filter(|unit| unit.kind == Kind::Money || unit.symbol == "ft") else {
            return;
        };
        let and = usize::from(self.sense(amount.end) == Sense::And);
        let Some(number) = self.number(amount.end + and, How::default()) else { return };
        if number.form == Form::Vague || !(1.0..100.0).contains(&number.said) {
            return;
        }
        let smaller = self.unit_here(self.over_hyphen(number.end), None);
        let part = match (unit.kind, smaller) {
            (Kind::Money, Some((coin, _, end))) => match coin.symbol {
                "¢" | "penny" | "kopek" => Some((100.0, end)),
                "mao" => Some((10.0, end)),
                _ => None,
            },
            (Kind::Money, None) => {
                let coins = and == 0 && number.said >= 10.0 && number.said.fract() == 0.0;
                let alone = !self.is_word(number.end) || self.sense(number.end) == Sense::Compared;
                (coins && alone && !self.is_sign(number.end, &['-', '%'])).then_some((100.0, number.end))
            }
            (_, Some((inch, _, end))) if inch.symbol == "in" && number.said < 12.0 => Some((12.0, end)),
            _ => None,
        };
        if let Some((parts, end)) = part {
            amount.plus(number.said / parts);
            amount.end = end;
        }
    }

    fn add_per(&self, amount: &mut Amount) {
        if let Some((per, end)) = self.per(amount.end) {
            amount.per = Some(per);
            amount.end = end;
        }
    }

    /// "per hour", "/h", "a share", "-a-barrel": what it is per, and the token after it.
    pub(super) fn per(&self, at: usize) -> Option<(&'static str, usize)> {
        let hyphen = self.is_sign(at, &['-']);
        let from = at + usize::from(hyphen);
        let article = self.sense(from) == Sense::A;
        let from = match self.what(from)? {
            What::Sign('/') => from + 1,
            What::Word(Sense::Per | Sense::A) => self.over_hyphen(from + 1),
            _ => return None,
        };
        if let Some(each) = (self.words.each)().get(self.at(from)) {
            return Some((each, from + 1));
        }
        let (unit, _, end) = self.unit_here(from, None)?;
        // "$2 million a year earlier"
        (!article || self.sense(end) != Sense::Since).then_some((unit.symbol, end))
    }
}

/// Symbols that are read only when they touch their number: "5 A" may be anything.
const LETTERS: [&str; 14] = ["A", "a", "d", "C", "F", "T", "B", "t", "au", "as", "at", "pc", "pt", "st"];
