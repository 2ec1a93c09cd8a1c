//! Figures of a survey.

use super::document::Surveyed;
use serde_json::{Value, json};
use std::{cmp::Reverse, collections::BTreeMap, fs, time::Duration};

/// Everything that was surveyed.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    all: Vec<Surveyed>,
    /// Refusals by code: how many, and the place of the first.
    codes: BTreeMap<&'static str, (usize, String)>,
}

impl Summary {
    pub(crate) fn add(&mut self, surveyed: Surveyed) {
        for (code, place) in &surveyed.refusals {
            self.codes
                .entry(code)
                .or_insert_with(|| (0, place.clone()))
                .0 += 1;
        }
        self.all.push(surveyed);
    }

    /// Whether anything was refused with this code.
    pub(crate) fn has(&self, code: &str) -> bool {
        self.codes.contains_key(code)
    }

    /// Whether the generator broke on a definition.
    pub(crate) fn is_broken(&self) -> bool {
        self.all.iter().any(|surveyed| surveyed.broken.is_some())
    }

    fn sum(&self, of: impl Fn(&Surveyed) -> usize) -> usize {
        self.all.iter().map(of).sum()
    }

    fn with_operations(&self) -> usize {
        self.sum(|surveyed| usize::from(surveyed.count.selected > 0))
    }

    /// Definitions that have operations, all of which are generated.
    fn whole(&self) -> usize {
        let is_whole =
            |surveyed: &Surveyed| surveyed.count.selected > 0 && surveyed.refusals.is_empty();
        self.sum(|surveyed| usize::from(is_whole(surveyed)))
    }

    pub(crate) fn print(&self, took: Duration) {
        let (with_operations, whole) = (self.with_operations(), self.whole());
        println!(
            "{} documents, {with_operations} with operations",
            self.all.len()
        );
        println!(
            "{} operations, {} definitions, {} examples",
            self.sum(|surveyed| surveyed.count.selected),
            self.sum(|surveyed| surveyed.count.definitions),
            self.sum(|surveyed| surveyed.count.examples),
        );
        println!(
            "{whole} documents generated whole ({} %)",
            100 * whole / with_operations.max(1)
        );
        println!(
            "{} operations generated",
            self.sum(|surveyed| surveyed.count.operations)
        );
        let mut codes: Vec<_> = self.codes.iter().collect();
        codes.sort_by_key(|(_, (count, _))| Reverse(*count));
        for (code, (count, place)) in codes {
            println!("{count:6} {code}, first at {place}");
        }
        for broken in self.all.iter().filter(|surveyed| surveyed.broken.is_some()) {
            println!(
                "broken {}: {}",
                broken.document,
                broken.broken.as_deref().unwrap_or_default()
            );
        }
        let mut slowest: Vec<&Surveyed> = self.all.iter().collect();
        slowest.sort_by_key(|surveyed| Reverse(surveyed.took));
        for slow in slowest.iter().take(3) {
            println!("slowest {:.0?} {}", slow.took, slow.document);
        }
        println!(
            "took {took:.1?}{}",
            peak_memory()
                .map(|peak| format!(", {peak} at the peak"))
                .unwrap_or_default()
        );
    }

    pub(crate) fn json(&self) -> Value {
        let documents = self.all.iter().map(|surveyed| {
            json!({
                "document": surveyed.document,
                "operations": surveyed.count.selected,
                "generated": surveyed.count.operations,
                "examples": surveyed.count.examples,
                "refusals": surveyed.refusals.iter().map(|(code, place)| json!({ "code": code, "place": place })).collect::<Vec<_>>(),
                "broken": surveyed.broken,
                "milliseconds": u64::try_from(surveyed.took.as_millis()).unwrap_or(u64::MAX),
            })
        });
        json!({
            "documents": documents.collect::<Vec<_>>(),
            "with_operations": self.with_operations(),
            "whole": self.whole(),
        })
    }
}

/// Peak memory of this process, where the system tells it.
fn peak_memory() -> Option<String> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(format!("{} MB", kilobytes / 1024))
}
