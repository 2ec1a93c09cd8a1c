//! The codes of diagnostics: one table, from which the enum, the severities and the explanations are made.

use super::Severity;
use std::{fmt, str::FromStr};

/// Declares [`Code`] by its table, in the order in which the codes are listed. A heading stands for each stage.
macro_rules! codes {
    ($($stage:literal { $(
        $code:ident = $severity:ident $name:literal;
        meaning: $meaning:literal;
        mend: $mend:literal;
        example: $stem:literal . $extension:ident $(with $($file:literal)+)?;
    )+ })+) => {
        /// What a diagnostic is about. Its name is stable: people look for it, and tools filter by it.
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

            /// What there is to know about the code.
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

/// Path of a faulty definition or manifest, which a test generates.
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

/// What there is to know about a code.
#[derive(Debug)]
pub struct Explanation {
    /// The code as it is printed, such as `unsupported-schema`.
    pub name: &'static str,
    /// How much a diagnostic with the code matters.
    pub severity: Severity,
    /// The part of a run that reports it.
    pub stage: &'static str,
    /// What is wrong, and why that matters.
    pub meaning: &'static str,
    /// What to do next.
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
    /// Contents, which need not be a text.
    pub bytes: &'static [u8],
}

impl Code {
    /// The code as it is printed, such as `unsupported-schema`.
    pub fn name(self) -> &'static str {
        self.explain().name
    }

    /// How much a diagnostic with this code matters.
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

/// A name that no code has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCode(String);

impl UnknownCode {
    /// Codes whose names are most like this one, the nearest first.
    fn nearest(&self) -> Vec<Code> {
        const NAMED: usize = 3;
        let given = self.0.to_lowercase();
        let mut codes = Code::ALL.to_vec();
        codes.sort_by_key(|code| strsim::damerau_levenshtein(code.name(), &given));
        codes.truncate(NAMED);
        codes
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
            "no code is called `{}`; the nearest are {nearest}",
            self.0
        )
    }
}

impl std::error::Error for UnknownCode {}

#[cfg(test)]
mod tests;
