//! Two dates joined, or one left open: "from 3 to 5 May", "since 2021", "until Friday".

use super::calendar::{self, Days};
use super::tense::Tense;
use super::words::{Part, Unit, Which, Word};
use super::written::Written;
use super::{Date, Grain, Known, Line, Phrase, Token, What};

impl Line<'_> {
    /// The date that begins at a place.
    pub(super) fn date(&self, at: usize) -> Option<Phrase> {
        // `$DEC` and `#May` are names.
        let tagged = at > 0 && self.glued(at) && matches!(self.mark(at - 1), Some('$' | '#' | '@'));
        if tagged || self.before(at) == Some(Word::Every) {
            return None;
        }
        let phrase = |(known, end)| Phrase { end, known };
        match self.word(at) {
            // The span begins with the first date; what stands before says no more.
            Some(
                Word::Between
                | Word::From
                | Word::On
                | Word::The
                | Word::Of
                | Word::And
                | Word::Or
                | Word::To,
            ) => None,
            Some(
                Word::Since
                | Word::Until
                | Word::By
                | Word::Before
                | Word::After
                | Word::Later
                | Word::Earlier
                | Word::No,
            ) => self.open(at).or_else(|| self.part_of(at)).map(phrase),
            Some(Word::In | Word::Within) => self.step_from(at).map(phrase),
            Some(Word::Part(Part::Begin)) if self.word(at + 1) == Some(Word::On) => self.open(at).map(phrase),
            _ => self.range(at).or_else(|| self.single(at)).map(phrase),
        }
    }

    /// One date, with what may follow it: "2031 or later".
    fn single(&self, at: usize) -> Option<(Known, usize)> {
        let (known, end) = self.end_of_period(at)?;
        let comparison = self.word(end + 1).filter(|_| matches!(self.word(end), Some(Word::Or | Word::And)));
        match (comparison, &known.days) {
            (Some(Word::Later), Some(days)) => {
                let days = days.start..Date::EVER.end;
                Some((Known::new(Some(days), known.grain), end + 2))
            }
            (Some(Word::Earlier), Some(days)) => {
                let days = Date::EVER.start..days.end;
                Some((Known::new(Some(days), known.grain), end + 2))
            }
            _ => Some((known, end)),
        }
    }

    /// Anything that has days of its own.
    fn end_of_period(&self, at: usize) -> Option<(Known, usize)> {
        self.more_than(at)
            .or_else(|| self.step_from(at))
            .or_else(|| self.part_of(at))
            .or_else(|| self.ordinal_of(at))
            .or_else(|| self.counted_which(at))
            .or_else(|| self.plain(at))
            .or_else(|| self.day_of_month(at))
    }

    /// A date that no other is told from.
    pub(super) fn plain(&self, at: usize) -> Option<(Known, usize)> {
        let (what, end) = self.piece(at)?;
        let known = self.known(what, at);
        // "last year's third quarter"
        if known.grain == Grain::Year
            && let Some(days) = &known.days
            && let Some(found) = self.possessive(end).and_then(|next| self.quarter_in(days.start, next))
        {
            return Some(found);
        }
        Some((known, end))
    }

    fn known(&self, what: What, at: usize) -> Known {
        match what {
            What::Known(known) => known,
            What::Written(written) => written.resolve(self.published, self.tense(at)),
        }
    }

    fn piece(&self, at: usize) -> Option<(What, usize)> {
        let known = |(known, end)| (What::Known(known), end);
        let token = self.tokens.get(at)?;
        if token.number.is_some() {
            return self
                .numeric(at)
                .or_else(|| self.decade(at).map(known))
                .or_else(|| self.century(at).map(known))
                .or_else(|| self.quarter(at).map(known))
                .or_else(|| self.written(at).map(|(written, end)| (What::Written(written), end)))
                .or_else(|| self.year(at).map(known));
        }
        if token.mark.is_some() {
            return self.decade(at).map(known);
        }
        match token.word? {
            Word::Which(_) => self.quarter(at).map(known).or_else(|| self.which(at)),
            Word::Day(_) => self.day_word(at).map(known),
            Word::Date | Word::Holiday => self.holiday(at, None).map(known),
            Word::Weekday(..) => self
                .weekday_of_week(at)
                .map(known)
                .or_else(|| self.written(at).map(|(written, end)| (What::Written(written), end))),
            Word::Month(..) => self
                .holiday(at, None)
                .map(known)
                .or_else(|| self.numeric_month(at))
                .or_else(|| self.written(at).map(|(written, end)| (What::Written(written), end))),
            Word::Ordinal(_) | Word::Number(_) | Word::Final => self
                .century(at)
                .or_else(|| self.decade(at))
                .or_else(|| self.quarter(at))
                .map(known)
                .or_else(|| self.written(at).map(|(written, end)| (What::Written(written), end)))
                .or_else(|| self.year(at).map(known)),
            Word::QuarterSign | Word::HalfSign => self.quarter(at).map(known),
            Word::Fiscal | Word::Calendar => self.fiscal_year(at).map(known),
            Word::Season(..) => self.season(at).map(known),
            Word::Decade(_) => self.decade(at).map(known),
            Word::Unit(Unit::Week) | Word::WeekSign => self.week(at).or_else(|| self.to_date(at)).map(known),
            Word::Unit(Unit::Month | Unit::Quarter) => self.to_date(at).map(known),
            Word::Unit(Unit::Weekend) => self.weekend(at).map(known),
            Word::Unit(Unit::Year) => self.to_date(at).map(known).or_else(|| self.year(at).map(known)),
            _ => None,
        }
    }

    /// `Nov-26-2025`.
    fn numeric_month(&self, at: usize) -> Option<(What, usize)> {
        self.numeric(at).filter(|(what, _)| matches!(what, What::Known(_)))
    }

    fn year(&self, at: usize) -> Option<(Known, usize)> {
        // `2024/25`, `1992-97`: the shortened year says that the first is one too.
        if let Some(year) = self.year_number(at).filter(|y| (1900..2100).contains(y))
            && let Some((last, end)) = self.second_year(year, at + 1)
        {
            let count = u32::try_from(last - year + 1).ok()?;
            let grain = if count == 2 { Grain::Year } else { Grain::Span };
            return Some((Known::new(calendar::years(year, count), grain), end));
        }
        let (year, end) = self.lone_year(at)?;
        Some((Known::new(calendar::year(year), Grain::Year), end))
    }

    /// The second of two years, of which it has the last two digits: `-25`, `/25`.
    pub(super) fn second_year(&self, year: i32, at: usize) -> Option<(i32, usize)> {
        let joined = matches!(self.mark(at), Some('/' | '-' | '–')) && self.glued(at) && self.glued(at + 1);
        let (short, digits) = self.tokens.get(at + 1)?.number?;
        let last = year.div_euclid(100) * 100 + i32::try_from(short).ok()?;
        // `2020-12-01` and `2019-20-5` go on.
        let goes_on = self.glued(at + 2) && matches!(self.mark(at + 2), Some('-' | '/' | ':'));
        // Longer times are written in full.
        (joined && digits == 2 && (year + 1..year + 16).contains(&last) && !goes_on).then_some((last, at + 2))
    }

    /// "year to date".
    fn to_date(&self, at: usize) -> Option<(Known, usize)> {
        if self.word(at + 1) != Some(Word::To) || self.word(at + 2) != Some(Word::Date) {
            return None;
        }
        let unit = self.unit(at)?;
        let days = self.around(unit, 0).zip(self.published).map(|(whole, today)| whole.start..today);
        Some((Known::new(days, Grain::Span), at + 3))
    }

    /// "the 19th", where a preposition leads to it and no noun follows.
    fn day_of_month(&self, at: usize) -> Option<(Known, usize)> {
        let (day, end) = self.day_number(at)?;
        // "on the third" may be of anything.
        let ordinal = end > at + 1 || day > 12 && matches!(self.word(at), Some(Word::Ordinal(_)));
        let the = self.before(at) == Some(Word::The);
        let led = self.before(if the { at.checked_sub(1)? } else { at });
        let on =
            matches!(led, Some(Word::On)) || the && matches!(led, Some(Word::By | Word::Until | Word::Since));
        // "the 30th of May" is told elsewhere; "on the 19th floor" is none.
        let clear = self.ends_there(end)
            || self.mark(end) == Some('-')
            || matches!(self.word(end), Some(Word::Small | Word::And | Word::Or | Word::Of));
        if !ordinal || !on || !clear || self.word(end) == Some(Word::Of) {
            return None;
        }
        let written = Written { day: Some(day), ..Written::default() };
        Some((written.resolve(self.published, self.tense(at)), end))
    }

    /// "since 2021", "until Friday", "later than 2031", "after the end of May".
    fn open(&self, at: usize) -> Option<(Known, usize)> {
        let (opens, next) = match self.word(at)? {
            Word::No if matches!(self.word(at + 1), Some(Word::Later)) => (Word::Until, at + 2),
            Word::No if matches!(self.word(at + 1), Some(Word::Earlier)) => (Word::Since, at + 2),
            // "beginning on March 9"
            Word::Part(Part::Begin) if self.word(at + 1) == Some(Word::On) => (Word::Since, at + 2),
            Word::Later => (Word::After, at + 1),
            Word::Earlier => (Word::Before, at + 1),
            opens @ (Word::Since | Word::Until | Word::By | Word::Before | Word::After) => (opens, at + 1),
            _ => return None,
        };
        let than = self.word(next) == Some(Word::Than);
        if than != matches!(self.word(at), Some(Word::No | Word::Later | Word::Earlier)) {
            return None;
        }
        let next = if than { next + 1 } else { self.skip(self.skip(next, Word::To), Word::On) };
        let next = self.skip(next, Word::About);
        let bare = self.skip(next, Word::The);
        let (known, end) = self.end_of_period(bare)?;
        // "after the November 26 attack" and "before Thursday's vote" name that day.
        let attribute = bare > next && self.tokens.get(end).is_some_and(Token::is_word);
        let single = matches!(known.grain, Grain::Day | Grain::Month | Grain::Year) && !known.about;
        if self.possessive(end).is_some() || attribute && single && self.part(bare).is_none() {
            return None;
        }
        // "two weeks after" and the like have their word before: here it would be read twice.
        let (days, other) = match (&known.days, &known.other) {
            (Some(days), other) => {
                (Some(opened(opens, days, known.point)), other_opened(opens, &known, other.as_ref()))
            }
            _ => (None, None),
        };
        Some((Known { days, other, grain: known.grain, about: known.about, point: None }, end))
    }

    /// "from 3 to 5 May", "between Monday and Wednesday", `2031-2034`.
    fn range(&self, at: usize) -> Option<(Known, usize)> {
        let between = self.before(at) == Some(Word::Between)
            || self.before(at) == Some(Word::The) && at > 1 && self.before(at - 1) == Some(Word::Between);
        let (from, joint) = self.border(at, None)?;
        let and = self.word(joint) == Some(Word::And) && !between;
        let joint = self.skip_mark(joint, ',');
        let next = match (self.word(joint), self.mark(joint)) {
            (Some(Word::To | Word::Until | Word::And), _) | (_, Some('-' | '–' | '~')) => joint + 1,
            _ => return None,
        };
        let next = self.skip(next, Word::The);
        let (to, end) = self.border(next, Some(&from))?;
        // "December 1 and 2" are the days that follow each other; other dates stand for themselves.
        if and && !(follow(&from, &to) && self.ends_phrase(end)) {
            return None;
        }
        self.join(from, to, at, end)
    }

    /// Does no word follow that the number before could count?
    fn ends_phrase(&self, at: usize) -> bool {
        let counted = |t: &Token| t.is_word() && (t.word.is_none() || t.word == Some(Word::Counted));
        !self.tokens.get(at).is_some_and(counted)
    }

    /// What a period may begin or end with; a mere number only where the other border helps.
    fn border(&self, at: usize, first: Option<&Border>) -> Option<(Border, usize)> {
        if let Some((what, end)) = self.piece(at) {
            return Some((Border::What(what), end));
        }
        let known = |(known, end)| (Border::What(What::Known(known)), end);
        if let Some(found) = self.part_of(at).or_else(|| self.ordinal_of(at)) {
            return Some(known(found));
        }
        let today = || Known::day(self.published);
        match self.word(at) {
            Some(Word::Now | Word::Date) => return Some(known((today(), at + 1))),
            // "current date"
            Some(Word::Which(Which::This)) if self.word(at + 1) == Some(Word::Date) => {
                return Some(known((today(), at + 2)));
            }
            _ => {}
        }
        if let Some(year) = self.year_number(at).filter(|y| (1900..2100).contains(y)) {
            let counted =
                self.tokens.get(at + 1).is_some_and(|t| t.is_word() && !t.capital && t.word.is_none());
            let chained = at > 0 && self.glued(at) && self.mark(at - 1) == Some('-') && first.is_none();
            let known = Known::new(calendar::year(year), Grain::Year);
            return (!counted && !chained).then_some((Border::What(What::Known(known)), at + 1));
        }
        let (day, end) = self.day_number(at)?;
        // The second mere number ends what the first date began: "October 3-5"; the first is
        // made out when the second is read.
        let second = first.is_none_or(
            |first| matches!(first, Border::What(What::Written(w)) if w.month.is_some() && w.day.is_some()),
        );
        let clear = first.is_none() || !matches!(self.mark(end), Some(':' | '-' | '/' | '%'));
        (second && clear).then_some((Border::Day(day), end))
    }

    /// A period that holds the day of publication is the one that is meant, whatever the verbs say.
    fn under_way(&self, from: Known, to: &What) -> Known {
        let (Some(today), What::Written(to), Some(other)) = (self.published, to, &from.other) else {
            return from;
        };
        let until = to.resolve(Some(other.start), Tense::Future).first_from(other.start).days;
        let holds = other.start <= today && until.is_some_and(|d| d.end > today);
        if holds { Known { days: from.other, other: from.days, ..from } } else { from }
    }

    fn join(&self, from: Border, to: Border, at: usize, end: usize) -> Option<(Known, usize)> {
        let (from, to) = match (from, to) {
            (Border::Day(day), Border::What(What::Written(to))) if to.day.is_some() && to.month.is_some() => {
                let month = to.month.filter(|_| Some(day) < to.day);
                // "from the 30th to the 2nd of June"
                let month = month.or_else(|| to.month.map(|m| if m == 1 { 12 } else { m - 1 }));
                (
                    What::Written(Written { month, day: Some(day), year: None, weekday: None }),
                    What::Written(to),
                )
            }
            (Border::What(What::Written(from)), Border::Day(day)) => {
                if from.day >= Some(day) {
                    return None;
                }
                let to = Written { month: from.month, day: Some(day), year: from.year, weekday: None };
                // "October 3-5, 2025"
                return self.join_dated(from, to, at, end);
            }
            (Border::What(from), Border::What(to)) => (from, to),
            _ => return None,
        };
        Some((self.joined(from, to, at)?, end))
    }

    fn join_dated(&self, from: Written, to: Written, at: usize, end: usize) -> Option<(Known, usize)> {
        let (year, end) = match self.year_of(end).filter(|_| from.year.is_none()) {
            Some((year, end)) => (Some(year), end),
            None => (from.year, end),
        };
        let (from, to) = (Written { year, ..from }, Written { year, ..to });
        Some((self.joined(What::Written(from), What::Written(to), at)?, end))
    }

    fn joined(&self, from: What, to: What, at: usize) -> Option<Known> {
        let from = match (from, &to) {
            (What::Written(from), What::Written(to))
                if from.year.is_none() && to.year.is_some() && from.month.is_some() =>
            {
                let earlier = i32::from(from.month > to.month);
                What::Written(Written { year: to.year.map(|y| y - earlier), ..from })
            }
            (from, _) => from,
        };
        let from = match (from, &to) {
            // What ends at a day that is told began before it.
            (What::Written(from), What::Known(to)) if from.year.is_none() && self.published.is_some() => {
                let until = to.days.as_ref().map(|d| d.start);
                from.resolve(until, Tense::Past)
            }
            (from, _) => self.known(from, at),
        };
        let from = self.under_way(from, &to);
        let (Some(begin), about) = (&from.days, from.about) else {
            return Some(Known::new(None, Grain::Span));
        };
        let to = match to {
            What::Known(to) => to,
            What::Written(to) => to.resolve(Some(begin.start), Tense::Future).first_from(begin.start),
        };
        let Some(finish) = &to.days else { return Some(Known::new(None, Grain::Span)) };
        if finish.end <= begin.start {
            return None;
        }
        // Whether the last day, month or year is still meant is a matter of taste.
        let short = from.point.unwrap_or(begin.start)..to.point.unwrap_or(finish.start);
        let known = Known::new(Some(begin.start..finish.end), Grain::Span);
        let known = known.or(Some(short).filter(|d| d.start < d.end));
        Some(if about || to.about { known.about() } else { known })
    }
}

