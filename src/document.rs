//! A TOML file read with places: every value is asked for by name, every fault is noted, and
//! whatever can be read is read. The briefing format, the configuration and the themes use it.

use std::borrow::Cow;
use std::ops::Range;

use chrono::{FixedOffset, NaiveDate, NaiveTime};
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::Datetime;
use unicode_segmentation::UnicodeSegmentation;

use crate::problem::{Excerpt, Problem, Severity, nearest};
use crate::text;
use crate::text::{Text, clean, width};

/// Problems beyond this number a file are counted, not listed.
const MOST_PROBLEMS: usize = 1000;
/// Columns of the excerpt of a long line.
const EXCERPT: usize = 76;

/// Collects the problems of one file and knows where its lines begin.
pub struct Log<'a> {
    file: Text,
    raw: &'a str,
    lines: Vec<usize>,
    problems: Vec<Problem>,
    left_out: usize,
    /// Of those left out; warnings alone must not make `check` fail.
    worst_left_out: Severity,
}

impl<'a> Log<'a> {
    /// A log for the file of this name and content.
    pub fn new(file: Text, raw: &'a str) -> Self {
        let lines = std::iter::once(0)
            .chain(raw.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1))
            .collect();
        Self { file, raw, lines, problems: Vec::new(), left_out: 0, worst_left_out: Severity::Warning }
    }

    /// The file's content, as it stands.
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    /// Notes a fault at these bytes of the file.
    pub fn add(
        &mut self,
        severity: Severity,
        code: &'static str,
        at: Range<usize>,
        message: Text,
    ) -> &mut Problem {
        if self.problems.len() >= MOST_PROBLEMS {
            self.left_out += 1;
            self.worst_left_out = self.worst_left_out.min(severity);
            self.problems.truncate(MOST_PROBLEMS);
            // It will be dropped; finding its place in a line of a megabyte is not worth it.
            self.problems.push(Problem::of_file(self.file.clone(), severity, code, message));
            return &mut self.problems[MOST_PROBLEMS];
        }
        let at = self.char_boundary(at.start)..self.char_boundary(at.end);
        let line = self.lines.partition_point(|&start| start <= at.start).max(1) - 1;
        let start = self.lines[line];
        let end = self.lines.get(line + 1).map_or(self.raw.len(), |&next| next - 1);
        let before = &self.raw[start..at.start.max(start)];
        let problem = Problem {
            file: self.file.clone(),
            line: line + 1,
            column: before.chars().count() + 1,
            severity,
            code,
            message,
            hints: Vec::new(),
            excerpt: Some(excerpt(
                before,
                &self.raw[at.start.min(end)..at.end.clamp(at.start.min(end), end)],
                &self.raw[at.end.clamp(at.start.min(end), end)..end],
            )),
        };
        self.problems.push(problem);
        let last = self.problems.len() - 1;
        &mut self.problems[last]
    }

    /// Are further problems only counted? Then what costs time to say of them need not be found out.
    pub fn is_full(&self) -> bool {
        self.problems.len() >= MOST_PROBLEMS
    }

    /// Notes an error.
    pub fn error(&mut self, code: &'static str, at: Range<usize>, message: Text) -> &mut Problem {
        self.add(Severity::Error, code, at, message)
    }

    /// Notes a warning.
    pub fn warn(&mut self, code: &'static str, at: Range<usize>, message: Text) -> &mut Problem {
        self.add(Severity::Warning, code, at, message)
    }

    /// All problems, in the order of their places.
    pub fn finish(mut self) -> Vec<Problem> {
        if self.left_out > 0 {
            self.problems.truncate(MOST_PROBLEMS);
        }
        self.problems.sort_by_key(|p| (p.line, p.column));
        if self.left_out > 0 {
            self.problems.push(Problem::of_file(
                self.file,
                self.worst_left_out,
                "more-problems",
                text!("{} more problems are not listed", self.left_out),
            ));
        }
        self.problems
    }

    fn char_boundary(&self, mut at: usize) -> usize {
        at = at.min(self.raw.len());
        while !self.raw.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

/// The part of a line around the fault, cleaned, with the column that the carets begin at.
fn excerpt(before: &str, fault: &str, after: &str) -> Excerpt {
    let clean_part = |part: &str| Text::new(part).as_str().replace(['\t', '\n'], " ");
    let graphemes_back = |part: &str, most: usize| {
        let mut kept: Vec<&str> = part.graphemes(true).rev().take(most).collect();
        let cut = kept.iter().map(|g| g.len()).sum::<usize>() < part.len();
        kept.reverse();
        (kept.concat(), cut)
    };
    let graphemes = |part: &str, most: usize| part.graphemes(true).take(most).collect::<String>();
    // Only what may be shown is cleaned: a line can be a megabyte long.
    let tail_start = before.char_indices().rev().nth(EXCERPT * 2).map_or(0, |(i, _)| i);
    let head = |part: &str| part.chars().take(EXCERPT * 2).collect::<String>();
    let shown_fault = clean_part(&head(fault));
    let (mut shown, cut) = graphemes_back(&clean_part(&before[tail_start..]), EXCERPT / 2);
    if cut || tail_start > 0 {
        shown.insert(0, '…');
    }
    let column = width(&shown);
    let fault = graphemes(&shown_fault, EXCERPT / 2);
    let carets = width(fault.trim_end());
    shown.push_str(&fault);
    let after = if fault.len() < shown_fault.len() { String::new() } else { clean_part(&head(after)) };
    shown.push_str(&graphemes(&after, EXCERPT.saturating_sub(column + carets)));
    Excerpt { line: Text::new(shown.trim_end()), column, carets: carets.max(1) }
}

/// Bytes as UTF-8; what is none becomes U+FFFD and a problem with its place.
pub fn decode<'b>(file: &Text, bytes: &'b [u8]) -> (Cow<'b, str>, Vec<Problem>) {
    let content = String::from_utf8_lossy(bytes);
    let mut problems = Vec::new();
    if let Err(fault) = std::str::from_utf8(bytes) {
        let at = fault.valid_up_to();
        let found = bytes[at];
        let mut log = Log::new(file.clone(), &content);
        let problem = log.error("not-utf8", at..at + 3, text!("byte `0x{found:02x}` is not UTF-8"));
        problem.hints.push(Text::new("save the file as UTF-8"));
        problems = log.finish();
    }
    (content, problems)
}

