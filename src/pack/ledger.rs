//! Which packs are installed, which keys are trusted, and what was ever seen: the rules by which a
//! pack may come in, and what coming in changes.
//!
//! The rules stand against the attacks that TUF lists. A pack belongs to the key that it first came
//! with; its serial is never below the highest ever seen, also after it was removed; two packs of
//! one serial and other content are refused both ways; one without a signature never takes the
//! place of one that has it.

use std::collections::HashSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Fault, Pack, PublicKey, Sum};
use crate::briefing::{Partial, is_id};
use crate::text;
use crate::text::Text;

/// Editions of a pack that are kept: the one that is read, and the one before.
const KEPT: usize = 2;
/// The version of the file that this is kept in.
const VERSION: u32 = 1;

/// All that is remembered of packs and keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    version: u32,
    /// The keys that the reader trusts.
    pub keys: Vec<Trusted>,
    /// The packs that are installed, by id.
    pub packs: Vec<Installed>,
    /// The highest serial of each pack and key; it stays when the pack goes.
    seen: Vec<Seen>,
}

/// A key that the reader trusts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trusted {
    /// The key.
    pub key: PublicKey,
    /// Whose it is, as the pack said that it came with; nothing where it came alone.
    pub name: Text,
    /// Since when.
    pub since: Partial,
}

/// A pack that is installed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Installed {
    /// Which pack.
    pub id: Text,
    /// The edition that is read, then the other that is kept.
    pub editions: Vec<Kept>,
}

/// An edition of a pack, as a file in the folder of packs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// What the pack is called.
    pub title: Text,
    /// Who made it.
    pub publisher: Text,
    /// Who signed it.
    pub key: Option<PublicKey>,
    /// Which edition.
    pub serial: u64,
    /// Of its list of check sums.
    pub digest: Sum,
    /// When it was made.
    pub created: Partial,
    /// The last day on which it is current.
    pub expires: Option<Partial>,
    /// How many briefings are in it.
    pub briefings: usize,
    /// How many articles.
    pub articles: usize,
    /// Bytes of the file.
    pub size: u64,
}

impl Kept {
    fn of(pack: &Pack, size: u64) -> Self {
        let m = &pack.manifest;
        let created = m.created;
        Self {
            title: m.title.clone(),
            publisher: m.publisher.clone(),
            key: m.key,
            serial: m.serial,
            digest: pack.digest,
            created: Partial::Time(created.date_naive(), created.time(), chrono::FixedOffset::east_opt(0)),
            expires: m.expires.map(Partial::Day),
            briefings: m.briefings().len(),
            articles: m.articles(),
            size,
        }
    }

    /// The day since which it is no longer current, when that has come.
    pub fn expired_since(&self, today: NaiveDate) -> Option<NaiveDate> {
        self.expires?.last_day().succ_opt().filter(|since| *since <= today)
    }
}

impl Installed {
    /// The edition that is read.
    pub fn current(&self) -> Option<&Kept> {
        self.editions.first()
    }

    /// The other one that is kept.
    pub fn other(&self) -> Option<&Kept> {
        self.editions.get(1)
    }

    /// What the file of an edition is called in the folder of packs.
    pub fn file(&self, edition: &Kept) -> String {
        file(&self.id, edition)
    }
}

fn file(id: &Text, edition: &Kept) -> String {
    format!("{id}-{}-{}.pack", edition.serial, &edition.digest.hex()[..12])
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    id: Text,
    key: Option<PublicKey>,
    serial: u64,
    digest: Sum,
}

/// What installing a pack does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It was not there.
    New,
    /// It takes the place of this serial.
    Update(u64),
    /// It is there already, and read.
    Same,
}

impl Default for Ledger {
    fn default() -> Self {
        Self { version: VERSION, keys: Vec::new(), packs: Vec::new(), seen: Vec::new() }
    }
}

