//! Packs coming in while the program is killed, the disk is full or others install too: what is
//! installed is what was there or what came, and doing it again succeeds.

use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::import::Desk;
use crate::pack_cli::{made, ok};

/// As often as this each of install, update and removal is killed.
const KILLS: u32 = 100;
const FOLDER: &str = ".local/share/crossread/packs";

fn desk() -> Desk {
    let desk = Desk::new();
    made(&desk, 3, "3.pack");
    made(&desk, 4, "4.pack");
    ok(&desk.run("pack key trust 3.pack"));
    desk
}

/// Ids and serials that are installed; each of them is whole, and nothing else stands in the folder
/// but what a killed run left.
fn installed(desk: &Desk) -> Vec<(String, u64)> {
    let done = desk.run("pack list --json");
    ok(&done);
    let told: Value = serde_json::from_str(&done.out).unwrap();
    let rows = told.as_array().unwrap();
    for row in rows {
        let file = row["file"].as_str().unwrap().replace("HOME/", "");
        ok(&desk.run(&format!("pack verify {file}")));
    }
    rows.iter().map(|r| (r["id"].as_str().unwrap().to_owned(), r["serial"].as_u64().unwrap())).collect()
}

fn one(serial: u64) -> Vec<(String, u64)> {
    vec![("floods".to_owned(), serial)]
}

