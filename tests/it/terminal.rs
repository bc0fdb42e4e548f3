//! The program in a real terminal: what it shows, and that it gives the terminal back on every way out.

use std::fs::File;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::process::{Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use expect_test::{Expect, expect};
use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::fs::{Mode, OFlags};
use rustix::process::{Pid, Signal, WaitOptions, WaitStatus, kill_process, waitpid};
use rustix::termios::{Action, LocalModes, OptionalActions, Termios, tcflow, tcgetattr, tcsetattr};
use tempfile::TempDir;

pub(crate) const CROSSREAD: &str = env!("CARGO_BIN_EXE_crossread");
/// Only a program that does not come at all takes so long.
const DEADLINE: Duration = Duration::from_secs(20);

/// The window's side of the terminal.
struct Window {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    /// Nobody reads any more.
    closed: bool,
}

/// A terminal with a program in it.
pub(crate) struct Session {
    master: Option<Box<dyn MasterPty>>,
    keys: Option<Box<dyn Write + Send>>,
    /// The program's side, held open: its modes would be forgotten with the last who holds it.
    line: Option<File>,
    before: Termios,
    window: Arc<(Mutex<Window>, Condvar)>,
    reader: Option<JoinHandle<()>>,
    pid: Pid,
    status: Option<WaitStatus>,
    home: TempDir,
}

fn size(columns: u16, rows: u16) -> (NonZeroU16, NonZeroU16) {
    (NonZeroU16::new(rows.max(1)).unwrap(), NonZeroU16::new(columns.max(1)).unwrap())
}

impl Session {
    pub(crate) fn of(columns: u16, rows: u16, program: &[&str], environment: &[(&str, &str)]) -> Self {
        let pair = native_pty_system()
            .openpty(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 })
            .unwrap();
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
        let line = rustix::fs::open(pair.master.tty_name().unwrap(), flags, Mode::empty()).unwrap();
        let line = File::from(line);
        let before = tcgetattr(&line).unwrap();
        let home = TempDir::new().unwrap();
        let mut command = CommandBuilder::new(program[0]);
        command.args(&program[1..]);
        command.cwd(home.path());
        command.env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("TERM", "xterm-256color");
        command.env("HOME", home.path());
        for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"] {
            command.env(name, home.path().join(name));
        }
        for (name, value) in environment {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let pid = Pid::from_raw(i32::try_from(child.process_id().unwrap()).unwrap()).unwrap();
        let (rows, columns) = size(columns, rows);
        let window =
            Window { parser: vt100::Parser::new(rows, columns, 0), bytes: Vec::new(), closed: false };
        let window = Arc::new((Mutex::new(window), Condvar::new()));
        let reader = {
            let window = Arc::clone(&window);
            let from = pair.master.try_clone_reader().unwrap();
            thread::spawn(move || read(from, &window))
        };
        Self {
            keys: Some(pair.master.take_writer().unwrap()),
            master: Some(pair.master),
            line: Some(line),
            before,
            window,
            reader: Some(reader),
            pid,
            status: None,
            home,
        }
    }

    /// crossread, with its first screen there.
    fn start(columns: u16, rows: u16, environment: &[(&str, &str)]) -> Self {
        let session = Self::of(columns, rows, &[CROSSREAD], environment);
        session.until_first_screen();
        session.assert_taken();
        session
    }

    /// A shell with jobs that has crossread as `$0`.
    fn shell(script: &str) -> Self {
        Self::of(80, 24, &["sh", "-c", script, CROSSREAD], &[])
    }

    fn line(&self) -> &File {
        self.line.as_ref().unwrap()
    }

    fn screen<T>(&self, see: impl FnOnce(&vt100::Screen) -> T) -> T {
        see(self.window.0.lock().unwrap().parser.screen())
    }

    pub(crate) fn contents(&self) -> String {
        self.screen(contents)
    }

    fn bytes(&self) -> Vec<u8> {
        self.window.0.lock().unwrap().bytes.clone()
    }

    fn until(&self, what: &str, there: impl Fn(&vt100::Screen) -> bool) {
        let (window, changed) = &*self.window;
        let window = window.lock().unwrap();
        let (window, time) =
            changed.wait_timeout_while(window, DEADLINE, |window| !there(window.parser.screen())).unwrap();
        assert!(!time.timed_out(), "{what} does not come; there is\n{}", window.parser.screen().contents());
    }

    /// The shelf, with all briefings read.
    fn until_first_screen(&self) {
        self.until("the first screen", |screen| {
            let contents = screen.contents();
            contents.contains("1 of 3") && !contents.contains("reading")
        });
    }

    fn until_contents(&self, what: &str, contents: &str) {
        self.until(what, |screen| self::contents(screen) == contents);
    }

    pub(crate) fn until_said(&self, words: &str) {
        self.until(words, |screen| screen.contents().contains(words));
    }

    pub(crate) fn press(&mut self, keys: &str) {
        self.keys.as_mut().unwrap().write_all(keys.as_bytes()).unwrap();
    }

    /// Writes to the screen behind the program's back.
    fn scribble(&self, text: &str) {
        self.line().write_all(text.as_bytes()).unwrap();
    }

    fn resize(&self, columns: u16, rows: u16) {
        // The window first: it shows what is written for the new size then.
        let (new_rows, new_columns) = size(columns, rows);
        self.window.0.lock().unwrap().parser.set_size(new_rows, new_columns);
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().unwrap().resize(size).unwrap();
    }

    fn signal(&self, signal: Signal) {
        kill_process(self.pid, signal).unwrap();
    }

    /// How the program stopped or ended.
    pub(crate) fn wait(&mut self) -> WaitStatus {
        let end = Instant::now() + DEADLINE;
        while Instant::now() < end {
            let status = waitpid(Some(self.pid), WaitOptions::NOHANG | WaitOptions::UNTRACED).unwrap();
            if let Some((_, status)) = status {
                if !status.stopped() {
                    self.status = Some(status);
                }
                return status;
            }
            thread::sleep(Duration::from_millis(2));
        }
        panic!("the program does not end; there is\n{}", self.contents());
    }

    /// The terminal takes no byte more, as with Ctrl-S or a connection that hangs.
    fn clog(&self) {
        tcflow(self.line(), Action::OOff).unwrap();
    }

    /// The window is closed.
    fn vanish(&mut self) {
        self.window.0.lock().unwrap().closed = true;
        // The one who reads may be waiting for something to read.
        self.scribble("\0");
        self.reader.take().unwrap().join().unwrap();
        self.keys = None;
        self.master = None;
    }

    fn modes(&self) -> Modes {
        Modes::of(&tcgetattr(self.line()).unwrap())
    }

    /// Keys come one by one, and the screen is another one.
    fn assert_taken(&self) {
        let modes = tcgetattr(self.line()).unwrap().local_modes;
        assert!(!modes.intersects(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG), "{modes:?}");
        self.screen(|screen| {
            assert!(screen.alternate_screen() && screen.hide_cursor() && screen.bracketed_paste());
        });
    }

    /// All is as it was before, once the program has ended; what is left on the screen.
    fn given_back(mut self) -> String {
        assert!(self.status.is_some(), "it has not ended");
        assert_eq!(self.modes(), Modes::of(&self.before));
        // With the last who holds the line, the window sees the end of what was written.
        self.line = None;
        self.reader.take().unwrap().join().unwrap();
        let bytes = self.bytes();
        assert!(!in_update(&bytes), "the last synchronized update never ends");
        self.screen(|screen| {
            assert!(!screen.alternate_screen(), "the alternate screen is still there");
            assert!(!screen.hide_cursor(), "the cursor is still hidden");
            assert!(!screen.bracketed_paste(), "bracketed paste is still on");
            assert_eq!(
                screen.attributes_formatted(),
                vt100::Parser::default().screen().attributes_formatted()
            );
        });
        self.contents()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A test that fails leaves nothing running.
        if self.status.is_none() {
            let _ = kill_process(self.pid, Signal::KILL);
            let _ = waitpid(Some(self.pid), WaitOptions::empty());
        }
    }
}

