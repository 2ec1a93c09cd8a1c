//! Request bodies that depend on the method: a PATCH may leave out what the service requires of another request.
//!
//! The conversion of a model does not know for which method the body is, and the method knows only bytes. So the
//! conversion makes the body of a PATCH, and leaves that of other methods here, or why there is none, under the address of
//! the bytes, until the last owner of the bytes drops them. Bytes that a caller wrote are sent as they are.

use azure_core::{
    Bytes, Error, Result,
    error::ErrorKind,
    http::{Body, Method},
};
use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// The body of methods other than PATCH, or what it lacks.
type Whole = std::result::Result<Bytes, String>;

/// By the address of the body of the PATCH.
static UNDECIDED: Mutex<BTreeMap<usize, Whole>> = Mutex::new(BTreeMap::new());

fn all_undecided() -> MutexGuard<'static, BTreeMap<usize, Whole>> {
    UNDECIDED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The only owner of the bytes of such a body.
struct Undecided(Bytes);

impl AsRef<[u8]> for Undecided {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for Undecided {
    fn drop(&mut self) {
        all_undecided().remove(&self.0.as_ptr().addr());
    }
}

/// The body `patch` of a PATCH, which is `whole` for any other method.
pub(super) fn undecided(patch: Bytes, whole: Result<Bytes>) -> Bytes {
    let whole = whole.map_err(|error| error.to_string());
    all_undecided().insert(patch.as_ptr().addr(), whole);
    Bytes::from_owner(Undecided(patch))
}

/// The body for this method, unless it lacks what the service requires.
pub(super) fn decided(body: Body, method: Method) -> Result<Body> {
    let Body::Bytes(json) = &body else { return Ok(body) };
    let whole = all_undecided().get(&json.as_ptr().addr()).cloned();
    match whole.filter(|_| method != Method::Patch) {
        Some(Ok(whole)) => Ok(Body::Bytes(whole)),
        Some(Err(missing)) => Err(Error::with_message(ErrorKind::DataConversion, missing)),
        None => Ok(body),
    }
}
