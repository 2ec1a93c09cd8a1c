//! A transport to a server on this machine that has no TLS.

use super::FakeCredential;
use crate::runtime::ArmClientOptions;
use async_trait::async_trait;
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{AsyncRawResponse, ClientOptions, HttpClient, Request, Transport, new_http_client},
};
use std::{env, sync::Arc};

/// Variables that name a proxy of plain HTTP.
const PROXIES: [&str; 4] = ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];

/// Plain HTTP to a port of this machine, in place of Azure.
///
/// The client keeps Azure's own endpoint, and every request that it sends, also to a link of a
/// response, reaches this port. A server that returns links to itself is better named as the
/// `endpoint` of [`ArmClientOptions`], such as `http://127.0.0.1:8080`.
///
/// Use it with [`FakeCredential`]: without TLS, a real token could be read.
#[derive(Clone, Debug)]
pub struct Loopback {
    port: u16,
    http: Arc<dyn HttpClient>,
    /// Whether the HTTP client uses the proxy of the environment.
    is_proxied: bool,
}

impl Loopback {
    /// Requests go to `http://127.0.0.1` at this port. It needs an HTTP client, such as that of the
    /// crate's default features. While the environment names a proxy, such as by `HTTP_PROXY`, each
    /// request is an error: the proxy would get it.
    pub fn to(port: u16) -> Self {
        Self { is_proxied: true, ..Self::with(new_http_client(None), port) }
    }

    /// The same by another HTTP client, which must not use a proxy.
    pub fn with(http: Arc<dyn HttpClient>, port: u16) -> Self {
        Self { port, http, is_proxied: false }
    }

    /// A credential whose token is worth nothing.
    pub fn credential(&self) -> Arc<FakeCredential> {
        FakeCredential::new()
    }

    /// Options with this transport.
    pub fn options(&self) -> Option<ArmClientOptions> {
        let client_options = ClientOptions { transport: Some(self.transport()), ..Default::default() };
        Some(ArmClientOptions { client_options, ..Default::default() })
    }

    /// The transport, for options of your own.
    pub fn transport(&self) -> Transport {
        Transport::new(Arc::new(self.clone()))
    }
}

#[async_trait]
impl HttpClient for Loopback {
    async fn execute_request(&self, request: &Request) -> Result<AsyncRawResponse> {
        let proxy = PROXIES.into_iter().find(|name| self.is_proxied && env::var_os(name).is_some());
        if let Some(proxy) = proxy {
            let why = format!("`Loopback::to` sends nothing while {proxy} is set: the proxy would get it; unset it, or use `Loopback::with`");
            return Err(Error::with_message(ErrorKind::Other, why));
        }
        let mut request = request.clone();
        let url = request.url_mut();
        url.set_host(Some("127.0.0.1"))?;
        let is_plain = url.set_scheme("http").is_ok() && url.set_port(Some(self.port)).is_ok();
        if !is_plain {
            return Err(Error::with_message(ErrorKind::Other, "the URL has no form in plain HTTP"));
        }
        self.http.execute_request(&request).await
    }
}
