//! What a client needs to reach the server on loopback: a transport, a credential and options.
#![allow(
    elided_lifetimes_in_paths,
    reason = "azure_core's trait for policies is written so"
)]

use crate::{
    server::Server,
    table::{Call, Row},
};
use async_trait::async_trait;
use azure_core::{
    Result,
    credentials::{AccessToken, TokenCredential, TokenRequestOptions},
    error::{Error, ErrorKind},
    http::{
        AsyncRawResponse, ClientOptions, Context, FixedRetryOptions, HttpClient, Request,
        RetryOptions, StatusCode, Transport, Url, new_http_client,
        policies::{Policy, PolicyResult, RetryHeaders, RetryPolicy},
    },
    time::{Duration, OffsetDateTime},
};
use azure_keys::{ArmClientOptions, KeyType};
use std::sync::{Arc, Mutex};

/// Access token of every request.
pub const TOKEN: &str = "t0k3n-0123456789";

/// Sends every request to a port on loopback.
///
/// The client still uses an `https://` URL, which the bearer policy requires. Only the transport
/// rewrites it.
#[derive(Debug)]
pub struct Loopback {
    port: u16,
    patience: Option<(std::time::Duration, ErrorKind)>,
    http: Arc<dyn HttpClient>,
    urls: Mutex<Vec<Url>>,
}

impl Loopback {
    pub fn to(port: u16) -> Self {
        Self {
            port,
            patience: None,
            http: new_http_client(None),
            urls: Mutex::default(),
        }
    }

    /// Fails with an error of this kind if the response takes longer.
    pub fn patience(self, patience: std::time::Duration, kind: ErrorKind) -> Self {
        let patience = Some((patience, kind));
        Self { patience, ..self }
    }

    /// The URLs that the client requested since the last call, before they were rewritten.
    pub fn take_urls(&self) -> Vec<Url> {
        let mut urls = self.urls.lock().expect("nothing panics with the lock");
        std::mem::take(&mut urls)
    }
}

#[async_trait]
impl HttpClient for Loopback {
    async fn execute_request(&self, request: &Request) -> Result<AsyncRawResponse> {
        let mut request = request.clone();
        let url = request.url_mut();
        self.urls
            .lock()
            .expect("nothing panics with the lock")
            .push(url.clone());
        url.set_scheme("http").expect("https can become http");
        url.set_host(Some("127.0.0.1"))?;
        url.set_port(Some(self.port)).expect("a host has a port");
        let answer = self.http.execute_request(&request);
        match &self.patience {
            None => answer.await,
            Some((patience, kind)) => tokio::time::timeout(*patience, answer)
                .await
                .unwrap_or_else(|late| Err(Error::new(kind.clone(), late))),
        }
    }
}

/// Returns [`TOKEN`] and records the requested scopes.
#[derive(Debug, Default)]
pub struct Credential {
    scopes: Mutex<Vec<String>>,
}

impl Credential {
    /// The scopes of the tokens requested since the last call.
    pub fn take_scopes(&self) -> Vec<String> {
        let mut scopes = self.scopes.lock().expect("nothing panics with the lock");
        std::mem::take(&mut scopes)
    }
}

#[async_trait]
impl TokenCredential for Credential {
    async fn get_token(
        &self,
        scopes: &[&str],
        _: Option<TokenRequestOptions<'_>>,
    ) -> Result<AccessToken> {
        let mut asked = self.scopes.lock().expect("nothing panics with the lock");
        asked.extend(scopes.iter().map(|scope| (*scope).to_owned()));
        let expires = OffsetDateTime::now_utc() + Duration::hours(1);
        Ok(AccessToken::new(TOKEN, expires))
    }
}

/// A server on loopback, with everything that a client needs to use it as Azure Resource Manager.
#[derive(Debug)]
pub struct FakeArm {
    pub server: Server,
    pub transport: Arc<Loopback>,
    pub credential: Arc<Credential>,
}

impl FakeArm {
    pub async fn start() -> Self {
        let server = Server::start().await;
        let transport = Arc::new(Loopback::to(server.port()));
        Self {
            server,
            transport,
            credential: Arc::default(),
        }
    }

    /// A call of an operation with the names of the table, and default options except for the
    /// transport.
    pub fn call(&self, row: &Row) -> Call {
        let options = ArmClientOptions {
            client_options: ClientOptions {
                transport: Some(Transport::new(self.transport.clone())),
                ..Default::default()
            },
            ..Default::default()
        };
        Call {
            options,
            credential: self.credential.clone(),
            names: row.names(),
            key: KeyType::Primary,
        }
    }

    /// The same with very short retry delays.
    pub fn quick_call(&self, row: &Row) -> Call {
        let mut call = self.call(row);
        call.options.client_options.retry = quick_retries();
        call
    }
}

/// Number of retries of [`quick_retries`].
pub const QUICK_RETRIES: usize = 3;

/// A user's own retry policy, which retries everything that can be retried.
pub fn quick_retries() -> RetryOptions {
    retries_of(&[])
}

/// The same, for responses with one of these statuses.
pub fn retries_of(statuses: &[u16]) -> RetryOptions {
    let statuses = statuses.iter().map(|status| StatusCode::from(*status));
    RetryOptions::custom(Arc::new(Quick(statuses.collect())))
}

/// More retries than the default, with very short delays.
pub fn many_retries() -> RetryOptions {
    RetryOptions::fixed(FixedRetryOptions {
        delay: Duration::milliseconds(10),
        max_retries: 20,
        ..Default::default()
    })
}

#[derive(Debug)]
struct Quick(Vec<StatusCode>);

impl RetryPolicy for Quick {
    fn is_expired(&self, _: Duration, retry_count: u32) -> bool {
        retry_count as usize >= QUICK_RETRIES
    }

    fn retry_headers(&self) -> Option<&RetryHeaders> {
        None
    }

    fn retry_status_codes(&self) -> &[StatusCode] {
        &self.0
    }

    fn sleep_duration(&self, _: u32) -> Duration {
        Duration::milliseconds(1)
    }
}

/// A user's policy that fails with an error of this kind if the response takes longer.
#[derive(Debug)]
pub struct Impatient(pub std::time::Duration, pub ErrorKind);

#[async_trait]
impl Policy for Impatient {
    async fn send(
        &self,
        context: &Context,
        request: &mut Request,
        next: &[Arc<dyn Policy>],
    ) -> PolicyResult {
        let answer = next[0].send(context, request, &next[1..]);
        tokio::time::timeout(self.0, answer)
            .await
            .unwrap_or_else(|late| Err(Error::new(self.1.clone(), late)))
    }
}