/// Reads a TOML text, calls `fill` with its top table, and returns what that made of it. TOML faults are noted, and
/// what stands after them is read all the same.
pub fn read<T>(log: &mut Log<'_>, fill: impl FnOnce(&mut Log<'_>, &mut Fields<'_, '_>) -> T) -> T {
    let raw = log.raw();
    let (table, faults) = DeTable::parse_recoverable(raw);
    for fault in faults {
        let at = fault.span().unwrap_or(0..0);
        let message = fault.message().trim().replace('\n', ", ");
        if ["invalid date", "invalid time", "invalid offset"].iter().any(|what| message.starts_with(what)) {
            let problem = log.error("bad-date", at, text!("{message}"));
            problem.hints.push(Text::new("a date is written 2025-11-26"));
        } else {
            log.error("toml", at, text!("{message}"));
        }
    }
    let mut fields = Fields::new(table.get_ref(), 0..0);
    fill(log, &mut fields)
}

/// The keys of one table, each asked for once.
pub struct Fields<'d, 'i> {
    table: &'d DeTable<'i>,
    known: Vec<&'static str>,
    /// Where the table stands in the file; empty for the top one.
    pub span: Range<usize>,
}

/// A value with the bytes that it stands in.
#[derive(Debug, Clone, PartialEq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Its bytes in the file.
    pub span: Range<usize>,
}

/// A date, perhaps with a time and an offset from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// The day, where it was written.
    pub date: NaiveDate,
    /// The time of day.
    pub time: Option<NaiveTime>,
    /// The offset from UTC.
    pub offset: Option<FixedOffset>,
}

impl<'d, 'i> Fields<'d, 'i> {
    fn new(table: &'d DeTable<'i>, span: Range<usize>) -> Self {
        Self { table, known: Vec::new(), span }
    }

    /// Was the key written?
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    fn take(&mut self, key: &'static str) -> Option<&'d Spanned<DeValue<'i>>> {
        self.known.push(key);
        self.table.get(key)
    }

    /// A string, cleaned; hidden characters in it are a warning.
    pub fn text(&mut self, log: &mut Log<'_>, key: &'static str) -> Option<At<Text>> {
        let value = self.take(key)?;
        text_of(log, key, value)
    }

