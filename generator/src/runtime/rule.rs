//! Checks of a parameter's value against its definition, before anything is sent.

use azure_core::{Error, Result, error::ErrorKind};
use regex_lite::Regex;

/// One constraint that a definition puts on a parameter. Lengths count Unicode characters, as JSON Schema does.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Rule {
    /// At least so many characters.
    MinLength(usize),
    /// At most so many characters.
    MaxLength(usize),
    /// A pattern that the value must match somewhere.
    Pattern(&'static str),
}

impl Rule {
    /// Says which rule `value` breaks. The error names the parameter and the rule, never the value.
    pub(super) fn check(self, name: &str, value: &str) -> Result<()> {
        let length = value.chars().count();
        match self {
            Rule::MinLength(least) if length < least => {
                Err(broken(name, format!("needs at least {least} characters, has {length}")))
            }
            Rule::MaxLength(most) if length > most => {
                Err(broken(name, format!("takes at most {most} characters, has {length}")))
            }
            Rule::Pattern(pattern) if !matches(pattern, value) => {
                Err(broken(name, format!("does not match the pattern {pattern}")))
            }
            _ => Ok(()),
        }
    }
}

/// The generator emits only patterns that compile, so one that does not is not held against the caller.
fn matches(pattern: &str, value: &str) -> bool {
    Regex::new(pattern).map_or(true, |regex| regex.is_match(value))
}

/// Error for a parameter's value.
pub(super) fn broken(name: &str, rule: impl std::fmt::Display) -> Error {
    Error::with_message(ErrorKind::Other, format!("parameter `{name}` {rule}; nothing was sent"))
}
