//! Types that are nested deeper than Rust's compiler allows by default.

use crate::{
    diagnostic::{Code, Diagnostics},
    model::{Depths, Model, emitted},
};

/// The compiler's default limit is 128 levels, of which method calls need a few.
const COMPILER: usize = 120;

/// Raises the compiler's limit in the crate if its types need it, and warns that crates using it have to do the same.
pub(super) fn limit(model: &mut Model, diagnostics: &mut Diagnostics) {
    let depths = Depths::of(&model.definitions, emitted(model), usize::MAX);
    model.recursion_limit = recursion_limit(depths.most);
    if let (Some(limit), Some(deepest)) = (model.recursion_limit, depths.deepest) {
        diagnostics.report(
            Code::DeepTypes,
            model.definitions[deepest].origin.clone(),
            "types are nested deeper here than Rust's compiler allows by default",
            format!("write `#![recursion_limit = \"{limit}\"]` into crates that use this one, as it does itself"),
        );
    }
}

/// A limit with which the compiler accepts so many levels, or `None` if the default is enough.
fn recursion_limit(levels: usize) -> Option<usize> {
    (levels > COMPILER).then(|| (levels + COMPILER).next_power_of_two())
}
