//! Text of a file to a raw tree, which sorts the members of objects and refuses one that stands twice.

use super::yaml;
use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Map, Value};
use std::fmt;

/// How much of one file is read.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    /// Bytes of a file, also of a YAML file with its aliases written out.
    pub(crate) bytes: usize,
}

impl Limits {
    /// Levels of lists and objects in one file. No published definition or example has a quarter of these.
    pub(crate) const DEPTH: usize = 127;
}

/// How the names of what the generator notes in a tree begin.
pub(super) const OURS: &str = "x-armgen-";

/// Why a text is no tree. Line and column count from 1; both are 0 where the parser gives none.
#[derive(Debug)]
pub(crate) struct Unreadable {
    pub(crate) message: String,
    pub(crate) why: Why,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// What kind of mistake makes a file unreadable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    Syntax,
    TooDeep,
    TooLarge,
}

impl Unreadable {
    pub(super) fn syntax(message: impl Into<String>, line: usize, column: usize) -> Self {
        Self {
            message: message.into(),
            why: Why::Syntax,
            line,
            column,
        }
    }

    pub(super) fn too_deep(line: usize, column: usize) -> Self {
        let message = format!(
            "lists and objects stand in each other deeper than {} levels",
            Limits::DEPTH
        );
        Self {
            why: Why::TooDeep,
            ..Self::syntax(message, line, column)
        }
    }

    pub(super) fn too_large(message: String, line: usize, column: usize) -> Self {
        Self {
            why: Why::TooLarge,
            ..Self::syntax(message, line, column)
        }
    }

    fn json(error: &serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column().max(1));
        let message = error.to_string();
        // serde_json has one kind for all mistakes of syntax, and its own limit is `Limits::DEPTH`.
        if message.starts_with("recursion limit exceeded") {
            return Self::too_deep(line, column);
        }
        // The message ends with the place, which stands beside it already.
        let place = format!(" at line {} column {}", error.line(), error.column());
        Self::syntax(
            message.strip_suffix(&place).unwrap_or(&message),
            line,
            column,
        )
    }
}

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
                    "the member `{key}` stands twice in one object"
                )));
            }
            let Tree(value) = members.next_value()?;
            // A stamp says what the loader has seen, so no file may bring one.
            if !key.starts_with(OURS) {
                object.insert(key, value);
            }
        }
        // The order of members means nothing, and what is reached first may give its name.
        object.sort_keys();
        Ok(object.into())
    }
}
