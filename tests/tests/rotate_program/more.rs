//! Whole subscriptions, ages, targets, completions and the manual page.

#[rustfmt::skip] // The generator formats it.
#[path = "../../../generated/src/cli/given.rs"]
mod given;

use super::{
    account::{Account, ID},
    folder,
    program::{call, rotate, without_variable},
    state,
};
use azure_core::credentials::{Secret, TokenCredential};
use azure_keys_tests::TOKEN;
use given::Given;
use serde_json::Value;
use std::fs;

const SUBSCRIPTION: &str = "--subscription s-1";

#[test]
fn a_subscription_stands_for_its_resources_with_keys() {
    let (account, folder) = (Account::start(), folder());
    for ids in [SUBSCRIPTION.to_owned(), format!("{ID} {SUBSCRIPTION}")] {
        let output = rotate(&account, folder.path(), &format!("{ids} --list --json"));
        assert_eq!(output.code, 0, "{output:?}");
        let objects = output.objects();
        assert_eq!(objects.len(), 2, "{output:?}");
        assert_eq!(objects[0]["resourceId"], ID);
        assert_eq!(objects[1]["results"][0]["outcome"], "listed");
    }
}

#[test]
fn a_subscription_that_cannot_be_listed_is_an_error() {
    let (account, folder) = (Account::start(), folder());
    let output = rotate(&account, folder.path(), "--subscription s-2 --yes");
    assert_eq!(output.code, 2, "{output:?}");
    for words in [
        "the subscription s-2 cannot be listed",
        "404 Not Found (ResourceNotFound)",
    ] {
        assert!(output.err.contains(words), "{output:?}");
    }
    assert!(account.regenerated().is_empty());
}

/// Without the right to read its resources, Azure Resource Manager lists none.
#[test]
fn a_subscription_without_resources_with_keys_is_an_error_and_others_go_on() {
    for (mode, outcome) in [
        ("--list", "listed"),
        ("", "planned"),
        ("--yes", "spareRegenerated"),
    ] {
        let (account, folder) = (Account::start(), folder());
        let arguments = format!("--subscription s-3 {SUBSCRIPTION} {mode} --json");
        let output = rotate(&account, folder.path(), &arguments);
        assert_eq!(output.code, 1, "{output:?}");
        let words = "error: the subscription s-3 has no resources with keys that you may read";
        assert!(output.err.contains(words), "{output:?}");
        let objects = output.objects();
        let summary = objects.last().expect("there is a summary");
        assert_eq!(summary["exitCode"], 1);
        assert_eq!(summary["results"][0]["outcome"], outcome);
        let output = rotate(
            &account,
            folder.path(),
            &format!("--subscription s-3 {mode}"),
        );
        assert_eq!(output.code, 1, "{output:?}");
    }
}

#[test]
fn a_pair_that_no_resource_of_a_subscription_has_is_an_error() {
    let (account, folder) = (Account::start(), folder());
    for mode in ["--list", "", "--yes"] {
        let arguments = format!("{SUBSCRIPTION} --pair typo {mode}");
        let output = rotate(&account, folder.path(), &arguments);
        assert_eq!(output.code, 2, "{output:?}");
        let words = "no resource has a pair of keys named `typo`; the subscriptions have `keys`";
        assert!(output.err.contains(words), "{output:?}");
    }
    let arguments = format!("{SUBSCRIPTION} --pair keys --list");
    let output = rotate(&account, folder.path(), &arguments);
    assert_eq!(output.code, 0, "{output:?}");
}

#[test]
fn what_was_rotated_long_ago_is_rotated_again() {
    let (account, folder) = (Account::start(), folder());
    let yes = "<resource-id> --yes --state states --deploy ./deploy.sh --since 90d";
    for _ in 0..2 {
        let output = rotate(&account, folder.path(), yes);
        assert_eq!(output.code, 0, "{output:?}");
        assert_eq!(account.regenerated(), ["secondary", "primary"]);
    }
    let output = rotate(&account, folder.path(), &format!("{yes} --in-use primary"));
    assert_eq!(output.code, 2, "{output:?}");
    assert!(
        output
            .err
            .contains("the secondary one by the saved rotation"),
        "{output:?}"
    );
    assert_eq!(account.regenerated().len(), 2);
    let path = state(folder.path());
    let text = fs::read(&path).expect("it was written");
    let mut saved: Value = serde_json::from_slice(&text).expect("it is JSON");
    let steps = saved["rotation"]["state"]["steps"].as_array_mut();
    for step in steps.expect("there are steps") {
        step["at"] = "2020-01-01T00:00:00Z".into();
    }
    fs::write(&path, saved.to_string()).expect("there is room");
    let output = rotate(&account, folder.path(), yes);
    assert_eq!(output.code, 0, "{output:?}");
    assert_eq!(account.regenerated()[2..], ["primary", "secondary"]);
}

