//! Printing an error with its causes.

use super::{RotationError, status::links};
use std::{error::Error as StdError, fmt};

/// Prints an error with all its causes. The message of most errors, such as those of credentials
/// and policies, does not contain why they happened.
///
/// `{}` prints one line, and `{:#}` a line for each cause. Messages that repeat the one before are
/// left out, and the causes of a [`RotationError`] are not printed twice.
///
/// ```
/// # mod azure_keys { pub struct Causes<'e>(&'e dyn std::error::Error); impl<'e> Causes<'e> { pub fn of(error: &'e dyn std::error::Error) -> Self { Self(error) } }
/// # impl std::fmt::Display for Causes<'_> { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { std::fmt::Display::fmt(self.0, f) } } }
/// use azure_keys::Causes;
///
/// let error = std::io::Error::other("the disk is full");
/// assert_eq!(Causes::of(&error).to_string(), "the disk is full");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Causes<'e>(&'e (dyn StdError + 'static));

impl<'e> Causes<'e> {
    /// Prints `error`.
    pub fn of(error: &'e (dyn StdError + 'static)) -> Self {
        Self(error)
    }

    /// The messages of the error and its causes, the error's own first.
    pub fn messages(&self) -> Vec<String> {
        let mut messages: Vec<String> = links(self.0).map(message).collect();
        messages.dedup();
        messages
    }
}

/// The message of one error, without its causes.
fn message(link: &(dyn StdError + 'static)) -> String {
    match link.downcast_ref::<RotationError>() {
        Some(stopped) => stopped.without_causes().to_owned(),
        None => link.to_string(),
    }
}

impl fmt::Display for Causes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let between = if f.alternate() { "\n  cause: " } else { ": " };
        f.write_str(&self.messages().join(between))
    }
}
