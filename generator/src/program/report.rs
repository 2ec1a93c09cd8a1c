//! Output on stdout: a line per event, for people or for programs, and a summary.

use super::arm::KeyPair;
use azure_core::time::{OffsetDateTime, to_rfc3339};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::{collections::BTreeMap, io::Write};

/// How a run ended for one pair of keys.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Outcome {
    Listed,
    Planned,
    Rotated,
    Deployed,
    SpareRegenerated,
    AlreadyDone,
    Failed,
    Unknown,
    Cancelled,
}

impl Outcome {
    fn text(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Planned => "would be rotated with --yes; nothing was changed",
            Self::Rotated => "rotated",
            Self::Deployed => "new key deployed, the other one kept",
            Self::SpareRegenerated => "spare key regenerated, the one in use kept",
            Self::AlreadyDone => "done before",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Cancelled => "interrupted",
        }
    }

    /// Exit code of this outcome. The highest of all outcomes is the exit code of the program.
    fn exit_code(self) -> u8 {
        match self {
            Self::Failed | Self::Cancelled => 1,
            Self::Unknown => 3,
            _ => 0,
        }
    }
}

/// Prints events as text or as JSON. A closed stdout does not stop a rotation.
#[derive(Debug)]
pub(super) struct Report {
    pub(super) json: bool,
    pub(super) show: bool,
}

impl Report {
    /// Prints one line about a pair: `text` for people, `fields` for programs.
    pub(super) fn line(&self, pair: &dyn KeyPair, event: &str, text: &str, fields: Value) {
        self.line_at(OffsetDateTime::now_utc(), pair, event, text, fields);
    }

    pub(super) fn line_at(&self, at: OffsetDateTime, pair: &dyn KeyPair, event: &str, text: &str, fields: Value) {
        if !self.json {
            let (hour, minute, second) = at.to_hms();
            return print(&format!("{hour:02}:{minute:02}:{second:02}Z  {}: {text}", short(pair)));
        }
        let mut object = Map::new();
        object.insert("event".to_owned(), event.into());
        object.insert("time".to_owned(), to_rfc3339(&at).into());
        object.insert("resourceId".to_owned(), pair.resource_id().to_string().into());
        object.insert("pair".to_owned(), pair.name().into());
        if let Value::Object(fields) = fields {
            object.extend(fields);
        }
        print(&Value::Object(object).to_string());
    }

    /// Prints how all pairs ended. Returns the exit code.
    pub(super) fn summary(&self, outcomes: &[(&dyn KeyPair, Outcome)]) -> u8 {
        let exit_code = outcomes.iter().map(|(_, outcome)| outcome.exit_code()).max().unwrap_or_default();
        if self.json {
            let results: Vec<Value> = outcomes.iter().map(|(pair, outcome)| result(*pair, *outcome)).collect();
            print(&json!({ "event": "summary", "exitCode": exit_code, "results": results }).to_string());
        } else {
            print(&counted(outcomes.iter().map(|(_, outcome)| *outcome)));
        }
        exit_code
    }
}

/// Names of the resource and, if it is not the only one, of the pair.
pub(super) fn short(pair: &dyn KeyPair) -> String {
    let names: Vec<&str> = pair.resource_id().names().collect();
    match pair.name() {
        "keys" => names.join("/"),
        name => format!("{} ({name})", names.join("/")),
    }
}

fn result(pair: &dyn KeyPair, outcome: Outcome) -> Value {
    json!({ "resourceId": pair.resource_id().to_string(), "pair": pair.name(), "outcome": outcome })
}

fn counted(outcomes: impl Iterator<Item = Outcome>) -> String {
    let mut counts = BTreeMap::new();
    outcomes.for_each(|outcome| *counts.entry(outcome).or_insert(0) += 1);
    let all: usize = counts.values().sum();
    let counts: Vec<String> = counts.iter().map(|(outcome, count)| format!("{count} {}", outcome.text())).collect();
    let noun = if all == 1 { "pair" } else { "pairs" };
    format!("{all} {noun} of keys: {}", counts.join("; "))
}

fn print(line: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// Prints on stderr, for people. `eprintln!` would panic if stderr is full or closed, which must
/// not stop a rotation.
pub(super) fn print_error(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}
