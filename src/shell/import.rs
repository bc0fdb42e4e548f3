//! `crossread import`: reads files, and writes a briefing folder whole or not at all.
//!
//! A new folder is made beside its place and renamed. In an existing one the articles are linked
//! into a copy of `articles/`, which then changes places with the old one in a single step; on file
//! systems that cannot do that, each new file is put in its place without replacing anything.

use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, FlockOperation, RenameFlags, flock, renameat_with};
use serde::Serialize;

use super::args::ImportArguments;
use super::print::{Failure, Output};
use super::store::{self, Found};
use super::{said, today};
use crate::briefing::parse::BRIEFING_FILE;
use crate::briefing::{ArticleKind, Briefing, Partial, is_id};
use crate::import::plan::{Look, Plan, plan};
use crate::import::{Harvest, Input, LARGEST, Overrides, Pick, address, import};
use crate::library::Origin;
use crate::problem::{Problem, Severity, counted};
use crate::text;
use crate::text::Text;
use crate::text::words::slug;

/// From this many files on, progress is shown on a terminal.
const MANY: usize = 5;

/// Runs the command.
pub(super) fn run(output: &mut Output, arguments: &ImportArguments) -> Result<(), Failure> {
    let overrides = overrides(arguments)?;
    let pick = arguments.pick.as_deref().map(|p| Pick::new(&Text::new(p)));
    let (harvests, problems) = harvest(&arguments.files, pick.as_ref());
    output.complain(&problems);
    let refused = problems.iter().any(Problem::is_error);
    if harvests.iter().all(|h| h.drafts.is_empty() && h.story.is_none()) {
        return Err(Failure::Quiet);
    }
    let shown = Text::new(&arguments.into.to_string_lossy());
    // A link to a folder, or `.`, is the folder that it leads to.
    let folder = fs::canonicalize(&arguments.into).unwrap_or_else(|_| arguments.into.clone());
    let folder = folder.as_path();
    let failed = |error: io::Error| Failure::new(text!("{shown}: {}; nothing was changed", said(&error)));
    let parent = folder.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !arguments.dry_run {
        fs::create_dir_all(parent).map_err(failed)?;
    }
    let _turn = turn(parent);
    let (planned, there) =
        planned(folder, harvests, &overrides).map_err(|failure| failure.about(&text!("{shown}")))?;
    if !arguments.dry_run {
        written(folder, parent, &planned, there).map_err(failed)?;
    }
    report(output, arguments, &planned)?;
    if refused { Err(Failure::Quiet) } else { Ok(()) }
}

/// One import at a time: what another adds meanwhile has to be seen. Held until it is dropped.
fn turn(parent: &Path) -> Option<fs::File> {
    let lock = fs::File::open(parent).ok()?;
    flock(&lock, FlockOperation::LockExclusive).ok()?;
    Some(lock)
}

/// What would be written to a folder, and whether a briefing is there.
fn planned(folder: &Path, harvests: Vec<Harvest>, overrides: &Overrides) -> Result<(Plan, bool), Failure> {
    let there = existing(folder)?;
    let name = folder.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let mut planned = plan(harvests, overrides, &name, there.as_ref());
    if let Some(why) = &planned.refused {
        return Err(Failure::hint(text!("{why}; nothing was changed"), "choose some of them: --pick 1-50"));
    }
    let briefing = folder.join(BRIEFING_FILE);
    if planned.comments.is_some() {
        // A briefing that has no such file is asked nothing.
        let content = if briefing.is_file() { Some(fs::read(&briefing)?) } else { None };
        planned.comments =
            content.and_then(|content| planned.comments_beyond(&String::from_utf8_lossy(&content)));
    }
    Ok((planned, there.is_some()))
}

fn written(folder: &Path, parent: &Path, plan: &Plan, there: bool) -> io::Result<()> {
    if there { write_into(folder, plan) } else { write_new(folder, parent, plan) }
}

