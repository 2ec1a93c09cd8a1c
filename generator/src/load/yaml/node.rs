//! Values of YAML while they are read, and the objects that merge keys make of several.

use crate::load::OURS;
use serde_json::{Map, Value};

/// Bytes that a value takes besides its text.
const VALUE: usize = 16;

/// A value, with what it costs to write it out once more.
#[derive(Clone)]
pub(super) struct Node {
    pub(super) value: Value,
    /// Bytes, of which a tree takes no fewer.
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

/// Name of a member, or `<<`, which brings the members of other objects.
pub(super) enum Key {
    Name(String),
    Merge,
}

/// A list or an object whose end was not read yet.
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
        /// What merge keys bring, the most important first.
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

    /// Whether the next value names a member.
    pub(super) fn expects_key(&self) -> bool {
        matches!(self.holder, Holder::Object { key: None, .. })
    }

    /// Takes the key of the next member, which must be a new one.
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
            return Err(format!("the member `{name}` stands twice in one object"));
        }
        self.size += VALUE + name.len();
        *key = Some(new);
        Ok(())
    }

    /// Takes an item, or the value of the member whose key came before.
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

    /// The whole value. Own members win over merged ones, whatever their order.
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
                // A stamp says what the loader has seen, so no file may bring one.
                members.retain(|key, _| !key.starts_with(OURS));
                // The order of members means nothing, and what is reached first may give its name.
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

/// The objects that a merge key names: one, or several in a list, of which the earlier win.
fn merge_of(value: Value) -> Result<Vec<Map<String, Value>>, String> {
    let one = |value: Value| match value {
        Value::Object(members) => Ok(members),
        _ => Err("a merge key (`<<`) takes an object, or a list of objects".to_owned()),
    };
    match value {
        Value::Array(items) => items.into_iter().map(one).collect(),
        other => Ok(vec![one(other)?]),
    }
}