/// What is on the screen, as one sees it: spaces after the last letter show nothing.
fn contents(screen: &vt100::Screen) -> String {
    let contents = screen.contents();
    let lines: Vec<&str> = contents.lines().map(str::trim_end).collect();
    lines.join("\n").trim_end().to_owned()
}

/// The cell where these words begin.
fn cell_at(screen: &vt100::Screen, words: &str) -> vt100::Cell {
    let (rows, columns) = screen.size();
    for row in 0..rows.get() {
        for column in 0..columns.get() {
            if screen.contents_between(row, column, row, columns.get()).starts_with(words) {
                return screen.cell(row, column).unwrap().clone();
            }
        }
    }
    panic!("`{words}` is not on the screen:\n{}", contents(screen));
}

/// The modes of a terminal; rustix's own type cannot be compared.
#[derive(Debug, PartialEq)]
struct Modes(String);

impl Modes {
    fn of(termios: &Termios) -> Self {
        Self(format!("{termios:#?}"))
    }
}

fn read(mut from: Box<dyn Read + Send>, (window, changed): &(Mutex<Window>, Condvar)) {
    let mut buffer = [0; 1 << 14];
    loop {
        if window.lock().unwrap().closed {
            return;
        }
        let Ok(count @ 1..) = from.read(&mut buffer) else { return };
        let mut state = window.lock().unwrap();
        state.bytes.extend(&buffer[..count]);
        state.parser.process(&buffer[..count]);
        changed.notify_all();
    }
}

