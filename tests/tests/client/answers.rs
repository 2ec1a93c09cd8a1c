//! How clients decode a successful response.

use azure_keys_tests::{Answer, Decoded, FakeArm, Row, rows};
use serde_json::Value;

async fn decoded(row: &Row, answer: Answer) -> Decoded {
    let arm = FakeArm::start().await;
    arm.server.script([answer]);
    row.succeed(arm.call(row)).await
}

#[tokio::test]
async fn every_property_is_decoded() {
    for row in rows() {
        let decoded = decoded(&row, Answer::new(row.status, row.answer)).await;
        assert_eq!(decoded.body, row.decoded(), "{}", row.label());
        assert_eq!(decoded.status, row.status, "{}", row.label());
    }
}

#[tokio::test]
async fn missing_null_and_unknown_properties_are_no_error() {
    for row in rows() {
        let Some((_, secrets)) = row.model else {
            continue;
        };
        let null = format!(r#"{{"{}": null, "unknown": {{"deep": [1]}}}}"#, secrets[0]);
        for body in ["{}", null.as_str()] {
            let decoded = decoded(&row, Answer::new(row.status, body)).await;
            let properties = decoded.body.as_object().expect("a model is an object");
            let expected = row.decoded();
            assert_eq!(
                properties.len(),
                expected.as_object().map_or(0, |o| o.len())
            );
            assert!(
                properties.values().all(Value::is_null),
                "{}: {body}",
                row.label()
            );
        }
    }
}

#[tokio::test]
async fn no_content_has_no_body() {
    let rows: Vec<Row> = rows().into_iter().filter(|row| row.status == 204).collect();
    assert_eq!(rows.len(), 2);
    for row in rows {
        let decoded = decoded(&row, Answer::new(204, "")).await;
        assert_eq!(
            (decoded.status, decoded.body),
            (204, Value::Null),
            "{}",
            row.label()
        );
    }
}

#[tokio::test]
async fn etag_is_a_typed_header() {
    let rows = rows();
    let row = &rows[0];
    assert_eq!(row.operation, "Subscription_ListSecrets");
    let plain = Answer::new(row.status, row.answer);
    let tagged = plain.clone().header("ETag", "\"AAAAAAAAAAA=\"");
    let etag = decoded(row, tagged).await.etag;
    assert_eq!(etag.as_deref(), Some("\"AAAAAAAAAAA=\""));
    assert_eq!(decoded(row, plain).await.etag, None);
}
