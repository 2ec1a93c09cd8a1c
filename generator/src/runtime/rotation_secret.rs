//! The text of a key on its way to the consumers, without white space around it.

use super::Key;
use azure_core::credentials::Secret;

/// A key as consumers can use it: no protocol carries white space at the ends of a key.
pub(super) fn trimmed(key: &Key) -> Key {
    let trim = |secret: &Secret| Secret::new(secret.secret().trim_matches(is_blank).to_owned());
    Key {
        value: trim(&key.value),
        connection_string: key.connection_string.as_ref().map(trim),
        last_updated: key.last_updated,
    }
}

/// Whether a character is none that a key can be told by.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}
