//! Plain HTTP to this machine, for a simulator.
//!
//! The clients accept only `https://` endpoints, since they send an access token. So the client
//! receives an `https://` endpoint here, too, and only the transport uses plain HTTP. It does so
//! only for addresses on this machine, and not if a proxy is set, which would receive the requests.

use super::arm::ArmClientOptions;
use async_trait::async_trait;
use azure_core::{
    Result,
    error::{Error, ErrorKind},
    http::{AsyncRawResponse, HttpClient, Request, Transport, Url, new_http_client},
};
use std::{env, sync::Arc};

const HOSTS: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

const PROXIES: [&str; 4] = ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];

/// For an `http://` endpoint on this machine, sets a transport that uses plain HTTP.
pub(super) fn redirect(options: &mut ArmClientOptions) -> std::result::Result<(), String> {
    let url = options.endpoint.as_deref().and_then(|endpoint| Url::parse(endpoint).ok());
    let Some(url) = url.filter(|url| url.scheme() == "http") else {
        return Ok(());
    };
    let host = url.host_str().filter(|host| HOSTS.contains(host));
    let host = host.ok_or_else(|| format!("`--endpoint` takes http:// for {} only", HOSTS.join(", ")))?;
    if let Some(proxy) = PROXIES.iter().find(|name| env::var_os(name).is_some()) {
        return Err(format!("`--endpoint` takes no http:// while {proxy} is set: the proxy would get the token"));
    }
    let port = url.port_or_known_default().unwrap_or(80);
    options.endpoint = Some(format!("https://{host}:{port}{}", url.path()));
    options.client_options.transport = Some(Transport::new(Arc::new(Loopback { http: new_http_client(None) })));
    Ok(())
}

/// Transport that sends requests to this machine without TLS, and rejects all others.
#[derive(Debug)]
struct Loopback {
    http: Arc<dyn HttpClient>,
}

#[async_trait]
impl HttpClient for Loopback {
    async fn execute_request(&self, request: &Request) -> Result<AsyncRawResponse> {
        let mut request = request.clone();
        let url = request.url_mut();
        let is_here = url.host_str().is_some_and(|host| HOSTS.contains(&host));
        if !is_here || url.port_or_known_default().is_none() {
            return Err(Error::with_message(ErrorKind::Other, "plain HTTP is for this machine only"));
        }
        let port = url.port_or_known_default();
        let is_plain = url.set_scheme("http").is_ok() && url.set_port(port).is_ok();
        if !is_plain {
            return Err(Error::with_message(ErrorKind::Other, "the URL has no form in plain HTTP"));
        }
        self.http.execute_request(&request).await
    }
}
