//! The table of the resources whose keys a crate can rotate.

use crate::model::{
    DefinitionId, Group, KeyArgument, KeyCall, KeyPair, KeyValues, Model, Operation, Regenerate,
    Selector, SelectorValues, Service, ShapeKind, Type,
};
use crate::surface::docs as text;

/// One row for each pair of keys, by resource type; nothing if there is none.
pub(super) fn table(model: &Model) -> String {
    let groups = model
        .services
        .iter()
        .flat_map(|service| service.groups.iter().map(move |group| (service, group)));
    let mut rows: Vec<String> = groups
        .flat_map(|(service, group)| {
            group
                .key_pairs
                .iter()
                .map(move |pair| row(model, service, group, pair))
        })
        .collect();
    rows.sort_by_key(|row| row.to_ascii_lowercase());
    if rows.is_empty() {
        return String::new();
    }
    let head = "| resource | pair | cargo feature | API version | list, regenerate | which key |\n|---|---|---|---|---|---|\n";
    format!("{head}{}", rows.concat())
}

fn row(model: &Model, service: &Service, group: &Group, pair: &KeyPair) -> String {
    let (calls, which) = match &pair.regenerate {
        Regenerate::Each(primary, secondary) => {
            (vec![primary, secondary], "an operation for each".to_owned())
        }
        Regenerate::Selected(call, selector) => {
            (vec![call], selected(model, group, call, selector))
        }
    };
    let operations = [&pair.list]
        .into_iter()
        .chain(calls)
        .map(|call| text::code(&call.operation));
    format!(
        "| {} | {} | `{}` | {} | {} | {which} |\n",
        text::code(&pair.resource_type()),
        text::code(&pair.name),
        service.module,
        text::lines(pair.api_version.as_deref().unwrap_or_default()).join(" "),
        operations.collect::<Vec<_>>().join(", "),
    )
}

/// Where the key is named, and in which words.
fn selected(model: &Model, group: &Group, call: &KeyCall, selector: &Selector) -> String {
    let Some(operation) = group.operation(&call.operation) else {
        return String::new();
    };
    let (place, ty) = match &selector.property {
        Some(property) => (
            format!("{} in the body", text::code(property)),
            property_type(model, operation, property),
        ),
        None => {
            let required = operation
                .parameters
                .iter()
                .filter(|parameter| parameter.required && !parameter.is_subscription());
            let mut arguments = required.zip(&call.arguments);
            let found = arguments.find(|(_, argument)| **argument == KeyArgument::Selector);
            let name = found.map_or("", |(parameter, _)| &parameter.name.wire);
            (
                format!("{} in the path", text::code(name)),
                found.map(|(parameter, _)| &parameter.ty),
            )
        }
    };
    let words = match &selector.values {
        SelectorValues::Listed(member) => {
            return format!("{place}: the listed {}", text::code(member));
        }
        SelectorValues::Texts(texts) => texts.clone(),
        SelectorValues::KeyType => spelled(model, ty),
        SelectorValues::Variants(id, variants) => {
            variants.clone().map(|variant| wire(model, *id, &variant))
        }
    };
    format!(
        "{place}: {}",
        words.map(|word| text::code(&word)).join(", ")
    )
}

fn property_type<'m>(
    model: &'m Model,
    operation: &'m Operation,
    property: &str,
) -> Option<&'m Type> {
    let body = operation.body.as_ref()?;
    let ShapeKind::Struct(structure) = &model.definitions[body.ty.definition()?].shape.kind else {
        return None;
    };
    structure
        .fields
        .iter()
        .find(|field| field.name.wire == property)
        .map(|field| &field.ty)
}

fn spelled(model: &Model, ty: Option<&Type>) -> [String; 2] {
    let Some(Type::Key(spelling)) = ty else {
        return Default::default();
    };
    match &model.spellings[*spelling].values {
        KeyValues::Strings(primary, secondary) => [primary.clone(), secondary.clone()],
        KeyValues::Integers(primary, secondary) => [primary.to_string(), secondary.to_string()],
    }
}

/// How the service writes a variant.
fn wire(model: &Model, definition: DefinitionId, variant: &str) -> String {
    let ShapeKind::Enum(found) = &model.definitions[definition].shape.kind else {
        return String::new();
    };
    let names = found.values.names();
    let name = names.iter().find(|name| name.rust == variant);
    name.map(|name| name.wire.clone()).unwrap_or_default()
}
