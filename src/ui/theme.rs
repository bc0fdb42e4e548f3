//! Themes: how each role is set. Four come with the program, as files in `config/themes/`.

use ratatui::style::{Color, Modifier, Style};

use crate::document::{self, Log};
use crate::problem::nearest;
use crate::text;
use crate::text::{Str, Text};

/// What a piece of the screen is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Role {
    Text,
    Muted,
    Rule,
    Title,
    Heading,
    Selected,
    Bar,
    Key,
    Emphasis,
    Strong,
    Code,
    Quote,
    Link,
    Note,
    Chosen,
    Mark,
    Differs,
    Error,
    Warning,
}

const ROLES: [(&str, Role); 19] = [
    ("text", Role::Text),
    ("muted", Role::Muted),
    ("rule", Role::Rule),
    ("title", Role::Title),
    ("heading", Role::Heading),
    ("selected", Role::Selected),
    ("bar", Role::Bar),
    ("key", Role::Key),
    ("emphasis", Role::Emphasis),
    ("strong", Role::Strong),
    ("code", Role::Code),
    ("quote", Role::Quote),
    ("link", Role::Link),
    ("note", Role::Note),
    ("chosen", Role::Chosen),
    ("mark", Role::Mark),
    ("differs", Role::Differs),
    ("error", Role::Error),
    ("warning", Role::Warning),
];

/// The themes that come with the program.
const BUILT_IN: [(&str, &str); 4] = [
    ("dark", include_str!("../../config/themes/dark.toml")),
    ("light", include_str!("../../config/themes/light.toml")),
    ("high-contrast", include_str!("../../config/themes/high-contrast.toml")),
    ("monochrome", include_str!("../../config/themes/monochrome.toml")),
];

/// A style for every role.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    styles: [Style; ROLES.len()],
}

/// Which colours the terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// 256 or more.
    Rich,
    /// The sixteen with names.
    Sixteen,
}

impl Theme {
    /// The names of the themes that come with the program.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(name, _)| *name)
    }

    /// The theme of this name; the message where there is none.
    pub fn named(name: Str<'_>) -> Result<Self, Text> {
        if let Some((name, raw)) = BUILT_IN.iter().find(|(known, _)| *known == name.as_str()) {
            return Ok(Self::read(&mut Log::new(text!("{name}.toml"), raw)));
        }
        Err(match nearest(name, Self::names()) {
            Some(near) => text!("no theme is called `{name}`: did you mean `{near}`?"),
            None => text!(
                "no theme is called `{name}`; there are {}",
                Self::names().collect::<Vec<_>>().join(", ")
            ),
        })
    }

    /// Without any colour.
    pub fn monochrome() -> Self {
        Self::named("monochrome".into()).unwrap_or_else(|_| Self { styles: [Style::new(); ROLES.len()] })
    }

    /// Reads a theme; roles that are absent look like text, what cannot be read is noted.
    pub fn read(log: &mut Log<'_>) -> Self {
        let mut theme = Self { styles: [Style::new(); ROLES.len()] };
        document::read(log, |log, fields| {
            for (number, (name, _)) in ROLES.iter().enumerate() {
                let Some(written) = fields.text(log, name) else { continue };
                match style(written.value.as_str()) {
                    Ok(style) => theme.styles[number] = style,
                    Err(word) => {
                        log.error("bad-style", written.span, text!("`{word}` is no colour and no style"))
                            .hints
                            .push("such as `bold`, `italic`, `underline`, `reverse`, `red`, `110`, `#88c0d0`, `on black`".into());
                    }
                }
            }
            fields.finish(log);
        });
        theme
    }

    /// How a role is set.
    pub fn style(&self, role: Role) -> Style {
        let number = ROLES.iter().position(|(_, r)| *r == role).unwrap_or(0);
        self.styles[number]
    }

    /// The same for a terminal with fewer colours: the nearest of those it has.
    #[must_use]
    pub fn limited(mut self, depth: Depth) -> Self {
        if depth == Depth::Sixteen {
            for style in &mut self.styles {
                style.fg = style.fg.map(nearest_named);
                style.bg = style.bg.map(nearest_named);
            }
        }
        self
    }
}

fn style(written: &str) -> Result<Style, Text> {
    let mut style = Style::new();
    let mut background = false;
    for word in written.split_whitespace() {
        let modifier = match word {
            "bold" => Modifier::BOLD,
            "dim" => Modifier::DIM,
            "italic" => Modifier::ITALIC,
            "underline" => Modifier::UNDERLINED,
            "reverse" => Modifier::REVERSED,
            "on" => {
                background = true;
                continue;
            }
            _ => {
                let colour = colour(word).ok_or_else(|| Text::new(word))?;
                style = if background { style.bg(colour) } else { style.fg(colour) };
                continue;
            }
        };
        style = style.add_modifier(modifier);
    }
    Ok(style)
}

