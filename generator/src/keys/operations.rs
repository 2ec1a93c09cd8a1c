//! Which operations list keys, and which regenerate one.

use super::vocabulary;
use crate::model::{KeyRole, Method, PathTemplate};

/// The role of an operation, by its method and its path.
pub(crate) fn role(method: Method, path: &PathTemplate) -> Option<KeyRole> {
    let last = path.last_literal()?;
    // Other methods may be repeated automatically, and regenerating a key twice creates two different keys.
    let regenerates = method == Method::Post && vocabulary::regenerates(last);
    match (vocabulary::lists(last), regenerates) {
        (true, _) => Some(KeyRole::List),
        (_, true) => Some(KeyRole::Regenerate),
        _ => None,
    }
}
