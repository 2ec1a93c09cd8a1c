//! Names of private modules, which are file names too.

use crate::{naming, reserved::is_module};
use std::collections::BTreeSet;

/// Unique name of a private module and of its file. Names that Rust, a crate or a file system reserves get a `_`.
pub(crate) fn module(name: &str, taken: &mut BTreeSet<String>) -> String {
    let name = match is_module(name) {
        true => name.to_owned(),
        false => format!("{name}_"),
    };
    naming::unique(name, taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_modules_are_unique() {
        let mut taken = BTreeSet::new();
        let names = ["a", "aux", "std", "a"].map(|name| module(name, &mut taken));
        assert_eq!(names, ["a", "aux_", "std_", "a2"]);
    }
}
