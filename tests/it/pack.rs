//! Packs as a library: the same bytes for the same briefings, and what stock tools make of them.

use std::fs;
use std::process::Command;

use crossread::briefing::parse::{File, Source, parse};
use crossread::library::Opened;
use crossread::pack::{Draft, Ledger, Pack, PublicKey, SecretKey, Step, Sum, Verdict, build, delta, verify};
use crossread::text::Text;
use proptest::prelude::*;

use crate::hostile::today;

// What the tests of this and of other modules stand on

pub(crate) fn desk() -> SecretKey {
    SecretKey::new(&[7; 32], *b"desk key")
}

pub(crate) fn stranger() -> SecretKey {
    SecretKey::new(&[8; 32], *b"stranger")
}

fn file(name: &str, content: &str) -> File {
    File { stem: name.into(), shown: Text::new(name), bytes: content.into() }
}

/// A briefing of two articles; `what` is in its answer.
pub(crate) fn briefing(id: &str, what: &str) -> Source {
    let curated = format!(
        "title = \"Flood in {id}\"\npublished = 2025-12-27\nupdated = 2025-12-28T08:00:00+05:00\n\n[[section]]\nid = \"toll\"\nquestion = \"How many died?\"\nanswer = \"{what}[^alpha]\"\n"
    );
    let article = |outlet: &str| {
        format!(
            "outlet = \"{outlet}\"\nheadline = \"Water rises\"\npublished = 2025-12-26\ntext = \"It rained for days.\"\n"
        )
    };
    Source {
        name: id.into(),
        shown: Text::new(id),
        briefing: Some(file("briefing", &curated)),
        articles: vec![file("alpha", &article("Alpha Post")), file("beta", &article("Beta Zeitung"))],
        ..Source::default()
    }
}

pub(crate) fn draft(serial: u64, what: &str) -> Draft {
    Draft {
        id: Text::new("floods"),
        title: Text::new("Floods of the winter"),
        publisher: Text::new("Flood Desk"),
        serial,
        briefings: vec![briefing("valley", what), briefing("coast", "Two died.")],
        ..Draft::default()
    }
}

pub(crate) fn packed(draft: &Draft, key: Option<&SecretKey>) -> Vec<u8> {
    let (built, problems) = build(draft, key, today());
    built.unwrap_or_else(|| panic!("{problems:?}")).bytes
}

/// A signed pack of this serial.
pub(crate) fn signed(serial: u64) -> Vec<u8> {
    packed(&draft(serial, "Five died."), Some(&desk()))
}

pub(crate) fn checked(bytes: &[u8]) -> Verdict {
    verify(bytes, &Text::new("x.pack"), today(), |_| {})
}

pub(crate) fn opened(bytes: &[u8]) -> Vec<Opened> {
    let mut all = Vec::new();
    verify(bytes, &Text::new("x.pack"), today(), |opened| all.push(opened));
    all
}

fn head(bytes: &[u8]) -> Pack {
    Pack::head(bytes).unwrap()
}

// The file

#[test]
fn the_same_briefings_give_the_same_bytes_in_any_order() {
    let one = draft(4, "Five died.");
    let mut other = one.clone();
    other.briefings.reverse();
    for source in &mut other.briefings {
        source.shown = Text::new("somewhere else");
        source.articles.iter_mut().for_each(|f| f.shown = Text::new("there"));
    }
    assert_eq!(packed(&one, Some(&desk())), packed(&other, Some(&desk())));
    assert_eq!(packed(&one, None), packed(&other, None));
    // The whole form: a change of it must be meant, because packs that are out there change with it.
    let bytes = packed(&one, Some(&desk()));
    assert_eq!(bytes.len() % 512, 0);
    assert_eq!(head(&bytes).digest.hex().len(), 64);
}

#[test]
fn a_pack_holds_what_was_packed() {
    let verdict = checked(&signed(4));
    assert_eq!(verdict.faults, []);
    assert!(verdict.holds());
    assert_eq!(verdict.size, signed(4).len() as u64);
    let manifest = verdict.pack.unwrap().manifest;
    assert_eq!(manifest.briefings(), ["coast", "valley"]);
    assert_eq!(manifest.articles(), 4);
    assert_eq!(manifest.created.to_rfc3339(), "2025-12-28T03:00:00+00:00");
    assert_eq!(manifest.key, Some(desk().public()));
    let all = opened(&signed(4));
    let (valley, _) = parse(&briefing("valley", "Five died."), today());
    assert_eq!(all[1].briefing, valley);
    assert_eq!(all[0].briefing.id.as_str(), "coast");
}

