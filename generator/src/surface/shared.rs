//! Models that several services have in common.

use super::{DataType, Emitted, conversion::Found, data_type};
use crate::{
    model::{Definition, Model},
    naming,
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A model that several services export, each in its own `models`.
#[derive(Clone, Debug, Serialize)]
pub struct SharedModel {
    /// The model.
    pub model: DataType,
    /// Private module that contains it.
    #[serde(skip)]
    pub module: String,
    /// Other shared models that its fields use.
    #[serde(skip)]
    pub siblings: BTreeSet<String>,
}

/// All shared models, by name.
pub(super) fn models(model: &Model, emitted: &Emitted, conversions: &[Found]) -> Vec<SharedModel> {
    let shared: BTreeMap<&str, &Definition> = emitted
        .definitions(model)
        .filter(|definition| !definition.shared.is_empty())
        .map(|definition| (definition.name.rust.as_str(), definition))
        .collect();
    let mut modules = BTreeSet::new();
    let models = shared.values().map(|definition| SharedModel {
        model: data_type::of(model, definition),
        module: naming::unique(naming::member_name(&definition.name.rust), &mut modules),
        siblings: siblings(model, definition),
    });
    let mut models: Vec<SharedModel> = models.collect();
    for found in conversions {
        found.document(
            model,
            models.iter_mut().map(|shared| &mut shared.model),
            true,
        );
    }
    models
}

fn siblings(model: &Model, definition: &Definition) -> BTreeSet<String> {
    definition
        .named()
        .map(|id| &model.definitions[id].name.rust)
        .filter(|name| **name != definition.name.rust)
        .cloned()
        .collect()
}
