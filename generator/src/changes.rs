//! What differs between two public APIs, and what each difference means for the code of users.
//!
//! The verdicts follow the rules of the Cargo book's chapter on SemVer compatibility.

mod behaviour;
mod change;
mod renamed;
mod verdict;

pub use change::{Change, Side, What};
pub use verdict::{Effect, Verdict};

use crate::{
    api::{Api, Entry, Kind},
    load::Documents,
};
use serde::Serialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    mem,
};

/// The differences between two APIs, by path.
#[derive(Clone, Debug, Serialize)]
pub struct Changes {
    /// The largest verdict of all changes.
    pub verdict: Verdict,
    /// How many changes of behaviour can break users although their code still compiles.
    pub breaking_behaviour: usize,
    /// The changes, sorted by path.
    pub list: Vec<Change>,
}

impl Changes {
    fn of(list: Vec<Change>) -> Self {
        let verdicts = list.iter().map(|change| change.effect.verdict());
        let breaking = list
            .iter()
            .filter(|change| change.effect == Effect::Behaviour { breaking: true });
        Self {
            verdict: verdicts.max().unwrap_or(Verdict::None),
            breaking_behaviour: breaking.count(),
            list,
        }
    }

    /// Leaves out the changes for which `is_kept` returns false, also from the verdict.
    pub fn retain(&mut self, is_kept: impl FnMut(&Change) -> bool) {
        let mut list = mem::take(&mut self.list);
        list.retain(is_kept);
        *self = Self::of(list);
    }

    /// Replaces pointers into the definitions by files with lines and columns.
    pub fn locate(&mut self, old: &Documents, new: &Documents) {
        for change in &mut self.list {
            for (side, documents) in [(&mut change.old, old), (&mut change.new, new)] {
                if let Some(side) = side {
                    side.origin = side.origin.take().map(|origin| origin.located(documents));
                }
            }
        }
    }
}

/// All differences between two APIs.
pub fn compare(old: &Api, new: &Api) -> Changes {
    let comparison = Comparison {
        old: &old.entries,
        new: &new.entries,
        renamed: renamed::pairs(&old.entries, &new.entries),
    };
    let mut list = comparison.changes();
    list.sort_by(|one, other| one.path.cmp(&other.path));
    Changes::of(list)
}

type Entries = BTreeMap<String, Entry>;

struct Comparison<'a> {
    old: &'a Entries,
    new: &'a Entries,
    /// Old paths with their new ones.
    renamed: BTreeMap<&'a str, &'a str>,
}

impl<'a> Comparison<'a> {
    fn changes(&self) -> Vec<Change> {
        let targets: BTreeSet<&str> = self.renamed.values().copied().collect();
        let renamed = self.renamed.iter();
        let renamed = renamed.flat_map(|(old, new)| self.renamed(old, new));
        let removed = missing(self.old, self.new)
            .filter(|(path, _)| !self.renamed.contains_key(path.as_str()));
        let removed = removed.map(|(path, entry)| removed_item(path, entry));
        let added =
            missing(self.new, self.old).filter(|(path, _)| !targets.contains(path.as_str()));
        let added = added.map(|(path, entry)| self.added(path, entry));
        let kept = self.old.iter().flat_map(|(path, old)| {
            let new = self.new.get(path);
            new.map_or_else(Vec::new, |new| item_changes(path, old, new))
        });
        renamed.chain(removed).chain(added).chain(kept).collect()
    }

    fn renamed(&self, old_path: &str, new_path: &str) -> Vec<Change> {
        let (old, new) = (&self.old[old_path], &self.new[new_path]);
        let change = Change {
            path: old_path.to_owned(),
            kind: old.kind,
            what: What::Renamed {
                to: new_path.to_owned(),
            },
            effect: Effect::Major("users have to write the new name"),
            old: Some(Side::declaration(old)),
            new: Some(Side::declaration(new)),
        };
        let others = item_changes(new_path, old, new).into_iter();
        let others = others.filter(|change| matches!(change.effect, Effect::Behaviour { .. }));
        [change].into_iter().chain(others).collect()
    }

    fn added(&self, path: &str, entry: &Entry) -> Change {
        let parent = parent(self.old, path).map(|parent| &self.old[parent]);
        let is_closed = parent.is_some_and(|parent| parent.exhaustive);
        let effect = match entry.kind {
            Kind::Field if is_closed => {
                Effect::Major("struct literals of users lack the new field")
            }
            Kind::Variant if is_closed => Effect::Major("a `match` of users lacks the new variant"),
            _ => Effect::Minor("the code of users does not name it yet"),
        };
        Change {
            path: path.to_owned(),
            kind: entry.kind,
            what: What::Added,
            effect,
            old: None,
            new: Some(Side::declaration(entry)),
        }
    }
}

fn removed_item(path: &str, entry: &Entry) -> Change {
    let effect = match entry.kind {
        Kind::ResourceType => Effect::Behaviour { breaking: true },
        _ => Effect::Major("the code of users may name it"),
    };
    Change {
        path: path.to_owned(),
        kind: entry.kind,
        what: What::Removed,
        effect,
        old: Some(Side::declaration(entry)),
        new: None,
    }
}

/// Entries that `others` lacks, without the members of items that it lacks as well.
fn missing<'a>(
    entries: &'a Entries,
    others: &'a Entries,
) -> impl Iterator<Item = (&'a String, &'a Entry)> {
    entries.iter().filter(|(path, _)| {
        let is_missing = !others.contains_key(*path);
        is_missing && parent(entries, path).is_none_or(|parent| others.contains_key(parent))
    })
}

/// The item that contains another.
fn parent<'p>(entries: &Entries, path: &'p str) -> Option<&'p str> {
    let mut path = path;
    while let Some((outer, _)) = path.rsplit_once("::") {
        if entries.contains_key(outer) {
            return Some(outer);
        }
        path = outer;
    }
    None
}

/// Changes of an item that both APIs have.
fn item_changes(path: &str, old: &Entry, new: &Entry) -> Vec<Change> {
    let change = |what, effect| Change {
        path: path.to_owned(),
        kind: new.kind,
        what,
        effect,
        old: Some(Side::declaration(old)),
        new: Some(Side::declaration(new)),
    };
    let mut changes = Vec::new();
    if old.signature != new.signature {
        changes.push(change(
            What::Declaration,
            Effect::Major("the code of users depends on the types"),
        ));
    } else if old.declaration != new.declaration {
        changes.push(change(
            What::Declaration,
            Effect::Patch("only names of arguments differ"),
        ));
    }
    match (old.exhaustive, new.exhaustive) {
        (true, false) => changes.push(change(
            What::NonExhaustive { now: true },
            Effect::Major("users can no longer write it without `..` or match it without `_`"),
        )),
        (false, true) => changes.push(change(
            What::NonExhaustive { now: false },
            Effect::Minor("users can do more than before"),
        )),
        _ => {}
    }
    for name in old.traits.difference(&new.traits) {
        let effect = Effect::Major("the code of users may need the trait");
        changes.push(change(What::TraitRemoved(name.clone()), effect));
    }
    for name in new.traits.difference(&old.traits) {
        let effect = Effect::Minor("the code of users does not use it yet");
        changes.push(change(What::TraitAdded(name.clone()), effect));
    }
    if old.docs != new.docs {
        changes.push(Change {
            old: Some(Side::text(old, &old.docs)),
            new: Some(Side::text(new, &new.docs)),
            ..change(
                What::Documentation,
                Effect::Patch("only the documentation differs"),
            )
        });
    }
    changes.extend(behaviour::changes(path, old, new));
    changes
}