impl Ledger {
    /// Reads what was written.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let damaged = || {
            Fault::new("ledger", "the list of installed packs and trusted keys is damaged")
                .hint("restore it from a copy; with it gone, packs have to be installed and trusted anew")
        };
        let ledger: Self = serde_json::from_slice(bytes).map_err(|_| damaged())?;
        let ids = ledger.packs.iter().all(|p| is_id(p.id.as_str()) && !p.editions.is_empty());
        if ledger.version != VERSION {
            return Err(Fault::new("ledger-version", "the list of installed packs is of a newer crossread"));
        }
        if ids { Ok(ledger) } else { Err(damaged()) }
    }

    /// As it is kept.
    pub fn write(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Since when and for whom a key is trusted.
    pub fn trusted(&self, key: &PublicKey) -> Option<&Trusted> {
        self.keys.iter().find(|t| t.key == *key)
    }

    /// The pack of this id.
    pub fn installed(&self, id: &str) -> Option<&Installed> {
        self.packs.iter().find(|p| p.id.as_str() == id)
    }

    /// What installing a pack would do, or the rule that it breaks. `unsigned` allows one without a
    /// signature. That a key is not trusted is told after all other rules.
    pub fn admit(&self, pack: &Pack, unsigned: bool) -> Result<Step, Fault> {
        let m = &pack.manifest;
        self.belongs(&m.id, m.key.as_ref())?;
        self.serial(pack)?;
        match m.key {
            None if !unsigned => {
                return Err(Fault::new("unsigned", "nobody has signed this pack, so nobody vouches for it")
                    .hint("if you know where it comes from: crossread pack install --allow-unsigned"));
            }
            Some(key) if self.trusted(&key).is_none() => return Err(unknown_key(&m.publisher, &key)),
            _ => {}
        }
        Ok(match self.installed(m.id.as_str()).and_then(Installed::current) {
            None => Step::New,
            Some(there) if there.key == m.key && there.digest == pack.digest => Step::Same,
            Some(there) => Step::Update(there.serial),
        })
    }

    /// A pack is its first publisher's, as long as that one is trusted.
    fn belongs(&self, id: &Text, key: Option<&PublicKey>) -> Result<(), Fault> {
        let owner = self.seen.iter().filter(|s| s.id == *id).find_map(|s| self.trusted(s.key.as_ref()?));
        match (owner, key) {
            (Some(owner), None) => Err(Fault::new(
                "unsigned-over-signed",
                text!("`{id}` is signed by {}, and this file is not signed", owner.name),
            )
            .hint("do not use it: somebody may have taken the signature out")),
            (Some(owner), Some(key)) if owner.key != *key => Err(Fault::new(
                "other-publisher",
                text!("`{id}` is a pack of {}, and this file is signed with another key", owner.name),
            )
            .hint(
                "if the publisher has told you of a new key: crossread pack key forget, then trust that one",
            )),
            _ => Ok(()),
        }
    }

    fn serial(&self, pack: &Pack) -> Result<(), Fault> {
        let m = &pack.manifest;
        let Some(seen) = self.seen.iter().find(|s| s.id == m.id && s.key == m.key) else { return Ok(()) };
        if m.serial < seen.serial {
            let message =
                text!("`{}` was here in serial {}, and this file is serial {}", m.id, seen.serial, m.serial);
            let kept = self.installed(m.id.as_str()).and_then(Installed::other);
            let hint = match kept.filter(|other| other.serial == m.serial) {
                Some(_) => text!("crossread pack rollback {} goes back to it", m.id),
                None => Text::new("ask the publisher for the newest edition"),
            };
            return Err(Fault::new("older", message).hint(hint));
        }
        if m.serial == seen.serial && pack.digest != seen.digest {
            let message = text!(
                "SERIAL {} OF `{}` WAS HERE WITH OTHER CONTENT: one of the two is not what its publisher sent to all",
                m.serial,
                m.id
            );
            return Err(Fault::new("two-contents", message).hint("ask the publisher which one is right"));
        }
        Ok(())
    }

    /// Takes a pack in that was admitted.
    pub fn install(&mut self, pack: &Pack, size: u64) {
        let kept = Kept::of(pack, size);
        let id = &pack.manifest.id;
        let seen = Seen { id: id.clone(), key: kept.key, serial: kept.serial, digest: kept.digest };
        self.seen.retain(|s| s.id != seen.id || s.key != seen.key);
        self.seen.push(seen);
        if self.installed(id.as_str()).is_none() {
            self.packs.push(Installed { id: id.clone(), editions: Vec::new() });
            self.packs.sort_by(|a, b| a.id.cmp(&b.id));
        }
        let Some(installed) = self.packs.iter_mut().find(|p| p.id == *id) else { return };
        // Going back must not lead to one that nobody signed, or another did.
        installed.editions.retain(|e| e.key == kept.key && e.digest != kept.digest);
        installed.editions.insert(0, kept);
        installed.editions.truncate(KEPT);
    }

    /// The pack is no longer installed; what was seen of it stays.
    pub fn remove(&mut self, id: &str) -> Option<Installed> {
        let at = self.packs.iter().position(|p| p.id.as_str() == id)?;
        Some(self.packs.remove(at))
    }

    /// The other edition is read; done twice, it is as it was.
    pub fn roll_back(&mut self, id: &str) -> Result<&Installed, Fault> {
        let none = text!("no pack `{id}` is installed");
        let Some(installed) = self.packs.iter_mut().find(|p| p.id.as_str() == id) else {
            return Err(Fault::new("not-installed", none).hint("crossread pack list shows all of them"));
        };
        if installed.editions.len() < KEPT {
            return Err(Fault::new("only-one", text!("there is one edition of `{id}`, and none before it")));
        }
        installed.editions.swap(0, 1);
        Ok(installed)
    }

    /// Trusts a key from today on; what was known of it stays.
    pub fn trust(&mut self, key: PublicKey, name: &Text, today: NaiveDate) {
        if self.trusted(&key).is_none() {
            self.keys.push(Trusted { key, name: name.line(), since: Partial::Day(today) });
        }
    }

    /// Trusts a key no longer. Refused while packs of it are installed.
    pub fn forget(&mut self, key: &PublicKey) -> Result<(), Fault> {
        let of_it = |p: &&Installed| p.editions.iter().any(|e| e.key.as_ref() == Some(key));
        let packs: Vec<&str> = self.packs.iter().filter(of_it).map(|p| p.id.as_str()).collect();
        if !packs.is_empty() {
            let message = text!("packs of this key are installed: {}", packs.join(", "));
            return Err(Fault::new("key-in-use", message).hint(text!("crossread pack remove {}", packs[0])));
        }
        self.keys.retain(|t| t.key != *key);
        Ok(())
    }

    /// The names of all files that are kept.
    pub fn files(&self) -> HashSet<String> {
        self.packs.iter().flat_map(|p| p.editions.iter().map(|e| p.file(e))).collect()
    }
}

fn unknown_key(publisher: &Text, key: &PublicKey) -> Fault {
    let message = text!("the key of {publisher} is not known here:\n  {}", key.fingerprint());
    Fault::new("unknown-key", message)
        .hint("compare it with what the publisher tells elsewhere; if it is the same,\n       crossread pack key trust FILE trusts it")
}

/// A digest or key in the file, as people write it.
macro_rules! as_text {
    ($kind:ty, $write:expr, $read:expr) => {
        impl Serialize for $kind {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&$write(self))
            }
        }

        impl<'de> Deserialize<'de> for $kind {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let written = String::deserialize(deserializer)?;
                $read(&written).ok_or_else(|| serde::de::Error::custom("not written as it should be"))
            }
        }
    };
}

as_text!(Sum, Sum::hex, Sum::read);
as_text!(PublicKey, PublicKey::to_string, |written: &str| PublicKey::read(written).ok());
