//! What bounds an amount: words before and after it, or another amount.

use super::amounts::Amount;
use super::numbers::Form;
use super::tokens::{Tokens, What};
use super::words::{Limit, Sense};
use super::{Bound, Kind};

/// How far from an exact number "about" may be.
const ABOUT: f64 = 0.1;

/// An amount with what bounds it. Places are numbers of tokens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounded {
    pub(super) amount: Amount,
    pub(super) bound: Bound,
    /// Where what bounds it begins, and the token after it.
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What was found at a token.
pub(super) enum Found {
    Figure(Bounded),
    /// Numbers that count nothing (a score, a telephone number), up to this token.
    Nothing(usize),
}

impl Tokens<'_> {
    /// The figure that begins at a token, not reaching back before `floor`.
    pub(super) fn bounded(&self, at: usize, floor: usize) -> Option<Found> {
        // "+1 555 0100"
        if self.is_sign(at, &['+']) && self.glued(at + 1) {
            let end = self.chain(at + 2, true);
            if end > at + 2 {
                return Some(Found::Nothing(end));
            }
        }
        if let Some(range) = self.between(at) {
            return Some(Found::Figure(range));
        }
        let amount = self.amount(at, false)?;
        if let Some(found) = self.range(&amount).or_else(|| self.give_or_take(&amount).map(Found::Figure)) {
            return Some(found);
        }
        let amount = self.with_shared_unit(amount);
        Some(Found::Figure(self.limited(amount, floor)))
    }

    /// "between five and seven", "from five to seven"
    fn between(&self, at: usize) -> Option<Bounded> {
        let between = match self.sense(at) {
            Sense::Between => true,
            Sense::From if !self.changes(at) => false,
            _ => return None,
        };
        let low = self.amount(self.over_about(at + 1), between)?;
        let join = match self.sense(low.end) {
            Sense::And => between,
            Sense::To => !between,
            _ => between && self.is_sign(low.end, &['-', '–']),
        };
        let high = self.amount(self.over_about(low.end + 1), false).filter(|_| join)?;
        let amount = joined(low, high)?;
        Some(Bounded { start: at, end: amount.end, amount, bound: Bound::Between })
    }

    /// A bare number takes the unit of the one it is joined to: "8 and 12 km".
    fn with_shared_unit(&self, mut amount: Amount) -> Amount {
        let digits = |at| matches!(self.what(at), Some(What::Digits(..)));
        if self.sense(amount.end) == Sense::And
            && amount.unit.is_none()
            && digits(amount.end - 1)
            && digits(amount.end + 1)
            && let Some(next) = self.amount(amount.end + 1, false)
            && let Some(unit) = next.unit
        {
            amount.is_a(unit);
        }
        amount
    }

    /// Over one word for "about", which the ends of a range may have.
    fn over_about(&self, at: usize) -> usize {
        let about = self.is_word(at) && (self.words.before)().get(self.at(at)) == Some(Limit::About);
        at + usize::from(about)
    }

    /// Does something change here, so that "from five to seven" is not a range?
    fn changes(&self, from: usize) -> bool {
        (from.saturating_sub(4)..from).any(|at| self.sense(at) == Sense::Change)
    }

    /// "five to seven", "5-7", "two or three"
    fn range(&self, low: &Amount) -> Option<Found> {
        let at = low.end;
        let dash = self.is_sign(at, &['-', '–', '—', '‑', '−']);
        let glued = self.glued(at) && self.glued(at + 1);
        let digits = |at: usize| matches!(self.what(at), Some(What::Digits(..)));
        if dash {
            let apart = !self.glued(at) && !self.glued(at + 1) && digits(at - 1) && digits(at + 1);
            if !glued && !apart || self.sense(at + 1) == Sense::A {
                return None;
            }
        } else if !matches!(self.sense(at), Sense::To | Sense::Or) {
            return None;
        }
        let high = self.amount(at + 1, false)?;
        let more = self.is_sign(high.end, &['-', '/']) && self.glued(high.end) && digits(high.end + 1);
        let name = dash
            && glued
            && digits(at - 1)
            && matches!(self.what(at + 1), Some(What::Digits(..) | What::Name));
        if name && more {
            return Some(Found::Nothing(self.chain(high.end, false)));
        }
        let range = joined(*low, high).filter(|_| match self.sense(at) {
            Sense::To => !self.is_change(low, &high),
            Sense::Or => high.low <= low.low * 2.0 && low.unit.is_none() && low.form != Form::Ordinal,
            _ => true,
        });
        match range {
            Some(amount) => Some(Found::Figure(Bounded {
                start: low.start,
                end: amount.end,
                amount,
                bound: Bound::Between,
            })),
            None if name && low.unit.is_none() => Some(Found::Nothing(high.end)),
            None => None,
        }
    }

    /// The end of digits with hyphens or strokes between them, and with space if that is `open`.
    fn chain(&self, mut at: usize, open: bool) -> usize {
        let number = |at| matches!(self.what(at), Some(What::Digits(..) | What::Name));
        loop {
            if self.is_sign(at, &['-', '/']) && self.glued(at) && number(at + 1) {
                at += 2;
            } else if open && number(at) {
                at += 1;
            } else {
                return at;
            }
        }
    }

    /// "5 ± 2 km"
    fn give_or_take(&self, middle: &Amount) -> Option<Bounded> {
        let at = middle.end;
        let from = match (self.is_sign(at, &['±']), self.is_sign(at, &['+']) && self.is_sign(at + 1, &['/']))
        {
            (true, _) => at + 1,
            (_, true) if self.is_sign(at + 2, &['-', '−']) => at + 3,
            _ => return None,
        };
        let off = self.amount(from, false).filter(|off| off.low >= 0.0 && middle.unit.is_none())?;
        let (low, high) = (middle.low - off.high, middle.high + off.high);
        let amount = Amount { start: middle.start, low, high, said: middle.said, ..off };
        Some(Bounded { start: middle.start, end: off.end, amount, bound: Bound::About })
    }

    /// "rose from five to seven", "fell 3 per cent to 120"
    fn is_change(&self, low: &Amount, high: &Amount) -> bool {
        let from = (low.start.saturating_sub(3)..low.start).find(|at| self.sense(*at) == Sense::From);
        match from {
            Some(from) => self.changes(from),
            None => {
                (low.start.saturating_sub(3)..low.start).any(|at| self.sense(at) == Sense::Change)
                    && (low.unit.is_some() || high.unit.is_none())
            }
        }
    }

    /// An amount with the limits that stand before and after it.
    fn limited(&self, amount: Amount, floor: usize) -> Bounded {
        let bound = if amount.form == Form::Vague { Bound::Vague } else { Bound::Exact };
        let mut bounded = Bounded { start: amount.start, end: amount.end, amount, bound };
        if amount.kind == Kind::Ordinal {
            return bounded;
        }
        let mut limit = None;
        // The outer of two limits says more: "at least about".
        for _ in 0..2 {
            let Some((found, start)) = self.limit_before(bounded.start, floor) else { break };
            if self.is_duration(start, &bounded) {
                break;
            }
            bounded.start = start;
            limit = if found == Limit::About { limit.or(Some(found)) } else { Some(found) };
        }
        if let Some((found, end)) = self.limit_after(bounded.end) {
            bounded.end = end;
            limit = Some(found);
        }
        if let Some(limit) = limit {
            bounded.limit(limit);
        }
        bounded
    }

    /// "$5 million over ten years" bounds nothing, while "for over ten years" does.
    fn is_duration(&self, start: usize, bounded: &Bounded) -> bool {
        let time = bounded.amount.unit.is_some_and(|unit| unit.base == "s");
        let during =
            bounded.start == start + 1 && matches!(self.sense(start), Sense::Over | Sense::Preposition);
        let said = start > 0 && matches!(self.sense(start - 1), Sense::Preposition | Sense::Passive);
        time && during && !said && (self.words.before)().get(self.at(start)) != Some(Limit::About)
    }

    /// The limit that ends before a token, and where it begins.
    fn limit_before(&self, at: usize, floor: usize) -> Option<(Limit, usize)> {
        let table = (self.words.before)();
        let reach = |end: usize| {
            let last = self.get(end.checked_sub(1)?)?.end;
            (floor.max(end.saturating_sub(6))..end)
                .find_map(|from| Some((table.get(&self.text[self.get(from)?.start..last])?, from)))
        };
        // "at least another five"
        reach(at).or_else(|| {
            (at > floor && matches!(self.sense(at - 1), Sense::Pointer | Sense::Adjective))
                .then(|| reach(at - 1))?
        })
    }

    /// The limit that begins at a token, and the token after it.
    pub(super) fn limit_after(&self, at: usize) -> Option<(Limit, usize)> {
        let table = (self.words.after)();
        let from = self.over_hyphen(at);
        let start = self.get(from)?.start;
        let found = (from..from + 4).rev().find_map(|last| {
            let limit = table.get(self.text.get(start..self.get(last)?.end)?)?;
            Some((limit, last + 1))
        });
        // "or more than 7" begins another figure.
        found.filter(|(_, end)| {
            self.at(*end) != "than"
                && !matches!(
                    self.what(*end),
                    Some(What::Digits(..) | What::Word(Sense::Small(_) | Sense::Tens(_)))
                )
        })
    }
}

