//! A briefing's folder is written whole or not at all.
//!
//! A new folder is made beside its place and renamed. In an existing one the articles are linked
//! into a copy of `articles/`, which then changes places with the old one in a single step; on file
//! systems that cannot do that, each new file is put in its place without replacing anything.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, FlockOperation, RenameFlags, flock, renameat_with};

use super::halt::Halt;
use super::leftovers::{self, PREFIX};
use crate::briefing::parse::BRIEFING_FILE;
use crate::import::Look;
use crate::import::plan::Plan;

/// One import at a time: what another adds meanwhile has to be seen. Held until it is dropped.
pub(super) fn turn(parent: &Path) -> Option<fs::File> {
    let lock = fs::File::open(parent).ok()?;
    flock(&lock, FlockOperation::LockExclusive).ok()?;
    Some(lock)
}

/// Writes what was looked at; `parent` holds the folder.
pub(super) fn written(look: &Look, parent: &Path, halt: &Halt) -> io::Result<()> {
    // Nobody else is at it: the turn is ours.
    leftovers::tidy(&[parent, &look.folder]);
    match look.there {
        None => write_new(&look.folder, parent, &look.plan, halt),
        Some(_) => write_into(&look.folder, &look.plan, halt),
    }
}

fn stage(beside: &Path) -> io::Result<tempfile::TempDir> {
    tempfile::Builder::new().prefix(PREFIX).tempdir_in(beside)
}

/// Makes the folder under another name and renames it when all of it is on the disk.
fn write_new(folder: &Path, parent: &Path, plan: &Plan, halt: &Halt) -> io::Result<()> {
    let draft = stage(parent)?;
    let whole = draft.path().join("whole");
    fs::create_dir_all(whole.join("articles"))?;
    for (path, content) in &plan.files {
        put(&whole.join(path), content, halt)?;
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
fn write_into(folder: &Path, plan: &Plan, halt: &Halt) -> io::Result<()> {
    let comments = plan.comments();
    if plan.files.is_empty() && comments.is_none() {
        return Ok(());
    }
    // Links lead to where the files are.
    let real = |name: &str| fs::canonicalize(folder.join(name)).unwrap_or_else(|_| folder.join(name));
    let (articles, briefing) = (real("articles"), real(BRIEFING_FILE));
    let beside = |path: &Path| path.parent().unwrap_or(folder).to_owned();
    let offered = match &comments {
        None => None,
        Some(comments) => {
            let mut content = fs::read(&briefing)?;
            if !content.ends_with(b"\n") {
                content.push(b'\n');
            }
            content.extend(comments.as_bytes());
            let mut draft = tempfile::Builder::new().prefix(PREFIX).tempfile_in(beside(&briefing))?;
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
        Some(Added::to(articles, &parent, plan, halt)?)
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
    fn to(articles: PathBuf, beside: &Path, plan: &Plan, halt: &Halt) -> io::Result<Self> {
        let stage = stage(beside)?;
        let whole = stage.path().join("articles");
        fs::create_dir(&whole)?;
        for (path, content) in &plan.files {
            put(&stage.path().join(path), content, halt)?;
        }
        if !articles.exists() {
            sync(&whole)?;
            renameat_with(CWD, &whole, CWD, &articles, RenameFlags::NOREPLACE)?;
            return Ok(Self { articles, stage, how: How::Made });
        }
        let new: Vec<PathBuf> =
            fs::read_dir(&whole)?.map(|e| e.map(|e| e.path())).collect::<io::Result<_>>()?;
        let linked = link_all(&articles, &whole).and_then(|()| sync(&whole));
        leftovers::note(stage.path(), &articles)?;
        halt.check()?;
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

fn put(path: &Path, content: &str, halt: &Halt) -> io::Result<()> {
    halt.check()?;
    let mut file = fs::File::create_new(path)?;
    file.write_all(content.as_bytes())?;
    file.sync_all()
}

fn sync(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}
