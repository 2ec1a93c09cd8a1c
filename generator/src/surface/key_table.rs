//! The table of resource types whose keys can be rotated.

use super::registry;
use crate::model::{
    KeyPair, KeyValues, Model, Regenerate, Selector, SelectorPlace, SelectorValues, Service,
};
use serde::Serialize;

/// A pair of keys in the table.
#[derive(Clone, Debug, Serialize)]
pub struct KeyTableRow {
    /// Type of the resource.
    pub resource_type: String,
    /// Name of the pair.
    pub pair: String,
    /// Cargo feature of the service.
    pub feature: String,
    /// API version of the operations.
    pub api_version: Option<String>,
    /// Ids of the operations: the one that lists, and those that regenerate.
    pub operations: Vec<String>,
    /// How the key to regenerate is chosen.
    pub choice: KeyChoice,
}

/// How the key to regenerate is chosen.
#[derive(Clone, Debug, Serialize)]
pub enum KeyChoice {
    /// By an operation for each key.
    Operations,
    /// By a value for each key.
    Values(ChosenBy, [String; 2]),
    /// By the value that this property of the listed items has for the key.
    Listed(ChosenBy, String),
}

/// The part of a request that chooses the key, with its name in the request.
#[derive(Clone, Debug, Serialize)]
pub enum ChosenBy {
    /// A property of the body.
    Body(String),
    /// A parameter of the path.
    Path(String),
}

/// A row for each pair of keys, sorted by resource type. Child types come before their parent.
pub(super) fn rows(model: &Model) -> Vec<KeyTableRow> {
    let mut rows = Vec::new();
    let registered = registry::registered(model);
    for service in &model.services {
        // Of an older version, only those that newer ones lack lead from a resource id to a pair.
        let is_found = |pair: &&KeyPair| {
            let (name, module) = (pair.resource_type(), &service.module);
            let mut types = registered.iter();
            !service.is_outdated() || types.any(|one| one.name == name && one.module == *module)
        };
        let pairs = service.groups.iter().flat_map(|group| &group.key_pairs);
        rows.extend(pairs.filter(is_found).map(|pair| row(model, service, pair)));
    }
    rows.sort_by_cached_key(order);
    rows
}

/// The names in the row, each with the backtick that ends it in Markdown.
fn order(row: &KeyTableRow) -> [String; 3] {
    let names = [&row.resource_type, &row.pair, &row.feature];
    names.map(|name| format!("{name}`").to_ascii_lowercase())
}

fn row(model: &Model, service: &Service, pair: &KeyPair) -> KeyTableRow {
    let calls = pair.calls().map(|call| call.operation.published());
    KeyTableRow {
        resource_type: pair.resource_type(),
        pair: pair.name.clone(),
        feature: service.module.clone(),
        api_version: pair.api_version.clone(),
        operations: calls.map(str::to_owned).collect(),
        choice: match &pair.regenerate {
            Regenerate::Each(..) => KeyChoice::Operations,
            Regenerate::Selected(_, selector) => choice(model, selector),
        },
    }
}

fn choice(model: &Model, selector: &Selector) -> KeyChoice {
    let by = match &selector.place {
        SelectorPlace::Body { field, .. } => ChosenBy::Body(field.wire().to_owned()),
        SelectorPlace::Argument(name) => ChosenBy::Path(name.wire.clone()),
    };
    let values = match &selector.values {
        SelectorValues::Listed(member) => return KeyChoice::Listed(by, member.wire().to_owned()),
        SelectorValues::Texts(texts) => texts.clone(),
        SelectorValues::KeyType(spelling) => match &model.spellings[*spelling].values {
            KeyValues::Strings(primary, secondary) => [primary.clone(), secondary.clone()],
            KeyValues::Integers(primary, secondary) => [primary, secondary].map(i64::to_string),
        },
        SelectorValues::Variants(_, variants) => variants.clone().map(|variant| variant.wire),
    };
    KeyChoice::Values(by, values)
}
