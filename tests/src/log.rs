//! Everything that is logged while a test runs.

use std::{
    fmt::{self, Debug, Write},
    sync::{Arc, Mutex},
};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
    subscriber::{DefaultGuard, set_default},
};

/// The log of one thread, at every level, for as long as this lives.
pub struct Log {
    text: Arc<Mutex<String>>,
    _guard: DefaultGuard,
}

impl Log {
    pub fn begin() -> Self {
        let text = Arc::<Mutex<String>>::default();
        let guard = set_default(Keeper(text.clone()));
        Self {
            text,
            _guard: guard,
        }
    }

    /// What was logged since the last call.
    pub fn take(&self) -> String {
        std::mem::take(&mut self.text.lock().expect("nothing panics with the lock"))
    }
}

impl Debug for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Log").finish_non_exhaustive()
    }
}

struct Keeper(Arc<Mutex<String>>);

impl Keeper {
    fn keep(&self, record: impl FnOnce(&mut dyn Visit)) {
        let mut line = Line(String::new());
        record(&mut line);
        let mut text = self.0.lock().expect("nothing panics with the lock");
        text.push_str(&line.0);
        text.push('\n');
    }
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, "{}={value:?} ", field.name()).expect("memory takes all");
    }
}

impl Subscriber for Keeper {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.keep(|line| span.record(line));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        self.keep(|line| values.record(line));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.keep(|line| event.record(line));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}
