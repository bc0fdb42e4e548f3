//! Articles that retell one story, to measure comparing with: the same bytes on every machine.
//!
//! What happens in the story (an event) has words, names, a figure, a day and a quotation of its own.
//! An article tells 60 of them, most of them from the middle of the story, which everybody has, some
//! from its edge, which few have, and some that it has alone: in its own order, with its own choice of
//! the event's words, and now and then with another figure, another day or half of the quotation.
//! Every eighth article is a copy of an earlier one with three sentences of its own.

// Each user takes a part of it.
#![allow(dead_code, clippy::unwrap_used, unreachable_pub)]

use std::fmt::Write as _;

use crossread::briefing::Briefing;
use crossread::briefing::parse::{File, Source, parse};
use crossread::text::Text;

use crate::made::{Pen, Script, today};

/// Sentences of an article.
pub const SENTENCES: usize = 60;
/// How many events the middle of the story has, and how many of them an article tells.
const MIDDLE: (usize, usize) = (72, 36);
/// How many an article tells from the edge, which grows with the number of articles.
const EDGE: usize = 14;
/// Every so manieth article is a copy.
const COPIES: usize = 8;

const WHO: [&str; 8] = [
    "officials",
    "the ministry",
    "police",
    "a spokesman",
    "residents",
    "doctors",
    "two witnesses",
    "the governor",
];
const SAYS: [&str; 6] = ["said", "told reporters", "announced", "confirmed", "reported", "added"];
const ACTS: [[&str; 3]; 6] = [
    ["were killed", "died", "lost their lives"],
    ["were injured", "were wounded", "were hurt"],
    ["were arrested", "were detained", "were held"],
    ["fled", "escaped", "left their homes"],
    ["crossed the border", "came over the border", "passed the frontier"],
    ["were rescued", "were saved", "were brought to safety"],
];
const PEOPLE: [[&str; 3]; 4] = [
    ["people", "persons", "residents"],
    ["workers", "labourers", "employees"],
    ["soldiers", "troops", "servicemen"],
    ["guards", "officers", "border guards"],
];
const MONTHS: [&str; 4] = ["September", "October", "November", "December"];
const COUNTS: [&str; 12] =
    ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"];

/// A thing that happened.
struct Event {
    act: usize,
    people: usize,
    who: usize,
    count: usize,
    month: usize,
    day: usize,
    /// Whether its day and its figure are told, and whether somebody is quoted.
    dated: bool,
    counted: bool,
    quoted: bool,
    place: String,
    person: String,
    words: Vec<String>,
    quote: Vec<String>,
}

impl Event {
    fn new(seed: u64) -> Self {
        let pen = &mut Pen::new(seed, Script::Latin);
        let small = |phrase: String| -> Vec<String> {
            phrase.to_lowercase().split(' ').map(ToOwned::to_owned).collect()
        };
        Self {
            act: pen.below(ACTS.len()),
            people: pen.below(PEOPLE.len()),
            who: pen.below(WHO.len()),
            count: pen.below(COUNTS.len()),
            month: pen.below(MONTHS.len()),
            day: 1 + pen.below(29),
            dated: pen.below(3) == 0,
            counted: pen.below(2) == 0,
            quoted: pen.below(4) == 0,
            place: pen.phrase(1),
            person: format!("{} {}", pen.phrase(1), pen.phrase(1)),
            words: small(pen.phrase(8)),
            quote: small(pen.phrase(9)),
        }
    }

    /// One telling, of many. Words are not in the order of the event, and some are left out.
    fn tell(&self, pen: &mut Pen) -> String {
        let mut words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        for _ in 0..3 {
            words.swap_remove(pen.below(words.len()));
        }
        let act = ACTS[self.act][pen.below(3)];
        let people = PEOPLE[self.people][pen.below(3)];
        let (place, topic) = (&self.place, words.join(" "));
        let other = usize::from(pen.below(10) == 0);
        let count = (self.count + other) % COUNTS.len();
        let mut told = match pen.below(4) {
            _ if !self.counted => format!(
                "The {topic} of {place} {} {}",
                ["was", "remained"][pen.below(2)],
                pen.phrase(3).to_lowercase()
            ),
            0 => format!("{} {people} {act} in {place} near the {topic}", 2 + count),
            1 => format!("At least {} {people} {act} by the {topic} of {place}", COUNTS[count]),
            2 => format!("In {place}, {} {people} {act} after the {topic}", COUNTS[count]),
            _ => format!("The {topic} in {place} meant that {} {people} {act}", COUNTS[count]),
        };
        if self.dated {
            let day = 1 + (self.day + usize::from(pen.below(12) == 0)) % 30;
            let _ = write!(told, " on {} {day}", MONTHS[self.month]);
        }
        if self.quoted {
            let from = if pen.below(4) == 0 { 4 } else { 0 };
            let _ = write!(
                told,
                ", and {} {} “{}”",
                self.person,
                SAYS[pen.below(2)],
                self.quote[from..].join(" ")
            );
        } else if pen.below(2) == 0 {
            let who = if pen.below(8) == 0 { WHO[pen.below(WHO.len())] } else { WHO[self.who] };
            let _ = write!(told, ", {who} {}", SAYS[pen.below(SAYS.len())]);
        }
        told.push('.');
        told
    }
}

