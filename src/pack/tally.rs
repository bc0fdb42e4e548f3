//! What is in the briefings of a pack, as its manifest tells it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use crate::briefing::{Briefing, Partial};
use crate::text::Text;

/// Counts over briefings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many briefings.
    pub briefings: usize,
    /// How many questions they ask.
    pub questions: usize,
    /// How many articles each outlet has.
    pub outlets: BTreeMap<Text, usize>,
    languages: BTreeSet<Text>,
    /// The newest date of a briefing or article; one without a time is midnight, one without an
    /// offset is in UTC.
    pub newest: Option<DateTime<Utc>>,
}

impl Tally {
    /// Counts a briefing.
    pub fn add(&mut self, briefing: &Briefing) {
        self.briefings += 1;
        self.questions += briefing.sections.len();
        self.languages.insert(briefing.language.line());
        let mut dates = vec![briefing.published, briefing.updated];
        for article in &briefing.articles {
            *self.outlets.entry(article.name().line()).or_default() += 1;
            dates.extend([article.published, article.updated, article.retrieved]);
        }
        self.newest = self.newest.max(dates.into_iter().flatten().map(moment).max());
    }

    /// How many articles.
    pub fn articles(&self) -> usize {
        self.outlets.values().sum()
    }

    /// The one language of all, or `mul`.
    pub fn language(&self) -> Text {
        let mut languages = self.languages.iter();
        match (languages.next(), languages.next()) {
            (Some(one), None) => one.clone(),
            _ => Text::new("mul"),
        }
    }
}

fn moment(date: Partial) -> DateTime<Utc> {
    match date {
        Partial::Time(day, time, offset) => {
            let moment = day.and_time(time).and_utc();
            offset.map_or(moment, |o| moment - chrono::TimeDelta::seconds(i64::from(o.local_minus_utc())))
        }
        date => date.first_day().and_time(chrono::NaiveTime::MIN).and_utc(),
    }
}
