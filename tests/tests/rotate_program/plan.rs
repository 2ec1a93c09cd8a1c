//! A run without `--yes` says what the same run with it would do, wherever the rotation is.

use super::{account::Account, folder, program::rotate, script};
use std::path::Path;

const RUN: &str = "<resource-id> --state state.json --deploy ./deploy.sh";

/// What a run without `--yes` says of the account.
fn plan(account: &Account, folder: &Path, arguments: &str) -> String {
    let said = rotate(account, folder, &format!("{RUN} {arguments}"));
    assert_eq!(said.code, 0, "{said:?}");
    let (_, text) = said.out.split_once(": ").expect("it says something");
    text.to_owned()
}

#[test]
fn of_a_new_rotation_all_steps_are_told() {
    let (account, folder) = (Account::start(), folder());
    let text = plan(&account, folder.path(), "--wait 30");
    let steps = "would regenerate the secondary key, then run the command of --deploy with the new secondary key, \
                 then wait 30 seconds, then regenerate the primary key\n";
    assert!(text.starts_with(steps), "{text}");
    let text = plan(&account, folder.path(), "--wait 30 --keep-other");
    assert!(text.contains("with the new secondary key\n"), "{text}");
}

#[test]
fn where_nothing_is_left_to_do_nothing_is_told() {
    let (account, folder) = (Account::start(), folder());
    let said = rotate(
        &account,
        folder.path(),
        &format!("{RUN} --yes --keep-other"),
    );
    assert_eq!(said.code, 0, "{said:?}");
    for kept in ["--keep-other", "--keep-other --wait 30"] {
        let text = plan(&account, folder.path(), kept);
        assert!(
            text.starts_with("done before: consumers use the secondary key"),
            "{text}"
        );
        assert!(text.ends_with("1 pair of keys: 1 done before\n"), "{text}");
    }
    let text = plan(&account, folder.path(), "--wait 0");
    assert!(
        text.starts_with("would regenerate the primary key\n"),
        "{text}"
    );
    let text = plan(&account, folder.path(), "--wait 3000");
    assert!(text.starts_with("would wait "), "{text}");
    assert!(
        text.contains(" seconds, then regenerate the primary key\n"),
        "{text}"
    );
}

#[test]
fn a_key_that_is_regenerated_is_not_told_again() {
    let (account, folder) = (Account::start(), folder());
    script(folder.path(), "if [ -e once ]; then exit 1; fi; touch once");
    account.contest();
    let said = rotate(&account, folder.path(), &format!("{RUN} --yes"));
    assert_eq!(said.code, 1, "{said:?}");
    assert_eq!(account.regenerated(), ["secondary", "primary"]);
    let text = plan(&account, folder.path(), "--wait 30");
    let steps = "would run the command of --deploy with the new secondary key\n";
    assert!(text.starts_with(steps), "{text}");
}
