//! Servers of operations: Azure Resource Manager, or a path below it.

use super::{Lowering, refused::Lowered};
use crate::{diagnostic::Code, load::ORIGIN, source::Pointer};
use serde_json::Value;

/// The endpoint of the public cloud. A client's options may choose another cloud.
const ENDPOINT: &str = "https://management.azure.com";

impl Lowering<'_> {
    /// The path before that of an operation: the path of the nearest `servers`.
    pub(super) fn base_path(
        &mut self,
        operation: &Pointer,
        item: &Pointer,
        document: &Pointer,
    ) -> Lowered<String> {
        for holder in [operation, item, document] {
            let at = holder.join("servers");
            match self.documents.get(&at) {
                Some(Value::Array(servers)) if servers.is_empty() => {}
                Some(Value::Array(servers)) => return self.server(servers, &at),
                Some(_) => return self.refuse_server(&at, "this is not a list of servers"),
                None => {}
            }
        }
        Ok(String::new())
    }

    /// Path of the first server that is Resource Manager. Others in the list are for other clouds.
    fn server(&mut self, servers: &[Value], at: &Pointer) -> Lowered<String> {
        match servers
            .iter()
            .find_map(|server| below_endpoint(&url(server)))
        {
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
        let help =
            format!("name {ENDPOINT} as the server, or leave the document out of the manifest");
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
fn below_endpoint(url: &str) -> Option<String> {
    let head = url.get(..ENDPOINT.len()).unwrap_or_default();
    let path = match head.eq_ignore_ascii_case(ENDPOINT) {
        true => &url[ENDPOINT.len()..],
        false => url,
    };
    let is_path = path.starts_with('/') && !path.starts_with("//");
    let is_below = (path.is_empty() || is_path) && !path.contains(['{', '}', '?', '#']);
    is_below.then(|| path.trim_end_matches('/').to_owned())
}