    /// A list of strings; one string alone counts as a list of one.
    pub fn texts(&mut self, log: &mut Log<'_>, key: &'static str) -> Vec<At<Text>> {
        let Some(value) = self.take(key) else { return Vec::new() };
        match value.get_ref() {
            DeValue::Array(items) => items.iter().filter_map(|item| text_of(log, key, item)).collect(),
            DeValue::String(_) => {
                let found = text_of(log, key, value);
                wrong_type(log, key, "a list of strings", value).hints.push(text!("{key} = [\"…\"]"));
                found.into_iter().collect()
            }
            _ => {
                wrong_type(log, key, "a list of strings", value);
                Vec::new()
            }
        }
    }

    /// A whole number.
    pub fn integer(&mut self, log: &mut Log<'_>, key: &'static str) -> Option<At<i64>> {
        let value = self.take(key)?;
        let DeValue::Integer(written) = value.get_ref() else {
            wrong_type(log, key, "a whole number", value);
            return None;
        };
        let number = i64::from_str_radix(&written.as_str().replace('_', ""), written.radix()).ok();
        if number.is_none() {
            let message = text!("`{key}` is too large a number: {}", written.as_str());
            log.error("out-of-range", value.span(), message);
        }
        number.map(|number| At { value: number, span: value.span() })
    }

    /// A number, whole or not.
    pub fn number(&mut self, log: &mut Log<'_>, key: &'static str) -> Option<At<f64>> {
        let value = self.take(key)?;
        let parsed = match value.get_ref() {
            DeValue::Integer(n) if n.radix() == 10 => n.as_str().replace('_', "").parse().ok(),
            DeValue::Integer(n) => {
                i32::from_str_radix(&n.as_str().replace('_', ""), n.radix()).ok().map(f64::from)
            }
            DeValue::Float(n) => n.as_str().replace('_', "").parse().ok(),
            _ => None,
        };
        if parsed.is_none() {
            wrong_type(log, key, "a number", value);
        }
        parsed.map(|number| At { value: number, span: value.span() })
    }

    /// A date or date-time; one in quotes is read too, and said to be a string.
    pub fn stamp(&mut self, log: &mut Log<'_>, key: &'static str) -> Option<At<Stamp>> {
        let value = self.take(key)?;
        let span = value.span();
        match value.get_ref() {
            DeValue::Datetime(written) => {
                let stamp = Stamp::of(written);
                // A date that TOML refused comes empty, and has been told of.
                if stamp.is_none() && (written.date.is_some() || written.time.is_some()) {
                    let message = text!("`{written}` is not a day of the calendar");
                    log.error("bad-date", span.clone(), message);
                }
                stamp.map(|stamp| At { value: stamp, span })
            }
            DeValue::String(written) => {
                let problem = wrong_type(log, key, "a date", value);
                let stamp = written.trim().parse::<Datetime>().ok().as_ref().and_then(Stamp::of)?;
                problem.hints.push(text!("write it without quotes: {key} = {}", Text::new(written.trim())));
                Some(At { value: stamp, span })
            }
            _ => {
                wrong_type(log, key, "a date", value);
                None
            }
        }
    }

    /// A date as people write one: a TOML date, or a string whose form the caller reads.
    pub fn date_text(&mut self, log: &mut Log<'_>, key: &'static str) -> Option<At<Text>> {
        let value = self.take(key)?;
        match value.get_ref() {
            // A date that TOML refused comes empty, and has been told of.
            DeValue::Datetime(written) => (written.date.is_some() || written.time.is_some())
                .then(|| At { value: text!("{written}"), span: value.span() }),
            // `when = 2025` is a year to anybody but TOML
            DeValue::Integer(year) => Some(At { value: Text::new(year.as_str()), span: value.span() }),
            DeValue::String(_) => text_of(log, key, value),
            _ => {
                wrong_type(log, key, "a date", value);
                None
            }
        }
    }

    /// A list of tables: `[[key]]`, or tables in brackets.
    pub fn tables(&mut self, log: &mut Log<'_>, key: &'static str) -> Vec<Fields<'d, 'i>> {
        let Some(value) = self.take(key) else { return Vec::new() };
        match value.get_ref() {
            DeValue::Array(items) => items
                .iter()
                .filter_map(|item| {
                    if let DeValue::Table(table) = item.get_ref() {
                        return Some(Fields::new(table, item.span()));
                    }
                    wrong_type(log, key, "a table", item);
                    None
                })
                .collect(),
            DeValue::Table(table) => {
                // `[section]` for `[[section]]`: what was meant is plain
                let problem = wrong_type(log, key, "a list of tables", value);
                problem.hints.push(text!("write [[{key}]]"));
                vec![Fields::new(table, value.span())]
            }
            _ => {
                wrong_type(log, key, "a list of tables", value);
                Vec::new()
            }
        }
    }

