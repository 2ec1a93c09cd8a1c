//! The complete text of an error.

use std::error::Error as StdError;

/// The messages of an error and of its sources, as a program would print them.
pub fn chain(error: &(dyn StdError + 'static)) -> String {
    links(error)
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(": ")
}

/// All forms of an error and of its sources: `Display`, `Debug` and pretty `Debug`.
pub fn everything(error: &(dyn StdError + 'static)) -> String {
    links(error)
        .map(|link| format!("{link}\n{link:?}\n{link:#?}\n"))
        .collect()
}

fn links<'e>(
    error: &'e (dyn StdError + 'static),
) -> impl Iterator<Item = &'e (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |&link| link.source())
}
