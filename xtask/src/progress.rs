//! Progress of long work, on a terminal only.

use crate::console::{self, Format};
use indicatif::{ProgressBar, ProgressStyle};
use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// The bar on the terminal, if there is one. Messages are printed above it.
static SHOWN: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// Progress of some work. It is removed from the terminal when it is dropped.
pub(crate) struct Progress(ProgressBar);

/// A bar for so many items.
pub(crate) fn bar(what: &str, length: usize) -> Progress {
    let bar = ProgressBar::new(u64::try_from(length).unwrap_or_default());
    Progress::show(bar, what, "{msg} {bar:40} {pos}/{len} {eta}")
}

/// A sign that work is done which has no parts.
pub(crate) fn spinner(what: &str) -> Progress {
    Progress::show(
        ProgressBar::new_spinner(),
        what,
        "{spinner} {msg} {elapsed}",
    )
}

/// Prints without the bar in between.
pub(crate) fn pause<R>(print: impl FnOnce() -> R) -> R {
    let shown = SHOWN.lock().unwrap_or_else(PoisonError::into_inner).clone();
    match shown {
        Some(bar) => bar.suspend(print),
        None => print(),
    }
}

impl Progress {
    fn show(bar: ProgressBar, what: &str, style: &str) -> Self {
        let bar = match (console::format(), ProgressStyle::with_template(style)) {
            (Format::Human, Ok(style)) => bar.with_style(style),
            _ => ProgressBar::hidden(),
        };
        bar.set_message(what.to_owned());
        // An item may take seconds.
        bar.enable_steady_tick(Duration::from_millis(200));
        *SHOWN.lock().unwrap_or_else(PoisonError::into_inner) = Some(bar.clone());
        Self(bar)
    }

    /// One more item is done.
    pub(crate) fn step(&self) {
        self.0.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
        *SHOWN.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}
