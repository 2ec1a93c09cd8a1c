//! The JSON of request bodies: without the properties that only the service sets, at any depth.
//!
//! The same models are written with all properties elsewhere, such as by a program that stores what it
//! read. serde passes no such mode on to the parts of a value, so the thread remembers it. Writing never
//! waits, so no other request is written in between.

use azure_core::{Bytes, Result, json::to_json};
use serde::Serialize;
use std::cell::Cell;

thread_local! {
    static SENDING: Cell<bool> = const { Cell::new(false) };
}

/// Whether a request body is being written.
pub(crate) fn is_sending() -> bool {
    SENDING.get()
}

/// `value` as the body of a request.
pub(crate) fn sent_json<T: Serialize>(value: &T) -> Result<Bytes> {
    let _restored = Restored(SENDING.replace(true));
    to_json(value)
}

/// Restores the mode, also if writing panics.
struct Restored(bool);

impl Drop for Restored {
    fn drop(&mut self) {
        SENDING.set(self.0);
    }
}
