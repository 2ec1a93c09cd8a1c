//! What the file of `--state` is to runs, and to others on the same machine.

use super::{
    account::{Account, ID},
    folder,
    program::rotate,
    script,
};
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
