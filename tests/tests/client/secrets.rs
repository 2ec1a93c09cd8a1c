//! No error and no `Debug` shows a key or the access token. With the feature `debug`, the same holds for
//! azure_core's readable `Debug`.

use azure_core::Error;
use azure_keys::{ErrorResponse, Key, Keys};
use azure_keys_tests::{
    Answer, FakeArm, Row, TOKEN,
    error::{chain, everything},
    rows,
};
use serde_json::{Map, Value, json};

const KEY: &str = "s3cr3t-k3y-0123456789";

/// A number that could be a key.
const NUMBER: u64 = 9_876_543_210_123;

async fn failed(row: &Row, answer: Answer) -> Error {
    let arm = FakeArm::start().await;
    arm.server.script([answer]);
    row.fail(arm.quick_call(row)).await
}

fn assert_secret(label: &str, text: &str) {
    for secret in [KEY, "9876543210123", TOKEN] {
        assert!(!text.contains(secret), "{label}: {text}");
    }
}

/// The error contains the name of the type and the position, and nothing of the response.
fn assert_redacted(label: &str, error: &Error, model: &str) {
    assert_secret(label, &everything(error));
    let chain = chain(error);
    assert!(
        chain.contains(&format!("match the model {model} at line ")),
        "{label}: {chain}"
    );
    assert!(chain.contains(" column "), "{label}: {chain}");
}

