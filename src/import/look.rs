//! What an import was found to come to, before anything is written, and what of it is wanted.

use std::collections::HashSet;
use std::path::PathBuf;

use super::plan::{Plan, plan};
use super::{Harvest, Item, Overrides};
use crate::briefing::Briefing;
use crate::problem::Problem;

/// What was found, and what would be written of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// The briefing's folder.
    pub folder: PathBuf,
    /// The briefing that is there already, and gets more articles.
    pub there: Option<Briefing>,
    /// Its `briefing.toml`, where it has one.
    pub content: Option<String>,
    /// What could not be used.
    pub problems: Vec<Problem>,
    /// What would be written.
    pub plan: Plan,
    found: Vec<Harvest>,
    overrides: Overrides,
    /// The items that are not wanted, by the number of their file and their own.
    unwanted: HashSet<(usize, usize)>,
}

impl Look {
    /// Plans with all that was found.
    pub fn new(
        folder: PathBuf,
        there: Option<Briefing>,
        content: Option<String>,
        found: Vec<Harvest>,
        overrides: Overrides,
    ) -> Self {
        let (plan, unwanted, problems) = (Plan::default(), HashSet::new(), Vec::new());
        let mut look = Self { folder, there, content, problems, plan, found, overrides, unwanted };
        look.replan();
        look
    }

    /// With the first of several stories alone, since a briefing is about one.
    #[must_use]
    pub fn with_one_story(mut self) -> Self {
        let stories =
            self.found.iter().enumerate().flat_map(|(file, h)| h.stories.iter().map(move |s| (file, s.0)));
        self.unwanted = stories.filter(|(_, item)| *item > 0).skip(1).collect();
        self.replan();
        self
    }

    /// The items of the files that hold several: the number of the file, the item, and whether it is wanted.
    pub fn items(&self) -> impl Iterator<Item = (usize, &Item, bool)> {
        let numbered = self.found.iter().enumerate();
        numbered.filter(|(_, harvest)| harvest.items.len() > 1).flat_map(move |(file, harvest)| {
            let wanted = move |item: &Item| !item.empty && !self.unwanted.contains(&(file, item.number));
            harvest.items.iter().map(move |item| (file, item, wanted(item)))
        })
    }

    /// The same with this item where it was without it, or without where it was with it.
    #[must_use]
    pub fn turned(&self, file: usize, item: usize) -> Self {
        let mut look = self.clone();
        if !look.unwanted.remove(&(file, item)) {
            look.unwanted.insert((file, item));
        }
        look.replan();
        look
    }

    fn replan(&mut self) {
        let mut wanted = self.found.clone();
        for (file, harvest) in wanted.iter_mut().enumerate() {
            harvest.drafts.retain(|draft| !self.unwanted.contains(&(file, draft.item)));
            harvest.stories.retain(|(item, _)| !self.unwanted.contains(&(file, *item)));
        }
        let name = self.folder.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        self.plan = plan(wanted, &self.overrides, &name, self.there.as_ref());
        match &self.content {
            Some(content) => self.plan.offer_beyond(content),
            // A briefing that has no such file is asked nothing.
            None => self.plan.offers.clear(),
        }
    }
}
