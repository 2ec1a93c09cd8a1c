//! Everything that an error says.

use azure_core::Error;
use std::error::Error as StdError;

/// The messages of an error and of its sources, as a program would print them.
pub fn chain(error: &Error) -> String {
    links(error)
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(": ")
}

/// All forms of an error and of its sources: `Display`, `Debug` and pretty `Debug`.
pub fn everything(error: &Error) -> String {
    links(error)
        .map(|link| format!("{link}\n{link:?}\n{link:#?}\n"))
        .collect()
}

fn links(error: &Error) -> impl Iterator<Item = &(dyn StdError + 'static)> {
    std::iter::successors(Some(error as &(dyn StdError + 'static)), |&link| {
        link.source()
    })
}
