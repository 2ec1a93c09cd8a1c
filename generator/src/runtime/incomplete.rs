//! Request bodies that lack what the service requires, of a model that the body of a PATCH contains as well.
//!
//! The conversion of a model does not know for which method the body is, and the method knows only bytes. So the
//! conversion leaves its error here, under the address of the bytes, until the last owner of the bytes drops them. Bytes
//! that a caller wrote have no error here: they are sent as they are.

use azure_core::{
    Bytes, Error, Result,
    error::ErrorKind,
    http::{Body, Method},
};
use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// What is missing, by the address of a body.
static INCOMPLETE: Mutex<BTreeMap<usize, String>> = Mutex::new(BTreeMap::new());

fn incomplete() -> MutexGuard<'static, BTreeMap<usize, String>> {
    INCOMPLETE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The only owner of the bytes of such a body.
struct Incomplete(Bytes);

impl AsRef<[u8]> for Incomplete {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for Incomplete {
    fn drop(&mut self) {
        incomplete().remove(&self.0.as_ptr().addr());
    }
}

/// The body `json`, which a PATCH may send, and any other method refuses with the message of `error`.
pub(super) fn for_patch(json: Bytes, error: &Error) -> Bytes {
    incomplete().insert(json.as_ptr().addr(), error.to_string());
    Bytes::from_owner(Incomplete(json))
}

/// Refuses a body without what the service requires, unless `method` is PATCH.
pub(super) fn check(body: &Body, method: Method) -> Result<()> {
    let Body::Bytes(json) = body else { return Ok(()) };
    match incomplete().get(&json.as_ptr().addr()) {
        Some(missing) if method != Method::Patch => {
            Err(Error::with_message(ErrorKind::DataConversion, missing.clone()))
        }
        _ => Ok(()),
    }
}
