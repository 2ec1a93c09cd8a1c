//! Options of each method: the optional parameters, and the context of the call.

use super::{
    docs::{code, docs},
    ident, operation_kind,
    parts::Named,
    types,
};
use crate::model::{Model, Operation, Service};
use proc_macro2::TokenStream;
use quote::quote;

/// Options of all methods of a service.
pub(super) fn options(model: &Model, service: &Service) -> Vec<Named> {
    let structs = service.groups.iter().flat_map(|group| {
        group.operations.iter().map(|operation| {
            let tokens = one(model, operation, &group.client);
            Named::new(&operation.options, tokens)
        })
    });
    structs.collect()
}

fn one(model: &Model, operation: &Operation, client: &str) -> TokenStream {
    let name = ident(&operation.options);
    let docs = format!(" Options of `{client}::{}`.", operation.name.rust);
    let fields = operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.required)
        .map(|parameter| {
            let text = self::docs(
                parameter.docs.as_deref(),
                &format!("The parameter {}.", code(&parameter.name.wire)),
            );
            let name = ident(&parameter.name.rust);
            let ty = types::ty(model, &parameter.ty);
            quote!(#text pub #name: Option<#ty>,)
        });
    let body = operation
        .body
        .iter()
        .filter(|body| !body.required)
        .map(|body| {
            let text = self::docs(body.docs.as_deref(), "The body of the request.");
            let ty = types::content(model, &body.ty);
            quote!(#text pub body: Option<RequestContent<#ty>>,)
        });
    let method_options = operation_kind::method_options(operation);
    quote! {
        #[doc = #docs]
        #[derive(Clone, Default, SafeDebug)]
        pub struct #name<'a> {
            #(#fields)*
            #(#body)*
            /// Context of the call, for policies and tracing.
            pub method_options: #method_options,
        }
    }
}
