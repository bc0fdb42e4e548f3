//! `crossread pack key`: making keys, and trusting those of others.

use std::path::Path;

use serde::Serialize;

use super::{Depot, depot, facts, shown};
use crate::briefing::Partial;
use crate::export::{Lines, Look};
use crate::pack::{Ledger, PublicKey, SecretKey, Trusted};
use crate::shell::print::{Failure, Output};
use crate::shell::{said, store, today};
use crate::text;
use crate::text::Text;

/// `crossread pack key new`: the secret key, and beside it the public one.
pub(super) fn new(output: &mut Output, into: &Path, password_file: Option<&Path>) -> Result<(), Failure> {
    let public = {
        let mut name = into.as_os_str().to_owned();
        name.push(".pub");
        std::path::PathBuf::from(name)
    };
    for path in [into, &public] {
        if path.symlink_metadata().is_ok() {
            let what = text!("{} is there already", shown(path));
            return Err(Failure::hint(what, "keys are never overwritten; name another file"));
        }
    }
    let password = password_file.map(password).transpose()?;
    let (mut seed, mut number, mut salt) = ([0; 32], [0; 8], [0; 32]);
    for random in [seed.as_mut_slice(), number.as_mut_slice(), salt.as_mut_slice()] {
        getrandom::fill(random).map_err(|_| Failure::new(Text::new("the system has no random numbers")))?;
    }
    let secret = SecretKey::new(&seed, number);
    let content = secret
        .file(password.as_deref().map(|p| (p, &salt)))
        .map_err(|fault| Failure::of(fault, &shown(into)))?;
    for (path, content, mode) in [(into, content, 0o600), (&public, secret.public().file(), 0o666)] {
        depot::put(path, content.as_bytes(), mode)
            .map_err(|e| Failure::new(text!("{}: {}", shown(path), said(&e))))?;
    }
    output.line(&text!("made {} and {}", shown(into), shown(&public)))?;
    facts(output, &[("key", secret.public().fingerprint()), ("public", text!("{}", secret.public()))])?;
    output.line(&text!("  keep {} to yourself; give {} to readers", shown(into), shown(&public)))
}

/// The first line of a file.
fn password(path: &Path) -> Result<String, Failure> {
    let bytes = store::read_bytes(path).map_err(|p| Failure::new(text!("{}: {}", p.file, p.message)))?;
    let text = String::from_utf8(bytes).unwrap_or_default();
    match text.lines().next().filter(|line| !line.is_empty()) {
        Some(line) => Ok(line.to_owned()),
        None => Err(Failure::new(text!("{}: there is no password in its first line", shown(path)))),
    }
}

/// Reads a secret key.
pub(super) fn secret(path: &Path, password_file: Option<&Path>) -> Result<SecretKey, Failure> {
    let bytes = store::read_bytes(path).map_err(|p| Failure::new(text!("{}: {}", p.file, p.message)))?;
    let password = password_file.map(password).transpose()?;
    SecretKey::read(&String::from_utf8_lossy(&bytes), password.as_deref())
        .map_err(|fault| Failure::of(fault, &shown(path)))
}

#[derive(Serialize)]
struct Row<'a> {
    name: &'a Text,
    fingerprint: Text,
    key: String,
    since: Partial,
    packs: Vec<&'a Text>,
}

fn packs_of<'l>(ledger: &'l Ledger, key: &PublicKey) -> Vec<&'l Text> {
    let of_it = |e: &&crate::pack::Installed| e.current().is_some_and(|c| c.key.as_ref() == Some(key));
    ledger.packs.iter().filter(of_it).map(|p| &p.id).collect()
}

