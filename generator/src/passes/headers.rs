//! Collects the headers of all responses with one type in one trait, so that traits of a module have distinct methods.

use super::names;
use crate::{
    model::{Encoding, Header, HeaderTrait, Model, Operation, Service, Type},
    naming,
};
use std::collections::BTreeSet;

/// Collects the traits of each service.
pub(super) fn gather(model: &mut Model) {
    let names: Vec<String> = model
        .definitions
        .iter()
        .map(|definition| definition.name.rust.clone())
        .collect();
    let taken = names::taken(model);
    for (service, taken) in model.services.iter_mut().zip(taken) {
        service.headers = traits(service, &names, taken);
    }
}

fn traits(service: &Service, names: &[String], mut taken: BTreeSet<String>) -> Vec<HeaderTrait> {
    let mut traits: Vec<HeaderTrait> = Vec::new();
    for operation in service
        .operations()
        .filter(|operation| !operation.response.headers.is_empty())
    {
        let position = traits
            .iter()
            .position(|known| known.response.is_like(&operation.response));
        let index = position.unwrap_or_else(|| {
            let name = naming::unique(trait_name(operation, names), &mut taken);
            traits.push(HeaderTrait {
                name,
                response: operation.response.clone(),
                headers: Vec::new(),
            });
            traits.len() - 1
        });
        add(&mut traits[index], operation);
    }
    for known in &mut traits {
        unique_methods(known, service);
    }
    traits
}

/// A header with several types has a method for each. Its doc comment names the operations that return that type.
fn unique_methods(known: &mut HeaderTrait, service: &Service) {
    let mut taken = BTreeSet::new();
    for index in 0..known.headers.len() {
        let mut header = known.headers[index].clone();
        let mut others = known.headers.iter();
        if others.any(|other| is_same(other, &header) && other.ty != header.ty) {
            header.name.rust += &format!("_as_{}", word(&header.ty));
            header.docs = Some(docs(&header, &returning(&header, known, service)));
        }
        header.name.rust = naming::unique(header.name.rust, &mut taken);
        known.headers[index] = header;
    }
}

/// Ids of the operations whose responses have the header with this type.
fn returning(header: &Header, known: &HeaderTrait, service: &Service) -> String {
    let operations = service.operations().filter(|operation| {
        let mut headers = operation.response.headers.iter();
        operation.response.is_like(&known.response)
            && headers.any(|other| is_same(other, header) && other.ty == header.ty)
    });
    let ids: Vec<&str> = operations.map(|operation| operation.id.as_str()).collect();
    ids.join(", ")
}

fn docs(header: &Header, returning: &str) -> String {
    let text = match &header.docs {
        Some(text) => text.clone(),
        None => format!("The header {}.", header.name.wire),
    };
    format!("{text}\n\nIt has this type in the response of {returning}.")
}

/// Names of headers are compared without case.
fn is_same(one: &Header, other: &Header) -> bool {
    one.name.wire.eq_ignore_ascii_case(&other.name.wire)
}

/// Distinguishes the methods for a header that has several types.
fn word(ty: &Type) -> String {
    match ty {
        Type::Boolean => "boolean".to_owned(),
        Type::Integer(integer) => format!("{integer:?}").to_lowercase(),
        Type::Float => "number".to_owned(),
        Type::Etag => "etag".to_owned(),
        Type::Secret => "secret".to_owned(),
        Type::Encoded(Encoding::Rfc1123) => "http_date".to_owned(),
        Type::Encoded(_) => "date_time".to_owned(),
        _ => "text".to_owned(),
    }
}

fn trait_name(operation: &Operation, names: &[String]) -> String {
    match &operation.response.body {
        Some(Type::Definition(id)) if !operation.response.optional => {
            format!("{}Headers", names[id.index()])
        }
        _ => naming::beside_options(&operation.options, "Headers"),
    }
}

fn add(known: &mut HeaderTrait, operation: &Operation) {
    for header in &operation.response.headers {
        let is_known = |other: &Header| is_same(other, header) && other.ty == header.ty;
        if !known.headers.iter().any(is_known) {
            known.headers.push(header.clone());
        }
    }
    known
        .headers
        .sort_by_key(|header| (header.name.clone(), word(&header.ty)));
}
