//! The commands that read: the reader itself, and what prints briefings, problems and keys.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
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
/// Said in place of stopping.
const ALONE: &str = "there is no shell to go back to";

/// `crossread [PATH…]`: the reader; where there is no terminal to draw on, the list.
pub(super) fn open(arguments: &Arguments, colour: Colour) -> Result<(), Failure> {
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    if !std::io::stdout().is_terminal() || dumb {
        return list(&mut Output::new(colour), &arguments.paths, false);
    }
    let (config, keymap, mut faults) = configuration(arguments.config.as_deref())?;
    let theme = theme(arguments, &config, colour, &mut faults)?;
    let roots = roots(&arguments.paths, &config);
    if !arguments.paths.is_empty() {
        let (found, problems) = roots.find();
        if found.is_empty() {
            Output::new(colour).complain(&problems);
            return Err(Failure::Quiet);
        }
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
        Err(problem) => return Ok((Config::default(), Keymap::default(), vec![problem])),
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
    match places::data_library().filter(|p| p.is_dir()) {
        Some(folder) => Roots::Paths(vec![folder]),
        None => Roots::Bundled,
    }
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
    std::thread::spawn(move || worker::refresh(&looking, known, keeping.as_deref(), today, &reply));

    let mut session = Session { opener, waiting: None, single: single(roots) };
    if !warm && let Some(early) = session.settle(&mut app, &inbox, FIRST_FRAME, |app| !app.world.searching) {
        // A signal; it has its turn after the first frame.
        let _ = events.send(early);
    }
    let mut screen =
        Screen::take().map_err(|e| Failure::new(text!("the terminal cannot be used: {}", said(&e))))?;
    terminal::watch_line(events.clone());
    terminal::watch_keys(events);
    let outcome = session.run(&mut app, &mut screen, &inbox);
    drop(screen);
    match outcome {
        Ok(Some(signal)) => terminal::die(signal),
        Ok(None) => Ok(()),
        // The first to notice may be the one that draws.
        Err(_) if terminal::is_gone() => terminal::die(signal_hook::consts::SIGHUP),
        Err(error) => Err(Failure::new(text!("the terminal is gone: {}", said(&error)))),
    }
}

/// The briefing that a single path names, which is opened at once.
fn single(roots: &Roots) -> Option<Origin> {
    let Roots::Paths(paths) = roots else { return None };
    let [path] = paths.as_slice() else { return None };
    let (found, _) = store::find(paths);
    match found.as_slice() {
        // A library with one briefing is still a shelf.
        [one] if one.origin == Origin::Path(path.clone()) || path.is_file() => Some(one.origin.clone()),
        _ => None,
    }
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
                self.opener.open(origin);
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
                app.opened(origin, opened);
            }
            Reply::Entries(entries) => {
                for entry in entries {
                    app.world.library.put(entry);
                }
            }
            Reply::Complete(there, problems) => {
                app.world.library.retain(|origin| there.contains(origin));
                app.world.faults.extend(problems);
                app.world.searching = false;
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

type Read = (Found, std::sync::Arc<Opened>);

/// All briefings of the roots, read now.
fn read_all(paths: &[PathBuf]) -> Result<(Vec<Read>, Vec<Problem>), Failure> {
    let (config, _, mut faults) = configuration(None)?;
    let (found, problems) = roots(paths, &config).find();
    faults.extend(problems);
    let today = today();
    let opened = found.into_iter().map(|f| {
        let opened = store::open(&f, today);
        (f, opened)
    });
    Ok((opened.collect(), faults))
}

/// `crossread list`
pub(super) fn list(output: &mut Output, paths: &[PathBuf], json: bool) -> Result<(), Failure> {
    let (config, _, mut faults) = configuration(None)?;
    let (events, inbox): (Sender<Reply>, _) = channel();
    let roots = roots(paths, &config);
    worker::refresh(&roots, None, None, today(), &|reply| events.send(reply).is_ok());
    drop(events);
    let mut library = Library::default();
    for reply in inbox {
        match reply {
            Reply::Entries(entries) => {
                for entry in entries {
                    library.put(entry);
                }
            }
            Reply::Complete(_, problems) => faults.extend(problems),
            Reply::Opened(..) => {}
        }
    }
    output.complain(&faults);
    let order = crate::library::sorted(&library, config.sort);
    let entries = order.iter().filter_map(|n| library.entry(*n));
    if json {
        output.bytes(export::list_json(entries).as_bytes())?;
    } else if library.is_empty() {
        output.line(&Text::new("there is no briefing to read"))?;
    } else {
        output.lines(&export::list_text(entries))?;
    }
    Ok(())
}

/// `crossread show`
pub(super) fn show(
    output: &mut Output,
    named: &Path,
    section: Option<&str>,
    json: bool,
) -> Result<(), Failure> {
    let opened = find_briefing(output, named)?;
    let b = &opened.briefing;
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
fn find_briefing(output: &Output, named: &Path) -> Result<std::sync::Arc<Opened>, Failure> {
    let shown = Text::new(&named.to_string_lossy()).line();
    if named.exists() {
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
    let (all, problems) = read_all(&[])?;
    let mut matching: Vec<_> = all.iter().filter(|(_, o)| o.briefing.id == shown).collect();
    if matching.is_empty() {
        // An id made from the name counts too.
        let made = Text::new(&slug(shown.as_str()));
        matching = all.iter().filter(|(_, o)| o.briefing.id == made).collect();
    }
    match matching.as_slice() {
        [(_, one)] => Ok(one.clone()),
        [] => {
            output.complain(&problems);
            let ids: Vec<&str> = all.iter().map(|(_, o)| o.briefing.id.as_str()).collect();
            let hint = match crate::problem::nearest(shown.get(), ids.iter().copied()) {
                Some(near) => format!("did you mean {near}?"),
                None => "crossread list shows all of them; a path works too".to_owned(),
            };
            Err(Failure::hint(text!("no briefing is called `{shown}`"), &hint))
        }
        many => {
            let places: Vec<String> = many.iter().map(|(f, _)| f.origin.shown().to_string()).collect();
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
pub(super) fn keys(output: &mut Output, toml: bool) -> Result<(), Failure> {
    if toml {
        return output.bytes(sheet::toml().as_str().as_bytes());
    }
    let (_, keymap, problems) = configuration(None)?;
    output.complain(&problems);
    output.bytes(sheet::plain(&keymap).as_str().as_bytes())
}

/// `crossread config`
pub(super) fn config(output: &mut Output, path: bool) -> Result<(), Failure> {
    if !path {
        return output.bytes(config::DEFAULTS.as_bytes());
    }
    match places::config_file() {
        Some(path) => output.line(&Text::new(&path.to_string_lossy())),
        None => Err(Failure::new(Text::new("there is no home folder to keep a configuration in"))),
    }
}
