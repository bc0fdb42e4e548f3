//! Briefings to a pack: the same briefings, the same bytes.

use chrono::{DateTime, NaiveDate, Utc};

use super::frame::{self, LARGEST_PACK};
use super::key::SecretKey;
use super::manifest::{File, Manifest};
use super::sums::{self, Sum};
use super::tally::Tally;
use super::{Fault, MANIFEST, MARK, SIGNATURE, SUMS, gzip, signature};
use crate::briefing::parse::{Source, parse};
use crate::problem::Problem;
use crate::text;
use crate::text::Text;

/// What a pack is made of.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// Which pack it is, through all its editions.
    pub id: Text,
    /// What it is called.
    pub title: Text,
    /// Who makes it.
    pub publisher: Text,
    /// Counts up from 1 with each edition.
    pub serial: u64,
    /// When it is made; without it, the newest date in the briefings.
    pub created: Option<DateTime<Utc>>,
    /// The last day on which it is current.
    pub expires: Option<NaiveDate>,
    /// The briefings' files, as they stand.
    pub briefings: Vec<Source>,
}

/// A pack that was made.
#[derive(Debug, Clone)]
pub struct Built {
    /// The file.
    pub bytes: Vec<u8>,
    /// What it says of itself.
    pub manifest: Manifest,
    /// What is in it.
    pub tally: Tally,
}

/// Makes a pack, and signs it where a key is given. None where a briefing has errors or something
/// else stands against it; the problems tell, the briefings' warnings among them.
pub fn build(draft: &Draft, secret: Option<&SecretKey>, today: NaiveDate) -> (Option<Built>, Vec<Problem>) {
    let mut tally = Tally::default();
    let mut problems = Vec::new();
    let mut files: Vec<(String, &[u8])> = Vec::new();
    for source in &draft.briefings {
        let (briefing, faults) = parse(source, today);
        problems.extend(faults);
        tally.add(&briefing);
        // Ids, not names: what stands in the pack needs no second look at what it is called.
        let folder = format!("content/{}", briefing.id);
        files.extend(source.briefing.iter().map(|f| (format!("{folder}/briefing.toml.gz"), &*f.bytes)));
        let ids = briefing.articles.iter().map(|a| &a.id);
        // The articles that stand in the briefing's own file come first.
        let own = briefing.articles.len().saturating_sub(source.articles.len());
        for (id, file) in ids.skip(own).zip(&source.articles) {
            files.push((format!("{folder}/articles/{id}.toml.gz"), &*file.bytes));
        }
    }
    if problems.iter().any(Problem::is_error) {
        return (None, problems);
    }
    match assemble(draft, secret, &tally, files) {
        Ok((bytes, manifest)) => (Some(Built { bytes, manifest, tally }), problems),
        Err(fault) => {
            problems.push(fault.problem(&draft.id));
            (None, problems)
        }
    }
}

fn assemble(
    draft: &Draft,
    secret: Option<&SecretKey>,
    tally: &Tally,
    mut files: Vec<(String, &[u8])>,
) -> Result<(Vec<u8>, Manifest), Fault> {
    files.sort();
    if let Some(two) = files.windows(2).find(|two| two[0].0 == two[1].0) {
        let message = text!("two briefings or articles have the same id: `{}`", two[0].0);
        return Err(Fault::new("same-id", message).hint("rename one of the folders or files"));
    }
    let Some(created) = draft.created.or(tally.newest) else {
        return Err(Fault::new("undated", "no briefing and no article has a date, so the pack has none")
            .hint("write `published` into briefing.toml, or set SOURCE_DATE_EPOCH"));
    };
    let packed: Vec<Vec<u8>> = files.iter().map(|(_, plain)| gzip::pack(plain)).collect();
    let rows = files.iter().zip(&packed).map(|((path, plain), packed)| File {
        path: path.clone(),
        packed: packed.len() as u64,
        plain: plain.len() as u64,
        sum: Sum::of(plain),
    });
    let manifest = Manifest {
        id: draft.id.clone(),
        title: draft.title.line(),
        publisher: draft.publisher.line(),
        key: secret.map(SecretKey::public),
        serial: draft.serial,
        created,
        expires: draft.expires,
        language: tally.language(),
        outlets: tally.outlets.clone().into_iter().collect(),
        files: rows.collect(),
    };
    manifest.check()?;
    let written = manifest.write();
    let contents = || files.iter().zip(&packed).map(|((path, _), packed)| (path.as_str(), packed.as_slice()));
    let list = sums::write(
        std::iter::once((MANIFEST, written.as_bytes()))
            .chain(contents())
            .map(|(path, bytes)| (path, Sum::of(bytes))),
    );
    let signature =
        secret.map(|secret| signature::sign(secret, manifest.id.as_str(), manifest.serial, list.as_bytes()));
    let mut bytes = Vec::new();
    frame::put(&mut bytes, MARK.0, MARK.1.as_bytes())?;
    frame::put(&mut bytes, SUMS, list.as_bytes())?;
    if let Some(signature) = &signature {
        frame::put(&mut bytes, SIGNATURE, signature.as_bytes())?;
    }
    frame::put(&mut bytes, MANIFEST, written.as_bytes())?;
    for (path, packed) in contents() {
        frame::put(&mut bytes, path, packed)?;
    }
    frame::end(&mut bytes);
    if bytes.len() as u64 > LARGEST_PACK {
        return Err(frame::too_large().hint("make two packs of the briefings"));
    }
    Ok((bytes, manifest))
}
