//! Why a pack is refused.

use std::fmt;

use crate::problem::{Problem, Severity};
use crate::text::Text;

/// One reason to refuse a pack, a key or a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What kind of fault, in kebab-case.
    pub code: &'static str,
    /// What was found.
    pub message: Text,
    /// What to try.
    pub hint: Option<Text>,
}

impl Fault {
    pub(super) fn new(code: &'static str, message: impl Into<Text>) -> Self {
        Self { code, message: message.into(), hint: None }
    }

    pub(super) fn hint(mut self, hint: impl Into<Text>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// As an error of the file of this name.
    pub fn problem(self, file: &Text) -> Problem {
        let mut problem = Problem::of_file(file.clone(), Severity::Error, self.code, self.message);
        problem.hints.extend(self.hint);
        problem
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}  [{}]", self.message, self.code)
    }
}
