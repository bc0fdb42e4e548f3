//! `crossread import`: reads files, and makes a briefing's folder of them or adds to one.

mod halt;
mod leftovers;
mod place;
mod report;

use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use super::args::ImportArguments;
use super::print::{Failure, Output};
use super::store::{self, Found};
use super::{said, today};
use crate::briefing::parse::BRIEFING_FILE;
use crate::briefing::{ArticleKind, Briefing, Partial, is_id};
use crate::import::{Harvest, Input, LARGEST, Look, Overrides, Pick, address, import};
use crate::library::Origin;
use crate::problem::{Problem, Severity, counted};
use crate::text;
use crate::text::Text;
use crate::text::words::slug;
use halt::Halt;

/// From this many files on, progress is shown on a terminal.
const MANY: usize = 5;

/// Runs the command.
pub(super) fn run(output: &mut Output, arguments: &ImportArguments) -> Result<(), Failure> {
    let overrides = overrides(arguments)?;
    let pick = arguments.pick.as_deref().map(|p| Pick::new(&Text::new(p)));
    let (harvests, mut problems) = harvest(&arguments.files, pick.as_ref(), overrides.url.as_ref());
    let shown = Text::new(&arguments.into.to_string_lossy());
    // A link to a folder, or `.`, is the folder that it leads to.
    let folder = fs::canonicalize(&arguments.into).unwrap_or_else(|_| arguments.into.clone());
    problems.extend(renamed(&folder, &shown));
    output.complain(&problems);
    let failed = harvests.iter().filter(|h| is_empty(h)).count();
    if failed > 0 && harvests.len() > 1 {
        let files = counted(harvests.len(), "file", "files");
        output.note(&text!("{failed} of {files} could not be imported"));
    }
    if failed == harvests.len() {
        return Err(Failure::Quiet);
    }
    let unwritten = |error: io::Error| Failure::new(text!("{shown}: {}; nothing was changed", said(&error)));
    let parent = folder.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned();
    if !arguments.dry_run {
        fs::create_dir_all(&parent).map_err(unwritten)?;
    }
    let _turn = place::turn(&parent);
    let look = looked_at(folder, harvests, overrides).map_err(|failure| failure.about(&text!("{shown}")))?;
    if let Some(why) = &look.plan.refused {
        let what = text!("{shown}: {why}; nothing was changed");
        return Err(Failure::hint(what, "choose some of them: --pick 1-50"));
    }
    if !arguments.dry_run {
        let halt = Halt::on_signals();
        let done = place::written(&look, &parent, &halt);
        if done.is_err() {
            halt.leave(output, &text!("{shown}: interrupted; nothing was changed"));
        }
        done.map_err(unwritten)?;
    }
    report::report(output, arguments, &look)?;
    if problems.iter().any(Problem::is_error) { Err(Failure::Quiet) } else { Ok(()) }
}

/// Did nothing come of a file?
fn is_empty(harvest: &Harvest) -> bool {
    harvest.drafts.is_empty() && harvest.stories.is_empty()
}

/// The folder's name is the briefing's id; where it can be none, another id is made of it.
fn renamed(folder: &Path, shown: &Text) -> Option<Problem> {
    let name = folder.file_name()?.to_string_lossy();
    if is_id(&name) {
        return None;
    }
    let message = text!("`{name}` is no id, so that the briefing gets another one");
    let problem = Problem::of_file(shown.clone(), Severity::Warning, "renamed-id", message);
    let better = slug(&name);
    Some(if is_id(&better) {
        problem.hint(text!("--into {}", folder.with_file_name(better).display()))
    } else {
        problem.hint("small letters, digits and hyphens make an id: --into border-clash")
    })
}

/// What would be written to a folder.
fn looked_at(folder: PathBuf, found: Vec<Harvest>, overrides: Overrides) -> Result<Look, Failure> {
    let there = existing(&folder)?;
    let briefing = folder.join(BRIEFING_FILE);
    let content = if there.is_some() && briefing.is_file() {
        Some(String::from_utf8_lossy(&fs::read(&briefing)?).into_owned())
    } else {
        None
    };
    Ok(Look::new(folder, there, content, found, overrides))
}

/// Looks at files without writing: what they would add to the briefing at `into`, or make anew in
/// the folder `library`.
pub(super) fn look(files: &[PathBuf], into: Option<&Path>, library: &Path) -> Result<Look, Text> {
    let files: Vec<PathBuf> = files.iter().map(|f| super::places::expand(f)).collect();
    // The reader chooses among stories when all of them are seen.
    let (harvests, problems) = harvest(&files, Some(&Pick::All), None);
    if harvests.iter().all(is_empty) {
        let first = problems.first();
        return Err(
            first.map_or_else(|| text!("there is nothing in it"), |p| text!("{}: {}", p.file, p.message))
        );
    }
    let folder = match into {
        Some(folder) => folder.to_owned(),
        None => free_folder(library, &harvests),
    };
    let mut look = looked_at(folder, harvests, Overrides::default()).map_err(Failure::said)?.with_one_story();
    look.problems = problems;
    Ok(look)
}

