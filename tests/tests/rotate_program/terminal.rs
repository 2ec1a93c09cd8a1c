//! What the program shows on a terminal.

use super::{
    account::{Account, ID},
    folder,
    program::{call, rotate},
};
use rustix::{
    io::read,
    pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt},
};
use std::{fs::OpenOptions, os::fd::OwnedFd, path::Path};

/// A terminal: the side that sees what is shown, and the path of the other one.
fn terminal() -> (OwnedFd, String) {
    let seen = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("there are terminals");
    grantpt(&seen)
        .and_then(|()| unlockpt(&seen))
        .expect("it is ours");
    let path = ptsname(&seen, Vec::new()).expect("it has a name");
    (seen, path.into_string().expect("it is a path"))
}

/// What `arguments`, for two pairs of keys, show on a terminal that is their stderr.
fn shown(account: &Account, folder: &Path, arguments: &str) -> String {
    let (seen, path) = terminal();
    // As long as one is open, what was written can be read.
    let open = OpenOptions::new().write(true).open(&path);
    let other = ID.replace("contoso", "other");
    rotate(
        account,
        folder,
        &format!("{ID} {other} {arguments} 2>{path}"),
    );
    drop(open.expect("the terminal is there"));
    let mut text = vec![0; 1 << 16];
    let mut length = 0;
    // The end of a terminal is an error.
    while let Ok(more @ 1..) = read(&seen, &mut text[length..]) {
        length += more;
    }
    String::from_utf8_lossy(&text[..length]).into_owned()
}

#[test]
fn a_terminal_shows_how_many_pairs_are_done() {
    let (account, folder) = (Account::start(), folder());
    let shown = shown(&account, folder.path(), "--list");
    for bar in ["0 of 2 pairs of keys", "2 of 2 pairs of keys"] {
        assert!(shown.contains(bar), "{shown:?}");
    }
    assert!(shown.ends_with("\u{1b}[2K"), "the bar is gone: {shown:?}");
}

/// The bar has no end of line, so that a line of the command would continue it.
#[test]
fn lines_of_a_deployment_stand_alone() {
    let (account, folder) = (Account::start(), folder());
    let yes = "--yes --state states --deploy ./deploy.sh";
    let shown = shown(&account, folder.path(), yes);
    let mut lines = shown.lines().map(str::trim_end);
    assert!(lines.any(|line| line == "handing out"), "{shown:?}");
}

/// clap breaks longer lines once more, and so does a manual page of 80 columns.
#[test]
fn the_end_of_the_help_is_not_wrapped() {
    let folder = folder();
    let help = call(folder.path(), "--help").out;
    let (_, more) = help.split_once("Steps of a rotation:").expect("it ends so");
    for line in more.lines() {
        assert!(line.len() <= 71, "{line}");
    }
    assert!(more.trim_end().ends_with("before you run it again"));
}
