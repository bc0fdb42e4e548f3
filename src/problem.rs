//! What went wrong, where, and what to try.
//!
//! Messages are lower case without a full stop, and show what was found in backticks.

use std::fmt;

use serde::Serialize;

use crate::text::{Str, Text, fit};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something is missing or cannot be used.
    Error,
    /// Everything can be read, but something should be looked at.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One fault of a file, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file, as the reader named it.
    pub file: Text,
    /// From 1; 0 when the fault is the whole file's.
    pub line: usize,
    /// From 1, in characters of the original line; 0 when the fault is the whole file's.
    pub column: usize,
    /// How bad it is.
    pub severity: Severity,
    /// What kind of fault, in kebab-case.
    pub code: &'static str,
    /// What was found.
    pub message: Text,
    /// What to try.
    pub hints: Vec<Text>,
    /// The line at fault.
    pub excerpt: Option<Excerpt>,
}

/// The line at fault, or the part of it around the fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// One line of text.
    pub line: Text,
    /// Where the carets begin, in columns of `line`.
    pub column: usize,
    /// How many carets.
    pub carets: usize,
}

impl Problem {
    /// A fault of a whole file.
    pub fn of_file(file: Text, severity: Severity, code: &'static str, message: Text) -> Self {
        Self { file, line: 0, column: 0, severity, code, message, hints: Vec::new(), excerpt: None }
    }

    /// The same with something to try.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Text>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Is it an error?
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// `file:3:7`, or the file alone.
    pub fn place(&self) -> Text {
        match (self.line, self.column) {
            (0, _) => self.file.clone(),
            (line, column) => crate::text!("{}:{line}:{column}", self.file),
        }
    }

    /// The lines in which it is shown, each with what it is, at most `columns` wide where it can be cut.
    pub fn rows(&self, columns: usize) -> Vec<(Part, Text)> {
        let mut rows = vec![
            (Part::Message, crate::text!("{}: {}", self.severity.name(), self.message)),
            (Part::Place, crate::text!("  {}  [{}]", self.place(), self.code)),
        ];
        if let Some(excerpt) = &self.excerpt {
            let number = self.line.to_string();
            let gutter = " ".repeat(number.len());
            rows.push((Part::Excerpt, fit(crate::text!("  {number} │ {}", excerpt.line).get(), columns)));
            rows.push((
                Part::Caret,
                crate::text!(
                    "  {gutter} │ {}{}",
                    " ".repeat(excerpt.column),
                    "^".repeat(excerpt.carets.max(1))
                ),
            ));
        }
        for hint in &self.hints {
            rows.push((Part::Hint, crate::text!("  try: {hint}")));
        }
        rows
    }
}

/// What a line of a shown problem is, for whoever colours it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What was found.
    Message,
    /// File, line, column and code.
    Place,
    /// The line at fault.
    Excerpt,
    /// The carets under it.
    Caret,
    /// What to try.
    Hint,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (_, row)) in self.rows(usize::MAX).iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{row}")?;
        }
        Ok(())
    }
}

/// How many there are of each: errors, then warnings.
pub fn count<'p>(problems: impl IntoIterator<Item = &'p Problem>) -> (usize, usize) {
    let (mut errors, mut warnings) = (0, 0);
    for problem in problems {
        *if problem.is_error() { &mut errors } else { &mut warnings } += 1;
    }
    (errors, warnings)
}

/// `3 questions`, `1 question`, `no questions`.
pub fn counted(number: usize, one: &'static str, many: &'static str) -> Text {
    match number {
        0 => crate::text!("no {many}"),
        1 => crate::text!("1 {one}"),
        n => crate::text!("{} {many}", thousands(n)),
    }
}

/// `10,000`
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let first = digits.len() % 3;
    let mut parts: Vec<&str> = Vec::new();
    parts.extend(digits.get(..first).filter(|p| !p.is_empty()));
    parts.extend((first..digits.len()).step_by(3).filter_map(|at| digits.get(at..at + 3)));
    parts.join(",")
}

/// The known name that is nearest to `found`, when it is near enough to have been meant.
pub fn nearest<'k>(found: Str<'_>, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    if found.as_str().len() > 64 {
        return None; // nobody mistypes that much, and the distance costs their product
    }
    let length = found.as_str().chars().count();
    known
        .into_iter()
        // Names of another length are far for certain, and the distance is dear.
        .filter(|name| name.chars().count().abs_diff(length) <= 1 + name.len() / 4)
        .map(|name| (strsim::damerau_levenshtein(found.as_str(), name), name))
        .filter(|(distance, name)| *distance <= 1 + name.len() / 4)
        .min()
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_parted() {
        let shown = [0, 12, 999, 1000, 10_000, 1_234_567].map(thousands);
        assert_eq!(shown, ["0", "12", "999", "1,000", "10,000", "1,234,567"]);
    }

    #[test]
    fn the_nearest_name_is_offered_only_when_it_is_near() {
        let known = ["published", "updated", "place"];
        assert_eq!(nearest("publised".into(), known), Some("published"));
        assert_eq!(nearest("plcae".into(), known), Some("place"));
        assert_eq!(nearest("colour".into(), known), None);
    }
}
