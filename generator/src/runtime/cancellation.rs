//! Cancelling a call from outside, without dropping its future.

use super::status::has_source;
use azure_core::{Error, Result, error::ErrorKind};
use event_listener::Event;
use futures::future::{Either, select};
use std::{
    fmt,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// A signal that cancels calls. Clones share the signal. It cannot be reset.
#[derive(Clone, Default)]
pub struct Cancellation(Arc<Signal>);

#[derive(Default)]
struct Signal {
    is_set: AtomicBool,
    event: Event,
}

impl Cancellation {
    /// A signal that is not set yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the signal, which cancels every call that uses it.
    pub fn cancel(&self) {
        self.0.is_set.store(true, Ordering::SeqCst);
        self.0.event.notify(usize::MAX);
    }

    /// Whether the signal is set.
    pub fn is_cancelled(&self) -> bool {
        self.0.is_set.load(Ordering::SeqCst)
    }

    /// Waits until the signal is set.
    pub async fn cancelled(&self) {
        while !self.is_cancelled() {
            let listener = self.0.event.listen();
            // The signal may have been set before the listener was registered.
            if !self.is_cancelled() {
                listener.await;
            }
        }
    }

    /// Whether `error` reports that a call was cancelled.
    pub fn is_cause_of(error: &Error) -> bool {
        has_source::<Cancelled>(error)
    }
}

impl fmt::Debug for Cancellation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Cancellation").field(&self.is_cancelled()).finish()
    }
}

/// A cancelled call.
#[derive(Debug)]
struct Cancelled;

impl fmt::Display for Cancelled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the call was cancelled")
    }
}

impl std::error::Error for Cancelled {}

/// Error of a cancelled call.
pub(crate) fn cancelled() -> Error {
    Error::new(ErrorKind::Other, Cancelled)
}

/// Runs `call` until it is done, or drops it when the signal is set.
pub(crate) async fn until<T>(
    cancellation: Option<&Cancellation>,
    call: impl Future<Output = Result<T>>,
) -> Result<T> {
    let Some(cancellation) = cancellation else {
        return call.await;
    };
    if cancellation.is_cancelled() {
        return Err(cancelled());
    }
    match select(pin!(call), pin!(cancellation.cancelled())).await {
        Either::Left((done, _)) => done,
        Either::Right(((), _)) => Err(cancelled()),
    }
}
