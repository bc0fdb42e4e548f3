//! The list of check sums, byte for byte as `sha256sum` writes it.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::Fault;

/// SHA-256 of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sum(pub [u8; 32]);

impl Sum {
    /// Of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// 64 digits, lower case.
    pub fn hex(&self) -> String {
        self.0.iter().fold(String::new(), |mut all, byte| {
            let _ = write!(all, "{byte:02x}");
            all
        })
    }

    pub(super) fn read(hex: &str) -> Option<Self> {
        let mut sum = [0; 32];
        let digit = |b: u8| b.is_ascii_digit() || matches!(b, b'a'..=b'f');
        if hex.len() != 64 || !hex.bytes().all(digit) {
            return None;
        }
        for (byte, at) in sum.iter_mut().zip((0..64).step_by(2)) {
            *byte = u8::from_str_radix(hex.get(at..at + 2)?, 16).ok()?;
        }
        Some(Self(sum))
    }
}

/// The list for these files, in this order.
pub(super) fn write<'p>(rows: impl IntoIterator<Item = (&'p str, Sum)>) -> String {
    rows.into_iter().fold(String::new(), |mut all, (path, sum)| {
        let _ = writeln!(all, "{}  {path}", sum.hex());
        all
    })
}

/// Path and sum of each line.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<(&str, Sum)>, Fault> {
    let fault = || Fault::new("sums-form", "sha256sums is not written as sha256sum writes it");
    let text = std::str::from_utf8(bytes).map_err(|_| fault())?;
    let text = text.strip_suffix('\n').ok_or_else(fault)?;
    text.split('\n')
        .map(|line| {
            let (sum, path) = line.split_once("  ")?;
            Some((path, Sum::read(sum)?))
        })
        .collect::<Option<_>>()
        .ok_or_else(fault)
}
