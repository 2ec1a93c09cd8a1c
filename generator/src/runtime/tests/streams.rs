//! Bodies that are streams, when a list sends its body again with each page.

use super::paging::Numbers;
use crate::runtime::ArmClientOptions;
use async_trait::async_trait;
use azure_core::{
    Result,
    http::{
        AsyncRawResponse, Body, ClientOptions, HttpClient, Method, Request, StatusCode, Transport,
        headers::{CONTENT_LENGTH, Headers},
        pager::PagerOptions,
    },
    stream::{BytesStream, SeekableStream},
};
use futures::{TryStreamExt, executor::block_on, io::AsyncRead};
use std::{
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll},
};

/// Bytes whose clones share their position, as those of a file do.
#[derive(Clone, Debug)]
struct Shared(Arc<Mutex<BytesStream>>);

impl AsyncRead for Shared {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut [u8],
    ) -> Poll<std::io::Result<usize>> {
        Pin::new(&mut *self.0.lock().unwrap()).poll_read(context, buffer)
    }
}

#[async_trait]
impl SeekableStream for Shared {
    async fn reset(&mut self) -> Result<()> {
        block_on(self.0.lock().unwrap().reset())
    }

    fn len(&self) -> Option<u64> {
        self.0.lock().unwrap().len()
    }
}

/// A transport that reads the bodies of requests, and notes them with their declared length.
#[derive(Debug, Default)]
struct Reading(Mutex<Vec<(Option<String>, Vec<u8>)>>);

#[async_trait]
impl HttpClient for Reading {
    async fn execute_request(&self, request: &Request) -> Result<AsyncRawResponse> {
        let Body::SeekableStream(mut stream) = request.body().clone() else {
            panic!("the body is a stream")
        };
        let mut read = Vec::new();
        while let Some(bytes) = stream.try_next().await? {
            read.extend_from_slice(&bytes);
        }
        let length = request.headers().get_optional_string(&CONTENT_LENGTH);
        let mut seen = self.0.lock().unwrap();
        seen.push((length, read));
        let page = format!(
            r#"{{"value":[{0}],"next":"{1}"}}"#,
            seen.len(),
            if seen.len() < 3 {
                format!("/n?page={}", seen.len())
            } else {
                String::new()
            }
        );
        Ok(AsyncRawResponse::from_bytes(
            StatusCode::Ok,
            Headers::new(),
            page,
        ))
    }
}

#[tokio::test]
async fn each_page_is_requested_with_the_whole_body() {
    let transport = Arc::new(Reading::default());
    let client_options = ClientOptions {
        transport: Some(Transport::new(transport.clone())),
        ..Default::default()
    };
    let options = ArmClientOptions {
        client_options,
        ..Default::default()
    };
    let arm = super::arm(&options).unwrap();
    let body: Box<dyn SeekableStream> =
        Box::new(Shared(Arc::new(Mutex::new(BytesStream::new("filter")))));
    let call = arm
        .operation("Numbers_List", Method::Post, "/n")
        .body(Body::SeekableStream(body));
    let next = arm
        .operation("Numbers_Next", Method::Post, "/n")
        .same_body();
    let pager = call.pages_by(
        PagerOptions::default(),
        &[200],
        |page: &Numbers| page.next.as_deref(),
        next,
    );
    let numbers: Vec<i32> = pager.unwrap().try_collect().await.unwrap();
    assert_eq!(numbers, [1, 2, 3]);
    let seen = transport.0.lock().unwrap();
    for request in seen.iter() {
        assert_eq!(*request, (Some("6".to_owned()), b"filter".to_vec()));
    }
}
