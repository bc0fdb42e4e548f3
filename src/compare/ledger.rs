//! The ledger: every figure by what it counts and every quotation by who speaks, with who gives which.

use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::Account;
use super::digest::{Digest, Sentence};
use super::lexicon::{Class, Lexicon};
use crate::facts::figures::{Figure, Kind, Outcome};
use crate::facts::speakers::Attribution;
use crate::text::Text;
use crate::text::words::{fold, words};

/// All figures and quotations of the articles.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Ledger {
    /// By what is counted: people first, then things, then amounts.
    pub figures: Vec<Entry>,
    /// By who speaks, in the order of the alphabet; last what nobody is named for.
    pub quotes: Vec<Entry>,
}

/// What is counted, or who speaks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// In words.
    pub what: Text,
    /// What is said on it: figures from the least to the most, quotations in the order of the texts.
    pub values: Vec<Value>,
}

/// One value, with the articles that give it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Value {
    /// As the first of them has it.
    pub said: Text,
    /// Who gives it where; each account has its fact.
    pub accounts: Vec<Account>,
}

/// Takes the figures and quotations out of the articles.
pub fn ledger(digests: &[Digest], lexicon: &Lexicon) -> Ledger {
    let mut figures = Entries::default();
    let mut quotes = Entries::default();
    for (article, digest) in digests.iter().enumerate() {
        let speakers = speakers(digest);
        for sentence in digest.sentences.iter().filter(|s| !s.heading) {
            let reading = Reading { article, digest, sentence, lexicon };
            for figure in &digest.stated.figures[sentence.figures.clone()] {
                let base = figure.base();
                let value = format!("{} {} {:?}", base.low, base.high, figure.bound);
                let (rank, name) = reading.counted(figure);
                figures.add(rank, name, value, (base.low, base.high), reading.account(&reading.said(figure)));
            }
            for number in sentence.quotes.clone() {
                let quote = &digest.stated.quotes[number];
                if quote.depth == 0 {
                    let value = words(&digest.text[quote.inner.clone()]).join(" ");
                    let (rank, name) = reading.speaker(quote.speech, speakers[number]);
                    quotes.add(rank, name, value, (0.0, 0.0), reading.account(&quote.span));
                }
            }
        }
    }
    Ledger { figures: figures.finish(), quotes: quotes.finish() }
}

/// For each quotation the statement it stands in, the shortest of several.
fn speakers(digest: &Digest) -> Vec<Option<&Attribution>> {
    let quotes = &digest.stated.quotes;
    let mut found: Vec<Option<&Attribution>> = vec![None; quotes.len()];
    for said in digest.stated.attributions.iter().filter(|a| a.source.is_some()) {
        let first = quotes.partition_point(|q| q.inner.start < said.content.start);
        for (number, _) in
            quotes.iter().enumerate().skip(first).take_while(|(_, q)| q.inner.start < said.content.end)
        {
            if found[number].is_none_or(|known| said.content.len() < known.content.len()) {
                found[number] = Some(said);
            }
        }
    }
    found
}

/// What an entry is found by, and what it is called.
struct Name {
    key: String,
    shown: String,
}

/// A sentence that is being read.
struct Reading<'d> {
    article: usize,
    digest: &'d Digest,
    sentence: &'d Sentence,
    lexicon: &'d Lexicon,
}

