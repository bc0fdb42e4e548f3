//! Text as Markdown that shows the same text: what would be markup is escaped, and no more, so
//! that evidence stays readable in its file.

/// One paragraph on one line. White space is single spaces.
pub(super) fn paragraph(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line_start(&inline(&line))
}

/// Escapes what would be markup inside of a line.
pub(super) fn inline(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    // Where the next bracket closes; looked up once for all that open before it.
    let mut close = 0;
    for (i, &c) in letters.iter().enumerate() {
        let before = i.checked_sub(1).map(|i| letters[i]);
        let after = letters.get(i + 1).copied();
        let markup = match c {
            '`' | '|' => true,
            // a star between spaces is a sign, not emphasis
            '*' => !(before.is_some_and(char::is_whitespace) && after.is_none_or(char::is_whitespace)),
            '\\' => after.is_none_or(|a| a.is_ascii_punctuation()),
            // snake_case is no emphasis
            '_' => !(before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)),
            '<' => after.is_some_and(|a| a.is_ascii_alphabetic() || matches!(a, '/' | '!' | '?')),
            '&' => {
                // `AT&T` names no character; the longest name has 31 letters
                let name = letters[i + 1..].iter().take(40);
                let end = name.copied().find(|a| !(a.is_ascii_alphanumeric() || *a == '#'));
                end == Some(';')
            }
            '[' => {
                if close <= i {
                    close = letters[i..].iter().position(|&c| c == ']').map_or(letters.len(), |at| at + i);
                }
                // `[^…` is a citation, `[…](`, `[…][` and `[…]:` are links.
                after == Some('^') || matches!(letters.get(close + 1), Some('(' | '[' | ':'))
            }
            ']' => matches!(after, Some('(' | '[' | ':')),
            _ => false,
        };
        if markup {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Escapes what would be markup at the start of a line.
pub(super) fn line_start(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=9).contains(&digits) && line[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    if line.starts_with(['#', '>', '+', '-', '=', '~', ':']) { format!("\\{line}") } else { line.to_owned() }
}

/// The same for a line that may begin with emphasis, code or a link of its own.
pub(super) fn line_start_unless_markup(line: &str) -> String {
    if line.starts_with(['*', '`', '[', '\\']) { line.to_owned() } else { line_start(line) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;
    use crate::text::markdown::{Kind, parse};
    use proptest::prelude::*;

    fn comes_back(text: &str) -> Result<(), TestCaseError> {
        let meant = Text::new(text).line();
        let written = Text::new(&paragraph(meant.as_str()));
        let document = parse(&written);
        if meant.is_blank() {
            return Ok(());
        }
        prop_assert_eq!(document.blocks.len(), 1, "{:?}", written);
        prop_assert_eq!(document.blocks[0].kind, Kind::Paragraph);
        prop_assert_eq!(&document.blocks[0].text, &meant, "{:?}", written);
        prop_assert!(document.blocks[0].runs.is_empty(), "{:?}", document.blocks[0].runs);
        prop_assert!(document.notes.is_empty());
        Ok(())
    }

    #[test]
    fn plain_prose_is_left_alone() {
        for prose in
            ["A 5-year plan, it said [of the clashes].", "snake_case & co, 3 < 4", "“Quoted” words; 1,340km"]
        {
            assert_eq!(paragraph(prose), prose);
        }
        assert_eq!(paragraph("- no item"), "\\- no item");
        assert_eq!(paragraph("1986. A year"), "1986\\. A year");
    }

    proptest! {
        #[test]
        fn any_paragraph_comes_back(text in ".{0,80}") {
            comes_back(&text)?;
        }

        #[test]
        fn markup_comes_back_as_text(text in r"(?:[a-c1 *_`\\\[\]()<>#&;:|~=+^!.-]|amp|http://a\.b|\[\^x\]|<b>){0,30}") {
            comes_back(&text)?;
        }
    }
}
