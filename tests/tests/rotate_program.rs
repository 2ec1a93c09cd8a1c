//! The program of the feature `cli`, run as users run it, with a service on loopback.
#![cfg(unix)]

#[path = "rotate_program/account.rs"]
mod account;
#[path = "rotate_program/command.rs"]
mod command;
#[path = "rotate_program/every_type.rs"]
mod every_type;
#[path = "rotate_program/more.rs"]
mod more;
#[path = "rotate_program/plan.rs"]
mod plan;
#[path = "rotate_program/program.rs"]
mod program;
#[path = "rotate_program/state_file.rs"]
mod state_file;
#[path = "rotate_program/streams.rs"]
mod streams;
#[path = "rotate_program/terminal.rs"]
mod terminal;

use account::{Account, ID};
use azure_keys_tests::TOKEN;
use program::{call, readme, rotate, run};
use serde_json::Value;
use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};
use tempfile::{TempDir, tempdir};

/// A folder with a `deploy.sh` that writes its input into `deployed`.
fn folder() -> TempDir {
    let folder = tempdir().expect("there is room");
    script(
        folder.path(),
        r#"echo "handing out"
           echo "$AZURE_KEY $AZURE_KEY_TYPE $AZURE_KEY_PAIR $AZURE_RESOURCE_ID" >> deployed"#,
    );
    folder
}

fn script(folder: &Path, text: &str) {
    let path = folder.join("deploy.sh");
    let text = format!("#!/bin/sh\nIFS= read -r AZURE_KEY\n{text}\n");
    fs::write(&path, text).expect("the folder is there");
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("the file is there");
}

/// The files in the state folder whose names end in this way.
fn states(folder: &Path, end: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder.join("states")).into_iter().flatten();
    let paths = entries.map(|entry| entry.expect("it can be read").path());
    paths
        .filter(|path| path.to_string_lossy().ends_with(end))
        .collect()
}

/// The state of the only pair.
fn state(folder: &Path) -> PathBuf {
    let [state] = states(folder, ".json").try_into().expect("there is one");
    state
}

/// No output and no file may contain a key.
fn assert_secret(account: &Account, folder: &Path, texts: &[&str]) {
    let states = states(folder, ".json").into_iter();
    let state: String = states
        .filter_map(|path| fs::read_to_string(path).ok())
        .collect();
    for key in account.keys() {
        assert!(!texts.iter().any(|text| text.contains(&key)), "{texts:?}");
        assert!(!state.contains(&key), "{state}");
    }
    assert!(!texts.iter().any(|text| text.contains(TOKEN)), "{texts:?}");
}

#[test]
fn the_readme_lists_tries_and_rotates() {
    let (account, folder) = (Account::start(), folder());
    let before = account.keys();
    let [list, dry_run, yes] = readme().try_into().expect("the README has three calls");

    let output = rotate(&account, folder.path(), &list);
    assert_eq!(output.code, 0, "{output:?}");
    assert!(
        output
            .out
            .contains("primary    **** (18 characters, SHA-256 "),
        "{output:?}"
    );
    assert_secret(&account, folder.path(), &[&output.out, &output.err]);

    let output = rotate(&account, folder.path(), &dry_run);
    assert_eq!(output.code, 0, "{output:?}");
    assert!(
        output
            .out
            .contains("contoso: would regenerate the secondary key"),
        "{output:?}"
    );
    assert_eq!(account.keys(), before);

    let output = rotate(&account, folder.path(), &yes);
    assert_eq!(output.code, 0, "{output:?}");
    assert_eq!(account.regenerated(), ["secondary", "primary"]);
    let deployed = fs::read_to_string(folder.path().join("deployed")).expect("the script ran");
    assert_eq!(
        deployed,
        format!("{} secondary keys {ID}\n", "second-1-of-contoso")
    );
    assert_eq!(output.err, "handing out\n", "stdout is for the steps");
    assert!(
        output.out.ends_with("1 pair of keys: 1 rotated\n"),
        "{output:?}"
    );
    assert_secret(&account, folder.path(), &[&output.out, &output.err]);

    let output = rotate(&account, folder.path(), &yes);
    assert_eq!(output.code, 0, "{output:?}");
    assert_eq!(account.regenerated().len(), 2, "what is done stays done");
    let output = rotate(
        &account,
        folder.path(),
        &format!("{yes} --in-use secondary"),
    );
    assert_eq!(output.code, 0, "{output:?}");
    assert_eq!(account.regenerated()[2..], ["primary", "secondary"]);
    assert!(
        account
            .tokens()
            .iter()
            .all(|token| *token == format!("Bearer {TOKEN}"))
    );
}

