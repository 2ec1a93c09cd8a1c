//! The table of the resources whose keys a crate can rotate.

use crate::{
    model::{
        KeyPair, KeyValues, Model, Regenerate, Selector, SelectorPlace, SelectorValues, Service,
    },
    surface::docs as text,
};

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
                .map(move |pair| row(model, service, pair))
        })
        .collect();
    rows.sort_by_key(|row| row.to_ascii_lowercase());
    if rows.is_empty() {
        return String::new();
    }
    let head = "| resource | pair | cargo feature | API version | list, regenerate | which key |\n|---|---|---|---|---|---|\n";
    format!("{head}{}", rows.concat())
}

fn row(model: &Model, service: &Service, pair: &KeyPair) -> String {
    let (calls, which) = match &pair.regenerate {
        Regenerate::Each(primary, secondary) => {
            (vec![primary, secondary], "an operation for each".to_owned())
        }
        Regenerate::Selected(call, selector) => (vec![call], selected(model, selector)),
    };
    let operations = [&pair.list]
        .into_iter()
        .chain(calls)
        .map(|call| text::code(call.operation.published()));
    format!(
        "| {} | {} | `{}` | {} | {} | {which} |\n",
        text::code(&pair.resource_type()),
        text::code(&pair.name),
        service.module,
        text::lines(pair.api_version.as_deref().unwrap_or_default()).join(" "),
        operations.collect::<Vec<_>>().join(", "),
    )
}

/// Where the key is chosen, and by which values.
fn selected(model: &Model, selector: &Selector) -> String {
    let place = match &selector.place {
        SelectorPlace::Body { field, .. } => format!("{} in the body", text::code(field.wire())),
        SelectorPlace::Argument(name) => format!("{} in the path", text::code(&name.wire)),
    };
    let values = match &selector.values {
        SelectorValues::Listed(member) => {
            return format!("{place}: the listed {}", text::code(member.wire()));
        }
        SelectorValues::Texts(texts) => texts.clone(),
        SelectorValues::KeyType(spelling) => match &model.spellings[*spelling].values {
            KeyValues::Strings(primary, secondary) => [primary.clone(), secondary.clone()],
            KeyValues::Integers(primary, secondary) => [primary.to_string(), secondary.to_string()],
        },
        SelectorValues::Variants(_, variants) => variants.clone().map(|variant| variant.wire),
    };
    format!(
        "{place}: {}",
        values.map(|value| text::code(&value)).join(", ")
    )
}
