//! What the cargo features are that are no services, for the README and the documentation of the crate.

use crate::surface::Surface;

/// A line for each feature that gives users more than services.
pub(super) fn lines(surface: &Surface) -> impl Iterator<Item = &'static str> {
    let fleet = "`fleet`: the module `fleet` rotates the keys of many resources, with saved states and targets such as a Key Vault;";
    let program = "`cli`: the program that lists and rotates keys;";
    let test = "`test`: the module `test` has fakes for tests, and uses a server on this machine in place of Azure.";
    let fleet = surface.has_fleet.then_some(fleet);
    let program = surface.has_program.then_some(program);
    fleet.into_iter().chain(program).chain([test])
}
