//! The commands that read: the reader itself, and what prints briefings, problems and keys.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::args::Arguments;
use super::catalogue::Catalogue;
use super::print::{Colour, Failure, Output};
use super::store::{self, Found};
use super::terminal::{self, Event, Screen};
use super::worker::{self, Opener, Reply, Roots};
use super::{places, said, today};
use crate::config::{self, Config};
use crate::document::Log;
use crate::export;
use crate::keys::{Keymap, sheet};
use crate::library::{Library, Opened, Origin};
use crate::problem::{Problem, Severity, count, counted};
use crate::text;
use crate::text::Text;
use crate::text::words::slug;
use crate::ui::theme::Depth;
use crate::ui::{App, Request, Theme, World};

/// How long the first frame waits for briefings that no catalogue knows.
const FIRST_FRAME: Duration = Duration::from_millis(15);
/// How long a frame waits for what the reader has just asked for.
const ASKED: Duration = Duration::from_millis(10);

/// `crossread [PATH…]`: the reader; where there is no terminal to draw on, the list.
pub(super) fn open(arguments: &Arguments, colour: Colour) -> Result<(), Failure> {
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    if !std::io::stdout().is_terminal() || dumb {
        return list(&mut Output::new(colour), &arguments.paths, arguments.config.as_deref(), false);
    }
    let (config, keymap, mut faults) = configuration(arguments.config.as_deref())?;
    let theme = theme(arguments, &config, colour, &mut faults)?;
    let roots = roots(&arguments.paths, &config);
    // A path with nothing in it is said where it was typed, not on a shelf that stays empty.
    if !arguments.paths.is_empty() && !store::any(&arguments.paths) {
        Output::new(colour).complain(&roots.find().1);
        return Err(Failure::Quiet);
    }
    let world = World { library: Library::default(), faults, searching: true };
    session(&roots, App::new(world, config, keymap, theme, today()))
}

/// Options, keys, and what is wrong with their file.
fn configuration(named: Option<&Path>) -> Result<(Config, Keymap, Vec<Problem>), Failure> {
    let path = match named {
        Some(path) => Some(path.to_owned()),
        None => places::config_file().filter(|p| p.exists()),
    };
    let Some(path) = path else { return Ok((Config::default(), Keymap::default(), Vec::new())) };
    let shown = Text::new(&path.to_string_lossy());
    let bytes = match store::read_bytes(&path) {
        Ok(bytes) => bytes,
        // One that was asked for by name has to be there.
        Err(problem) if named.is_some() => return Err(Failure::new(text!("{shown}: {}", problem.message))),
        Err(problem) => return Ok((Config::default(), Keymap::default(), vec![*problem])),
    };
    let (content, mut problems) = crate::document::decode(&shown, &bytes);
    let mut log = Log::new(shown, &content);
    let config = config::read(&mut log);
    let keymap = Keymap::new(&config.bindings, &mut log);
    problems.extend(log.finish());
    Ok((config, keymap, problems))
}

fn theme(
    arguments: &Arguments,
    config: &Config,
    colour: Colour,
    faults: &mut Vec<Problem>,
) -> Result<Theme, Failure> {
    if let Some(name) = &arguments.theme {
        let name = Text::new(name).line();
        let theme = Theme::named(name.get()).map_err(Failure::new)?;
        return Ok(limited(theme, colour));
    }
    if !colour.out {
        return Ok(Theme::monochrome());
    }
    let theme = Theme::named(config.theme.get()).unwrap_or_else(|message| {
        faults.push(Problem::of_file(Text::new("config.toml"), Severity::Error, "unknown-theme", message));
        Theme::named("dark".into()).unwrap_or_else(|_| Theme::monochrome())
    });
    Ok(limited(theme, colour))
}

fn limited(theme: Theme, colour: Colour) -> Theme {
    if !colour.out {
        return Theme::monochrome();
    }
    theme.limited(if colour.rich { Depth::Rich } else { Depth::Sixteen })
}

