//! Errors and warnings: each has a code, a message, a place and a help.

mod cause;
mod code;
mod pair;
mod printed;

pub use cause::Refused;
use cause::Reported;
pub(crate) use cause::{Causes, Moment};
pub use code::{Code, Example, Explanation, File, UnknownCode};
pub use pair::{AmbiguousPair, PairChoice};
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
    /// All operations that cannot be generated because of it. Empty if it concerns more than operations.
    pub refused: Vec<Refused>,
    /// The pair of keys that it reports as ambiguous.
    pub pair: Option<Box<AmbiguousPair>>,
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
        self.report_pair(None, code, source, message, help);
    }

    /// The same, of a pair of keys that is ambiguous.
    pub(crate) fn report_pair(
        &mut self,
        pair: Option<Box<AmbiguousPair>>,
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
            refused: Vec::new(),
            pair,
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
        let mut all = self.list.iter().enumerate();
        all.any(|(index, one)| self.is_error(index, one))
    }

    fn is_error(&self, index: usize, diagnostic: &Diagnostic) -> bool {
        diagnostic.severity() == Severity::Error && !self.reported.excepted.contains(&index)
    }

    /// All of them, errors first, then by place.
    pub fn sorted(mut self) -> Vec<Diagnostic> {
        for (index, ids) in self.reported.left_out {
            self.list[index].left_out = ids.into_iter().collect();
        }
        for (index, refused) in self.reported.operations {
            self.list[index].refused = refused.into_iter().collect();
        }
        let excepted = &self.reported.excepted;
        let list = self.list.into_iter().enumerate();
        let kept = list.filter(|(index, _)| !excepted.contains(index));
        let mut kept: Vec<Diagnostic> = kept.map(|(_, one)| one).collect();
        kept.sort_by(|a, b| a.rank().cmp(&b.rank()));
        kept
    }
}
