//! What the command of `--deploy` is given, and what becomes of it.

use super::{account::Account, folder, program::rotate, script};
use std::fs;

const YES: &str = "<resource-id> --yes --state state.json --deploy ./deploy.sh";

#[test]
fn the_command_is_not_given_the_access_token() {
    let (account, folder) = (Account::start(), folder());
    script(folder.path(), r#"echo "[$ROTATE_TOKEN]" > token"#);
    let said = rotate(&account, folder.path(), YES);
    assert_eq!(said.code, 0, "{said:?}");
    let token = fs::read_to_string(folder.path().join("token")).expect("the script ran");
    assert_eq!(token, "[]\n");
}

/// The run's stderr is also that of the command and of what it starts, so that the test goes on when all have ended.
#[test]
fn what_the_command_has_started_ends_with_the_run() {
    for signal in ["INT", "TERM", "HUP"] {
        let (account, folder) = (Account::start(), folder());
        let command = format!("'(sleep 1; touch late) & kill -{signal} $PPID; wait; exit 0'");
        let yes = YES.replace("./deploy.sh", &command);
        let said = rotate(&account, folder.path(), &yes);
        assert_eq!(said.code, 1, "{said:?}");
        assert!(!folder.path().join("late").exists(), "{signal}");
        assert!(!folder.path().join("state.json.lock").exists(), "{signal}");
    }
}

/// What a command that succeeds leaves running is for the user to end.
#[test]
fn what_a_command_that_succeeds_leaves_goes_on() {
    let (account, folder) = (Account::start(), folder());
    script(folder.path(), "(sleep 1; touch late) &");
    let said = rotate(&account, folder.path(), YES);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(folder.path().join("late").exists());
}