    /// A table.
    pub fn table(&mut self, log: &mut Log<'_>, key: &'static str) -> Option<Fields<'d, 'i>> {
        let value = self.take(key)?;
        if let DeValue::Table(table) = value.get_ref() {
            Some(Fields::new(table, value.span()))
        } else {
            wrong_type(log, key, "a table", value);
            None
        }
    }

    /// Every key with its bytes, in the order of the file, for tables whose keys are names of something.
    pub fn keys(&self) -> Vec<At<Text>> {
        let mut keys: Vec<_> =
            self.table.keys().map(|key| At { value: Text::new(key.get_ref()), span: key.span() }).collect();
        keys.sort_by_key(|key| key.span.start);
        keys
    }

    /// The string, or list of strings, of a key that is no name of the program's.
    pub fn texts_of(&self, log: &mut Log<'_>, key: &Text) -> Vec<At<Text>> {
        match self.table.get(key.as_str()) {
            Some(value) => match value.get_ref() {
                DeValue::Array(items) => {
                    items.iter().filter_map(|item| text_of(log, key.as_str(), item)).collect()
                }
                _ => text_of(log, key.as_str(), value).into_iter().collect(),
            },
            None => Vec::new(),
        }
    }

    /// The table of a key that is no name of the program's.
    pub fn table_of(&self, log: &mut Log<'_>, key: &Text) -> Option<Fields<'d, 'i>> {
        let value = self.table.get(key.as_str())?;
        if let DeValue::Table(table) = value.get_ref() {
            Some(Fields::new(table, value.span()))
        } else {
            wrong_type(log, key.as_str(), "a table", value);
            None
        }
    }

    /// Warns of every key that nobody asked for, with the known one that is nearest.
    pub fn finish(&self, log: &mut Log<'_>) {
        for key in self.table.keys() {
            if self.known.iter().any(|known| known == key.get_ref()) {
                continue;
            }
            if log.is_full() {
                log.warn("unknown-key", key.span(), Text::default());
                continue;
            }
            // A line break in a key would let a file write lines of its own into a report.
            let name = Text::new(key.get_ref()).line();
            let near = nearest(name.get(), self.known.iter().copied());
            let message = match near {
                Some(near) => text!("`{name}`: did you mean `{near}`?"),
                None => text!("`{name}` is not a key that is read here"),
            };
            let mut known: Vec<&str> = self.known.clone();
            known.sort_unstable();
            let problem = log.warn("unknown-key", key.span(), message);
            if near.is_none() && !known.is_empty() {
                problem.hints.push(text!("known here: {}", known.join(", ")));
            }
            let hidden = clean::clean(key.get_ref()).1;
            if hidden.count > 0 {
                warn_hidden(log, key.span(), hidden);
            }
        }
    }
}

fn text_of(log: &mut Log<'_>, key: &str, value: &Spanned<DeValue<'_>>) -> Option<At<Text>> {
    let DeValue::String(raw) = value.get_ref() else {
        wrong_type(log, key, "a string", value);
        return None;
    };
    let (clean, removed) = clean::clean(raw);
    if removed.count > 0 {
        warn_hidden(log, value.span(), removed);
    }
    Some(At { value: Text::new(&clean), span: value.span() })
}

fn warn_hidden(log: &mut Log<'_>, span: Range<usize>, removed: clean::Removed) {
    let Some(first) = removed.first else { return };
    let written = log.raw().get(span.clone()).and_then(|raw| raw.find(first));
    let at = written.map_or(span.clone(), |i| span.start + i..span.start + i + first.len_utf8());
    let number = u32::from(first);
    let message = match removed.count {
        1 => text!("hidden character U+{number:04X} was removed"),
        n => text!("{n} hidden characters were removed, the first is U+{number:04X}"),
    };
    let problem = log.warn("hidden-characters", at, message);
    problem.hints.push(Text::new("delete them, unless the text was copied as evidence"));
}

