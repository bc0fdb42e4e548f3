//! The commands that read and print: lists, briefings, problems, keys, the configuration.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::channel;

use super::catalogue::Catalogue;
use super::print::{Failure, Output};
use super::store::{self, Found};
use super::worker::{self, Reply, Roots};
use super::{packs, places, today};
use crate::config::{self, Config};
use crate::document::Log;
use crate::export;
use crate::keys::{Keymap, sheet};
use crate::library::{Library, Opened};
use crate::problem::{Problem, Severity, count, counted};
use crate::text;
use crate::text::Text;
use crate::text::words::slug;

/// Options, keys, and what is wrong with their file.
pub(super) fn configuration(named: Option<&Path>) -> Result<(Config, Keymap, Vec<Problem>), Failure> {
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

/// What is read: the paths, else the configured library, else the data folder, with the
/// packs that are installed; else what comes with the program.
pub(super) fn roots(paths: &[PathBuf], config: &Config) -> Roots {
    if !paths.is_empty() {
        return Roots::Paths(paths.to_vec());
    }
    // A data folder with nothing in it is as if it were not there.
    let holds_something =
        |p: &PathBuf| std::fs::read_dir(p).is_ok_and(|mut entries| entries.next().is_some());
    let mut paths: Vec<PathBuf> = if config.library.is_empty() {
        places::data_library().filter(holds_something).into_iter().collect()
    } else {
        config.library.iter().map(|p| places::expand(p)).collect()
    };
    paths.extend(packs::installed());
    if paths.is_empty() { Roots::Bundled } else { Roots::Paths(paths) }
}

/// All briefings that `crossread` would open for these paths, from the catalogue where it is current.
pub(super) fn entries(roots: &Roots) -> (Library, Vec<Problem>) {
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
            // A list is asked for no briefing, and compares none.
            _ => {}
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
pub(super) fn find_briefing(
    output: &Output,
    named: &Path,
    configured: Option<&Path>,
) -> Result<Arc<Opened>, Failure> {
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
                &format!("name one of them: {}", many[0].origin.shown()),
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
    let mut ids: HashMap<Text, Text> = HashMap::new();
    for found in found {
        let source = store::source(&found);
        files += usize::from(source.briefing.is_some()) + source.articles.len();
        let (briefing, faults) = crate::briefing::parse::parse(&source, today);
        problems.extend(faults);
        let (id, place) = (briefing.id, found.origin.shown());
        if let Some(other) = ids.get(&id) {
            let message = text!("the briefing in {other} is called `{id}` too");
            let problem = Problem::of_file(place, Severity::Warning, "same-id", message);
            problems.push(problem.hint("rename one of them, or name them by their paths"));
        } else {
            ids.insert(id, place);
        }
    }
    let (errors, warnings) = count(&problems);
    if json {
        output.bytes(export::check_json(files, &problems).as_bytes())?;
    } else {
        output.problems(&problems)?;
        let files = counted(files, "file", "files");
        let briefings = counted(briefings, "briefing", "briefings");
        let summary = if problems.is_empty() {
            text!("{briefings} in {files}: nothing is wrong")
        } else {
            let (errors, warnings) =
                (counted(errors, "error", "errors"), counted(warnings, "warning", "warnings"));
            text!("{briefings} in {files}: {errors}, {warnings}")
        };
        output.line(&summary)?;
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
