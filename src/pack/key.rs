//! Keys in minisign's format: what signs a pack, and what checks it.

use std::fmt;

use base64ct::{Base64, Encoding};
use blake2::digest::Digest;
use blake2::digest::consts::U32;
use blake2::{Blake2b, Blake2b512};
use ed25519_dalek::{Signature as Signed, Signer, SigningKey, VerifyingKey};

use super::Fault;
use super::sums::Sum;
use crate::problem::thousands;
use crate::text;
use crate::text::Text;

/// What marks an Ed25519 key.
const KEY: &[u8; 2] = b"Ed";
/// What marks a check sum by `BLAKE2b`.
const CHECK: &[u8; 2] = b"B2";
/// What marks a key that scrypt's output is laid over.
const SCRYPT: &[u8; 2] = b"Sc";
/// Bytes of memory that a password may cost at most: minisign's own keys cost 1 GiB.
const MOST_MEMORY: u64 = 1 << 30;
/// What a password of a new key costs: 128 MiB and about half a second, scrypt's N = 2^17.
const COST: Cost = Cost { work: 1 << 22, memory: 128 << 20 };

/// What a pack is checked with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey {
    /// Any eight bytes, by which a signature tells its key.
    pub(super) number: [u8; 8],
    pub(super) key: VerifyingKey,
}

impl PublicKey {
    /// Reads the 56 characters that minisign prints.
    pub fn read(written: &str) -> Result<Self, Fault> {
        let bytes = Base64::decode_vec(written).ok();
        let bytes = bytes.as_deref().and_then(|b| b.strip_prefix(KEY)).filter(|b| b.len() == 40);
        let Some((number, point)) = bytes.and_then(|b| Some((b.first_chunk()?, b.last_chunk()?))) else {
            return Err(no_key());
        };
        match VerifyingKey::from_bytes(point) {
            Ok(key) if !key.is_weak() => Ok(Self { number: *number, key }),
            _ => Err(Fault::new("weak-key", "this key proves nothing: anybody can sign for it")),
        }
    }

    /// Reads such a line, or a file of two: a comment that nobody vouches for, and the key.
    pub fn read_file(content: &str) -> Result<Self, Fault> {
        let mut lines = content.lines().filter(|l| !l.trim().is_empty());
        let first = lines.next().unwrap_or_default();
        let line = if first.starts_with(COMMENT) { lines.next().unwrap_or_default() } else { first };
        Self::read(line.trim())
    }

    /// A file as minisign writes it.
    pub fn file(&self) -> String {
        format!("{COMMENT}minisign public key {:016X}\n{self}\n", u64::from_le_bytes(self.number))
    }

    /// For people to compare: ten groups of four digits, from the SHA-256 of the key.
    pub fn fingerprint(&self) -> Text {
        let hex = Sum::of(self.key.as_bytes()).hex();
        let groups: Vec<&str> = (0..40).step_by(4).filter_map(|at| hex.get(at..at + 4)).collect();
        Text::new(&groups.join(" "))
    }

    /// Did this key sign these bytes?
    pub(super) fn signed(&self, bytes: &[u8], signature: &[u8; 64]) -> bool {
        self.key.verify_strict(bytes, &Signed::from_bytes(signature)).is_ok()
    }
}

/// As minisign prints it.
impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [KEY.as_slice(), &self.number, self.key.as_bytes()].concat();
        f.write_str(&Base64::encode_string(&bytes))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// How the first line of every file of minisign begins.
pub(super) const COMMENT: &str = "untrusted comment: ";

fn no_key() -> Fault {
    Fault::new("no-key", "this is no public key")
        .hint("it has 56 characters and begins with RW: the second line of a .pub file")
}

/// What a pack is signed with. It shows nothing of itself.
pub struct SecretKey {
    number: [u8; 8],
    key: SigningKey,
}

/// What a password costs, as minisign states it.
#[derive(Clone, Copy)]
struct Cost {
    work: u64,
    memory: u64,
}

impl SecretKey {
    /// A key of 32 random bytes, and eight more for its number.
    pub fn new(seed: &[u8; 32], number: [u8; 8]) -> Self {
        Self { number, key: SigningKey::from_bytes(seed) }
    }

    /// What checks its signatures.
    pub fn public(&self) -> PublicKey {
        PublicKey { number: self.number, key: self.key.verifying_key() }
    }

    /// The same key always signs the same bytes in the same way.
    pub(super) fn sign(&self, bytes: &[u8]) -> [u8; 64] {
        self.key.sign(bytes).to_bytes()
    }

