//! The words of all texts that are compared, by number, and what each weighs.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::facts::Lexis;
use crate::text::words::Stemmer;

/// A word's number.
pub type WordId = u32;

/// What kind of word it is: what tells texts of one event from those of another weighs most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// "the", "said"
    Light,
    /// Any other.
    Plain,
    /// A word of a name.
    Name,
    /// A figure or a day.
    Number,
}

impl Class {
    fn factor(self) -> f64 {
        match self {
            Self::Light => 0.2,
            Self::Plain | Self::Name => 1.0,
            Self::Number => 1.75,
        }
    }
}

/// In fewer sentences it is chance how many have a word, so that they count as so many.
const FEW: u32 = 100;

/// Words by number, with how many sentences have them.
#[derive(Debug, Default)]
pub struct Lexicon {
    ids: FxHashMap<String, WordId>,
    words: Vec<Entry>,
    /// For each word what [`Lexicon::kin`] gives.
    kin: Vec<u64>,
    sentences: u32,
}

#[derive(Debug)]
struct Entry {
    word: String,
    class: Class,
    /// Which senses of the language's table it has; mostly none.
    senses: Vec<u16>,
    /// In how many sentences it stands.
    count: u32,
}

/// The tables of a language, by stem.
#[derive(Debug)]
pub struct Senses {
    stemmer: Stemmer,
    light: FxHashSet<String>,
    by_stem: FxHashMap<String, Vec<u16>>,
}

impl Senses {
    /// Reads the tables of a language once.
    pub fn of(tag: &str, lexis: &Lexis) -> Self {
        let stemmer = Stemmer::of(tag);
        let mut by_stem: FxHashMap<String, Vec<u16>> = FxHashMap::default();
        for (number, line) in lexis.senses.iter().enumerate() {
            for word in line.split(' ') {
                let senses = by_stem.entry(stemmer.stem(word).into_owned()).or_default();
                let number = u16::try_from(number).unwrap_or(u16::MAX);
                if !senses.contains(&number) {
                    senses.push(number);
                }
            }
        }
        let light = lexis.light.iter().map(|w| stemmer.stem(w).into_owned()).collect();
        Self { stemmer, light, by_stem }
    }
}

impl Lexicon {
    /// The number of a folded word, which is stemmed first.
    pub fn word(&mut self, folded: &str, name: bool, senses: &Senses) -> WordId {
        let stem = senses.stemmer.stem(folded);
        if let Some(&id) = self.ids.get(&*stem) {
            // Once a name, always a name: a headline may write it in small letters.
            if name && self.words[id as usize].class == Class::Plain {
                self.words[id as usize].class = Class::Name;
            }
            return id;
        }
        let class = if stem.starts_with(char::is_numeric) {
            Class::Number
        } else if senses.light.contains(&*stem) {
            Class::Light
        } else if name {
            Class::Name
        } else {
            Class::Plain
        };
        let own = senses.by_stem.get(&*stem).cloned().unwrap_or_default();
        self.add(stem.into_owned(), class, own)
    }

    /// The number of what is no word of the text but stands for some: a value, a day, an alias.
    pub fn token(&mut self, token: String, class: Class) -> WordId {
        match self.ids.get(&token) {
            Some(&id) => id,
            None => self.add(token, class, Vec::new()),
        }
    }

    fn add(&mut self, word: String, class: Class, senses: Vec<u16>) -> WordId {
        let id = WordId::try_from(self.words.len()).unwrap_or(WordId::MAX);
        self.ids.insert(word.clone(), id);
        let root = match word.as_bytes() {
            // Half of four letters are two.
            [a, b, _, _, ..] if class != Class::Number => 1 << ((u32::from(*a) * 31 + u32::from(*b)) % 63),
            _ => 0,
        };
        self.kin.push(root | if senses.is_empty() { 0 } else { 1 << 63 });
        self.words.push(Entry { word, class, senses, count: 0 });
        id
    }

    /// Counts a sentence with these words, each once.
    pub fn count(&mut self, words: &[WordId]) {
        self.sentences += 1;
        for &word in words {
            self.words[word as usize].count += 1;
        }
    }

    /// What a word weighs: the rarer, the more (inverse document frequency, a sentence a document).
    pub fn weight(&self, word: WordId) -> f64 {
        let entry = &self.words[word as usize];
        let rare = (f64::from(self.sentences.max(FEW)) + 1.0) / (f64::from(entry.count) + 0.5);
        entry.class.factor() * rare.ln().max(0.05)
    }

    /// What a plain word weighs that stands in one sentence alone.
    pub fn rarest(&self) -> f64 {
        ((f64::from(self.sentences.max(FEW)) + 1.0) / 1.5).ln()
    }

    /// What kind of word it is.
    pub fn class(&self, word: WordId) -> Class {
        self.words[word as usize].class
    }

    /// Do these words stand for people of any kind? By the table's first line.
    pub fn is_anybody(&self, words: &[WordId]) -> bool {
        words.iter().any(|&word| self.words[word as usize].senses.contains(&0))
    }

    /// What a word can be looked up by: itself and its senses.
    pub fn keys(&self, word: WordId) -> impl Iterator<Item = u32> {
        /// Senses are numbered from the other end, where no word is.
        const LAST: u32 = u32::MAX;
        let senses = self.words[word as usize].senses.iter().map(|s| LAST - u32::from(*s));
        std::iter::once(word).chain(senses)
    }

    /// The stem.
    pub fn stem(&self, word: WordId) -> &str {
        &self.words[word as usize].word
    }

    /// In how many sentences it stands.
    pub fn sentences_with(&self, word: WordId) -> u32 {
        self.words[word as usize].count
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Words are kin only where these have a bit in common: one stands for the beginning, one for
    /// having senses at all. So most words are told apart at a glance.
    #[inline]
    pub(super) fn kin(&self, word: WordId) -> u64 {
        self.kin[word as usize]
    }

    /// How much of a word another one is, 0 to 1: of one sense, or of one root that the stemmer
    /// did not see ("terror", "terrorists").
    #[inline]
    pub fn kinship(&self, one: WordId, other: WordId) -> f64 {
        if self.kin(one) & self.kin(other) == 0 { 0.0 } else { self.kinship_of_near(one, other) }
    }

    fn kinship_of_near(&self, one: WordId, other: WordId) -> f64 {
        const SENSE: f64 = 0.85;
        /// A shorter beginning in common says nothing.
        const ROOT: f64 = 0.5;
        let (a, b) = (&self.words[one as usize], &self.words[other as usize]);
        if a.senses.iter().any(|s| b.senses.contains(s)) {
            return SENSE;
        }
        if a.class == Class::Number || b.class == Class::Number || a.word.len() < 4 || b.word.len() < 4 {
            return 0.0;
        }
        let common = a.word.bytes().zip(b.word.bytes()).take_while(|(x, y)| x == y).count();
        let share = share(common, a.word.len().max(b.word.len()));
        if share >= ROOT { share } else { 0.0 }
    }
}

/// A part of a whole; 0 of nothing.
pub(super) fn share(part: usize, whole: usize) -> f64 {
    let float = |n: usize| u32::try_from(n).map_or(f64::MAX, f64::from);
    if whole == 0 { 0.0 } else { float(part) / float(whole) }
}