const NAMED: [(&str, Color, (u8, u8, u8)); 16] = [
    ("black", Color::Black, (0, 0, 0)),
    ("red", Color::Red, (170, 0, 0)),
    ("green", Color::Green, (0, 170, 0)),
    ("yellow", Color::Yellow, (170, 85, 0)),
    ("blue", Color::Blue, (0, 0, 170)),
    ("magenta", Color::Magenta, (170, 0, 170)),
    ("cyan", Color::Cyan, (0, 170, 170)),
    ("white", Color::Gray, (170, 170, 170)),
    ("bright-black", Color::DarkGray, (85, 85, 85)),
    ("bright-red", Color::LightRed, (255, 85, 85)),
    ("bright-green", Color::LightGreen, (85, 255, 85)),
    ("bright-yellow", Color::LightYellow, (255, 255, 85)),
    ("bright-blue", Color::LightBlue, (85, 85, 255)),
    ("bright-magenta", Color::LightMagenta, (255, 85, 255)),
    ("bright-cyan", Color::LightCyan, (85, 255, 255)),
    ("bright-white", Color::White, (255, 255, 255)),
];

fn colour(word: &str) -> Option<Color> {
    if word == "default" {
        return Some(Color::Reset);
    }
    if let Some((_, colour, _)) = NAMED.iter().find(|(name, ..)| *name == word) {
        return Some(*colour);
    }
    if let Some(digits) = word.strip_prefix('#') {
        let number = (digits.len() == 6).then(|| u32::from_str_radix(digits, 16).ok()).flatten()?;
        let [_, r, g, b] = number.to_be_bytes();
        return Some(Color::Rgb(r, g, b));
    }
    word.parse().ok().map(Color::Indexed)
}

/// Red, green and blue of the 256 colours, as xterm defines them.
fn rgb(index: u8) -> (u8, u8, u8) {
    match index {
        0..=15 => NAMED[usize::from(index)].2,
        16..=231 => {
            let level = |n: u8| if n == 0 { 0 } else { 55 + n * 40 };
            let i = index - 16;
            (level(i / 36), level(i / 6 % 6), level(i % 6))
        }
        _ => {
            let grey = 8 + (index - 232) * 10;
            (grey, grey, grey)
        }
    }
}

fn nearest_named(colour: Color) -> Color {
    let (r, g, b) = match colour {
        Color::Indexed(index) => rgb(index),
        Color::Rgb(r, g, b) => (r, g, b),
        named => return named,
    };
    let distance = |(x, y, z): (u8, u8, u8)| {
        let square = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
        square(r, x) + square(g, y) + square(b, z)
    };
    NAMED.iter().min_by_key(|(.., rgb)| distance(*rgb)).map_or(colour, |(_, named, _)| *named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_themes_set_every_role() {
        for (name, raw) in BUILT_IN {
            let mut log = Log::new(Text::new(name), raw);
            Theme::read(&mut log);
            assert_eq!(log.finish(), [], "{name}");
            for (role, _) in ROLES {
                assert!(raw.contains(&format!("\n{role} = ")), "{name}: {role}");
            }
        }
    }

    #[test]
    fn emphasis_and_selection_differ_from_text_in_every_theme() {
        for name in Theme::names() {
            let theme = Theme::named(name.into()).expect(name);
            for role in [Role::Emphasis, Role::Strong, Role::Selected, Role::Chosen, Role::Error, Role::Link]
            {
                assert_ne!(theme.style(role), theme.style(Role::Text), "{name}: {role:?}");
            }
            // Colour alone would be lost on some: emphasis, selection and choice have a weight or line too.
            for role in [Role::Emphasis, Role::Strong, Role::Selected, Role::Chosen, Role::Error] {
                assert!(!theme.style(role).add_modifier.is_empty(), "{name}: {role:?}");
            }
        }
    }

    #[test]
    fn monochrome_has_no_colour() {
        for style in Theme::monochrome().styles {
            assert!(matches!(style.fg, None | Some(Color::Reset)) && style.bg.is_none(), "{style:?}");
        }
    }

    #[test]
    fn an_unknown_role_or_word_has_a_place() {
        let mut log = Log::new(Text::new("mine.toml"), "txet = \"bold\"\nmuted = \"bold greyish\"\n");
        Theme::read(&mut log);
        let shown: Vec<String> = log.finish().iter().map(|p| p.place().to_string()).collect();
        assert_eq!(shown, ["mine.toml:1:1", "mine.toml:2:9"]);
    }

    #[test]
    fn sixteen_colours_are_enough() {
        let theme = Theme::named("dark".into()).expect("dark").limited(Depth::Sixteen);
        for style in theme.styles {
            assert!(!matches!(style.fg, Some(Color::Indexed(_) | Color::Rgb(..))), "{style:?}");
        }
    }
}
