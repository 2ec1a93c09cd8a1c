//! The text of a key for consumers, without surrounding white space.

use super::Key;
use azure_core::credentials::Secret;

/// A key without surrounding white space, which no protocol could transmit.
pub(super) fn trimmed(key: &Key) -> Key {
    let trim = |secret: &Secret| Secret::new(secret.secret().trim_matches(is_blank).to_owned());
    Key {
        value: trim(&key.value),
        connection_string: key.connection_string.as_ref().map(trim),
        last_updated: key.last_updated,
    }
}

/// Whether a character does not count when keys are compared.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}
