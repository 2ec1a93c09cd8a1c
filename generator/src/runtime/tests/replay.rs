//! Which bodies are equal in a replay.

use crate::runtime::{
    replay_begun::has_failed, replay_compare::compare_body, replay_example::plain,
};
use azure_core::Value;

fn json(text: &str) -> Value {
    azure_core::json::from_json(text.as_bytes()).expect("the text is JSON")
}

fn check(sent: &str, expected: &str, outcome: Result<(), &str>) {
    let [sent, expected] = [sent, expected].map(json);
    let compared = compare_body(Some(&sent), Some(&expected)).map_err(|error| error.to_string());
    assert_eq!(compared, outcome.map_err(str::to_owned));
}

#[test]
fn other_spellings_of_a_value_are_equal() {
    check(r#"{ "a": 1.0 }"#, r#"{ "a": 1 }"#, Ok(()));
    check(
        r#"{ "a": "2020-11-19T02:36:43Z" }"#,
        r#"{ "a": "2020-11-19T04:36:43.000+02:00" }"#,
        Ok(()),
    );
    check(r#"{ "a": {} }"#, r#"{ "a": { "b": null } }"#, Ok(()));
}

/// Times and bytes are decoded and encoded again, so their spelling in an example does not matter.
#[test]
fn other_spellings_of_times_and_bytes_are_equal() {
    for (sent, expected) in [
        ("2020-11-19T02:36:43Z", "2020-11-19t02:36:43.0000000z"),
        (
            "2020-11-19T02:36:43.123456789Z",
            "2020-11-19T02:36:43.12345678912Z",
        ),
        (
            "Thu, 19 Nov 2020 02:36:43 GMT",
            "Mon, 19 Nov 2020 02:36:43 GMT",
        ),
        ("aGk", "aGk="),
    ] {
        check(&format!("{sent:?}"), &format!("{expected:?}"), Ok(()));
    }
    check(
        "\"Thu, 19 Nov 2020 02:36:43 GMT\"",
        "\"2020-11-19T02:36:43Z\"",
        Err(
            "body is String(\"Thu, 19 Nov 2020 02:36:43 GMT\"), the example has String(\"2020-11-19T02:36:43Z\")",
        ),
    );
}

#[test]
fn an_additional_or_missing_value_is_a_difference() {
    check(
        r#"{ "a": 1 }"#,
        r#"{ "a": 1, "b": 2 }"#,
        Err("body.b is Null, the example has Number(2)"),
    );
    check(
        r#"{ "a": 1, "b": 2 }"#,
        r#"{ "a": 1 }"#,
        Err("the other way round: body.b is Null, the example has Number(2)"),
    );
    check(
        "[1, 2]",
        "[1]",
        Err("body is Array [Number(1), Number(2)], the example has Array [Number(1)]"),
    );
}

#[test]
fn values_are_written_as_the_clients_write_them() {
    for (value, text) in [
        ("\"a\"", "a"),
        ("300", "300"),
        ("true", "true"),
        ("[10.0, 50.001]", "10,50.001"),
        ("18446744073709551615", "18446744073709551615"),
    ] {
        assert_eq!(plain(&json(value)), text);
    }
}

#[test]
fn a_failed_operation_is_recognized_by_its_state() {
    assert!(has_failed(&json(
        r#"{ "properties": { "provisioningState": "Failed" } }"#
    )));
    assert!(!has_failed(&json(
        r#"{ "properties": { "provisioningState": "Deleting" } }"#
    )));
    assert!(!has_failed(&json("{}")));
}
