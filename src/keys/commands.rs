//! THE TABLE of commands: what a reader can do, where, with which keys, and how help names it.
//!
//! Key handling, conflict checks, the help view, the hints in the status line, `config/keys.toml`
//! and the manual all follow from it. A new command is a row here and an arm in a view.

/// What a key means. Generic verbs: the view in front decides what is opened, or what comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Command {
    Accept,
    Articles,
    Back,
    Bottom,
    Cancel,
    Collapse,
    CommandLine,
    Compare,
    Complete,
    Contents,
    CursorEnd,
    CursorLeft,
    CursorRight,
    CursorStart,
    DeleteBack,
    DeleteForward,
    DeleteLine,
    DeleteWord,
    Differences,
    Dismiss,
    Dismissed,
    Down,
    Everything,
    Filter,
    HalfDown,
    HalfUp,
    Help,
    Lead,
    Ledger,
    Left,
    Marks,
    Mute,
    Next,
    NextCitation,
    NextMark,
    NextQuestion,
    Open,
    Origins,
    PageDown,
    PageUp,
    Previous,
    PreviousCitation,
    PreviousMark,
    PreviousQuestion,
    Problems,
    Quit,
    Quotes,
    Redraw,
    Right,
    Sides,
    Sort,
    Source,
    Suspend,
    Terms,
    Timeline,
    Top,
    Up,
    Vouch,
    Whole,
    Why,
    Write,
}

/// Where a command works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// In every view, where the view has no other meaning for the key.
    Anywhere,
    /// The list of briefings.
    Shelf,
    /// A briefing's questions and answers.
    Reader,
    /// The list of a briefing's articles.
    Articles,
    /// One article.
    Article,
    /// A briefing's events.
    Timeline,
    /// A briefing's names and places.
    Terms,
    /// In every view of a comparison.
    Comparison,
    /// Which source answers which question.
    Grid,
    /// What differs.
    Differences,
    /// Articles beside each other.
    Sides,
    /// Who rests on whom.
    Origins,
    /// Every figure and quotation.
    Ledger,
    /// What speaks for a difference.
    Why,
    /// What is wrong with the files.
    Problems,
    /// What an import would write.
    Import,
    /// The list of keys.
    Help,
    /// While text is typed.
    Prompt,
}

impl Scope {
    /// All of them, in the order of the help.
    pub const ALL: [Self; 18] = [
        Self::Anywhere,
        Self::Shelf,
        Self::Reader,
        Self::Articles,
        Self::Article,
        Self::Timeline,
        Self::Terms,
        Self::Comparison,
        Self::Grid,
        Self::Differences,
        Self::Sides,
        Self::Origins,
        Self::Ledger,
        Self::Why,
        Self::Problems,
        Self::Import,
        Self::Help,
        Self::Prompt,
    ];

    /// Where a key is looked up: here, then in the next wider scope.
    pub fn chain(self) -> impl Iterator<Item = Self> + Clone {
        let between =
            matches!(self, Self::Grid | Self::Differences | Self::Sides | Self::Origins | Self::Ledger)
                .then_some(Self::Comparison);
        let last = (self != Self::Anywhere).then_some(Self::Anywhere);
        std::iter::once(self).chain(between).chain(last)
    }

    /// Does something stand in front there that can be opened?
    pub fn opens(self) -> bool {
        !matches!(
            self,
            Self::Anywhere
                | Self::Article
                | Self::Terms
                | Self::Problems
                | Self::Import
                | Self::Help
                | Self::Prompt
        )
    }

    /// The name in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Anywhere => "anywhere",
            Self::Shelf => "shelf",
            Self::Reader => "reader",
            Self::Articles => "articles",
            Self::Article => "article",
            Self::Timeline => "timeline",
            Self::Terms => "terms",
            Self::Comparison => "comparison",
            Self::Grid => "grid",
            Self::Differences => "differences",
            Self::Sides => "side-by-side",
            Self::Origins => "origins",
            Self::Ledger => "ledger",
            Self::Why => "why",
            Self::Problems => "problems",
            Self::Import => "import",
            Self::Help => "help",
            Self::Prompt => "prompt",
        }
    }

    /// The heading in the help.
    pub fn title(self) -> &'static str {
        match self {
            Self::Anywhere => "Anywhere",
            Self::Shelf => "On the shelf",
            Self::Reader => "In a briefing",
            Self::Articles => "In the list of articles",
            Self::Article => "In an article",
            Self::Timeline => "In the timeline",
            Self::Terms => "In the terms",
            Self::Comparison => "In a comparison",
            Self::Grid => "In the grid of a comparison",
            Self::Differences => "In the differences",
            Self::Sides => "Side by side",
            Self::Origins => "In the origins",
            Self::Ledger => "In the ledger",
            Self::Why => "In what speaks for a difference",
            Self::Problems => "In the problems",
            Self::Import => "Before an import is written",
            Self::Help => "In the help",
            Self::Prompt => "While typing",
        }
    }
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// What it does.
    pub command: Command,
    /// Its name in the configuration.
    pub name: &'static str,
    /// Where.
    pub scope: Scope,
    /// The keys it has by default.
    pub keys: &'static [&'static str],
    /// One line of help.
    pub help: &'static str,
    /// A word or two for the status line; empty: not shown there.
    pub hint: &'static str,
}

