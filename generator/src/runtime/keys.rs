//! The two keys of a resource, whatever its service calls them.

use super::KeyType;
use azure_core::{credentials::Secret, fmt::SafeDebug, time::OffsetDateTime};

/// The two interchangeable keys of a resource, as far as the service returns them.
#[derive(Clone, Default, PartialEq, SafeDebug)]
pub struct Keys {
    /// The first key.
    pub primary: Option<Key>,
    /// The second key.
    pub secondary: Option<Key>,
}

/// One key of a resource.
#[derive(Clone, PartialEq, SafeDebug)]
pub struct Key {
    /// The key itself, or the connection string if the service returns nothing else.
    pub value: Secret,
    /// The connection string that contains the key, if the service returns one.
    pub connection_string: Option<Secret>,
    /// When the key was last regenerated, if the service returns that time.
    pub last_updated: Option<OffsetDateTime>,
}

impl Keys {
    /// One of the two keys.
    pub fn get(&self, key: KeyType) -> Option<&Key> {
        match key {
            KeyType::Primary => self.primary.as_ref(),
            KeyType::Secondary => self.secondary.as_ref(),
        }
    }

    /// Only one of the two keys, for a service that returns only the regenerated one.
    pub(crate) fn only(key: KeyType, value: Option<Key>) -> Self {
        match key {
            KeyType::Primary => Self { primary: value, secondary: None },
            KeyType::Secondary => Self { primary: None, secondary: value },
        }
    }

    /// The keys among the items of a list. Items that are not keys of the pair are ignored.
    pub(crate) fn of(items: impl IntoIterator<Item = (Option<KeyType>, Option<Key>)>) -> Self {
        let mut keys = Self::default();
        for (which, key) in items {
            match which {
                Some(KeyType::Primary) => keys.primary = key,
                Some(KeyType::Secondary) => keys.secondary = key,
                None => {}
            }
        }
        keys
    }
}

impl Key {
    /// A key with no other properties.
    pub fn new(value: impl Into<Secret>) -> Self {
        Self { value: value.into(), connection_string: None, last_updated: None }
    }

    /// The key in a response, or `None` if the response contains neither a key nor a connection
    /// string.
    pub(crate) fn from_parts(
        value: Option<Secret>,
        connection_string: Option<Secret>,
        last_updated: Option<OffsetDateTime>,
    ) -> Option<Self> {
        let value = value.or_else(|| connection_string.clone()).filter(|value| !value.secret().is_empty())?;
        Some(Self { value, connection_string, last_updated })
    }
}

/// Which key a service means by a name. `words` are the service's names of the two keys.
pub(crate) fn which(words: [&str; 2], name: Option<&str>) -> Option<KeyType> {
    let name = name?;
    let place = words.iter().position(|word| word.eq_ignore_ascii_case(name))?;
    [KeyType::Primary, KeyType::Secondary].get(place).copied()
}

/// Parses a time that a service sends as text without a declared format.
pub(crate) fn time(text: &str) -> Option<OffsetDateTime> {
    azure_core::time::parse_rfc3339(text).ok()
}
