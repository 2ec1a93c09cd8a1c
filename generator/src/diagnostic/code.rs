//! The codes of diagnostics. One table defines the enum, the severities and the explanations.

use super::Severity;
use crate::nearest::ranked;
use std::{fmt, str::FromStr};

/// Declares [`Code`] from its table, in the order in which the codes are listed. Each heading is a stage.
macro_rules! codes {
    ($($stage:literal { $(
        $code:ident = $severity:ident $name:literal;
        meaning: $meaning:literal;
        mend: $mend:literal;
        example: $stem:literal . $extension:ident $(with $($file:literal)+)?;
    )+ })+) => {
        /// The kind of a diagnostic. Its name is stable: users search for it, and scripts filter by it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(
                #[doc = $meaning]
                $code,
            )+)+
        }

        impl Code {
            /// All codes, stage by stage.
            pub const ALL: &[Self] = &[$($(Self::$code),+),+];

            /// What the code means, how to correct the cause, and an example.
            pub fn explain(self) -> &'static Explanation {
                match self {
                    $($(Self::$code => &Explanation {
                        name: $name,
                        severity: Severity::$severity,
                        stage: $stage,
                        meaning: $meaning,
                        mend: $mend,
                        example: Example {
                            files: &[
                                example!(concat!($stem, ".", stringify!($extension))),
                                $($(example!($file)),+)?
                            ],
                            printed: include_str!(faulty!(concat!($stem, ".txt"))),
                        },
                    },)+)+
                }
            }
        }
    };
}

/// Path of a faulty definition or manifest, whose diagnostics a test writes beside it.
macro_rules! faulty {
    ($name:expr) => {
        concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../tests/definitions/faulty/",
            $name
        )
    };
}

macro_rules! example {
    ($name:expr) => {
        File {
            name: $name,
            bytes: include_bytes!(faulty!($name)),
        }
    };
}

mod table;

pub use table::Code;

/// What a code means, how to correct the cause, and an example.
#[derive(Debug)]
pub struct Explanation {
    /// The code as it is printed, such as `unsupported-schema`.
    pub name: &'static str,
    /// Whether a diagnostic with the code is an error or a warning.
    pub severity: Severity,
    /// The part of a run that reports it.
    pub stage: &'static str,
    /// What is wrong, and which consequence it has.
    pub meaning: &'static str,
    /// How to correct it.
    pub mend: &'static str,
    /// A small input that causes it.
    pub example: Example,
}

/// Input that causes a diagnostic.
#[derive(Debug)]
pub struct Example {
    /// A definition, or a manifest and the files that it needs.
    pub files: &'static [File],
    /// The diagnostics as they are printed.
    pub printed: &'static str,
}

/// A file of an example.
#[derive(Debug)]
pub struct File {
    /// Path below the folder of the examples.
    pub name: &'static str,
    /// Contents, which need not be UTF-8.
    pub bytes: &'static [u8],
}

impl Code {
    /// The code as it is printed, such as `unsupported-schema`.
    pub fn name(self) -> &'static str {
        self.explain().name
    }

    /// Whether a diagnostic with this code is an error or a warning.
    pub fn severity(self) -> Severity {
        self.explain().severity
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(name: &str) -> Result<Self, UnknownCode> {
        let mut codes = Self::ALL.iter().copied();
        codes
            .find(|code| code.name() == name)
            .ok_or_else(|| UnknownCode(name.to_owned()))
    }
}

/// The error for a name that is not the name of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCode(String);

impl UnknownCode {
    /// Codes with similar names, the most similar first.
    fn nearest(&self) -> Vec<&'static str> {
        const NAMED: usize = 3;
        let names = Code::ALL.iter().map(|code| code.name());
        let ranked = ranked(&self.0, names).into_iter().take(NAMED);
        ranked.map(|(_, name)| name).collect()
    }
}

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nearest: Vec<String> = self
            .nearest()
            .iter()
            .map(|code| format!("`{code}`"))
            .collect();
        let nearest = nearest.join(", ");
        write!(
            f,
            "there is no code `{}`; the most similar are {nearest}",
            self.0
        )
    }
}

impl std::error::Error for UnknownCode {}

#[cfg(test)]
mod tests;
