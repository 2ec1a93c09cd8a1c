//! Which operations list keys, and which regenerate one.

use super::vocabulary;
use crate::model::{KeyRole, Method, PathTemplate};

/// The role of an operation, by its method and its path.
pub(crate) fn role(method: Method, path: &PathTemplate) -> Option<KeyRole> {
    let last = path.last_literal()?;
    // Another method may be sent again, and a key that is regenerated twice is another one.
    let regenerates = method == Method::Post && vocabulary::regenerates(last);
    match (vocabulary::lists(last), regenerates) {
        (true, _) => Some(KeyRole::List),
        (_, true) => Some(KeyRole::Regenerate),
        _ => None,
    }
}
