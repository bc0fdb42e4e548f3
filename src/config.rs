//! The configuration: its text to options, and what is wrong with it.
//!
//! `config/default.toml` holds every option with its default and a line on each; the program prints
//! it with `crossread config`.

use std::path::PathBuf;

use crate::document::{self, At, Log};
use crate::library::Sort;
use crate::problem::nearest;
use crate::text;
use crate::text::Text;

/// The defaults, as a file that explains itself.
pub const DEFAULTS: &str = include_str!("../config/default.toml");

/// The themes that come with the program.
pub const THEMES: [&str; 4] = ["dark", "light", "high-contrast", "monochrome"];

/// What a reader can choose.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// The name of a theme.
    pub theme: Text,
    /// Columns of a line of text at most.
    pub measure: u16,
    /// How the shelf is sorted.
    pub sort: Sort,
    /// Folders and files that are read when none is named; `~` at the start is the home folder.
    pub library: Vec<PathBuf>,
    /// Keys by scope and command, as they stand in the file.
    pub bindings: Vec<Binding>,
}

/// Keys for one command.
#[derive(Debug, Clone, PartialEq)]
pub struct Binding {
    /// The name of the scope.
    pub scope: At<Text>,
    /// The name of the command.
    pub command: At<Text>,
    /// The names of the keys; none takes its keys away.
    pub keys: Vec<At<Text>>,
}

/// Columns that a line may have, at least and at most.
const MEASURES: std::ops::RangeInclusive<i64> = 20..=200;

impl Default for Config {
    fn default() -> Self {
        Self {
            theme: Text::new("dark"),
            measure: 72,
            sort: Sort::default(),
            library: Vec::new(),
            bindings: Vec::new(),
        }
    }
}

/// Reads a configuration; what cannot be used is noted and keeps its default.
pub fn read(log: &mut Log<'_>) -> Config {
    let mut config = Config::default();
    document::read(log, |log, fields| {
        if let Some(theme) = fields.text(log, "theme") {
            if THEMES.contains(&theme.value.as_str()) {
                config.theme = theme.value;
            } else {
                unknown(log, "unknown-theme", &theme, "theme", THEMES);
            }
        }
        if let Some(measure) = fields.integer(log, "measure") {
            match u16::try_from(measure.value) {
                Ok(columns) if MEASURES.contains(&measure.value) => config.measure = columns,
                _ => {
                    let message = text!(
                        "`measure` is {}, outside {} to {}",
                        measure.value,
                        MEASURES.start(),
                        MEASURES.end()
                    );
                    log.error("out-of-range", measure.span, message);
                }
            }
        }
        if let Some(sort) = fields.text(log, "sort") {
            match Sort::NAMES.iter().find(|(name, _)| *name == sort.value.as_str()) {
                Some((_, found)) => config.sort = *found,
                None => unknown(log, "unknown-value", &sort, "order", Sort::NAMES.map(|(name, _)| name)),
            }
        }
        config.library =
            fields.texts(log, "library").iter().map(|path| PathBuf::from(path.value.as_str())).collect();
        if let Some(scopes) = fields.table(log, "keys") {
            for scope in scopes.keys() {
                let Some(commands) = scopes.table_of(log, &scope.value) else { continue };
                for command in commands.keys() {
                    let keys = commands.texts_of(log, &command.value);
                    config.bindings.push(Binding { scope: scope.clone(), command, keys });
                }
            }
        }
        fields.finish(log);
    });
    config
}

/// Notes a name that is none of those known.
pub fn unknown<'k>(
    log: &mut Log<'_>,
    code: &'static str,
    found: &At<Text>,
    what: &str,
    known: impl IntoIterator<Item = &'k str>,
) {
    let known: Vec<&str> = known.into_iter().collect();
    let problem = log.error(code, found.span.clone(), text!("no {what} is called `{}`", found.value.line()));
    problem.hints.push(match nearest(found.value.get(), known.iter().copied()) {
        Some(near) => text!("did you mean `{near}`?"),
        None => text!("one of {}", known.join(", ")),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    fn problems(raw: &str) -> String {
        let mut log = Log::new(Text::new("config.toml"), raw);
        read(&mut log);
        log.finish().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn the_printed_defaults_are_the_defaults() {
        let mut log = Log::new(Text::new("default.toml"), DEFAULTS);
        let config = read(&mut log);
        assert_eq!(log.finish(), []);
        assert_eq!(config, Config::default());
        for option in ["theme", "measure", "sort", "library"] {
            assert!(DEFAULTS.contains(&format!("\n{option} = ")), "{option}");
        }
    }

    #[test]
    fn what_cannot_be_used_is_said_with_its_place() {
        expect![[r#"
            warning: `theem`: did you mean `theme`?
              config.toml:1:1  [unknown-key]
              1 │ theem = "dark"
                │ ^^^^^
            error: `measure` is 7, outside 20 to 200
              config.toml:2:11  [out-of-range]
              2 │ measure = 7
                │           ^
            error: no order is called `oldst`
              config.toml:3:8  [unknown-value]
              3 │ sort = "oldst"
                │        ^^^^^^^
              try: did you mean `oldest`?
            error: `reader` is an integer, and a table is wanted
              config.toml:5:10  [wrong-type]
              5 │ reader = 3
                │          ^"#]]
        .assert_eq(&problems("theem = \"dark\"\nmeasure = 7\nsort = \"oldst\"\n[keys]\nreader = 3\n"));
    }
}