#[test]
fn a_new_key_becomes_a_variable_of_a_file() {
    let (account, folder) = (Account::start(), folder());
    fs::write(folder.path().join("app.env"), "A=1\n").expect("there is room");
    let yes =
        "<resource-id> --yes --state states --env-file app.env --variable MAPS_{name} --wait 1";
    let output = rotate(&account, folder.path(), yes);
    assert_eq!(output.code, 0, "{output:?}");
    let text = fs::read_to_string(folder.path().join("app.env")).expect("it is there");
    assert_eq!(text, "A=1\nMAPS_contoso=second-1-of-contoso\n");
    assert!(!output.out.contains("second-1-of-contoso"), "{output:?}");
}

#[test]
fn a_name_that_the_target_refuses_is_an_error_before_a_key_changes() {
    let (account, folder) = (Account::start(), folder());
    for mode in ["", "--yes"] {
        let arguments = format!(
            "<resource-id> {mode} --state states --env-file app.env --variable 1{{name}} --wait 0"
        );
        let output = rotate(&account, folder.path(), &arguments);
        assert_eq!(output.code, 1, "{output:?}");
        let words = "error: contoso: `1contoso` is not a name of an environment variable";
        assert!(output.err.contains(words), "{output:?}");
    }
    assert!(account.tokens().is_empty());
}

#[test]
fn a_run_without_a_target_stops_at_failures_only() {
    let (account, folder) = (Account::start(), folder());
    let yes = format!("--yes --stop-at-failure <resource-id> {ID}-2");
    let output = rotate(&account, folder.path(), &yes);
    assert_eq!(output.code, 0, "{output:?}");
    assert_eq!(account.regenerated(), ["secondary"; 2]);
    let words = "2 pairs of keys: 2 spare key regenerated, the one in use kept\n";
    assert!(output.out.ends_with(words), "{output:?}");

    let output = rotate(&account, folder.path(), &format!("{ID}-3 {yes}"));
    assert_eq!(output.code, 1, "{output:?}");
    assert_eq!(account.regenerated().len(), 2);
    let words = "3 pairs of keys: 1 failed; 2 interrupted\n";
    assert!(output.out.ends_with(words), "{output:?}");
}

/// Invalid combinations, and the error for each.
const WRONG: [(&str, &str); 10] = [
    ("--env-file a --state s --wait 1", "--variable"),
    (
        "--env-file a --variable A --state s",
        "--wait <SECONDS>|--keep-other",
    ),
    (
        "--vault https://v.vault.azure.net --state s --wait 1",
        "--secret",
    ),
    (
        "--vault https://v.vault.azure.net --secret a --state s",
        "--wait <SECONDS>|--keep-other",
    ),
    (
        "--deploy true --env-file a --variable A --state s --wait 1 --keep-other",
        "cannot be used with",
    ),
    (
        "--deploy true --connection-string --state s",
        "cannot be used with '--connection-string'",
    ),
    ("--connection-string", "<--vault <URL>|--env-file <FILE>>"),
    ("--since 90d", "--state"),
    ("--deployed --since 90d --state s", "'--since <AGE>'"),
    ("--since 90 --state s", "such as 90d"),
];

#[test]
fn targets_and_ages_are_checked_before_anything_is_sent() {
    let (account, folder) = (Account::start(), folder());
    for (arguments, words) in WRONG {
        let output = rotate(
            &account,
            folder.path(),
            &format!("<resource-id> --yes {arguments}"),
        );
        assert_eq!(output.code, 2, "{arguments}: {output:?}");
        assert!(output.err.contains(words), "{arguments}: {output:?}");
    }
    assert!(account.tokens().is_empty());
}

