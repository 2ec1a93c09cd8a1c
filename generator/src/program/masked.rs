//! Keys in the output: masked, but with enough detail to see whether a key has changed.

use super::arm::{Key, KeyType};
use azure_core::{credentials::Secret, time::to_rfc3339};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Name of a key.
pub(super) fn word(key: KeyType) -> &'static str {
    match key {
        KeyType::Primary => "primary",
        KeyType::Secondary => "secondary",
    }
}

/// The text of a key for people.
pub(super) fn text(key: Option<&Key>, show: bool) -> String {
    let Some(key) = key else {
        return "not returned by the service".to_owned();
    };
    let since = key.last_updated.as_ref().map(|at| format!(", regenerated {}", to_rfc3339(at))).unwrap_or_default();
    let connection = key.connection_string.as_ref().map(|text| format!(", {}", text.secret())).unwrap_or_default();
    match show {
        true => format!("{}{connection}{since}", key.value.secret()),
        false => format!("**** ({} characters, SHA-256 {}...{since})", length(key), fingerprint(&key.value)),
    }
}

/// The JSON of a key for programs.
pub(super) fn value(key: Option<&Key>, show: bool) -> Value {
    let Some(key) = key else {
        return Value::Null;
    };
    let mut value = json!({ "length": length(key), "sha256": fingerprint(&key.value) });
    if let Some(at) = &key.last_updated {
        value["lastUpdated"] = to_rfc3339(at).into();
    }
    if show {
        value["value"] = key.value.secret().into();
        value["connectionString"] = key.connection_string.as_ref().map(Secret::secret).into();
    }
    value
}

fn length(key: &Key) -> usize {
    key.value.secret().chars().count()
}

/// The beginning of the key's SHA-256: enough to distinguish two keys, and to compare with
/// `sha256sum`.
fn fingerprint(key: &Secret) -> String {
    Sha256::digest(key.secret())[..4].iter().map(|byte| format!("{byte:02x}")).collect()
}