#[test]
fn a_file_is_found_by_its_place_alone() {
    let bytes = signed(4);
    let pack = head(&bytes);
    for id in ["coast", "valley"] {
        let found: Vec<Vec<u8>> = pack
            .files_of(id)
            .map(|(number, at, file)| {
                let at = usize::try_from(at).unwrap();
                let packed = &bytes[at..at + usize::try_from(file.packed).unwrap()];
                pack.unpack(number, packed).unwrap()
            })
            .collect();
        let what = if id == "coast" { "Two died." } else { "Five died." };
        let source = briefing(id, what);
        let wanted = source.articles.iter().chain(&source.briefing).map(|f| f.bytes.clone());
        assert_eq!(found, wanted.collect::<Vec<_>>());
    }
}

#[test]
fn briefings_with_errors_are_not_packed() {
    let (built, problems) = build(&draft(1, "Nobody knows.[^nobody]"), None, today());
    assert!(built.is_none());
    assert!(problems.iter().any(|p| p.is_error() && p.code == "unknown-article"), "{problems:?}");
}

#[test]
fn what_cannot_be_a_pack_is_refused_with_its_reason() {
    let good = draft(1, "Five died.");
    let code = |change: &dyn Fn(&mut Draft)| {
        let mut draft = good.clone();
        change(&mut draft);
        let (built, problems) = build(&draft, None, today());
        assert!(built.is_none());
        problems.last().unwrap().code
    };
    assert_eq!(code(&|d| d.serial = 0), "serial");
    assert_eq!(code(&|d| d.id = Text::new("Floods!")), "pack-id");
    assert_eq!(code(&|d| d.title = Text::new(" ")), "nameless");
    assert_eq!(code(&|d| d.publisher = Text::default()), "nameless");
    assert_eq!(code(&|d| d.title = Text::new(&"x".repeat(201))), "too-long");
    assert_eq!(code(&|d| d.expires = chrono::NaiveDate::from_ymd_opt(2025, 12, 27)), "expires-early");
    assert_eq!(code(&|d| d.briefings.clear()), "undated");
    assert_eq!(code(&|d| d.briefings[1] = d.briefings[0].clone()), "same-id");
    assert_eq!(
        code(&|d| {
            d.created = Some(chrono::DateTime::UNIX_EPOCH);
            d.briefings.clear();
        }),
        "empty-pack"
    );
}

// Signatures

#[test]
fn keys_are_read_as_they_are_written() {
    let public = desk().public();
    assert_eq!(PublicKey::read(&public.to_string()), Ok(public));
    assert_eq!(PublicKey::read_file(&public.file()), Ok(public));
    assert!(public.to_string().starts_with("RW"));
    assert_eq!(public.fingerprint().as_str().len(), 49);
    let again = SecretKey::read(&desk().file(None).unwrap(), None).unwrap();
    assert_eq!(again.public(), public);
    assert_eq!(packed(&draft(1, "Five died."), Some(&again)), signed(1));
}

#[test]
fn a_password_guards_a_key() {
    let file = desk().file(Some(("open, please", &[3; 32]))).unwrap();
    let code = |password| SecretKey::read(&file, password).map_or_else(|f| f.code, |_| "");
    assert_eq!(code(None), "password-wanted");
    assert_eq!(code(Some("open please")), "wrong-password");
    assert_eq!(SecretKey::read(&file, Some("open, please")).unwrap().public(), desk().public());
}

#[test]
fn keys_that_anybody_can_sign_for_are_refused() {
    use base64ct::{Base64, Encoding};
    for point in [[0; 32], std::array::from_fn(|i| u8::from(i == 0))] {
        let key = Base64::encode_string(&[b"Edabcdefgh".as_slice(), &point].concat());
        assert_eq!(PublicKey::read(&key).unwrap_err().code, "weak-key");
    }
    assert_eq!(PublicKey::read("RWQ").unwrap_err().code, "no-key");
}

/// Runs a stock tool in a folder; none when it is not installed.
fn stock(folder: &std::path::Path, tool: &str, arguments: &[&str]) -> Option<(bool, String)> {
    let done = Command::new(tool).args(arguments).current_dir(folder).env("LC_ALL", "C").output();
    match done {
        Ok(done) => {
            let said = [done.stdout, done.stderr].concat();
            Some((done.status.success(), String::from_utf8_lossy(&said).into_owned()))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("SKIPPED: {tool} is not installed here (apt-get install {tool})");
            None
        }
        Err(error) => panic!("{tool}: {error}"),
    }
}

