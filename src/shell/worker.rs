//! Threads that do what takes time: one for what a reader waits for, one for long work.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use chrono::NaiveDate;

use super::catalogue::Catalogue;
use super::comparisons::{self, Kept};
use super::curate;
use super::import;
use super::store::{self, Found};
use crate::import::Look;
use crate::library::{Entry, Opened, Origin};
use crate::problem::Problem;
use crate::text::Text;
use crate::ui::{Compared, Counts};

/// Entries are handed over in groups of this size; the first one fills a screen, and comes soon.
const GROUP: usize = 256;
const FIRST_GROUP: usize = 24;

/// What came of a request.
#[derive(Debug)]
pub enum Reply {
    /// A briefing is open.
    Opened(Origin, Arc<Opened>),
    /// Files were looked at that are to be imported.
    Looked(Result<Arc<Look>, Text>),
    /// An import was written, and the briefing read again.
    Written(Result<(Origin, Arc<Opened>), Text>),
    /// A stanza was appended, and the briefing read again.
    Appended(Result<(Origin, Arc<Opened>), Text>),
    /// Briefings were found, or found changed.
    Entries(Vec<Entry>),
    /// The articles of a briefing were compared.
    Compared(Origin, Arc<Compared>),
    /// What is known of comparisons of earlier days, by the content of the briefings.
    Counts(HashMap<u64, Counts>),
    /// All have been looked at: these are there, and these places could not be read.
    Complete(HashSet<Origin>, Vec<Problem>),
}

/// Which briefings are read.
#[derive(Debug, Clone)]
pub enum Roots {
    /// Those that come with the program.
    Bundled,
    /// One of those that come with the program or stand in a pack.
    One(Origin),
    /// Those under these paths.
    Paths(Vec<PathBuf>),
}

impl Roots {
    /// What a catalogue is kept for: the paths, wherever the program is started.
    pub fn key(&self) -> Vec<PathBuf> {
        match self {
            Self::Bundled | Self::One(_) => Vec::new(),
            Self::Paths(paths) => {
                paths.iter().map(|p| std::path::absolute(p).unwrap_or_else(|_| p.clone())).collect()
            }
        }
    }

    /// All briefings there.
    pub fn find(&self) -> (Vec<Found>, Vec<Problem>) {
        match self {
            Self::Bundled => (store::bundled(), Vec::new()),
            Self::One(origin) => (vec![Found::of(origin.clone())], Vec::new()),
            Self::Paths(paths) => store::find(paths),
        }
    }
}

/// What a reader waits for.
#[derive(Debug)]
pub enum Job {
    /// Read a briefing.
    Open(Origin),
    /// Look what files would add to a briefing, or make in a library.
    Look {
        /// What is imported.
        files: Vec<PathBuf>,
        /// The folder of the briefing that gets them; without it a new one is made.
        into: Option<PathBuf>,
        /// The folder in which a new one is made.
        library: PathBuf,
    },
    /// Write what was looked at.
    Write(Arc<Look>),
    /// Append a stanza to the file of a briefing that was opened as it is here.
    Append(Origin, Arc<Opened>, String),
}

/// A thread that does what a reader waits for, in the order asked.
#[derive(Debug)]
pub struct Opener {
    asked: Sender<Job>,
}

/// Pages are parsed by functions that call themselves; the bound on their depth is far within this.
const STACK: usize = 8 << 20;

impl Opener {
    /// Starts it; replies go to `reply`, which tells whether anybody listens.
    pub fn start(today: NaiveDate, reply: impl Fn(Reply) -> bool + Send + 'static) -> std::io::Result<Self> {
        let (asked, asks): (Sender<Job>, Receiver<Job>) = channel();
        let work = move |job| match job {
            Job::Open(origin) => {
                let found = Found::of(origin);
                let opened = store::open(&found, today);
                Reply::Opened(found.origin, opened)
            }
            Job::Look { files, into, library } => {
                Reply::Looked(import::look(&files, into.as_deref(), &library).map(Arc::new))
            }
            Job::Write(look) => Reply::Written(import::write(&look).map(|found| {
                let opened = store::open(&found, today);
                (found.origin, opened)
            })),
            Job::Append(origin, opened, stanza) => {
                Reply::Appended(curate::append(origin, &opened, &stanza, today))
            }
        };
        thread::Builder::new().stack_size(STACK).spawn(move || {
            for job in asks {
                super::terminal::trap("worker");
                if !reply(work(job)) {
                    break;
                }
            }
        })?;
        Ok(Self { asked })
    }

