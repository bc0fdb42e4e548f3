//! What comparing found, kept in the cache folder by the content of the briefing, so that opening it
//! again costs nothing. A file's name tells what the shelf shows of it.

use std::collections::HashMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::cache;
use crate::briefing::Briefing;
use crate::compare::{Comparison, compare};
use crate::ui::{Compared, Counts};

/// Changes when the layout does.
const MAGIC: &[u8] = concat!("crossread comparison 1, ", env!("CARGO_PKG_VERSION"), "\n").as_bytes();
/// Comparisons kept at most; those written longest ago go first.
const MOST: usize = 256;
/// Bytes of all of them at most.
const ROOM: u64 = 256 << 20;

/// The folder of comparisons, for one build of the program.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    folder: PathBuf,
    program: u64,
}

impl Kept {
    /// In a part of the cache folder of its own.
    pub(super) fn new(cache: &Path) -> Self {
        Self { folder: cache.join("comparisons"), program: program() }
    }

    /// `program-content-origins-open`
    fn file(&self, content: u64, counts: Counts) -> PathBuf {
        let Counts { origins, open } = counts;
        self.folder.join(format!("{:016x}-{content:016x}-{origins}-{open}", self.program))
    }

    fn read_name(&self, name: &str) -> Option<(u64, Counts)> {
        let mut parts = name.split('-');
        let program = u64::from_str_radix(parts.next()?, 16).ok()?;
        let content = u64::from_str_radix(parts.next()?, 16).ok()?;
        let counts = Counts { origins: parts.next()?.parse().ok()?, open: parts.next()?.parse().ok()? };
        (program == self.program && parts.next().is_none()).then_some((content, counts))
    }

    fn names(&self) -> impl Iterator<Item = (u64, Counts)> + '_ {
        let files = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        files.filter_map(|file| self.read_name(file.file_name().to_str()?))
    }

    /// What is known of briefings, by their content.
    pub(super) fn counts(&self) -> HashMap<u64, Counts> {
        self.names().collect()
    }

    fn load(&self, content: u64, briefing: &Briefing) -> Option<Compared> {
        let (_, counts) = self.names().find(|(known, _)| *known == content)?;
        let comparison: Comparison = cache::load(&self.file(content, counts), MAGIC)?;
        Some(Compared::new(briefing, comparison)).filter(|compared| fits(compared, briefing))
    }

    fn save(&self, compared: &Compared) -> io::Result<()> {
        let file = self.file(compared.content, compared.counts());
        cache::save(&file, MAGIC, &compared.comparison)?;
        self.prune()
    }

    /// Removes what is beyond the bounds.
    fn prune(&self) -> io::Result<()> {
        let mut files: Vec<(SystemTime, u64, PathBuf)> = fs::read_dir(&self.folder)?
            .flatten()
            .filter_map(|file| {
                let meta = file.metadata().ok()?;
                Some((meta.modified().ok()?, meta.len(), file.path()))
            })
            .collect();
        files.sort_by_key(|(modified, ..)| std::cmp::Reverse(*modified));
        let mut room = ROOM;
        for (number, (_, size, path)) in files.iter().enumerate() {
            let left = room.checked_sub(*size).filter(|_| number < MOST);
            match left {
                Some(left) => room = left,
                // Another reader may have been faster.
                None => drop(fs::remove_file(path)),
            }
        }
        Ok(())
    }
}

/// The comparison of a briefing: the one that is kept, or a new one, which is kept from now on.
pub(super) fn compared(kept: Option<&Kept>, briefing: &Briefing) -> Arc<Compared> {
    if let Some(known) = kept.and_then(|k| k.load(briefing.content(), briefing)) {
        return Arc::new(known);
    }
    let compared = Compared::new(briefing, compare(briefing));
    if let Some(kept) = kept {
        // A cache that cannot be written is one that is not there.
        let _ = kept.save(&compared);
    }
    Arc::new(compared)
}

/// A number for this build: its version alone would keep what an engine found that has changed since.
fn program() -> u64 {
    let mut hasher = DefaultHasher::new();
    env!("CARGO_PKG_VERSION").hash(&mut hasher);
    if let Ok(meta) = std::env::current_exe().and_then(fs::metadata) {
        (meta.len(), meta.modified().ok()).hash(&mut hasher);
    }
    hasher.finish()
}

