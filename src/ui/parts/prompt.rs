//! One line of text being typed.

use unicode_segmentation::UnicodeSegmentation;

use crate::keys::Command;
use crate::text::Text;

/// The text and where the cursor is.
#[derive(Debug, Clone, Default)]
pub struct Prompt {
    text: String,
    /// A byte offset, on a grapheme's boundary.
    cursor: usize,
}

impl Prompt {
    /// With this text, the cursor at its end.
    pub fn new(text: &Text) -> Self {
        Self { text: text.as_str().to_owned(), cursor: text.as_str().len() }
    }

    /// What was typed.
    pub fn text(&self) -> Text {
        Text::new(&self.text)
    }

    /// What stands before the cursor.
    pub fn before(&self) -> Text {
        Text::new(&self.text[..self.cursor])
    }

    /// What stands after the cursor.
    pub fn after(&self) -> Text {
        Text::new(&self.text[self.cursor..])
    }

    /// Puts other text in the place of what stands before the cursor.
    pub fn replace_before(&mut self, text: &Text) {
        self.delete(0, self.cursor);
        self.insert(text);
    }

    /// Puts text in at the cursor, as one line.
    pub fn insert(&mut self, text: &Text) {
        let line: String = text.as_str().chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
        self.text.insert_str(self.cursor, &line);
        self.cursor += line.len();
    }

    /// Does what an editing command asks for; false when it is none.
    pub fn edit(&mut self, command: Command) -> bool {
        match command {
            Command::CursorLeft => self.cursor = self.left(),
            Command::CursorRight => self.cursor = self.right(),
            Command::CursorStart => self.cursor = 0,
            Command::CursorEnd => self.cursor = self.text.len(),
            Command::DeleteBack => self.delete(self.left(), self.cursor),
            Command::DeleteForward => self.delete(self.cursor, self.right()),
            Command::DeleteLine => self.delete(0, self.cursor),
            Command::DeleteWord => {
                let word = self.text[..self.cursor].trim_end();
                let start = word
                    .rfind(char::is_whitespace)
                    .map_or(0, |i| i + word[i..].chars().next().map_or(1, char::len_utf8));
                self.delete(start, self.cursor);
            }
            _ => return false,
        }
        true
    }

    fn left(&self) -> usize {
        self.text[..self.cursor].grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn right(&self) -> usize {
        self.text[self.cursor..].graphemes(true).next().map_or(self.cursor, |g| self.cursor + g.len())
    }

    fn delete(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.cursor = from;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_edited_by_graphemes_and_words() {
        let mut prompt = Prompt::default();
        prompt.insert(&Text::new("one two e\u{301}\n"));
        assert_eq!(prompt.text().as_str(), "one two e\u{301} ");
        prompt.edit(Command::DeleteBack);
        prompt.edit(Command::DeleteBack);
        assert_eq!(prompt.text().as_str(), "one two ");
        prompt.edit(Command::DeleteWord);
        assert_eq!(prompt.text().as_str(), "one ");
        prompt.edit(Command::CursorLeft);
        prompt.edit(Command::CursorLeft);
        prompt.edit(Command::DeleteForward);
        assert_eq!((prompt.before().as_str(), prompt.after().as_str()), ("on", " "));
        prompt.edit(Command::DeleteLine);
        assert_eq!(prompt.text().as_str(), " ");
        assert!(!prompt.edit(Command::Open));
    }
}