/// What stands in the folder of packs.
fn names(desk: &Desk) -> BTreeSet<String> {
    let entries = fs::read_dir(desk.path(FOLDER)).unwrap();
    entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

/// Runs a command and kills it after a while that grows with the number.
fn killed(desk: &Desk, arguments: &str, whole: Duration, number: u32) {
    let mut command = desk.command(arguments);
    let begun = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    while begun.elapsed() < whole * 3 * number / (2 * KILLS) {
        std::hint::spin_loop();
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

fn length(desk: &Desk, arguments: &str) -> Duration {
    let begun = Instant::now();
    ok(&desk.run(arguments));
    begun.elapsed()
}

/// Sets the folder back to what it was.
fn restore(desk: &Desk, kept: &[(String, Vec<u8>)]) {
    fs::remove_dir_all(desk.path(FOLDER)).unwrap();
    for (name, bytes) in kept {
        desk.write(&format!("{FOLDER}/{name}"), bytes);
    }
}

fn kept(desk: &Desk) -> Vec<(String, Vec<u8>)> {
    let read = |name: String| {
        let bytes = fs::read(desk.path(FOLDER).join(&name)).unwrap();
        (name, bytes)
    };
    names(desk).into_iter().map(read).collect()
}

/// Kills a command at many moments: before or after is what there is, and once more makes it after.
fn at_any_moment(desk: &Desk, arguments: &str, before: &[(String, u64)], after: &[(String, u64)]) {
    assert_eq!(installed(desk), before);
    let old = kept(desk);
    let whole = length(desk, arguments);
    assert_eq!(installed(desk), after);
    let complete = names(desk);
    let (mut was, mut is) = (0, 0);
    for number in 0..KILLS {
        restore(desk, &old);
        killed(desk, arguments, whole, number);
        let now = installed(desk);
        if now == before {
            was += 1;
            ok(&desk.run(arguments));
        } else {
            assert_eq!(now, after);
            is += 1;
        }
        assert_eq!(installed(desk), after);
        // Any change sweeps away what was left.
        ok(&desk.run("pack key trust desk.key.pub"));
        assert_eq!(names(desk), complete);
    }
    eprintln!("{arguments}: killed {KILLS} times, {was} before and {is} after");
}

#[test]
fn killed_at_any_moment_an_install_is_done_or_not_begun() {
    at_any_moment(&desk(), "pack install 3.pack", &[], &one(3));
}

#[test]
fn killed_at_any_moment_an_update_is_done_or_not_begun() {
    let desk = desk();
    ok(&desk.run("pack install 3.pack"));
    at_any_moment(&desk, "pack install 4.pack", &one(3), &one(4));
}

#[test]
fn killed_at_any_moment_a_removal_is_done_or_not_begun() {
    let desk = desk();
    ok(&desk.run("pack install 3.pack"));
    at_any_moment(&desk, "pack remove floods", &one(3), &[]);
}

#[test]
fn three_installs_at_once_lose_nothing() {
    let desk = desk();
    for id in ["floods", "storms", "fires"] {
        ok(&desk.run(&format!("pack build lib -o {id}.pack --id {id} --key desk.key")));
    }
    for _ in 0..10 {
        let start = |id: &&str| {
            let mut command = desk.command(&format!("pack install {id}.pack"));
            command.stdout(Stdio::null()).spawn().unwrap()
        };
        let children: Vec<_> = ["floods", "storms", "fires"].iter().map(start).collect();
        for mut child in children {
            assert!(child.wait().unwrap().success());
        }
        let ids: Vec<String> = installed(&desk).into_iter().map(|(id, _)| id).collect();
        assert_eq!(ids, ["fires", "floods", "storms"]);
        assert_eq!(names(&desk).len(), 4);
        for id in ["fires", "floods", "storms"] {
            ok(&desk.run(&format!("pack remove {id}")));
        }
    }
}

#[test]
fn on_a_full_disk_what_was_installed_stays() {
    let desk = desk();
    ok(&desk.run("pack install 3.pack"));
    let old = kept(&desk);
    let small = desk.path(FOLDER);
    let room: usize = old.iter().map(|(_, bytes)| bytes.len().div_ceil(4096) + 1).sum();
    let mut tried = 0;
    // From too little for the copy to enough for all but the ledger
    for more in 0..8 {
        let size = format!("size={}k", (room + more) * 4);
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(&small).stderr(Stdio::null());
        let mounted = mount.status().is_ok_and(|s| s.success());
        if !mounted {
            eprintln!("SKIPPED: no small file system can be mounted here");
            return;
        }
        let outcome = std::panic::catch_unwind(|| {
            for (name, bytes) in &old {
                desk.write(&format!("{FOLDER}/{name}"), bytes);
            }
            let done = desk.run("pack install 4.pack");
            if done.code == Some(0) {
                assert_eq!(installed(&desk), one(4));
                return false;
            }
            assert!(done.err.contains("the disk is full; nothing was changed"), "{done:?}");
            assert_eq!(kept(&desk), old);
            assert_eq!(installed(&desk), one(3));
            true
        });
        assert!(Command::new("umount").arg(&small).status().is_ok_and(|s| s.success()));
        tried += usize::from(outcome.unwrap());
    }
    assert!(tried > 0, "there was always room enough");
    ok(&desk.run("pack install 4.pack"));
    assert_eq!(installed(&desk), one(4));
}

#[test]
fn a_ledger_that_cannot_be_read_is_not_overwritten() {
    let desk = desk();
    ok(&desk.run("pack install 3.pack"));
    let ledger = format!("{FOLDER}/ledger.json");
    desk.write(&ledger, "{ \"half");
    for arguments in ["pack list", "pack install 4.pack", "pack remove floods", "pack key trust 3.pack"] {
        let done = desk.run(arguments);
        assert_eq!(done.code, Some(1), "{done:?}");
        assert!(done.err.contains("is damaged"), "{done:?}");
    }
    assert_eq!(desk.read(&ledger), "{ \"half");
    assert_eq!(names(&desk).len(), 2, "no file is swept away either");
}

#[test]
fn what_a_reader_has_beside_packs_stays() {
    let desk = desk();
    ok(&desk.run("pack install 3.pack"));
    desk.write(&format!("{FOLDER}/notes.txt"), "mine");
    desk.write(".local/share/crossread/briefings/own.toml", "title = \"Mine\"\n");
    ok(&desk.run("pack install 4.pack"));
    ok(&desk.run("pack remove floods"));
    assert_eq!(desk.read(&format!("{FOLDER}/notes.txt")), "mine");
    assert_eq!(desk.read(".local/share/crossread/briefings/own.toml"), "title = \"Mine\"\n");
}
