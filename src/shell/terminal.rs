//! The terminal: taken over, and given back on every way out.
//!
//! Whatever happens (quit, a signal, a panic on any thread, a closed output), [`restore`] resets
//! the same modes and writes the same bytes, and doing it twice does no harm. It waits for nobody
//! for long: the thread that writes may be the one that is stuck.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crossterm::event::{self, DisableBracketedPaste, EnableBracketedPaste, KeyEventKind, KeyModifiers};
use crossterm::terminal::{EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, queue};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{getpgrp, getsid};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetpgrp, tcsetattr};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGTTOU, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use super::paint::Painter;
use super::worker::Reply;
use crate::keys::{Code, Key};
use crate::text;
use crate::text::Text;

/// How long the program may take to leave after a signal, before it is made to.
const PATIENCE: Duration = Duration::from_millis(1500);
/// How long a signal may take from one thread to the other.
const GRACE: Duration = Duration::from_millis(50);
/// How long a terminal that takes no bytes is waited for when it is given back.
const FAREWELL: Duration = Duration::from_millis(500);

/// What wakes the program.
#[derive(Debug)]
pub(super) enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The terminal has another size: draw everything.
    Redraw,
    /// The program was stopped and goes on: the terminal may be in any state.
    Continue,
    /// Stop, and wait to be brought back.
    Suspend,
    /// A signal to leave.
    Leave(i32),
    /// The terminal can no longer be read.
    Lost,
    /// A worker is done.
    Reply(Reply),
}

/// Whether the terminal is ours: only while it is [`HELD`] do frames reach it.
static STATE: AtomicU8 = AtomicU8::new(FREE);
const FREE: u8 = 0;
const HELD: u8 = 1;
const LEAVING: u8 = 2;

/// The modes to give back.
static MODES: Mutex<Option<Termios>> = Mutex::new(None);
/// Held while bytes are written, so that no half of a frame comes after the terminal was given back.
static TURN: Mutex<()> = Mutex::new(());
/// Set by the signal handlers themselves, so it is known before the program goes on after a stop.
static ASKED_TO_LEAVE: AtomicBool = AtomicBool::new(false);

/// A panic elsewhere is no reason to leave the terminal as it is.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Where frames go: to the terminal while it is ours, else nowhere. What is left in a buffer, and
/// what ratatui writes when it is dropped, would otherwise land on the shell's screen.
struct Held(File);

