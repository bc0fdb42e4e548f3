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
    /// Lower-case words that end so may tell what the noun before does ("protesters marching").
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

    #[test]
    fn try_it() {
        for text in [
            "Police say he posed a deadly threat and refused to drop the gun.",
            "Polls show a close contest in the state.",
            "But critics say resources could be better spent at home.",
            "She said fathers and parents who adopt would not be eligible.",
            "McAuley has said about 20 people have indicated an interest in the seat.",
            "Fowler said the politics surrounding the top of the ticket would be more intense.",
            "Its first national ad could start this week, said Brian Baker, a longtime adviser to the Ricketts family who oversees it.",
            "Kall said: \"I feel like he's got a surprise.\"",
            "Polling averages show Clinton with a lead.",
            "Dana Rawlings, 59, of Ashton, Md., said the event brought back memories of her father.",
            "Video of the incident shows him with his hands in the air.",
            "The president told them he would consider it an insult.",
        ] {
            println!("{text}\n    {:?}", read(text));
        }
    }
}
