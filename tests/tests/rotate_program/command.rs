//! The command of `--deploy`: its environment and its end.

use super::{
    account::{Account, ID},
    folder,
    program::{call, rotate, without_variable},
    script, states,
};
use azure_keys_tests::TOKEN;
use std::fs;

const YES: &str = "<resource-id> --yes --state states --deploy ./deploy.sh";

#[test]
fn the_command_is_not_given_the_access_token() {
    let (account, folder) = (Account::start(), folder());
    script(folder.path(), r#"echo "[$ROTATE_TOKEN]" > token"#);
    let output = rotate(&account, folder.path(), YES);
    assert_eq!(output.code, 0, "{output:?}");
    let token = fs::read_to_string(folder.path().join("token")).expect("the script ran");
    assert_eq!(token, "[]\n");
}

/// Other processes can read the initial environment of a process as long as it runs.
#[cfg(target_os = "linux")]
#[test]
fn the_command_finds_no_access_token_in_the_runs_environment() {
    for source in ["", "--token-from-stdin < token"] {
        let (account, folder) = (Account::start(), folder());
        fs::write(folder.path().join("token"), TOKEN).expect("there is room");
        let yes = YES.replace("./deploy.sh", "'cat /proc/$PPID/environ > environ'");
        let output = match source {
            "" => rotate(&account, folder.path(), &yes),
            // The shell that starts the program removes the variable by itself.
            _ => without_variable(&account, folder.path(), &format!("{yes} {source}")),
        };
        assert_eq!(output.code, 0, "{output:?}");
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

/// Sources of the token, and the error if there is none.
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
fn the_error_for_a_missing_token_names_its_source() {
    let (account, folder) = (Account::start(), folder());
    for (arguments, words) in TOKENS {
        let output = call(
            folder.path(),
            &format!("{ID} --list --endpoint {} {arguments}", account.endpoint()),
        );
        assert_eq!(output.code, 2, "{output:?}");
        assert!(output.err.contains(words), "{output:?}");
        assert!(!output.err.contains(TOKEN), "{output:?}");
    }
    assert!(account.tokens().is_empty());
}

/// The command and its child processes inherit the run's stderr, so the test waits until all have
/// ended.
#[test]
fn child_processes_of_the_command_end_with_the_run() {
    for signal in ["INT", "TERM", "HUP"] {
        let (account, folder) = (Account::start(), folder());
        let command = format!("'(sleep 20; touch late) & kill -{signal} $PPID; wait; exit 0'");
        let yes = YES.replace("./deploy.sh", &command);
        let output = rotate(&account, folder.path(), &yes);
        assert_eq!(output.code, 1, "{output:?}");
        assert!(!folder.path().join("late").exists(), "{signal}");
        let [lock] = states(folder.path(), ".lock")
            .try_into()
            .expect("there is one");
        let left = fs::read::<std::path::PathBuf>(lock).expect("it is there");
        assert!(left.is_empty(), "{signal}");
    }
}

/// Processes that a successful command leaves running are not killed.
#[test]
fn child_processes_of_a_successful_command_continue() {
    let (account, folder) = (Account::start(), folder());
    script(folder.path(), "(sleep 1; touch late) &");
    let output = rotate(&account, folder.path(), YES);
    assert_eq!(output.code, 0, "{output:?}");
    assert!(folder.path().join("late").exists());
}
