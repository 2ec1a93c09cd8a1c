//! The figures of a survey.

use super::{document::Surveyed, refusal::Refusal};
use armgen::{diagnostic::Code, passes::Count, visible::Visible};
use serde_json::{Value, json};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    time::Duration,
};

/// Refusals by code: their number, and the place of the first.
type Codes = BTreeMap<&'static str, (usize, String)>;

/// Results for all definitions.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    all: Vec<Surveyed>,
}

impl Summary {
    pub(crate) fn add(&mut self, surveyed: Surveyed) {
        self.all.push(surveyed);
    }

    /// Whether anything was refused with this code.
    pub(crate) fn has(&self, code: Code) -> bool {
        let mut refusals = self.all.iter().flat_map(|one| &one.refusals);
        refusals.any(|refusal| refusal.is(code))
    }

    /// Each refusal with one of these codes, in a line with its place and the operations that it concerns.
    pub(crate) fn places(&self, codes: &[Code]) -> String {
        let refusals = self.documents().flat_map(|one| &one.refusals);
        let chosen = refusals.filter(|refusal| codes.iter().any(|code| refusal.is(*code)));
        chosen.map(line).collect()
    }

    /// Whether the generator panicked on a definition.
    pub(crate) fn is_broken(&self) -> bool {
        self.all.iter().any(|surveyed| surveyed.broken.is_some())
    }

    /// Names of the emitted crates.
    pub(crate) fn crates(&self) -> BTreeSet<String> {
        self.emitted().map(|one| one.of.name.clone()).collect()
    }

    fn documents(&self) -> impl Iterator<Item = &Surveyed> + Clone {
        self.all.iter().filter(|one| one.is_document())
    }

    fn emitted(&self) -> impl Iterator<Item = &Surveyed> + Clone {
        self.all.iter().filter(|one| one.is_emitted)
    }

    fn with_operations(&self) -> usize {
        self.documents()
            .filter(|one| one.count.selected > 0)
            .count()
    }

    /// Number of definitions with operations, all of which are generated.
    fn whole(&self) -> usize {
        self.documents()
            .filter(|one| one.count.selected > 0 && one.refusals.is_empty())
            .count()
    }

    /// The figures as text.
    pub(crate) fn text(&self, emit: Option<&Path>, took: Duration) -> String {
        let mut lines = self.figures();
        lines.extend(refused(&codes(self.documents())));
        if let Some(folder) = emit {
            lines.push(self.wrote(folder));
            let together = self.emitted().filter(|one| !one.is_document());
            lines.extend(refused(&codes(together)));
        }
        lines.extend(self.all.iter().filter_map(|one| {
            let broken = one.broken.as_ref()?;
            Some(format!(
                "broken {}: {}",
                Visible(&one.of.source),
                Visible(broken)
            ))
        }));
        let mut slowest: Vec<&Surveyed> = self.all.iter().collect();
        slowest.sort_by_key(|one| Reverse(one.took));
        lines.extend(
            slowest
                .iter()
                .take(3)
                .map(|slow| format!("slowest {:.0?} {}", slow.took, Visible(&slow.of.source))),
        );
        let peak = peak_memory().map(|peak| format!(", peak memory {peak}"));
        lines.push(format!("took {took:.1?}{}", peak.unwrap_or_default()));
        lines.join("\n") + "\n"
    }

    fn figures(&self) -> Vec<String> {
        let (with_operations, whole) = (self.with_operations(), self.whole());
        let sum = |of: fn(&Count) -> usize| sum(self.documents(), of);
        vec![
            format!(
                "{} documents, {with_operations} with operations",
                self.documents().count()
            ),
            format!(
                "{} operations, {} definitions, {} examples",
                sum(|count| count.selected),
                sum(|count| count.definitions),
                sum(|count| count.examples),
            ),
            format!(
                "{whole} documents generated completely ({} %)",
                100 * whole / with_operations.max(1)
            ),
            format!("{} operations generated", sum(|count| count.operations)),
        ]
    }

    fn wrote(&self, folder: &Path) -> String {
        let sum = |of: fn(&Count) -> usize| sum(self.emitted(), of);
        format!(
            "{} crates in {}, {} of them of several documents: {} of {} operations, {} examples",
            self.emitted().count(),
            folder.display(),
            self.emitted()
                .filter(|one| one.of.documents.len() > 1)
                .count(),
            sum(|count| count.operations),
            sum(|count| count.selected),
            sum(|count| count.examples),
        )
    }

    pub(crate) fn json(&self) -> Value {
        let documents = self.documents().map(|one| {
            let which = json!({ "document": one.of.source });
            with(which, figures(one))
        });
        let crates = self.emitted().map(|one| {
            let which = json!({ "crate": one.of.name, "documents": one.of.documents });
            with(which, figures(one))
        });
        json!({
            "documents": documents.collect::<Vec<_>>(),
            "crates": crates.collect::<Vec<_>>(),
            "with_operations": self.with_operations(),
            "whole": self.whole(),
        })
    }
}

impl Surveyed {
    /// Results for single documents. Crates of several documents contain the same operations, and are not counted again.
    fn is_document(&self) -> bool {
        self.of.documents.len() == 1 && !self.of.is_service
    }
}

fn sum<'s>(all: impl Iterator<Item = &'s Surveyed>, of: impl Fn(&Count) -> usize) -> usize {
    all.map(|surveyed| of(&surveyed.count)).sum()
}

fn codes<'s>(all: impl Iterator<Item = &'s Surveyed>) -> Codes {
    let mut codes = Codes::new();
    for refusal in all.flat_map(|surveyed| &surveyed.refusals) {
        codes
            .entry(refusal.code)
            .or_insert_with(|| (0, refusal.place.clone()))
            .0 += 1;
    }
    codes
}

fn line(refusal: &Refusal) -> String {
    let (code, place) = (refusal.code, Visible(&refusal.place));
    let operations = refusal.operations.join(", ");
    let operations = match operations.is_empty() {
        true => String::new(),
        false => format!(" ({})", Visible(&operations)),
    };
    format!(
        "{place}: {code}: {}{operations}\n",
        Visible(&refusal.message)
    )
}

/// One line per code, the most frequent first.
fn refused(codes: &Codes) -> Vec<String> {
    let mut codes: Vec<_> = codes.iter().collect();
    codes.sort_by_key(|(_, (count, _))| Reverse(*count));
    let line = |(code, (count, place)): (&&str, &(usize, String))| {
        format!("{count:6} {code}, first at {}", Visible(place))
    };
    codes.into_iter().map(line).collect()
}

fn figures(one: &Surveyed) -> Value {
    json!({
        "operations": one.count.selected,
        "generated": one.count.operations,
        "examples": one.count.examples,
        "refusals": one.refusals,
        "broken": one.broken,
        "milliseconds": u64::try_from(one.took.as_millis()).unwrap_or(u64::MAX),
    })
}

/// An object with the members of both.
fn with(mut first: Value, second: Value) -> Value {
    if let (Value::Object(all), Value::Object(more)) = (&mut first, second) {
        all.extend(more);
    }
    first
}

/// Peak memory of this process, if the system reports it.
fn peak_memory() -> Option<String> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(format!("{} MB", kilobytes / 1024))
}
