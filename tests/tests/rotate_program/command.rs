//! What the command of `--deploy` is given, and what becomes of it.

use super::{
    account::{Account, ID},
    folder,
    program::{call, rotate, without_variable},
    script,
};
use azure_keys_tests::TOKEN;
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

/// What a process is started with can be read as long as it runs, whatever it does with its variables.
#[cfg(target_os = "linux")]
#[test]
fn the_command_finds_no_access_token_in_the_runs_environment() {
    for source in ["", "--token-from-stdin < token"] {
        let (account, folder) = (Account::start(), folder());
        fs::write(folder.path().join("token"), TOKEN).expect("there is room");
        let yes = YES.replace("./deploy.sh", "'cat /proc/$PPID/environ > environ'");
        let said = match source {
            "" => rotate(&account, folder.path(), &yes),
            // The shell that starts the program takes the variable out by itself.
            _ => without_variable(&account, folder.path(), &format!("{yes} {source}")),
        };
        assert_eq!(said.code, 0, "{said:?}");
        let environ = fs::read(folder.path().join("environ")).expect("the command ran");
        let environ = String::from_utf8_lossy(&environ);
        assert!(environ.contains("PROGRAM="), "{environ}");
        assert!(!environ.contains(TOKEN), "{environ}");
        let tokens = account.tokens();
        assert!(
            tokens
                .iter()
                .all(|token| *token == format!("Bearer {TOKEN}"))
        );
    }
}

/// Where the token comes from, and what is said if there is none.
const TOKENS: [(&str, &str); 4] = [
    (
        "--token-from-stdin < /dev/null",
        "standard input holds no access token",
    ),
    (
        "--token-from-env NO_SUCH_VARIABLE",
        "the environment variable NO_SUCH_VARIABLE holds no access token",
    ),
    (
        "--token-from-env EMPTY",
        "the environment variable EMPTY holds no access token",
    ),
    (
        "--token-from-env ROTATE_TOKEN --token-from-stdin",
        "ROTATE_TOKEN or from standard input",
    ),
];

#[test]
fn a_token_that_is_not_there_is_named_by_its_place() {
    let (account, folder) = (Account::start(), folder());
    for (arguments, words) in TOKENS {
        let said = call(
            folder.path(),
            &format!("{ID} --list --endpoint {} {arguments}", account.endpoint()),
        );
        assert_eq!(said.code, 2, "{said:?}");
        assert!(said.err.contains(words), "{said:?}");
        assert!(!said.err.contains(TOKEN), "{said:?}");
    }
    assert!(account.tokens().is_empty());
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
