//! The state file, used by several runs and by other users of the same machine.

use super::{
    account::{Account, ID},
    folder,
    program::{Finished, rotate, run},
    script,
};
use serde_json::Value;
use std::{
    fs,
    os::unix::fs::{PermissionsExt, symlink},
};

const YES: &str = "<resource-id> --yes --state state.json --deploy ./deploy.sh";

#[test]
fn two_runs_at_once_do_not_share_a_state_file() {
    let (account, folder) = (Account::start(), folder());
    let endpoint = account.endpoint();
    let second = format!(
        r#"export TOKEN=t
           again="{ID} --state state.json --endpoint {endpoint} --token-from-env TOKEN"
           "$PROGRAM" $again --yes 2> refused; echo $? > code
           "$PROGRAM" $again > plan"#
    );
    script(folder.path(), &second);
    let output = rotate(&account, folder.path(), YES);
    assert_eq!(output.code, 0, "{output:?}");
    assert_eq!(account.regenerated(), ["secondary", "primary"]);
    let written = |name| fs::read_to_string(folder.path().join(name)).expect("the script ran");
    assert_eq!(written("code"), "2\n");
    let refused = written("refused");
    for words in ["wait until it ends", "delete state.json.lock", "process "] {
        assert!(refused.contains(words), "{refused}");
    }
    assert!(written("plan").contains("would stop"), "reading is free");
    assert!(!folder.path().join("state.json.lock").exists());
}

/// State files that are not regular files, and the error for each. Each could block a run, or
/// redirect its output.
const NO_FILES: [(&str, &str, &str); 7] = [
    ("mkfifo it", "it", "it is not a regular file"),
    (
        "mkfifo pipe; ln -s pipe it",
        "it",
        "it is not a regular file",
    ),
    ("mkdir it", "it", "it is not a regular file"),
    ("ln -s /dev/zero it", "it", "it is not a regular file"),
    ("touch file", "file/it", "cannot be read"),
    ("mkfifo it.lock", "it", "delete it.lock"),
    ("ln -s /dev/zero it.lock", "it", "delete it.lock"),
];

#[test]
fn a_state_file_must_be_a_regular_file() {
    for (make, state, words) in NO_FILES {
        for mode in ["", "--yes"] {
            let (account, folder) = (Account::start(), folder());
            let endpoint = account.endpoint();
            let output = run(
                folder.path(),
                &format!(
                    "{make}; exec timeout 20 \"$PROGRAM\" {ID} {mode} --state {state} --endpoint {endpoint} \
                     --token-from-env ROTATE_TOKEN"
                ),
            );
            // Only runs that change keys use a lock.
            if mode.is_empty() && state == "it" && make.ends_with("it.lock") {
                assert_eq!(output.code, 0, "{make}: {output:?}");
                continue;
            }
            assert_eq!(output.code, 2, "{make} {mode}: {output:?}");
            assert!(output.err.contains(words), "{make} {mode}: {output:?}");
            assert!(account.regenerated().is_empty(), "{make}");
            let is_locked = folder.path().join("it.lock").is_file();
            assert!(!is_locked, "{make} {mode}");
        }
    }
}

/// A new name survives a crash only if the folder is synced, for which it must be readable.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_synced_keeps_no_state() {
    let (account, folder) = (Account::start(), folder());
    let endpoint = account.endpoint();
    let output = run(
        folder.path(),
        &format!(
            "mkdir kept; chmod 300 kept
             # The system's owner opens what the modes forbid, unless it is taken from them.
             [ \"$(id -u)\" = 0 ] && bound=\"setpriv --bounding-set -dac_override,-dac_read_search\"
             exec $bound \"$PROGRAM\" {ID} --yes --state kept/state.json --endpoint {endpoint} \
             --token-from-env ROTATE_TOKEN"
        ),
    );
    assert_eq!(output.code, 2, "{output:?}");
    assert!(
        output
            .err
            .contains("the state file cannot be written: Permission denied"),
        "{output:?}"
    );
    assert!(account.regenerated().is_empty());
}

/// Changes the state file, and returns the result of the next run.
fn changed(change: impl Fn(&mut Value), arguments: &str) -> (Account, Finished) {
    let (account, folder) = (Account::start(), folder());
    let output = rotate(&account, folder.path(), &format!("{YES} --keep-other"));
    assert_eq!(output.code, 0, "{output:?}");
    let path = folder.path().join("state.json");
    let text = fs::read(&path).expect("it was written");
    let mut state: Value = serde_json::from_slice(&text).expect("it is JSON");
    change(&mut state);
    fs::write(&path, state.to_string()).expect("there is room");
    let output = rotate(
        &account,
        folder.path(),
        &format!("<resource-id> --state state.json {arguments}"),
    );
    (account, output)
}

