//! A name is always one segment of the path, whatever characters it contains.

use azure_core::Result;
use azure_keys_tests::{Answer, Decoded, FakeArm, Parameter, Row, Seen, error::chain, rows};

/// Names that would change the path, and the one segment that they must become.
const ENCODED: &[(&str, &str)] = &[
    ("../../x", "..%2F..%2Fx"),
    (
        "x/../../../../../../subscriptions/other",
        "x%2F..%2F..%2F..%2F..%2F..%2F..%2Fsubscriptions%2Fother",
    ),
    ("a/b", "a%2Fb"),
    ("a%2Fb", "a%252Fb"),
    ("%2e%2e", "%252e%252e"),
    ("{accountName}", "%7BaccountName%7D"),
    ("a?b#c", "a%3Fb%23c"),
    (r"a\b", "a%5Cb"),
    (r"..\..\x", "..%5C..%5Cx"),
];

/// Names that cannot be encoded as one segment.
const REFUSED: &[&str] = &[
    "", ".", "..", ".\t.", "\t", "\n", "a\nb", "\r", "a\tb", "a\u{0}b",
];

/// Calls with another value for one name, and returns the result and the requests.
async fn call(
    arm: &FakeArm,
    row: &Row,
    parameter: &Parameter,
    value: &str,
    skip_validation: bool,
) -> (Result<Decoded>, Vec<Seen>) {
    arm.server.script([Answer::new(row.status, row.answer)]);
    let mut call = arm.call(row).with_name(parameter.name, value);
    call.options.skip_validation = skip_validation;
    (row.send(call).await, arm.server.take_seen())
}

fn label(row: &Row, parameter: &Parameter, value: &str) -> String {
    format!("{}, {} = {value:?}", row.label(), parameter.name)
}

fn assert_sent(label: &str, result: Result<Decoded>, seen: &[Seen], path: &str) {
    result.unwrap_or_else(|error| panic!("{label}: {}", chain(&error)));
    let paths: Vec<&str> = seen.iter().map(|seen| seen.path.as_str()).collect();
    assert_eq!(paths, [path], "{label}");
    let version = seen[0].query.strip_prefix("api-version=");
    assert!(
        version.is_some_and(|version| !version.contains('&')),
        "{label}: {}",
        seen[0].query
    );
}

fn assert_refused(label: &str, result: Result<Decoded>, seen: &[Seen], parameter: &str) {
    let error = result.expect_err(label);
    assert_eq!(seen.len(), 0, "{label}");
    assert!(
        chain(&error).contains(&format!("`{parameter}`")),
        "{label}: {}",
        chain(&error)
    );
}

/// The pattern of a definition may refuse the name instead. Without patterns, each is encoded.
#[tokio::test]
async fn a_name_is_encoded_into_one_segment() {
    let arm = FakeArm::start().await;
    for row in rows() {
        for parameter in &row.parameters {
            for (value, written) in ENCODED {
                let label = label(&row, parameter, value);
                let path = row.path_with(parameter.name, written);
                let (result, seen) = call(&arm, &row, parameter, value, true).await;
                assert_sent(&label, result, &seen, &path);
                let (result, seen) = call(&arm, &row, parameter, value, false).await;
                match value.contains(|c| parameter.refuses.contains(c)) {
                    true => assert_refused(&label, result, &seen, parameter.name),
                    false => assert_sent(&label, result, &seen, &path),
                }
            }
        }
    }
}

#[tokio::test]
async fn a_name_that_would_change_the_path_is_refused() {
    let arm = FakeArm::start().await;
    for row in rows() {
        for parameter in &row.parameters {
            for value in REFUSED {
                for skip_validation in [false, true] {
                    let (result, seen) = call(&arm, &row, parameter, value, skip_validation).await;
                    let label = label(&row, parameter, value);
                    assert_refused(&label, result, &seen, parameter.name);
                }
            }
        }
    }
}

/// Each placeholder is replaced once: text in a name is never replaced.
#[tokio::test]
async fn a_name_that_looks_like_a_placeholder_stays_a_name() {
    let arm = FakeArm::start().await;
    for row in rows() {
        for parameter in &row.parameters {
            for other in &row.parameters {
                let value = format!("{{{}}}", other.name);
                let path = row.path_with(parameter.name, &format!("%7B{}%7D", other.name));
                let (result, seen) = call(&arm, &row, parameter, &value, true).await;
                assert_sent(&label(&row, parameter, &value), result, &seen, &path);
            }
        }
    }
}
