//! The pack commands, run as a process: for the desk that publishes, and the reader who gets a stick.

// The hashes are written by expect-test.
#![allow(clippy::needless_raw_string_hashes, clippy::too_many_lines)]

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use expect_test::{Expect, expect};
use serde_json::Value;

use crate::import::{Desk, Done};
use crate::pack::desk as key;

const LABEL: &str = "id = \"floods\"\ntitle = \"Floods of the winter\"\npublisher = \"Flood Desk\"\n";

/// A library of two briefings and a key; `what` is an answer.
pub(crate) fn library(desk: &Desk, serial: u32, what: &str) {
    desk.write("lib/pack.toml", format!("{LABEL}serial = {serial}\n"));
    let briefing = |title: &str, answer: &str| {
        format!(
            "title = \"{title}\"\npublished = 2025-12-27\nedition = {serial}\n\n[[section]]\nid = \"toll\"\nquestion = \"How many died?\"\nanswer = \"{answer}[^alpha]\"\n"
        )
    };
    let article = "outlet = \"Alpha Post\"\nheadline = \"Water rises\"\npublished = 2025-12-26\ntext = \"It rained for days.\"\n";
    desk.write("lib/valley/briefing.toml", briefing("Flood in the valley", what));
    desk.write("lib/valley/articles/alpha.toml", article);
    desk.write("lib/coast/briefing.toml", briefing("Storm on the coast", "Two died."));
    desk.write("lib/coast/articles/alpha.toml", article);
    desk.write("desk.key", key().file(None).unwrap());
    desk.write("desk.key.pub", key().public().file());
}

/// A pack of this serial as `NAME`, signed.
pub(crate) fn made(desk: &Desk, serial: u32, name: &str) {
    library(desk, serial, &format!("At least {serial} died."));
    ok(&desk.run(&format!("pack build lib -o {name} --key desk.key")));
}

pub(crate) fn ok(done: &Done) {
    assert_eq!(done.code, Some(0), "{done:?}");
}

/// What is said, and the exit code.
fn is(done: &Done, expected: &Expect) {
    let mut told = done.out.clone();
    if !done.err.is_empty() {
        let _ = write!(told, "--- standard error\n{}", done.err);
    }
    let _ = writeln!(told, "--- exit {}", done.code.unwrap_or(-1));
    // When a key was trusted differs from run to run.
    let today = crossread::briefing::day(crossread::shell::today());
    let told = told.replace(today.as_str(), "TODAY");
    for line in told.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    expected.assert_eq(&told);
}

/// A reader who trusts the desk.
fn reader() -> Desk {
    let desk = Desk::new();
    made(&desk, 3, "3.pack");
    made(&desk, 4, "4.pack");
    ok(&desk.run("pack key trust desk.key.pub --name Flood_Desk"));
    desk
}

