//! Which question of a briefing a part of an article answers: the one its curator named, else the
//! one that shares most words with its own.

use std::collections::{HashMap, HashSet};

use super::{Briefing, Passage, Section};
use crate::text::Text;
use crate::text::words::words;

/// From this likeness on, two questions ask the same.
const ALIKE: f64 = 0.5;

/// Words that questions share without asking the same.
const QUESTION_WORDS: [&str; 24] = [
    "a", "an", "and", "are", "did", "do", "does", "for", "has", "have", "how", "in", "is", "it", "of", "on",
    "s", "the", "these", "this", "to", "was", "what", "were",
];

/// The questions of a briefing, by their words.
pub struct Questions<'b> {
    briefing: &'b Briefing,
    /// How many words each question has.
    lengths: Vec<usize>,
    /// Which questions have a word.
    by_word: HashMap<String, Vec<usize>>,
}

impl<'b> Questions<'b> {
    /// Takes the words of all questions apart, once.
    pub fn of(briefing: &'b Briefing) -> Self {
        let mut questions = Self { briefing, lengths: Vec::new(), by_word: HashMap::new() };
        for (number, section) in briefing.sections.iter().enumerate() {
            let words = content(&section.question);
            questions.lengths.push(words.len());
            for word in words {
                questions.by_word.entry(word).or_default().push(number);
            }
        }
        questions
    }

    /// The section that a part of an article answers.
    pub fn answered_by(&self, passage: &Passage) -> Option<&'b Section> {
        if let Some(id) = &passage.answers {
            return self.briefing.section(id);
        }
        let asked = content(&passage.question);
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for number in asked.iter().filter_map(|word| self.by_word.get(word)).flatten() {
            *shared.entry(*number).or_default() += 1;
        }
        let nearest = shared
            .into_iter()
            .map(|(number, both)| (dice(both, asked.len(), self.lengths[number]), number))
            .filter(|(likeness, _)| *likeness >= ALIKE)
            // Of equal ones the first.
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        nearest.map(|(_, number)| &self.briefing.sections[number])
    }
}

/// Do two questions ask the same, by their words?
pub fn same_question(one: &Text, other: &Text) -> bool {
    let (one, other) = (content(one), content(other));
    dice(one.intersection(&other).count(), one.len(), other.len()) >= ALIKE
}

/// The words that say what is asked; all of them where nothing else is left.
fn content(question: &Text) -> HashSet<String> {
    let all = words(question.as_str());
    let content: HashSet<String> =
        all.iter().filter(|w| !QUESTION_WORDS.contains(&w.as_str())).cloned().collect();
    if content.is_empty() { all.into_iter().collect() } else { content }
}

/// Dice's coefficient of two sets that share so many members, 0 to 1.
fn dice(both: usize, one: usize, other: usize) -> f64 {
    let count = |n: usize| u32::try_from(n).map_or(f64::MAX, f64::from);
    if one + other == 0 { 0.0 } else { 2.0 * count(both) / count(one + other) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_answers_the_question_nearest_in_words() {
        let section =
            |id: &str, q: &str| Section { id: id.into(), question: q.into(), answer: None, remark: None };
        let briefing = Briefing {
            sections: vec![
                section("border", "What's happening on the border?"),
                section("china", "How is China involved?"),
            ],
            ..Briefing::default()
        };
        let questions = Questions::of(&briefing);
        let asks = |question: &str, answers: Option<&str>| {
            let passage =
                Passage { question: question.into(), answers: answers.map(Text::new), text: Text::default() };
            questions.answered_by(&passage).map(|s| s.id.as_str())
        };
        assert_eq!(asks("How is China involved in all this?", None), Some("china"));
        assert_eq!(asks("What is the weather?", None), None);
        assert_eq!(asks("What is the weather?", Some("border")), Some("border"));
    }
}
