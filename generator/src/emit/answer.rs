//! Enums for responses whose body depends on the status.

use super::{docs::comment, tokens::ident};
use crate::surface::AnswerItem;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// All enums of a service, or `None` if it has none.
pub(super) fn answers(answers: &[AnswerItem]) -> Option<TokenStream> {
    if answers.is_empty() {
        return None;
    }
    let answers = answers.iter().map(answer);
    Some(quote!(#(#answers)*))
}

fn answer(answer: &AnswerItem) -> TokenStream {
    let (name, docs) = (ident(&answer.item.name), comment(&answer.item.docs, 0));
    let variants = answer.variants.iter().map(|variant| {
        let (docs, name) = (comment(&variant.docs, 1), ident(&variant.name));
        let response = &variant.response;
        quote!(#docs #name(#response),)
    });
    let statuses = answer.variants.iter().map(|variant| {
        let (name, status) = (
            ident(&variant.name),
            Literal::u16_unsuffixed(variant.status),
        );
        quote!(#name = #status)
    });
    quote! {
        #docs
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }

        crate::runtime::answer::answer!(#name { #(#statuses),* });
    }
}
