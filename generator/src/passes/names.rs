//! Names of the types of a service. They do not depend on other services, so that adding a service changes none.

use super::places;
use crate::{
    diagnostic::{Code, Diagnostics},
    model::{Definition, DefinitionId, Model, Service, emitted},
    naming, reserved,
    source::Place,
};
use std::collections::{BTreeMap, BTreeSet};

/// Types of one service with one name but different shapes get the names of their files as prefixes.
pub(super) fn prefix_clashes(model: &mut Model, diagnostics: &mut Diagnostics) {
    for ids in by_service(model) {
        prefix(model, &ids, diagnostics);
    }
}

/// Makes the names of each service unique: by the places of the types, or else by appending numbers. Names that its files use otherwise are avoided too.
/// Sharing compares types by these names later.
pub(super) fn settle(model: &mut Model, diagnostics: &mut Diagnostics) {
    for (service, ids) in by_service(model).into_iter().enumerate() {
        let taken = of_clients(&model.services[service]);
        number(model, ids, taken, diagnostics);
    }
}

/// Names that each service's files use already, which key pairs and header traits must avoid.
pub(super) fn taken(model: &Model) -> Vec<BTreeSet<String>> {
    let mut taken: Vec<BTreeSet<String>> = model.services.iter().map(of_clients).collect();
    for definition in emitted(model).into_iter().map(|id| &model.definitions[id]) {
        for service in definition.shared.iter().chain([&definition.service]) {
            taken[*service].extend(names(definition));
        }
    }
    for (taken, service) in taken.iter_mut().zip(&model.services) {
        taken.extend(service.headers.iter().map(|header| header.name.clone()));
    }
    taken
}

/// Names of a service's clients, their options and answers, and those that all emitted modules use.
fn of_clients(service: &Service) -> BTreeSet<String> {
    let reserved = reserved::types().map(str::to_owned);
    let clients = service.groups.iter().map(|group| group.client.clone());
    let options = service
        .operations()
        .map(|operation| operation.options.clone());
    let answers = service.operations();
    let answers = answers.filter_map(|operation| operation.response.by_status.as_ref());
    reserved
        .chain([service.client.clone()])
        .chain(clients)
        .chain(options)
        .chain(answers.map(|answer| answer.name.clone()))
        .collect()
}

/// Emitted definitions, by the service that they were read for.
pub(super) fn by_service(model: &Model) -> Vec<Vec<DefinitionId>> {
    let mut ids = vec![Vec::new(); model.services.len()];
    for id in emitted(model) {
        ids[model.definitions[id].service].push(id);
    }
    ids
}

/// Names that the manifest gives to some of the types, with their places in the manifest.
fn given(model: &Model, ids: &[DefinitionId]) -> BTreeMap<String, Place> {
    let definitions = ids.iter().map(|id| &model.definitions[*id]);
    let renamed = definitions.filter_map(|one| Some((one.name.rust.clone(), one.renamed.clone()?)));
    renamed.collect()
}

/// A name from the manifest is never changed; a clash is an error.
fn refuse(place: &Place, name: &str, diagnostics: &mut Diagnostics) {
    diagnostics.report(
        Code::RenameClash,
        place.clone(),
        format!(
            "the name `{name}` is taken: another type of the service has it, or the clients need it"
        ),
        "choose another name, or rename the other type as well",
    );
}

/// Names of definitions in several files, each with these files.
fn clashes(model: &Model, ids: &[DefinitionId]) -> BTreeMap<String, String> {
    let mut files: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for definition in ids.iter().map(|id| &model.definitions[*id]) {
        let files = files.entry(&definition.name.rust).or_default();
        files.insert(&definition.origin.file);
    }
    let several = files.into_iter().filter(|(_, files)| files.len() > 1);
    let joined = |files: BTreeSet<&str>| files.into_iter().collect::<Vec<_>>().join(", ");
    several
        .map(|(name, files)| (name.to_owned(), joined(files)))
        .collect()
}

fn prefix(model: &mut Model, ids: &[DefinitionId], diagnostics: &mut Diagnostics) {
    let given = given(model, ids);
    let clashes = clashes(model, ids);
    for id in ids {
        let definition = &mut model.definitions[*id];
        let Some(files) = clashes.get(&definition.name.rust) else {
            continue;
        };
        if let Some(place) = given.get(&definition.name.rust) {
            refuse(place, &definition.name.rust, diagnostics);
            continue;
        }
        let name = &definition.name.rust;
        let prefixed = naming::type_name(&format!("{} {name}", definition.origin.stem()));
        let message = format!("`{name}` has different shapes in {files}: this one is `{prefixed}`");
        let help = "rename one of them in the manifest to choose the names yourself";
        diagnostics.report(
            Code::SeveralShapes,
            definition.origin.clone(),
            message,
            help,
        );
        definition.name.rust = prefixed;
    }
}

fn number(
    model: &mut Model,
    mut ids: Vec<DefinitionId>,
    mut taken: BTreeSet<String>,
    diagnostics: &mut Diagnostics,
) {
    let given = given(model, &ids);
    ids.sort_by_key(|id| model.definitions[*id].origin.clone());
    let mut own: BTreeMap<DefinitionId, String> = ids
        .iter()
        .map(|id| (*id, unreserved(&model.definitions[*id])))
        .collect();
    own.extend(places::names(model, &own, &taken));
    for id in ids {
        let definition = &mut model.definitions[id];
        let name = naming::unique(own[&id].clone(), &mut taken);
        if name != definition.name.rust
            && let Some(place) = given.get(&definition.name.rust)
        {
            refuse(place, &definition.name.rust, diagnostics);
        }
        definition.name.rust = name;
        taken.extend(names(definition));
    }
}

/// The name of a definition, unless the emitted files use it themselves.
fn unreserved(definition: &Definition) -> String {
    match reserved::is_type(&definition.name.rust) {
        true => format!("{}Model", definition.name.rust),
        false => definition.name.rust.clone(),
    }
}

/// Names of the types that a definition becomes: a struct with a secret has a second one.
fn names(definition: &Definition) -> Vec<String> {
    let name = &definition.name.rust;
    match definition.shape.secret {
        true => vec![name.clone(), format!("{name}Form")],
        false => vec![name.clone()],
    }
}