/// What is read: the paths, else the configured library, else the data folder, else what comes
/// with the program.
fn roots(paths: &[PathBuf], config: &Config) -> Roots {
    if !paths.is_empty() {
        return Roots::Paths(paths.to_vec());
    }
    if !config.library.is_empty() {
        return Roots::Paths(config.library.iter().map(|p| places::expand(p)).collect());
    }
    // A data folder with nothing in it is as if it were not there.
    let holds_something =
        |p: &PathBuf| std::fs::read_dir(p).is_ok_and(|mut entries| entries.next().is_some());
    match places::data_library().filter(holds_something) {
        Some(folder) => Roots::Paths(vec![folder]),
        None => Roots::Bundled,
    }
}

/// Runs the reader until she leaves.
fn session(roots: &Roots, mut app: App) -> Result<(), Failure> {
    let (events, inbox) = channel();
    let today = today();
    let cache = places::cache_dir();
    let known = match roots {
        Roots::Bundled => None,
        Roots::Paths(_) => cache.as_deref().and_then(|folder| Catalogue::load(folder, &roots.key())),
    };
    let warm = known.is_some();
    for (entry, _) in known.iter().flat_map(|k| &k.entries) {
        app.world.library.put(entry.clone());
    }
    let replies = events.clone();
    let reply = move |reply| replies.send(Event::Reply(reply)).is_ok();
    let opener = Opener::start(today, reply.clone());
    let looking = roots.clone();
    let keeping = cache.filter(|_| matches!(roots, Roots::Paths(_)));
    let look = move || {
        std::thread::spawn(move || worker::refresh(&looking, known, keeping.as_deref(), today, &reply));
    };

    terminal::guard_panics();
    terminal::watch_signals(events.clone()).map_err(|e| Failure::new(said(&e)))?;
    let mut session = Session { opener, waiting: None, single: single(roots) };
    let mut look = Some(look);
    if !warm && let Some(look) = look.take() {
        look();
        session.settle(&mut app, &inbox, FIRST_FRAME, |app| !app.world.searching);
    }
    let mut screen =
        Screen::take().map_err(|e| Failure::new(text!("the terminal cannot be used: {}", said(&e))))?;
    terminal::watch_keys(events);
    // Thousands of files are not looked at beside the first frame but after it.
    let first = look.map_or(Ok(()), |look| screen.draw(|frame| app.draw(frame)).map(|()| look()));
    let outcome = first.and_then(|()| session.run(&mut app, &mut screen, &inbox));
    drop(screen);
    match outcome {
        Ok(Some(signal)) => terminal::die(signal),
        Ok(None) => Ok(()),
        Err(error) => Err(Failure::new(text!("the terminal is gone: {}", said(&error)))),
    }
}

/// The briefing that a single path names, which is opened at once. A library with one briefing is
/// still a shelf.
fn single(roots: &Roots) -> Option<Origin> {
    let Roots::Paths(paths) = roots else { return None };
    let [path] = paths.as_slice() else { return None };
    store::named(path).ok().flatten().map(|found| found.origin)
}

