//! The log of a call. This test is alone in its file: tracing caches for each log statement whether
//! there is a subscriber, and another thread could execute the statement first.

use azure_keys_tests::{Answer, FakeArm, TOKEN, log::Log, rows};
use serde_json::json;

const KEY: &str = "s3cr3t-k3y-0123456789";

/// The log of azure_core, which shows all headers with the feature `debug`, and of everything below it.
#[tokio::test]
async fn the_log_shows_neither_token_nor_body() {
    for row in rows() {
        let arm = FakeArm::start().await;
        let log = Log::begin();
        let keys = json!({ "primaryKey": KEY, "key1": KEY });
        let throttled = Answer::new(429, keys.to_string()).header("Retry-After", "0");
        let listed = Answer::new(row.status, keys.to_string()).header("x-ms-answered", "yes");
        arm.server.script([throttled, listed]);
        row.succeed(arm.quick_call(&row)).await;
        let logged = log.take();
        assert!(logged.contains("==> Request"), "{logged}");
        let shows_headers = logged.contains("x-ms-answered: yes");
        assert_eq!(shows_headers, cfg!(feature = "debug"), "{logged}");
        for secret in [KEY, TOKEN] {
            assert!(!logged.contains(secret), "{}: {logged}", row.label());
        }
        let sent = arm.server.take_seen();
        let bearer = format!("Bearer {TOKEN}");
        assert!(
            sent.iter()
                .all(|seen| seen.header("authorization") == [bearer.as_str()])
        );
        assert_eq!(sent.len(), 2, "{}", row.label());
    }
}
