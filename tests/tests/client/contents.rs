//! Bodies that are not JSON, and bodies with several media types, over HTTP.
#![allow(
    elided_lifetimes_in_paths,
    reason = "azure_core's trait for policies is written so"
)]

use armgen_everything::{
    ArmClientOptions, DeadlineExceeded, ErrorResponse, Json,
    contents::{
        ContentsClient, ContentsFilesClient,
        models::{
            ContentsFilesClientConvertOptions, ContentsFilesClientDownloadHeaders as _,
            ContentsFilesClientExistsHeaders as _, ContentsPoliciesClientGetOptions,
            ContentsPoliciesClientReplaceOptions, Policy, Rank,
        },
    },
};
use azure_core::{
    Bytes, Result,
    error::ErrorKind,
    http::{
        Body, ClientOptions, NoFormat, Request, RequestContent, RetryOptions, StatusCode,
        Transport,
        headers::{CONTENT_TYPE, HeaderName},
        policies::{self, PolicyResult},
    },
    stream::{BytesStream, SeekableStream},
    time::Duration,
};
use azure_keys_tests::{
    Answer, FakeArm, Loopback,
    client::{quick_retries, retries_of},
};
use futures::{AsyncRead, TryStreamExt};
use std::{
    collections::HashMap,
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
};

type Content = RequestContent<Bytes, NoFormat>;

fn options(transport: Arc<Loopback>, retry: RetryOptions) -> ArmClientOptions {
    let client_options = ClientOptions {
        transport: Some(Transport::new(transport)),
        retry,
        ..Default::default()
    };
    ArmClientOptions {
        client_options,
        ..Default::default()
    }
}

fn client(arm: &FakeArm, options: ArmClientOptions) -> ContentsClient {
    ContentsClient::new(arm.credential.clone(), Some(options)).expect("the options are fine")
}

fn files(arm: &FakeArm) -> ContentsFilesClient {
    let options = options(arm.transport.clone(), quick_retries());
    client(arm, options).files()
}

/// A client of a server that handles one connection itself.
async fn by_hand(more: ArmClientOptions) -> (ContentsFilesClient, TcpListener) {
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("loopback has free ports");
    let port = listener.local_addr().expect("it is bound").port();
    let arm = FakeArm::start().await;
    let own = options(Arc::new(Loopback::to(port)), RetryOptions::none());
    let options = ArmClientOptions {
        client_options: own.client_options,
        ..more
    };
    (client(&arm, options).files(), listener)
}

async fn accepted(listener: &TcpListener) -> TcpStream {
    let (mut stream, _) = listener.accept().await.expect("the client connects");
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.expect("the client sends a request"));
    }
    stream
}

const HEAD: &[u8] =
    b"HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\nContent-Length: 6\r\n\r\n";

#[tokio::test]
async fn the_caller_reads_a_part_before_the_service_has_sent_the_rest() {
    let (files, listener) = by_hand(ArmClientOptions::default()).await;
    let (was_read, read) = oneshot::channel();
    let server = tokio::spawn(async move {
        let mut stream = accepted(&listener).await;
        stream.write_all(&[HEAD, b"abc"].concat()).await?;
        read.await.expect("the test reads the first part");
        stream.write_all(b"def").await
    });
    let response = files.download("a", None).await.expect("the status is 200");
    assert_eq!(response.status(), StatusCode::Ok);
    let mut body = response.into_body();
    let first = body.try_next().await.expect("nothing was lost");
    assert_eq!(first.as_deref(), Some(b"abc".as_slice()));
    was_read.send(()).expect("the server waits");
    let rest = body.collect().await.expect("nothing was lost");
    assert_eq!(&*rest, b"def");
    server.await.expect("no panic").expect("it could write");
}