impl Write for Held {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let _turn = lock(&TURN);
        if STATE.load(Ordering::SeqCst) == HELD { self.0.write(bytes) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The screen, for as long as it is ours.
pub(super) struct Screen {
    painter: Painter<BufWriter<Held>>,
}

impl Screen {
    /// Takes the terminal over.
    pub(super) fn take() -> io::Result<Self> {
        // crossterm 0.29 drops bold and reverse too where NO_COLOR is set; the themes do without
        // colour themselves.
        crossterm::style::force_color_output(true);
        let held = Held(File::from(io::stdout().as_fd().try_clone_to_owned()?));
        enter()?;
        Ok(Self { painter: Painter::new(BufWriter::with_capacity(1 << 16, held)) })
    }

    /// Draws a frame of the size that the terminal has now.
    pub(super) fn draw(&mut self, frame: impl FnOnce(&mut Buffer, Rect)) -> io::Result<()> {
        let (width, height) = crossterm::terminal::size()?;
        let area = Rect::new(0, 0, width, height);
        let mut buffer = Buffer::empty(area);
        trap("main");
        frame(&mut buffer, area);
        self.painter.paint(buffer)
    }

    /// Forgets what the terminal shows, so that the next frame draws every cell.
    pub(super) fn forget(&mut self) {
        self.painter.forget();
    }

    /// Gives the terminal back, stops until the shell brings the program back, and takes it again.
    /// False, and nothing done, where nobody could bring it back.
    pub(super) fn suspend(&mut self) -> io::Result<bool> {
        if !stoppable() {
            return Ok(false);
        }
        restore();
        emulate_default_handler(SIGTSTP)?;
        self.again()?;
        Ok(true)
    }

    /// Takes the terminal again after a stop; one that came from outside gave nothing back, and the
    /// shell has set the terminal as it likes since.
    pub(super) fn again(&mut self) -> io::Result<()> {
        self.forget();
        enter()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

/// The terminal that keys come from.
fn line() -> io::Result<OwnedFd> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        return stdin.as_fd().try_clone_to_owned();
    }
    Ok(File::options().read(true).write(true).open("/dev/tty")?.into())
}

/// Whether the terminal is this job's, and not the shell's or another one's.
fn in_front() -> bool {
    // A terminal without jobs is everybody's.
    line().and_then(|line| Ok(tcgetpgrp(line)?)).map_or(true, |front| front == getpgrp())
}

/// Whether a shell is there to bring the program back. The group of a session's first process has
/// none: a terminal window or a container that runs the program itself.
fn stoppable() -> bool {
    getsid(None).is_ok_and(|session| session != getpgrp())
}

/// Takes the terminal over, or takes it again. Does nothing where a signal to leave has come: its
/// event is under way.
fn enter() -> io::Result<()> {
    let asked = || ASKED_TO_LEAVE.load(Ordering::SeqCst);
    // To set modes from the background stops the job, and one that was asked to leave
    // (`kill %1`) would then never do it.
    while !asked() && !in_front() && stoppable() {
        // One that came during the stop may be in the hands of another thread still.
        thread::sleep(GRACE);
        if asked() {
            break;
        }
        emulate_default_handler(SIGTTOU)?;
    }
    if asked() {
        return Ok(());
    }
    STATE.store(HELD, Ordering::SeqCst);
    let taken = raw().and_then(|()| {
        let mut bytes = Vec::new();
        queue!(bytes, EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)?;
        let _turn = lock(&TURN);
        File::from(io::stdout().as_fd().try_clone_to_owned()?).write_all(&bytes)
    });
    if taken.is_err() {
        restore();
    }
    taken
}

/// Every key as a byte, none as a signal. crossterm's own function does nothing the second time,
/// which is when the shell has set other modes.
fn raw() -> io::Result<()> {
    let line = line()?;
    let mut given_back = lock(&MODES);
    let mut modes = tcgetattr(&line)?;
    given_back.get_or_insert_with(|| modes.clone());
    modes.make_raw();
    Ok(tcsetattr(&line, OptionalActions::Now, &modes)?)
}

/// Gives the terminal back as it was. Errors have nowhere to go.
pub(super) fn restore() {
    give_back(FAREWELL);
}

fn give_back(patience: Duration) {
    if STATE.load(Ordering::SeqCst) == FREE {
        return;
    }
    STATE.store(LEAVING, Ordering::SeqCst);
    // Modes first: that never waits. In the background they are the shell's by now.
    if in_front()
        && let Some(modes) = lock(&MODES).as_ref()
        && let Ok(line) = line()
    {
        let _ = tcsetattr(line, OptionalActions::Now, modes);
    }
    // On a thread, because a terminal that takes nothing must not keep the program from ending.
    let (done, end) = channel();
    let writer = thread::Builder::new().spawn(move || {
        let _turn = lock(&TURN);
        let _ = farewell();
        let _ = done.send(());
    });
    if writer.is_ok() {
        let _ = end.recv_timeout(patience);
    }
    lock(&MODES).take();
    STATE.store(FREE, Ordering::SeqCst);
}

fn farewell() -> io::Result<()> {
    let mut bytes = Vec::new();
    queue!(
        bytes,
        EndSynchronizedUpdate,
        crossterm::style::ResetColor,
        crossterm::style::SetAttribute(crossterm::style::Attribute::Reset),
        DisableBracketedPaste,
        LeaveAlternateScreen,
        cursor::Show
    )?;
    File::from(io::stdout().as_fd().try_clone_to_owned()?).write_all(&bytes)
}

/// For tests alone: panics at the place that `CROSSREAD_PANIC` names (`main`, `worker` or `keys`).
/// A release build has nothing of it.
pub(super) fn trap(place: &str) {
    #[cfg(debug_assertions)]
    assert!(std::env::var_os("CROSSREAD_PANIC").is_none_or(|named| named != place), "panic of {place}");
    #[cfg(not(debug_assertions))]
    let _ = place;
}

/// From here on a panic on any thread gives the terminal back and ends the program with a word.
pub(super) fn guard_panics() {
    std::panic::set_hook(Box::new(|panic| {
        restore();
        let what = panic.payload_as_str().unwrap_or("unknown");
        let place = panic.location().map(|l| text!(" ({}:{})", l.file(), l.line())).unwrap_or_default();
        let _ = writeln!(
            io::stderr(),
            "crossread: a fault in the program itself, please report it: {}{place}",
            Text::new(what).line()
        );
        // A thread that is gone would leave a reader waiting for an answer that never comes.
        std::process::exit(101);
    }));
}

/// Sends signals on as events. A second signal, or a program that does not leave in time, ends it
/// at once, with the terminal given back.
pub(super) fn watch_signals(events: Sender<Event>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGQUIT, SIGINT, SIGTSTP, SIGCONT, SIGWINCH])?;
    // After the events: one that is known here and does not come as an event would leave nobody to act on it.
    for signal in [SIGTERM, SIGHUP, SIGQUIT, SIGINT] {
        signal_hook::flag::register(signal, &ASKED_TO_LEAVE)?;
    }
    thread::spawn(move || {
        let mut leaving = false;
        for signal in signals.forever() {
            let event = match signal {
                SIGTSTP => Event::Suspend,
                SIGCONT => Event::Continue,
                // crossterm listens only from when keys are read: a new size before that was lost.
                SIGWINCH => Event::Redraw,
                signal if leaving => {
                    give_back(FAREWELL / 10);
                    end_by(signal)
                }
                signal => {
                    leaving = true;
                    thread::spawn(move || {
                        thread::sleep(PATIENCE);
                        die(signal);
                    });
                    Event::Leave(signal)
                }
            };
            if events.send(event).is_err() {
                return;
            }
        }
    });
    Ok(())
}