const fn row(
    scope: Scope,
    command: Command,
    name: &'static str,
    keys: &'static [&'static str],
    hint: &'static str,
    help: &'static str,
) -> Row {
    Row { command, name, scope, keys, help, hint }
}

use Command as C;
use Scope as S;

/// The table. In the status line the rows of the view in front come first, in this order.
pub const TABLE: &[Row] = &[
    row(S::Anywhere, C::Down, "down", &["j", "down"], "", "one line or row down (5j: five)"),
    row(S::Anywhere, C::Up, "up", &["k", "up"], "", "one line or row up"),
    row(S::Anywhere, C::HalfDown, "half-down", &["ctrl-d"], "", "half a screen down"),
    row(S::Anywhere, C::HalfUp, "half-up", &["ctrl-u"], "", "half a screen up"),
    row(
        S::Anywhere,
        C::PageDown,
        "page-down",
        &["space", "pagedown", "ctrl-f"],
        "",
        "a screen down; at the end of an answer, the next one",
    ),
    row(S::Anywhere, C::PageUp, "page-up", &["pageup", "ctrl-b"], "", "a screen up"),
    row(S::Anywhere, C::Top, "top", &["g", "home"], "", "to the top (3g: to number 3)"),
    row(S::Anywhere, C::Bottom, "bottom", &["G", "end"], "", "to the bottom (3G: to number 3)"),
    row(S::Anywhere, C::Open, "open", &["enter", "o"], "open", "open what is in front (3 enter: number 3)"),
    row(S::Anywhere, C::Back, "back", &["esc", "backspace", "ctrl-o"], "back", "back to where one came from"),
    row(S::Anywhere, C::Help, "help", &["?", "f1"], "help", "the keys that work here, and all others"),
    row(
        S::Anywhere,
        C::CommandLine,
        "command-line",
        &[":"],
        "",
        "type a command: import PATH, or the name of any other",
    ),
    row(S::Anywhere, C::Redraw, "redraw", &["ctrl-l"], "", "draw the screen anew"),
    row(S::Anywhere, C::Suspend, "suspend", &["ctrl-z"], "", "leave crossread waiting, back to the shell"),
    row(S::Anywhere, C::Quit, "quit", &["q", "ctrl-c"], "quit", "leave crossread"),
    row(
        S::Shelf,
        C::Filter,
        "filter",
        &["/", "f"],
        "filter",
        "only briefings with the words typed in title, summary or tags",
    ),
    row(S::Shelf, C::Sort, "sort", &["s"], "sort", "the next order: newest, oldest, title, problems"),
    row(S::Shelf, C::Problems, "problems", &["!"], "problems", "what is wrong with the briefing in front"),
    row(S::Reader, C::Next, "next", &["n", "right", "l"], "next", "next question"),
    row(S::Reader, C::Previous, "previous", &["p", "left", "h"], "previous", "previous question"),
    row(
        S::Reader,
        C::Compare,
        "compare",
        &["c"],
        "compare",
        "which source answers what, and where they differ",
    ),
    row(S::Reader, C::NextCitation, "next-citation", &["]"], "citation", "choose the next citation"),
    row(S::Reader, C::PreviousCitation, "previous-citation", &["["], "", "choose the citation before"),
    row(S::Reader, C::Contents, "contents", &["tab"], "questions", "to the list of questions and back"),
    row(S::Reader, C::Differences, "differences", &["d"], "", "what differs on this question"),
    row(S::Reader, C::Sides, "side-by-side", &["s"], "", "the sources side by side on this question"),
    row(S::Reader, C::Origins, "origins", &["O"], "", "who rests on whom"),
    row(S::Reader, C::Ledger, "ledger", &["L"], "", "every figure and quotation, and who gives it"),
    row(S::Reader, C::Articles, "articles", &["a"], "articles", "the articles it rests on"),
    row(S::Reader, C::Timeline, "timeline", &["t"], "timeline", "what happened when"),
    row(S::Reader, C::Terms, "terms", &["T"], "terms", "names, their other names, and places"),
    row(S::Reader, C::Problems, "problems", &["!"], "", "what is wrong with this briefing"),
    row(S::Articles, C::Next, "next", &["n", "right", "l"], "", "next article"),
    row(S::Articles, C::Previous, "previous", &["p", "left", "h"], "", "previous article"),
    row(S::Article, C::Next, "next", &["n", "right", "l"], "next", "next article"),
    row(S::Article, C::Previous, "previous", &["p", "left", "h"], "previous", "previous article"),
    row(S::Article, C::Marks, "marks", &["m"], "marks", "what others tell too, only here, or otherwise"),
    row(S::Article, C::NextMark, "next-mark", &["]"], "mark", "with marks: next difference"),
    row(S::Article, C::PreviousMark, "previous-mark", &["["], "", "with marks: previous difference"),
    row(S::Article, C::Why, "why", &["w"], "", "with marks: the rule, and all passages"),
    row(S::Timeline, C::Next, "next", &["n", "right", "l"], "", "next event"),
    row(S::Timeline, C::Previous, "previous", &["p", "left", "h"], "", "previous event"),
    row(S::Terms, C::Next, "next", &["n", "right", "l"], "", "next term"),
    row(S::Terms, C::Previous, "previous", &["p", "left", "h"], "", "previous term"),
    row(S::Comparison, C::Differences, "differences", &["d"], "list", "the list of what differs"),
    row(
        S::Comparison,
        C::Compare,
        "compare",
        &["c"],
        "grid",
        "the grid: which source answers which question",
    ),
    row(
        S::Comparison,
        C::Collapse,
        "collapse",
        &["x"],
        "copies",
        "copies behind what they were made of, and back",
    ),
    row(S::Comparison, C::Sides, "side-by-side", &["s"], "sides", "the sources side by side"),
    row(S::Comparison, C::Origins, "origins", &["O"], "origins", "who rests on whom"),
    row(S::Comparison, C::Ledger, "ledger", &["L"], "ledger", "every figure and quotation, and who gives it"),
    row(S::Grid, C::Left, "left", &["left", "h"], "", "the source to the left"),
    row(S::Grid, C::Right, "right", &["right", "l"], "", "the source to the right"),
    row(S::Grid, C::Mute, "mute", &["m"], "mute", "leave this source out of everything, and back"),
    row(S::Differences, C::Next, "next", &["n"], "next", "next difference"),
    row(S::Differences, C::Previous, "previous", &["N", "p"], "", "previous difference"),
    row(S::Differences, C::Why, "why", &["w"], "why", "the rule that found it, with all passages"),
    row(S::Differences, C::Whole, "whole", &["tab"], "all", "this question, or the whole briefing"),
    row(S::Differences, C::Filter, "filter", &["f"], "kind", "only differences of the next kind"),
    row(S::Differences, C::Source, "source", &["a"], "source", "only differences of the next source"),
    row(
        S::Differences,
        C::Everything,
        "everything",
        &["e"],
        "",
        "also what is the same, vaguer, or only here",
    ),
    row(
        S::Differences,
        C::Dismissed,
        "dismissed",
        &["."],
        "",
        "also what the curator dismissed, with the reason",
    ),
    row(S::Differences, C::Vouch, "vouch", &["="], "", "write it into briefing.toml as the curator's"),
    row(
        S::Differences,
        C::Dismiss,
        "dismiss",
        &["D"],
        "",
        "write into briefing.toml that it is none, and why",
    ),
    row(S::Sides, C::Next, "next", &["n"], "next", "next difference"),
    row(S::Sides, C::Previous, "previous", &["N", "p"], "", "previous difference"),
    row(S::Sides, C::Why, "why", &["w"], "why", "the rule that found it, with all passages"),
    row(S::Sides, C::Right, "right", &["right", "l"], "sources", "another source beside the first"),
    row(S::Sides, C::Left, "left", &["left", "h"], "", "the source before it beside the first"),
    row(S::Sides, C::Lead, "lead", &["f"], "", "the source beside the first comes first"),
    row(S::Sides, C::Whole, "whole", &["tab"], "all", "this question, or all that the sources say"),
    row(S::Sides, C::NextQuestion, "next-question", &["]"], "", "next question"),
    row(S::Sides, C::PreviousQuestion, "previous-question", &["["], "", "previous question"),
    row(S::Ledger, C::Quotes, "quotes", &["tab"], "quotes", "figures, or quotations"),
    row(S::Ledger, C::Next, "next", &["n"], "", "next value"),
    row(S::Ledger, C::Previous, "previous", &["N", "p"], "", "previous value"),
    row(S::Origins, C::Next, "next", &["n"], "", "next row"),
    row(S::Origins, C::Previous, "previous", &["N", "p"], "", "previous row"),
    row(S::Why, C::Why, "why", &["w"], "", "back to the difference"),
    row(S::Problems, C::Next, "next", &["n", "right", "l"], "next", "next problem"),
    row(S::Problems, C::Previous, "previous", &["p", "left", "h"], "previous", "previous problem"),
    row(S::Import, C::Write, "write", &["w"], "write", "write it"),
    row(S::Prompt, C::Accept, "accept", &["enter"], "keep", "keep what is typed and go on"),
    row(S::Prompt, C::Cancel, "cancel", &["esc"], "cancel", "leave, and take back what was typed"),
    row(S::Prompt, C::Complete, "complete", &["tab"], "", "complete the path of a file to import"),
    row(S::Prompt, C::Down, "down", &["down", "ctrl-n"], "", "one row down in the list"),
    row(S::Prompt, C::Up, "up", &["up", "ctrl-p"], "", "one row up in the list"),
    row(S::Prompt, C::DeleteBack, "delete-back", &["backspace", "ctrl-h"], "", "delete the character before"),
    row(
        S::Prompt,
        C::DeleteForward,
        "delete-forward",
        &["delete", "ctrl-d"],
        "",
        "delete the character after",
    ),
    row(S::Prompt, C::DeleteWord, "delete-word", &["ctrl-w", "alt-backspace"], "", "delete the word before"),
    row(S::Prompt, C::DeleteLine, "delete-line", &["ctrl-u"], "", "delete everything before"),
    row(S::Prompt, C::CursorLeft, "cursor-left", &["left", "ctrl-b"], "", "one character to the left"),
    row(S::Prompt, C::CursorRight, "cursor-right", &["right", "ctrl-f"], "", "one character to the right"),
    row(S::Prompt, C::CursorStart, "cursor-start", &["home", "ctrl-a"], "", "to the beginning"),
    row(S::Prompt, C::CursorEnd, "cursor-end", &["end", "ctrl-e"], "", "to the end"),
];

