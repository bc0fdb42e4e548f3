//! The marks of list items: bullets, numbers and letters.

/// The mark of an item: "1.", "2)", "b.)", "(iii)".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marker {
    shape: Shape,
    letters: Letters,
    /// Counts from 1; a letter by its place in the alphabet.
    value: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Point,
    Bracket,
    PointBracket,
    Brackets,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Letters {
    Digits,
    Small,
    Capital,
}

/// Is it a bullet that stands alone?
pub(super) fn is_bullet(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(|c| BULLETS.contains(&c)) && letters.next().is_none()
}

const BULLETS: [char; 10] = ['•', '⁃', '‣', '▪', '◦', '●', '■', '►', '*', '·'];

impl Marker {
    /// Reads the mark, when the whole word is one; a bullet may stand before it.
    pub(super) fn read(word: &str) -> Option<Self> {
        if word.len() > 12 {
            return None;
        }
        let word = word.trim_start_matches(BULLETS);
        let (shape, core) = if let Some(core) = word.strip_suffix(".)") {
            (Shape::PointBracket, core)
        } else if let Some(core) = word.strip_suffix(')') {
            core.strip_prefix('(').map_or((Shape::Bracket, core), |core| (Shape::Brackets, core))
        } else {
            (Shape::Point, word.strip_suffix('.')?)
        };
        if core.len() <= 3 && !core.is_empty() && core.bytes().all(|b| b.is_ascii_digit()) {
            return Some(Self { shape, letters: Letters::Digits, value: core.parse().ok()? });
        }
        let mut letters = core.bytes();
        let (first, more) = (letters.next()?, letters.next());
        let letter = first.to_ascii_lowercase();
        if more.is_none() && letter.is_ascii_lowercase() {
            let letters = if first.is_ascii_lowercase() { Letters::Small } else { Letters::Capital };
            return Some(Self { shape, letters, value: u32::from(letter - b'a') + 1 });
        }
        // Of Roman numbers only that they are marks is told: their line ends tell the items apart.
        let roman = shape != Shape::Point && core.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
        roman.then_some(Self { shape, letters: Letters::Small, value: 0 })
    }

    /// Is there a bracket in it?
    pub(super) fn is_bracketed(self) -> bool {
        self.shape != Shape::Point
    }

    /// The mark of the item after it. A capital with a point is more often an initial: none follows it.
    pub(super) fn next(self) -> Self {
        let initial = self.letters == Letters::Capital && self.shape == Shape::Point;
        Self { value: if initial { u32::MAX } else { self.value + 1 }, ..self }
    }
}
