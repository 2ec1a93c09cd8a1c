//! `--timings`: measures the duration of each stage.

use crate::console;
use std::time::{Duration, Instant};

/// A stopwatch with a lap per stage. If it is off, it reads no clock.
#[derive(Debug)]
pub(crate) struct Timings {
    last: Option<Instant>,
    laps: Vec<(&'static str, Duration)>,
}

impl Timings {
    /// Starts the stopwatch, if it is on.
    pub(crate) fn start(is_on: bool) -> Self {
        Self {
            last: is_on.then(Instant::now),
            laps: Vec::new(),
        }
    }

    /// Records that `stage` has ended: it took the time since the previous stage.
    pub(crate) fn ended(&mut self, stage: &'static str) {
        if let Some(last) = &mut self.last {
            let now = Instant::now();
            self.laps.push((stage, now - *last));
            *last = now;
        }
    }

    /// Prints a table to standard error. Its last row is the sum.
    pub(crate) fn print(&self) {
        if self.last.is_some() {
            for line in table(&self.laps) {
                console::warn(line);
            }
        }
    }
}

fn table(laps: &[(&'static str, Duration)]) -> Vec<String> {
    let total = ("total", laps.iter().map(|(_, took)| *took).sum());
    let rows = laps.iter().chain([&total]);
    rows.map(|(name, took)| format!("{name:8} {:9.1} ms", took.as_secs_f64() * 1e3))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_aligned_and_end_with_their_sum() {
        let laps = [
            ("load", Duration::from_micros(1_250)),
            ("examples", Duration::from_secs(12)),
        ];
        assert_eq!(
            table(&laps),
            [
                "load           1.2 ms",
                "examples   12000.0 ms",
                "total      12001.2 ms"
            ]
        );
    }

    #[test]
    fn nothing_is_timed_unless_it_is_asked_for() {
        let mut timings = Timings::start(false);
        timings.ended("load");
        assert!(timings.laps.is_empty());
    }
}
