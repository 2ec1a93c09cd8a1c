//! Types of one service that share a name but no shape get the names of their files.

use super::emitted;
use crate::{
    diagnostic::{Diagnostics, Place},
    model::{Definition, Model},
    naming,
};
use std::collections::{BTreeMap, BTreeSet};

/// Names that the emitted modules use for themselves.
const RESERVED: [&str; 77] = [
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
    "KeyPairCalls",
    "KeyPairOptions",
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
    "Renewed",
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
    "Drop",
    "Into",
    "IntoIterator",
    "Iterator",
    "Send",
    "Sync",
    "ToOwned",
    "ToString",
    "TryInto",
    "Vec",
    "Fn",
    "FnMut",
    "FnOnce",
    "Extend",
    "DoubleEndedIterator",
    "ExactSizeIterator",
    "FromIterator",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Unpin",
    "Sized",
    "Hash",
    "Value",
];

/// Makes the names of each service differ by the names of its files. This comes before services share types,
/// so that a service that joins changes no name.
pub(super) fn prefix_clashes(model: &mut Model, diagnostics: &mut Diagnostics) {
    let all = emitted(model);
    for service in 0..model.services.len() {
        let own = all
            .iter()
            .copied()
            .filter(|id| model.definitions[*id].service == service);
        prefix(model, &own.collect::<Vec<_>>(), diagnostics);
    }
}

/// Makes the names within each module differ by numbers.
pub(super) fn settle(model: &mut Model, diagnostics: &mut Diagnostics) {
    let all = emitted(model);
    let homes: BTreeSet<Option<usize>> = all.iter().map(|id| home(model, *id)).collect();
    for home_of in homes {
        let ids = all.iter().copied().filter(|id| home(model, *id) == home_of);
        number(model, ids.collect(), &all, home_of, diagnostics);
    }
}

/// Names that the manifest gives to types of a service, or of any for the shared ones, and where it does.
fn given(model: &Model, home: Option<usize>) -> BTreeMap<String, Place> {
    let definitions = model.definitions.iter();
    let here = definitions.filter(|one| home.is_none_or(|service| service == one.service));
    let renamed = here.filter_map(|one| Some((one.name.rust.clone(), one.renamed.clone()?)));
    renamed.collect()
}

/// A name that was asked for is not changed without a word.
fn refuse(place: &Place, name: &str, diagnostics: &mut Diagnostics) {
    diagnostics.error(
        "rename-clash",
        place.clone(),
        format!(
            "the name `{name}` is taken: another type of the service has it, or the clients need it"
        ),
        "choose another name, or rename the other type as well",
    );
}

/// Module that a type lives in: a service's, or the shared one.
fn home(model: &Model, id: usize) -> Option<usize> {
    let definition = &model.definitions[id];
    definition.shared.is_empty().then_some(definition.service)
}

fn prefix(model: &mut Model, ids: &[usize], diagnostics: &mut Diagnostics) {
    let given: BTreeMap<String, Place> = ids
        .iter()
        .map(|id| &model.definitions[*id])
        .filter_map(|one| Some((one.name.rust.clone(), one.renamed.clone()?)))
        .collect();
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
        if let Some(place) = given.get(&definition.name.rust) {
            refuse(place, &definition.name.rust, diagnostics);
            continue;
        }
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

/// Shared names come first, since they stand in the modules of the services that share them as well.
fn number(
    model: &mut Model,
    mut ids: Vec<usize>,
    all: &BTreeSet<usize>,
    home: Option<usize>,
    diagnostics: &mut Diagnostics,
) {
    let given = given(model, home);
    ids.sort_by_key(|id| model.definitions[*id].origin.clone());
    let mut taken: BTreeSet<String> = RESERVED.iter().map(|name| (*name).to_owned()).collect();
    let stands_here =
        |shared: &BTreeSet<usize>| home.is_some_and(|service| shared.contains(&service));
    let shared = all
        .iter()
        .map(|id| &model.definitions[*id])
        .filter(|other| stands_here(&other.shared));
    taken.extend(shared.flat_map(names));
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
        let definition = &mut model.definitions[id];
        let name = match RESERVED.contains(&definition.name.rust.as_str()) {
            true => format!("{}Model", definition.name.rust),
            false => definition.name.rust.clone(),
        };
        let name = naming::unique(name, &mut taken);
        if name != definition.name.rust
            && let Some(place) = given.get(&definition.name.rust)
        {
            refuse(place, &definition.name.rust, diagnostics);
        }
        definition.name.rust = name;
        taken.extend(names(definition));
    }
}

/// A struct with a secret has a second one beside it.
fn names(definition: &Definition) -> Vec<String> {
    let name = &definition.name.rust;
    match definition.shape.secret {
        true => vec![name.clone(), format!("{name}Form")],
        false => vec![name.clone()],
    }
}
