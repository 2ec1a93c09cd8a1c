//! Checks of a parameter's value against its definition, before anything is sent.

use azure_core::{Error, Result, error::ErrorKind};
use regex_lite::Regex;
use std::borrow::Cow;

/// A constraint on a parameter in its definition. Lengths count Unicode characters, as in JSON
/// Schema.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Rule {
    /// Minimum number of characters.
    MinLength(usize),
    /// Maximum number of characters.
    MaxLength(usize),
    /// Regular expression that must match a part of the value.
    Pattern(&'static str),
}

impl Rule {
    /// Fails if `value` violates the rule. The error contains the name of the parameter and the
    /// rule, never the value.
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

/// The generator emits only patterns that compile. A pattern that does not compile is ignored: it
/// is not the caller's mistake.
fn matches(pattern: &str, value: &str) -> bool {
    let value = if pattern.contains(r"\w") { latin(value) } else { Cow::Borrowed(value) };
    Regex::new(pattern).map_or(true, |regex| regex.is_match(&value))
}

/// The value with `x` for letters and digits of other scripts: `\w` accepts them in services, which
/// use .NET, but not in this regex engine.
fn latin(value: &str) -> Cow<'_, str> {
    let is_other = |c: char| !c.is_ascii() && c.is_alphanumeric();
    match value.contains(is_other) {
        true => Cow::Owned(value.replace(is_other, "x")),
        false => Cow::Borrowed(value),
    }
}

/// Error for an invalid parameter.
pub(super) fn broken(name: &str, rule: impl std::fmt::Display) -> Error {
    Error::with_message(ErrorKind::Other, format!("parameter `{name}` {rule}; nothing was sent"))
}