impl Reading<'_> {
    fn text(&self, span: &Range<usize>) -> String {
        self.digest.text[span.clone()].split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn account(&self, fact: &Range<usize>) -> Account {
        Account {
            article: self.article,
            span: self.digest.source(&self.sentence.span),
            value: Text::new(&self.text(fact)),
            fact: Some(self.digest.source(fact)),
        }
    }

    /// The figure with what bounds it and the noun that follows it at once.
    fn said(&self, figure: &Figure) -> Range<usize> {
        /// A noun further away has words before it that are no part of the figure.
        const NEAR: usize = 32;
        let noun = figure
            .noun
            .as_ref()
            .filter(|n| n.start >= figure.whole.end && n.start - figure.whole.end <= NEAR);
        figure.whole.start..noun.map_or(figure.whole.end, |noun| noun.end)
    }

    /// What a figure counts.
    fn counted(&self, figure: &Figure) -> (usize, Name) {
        let noun = figure.noun.as_ref().map(|noun| (self.stem(noun), self.text(noun)));
        let name = |key: &str, shown: String| Name { key: key.to_owned(), shown };
        let per = figure.per.map(|per| format!(" per {per}")).unwrap_or_default();
        match (figure.kind, figure.outcome, noun) {
            (Kind::Count, Some(outcome), _) => {
                let shown = happened(outcome);
                (outcome as usize, name(shown, shown.to_owned()))
            }
            (Kind::Count, None, Some((key, shown))) => {
                (10, name(&format!("{key}{per}"), format!("{shown}{per}")))
            }
            (Kind::Count, None, None) => (15, name("", "numbers without a noun".to_owned())),
            (Kind::Money, ..) => {
                let unit = figure.unit.unwrap_or_default();
                (11, name(&format!("{unit}{per}"), format!("money in {unit}{per}")))
            }
            (Kind::Measure, ..) => {
                let base = figure.base();
                let key = format!("{} {}", base.unit.unwrap_or_default(), base.per.unwrap_or_default());
                (12, name(&key, measured(base.unit, figure.unit, &per)))
            }
            (Kind::Percent, ..) => (13, name("", "per cent".to_owned())),
            (Kind::Ratio, ..) => (14, name("", "how many times".to_owned())),
            (Kind::Ordinal, ..) => (16, name("", "places in an order".to_owned())),
        }
    }

    /// Who speaks.
    fn speaker(&self, speech: bool, said: Option<&Attribution>) -> (usize, Name) {
        let named = said.and_then(|said| Some((said.source.as_ref()?, said.head.as_ref()?)));
        let name = |shown: &str| Name { key: shown.to_owned(), shown: shown.to_owned() };
        match named {
            Some((source, head)) if self.is_weighty(source) => {
                (0, Name { key: self.stem(head), shown: self.text(source) })
            }
            // Whom a pronoun stands for would be a guess.
            Some(_) => (1, name("he, she, they")),
            None if speech => (2, name("nobody named")),
            None => (3, name("titles, and words set apart")),
        }
    }

    fn is_weighty(&self, span: &Range<usize>) -> bool {
        self.words_in(span).any(|word| self.lexicon.class(word) != Class::Light)
    }

    fn words_in(&self, span: &Range<usize>) -> impl Iterator<Item = super::lexicon::WordId> {
        let placed = self.sentence.places.iter().zip(&self.sentence.words);
        placed.filter(move |(place, _)| span.contains(*place)).map(|(_, word)| *word)
    }

    /// What the last word of a span is looked up by.
    fn stem(&self, span: &Range<usize>) -> String {
        self.words_in(span)
            .last()
            .map_or_else(|| fold(&self.text(span)), |word| self.lexicon.stem(word).to_owned())
    }
}

fn happened(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Killed => "killed",
        Outcome::Injured => "injured",
        Outcome::Missing => "missing",
        Outcome::Arrested => "arrested",
        Outcome::Kidnapped => "kidnapped",
        Outcome::Displaced => "displaced",
        Outcome::Rescued => "rescued",
    }
}

/// What a unit measures; a unit whose dimension has no everyday name is itself.
fn measured(base: Option<&str>, unit: Option<&'static str>, per: &str) -> String {
    let dimension = match base {
        Some("m") => "distance",
        Some("kg") => "weight",
        Some("s") => "time",
        Some("K" | "°C") => "temperature",
        Some("J") => "energy",
        Some("W") => "power",
        Some("m2") => "area",
        Some("m3") => "volume",
        _ => unit.unwrap_or("measures"),
    };
    format!("{dimension}{per}")
}

/// Entries while they are filled, each found by its rank and key, each value by its own.
#[derive(Default)]
struct Entries {
    all: Vec<(usize, Entry, Vec<(f64, f64)>)>,
    known: FxHashMap<(usize, String), usize>,
    values: FxHashMap<(usize, String), usize>,
}

