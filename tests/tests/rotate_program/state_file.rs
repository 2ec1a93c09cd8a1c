//! What the file of `--state` is to runs, and to others on the same machine.

use super::{
    account::{Account, ID},
    folder,
    program::{Said, rotate, run},
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
    let said = rotate(&account, folder.path(), YES);
    assert_eq!(said.code, 0, "{said:?}");
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

/// What is no file, and what is said of it. Each would keep a run waiting, or lead it elsewhere.
const NO_FILES: [(&str, &str, &str); 7] = [
    ("mkfifo it", "it", "it is no regular file"),
    ("mkfifo pipe; ln -s pipe it", "it", "it is no regular file"),
    ("mkdir it", "it", "it is no regular file"),
    ("ln -s /dev/zero it", "it", "it is no regular file"),
    ("touch file", "file/it", "cannot be read"),
    ("mkfifo it.lock", "it", "delete it.lock"),
    ("ln -s /dev/zero it.lock", "it", "delete it.lock"),
];

#[test]
fn what_is_no_file_is_no_state_file() {
    for (make, state, words) in NO_FILES {
        for mode in ["", "--yes"] {
            let (account, folder) = (Account::start(), folder());
            let endpoint = account.endpoint();
            let said = run(
                folder.path(),
                &format!(
                    "{make}; exec timeout 20 \"$PROGRAM\" {ID} {mode} --state {state} --endpoint {endpoint} \
                     --token-from-env ROTATE_TOKEN"
                ),
            );
            // A lock is for those who change keys.
            if mode.is_empty() && state == "it" && make.ends_with("it.lock") {
                assert_eq!(said.code, 0, "{make}: {said:?}");
                continue;
            }
            assert_eq!(said.code, 2, "{make} {mode}: {said:?}");
            assert!(said.err.contains(words), "{make} {mode}: {said:?}");
            assert!(account.regenerated().is_empty(), "{make}");
            let is_locked = folder.path().join("it.lock").is_file();
            assert!(!is_locked, "{make} {mode}");
        }
    }
}

/// A new name lasts only if the folder is written as well, for which it must be opened.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_synced_keeps_no_state() {
    let (account, folder) = (Account::start(), folder());
    let endpoint = account.endpoint();
    let said = run(
        folder.path(),
        &format!(
            "mkdir kept; chmod 300 kept
             # The system's owner opens what the modes forbid, unless it is taken from them.
             [ \"$(id -u)\" = 0 ] && bound=\"setpriv --bounding-set -dac_override,-dac_read_search\"
             exec $bound \"$PROGRAM\" {ID} --yes --state kept/state.json --endpoint {endpoint} \
             --token-from-env ROTATE_TOKEN"
        ),
    );
    assert_eq!(said.code, 2, "{said:?}");
    assert!(
        said.err
            .contains("the state file cannot be written: Permission denied"),
        "{said:?}"
    );
    assert!(account.regenerated().is_empty());
}

/// Changes the state file, and gives what a run then says.
fn changed(change: impl Fn(&mut Value), arguments: &str) -> (Account, Said) {
    let (account, folder) = (Account::start(), folder());
    let said = rotate(&account, folder.path(), &format!("{YES} --keep-other"));
    assert_eq!(said.code, 0, "{said:?}");
    let path = folder.path().join("state.json");
    let text = fs::read(&path).expect("it was written");
    let mut state: Value = serde_json::from_slice(&text).expect("it is JSON");
    change(&mut state);
    fs::write(&path, state.to_string()).expect("there is room");
    let said = rotate(
        &account,
        folder.path(),
        &format!("<resource-id> --state state.json {arguments}"),
    );
    (account, said)
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
        let (account, said) = changed(change, "--yes --deployed");
        assert_eq!(said.code, 2, "{said:?}");
        assert!(said.err.contains(words), "{said:?}");
        assert_eq!(account.regenerated(), ["secondary"]);
    }
}

#[test]
fn nothing_is_sent_that_the_state_file_does_not_hold() {
    let (account, folder) = (Account::start(), folder());
    let yes = YES.replace("./deploy.sh", "'mkdir state.json.new'");
    let said = rotate(&account, folder.path(), &yes);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(
        said.err.contains("the state file cannot be written"),
        "{said:?}"
    );
    assert_eq!(account.regenerated(), ["secondary"]);
}

#[test]
fn a_rotation_that_was_begun_keeps_its_key_in_use() {
    let (account, folder) = (Account::start(), folder());
    let yes = "<resource-id> --yes --state state.json";
    let said = rotate(&account, folder.path(), yes);
    assert_eq!(said.code, 0, "{said:?}");
    let said = rotate(
        &account,
        folder.path(),
        &format!("{yes} --in-use secondary"),
    );
    assert_eq!(said.code, 2, "{said:?}");
    assert!(said.err.contains("leave --in-use out"), "{said:?}");
    assert_eq!(account.regenerated(), ["secondary"]);
}

/// The clock may have been set back since.
#[test]
fn a_state_file_of_the_future_keeps_nobody_waiting() {
    let future = |state: &mut Value| {
        let saved = &mut state["rotations"][0]["rotation"]["state"];
        saved["deployedAt"] = "2999-01-01T00:00:00Z".into();
        for step in saved["steps"].as_array_mut().expect("there are steps") {
            step["at"] = "2999-01-01T00:00:00Z".into();
        }
    };
    let (_, said) = changed(future, "--deployed --wait 30");
    assert!(said.out.contains("would wait 30 seconds"), "{said:?}");
    let (account, said) = changed(future, "--yes --deployed --wait 1");
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(account.regenerated(), ["secondary", "primary"]);
}

#[test]
fn a_wrong_command_line_leaves_no_lock() {
    let (account, folder) = (Account::start(), folder());
    let said = rotate(&account, folder.path(), &format!("{YES} --pair admin"));
    assert_eq!(said.code, 2, "{said:?}");
    assert!(!folder.path().join("state.json.lock").exists());
}

#[test]
fn the_state_file_is_its_owners_alone() {
    let (account, folder) = (Account::start(), folder());
    let others = folder.path().join("others");
    fs::write(&others, "theirs").expect("there is room");
    symlink(&others, folder.path().join("state.json.new")).expect("there is room");
    let said = rotate(&account, folder.path(), YES);
    assert_eq!(said.code, 0, "{said:?}");
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
    let said = rotate(&account, folder.path(), &keep);
    assert_eq!(said.code, 0, "{said:?}");
    let said = rotate(&account, folder.path(), &keep);
    assert!(said.out.contains("say --in-use secondary"), "{said:?}");
    assert_eq!(account.regenerated(), ["secondary"]);
    for _ in 0..2 {
        let said = rotate(
            &account,
            folder.path(),
            &format!("{keep} --in-use secondary"),
        );
        assert_eq!(said.code, 0, "{said:?}");
        assert_eq!(account.regenerated(), ["secondary", "primary"]);
    }
    let deployed = fs::read_to_string(folder.path().join("deployed")).expect("the script ran");
    assert!(
        deployed.ends_with(&format!("first-2-of-contoso primary keys {ID}\n")),
        "{deployed}"
    );
}