/// Looks at files without writing: what they would add to the briefing at `into`, or make anew in
/// the folder `library`.
pub(super) fn look(files: &[PathBuf], into: Option<&Path>, library: &Path) -> Result<Look, Text> {
    let files: Vec<PathBuf> = files.iter().map(|f| super::places::expand(f)).collect();
    let (harvests, problems) = harvest(&files, None);
    if harvests.iter().all(|h| h.drafts.is_empty() && h.story.is_none()) {
        let first = problems.first();
        return Err(
            first.map_or_else(|| text!("there is nothing in it"), |p| text!("{}: {}", p.file, p.message))
        );
    }
    let folder = match into {
        Some(folder) => folder.to_owned(),
        None => free_folder(library, &harvests),
    };
    let (plan, there) = planned(&folder, harvests, &Overrides::default()).map_err(Failure::said)?;
    Ok(Look { folder, there, plan, problems })
}

/// A folder that is not there yet, named by the first title.
fn free_folder(library: &Path, harvests: &[Harvest]) -> PathBuf {
    let titled = |h: &Harvest| {
        let story = h.story.as_ref().map(|s| s.title.clone());
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
    let _turn = turn(parent);
    written(&look.folder, parent, &look.plan, look.there).map_err(failed)?;
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
pub(super) fn harvest(files: &[PathBuf], pick: Option<&Pick>) -> (Vec<Harvest>, Vec<Problem>) {
    let progress = files.len() >= MANY && io::stderr().is_terminal();
    let (mut harvests, mut problems) = (Vec::new(), Vec::new());
    for (number, path) in files.iter().enumerate() {
        if progress {
            let _ = write!(io::stderr(), "\r{} of {} …", number + 1, files.len());
        }
        let name = path.to_string_lossy();
        let mut harvest = match read(path) {
            Ok(bytes) => import(&Input { name: &name, bytes: &bytes, pick }),
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

/// Makes the folder under another name and renames it when all of it is on the disk.
fn write_new(folder: &Path, parent: &Path, plan: &Plan) -> io::Result<()> {
    let draft = tempfile::Builder::new().prefix(".crossread-").tempdir_in(parent)?;
    let whole = draft.path().join("whole");
    fs::create_dir_all(whole.join("articles"))?;
    for (path, content) in &plan.files {
        put(&whole.join(path), content)?;
    }
    sync(&whole.join("articles"))?;
    sync(&whole)?;
    // An empty folder may be replaced, anything else is left alone.
    fs::rename(&whole, folder)?;
    sync(parent)
}

/// Adds files to a briefing's folder. All of it is on the disk before the first of the two steps
/// that make it seen; where the second fails, the first is taken back. A kill between them leaves
/// the articles without the comments, which the next import of the same file offers again.
fn write_into(folder: &Path, plan: &Plan) -> io::Result<()> {
    if plan.files.is_empty() && plan.comments.is_none() {
        return Ok(());
    }
    // Links lead to where the files are.
    let real = |name: &str| fs::canonicalize(folder.join(name)).unwrap_or_else(|_| folder.join(name));
    let (articles, briefing) = (real("articles"), real(BRIEFING_FILE));
    let beside = |path: &Path| path.parent().unwrap_or(folder).to_owned();
    let offered = match &plan.comments {
        None => None,
        Some(comments) => {
            let mut content = fs::read(&briefing)?;
            if !content.ends_with(b"\n") {
                content.push(b'\n');
            }
            content.extend(comments.as_bytes());
            let mut draft = tempfile::Builder::new().prefix(".crossread-").tempfile_in(beside(&briefing))?;
            draft.write_all(&content)?;
            draft.as_file().set_permissions(fs::metadata(&briefing)?.permissions())?;
            draft.as_file().sync_all()?;
            Some(draft)
        }
    };
    let added = if plan.files.is_empty() {
        None
    } else {
        let parent = beside(&articles);
        Some(Added::to(articles, &parent, plan)?)
    };
    if let Some(draft) = offered
        && let Err(error) = draft.persist(&briefing)
    {
        added.map_or(Ok(()), Added::take_back)?;
        return Err(error.error);
    }
    added.map_or(Ok(()), Added::settle)?;
    sync(folder)
}

/// Articles that were added, and what it takes to undo it.
struct Added {
    articles: PathBuf,
    stage: tempfile::TempDir,
    how: How,
}

enum How {
    /// There was no such folder before.
    Made,
    /// The old folder stands in the stage.
    Exchanged,
    /// Each file by itself.
    OneByOne(Vec<PathBuf>),
}

impl Added {
    fn to(articles: PathBuf, beside: &Path, plan: &Plan) -> io::Result<Self> {
        let stage = tempfile::Builder::new().prefix(".crossread-").tempdir_in(beside)?;
        let whole = stage.path().join("articles");
        fs::create_dir(&whole)?;
        for (path, content) in &plan.files {
            put(&stage.path().join(path), content)?;
        }
        if !articles.exists() {
            sync(&whole)?;
            renameat_with(CWD, &whole, CWD, &articles, RenameFlags::NOREPLACE)?;
            return Ok(Self { articles, stage, how: How::Made });
        }
        let new: Vec<PathBuf> =
            fs::read_dir(&whole)?.map(|e| e.map(|e| e.path())).collect::<io::Result<_>>()?;
        let linked = link_all(&articles, &whole).and_then(|()| sync(&whole));
        if linked.is_ok() && renameat_with(CWD, &whole, CWD, &articles, RenameFlags::EXCHANGE).is_ok() {
            return Ok(Self { articles, stage, how: How::Exchanged });
        }
        let mut added = Self { articles, stage, how: How::OneByOne(Vec::new()) };
        for path in new {
            let target = added.articles.join(path.file_name().unwrap_or_default());
            if let Err(error) =
                fs::hard_link(&path, &target).or_else(|error| match target.symlink_metadata() {
                    Ok(_) => Err(error),
                    // A file system without links
                    Err(_) => fs::rename(&path, &target),
                })
            {
                added.take_back()?;
                return Err(error);
            }
            if let How::OneByOne(targets) = &mut added.how {
                targets.push(target);
            }
        }
        Ok(added)
    }

    fn take_back(self) -> io::Result<()> {
        let whole = self.stage.path().join("articles");
        match &self.how {
            How::Made => fs::rename(&self.articles, &whole),
            How::Exchanged => Ok(renameat_with(CWD, &whole, CWD, &self.articles, RenameFlags::EXCHANGE)?),
            How::OneByOne(targets) => targets.iter().try_for_each(fs::remove_file),
        }
    }

    /// What somebody put into the old folder in between comes along, or else stays where it is.
    fn settle(self) -> io::Result<()> {
        if matches!(self.how, How::Exchanged)
            && let Err(error) = rescue(&self.stage.path().join("articles"), &self.articles)
        {
            let _ = self.stage.keep();
            return Err(error);
        }
        sync(&self.articles)
    }
}

/// Links everything of one folder into another, without replacing.
fn link_all(from: &Path, to: &Path) -> io::Result<()> {
    fs::set_permissions(to, fs::metadata(from)?.permissions())?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        let kind = entry.file_type()?;
        if kind.is_dir() {
            fs::create_dir(&target)?;
            link_all(&entry.path(), &target)?;
        } else if kind.is_symlink() {
            std::os::unix::fs::symlink(fs::read_link(entry.path())?, &target)?;
        } else {
            fs::hard_link(entry.path(), &target)?;
        }
    }
    Ok(())
}

/// Moves what is new or changed in the old folder since it was linked into the one in its place.
fn rescue(old: &Path, new: &Path) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    for entry in fs::read_dir(old)? {
        let entry = entry?;
        let target = new.join(entry.file_name());
        let same = fs::symlink_metadata(&target).is_ok_and(|there| {
            entry.metadata().is_ok_and(|here| here.is_dir() || here.is_symlink() || here.ino() == there.ino())
        });
        if !same {
            fs::rename(entry.path(), &target)?;
        }
    }
    Ok(())
}

fn put(path: &Path, content: &str) -> io::Result<()> {
    let mut file = fs::File::create_new(path)?;
    file.write_all(content.as_bytes())?;
    file.sync_all()
}

fn sync(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

#[derive(Serialize)]
struct Made<'a> {
    briefing: Text,
    dry_run: bool,
    files: Vec<&'a str>,
    articles: Vec<MadeArticle<'a>>,
    questions: &'a [Text],
}

#[derive(Serialize)]
struct MadeArticle<'a> {
    id: Option<&'a Text>,
    already: Option<&'a Text>,
    outlet: Option<&'a Text>,
    headline: Option<&'a Text>,
    published: Option<Partial>,
    url: Option<&'a Text>,
    language: Option<&'a Text>,
    sections: Vec<&'a Text>,
    left_out: &'a [Text],
}

fn report(output: &mut Output, arguments: &ImportArguments, plan: &Plan) -> Result<(), Failure> {
    let folder = Text::new(&arguments.into.to_string_lossy());
    if arguments.json {
        let articles = plan
            .articles
            .iter()
            .map(|o| MadeArticle {
                id: Some(&o.article.id).filter(|_| o.already.is_none()),
                already: o.already.as_ref(),
                outlet: o.article.outlet.as_ref(),
                headline: o.article.headline.as_ref(),
                published: o.article.published,
                url: o.article.url.as_ref(),
                language: o.article.language.as_ref(),
                sections: o.article.sections.iter().map(|s| &s.question).collect(),
                left_out: &o.left_out,
            })
            .collect();
        let made = Made {
            briefing: folder,
            dry_run: arguments.dry_run,
            files: plan.files.iter().map(|(path, _)| path.as_str()).collect(),
            articles,
            questions: &plan.questions,
        };
        return output.bytes(serde_json::to_string_pretty(&made).unwrap_or_default().as_bytes());
    }
    for outcome in &plan.articles {
        let a = &outcome.article;
        let outlet = a.outlet.clone().unwrap_or_else(|| text!("outlet unknown"));
        let date = a.published.map_or_else(|| text!("undated"), |p| p.day_only().shown());
        let line = match &outcome.already {
            Some(id) => text!("already there as {id}: {}", a.title()),
            None => text!("articles/{}.toml: {outlet}, {date}: {}", a.id, a.title()),
        };
        output.line(&crate::text::fit(line.get(), 200))?;
        if outcome.already.is_none() && !a.sections.is_empty() {
            output.line(&text!("  {}", counted(a.sections.len(), "question", "questions")))?;
        }
        if arguments.verbose {
            for left_out in &outcome.left_out {
                output.line(&text!("  left out: {left_out}"))?;
            }
        }
    }
    if arguments.dry_run {
        for (path, content) in &plan.files {
            output.line(&text!("\n--- {path}\n{content}"))?;
        }
        return output.line(&text!("nothing was written"));
    }
    match plan.files.iter().any(|(path, _)| path == BRIEFING_FILE) {
        true => output.line(&text!("made {folder}; crossread {folder} opens it")),
        false if plan.files.is_empty() && plan.comments.is_some() => {
            output.line(&text!("{folder} has all of it already; new questions stand as comments at its end"))
        }
        false if plan.files.is_empty() => output.line(&text!("{folder} has all of it already")),
        false => output.line(&text!(
            "added {} to {folder}{}",
            counted(plan.files.len(), "article", "articles"),
            if plan.comments.is_some() { "; new questions stand as comments at its end" } else { "" }
        )),
    }
}
