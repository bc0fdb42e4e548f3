//! `crossread compare`: a briefing's articles, or files that are compared without one.

use std::path::{Path, PathBuf};

use super::args::CompareArguments;
use super::print::{Failure, Output};
use super::{read, today};
use crate::briefing::Briefing;
use crate::briefing::parse::{File, Source, parse};
use crate::compare::compare;
use crate::export::comparison::View;
use crate::import::Overrides;
use crate::import::plan::plan;
use crate::text;
use crate::text::Text;

/// Runs the command.
pub(super) fn run(
    output: &mut Output,
    arguments: &CompareArguments,
    configured: Option<&Path>,
) -> Result<(), Failure> {
    let mut briefing = match &arguments.what[..] {
        [one] if !is_article(one) => read::find_briefing(output, one, configured)?.briefing.clone(),
        files => of_files(output, files)?,
    };
    if let Some(wanted) = &arguments.articles {
        keep(&mut briefing, wanted)?;
    }
    let section = match &arguments.section {
        None => None,
        Some(id) => Some(section(&briefing, id)?),
    };
    let comparison = compare(&briefing);
    let view = View::new(&briefing, &comparison, section.as_ref());
    if arguments.json {
        output.bytes(view.json().as_bytes())
    } else if arguments.csv {
        output.bytes(view.csv().as_bytes())
    } else if arguments.markdown {
        output.bytes(view.markdown().as_bytes())
    } else {
        output.lines(&view.plain())
    }
}

/// A file that is no briefing: a page, a text, a feed.
fn is_article(path: &Path) -> bool {
    path.is_file() && path.extension().is_none_or(|e| e != "toml")
}

/// The files as one briefing, as `import` would write it.
fn of_files(output: &Output, files: &[PathBuf]) -> Result<Briefing, Failure> {
    let (harvests, problems) = super::import::harvest(files, None, None);
    output.complain(&problems);
    if harvests.iter().all(|h| h.drafts.is_empty()) {
        return Err(Failure::Quiet);
    }
    let planned = plan(harvests, &Overrides::default(), "compared", None);
    if let Some(why) = planned.refused {
        return Err(Failure::new(why));
    }
    let mut source = Source { name: "compared".to_owned(), ..Source::default() };
    for (path, content) in planned.files {
        let name = Path::new(&path).file_stem().map(|n| n.to_string_lossy().into_owned());
        let file =
            File { stem: name.unwrap_or_default(), shown: Text::new(&path), bytes: content.into_bytes() };
        if path.starts_with("articles/") { source.articles.push(file) } else { source.briefing = Some(file) }
    }
    Ok(parse(&source, today()).0)
}

/// Keeps the articles that are named, by id.
fn keep(briefing: &mut Briefing, wanted: &str) -> Result<(), Failure> {
    let wanted: Vec<&str> = wanted.split(',').map(str::trim).filter(|id| !id.is_empty()).collect();
    for id in &wanted {
        if !briefing.articles.iter().any(|a| a.id.as_str() == *id) {
            let ids: Vec<&str> = briefing.articles.iter().map(|a| a.id.as_str()).collect();
            return Err(Failure::hint(
                text!("{} has no article `{}`", briefing.id, Text::new(id).line()),
                &format!("one of {}", ids.join(", ")),
            ));
        }
    }
    briefing.articles.retain(|a| wanted.contains(&a.id.as_str()));
    Ok(())
}

fn section(briefing: &Briefing, id: &str) -> Result<Text, Failure> {
    let id = Text::new(id);
    if id.is_blank() || briefing.section(&id).is_some() {
        return Ok(id);
    }
    let ids: Vec<&str> = briefing.sections.iter().map(|s| s.id.as_str()).collect();
    Err(Failure::hint(
        text!("{} has no section `{}`", briefing.id, id.line()),
        &format!("one of {}; \"\" is what belongs to none", ids.join(", ")),
    ))
}