    /// Asks for something.
    pub fn ask(&self, job: Job) {
        // The thread ends only with the program.
        let _ = self.asked.send(job);
    }
}

/// A thread that compares the articles of briefings, the one asked for last first: it is the one
/// that the reader has in front of her.
#[derive(Debug)]
pub struct Comparer {
    asked: Sender<(Origin, Arc<Opened>)>,
}

impl Comparer {
    /// Starts it; it tells at first what it found in the cache folder on earlier days.
    pub fn start(
        cache: Option<&Path>,
        reply: impl Fn(Reply) -> bool + Send + 'static,
    ) -> std::io::Result<Self> {
        let (asked, asks): (Sender<(Origin, Arc<Opened>)>, Receiver<_>) = channel();
        let kept = cache.map(Kept::new);
        thread::Builder::new().stack_size(STACK).spawn(move || {
            if let Some(kept) = &kept
                && !reply(Reply::Counts(kept.counts()))
            {
                return;
            }
            let mut waiting: Vec<(Origin, Arc<Opened>)> = Vec::new();
            while let Some(next) = waiting.pop().or_else(|| asks.recv().ok()) {
                waiting.push(next);
                waiting.extend(asks.try_iter());
                let Some((origin, opened)) = waiting.pop() else { continue };
                super::terminal::trap("comparer");
                let compared = comparisons::compared(kept.as_ref(), &opened.briefing);
                if !reply(Reply::Compared(origin, compared)) {
                    break;
                }
            }
        })?;
        Ok(Self { asked })
    }

    /// Asks for a comparison.
    pub fn ask(&self, origin: Origin, opened: Arc<Opened>) {
        // The thread ends only with the program.
        let _ = self.asked.send((origin, opened));
    }
}

/// Looks at every briefing, reads what the catalogue does not hold or holds otherwise, and keeps a
/// new catalogue where anything changed.
pub fn refresh(
    roots: &Roots,
    known: Option<Catalogue>,
    cache: Option<&Path>,
    today: NaiveDate,
    reply: &(impl Fn(Reply) -> bool + Sync),
) {
    let had_catalogue = known.is_some();
    let mut known = known.map(Catalogue::by_origin).unwrap_or_default();
    let known_count = known.len();
    let (found, problems) = roots.find();
    let mut catalogue = Catalogue::new(&roots.key());
    let mut changed = 0;
    let (first, rest) = found.split_at(found.len().min(FIRST_GROUP));
    for group in std::iter::once(first).chain(rest.chunks(GROUP)) {
        let prints = in_parallel(group, store::fingerprint);
        let stale: Vec<&Found> = group
            .iter()
            .zip(&prints)
            .filter(|(f, print)| known.get(&f.origin).is_none_or(|(_, old)| old != *print))
            .map(|(f, _)| f)
            .collect();
        changed += stale.len();
        let read = in_parallel(&stale, |f| store::open(f, today).entry(f.origin.clone()));
        if !read.is_empty() && !reply(Reply::Entries(read.clone())) {
            return;
        }
        let mut read = read.into_iter().peekable();
        for (found, print) in group.iter().zip(&prints) {
            let fresh = read.next_if(|entry| entry.source == found.origin);
            let entry = fresh.or_else(|| known.remove(&found.origin).map(|(entry, _)| entry));
            catalogue.entries.extend(entry.map(|entry| (entry, *print)));
        }
    }
    let there: HashSet<Origin> = found.into_iter().map(|f| f.origin).collect();
    let same = had_catalogue && changed == 0 && known_count == there.len();
    reply(Reply::Complete(there, problems));
    if !same && let Some(folder) = cache {
        // A cache that cannot be written is one that is not there.
        let _ = catalogue.save(folder);
    }
}

/// Maps items on as many threads as there are cores, in order.
fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = thread::available_parallelism().map_or(1, std::num::NonZero::get).min(items.len() / 8 + 1);
    if threads < 2 {
        return items.iter().map(work).collect();
    }
    let share = items.len().div_ceil(threads);
    thread::scope(|scope| {
        let parts: Vec<_> = items
            .chunks(share)
            .map(|chunk| scope.spawn(|| chunk.iter().map(&work).collect::<Vec<R>>()))
            .collect();
        parts
            .into_iter()
            .flat_map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}
