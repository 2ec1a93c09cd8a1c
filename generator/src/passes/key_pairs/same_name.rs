//! Pairs of keys of one resource that have the same name.

use crate::{
    diagnostic::{AmbiguousPair, Code, Diagnostics, PairChoice},
    model::{Group, KeyPair, KeysAt, ResourceName, Service},
};
use std::collections::{BTreeMap, BTreeSet};

/// A pair with the sub-client that has it.
#[derive(Clone, Copy)]
struct Held<'m> {
    group: &'m Group,
    pair: &'m KeyPair,
}

/// Rejects two pairs of one resource with one name: a rotation could not distinguish them.
pub(super) fn check(service: &Service, diagnostics: &mut Diagnostics) {
    let groups = service.groups.iter();
    let pairs =
        groups.flat_map(|group| group.key_pairs.iter().map(move |pair| Held { group, pair }));
    let mut first: BTreeMap<(String, &str), Held<'_>> = BTreeMap::new();
    let mut taken: BTreeSet<(String, String)> = pairs
        .clone()
        .map(|one| (resource(one.pair), one.pair.name.clone()))
        .collect();
    let mut decided = BTreeSet::new();
    for second in pairs {
        let key = (resource(second.pair), second.pair.name.as_str());
        let Some(first) = first.get(&key).copied() else {
            first.insert(key, second);
            continue;
        };
        let because = format!(
            "the keys that `{}` and `{}` list are both called `{}`",
            second.list(),
            first.list(),
            second.pair.name
        );
        // An entry that the manifest has is changed by its author.
        let open = [second, first]
            .into_iter()
            .find(|one| !one.has_entry(service));
        let help = match open {
            Some(_) => {
                "give one of them another `name` in a `key_pairs` entry of the manifest's service"
            }
            None => "give one of them another `name` in its `key_pairs` entry in the manifest",
        };
        let open = open.filter(|one| decided.insert(one.regenerate()));
        let pair = open.map(|one| Box::new(one.decision(service, &because, &mut taken)));
        let at = second.group[&second.pair.list.operation].origin.clone();
        diagnostics.report_pair(pair, Code::AmbiguousKeyPair, at, because, help);
    }
}

impl<'m> Held<'m> {
    /// Id of the operation that lists the keys.
    fn list(self) -> &'m str {
        &self.group[&self.pair.list.operation].id
    }

    /// Ids of the operations that regenerate them.
    fn regenerate(self) -> Vec<String> {
        let calls = self.pair.calls().skip(1);
        let ids = calls.map(|call| self.group[&call.operation].id.clone());
        ids.collect()
    }

    fn has_entry(self, service: &Service) -> bool {
        let regenerate = self.regenerate();
        let mut entries = service.key_pair_entries.iter();
        entries.any(|entry| entry.regenerate == regenerate)
    }

    /// What an entry has to decide: another name, and which keys have it if the operations regenerate several pairs.
    fn decision(
        self,
        service: &Service,
        because: &str,
        taken: &mut BTreeSet<(String, String)>,
    ) -> AmbiguousPair {
        let regenerate = self.regenerate();
        let pairs = self.group.key_pairs.iter();
        let alike = pairs.map(|pair| Held { pair, ..self });
        let alike: Vec<_> = alike.filter(|one| one.regenerate() == regenerate).collect();
        let keys = match alike.as_slice() {
            [_] => Vec::new(),
            several => several.iter().filter_map(|one| one.keys()).collect(),
        };
        let keys = keys.into_iter().map(PairChoice::Keys);
        let name = PairChoice::Name(self.other_name(taken));
        AmbiguousPair {
            service: service.module.clone(),
            regenerate,
            because: because.to_owned(),
            choices: keys.chain([name]).collect(),
        }
    }

    /// The names of the properties with the keys.
    fn keys(self) -> Option<[String; 2]> {
        let KeysAt::Fields {
            primary, secondary, ..
        } = &self.pair.listed.at
        else {
            return None;
        };
        let [primary, secondary] = [primary, secondary].map(|key| key.value.as_ref());
        Some([primary?, secondary?].map(|id| id.wire().to_owned()))
    }

    /// A name that no pair of the resource has: that of the sub-client, or of the operation.
    fn other_name(self, taken: &mut BTreeSet<(String, String)>) -> String {
        let resource = resource(self.pair);
        let calls = self.pair.calls().skip(1);
        let operations = calls.map(|call| &self.group[&call.operation].name);
        let names = [&self.group.name].into_iter().chain(operations);
        let names = names.map(|name| name.rust.replace('_', "-"));
        let numbered = (2..).map(|number| format!("{}-{number}", self.pair.name));
        let mut names = names.filter(|name| !name.is_empty()).chain(numbered);
        let free = names.find(|name| taken.insert((resource.clone(), name.clone())));
        free.unwrap_or_default()
    }
}

/// The resource type, with the names of resources that are fixed in the path.
fn resource(pair: &KeyPair) -> String {
    let path = pair.resource.iter().map(|(kind, name)| match name {
        ResourceName::Parameter(_) => format!("/{kind}"),
        ResourceName::Literal(name) => format!("/{kind}/{name}"),
    });
    (pair.namespace.clone() + &path.collect::<String>()).to_ascii_lowercase()
}
