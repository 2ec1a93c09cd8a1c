//! Servers of operations: Azure Resource Manager of any cloud, or a path below it. Its host is chosen by the options of a
//! client, never by the definition.

use super::{Lowering, path::Written, refused::Lowered, sound::Held};
use crate::{diagnostic::Code, load::ORIGIN, model::PathTemplate, source::Pointer};
use serde_json::Value;

/// Hosts of Azure Resource Manager in the clouds that Microsoft operates or has operated, the public one first.
const HOSTS: [&str; 4] = [
    "management.azure.com",
    "management.chinacloudapi.cn",
    "management.microsoftazure.de",
    "management.usgovcloudapi.net",
];

impl Lowering<'_> {
    /// The path before that of an operation: the path of the nearest `servers`. The holders are the operation, its path
    /// item and its document.
    pub(super) fn base_path(
        &mut self,
        holders: [Held<'_, '_>; 3],
        path: &Written<'_>,
    ) -> Lowered<String> {
        let is_of_arm = is_of_arm(&path.template);
        for (holder, held) in holders {
            let at = || holder.join("servers");
            match held.and_then(|held| held.get("servers")) {
                Some(Value::Array(servers)) if servers.is_empty() => {}
                Some(Value::Array(servers)) => return self.server(servers, is_of_arm, &at()),
                Some(_) => return self.refuse_server(&at(), "this is not a list of servers"),
                None => {}
            }
        }
        Ok(String::new())
    }

    /// Path of the server that is Resource Manager in the public cloud, else in another one. Every host is one if the
    /// paths are those of Resource Manager: Azure Stack has a host for each installation.
    fn server(&mut self, servers: &[Value], is_of_arm: bool, at: &Pointer) -> Lowered<String> {
        let path = |is_host: &dyn Fn(&str) -> bool| {
            let mut urls = servers.iter().map(url);
            urls.find_map(|url| below_endpoint(&url, is_host))
        };
        let of_cloud = |host: &str| HOSTS.iter().any(|known| known.eq_ignore_ascii_case(host));
        let of_any = |host: &str| {
            of_cloud(host) || is_of_arm && !host.is_empty() && !host.contains(['?', '#', '@'])
        };
        let public = path(&|host| HOSTS[0].eq_ignore_ascii_case(host));
        match public.or_else(|| path(&of_any)) {
            Some(path) => Ok(path),
            None => {
                let url = url(&servers[0]);
                let stamp = servers[0].get(ORIGIN).and_then(Value::as_str);
                let at = stamp.map_or(at.join("0"), Pointer::parse);
                let message = format!("`{url}` is not Azure Resource Manager");
                self.refuse_server(&at, message)
            }
        }
    }

    fn refuse_server<T>(&mut self, at: &Pointer, message: impl Into<String>) -> Lowered<T> {
        let help = "name https://management.azure.com as the server, or leave the document out of the manifest";
        self.refuse(Code::UnsupportedServer, at, message, help)
    }
}

/// URL of a server, with the defaults of its variables.
fn url(server: &Value) -> String {
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let mut url = text(server, "url").unwrap_or_default();
    let variables = server.get("variables").and_then(Value::as_object);
    for (name, variable) in variables.into_iter().flatten() {
        let default = text(variable, "default").unwrap_or_default();
        url = url.replace(&format!("{{{name}}}"), &default);
    }
    url
}

/// Path below the endpoint, without a trailing slash. A relative URL is relative to the endpoint.
fn below_endpoint(url: &str, is_host: &dyn Fn(&str) -> bool) -> Option<String> {
    let path = match url.split_at_checked("https://".len()) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https://") => {
            let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            Some(path).filter(|_| is_host(host))?
        }
        _ => url,
    };
    let is_path = path.starts_with('/') && !path.starts_with("//");
    let is_below = (path.is_empty() || is_path) && !path.contains(['{', '}', '?', '#']);
    is_below.then(|| path.trim_end_matches('/').to_owned())
}

/// Whether a path has the form of Resource Manager: a subscription, or the namespace of a resource provider such as
/// `Microsoft.Compute` after `providers`.
fn is_of_arm(path: &PathTemplate) -> bool {
    let literals: Vec<&str> = path
        .segments()
        .iter()
        .map(|segment| segment.literal().unwrap_or_default())
        .collect();
    let is = |literal: &str, word: &str| literal.eq_ignore_ascii_case(word);
    let is_provider = |pair: &[&str]| is(pair[0], "providers") && pair[1].contains('.');
    literals
        .first()
        .is_some_and(|first| is(first, "subscriptions"))
        || literals.windows(2).any(is_provider)
}