/// The deadline also ends the reading of a body.
#[tokio::test]
async fn a_body_that_does_not_end_ends_at_the_deadline() {
    let deadline = Some(Duration::milliseconds(400));
    let (files, listener) = by_hand(ArmClientOptions {
        deadline,
        ..Default::default()
    })
    .await;
    let server = tokio::spawn(async move {
        let mut stream = accepted(&listener).await;
        stream.write_all(&[HEAD, b"abc"].concat()).await?;
        Ok::<_, std::io::Error>(stream)
    });
    let response = files.download("a", None).await.expect("the status is 200");
    let mut body = response.into_body();
    assert!(body.try_next().await.is_ok());
    let error = body.try_next().await.expect_err("the rest never comes");
    assert!(DeadlineExceeded::is_cause_of(&error), "{error:?}");
    drop(server);
}

/// What is never held as a whole has no limit, unlike the body of an error.
#[tokio::test]
async fn a_stream_may_be_longer_than_any_other_body() {
    let arm = FakeArm::start().await;
    let options = ArmClientOptions {
        max_body: Some(1000),
        ..options(arm.transport.clone(), RetryOptions::none())
    };
    let files = client(&arm, options).files();
    let whole = vec![7; 4 << 20];
    arm.server.script([
        Answer::new(200, whole.clone()),
        Answer::new(404, vec![b' '; 2000]),
    ]);
    let response = files.download("a", None).await.expect("the status is 200");
    let body = response.into_body().collect().await.expect("it is whole");
    assert_eq!(body.len(), whole.len());
    let error = files.download("a", None).await.expect_err("it is too long");
    assert!(format!("{error:?}").contains("max_body"), "{error:?}");
}

#[tokio::test]
async fn headers_and_statuses_are_there_and_errors_are_read() {
    let arm = FakeArm::start().await;
    let files = files(&arm);
    let failure = r#"{"error":{"code":"NoFile","message":"There is none."}}"#;
    arm.server.script([
        Answer::new(200, "abc").header("ETag", "\"1\""),
        Answer::new(204, ""),
        Answer::new(404, failure),
        Answer::new(201, "abc"),
    ]);
    let response = files.download("a", None).await.expect("the status is 200");
    assert_eq!(
        response
            .etag()
            .expect("it is one")
            .map(|tag| tag.to_string()),
        Some("\"1\"".to_owned())
    );
    let response = files.download("a", None).await.expect("the status is 204");
    assert_eq!(response.status(), StatusCode::NoContent);
    let body = response.into_body().collect().await.expect("it is empty");
    assert!(body.is_empty());

    let error = files.download("a", None).await.expect_err("there is none");
    let response = ErrorResponse::from_error(&error).expect("the service answered");
    assert_eq!(response.error.code.as_deref(), Some("NoFile"));
    let error = files.download("a", None).await.expect_err("it is no 200");
    assert!(
        matches!(error.kind(), ErrorKind::HttpResponse { status, .. } if *status == StatusCode::Created)
    );
    let seen = arm.server.take_seen();
    assert_eq!(seen[0].header("accept"), ["application/zip"]);
}

