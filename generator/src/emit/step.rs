//! The steps of a call that its parameters add.

use super::{ident, rules::Rules, types};
use crate::model::{Location, Model, Parameter, Separator, Type};
use proc_macro2::TokenStream;
use quote::quote;

/// What one parameter adds to the call.
pub(super) fn step(model: &Model, parameter: &Parameter, rules: &Rules<'_>) -> TokenStream {
    let wire = &parameter.name.wire;
    let verbatim = parameter.verbatim.then(|| quote!(.verbatim(#wire)));
    let given = given(model, parameter, rules);
    quote!(#given #verbatim)
}

fn given(model: &Model, parameter: &Parameter, rules: &Rules<'_>) -> TokenStream {
    let wire = &parameter.name.wire;
    let name = ident(&parameter.name.rust);
    let rules = rules.check(parameter);
    if parameter.is_subscription() {
        return quote!(.subscription(#wire, #rules));
    }
    if let (Type::Array(_), Location::Query(separator)) = (&parameter.ty, &parameter.location) {
        let separator = self::separator(separator);
        let values = if parameter.required {
            quote!(#name)
        } else {
            quote!(options.#name.as_deref().unwrap_or_default())
        };
        let values = match types::module(model, &parameter.ty) {
            Some(module) => quote!(&#module::wires(#values)),
            None => values,
        };
        return quote!(.query_list(#wire, #values, #separator));
    }
    let wire = if parameter.location == Location::Header {
        wire.to_ascii_lowercase()
    } else {
        wire.clone()
    };
    let method = ident(match (&parameter.location, parameter.required) {
        (Location::Path, _) => "path",
        (Location::PathSegments, _) => "path_segments",
        (Location::Scope, _) => "scope",
        (Location::Query(_), true) => "query",
        (Location::Query(_), false) => "query_optional",
        (Location::Header, true) => "header",
        (Location::Header, false) => "header_optional",
    });
    let value = value(model, parameter, &name);
    quote!(.#method(#wire, #value, #rules))
}

fn value(model: &Model, parameter: &Parameter, name: &proc_macro2::Ident) -> TokenStream {
    let is_borrowed = types::is_borrowed(&parameter.ty);
    match (types::module(model, &parameter.ty), parameter.required) {
        (Some(module), true) if is_borrowed => quote!(&#module::wire(#name)),
        (Some(module), true) => quote!(&#module::wire(&#name)),
        (Some(module), false) => quote!(options.#name.as_ref().map(#module::wire).as_ref()),
        (None, true) if is_borrowed => quote!(#name),
        (None, true) => quote!(&#name),
        (None, false) => quote!(options.#name.as_ref()),
    }
}

fn separator(separator: &Separator) -> TokenStream {
    match separator {
        Separator::Multi => quote!(Separator::Multi),
        Separator::Joined(with) => quote!(Separator::Joined(#with)),
    }
}
