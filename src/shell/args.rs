//! The command line: one table, from which help, manual page and completions follow.

use std::fmt::Write as _;
use std::io;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use crate::briefing::ArticleKind;
use crate::config::THEMES;
use crate::keys::{Keymap, sheet};

/// A terminal reader for news briefings: questions, answers, and the articles they rest on.
#[derive(Debug, Parser)]
#[command(
    name = "crossread",
    version,
    // One or the other: what clap would write allows both.
    override_usage = "crossread [OPTIONS] [PATH]...\n       crossread [OPTIONS] <COMMAND>",
    disable_help_subcommand = true,
    after_help = "Exit codes: 0 as asked, 1 something failed or was not found, 2 wrong usage."
)]
pub(super) struct Arguments {
    /// Briefings to read: folders or files. Without any, the configured library, else the data
    /// folder, else the briefings that come with the program
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// The theme: dark, light, high-contrast or monochrome
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(THEMES))]
    pub theme: Option<String>,

    /// A configuration file to use in place of the usual one
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,

    /// Colours in the output
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = When::Auto, global = true)]
    pub color: When,

    #[command(subcommand)]
    pub action: Option<Action>,
}

/// When output is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    /// On a terminal that can, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Action {
    /// List the briefings
    List {
        /// Folders or files; without any, what `crossread` would open
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Print a briefing
    Show {
        /// Its id, or a path
        briefing: PathBuf,
        /// Only this section
        #[arg(long, value_name = "ID")]
        section: Option<String>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Check briefings and print every problem; exit 1 when there are errors
    Check {
        /// Folders or files
        #[arg(value_name = "PATH", required = true)]
        paths: Vec<PathBuf>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Begin a briefing: a folder with a commented skeleton
    New {
        /// What the story is called
        title: String,
        /// The folder to make it in; without it, the current one
        #[arg(long, value_name = "FOLDER")]
        into: Option<PathBuf>,
    },
    /// Make a briefing of articles that one has as files, or add them to one
    Import(ImportArguments),
    /// Compare the sources of a briefing, or files without one: who says what, where they differ
    Compare(CompareArguments),
    /// Make, check, install and compare packs: briefings as one signed file
    Pack {
        /// What to do
        #[command(subcommand)]
        action: PackAction,
    },
    /// Print all keys
    Keys {
        /// As a configuration file, to copy from
        #[arg(long)]
        toml: bool,
    },
    /// Print the default configuration, with a comment on every option
    Config {
        /// Print where the configuration is read from
        #[arg(long)]
        path: bool,
    },
    /// Print a script that completes commands in a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// What `crossread pack` does.
#[derive(Debug, Subcommand)]
pub(super) enum PackAction {
    /// Make a pack of briefings; a pack.toml beside them says what it is called
    Build(BuildArguments),
    /// Check all of a pack and print every fault; exit 1 when there is one
    Verify {
        /// The pack
        file: PathBuf,
        /// Print JSON
        #[arg(long)]
        json: bool,
        /// Fail also when its key is not trusted
        #[arg(long)]
        trusted: bool,
    },
    /// Install a pack, or update one; the reader shows its briefings from then on
    Install {
        /// The pack
        file: PathBuf,
        /// Do not ask; a key that is not known is still refused
        #[arg(long)]
        yes: bool,
        /// Take one that nobody has signed
        #[arg(long)]
        allow_unsigned: bool,
    },
    /// List the packs that are installed
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Remove a pack
    Remove {
        /// Its id
        id: String,
    },
    /// Read the edition before the one that is read; done twice, it is as it was
    Rollback {
        /// The pack's id
        id: String,
    },
    /// Write an installed pack to a file, as it came
    Export {
        /// Its id; id@serial for the edition before
        id: String,
        /// The file; without it, named by id and serial in the current folder
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Print what changed between two packs, by question
    Diff {
        /// A file, or the id of an installed pack; id@serial for the edition before
        old: PathBuf,
        /// Another
        new: PathBuf,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Make keys, and trust those of publishers
    Key {
        /// What to do
        #[command(subcommand)]
        action: KeyAction,
    },
}

/// What `crossread pack build` is given.
#[derive(Debug, Args)]
pub(super) struct BuildArguments {
    /// Briefings: folders or files
    #[arg(value_name = "FOLDER", required = true)]
    pub folders: Vec<PathBuf>,
    /// The pack to write
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// The secret key that signs it, in minisign's format
    #[arg(long, value_name = "FILE")]
    pub key: Option<PathBuf>,
    /// A file with the key's password in its first line
    #[arg(long, value_name = "FILE", requires = "key")]
    pub password_file: Option<PathBuf>,
    /// Which pack it is, the same in all editions
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// What it is called
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,
    /// Who makes it
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,
    /// Which edition: 1, 2, 3
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u64).range(1..))]
    pub serial: Option<u64>,
    /// The last day on which it is current: 2026-03-01
    #[arg(long, value_name = "DATE")]
    pub expires: Option<String>,
}

/// What `crossread pack key` does.
#[derive(Debug, Subcommand)]
pub(super) enum KeyAction {
    /// Make a key: FILE to sign with, FILE.pub for readers
    New {
        /// The file of the secret key
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
        /// A file with a password in its first line; without it, the key has none
        #[arg(long, value_name = "FILE")]
        password_file: Option<PathBuf>,
    },
    /// List the keys that are trusted
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Trust a key: that of a pack, a .pub file, or the key itself
    Trust {
        /// A pack, a .pub file, or a key that begins with RW
        #[arg(value_name = "FILE|KEY")]
        key: String,
        /// Whose it is
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
    },
    /// Trust a key no more
    Forget {
        /// The key, the first digits of its fingerprint, or the name of its owner
        key: String,
    },
}

/// What `crossread import` is given.
#[derive(Debug, Args)]
pub(super) struct ImportArguments {
    /// Saved pages, texts, Markdown, feeds, EPUB, Kagi News JSON; `-` is standard input
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// The briefing's folder; it is made if it is not there
    #[arg(long, value_name = "FOLDER")]
    pub into: PathBuf,
    /// Who published them, whatever the files say
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,
    /// When they came out: 2025-12-26
    #[arg(long, value_name = "DATE")]
    pub published: Option<String>,
    /// Where they were
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// What they are: original, wire, secondary, official or analysis
    #[arg(long, value_name = "KIND", value_parser = PossibleValuesParser::new(ArticleKind::NAMES.map(|(name, _)| name)))]
    pub kind: Option<String>,
    /// Which items of a feed, book or list of stories: numbers (1,4-6), a date, words of the title, or all
    #[arg(long, value_name = "WHICH")]
    pub pick: Option<String>,
    /// Show what would be written, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Print what was made as JSON
    #[arg(long)]
    pub json: bool,
    /// List what was left out of a page
    #[arg(long)]
    pub verbose: bool,
}

/// What `crossread compare` is given.
#[derive(Debug, Args)]
pub(super) struct CompareArguments {
    /// A briefing by its id or path, or articles as files
    #[arg(value_name = "BRIEFING|FILE", required = true)]
    pub what: Vec<PathBuf>,
    /// Only this section; "" is what belongs to none
    #[arg(long, value_name = "ID")]
    pub section: Option<String>,
    /// Only these articles, by id
    #[arg(long, value_name = "A,B")]
    pub articles: Option<String>,
    /// Print JSON
    #[arg(long, group = "format")]
    pub json: bool,
    /// Print Markdown
    #[arg(long, group = "format")]
    pub markdown: bool,
    /// Print CSV, a row for each account
    #[arg(long, group = "format")]
    pub csv: bool,
}

/// The manual page: the commands as `--help` tells them, then the keys.
pub(super) fn manual() -> io::Result<Vec<u8>> {
    let mut command = Arguments::command();
    command.build();
    let mut page = Vec::new();
    let man = clap_mangen::Man::new(command.clone()).section("1");
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    let mut text = String::from(".SH COMMANDS\n");
    for sub in leaves(&command) {
        let usage = sub.clone().render_usage().to_string();
        let usage = usage.trim_start_matches("Usage: ").trim();
        let _ = writeln!(text, ".SS {}\n{}", escaped(usage), escaped(&about(sub)));
        for argument in sub.get_arguments().filter(|a| !a.is_global_set() && a.get_id() != "help") {
            let takes = argument.get_action().takes_values();
            let values = argument.get_value_names().filter(|_| takes).map_or_else(
                || if takes { argument.get_id().as_str().to_uppercase() } else { String::new() },
                |names| names.iter().map(clap::builder::Str::as_str).collect::<Vec<_>>().join(" "),
            );
            let name = match argument.get_long() {
                Some(long) => format!("--{long} {values}"),
                None => values,
            };
            let name = name.trim_end().to_owned();
            let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
            let _ = writeln!(text, ".TP\n\\fB{}\\fR\n{}", escaped(&name), escaped(&help));
        }
    }
    text.push_str(".SH KEYS\n.nf\n");
    text.push_str(&escaped(sheet::plain(&Keymap::default()).as_str()));
    text.push_str(".fi\n");
    text.push_str(include_str!("../../docs/manual.roff"));
    page.extend(text.into_bytes());
    Ok(page)
}

/// The commands that have none below them, in order.
fn leaves(command: &clap::Command) -> Vec<&clap::Command> {
    let (mut found, mut open) = (Vec::new(), vec![command]);
    while let Some(command) = open.pop() {
        let below: Vec<_> = command.get_subcommands().filter(|c| c.get_name() != "help").collect();
        if below.is_empty() {
            found.push(command);
        }
        open.extend(below.into_iter().rev());
    }
    found
}

fn about(command: &clap::Command) -> String {
    command.get_about().map(ToString::to_string).unwrap_or_default()
}

/// Text for roff: a hyphen is a minus, and a line never begins with a request.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    let lines: Vec<String> = text
        .split('\n')
        .map(|l| if l.starts_with(['.', '\'']) { format!("\\&{l}") } else { l.to_owned() })
        .collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }
}
