//! The table of commands as text: what `crossread keys` and the help view show, and `config/keys.toml`.

use std::fmt::Write as _;

use super::commands::{Row, Scope, rows};
use super::keymap::Keymap;
use crate::text;
use crate::text::Text;

/// One line of the sheet.
#[derive(Debug, Clone)]
pub enum Line {
    /// The name of a scope.
    Heading(&'static str),
    /// Keys, and what they do, by name and help.
    Row(Text, &'static Row),
}

/// The sheet for these scopes, each with its heading.
pub fn lines(keymap: &Keymap, scopes: &[Scope]) -> Vec<Line> {
    let mut lines = Vec::new();
    for &scope in scopes {
        if rows(scope).next().is_none() {
            continue;
        }
        lines.push(Line::Heading(scope.title()));
        lines.extend(rows(scope).map(|row| Line::Row(keys(keymap, row), row)));
    }
    lines
}

fn keys(keymap: &Keymap, row: &Row) -> Text {
    let keys: Vec<String> = keymap.keys(row).iter().map(ToString::to_string).collect();
    if keys.is_empty() { Text::new("–") } else { Text::new(&keys.join("  ")) }
}

/// The sheet as plain text, as `crossread keys` prints it.
pub fn plain(keymap: &Keymap) -> Text {
    let mut out = String::new();
    for line in lines(keymap, &Scope::ALL) {
        match line {
            Line::Heading(title) if out.is_empty() => out.push_str(title),
            Line::Heading(title) => {
                let _ = write!(out, "\n{title}");
            }
            Line::Row(keys, row) => {
                let _ = write!(out, "  {keys:25} {:18} {}", row.name, row.help);
            }
        }
        out.push('\n');
    }
    Text::new(&out)
}

/// The whole table as a configuration, which is what `config/keys.toml` holds.
pub fn toml() -> Text {
    let mut out = String::from(
        "# Every command with its keys, generated from the table of commands.\n# Copy what you change into the [keys] part of your configuration.\n",
    );
    for scope in Scope::ALL {
        if rows(scope).next().is_none() {
            continue;
        }
        let _ = write!(out, "\n[keys.{}]\n", scope.name());
        for row in rows(scope) {
            let keys: Vec<String> = row.keys.iter().map(|k| format!("{k:?}")).collect();
            let _ = writeln!(out, "{} = [{}] # {}", row.name, keys.join(", "), row.help);
        }
    }
    text!("{out}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Log;

    #[test]
    fn the_generated_file_is_current() {
        expect_test::expect_file!["../../config/keys.toml"].assert_eq(toml().as_str());
    }

    #[test]
    fn the_generated_file_is_a_configuration_that_changes_nothing() {
        let raw = toml();
        let mut log = Log::new(Text::new("keys.toml"), raw.as_str());
        let config = crate::config::read(&mut log);
        let keymap = Keymap::new(&config.bindings, &mut log);
        assert_eq!(log.finish(), []);
        assert_eq!(plain(&keymap), plain(&Keymap::default()));
    }
}
