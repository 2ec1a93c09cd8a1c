//! Operations that list and regenerate two keys of a resource become a pair of keys.

mod corrections;
mod names;
mod parts;
mod resource;
mod response;
mod selector;
mod words;

use crate::{
    diagnostic::{Code, Diagnostics},
    manifest::KeyPairEntry,
    model::{Group, KeyPair, KeyRole, KeysAt, Method, Model, Operation, Service},
};
use parts::Renewal;
use std::collections::BTreeSet;

/// Finds the pairs of every sub-client. What is ambiguous is refused, what is half there is told.
pub(super) fn derive(model: &mut Model, diagnostics: &mut Diagnostics) {
    for (service, mut taken) in super::names::taken(model).into_iter().enumerate() {
        corrections::check(&model.services[service], diagnostics);
        for group in 0..model.services[service].groups.len() {
            let mut pairs = Derivation {
                model,
                service: &model.services[service],
                group: &model.services[service].groups[group],
            }
            .pairs(diagnostics);
            let group = &mut model.services[service].groups[group];
            names::settle(group, &mut pairs, &mut taken);
            group.key_pairs = pairs;
        }
        names::check(&model.services[service], diagnostics);
    }
}

/// Why operations make no pair of keys.
enum Refusal {
    /// Something is missing.
    Half(String),
    /// There is more than one way to read them.
    Ambiguous(String),
}

struct Derivation<'a> {
    model: &'a Model,
    service: &'a Service,
    group: &'a Group,
}

impl<'a> Derivation<'a> {
    fn pairs(&self, diagnostics: &mut Diagnostics) -> Vec<KeyPair> {
        let mut pairs = Vec::new();
        // A pair belongs to a resource with an id, and only resources in resource groups have one here.
        let in_groups = parts::renewals(self.group)
            .into_iter()
            .filter(|renewal| resource::of(renewal.operations[0]).is_some());
        for renewal in in_groups {
            let corrections = self.service.corrections.iter();
            let mut corrections = corrections
                .filter(|entry| renewal.is_named_by(entry))
                .peekable();
            if corrections.peek().is_none() {
                match self.derived(&renewal) {
                    Ok(derived) => pairs.extend(derived),
                    Err(Refusal::Half(_)) if self.misses_some() => {}
                    Err(refusal) => tell(&renewal, refusal, diagnostics),
                }
            }
            for entry in corrections.filter(|entry| entry.none.is_none()) {
                match self.corrected(&renewal, entry) {
                    Ok(pair) => pairs.push(pair),
                    Err(Refusal::Half(_)) if self.misses_some() => {}
                    Err(Refusal::Half(why) | Refusal::Ambiguous(why)) => {
                        diagnostics.report(Code::ManifestKeyPair, entry.place.clone(), why, HELP);
                    }
                }
            }
        }
        pairs
    }

    /// Whether operations were refused, so that what is missing here may be their fault, and no advice would help.
    fn misses_some(&self) -> bool {
        !self.service.refused.is_empty()
    }

    /// Pairs of which the manifest says nothing.
    fn derived(&self, renewal: &Renewal<'_>) -> Result<Vec<KeyPair>, Refusal> {
        let lists = self.lists(renewal);
        let listed = match lists.as_slice() {
            [list] => response::pairs(self.model, list, None),
            _ => Vec::new(),
        };
        if listed.is_empty() && !renewal.may_select(self.model) {
            return Ok(Vec::new());
        }
        if !renewal.names_keys() {
            let message = "nothing says that it is keys which they regenerate";
            return Err(Refusal::Half(message.to_owned()));
        }
        let list = the_list(&lists)?;
        if listed.is_empty() {
            return Err(Refusal::Half(format!(
                "the answer of `{}` does not tell which properties are the two keys",
                list.id
            )));
        }
        let names: BTreeSet<&str> = listed.iter().map(|(name, _)| name.as_str()).collect();
        let is_clear = listed.len() == 1 || renewal.tells_pairs_apart(self.model);
        if names.len() < listed.len() || !is_clear {
            return Err(Refusal::Ambiguous(format!(
                "the answer of `{}` holds several pairs of keys that may be meant",
                list.id
            )));
        }
        let pairs = listed
            .iter()
            .map(|(name, keys)| self.pair(renewal, list, keys, name, None));
        pairs.collect()
    }