/// Whether a synchronized update is going on at the end; none begins within another.
fn in_update(bytes: &[u8]) -> bool {
    let mut inside = false;
    for window in bytes.windows(8) {
        match window {
            b"\x1b[?2026h" => {
                assert!(!inside, "an update begins within another");
                inside = true;
            }
            b"\x1b[?2026l" => inside = false,
            _ => {}
        }
    }
    inside
}

/// The parameters of every sequence that sets how text looks.
fn looks(bytes: &[u8]) -> Vec<u16> {
    let text = String::from_utf8_lossy(bytes);
    let sequences = text.split("\x1b[").skip(1).filter_map(|rest| {
        let (parameters, _) = rest.split_once('m')?;
        parameters.bytes().all(|b| b.is_ascii_digit() || b == b';').then_some(parameters)
    });
    sequences.flat_map(|p| p.split(';').map(|n| n.parse().unwrap_or(0))).collect()
}

fn is_colour(look: u16) -> bool {
    matches!(look, 30..=38 | 40..=48 | 90..=107)
}

#[track_caller]
fn ended_by(status: WaitStatus, signal: Signal) {
    assert_eq!(status.terminating_signal(), Some(signal.as_raw()), "{status:?}");
}

// The screen

#[test]
fn the_first_screen_appears() {
    let session = Session::start(80, 24, &[]);
    let contents = session.contents();
    assert!(contents.contains("3 briefings"), "{contents}");
    // Nothing is asked of the terminal: an answer that does not come would keep a reader waiting.
    let bytes = session.bytes();
    let text = String::from_utf8_lossy(&bytes);
    for question in ["\x1b[6n", "\x1b[c", "\x1b]10;?", "\x1b]11;?", "\x1b[?u"] {
        assert!(!text.contains(question), "{question:?} in {text:?}");
    }
}

