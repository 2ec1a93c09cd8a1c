//! Rules for parameters, with a constant for rules that several calls check.

use crate::{
    model::{Operation, Parameter, Rule, Service},
    naming,
};
use serde::Serialize;
use std::collections::BTreeSet;

/// The rules for a parameter.
#[derive(Clone, Debug, Serialize)]
pub struct Checks {
    /// The private constant with the rules, if several methods check them.
    pub constant: Option<String>,
    /// The rules.
    pub rules: Vec<Rule>,
}

/// A private constant with the rules for parameters of one name.
#[derive(Clone, Debug, Serialize)]
pub struct RuleConstant {
    /// Its name.
    pub name: String,
    /// The rules.
    pub rules: Vec<Rule>,
}

/// The rules for the parameters of a service.
pub(super) struct Rules<'m> {
    /// Rules that several calls check, with the constant named after the parameter.
    shared: Vec<(String, &'m Parameter)>,
}

impl<'m> Rules<'m> {
    /// `taken` are names that the files of the clients use otherwise.
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

    /// The rules that a call checks for `parameter`.
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

/// A constant is named after a parameter, so that only parameters of one name share it.
fn is_like(one: &Parameter, other: &Parameter) -> bool {
    (&one.name.wire, &one.rules) == (&other.name.wire, &other.rules)
}
