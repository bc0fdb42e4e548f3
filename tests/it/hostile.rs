//! What may reach a terminal, the screens to try it on, and the runner for public hostile inputs.
//!
//! `examples/hostile.rs` is the runner as a program; the tests of other modules use its parts.

use std::cell::RefCell;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use crossread::briefing::parse::{File, Source, parse};
use crossread::config::Config;
use crossread::export::{self, Lines};
use crossread::import::plan::plan;
use crossread::import::{Harvest, Input, Overrides, import};
use crossread::keys::{Key, Keymap};
use crossread::library::{Library, Opened, Origin};
use crossread::problem::Problem;
use crossread::shell::paint::Painter;
use crossread::shell::store;
use crossread::text::Text;
use crossread::ui::{App, Request, Theme, World};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

/// The day on which everything is read and drawn.
pub(crate) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 15).unwrap()
}

/// What the format says may never be shown. Written from the document and not taken from the
/// program, which is what is being tried.
pub(crate) fn is_forbidden(c: char) -> bool {
    let n = u32::from(c);
    let control = n < 0x20 || (0x7f..0xa0).contains(&n);
    let invisible = [0x200b, 0x2060, 0xfeff].contains(&n);
    let bidirectional = (0x202a..=0x202e).contains(&n) || (0x2066..=0x2069).contains(&n);
    let separator = [0x2028, 0x2029].contains(&n);
    let tag = (0xe_0000..=0xe_007f).contains(&n);
    let noncharacter = (0xfdd0..=0xfdef).contains(&n) || n & 0xffff >= 0xfffe;
    (control && c != '\n' && c != '\t') || invisible || bidirectional || separator || tag || noncharacter
}

/// Where bytes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Channel {
    /// The screen: text, colours, and the cursor as ratatui moves it.
    Screen,
    /// A pipe or a file: lines of text alone.
    Plain,
    /// A terminal that lines are printed to: text and colours.
    Coloured,
}

/// A terminal that trusts nothing: it notes whatever is neither text nor expected.
pub(crate) struct Detector {
    parser: vte::Parser,
    seen: Seen,
    escapes: usize,
}

/// What the parser found.
struct Seen {
    channel: Channel,
    faults: Vec<String>,
    /// A flag for each scalar that was printed.
    printed: Vec<bool>,
    letters: usize,
    sequences: usize,
}

impl Detector {
    pub(crate) fn new(channel: Channel) -> Self {
        let printed = vec![false; 0x11_0000];
        let seen = Seen { channel, faults: Vec::new(), printed, letters: 0, sequences: 0 };
        Self { parser: vte::Parser::new(), seen, escapes: 0 }
    }

    pub(crate) fn feed(&mut self, bytes: &[u8]) {
        self.escapes += bytes.split(|&b| b == 0x1b).count() - 1;
        self.parser.advance(&mut self.seen, bytes);
        // A sequence that is never finished swallows what follows, and is dispatched nowhere.
        if self.escapes != self.seen.sequences {
            self.seen
                .fault(format!("{} escape characters in {} sequences", self.escapes, self.seen.sequences));
            self.escapes = self.seen.sequences;
        }
        if std::str::from_utf8(bytes).is_err() {
            self.seen.fault("bytes that are not UTF-8".into());
        }
    }

    pub(crate) fn faults(&self) -> &[String] {
        &self.seen.faults
    }

    /// How many letters were printed so far.
    pub(crate) fn letters(&self) -> usize {
        self.seen.letters
    }

    pub(crate) fn printed(&self, c: char) -> bool {
        self.seen.printed[c as usize]
    }
}

impl Seen {
    fn fault(&mut self, what: String) {
        // The first few tell; a million would only fill the memory.
        if self.faults.len() < 20 {
            self.faults.push(what);
        }
    }
}

impl vte::Perform for Seen {
    fn print(&mut self, c: char) {
        self.letters += 1;
        self.printed[c as usize] = true;
        if is_forbidden(c) {
            self.fault(format!("U+{:04X} is printed", u32::from(c)));
        }
    }

    fn execute(&mut self, byte: u8) {
        if self.channel == Channel::Screen || !matches!(byte, b'\n' | b'\t') {
            self.fault(format!("control character 0x{byte:02x}"));
        }
    }