#[test]
fn stock_tools_open_and_check_a_pack() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("x.pack"), signed(4)).unwrap();
    let run = |tool: &str, arguments: &[&str]| stock(folder.path(), tool, arguments);
    if let Some((done, said)) = run("tar", &["xf", "x.pack"]) {
        assert!(done && said.is_empty(), "tar says: {said}");
        let (done, said) = run("sha256sum", &["--strict", "-c", "sha256sums"]).unwrap();
        assert!(done, "{said}");
        let (done, said) = run("gzip", &["-dr", "content"]).unwrap();
        assert!(done, "{said}");
        let article = fs::read(folder.path().join("content/valley/articles/beta.toml")).unwrap();
        assert_eq!(article, briefing("valley", "").articles[1].bytes);
        let key = desk().public().to_string();
        if let Some((done, said)) = run("minisign", &["-Vm", "sha256sums", "-P", &key]) {
            assert!(done, "{said}");
            assert!(said.contains("pack floods serial 4"), "{said}");
            let other = stranger().public().to_string();
            assert!(!run("minisign", &["-Vm", "sha256sums", "-P", &other]).unwrap().0);
        }
    }
}

#[test]
fn minisign_and_crossread_read_each_others_keys_and_signatures() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| stock(folder.path(), "minisign", arguments);
    let path = |name: &str| folder.path().join(name);
    // Theirs, read here
    let Some((done, said)) = run(&["-G", "-W", "-p", "their.pub", "-s", "their.key"]) else { return };
    assert!(done, "{said}");
    let theirs = SecretKey::read(&fs::read_to_string(path("their.key")).unwrap(), None).unwrap();
    let public = PublicKey::read_file(&fs::read_to_string(path("their.pub")).unwrap()).unwrap();
    assert_eq!(theirs.public(), public);
    assert!(checked(&packed(&draft(3, "Five died."), Some(&theirs))).holds());

    // A signature of theirs in the place of ours: Ed25519 leaves no choice, so the packs are the same.
    let pack = packed(&draft(3, "Five died."), Some(&theirs));
    fs::write(path("x.pack"), &pack).unwrap();
    assert!(stock(folder.path(), "tar", &["xf", "x.pack"]).unwrap().0);
    let ours = fs::read_to_string(path("sha256sums.minisig")).unwrap();
    fs::remove_file(path("sha256sums.minisig")).unwrap();
    let trusted = format!("pack floods serial 3 key {public}");
    let untrusted = "signature of a crossread pack";
    let (done, said) =
        run(&["-S", "-s", "their.key", "-m", "sha256sums", "-c", untrusted, "-t", &trusted]).unwrap();
    assert!(done, "{said}");
    assert_eq!(fs::read_to_string(path("sha256sums.minisig")).unwrap(), ours);

    // Ours, read there
    fs::write(path("our.key"), desk().file(None).unwrap()).unwrap();
    fs::write(path("our.pub"), desk().public().file()).unwrap();
    let (done, said) = run(&["-S", "-s", "our.key", "-m", "their.pub", "-t", "ours"]).unwrap();
    assert!(done, "{said}");
    assert!(run(&["-V", "-p", "our.pub", "-m", "their.pub"]).unwrap().0);
}

// Properties

fn content() -> impl Strategy<Value = (String, Vec<(String, String)>)> {
    let word = "[a-z\u{e4}-\u{ef}\u{4e00}-\u{4e10}\" \\\\\n]{0,60}";
    (word, prop::collection::vec((word.prop_map(String::from), word.prop_map(String::from)), 0..5))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_is_packed_comes_out_again((title, articles) in content(), serial in 1..u64::from(u32::MAX)) {
        // A string of JSON is one of TOML.
        let quoted = |text: &str| serde_json::to_string(text).unwrap();
        let curated = format!(
            "title = {}\npublished = 2025-12-27\n[[section]]\nquestion = \"Why?\"\n",
            quoted(&format!("T{title}"))
        );
        let files = articles.iter().enumerate().map(|(number, (outlet, text))| {
            let outlet = quoted(&format!("O{outlet}"));
            file(&format!("a{number}"), &format!("outlet = {outlet}\ntext = {}\n", quoted(text)))
        });
        let source = Source {
            name: "one".into(),
            briefing: Some(file("briefing", &curated)),
            articles: files.collect(),
            ..Source::default()
        };
        let draft = Draft {
            title: Text::new(&format!("T{title}").chars().take(100).collect::<String>()),
            serial,
            briefings: vec![source.clone()],
            ..draft(1, "")
        };
        let bytes = packed(&draft, Some(&desk()));
        let verdict = checked(&bytes);
        prop_assert!(verdict.holds(), "{:?}", verdict.faults);
        prop_assert_eq!(&opened(&bytes)[0].briefing, &parse(&source, today()).0);
        prop_assert_eq!(bytes, packed(&draft, Some(&desk())));
    }

    #[test]
    fn no_bytes_at_all_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..3000), at in 0..20_000_usize) {
        prop_assert!(!checked(&bytes).holds());
        let mut bad = signed(1);
        let at = at % bad.len();
        let end = (at + bytes.len()).min(bad.len());
        bad.splice(at..end, bytes.iter().copied());
        prop_assert!(bad == signed(1) || !checked(&bad).holds());
    }
}

