//! What changes mean for users.

use serde::Serialize;
use std::fmt;

/// The part of the version that a release with a change has to raise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Nothing changed.
    None,
    /// No item changed.
    Patch,
    /// All code of users still compiles.
    Minor,
    /// Code of users may no longer compile.
    Major,
}

/// What one change means for users, with the reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "effect", content = "reason", rename_all = "kebab-case")]
pub enum Effect {
    /// Code of users may no longer compile.
    Major(&'static str),
    /// All code of users still compiles, and can use more.
    Minor(&'static str),
    /// No item changed.
    Patch(&'static str),
    /// All code of users still compiles, but what is sent or accepted over HTTP is different.
    Behaviour {
        /// Whether a call that succeeded before may fail, or may mean something else.
        breaking: bool,
    },
}

impl Effect {
    /// The verdict by the rules of SemVer, which know nothing of HTTP.
    pub fn verdict(self) -> Verdict {
        match self {
            Self::Major(_) => Verdict::Major,
            Self::Minor(_) => Verdict::Minor,
            Self::Patch(_) | Self::Behaviour { .. } => Verdict::Patch,
        }
    }

    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Major(_) => "major",
            Self::Minor(_) => "minor",
            Self::Patch(_) => "patch",
            Self::Behaviour { .. } => "behaviour",
        }
    }

    /// Why it has this effect.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Major(reason) | Self::Minor(reason) | Self::Patch(reason) => reason,
            Self::Behaviour { breaking: true } => "calls that succeeded may fail or act otherwise",
            Self::Behaviour { breaking: false } => "calls that succeeded still do",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        })
    }
}
