//! Packs in a terminal: the question that trusts a key, and the shelf of a pack.

use std::fs;

use crate::import::Desk;
use crate::pack_cli::{library, made, ok};
use crate::terminal::{CROSSREAD, Session};

/// The program in a terminal, with the files of a desk.
fn session(desk: &Desk, columns: u16, arguments: &[&str]) -> Session {
    let data = desk.path(".local/share");
    let home = desk.path(".");
    let script = format!("cd {} && exec \"$0\" \"$@\"", home.display());
    let program = [&["sh", "-c", &script, CROSSREAD], arguments].concat();
    let environment = [("HOME", home.to_str().unwrap()), ("XDG_DATA_HOME", data.to_str().unwrap())];
    Session::of(columns, 24, &program, &environment)
}

#[test]
fn the_first_pack_of_a_publisher_asks_whether_to_trust_the_key() {
    let desk = Desk::new();
    made(&desk, 3, "3.pack");
    let mut no = session(&desk, 80, &["pack", "install", "3.pack"]);
    no.until_said("Trust this key of Flood Desk from now on? [y/N]");
    assert!(no.contents().contains("fe81 2c12 f3ab 4ce6 ac5d b69a c352 f906 cb1b 11ef"), "{}", no.contents());
    no.press("\r");
    no.until_said("not installed");
    no.wait();
    assert!(desk.run("pack list").out.contains("no pack is installed"));
    let mut yes = session(&desk, 80, &["pack", "install", "3.pack"]);
    yes.until_said("[y/N]");
    yes.press("y\r");
    yes.until_said("installed floods, serial 3");
    yes.wait();
    assert!(desk.run("pack key list").out.contains("Flood Desk"));
    // Never again
    made(&desk, 4, "4.pack");
    ok(&desk.run("pack install 4.pack"));
}

#[test]
fn the_copy_that_is_installed_is_the_one_that_was_agreed_to() {
    let desk = Desk::new();
    made(&desk, 3, "3.pack");
    made(&desk, 4, "4.pack");
    let mut session = session(&desk, 80, &["pack", "install", "3.pack"]);
    session.until_said("[y/N]");
    fs::copy(desk.path("4.pack"), desk.path("3.pack")).unwrap();
    session.press("y\r");
    session.until_said("it changed while it was read; nothing was changed");
    session.wait();
    assert!(desk.run("pack key list").out.contains("no key is trusted"));
}

#[test]
fn a_pack_opens_as_a_shelf_and_its_marks_are_seen_at_any_width() {
    let desk = Desk::new();
    library(&desk, 3, "Five died.");
    ok(&desk.run("pack build lib -o u.pack --expires 2025-12-28"));
    for columns in [100, 40] {
        let mut session = session(&desk, columns, &["u.pack"]);
        session.until_said("Flood in the valley");
        session.until_said("UNSIGNED");
        session.press("\r");
        session.until_said("Five died.");
        session.until_said("UNSIGNED");
        session.press("q");
        session.wait();
    }
    let mut session = session(&desk, 100, &["u.pack/coast"]);
    session.until_said("Two died.");
    session.press("q");
    session.wait();
}