#[test]
fn keys_open_and_close_and_leave() {
    let mut session = Session::start(80, 24, &[]);
    let first = session.contents();
    session.press("?");
    session.until("the help", |screen| screen.contents().contains("On the shelf"));
    session.press("\x1b");
    session.until_contents("the shelf", &first);
    session.press("\x1b[B");
    session.until("another row", |screen| contents(screen) != first);
    session.press("\x1b[A");
    session.until_contents("the first row", &first);
    session.press("\r");
    session.until("a briefing", |screen| contents(screen) != first);
    session.press("q");
    assert_eq!(session.wait().exit_status(), Some(0));
    assert_eq!(session.given_back(), "");
}

#[test]
fn what_is_pasted_is_text_and_no_keys() {
    let mut session = Session::start(80, 24, &[]);
    session.press("/");
    session.until("the prompt", |screen| screen.contents().contains("/ ▏"));
    // Keys that quit, were they keys.
    session.press("\x1b[200~q q\x1b[201~");
    session.until("what was pasted", |screen| screen.contents().contains("/ q q▏"));
}

#[test]
fn every_size_is_drawn_anew() {
    let session = Session::start(100, 30, &[]);
    let first = session.contents();
    for (columns, rows) in [(20, 6), (400, 120)] {
        session.resize(columns, rows);
        session.until("the hints at the bottom", |screen| {
            let lines: Vec<String> = screen.rows(0, columns).collect();
            lines.last().is_some_and(|last| last.contains("? help"))
        });
    }
    session.resize(100, 30);
    session.until_contents("the first screen", &first);
}

#[test]
fn many_sizes_in_a_row_leave_a_whole_screen() {
    let session = Session::start(100, 30, &[]);
    let first = session.contents();
    for step in 0..60_u16 {
        session.resize(20 + step * 37 % 300, 6 + step * 11 % 90);
    }
    session.resize(100, 30);
    session.until_contents("the first screen", &first);
}

#[test]
fn a_terminal_of_no_size_is_no_fault() {
    let mut session = Session::of(0, 0, &[CROSSREAD], &[]);
    session.until("the alternate screen", vt100::Screen::alternate_screen);
    session.press("?q");
    assert_eq!(session.wait().exit_status(), Some(0));
    assert_eq!(session.given_back(), "");
}

#[test]
fn a_key_draws_the_screen_anew() {
    let mut session = Session::start(80, 24, &[]);
    let first = session.contents();
    session.scribble("\x1b[5;5Hscribbled");
    session.until("the scribble", |screen| screen.contents().contains("scribbled"));
    session.press("\x0c");
    session.until_contents("the first screen", &first);
}

#[test]
fn no_color_has_weight_and_no_colour() {
    for (environment, coloured) in [(&[("NO_COLOR", "1")][..], false), (&[][..], true)] {
        let folder = TempDir::new().unwrap();
        for name in ["first", "second"] {
            let briefing = format!(
                "title = \"The {name}\"\npublished = 2026-01-01\n\
                 [[section]]\nquestion = \"What?\"\nanswer = \"some *emphasised* and **strong** words\"\n"
            );
            std::fs::write(folder.path().join(format!("{name}.toml")), briefing).unwrap();
        }
        let path = folder.path().to_str().unwrap();
        let mut session = Session::of(80, 24, &[CROSSREAD, path], environment);
        session.until("the shelf", |screen| screen.contents().contains("1 of 2"));
        let plain = |cell: &vt100::Cell| !cell.bold() && !cell.inverse() && !cell.underline();
        session.screen(|screen| {
            // One is selected, the other one is not.
            let [one, other] = ["The first", "The second"].map(|title| plain(&cell_at(screen, title)));
            assert!(one != other, "{}", contents(screen));
        });
        session.press("\r");
        session.until("the answer", |screen| screen.contents().contains("emphasised"));
        session.screen(|screen| {
            assert!(!plain(&cell_at(screen, "emphasised")) || cell_at(screen, "emphasised").italic());
            assert!(!plain(&cell_at(screen, "strong")));
            assert!(plain(&cell_at(screen, "words")));
        });
        session.press("q");
        assert_eq!(session.wait().exit_status(), Some(0));
        let colours: Vec<u16> = looks(&session.bytes()).into_iter().filter(|l| is_colour(*l)).collect();
        assert_eq!(!colours.is_empty(), coloured, "{environment:?}: {colours:?}");
        session.given_back();
    }
}

