//! Secrets of the URL and the headers: the service gets exactly the values that the caller gave.

use super::{Script, response};
use azure_core::http::{ClientMethodOptions, Method, RawResponse};
use std::sync::Arc;

const PATH: &str = "/a/{key}/b";

/// The transport that has had one call with the secret `key` in its path and its query, and a public parameter.
async fn sent(key: &str, second: &str, public: &str) -> Arc<Script> {
    let script = Script::new([response(200, &[], "{}")]);
    let arm = script.arm();
    let call = arm.operation("Things_Get", Method::Get, PATH);
    let call = call.path("key", key, &[]).secret("key");
    let call = call.query("key", second, &[]).secret("key");
    let call = call.header("x-key", second, &[]).secret("x-key");
    let call = call.query("q", public, &[]);
    let options = ClientMethodOptions::default();
    let answer = call.send::<RawResponse>(&options, &[200]).await;
    answer.unwrap();
    script
}

#[tokio::test]
async fn two_secrets_may_have_one_name() {
    let script = sent("one/1", "two", "3").await;
    assert_eq!(script.seen(), ["GET /a/one%2F1/b?key=two&q=3"]);
    let requests = script.requests.lock().unwrap();
    let header = requests[0].headers().get_optional_string(&"x-key".into());
    assert_eq!(header.as_deref(), Some("two"));
}

/// What a parameter says never takes the place of a secret, whatever it is.
#[tokio::test]
async fn a_text_like_a_placeholder_is_sent_as_it_is() {
    let texts = [
        "hidden-0-secret",
        "hidden-1-secret",
        "hidden--0-secret",
        "hidden-",
        "-0-secret",
    ];
    for text in texts {
        let script = sent(text, "two", text).await;
        assert_eq!(script.seen(), [format!("GET /a/{text}/b?key=two&q={text}")]);
        let script = sent("one", text, "3").await;
        assert_eq!(script.seen(), [format!("GET /a/one/b?key={text}&q=3")]);
    }
}
