//! A stack that is large enough for the deepest input that the generator accepts, also in a debug build.

use std::{panic, thread};

/// Bytes. The system provides memory only for the part that is used.
const SIZE: usize = 256 << 20;

/// Runs `work` on a thread with this stack, so that the caller's stack may be small. Panics reach the caller.
pub(crate) fn with_large_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
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
