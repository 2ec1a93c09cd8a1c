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

    /// Some documents of a checkout. If it is no git repository, repository and commit are unknown.
    pub(super) fn of(root: &Path, files: &[&str]) -> Self {
        let printed = |arguments: &[&str]| {
            git::printed(root, arguments)
                .ok()
                .filter(|_| is_checkout(root))
        };
        Self {
            repository: printed(&["remote", "get-url", "origin"]).map(|url| without_user(&url)),
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

/// A URL without the user's name and password.
fn without_user(url: &str) -> String {
    match url.split_once("://") {
        Some((scheme, rest)) => {
            let host = rest.rfind('@').map_or(rest, |at| &rest[at + 1..]);
            format!("{scheme}://{host}")
        }
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_password_is_written() {
        for (url, expected) in [
            (
                "https://me:secret@example.com/a.git",
                "https://example.com/a.git",
            ),
            ("https://example.com/a.git", "https://example.com/a.git"),
            ("git@example.com:a.git", "git@example.com:a.git"),
        ] {
            assert_eq!(without_user(url), expected);
        }
    }
}
