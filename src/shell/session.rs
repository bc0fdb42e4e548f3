//! The reader on a terminal: events in, frames out, until she leaves.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::args::Arguments;
use super::catalogue::Catalogue;
use super::print::{Colour, Failure, Output};
use super::read::{configuration, entries, list, roots};
use super::store;
use super::terminal::{self, Event, Screen};
use super::worker::{self, Comparer, Job, Opener, Reply, Roots};
use super::{places, said, today};
use crate::briefing::is_id;
use crate::config::Config;
use crate::library::Origin;
use crate::problem::nearest;
use crate::text;
use crate::text::Text;
use crate::ui::theme::Depth;
use crate::ui::{App, Request, Theme, World};

/// How long the first frame waits for briefings that no catalogue knows.
const FIRST_FRAME: Duration = Duration::from_millis(15);
/// How long a frame waits for what the reader has just asked for.
const ASKED: Duration = Duration::from_millis(10);
/// Said in place of stopping.
const ALONE: &str = "there is no shell to go back to";

/// `crossread [PATH…]`: the reader; where there is no terminal to draw on, the list.
pub(super) fn open(arguments: &Arguments, colour: Colour) -> Result<(), Failure> {
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    if !std::io::stdout().is_terminal() || dumb {
        return list(&mut Output::new(colour), &arguments.paths, arguments.config.as_deref(), false);
    }
    let (config, keymap, faults) = configuration(arguments.config.as_deref())?;
    let theme = theme(arguments, &config, colour)?;
    let roots = named(&arguments.paths, &config).unwrap_or_else(|| roots(&arguments.paths, &config));
    // A path with nothing in it is said where it was typed, not on a shelf that stays empty.
    if matches!(&roots, Roots::Paths(paths) if !arguments.paths.is_empty() && !store::any(paths)) {
        Output::new(colour).complain(&roots.find().1);
        let commands =
            ["list", "show", "check", "new", "import", "pack", "keys", "config", "completions", "man"];
        return Err(match arguments.paths.as_slice() {
            [one] => match nearest(Text::new(&one.to_string_lossy()).get(), commands) {
                Some(near) => {
                    Failure::hint(text!("that is no path"), &format!("did you mean crossread {near}?"))
                }
                None => Failure::Quiet,
            },
            _ => Failure::Quiet,
        });
    }
    let world = World { faults, searching: true, ..World::default() };
    session(&roots, App::new(world, config, keymap, theme, today()))
}

/// The briefing that a single argument names by its id, where it is no path.
fn named(paths: &[PathBuf], config: &Config) -> Option<Roots> {
    let [one] = paths else { return None };
    let id = one.to_str().filter(|id| is_id(id) && one.symlink_metadata().is_err())?;
    let (library, _) = entries(&roots(&[], config));
    let mut origins = library.entries().filter(|(_, e)| e.id.as_str() == id).map(|(_, e)| e.source.clone());
    match (origins.next()?, origins.next()) {
        (Origin::Path(path), None) => Some(Roots::Paths(vec![path])),
        (origin, None) => Some(Roots::One(origin)),
        _ => None,
    }
}

fn theme(arguments: &Arguments, config: &Config, colour: Colour) -> Result<Theme, Failure> {
    let name = match &arguments.theme {
        Some(name) => Text::new(name).line(),
        None => config.theme.clone(),
    };
    Theme::named(name.get()).map(|theme| limited(theme, colour)).map_err(Failure::new)
}

fn limited(theme: Theme, colour: Colour) -> Theme {
    if !colour.out {
        return Theme::monochrome();
    }
    theme.limited(if colour.rich { Depth::Rich } else { Depth::Sixteen })
}