/// Ends the program as the signal would have, the terminal given back.
pub(super) fn die(signal: i32) -> ! {
    restore();
    end_by(signal)
}

fn end_by(signal: i32) -> ! {
    let _ = emulate_default_handler(signal);
    std::process::exit(128 + signal)
}

/// Stops the whole job, as Ctrl-Z does: a shell waits for all of it, `cargo run` included. What
/// follows is [`Event::Continue`]. False, and nothing done, where nobody could bring it back.
///
/// The terminal is given back first: the shell takes it as soon as one of the job has stopped. And
/// the signal is one that nobody can put off: we would hear SIGTSTP on a thread, a shell that was
/// quick would bring the job back before we stop, and then nobody would bring us back.
pub(super) fn stop_job() -> bool {
    if !stoppable() {
        return false;
    }
    restore();
    rustix::process::kill_current_process_group(rustix::process::Signal::STOP).is_ok() || enter().is_ok()
}

/// Tells when the terminal is gone. Only a session's first process gets a signal for that, and
/// crossterm reads from a terminal that is gone for ever, without a pause.
pub(super) fn watch_line(events: Sender<Event>) {
    let Ok(line) = line() else { return };
    thread::spawn(move || {
        loop {
            let mut asked = [PollFd::new(&line, PollFlags::empty())];
            match poll(&mut asked, None) {
                Err(rustix::io::Errno::INTR) => {}
                Ok(_) if asked[0].revents().intersects(PollFlags::HUP | PollFlags::ERR) => {
                    let _ = events.send(Event::Leave(SIGHUP));
                    return;
                }
                // Some systems cannot watch a terminal so.
                _ => return,
            }
        }
    });
}

/// Whether what is drawn can reach nobody any more. Errors are of many kinds then.
pub(super) fn is_gone() -> bool {
    let stdout = io::stdout();
    let mut asked = [PollFd::new(&stdout, PollFlags::empty())];
    let now = rustix::event::Timespec::default();
    poll(&mut asked, Some(&now)).is_ok_and(|_| asked[0].revents().intersects(PollFlags::HUP | PollFlags::ERR))
}

/// Reads keys on a thread of their own.
pub(super) fn watch_keys(events: Sender<Event>) {
    thread::spawn(move || {
        loop {
            let event = match event::read() {
                Ok(event::Event::Key(key)) if key.kind != KeyEventKind::Release => {
                    trap("keys");
                    match translated(key) {
                        Some(key) => Event::Key(key),
                        None => continue,
                    }
                }
                Ok(event::Event::Paste(text)) => Event::Paste(text),
                Ok(_) => continue,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(_) => Event::Lost,
            };
            let lost = matches!(event, Event::Lost);
            if events.send(event).is_err() || lost {
                return;
            }
        }
    });
}

fn translated(key: event::KeyEvent) -> Option<Key> {
    use event::KeyCode;
    let mut shift = key.modifiers.contains(KeyModifiers::SHIFT);
    let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
    let code = match key.code {
        KeyCode::Char(c) => {
            shift = false;
            Code::Char(if ctrl { c.to_ascii_lowercase() } else { c })
        }
        KeyCode::F(n) => Code::F(n),
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Down => Code::Down,
        KeyCode::End => Code::End,
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Home => Code::Home,
        KeyCode::Insert => Code::Insert,
        KeyCode::Left => Code::Left,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::Right => Code::Right,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => {
            shift = true;
            Code::Tab
        }
        KeyCode::Up => Code::Up,
        _ => return None,
    };
    Some(Key { code, ctrl, alt: key.modifiers.contains(KeyModifiers::ALT), shift })
}
