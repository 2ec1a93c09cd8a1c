//! Room for the recursion of the deepest input that is not refused, also in a build without optimisation.

use std::{panic, thread};

/// Bytes. Only what is used of it takes memory.
const SIZE: usize = 256 << 20;

/// Does the work on a stack of its own, so that the caller's may be of any size. A panic goes on to the caller.
pub(crate) fn roomy<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    thread::scope(|scope| {
        let thread = thread::Builder::new()
            .name("armgen".to_owned())
            .stack_size(SIZE)
            .spawn_scoped(scope, work)
            .expect("the system has room for a thread");
        thread
            .join()
            .unwrap_or_else(|panicked| panic::resume_unwind(panicked))
    })
}
