//! The request that goes out.

use azure_keys::KeyType;
use azure_keys_tests::{Answer, FakeArm, Row, Seen, TOKEN, rows};
use serde_json::Value;

/// The one request that an operation sends when it succeeds.
async fn sent(row: &Row, key: KeyType) -> Seen {
    let arm = FakeArm::start().await;
    arm.server.script([Answer::new(row.status, row.answer)]);
    let mut call = arm.call(row);
    call.key = key;
    row.succeed(call).await;
    let seen = arm.server.take_seen();
    assert_eq!(seen.len(), 1, "{}", row.label());
    seen.into_iter().next().expect("there is one")
}

#[test]
fn the_table_holds_nine_operations_of_four_services() {
    let rows = rows();
    let providers: std::collections::BTreeSet<_> = rows.iter().map(|row| row.provider).collect();
    let paths: std::collections::BTreeSet<_> = rows.iter().map(|row| row.path).collect();
    assert_eq!((rows.len(), paths.len(), providers.len()), (9, 9, 4));
}

#[tokio::test]
async fn method_path_and_query() {
    for row in rows() {
        let seen = sent(&row, KeyType::Primary).await;
        assert_eq!(seen.method, "POST", "{}", row.label());
        assert_eq!(seen.path, row.path_with("", ""), "{}", row.label());
        let query = format!("api-version={}", row.api_version);
        assert_eq!(seen.query, query, "{}", row.label());
    }
}

#[tokio::test]
async fn json_body_names_the_key() {
    for row in rows() {
        let Some(bodies) = row.bodies else { continue };
        for (key, body) in [KeyType::Primary, KeyType::Secondary]
            .into_iter()
            .zip(bodies)
        {
            let seen = sent(&row, key).await;
            let given: Value = serde_json::from_slice(&seen.body).expect("the body is JSON");
            let expected: Value = serde_json::from_str(body).expect("the table holds JSON");
            assert_eq!(given, expected, "{} {key:?}", row.label());
            let length = seen.body.len().to_string();
            assert_eq!(
                seen.header("content-type"),
                ["application/json"],
                "{}",
                row.label()
            );
            assert_eq!(seen.header("content-length"), [length], "{}", row.label());
        }
    }
}

#[tokio::test]
async fn post_without_body_has_length_zero_and_no_type() {
    for row in rows() {
        if row.bodies.is_some() {
            continue;
        }
        let seen = sent(&row, KeyType::Secondary).await;
        assert_eq!(seen.body, b"", "{}", row.label());
        assert_eq!(seen.header("content-length"), ["0"], "{}", row.label());
        assert!(seen.header("content-type").is_empty(), "{}", row.label());
        assert!(
            seen.header("transfer-encoding").is_empty(),
            "{}",
            row.label()
        );
    }
}

#[tokio::test]
async fn headers_of_every_request() {
    for row in rows() {
        let seen = sent(&row, KeyType::Primary).await;
        let bearer = format!("Bearer {TOKEN}");
        assert_eq!(seen.header("authorization"), [bearer], "{}", row.label());
        assert_eq!(
            seen.header("accept"),
            ["application/json"],
            "{}",
            row.label()
        );
        let agent = seen.header("user-agent").concat();
        assert!(
            agent.starts_with("azsdk-rust-azure-keys/"),
            "{}: {agent}",
            row.label()
        );
    }
}
