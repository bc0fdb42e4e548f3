//! Who says what: a speaker, the word of saying, and what is said, in quotation marks or not.

mod cues;
mod noun;
mod reader;
mod tokens;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::quotes::Quote;

/// One statement and who made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// Who: `officials in Dushanbe`; absent where nobody is named ("it was said that").
    pub source: Option<Range<usize>>,
    /// The word of it that says who: `officials`, `Bahiss`.
    pub head: Option<Range<usize>>,
    /// The word of saying: `said`, `according to`. Statements with one cue are one utterance.
    pub cue: Range<usize>,
    /// What is said.
    pub content: Range<usize>,
    /// Is it in quotation marks, whole or in part?
    pub direct: bool,
    /// Do several speak ("analysts")?
    pub many: bool,
    /// Through whom: the span of an attribution's source inside which this one is told ("Citing
    /// analysts, Al Jazeera reported": analysts through Al Jazeera).
    pub through: Option<Range<usize>>,
}

/// What a word does around what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Role {
    /// Nothing: names, most nouns, all that is in no table.
    #[default]
    None,
    /// "said", "writes": what is said follows or went before.
    Say,
    /// "believes", "refused": like saying, but only next to who does.
    Think,
    /// "told", "warned": a hearer may stand between.
    Tell,
    /// "saying", "adding": a clause more of who spoke before.
    Saying,
    /// "criticized", "called for": its object is what is said or thought.
    Judge,
    /// "calling", "accusing"
    Judging,
    /// "reports", "claim", "poll": says where a subject stands before it, else a noun.
    Report,
    /// "allegation": a noun before "that" and what is said.
    Claim,
    /// "according", before "to"
    According,
    /// "citing", "quoting": who is passed on follows.
    Citing,
    /// "is", "were"
    Be,
    /// "has", "will"
    Auxiliary,
    /// "also", "later"
    Adverb,
    /// "the", "his": begins a name of somebody.
    Determiner,
    /// "he", "they": is a speaker alone.
    Pronoun,
    /// "we", "they", "many": several speak.
    Several,
    /// "officials", "analysts"
    Group,
    /// "of", "in": what follows belongs to the noun before.
    Preposition,
    /// "to"
    To,
    /// "that"
    That,
    /// "and"
    And,
    /// "who", "which": begins a remark on the noun before.
    Relative,
    /// "but", "when": a clause begins.
    Clause,
    /// "Monday", "yesterday"
    Time,
    /// "titled", "so-called": a name follows, in quotation marks perhaps.
    Naming,
    /// "statement", "interview": what something is said in.
    Occasion,
}

/// The roles of words, in lower case.
pub type Forms = LazyLock<HashMap<&'static str, Role>>;

/// The words of a language around what is said.
#[derive(Debug)]
pub struct Words {
    /// The role of each word form that has one.
    pub forms: &'static Forms,
    /// Lower-case words that end so are adverbs ("repeatedly").
    pub adverbs: Option<&'static str>,
    /// Lower-case nouns that end so, and words of saying do not, are several ("diplomats").
    pub plurals: Option<&'static str>,
    /// Lower-case words that end so may tell what the noun before does ("passengers waiting").
    pub participles: &'static [&'static str],
}

static NO_FORMS: Forms = LazyLock::new(HashMap::new);

impl Words {
    /// No words.
    pub const NONE: Self = Self { forms: &NO_FORMS, adverbs: None, plurals: None, participles: &[] };

    /// The role of a word, whatever its case.
    pub fn role(&self, word: &str) -> Role {
        // The longest form of the tables is shorter; most names are looked up in vain.
        if word.len() > 20 || self.forms.is_empty() {
            return Role::None;
        }
        let mut lower = [0; 20];
        let mut length = 0;
        for c in word.chars() {
            let c = if c == '’' { '\'' } else { c.to_ascii_lowercase() };
            let end = length + c.len_utf8();
            let Some(place) = lower.get_mut(length..end) else { return Role::None };
            c.encode_utf8(place);
            length = end;
        }
        let Ok(lower) = std::str::from_utf8(&lower[..length]) else { return Role::None };
        if let Some(role) = self.forms.get(lower) {
            return *role;
        }
        let adverb = self.adverbs.is_some_and(|end| word.len() > end.len() + 3 && word.ends_with(end));
        if adverb && word.starts_with(char::is_lowercase) { Role::Adverb } else { Role::None }
    }
}