#[test]
fn without_a_deployment_the_key_in_use_stays() {
    let (account, folder) = (Account::start(), folder());
    let output = rotate(&account, folder.path(), "<resource-id> --yes --show");
    assert_eq!(output.code, 0, "{output:?}");
    assert_eq!(account.regenerated(), ["secondary"]);
    assert!(
        output
            .out
            .contains("the new secondary key: second-1-of-contoso\n"),
        "{output:?}"
    );
    assert!(
        output
            .out
            .contains("--yes --in-use secondary replaces the primary key"),
        "{output:?}"
    );

    let output = rotate(
        &account,
        folder.path(),
        "<resource-id> --yes --state states",
    );
    assert!(
        output
            .out
            .contains("--yes --deployed replaces the primary key"),
        "{output:?}"
    );
    for _ in 0..2 {
        let output = rotate(
            &account,
            folder.path(),
            "<resource-id> --yes --state states",
        );
        assert_eq!(output.code, 0, "{output:?}");
        assert_eq!(account.regenerated(), ["secondary"; 2]);
    }
    let output = rotate(
        &account,
        folder.path(),
        "<resource-id> --yes --state states --deployed",
    );
    assert_eq!(output.code, 0, "{output:?}");
    assert_eq!(account.regenerated(), ["secondary", "secondary", "primary"]);
}

#[test]
fn a_failed_run_continues_when_it_is_run_again() {
    let (account, folder) = (Account::start(), folder());
    let yes = "<resource-id> --yes --state states --deploy ./deploy.sh";
    script(folder.path(), "exit 7");
    let output = rotate(&account, folder.path(), yes);
    assert_eq!(output.code, 1, "{output:?}");
    assert!(output.err.contains("exit status: 7"), "{output:?}");
    assert_eq!(account.regenerated(), ["secondary"]);

    script(folder.path(), "echo $AZURE_KEY > deployed");
    account.refuse_regenerates(Some((409, "{}")));
    let output = rotate(&account, folder.path(), yes);
    assert_eq!(output.code, 1, "{output:?}");
    let deployed = fs::read_to_string(folder.path().join("deployed")).expect("the script ran");
    assert_eq!(deployed, "second-1-of-contoso\n");

    account.refuse_regenerates(None);
    let output = rotate(&account, folder.path(), yes);
    assert_eq!(output.code, 0, "{output:?}");
    assert_eq!(account.regenerated(), ["secondary", "primary"]);
}

#[test]
fn an_interrupted_run_continues_when_it_is_run_again() {
    let (account, folder) = (Account::start(), folder());
    let yes = "<resource-id> --yes --state states --deploy";
    for signal in ["INT", "TERM"] {
        let output = rotate(
            &account,
            folder.path(),
            &format!("{yes} 'kill -{signal} $PPID; exec sleep 60'"),
        );
        assert_eq!(output.code, 1, "{output:?}");
        assert!(
            output.out.ends_with("1 pair of keys: 1 interrupted\n"),
            "{output:?}"
        );
        assert_eq!(account.regenerated(), ["secondary"]);
    }
    let output = rotate(&account, folder.path(), &format!("{yes} ./deploy.sh"));
    assert_eq!(output.code, 0, "{output:?}");
    assert_eq!(account.regenerated(), ["secondary", "primary"]);
}