#[test]
fn a_state_file_of_another_version_is_refused() {
    type Change = fn(&mut Value);
    let changes: [(Change, &str); 4] = [
        (
            |state| {
                state["version"] = 2.into();
                state["newer"] = 1.into();
            },
            "it has version 2, and this program knows version 1",
        ),
        (|state| state["more"] = 1.into(), "unknown field `more`"),
        (
            |state| state["rotations"][0]["rotation"]["version"] = 7.into(),
            "it has version 7, and this crate reads version 1",
        ),
        (
            |state| state["rotations"][0]["rotation"]["state"]["more"] = 1.into(),
            "unknown field `more`",
        ),
    ];
    for (change, words) in changes {
        let (account, output) = changed(change, "--yes --deployed");
        assert_eq!(output.code, 2, "{output:?}");
        assert!(output.err.contains(words), "{output:?}");
        assert_eq!(account.regenerated(), ["secondary"]);
    }
}

#[test]
fn nothing_is_sent_if_the_state_file_cannot_be_written() {
    let (account, folder) = (Account::start(), folder());
    let yes = YES.replace("./deploy.sh", "'mkdir state.json.new'");
    let output = rotate(&account, folder.path(), &yes);
    assert_eq!(output.code, 1, "{output:?}");
    assert!(
        output.err.contains("the state file cannot be written"),
        "{output:?}"
    );
    assert_eq!(account.regenerated(), ["secondary"]);
}

#[test]
fn a_started_rotation_keeps_its_key_in_use() {
    let (account, folder) = (Account::start(), folder());
    let yes = "<resource-id> --yes --state state.json";
    let output = rotate(&account, folder.path(), yes);
    assert_eq!(output.code, 0, "{output:?}");
    let output = rotate(
        &account,
        folder.path(),
        &format!("{yes} --in-use secondary"),
    );
    assert_eq!(output.code, 2, "{output:?}");
    assert!(output.err.contains("leave --in-use out"), "{output:?}");
    assert_eq!(account.regenerated(), ["secondary"]);
}

/// The clock may have been set back since.
#[test]
fn a_state_file_with_a_future_time_does_not_delay_the_run() {
    let future = |state: &mut Value| {
        let saved = &mut state["rotations"][0]["rotation"]["state"];
        saved["deployedAt"] = "2999-01-01T00:00:00Z".into();
        for step in saved["steps"].as_array_mut().expect("there are steps") {
            step["at"] = "2999-01-01T00:00:00Z".into();
        }
    };
    let (_, output) = changed(future, "--deployed --wait 30");
    assert!(output.out.contains("would wait 30 seconds"), "{output:?}");
    let (account, output) = changed(future, "--yes --deployed --wait 1");
    assert_eq!(output.code, 0, "{output:?}");
    assert_eq!(account.regenerated(), ["secondary", "primary"]);
}

#[test]
fn a_wrong_command_line_leaves_no_lock() {
    let (account, folder) = (Account::start(), folder());
    let output = rotate(&account, folder.path(), &format!("{YES} --pair admin"));
    assert_eq!(output.code, 2, "{output:?}");
    assert!(!folder.path().join("state.json.lock").exists());
}

#[test]
fn only_the_owner_can_read_the_state_file() {
    let (account, folder) = (Account::start(), folder());
    let others = folder.path().join("others");
    fs::write(&others, "theirs").expect("there is room");
    symlink(&others, folder.path().join("state.json.new")).expect("there is room");
    let output = rotate(&account, folder.path(), YES);
    assert_eq!(output.code, 0, "{output:?}");
    let state = folder.path().join("state.json");
    let about = fs::symlink_metadata(state).expect("it was written");
    assert!(about.is_file());
    assert_eq!(about.permissions().mode() & 0o777, 0o600);
    let theirs = fs::read_to_string(others).expect("it is still there");
    assert_eq!(theirs, "theirs");
}

#[test]
fn a_key_that_was_kept_can_be_rotated_next() {
    let (account, folder) = (Account::start(), folder());
    let keep = format!("{YES} --keep-other");
    let output = rotate(&account, folder.path(), &keep);
    assert_eq!(output.code, 0, "{output:?}");
    let output = rotate(&account, folder.path(), &keep);
    assert!(output.out.contains("use --in-use secondary"), "{output:?}");
    assert_eq!(account.regenerated(), ["secondary"]);
    for _ in 0..2 {
        let output = rotate(
            &account,
            folder.path(),
            &format!("{keep} --in-use secondary"),
        );
        assert_eq!(output.code, 0, "{output:?}");
        assert_eq!(account.regenerated(), ["secondary", "primary"]);
    }
    let deployed = fs::read_to_string(folder.path().join("deployed")).expect("the script ran");
    assert!(
        deployed.ends_with(&format!("first-2-of-contoso primary keys {ID}\n")),
        "{deployed}"
    );
}