impl Entries {
    fn add(&mut self, rank: usize, name: Name, value: String, size: (f64, f64), account: Account) {
        let next = self.all.len();
        let entry = *self.known.entry((rank, name.key)).or_insert(next);
        if entry == next {
            let what = Text::new(&name.shown);
            self.all.push((rank, Entry { what, values: Vec::new() }, Vec::new()));
        }
        let (_, kept, sizes) = &mut self.all[entry];
        let next = kept.values.len();
        let at = *self.values.entry((entry, value)).or_insert(next);
        if at == next {
            kept.values.push(Value { said: account.value.clone(), accounts: Vec::new() });
            sizes.push(size);
        }
        kept.values[at].accounts.push(account);
    }

    fn finish(self) -> Vec<Entry> {
        let mut entries: Vec<(usize, String, Entry)> = self
            .all
            .into_iter()
            .map(|(rank, mut entry, sizes)| {
                let mut values: Vec<_> = sizes.into_iter().zip(std::mem::take(&mut entry.values)).collect();
                values.sort_by(|((a, b), _), ((x, y), _)| a.total_cmp(x).then(b.total_cmp(y)));
                entry.values = values.into_iter().map(|(_, value)| value).collect();
                (rank, fold(entry.what.as_str()), entry)
            })
            .collect();
        entries.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
        entries.into_iter().map(|(_, _, entry)| entry).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::briefing::{Article, Briefing};
    use crate::compare::compare;

    fn of(texts: &[&str]) -> Ledger {
        let article = |text: &&str| Article { lead: (*text).into(), ..Article::default() };
        let briefing = Briefing {
            language: "en".into(),
            articles: texts.iter().map(article).collect(),
            ..Briefing::default()
        };
        compare(&briefing).ledger
    }

    fn shown(entries: &[Entry]) -> Vec<String> {
        let value = |v: &Value| {
            let who: Vec<String> = v.accounts.iter().map(|a| a.article.to_string()).collect();
            format!("{} ({})", v.said, who.join(", "))
        };
        let line =
            |e: &Entry| format!("{}: {}", e.what, e.values.iter().map(value).collect::<Vec<_>>().join("; "));
        entries.iter().map(line).collect()
    }

    #[test]
    fn figures_stand_by_what_they_count_from_the_least() {
        let ledger = of(&[
            "The fire killed at least five people. Twelve houses are gone, and the loss is $2 million.",
            "Three people were killed. Gone are 12 houses along 4 km of the coast.",
        ]);
        assert_eq!(
            shown(&ledger.figures),
            [
                "killed: Three people (1); at least five people (0)",
                "houses: Twelve houses (0, 1)",
                "money in USD: $2 million (0)",
                "distance: 4 km (1)",
            ]
        );
    }

    #[test]
    fn quotations_stand_by_who_speaks_and_one_of_two_articles_is_one_value() {
        let ledger = of(&[
            "“We saw the smoke from the harbour,” Lind said. “It is over,” he said.",
            "Lind said: “We saw the smoke from the harbour.” The “Night Fire” fund was opened.",
        ]);
        let shown = shown(&ledger.quotes);
        assert!(
            shown.iter().any(|l| l.starts_with("Lind: “We saw the smoke from the harbour,” (0, 1)")),
            "{shown:?}"
        );
        assert!(shown.iter().any(|l| l.starts_with("he, she, they: “It is over,” (0)")), "{shown:?}");
        assert!(shown.last().is_some_and(|l| l.contains("“Night Fire” (1)")), "{shown:?}");
    }

    #[test]
    fn every_fact_leads_to_its_place_in_the_source() {
        let text = "On the coast **nine people** died, [the guard](https://example.org) said.";
        let ledger = of(&[text]);
        let account = &ledger.figures[0].values[0].accounts[0];
        assert_eq!(account.fact.clone().and_then(|fact| text.get(fact)), Some("nine people"));
    }
}
