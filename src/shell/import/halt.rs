//! A signal while a folder is written: what was begun is taken back before the program ends.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

use crate::shell::print::Output;
use crate::text::Text;

/// The signal that asks to end, 0 while there is none.
pub(super) struct Halt(Arc<AtomicUsize>);

impl Halt {
    /// Nobody asks to end, or somebody else hears it.
    pub(super) fn never() -> Self {
        Self(Arc::default())
    }

    /// From now on a signal does not end the program, but waits to be heard.
    pub(super) fn on_signals() -> Self {
        let halt = Self::never();
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            // Where that fails the signal ends the program at once, and the next import tidies up.
            let number = usize::try_from(signal).unwrap_or_default();
            let _ = signal_hook::flag::register_usize(signal, Arc::clone(&halt.0), number);
        }
        halt
    }

    /// An error where a signal came.
    pub(super) fn check(&self) -> io::Result<()> {
        match self.0.load(Ordering::Relaxed) {
            0 => Ok(()),
            _ => Err(io::Error::other("interrupted")),
        }
    }

    /// Ends the program as the signal would have done, where one came.
    pub(super) fn leave(&self, output: &Output, word: &Text) {
        let signal = self.0.load(Ordering::Relaxed);
        if signal > 0 {
            output.note(word);
            let _ = signal_hook::low_level::emulate_default_handler(i32::try_from(signal).unwrap_or(SIGTERM));
        }
    }
}