/// `crossread pack key list`
pub(super) fn list(output: &mut Output, json: bool) -> Result<(), Failure> {
    let ledger = Depot::of_reader()?.ledger()?;
    if json {
        let row = |t: &Trusted| {
            serde_json::to_value(Row {
                name: &t.name,
                fingerprint: t.key.fingerprint(),
                key: t.key.to_string(),
                since: t.since,
                packs: packs_of(&ledger, &t.key),
            })
        };
        let rows: Vec<_> = ledger.keys.iter().map(row).collect::<Result<_, _>>().unwrap_or_default();
        return output.bytes(serde_json::to_string_pretty(&rows).unwrap_or_default().as_bytes());
    }
    if ledger.keys.is_empty() {
        output.line(&Text::new("no key is trusted"))?;
        return output.line(&Text::new("  crossread pack key trust FILE trusts one"));
    }
    let mut lines = Lines::new();
    for trusted in &ledger.keys {
        lines.push((Look::Heading, text!("{}  {}", trusted.key.fingerprint(), name(trusted))));
        let mut facts = vec![text!("since {}", trusted.since.shown())];
        let packs: Vec<&str> = packs_of(&ledger, &trusted.key).into_iter().map(Text::as_str).collect();
        if !packs.is_empty() {
            facts.push(Text::new(&packs.join(", ")));
        }
        lines.push((Look::Muted, text!("    {}", crate::export::joined(&facts, " · "))));
    }
    output.lines(&lines)
}

fn name(trusted: &Trusted) -> Text {
    if trusted.name.is_blank() { Text::new("without a name") } else { trusted.name.clone() }
}

/// `crossread pack key trust`: the key of a pack, of a file, or as it is written.
pub(super) fn trust(output: &mut Output, named: &str, called: Option<&str>) -> Result<(), Failure> {
    let path = Path::new(named);
    let (key, publisher) = if path.symlink_metadata().is_err() {
        let key = PublicKey::read(named.trim());
        (key.map_err(|fault| Failure::of(fault, &Text::new(named).line()))?, Text::default())
    } else if super::is_pack(path) {
        let verdict = super::verdict::checked(path, |_| {})?;
        let Some(pack) = verdict.pack.as_ref().filter(|_| verdict.whole()) else {
            output.complain(&verdict.faults);
            return Err(Failure::Quiet);
        };
        let none = || Failure::new(text!("{}: nobody has signed this pack", shown(path)));
        (pack.manifest.key.ok_or_else(none)?, pack.manifest.publisher.clone())
    } else {
        let bytes = store::read_bytes(path).map_err(|p| Failure::new(text!("{}: {}", p.file, p.message)))?;
        let key = PublicKey::read_file(&String::from_utf8_lossy(&bytes));
        (key.map_err(|fault| Failure::of(fault, &shown(path)))?, Text::default())
    };
    let name = called.map_or(publisher, |called| Text::new(called).line());
    let since = Depot::of_reader()?.change(|ledger, _| {
        let since = ledger.trusted(&key).map(|t| t.since);
        ledger.trust(key, &name, today());
        Ok(since)
    })?;
    match since {
        Some(since) => output.line(&text!("this key is trusted already, since {}", since.shown()))?,
        None if name.is_blank() => output.line(&Text::new("this key is trusted from now on"))?,
        None => output.line(&text!("this key of {name} is trusted from now on"))?,
    }
    facts(output, &[("key", key.fingerprint())])
}

/// `crossread pack key forget`: by the key, the first digits of its fingerprint, or a name.
pub(super) fn forget(output: &mut Output, named: &str) -> Result<(), Failure> {
    let depot = Depot::of_reader()?;
    let ledger = depot.ledger()?;
    let digits: String = named.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let called = |t: &&Trusted| {
        let fingerprint = t.key.fingerprint().as_str().replace(' ', "");
        t.key.to_string() == named.trim()
            || t.name.as_str() == named.trim()
            || digits.len() >= 4 && fingerprint.starts_with(&digits)
    };
    let found: Vec<&Trusted> = ledger.keys.iter().filter(called).collect();
    let shown = Text::new(named).line();
    match found.as_slice() {
        [one] => {
            let key = one.key;
            depot.change(|ledger, _| ledger.forget(&key).map_err(|fault| Failure::of(fault, &shown)))?;
            output.line(&text!("the key {} is trusted no more", key.fingerprint()))
        }
        [] => Err(Failure::hint(
            text!("no key is called `{shown}`"),
            "crossread pack key list shows all of them; the first four digits will do",
        )),
        many => {
            let all: Vec<String> = many.iter().map(|t| t.key.fingerprint().to_string()).collect();
            Err(Failure::hint(text!("several keys are called `{shown}`"), &all.join(", ")))
        }
    }
}