    /// A pair of which the manifest says something.
    fn corrected(&self, renewal: &Renewal<'_>, entry: &KeyPairEntry) -> Result<KeyPair, Refusal> {
        let lists = match &entry.list {
            Some(id) => self.group.operation(id).into_iter().collect(),
            None => self.lists(renewal),
        };
        let list = the_list(&lists)?;
        let listed = response::pairs(self.model, list, entry.keys.as_ref());
        match listed.as_slice() {
            [(name, keys)] => self.pair(renewal, list, keys, name, Some(entry)),
            several => Err(Refusal::Ambiguous(format!(
                "the answer of `{}` holds {} such pairs of keys; name the properties of the two, or their items, by `keys`",
                list.id,
                several.len()
            ))),
        }
    }

    /// Operations that list the keys which `renewal` regenerates: those of the same resource, or else the one
    /// that reads what is there.
    fn lists(&self, renewal: &Renewal<'_>) -> Vec<&'a Operation> {
        let operations = || self.group.operations.iter();
        let beside: Vec<&'a Operation> = operations()
            .filter(|operation| operation.key_role == Some(KeyRole::List))
            .filter(|operation| parts::base(&operation.path) == renewal.base)
            .collect();
        if !beside.is_empty() {
            return beside;
        }
        operations()
            .filter(|operation| operation.method == Method::Get)
            .filter(|operation| parts::literals(operation.path.segments()) == renewal.base)
            .filter(|operation| !response::pairs(self.model, operation, None).is_empty())
            .collect()
    }

    fn pair(
        &self,
        renewal: &Renewal<'_>,
        list: &Operation,
        listed: &KeysAt,
        name: &str,
        entry: Option<&KeyPairEntry>,
    ) -> Result<KeyPair, Refusal> {
        let (model, first) = (self.model, renewal.operations[0]);
        let outside = || Refusal::Half("its resource is in no resource group".to_owned());
        let resource = resource::of(first).ok_or_else(outside)?;
        let parameters = &resource.parameters;
        selector::check_body(model, list, None).map_err(Refusal::Half)?;
        let list = resource::call(model, list, parameters, None).map_err(Refusal::Half)?;
        let regenerate = renewal
            .regenerate(model, parameters, name, entry)
            .map_err(Refusal::Half)?;
        selector::check_listed(model, &regenerate, listed).map_err(Refusal::Half)?;
        let listed = selector::words_of_items(model, listed.clone(), &regenerate, first)
            .map_err(Refusal::Half)?;
        let answered = renewal.answers_once(model, &listed);
        let said = entry.and_then(|entry| entry.name.clone());
        Ok(KeyPair {
            name: said.unwrap_or_else(|| names::name(&resource.part, name)),
            method: String::new(),
            ty: String::new(),
            namespace: resource.namespace,
            resource: resource.path,
            parameters: resource.parameters,
            api_version: first.api_version.clone(),
            list,
            listed,
            regenerate,
            answered,
        })
    }
}

fn the_list<'m>(lists: &[&'m Operation]) -> Result<&'m Operation, Refusal> {
    match lists {
        [list] => Ok(list),
        [] => Err(Refusal::Half(
            "no selected operation lists the keys".to_owned(),
        )),
        several => {
            let names: Vec<String> = several
                .iter()
                .map(|list| format!("`{}`", list.id))
                .collect();
            Err(Refusal::Ambiguous(format!(
                "{} all list keys",
                names.join(" and ")
            )))
        }
    }
}

fn tell(renewal: &Renewal<'_>, refusal: Refusal, diagnostics: &mut Diagnostics) {
    let (names, origin) = (renewal.names(), renewal.operations[0].origin.clone());
    match refusal {
        Refusal::Half(why) => {
            let message = format!("no pair of keys comes of {names}: {why}");
            diagnostics.report(Code::HalfKeyPair, origin, message, HELP);
        }
        Refusal::Ambiguous(why) => {
            let message = format!("which pair of keys comes of {names} is not clear: {why}");
            diagnostics.report(Code::AmbiguousKeyPair, origin, message, HELP);
        }
    }
}

const HELP: &str = "say what is missing, or by `none` why it is none, in a `key_pairs` entry of the manifest's service";