impl Bounded {
    pub(super) fn limit(&mut self, limit: Limit) {
        let amount = &mut self.amount;
        let vague = amount.form == Form::Vague;
        self.bound = match limit {
            Limit::Least => {
                amount.high = f64::INFINITY;
                Bound::AtLeast
            }
            Limit::Most => {
                // What is counted is not less than nothing.
                amount.low = if amount.high >= 0.0 { 0.0 } else { f64::NEG_INFINITY };
                Bound::AtMost
            }
            Limit::Exact => self.bound,
            _ if vague => Bound::Vague,
            Limit::About | Limit::Below | Limit::Above => {
                let off = amount.said.abs() * ABOUT;
                amount.low -= if limit == Limit::Above { 0.0 } else { off };
                amount.high += if limit == Limit::Below { 0.0 } else { off };
                Bound::About
            }
        };
    }

    /// One figure of two that bound each other: "more than five and less than seven".
    pub(super) fn merged(&self, other: &Self) -> Option<Self> {
        let opposite = matches!(
            (self.bound, other.bound),
            (Bound::AtLeast, Bound::AtMost) | (Bound::AtMost, Bound::AtLeast)
        );
        let (low, high) = (self.amount.low.max(other.amount.low), self.amount.high.min(other.amount.high));
        let units = (self.amount.unit, other.amount.unit);
        let same = units.0 == units.1 || units.0.is_none();
        // What is known before is not unsaid: "at least five and at most three" are two.
        (opposite && low < high && same).then(|| Self {
            amount: Amount {
                low,
                high,
                said: f64::midpoint(low, high),
                start: self.amount.start,
                end: other.amount.end,
                ..other.amount
            },
            bound: Bound::Between,
            start: self.start,
            end: other.end,
        })
    }
}

/// The range of two amounts. They share a unit or a scale that only one has: "$5-7 million".
fn joined(mut low: Amount, mut high: Amount) -> Option<Amount> {
    match (low.unit, high.unit) {
        (None, Some(unit)) => low.is_a(unit),
        (Some(unit), None) => high.is_a(unit),
        (Some(from), Some(to)) if from != to => {
            if from.base != to.base || from.zero != to.zero {
                return None;
            }
            low.times(from.factor / to.factor);
        }
        _ => {}
    }
    if low.scale <= 1.0 && high.scale > 1.0 && low.said < high.said / high.scale {
        low.times(high.scale);
    }
    let kinds = low.kind == high.kind && !matches!(low.kind, Kind::Ratio);
    (kinds && low.low < high.high && low.said < high.said).then(|| Amount {
        start: low.start,
        low: low.low,
        said: f64::midpoint(low.said, high.said),
        form: Form::Cardinal,
        ..high
    })
}
