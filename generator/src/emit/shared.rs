//! `src/shared.rs`, private: models that services have in common, and spellings of `KeyType`.

use super::{File, Locals, conversion, definition, docs, grouped, importing, rust, tokens::ident};
use crate::surface::{KeyValues, SharedModel, Spelling, Spellings, Surface};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// `src/shared.rs` and the files beside it.
pub(super) fn files(surface: &Surface) -> Vec<File> {
    let models = models(&surface.shared);
    let spellings = spellings(&surface.spellings);
    let conversions = conversion::shared(&surface.shared_conversions);
    let mut files = vec![rust(
        "src/shared.rs",
        root(conversions.is_some(), models.is_some(), spellings.is_some()),
    )];
    files.extend(models.map(|tokens| importing("src/shared/models.rs", tokens, Locals::default())));
    files.extend(conversions.map(|tokens| rust("src/shared/conversions.rs", tokens)));
    files.extend(spellings.map(|tokens| rust("src/shared/key_type.rs", tokens)));
    files
}

fn root(conversions: bool, models: bool, spellings: bool) -> TokenStream {
    let text =
        docs::module(&["Models and spellings of keys that several services have in common."]);
    let conversions = conversions.then(|| {
        quote!(
            mod conversions;
        )
    });
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
    quote!(#text #conversions #spellings #models)
}

fn models(shared: &[SharedModel]) -> Option<TokenStream> {
    if shared.is_empty() {
        return None;
    }
    let items = shared.iter().map(model);
    let text = docs::module(&["Models that several services have in common."]);
    Some(quote!(#text #(#items)*))
}

fn model(shared: &SharedModel) -> TokenStream {
    let item = shared.model.item();
    let (module, name, features) = (ident(&shared.module), ident(&item.name), &item.features);
    let tokens = definition::definition(&shared.model, 1);
    let siblings = shared.siblings.iter();
    let siblings = siblings.map(|name| format!("crate::shared::models::{name}"));
    let siblings = grouped(&siblings.collect());
    quote! {
        #[cfg(any(#(feature = #features),*))]
        pub use #module::#name;
        #[cfg(any(#(feature = #features),*))]
        mod #module {
            #(use #siblings;)*
            #tokens
        }
    }
}

fn spellings(spellings: &Spellings) -> Option<TokenStream> {
    if spellings.is_empty() {
        return None;
    }
    let modules = spellings.iter().map(spelling);
    let text = docs::module(&["The values by which services name the two keys."]);
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
