//! The method calls that add parameters to a request.

use crate::{
    emit::tokens::{ident, path},
    surface::{Checks, Given, Location, Rule, Separator, Step},
};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The method call that adds one parameter.
pub(super) fn step(step: &Step) -> TokenStream {
    let wire = &step.wire;
    let verbatim = step.is_verbatim.then(|| quote!(.verbatim(#wire)));
    let secret = step.is_secret.then(|| quote!(.secret(#wire)));
    let given = match (&step.location, step.given) {
        (_, Given::Client) => {
            let checks = checks(&step.checks);
            quote!(.subscription(#wire, #checks))
        }
        (Location::Query(separator), _) if step.is_list => {
            let separator = match separator {
                Separator::Multi => quote!(Separator::Multi),
                Separator::Joined(with) => quote!(Separator::Joined(#with)),
            };
            list(step, "query_list", Some(separator))
        }
        (Location::Header, _) if step.is_list => list(step, "header_list", None),
        _ if step.is_list => list(step, "path_list", None),
        _ => single(step),
    };
    quote!(#given #verbatim #secret)
}

/// The method call that adds a list.
fn list(step: &Step, method: &str, separator: Option<TokenStream>) -> TokenStream {
    let (wire, name, method) = (&step.wire, ident(&step.name), ident(method));
    let separator = separator.into_iter();
    let values = match step.given {
        Given::Option => quote!(options.#name.as_deref().unwrap_or_default()),
        Given::Argument | Given::Client => quote!(#name),
    };
    let values = match step.codec.as_deref().map(path) {
        Some(codec) => quote!(&#codec::wires(#values)),
        None => values,
    };
    quote!(.#method(#wire, #values #(, #separator)*))
}

fn single(step: &Step) -> TokenStream {
    let wire = &step.wire;
    let is_option = step.given == Given::Option;
    let method = ident(match (&step.location, is_option) {
        (Location::Path, _) => "path",
        (Location::PathSegments, _) => "path_segments",
        (Location::Scope, _) => "scope",
        (Location::Query(_), false) => "query",
        (Location::Query(_), true) => "query_optional",
        (Location::Header, false) => "header",
        (Location::Header, true) => "header_optional",
    });
    let (value, checks) = (value(step, is_option), checks(&step.checks));
    quote!(.#method(#wire, #value, #checks))
}

fn value(step: &Step, is_option: bool) -> TokenStream {
    if let Some(constant) = &step.constant {
        return quote!(#constant);
    }
    let name = ident(&step.name);
    match (step.codec.as_deref().map(path), is_option) {
        (Some(codec), true) => quote!(options.#name.as_ref().map(#codec::wire).as_ref()),
        (Some(codec), false) if step.is_borrowed => quote!(&#codec::wire(#name)),
        (Some(codec), false) => quote!(&#codec::wire(&#name)),
        (None, true) => quote!(options.#name.as_ref()),
        (None, false) if step.is_borrowed => quote!(#name),
        (None, false) => quote!(&#name),
    }
}

fn checks(checks: &Checks) -> TokenStream {
    match &checks.constant {
        Some(name) => {
            let name = ident(name);
            quote!(#name)
        }
        None => rules(&checks.rules),
    }
}

/// The rules for a value, as a slice.
pub(in crate::emit) fn rules(rules: &[Rule]) -> TokenStream {
    let rules = rules.iter().map(|rule| match rule {
        Rule::MinLength(least) => {
            let least = Literal::usize_unsuffixed(*least);
            quote!(Rule::MinLength(#least))
        }
        Rule::MaxLength(most) => {
            let most = Literal::usize_unsuffixed(*most);
            quote!(Rule::MaxLength(#most))
        }
        Rule::Pattern(pattern) => quote!(Rule::Pattern(#pattern)),
    });
    quote!(&[#(#rules),*])
}
