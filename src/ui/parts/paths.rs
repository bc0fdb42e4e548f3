//! Paths as they are typed: parted by spaces, those that hold spaces in quotation marks.

use std::path::PathBuf;

/// A word, where it begins, and the quotation mark that is still open in it.
struct Word {
    text: String,
    start: usize,
    open: Option<char>,
}

fn words(typed: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open: Option<char> = None;
    let mut fresh = true;
    for (at, c) in typed.char_indices() {
        let mark = matches!(c, '"' | '\'');
        if open.is_none() && c.is_whitespace() {
            fresh = true;
            continue;
        }
        if fresh {
            words.push(Word { text: String::new(), start: at, open: None });
            fresh = false;
        }
        let Some(word) = words.last_mut() else { continue };
        match open {
            Some(closing) if c == closing => open = None,
            None if mark => open = Some(c),
            _ => word.text.push(c),
        }
        word.open = open;
    }
    words
}

/// The paths that were typed.
pub fn typed(typed: &str) -> Vec<PathBuf> {
    words(typed).into_iter().map(|word| PathBuf::from(word.text)).collect()
}

/// The path that is being typed, if only its beginning; none where a space has ended it.
pub fn last(typed: &str) -> Option<String> {
    let last = words(typed).pop()?;
    (last.open.is_some() || !typed.ends_with(char::is_whitespace)).then_some(last.text)
}

/// What is typed with its last path as long as all that were `found` begin; none where that is no
/// longer than it is.
pub fn completed(typed: &str, found: &[String]) -> Option<String> {
    let last = words(typed).pop()?;
    let (first, others) = found.split_first()?;
    let common = others.iter().fold(first.as_str(), |common, other| {
        let same = common.char_indices().zip(other.chars()).find(|((_, a), b)| a != b);
        let end = same.map_or(common.len().min(other.len()), |((at, _), _)| at);
        &common[..end]
    });
    if common.len() <= last.text.len() {
        return None;
    }
    let quote = if common.contains('"') { '\'' } else { '"' };
    let word = match common.contains([' ', '"', '\'']) {
        // A folder goes on, and so does what several names share.
        true if others.is_empty() && !common.ends_with('/') => format!("{quote}{common}{quote}"),
        true => format!("{quote}{common}"),
        false => common.to_owned(),
    };
    Some(format!("{}{word}", &typed[..last.start]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_parted_and_completed() {
        assert_eq!(typed("a 'b c' d\"e f\""), ["a", "b c", "de f"].map(PathBuf::from));
        assert_eq!(last("a 'b c").as_deref(), Some("b c"));
        assert_eq!(last("a "), None);
        let found = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        let done = |typed: &str, names: &[&str]| completed(typed, &found(names));
        assert_eq!(done("import x/a", &["x/article.html", "x/artist.txt"]).as_deref(), Some("import x/arti"));
        assert_eq!(done("import x/arti", &["x/article.html", "x/artist.txt"]), None);
        assert_eq!(done("import S", &["Saved pages/"]).as_deref(), Some("import \"Saved pages/"));
        assert_eq!(
            done("import \"Saved pages/o", &["Saved pages/one.html"]).as_deref(),
            Some("import \"Saved pages/one.html\"")
        );
        assert_eq!(done("import é", &["été.txt", "étude.txt"]).as_deref(), Some("import ét"));
        assert_eq!(done("import x", &[]), None);
    }
}
