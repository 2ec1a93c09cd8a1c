//! What a client needs to reach the server on loopback: a transport, a credential and options.

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
        AsyncRawResponse, ClientOptions, FixedRetryOptions, HttpClient, Request, RetryOptions,
        StatusCode, Transport, Url, new_http_client,
        policies::{RetryHeaders, RetryPolicy},
    },
    time::{Duration, OffsetDateTime},
};
use azure_keys::{ArmClientOptions, KeyType};
use std::sync::{Arc, Mutex};

/// Access token of every request.
pub const TOKEN: &str = "t0k3n-0123456789";

/// Sends every request to a port on loopback.
///
/// The client keeps its `https://` URL, as the bearer policy demands; only the transport rewrites it.
#[derive(Debug)]
pub struct Loopback {
    port: u16,
    patience: Option<std::time::Duration>,
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

    /// Gives up on an answer that takes longer.
    pub fn patience(self, patience: std::time::Duration) -> Self {
        let patience = Some(patience);
        Self { patience, ..self }
    }

    /// The URLs that the client asked for since the last call, before they were rewritten.
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
        match self.patience {
            None => answer.await,
            Some(patience) => tokio::time::timeout(patience, answer)
                .await
                .unwrap_or_else(|late| Err(Error::new(ErrorKind::Io, late))),
        }
    }
}

/// Hands out [`TOKEN`] and records for which scopes.
#[derive(Debug, Default)]
pub struct Credential {
    scopes: Mutex<Vec<String>>,
}

impl Credential {
    /// The scopes that tokens were asked for since the last call.
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

/// A server on loopback with everything that a client needs to take it for Azure Resource Manager.
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

    /// A call of an operation with the names of the table and default options but for the transport.
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

    /// The same with retries that take no time.
    pub fn quick_call(&self, row: &Row) -> Call {
        let mut call = self.call(row);
        call.options.client_options.retry = quick_retries();
        call
    }
}

/// How often [`quick_retries`] sends a request again.
pub const QUICK_RETRIES: usize = 3;

/// A user's own retry policy, which retries everything that can be retried.
pub fn quick_retries() -> RetryOptions {
    RetryOptions::custom(Arc::new(Quick))
}

/// More retries than the default, nearly at once.
pub fn many_retries() -> RetryOptions {
    RetryOptions::fixed(FixedRetryOptions {
        delay: Duration::milliseconds(10),
        max_retries: 20,
        ..Default::default()
    })
}

#[derive(Debug)]
struct Quick;

impl RetryPolicy for Quick {
    fn is_expired(&self, _: Duration, retry_count: u32) -> bool {
        retry_count as usize >= QUICK_RETRIES
    }

    fn retry_headers(&self) -> Option<&RetryHeaders> {
        None
    }

    fn retry_status_codes(&self) -> &[StatusCode] {
        &[]
    }

    fn sleep_duration(&self, _: u32) -> Duration {
        Duration::milliseconds(1)
    }
}
