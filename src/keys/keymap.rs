//! From keys to commands: the table, changed by the configuration, with what is wrong with the change.

use std::collections::HashMap;

use super::commands::{Command, Row, Scope, TABLE, rows};
use super::key::{Code, Key};
use crate::config::{Binding, unknown};
use crate::document::Log;
use crate::text;
use crate::text::Text;

/// Which key means what, in each scope.
#[derive(Debug, Clone)]
pub struct Keymap {
    /// Keys of each row of the table, by its number.
    keys: Vec<Vec<Key>>,
    by_key: HashMap<(Scope, Key), Command>,
}

impl Default for Keymap {
    fn default() -> Self {
        let keys = TABLE.iter().map(|row| row.keys.iter().filter_map(|k| Key::read(k)).collect()).collect();
        Self::of(keys)
    }
}

impl Keymap {
    /// The table with these changes; unknown names and conflicts are noted at their places.
    pub fn new(bindings: &[Binding], log: &mut Log<'_>) -> Self {
        let mut keys = Self::default().keys;
        let mut changed = Vec::new();
        for binding in bindings {
            let Some(scope) = Scope::ALL.into_iter().find(|s| s.name() == binding.scope.value.as_str())
            else {
                unknown(log, "unknown-scope", &binding.scope, "scope", Scope::ALL.map(Scope::name));
                continue;
            };
            let found =
                TABLE.iter().position(|r| r.scope == scope && r.name == binding.command.value.as_str());
            let Some(number) = found else {
                let what = text!("command of the scope `{}`", scope.name());
                unknown(log, "unknown-command", &binding.command, what.as_str(), rows(scope).map(|r| r.name));
                continue;
            };
            keys[number] = Vec::new();
            for written in &binding.keys {
                match Key::read(written.value.as_str()) {
                    None => {
                        log.error(
                            "unknown-key-name",
                            written.span.clone(),
                            text!("no key is called `{}`", written.value.line()),
                        )
                        .hints
                        .push("such as `j`, `G`, `ctrl-d`, `alt-enter`, `space`, `pagedown`, `f1`".into());
                    }
                    Some(key) if is_reserved(scope, key) => {
                        let why = if scope == Scope::Prompt { "it is typed" } else { "digits are counts" };
                        log.error(
                            "reserved-key",
                            written.span.clone(),
                            text!("`{key}` cannot be bound here: {why}"),
                        );
                    }
                    Some(key) => {
                        keys[number].push(key);
                        changed.push((number, key, written.span.clone()));
                    }
                }
            }
        }
        for (number, key, span) in changed {
            let row = &TABLE[number];
            let other = TABLE.iter().enumerate().find(|(other, r)| {
                *other != number && keys[*other].contains(&key) && overlap(row.scope, r.scope)
            });
            if let Some((at, other)) = other {
                let (scope, name) = (other.scope.name(), other.name);
                log.warn("key-conflict", span, text!("`{key}` also means `{name}` ({scope})"))
                    .hints
                    .push(text!("give that another key: [keys.{scope}] {name} = [\"…\"]"));
                if other.scope == row.scope {
                    // What the reader wrote goes before the default.
                    keys[at].retain(|k| *k != key);
                }
            }
        }
        Self::of(keys)
    }

    fn of(keys: Vec<Vec<Key>>) -> Self {
        let mut by_key = HashMap::new();
        for (row, keys) in TABLE.iter().zip(&keys) {
            for key in keys {
                by_key.entry((row.scope, *key)).or_insert(row.command);
            }
        }
        // A way out that no configuration takes away by accident; only another meaning does.
        let interrupt = Key { ctrl: true, ..Key::plain(Code::Char('c')) };
        by_key.entry((Scope::Anywhere, interrupt)).or_insert(Command::Quit);
        Self { keys, by_key }
    }

    /// What a key means in a view: there, or else in the next wider scope.
    pub fn command(&self, scope: Scope, key: Key) -> Option<Command> {
        scope.chain().find_map(|scope| self.by_key.get(&(scope, key)).copied())
    }

    /// The keys of a row, the first one is the one to show.
    pub fn keys(&self, row: &Row) -> &[Key] {
        let number = TABLE.iter().position(|r| r.scope == row.scope && r.name == row.name);
        number.map_or(&[], |n| &self.keys[n])
    }

    /// The first key of a command in a scope, or else in the next wider one, as it is shown.
    pub fn shown(&self, scope: Scope, command: Command) -> Text {
        let find = |scope| rows(scope).find(|r| r.command == command).and_then(|r| self.keys(r).first());
        scope.chain().find_map(find).map_or(text!("–"), |key| text!("{}", sign(*key)))
    }
}

