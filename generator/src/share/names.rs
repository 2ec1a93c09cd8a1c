//! Types of one service that share a name but no shape get the names of their files.

use super::emitted;
use crate::{diagnostic::Diagnostics, model::Model, naming};
use std::collections::{BTreeMap, BTreeSet};

/// Names that the emitted modules use for themselves.
const RESERVED: [&str; 51] = [
    "Arc",
    "Arm",
    "ArmClientOptions",
    "AsRef",
    "Box",
    "Clone",
    "ClientMethodOptions",
    "Copy",
    "Debug",
    "Default",
    "Deserialize",
    "Deserializer",
    "Display",
    "Eq",
    "Err",
    "Error",
    "ErrorResponse",
    "Etag",
    "From",
    "FinalState",
    "FromStr",
    "HashMap",
    "HeaderName",
    "Infallible",
    "KeyType",
    "Method",
    "NoFormat",
    "None",
    "OffsetDateTime",
    "Ok",
    "OperationStatus",
    "Option",
    "Page",
    "Pager",
    "PagerOptions",
    "Poller",
    "PollerOptions",
    "RequestContent",
    "Response",
    "Result",
    "Rule",
    "SafeDebug",
    "Secret",
    "Self",
    "Separator",
    "Serialize",
    "Some",
    "String",
    "TokenCredential",
    "TryFrom",
    "Value",
];

/// Makes the names within each module differ: by the file's name, then by numbers.
pub(super) fn settle(model: &mut Model, diagnostics: &mut Diagnostics) {
    let all = emitted(model);
    let homes: BTreeSet<Option<usize>> = all.iter().map(|id| home(model, *id)).collect();
    for home_of in homes {
        let ids: Vec<usize> = all
            .iter()
            .copied()
            .filter(|id| home(model, *id) == home_of)
            .collect();
        prefix(model, &ids, diagnostics);
        number(model, ids, &all);
    }
}

/// Module that a type lives in: a service's, or the shared one.
fn home(model: &Model, id: usize) -> Option<usize> {
    let definition = &model.definitions[id];
    definition.shared.is_empty().then_some(definition.service)
}

fn prefix(model: &mut Model, ids: &[usize], diagnostics: &mut Diagnostics) {
    let mut files: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for id in ids {
        let definition = &model.definitions[*id];
        files
            .entry(definition.name.rust.clone())
            .or_default()
            .insert(&definition.origin.file);
    }
    let clashes: BTreeMap<String, String> = files
        .into_iter()
        .filter(|(_, files)| files.len() > 1)
        .map(|(name, files)| (name, files.into_iter().collect::<Vec<_>>().join(", ")))
        .collect();
    for id in ids {
        let definition = &mut model.definitions[*id];
        let Some(files) = clashes.get(&definition.name.rust) else {
            continue;
        };
        let prefixed = naming::type_name(&format!(
            "{} {}",
            definition.origin.stem(),
            definition.name.rust
        ));
        diagnostics.warning(
            "several-shapes",
            definition.origin.clone(),
            format!(
                "`{}` has different shapes in {files}: this one is `{prefixed}`",
                definition.name.rust
            ),
            "rename one of them in the manifest to choose the names yourself",
        );
        definition.name.rust = prefixed;
    }
}

/// Shared names come first, since they stand in every service's module as well.
fn number(model: &mut Model, mut ids: Vec<usize>, all: &BTreeSet<usize>) {
    ids.sort_by_key(|id| model.definitions[*id].origin.clone());
    let mut taken: BTreeSet<String> = RESERVED.iter().map(|name| (*name).to_owned()).collect();
    let shared = all
        .iter()
        .filter(|id| !model.definitions[**id].shared.is_empty() && !ids.contains(id));
    taken.extend(shared.map(|id| model.definitions[*id].name.rust.clone()));
    for group in model.services.iter().flat_map(|service| &service.groups) {
        taken.insert(group.client.clone());
        taken.extend(
            group
                .operations
                .iter()
                .map(|operation| operation.options.clone()),
        );
    }
    for id in ids {
        let name = model.definitions[id].name.rust.clone();
        let name = if RESERVED.contains(&name.as_str()) {
            format!("{name}Model")
        } else {
            name
        };
        model.definitions[id].name.rust = naming::unique(name, &mut taken);
    }
}
