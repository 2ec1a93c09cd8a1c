//! Parts of the model to print: operations, and the definitions that they reach.

use super::{
    DefinitionId, Definitions, Group, HeaderTrait, KeyCall, KeyPair, KeysAt, Model, Regenerate,
    ResourceName, Response, SelectorPlace, SelectorValues, Service, SpellingId, Spellings, Type,
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Operations, with the definitions and spellings that they reach.
///
/// Definitions are sorted by their places and numbered anew, so that an excerpt depends neither on what it leaves out
/// nor on the order in which files were read.
#[derive(Clone, Debug, Serialize)]
pub struct Excerpt {
    /// Services with the chosen operations, and with the key pairs and header traits that belong to them.
    pub services: Vec<Service>,
    /// Definitions that the operations reach; ids of definitions are indexes of this list.
    pub definitions: Definitions,
    /// Spellings that the operations reach; ids of spellings are indexes of this list.
    pub spellings: Spellings,
}

/// An id somewhere in the model, to read or to change.
enum Named<'m> {
    Definition(&'m mut DefinitionId),
    Spelling(&'m mut SpellingId),
}

type Visit<'v> = &'v mut dyn FnMut(Named<'_>);

impl Model {
    /// The whole model, without the definitions that no operation reaches.
    pub fn reached(mut self) -> Self {
        let all = Excerpt::of(&mut self, |_| true);
        (self.services, self.definitions, self.spellings) =
            (all.services, all.definitions, all.spellings);
        self
    }

    /// The model with only the operations with these ids, of whatever service, and what they reach. A pair of
    /// keys stays if all operations that it calls do. The error is the first id that no operation has.
    pub fn only(mut self, ids: &[String]) -> Result<Self, String> {
        let excerpt = self.clone().excerpt(ids)?;
        (self.services, self.definitions, self.spellings) =
            (excerpt.services, excerpt.definitions, excerpt.spellings);
        let is_chosen = |call: &KeyCall| ids.iter().any(|id| id == call.operation.published());
        for group in self.services.iter_mut().flat_map(|one| &mut one.groups) {
            group.key_pairs.retain(|pair| pair.calls().all(is_chosen));
        }
        Ok(self)
    }

    /// The operations with these ids, of whatever service. The error is the first id that no operation has.
    pub fn excerpt(mut self, ids: &[String]) -> Result<Excerpt, String> {
        let is_known = |id: &String| self.operations().any(|operation| operation.id == *id);
        match ids.iter().find(|id| !is_known(id)) {
            Some(unknown) => Err(unknown.clone()),
            None => Ok(Excerpt::of(&mut self, |id| ids.iter().any(|one| one == id))),
        }
    }
}

impl Excerpt {
    fn of(model: &mut Model, is_chosen: impl Fn(&str) -> bool) -> Self {
        let mut services: BTreeMap<usize, Service> = std::mem::take(&mut model.services)
            .into_iter()
            .enumerate()
            .collect();
        services.retain(|_, service| keep(service, &is_chosen));
        let numbers: BTreeMap<usize, usize> = services.keys().copied().zip(0..).collect();
        let mut excerpt = Self {
            services: services.into_values().collect(),
            definitions: Definitions::default(),
            spellings: Spellings::default(),
        };
        let (definitions, spellings) = excerpt.reach(&mut model.definitions);
        let spellings = spellings
            .into_iter()
            .map(|id| (id, excerpt.spellings.push(model.spellings[id].clone())))
            .collect();
        let definitions = definitions
            .into_iter()
            .map(|id| (id, excerpt.definitions.push(model.definitions[id].clone())))
            .collect();
        for definition in excerpt.definitions.iter_mut() {
            let kept = definition.shared.iter().filter_map(|id| numbers.get(id));
            definition.shared = kept.copied().collect();
            // A shared definition belongs to each service that publishes it.
            let own = numbers.get(&definition.service);
            let own = own.or(definition.shared.first()).copied();
            definition.service = own.unwrap_or_default();
        }
        excerpt.renumber(&model.definitions, &definitions, &spellings);
        excerpt
    }

    /// Definitions, sorted by their places, and spellings that the excerpt refers to at any depth.
    fn reach(&mut self, all: &mut Definitions) -> (Vec<DefinitionId>, BTreeSet<SpellingId>) {
        let (mut definitions, mut spellings) = (BTreeSet::new(), BTreeSet::new());
        let mut pending = Vec::new();
        let mut gather = |named: Named<'_>, pending: &mut Vec<DefinitionId>| match named {
            Named::Definition(id) => pending.push(*id),
            Named::Spelling(id) => drop(spellings.insert(*id)),
        };
        for service in &mut self.services {
            visit_service(service, &mut |named| gather(named, &mut pending));
        }
        while let Some(id) = pending.pop() {
            let id = emitted(all, id);
            if definitions.insert(id) {
                let types = all[id].shape.kind.types_mut();
                visit_types(types, &mut |named| gather(named, &mut pending));
            }
        }
        let mut definitions: Vec<DefinitionId> = definitions.into_iter().collect();
        let order = |id: &DefinitionId| (&all[*id].origin, &all[*id].name);
        definitions.sort_by(|a, b| order(a).cmp(&order(b)));
        (definitions, spellings)
    }

    fn renumber(
        &mut self,
        all: &Definitions,
        definitions: &BTreeMap<DefinitionId, DefinitionId>,
        spellings: &BTreeMap<SpellingId, SpellingId>,
    ) {
        let visit: Visit<'_> = &mut |named| match named {
            Named::Definition(id) => *id = definitions[&emitted(all, *id)],
            Named::Spelling(id) => *id = spellings[id],
        };
        for service in &mut self.services {
            visit_service(service, visit);
        }
        for definition in self.definitions.iter_mut() {
            visit_types(definition.shape.kind.types_mut(), visit);
        }
    }
}

/// Keeps only the chosen operations and what belongs to them. Returns whether any is left.
fn keep(service: &mut Service, is_chosen: &impl Fn(&str) -> bool) -> bool {
    for group in &mut service.groups {
        group
            .operations
            .retain(|operation| is_chosen(&operation.id));
        group.key_pairs.retain(|pair| {
            pair.calls()
                .any(|call| is_chosen(call.operation.published()))
        });
    }
    service
        .groups
        .retain(|group| !group.operations.is_empty() || !group.key_pairs.is_empty());
    let responses: Vec<Response> = service
        .operations()
        .map(|operation| operation.response.clone())
        .collect();
    service.headers.retain(|known| {
        responses
            .iter()
            .any(|response| response.is_like(&known.response))
    });
    !service.groups.is_empty()
}

/// The definition that is emitted in place of this one.
fn emitted(all: &Definitions, id: DefinitionId) -> DefinitionId {
    match all[id].merged {
        Some(target) if target != id => emitted(all, target),
        _ => id,
    }
}

fn visit_service(service: &mut Service, visit: Visit<'_>) {
    for group in &mut service.groups {
        visit_group(group, visit);
    }
    for HeaderTrait {
        response, headers, ..
    } in &mut service.headers
    {
        let headers = headers.iter_mut().map(|header| &mut header.ty);
        visit_types(response.types_mut().chain(headers), visit);
    }
}

fn visit_group(group: &mut Group, visit: Visit<'_>) {
    for operation in &mut group.operations {
        visit_types(operation.types_mut(), visit);
    }
    for pair in &mut group.key_pairs {
        visit_key_pair(pair, visit);
    }
}

fn visit_key_pair(pair: &mut KeyPair, visit: Visit<'_>) {
    let names = pair.resource.iter_mut().filter_map(|(_, name)| match name {
        ResourceName::Parameter(parameter) => Some(&mut **parameter),
        ResourceName::Literal(_) => None,
    });
    let parameters = names.chain([&mut pair.resource_group]);
    visit_types(parameters.map(|parameter| &mut parameter.ty), visit);
    if let Regenerate::Selected(_, selector) = &mut pair.regenerate {
        if let SelectorPlace::Body { body, .. } = &mut selector.place {
            visit(Named::Definition(body));
        }
        match &mut selector.values {
            SelectorValues::KeyType(id) => visit(Named::Spelling(id)),
            SelectorValues::Variants(id, _) => visit(Named::Definition(id)),
            SelectorValues::Texts(_) | SelectorValues::Listed(_) => {}
        }
    }
    for keys in [&mut pair.listed].into_iter().chain(&mut pair.regenerated) {
        visit(Named::Definition(&mut keys.definition));
        match &mut keys.at {
            KeysAt::Fields { parent, .. } => {
                if let Some(parent) = parent {
                    visit(Named::Definition(&mut parent.definition));
                }
            }
            KeysAt::Items(items) => visit(Named::Definition(&mut items.item)),
            KeysAt::One(_) => {}
        }
    }
}

fn visit_types<'t>(types: impl Iterator<Item = &'t mut Type>, visit: Visit<'_>) {
    for ty in types {
        match ty.leaf_mut() {
            Type::Definition(id) => visit(Named::Definition(id)),
            Type::Key(id) => visit(Named::Spelling(id)),
            _ => {}
        }
    }
}