/// The sentences of each article. The first ones are the same however many follow.
pub fn tellings(articles: usize, sentences: usize) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = Vec::with_capacity(articles);
    for number in 0..articles {
        let pen = &mut Pen::new(0x5eed + number as u64, Script::Latin);
        if number % COPIES == COPIES - 1 {
            let mut copy = all[pen.below(number)].clone();
            for _ in 0..3 {
                let at = pen.below(copy.len());
                copy[at] = Event::new(pen.below(usize::MAX) as u64).tell(pen);
            }
            all.push(copy);
            continue;
        }
        let mut seeds: Vec<u64> = (0..sentences)
            .map(|at| {
                let place = at * SENTENCES / sentences;
                let seed = match place {
                    // Whoever tells a half of the middle tells every second event, or the next one.
                    _ if place < MIDDLE.1 => 2 * at + pen.below(MIDDLE.0 / MIDDLE.1),
                    _ if place < MIDDLE.1 + EDGE => {
                        1_000_000 + pen.below(4 * (number + 4) * sentences / SENTENCES)
                    }
                    _ => 2_000_000 + number * 1000 + at,
                };
                seed as u64
            })
            .collect();
        for at in (1..seeds.len()).rev() {
            seeds.swap(at, pen.below(at + 1));
        }
        all.push(seeds.into_iter().map(|seed| Event::new(seed).tell(pen)).collect());
    }
    all
}

/// A briefing with four questions and these articles; what is about the middle of the story answers them.
pub fn briefing(articles: &[Vec<String>]) -> Briefing {
    let mut main = "format = 1\ntitle = \"Retold\"\npublished = 2025-12-30\n".to_owned();
    for section in 0..4u64 {
        let pen = &mut Pen::new(section, Script::Latin);
        let answer: Vec<String> = (0..5).map(|at| Event::new(section * 16 + at).tell(pen)).collect();
        let _ = write!(
            main,
            "\n[[section]]\nid = \"part-{section}\"\nquestion = \"What of {}?\"\nanswer = '''\n{}\n'''\n",
            Event::new(section * 16).place,
            answer.join(" ")
        );
    }
    let file =
        |stem: String, content: String| File { shown: Text::new(&stem), stem, bytes: content.into_bytes() };
    let told = articles.iter().enumerate().map(|(number, sentences)| {
        let paragraphs: Vec<String> = sentences.chunks(4).map(|four| four.join(" ")).collect();
        let content = format!(
            "outlet = \"The {}\"\nheadline = \"Retold\"\npublished = 2025-12-{:02}\ntext = '''\n{}\n'''\n",
            Pen::new(0xba5e + number as u64, Script::Latin).phrase(2),
            1 + number % 28,
            paragraphs.join("\n\n")
        );
        file(format!("a{number:04}"), content)
    });
    let source = Source {
        name: "retold".to_owned(),
        shown: Text::new("made"),
        briefing: Some(file("briefing".to_owned(), main)),
        articles: told.collect(),
        problems: Vec::new(),
    };
    let (briefing, problems) = parse(&source, today());
    assert!(problems.is_empty(), "a sound briefing is what is measured: {problems:?}");
    assert_eq!(briefing.articles.len(), articles.len());
    briefing
}

/// A sentence of so many bytes.
pub fn endless(bytes: usize) -> String {
    let mut sentence = String::with_capacity(bytes + 200);
    let mut seed = 0;
    while sentence.len() < bytes {
        let told = Event::new(seed).tell(&mut Pen::new(seed, Script::Latin));
        sentence.push_str(told.trim_end_matches('.'));
        sentence.push_str(", and ");
        seed += 1;
    }
    sentence + "that was all."
}