/// What is present but empty is sent, too.
#[tokio::test]
async fn lists_and_maps_of_models_and_enums_are_bodies() {
    let arm = FakeArm::start().await;
    let policies = client(&arm, options(arm.transport.clone(), quick_retries())).policies();
    arm.server.script([Answer::new(204, "")]);
    let policy = || Policy {
        value: Some("a".to_owned()),
        ..Default::default()
    };
    for list in [vec![policy(), policy()], Vec::new()] {
        let body = Json(list).try_into().expect("a list can be written");
        policies.replace_all(body, None).await.expect("it is 204");
    }
    let map = HashMap::from([("a".to_owned(), policy())]);
    for map in [map, HashMap::new()] {
        let body = Json(map).try_into().expect("a map can be written");
        policies.update_all(body, None).await.expect("it is 204");
    }
    let lists = vec![vec![Rank::Low, Rank::High], Vec::new()];
    let body = Json(lists).try_into().expect("lists can be written");
    policies.rank_all(body, None).await.expect("it is 204");
    let seen = arm.server.take_seen();
    let bodies: Vec<_> = seen
        .iter()
        .map(|seen| String::from_utf8_lossy(&seen.body))
        .collect();
    let (one, ranks) = (r#"{"value":"a"}"#, r#"[["low","high"],[]]"#);
    let (list, map) = (format!("[{one},{one}]"), format!(r#"{{"a":{one}}}"#));
    assert_eq!(bodies, [&list, "[]", &map, "{}", ranks]);
}

/// 404 is an answer where the definition declares it as one, and any other failure is an error.
#[tokio::test]
async fn a_head_asks_whether_there_is_something() {
    let arm = FakeArm::start().await;
    let files = files(&arm);
    arm.server.script([
        Answer::new(204, "").header("ETag", "\"1\""),
        Answer::new(404, ""),
        Answer::new(403, ""),
        Answer::new(404, ""),
    ]);
    let response = files.exists("a", None).await.expect("the status is 204");
    let etag = response.etag().expect("it is one");
    assert_eq!(etag.map(|tag| tag.to_string()).as_deref(), Some("\"1\""));
    assert!(response.into_model().expect("it is there"));
    let response = files.exists("a", None).await.expect("404 is an answer");
    assert_eq!(response.status(), StatusCode::NotFound);
    assert!(!response.into_model().expect("it is not there"));
    files.exists("a", None).await.expect_err("403 is no answer");
    files
        .check_script("a", None)
        .await
        .expect_err("404 is an error");
    assert_eq!(arm.server.take_seen().len(), 4);
}

#[tokio::test]
async fn a_read_is_repeated_until_its_body_begins() {
    let arm = FakeArm::start().await;
    let files = files(&arm);
    arm.server
        .script([Answer::new(503, ""), Answer::new(200, "abcdef").cut()]);
    let response = files.download("a", None).await.expect("the second is 200");
    response.into_body().collect().await.expect_err("it is cut");
    assert_eq!(arm.server.take_seen().len(), 2);
}

#[tokio::test]
async fn texts_are_sent_and_read() {
    let arm = FakeArm::start().await;
    arm.server.script([Answer::new(200, "Grüße")]);
    let options = ContentsFilesClientConvertOptions {
        body: Some(Content::from_str("hello")),
        ..Default::default()
    };
    let response = files(&arm).convert("a", Some(options)).await;
    let body = response.expect("the status is 200").into_body();
    assert_eq!(body.collect_string().await.expect("it is UTF-8"), "Grüße");
    let seen = arm.server.take_seen();
    assert_eq!(seen[0].body, b"hello");
    assert_eq!(seen[0].header("content-type"), ["text/plain"]);
    assert_eq!(seen[0].header("accept"), ["text/plain"]);
}

/// Bytes whose clones share their position, as those of a file do.
#[derive(Clone, Debug)]
struct Shared {
    inner: Arc<Mutex<BytesStream>>,
    resets: Arc<AtomicUsize>,
    can_reset: bool,
}

impl Shared {
    fn new(bytes: &'static [u8], can_reset: bool) -> Self {
        let inner = Arc::new(Mutex::new(BytesStream::new(bytes)));
        Self {
            inner,
            resets: Arc::default(),
            can_reset,
        }
    }

    fn content(&self) -> Content {
        Body::SeekableStream(Box::new(self.clone())).into()
    }
}

impl AsyncRead for Shared {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut [u8],
    ) -> Poll<std::io::Result<usize>> {
        let mut inner = self.inner.lock().expect("nothing panics with the lock");
        Pin::new(&mut *inner).poll_read(context, buffer)
    }
}

#[async_trait::async_trait]
impl SeekableStream for Shared {
    async fn reset(&mut self) -> Result<()> {
        if !self.can_reset {
            let message = "it cannot be read twice";
            return Err(azure_core::Error::with_message(ErrorKind::Io, message));
        }
        self.resets.fetch_add(1, Ordering::Relaxed);
        let mut inner = self.inner.lock().expect("nothing panics with the lock");
        futures::executor::block_on(inner.reset())
    }

    fn len(&self) -> Option<u64> {
        self.inner
            .lock()
            .expect("nothing panics with the lock")
            .len()
    }
}

#[tokio::test]
async fn a_stream_is_sent_whole_with_each_request() {
    let arm = FakeArm::start().await;
    arm.server.script([
        Answer::new(503, ""),
        Answer::hang_up(),
        Answer::new(204, ""),
    ]);
    let body = Shared::new(b"the bytes", true);
    let response = files(&arm).upload("a", body.content(), None).await;
    response.expect("the third is 204");
    let seen = arm.server.take_seen();
    assert_eq!(seen.len(), 3);
    for seen in seen {
        assert_eq!(seen.body, b"the bytes");
        assert_eq!(seen.header("content-type"), ["application/octet-stream"]);
        assert_eq!(seen.header("content-length"), ["9"]);
    }
    assert!(body.resets.load(Ordering::Relaxed) >= 2);
}

/// A user's policy that sends each request twice, without a reset in between.
#[derive(Debug)]
struct Twice;

#[async_trait::async_trait]
impl policies::Policy for Twice {
    async fn send(
        &self,
        context: &azure_core::http::Context,
        request: &mut Request,
        next: &[Arc<dyn policies::Policy>],
    ) -> PolicyResult {
        next[0].send(context, request, &next[1..]).await?;
        next[0].send(context, request, &next[1..]).await
    }
}

#[tokio::test]
async fn a_stream_is_sent_whole_by_a_policy_that_repeats_it() {
    let arm = FakeArm::start().await;
    arm.server.script([Answer::new(204, "")]);
    let mut own = options(arm.transport.clone(), RetryOptions::none());
    own.client_options.per_try_policies = vec![Arc::new(Twice)];
    let body = Shared::new(b"the bytes", true).content();
    let response = client(&arm, own).files().upload("a", body, None).await;
    response.expect("both are 204");
    let seen = arm.server.take_seen();
    assert_eq!(seen.len(), 2);
    assert_eq!(seen[1].body, b"the bytes");
}

#[tokio::test]
async fn a_stream_that_cannot_be_reset_is_sent_once() {
    let arm = FakeArm::start().await;
    arm.server
        .script([Answer::new(503, ""), Answer::new(204, "")]);
    let body = Shared::new(b"the bytes", false);
    let sent = files(&arm).upload("a", body.content(), None).await;
    let error = sent.expect_err("it cannot be sent again");
    assert!(format!("{error:?}").contains("reset"), "{error:?}");
    assert_eq!(arm.server.take_seen().len(), 1);
}

/// A POST changes something, so that only a refusal allows to send it again.
#[tokio::test]
async fn a_post_with_a_stream_is_sent_again_only_after_a_refusal() {
    for (status, requests) in [(429, 2), (503, 1)] {
        let arm = FakeArm::start().await;
        arm.server
            .script([Answer::new(status, ""), Answer::new(200, "done")]);
        let own = options(arm.transport.clone(), retries_of(&[429, 503]));
        let body = Shared::new(b"hello", true);
        let options = ContentsFilesClientConvertOptions {
            body: Some(body.content()),
            ..Default::default()
        };
        let files = client(&arm, own).files();
        let result = files.convert("a", Some(options)).await;
        assert_eq!(result.is_ok(), requests == 2, "{status}");
        let seen = arm.server.take_seen();
        assert_eq!(seen.len(), requests, "{status}");
        assert!(seen.iter().all(|seen| seen.body == b"hello"), "{status}");
    }
}

/// A stream whose second part comes when the first has arrived.
#[derive(Clone, Debug)]
struct Answering {
    parts: Vec<&'static [u8]>,
    wait: Arc<Mutex<Option<oneshot::Receiver<()>>>>,
}

impl AsyncRead for Answering {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut [u8],
    ) -> Poll<std::io::Result<usize>> {
        if self.parts.len() == 1 {
            let mut wait = self.wait.lock().expect("nothing panics with the lock");
            if let Some(arrived) = wait.as_mut() {
                if Future::poll(Pin::new(arrived), context).is_pending() {
                    return Poll::Pending;
                }
                *wait = None;
            }
        }
        if self.parts.is_empty() {
            return Poll::Ready(Ok(0));
        }
        let part = self.parts.remove(0);
        buffer[..part.len()].copy_from_slice(part);
        Poll::Ready(Ok(part.len()))
    }
}

#[async_trait::async_trait]
impl SeekableStream for Answering {
    async fn reset(&mut self) -> Result<()> {
        unreachable!("there is no second request")
    }

    fn len(&self) -> Option<u64> {
        Some(6)
    }
}

#[tokio::test]
async fn the_service_reads_a_part_before_the_caller_has_given_the_rest() {
    let (files, listener) = by_hand(ArmClientOptions::default()).await;
    let (has_arrived, arrived) = oneshot::channel();
    let server = tokio::spawn(async move {
        let mut stream = accepted(&listener).await;
        let mut part = [0; 3];
        stream.read_exact(&mut part).await.expect("a part comes");
        assert_eq!(&part, b"abc");
        has_arrived.send(()).expect("the client waits");
        stream.read_exact(&mut part).await.expect("the rest comes");
        assert_eq!(&part, b"def");
        let answer = b"HTTP/1.1 204 No Content\r\n\r\n";
        stream.write_all(answer).await.expect("the client reads");
    });
    let body = Answering {
        parts: vec![b"abc", b"def"],
        wait: Arc::new(Mutex::new(Some(arrived))),
    };
    let content: Content = Body::SeekableStream(Box::new(body)).into();
    let response = files.upload("a", content, None).await;
    response.expect("the status is 204");
    server.await.expect("the server saw both parts");
}

#[tokio::test]
async fn a_long_running_operation_with_a_file_on_both_sides() {
    let arm = FakeArm::start().await;
    arm.server.script([
        Answer::new(202, "")
            .header("Location", "/providers/Contoso.Contents/operations/1")
            .header("Retry-After", "0"),
        Answer::new(200, "Get-Date").header("Content-Type", "text/powershell"),
    ]);
    let poller = files(&arm)
        .begin_replace_script("a", Content::from_static(b"Get-Date"), None)
        .expect("the options are fine");
    let response = poller.await.expect("it succeeds");
    assert_eq!(&**response.body(), b"Get-Date");
    let seen = arm.server.take_seen();
    assert_eq!(seen[0].header("content-type"), ["text/powershell"]);
    assert_eq!(seen[0].body, b"Get-Date");
}

#[tokio::test]
async fn json_is_used_unless_a_call_asks_for_another_media_type() {
    let arm = FakeArm::start().await;
    let policies = client(&arm, options(arm.transport.clone(), quick_retries())).policies();
    let json = r#"{"value":"<a/>"}"#;
    let xml =
        || Answer::new(200, "<a/>").header("Content-Type", "application/vnd.contoso.policy+xml");
    arm.server
        .script([Answer::new(200, json), xml(), xml(), Answer::new(200, json)]);
    let policy = Policy {
        value: Some("<a/>".to_owned()),
        ..Default::default()
    };
    let response = policies.get("a", None).await.expect("the status is 200");
    let received = response.into_model().expect("it is JSON");
    assert_eq!(received.value, policy.value);

    let media = || Some("application/vnd.contoso.policy+xml".to_owned());
    let options = ContentsPoliciesClientGetOptions {
        accept: media(),
        ..Default::default()
    };
    let response = policies.get("a", Some(options)).await;
    let body = response.expect("the status is 200").into_body();
    assert_eq!(&*body, b"<a/>");

    let options = ContentsPoliciesClientReplaceOptions {
        accept: media(),
        content_type: media(),
        ..Default::default()
    };
    let body = RequestContent::from_static(b"<a/>");
    let response = policies.replace("a", body, Some(options)).await;
    response.expect("the status is 200");

    let body = policy.try_into().expect("it can be written");
    let response = policies.update("a", body, None).await;
    response.expect("the status is 200");

    let seen = arm.server.take_seen();
    let media = |name: &HeaderName| {
        let values = seen.iter().map(|seen| seen.header(name.as_str()).concat());
        values.collect::<Vec<_>>()
    };
    let (json, xml) = ("application/json", "application/vnd.contoso.policy+xml");
    let accept = HeaderName::from_static("accept");
    assert_eq!(media(&accept), [json, xml, xml, json]);
    assert_eq!(
        media(&CONTENT_TYPE),
        ["", "", xml, "application/merge-patch+json"]
    );
    assert_eq!(seen[2].body, b"<a/>");
    assert_eq!(seen[3].body, br#"{"value":"<a/>"}"#);
}
