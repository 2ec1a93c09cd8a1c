//! Makes every file system call of a run fail, or kill the run: files that were not generated are never lost, and the
//! crate is the old or the new one.

mod faulty;
mod folder;

use super::*;
use faulty::{Fault, Faulty};
use folder::Folder;
use std::{env, process::Command};

/// Environment variable with folder, call and file system of the run that is to be killed.
const KILLED: &str = "ARMGEN_TEST_KILLED_RUN";

/// Runs `check` for each change from one crate to another, on file systems that swap in one step or not, and for each
/// call.
fn each_call(fault: Fault, check: impl Fn(&Case, bool, usize)) {
    for can_exchange in [true, false] {
        for case in &CASES {
            (1..=calls(case, can_exchange, fault)).for_each(|at| check(case, can_exchange, at));
        }
    }
}

type Files = &'static [(&'static str, &'static str)];

/// Old and new files of the crate.
struct Case {
    name: &'static str,
    old: Files,
    new: Files,
}

const OLD: Files = &[
    ("Cargo.toml", "old"),
    ("LICENSE", "same"),
    ("README.md", "old"),
    ("examples/rotate/main.rs", "gone"),
    ("src/lib.rs", "old"),
    ("src/replay/a.json", "old"),
    ("src/replay/gone.json", "gone"),
];

const NEW: Files = &[
    ("Cargo.toml", "new"),
    ("LICENSE", "same"),
    ("NOTICE", "added"),
    ("README.md", "new"),
    ("benches/a.rs", "added"),
    ("src/lib.rs", "new"),
    ("src/replay/a.json", "new"),
    ("src/replay/added.json", "added"),
];

const CASES: [Case; 4] = [
    Case {
        name: "first",
        old: &[],
        new: NEW,
    },
    Case {
        name: "changed",
        old: OLD,
        new: NEW,
    },
    Case {
        name: "gone",
        old: OLD,
        new: &[],
    },
    Case {
        name: "files and folders change places",
        old: &[("a", "old"), ("b/c", "old")],
        new: &[("a/c", "new"), ("b", "new")],
    },
];

/// What the run after a killed one may have to write.
const OTHER: Files = &[("src/lib.rs", "other"), ("src/replay/other.json", "other")];

fn write(folder: &Folder, files: Files, disk: &dyn Disk) -> Result<(), Refused> {
    let outputs = folder::outputs(files);
    Output::new(&folder.out(), &[], &outputs)?.write_on(disk)
}

fn write_well(folder: &Folder, files: Files, what: &str) {
    write(folder, files, &Real).unwrap_or_else(|refused| panic!("{what}: {refused}"));
    folder.check(files, what);
}

/// Number of calls of a run without failures.
fn calls(case: &Case, can_exchange: bool, fault: Fault) -> usize {
    let folder = Folder::of(case);
    let disk = Faulty::new(can_exchange, usize::MAX, fault);
    write(&folder, case.new, &disk).unwrap_or_else(|refused| panic!("{}: {refused}", case.name));
    folder.check(case.new, case.name);
    disk.calls()
}

/// Runs with a failure at one call. The crate must be the old or the new one, and the next run must complete it.
fn check_fault(fault: Fault, check: impl Fn(&Folder, &Case, &Result<(), Refused>, &str)) {
    each_call(fault, |case, can_exchange, at| {
        let folder = Folder::of(case);
        let disk = Faulty::new(can_exchange, at, fault);
        let written = write(&folder, case.new, &disk);
        let what = format!(
            "{}, {can_exchange}, {at}: {}: {written:?}",
            case.name,
            disk.failed()
        );
        folder.check_kept(&what);
        folder.check_entries(case, can_exchange, &what);
        check(&folder, case, &written, &what);
        write_well(&folder, case.new, &what);
    });
}

fn check_old_or_new(folder: &Folder, case: &Case, written: &Result<(), Refused>, what: &str) {
    match written {
        Ok(()) | Err(Refused::Unremoved(..)) => folder.check_files(case.new, what),
        Err(_) => folder.check_files(case.old, what),
    }
}

#[test]
fn a_call_that_fails_leaves_the_old_crate_or_the_new_one() {
    check_fault(Fault::Once, check_old_or_new);
}

#[test]
fn a_full_disk_leaves_the_old_crate_and_no_work() {
    check_fault(Fault::Full, |folder, case, written, what| {
        check_old_or_new(folder, case, written, what);
        folder.check_beside(what);
    });
}

/// Undoing fails, too, so that the crate may have old and new files until the next run.
#[test]
fn a_permanent_failure_of_the_disk_loses_nothing() {
    check_fault(Fault::FromThenOn, |_, _, _, _| {});
}

/// The process ends at a call, or in the middle of it. The next run must write its files completely.
#[test]
fn a_killed_run_loses_nothing() {
    each_call(Fault::Kill, |case, can_exchange, at| {
        let folder = Folder::of(case);
        let what = format!("{}, {can_exchange}, killed at {at}", case.name);
        kill(&folder, case, can_exchange, at);
        folder.check_kept(&what);
        folder.check_entries(case, can_exchange, &what);
        write_well(&folder, OTHER, &what);
    });
}

/// Two killed runs, one after the other. The second is killed at each call of its recovery.
#[test]
fn a_run_that_is_killed_as_it_recovers_loses_nothing() {
    let case = &CASES[1];
    for can_exchange in [true, false] {
        let last = calls(case, can_exchange, Fault::Kill);
        for (first, second) in (1..=last).map(|at| (last - at / 2, at)) {
            let folder = Folder::of(case);
            let what = format!("{can_exchange}, killed at {first}, then at {second}");
            kill(&folder, case, can_exchange, first);
            kill(&folder, case, can_exchange, second);
            folder.check_kept(&what);
            write_well(&folder, OTHER, &what);
        }
    }
}

/// Runs in another process, which ends itself at a call, if it gets there.
fn kill(folder: &Folder, case: &Case, can_exchange: bool, at: usize) {
    let run = format!(
        "{}|{can_exchange}|{at}|{}",
        case.name,
        folder.out().display()
    );
    let killed = Command::new(env::current_exe().expect("the test has a program"))
        .args(["--exact", "--ignored", "output::tests::killed_run"])
        .env(KILLED, run)
        .output()
        .expect("the test runs");
    let is_whole = String::from_utf8_lossy(&killed.stdout).contains("1 passed");
    assert!(is_whole || killed.status.code().is_none(), "{killed:?}");
}

#[test]
#[ignore = "the process that other tests kill"]
fn killed_run() {
    let Ok(run) = env::var(KILLED) else { return };
    let parts: Vec<&str> = run.splitn(4, '|').collect();
    let [name, can_exchange, at, out] = parts[..] else {
        panic!("{run}")
    };
    let case = CASES
        .iter()
        .find(|case| case.name == name)
        .expect("it is one of them");
    let at = at.parse().expect("it is a number");
    let disk = Faulty::new(can_exchange == "true", at, Fault::Kill);
    let outputs = folder::outputs(case.new);
    let mut output = Output::new(Path::new(out), &[], &outputs).expect("it is a folder");
    output.write_on(&disk).expect("the file system is sound");
}
