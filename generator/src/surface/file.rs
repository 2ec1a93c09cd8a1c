//! Names of private modules, which are names of files as well.

use crate::{naming, reserved::is_module};
use std::collections::BTreeSet;

/// Name of a private module and of its file, which is none that the language, a crate or a file system has for
/// something else.
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
    fn modules_have_names_that_are_free() {
        let mut taken = BTreeSet::new();
        let names = ["a", "aux", "std", "a"].map(|name| module(name, &mut taken));
        assert_eq!(names, ["a", "aux_", "std_", "a2"]);
    }
}
