//! A key with its modifiers, and how it is written: `j`, `G`, `ctrl-d`, `shift-tab`, `pagedown`.

use std::fmt;

/// A key as the terminal reports it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// With Control.
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
    /// With Shift, for keys that are no characters: a character tells by itself.
    pub shift: bool,
}

/// Which key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Code {
    Char(char),
    F(u8),
    Backspace,
    Delete,
    Down,
    End,
    Enter,
    Esc,
    Home,
    Insert,
    Left,
    PageDown,
    PageUp,
    Right,
    Tab,
    Up,
}

const NAMES: [(&str, Code); 16] = [
    ("backspace", Code::Backspace),
    ("delete", Code::Delete),
    ("down", Code::Down),
    ("end", Code::End),
    ("enter", Code::Enter),
    ("esc", Code::Esc),
    ("home", Code::Home),
    ("insert", Code::Insert),
    ("left", Code::Left),
    ("pagedown", Code::PageDown),
    ("pageup", Code::PageUp),
    ("right", Code::Right),
    ("space", Code::Char(' ')),
    ("tab", Code::Tab),
    ("up", Code::Up),
    ("minus", Code::Char('-')),
];

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// Reads a key as it is written in the configuration. None when it is no such thing.
    pub fn read(written: &str) -> Option<Self> {
        let mut key = Self::plain(Code::Esc);
        let mut rest = written;
        loop {
            let lower = rest.to_ascii_lowercase();
            let cut = |prefix: &str| {
                (lower.starts_with(prefix) && rest.len() > prefix.len()).then_some(prefix.len())
            };
            if let Some(at) = cut("ctrl-") {
                key.ctrl = true;
                rest = &rest[at..];
            } else if let Some(at) = cut("alt-") {
                key.alt = true;
                rest = &rest[at..];
            } else if let Some(at) = cut("shift-") {
                key.shift = true;
                rest = &rest[at..];
            } else {
                break;
            }
        }
        let lower = rest.to_ascii_lowercase();
        let mut letters = rest.chars();
        key.code = match (letters.next(), letters.next()) {
            (Some(c), None) if !c.is_control() && !c.is_whitespace() => Code::Char(c),
            _ => match NAMES.iter().find(|(name, _)| *name == lower) {
                Some((_, code)) => *code,
                None => Code::F(lower.strip_prefix('f')?.parse().ok().filter(|n| (1..=24).contains(n))?),
            },
        };
        if let Code::Char(c) = key.code {
            if key.shift && c.is_ascii_lowercase() {
                key.code = Code::Char(c.to_ascii_uppercase());
            }
            if key.ctrl {
                // terminals report Control with the small letter
                key.code = Code::Char(c.to_ascii_lowercase());
            }
            key.shift = false;
        }
        Some(key)
    }

    /// The character that it types, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (on, name) in [(self.ctrl, "ctrl-"), (self.alt, "alt-"), (self.shift, "shift-")] {
            if on {
                f.write_str(name)?;
            }
        }
        match self.code {
            Code::F(n) => write!(f, "f{n}"),
            Code::Char(c) if !matches!(c, ' ' | '-') => write!(f, "{c}"),
            code => f.write_str(NAMES.iter().find(|(_, c)| *c == code).map_or("", |(name, _)| name)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_as_they_are_written() {
        for written in [
            "j",
            "G",
            "ctrl-d",
            "alt-enter",
            "shift-tab",
            "pagedown",
            "space",
            "f12",
            "ctrl-alt-x",
            "minus",
            "?",
            "é",
        ] {
            assert_eq!(Key::read(written).map(|k| k.to_string()).as_deref(), Some(written));
        }
        assert_eq!(Key::read("shift-g"), Key::read("G"));
        assert_eq!(Key::read("Ctrl-D"), Key::read("ctrl-d"));
        assert_eq!(Key::read("-"), Key::read("minus"));
        for wrong in ["", "ctrl-", "jj", "f25", "hyper-x", " "] {
            assert_eq!(Key::read(wrong), None, "{wrong}");
        }
    }
}