fn is_reserved(scope: Scope, key: Key) -> bool {
    match key.typed() {
        Some(_) if scope == Scope::Prompt => true,
        Some(c) => c.is_ascii_digit(),
        None => false,
    }
}

/// Would a key in one of these scopes hide its meaning in the other?
fn overlap(one: Scope, other: Scope) -> bool {
    let hides = |one: Scope, other: Scope| one != Scope::Prompt && one.chain().any(|s| s == other);
    one == other || hides(one, other) || hides(other, one)
}

/// A key as the status line shows it: signs where a reader knows them.
pub(super) fn sign(key: Key) -> String {
    if key == Key::plain(key.code) {
        match key.code {
            Code::Enter => return "↵".into(),
            Code::Up => return "↑".into(),
            Code::Down => return "↓".into(),
            Code::Left => return "←".into(),
            Code::Right => return "→".into(),
            Code::Esc => return "Esc".into(),
            Code::Tab => return "Tab".into(),
            _ => {}
        }
    }
    key.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn map(raw: &str) -> (Keymap, String) {
        let mut log = Log::new(Text::new("config.toml"), raw);
        let config = crate::config::read(&mut log);
        let map = Keymap::new(&config.bindings, &mut log);
        (map, log.finish().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    }

    fn check(raw: &str, expected: &Expect) {
        expected.assert_eq(&map(raw).1);
    }

    fn key(written: &str) -> Key {
        Key::read(written).expect(written)
    }

    #[test]
    fn every_key_can_be_changed() {
        let (map, problems) = map("[keys.reader]\nnext = [\"x\", \"ctrl-j\"]\ntimeline = []\n");
        assert_eq!(problems, "");
        assert_eq!(map.command(Scope::Reader, key("x")), Some(Command::Next));
        assert_eq!(map.command(Scope::Reader, key("ctrl-j")), Some(Command::Next));
        assert_eq!(map.command(Scope::Reader, key("n")), None);
        assert_eq!(map.command(Scope::Reader, key("t")), None);
        assert_eq!(map.command(Scope::Reader, key("j")), Some(Command::Down));
    }

    #[test]
    fn ctrl_c_leaves_unless_it_is_given_another_meaning() {
        let (without, _) = map("[keys.anywhere]\nquit = []\n");
        assert_eq!(without.command(Scope::Reader, key("ctrl-c")), Some(Command::Quit));
        let (other, _) = map("[keys.anywhere]\nquit = [\"Q\"]\nhelp = [\"ctrl-c\"]\n");
        assert_eq!(other.command(Scope::Reader, key("ctrl-c")), Some(Command::Help));
    }

    #[test]
    fn conflicts_and_unknown_names_have_a_place() {
        check(
            "[keys.reader]\nnext = [\"t\", \"j\", \"5\", \"hyper-x\"]\nnxt = [\"x\"]\n[keys.raeder]\nnext = [\"x\"]\n[keys.prompt]\naccept = [\"a\"]\n",
            &expect![[r#"
                warning: `t` also means `timeline` (reader)
                  config.toml:2:9  [key-conflict]
                  2 │ next = ["t", "j", "5", "hyper-x"]
                    │         ^^^
                  try: give that another key: [keys.reader] timeline = ["…"]
                warning: `j` also means `down` (anywhere)
                  config.toml:2:14  [key-conflict]
                  2 │ next = ["t", "j", "5", "hyper-x"]
                    │              ^^^
                  try: give that another key: [keys.anywhere] down = ["…"]
                error: `5` cannot be bound here: digits are counts
                  config.toml:2:19  [reserved-key]
                  2 │ next = ["t", "j", "5", "hyper-x"]
                    │                   ^^^
                error: no key is called `hyper-x`
                  config.toml:2:24  [unknown-key-name]
                  2 │ next = ["t", "j", "5", "hyper-x"]
                    │                        ^^^^^^^^^
                  try: such as `j`, `G`, `ctrl-d`, `alt-enter`, `space`, `pagedown`, `f1`
                error: no command of the scope `reader` is called `nxt`
                  config.toml:3:1  [unknown-command]
                  3 │ nxt = ["x"]
                    │ ^^^
                  try: did you mean `next`?
                error: no scope is called `raeder`
                  config.toml:4:7  [unknown-scope]
                  4 │ [keys.raeder]
                    │       ^^^^^^
                  try: did you mean `reader`?
                error: `a` cannot be bound here: it is typed
                  config.toml:7:11  [reserved-key]
                  7 │ accept = ["a"]
                    │           ^^^"#]],
        );
    }

    #[test]
    fn what_the_reader_wrote_goes_before_the_default() {
        let (map, _) = map("[keys.reader]\nnext = [\"t\"]\n");
        assert_eq!(map.command(Scope::Reader, key("t")), Some(Command::Next));
    }
}
