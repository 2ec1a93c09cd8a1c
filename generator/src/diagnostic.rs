//! Refusals and warnings: a code, a message, a place and what to do.

mod cause;
mod code;
mod printed;

pub(crate) use cause::Causes;
use cause::Met;
pub use code::{Code, Example, Explanation, File, UnknownCode};
pub use printed::Printed;

use crate::source::Source;
use std::fmt;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something that the input asks for cannot be generated: nothing is written.
    Error,
    /// Something is generated, but less than the input says.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

/// One refusal or warning.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Diagnostic {
    /// What it is about, and how much it matters.
    pub code: Code,
    /// Where.
    pub source: Source,
    /// What.
    pub message: String,
    /// What to do next.
    pub help: String,
    /// Operations elsewhere that are left out for this, by their ids.
    pub left_out: Vec<String>,
}

impl Diagnostic {
    /// How much it matters.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// What decides the order of diagnostics.
    fn rank(&self) -> (Severity, &Source, &'static str) {
        (self.severity(), &self.source, self.code.name())
    }
}

/// Everything that a run has to say.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// Apart, since results hold this.
    met: Box<Met>,
}

impl Diagnostics {
    /// Adds a diagnostic. Its code decides whether it is an error or a warning.
    pub fn report(
        &mut self,
        code: Code,
        source: impl Into<Source>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(Diagnostic {
            code,
            source: source.into(),
            message: message.into(),
            help: help.into(),
            left_out: Vec::new(),
        });
    }

    fn push(&mut self, diagnostic: Diagnostic) {
        let is_error = diagnostic.severity() == Severity::Error;
        let next = self.list.len();
        let index = *self.met.known.entry(diagnostic.clone()).or_insert(next);
        if index == next {
            self.list.push(diagnostic);
        }
        if is_error {
            self.met.refused.push(index);
        }
    }

    /// Whether anything was refused.
    pub fn has_errors(&self) -> bool {
        self.list
            .iter()
            .any(|diagnostic| diagnostic.severity() == Severity::Error)
    }

    /// All of them, errors first, then by place.
    pub fn sorted(mut self) -> Vec<Diagnostic> {
        for (index, ids) in self.met.left_out {
            self.list[index].left_out = ids.into_iter().collect();
        }
        self.list.sort_by(|a, b| a.rank().cmp(&b.rank()));
        self.list
    }
}
