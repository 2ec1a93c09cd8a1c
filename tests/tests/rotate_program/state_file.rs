//! The state file, used by several runs and by other users of the same machine.

use super::{
    account::{Account, ID},
    folder,
    program::{Finished, rotate, run},
    script, state, states,
};
use serde_json::Value;
use std::{
    fs,
    os::unix::fs::{PermissionsExt, symlink},
};

const YES: &str = "<resource-id> --yes --state states --deploy ./deploy.sh";

#[test]
fn two_runs_at_once_do_not_share_a_state_file() {
    let (account, folder) = (Account::start(), folder());
    let endpoint = account.endpoint();
    let second = format!(
        r#"export TOKEN=t
           again="{ID} --state states --endpoint {endpoint} --token-from-env TOKEN"
           "$PROGRAM" $again --yes 2> refused; echo $? > code
           "$PROGRAM" $again > plan"#
    );
    script(folder.path(), &second);
    let output = rotate(&account, folder.path(), YES);
    assert_eq!(output.code, 0, "{output:?}");
    assert_eq!(account.regenerated(), ["secondary", "primary"]);
    let written = |name| fs::read_to_string(folder.path().join(name)).expect("the script ran");
    assert_eq!(written("code"), "1\n");
    let refused = written("refused");
    assert!(refused.contains("wait until it ends"), "{refused}");
    assert!(written("plan").contains("would stop"), "reading is free");
    let [lock] = states(folder.path(), ".lock")
        .try_into()
        .expect("there is one");
    assert_eq!(
        fs::read::<std::path::PathBuf>(lock).expect("it is there"),
        b""
    );
}

/// While a run waits for its first pair, other runs end the rotation of its second one, and begin
/// another: its new key is not the one that `--deployed` was about.
#[test]
fn a_key_that_another_run_regenerates_meanwhile_does_not_count_as_deployed() {
    let (account, folder) = (Account::start(), folder());
    let yes = "--yes --state states";
    for arguments in [format!("{ID} --in-use secondary"), format!("{ID}-2")] {
        let output = rotate(&account, folder.path(), &format!("{arguments} {yes}"));
        assert_eq!(output.code, 0, "{output:?}");
    }
    let endpoint = account.endpoint();
    let commands = format!(
        r#"again() {{ "$PROGRAM" {yes} --endpoint {endpoint} --token-from-env ROTATE_TOKEN "$@"; }}
           again {ID} {ID}-2 --deployed --wait 4 > first & first=$!
           for _ in $(seq 200); do grep -q 'consumers use' first && break; sleep 0.05; done
           again {ID}-2 --deployed && again {ID}-2 --in-use secondary && cp states/*-2-*.json before
           wait $first"#
    );
    let output = run(folder.path(), &commands);
    let words = "contoso-2: another run has continued this rotation";
    assert!(output.err.contains(words), "{output:?}");
    assert_eq!(output.code, 1, "{output:?}");
    let [saved] = states(folder.path(), ".json")
        .into_iter()
        .filter(|path| path.to_string_lossy().contains("contoso-2-"))
        .collect::<Vec<_>>()
        .try_into()
        .expect("there is one");
    let [before, after] =
        [folder.path().join("before"), saved].map(|path| fs::read(path).expect("it was written"));
    assert_eq!(before, after);
}

#[test]
fn the_state_must_be_a_folder() {
    for mode in ["", "--yes"] {
        let (account, folder) = (Account::start(), folder());
        fs::write(folder.path().join("states"), "").expect("there is room");
        let arguments = format!("<resource-id> {mode} --state states");
        let output = rotate(&account, folder.path(), &arguments);
        assert_eq!(output.code, 2, "{mode}: {output:?}");
        assert!(account.tokens().is_empty(), "{mode}");
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
             exec $bound \"$PROGRAM\" {ID} --yes --state kept --endpoint {endpoint} \
             --token-from-env ROTATE_TOKEN"
        ),
    );
    assert_eq!(output.code, 1, "{output:?}");
    for words in [
        "the rotation cannot be saved in kept/contoso-",
        "Permission denied",
    ] {
        assert!(output.err.contains(words), "{output:?}");
    }
    assert!(account.regenerated().is_empty());
}

/// Changes the state file, and returns the result of the next run.
fn changed(change: impl Fn(&mut Value), arguments: &str) -> (Account, Finished) {
    let (account, folder) = (Account::start(), folder());
    let output = rotate(&account, folder.path(), &format!("{YES} --keep-other"));
    assert_eq!(output.code, 0, "{output:?}");
    let path = state(folder.path());
    let text = fs::read(&path).expect("it was written");
    let mut saved: Value = serde_json::from_slice(&text).expect("it is JSON");
    change(&mut saved);
    fs::write(&path, saved.to_string()).expect("there is room");
    let output = rotate(
        &account,
        folder.path(),
        &format!("<resource-id> --state states {arguments}"),
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
            "it has version 2, and this crate knows version 1",
        ),
        (|state| state["more"] = 1.into(), "unknown field `more`"),
        (
            |state| state["rotation"]["version"] = 7.into(),
            "it has version 7, and this crate reads version 1",
        ),
        (
            |state| state["rotation"]["state"]["more"] = 1.into(),
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
    let yes = YES.replace(
        "./deploy.sh",
        "'for state in states/*.json; do mkdir $state.new; done'",
    );
    let output = rotate(&account, folder.path(), &yes);
    assert_eq!(output.code, 1, "{output:?}");
    assert!(
        output
            .err
            .contains("the rotation cannot be saved in states/contoso-"),
        "{output:?}"
    );
    assert_eq!(account.regenerated(), ["secondary"]);
}

#[test]
fn a_started_rotation_keeps_its_key_in_use() {
    let (account, folder) = (Account::start(), folder());
    let yes = "<resource-id> --yes --state states";
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
        let saved = &mut state["rotation"]["state"];
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
    assert!(states(folder.path(), "").is_empty());
}

#[test]
fn only_the_owner_can_read_the_state_file() {
    let (account, folder) = (Account::start(), folder());
    let output = rotate(&account, folder.path(), &format!("{YES} --keep-other"));
    assert_eq!(output.code, 0, "{output:?}");
    let path = state(folder.path());
    let others = folder.path().join("others");
    fs::write(&others, "theirs").expect("there is room");
    symlink(&others, format!("{}.new", path.display())).expect("there is room");
    let output = rotate(&account, folder.path(), YES);
    assert_eq!(output.code, 0, "{output:?}");
    let about = fs::symlink_metadata(path).expect("it was written");
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