// What an edition changes

#[test]
fn an_edition_tells_what_it_changed() {
    let old: Vec<_> = opened(&signed(1)).into_iter().map(|o| o.briefing).collect();
    let mut next = draft(2, "At least 7 died.");
    next.briefings[0].articles.remove(0);
    next.briefings[0].articles.push(file("gamma", "outlet = \"Gamma\"\ntext = \"New.\"\n"));
    next.briefings[0].briefing.as_mut().unwrap().bytes =
        String::from_utf8(next.briefings[0].briefing.clone().unwrap().bytes)
            .unwrap()
            .replace("[^alpha]", "[^gamma]")
            .into();
    next.briefings[1].name = "delta".into();
    let new: Vec<_> = opened(&packed(&next, None)).into_iter().map(|o| o.briefing).collect();
    let told = serde_json::to_value(delta::delta(&old, &new)).unwrap();
    assert_eq!(told["added"][0]["id"], "delta");
    assert_eq!(told["removed"][0]["id"], "coast");
    let changes = told["changed"][0]["changes"].as_array().unwrap();
    let kinds: Vec<&str> = changes.iter().map(|c| c["change"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["question", "article-added", "article-removed"]);
    assert!(delta::delta(&old, &old).is_empty());
}

// The attacks that TUF lists, where they apply

/// A reader who trusts the desk and has its pack in serial 5.
fn reader() -> Ledger {
    let mut ledger = Ledger::default();
    ledger.trust(desk().public(), &Text::new("Flood Desk"), today());
    let pack = head(&signed(5));
    assert_eq!(ledger.admit(&pack, false), Ok(Step::New));
    ledger.install(&pack, 1);
    ledger
}

fn refused(ledger: &Ledger, bytes: &[u8], unsigned: bool) -> &'static str {
    ledger.admit(&head(bytes), unsigned).map_or_else(|fault| fault.code, |_| "")
}

#[test]
fn arbitrary_installation_attack_a_pack_of_nobody_known_is_not_taken_in() {
    assert_eq!(refused(&Ledger::default(), &signed(5), true), "unknown-key");
    assert_eq!(refused(&Ledger::default(), &packed(&draft(5, "x"), None), false), "unsigned");
}

#[test]
fn rollback_attack_an_older_edition_is_refused_also_after_removal() {
    let mut ledger = reader();
    assert_eq!(refused(&ledger, &signed(4), false), "older");
    ledger.remove("floods").unwrap();
    assert_eq!(refused(&ledger, &signed(4), false), "older");
    assert_eq!(refused(&ledger, &signed(5), false), "", "the same one may come back");
    assert_eq!(refused(&ledger, &signed(6), false), "");
}

#[test]
fn rollback_attack_forgetting_and_trusting_again_forgets_no_serial() {
    let mut ledger = reader();
    let key = desk().public();
    assert_eq!(ledger.forget(&key).unwrap_err().code, "key-in-use");
    ledger.remove("floods");
    ledger.forget(&key).unwrap();
    assert_eq!(refused(&ledger, &signed(6), false), "unknown-key");
    ledger.trust(key, &Text::new("Flood Desk"), today());
    assert_eq!(refused(&ledger, &signed(4), false), "older");
}

#[test]
fn equivocation_two_contents_of_one_serial_are_refused() {
    let ledger = reader();
    assert_eq!(refused(&ledger, &packed(&draft(5, "Other."), Some(&desk())), false), "two-contents");
    assert_eq!(ledger.admit(&head(&signed(5)), false), Ok(Step::Same));
}

