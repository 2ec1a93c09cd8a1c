//! Headers of all answers of one type go into one trait, so that importing a module imports no method twice.

use crate::{
    model::{HeaderTrait, Model, Operation, Service, Type},
    naming,
};
use std::collections::BTreeSet;

/// Gathers the traits of each service.
pub(super) fn gather(model: &mut Model) {
    let names: Vec<String> = model
        .definitions
        .iter()
        .map(|definition| definition.name.rust.clone())
        .collect();
    let taken: BTreeSet<String> = names.iter().cloned().collect();
    for service in &mut model.services {
        service.headers = traits(service, &names, taken.clone());
    }
}

fn traits(service: &Service, names: &[String], mut taken: BTreeSet<String>) -> Vec<HeaderTrait> {
    let mut traits: Vec<HeaderTrait> = Vec::new();
    for operation in service
        .operations()
        .filter(|operation| !operation.answer.headers.is_empty())
    {
        let position = traits
            .iter()
            .position(|known| known.answer.is_like(&operation.answer));
        let index = position.unwrap_or_else(|| {
            let name = naming::unique(trait_name(operation, names), &mut taken);
            traits.push(HeaderTrait {
                name,
                answer: operation.answer.clone(),
                headers: Vec::new(),
            });
            traits.len() - 1
        });
        add(&mut traits[index], operation);
    }
    traits.iter_mut().for_each(unique_methods);
    traits
}

fn unique_methods(known: &mut HeaderTrait) {
    let mut taken = BTreeSet::new();
    for header in &mut known.headers {
        header.name.rust = naming::unique(header.name.rust.clone(), &mut taken);
    }
}

fn trait_name(operation: &Operation, names: &[String]) -> String {
    match &operation.answer.body {
        Some(Type::Definition(id)) if !operation.answer.optional => {
            format!("{}Headers", names[*id])
        }
        _ => format!("{}Headers", operation.options.trim_end_matches("Options")),
    }
}

/// A header that two operations type differently is a text, which both are.
fn add(known: &mut HeaderTrait, operation: &Operation) {
    for header in &operation.answer.headers {
        match known
            .headers
            .iter_mut()
            .find(|other| other.name.wire.eq_ignore_ascii_case(&header.name.wire))
        {
            Some(other) if other.ty != header.ty => other.ty = Type::String,
            Some(_) => {}
            None => known.headers.push(header.clone()),
        }
    }
    known.headers.sort_by(|a, b| a.name.cmp(&b.name));
}
