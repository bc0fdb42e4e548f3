//! What can be checked only when all files of a briefing are read: where citations and ids lead.

use std::collections::HashSet;
use std::ops::Range;

use super::Briefing;
use crate::document::Log;
use crate::problem::nearest;
use crate::text;
use crate::text::Text;

/// What an id that stands in a file is meant to name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// An article, in `articles`, `cites` or an account.
    Article,
    /// An article, in the text of an answer.
    Citation,
    /// A section of the briefing.
    Section,
    /// A place.
    Place,
}

/// An id with its place.
#[derive(Debug)]
pub(super) struct Reference {
    pub(super) file: usize,
    pub(super) target: Target,
    pub(super) id: Text,
    pub(super) span: Range<usize>,
}

/// Notes every reference that leads nowhere.
pub(super) fn references(briefing: &Briefing, references: &[Reference], logs: &mut [Log<'_>]) {
    let ids = |of: Vec<&Text>| of.into_iter().map(|id| id.as_str().to_owned()).collect::<HashSet<_>>();
    let articles = ids(briefing.articles.iter().map(|a| &a.id).collect());
    let sections = ids(briefing.sections.iter().map(|s| &s.id).collect());
    let places = ids(briefing.places.iter().map(|p| &p.id).collect());
    for reference in references {
        let (known, code, what) = match reference.target {
            Target::Article => (&articles, "unknown-article", "no article is called"),
            Target::Citation => {
                (&articles, "unknown-article", "the citation leads nowhere: no article is called")
            }
            Target::Section => (&sections, "unknown-section", "no section is called"),
            Target::Place => (&places, "unknown-place", "no place is called"),
        };
        if known.contains(reference.id.as_str()) {
            continue;
        }
        let Some(log) = logs.get_mut(reference.file) else { continue };
        if log.is_full() {
            log.error(code, reference.span.clone(), Text::default());
            continue;
        }
        let problem = log.error(code, reference.span.clone(), text!("{what} `{}`", reference.id.line()));
        let mut names: Vec<&str> = known.iter().map(String::as_str).collect();
        names.sort_unstable();
        if let Some(near) = nearest(reference.id.get(), names.iter().copied()) {
            problem.hints.push(text!("did you mean `{near}`?"));
        } else if !names.is_empty() && names.len() <= 12 {
            problem.hints.push(text!("known here: {}", names.join(", ")));
        }
    }
}