    fn csi_dispatch(&mut self, params: &vte::Params, intermediates: &[u8], ignored: bool, action: char) {
        self.sequences += 1;
        // Of modes only that of showing a frame all at once.
        let at_once = intermediates == b"?" && params.iter().eq([[2026]]) && matches!(action, 'h' | 'l');
        let known = match self.channel {
            Channel::Plain => false,
            Channel::Coloured => intermediates.is_empty() && action == 'm',
            Channel::Screen => intermediates.is_empty() && matches!(action, 'm' | 'H' | 'J' | 'K') || at_once,
        };
        if ignored || !known {
            self.fault(format!("sequence CSI {:?} {action}", String::from_utf8_lossy(intermediates)));
        }
    }

    fn esc_dispatch(&mut self, _: &[u8], _: bool, byte: u8) {
        self.sequences += 1;
        self.fault(format!("sequence ESC {:?}", char::from(byte)));
    }

    fn osc_dispatch(&mut self, params: &[&[u8]], _: bool) {
        self.sequences += 1;
        self.fault(format!("operating system command {params:?}"));
    }

    fn hook(&mut self, _: &vte::Params, _: &[u8], _: bool, action: char) {
        self.sequences += 1;
        self.fault(format!("device control string {action:?}"));
    }
}

/// The bytes that a backend writes.
#[derive(Debug, Clone, Default)]
struct Wire(Rc<RefCell<Vec<u8>>>);

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The program in front of a terminal of some size: keys go in, bytes come out.
pub(crate) struct Stage {
    pub(crate) app: App,
    painter: Painter<Wire>,
    size: (u16, u16),
    wire: Wire,
    pub(crate) detector: Detector,
    /// The frame drawn last.
    pub(crate) frame: Buffer,
}

impl Stage {
    /// `measure` is how many columns a line may have.
    pub(crate) fn new(library: Library, faults: Vec<Problem>, measure: u16, size: (u16, u16)) -> Self {
        // Tests have no terminal, and this one shows colours.
        crossterm::style::force_color_output(true);
        let world = World { library, faults, ..World::default() };
        let theme = Theme::named("dark".into()).unwrap();
        let config = Config { measure, ..Config::default() };
        let app = App::new(world, config, Keymap::default(), theme, today());
        let wire = Wire::default();
        Self {
            app,
            painter: Painter::new(wire.clone()),
            size,
            wire,
            detector: Detector::new(Channel::Screen),
            frame: Buffer::empty(Rect::ZERO),
        }
    }

    /// With one briefing on the shelf, open.
    pub(crate) fn of(origin: &Origin, opened: &Arc<Opened>, measure: u16, size: (u16, u16)) -> Self {
        let mut library = Library::default();
        library.open(origin.clone(), opened.clone());
        Self::new(library, Vec::new(), measure, size)
    }

    /// The same program in a terminal of another size.
    pub(crate) fn resize(&mut self, size: (u16, u16)) {
        self.size = size;
    }

    /// Draws a frame; true when anything on the screen changed.
    pub(crate) fn draw(&mut self) -> bool {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        self.frame = Buffer::empty(area);
        self.app.draw_to(&mut self.frame, area);
        self.painter.paint(self.frame.clone()).unwrap();
        let before = self.detector.letters();
        self.detector.feed(&std::mem::take(&mut *self.wire.0.borrow_mut()));
        self.detector.letters() != before
    }

    /// Presses keys by their names, with spaces between; true when one of them opens something.
    pub(crate) fn press(&mut self, keys: &str) -> Option<Request> {
        let mut request = None;
        for name in keys.split(' ') {
            request = self.app.key(Key::read(name).unwrap_or_else(|| panic!("no key is called {name}")));
        }
        request
    }

    /// Goes somewhere by a key, then presses another until nothing changes any more, at most `most` times.
    pub(crate) fn leaf(&mut self, to: &str, key: &str, most: usize) {
        self.press(to);
        self.draw();
        for _ in 0..most {
            self.press(key);
            if !self.draw() {
                break;
            }
        }
    }

    fn home(&mut self) {
        self.press("esc esc esc esc esc esc");
    }

