//! Operations that the manifest leaves out with `except`, since they cannot be generated.

use super::Lowering;
use crate::{
    diagnostic::{Code, Refused},
    manifest::{Exception, ServiceEntry},
    model::{Operation, Service},
    nearest::perhaps,
};
use std::collections::{BTreeMap, BTreeSet};

impl Lowering<'_> {
    /// Moves the operations that the manifest leaves out from the refused ones to those with a reason. An entry for any
    /// other operation is an error.
    pub(super) fn excepted(
        &mut self,
        module: &str,
        entry: &ServiceEntry,
        operations: &BTreeMap<String, Operation>,
    ) -> BTreeMap<String, String> {
        let mut excepted = BTreeMap::new();
        for exception in &entry.except {
            let id = &exception.operation;
            let is_named_twice = excepted.contains_key(id);
            if self.definitions.refused_operations.remove(id) || is_named_twice {
                excepted.insert(id.clone(), exception.because.clone());
            } else {
                self.does_not_apply(module, entry, exception, operations);
            }
        }
        excepted
    }

    fn does_not_apply(
        &mut self,
        module: &str,
        entry: &ServiceEntry,
        exception: &Exception,
        operations: &BTreeMap<String, Operation>,
    ) {
        let id = &exception.operation;
        let (message, help) = match (operations.contains_key(id), entry.selects(id)) {
            (true, _) => (
                format!("`{id}` can be generated, so that there is no reason to leave it out"),
                "remove the entry from `except`".to_owned(),
            ),
            (false, true) => (
                format!("no document of `{module}` defines the operation `{id}`"),
                format!(
                    "correct the id{}, or remove the entry from `except`",
                    perhaps(id, self.defined(entry))
                ),
            ),
            (false, false) => (
                format!("`operations` does not select `{id}`, so that it is left out anyway"),
                "remove the entry from `except`".to_owned(),
            ),
        };
        let place = exception.place.clone();
        self.diagnostics
            .report(Code::ManifestExcept, place, message, help);
    }

    /// Drops the errors that refuse no other operations than those that the manifest leaves out.
    pub(super) fn drop_excepted(&mut self, services: &[Service]) {
        let of = |service: &Service| {
            let ids = service.excepted.keys().cloned();
            let module = service.module.clone();
            let refused = ids.map(move |id| Refused {
                service: module.clone(),
                id,
            });
            refused.collect::<Vec<Refused>>()
        };
        let excepted: BTreeSet<Refused> = services.iter().flat_map(of).collect();
        self.diagnostics.except(&excepted);
    }
}
