//! Text of a file to a raw tree, which keeps the order of members and refuses a member that stands twice.

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

/// Parses JSON if `file` ends in `.json`, else YAML. A byte order mark is accepted.
pub(crate) fn parse(file: &str, text: &str) -> Result<Value, SyntaxError> {
    let text = text.trim_start_matches('\u{feff}');
    let tree: Tree = if file.ends_with(".json") {
        serde_json::from_str(text).map_err(|error| SyntaxError {
            message: error.to_string(),
            line: error.line(),
            column: error.column(),
        })?
    } else {
        serde_yaml::from_str(text).map_err(|error| {
            let (line, column) = error
                .location()
                .map_or((0, 0), |place| (place.line(), place.column()));
            SyntaxError {
                message: error.to_string(),
                line,
                column,
            }
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
            let Tree(value) = members.next_value()?;
            if object.contains_key(&key) {
                return Err(A::Error::custom(format_args!(
                    "the member `{key}` stands twice in one object"
                )));
            }
            object.insert(key, value);
        }
        Ok(object.into())
    }
}