// Stopped, and brought back

#[test]
fn a_stop_from_the_keyboard_stops_the_whole_job() {
    // The shell waits for the inner one, so it sees a stop only when both are stopped.
    let mut session = Session::shell(
        r#"set -m; ("$0"; echo "inner $?"); echo "stopped"; read answer; fg >/dev/null; echo "outer $?"; read answer"#,
    );
    session.until_first_screen();
    session.assert_taken();
    let first = session.contents();
    session.press("\x1a");
    session.until("the shell", |screen| screen.contents().contains("stopped"));
    assert_eq!(session.modes(), Modes::of(&session.before));
    session.screen(|screen| {
        assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
    });
    session.press("\n");
    session.until_contents("the first screen", &first);
    session.assert_taken();
    // Keys work again, and the second stop is like the first.
    session.press("\x1b[B");
    session.until("another row", |screen| contents(screen) != first);
    session.press("q");
    session.until("the end", |screen| screen.contents().contains("outer 0"));
    let left = session.contents();
    assert!(left.contains("inner 0"), "{left}");
    session.press("\n");
    session.wait();
    session.given_back();
}

#[test]
fn a_stopped_program_can_be_ended_from_the_shell() {
    // Back in the background it may not touch the terminal: that would stop it again, for good.
    let mut session = Session::shell(
        r#"set -m; (trap : TERM; "$0"; echo "ended $?"); kill %1; kill -CONT %1; read answer"#,
    );
    session.until_first_screen();
    session.press("\x1a");
    session.until("the end", |screen| screen.contents().contains("ended 143"));
    session.press("\n");
    session.wait();
    session.given_back();
}

#[test]
fn a_stop_is_refused_where_no_shell_waits() {
    let mut session = Session::start(80, 24, &[]);
    session.press("\x1a");
    session.until("a word on it", |screen| screen.contents().contains("no shell to go back to"));
    session.signal(Signal::TSTP);
    session.press("q");
    assert_eq!(session.wait().exit_status(), Some(0));
    session.given_back();
}

#[test]
fn after_a_stop_from_outside_the_terminal_is_taken_again() {
    let mut session = Session::start(80, 24, &[]);
    let first = session.contents();
    session.signal(Signal::STOP);
    assert!(session.wait().stopped());
    // A shell sets its own modes, and shows its own screen.
    tcsetattr(session.line(), OptionalActions::Now, &session.before).unwrap();
    session.scribble("\x1b[?1049l\x1b[?25h\x1b[?2004lscribbled");
    session.until("the scribble", |screen| screen.contents().contains("scribbled"));
    session.signal(Signal::CONT);
    session.until_contents("the first screen", &first);
    session.assert_taken();
    session.press("q");
    assert_eq!(session.wait().exit_status(), Some(0));
    assert_eq!(session.given_back(), "scribbled");
}

// Ways out

#[test]
fn ctrl_c_leaves_as_quit_does() {
    let mut session = Session::start(80, 24, &[]);
    session.press("\x03");
    assert_eq!(session.wait().exit_status(), Some(0));
    assert_eq!(session.given_back(), "");
}

#[test]
fn a_signal_gives_the_terminal_back_and_ends_the_program() {
    for signal in [Signal::TERM, Signal::HUP, Signal::QUIT, Signal::INT] {
        let mut session = Session::start(80, 24, &[]);
        session.signal(signal);
        ended_by(session.wait(), signal);
        assert_eq!(session.given_back(), "", "{signal:?}");
    }
}

