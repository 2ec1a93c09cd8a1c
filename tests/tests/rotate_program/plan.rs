//! A run without `--yes` prints what the same run with it would do, at every stage of the rotation.

use super::{account::Account, folder, program::rotate, script};
use std::path::Path;

const RUN: &str = "<resource-id> --state states --deploy ./deploy.sh";

/// The plan that a run without `--yes` prints.
fn plan(account: &Account, folder: &Path, arguments: &str) -> String {
    let output = rotate(account, folder, &format!("{RUN} {arguments}"));
    assert_eq!(output.code, 0, "{output:?}");
    let (_, text) = output.out.split_once(": ").expect("the plan has a text");
    text.to_owned()
}

#[test]
fn the_plan_of_a_new_rotation_contains_all_steps() {
    let (account, folder) = (Account::start(), folder());
    let text = plan(&account, folder.path(), "--wait 30");
    let steps = "would regenerate the secondary key, then run the command of --deploy with the new secondary key, \
                 then wait 30 seconds, then regenerate the primary key\n";
    assert!(text.starts_with(steps), "{text}");
    let text = plan(&account, folder.path(), "--wait 30 --keep-other");
    assert!(text.contains("with the new secondary key\n"), "{text}");
}

#[test]
fn the_plan_of_a_completed_rotation_is_empty() {
    let (account, folder) = (Account::start(), folder());
    let output = rotate(
        &account,
        folder.path(),
        &format!("{RUN} --yes --keep-other"),
    );
    assert_eq!(output.code, 0, "{output:?}");
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
fn the_plan_does_not_contain_completed_steps() {
    let (account, folder) = (Account::start(), folder());
    script(folder.path(), "if [ -e once ]; then exit 1; fi; touch once");
    account.contest();
    let output = rotate(&account, folder.path(), &format!("{RUN} --yes"));
    assert_eq!(output.code, 1, "{output:?}");
    assert_eq!(account.regenerated(), ["secondary", "primary"]);
    let text = plan(&account, folder.path(), "--wait 30");
    let steps = "would run the command of --deploy with the new secondary key\n";
    assert!(text.starts_with(steps), "{text}");
}
