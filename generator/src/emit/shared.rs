//! The private module of what several services share: models, and spellings of `KeyType`.

use super::{File, Locals, definition, docs, grouped, ident, importing, rust};
use crate::{
    model::{Definition, DefinitionId, KeyValues, Model, Spelling, Type, members},
    naming,
};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use std::collections::{BTreeMap, BTreeSet};

/// `src/shared.rs` and the files beside it.
pub(super) fn files(model: &Model, emitted: &BTreeSet<DefinitionId>) -> Vec<File> {
    let models = models(model, emitted);
    let spellings = spellings(model);
    let mut files = vec![rust(
        "src/shared.rs",
        root(models.is_some(), spellings.is_some()),
    )];
    files.extend(models.map(|tokens| importing("src/shared/models.rs", tokens, Locals::new())));
    files.extend(spellings.map(|tokens| rust("src/shared/key_type.rs", tokens)));
    files
}

fn root(models: bool, spellings: bool) -> TokenStream {
    let text = docs::module(&["What several services share."]);
    let models = models.then(|| {
        quote!(
            pub(crate) mod models;
        )
    });
    let spellings = spellings.then(|| {
        quote!(
            pub(crate) mod key_type;
        )
    });
    quote!(#text #spellings #models)
}

fn models(model: &Model, emitted: &BTreeSet<DefinitionId>) -> Option<TokenStream> {
    let shared: BTreeMap<&str, &Definition> = emitted
        .iter()
        .map(|id| &model.definitions[*id])
        .filter(|definition| !definition.shared.is_empty())
        .map(|definition| (definition.name.rust.as_str(), definition))
        .collect();
    if shared.is_empty() {
        return None;
    }
    let mut modules = BTreeSet::new();
    let items = shared.values().map(|definition| {
        let module = naming::member_name(&definition.name.rust);
        // Modules of shared models are private, so any name will do that differs.
        let module = ident(&naming::unique(module, &mut modules));
        let features = features(model, &definition.shared);
        let tokens = definition::definition(model, definition);
        let siblings = grouped(&siblings(model, definition));
        let name = ident(&definition.name.rust);
        quote! {
            #[cfg(any(#(feature = #features),*))]
            pub use #module::#name;
            #[cfg(any(#(feature = #features),*))]
            mod #module {
                #(use #siblings;)*
                #tokens
            }
        }
    });
    let text = docs::module(&["Models that several services publish alike."]);
    Some(quote!(#text #(#items)*))
}

/// Paths of the shared models that one names.
fn siblings(model: &Model, definition: &Definition) -> BTreeSet<String> {
    members(definition)
        .filter_map(Type::definition)
        .map(|id| &model.definitions[id].name.rust)
        .filter(|name| **name != definition.name.rust)
        .map(|name| format!("crate::shared::models::{name}"))
        .collect()
}

fn features(model: &Model, services: &BTreeSet<usize>) -> Vec<String> {
    services
        .iter()
        .map(|service| model.services[*service].module.clone())
        .collect()
}

fn spellings(model: &Model) -> Option<TokenStream> {
    if model.spellings.is_empty() {
        return None;
    }
    let modules = model.spellings.iter().map(spelling);
    let text = docs::module(&["How services spell the two keys."]);
    Some(quote!(#text #(#modules)*))
}

fn spelling(spelling: &Spelling) -> TokenStream {
    let name = ident(&spelling.module);
    match &spelling.values {
        KeyValues::Strings(primary, secondary) => {
            quote!(crate::runtime::key_type::spelling!(text, #name, #primary, #secondary);)
        }
        KeyValues::Integers(primary, secondary) => {
            let [primary, secondary] =
                [primary, secondary].map(|word| Literal::i64_unsuffixed(*word));
            quote!(crate::runtime::key_type::spelling!(integer, #name, #primary, #secondary);)
        }
    }
}
