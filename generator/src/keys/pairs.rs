//! Finds operations that list and regenerate two keys of a resource: a pair of keys.

pub(crate) mod entries;
mod regeneration;
mod resource;
mod response;
mod selector;

use crate::{
    diagnostic::{AmbiguousPair, Code, Diagnostics, PairChoice},
    manifest::KeyPairEntry,
    model::{Group, KeyPair, KeyRole, Method, Model, Operation, Service},
};
use regeneration::{Regeneration, base, literals, regenerations};
use response::Found;
use std::collections::BTreeSet;

/// Name of the only pair of a resource.
pub(crate) const ONLY_PAIR: &str = "keys";

/// The pairs of a sub-client. Ambiguous pairs are errors, incomplete ones warnings.
pub(crate) fn of_group(
    model: &Model,
    service: &Service,
    group: &Group,
    diagnostics: &mut Diagnostics,
) -> Vec<KeyPair> {
    Derivation {
        model,
        service,
        group,
    }
    .pairs(diagnostics)
}

/// Why operations form no pair of keys.
enum Refusal {
    /// Something is missing.
    Half(String),
    /// There is more than one possible pair: these.
    Ambiguous(String, Vec<PairChoice>),
}

struct Derivation<'a> {
    model: &'a Model,
    service: &'a Service,
    group: &'a Group,
}

impl<'a> Derivation<'a> {
    fn pairs(&self, diagnostics: &mut Diagnostics) -> Vec<KeyPair> {
        let mut pairs = Vec::new();
        // A pair needs the id of its resource. Only ids of resources in resource groups are supported.
        let in_groups = regenerations(self.group)
            .into_iter()
            .filter(|regeneration| resource::of(regeneration.operations[0]).is_some());
        for regeneration in in_groups {
            let entries = self.service.key_pair_entries.iter();
            let mut entries = entries
                .filter(|entry| regeneration.is_named_by(entry))
                .peekable();
            if entries.peek().is_none() {
                match self.derived(&regeneration) {
                    Ok(derived) => pairs.extend(derived),
                    Err(Refusal::Half(_)) if self.has_left_out() => {}
                    Err(refusal) => report(self.service, &regeneration, refusal, diagnostics),
                }
            }
            for entry in entries.filter(|entry| entry.none.is_none()) {
                match self.specified(&regeneration, entry) {
                    Ok(pair) => pairs.push(pair),
                    Err(Refusal::Half(_)) if self.has_left_out() => {}
                    Err(Refusal::Half(why) | Refusal::Ambiguous(why, _)) => {
                        diagnostics.report(Code::ManifestKeyPair, entry.place.clone(), why, HELP);
                    }
                }
            }
        }
        pairs
    }

    /// Whether operations were left out. Then a missing part of a pair may be among them, and a warning would mislead.
    fn has_left_out(&self) -> bool {
        !self.service.refused.is_empty()
    }

    /// The pairs for which the manifest has no entry.
    fn derived(&self, regeneration: &Regeneration<'_>) -> Result<Vec<KeyPair>, Refusal> {
        let lists = self.lists(regeneration);
        let listed = match lists.as_slice() {
            [list] => response::pairs(self.model, list, None),
            _ => Vec::new(),
        };
        if listed.is_empty() && !regeneration.may_select(self.model) {
            return Ok(Vec::new());
        }
        if !regeneration.names_keys() {
            let message = "their paths do not show that they regenerate keys";
            return Err(Refusal::Half(message.to_owned()));
        }
        let list = only_list(&lists)?;
        if listed.is_empty() {
            return Err(Refusal::Half(format!(
                "the response of `{}` does not show which properties are the two keys",
                list.id
            )));
        }
        let names: BTreeSet<&str> = listed.iter().map(|found| found.pair.as_str()).collect();
        let is_clear = listed.len() == 1 || regeneration.has_values_for_several(self.model);
        if names.len() < listed.len() || !is_clear {
            let choices = listed.iter().filter_map(Found::names);
            return Err(Refusal::Ambiguous(
                format!(
                    "the response of `{}` contains several pairs of keys",
                    list.id
                ),
                choices.map(PairChoice::Keys).collect(),
            ));
        }
        let pairs = listed
            .iter()
            .map(|found| self.pair(regeneration, list, found, None));
        pairs.collect()
    }

    /// The pair of an entry of the manifest, which may leave parts to be derived.
    fn specified(
        &self,
        regeneration: &Regeneration<'_>,
        entry: &KeyPairEntry,
    ) -> Result<KeyPair, Refusal> {
        let lists = match &entry.list {
            Some(id) => {
                let id = self.group.operation_id(id);
                id.map(|id| &self.group[&id]).into_iter().collect()
            }
            None => self.lists(regeneration),
        };
        let list = only_list(&lists)?;
        let listed = response::pairs(self.model, list, entry.key_names.as_ref());
        match listed.as_slice() {
            [one] => self.pair(regeneration, list, one, Some(entry)),
            several => Err(Refusal::Ambiguous(
                format!(
                    "the response of `{}` contains {} such pairs of keys; name the two properties or items in `keys`",
                    list.id,
                    several.len()
                ),
                Vec::new(),
            )),
        }
    }

