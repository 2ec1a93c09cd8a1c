//! YAML values while they are parsed, and objects with merge keys.

use crate::load::OURS;
use serde_json::{Map, Value};

/// Estimated bytes of a value besides its text.
const VALUE: usize = 16;

/// A value, and the cost of a copy of it.
#[derive(Clone)]
pub(super) struct Node {
    pub(super) value: Value,
    /// Estimated bytes: a lower bound of what the tree takes.
    pub(super) size: usize,
    /// Levels of lists and objects.
    pub(super) depth: usize,
}

impl Node {
    pub(super) fn scalar(value: Value) -> Self {
        let size = VALUE + value.as_str().map_or(0, str::len);
        Self {
            value,
            size,
            depth: 0,
        }
    }
}

/// The name of a member, or `<<`, which merges the members of other objects.
pub(super) enum Key {
    Name(String),
    Merge,
}

/// A list or an object whose end has not been read yet.
pub(super) struct Open {
    pub(super) anchor: usize,
    holder: Holder,
    size: usize,
    depth: usize,
}

enum Holder {
    List(Vec<Value>),
    Object {
        members: Map<String, Value>,
        key: Option<Key>,
        /// Objects of merge keys, those of higher priority first.
        merged: Vec<Map<String, Value>>,
        has_merged: bool,
    },
}

impl Open {
    pub(super) fn list(anchor: usize) -> Self {
        Self::new(anchor, Holder::List(Vec::new()))
    }

    pub(super) fn object(anchor: usize) -> Self {
        let holder = Holder::Object {
            members: Map::new(),
            key: None,
            merged: Vec::new(),
            has_merged: false,
        };
        Self::new(anchor, holder)
    }

    fn new(anchor: usize, holder: Holder) -> Self {
        Self {
            anchor,
            holder,
            size: VALUE,
            depth: 0,
        }
    }

    /// Whether the next value is a key.
    pub(super) fn expects_key(&self) -> bool {
        matches!(self.holder, Holder::Object { key: None, .. })
    }

    /// Adds the key of the next member. A repeated key is an error.
    pub(super) fn key(&mut self, new: Key) -> Result<(), String> {
        let Holder::Object {
            members,
            key,
            has_merged,
            ..
        } = &mut self.holder
        else {
            return Ok(());
        };
        let (is_known, name) = match &new {
            Key::Name(name) => (members.contains_key(name), name.as_str()),
            Key::Merge => (std::mem::replace(has_merged, true), "<<"),
        };
        if is_known {
            return Err(format!("the member `{name}` occurs twice in one object"));
        }
        self.size += VALUE + name.len();
        *key = Some(new);
        Ok(())
    }

    /// Adds an item, or the value of the member whose key was read before.
    pub(super) fn add(&mut self, node: Node) -> Result<(), String> {
        self.size += node.size;
        self.depth = self.depth.max(node.depth);
        match &mut self.holder {
            Holder::List(items) => items.push(node.value),
            Holder::Object {
                members,
                key,
                merged,
                ..
            } => match key.take() {
                Some(Key::Merge) => *merged = merge_of(node.value)?,
                Some(Key::Name(name)) => drop(members.insert(name, node.value)),
                None => {}
            },
        }
        Ok(())
    }

    /// The complete value. Own members override merged ones, wherever the merge key is.
    pub(super) fn close(self) -> Node {
        let value = match self.holder {
            Holder::List(items) => Value::Array(items),
            Holder::Object {
                mut members,
                merged,
                ..
            } => {
                for (name, value) in merged.into_iter().flatten() {
                    members.entry(name).or_insert(value);
                }
                // Only the loader may add such members, so those of a file are dropped.
                members.retain(|key, _| !key.starts_with(OURS));
                // The order of members has no meaning, but names of types depend on which schema is reached first.
                members.sort_keys();
                Value::Object(members)
            }
        };
        Node {
            value,
            size: self.size,
            depth: self.depth + 1,
        }
    }
}

/// The objects of a merge key: one, or several in a list, of which earlier ones have priority.
fn merge_of(value: Value) -> Result<Vec<Map<String, Value>>, String> {
    let one = |value: Value| match value {
        Value::Object(members) => Ok(members),
        _ => {
            Err("the value of a merge key (`<<`) must be an object or a list of objects".to_owned())
        }
    };
    match value {
        Value::Array(items) => items.into_iter().map(one).collect(),
        other => Ok(vec![one(other)?]),
    }
}
