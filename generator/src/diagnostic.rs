//! Errors and warnings: each has a code, a message, a place and a help.

mod cause;
mod code;
mod printed;

pub(crate) use cause::Causes;
use cause::Reported;
pub use code::{Code, Example, Explanation, File, UnknownCode};
pub use printed::Printed;

use crate::source::Source;
use std::fmt;

/// Whether a diagnostic is an error or a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Part of the requested crate cannot be generated: no file is written.
    Error,
    /// The crate is generated, but something that the input specifies is missing in it.
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

/// One error or warning.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Diagnostic {
    /// The kind of the problem, which also decides the severity.
    pub code: Code,
    /// The place of the cause.
    pub source: Source,
    /// What is wrong.
    pub message: String,
    /// How to correct it.
    pub help: String,
    /// Ids of operations at other places that are left out because of it.
    pub left_out: Vec<String>,
}

impl Diagnostic {
    /// Whether it is an error or a warning.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// The key by which diagnostics are sorted.
    fn rank(&self) -> (Severity, &Source, &'static str) {
        (self.severity(), &self.source, self.code.name())
    }
}

/// All diagnostics of a run.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// Boxed, since many results hold a `Diagnostics`.
    reported: Box<Reported>,
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
        let index = *self
            .reported
            .known
            .entry(diagnostic.clone())
            .or_insert(next);
        if index == next {
            self.list.push(diagnostic);
        }
        if is_error {
            self.reported.refused.push(index);
        }
    }

    /// Whether there is any error.
    pub fn has_errors(&self) -> bool {
        self.list
            .iter()
            .any(|diagnostic| diagnostic.severity() == Severity::Error)
    }

    /// All of them, errors first, then by place.
    pub fn sorted(mut self) -> Vec<Diagnostic> {
        for (index, ids) in self.reported.left_out {
            self.list[index].left_out = ids.into_iter().collect();
        }
        self.list.sort_by(|a, b| a.rank().cmp(&b.rank()));
        self.list
    }
}
