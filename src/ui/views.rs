//! The places a reader can be, a file each.

pub(super) mod article;
pub(super) mod articles;
pub(super) mod help;
pub(super) mod import;
pub(super) mod ledger;
pub(super) mod origins;
pub(super) mod problems;
pub(super) mod reader;
pub(super) mod shelf;
pub(super) mod sides;
pub(super) mod terms;
pub(super) mod timeline;
pub(super) mod why;

use super::view::Effect;
use crate::keys::Command;

/// Another view of the same comparison in place of the one in front.
fn comparison(number: usize, question: usize, command: Command) -> Effect {
    match command {
        Command::Sides => Effect::Turn(Box::new(sides::Sides::new(number, question))),
        Command::Origins => Effect::Turn(Box::new(origins::Origins::new(number, question))),
        Command::Ledger => Effect::Turn(Box::new(ledger::Ledger::new(number, question))),
        _ => Effect::Pass,
    }
}

/// The same in front of the view that asked for it.
fn opened(effect: Effect) -> Effect {
    match effect {
        Effect::Turn(view) => Effect::Open(view),
        effect => effect,
    }
}