    /// Goes through every view of the first briefing on the shelf, at most `most` screens of each.
    pub(crate) fn tour(&mut self, most: usize, look: &mut dyn FnMut(&Self)) {
        let mut leaf = |stage: &mut Self, keys: &str, key: &str| {
            if !keys.is_empty() {
                stage.press(keys);
            }
            stage.draw();
            look(stage);
            for _ in 0..most {
                stage.press(key);
                if !stage.draw() {
                    break;
                }
                look(stage);
            }
        };
        self.home();
        leaf(self, "", "s");
        leaf(self, "!", "space");
        self.home();
        leaf(self, "enter", "space");
        leaf(self, "tab", "pagedown");
        self.home();
        // A citation is chosen, then opened; where there is none a word says so.
        leaf(self, "enter 2 g ]", "]");
        leaf(self, "enter", "space");
        for (list, item) in [("a", "enter"), ("t", "enter"), ("T", "enter"), ("!", "enter"), ("?", "j")] {
            self.home();
            self.press("enter");
            leaf(self, list, "space");
            self.press("g");
            leaf(self, item, "space");
        }
        self.home();
        self.press("enter a g enter");
        leaf(self, "n", "space");
        self.home();
    }

    /// The views that cut a line where it does not fit, for a terminal in which it does.
    pub(crate) fn glance(&mut self) {
        self.home();
        self.draw();
        self.press("enter");
        self.draw();
        self.leaf("T", "space", 20);
        self.home();
    }

    /// The rows of the frame drawn last.
    pub(crate) fn rows(&self) -> String {
        let mut rows = String::new();
        for y in self.frame.area.rows() {
            let mut skip = 0;
            for at in y.columns() {
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                let symbol = self.frame[(at.x, at.y)].symbol();
                skip = symbol.width().saturating_sub(1);
                rows.push_str(symbol);
            }
            rows.push('\n');
        }
        rows
    }

    /// What is wrong with the cells of the frame drawn last: a wide character that is cut.
    pub(crate) fn cut_character(&self) -> Option<String> {
        let area = self.frame.area;
        for y in area.top()..area.bottom() {
            let mut covered = 0;
            for x in area.left()..area.right() {
                let symbol = self.frame[(x, y)].symbol();
                if covered > 0 {
                    covered -= 1;
                    if symbol != " " {
                        return Some(format!("{symbol:?} stands on a wide character at {x},{y}"));
                    }
                    continue;
                }
                let wide = symbol.width();
                if wide > usize::from(area.right() - x) {
                    return Some(format!("{symbol:?} sticks out at {x},{y}"));
                }
                if wide == 0 {
                    return Some(format!("{symbol:?} at {x},{y} has no width"));
                }
                covered = wide - 1;
            }
        }
        None
    }
}

/// A briefing with its problems, from its files.
pub(crate) fn open(source: &Source) -> Arc<Opened> {
    let (briefing, problems) = parse(source, today());
    Arc::new(Opened { briefing, problems })
}

/// What `check`, `show` and `list` say of a briefing, each with the channel that it goes to.
pub(crate) fn said_of(origin: &Origin, opened: &Opened) -> Vec<String> {
    let entry = opened.entry(origin.clone());
    let lines = |lines: Lines| joined(lines.iter().map(|(_, line)| line));
    vec![
        joined(&opened.problems),
        export::check_json(1, &opened.problems),
        lines(export::show_text(&opened.briefing, None, 80)),
        export::show_json(&opened.briefing, None),
        lines(export::list_text([&entry])),
        export::list_json([&entry]),
    ]
}

/// Each on a line of its own.
pub(crate) fn joined(lines: impl IntoIterator<Item: ToString>) -> String {
    lines.into_iter().flat_map(|line| [line.to_string(), "\n".into()]).collect()
}

/// A TOML string of any letters.
pub(crate) fn quoted(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len() + 2);
    out.push('"');
    for c in raw.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\t' | ' '..='~' | '\u{80}'.. => out.push(c),
            c => out.extend(format!("\\u{:04x}", u32::from(c)).chars()),
        }
    }
    out.push('"');
    out
}

