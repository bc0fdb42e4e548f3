//! `sha256sums.minisig`: minisign's format, in the one form that is written here.
//!
//! Its trusted comment names pack, serial and key, so that the key is known before anything else
//! is read. A signature is taken apart, written anew, and refused when it is not the same.

use base64ct::{Base64, Encoding};

use super::Fault;
use super::key::{COMMENT, PublicKey, SecretKey, prehash};

/// What marks a signature over a `BLAKE2b` hash.
const PREHASHED: &[u8; 2] = b"ED";
/// The comment that nobody vouches for says always the same.
const UNTRUSTED: &str = "signature of a crossread pack";
const TRUSTED: &str = "trusted comment: ";

/// A signature that was found to be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Whose it is; whether that key is to be trusted is another question.
    pub key: PublicKey,
    /// The pack that it was made for.
    pub id: String,
    /// The serial that it was made for.
    pub serial: u64,
}

/// The file for these bytes.
pub(super) fn sign(secret: &SecretKey, id: &str, serial: u64, bytes: &[u8]) -> String {
    let key = secret.public();
    let comment = comment(id, serial, &key);
    let first = secret.sign(&prehash(bytes));
    let whole = secret.sign(&[first.as_slice(), comment.as_bytes()].concat());
    write(&key, &first, &comment, &whole)
}

/// Checks that a file signs these bytes.
pub(super) fn check(file: &[u8], bytes: &[u8]) -> Result<Signature, Fault> {
    let form = || {
        Fault::new("signature-form", "the signature is not written as packs write it")
            .hint("crossread pack build --key signs a pack")
    };
    let text = std::str::from_utf8(file).map_err(|_| form())?;
    let lines: Vec<&str> = text.split('\n').collect();
    let &[_, first, comment, whole, ""] = lines.as_slice() else { return Err(form()) };
    let comment = comment.strip_prefix(TRUSTED).ok_or_else(form)?;
    let signature = read_comment(comment).ok_or_else(form)?;
    let key = signature.key;
    let first = Base64::decode_vec(first).map_err(|_| form())?;
    let whole = Base64::decode_vec(whole).map_err(|_| form())?;
    let marked = first.strip_prefix(PREHASHED).filter(|rest| rest.len() == 72).ok_or_else(form)?;
    let (Some(first), Ok(whole)) = (marked.last_chunk(), <&[u8; 64]>::try_from(whole.as_slice())) else {
        return Err(form());
    };
    if marked[..8] != key.number {
        return Err(Fault::new("signature-key", "the signature names one key and was made with another"));
    }
    if write(&key, first, comment, whole) != text {
        return Err(form());
    }
    if !key.signed(&prehash(bytes), first) {
        return Err(Fault::new("signature", "the signature is not one of this content")
            .hint("the pack was changed after it was signed, or on its way: get it again"));
    }
    if !key.signed(&[first.as_slice(), comment.as_bytes()].concat(), whole) {
        return Err(Fault::new("signature-comment", "the comment of the signature was changed"));
    }
    Ok(signature)
}

fn comment(id: &str, serial: u64, key: &PublicKey) -> String {
    format!("pack {id} serial {serial} key {key}")
}

fn read_comment(comment: &str) -> Option<Signature> {
    let rest = comment.strip_prefix("pack ")?;
    let (id, rest) = rest.split_once(" serial ")?;
    let (serial, key) = rest.split_once(" key ")?;
    let signature =
        Signature { key: PublicKey::read(key).ok()?, id: id.to_owned(), serial: serial.parse().ok()? };
    let again = self::comment(&signature.id, signature.serial, &signature.key);
    (again == comment && crate::briefing::is_id(id)).then_some(signature)
}

fn write(key: &PublicKey, first: &[u8; 64], comment: &str, whole: &[u8; 64]) -> String {
    let first = [PREHASHED.as_slice(), &key.number, first].concat();
    let (first, whole) = (Base64::encode_string(&first), Base64::encode_string(whole));
    format!("{COMMENT}{UNTRUSTED}\n{first}\n{TRUSTED}{comment}\n{whole}\n")
}
