//! The JSON of request bodies: without the properties that only the service sets, and with those that
//! it requires, at any depth.
//!
//! The same models are written with all properties elsewhere, such as by a program that stores what it
//! read. serde passes no such mode on to the parts of a value, so the thread remembers it. Writing never
//! waits, so no other request is written in between.

use super::by_method;
use azure_core::{Bytes, Error, Result, error::ErrorKind};
use std::cell::{Cell, RefCell};

thread_local! {
    static SENDING: Cell<Option<Sending>> = const { Cell::new(None) };
    static DIFFERS: Cell<bool> = const { Cell::new(false) };
    static MISSING: RefCell<Option<Missing>> = const { RefCell::new(None) };
}

/// What a request body that is being written has to have.
#[derive(Clone, Copy, PartialEq)]
enum Sending {
    /// All that the service requires.
    Whole,
    /// What a PATCH has to have.
    Patch,
}

/// A property that the service requires and that has no value.
struct Missing {
    /// Its model, as the compiler writes it.
    model: &'static str,
    /// What leads to it, the innermost first.
    path: Vec<Step>,
}

/// A step on the way from a request body to a property.
enum Step {
    Property(String),
    /// A value of a map. Its key is not shown: it is the user's.
    Value,
    Item(usize),
}

/// Whether a request body is being written.
pub(crate) fn is_sending() -> bool {
    SENDING.get().is_some()
}

/// Whether a request body is being written that no PATCH sends.
pub(crate) fn is_whole() -> bool {
    SENDING.get() == Some(Sending::Whole)
}

/// Whether the request body of a PATCH is being written.
pub(crate) fn is_patch() -> bool {
    SENDING.get() == Some(Sending::Patch)
}

/// What is being written is other JSON than that of a PATCH.
pub(super) fn differ() {
    DIFFERS.set(true);
}

/// What `write` writes, as the body of a request. If that of a PATCH is another, or if it lacks what only a PATCH may
/// leave out, the method decides.
pub(super) fn sent_json(write: &dyn Fn() -> Result<Bytes>) -> Result<Bytes> {
    DIFFERS.set(false);
    let whole = written(write, Sending::Whole);
    match whole {
        Ok(json) if !DIFFERS.get() => Ok(json),
        whole => Ok(by_method::undecided(written(write, Sending::Patch)?, whole)),
    }
}

fn written(write: &dyn Fn() -> Result<Bytes>, sending: Sending) -> Result<Bytes> {
    let _restored = Restored(SENDING.replace(Some(sending)));
    MISSING.set(None);
    write().map_err(|error| MISSING.take().map_or(error, Missing::into_error))
}

/// The service requires the property `name` of `model`, which has no value.
pub(super) fn missing(model: &'static str, name: &str) {
    MISSING.set(Some(Missing { model, path: vec![Step::Property(name.to_owned())] }));
}

/// What could not be written is within the property `name` of an object.
pub(super) fn within_property(name: &str) {
    within(|| Step::Property(name.to_owned()));
}

/// What could not be written is within a value of a map.
pub(super) fn within_map() {
    within(|| Step::Value);
}

/// What could not be written is within an item of a list.
pub(super) fn within_list(index: usize) {
    within(|| Step::Item(index));
}

fn within(step: impl FnOnce() -> Step) {
    MISSING.with_borrow_mut(|missing| {
        if let Some(missing) = missing {
            missing.path.push(step());
        }
    });
}

impl Missing {
    fn into_error(self) -> Error {
        let mut path = String::new();
        for step in self.path.iter().rev() {
            match step {
                Step::Property(name) if path.is_empty() => path += name,
                Step::Property(name) => path += &format!(".{name}"),
                Step::Value => path += "[*]",
                Step::Item(index) => path += &format!("[{index}]"),
            }
        }
        let model = self.model.rsplit("::").next().unwrap_or_default();
        let message = format!("`{path}` of `{model}` is required by the service and not set");
        Error::with_message(ErrorKind::DataConversion, message)
    }
}

/// Restores the mode, also if writing panics.
struct Restored(Option<Sending>);

impl Drop for Restored {
    fn drop(&mut self) {
        SENDING.set(self.0);
    }
}