/// Runs the reader until she leaves.
fn session(roots: &Roots, mut app: App) -> Result<(), Failure> {
    // Before any thread begins that could panic.
    terminal::guard_panics();
    let (events, inbox) = channel();
    terminal::watch_signals(events.clone()).map_err(|e| Failure::new(said(&e)))?;
    let today = today();
    let cache = places::cache_dir();
    let known = match roots {
        Roots::Bundled | Roots::One(_) => None,
        Roots::Paths(_) => cache.as_deref().and_then(|folder| Catalogue::load(folder, &roots.key())),
    };
    let warm = known.is_some();
    for (entry, _) in known.iter().flat_map(|k| &k.entries) {
        app.world.library.put(entry.clone());
    }
    let replies = events.clone();
    let reply = move |reply| replies.send(Event::Reply(reply)).is_ok();
    let opener = Opener::start(today, reply.clone()).map_err(|e| Failure::new(said(&e)))?;
    let comparer = Comparer::start(cache.as_deref(), reply.clone()).map_err(|e| Failure::new(said(&e)))?;
    let looking = roots.clone();
    let keeping = cache.filter(|_| matches!(roots, Roots::Paths(_)));
    let look = move || {
        std::thread::spawn(move || worker::refresh(&looking, known, keeping.as_deref(), today, &reply));
    };

    let mut session =
        Session { opener, comparer, waiting: None, single: single(roots), library: library(roots) };
    let mut look = Some(look);
    if !warm && let Some(look) = look.take() {
        look();
        if let Some(early) = session.settle(&mut app, &inbox, FIRST_FRAME, |app| !app.world.searching) {
            // A signal; it has its turn after the first frame.
            let _ = events.send(early);
        }
    }
    let mut screen =
        Screen::take().map_err(|e| Failure::new(text!("the terminal cannot be used: {}", said(&e))))?;
    terminal::watch_line(events.clone());
    terminal::watch_keys(events);
    // Thousands of files are not looked at beside the first frame but after it.
    let first =
        look.map_or(Ok(()), |look| screen.draw(|buffer, area| app.draw_to(buffer, area)).map(|()| look()));
    let outcome = first.and_then(|()| session.run(&mut app, &mut screen, &inbox));
    drop(screen);
    match outcome {
        Ok(Some(signal)) => terminal::die(signal),
        Ok(None) => Ok(()),
        // The first to notice may be the one that draws.
        Err(_) if terminal::is_gone() => terminal::die(signal_hook::consts::SIGHUP),
        Err(error) => Err(Failure::new(text!("the terminal is gone: {}", said(&error)))),
    }
}

/// The briefing that a single path names, which is opened at once. A library with one briefing is
/// still a shelf.
fn single(roots: &Roots) -> Option<Origin> {
    let paths = match roots {
        Roots::Paths(paths) => paths,
        Roots::One(origin) => return Some(origin.clone()),
        Roots::Bundled => return None,
    };
    let [path] = paths.as_slice() else { return None };
    store::named(path).ok().flatten().map(|found| found.origin)
}

/// Where a briefing that is imported is made: the first library that is read, else the data folder.
fn library(roots: &Roots) -> PathBuf {
    let here = || PathBuf::from(".");
    match roots {
        Roots::Paths(paths) => {
            paths.iter().find(|p| p.is_dir() && store::named(p).ok().flatten().is_none()).cloned()
        }
        Roots::Bundled | Roots::One(_) => None,
    }
    .or_else(places::data_library)
    .unwrap_or_else(here)
}

struct Session {
    opener: Opener,
    comparer: Comparer,
    /// What the reader has asked for and not yet got.
    waiting: Option<Origin>,
    /// What is opened as soon as it is known.
    single: Option<Origin>,
    /// Where a briefing that is imported is made.
    library: PathBuf,
}

/// What an event leaves to do.
enum Next {
    Go,
    Leave(Option<i32>),
}

impl Session {
    fn run(
        &mut self,
        app: &mut App,
        screen: &mut Screen,
        inbox: &Receiver<Event>,
    ) -> std::io::Result<Option<i32>> {
        loop {
            screen.draw(|buffer, area| app.draw_to(buffer, area))?;
            let Ok(mut event) = inbox.recv() else { return Ok(None) };
            // All that has come meanwhile is done before the next frame.
            loop {
                if let Next::Leave(signal) = self.event(app, screen, event)? {
                    return Ok(signal);
                }
                match inbox.try_recv() {
                    Ok(next) => event = next,
                    Err(_) => break,
                }
            }
            if self.waiting.is_some() {
                // Most briefings are read faster than a frame is drawn.
                while let Ok(event) = inbox.recv_timeout(ASKED) {
                    if let Next::Leave(signal) = self.event(app, screen, event)? {
                        return Ok(signal);
                    }
                    if self.waiting.is_none() {
                        break;
                    }
                }
            }
        }
    }

