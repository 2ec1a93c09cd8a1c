//! Text of a file to a raw tree. Members of objects are sorted; a repeated member is an error.

use super::{
    OURS,
    unreadable::{Limits, Unreadable},
    yaml,
};
use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Map, Value};
use std::fmt;

/// Parses JSON if `file` ends in `.json`, else YAML. A byte order mark is accepted.
pub(crate) fn parse(file: &str, text: &str, limits: &Limits) -> Result<Value, Unreadable> {
    let text = text.trim_start_matches('\u{feff}');
    if !file.ends_with(".json") {
        return yaml::parse(text, limits);
    }
    let Tree(tree) = serde_json::from_str(text).map_err(|error| Unreadable::json(&error))?;
    Ok(tree)
}

struct Tree(Value);

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor).map(Tree)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Tree(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(list.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = members.next_key::<String>()? {
            if object.contains_key(&key) {
                return Err(A::Error::custom(format_args!(
                    "the member `{key}` occurs twice in one object"
                )));
            }
            let Tree(value) = members.next_value()?;
            // Only the loader may add such members, so those of a file are dropped.
            if !key.starts_with(OURS) {
                object.insert(key, value);
            }
        }
        // The order of members has no meaning, but names of types depend on which schema is reached first.
        object.sort_keys();
        Ok(object.into())
    }
}