/// The rows of one scope, in order.
pub fn rows(scope: Scope) -> impl Iterator<Item = &'static Row> + Clone {
    TABLE.iter().filter(move |row| row.scope == scope)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Key;
    use std::collections::HashSet;

    #[test]
    fn no_name_and_no_key_stands_twice_in_a_scope() {
        let (mut names, mut keys) = (HashSet::new(), HashSet::new());
        for row in TABLE {
            assert!(names.insert((row.scope, row.name)), "{row:?}");
            for written in row.keys {
                let key = Key::read(written).expect(written);
                assert_eq!(key.to_string(), *written);
                assert!(keys.insert((row.scope, key)), "{row:?}");
            }
        }
    }

    #[test]
    fn no_view_takes_a_key_that_works_everywhere() {
        let everywhere: HashSet<&str> = rows(Scope::Anywhere).flat_map(|r| r.keys).copied().collect();
        for row in TABLE.iter().filter(|r| !matches!(r.scope, Scope::Anywhere | Scope::Prompt)) {
            assert!(row.keys.iter().all(|key| !everywhere.contains(key)), "{row:?}");
            for wider in row.scope.chain().skip(1).flat_map(rows) {
                assert!(row.keys.iter().all(|key| !wider.keys.contains(key)), "{row:?} and {wider:?}");
            }
        }
    }

    #[test]
    fn help_is_one_line_and_every_command_has_a_key() {
        for row in TABLE {
            assert!(!row.keys.is_empty() && !row.help.is_empty() && row.help.len() <= 64, "{row:?}");
            assert!(row.hint.len() <= 10, "{row:?}");
            assert!(
                row.keys.iter().all(|k| !k.starts_with(|c: char| c.is_ascii_digit())),
                "digits are counts: {row:?}"
            );
        }
    }
}