/// Is it about these articles and questions, with every number and span in its place? A file may
/// have been written by anybody.
fn fits(compared: &Compared, briefing: &Briefing) -> bool {
    let Compared { comparison, texts, .. } = compared;
    let count = briefing.articles.len();
    let in_text = |article: usize, span: &Range<usize>| {
        texts.get(article).is_some_and(|text| text.as_str().get(span.clone()).is_some())
    };
    let ids = briefing.sections.iter().map(|s| s.id.as_str()).chain([""]);
    let sections = comparison.sections.iter().all(|section| {
        let points = section.points.iter().flat_map(|p| &p.accounts).all(|a| in_text(a.article, &a.span));
        let differences = section.differences.iter().all(|d| {
            d.point.is_none_or(|p| p < section.points.len())
                && d.dismissed.is_none_or(|n| n < briefing.differences.len())
                && d.accounts.iter().all(|a| {
                    in_text(a.article, &a.span) && a.fact.as_ref().is_none_or(|fact| in_text(a.article, fact))
                })
        });
        points && differences && section.coverage.len() == count
    });
    comparison.articles.len() == count
        && comparison.articles.iter().all(|o| o.of.iter().all(|&other| other < count))
        && comparison.sections.iter().map(|s| s.id.as_str()).eq(ids)
        && sections
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::store;

    fn briefing() -> Briefing {
        let article = |id: &str, text: &str| crate::briefing::Article {
            id: id.into(),
            lead: text.into(),
            ..crate::briefing::Article::default()
        };
        Briefing {
            articles: vec![
                article("one", "A ferry sank off Lorvik on Monday. Officials counted 12 dead."),
                article("two", "A ferry sank off Lorvik on Monday. Officials counted 15 dead."),
            ],
            ..Briefing::default()
        }
    }

    #[test]
    fn what_was_compared_once_is_not_compared_again() {
        let cache = tempfile::tempdir().expect("a folder");
        let kept = Kept::new(cache.path());
        let briefing = briefing();
        let first = compared(Some(&kept), &briefing);
        assert!(first.comparison.open() > 0, "{:?}", first.comparison);
        // A comparison that no engine makes shows that it comes from the folder.
        let mut marked = (*first).clone();
        marked.comparison.articles[0].why = "kept".into();
        kept.save(&marked).expect("kept");
        assert_eq!(*compared(Some(&kept), &briefing), marked);
        assert_eq!(kept.counts().get(&briefing.content()), Some(&first.counts()));
        // Another content is another briefing; so is another build.
        let mut edited = briefing.clone();
        edited.articles[0].lead = "A ferry sank off Lorvik on Monday.".into();
        assert_ne!(compared(Some(&kept), &edited).comparison.articles[0].why.as_str(), "kept");
        let other = Kept { program: kept.program ^ 1, ..kept };
        assert!(other.counts().is_empty());
        assert_eq!(compared(Some(&other), &briefing), first);
    }

    #[test]
    fn a_damaged_or_foreign_file_is_compared_anew() {
        let cache = tempfile::tempdir().expect("a folder");
        let kept = Kept::new(cache.path());
        let briefing = briefing();
        let fresh = compared(Some(&kept), &briefing);
        let file = kept.file(fresh.content, fresh.counts());
        let bytes = fs::read(&file).expect("bytes");
        for at in [0, 10, MAGIC.len() + 3, bytes.len() / 2, bytes.len() - 1] {
            let mut flipped = bytes.clone();
            flipped[at] ^= 4;
            for damaged in [&flipped[..], &bytes[..at]] {
                fs::write(&file, damaged).expect("written");
                assert_eq!(kept.load(fresh.content, &briefing), None, "at {at}");
                assert_eq!(compared(Some(&kept), &briefing), fresh);
            }
        }
        // Whole, but about other articles: numbers and spans that lead nowhere.
        let mut foreign = (*fresh).clone();
        foreign.comparison.sections[0].points[0].accounts[0].span = 3..9999;
        kept.save(&foreign).expect("kept");
        assert_eq!(compared(Some(&kept), &briefing), fresh);
        let mut foreign = (*fresh).clone();
        foreign.comparison.articles.pop();
        kept.save(&foreign).expect("kept");
        assert_eq!(compared(Some(&kept), &briefing), fresh);
        // A folder in its place, and no folder at all.
        fs::remove_file(&file).expect("removed");
        fs::create_dir(&file).expect("made");
        assert_eq!(compared(Some(&kept), &briefing), fresh);
        assert_eq!(compared(None, &briefing), fresh);
    }

    #[test]
    fn two_readers_at_once_find_whole_files() {
        let cache = tempfile::tempdir().expect("a folder");
        let kept = Kept::new(cache.path());
        let briefing = briefing();
        let fresh = compared(None, &briefing);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        kept.save(&fresh).expect("kept");
                        assert_eq!(kept.load(fresh.content, &briefing).as_ref(), Some(&*fresh));
                    }
                });
            }
        });
        assert_eq!(fs::read_dir(&kept.folder).expect("a folder").count(), 1);
    }

    #[test]
    fn the_folder_does_not_grow_without_end() {
        let cache = tempfile::tempdir().expect("a folder");
        let kept = Kept::new(cache.path());
        let mut compared = (*compared(None, &briefing())).clone();
        for content in 0..MOST as u64 + 20 {
            compared.content = content;
            kept.save(&compared).expect("kept");
        }
        assert_eq!(kept.counts().len(), MOST);
    }

    #[test]
    fn every_briefing_that_comes_with_the_program_is_kept_whole() {
        let cache = tempfile::tempdir().expect("a folder");
        let kept = Kept::new(cache.path());
        for found in store::bundled() {
            let opened = store::open(&found, crate::shell::today());
            let fresh = compared(Some(&kept), &opened.briefing);
            assert_eq!(kept.load(fresh.content, &opened.briefing).as_ref(), Some(&*fresh));
        }
    }
}