#[test]
fn a_signal_before_the_first_screen_is_not_lost() {
    // Whenever it comes: the signal ends the program, and the terminal is as it was.
    for pause in 0..20 {
        let mut session = Session::of(80, 24, &[CROSSREAD], &[]);
        thread::sleep(Duration::from_millis(pause));
        session.signal(Signal::TERM);
        ended_by(session.wait(), Signal::TERM);
        assert_eq!(session.given_back(), "");
    }
}

#[cfg(debug_assertions)]
fn panics(place: &str, keys: &str, left: &Expect) {
    let mut session = Session::of(100, 24, &[CROSSREAD], &[("CROSSREAD_PANIC", place)]);
    if !keys.is_empty() {
        session.until_first_screen();
        session.press(keys);
    }
    assert_eq!(session.wait().exit_status(), Some(101));
    // Where in the source it was changes with the source.
    let contents = session.given_back();
    left.assert_eq(contents.split_once(" (").map_or(contents.as_str(), |(before, _)| before));
}

/// A folder with a briefing of two short reports that differ in a figure.
fn two_reports() -> TempDir {
    let folder = TempDir::new().unwrap();
    let main = "title = 'Ferry'\npublished = 2026-03-05\n\n[[section]]\nquestion = 'What happened?'\n";
    std::fs::write(folder.path().join("briefing.toml"), main).unwrap();
    std::fs::create_dir(folder.path().join("articles")).unwrap();
    for (name, dead) in [("alpha", 12), ("beta", 15)] {
        let text = format!(
            "outlet = '{name}'\npublished = 2026-03-03\ntext = 'The ferry sank off Lorvik on Monday. In Lorvik the coast guard counted {dead} dead on the ferry.'\n"
        );
        std::fs::write(folder.path().join(format!("articles/{name}.toml")), text).unwrap();
    }
    folder
}

#[test]
fn articles_are_compared_behind_the_reader_and_kept() {
    let folder = two_reports();
    let path = folder.path().to_str().unwrap();
    let mut session = Session::of(100, 24, &[CROSSREAD, path], &[]);
    session.until("the comparison", |screen| screen.contents().contains("of 2 articles"));
    let kept = session.home.path().join("XDG_CACHE_HOME/crossread/comparisons");
    assert_eq!(std::fs::read_dir(&kept).unwrap().count(), 1);
    session.press("c");
    session.until("the grid", |screen| screen.contents().contains("silent"));
    session.press("q");
    session.wait();
    session.given_back();
}

#[test]
fn a_key_writes_the_difference_into_the_briefing() {
    let folder = two_reports();
    let file = folder.path().join("briefing.toml");
    let before = std::fs::read_to_string(&file).unwrap();
    let mut session = Session::of(100, 24, &[CROSSREAD, folder.path().to_str().unwrap()], &[]);
    session.until("the comparison", |screen| screen.contents().contains("of 2 articles"));
    session.press("d\t");
    session.until("a difference", |screen| screen.contents().contains("≠ figure"));
    session.press("=");
    session.until("the stanza", |screen| {
        let contents = screen.contents();
        contents.contains("written at the end") && contents.contains("≠ curator")
    });
    let after = std::fs::read_to_string(&file).unwrap();
    assert!(after.starts_with(&before) && after[before.len()..].starts_with("\n[[difference]]\n"), "{after}");
    session.press("q");
    session.wait();
    session.given_back();
}

#[test]
#[cfg(debug_assertions)]
fn a_panic_while_comparing_gives_the_terminal_back() {
    panics(
        "comparer",
        "\r",
        &expect!["crossread: a fault in the program itself, please report it: panic of comparer"],
    );
}

#[test]
#[cfg(debug_assertions)]
fn a_panic_while_drawing_gives_the_terminal_back() {
    panics("main", "", &expect!["crossread: a fault in the program itself, please report it: panic of main"]);
}