/// One end of a period.
enum Border {
    What(What),
    /// A day of a month that the other end names.
    Day(u32),
}

impl Known {
    /// The reading that is not over before a day.
    fn first_from(mut self, day: chrono::NaiveDate) -> Self {
        let fits = |days: &Option<Days>| days.as_ref().is_some_and(|d| d.start >= day);
        let both = fits(&self.days) && fits(&self.other);
        if fits(&self.other)
            && (!fits(&self.days)
                || both && self.other.as_ref().map(|d| d.start) < self.days.as_ref().map(|d| d.start))
        {
            std::mem::swap(&mut self.days, &mut self.other);
        }
        self.other = None;
        self
    }
}

/// The days that a date leaves open at one side.
fn opened(opens: Word, days: &Days, point: Option<chrono::NaiveDate>) -> Days {
    match opens {
        Word::Until | Word::By => Date::EVER.start..days.end,
        Word::Before => Date::EVER.start..point.unwrap_or(days.start),
        // "after the start of May" is in May.
        Word::After => point.filter(|p| *p <= days.start).unwrap_or(days.end)..Date::EVER.end,
        _ => days.start..Date::EVER.end,
    }
}

/// Whether the day itself is still meant ("until Friday"), or, where the borders are vague
/// or nothing else can be told, the other reading of the date.
fn other_opened(opens: Word, known: &Known, other: Option<&Days>) -> Option<Days> {
    let days = known.days.as_ref()?;
    match opens {
        Word::Until | Word::By if !known.about => Some(Date::EVER.start..days.start),
        Word::After if !known.about => Some(days.start..Date::EVER.end),
        // "before the end of May" has its one border.
        Word::Before if known.point.is_some() => None,
        _ => other.map(|other| opened(opens, other, None)),
    }
}

/// Is it a mere number beside a date of the same month, one more or one less?
fn follow(from: &Border, to: &Border) -> bool {
    match (from, to) {
        (Border::Day(a), Border::What(What::Written(w))) => w.month.is_some() && w.day == Some(a + 1),
        (Border::What(What::Written(w)), Border::Day(b)) => w.month.is_some() && w.day == b.checked_sub(1),
        _ => false,
    }
}
