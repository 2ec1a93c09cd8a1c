//! Checks of parameters: a constant for those that several calls make.

use crate::{
    model::{Operation, Parameter, Rule, Service},
    naming,
};
use serde::Serialize;
use std::collections::BTreeSet;

/// Checks of a parameter.
#[derive(Clone, Debug, Serialize)]
pub struct Checks {
    /// The private constant that holds them, if several methods make them.
    pub constant: Option<String>,
    /// The checks.
    pub rules: Vec<Rule>,
}

/// A private constant with the checks of parameters of one name.
#[derive(Clone, Debug, Serialize)]
pub struct RuleConstant {
    /// Its name.
    pub name: String,
    /// The checks.
    pub rules: Vec<Rule>,
}

/// The rules of a service's parameters.
pub(super) struct Rules<'m> {
    /// What several calls check, named after the parameter.
    shared: Vec<(String, &'m Parameter)>,
}

impl<'m> Rules<'m> {
    /// `taken` are the names that the files of clients have for something else.
    pub(super) fn of(service: &'m Service, mut taken: BTreeSet<String>) -> Self {
        let mut seen: Vec<(&Parameter, usize)> = Vec::new();
        let parameters = service.operations().flat_map(ruled);
        for parameter in parameters {
            match seen.iter_mut().find(|(known, _)| is_like(known, parameter)) {
                Some((_, count)) => *count += 1,
                None => seen.push((parameter, 1)),
            }
        }
        let several = seen.into_iter().filter(|(_, count)| *count > 1);
        let shared = several.map(|(parameter, _)| {
            let name = naming::constant_name(&parameter.name.wire);
            (naming::unique(name, &mut taken), parameter)
        });
        Self {
            shared: shared.collect(),
        }
    }

    /// The constants.
    pub(super) fn constants(&self) -> Vec<RuleConstant> {
        let constants = self.shared.iter().map(|(name, parameter)| RuleConstant {
            name: name.clone(),
            rules: parameter.rules.clone(),
        });
        constants.collect()
    }

    /// What a call checks of `parameter`.
    pub(super) fn checks(&self, parameter: &Parameter) -> Checks {
        let mut shared = self.shared.iter();
        let constant = shared.find(|(_, known)| is_like(known, parameter));
        Checks {
            constant: constant.map(|(name, _)| name.clone()),
            rules: parameter.rules.clone(),
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