#[test]
#[cfg(debug_assertions)]
fn a_panic_of_a_worker_gives_the_terminal_back() {
    panics(
        "worker",
        "\r",
        &expect!["crossread: a fault in the program itself, please report it: panic of worker"],
    );
}

#[test]
#[cfg(debug_assertions)]
fn a_panic_of_the_reader_of_keys_gives_the_terminal_back() {
    panics(
        "keys",
        "j",
        &expect!["crossread: a fault in the program itself, please report it: panic of keys"],
    );
}

#[test]
fn a_window_that_takes_no_bytes_does_not_keep_the_program() {
    let mut session = Session::start(80, 24, &[]);
    session.clog();
    // It draws now, and cannot.
    session.press("\x0c");
    session.signal(Signal::TERM);
    ended_by(session.wait(), Signal::TERM);
    assert_eq!(session.modes(), Modes::of(&session.before));
}

#[test]
fn a_second_signal_ends_the_program_at_once() {
    // Its last bytes cannot be written, so it waits a little. On a machine that is busy elsewhere
    // the second signal may come after that, and the first one ends it: then once more.
    let ended = (0..5).any(|_| {
        let mut session = Session::start(80, 24, &[]);
        session.clog();
        session.signal(Signal::HUP);
        let end = Instant::now() + DEADLINE;
        while session.modes() != Modes::of(&session.before) {
            assert!(Instant::now() < end, "it does not begin to leave");
            thread::sleep(Duration::from_millis(1));
        }
        session.signal(Signal::TERM);
        let status = session.wait();
        assert_eq!(session.modes(), Modes::of(&session.before));
        status.terminating_signal() == Some(Signal::TERM.as_raw())
    });
    assert!(ended, "the second signal is as good as none");
}

#[test]
fn a_window_that_closes_ends_the_program() {
    let mut session = Session::start(80, 24, &[]);
    session.vanish();
    ended_by(session.wait(), Signal::HUP);
}

#[test]
fn a_window_that_closes_ends_a_program_that_nobody_tells() {
    // The system tells only the session's first process, here a shell that does not listen.
    let mut session = Session::shell(r#"trap "" HUP; "$0"; echo $? >ended"#);
    session.until_first_screen();
    session.vanish();
    assert_eq!(session.wait().exit_status(), Some(0));
    let ended = std::fs::read_to_string(session.home.path().join("ended")).unwrap();
    assert_eq!(ended, "129\n");
}

// Output that is no terminal

fn plain(arguments: &[&str], output: impl Into<Stdio>) -> std::process::Output {
    let home = TempDir::new().unwrap();
    let mut command = Command::new(CROSSREAD);
    command.args(arguments).env_clear().env("HOME", home.path()).env("TERM", "xterm-256color");
    command.stdin(Stdio::null()).stdout(output).stderr(Stdio::piped());
    command.spawn().unwrap().wait_with_output().unwrap()
}

#[test]
fn what_goes_to_a_pipe_is_plain_text() {
    for arguments in [&[][..], &["list"], &["show", "louvre-theft"], &["keys"], &["config"], &["--help"]] {
        let output = plain(arguments, Stdio::piped());
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(!text.is_empty() && output.stderr.is_empty(), "{arguments:?}");
        assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{arguments:?}: {text:?}");
    }
}

#[test]
fn a_pipe_in_a_terminal_leaves_the_terminal_alone() {
    let mut session = Session::shell(r#""$0" | cat"#);
    assert_eq!(session.wait().exit_status(), Some(0));
    assert!(!session.given_back().is_empty());
}

#[test]
fn a_pipe_that_is_closed_ends_the_program_quietly() {
    for arguments in [
        &[][..],
        &["list"],
        &["list", "--json"],
        &["show", "louvre-theft"],
        &["keys"],
        &["config"],
        &["man"],
        &["completions", "bash"],
        &["--help"],
        &["--version"],
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = plain(arguments, writer);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {output:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
    }
}