    fn event(&mut self, app: &mut App, screen: &mut Screen, event: Event) -> std::io::Result<Next> {
        match event {
            Event::Key(key) => {
                if let Some(request) = app.key(key) {
                    return Ok(self.perform(app, screen, request));
                }
            }
            Event::Paste(pasted) => app.paste(&Text::new(&pasted)),
            Event::Redraw => screen.forget(),
            Event::Continue => screen.again()?,
            Event::Suspend => {
                if !screen.suspend()? {
                    app.say(Text::new(ALONE));
                }
            }
            Event::Leave(signal) => return Ok(Next::Leave(Some(signal))),
            Event::Lost => return Err(std::io::Error::other("nothing can be read from it")),
            Event::Reply(reply) => self.reply(app, reply),
        }
        Ok(Next::Go)
    }

    fn perform(&mut self, app: &mut App, screen: &mut Screen, request: Request) -> Next {
        match request {
            Request::Open(origin) => {
                self.waiting = Some(origin.clone());
                self.opener.ask(Job::Open(origin));
            }
            Request::Look(files, into) => {
                let into = into.and_then(|origin| match origin {
                    // A single file holds its articles itself; others are imported beside it.
                    Origin::Path(path) if path.is_dir() => Some(path),
                    _ => None,
                });
                self.opener.ask(Job::Look { files, into, library: self.library.clone() });
            }
            Request::Complete(begun) => app.completed(&begun, &places::beginning_with(&begun)),
            Request::Write(look) => self.opener.ask(Job::Write(look)),
            Request::Append(origin, opened, stanza) => {
                self.opener.ask(Job::Append(origin, opened, stanza));
            }
            Request::Quit => return Next::Leave(None),
            Request::Suspend => {
                if !terminal::stop_job() {
                    app.say(Text::new(ALONE));
                }
            }
            Request::Redraw => screen.forget(),
        }
        Next::Go
    }

    fn reply(&mut self, app: &mut App, reply: Reply) {
        match reply {
            Reply::Opened(origin, opened) => {
                if self.waiting.as_ref() == Some(&origin) {
                    self.waiting = None;
                }
                app.opened(origin.clone(), opened);
                self.compare(app, Some(origin));
            }
            Reply::Looked(look) => app.looked(look),
            Reply::Written(written) => {
                let origin = written.as_ref().ok().map(|(origin, _)| origin.clone());
                app.written(written);
                self.compare(app, origin);
            }
            Reply::Appended(appended) => {
                let origin = appended.as_ref().ok().map(|(origin, _)| origin.clone());
                app.appended(appended);
                self.compare(app, origin);
            }
            Reply::Compared(origin, compared) => app.compared(&origin, compared),
            Reply::Counts(counts) => app.world.comparisons.count(counts),
            Reply::Entries(entries) => {
                for entry in entries {
                    app.world.library.put(entry);
                }
            }
            Reply::Complete(there, problems) => {
                app.world.library.retain(|origin| there.contains(origin));
                app.complete(problems);
            }
        }
        if let Some(origin) = self.single.take() {
            let number = app.world.library.entries().find(|(_, e)| e.source == origin).map(|(n, _)| n);
            match number.and_then(|n| app.read(n)) {
                Some(Request::Open(origin)) => {
                    self.waiting = Some(origin.clone());
                    self.opener.ask(Job::Open(origin));
                }
                _ => self.single = Some(origin),
            }
        }
    }

    /// Has the articles of a briefing compared that was opened, unless they are.
    fn compare(&self, app: &App, origin: Option<Origin>) {
        if let Some(origin) = origin
            && let Some(number) = app.world.library.number(&origin)
            && app.world.compared(number).is_none()
            && let Some(opened) = app.world.library.opened(number)
        {
            self.comparer.ask(origin, Arc::clone(opened));
        }
    }

    /// Takes replies until it is done or the time is over; another event ends it and is returned.
    fn settle(
        &mut self,
        app: &mut App,
        inbox: &Receiver<Event>,
        time: Duration,
        done: impl Fn(&App) -> bool,
    ) -> Option<Event> {
        let end = std::time::Instant::now() + time;
        while !done(app) || self.waiting.is_some() {
            let left = end.saturating_duration_since(std::time::Instant::now());
            match inbox.recv_timeout(left) {
                Ok(Event::Reply(reply)) => self.reply(app, reply),
                Ok(early) => return Some(early),
                Err(_) => return None,
            }
        }
        None
    }
}
