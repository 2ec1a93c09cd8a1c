//! Tests of the runtime, without a network.

mod arm;
mod by_method;
mod concealed;
mod delay;
mod dependencies;
mod encoding;
mod error_response;
mod key_pair;
mod limits;
mod model;
mod nearest;
mod operation;
mod page_items;
mod paging;
mod polling;
mod reading_errors;
mod redact;
mod replay;
mod resource_id;
mod rotation;
mod sending;
mod spans;
mod streams;
mod twins;

use super::{ArmClientOptions, arm::Arm};
use async_trait::async_trait;
use azure_core::{
    Result,
    credentials::{AccessToken, TokenCredential, TokenRequestOptions},
    error::ErrorKind,
    http::{
        AsyncRawResponse, ClientOptions, FixedRetryOptions, HttpClient, Request, RetryOptions,
        StatusCode, Transport, headers::Headers,
    },
    time::{Duration, OffsetDateTime},
};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

/// One response of the service: status, headers, body. `Err` is a transport error.
type ScriptedResponse = std::result::Result<(u16, Vec<(&'static str, String)>, String), ErrorKind>;

fn response(status: u16, headers: &[(&'static str, &str)], body: &str) -> ScriptedResponse {
    Ok((
        status,
        headers
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect(),
        body.to_owned(),
    ))
}

/// A transport that returns its responses in order and records the requests.
#[derive(Debug)]
struct Script {
    responses: Mutex<VecDeque<ScriptedResponse>>,
    requests: Mutex<Vec<Request>>,
}

impl Script {
    fn new(responses: impl IntoIterator<Item = ScriptedResponse>) -> Arc<Self> {
        Arc::new(Self {
            responses: Mutex::new(responses.into_iter().collect()),
            requests: Mutex::default(),
        })
    }

    /// Method and URL of each request, without the endpoint.
    fn seen(&self) -> Vec<String> {
        let requests = self.requests.lock().unwrap();
        requests
            .iter()
            .map(|request| {
                format!(
                    "{} {}",
                    request.method(),
                    request
                        .url()
                        .as_str()
                        .replace("https://management.azure.com", "")
                )
            })
            .collect()
    }

    /// Options that use this transport, and retry without delay.
    fn options(self: &Arc<Self>) -> ArmClientOptions {
        let retry = FixedRetryOptions {
            delay: Duration::milliseconds(1),
            max_retries: 2,
            ..Default::default()
        };
        ArmClientOptions {
            client_options: ClientOptions {
                transport: Some(Transport::new(self.clone())),
                retry: RetryOptions::fixed(retry),
                ..Default::default()
            },
            ..Default::default()
        }
    }

    fn arm(self: &Arc<Self>) -> Arm {
        arm(&self.options()).unwrap()
    }
}

/// A client of a package `arm-things`.
fn arm(options: &ArmClientOptions) -> Result<Arm> {
    let package = ["arm-things", "0.1.0"].map(Some);
    Arm::new(
        "Microsoft.Things",
        "sub",
        Arc::new(Token::default()),
        options,
        package,
    )
}

#[async_trait]
impl HttpClient for Script {
    async fn execute_request(&self, request: &Request) -> Result<AsyncRawResponse> {
        self.requests.lock().unwrap().push(request.clone());
        let response = self
            .responses
            .lock()
            .unwrap()
            .pop_front()
            .expect("the test has a response for every request");
        let (status, headers, body) =
            response.map_err(|kind| azure_core::Error::with_message(kind, "the line is cut"))?;
        let mut given = Headers::new();
        headers
            .into_iter()
            .for_each(|(name, value)| given.insert(name, value));
        Ok(AsyncRawResponse::from_bytes(
            StatusCode::from(status),
            given,
            body,
        ))
    }
}

/// A credential that records the scopes it was requested for.
#[derive(Debug, Default)]
struct Token {
    scopes: Mutex<Vec<String>>,
}

#[async_trait]
impl TokenCredential for Token {
    async fn get_token(
        &self,
        scopes: &[&str],
        _: Option<TokenRequestOptions<'_>>,
    ) -> Result<AccessToken> {
        self.scopes
            .lock()
            .unwrap()
            .extend(scopes.iter().map(|scope| (*scope).to_owned()));
        Ok(AccessToken::new(
            "token",
            OffsetDateTime::now_utc() + Duration::hours(1),
        ))
    }
}

/// All texts of an error and its sources.
fn shown(error: &azure_core::Error) -> String {
    let mut text = format!("{error}\n{error:?}");
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text += &format!("\n{cause}\n{cause:?}");
        source = cause.source();
    }
    text
}
