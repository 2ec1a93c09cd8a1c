//! Where the facts of a document are from.

use crate::git;
use serde_json::{Value, json};
use std::path::Path;
use time::OffsetDateTime;

/// Where the facts of a document are from.
pub(super) struct Provenance {
    repository: Option<String>,
    commit: Option<String>,
    paths: Vec<String>,
}

impl Provenance {
    /// The member of `info` that holds it.
    pub(super) const MEMBER: &'static str = "x-provenance";

    /// Some documents of a checkout. If it is no git repository, repository and commit are unknown. Without a public
    /// address, the repository is.
    pub(super) fn of(root: &Path, files: &[&str]) -> Self {
        let printed = |arguments: &[&str]| {
            git::printed(root, arguments)
                .ok()
                .filter(|_| is_checkout(root))
        };
        Self {
            repository: printed(&["remote", "get-url", "origin"]).and_then(|url| public(&url)),
            commit: printed(&["rev-parse", "HEAD"]),
            paths: files
                .iter()
                .map(|file| format!("specification/{file}"))
                .collect(),
        }
    }

    /// Its JSON, with today's date. If `old` has the same commit and paths, it stays; a folder that is no repository does
    /// not say that its commit is another one.
    pub(super) fn value(&self, old: Option<&Value>) -> Value {
        let mut value = json!({});
        for (key, fact) in [("repository", &self.repository), ("commit", &self.commit)] {
            if let Some(fact) = fact {
                value[key] = fact.as_str().into();
            }
        }
        value["paths"] = self.paths.clone().into();
        let is_same = |old: &&Value| {
            let members = ["repository", "commit", "paths"];
            let mut known = members.iter().filter(|key| value.get(key).is_some());
            known.all(|member| old.get(member) == value.get(member))
        };
        if let Some(old) = old.filter(is_same) {
            return old.clone();
        }
        value["retrieved"] = OffsetDateTime::now_utc().date().to_string().into();
        value
    }
}

/// Whether a folder, or the one above `specification`, is a repository, and not only inside of another one.
fn is_checkout(root: &Path) -> bool {
    let top = git::printed(root, &["rev-parse", "--show-toplevel"]).ok();
    let top = top.and_then(|top| Path::new(&top).canonicalize().ok());
    let root = root.canonicalize().ok();
    let parent = root.as_deref().and_then(Path::parent);
    top.is_some() && (top == root || top.as_deref() == parent)
}

/// Top-level domains that no public host has: reserved ones, and those that are usual in private networks.
const PRIVATE: [&str; 15] = [
    "arpa",
    "corp",
    "example",
    "home",
    "internal",
    "intranet",
    "invalid",
    "lan",
    "local",
    "localdomain",
    "localhost",
    "mail",
    "onion",
    "private",
    "test",
];

/// The address of a repository as others know it: scheme, host and path of a URL, without user, password, query and
/// fragment. `None` for what is no such URL with the name of a public host, such as a folder of this machine.
fn public(url: &str) -> Option<String> {
    let (scheme, rest) = match url.split_once("://") {
        Some((scheme, rest)) => (scheme, rest.to_owned()),
        None => ("ssh", of_scp(url)?),
    };
    let rest = rest.split(['?', '#']).next()?;
    let (authority, path) = rest.split_once('/')?;
    let host = authority.rsplit('@').next()?;
    let (name, port) = host.split_once(':').unwrap_or((host, "443"));
    let is_public = ["https", "http", "ssh", "git"].contains(&scheme)
        && is_domain(name)
        && port.chars().all(|c| c.is_ascii_digit())
        && !path.is_empty()
        && !path.starts_with(['/', '~'])
        // A path with `@` may be the end of a password with `/`; one with `:` or `;` may have a token in it.
        && !path.contains(['@', ':', ';', '%', '\\']);
    is_public.then(|| format!("{scheme}://{host}/{path}"))
}

/// Whether a host has the name of a public domain.
fn is_domain(name: &str) -> bool {
    let labels: Vec<&str> = name.split('.').collect();
    let is_label = |label: &&str| {
        !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let last = labels.last().map(|last| last.to_ascii_lowercase());
    let is_public = last.is_some_and(|last| {
        let is_word = last.len() > 1 && last.chars().all(|c| c.is_ascii_alphabetic());
        (is_word || last.starts_with("xn--")) && !PRIVATE.contains(&&*last)
    });
    labels.len() > 1 && labels.iter().all(is_label) && is_public
}

/// Host and path of `git@example.com:a/b.git`. A path that begins at the root or a home is private, and so may be one
/// without `.git`: a folder in the home of a user.
fn of_scp(url: &str) -> Option<String> {
    let (host, path) = url.split_once(':')?;
    let is_repository = !host.contains(['/', '\\']) && path.ends_with(".git");
    is_repository.then(|| format!("{host}/{path}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses_are_written() {
        for (url, expected) in [
            (
                "https://me:secret@example.com/a.git",
                Some("https://example.com/a.git"),
            ),
            (
                "https://secret@example.com:8443/a.git?token=secret#secret",
                Some("https://example.com:8443/a.git"),
            ),
            (
                "https://me:se@cret@example.com/a",
                Some("https://example.com/a"),
            ),
            (
                "https://example.com/a.git",
                Some("https://example.com/a.git"),
            ),
            ("git@example.com:a/b.git", Some("ssh://example.com/a/b.git")),
            (
                "ssh://me@example.com/a.git",
                Some("ssh://example.com/a.git"),
            ),
            ("https://me:secr/et@example.com/a.git", None),
            ("https://me:secret@localhost/a.git", None),
            ("https://build.local/a.git", None),
            ("https://git.corp.lan/a.git", None),
            ("https://git.CORP/a.git", None),
            ("https://localhost.localdomain/a.git", None),
            ("https://git.home.arpa/a.git", None),
            ("https://git.example.com./a.git", None),
            ("git@github.com-work:me/a.git", None),
            ("git@work:me/a.git", None),
            ("me@example.com:src/private", None),
            ("https://example.com/me:token/a.git", None),
            ("https://example.com/me%3Atoken/a.git", None),
            ("https://example.com/a;token=secret/a.git", None),
            ("http://10.0.0.1/a.git", None),
            ("https://me:secret", None),
            ("https://example.com", None),
            ("ssh://example.com/~me/a.git", None),
            ("me@example.com:/home/me/a.git", None),
            ("file:///home/me/a", None),
            ("file://example.com/home/me/a", None),
            ("/home/me/a", None),
            ("/home/me/a:b", None),
            ("../a", None),
            ("C:\\Users\\me\\a", None),
            ("C:/Users/me/a", None),
            ("", None),
        ] {
            assert_eq!(public(url).as_deref(), expected, "{url}");
        }
    }
}
