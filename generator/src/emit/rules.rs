//! Checks of parameters: a constant for those that several calls make.

use super::{Locals, ident};
use crate::{
    model::{Operation, Parameter, Rule, Service},
    naming,
};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use std::collections::BTreeSet;

/// The rules of a service's parameters.
pub(super) struct Rules<'m> {
    /// What several calls check, named after the parameter.
    shared: Vec<(Ident, &'m Parameter)>,
}

impl<'m> Rules<'m> {
    /// Names of types must stay free for those.
    pub(super) fn of(service: &'m Service, types: &Locals) -> Self {
        let mut seen: Vec<(&Parameter, usize)> = Vec::new();
        let parameters = service.operations().flat_map(ruled);
        for parameter in parameters {
            match seen.iter_mut().find(|(known, _)| is_like(known, parameter)) {
                Some((_, count)) => *count += 1,
                None => seen.push((parameter, 1)),
            }
        }
        let mut taken: BTreeSet<String> = types.keys().cloned().collect();
        let several = seen.into_iter().filter(|(_, count)| *count > 1);
        let shared = several.map(|(parameter, _)| {
            let name = naming::constant_name(&parameter.name.wire);
            (ident(&naming::unique(name, &mut taken)), parameter)
        });
        Self {
            shared: shared.collect(),
        }
    }

    /// Where the constants stand.
    pub(super) fn locals(&self, service: &Service) -> Locals {
        let module = format!("crate::{}::clients", service.module);
        let names = self.shared.iter().map(|(name, _)| name.to_string());
        names.map(|name| (name, module.clone())).collect()
    }

    /// The constants.
    pub(super) fn constants(&self) -> impl Iterator<Item = TokenStream> {
        self.shared.iter().map(|(name, parameter)| {
            let rules = list(&parameter.rules);
            quote!(const #name: &[Rule] = #rules;)
        })
    }

    /// What a call checks of `parameter`.
    pub(super) fn check(&self, parameter: &Parameter) -> TokenStream {
        let shared = self
            .shared
            .iter()
            .find(|(_, known)| is_like(known, parameter));
        match shared {
            Some((name, _)) => quote!(#name),
            None => list(&parameter.rules),
        }
    }
}

fn ruled(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    let parameters = operation.parameters.iter();
    parameters.filter(|parameter| !parameter.rules.is_empty() && !parameter.is_list())
}

/// Constants have names that say what is checked, so only parameters of one name share them.
fn is_like(one: &Parameter, other: &Parameter) -> bool {
    (&one.name.wire, &one.rules) == (&other.name.wire, &other.rules)
}

fn list(rules: &[Rule]) -> TokenStream {
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
