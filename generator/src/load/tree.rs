//! Text of a file to a raw tree, which sorts the members of objects and refuses one that stands twice.

use super::ORIGIN;
use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Map, Value};
use std::fmt;

/// Why a text is no tree. Line and column count from 1; both are 0 where the parser gives none.
#[derive(Debug)]
pub(crate) struct SyntaxError {
    pub(crate) message: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl SyntaxError {
    /// The parsers end their messages with the place, which stands beside the message already.
    fn new(error: &impl ToString, line: usize, column: usize) -> Self {
        let message = error.to_string();
        let place = format!(" at line {line} column {column}");
        Self {
            message: message.strip_suffix(&place).unwrap_or(&message).to_owned(),
            line,
            column: column.max(1),
        }
    }
}

/// Parses JSON if `file` ends in `.json`, else YAML. A byte order mark is accepted.
pub(crate) fn parse(file: &str, text: &str) -> Result<Value, SyntaxError> {
    let text = text.trim_start_matches('\u{feff}');
    let tree: Tree = if file.ends_with(".json") {
        serde_json::from_str(text)
            .map_err(|error| SyntaxError::new(&error, error.line(), error.column()))?
    } else {
        serde_yaml::from_str(text).map_err(|error| {
            let place = error.location();
            let (line, column) = place.map_or((0, 0), |place| (place.line(), place.column()));
            SyntaxError::new(&error, line, column)
        })?
    };
    Ok(tree.0)
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
        f.write_str("JSON or YAML whose keys are strings")
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
            if key != ORIGIN {
                object.insert(key, value);
            }
        }
        // The order of members means nothing, and what is reached first may give its name.
        object.sort_keys();
        Ok(object.into())
    }
}