#[test]
fn a_killed_run_continues_when_its_lock_is_deleted() {
    let (account, folder) = (Account::start(), folder());
    let yes = "<resource-id> --yes --state states --deploy";
    // The run notes the process of the command in the lock file.
    let command = "'echo $$ > command; until grep -qx $$ states/*.lock; do sleep 0.05; done; kill -KILL $PPID'";
    let output = rotate(&account, folder.path(), &format!("{yes} {command}"));
    assert_eq!(output.code, -1, "{output:?}");
    let output = rotate(&account, folder.path(), &format!("{yes} ./deploy.sh"));
    assert_eq!(output.code, 1, "{output:?}");
    let orphan = fs::read_to_string(folder.path().join("command")).expect("the command ran");
    for words in [
        "then delete states/contoso-",
        &format!("may still be running as process {}:", orphan.trim()),
        &format!("`kill -s KILL -- -{}`", orphan.trim()),
    ] {
        assert!(output.err.contains(words), "{output:?}");
    }
    let [lock] = states(folder.path(), ".lock")
        .try_into()
        .expect("the killed run has left it");
    fs::remove_file::<PathBuf>(lock).expect("it is there");
    let output = rotate(&account, folder.path(), &format!("{yes} ./deploy.sh"));
    assert_eq!(output.code, 0, "{output:?}");
    assert_eq!(account.regenerated(), ["secondary", "primary"]);
}

#[test]
fn an_unknown_outcome_asks_for_attention() {
    let (account, folder) = (Account::start(), folder());
    account.refuse_regenerates(Some((500, "{}")));
    let output = rotate(&account, folder.path(), "<resource-id> --yes --json");
    assert_eq!(output.code, 3, "{output:?}");
    assert!(output.err.contains("look with --list"), "{output:?}");
    let objects = output.objects();
    let steps: Vec<&Value> = objects.iter().map(|object| &object["step"]).collect();
    assert_eq!(steps[..2], ["sent", "lost"]);
    let summary = objects.last().expect("there is a summary");
    assert_eq!(summary["event"], "summary");
    assert_eq!(summary["exitCode"], 3);
    assert_eq!(summary["results"][0]["outcome"], "unknown");
    assert_eq!(summary["results"][0]["resourceId"], ID);
}

#[test]
fn json_output_is_an_object_per_line() {
    let (account, folder) = (Account::start(), folder());
    let output = rotate(&account, folder.path(), "<resource-id> --list --json");
    assert_secret(&account, folder.path(), &[&output.out]);
    let keys = &output.objects()[0];
    assert_eq!(keys["event"], "keys");
    assert_eq!(keys["primary"]["length"], 18);
    let output = rotate(
        &account,
        folder.path(),
        "<resource-id> --list --json --show",
    );
    assert_eq!(
        output.objects()[0]["secondary"]["value"],
        "second-0-of-contoso"
    );
    let yes = "<resource-id> --yes --json --state states --deploy ./deploy.sh";
    let output = rotate(&account, folder.path(), yes);
    assert_secret(&account, folder.path(), &[&output.out]);
    let objects = output.objects();
    let steps: Vec<String> = objects
        .iter()
        .filter(|object| object["event"] == "step")
        .map(|object| format!("{} {}", object["step"], object["key"]).replace('"', ""))
        .collect();
    assert_eq!(
        steps,
        [
            "sent secondary",
            "regenerated secondary",
            "deploying secondary",
            "deployed secondary",
            "sent primary",
            "regenerated primary"
        ]
    );
}

/// Responses to a list request, and the advice for each.
const REFUSALS: [(u16, &str, &str); 4] = [
    (401, "{}", "the access token in ROTATE_TOKEN is not valid"),
    (
        403,
        r#"{"error":{"code":"AuthorizationFailed","message":"The client 'x' does not have authorization to perform action 'Microsoft.Maps/accounts/listKeys/action' over scope 'first-0-of-contoso'"}}"#,
        "you lack the right `Microsoft.Maps/accounts/listKeys/action` on this resource",
    ),
    (
        403,
        "{}",
        "such as `Microsoft.Maps/accounts/listKeys/action`",
    ),
    (404, "{}", "check the id"),
];