    /// Operations that list the keys which `regeneration` regenerates: those of the same resource that list keys, or
    /// else the GET of the resource, if its response holds keys.
    fn lists(&self, regeneration: &Regeneration<'_>) -> Vec<&'a Operation> {
        let operations = || self.group.operations.iter();
        let beside: Vec<&'a Operation> = operations()
            .filter(|operation| operation.key_role == Some(KeyRole::List))
            .filter(|operation| base(&operation.path) == regeneration.base)
            .collect();
        // Of several, some may list other secrets, such as a token.
        let pairs =
            |operation: &&'a Operation| !response::pairs(self.model, operation, None).is_empty();
        let of_pairs: Vec<&'a Operation> = beside.iter().copied().filter(pairs).collect();
        match (beside.len(), of_pairs.len()) {
            (0, _) => {}
            (_, 0) => return beside,
            _ => return of_pairs,
        }
        operations()
            .filter(|operation| operation.method == Method::Get)
            .filter(|operation| literals(operation.path.segments()) == regeneration.base)
            .filter(pairs)
            .collect()
    }

    fn pair(
        &self,
        regeneration: &Regeneration<'_>,
        list: &Operation,
        listed: &Found,
        entry: Option<&KeyPairEntry>,
    ) -> Result<KeyPair, Refusal> {
        let (model, first) = (self.model, regeneration.operations[0]);
        let outside = || Refusal::Half("its resource is in no resource group".to_owned());
        let resource = resource::of(first).ok_or_else(outside)?;
        selector::check_body(model, list, None).map_err(Refusal::Half)?;
        let list = resource
            .call(model, self.group, list, None)
            .map_err(Refusal::Half)?;
        let regenerate = regeneration
            .regenerate(model, &resource, listed, entry)
            .map_err(Refusal::Half)?;
        let names = selector::item_names(model, listed, &regenerate);
        let specified = entry.and_then(|entry| entry.name.clone());
        let name = specified.unwrap_or_else(|| pair_name(&resource.part, &listed.pair));
        let unnamed = || Refusal::Half(UNNAMED.to_owned());
        let listed = listed.keys(names).ok_or_else(unnamed)?;
        let regenerated = regeneration.returned_keys(model, &listed);
        Ok(KeyPair {
            name,
            method: String::new(),
            ty: String::new(),
            namespace: resource.namespace,
            resource_group: resource.group,
            resource: resource.path,
            api_version: first.api_version.clone(),
            list,
            listed,
            regenerate,
            regenerated,
        })
    }
}

/// Name of a pair: the part of the resource that has the keys, and the name of the pair among others there.
fn pair_name(part: &str, pair: &str) -> String {
    match (part, pair) {
        ("", "") => ONLY_PAIR.to_owned(),
        (part, "") => part.to_owned(),
        ("", pair) => pair.to_owned(),
        (part, pair) => format!("{part}-{pair}"),
    }
}

fn only_list<'m>(lists: &[&'m Operation]) -> Result<&'m Operation, Refusal> {
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
            let choices = several.iter().map(|list| PairChoice::List(list.id.clone()));
            Err(Refusal::Ambiguous(
                format!("{} all list keys", names.join(" and ")),
                choices.collect(),
            ))
        }
    }
}

fn report(
    service: &Service,
    regeneration: &Regeneration<'_>,
    refusal: Refusal,
    diagnostics: &mut Diagnostics,
) {
    let (names, origin) = (
        regeneration.names(),
        regeneration.operations[0].origin.clone(),
    );
    match refusal {
        Refusal::Half(why) => {
            let message = format!("no pair of keys is generated for {names}: {why}");
            diagnostics.report(Code::HalfKeyPair, origin, message, HELP);
        }
        Refusal::Ambiguous(because, choices) => {
            let message = format!("the pair of keys of {names} is ambiguous: {because}");
            let ids = regeneration.operations.iter();
            let pair = Box::new(AmbiguousPair {
                service: service.module.clone(),
                regenerate: ids.map(|operation| operation.id.clone()).collect(),
                because,
                choices,
            });
            diagnostics.report_pair(Some(pair), Code::AmbiguousKeyPair, origin, message, HELP);
        }
    }
}

const UNNAMED: &str = "the names of the two keys in the list are not known";

const HELP: &str = "add a `key_pairs` entry to the service in the manifest: specify what is missing, or give in `none` the reason why there is no pair";
