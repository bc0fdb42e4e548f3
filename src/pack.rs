//! Packs: briefings as one file that is signed, checked by anyone, and read without being trusted.
//!
//! `docs/packs.md` describes the file. [`build()`] makes one of briefings, [`verify()`] tells all that
//! is wrong with one, [`Pack::head`] reads as much as it takes to open a briefing, [`Ledger`] knows
//! which are installed and which keys are trusted, and [`delta`] tells what an edition changed.
//! Nothing here touches the world: bytes come in, and bytes and briefings go out.

mod build;
pub mod delta;
mod fault;
mod frame;
mod gzip;
mod key;
mod ledger;
mod manifest;
mod signature;
mod sums;
mod tally;
mod verify;

pub use build::{Built, Draft, build};
pub use fault::Fault;
pub use frame::{LARGEST_PACK, MOST_FILES};
pub use key::{PublicKey, SecretKey};
pub use ledger::{Installed, Kept, Ledger, Step, Trusted};
pub use manifest::{File, Manifest};
pub use signature::Signature;
pub use sums::Sum;
pub use tally::Tally;
pub use verify::{Pack, Verdict, add, source_of, verify};

/// What the first file of a pack is called, and what is in it.
const MARK: (&str, &str) = ("PACK", "crossread pack 1\n");
/// The check sums of all that comes after them.
const SUMS: &str = "sha256sums";
/// The signature of the check sums.
const SIGNATURE: &str = "sha256sums.minisig";
/// What a pack says of itself.
const MANIFEST: &str = "manifest.toml";
/// The file that tells what a pack of the briefings beside it is called.
pub const PACK_FILE: &str = "pack.toml";