#[test]
fn refusals_come_with_advice_and_without_the_services_message() {
    let (account, folder) = (Account::start(), folder());
    for (status, body, advice) in REFUSALS {
        account.refuse_lists(Some((status, body)));
        for mode in ["--list", "", "--yes"] {
            let output = rotate(&account, folder.path(), &format!("<resource-id> {mode}"));
            assert_eq!(output.code, 1, "{output:?}");
            assert!(output.err.contains("error: contoso: "), "{output:?}");
            assert!(output.err.contains(advice), "{output:?}");
            assert_secret(&account, folder.path(), &[&output.out, &output.err]);
        }
    }
    assert!(account.regenerated().is_empty());
}

/// Invalid command lines, and the error for each.
const WRONG: [(&str, &str); 11] = [
    ("--list", "<RESOURCE_ID>"),
    ("contoso --list", "`contoso` is not a resource id"),
    (
        "<resource-id> contoso --yes",
        "`contoso` is not a resource id",
    ),
    (
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.Foo/bars/b",
        "Microsoft.Foo/bars",
    ),
    ("<resource-id> <resource-id>", "is named twice"),
    ("<resource-id> --list --yes", "cannot be used with"),
    (
        "<resource-id> --pair admin",
        "no pair of keys named `admin`; it has `keys`",
    ),
    ("<resource-id> --yes --deploy true", "--state"),
    (
        "<resource-id> --yes --deployed --state none",
        "--deployed needs a key that an earlier run",
    ),
    (
        "<resource-id> --yes --state broken/folder",
        "the state folder broken/folder cannot be written",
    ),
    ("<resource-id> --state broken", "cannot be read: "),
];

#[test]
fn a_wrong_command_line_sends_nothing() {
    let (account, folder) = (Account::start(), folder());
    fs::write(folder.path().join("broken"), "{").expect("there is room");
    for (arguments, words) in WRONG {
        let output = rotate(&account, folder.path(), arguments);
        assert_eq!(output.code, 2, "{output:?}");
        assert!(output.err.contains(words), "{output:?}");
        assert_eq!(output.out, "");
    }
    for (endpoint, words) in [
        (
            "http://example.com",
            "http:// for localhost, 127.0.0.0/8 and [::1] only",
        ),
        ("ftp://127.0.0.1", "https://"),
    ] {
        let output = call(folder.path(), &format!("{ID} --endpoint {endpoint}"));
        assert_eq!(output.code, 2, "{output:?}");
        assert!(output.err.contains(words), "{output:?}");
    }
    assert!(account.tokens().is_empty());
}

/// A proxy would receive the token in plain text.
#[test]
fn plain_http_does_not_go_through_a_proxy() {
    let (account, folder) = (Account::start(), folder());
    let endpoint = account.endpoint();
    for proxy in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        let output = run(
            folder.path(),
            &format!(
                "{proxy}={endpoint} exec \"$PROGRAM\" {ID} --list --endpoint {endpoint} --token-from-env ROTATE_TOKEN"
            ),
        );
        assert_eq!(output.code, 2, "{output:?}");
        let words = format!("while {proxy} is set: the proxy would get the token");
        assert!(output.err.contains(&words), "{output:?}");
    }
    assert!(account.tokens().is_empty());
}

/// `--deployed` is about the key that the previous run regenerated.
#[test]
fn a_key_replaced_by_somebody_else_does_not_count_as_deployed() {
    let (account, folder) = (Account::start(), folder());
    let yes = "<resource-id> --yes --state states";
    let output = rotate(&account, folder.path(), yes);
    assert_eq!(output.code, 0, "{output:?}");
    account.replace_secondary();
    let output = rotate(&account, folder.path(), &format!("{yes} --deployed"));
    assert_eq!(account.regenerated(), ["secondary"], "{output:?}");
    assert!(
        output
            .out
            .contains("somebody else has regenerated the secondary key"),
        "{output:?}"
    );
    assert!(
        output
            .out
            .contains("next, hand the secondary key to the consumers"),
        "{output:?}"
    );
}

#[test]
fn help_contains_what_scripts_rely_on() {
    let folder = folder();
    let output = call(folder.path(), "--help");
    assert_eq!(output.code, 0);
    for words in [
        "Exit codes:",
        "standard input",
        "az login",
        "--in-use <KEY>",
    ] {
        assert!(output.out.contains(words), "{words}");
    }
}
