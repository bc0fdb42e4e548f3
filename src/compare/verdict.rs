//! What two sentences that tell the same event say alike, and where they cannot both hold.

pub(super) mod dates;
pub mod figures;
mod hedges;
pub(super) mod quotes;
mod speakers;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::digest::{Digest, Sentence};
use super::lexicon::{Class, Lexicon, WordId};

/// What a difference is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// How many, how much.
    Figure,
    /// When.
    Date,
    /// The words inside quotation marks.
    Quote,
    /// Who says it.
    Speaker,
    /// How certain it is.
    Hedge,
    /// Two events told as one.
    Merge,
    /// What only one source has.
    Omission,
    /// What is credited to a source that does not have it.
    Unsupported,
    /// Parts that do not add up.
    Tally,
    /// The same number of something else.
    Unit,
    /// How a name is spelt.
    Name,
}

/// What is found on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The values are equal.
    Same,
    /// Both can hold: one is vaguer.
    Compatible,
    /// Both cannot hold.
    Differs,
    /// A quotation in other words.
    Altered,
    /// A quotation of which the other has a part.
    Cut,
    /// One speaker became many, a hedge fell, a bounded figure became exact.
    Widened,
    /// No other source has it.
    Only,
    /// The source it is credited to does not have it.
    Unsupported,
    /// An article at odds with itself.
    Inside,
}

impl Kind {
    /// All of them, in the order in which they weigh.
    pub const ALL: [Self; 11] = [
        Self::Figure,
        Self::Merge,
        Self::Date,
        Self::Unsupported,
        Self::Quote,
        Self::Speaker,
        Self::Unit,
        Self::Tally,
        Self::Hedge,
        Self::Name,
        Self::Omission,
    ];

    /// The name that JSON uses, too.
    pub fn name(self) -> &'static str {
        match self {
            Self::Figure => "figure",
            Self::Date => "date",
            Self::Quote => "quote",
            Self::Speaker => "speaker",
            Self::Hedge => "hedge",
            Self::Merge => "merge",
            Self::Omission => "omission",
            Self::Unsupported => "unsupported",
            Self::Tally => "tally",
            Self::Unit => "unit",
            Self::Name => "name",
        }
    }
}

impl Verdict {
    /// The name that JSON uses, too.
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Compatible => "compatible",
            Self::Differs => "differs",
            Self::Altered => "altered",
            Self::Cut => "cut",
            Self::Widened => "widened",
            Self::Only => "only",
            Self::Unsupported => "unsupported",
            Self::Inside => "inside",
        }
    }

    /// Should a reader check it?
    pub fn is_loud(self) -> bool {
        !matches!(self, Self::Same | Self::Compatible | Self::Only)
    }
}

/// So many facts of a kind are compared each with each. A sentence with more is a table or a list,
/// and the cost would grow with the cube of its length.
const MOST: usize = 60;

/// One sentence in its article.
#[derive(Debug, Clone, Copy)]
pub struct Told<'d> {
    /// The article.
    pub digest: &'d Digest,
    /// The sentence.
    pub sentence: &'d Sentence,
}

/// What was found between two sentences.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What it is about.
    pub kind: Kind,
    /// What was found.
    pub verdict: Verdict,
    /// What is counted, dated or said, in a few words of the texts.
    pub what: String,
    /// The rule that fired, as a reader understands it.
    pub rule: String,
    /// What each side says: its place in the plain text and its words.
    pub sides: [Side; 2],
    /// Figures of deaths before others.
    pub deaths: bool,
    /// It is usual, and no reason to look closer.
    pub usual: bool,
}

/// What one side says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Side {
    /// Bytes of the plain text of its article; none where the other side alone has it.
    pub span: Option<Range<usize>>,
    /// The value in words.
    pub value: String,
}

impl<'d> Told<'d> {
    fn text(self, span: &Range<usize>) -> &'d str {
        self.digest.text.get(span.clone()).unwrap_or_default()
    }

    fn side(self, span: &Range<usize>) -> Side {
        Side { span: Some(span.clone()), value: one_line(self.text(span)) }
    }

    /// The words of weight within so many bytes of a span, but not in it.
    fn around(self, span: &Range<usize>, lexicon: &Lexicon) -> Vec<WordId> {
        const NEAR: usize = 40;
        let near = span.start.saturating_sub(NEAR)..span.end + NEAR;
        self.sentence
            .within(&near)
            .filter(|(place, word)| !span.contains(place) && lexicon.class(*word) != Class::Light)
            .map(|(_, word)| word)
            .collect()
    }
}

/// Less alike, two sentences may tell of two events, so that other figures and days are no surprise.
const ONE_EVENT: f64 = 0.38;

/// All that is found between two sentences that tell the same event, whose likeness is given.
pub fn between(one: Told<'_>, other: Told<'_>, likeness: f64, lexicon: &Lexicon) -> Vec<Finding> {
    let mut found = figures::between(one, other, likeness, lexicon);
    found.extend(dates::between(one, other, likeness, lexicon));
    // Of two events of one story, each with its dead and its day, nothing differs.
    if likeness < ONE_EVENT {
        found.retain(|f| f.verdict != Verdict::Differs);
    }
    found.extend(quotes::between(one, other, lexicon));
    found.extend(speakers::between(one, other, lexicon));
    found.extend(hedges::between(one, other, likeness, lexicon));
    found
}

/// How many words of weight two neighbourhoods share; kin counts as the same.
fn shared_context(one: &[WordId], other: &[WordId], lexicon: &Lexicon) -> usize {
    one.iter().filter(|&&a| other.iter().any(|&b| a == b || lexicon.kinship(a, b) > 0.0)).count()
}

/// Words without breaks and runs of spaces.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