/// The forms of tables: a role and its words, separated by white space.
pub fn forms(tables: &[(Role, &'static str)]) -> HashMap<&'static str, Role> {
    let words = tables.iter().flat_map(|(role, words)| words.split_whitespace().map(|word| (word, *role)));
    words.collect()
}

/// Every attribution of a text, by where its content begins.
pub fn attributions(
    text: &str,
    sentences: &[Range<usize>],
    quotes: &[Quote],
    words: &Words,
) -> Vec<Attribution> {
    let mut found = reader::read(text, sentences, quotes, words);
    found.sort_by_key(|one| (one.content.start, one.content.end, one.cue.start));
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::english::ENGLISH;
    use crate::facts::quotes::quotes;
    use crate::text::sentences::sentences;

    /// Each attribution as "source [head]: cue: content", and "via" where there is one.
    fn read(text: &str) -> Vec<String> {
        let quotes = quotes(text, ENGLISH.speech);
        let found = attributions(text, &sentences(text), &quotes, ENGLISH.speech);
        found
            .into_iter()
            .map(|one| {
                let at = |span: Option<Range<usize>>| span.map_or("-", |span| &text[span]);
                let via = one.through.clone().map(|via| format!(" via {}", &text[via])).unwrap_or_default();
                let many = if one.many { "+" } else { "" };
                format!(
                    "{many}{} [{}]: {}: {}{via}",
                    at(one.source),
                    at(one.head),
                    &text[one.cue],
                    &text[one.content]
                )
            })
            .collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(read(text), expected, "{text}");
    }

    #[test]
    fn a_speaker_stands_before_the_verb_or_after_it() {
        check(
            "Officials in the harbour town said that the ferry was late.",
            &["+Officials in the harbour town [Officials]: said: the ferry was late"],
        );
        check(
            "The ferry was late, the harbour master said.",
            &["the harbour master [master]: said: The ferry was late"],
        );
        check(
            "The ferry was late, said Mira Holt, the mayor.",
            &["Mira Holt [Holt]: said: The ferry was late"],
        );
        check(
            "The ferry, Holt said, was late.",
            &["Holt [Holt]: said: The ferry", "Holt [Holt]: said: was late"],
        );
        check("“Why is it late?” Holt asked.", &["Holt [Holt]: asked: “Why is it late?”"]);
    }

    #[test]
    fn remarks_stand_between_a_speaker_and_the_verb() {
        check(
            "Holt, who runs the harbour, said the ferry was late.",
            &["Holt, who runs the harbour [Holt]: said: the ferry was late"],
        );
        check(
            "Holt, 52, of Leeds, said the ferry was late.",
            &["Holt, 52, of Leeds [Holt]: said: the ferry was late"],
        );
        check(
            "Two passengers waiting on the pier said the ferry was late.",
            &["+Two passengers waiting on the pier [passengers]: said: the ferry was late"],
        );
    }

    #[test]
    fn according_to_stands_before_and_after() {
        check(
            "According to the mayor, the ferry was late.",
            &["the mayor [mayor]: According to: the ferry was late"],
        );
        check(
            "The ferry was late, according to two passengers.",
            &["+two passengers [passengers]: according to: The ferry was late"],
        );
    }

    #[test]
    fn hearers_and_occasions_are_not_said() {
        let said = ["Holt [Holt]: told: the ferry was late"];
        check("Holt told reporters in the town that the ferry was late.", &said);
        check("Holt told the Daily Gull the ferry was late.", &said);
        check(
            "Holt said in a statement on Monday that the ferry was late.",
            &["Holt [Holt]: said: the ferry was late"],
        );
    }

    #[test]
    fn who_is_cited_speaks_through_who_cites() {
        check(
            "Citing dockers, the Daily Gull reported that the ferry was late.",
            &[
                "+dockers [dockers]: Citing: the ferry was late via the Daily Gull",
                "the Daily Gull [Gull]: reported: the ferry was late",
            ],
        );
        check(
            "The Daily Gull, quoting a docker, said the ferry was late.",
            &[
                "a docker [docker]: quoting: the ferry was late via The Daily Gull",
                "The Daily Gull [Gull]: said: the ferry was late",
            ],
        );
        check(
            "Analysts say Holt said the ferry was late.",
            &[
                "+Analysts [Analysts]: say: Holt said the ferry was late",
                "Holt [Holt]: said: the ferry was late via Analysts",
            ],
        );
    }

    #[test]
    fn a_quotation_goes_on_with_who_spoke() {
        check(
            "“It is late,” Holt said, “and stays late.”",
            &["Holt [Holt]: said: “It is late,”", "Holt [Holt]: said: “and stays late.”"],
        );
        check(
            "“It is late,” Holt said. “It stays late.”",
            &["Holt [Holt]: said: “It is late,”", "Holt [Holt]: said: “It stays late.”"],
        );
        check("“I waited. Nobody came,” she said.", &["she [she]: said: “I waited. Nobody came,”"]);
        check("Holt was angry. “It is late.”", &["Holt [Holt]: was: “It is late.”"]);
    }

    #[test]
    fn colons_and_dashes_name_a_speaker() {
        check("Holt: “It is late.”", &["Holt [Holt]: :: “It is late.”"]);
        check("HOLT: It is late.", &["HOLT [HOLT]: :: It is late"]);
        check("“It is late.” — Mira Holt", &["Mira Holt [Holt]: —: “It is late.”"]);
    }

    #[test]
    fn clauses_end_where_another_begins() {
        check(
            "Holt said the ferry was late, adding that it stays late.",
            &["Holt [Holt]: said: the ferry was late", "Holt [Holt]: adding: it stays late"],
        );
        check(
            "Holt called the delay “a scandal” and accused the owners of greed.",
            &["Holt [Holt]: called: the delay “a scandal”", "Holt [Holt]: accused: the owners of greed"],
        );
        check(
            "Holt said the ferry was late, but Brandt denied that it was.",
            &["Holt [Holt]: said: the ferry was late", "Brandt [Brandt]: denied: it was"],
        );
    }

    #[test]
    fn nouns_hold_what_is_said_and_a_passive_names_nobody() {
        check("Holt’s claim that the ferry had sunk", &["Holt [Holt]: claim: the ferry had sunk"]);
        check("She was told that the ferry was late.", &["- [-]: was told: the ferry was late"]);
        check("The ferry carries claims and reports by post.", &[]);
    }

    #[test]
    fn one_or_several_speak() {
        check("Holt and Brandt said it was late.", &["+Holt and Brandt [Holt]: said: it was late"]);
        check("An official said it was late.", &["An official [official]: said: it was late"]);
        check("They said it was late.", &["+They [They]: said: it was late"]);
    }

    #[test]
    fn a_language_without_words_has_only_marks() {
        let text = "Holt said: “It is late.” — Mira Holt";
        let quotes = quotes(text, &Words::NONE);
        assert_eq!(quotes.len(), 1);
        assert!(quotes[0].speech);
        let text = "Holt said it is late.";
        assert_eq!(attributions(text, &sentences(text), &[], &Words::NONE), []);
    }

    #[test]
    fn long_lines_are_read_in_linear_time() {
        for part in [
            "“",
            "\"a ",
            "said ",
            "Holt, ",
            "a and ",
            "of the ",
            "( ",
            "(a) ",
            "he said, ",
            "‘s’ ",
            "a. ",
            "Citing ",
        ] {
            let text = part.repeat(300_000 / part.len());
            let quotes = quotes(&text, ENGLISH.speech);
            for one in attributions(&text, &sentences(&text), &quotes, ENGLISH.speech) {
                assert!(text.is_char_boundary(one.content.end));
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(parts in proptest::collection::vec(proptest::sample::select(&PARTS[..]), 0..40), noise in ".{0,20}") {
            let text = parts.concat() + &noise;
            let quotes = quotes(&text, ENGLISH.speech);
            let found = attributions(&text, &sentences(&text), &quotes, ENGLISH.speech);
            for pair in found.windows(2) {
                assert!(pair[0].content.start <= pair[1].content.start);
            }
            for one in found {
                for span in [Some(one.cue), Some(one.content), one.source, one.head, one.through].into_iter().flatten() {
                    assert!(text.get(span.clone()).is_some_and(|part| !part.is_empty()), "{span:?} of {text:?}");
                }
            }
        }
    }

    /// What attributions are made of, so that random texts hold some.
    const PARTS: [&str; 30] = [
        "Holt ",
        "said ",
        "“",
        "”",
        "\"",
        ", ",
        ". ",
        "that ",
        "he ",
        "and ",
        "of ",
        "the ",
        "told ",
        "reporters ",
        "to ",
        "according ",
        "citing ",
        ": ",
        "— ",
        "who ",
        "(",
        ") ",
        "Monday ",
        "’s ",
        "claim ",
        "\n\n",
        "is ",
        "ß",
        "calling ",
        "was ",
    ];
}
