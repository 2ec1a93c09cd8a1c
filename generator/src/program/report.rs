//! Output on stdout: a line per event, for people or for programs, and a summary.

use super::{
    arguments::Arguments,
    arm::{KeyPair, ResourceId},
};
use azure_core::time::{OffsetDateTime, to_rfc3339};
use indicatif::{ProgressBar, ProgressStyle};
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
    /// How many pairs are done, on a terminal.
    bar: ProgressBar,
}

/// Resource and name of a pair.
pub(super) type Named<'p> = (&'p ResourceId, &'p str);

/// The resource and the name of a pair.
pub(super) fn of(pair: &dyn KeyPair) -> Named<'_> {
    (pair.resource_id(), pair.name())
}

impl Report {
    /// A report about a number of pairs. The bar is on stderr, and only if that is a terminal. The output of --deploy
    /// goes there, too, and would continue the line of the bar.
    pub(super) fn new(arguments: &Arguments, pairs: usize) -> Self {
        let bar = match pairs {
            2.. if arguments.deploy.is_none() => ProgressBar::new(pairs as u64),
            _ => ProgressBar::hidden(),
        };
        let style = ProgressStyle::with_template("[{bar:24}] {pos} of {len} pairs of keys");
        let bar = bar.with_style(style.expect("the template is valid").progress_chars("=> "));
        Self { json: arguments.json, show: arguments.show, bar }
    }

    /// Another pair is done.
    pub(super) fn advance(&self) {
        self.bar.inc(1);
    }

    /// Prints one line about a pair: `text` for people, `fields` for programs.
    pub(super) fn line(&self, pair: Named<'_>, event: &str, text: &str, fields: Value) {
        self.line_at(OffsetDateTime::now_utc(), pair, event, text, fields);
    }

    pub(super) fn line_at(&self, at: OffsetDateTime, pair: Named<'_>, event: &str, text: &str, fields: Value) {
        if !self.json {
            let (hour, minute, second) = at.to_hms();
            return self.print(&format!("{hour:02}:{minute:02}:{second:02}Z  {}: {text}", short(pair)));
        }
        let mut object = Map::new();
        object.insert("event".to_owned(), event.into());
        object.insert("time".to_owned(), to_rfc3339(&at).into());
        object.insert("resourceId".to_owned(), pair.0.to_string().into());
        object.insert("pair".to_owned(), pair.1.into());
        if let Value::Object(fields) = fields {
            object.extend(fields);
        }
        self.print(&Value::Object(object).to_string());
    }

    /// Prints how all pairs ended. Returns the exit code, which is not less than `least`.
    pub(super) fn summary(&self, outcomes: &[(&dyn KeyPair, Outcome)], least: u8) -> u8 {
        let exit_code = outcomes.iter().map(|(_, outcome)| outcome.exit_code()).fold(least, u8::max);
        self.bar.finish_and_clear();
        if self.json {
            let results: Vec<Value> = outcomes.iter().map(|(pair, outcome)| result(*pair, *outcome)).collect();
            self.print(&json!({ "event": "summary", "exitCode": exit_code, "results": results }).to_string());
        } else {
            self.print(&counted(outcomes.iter().map(|(_, outcome)| *outcome)));
        }
        exit_code
    }

    /// Prints an error for people, above the bar.
    pub(super) fn error(&self, text: &str) {
        self.bar.suspend(|| print_error(text));
    }

    /// Prints a line on stdout, above the bar.
    fn print(&self, line: &str) {
        self.bar.suspend(|| {
            let mut out = std::io::stdout().lock();
            let _ = writeln!(out, "{line}").and_then(|()| out.flush());
        });
    }
}

/// Names of the resource and, if it is not the only one, of the pair.
pub(super) fn short((id, pair): Named<'_>) -> String {
    let names: Vec<&str> = id.names().collect();
    match pair {
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

/// Prints on stderr, for people. `eprintln!` would panic if stderr is full or closed, which must
/// not stop a rotation.
pub(super) fn print_error(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}
