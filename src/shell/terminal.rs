//! The terminal: taken over, and given back on every way out.
//!
//! Whatever happens (quit, a signal, a panic on any thread, a closed output), [`restore`] writes
//! the same bytes and resets the same modes, and doing it twice does no harm. It writes to a file
//! of its own, because the thread that holds standard output may be the one that is stuck.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use crossterm::event::{self, DisableBracketedPaste, EnableBracketedPaste, KeyEventKind, KeyModifiers};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, queue};
use ratatui::Frame;
use ratatui::backend::CrosstermBackend;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use super::worker::Reply;
use crate::keys::{Code, Key};
use crate::text;
use crate::text::Text;

/// How long the program may take to leave after a signal, before it is made to.
const PATIENCE: Duration = Duration::from_millis(1500);

/// What wakes the program.
#[derive(Debug)]
pub(super) enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The terminal has another size, or the program was brought back: draw everything.
    Redraw,
    /// Stop, and wait to be brought back.
    Suspend,
    /// A signal to leave.
    Leave(i32),
    /// The terminal can no longer be read.
    Lost,
    /// A worker is done.
    Reply(Reply),
}

static TAKEN: AtomicBool = AtomicBool::new(false);

/// The screen, for as long as it is ours.
pub(super) struct Screen {
    terminal: ratatui::Terminal<CrosstermBackend<BufWriter<File>>>,
}

impl Screen {
    /// Takes the terminal over.
    pub(super) fn take() -> io::Result<Self> {
        // crossterm 0.29 drops bold and reverse too where NO_COLOR is set; the themes do without
        // colour themselves.
        crossterm::style::force_color_output(true);
        let file = File::from(io::stdout().as_fd().try_clone_to_owned()?);
        enter()?;
        let terminal = ratatui::Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(1 << 16, file)));
        match terminal {
            Ok(terminal) => Ok(Self { terminal }),
            Err(error) => {
                restore();
                Err(error)
            }
        }
    }

    /// Draws a frame; the terminal shows it all at once.
    pub(super) fn draw(&mut self, frame: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal.draw(frame)?;
        queue!(self.terminal.backend_mut(), EndSynchronizedUpdate)?;
        io::Write::flush(self.terminal.backend_mut())
    }

    /// Forgets what the terminal shows, so that the next frame draws every cell.
    pub(super) fn forget(&mut self) -> io::Result<()> {
        self.terminal.clear()
    }

    /// Gives the terminal back, stops until the shell brings the program back, and takes it again.
    pub(super) fn suspend(&mut self) -> io::Result<()> {
        restore();
        emulate_default_handler(SIGTSTP)?;
        enter()?;
        self.forget()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

fn enter() -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    let taken = enable_raw_mode().and_then(|()| {
        let mut file = File::from(io::stdout().as_fd().try_clone_to_owned()?);
        queue!(file, EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)?;
        file.flush()
    });
    if taken.is_err() {
        restore();
    }
    taken
}

/// Gives the terminal back as it was. Errors have nowhere to go.
pub(super) fn restore() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    if let Ok(fd) = io::stdout().as_fd().try_clone_to_owned() {
        let mut bytes = Vec::new();
        let _ = queue!(
            bytes,
            EndSynchronizedUpdate,
            crossterm::style::ResetColor,
            crossterm::style::SetAttribute(crossterm::style::Attribute::Reset),
            DisableBracketedPaste,
            LeaveAlternateScreen,
            cursor::Show
        );
        let _ = File::from(fd).write_all(&bytes);
    }
    let _ = disable_raw_mode();
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
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGQUIT, SIGINT, SIGTSTP, SIGCONT])?;
    thread::spawn(move || {
        let mut leaving = false;
        for signal in signals.forever() {
            let event = match signal {
                SIGTSTP => Event::Suspend,
                SIGCONT => Event::Redraw,
                signal if leaving => die(signal),
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
    let _ = emulate_default_handler(signal);
    std::process::exit(128 + signal)
}

/// Stops the whole job, as Ctrl-Z does: a shell waits for all of it, `cargo run` included.
pub(super) fn stop_job() {
    let _ = rustix::process::kill_current_process_group(rustix::process::Signal::TSTP);
}

/// Reads keys on a thread of their own.
pub(super) fn watch_keys(events: Sender<Event>) {
    thread::spawn(move || {
        loop {
            let event = match event::read() {
                Ok(event::Event::Key(key)) if key.kind != KeyEventKind::Release => match translated(key) {
                    Some(key) => Event::Key(key),
                    None => continue,
                },
                Ok(event::Event::Paste(text)) => Event::Paste(text),
                Ok(event::Event::Resize(..)) => Event::Redraw,
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
