//! The operations of a group that regenerate keys, by their resource.

use super::{
    resource::Resource,
    response::{self, Found},
    selector,
};
use crate::{
    keys::vocabulary,
    manifest::KeyPairEntry,
    model::{
        Group, KeyRole, KeysIn, Model, Operation, OperationKind, PathSegment, PathTemplate,
        Regenerate, SelectorPlace,
    },
};

/// The operation that regenerates a key of a resource, or one operation for each key, primary first.
pub(super) struct Regeneration<'m> {
    group: &'m Group,
    /// Path of the resource, as [`base`] returns it.
    pub(super) base: String,
    pub(super) operations: Vec<&'m Operation>,
}

impl Regeneration<'_> {
    /// Whether the operations are known to choose a key: by an enum, or because there is one for each key.
    pub(super) fn selects(&self, model: &Model) -> bool {
        self.operations.len() > 1 || selector::is_there(model, self.operations[0])
    }

    /// As `selects`, or whether a string property may choose the key.
    pub(super) fn may_select(&self, model: &Model) -> bool {
        self.selects(model) || selector::may_be_there(model, self.operations[0])
    }

    /// Whether the selector has different values for each of several pairs.
    pub(super) fn has_values_for_several(&self, model: &Model) -> bool {
        self.operations.len() == 1 && selector::has_values_for_several(model, self.operations[0])
    }

    /// Whether the path contains a word for keys. Other operations regenerate certificates, for example.
    pub(super) fn names_keys(&self) -> bool {
        vocabulary::regenerates_keys(last_literal(&self.operations[0].path))
    }

    /// Whether an entry of the manifest is for these operations.
    pub(super) fn is_named_by(&self, entry: &KeyPairEntry) -> bool {
        let ids = self.operations.iter().map(|operation| &operation.id);
        ids.eq(&entry.regenerate)
    }

    /// How one key of a listed pair is regenerated.
    pub(super) fn regenerate(
        &self,
        model: &Model,
        resource: &Resource,
        listed: &Found,
        entry: Option<&KeyPairEntry>,
    ) -> Result<Regenerate, String> {
        let call = |operation, parameter| resource.call(model, self.group, operation, parameter);
        match self.operations.as_slice() {
            [one] => {
                let selector = selector::selector(model, one, listed, entry)?;
                let (parameter, field) = match &selector.place {
                    SelectorPlace::Argument(name) => (Some(name), None),
                    SelectorPlace::Body { field, .. } => (None, Some(field)),
                };
                selector::check_body(model, one, field)?;
                Ok(Regenerate::Selected(call(one, parameter)?, selector))
            }
            [primary, secondary] => {
                selector::check_body(model, primary, None)?;
                selector::check_body(model, secondary, None)?;
                Ok(Regenerate::Each(
                    call(primary, None)?,
                    call(secondary, None)?,
                ))
            }
            _ => Err("there are more than two operations".to_owned()),
        }
    }

    /// Where the response holds the keys of `listed`, if the operations are single calls and return them.
    pub(super) fn returned_keys(&self, model: &Model, listed: &KeysIn) -> Option<KeysIn> {
        let first = self.operations[0];
        let same = |operation: &&&Operation| {
            operation.kind == OperationKind::Once && operation.response.is_like(&first.response)
        };
        match self.operations.iter().filter(same).count() == self.operations.len() {
            true => response::regenerated(model, first, listed),
            false => None,
        }
    }

    /// The operations' ids.
    pub(super) fn names(&self) -> String {
        let ids = self
            .operations
            .iter()
            .map(|operation| format!("`{}`", operation.id));
        ids.collect::<Vec<_>>().join(" and ")
    }
}

/// All operations that regenerate keys. Two whose names differ only in the words for the keys belong together.
pub(super) fn regenerations(group: &Group) -> Vec<Regeneration<'_>> {
    let mut pending: Vec<&Operation> = group
        .operations
        .iter()
        .filter(|operation| operation.key_role == Some(KeyRole::Regenerate))
        .collect();
    let mut regenerations = Vec::new();
    while !pending.is_empty() {
        let first = pending.remove(0);
        let twin = pending.iter().position(|other| is_twin(first, other));
        let mut operations = vec![first];
        operations.extend(twin.map(|index| pending.remove(index)));
        operations.sort_by_key(|operation| vocabulary::side(last_literal(&operation.path)));
        regenerations.push(Regeneration {
            group,
            base: base(&first.path),
            operations,
        });
    }
    regenerations
}

fn is_twin(first: &Operation, other: &Operation) -> bool {
    let sides = [first, other].map(|operation| vocabulary::side(last_literal(&operation.path)));
    let [Some((one, rest)), Some((two, other_rest))] = sides else {
        return false;
    };
    one != two && rest == other_rest && base(&first.path) == base(&other.path)
}

/// A path up to its last literal segment, normalized for comparison.
pub(super) fn base(path: &PathTemplate) -> String {
    literals(path.before_last_literal())
}

/// Segments in lower case and without the names of their parameters, since definitions vary in both.
pub(super) fn literals(segments: &[PathSegment]) -> String {
    let segments = segments.iter().map(|segment| {
        let unnamed = segment.with_names(|_| String::new());
        unnamed.to_string().to_ascii_lowercase()
    });
    segments.collect::<Vec<_>>().join("/")
}

fn last_literal(path: &PathTemplate) -> &str {
    path.last_literal().unwrap_or_default()
}