/// The operations whose responses contain keys: their rows, models and secret properties.
fn returning_keys() -> impl Iterator<Item = (Row, &'static str, &'static [&'static str])> {
    rows().into_iter().filter_map(|row| {
        let (model, secrets) = row.model?;
        Some((row, model, secrets))
    })
}

#[test]
fn seven_operations_return_keys() {
    assert_eq!(returning_keys().count(), 7);
}

#[tokio::test]
async fn a_key_of_the_wrong_type() {
    let wrong = [
        json!(NUMBER),
        json!({ "value": KEY }),
        json!([KEY]),
        json!({ KEY: NUMBER }),
        json!([[KEY, NUMBER]]),
        json!(true),
    ];
    for (row, model, secrets) in returning_keys() {
        for secret in secrets {
            for value in &wrong {
                let mut answer: Map<String, Value> = secrets
                    .iter()
                    .map(|name| ((*name).to_owned(), json!(KEY)))
                    .collect();
                answer.insert((*secret).to_owned(), value.clone());
                let body = Value::Object(answer).to_string();
                let error = failed(&row, Answer::new(row.status, body.clone())).await;
                assert_redacted(&format!("{} {body}", row.label()), &error, model);
            }
        }
    }
}

#[tokio::test]
async fn a_response_that_is_not_an_object() {
    let wrong = [
        json!(KEY).to_string(),
        json!(NUMBER).to_string(),
        json!([KEY]).to_string(),
        json!([{ "primaryKey": KEY }]).to_string(),
        format!("\"{KEY} at line 1 column 2\""),
        format!("\"{KEY}"),
        format!("\"\\ud800{KEY}\""),
    ];
    for (row, model, _) in returning_keys() {
        for body in &wrong {
            let error = failed(&row, Answer::new(row.status, body.as_str())).await;
            assert_redacted(&format!("{} {body}", row.label()), &error, model);
        }
    }
}

#[tokio::test]
async fn an_object_that_is_broken() {
    for (row, model, secrets) in returning_keys() {
        let name = secrets[0];
        let wrong = [
            format!(r#"{{"{name}": "{KEY}", "{name}": "{KEY}"}}"#),
            format!(r#"{{"{name}": "{KEY}""#),
            format!(r#"{{"{name}": {KEY}}}"#),
            format!(r#"{{"{name}": "{KEY}", {KEY}}}"#),
            format!(r#"{{"{KEY}" "{name}"}}"#),
        ];
        for body in wrong {
            let error = failed(&row, Answer::new(row.status, body.as_str())).await;
            assert_redacted(&format!("{} {body}", row.label()), &error, model);
        }
    }
}

/// Text after the JSON is found by the JSON reader, not by the model.
#[tokio::test]
async fn a_response_with_trailing_text() {
    for (row, ..) in returning_keys() {
        let body = format!(r#"{{}} "{KEY}""#);
        let error = failed(&row, Answer::new(row.status, body)).await;
        assert_secret(&row.label(), &everything(&error));
        assert!(chain(&error).contains(" at line 1 column "), "{error:?}");
    }
}

#[tokio::test]
async fn keys_with_a_status_that_was_not_expected() {
    let body =
        json!({ "primaryKey": KEY, "key1": KEY, "primaryConnectionString": KEY }).to_string();
    for row in rows() {
        for status in [200, 201, 202, 206, 307, 400, 403, 408, 409, 429, 500, 503] {
            if status == row.status {
                continue;
            }
            let error = failed(&row, Answer::new(status, body.as_str())).await;
            let label = format!("{} {status}", row.label());
            assert_secret(&label, &everything(&error));
            let text = format!("{} answered {status} ", row.operation);
            assert!(error.to_string().starts_with(&text), "{label}: {error}");
            let read = ErrorResponse::from_error(&error).expect("the service answered");
            assert_secret(&label, &format!("{read:?} {read:#?}"));
        }
    }
}

/// Only the error's code is shown. A message may quote a key.
#[tokio::test]
async fn keys_in_an_error_body() {
    let bodies = [
        json!({ "error": { "code": "Bad", "message": KEY, "target": KEY, "details": [{ "message": KEY }] } }),
        json!({ "code": "Bad", "message": KEY, "additionalInfo": [{ "type": "T", "info": { "key": KEY } }] }),
        json!({ "error": { "code": "Bad", "message": "m", "innererror": { "key": KEY } } }),
    ];
    for row in rows() {
        for body in &bodies {
            for status in [400, 500] {
                let error = failed(&row, Answer::new(status, body.to_string())).await;
                assert_secret(&row.label(), &everything(&error));
                let read = ErrorResponse::from_error(&error).expect("the service answered");
                assert_secret(&row.label(), &format!("{read:?} {read:#?}"));
                assert!(error.to_string().ends_with(" (Bad)"), "{error}");
            }
        }
    }
}

/// A service may return anything in place of the code.
#[tokio::test]
async fn a_key_in_place_of_an_error_code() {
    for row in rows() {
        for code in [json!(KEY), json!(NUMBER)] {
            let body = json!({ "error": { "code": code, "details": [{ "code": code }] } });
            for answer in [
                Answer::new(400, body.to_string()),
                Answer::new(400, "{}").header("x-ms-error-code", KEY),
            ] {
                let error = failed(&row, answer).await;
                assert_secret(&row.label(), &everything(&error));
                let read = ErrorResponse::from_error(&error).expect("the service answered");
                assert_secret(&row.label(), &format!("{read:?} {read:#?}"));
                assert!(read.error.code.is_some(), "{}", row.label());
            }
        }
    }
}

#[tokio::test]
async fn keys_in_a_truncated_response() {
    let body = format!(r#"{{"primaryKey": "{KEY}", "secondaryKey": "{KEY}"}}"#);
    for row in rows() {
        let error = failed(&row, Answer::new(200, body.as_str()).cut()).await;
        assert_secret(&row.label(), &everything(&error));
    }
}

/// The client is printed after the call, when its pipeline contains the access token.
#[tokio::test]
async fn debug_of_clients_responses_and_models() {
    for row in rows() {
        let arm = FakeArm::start().await;
        let names = row.model.map_or(&[][..], |(_, secrets)| secrets);
        let keys: Map<String, Value> = names
            .iter()
            .map(|name| ((*name).to_owned(), json!(KEY)))
            .collect();
        let body = if row.status == 204 {
            String::new()
        } else {
            Value::Object(keys).to_string()
        };
        arm.server.script([Answer::new(row.status, body)]);
        let call = arm.call(&row);
        let options = format!("{:?} {:#?}", call.options, call.options);
        let decoded = row.succeed(call).await;
        for name in names {
            assert_eq!(decoded.body[name], KEY, "{}", row.label());
        }
        assert!(decoded.shown.contains("Client {"), "{}", decoded.shown);
        assert_secret(&row.label(), &decoded.shown);
        assert_secret(&row.label(), &options);
    }
}

#[test]
fn debug_of_keys() {
    let key = Key {
        connection_string: Some(format!("Endpoint=https://a;Key={KEY}").into()),
        ..Key::new(KEY)
    };
    let keys = Keys {
        primary: Some(key),
        secondary: Some(Key::new(KEY)),
    };
    assert_secret("keys", &format!("{keys:?} {keys:#?}"));
}

/// A redirect could send the access token to another origin.
#[tokio::test]
async fn redirects_are_not_followed() {
    for row in rows() {
        let arm = FakeArm::start().await;
        let location = format!("http://127.0.0.1:{}/elsewhere", arm.server.port());
        for status in [301, 302, 303, 307, 308] {
            arm.server
                .script([Answer::new(status, "").header("Location", &location)]);
            row.fail(arm.quick_call(&row)).await;
            assert_eq!(arm.server.take_seen().len(), 1, "{} {status}", row.label());
        }
    }
}

/// Checks that a run with the feature really tests azure_core's readable `Debug`.
#[test]
fn readable_debug_is_on_with_the_feature() {
    let options = format!("{:?}", azure_keys::ArmClientOptions::default());
    assert_eq!(options.contains("skip_validation"), cfg!(feature = "debug"));
}