fn wrong_type<'l>(
    log: &'l mut Log<'_>,
    key: &str,
    wanted: &str,
    value: &Spanned<DeValue<'_>>,
) -> &'l mut Problem {
    let found = value.get_ref().type_str();
    let message = text!("`{key}` is {}, and {wanted} is wanted", with_article(found));
    log.error("wrong-type", value.span(), message.line())
}

fn with_article(kind: &str) -> String {
    match kind {
        "integer" | "array" => format!("an {kind}"),
        _ => format!("a {kind}"),
    }
}

impl Stamp {
    /// None when it is no day of the calendar, or a time without a date.
    pub(crate) fn of(written: &Datetime) -> Option<Self> {
        let date = written.date?;
        let date = NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))?;
        let time = match written.time {
            // A leap second is shown as the second before it.
            Some(t) => Some(NaiveTime::from_hms_opt(
                u32::from(t.hour),
                u32::from(t.minute),
                u32::from(t.second.unwrap_or(0).min(59)),
            )?),
            None => None,
        };
        let offset = match written.offset {
            Some(toml::value::Offset::Z) => FixedOffset::east_opt(0),
            Some(toml::value::Offset::Custom { minutes }) => FixedOffset::east_opt(i32::from(minutes) * 60),
            None => None,
        };
        Some(Self { date, time, offset })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(raw: &str, expected: &Expect) {
        let mut log = Log::new(Text::new("a.toml"), raw);
        read(&mut log, |log, fields| {
            fields.text(log, "title");
            fields.stamp(log, "published");
            fields.integer(log, "edition");
            fields.texts(log, "tags");
            for table in fields.tables(log, "section") {
                table.finish(log);
            }
        });
        let shown: Vec<String> = log.finish().iter().map(ToString::to_string).collect();
        expected.assert_eq(&shown.join("\n"));
    }

    #[test]
    fn every_fault_has_its_place_also_after_a_toml_error() {
        check(
            "title = 5\npublished = 2025-02-30\nedition = \"x\"\nbroken = = 3\ntags = \"a\"\n[section]\nwhat = 1\n",
            &expect![[r#"
                error: `title` is an integer, and a string is wanted
                  a.toml:1:9  [wrong-type]
                  1 │ title = 5
                    │         ^
                error: invalid date, expected day between 01 and 28
                  a.toml:2:13  [bad-date]
                  2 │ published = 2025-02-30
                    │             ^^^^^^^^^^
                  try: a date is written 2025-11-26
                error: `edition` is a string, and a whole number is wanted
                  a.toml:3:11  [wrong-type]
                  3 │ edition = "x"
                    │           ^^^
                error: extra `=`, expected nothing
                  a.toml:4:10  [toml]
                  4 │ broken = = 3
                    │          ^
                error: unexpected key or value, expected newline, `#`
                  a.toml:4:12  [toml]
                  4 │ broken = = 3
                    │            ^
                error: `tags` is a string, and a list of strings is wanted
                  a.toml:5:8  [wrong-type]
                  5 │ tags = "a"
                    │        ^^^
                  try: tags = ["…"]
                error: `section` is a table, and a list of tables is wanted
                  a.toml:6:1  [wrong-type]
                  6 │ [section]
                    │ ^^^^^^^^^
                  try: write [[section]]
                warning: `what` is not a key that is read here
                  a.toml:7:1  [unknown-key]
                  7 │ what = 1
                    │ ^^^^"#]],
        );
    }

    #[test]
    fn a_hidden_character_is_shown_where_it_stands() {
        check(
            "title = \"日本\u{202e}b\\u001b\"\n",
            &expect![[r#"
            warning: 2 hidden characters were removed, the first is U+202E
              a.toml:1:12  [hidden-characters]
              1 │ title = "日本b\u001b"
                │              ^
              try: delete them, unless the text was copied as evidence"#]],
        );
    }

    #[test]
    fn a_long_line_is_shown_around_its_fault() {
        check(
            &format!("title = \"{}\" = 1 # {}", "x".repeat(500), "y".repeat(500)),
            &expect![[r#"
            error: unexpected key or value, expected newline, `#`
              a.toml:1:512  [toml]
              1 │ …xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" = 1 # yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy
                │                                        ^"#]],
        );
    }

    #[test]
    fn bytes_that_are_no_utf8_have_a_place() {
        let (content, problems) = decode(&Text::new("a.toml"), b"title = 'a'\nx = '\xff'");
        assert!(content.contains('\u{fffd}'));
        assert_eq!(problems[0].place().as_str(), "a.toml:2:6");
    }
}
