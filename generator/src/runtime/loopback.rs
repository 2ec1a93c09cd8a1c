//! Plain HTTP to this machine, for simulators and other local servers.
//!
//! azure_core's bearer policy accepts only `https://` URLs, since it adds an access token. So all
//! policies see an `https://` URL here, too, and only the last one sends plain HTTP.

use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{Request, Url},
};
use std::{
    env,
    net::{Ipv4Addr, Ipv6Addr},
};

const PROXIES: [&str; 4] = ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];

/// The `https://` form of an `http://` URL on this machine, or `None` for any other URL.
pub(super) fn secured(url: &Url) -> Option<Url> {
    let port = url.port_or_known_default().filter(|_| url.scheme() == "http" && is_here(url));
    let mut url = url.clone();
    let is_secured = url.set_scheme("https").is_ok() && url.set_port(Some(port?)).is_ok();
    is_secured.then_some(url)
}

/// Whether a URL leads to this machine, whatever a name server answers: in `127.0.0.0/8`, `[::1]` or
/// `localhost`.
fn is_here(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let v6 = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    match v6 {
        Some(host) => host.parse().is_ok_and(|address: Ipv6Addr| address.is_loopback()),
        None => host == "localhost" || host.parse().is_ok_and(|address: Ipv4Addr| address.is_loopback()),
    }
}

/// Fails if a proxy is set, which would receive the access token.
pub(super) fn without_proxy() -> Result<()> {
    match PROXIES.iter().find(|name| env::var_os(name).is_some()) {
        Some(proxy) => Err(Error::with_message(
            ErrorKind::Other,
            format!(
                "`endpoint` must not be an http:// URL while {proxy} is set: the proxy would get the token; \
                 unset it, or set a `transport` without a proxy"
            ),
        )),
        None => Ok(()),
    }
}

/// Gives the request its `http://` URL back, if it goes to the server on this machine.
pub(super) fn unsecure(request: &mut Request, server: &Url) -> Result<()> {
    let url = request.url_mut();
    if url.origin() != server.origin() {
        return Ok(());
    }
    let port = url.port_or_known_default();
    match url.set_scheme("http").is_ok() && url.set_port(port).is_ok() {
        true => Ok(()),
        false => Err(Error::with_message(ErrorKind::Other, "the URL has no form in plain HTTP; nothing was sent")),
    }
}