#[test]
fn indefinite_freeze_attack_an_edition_says_when_it_is_old() {
    let mut draft = draft(6, "Five died.");
    draft.expires = chrono::NaiveDate::from_ymd_opt(2025, 12, 31);
    let mut ledger = reader();
    ledger.install(&head(&packed(&draft, Some(&desk()))), 1);
    let edition = ledger.installed("floods").unwrap().current().unwrap();
    let day = |d| chrono::NaiveDate::from_ymd_opt(2026, 1, d).unwrap();
    assert_eq!(edition.expired_since(day(5)), Some(day(1)));
    assert_eq!(edition.expired_since(day(1).pred_opt().unwrap()), None);
}

#[test]
fn mix_and_match_attack_no_file_of_another_edition_fits() {
    let (old, new) = (signed(4), signed(5));
    // Same sizes, so that every part can be exchanged with the other's in its place.
    assert_eq!(old.len(), new.len());
    for at in (0..old.len()).step_by(512).filter(|at| old[*at..*at + 512] != new[*at..*at + 512]) {
        let mut mixed = new.clone();
        mixed[at..at + 512].copy_from_slice(&old[at..at + 512]);
        assert!(!checked(&mixed).holds(), "block at {at}");
    }
}

#[test]
fn wrong_publisher_another_key_cannot_take_over_a_pack() {
    let mut ledger = reader();
    let theirs = packed(&draft(9, "Five died."), Some(&stranger()));
    assert_eq!(refused(&ledger, &theirs, true), "other-publisher");
    ledger.trust(stranger().public(), &Text::new("Stranger"), today());
    assert_eq!(refused(&ledger, &theirs, true), "other-publisher", "also one that is trusted for others");
    ledger.remove("floods");
    assert_eq!(refused(&ledger, &theirs, true), "other-publisher", "also after it was removed");
    ledger.forget(&desk().public()).unwrap();
    assert_eq!(ledger.admit(&head(&theirs), false), Ok(Step::New));
}

#[test]
fn stripped_signature_an_unsigned_pack_never_replaces_a_signed_one() {
    let mut ledger = reader();
    let bare = packed(&draft(9, "Five died."), None);
    assert_eq!(refused(&ledger, &bare, true), "unsigned-over-signed");
    ledger.remove("floods");
    assert_eq!(refused(&ledger, &bare, true), "unsigned-over-signed");
}

#[test]
fn going_back_and_forth_keeps_two_editions_of_one_signer() {
    let mut ledger = reader();
    let serials =
        |l: &Ledger| l.installed("floods").unwrap().editions.iter().map(|e| e.serial).collect::<Vec<_>>();
    for serial in [6, 7] {
        let pack = head(&signed(serial));
        assert_eq!(ledger.admit(&pack, false), Ok(Step::Update(serial - 1)));
        ledger.install(&pack, 1);
    }
    assert_eq!(serials(&ledger), [7, 6]);
    ledger.roll_back("floods").unwrap();
    assert_eq!(serials(&ledger), [6, 7]);
    assert_eq!(refused(&ledger, &signed(6), false), "older", "what was seen stays seen");
    assert_eq!(ledger.admit(&head(&signed(7)), false), Ok(Step::Update(6)));
    ledger.install(&head(&signed(7)), 1);
    assert_eq!(serials(&ledger), [7, 6]);
    assert_eq!(ledger.roll_back("none").unwrap_err().code, "not-installed");

    let mut ledger = Ledger::default();
    ledger.install(&head(&packed(&draft(3, "x"), None)), 1);
    ledger.trust(desk().public(), &Text::new("Flood Desk"), today());
    ledger.install(&head(&signed(1)), 1);
    assert_eq!(serials(&ledger), [1], "no way back to one that nobody signed");
}

#[test]
fn a_ledger_is_read_as_it_is_written() {
    let ledger = reader();
    assert_eq!(Ledger::read(ledger.write().as_bytes()), Ok(ledger.clone()));
    assert_eq!(Ledger::read(b"{}").unwrap_err().code, "ledger");
    let other = ledger.write().replace("\"floods\"", "\"../floods\"");
    assert_eq!(Ledger::read(other.as_bytes()).unwrap_err().code, "ledger");
    assert_eq!(ledger.files().len(), 1);
    assert!(ledger.files().iter().all(|f| f.starts_with("floods-5-")));
    assert_ne!(Sum::of(b"a"), Sum::of(b"b"));
}