/// A briefing with every text field of the format, each holding what `of` gives for its name, and
/// a name and a file whose names are such texts too.
pub(crate) fn every_field(of: &dyn Fn(&'static str) -> String) -> (Origin, Source) {
    let q = |name| quoted(&of(name));
    let cited = format!(
        "cited [^{}] [{}](<{}>)",
        of("citation"),
        of("link-text"),
        of("link-address").replace(['<', '>', '\n'], "")
    );
    let briefing = format!(
        "title = {}\nsummary = {}\npublished = {}\nupdated = {}\nlanguage = {}\ntags = [{}]\ncurator = {}\nformat = {}\nedition = {}\n{} = 1\n",
        q("title"),
        q("summary"),
        q("published"),
        q("updated"),
        q("language"),
        q("tag"),
        q("curator"),
        q("format"),
        q("edition"),
        q("key"),
    ) + &format!(
        "[[section]]\nid = {}\nquestion = {}\nanswer = {}\nremark = {}\n{} = 1\n",
        q("section-id"),
        q("question"),
        q("answer"),
        q("remark"),
        q("section-key"),
    ) + &format!(
        "[[section]]\nid = \"cites\"\nquestion = \"Who is cited?\"\nanswer = {}\n[[section]]\nid = \"told\"\nquestion = \"What is told?\"\n",
        quoted(&cited),
    ) + &format!(
        "[[event]]\nwhen = {}\nwhat = \"when\"\n[[event]]\nwhen = 2025-11-26\nwhat = {}\nplace = {}\narticles = [{}]\n",
        q("when"),
        q("what"),
        q("event-place"),
        q("event-article"),
    ) + &format!(
        "[[place]]\nid = {}\nname = {}\nlat = {}\nlon = 1\n[[place]]\nname = \"somewhere\"\nlat = 1\nlon = 1\n",
        q("place-id"),
        q("place-name"),
        q("lat"),
    ) + &format!(
        "[[term]]\nname = {}\nalso = [{}]\nmeaning = {}\n",
        q("term"),
        q("also"),
        q("meaning"),
    ) + &format!(
        "[[difference]]\nsection = \"told\"\nwhat = {}\naccounts = [{{ article = {}, says = {} }}]\nremark = {}\n",
        q("difference"),
        q("account-article"),
        q("says"),
        q("difference-remark"),
    ) + &format!(
        "[[difference]]\nsection = {}\ndismiss = {}\n",
        q("difference-section"),
        q("dismiss"),
    ) + &format!("[[article]]\nid = {}\n{}", q("article-id"), article("in", of));
    let name = of("briefing-name");
    let shown = Text::new(&of("briefing-path")).line();
    let source = Source {
        name,
        shown: shown.clone(),
        briefing: Some(File { stem: "briefing".into(), shown, bytes: briefing.into_bytes() }),
        articles: vec![File {
            stem: of("file-name"),
            shown: Text::new(&of("file-path")).line(),
            bytes: article("file", of).replace("[[article.section]]", "[[section]]").into_bytes(),
        }],
        problems: Vec::new(),
    };
    (Origin::Path(PathBuf::from(of("origin"))), source)
}

fn article(kind: &str, of: &dyn Fn(&'static str) -> String) -> String {
    let inline = kind == "in";
    let q = |one, other| quoted(&of(if inline { one } else { other }));
    format!(
        "outlet = {}\nheadline = {}\nurl = {}\npublished = {}\nupdated = {}\nbyline = {}\nplace = {}\nlanguage = {}\n",
        q("outlet-1", "outlet-2"),
        q("headline-1", "headline-2"),
        q("url-1", "url-2"),
        q("published-1", "published-2"),
        q("updated-1", "updated-2"),
        q("byline-1", "byline-2"),
        q("dateline-1", "dateline-2"),
        q("language-1", "language-2"),
    ) + &format!(
        "kind = {}\ncites = [{}]\nretrieved = {}\ntext = {}\n{} = 1\n[[article.section]]\nquestion = {}\nanswers = {}\ntext = {}\n",
        q("kind-1", "kind-2"),
        q("cites-1", "cites-2"),
        q("retrieved-1", "retrieved-2"),
        q("lead-1", "lead-2"),
        q("key-1", "key-2"),
        q("asked-1", "asked-2"),
        q("answers-1", "answers-2"),
        q("passage-1", "passage-2"),
    ) + &format!(
        "[[article.section]]\nquestion = \"What is told?\"\nanswers = \"told\"\ntext = {}\n",
        q("told-1", "told-2"),
    )
}

/// How a program named crossread is started: the command and what stands before its arguments.
pub(crate) struct Program {
    pub(crate) command: PathBuf,
    pub(crate) before: Vec<OsString>,
}

/// Sizes at which every view of every input is drawn.
const SIZES: [(u16, u16); 3] = [(20, 6), (80, 24), (200, 60)];
/// What the program may take, in KiB.
const MOST_MEMORY: u64 = 256 << 10;
/// When no input takes longer than a blink, one that takes this long hangs.
const PATIENCE: Duration = Duration::from_mins(2);
/// Files that one `check` is given.
const AT_ONCE: usize = 100;

/// Puts the public hostile inputs in `folder` through `check`, `show`, `list` and the screens. One
/// line that sums it up, or what is wrong.
pub(crate) fn run(folder: &Path, program: &Program) -> Result<String, String> {
    if !folder.is_dir() {
        return Err(format!("there is no folder {} with hostile inputs", folder.display()));
    }
    let failed = |e: io::Error| e.to_string();
    let work = tempfile::tempdir().map_err(failed)?;
    let documents = documents(folder, &work.path().join("unpacked"))?;
    let strings = strings(&folder.join("naughty-strings.json"))?;
    let inputs = work.path().join("inputs");
    fs::create_dir(&inputs).map_err(failed)?;
    let mut paths = Vec::new();
    for (number, bytes) in documents.iter().enumerate() {
        paths.push(single(&inputs.join(format!("document-{number}.toml")), bytes).map_err(failed)?);
        paths.push(folder_of(&inputs.join(format!("evidence-{number}")), None, bytes).map_err(failed)?);
    }
    for (number, text) in strings.iter().enumerate() {
        let (_, source) = every_field(&|_| text.clone());
        let whole = source.briefing.map(|file| file.bytes).unwrap_or_default();
        let article = source.articles.into_iter().next().map(|file| file.bytes).unwrap_or_default();
        let plain = format!("text = {}\n", quoted(text));
        for path in [
            folder_of(&inputs.join(format!("fields-{number}")), Some(&whole), &article),
            single(&inputs.join(format!("raw-{number}.toml")), text.as_bytes()),
            folder_of(&inputs.join(format!("text-{number}")), None, plain.as_bytes()),
            // What no file can be called is called something else.
            single(&inputs.join(format!("{}-{number}.toml", file_name(text))), &whole),
        ] {
            paths.push(path.map_err(failed)?);
        }
    }
    let samples = imported(folder, &strings, &work.path().join("imports"))?;
    let memory =
        every(&samples, |(name, bytes)| format!("{name}: {}", String::from_utf8_lossy(bytes)), import_one)?;
    let mut memory = memory.max(every(&paths, |path| format!("{:?}", path.file_name()), on_screen)?);
    for (number, some) in paths.chunks(AT_ONCE).enumerate() {
        for first in ["check", "check --json", "--color always check", "list", "list --json"] {
            memory = memory.max(started(program, first, some, &work.path().join("said"))?);
        }
        // One a group, so that `show` is tried as a program too; all of them were shown above.
        for first in ["show", "show --json"] {
            let one = &some[number % some.len()..=number % some.len()];
            memory = memory.max(started(program, first, one, &work.path().join("said"))?);
        }
    }
    if memory > MOST_MEMORY {
        return Err(format!("{} MiB of memory were taken, more than {}", memory >> 10, MOST_MEMORY >> 10));
    }
    let peak = if memory == 0 { "not measured".into() } else { format!("{} MiB at most", memory >> 10) };
    Ok(format!(
        "hostile: {} TOML documents and {} strings in {} briefings, {} imports: no panic, no hang, no control character; memory {peak}",
        documents.len(),
        strings.len(),
        paths.len(),
        samples.len()
    ))
}

/// The TOML documents of the archive.
fn documents(folder: &Path, into: &Path) -> Result<Vec<Vec<u8>>, String> {
    let files = unpacked(&folder.join("toml.tar.gz"), into)?;
    let documents: Vec<_> =
        files.into_iter().filter(|(path, _)| path.extension().is_some_and(|e| e == "toml")).collect();
    if documents.is_empty() {
        return Err(format!("{}: no TOML document is in it", folder.join("toml.tar.gz").display()));
    }
    Ok(documents.into_iter().map(|(_, bytes)| bytes).collect())
}

/// The files of an archive, by path.
fn unpacked(archive: &Path, into: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>, String> {
    fs::create_dir(into).map_err(|e| e.to_string())?;
    let tar = Command::new("tar").arg("-xzf").arg(archive).arg("-C").arg(into).stdin(Stdio::null()).output();
    let tar = tar.map_err(|e| format!("tar cannot be started: {e}"))?;
    if !tar.status.success() {
        return Err(format!("{}: {}", archive.display(), String::from_utf8_lossy(&tar.stderr)));
    }
    let (mut folders, mut files) = (vec![into.to_owned()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(|e| e.to_string())? {
            let path = entry.map_err(|e| e.to_string())?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
                files.push((path, bytes));
            }
        }
    }
    files.sort();
    Ok(files)
}

/// A file to import: how it is called, and what is in it.
type Sample = (String, Vec<u8>);

/// What there is to import: every feed, and every input of the HTML tests, as a page of its own and
/// within one. Archives that are not there give none.
fn imported(folder: &Path, strings: &[String], into: &Path) -> Result<Vec<Sample>, String> {
    let mut samples: Vec<Sample> = Vec::new();
    fs::create_dir(into).map_err(|e| e.to_string())?;
    let feeds = folder.join("feeds.tar.gz");
    if feeds.is_file() {
        for (path, bytes) in unpacked(&feeds, &into.join("feeds"))? {
            // As the file is called, and as it comes from a pipe.
            samples.push(("-".into(), bytes.clone()));
            samples.push((path.to_string_lossy().into_owned(), bytes));
        }
    }
    let pages = folder.join("html.tar.gz");
    let mut inputs: Vec<Vec<u8>> = strings.iter().map(|s| s.clone().into_bytes()).collect();
    if pages.is_file() {
        for (path, bytes) in unpacked(&pages, &into.join("html"))? {
            match serde_json::from_slice(&bytes) {
                Ok(tests) => held(&tests, &mut inputs),
                // `#data`, the input, then another line that begins so
                Err(_) => inputs.extend(data(&bytes)),
            }
            samples.push((path.to_string_lossy().into_owned(), bytes));
        }
    }
    for input in inputs {
        for name in ["a.html", "a.txt", "a.md", "a.json", "-"] {
            samples.push((name.into(), input.clone()));
        }
        let prose = "<p>A paragraph that is long enough to be taken for one of an article, with commas, and an end.</p>".repeat(4);
        let head = [b"<!DOCTYPE html><article><h1>", &input[..], b"</h1>", prose.as_bytes(), b"<p>"].concat();
        samples
            .push(("in.html".into(), [&head[..], &input, b"</p>", prose.as_bytes(), b"</article>"].concat()));
    }
    Ok(samples)
}

/// The strings called `input` in a file of tests.
fn held(value: &serde_json::Value, inputs: &mut Vec<Vec<u8>>) {
    match value {
        serde_json::Value::Object(map) => {
            for (key, value) in map {
                match value.as_str().filter(|_| key == "input") {
                    Some(input) => inputs.push(input.as_bytes().to_vec()),
                    None => held(value, inputs),
                }
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| held(item, inputs)),
        _ => {}
    }
}

fn data(bytes: &[u8]) -> Vec<Vec<u8>> {
    let (mut inputs, mut inside) = (Vec::new(), false);
    for line in bytes.split_inclusive(|&b| b == b'\n') {
        if line.starts_with(b"#data") {
            inputs.push(Vec::new());
            inside = true;
        } else if line.starts_with(b"#") {
            inside = false;
        } else if let Some(last) = inputs.last_mut().filter(|_| inside) {
            last.extend_from_slice(line);
        }
    }
    inputs
}

/// Imports one file: what is made of it has no errors and holds nothing forbidden.
pub(crate) fn import_one((name, bytes): &Sample) -> Result<(), String> {
    import_sound(import(&Input { name, bytes, pick: None, url: None }))
}

/// What was found makes files without errors, that hold nothing forbidden.
pub(crate) fn import_sound(harvest: Harvest) -> Result<(), String> {
    let planned = plan(vec![harvest], &Overrides::default(), "b", None);
    if planned.articles.is_empty() || planned.refused.is_some() {
        return Ok(());
    }
    let mut source = Source { name: "b".into(), ..Source::default() };
    for (path, content) in planned.files {
        if let Some(c) = content.chars().find(|&c| is_forbidden(c)) {
            return Err(format!("U+{:04X} is in {path}", u32::from(c)));
        }
        let stem = path.trim_start_matches("articles/").trim_end_matches(".toml").to_owned();
        let file = File { stem, shown: Text::new(&path), bytes: content.into_bytes() };
        if path == "briefing.toml" { source.briefing = Some(file) } else { source.articles.push(file) }
    }
    let (briefing, problems) = parse(&source, today());
    if briefing.articles.len() != planned.articles.iter().filter(|o| o.already.is_none()).count() {
        return Err("an article does not come back".into());
    }
    match problems.iter().find(|p| p.is_error()) {
        Some(problem) => Err(problem.to_string()),
        None => Ok(()),
    }
}

fn strings(path: &Path) -> Result<Vec<String>, String> {
    let bytes = fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
    serde_json::from_slice(&bytes).map_err(|e| format!("{}: {e}", path.display()))
}

fn single(path: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    fs::write(path, bytes)?;
    Ok(path.to_owned())
}

fn folder_of(path: &Path, briefing: Option<&[u8]>, article: &[u8]) -> io::Result<PathBuf> {
    fs::create_dir_all(path.join("articles"))?;
    fs::write(path.join("articles/a.toml"), article)?;
    if let Some(briefing) = briefing {
        fs::write(path.join("briefing.toml"), briefing)?;
    }
    Ok(path.to_owned())
}

fn file_name(text: &str) -> String {
    let name: String = text.chars().filter(|c| !matches!(c, '/' | '\0')).take(40).collect();
    if name.is_empty() { "empty".into() } else { name }
}

/// Tries every input in this process, two at a time; what memory it took.
fn every<T: Sync>(
    inputs: &[T],
    name: fn(&T) -> String,
    one: fn(&T) -> Result<(), String>,
) -> Result<u64, String> {
    let next = AtomicUsize::new(0);
    let (done, results) = channel();
    let mut fault = None;
    std::thread::scope(|scope| {
        for _ in 0..2 {
            let (next, done) = (&next, done.clone());
            scope.spawn(move || {
                while let Some(input) = inputs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let tried = std::panic::catch_unwind(AssertUnwindSafe(|| one(input)));
                    let tried = tried.unwrap_or_else(|_| Err("it panics".into()));
                    let tried = tried.map_err(|what| format!("{}: {what}", name(input)));
                    if done.send(tried).is_err() {
                        break;
                    }
                }
            });
        }
        drop(done);
        loop {
            match results.recv_timeout(PATIENCE) {
                Ok(Ok(())) => {}
                Ok(Err(what)) => {
                    fault = Some(what);
                    next.store(inputs.len(), Ordering::Relaxed);
                }
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    // A thread that hangs cannot be ended, only left.
                    let at = next.load(Ordering::Relaxed).min(inputs.len());
                    let near: Vec<String> = inputs[at.saturating_sub(2)..at].iter().map(name).collect();
                    panic!("one of these hangs: {near:?}");
                }
            }
        }
    });
    // Beside other tests in one process the peak is theirs as well.
    let own = if cfg!(test) { 0 } else { peak("self") };
    fault.map_or(Ok(own), Err)
}

fn on_screen(path: &PathBuf) -> Result<(), String> {
    let (found, _) = store::find(&[path.to_owned()]);
    let [found] = found.as_slice() else { return Err("it is not found".into()) };
    let opened = store::open(found, today());
    let mut plain = Detector::new(Channel::Plain);
    for said in said_of(&found.origin, &opened) {
        plain.feed(said.as_bytes());
    }
    let mut faults = plain.faults().to_vec();
    for size in SIZES {
        let mut stage = Stage::of(&found.origin, &opened, 72, size);
        let mut cut = None;
        // A second screen of each view where it costs little: a large one holds it all.
        let more = if size.0 > 100 { 0 } else { 2 };
        stage.tour(more, &mut |stage| cut = cut.take().or_else(|| stage.cut_character()));
        faults.extend(stage.detector.faults().iter().cloned().chain(cut));
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("; ")) }
}

/// Starts the program, and looks at what it says and how it ends; what memory it took.
fn started(program: &Program, first: &str, paths: &[PathBuf], said: &Path) -> Result<u64, String> {
    let failed = |e: io::Error| format!("{first}: {e}");
    let (out, err) = (said.with_extension("out"), said.with_extension("err"));
    let mut child = Command::new(&program.command)
        .args(&program.before)
        .args(first.split(' '))
        .args(paths)
        .env_remove("NO_COLOR")
        .env("XDG_CONFIG_HOME", said.with_extension("none"))
        .stdin(Stdio::null())
        .stdout(fs::File::create(&out).map_err(failed)?)
        .stderr(fs::File::create(&err).map_err(failed)?)
        .spawn()
        .map_err(failed)?;
    let (begun, mut memory) = (Instant::now(), 0);
    let status = loop {
        memory = memory.max(peak(&child.id().to_string()));
        if let Some(status) = child.try_wait().map_err(failed)? {
            break status;
        }
        if begun.elapsed() > PATIENCE {
            child.kill().map_err(failed)?;
            return Err(format!("{first} hangs on one of {paths:?}"));
        }
        std::thread::yield_now();
    };
    if !matches!(status.code(), Some(0 | 1)) {
        let words = fs::read_to_string(&err).unwrap_or_default();
        return Err(format!("{first} ends with {status} on one of {paths:?}: {words}"));
    }
    let channel = if first.contains("always") { Channel::Coloured } else { Channel::Plain };
    let mut detector = Detector::new(channel);
    for file in [&out, &err] {
        detector.feed(&fs::read(file).map_err(failed)?);
    }
    match detector.faults() {
        [] => Ok(memory),
        faults => Err(format!("{first} of {paths:?}: {}", faults.join("; "))),
    }
}

/// What memory a process has taken at most, in KiB; 0 where the system does not tell.
pub(crate) fn peak(process: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().split(' ').next()?.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program() -> Program {
        Program { command: env!("CARGO_BIN_EXE_crossread").into(), before: Vec::new() }
    }

    /// A folder like the real one, with little in it.
    fn folder(documents: &[(&str, &str)], strings: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let tests = folder.path().join("tests");
        fs::create_dir(&tests).unwrap();
        for (name, content) in documents {
            fs::write(tests.join(name), content).unwrap();
        }
        let archive =
            Command::new("tar").args(["-czf", "toml.tar.gz", "tests"]).current_dir(&folder).status();
        assert!(archive.unwrap().success());
        fs::write(folder.path().join("naughty-strings.json"), strings).unwrap();
        folder
    }

    #[test]
    fn the_runner_says_what_it_tried() {
        let folder = folder(
            &[("good.toml", "title = \"T\"\n"), ("bad.toml", "title = \n\u{7}= [[["), ("note.txt", "")],
            r#"["", "\u001b[2J", "a\u202eb", "../../etc", "社會科學院語學研究所", "\u0000"]"#,
        );
        let said = run(folder.path(), &program()).unwrap();
        let start = "hostile: 2 TOML documents and 6 strings in 28 briefings, 36 imports: no panic, no hang, no control character";
        assert!(said.starts_with(start), "{said}");
    }

    #[test]
    fn the_runner_says_when_there_is_nothing_to_run() {
        let empty = tempfile::tempdir().unwrap();
        let nowhere = empty.path().join("nowhere");
        assert!(run(&nowhere, &program()).unwrap_err().starts_with("there is no folder"));
        assert!(run(empty.path(), &program()).unwrap_err().contains("toml.tar.gz"));
    }

    #[test]
    fn the_runner_does_not_take_a_crash_for_an_answer() {
        let folder = folder(&[("good.toml", "title = \"T\"\n")], "[]");
        let crashing = Program { command: "sh".into(), before: vec!["-c".into(), "exit 101".into()] };
        assert!(run(folder.path(), &crashing).unwrap_err().contains("101"));
        let shouting =
            Program { command: "sh".into(), before: vec!["-c".into(), "printf 'a\\033[2Jb'".into()] };
        assert!(run(folder.path(), &shouting).unwrap_err().contains("CSI"));
    }
}