#[test]
fn building_says_what_was_made() {
    let desk = Desk::new();
    library(&desk, 3, "Five died.");
    is(
        &desk.run("pack build lib -o a.pack --key desk.key --expires 2026-03-01"),
        &expect![[r#"
        made a.pack
          pack       floods, serial 3
          title      Floods of the winter
          publisher  Flood Desk
          key        fe81 2c12 f3ab 4ce6 ac5d b69a c352 f906 cb1b 11ef
          dates      made 27 Dec 2025, to be read until 1 Mar 2026
          content    2 briefings, 2 questions, 2 articles
          size       10 KiB in 4 files
          sha256     7ea36bc221913434f5e733e622f7af51a0f4943de7538e393d6244a23b6d2d8f
        --- exit 0
    "#]],
    );
    is(
        &desk.run("pack build lib/valley -o b.pack --serial 9"),
        &expect![[r#"
        made b.pack
          pack       floods, serial 9
          title      Floods of the winter
          publisher  Flood Desk
          dates      made 27 Dec 2025
          content    1 briefing, 1 question, 1 article
          size       6 KiB in 2 files
          sha256     e4884908ae3466bf0f3679969e31c34778d862d01263f7510c31caf483c8497c
          UNSIGNED: --key FILE signs it; crossread pack key new makes a key
        --- exit 0
    "#]],
    );
}

#[test]
fn building_says_what_is_missing() {
    let desk = Desk::new();
    library(&desk, 3, "Five died.");
    let refused = |arguments: &str, expected: &Expect| is(&desk.run(arguments), expected);
    fs::rename(desk.path("lib/pack.toml"), desk.path("label.toml")).unwrap();
    refused(
        "pack build lib -o a.pack",
        &expect![[r#"
        --- standard error
        crossread: the pack has no id
          try: --id border-clash, or `id` in pack.toml
        --- exit 2
    "#]],
    );
    refused(
        "pack build lib -o a.pack --id x --title X --publisher Y --serial 1 --expires soon",
        &expect![[r#"
            --- standard error
            crossread: `soon` is no day
              try: --expires 2026-03-01
            --- exit 2
        "#]],
    );
    refused(
        "pack build nowhere -o a.pack --id x",
        &expect![[r#"
        --- standard error
        error: there is no such file or folder
          nowhere  [not-found]
        --- exit 1
    "#]],
    );
    desk.write("lib/pack.toml", "id = \"floods\"\ntitel = \"F\"\nserial = 0\n");
    refused(
        "pack build lib -o a.pack",
        &expect![[r#"
            --- standard error
            warning: `titel`: did you mean `title`?
              lib/pack.toml:2:1  [unknown-key]
              2 │ titel = "F"
                │ ^^^^^
            error: `serial` is 0, and editions count from 1
              lib/pack.toml:3:10  [out-of-range]
              3 │ serial = 0
                │          ^
            --- exit 1
        "#]],
    );
    library(&desk, 3, "Nobody knows.[^nobody] ");
    refused(
        "pack build lib -o a.pack",
        &expect![[r#"
        --- standard error
        error: the citation leads nowhere: no article is called `nobody`
          lib/valley/briefing.toml:8:24  [unknown-article]
          8 │ answer = "Nobody knows.[^nobody] [^alpha]"
            │                        ^^^^^^^^^
          try: known here: alpha
        crossread: a.pack: not made
        --- exit 1
    "#]],
    );
    library(&desk, 3, "Five died.");
    refused(
        "pack build lib -o desk.key",
        &expect![[r#"
        --- standard error
        crossread: desk.key is there already, and is no pack
          try: name another file: -o border.pack
        --- exit 1
    "#]],
    );
    refused(
        "pack build lib -o a.pack --key desk.key.pub",
        &expect![[r#"
        --- standard error
        crossread: desk.key.pub: this is no secret key as minisign writes it
          try: crossread pack key new -o desk.key makes one
        --- exit 1
    "#]],
    );
    assert!(!desk.path("a.pack").exists());
}

#[test]
fn the_same_content_gives_the_same_bytes_anywhere() {
    let desk = Desk::new();
    made(&desk, 3, "a.pack");
    let first = fs::read(desk.path("a.pack")).unwrap();
    fs::create_dir(desk.path("elsewhere")).unwrap();
    fs::rename(desk.path("lib"), desk.path("elsewhere/other")).unwrap();
    for folder in ["valley", "coast"] {
        let article = desk.path(&format!("elsewhere/other/{folder}/articles/alpha.toml"));
        fs::set_permissions(&article, fs::Permissions::from_mode(0o600)).unwrap();
        fs::File::open(&article).unwrap().set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
    }
    let command = desk.command("pack build elsewhere/other -o b.pack --key desk.key");
    let done = Command::new("/bin/sh")
        .args(["-c", "umask 077; exec \"$@\"", "sh"])
        .arg(command.get_program())
        .args(command.get_args())
        .current_dir(desk.path("."))
        .env("HOME", desk.path("."))
        .env("TZ", "Asia/Dushanbe")
        .env("LC_ALL", "tr_TR.UTF-8")
        .output()
        .unwrap();
    assert!(done.status.success(), "{done:?}");
    assert!(fs::read(desk.path("b.pack")).unwrap() == first);
    assert_eq!(fs::metadata(desk.path("b.pack")).unwrap().permissions().mode() & 0o777, 0o600);
    // The briefings may be named one by one, in any order.
    ok(&desk.run("pack build elsewhere/other/valley elsewhere/other/coast -o c.pack --key desk.key"));
    assert!(fs::read(desk.path("c.pack")).unwrap() == first);
}

#[test]
fn the_date_of_a_pack_can_be_set() {
    let desk = Desk::new();
    library(&desk, 3, "Five died.");
    let built = |epoch: &str| {
        let mut command = desk.command("pack build lib -o a.pack");
        let output = command.env("SOURCE_DATE_EPOCH", epoch).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(built("1766880000").0, Some(0));
    let told: Value = serde_json::from_str(&desk.run("pack verify a.pack --json").out).unwrap();
    assert_eq!(told["created"], "2025-12-28T00:00:00Z");
    for bad in ["", "soon", "-1", "99999999999999"] {
        let (code, said) = built(bad);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains("try: seconds since 1970"), "{said}");
    }
}

#[test]
fn verify_names_every_fault() {
    let desk = Desk::new();
    made(&desk, 3, "a.pack");
    is(
        &desk.run("pack verify a.pack"),
        &expect![[r#"
        warning: the key of Flood Desk is not known here
          a.pack  [unknown-key]
          try: compare its fingerprint with what the publisher tells elsewhere

        a.pack: whole, and signed
          pack       floods, serial 3
          title      Floods of the winter
          publisher  Flood Desk
          key        fe81 2c12 f3ab 4ce6 ac5d b69a c352 f906 cb1b 11ef
                     not known here
          dates      made 27 Dec 2025
          content    2 briefings, 2 questions, 2 articles
          size       10 KiB
        --- exit 0
    "#]],
    );
    is(
        &desk.run("pack verify a.pack --trusted"),
        &expect![[r#"
        error: the key of Flood Desk is not known here
          a.pack  [unknown-key]
          try: compare its fingerprint with what the publisher tells elsewhere

        a.pack: not to be used
          pack       floods, serial 3
          title      Floods of the winter
          publisher  Flood Desk
          key        fe81 2c12 f3ab 4ce6 ac5d b69a c352 f906 cb1b 11ef
                     not known here
          dates      made 27 Dec 2025
          content    2 briefings, 2 questions, 2 articles
          size       10 KiB
        --- exit 1
    "#]],
    );
    ok(&desk.run("pack key trust desk.key.pub --name Flood_Desk"));
    let told: Value = serde_json::from_str(&desk.run("pack verify a.pack --trusted --json").out).unwrap();
    assert_eq!((&told["ok"], &told["trusted"], &told["articles"]), (&true.into(), &true.into(), &2.into()));
    let mut bytes = fs::read(desk.path("a.pack")).unwrap();
    let at = bytes.len() - 1500;
    bytes[at] ^= 1;
    desk.write("bad.pack", &bytes);
    let done = desk.run("pack verify bad.pack --json");
    let told: Value = serde_json::from_str(&done.out).unwrap();
    assert_eq!((done.code, &told["ok"]), (Some(1), &false.into()));
    assert_eq!(told["problems"][0]["code"], "sum");
    is(
        &desk.run("pack verify bad.pack"),
        &expect![[r#"
            error: `content/valley/briefing.toml.gz` is not what was packed
              bad.pack  [sum]
              try: the pack was changed or damaged on its way: get it again

            bad.pack: not to be used
              pack       floods, serial 3
              title      Floods of the winter
              publisher  Flood Desk
              key        fe81 2c12 f3ab 4ce6 ac5d b69a c352 f906 cb1b 11ef
                         trusted since TODAY
              dates      made 27 Dec 2025
              content    2 briefings, 1 question, 2 articles
              size       10 KiB
            --- exit 1
        "#]],
    );
    desk.write("text.txt", "No pack.");
    is(
        &desk.run("pack verify text.txt"),
        &expect![[r#"
        error: this is no pack, or nearly nothing of one
          text.txt  [cut-short]
          try: crossread pack build makes one

        text.txt: not to be used
        --- exit 1
    "#]],
    );
    is(
        &desk.run("pack verify lib"),
        &expect![[r#"
        --- standard error
        crossread: lib is a folder
          try: crossread pack build makes a pack of the briefings in it
        --- exit 1
    "#]],
    );
    is(
        &desk.run("pack verify nothing.pack"),
        &expect![[r#"
        --- standard error
        crossread: nothing.pack: there is no such file or folder
        --- exit 1
    "#]],
    );
}

#[test]
fn a_key_is_trusted_by_a_person_alone() {
    let desk = Desk::new();
    made(&desk, 3, "3.pack");
    is(
        &desk.run("pack install 3.pack"),
        &expect![[r#"
        --- standard error
        crossread: 3.pack: the key of Flood Desk is not known here:
          fe81 2c12 f3ab 4ce6 ac5d b69a c352 f906 cb1b 11ef
          try: compare it with what the publisher tells elsewhere; if it is the same,
               crossread pack key trust FILE trusts it
        --- exit 1
    "#]],
    );
    let done = desk.run("pack install 3.pack --yes");
    assert_eq!(done.code, Some(1), "yes never trusts a new key by itself");
    is(
        &desk.run("pack key trust 3.pack"),
        &expect![[r#"
        this key of Flood Desk is trusted from now on
          key        fe81 2c12 f3ab 4ce6 ac5d b69a c352 f906 cb1b 11ef
        --- exit 0
    "#]],
    );
    is(
        &desk.run("pack install 3.pack"),
        &expect![[r#"
        installed floods, serial 3: Floods of the winter
        --- exit 0
    "#]],
    );
    is(
        &desk.run("pack key list"),
        &expect![[r#"
            fe81 2c12 f3ab 4ce6 ac5d b69a c352 f906 cb1b 11ef  Flood Desk
                since TODAY · floods
            --- exit 0
        "#]],
    );
    is(
        &desk.run("pack key forget Flood_Desk"),
        &expect![[r#"
        --- standard error
        crossread: Flood Desk: packs of this key are installed: floods
          try: crossread pack remove floods
        --- exit 1
    "#]],
    );
    ok(&desk.run("pack remove floods"));
    is(
        &desk.run("pack key forget f2b8"),
        &expect![[r#"
        --- standard error
        crossread: no key is called `f2b8`
          try: crossread pack key list shows all of them; the first four digits will do
        --- exit 1
    "#]],
    );
    let digits = &key().public().fingerprint().to_string()[..4];
    ok(&desk.run(&format!("pack key forget {digits}")));
    is(
        &desk.run("pack key list"),
        &expect![[r#"
        no key is trusted
          crossread pack key trust FILE trusts one
        --- exit 0
    "#]],
    );
    is(
        &desk.run("pack key trust RWnonsense"),
        &expect![[r#"
            --- standard error
            crossread: RWnonsense: this is no public key
              try: it has 56 characters and begins with RW: the second line of a .pub file
            --- exit 1
        "#]],
    );
}

#[test]
fn packs_come_go_back_and_go_out() {
    let desk = reader();
    is(
        &desk.run("pack list"),
        &expect![[r#"
        no pack is installed
          crossread pack install FILE installs one
        --- exit 0
    "#]],
    );
    is(
        &desk.run("pack install 3.pack"),
        &expect![[r#"
        installed floods, serial 3: Floods of the winter
        --- exit 0
    "#]],
    );
    is(
        &desk.run("pack install 4.pack"),
        &expect![[r#"
        updated floods, serial 4, was 3: Floods of the winter
          crossread pack diff floods@3 floods shows what changed
        --- exit 0
    "#]],
    );
    is(
        &desk.run("pack install 4.pack"),
        &expect![[r#"
        floods, serial 4 is installed already
        --- exit 0
    "#]],
    );
    is(
        &desk.run("pack install 3.pack"),
        &expect![[r#"
            --- standard error
            crossread: 3.pack: `floods` was here in serial 4, and this file is serial 3
              try: crossread pack rollback floods goes back to it
            --- exit 1
        "#]],
    );
    is(
        &desk.run("pack list"),
        &expect![[r#"
        floods  Floods of the winter
            serial 4 · by Flood Desk · 2 briefings · 10 KiB · 3 is kept
        --- exit 0
    "#]],
    );
    is(
        &desk.run("list"),
        &expect![[r#"
        valley  Flood in the valley
            27 Dec 2025 · edition 4 · 1 question · 1 article
            pack floods 4 by Flood Desk
        coast  Storm on the coast
            27 Dec 2025 · edition 4 · 1 question · 1 article
            pack floods 4 by Flood Desk
        --- exit 0
    "#]],
    );
    is(
        &desk.run("pack diff floods@3 floods"),
        &expect![[r#"
        coast: Storm on the coast · edition 4, was 3

        valley: Flood in the valley · edition 4, was 3
          ~ question How many died?
            figure: 4, was 3
            At least [-3-]{+4+} died.[^alpha]
        --- exit 0
    "#]],
    );
    is(
        &desk.run("pack rollback floods"),
        &expect![[r#"
        floods: serial 3 is read, was 4
          the same again goes back to 4
        --- exit 0
    "#]],
    );
    assert!(desk.run("show valley").out.contains("At least 3 died."));
    is(
        &desk.run("pack rollback floods"),
        &expect![[r#"
        floods: serial 4 is read, was 3
          the same again goes back to 3
        --- exit 0
    "#]],
    );
    assert!(desk.run("show valley").out.contains("At least 4 died."));
    is(
        &desk.run("pack export floods"),
        &expect![[r#"
        floods-4.pack
        --- exit 0
    "#]],
    );
    assert!(fs::read(desk.path("floods-4.pack")).unwrap() == fs::read(desk.path("4.pack")).unwrap());
    is(
        &desk.run("pack export floods"),
        &expect![[r#"
        --- standard error
        crossread: floods-4.pack is there already
          try: name another file: -o other.pack
        --- exit 1
    "#]],
    );
    is(
        &desk.run("pack export floods@3 -o old.pack"),
        &expect![[r#"
        old.pack
        --- exit 0
    "#]],
    );
    is(
        &desk.run("pack export floods@2"),
        &expect![[r#"
        --- standard error
        crossread: `floods@2` is not kept
          try: there are floods@4 and floods@3
        --- exit 1
    "#]],
    );
    is(
        &desk.run("pack remove flods"),
        &expect![[r#"
        --- standard error
        crossread: no pack `flods` is installed
          try: did you mean floods?
        --- exit 1
    "#]],
    );
    is(
        &desk.run("pack remove floods"),
        &expect![[r#"
        removed floods, serial 4 and 3
        --- exit 0
    "#]],
    );
    is(
        &desk.run("pack install 3.pack"),
        &expect![[r#"
            --- standard error
            crossread: 3.pack: `floods` was here in serial 4, and this file is serial 3
              try: ask the publisher for the newest edition
            --- exit 1
        "#]],
    );
    is(
        &desk.run("pack rollback floods"),
        &expect![[r#"
        --- standard error
        crossread: no pack `floods` is installed
          try: crossread pack list shows all of them
        --- exit 1
    "#]],
    );
}

#[test]
fn a_pack_that_nobody_signed_is_marked_wherever_it_is_shown() {
    let desk = Desk::new();
    library(&desk, 3, "Five died.");
    ok(&desk.run("pack build lib -o u.pack"));
    is(
        &desk.run("pack install u.pack --yes"),
        &expect![[r#"
        --- standard error
        crossread: u.pack: nobody has signed this pack, so nobody vouches for it
          try: if you know where it comes from: crossread pack install --allow-unsigned
        --- exit 1
    "#]],
    );
    let done = desk.run("pack install u.pack --allow-unsigned");
    assert!(done.out.contains("UNSIGNED"), "{done:?}");
    for command in ["pack list", "list", "list u.pack", "pack verify u.pack"] {
        let done = desk.run(command);
        assert!(done.out.contains("UNSIGNED"), "{command}: {done:?}");
    }
    let told: Value = serde_json::from_str(&desk.run("list --json").out).unwrap();
    assert_eq!(told[0]["pack"]["signed"], false);
    // A signed one takes its place, and is not replaced again.
    made(&desk, 1, "1.pack");
    ok(&desk.run("pack key trust 1.pack"));
    ok(&desk.run("pack install 1.pack"));
    is(
        &desk.run("pack install u.pack --allow-unsigned"),
        &expect![[r#"
        --- standard error
        crossread: u.pack: `floods` is signed by Flood Desk, and this file is not signed
          try: do not use it: somebody may have taken the signature out
        --- exit 1
    "#]],
    );
    assert!(!desk.run("list").out.contains("UNSIGNED"));
}

#[test]
fn an_expired_pack_says_so() {
    let desk = reader();
    library(&desk, 5, "Five died.");
    ok(&desk.run("pack build lib -o 5.pack --key desk.key --expires 2025-12-28"));
    is(
        &desk.run("pack install 5.pack"),
        &expect![[r#"
            --- standard error
            crossread: 5.pack: it has expired, since 29 Dec 2025
              try: --yes installs it all the same
            --- exit 1
        "#]],
    );
    ok(&desk.run("pack install 5.pack --yes"));
    is(
        &desk.run("pack list"),
        &expect![[r#"
            floods  Floods of the winter
                EXPIRED since 29 Dec 2025 · serial 5 · by Flood Desk · 2 briefings · 10 KiB
            --- exit 0
        "#]],
    );
    is(
        &desk.run("list"),
        &expect![[r#"
            valley  Flood in the valley
                27 Dec 2025 · edition 5 · 1 question · 1 article
                EXPIRED since 29 Dec 2025 · pack floods 5 by Flood Desk
            coast  Storm on the coast
                27 Dec 2025 · edition 5 · 1 question · 1 article
                EXPIRED since 29 Dec 2025 · pack floods 5 by Flood Desk
            --- exit 0
        "#]],
    );
    assert_eq!(desk.run("pack verify 5.pack").code, Some(0));
}

#[test]
fn a_pack_is_read_without_being_installed() {
    let desk = reader();
    let listed = desk.run("list 4.pack");
    assert!(listed.out.contains("pack floods 4 by Flood Desk"), "{listed:?}");
    assert!(desk.run("show 4.pack/valley").out.contains("At least 4 died."));
    is(
        &desk.run("show 4.pack"),
        &expect![[r#"
        --- standard error
        crossread: 4.pack holds 2 briefings
          try: name one of them: 4.pack/coast
        --- exit 1
    "#]],
    );
    is(
        &desk.run("check 4.pack"),
        &expect![[r#"
        2 briefings in 4 files: nothing is wrong
        --- exit 0
    "#]],
    );
    let mut bytes = fs::read(desk.path("4.pack")).unwrap();
    let at = bytes.len() - 1500;
    bytes[at] ^= 1;
    desk.write("bad.pack", &bytes);
    is(
        &desk.run("list bad.pack"),
        &expect![[r#"
        there is no briefing to read
        --- standard error
        error: `content/valley/briefing.toml.gz` is not what was packed
          bad.pack  [sum]
          try: the pack was changed or damaged on its way: get it again
        --- exit 0
    "#]],
    );
}

#[test]
fn an_installed_pack_that_was_damaged_is_not_believed() {
    let desk = reader();
    ok(&desk.run("pack install 4.pack"));
    let folder = desk.path(".local/share/crossread/packs");
    let file =
        fs::read_dir(&folder).unwrap().flatten().find(|e| e.path().extension().is_some_and(|e| e == "pack"));
    let file = file.unwrap().path();
    let mut bytes = fs::read(&file).unwrap();
    let at = bytes.len() - 1500;
    bytes[at] ^= 1;
    fs::write(&file, &bytes).unwrap();
    let done = desk.run("show valley");
    assert!(done.err.contains("is not what was packed"), "{done:?}");
    let done = desk.run("pack export floods");
    assert_eq!(done.code, Some(1));
    assert!(done.err.contains("the installed pack is damaged"), "{done:?}");
    ok(&desk.run("pack install 4.pack"));
    assert!(desk.run("show valley").err.is_empty(), "installing it again mends it");
}

#[test]
fn keys_are_made_and_never_overwritten() {
    let desk = Desk::new();
    library(&desk, 1, "Five died.");
    let done = desk.run("pack key new -o new.key");
    ok(&done);
    assert_eq!(fs::metadata(desk.path("new.key")).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(done.out.contains("keep new.key to yourself"), "{done:?}");
    is(
        &desk.run("pack key new -o new.key"),
        &expect![[r#"
        --- standard error
        crossread: new.key is there already
          try: keys are never overwritten; name another file
        --- exit 1
    "#]],
    );
    ok(&desk.run("pack build lib -o a.pack --key new.key"));
    desk.write("password", "open, please\n");
    ok(&desk.run("pack key new -o guarded.key --password-file password"));
    is(
        &desk.run("pack build lib -o b.pack --key guarded.key"),
        &expect![[r#"
        --- standard error
        crossread: guarded.key: this key has a password
          try: put it into a file, and give that with --password-file
        --- exit 1
    "#]],
    );
    ok(&desk.run("pack build lib -o b.pack --key guarded.key --password-file password"));
    desk.write("password", "open\n");
    is(
        &desk.run("pack build lib -o b.pack --key guarded.key --password-file password"),
        &expect![[r#"
        --- standard error
        crossread: guarded.key: the password is not the one of this key
        --- exit 1
    "#]],
    );
    desk.write("password", "\n");
    is(
        &desk.run("pack build lib -o b.pack --key guarded.key --password-file password"),
        &expect![[r#"
        --- standard error
        crossread: password: there is no password in its first line
        --- exit 1
    "#]],
    );
}
