//! Links in the headers of an example's response.

use serde_json::Value;

/// Headers with a link to the status or the result of a long-running operation.
const LINKS: [&str; 3] = ["location", "azure-asyncoperation", "operation-location"];

/// Characters that no host name has (the URL Standard, "forbidden domain code points").
const FORBIDDEN: &str = " #%/:<>?@[\\]^|";

/// The names of the links that are no URL, such as `https://endpoint:port/a`.
pub(super) fn broken(response: &Value) -> Vec<String> {
    let headers = response.get("headers").and_then(Value::as_object);
    let links = headers.into_iter().flatten().filter(|(name, value)| {
        let name = name.to_ascii_lowercase();
        LINKS.contains(&name.as_str()) && value.as_str().is_some_and(|link| !is_link(link))
    });
    links.map(|(name, _)| name.clone()).collect()
}

/// Whether a client can follow a link: a path, or a URL whose host and port have the form of one.
fn is_link(link: &str) -> bool {
    let Some((_, rest)) = link.split_once("://") else {
        return true;
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let server = rest[..end].rsplit('@').next().unwrap_or_default();
    let (host, port) = match server.split_once("]") {
        Some((_, rest)) => ("v6", rest.strip_prefix(':').unwrap_or_default()),
        None => server.split_once(':').unwrap_or((server, "")),
    };
    let is_host =
        !host.is_empty() && !host.contains(|c: char| FORBIDDEN.contains(c) || c.is_control());
    is_host && (port.is_empty() || port.parse::<u16>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_that_no_client_can_follow() {
        for (link, expected) in [
            ("https://endpoint:port/a", false),
            ("https:///a", false),
            ("https://<host>/a", false),
            ("https://a.example:99999/b", false),
            ("https://a.example:443/{b}?c=d", true),
            ("https://a.example?b", true),
            ("http://[::1]:80/a", true),
            ("/a/b", true),
            ("a", true),
        ] {
            assert_eq!(is_link(link), expected, "{link}");
        }
    }
}