    /// Reads a file as minisign writes it.
    pub fn read(content: &str, password: Option<&str>) -> Result<Self, Fault> {
        let line = content.lines().nth(1).unwrap_or_default();
        let bytes = Base64::decode_vec(line.trim()).unwrap_or_default();
        let wrong = || {
            Fault::new("no-secret-key", "this is no secret key as minisign writes it")
                .hint("crossread pack key new -o desk.key makes one")
        };
        let (Some(head), Some(mut body)) = (bytes.first_chunk::<54>(), bytes.last_chunk::<104>().copied())
        else {
            return Err(wrong());
        };
        if bytes.len() != 158 || &head[..2] != KEY || &head[4..6] != CHECK {
            return Err(wrong());
        }
        let number = |at: usize| head[at..at + 8].iter().rev().fold(0, |all, b| all << 8 | u64::from(*b));
        match (&head[2..4], password) {
            (b"\0\0", _) => {}
            (kdf, Some(password)) if kdf == SCRYPT => {
                let cost = Cost { work: number(38), memory: number(46) };
                lay_over(&mut body, password, &head[6..38], cost)?;
            }
            (kdf, None) if kdf == SCRYPT => {
                return Err(Fault::new("password-wanted", "this key has a password")
                    .hint("put it into a file, and give that with --password-file"));
            }
            _ => return Err(wrong()),
        }
        let (Some(number), Some(pair)) = (body.first_chunk(), body[8..].first_chunk::<64>()) else {
            return Err(wrong());
        };
        // A key without a password bears no check sum where minisign itself made it.
        let unchecked = &head[2..4] == b"\0\0" && body[72..] == [0; 32];
        if !unchecked && body[72..] != check(&body) {
            return Err(match password {
                Some(_) => Fault::new("wrong-password", "the password is not the one of this key"),
                None => Fault::new("key-damaged", "this secret key is damaged"),
            });
        }
        let key = SigningKey::from_keypair_bytes(pair)
            .map_err(|_| Fault::new("key-damaged", "the two halves of this secret key do not fit"))?;
        Ok(Self { number: *number, key })
    }

    /// A file as minisign reads it; with a password, 32 random bytes are needed as its salt.
    pub fn file(&self, password: Option<(&str, &[u8; 32])>) -> Result<String, Fault> {
        let mut body = [0; 104];
        body[..8].copy_from_slice(&self.number);
        body[8..72].copy_from_slice(&self.key.to_keypair_bytes());
        let sum = check(&body);
        body[72..].copy_from_slice(&sum);
        let mut bytes = KEY.to_vec();
        match password {
            None => {
                bytes.extend([0; 2]);
                bytes.extend(CHECK);
                bytes.extend([0; 48]);
            }
            Some((password, salt)) => {
                lay_over(&mut body, password, salt, COST)?;
                bytes.extend(SCRYPT);
                bytes.extend(CHECK);
                bytes.extend(salt);
                bytes.extend(COST.work.to_le_bytes());
                bytes.extend(COST.memory.to_le_bytes());
            }
        }
        bytes.extend(body);
        Ok(format!(
            "{COMMENT}secret key of a publisher of crossread packs\n{}\n",
            Base64::encode_string(&bytes)
        ))
    }
}

/// What tells a right password from a wrong one.
fn check(body: &[u8; 104]) -> [u8; 32] {
    Blake2b::<U32>::new().chain_update(KEY).chain_update(&body[..72]).finalize().into()
}

/// Hides a key behind a password, or uncovers it.
fn lay_over(body: &mut [u8; 104], password: &str, salt: &[u8], cost: Cost) -> Result<(), Fault> {
    let dear = || {
        let most = thousands(usize::try_from(MOST_MEMORY >> 20).unwrap_or(0));
        Fault::new("password-cost", text!("the password of this key costs more than {most} MiB of memory"))
    };
    if cost.memory > MOST_MEMORY {
        return Err(dear());
    }
    let (log_n, p) = parameters(cost);
    let parameters = scrypt::Params::new(log_n, BLOCKS, p).map_err(|_| dear())?;
    let mut stream = [0; 104];
    scrypt::scrypt(password.as_bytes(), salt, &parameters, &mut stream).map_err(|_| dear())?;
    body.iter_mut().zip(stream).for_each(|(byte, over)| *byte ^= over);
    Ok(())
}

/// scrypt's r, always.
const BLOCKS: u32 = 8;

/// scrypt's log2 N and p for a cost, as libsodium chooses them.
fn parameters(cost: Cost) -> (u8, u32) {
    let work = cost.work.max(32_768);
    let blocks = u64::from(BLOCKS);
    let log2 = |most: u64| (1..63).find(|n| 1u64 << n > most / 2).unwrap_or(63);
    if work < cost.memory / 32 {
        return (log2(work / (blocks * 4)), 1);
    }
    let log_n = log2(cost.memory / (blocks * 128));
    let p = ((work / 4) >> log_n).min(0x3fff_ffff) / blocks;
    (log_n, u32::try_from(p).unwrap_or(u32::MAX))
}

/// What minisign signs in place of a long content.
pub(super) fn prehash(bytes: &[u8]) -> [u8; 64] {
    Blake2b512::digest(bytes).into()
}