/// A folder that is not there yet, named by the first title.
fn free_folder(library: &Path, harvests: &[Harvest]) -> PathBuf {
    let titled = |h: &Harvest| {
        let story = h.stories.first().map(|(_, s)| s.title.clone());
        story.or_else(|| h.drafts.iter().find_map(|d| d.article.headline.clone()))
    };
    let name = harvests.iter().find_map(titled).map(|t| slug(t.as_str())).filter(|s| is_id(s));
    let name = name.unwrap_or_else(|| "imported".to_owned());
    let numbered = |n| if n == 1 { name.clone() } else { format!("{}-{n}", &name[..name.len().min(58)]) };
    let free = (1..10_000).map(|n| library.join(numbered(n))).find(|f| f.symlink_metadata().is_err());
    free.unwrap_or_else(|| library.join(&name))
}

/// Writes what was looked at; what stands there meanwhile is not replaced.
pub(super) fn write(look: &Look) -> Result<Found, Text> {
    let failed = |error: io::Error| text!("{}; nothing was changed", said(&error));
    let parent = look.folder.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(failed)?;
    let _turn = place::turn(parent);
    place::written(look, parent, &Halt::never()).map_err(failed)?;
    Ok(Found::of(Origin::Path(look.folder.clone())))
}

fn overrides(arguments: &ImportArguments) -> Result<Overrides, Failure> {
    let line = |text: &Option<String>| text.as_deref().map(|t| Text::new(t).line()).filter(|t| !t.is_blank());
    let published = match &arguments.published {
        None => None,
        Some(written) => match Partial::read(written) {
            Some(date @ (Partial::Day(_) | Partial::Time(..))) => Some(date),
            _ => {
                let found = Text::new(written).line();
                return Err(Failure::usage(text!("`{found}` is no date"), "--published 2025-12-26"));
            }
        },
    };
    // The command line has taken no other names.
    let named = |written: &String| ArticleKind::NAMES.iter().find(|(name, _)| name == written);
    let kind = arguments.kind.as_ref().and_then(named).map(|(_, kind)| *kind);
    let url = match line(&arguments.url) {
        None => None,
        Some(written) => Some(address(written.as_str()).ok_or_else(|| {
            Failure::usage(text!("`{written}` is no address of the web"), "--url https://example.org/story")
        })?),
    };
    Ok(Overrides { outlet: line(&arguments.outlet), url, published, kind })
}

/// Reads the files one after another; what cannot be used is a problem, and the others go on.
pub(super) fn harvest(
    files: &[PathBuf],
    pick: Option<&Pick>,
    url: Option<&Text>,
) -> (Vec<Harvest>, Vec<Problem>) {
    let progress = files.len() >= MANY && io::stderr().is_terminal();
    let (mut harvests, mut problems) = (Vec::new(), Vec::new());
    for (number, path) in files.iter().enumerate() {
        if progress {
            let _ = write!(io::stderr(), "\r{} of {} …", number + 1, files.len());
        }
        let name = path.to_string_lossy();
        let mut harvest = match read(path) {
            Ok(bytes) => import(&Input { name: &name, bytes: &bytes, pick, url }),
            Err(problem) => Harvest { problems: vec![*problem], ..Harvest::default() },
        };
        problems.append(&mut harvest.problems);
        harvests.push(harvest);
    }
    if progress {
        let _ = write!(io::stderr(), "\r\u{1b}[K");
    }
    (harvests, problems)
}

/// The bytes of a file, or of standard input for `-`; never more than can be used.
fn read(path: &Path) -> Result<Vec<u8>, Box<Problem>> {
    let shown = Text::new(&path.to_string_lossy()).line();
    let fault = |code, message| Box::new(Problem::of_file(shown.clone(), Severity::Error, code, message));
    let most = LARGEST as u64 + 1;
    let mut bytes = Vec::new();
    let result = if path == Path::new("-") {
        io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        let meta = fs::metadata(path).map_err(|e| fault("unreadable", said(&e)))?;
        if !meta.is_file() {
            let what =
                if meta.is_dir() { "this is a folder" } else { "this is no file but a device or pipe" };
            return Err(fault("not-a-file", Text::new(what)));
        }
        fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    result.map_err(|e| fault("unreadable", said(&e)))?;
    Ok(bytes)
}

/// The briefing that stands in the folder; none when there is nothing.
fn existing(folder: &Path) -> Result<Option<Briefing>, Failure> {
    let shown = Text::new(&folder.to_string_lossy());
    match fs::metadata(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Failure::new(text!("{shown}: {}", said(&error)))),
        Ok(meta) if !meta.is_dir() => {
            return Err(Failure::hint(
                text!("{shown} is a file"),
                "name a folder: --into briefings/border-clash",
            ));
        }
        Ok(_) => {}
    }
    match store::named(folder).ok().flatten() {
        Some(found) => Ok(Some(store::open(&found, today()).briefing.clone())),
        // An empty folder is as good as none; any other holds something else.
        None if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none()) => Ok(None),
        None => Err(Failure::hint(
            text!("{shown} holds something that is no briefing"),
            "name a folder that is not there yet, or one with briefing.toml",
        )),
    }
}