struct Session {
    opener: Opener,
    /// What the reader has asked for and not yet got.
    waiting: Option<Origin>,
    /// What is opened as soon as it is known.
    single: Option<Origin>,
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
            screen.draw(|frame| app.draw(frame))?;
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
                    return self.perform(app, screen, request);
                }
            }
            Event::Paste(pasted) => app.paste(&Text::new(&pasted)),
            Event::Redraw => screen.forget()?,
            Event::Suspend => screen.suspend()?,
            Event::Leave(signal) => return Ok(Next::Leave(Some(signal))),
            Event::Lost => return Err(std::io::Error::other("nothing can be read from it")),
            Event::Reply(reply) => self.reply(app, reply),
        }
        Ok(Next::Go)
    }

    fn perform(&mut self, _app: &mut App, screen: &mut Screen, request: Request) -> std::io::Result<Next> {
        match request {
            Request::Open(origin) => {
                self.waiting = Some(origin.clone());
                self.opener.open(origin);
            }
            Request::Quit => return Ok(Next::Leave(None)),
            Request::Suspend => terminal::stop_job(),
            Request::Redraw => screen.forget()?,
        }
        Ok(Next::Go)
    }

    fn reply(&mut self, app: &mut App, reply: Reply) {
        match reply {
            Reply::Opened(origin, opened) => {
                if self.waiting.as_ref() == Some(&origin) {
                    self.waiting = None;
                }
                app.opened(origin, opened);
            }
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
                    self.opener.open(origin);
                }
                _ => self.single = Some(origin),
            }
        }
    }

    /// Takes replies until it is done or the time is over.
    fn settle(
        &mut self,
        app: &mut App,
        inbox: &Receiver<Event>,
        time: Duration,
        done: impl Fn(&App) -> bool,
    ) {
        let end = std::time::Instant::now() + time;
        while !done(app) || self.waiting.is_some() {
            let left = end.saturating_duration_since(std::time::Instant::now());
            match inbox.recv_timeout(left) {
                Ok(Event::Reply(reply)) => self.reply(app, reply),
                _ => return,
            }
        }
    }
}

/// All briefings that `crossread` would open for these paths, from the catalogue where it is current.
fn entries(roots: &Roots) -> (Library, Vec<Problem>) {
    let cache = places::cache_dir().filter(|_| matches!(roots, Roots::Paths(_)));
    let known = cache.as_deref().and_then(|folder| Catalogue::load(folder, &roots.key()));
    let mut library = Library::default();
    for (entry, _) in known.iter().flat_map(|k| &k.entries) {
        library.put(entry.clone());
    }
    let (replies, inbox) = channel();
    worker::refresh(roots, known, cache.as_deref(), today(), &|reply| replies.send(reply).is_ok());
    drop(replies);
    let mut faults = Vec::new();
    for reply in inbox {
        match reply {
            Reply::Entries(entries) => {
                for entry in entries {
                    library.put(entry);
                }
            }
            Reply::Complete(there, problems) => {
                library.retain(|origin| there.contains(origin));
                faults = problems;
            }
            Reply::Opened(..) => {}
        }
    }
    (library, faults)
}

/// `crossread list`
pub(super) fn list(
    output: &mut Output,
    paths: &[PathBuf],
    configured: Option<&Path>,
    json: bool,
) -> Result<(), Failure> {
    let (config, _, mut faults) = configuration(configured)?;
    let (library, problems) = entries(&roots(paths, &config));
    faults.extend(problems);
    output.complain(&faults);
    let order = crate::library::sorted(&library, config.sort);
    let entries = order.iter().filter_map(|n| library.entry(*n));
    if json {
        output.bytes(export::list_json(entries).as_bytes())
    } else if library.is_empty() {
        output.line(&Text::new("there is no briefing to read"))
    } else {
        output.lines(&export::list_text(entries))
    }
}

/// `crossread show`
pub(super) fn show(
    output: &mut Output,
    named: &Path,
    section: Option<&str>,
    configured: Option<&Path>,
    json: bool,
) -> Result<(), Failure> {
    let opened = find_briefing(output, named, configured)?;
    let b = &opened.briefing;
    // What is missing altogether cannot be seen in what is printed.
    let missing: Vec<Problem> =
        opened.problems.iter().filter(|p| p.is_error() && p.line == 0).cloned().collect();
    output.complain(&missing);
    let only = match section {
        None => None,
        Some(id) => {
            let id = Text::new(id);
            let found = b.sections.iter().find(|s| s.id == id);
            if found.is_none() {
                let ids: Vec<&str> = b.sections.iter().map(|s| s.id.as_str()).collect();
                return Err(Failure::hint(
                    text!("{} has no section `{}`", b.id, id.line()),
                    &format!("one of {}", ids.join(", ")),
                ));
            }
            found
        }
    };
    if json {
        output.bytes(export::show_json(b, only).as_bytes())
    } else {
        output.lines(&export::show_text(b, only, Output::columns()))
    }
}

