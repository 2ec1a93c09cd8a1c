//! Secrets of the URL and the headers: the service gets exactly the values that the caller gave.

use super::{Script, paging::Numbers, response, shown};
use crate::runtime::{ArmClientOptions, Continuation, OperationStatus, long_running::FinalState};
use async_trait::async_trait;
use azure_core::{
    Error, Result, Value,
    error::ErrorKind,
    http::{
        AsyncRawResponse, ClientMethodOptions, ClientOptions, HttpClient, Method, Poller,
        RawResponse, Request, StatusCode, Transport,
        headers::Headers,
        pager::{PagerContinuation, PagerOptions},
        poller::PollerOptions,
    },
};
use futures::{TryStreamExt, stream::iter};
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
    let answer = call.send::<RawResponse>(options.clone(), &[200]).await;
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

/// A long-running operation on the thing that the secrets select.
fn poller(
    script: &Arc<Script>,
    key: &str,
    pin: &str,
    version: &'static str,
    from: Option<&str>,
) -> Result<Poller<OperationStatus<Value>>> {
    let from = from.map(|from| from.parse::<Continuation>().unwrap());
    let options = from.map(PollerOptions::from).unwrap_or_default();
    let arm = script.arm();
    let call = arm
        .operation("Things_Put", Method::Put, PATH)
        .api_version(version);
    let call = call
        .path("key", key, &[])
        .secret("key")
        .query("pin", pin, &[])
        .secret("pin");
    call.poller(options, &[201], FinalState::ByMethod)
}

#[tokio::test]
async fn an_operation_is_resumed_with_the_same_secrets_only() {
    let running = r#"{"properties":{"provisioningState":"Creating"}}"#;
    let script = Script::new([response(201, &[], running)]);
    let mut first = poller(&script, "s3cr3t", "4711", "1", None).unwrap();
    let status = first
        .try_next()
        .await
        .unwrap()
        .unwrap()
        .into_model()
        .unwrap();
    let saved = status.continuation().unwrap().to_string();
    assert!(
        !saved.contains("s3cr3t") && !saved.contains("4711"),
        "{saved}"
    );

    let done = r#"{"properties":{"provisioningState":"Succeeded"}}"#;
    let script = Script::new([response(200, &[], done)]);
    for (key, pin) in [("other", "4711"), ("s3cr3t", "4712")] {
        let error = poller(&script, key, pin, "1", Some(&saved)).unwrap_err();
        assert!(
            error.to_string().contains("continuation belongs to"),
            "{error}"
        );
    }
    let resumed = poller(&script, "s3cr3t", "4711", "2", Some(&saved)).unwrap();
    assert_eq!(resumed.await.unwrap().status(), 200);
    assert_eq!(script.seen(), ["GET /a/s3cr3t/b?api-version=2&pin=4711"]);
}

/// A transport whose responses end with an error that quotes the URL.
#[derive(Debug)]
struct Breaking;

#[async_trait]
impl HttpClient for Breaking {
    async fn execute_request(&self, request: &Request) -> Result<AsyncRawResponse> {
        let error = Error::with_message(ErrorKind::Other, format!("cannot read {}", request.url()));
        let body = Box::pin(iter([Ok("{".into()), Err(error)]));
        Ok(AsyncRawResponse::new(StatusCode::Ok, Headers::new(), body))
    }
}

#[tokio::test]
async fn errors_of_a_response_show_no_secret() {
    let client_options = ClientOptions {
        transport: Some(Transport::new(Arc::new(Breaking))),
        ..Default::default()
    };
    let options = ArmClientOptions {
        client_options,
        ..Default::default()
    };
    let arm = super::arm(&options).unwrap();
    let call = || {
        arm.operation("Things_Get", Method::Get, PATH)
            .path("key", "s3cr3t", &[])
    };
    let options = ClientMethodOptions::default();
    let open = call()
        .send::<RawResponse>(options.clone(), &[200])
        .await
        .unwrap_err();
    assert!(shown(&open).contains("s3cr3t"), "the test is of use");
    let read = call()
        .secret("key")
        .send::<RawResponse>(options.clone(), &[200])
        .await
        .unwrap_err();
    let streamed = call()
        .secret("key")
        .stream(options.clone(), &[200])
        .await
        .unwrap();
    let streamed = streamed.into_body().collect().await.unwrap_err();
    for error in [read, streamed] {
        let error = shown(&error);
        assert!(
            !error.contains("s3cr3t") && error.contains("response could not be read"),
            "{error}"
        );
    }
}

/// The pages of a list whose later pages are requested with a secret.
async fn pages(script: &Arc<Script>, from: Option<&str>) -> Result<Vec<i32>> {
    let continuation = from.map(|link| PagerContinuation::Token(link.to_owned()));
    let options = PagerOptions {
        continuation,
        ..Default::default()
    };
    let arm = script.arm();
    let call = arm.operation("Numbers_List", Method::Get, "/n");
    let next = arm
        .operation("Numbers_Next", Method::Get, "/n")
        .query("pin", "4711", &[])
        .secret("pin");
    let pager = call.pages_by(options, &[200], |page: &Numbers| page.next.as_deref(), next);
    pager.unwrap().try_collect().await
}

/// Another call cannot know which secrets a saved link is about.
#[tokio::test]
async fn a_link_with_secrets_is_followed_by_its_own_call_only() {
    let page = |body| response(200, &[], body);
    let script = Script::new([
        page(r#"{"value":[1],"next":"/n?page=2"}"#),
        page(r#"{"value":[2]}"#),
    ]);
    assert_eq!(pages(&script, None).await.unwrap(), [1, 2]);
    assert_eq!(script.seen(), ["GET /n", "GET /n?page=2&pin=4711"]);

    let script = Script::new([]);
    let saved = "/n?page=2&pin=hidden-0123456789abcdef0123456789abcdef-0-secret";
    let error = pages(&script, Some(saved)).await.unwrap_err();
    assert!(error.to_string().contains("saved link"), "{error}");
    let script = Script::new([page(r#"{"value":[2]}"#)]);
    assert_eq!(
        pages(&script, Some("/n?pin=hidden-0-secret"))
            .await
            .unwrap(),
        [2]
    );
}