#[test]
fn options_of_rotations_are_refused_for_a_list() {
    let (account, folder) = (Account::start(), folder());
    for (arguments, option) in [
        ("--deploy true --state s", "--deploy"),
        ("--env-file a --variable A --state s --wait 1", "--env-file"),
        ("--deployed --state s", "--deployed"),
        ("--wait 1", "--wait"),
        ("--keep-other", "--keep-other"),
        ("--in-use primary", "--in-use"),
        ("--since 90d --state s", "--since"),
        ("--stop-at-failure", "--stop-at-failure"),
        ("--concurrency 2", "--concurrency"),
    ] {
        let arguments = format!("<resource-id> --list {arguments}");
        let output = rotate(&account, folder.path(), &arguments);
        assert_eq!(output.code, 2, "{arguments}: {output:?}");
        for words in ["cannot be used with", option] {
            assert!(output.err.contains(words), "{arguments}: {output:?}");
        }
    }
    assert!(account.tokens().is_empty());
    let output = rotate(&account, folder.path(), "<resource-id> --list --state s");
    assert_eq!(output.code, 0, "{output:?}");
}

/// Without the other option, they would do nothing.
#[test]
fn an_option_without_the_one_that_it_belongs_to_is_refused() {
    let (account, folder) = (Account::start(), folder());
    let targets = "<--deploy <COMMAND>|--vault <URL>|--env-file <FILE>|--deployed>";
    for (arguments, needed) in [
        ("--yes --wait 1", targets),
        ("--yes --keep-other", targets),
        ("--yes --keep-other --wait 1 --state s", targets),
        ("--stop-at-failure", "<--dry-run|--yes>"),
        ("--concurrency 2", "<--dry-run|--yes>"),
    ] {
        let output = rotate(
            &account,
            folder.path(),
            &format!("<resource-id> {arguments}"),
        );
        assert_eq!(output.code, 2, "{arguments}: {output:?}");
        assert!(output.err.contains(needed), "{arguments}: {output:?}");
    }
    assert!(account.tokens().is_empty());
    let plan = "<resource-id> --dry-run --stop-at-failure --concurrency 2";
    let output = rotate(&account, folder.path(), plan);
    assert_eq!(output.code, 0, "{output:?}");
}

const VAULT: &str =
    "<resource-id> --yes --state s --keep-other --secret a --vault https://v.vault.azure.net";

#[test]
fn a_vault_is_reached_by_https_only() {
    let (account, folder) = (Account::start(), folder());
    let plain = VAULT.replace("https:", "http:");
    let output = without_variable(&account, folder.path(), &plain);
    assert_eq!(output.code, 2, "{output:?}");
    assert!(output.err.contains("https:// URL"), "{output:?}");
}

#[test]
fn an_access_token_for_azure_resource_manager_is_not_for_a_vault() {
    let (account, folder) = (Account::start(), folder());
    let from_env = rotate(&account, folder.path(), VAULT);
    let from_stdin = format!("{VAULT} --token-from-stdin < /dev/null");
    let from_stdin = without_variable(&account, folder.path(), &from_stdin);
    for (output, option) in [(from_env, "env"), (from_stdin, "stdin")] {
        assert_eq!(output.code, 2, "{output:?}");
        let words = format!("'--token-from-{option}' cannot be used with '--vault'");
        assert!(output.err.contains(&words), "{output:?}");
    }
    assert!(account.tokens().is_empty());
}

#[tokio::test]
async fn a_given_token_is_for_one_audience() {
    let audience = "https://management.azure.com";
    for own in [audience, "https://management.azure.com/.default"] {
        let given = Given::new(Secret::new(TOKEN), own);
        let scope = format!("{audience}/.default");
        let token = given.get_token(&[&scope], None).await;
        assert_eq!(token.expect("it is for it").token.secret(), TOKEN);
        for other in [
            "https://vault.azure.net/.default",
            "https://management.azure.com.evil",
        ] {
            let error = given.get_token(&[&scope, other], None).await;
            let text = error.expect_err("it is for another").to_string();
            assert!(
                text.contains("is for https://management.azure.com, and not for"),
                "{text}"
            );
        }
    }
}

#[test]
fn completions_and_a_manual_page_are_printed() {
    let folder = folder();
    for (arguments, words) in [
        ("--completions bash", "complete -F _azure__keys"),
        ("--completions zsh", "#compdef azure-keys"),
        ("--man", ".TH azure-keys 1"),
    ] {
        let output = call(folder.path(), arguments);
        assert_eq!((output.code, output.err.as_str()), (0, ""));
        assert!(output.out.contains(words), "{arguments}: {}", output.out);
        assert!(output.out.contains("keep-other") || output.out.contains("keep\\-other"));
    }
}