/// A briefing by its path, or by its id among those that `crossread` would open.
fn find_briefing(output: &Output, named: &Path, configured: Option<&Path>) -> Result<Arc<Opened>, Failure> {
    let shown = Text::new(&named.to_string_lossy()).line();
    // What is plainly meant as a path, or is a link that leads nowhere, is no id: its own fault is told.
    let path = named.components().count() > 1 || named.extension().is_some_and(|e| e == "toml");
    if path || named.symlink_metadata().is_ok() {
        let (found, problems) = store::find(&[named.to_owned()]);
        return match found.as_slice() {
            [one] => Ok(store::open(one, today())),
            [] => {
                output.complain(&problems);
                Err(Failure::Quiet)
            }
            many => Err(Failure::hint(
                text!("{shown} holds {}", counted(many.len(), "briefing", "briefings")),
                "name one of them",
            )),
        };
    }
    let (config, _, _) = configuration(configured)?;
    let (library, problems) = entries(&roots(&[], &config));
    let called = |id: &Text| library.entries().map(|(_, e)| e).filter(|e| e.id == *id).collect::<Vec<_>>();
    let mut matching = called(&shown);
    if matching.is_empty() {
        // A name counts for the id that is made from it.
        matching = called(&Text::new(&slug(shown.as_str())));
    }
    match matching.as_slice() {
        [one] => Ok(store::open(&Found::of(one.source.clone()), today())),
        [] => {
            output.complain(&problems);
            let ids = library.entries().map(|(_, e)| e.id.as_str());
            let hint = match crate::problem::nearest(shown.get(), ids) {
                Some(near) => format!("did you mean {near}?"),
                None => "crossread list shows all of them; a path works too".to_owned(),
            };
            Err(Failure::hint(text!("no briefing is called `{shown}`"), &hint))
        }
        many => {
            let places: Vec<String> = many.iter().map(|e| e.source.shown().to_string()).collect();
            Err(Failure::hint(
                text!("{} are called `{shown}`", counted(many.len(), "briefing", "briefings")),
                &format!("name a path: {}", places.join(", ")),
            ))
        }
    }
}

/// `crossread check`
pub(super) fn check(output: &mut Output, paths: &[PathBuf], json: bool) -> Result<(), Failure> {
    let (found, mut problems) = store::find(paths);
    let today = today();
    let mut files = 0;
    let briefings = found.len();
    for found in found {
        let source = store::source(&found);
        files += usize::from(source.briefing.is_some()) + source.articles.len();
        problems.extend(crate::briefing::parse::parse(&source, today).1);
    }
    let (errors, warnings) = count(&problems);
    if json {
        output.bytes(export::check_json(files, &problems).as_bytes())?;
    } else {
        output.problems(&problems)?;
        let files = counted(files, "file", "files");
        let briefings = counted(briefings, "briefing", "briefings");
        output.line(&if problems.is_empty() {
            text!("{briefings} in {files}: nothing is wrong")
        } else {
            let (errors, warnings) =
                (counted(errors, "error", "errors"), counted(warnings, "warning", "warnings"));
            text!("{briefings} in {files}: {errors}, {warnings}")
        })?;
    }
    if errors > 0 { Err(Failure::Quiet) } else { Ok(()) }
}

/// `crossread keys`
pub(super) fn keys(output: &mut Output, configured: Option<&Path>, toml: bool) -> Result<(), Failure> {
    if toml {
        return output.bytes(sheet::toml().as_str().as_bytes());
    }
    let (_, keymap, problems) = configuration(configured)?;
    output.complain(&problems);
    output.bytes(sheet::plain(&keymap).as_str().as_bytes())
}

/// `crossread config`
pub(super) fn config(output: &mut Output, configured: Option<&Path>, path: bool) -> Result<(), Failure> {
    if !path {
        return output.bytes(config::DEFAULTS.as_bytes());
    }
    match configured.map(Path::to_owned).or_else(places::config_file) {
        Some(path) => output.line(&Text::new(&path.to_string_lossy())),
        None => Err(Failure::new(Text::new("there is no home folder to keep a configuration in"))),
    }
}
