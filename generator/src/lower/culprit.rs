//! Finds the member of a value that prevents its deserialization. serde tries the variants of an untagged enum one
//! after the other, and reports only that none fits.

use crate::{load::ORIGIN, source::Pointer};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::{fmt::Display, marker::PhantomData};

/// A member that does not fit.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Culprit {
    /// Names and indices from the value to the member. Empty if it is the whole value.
    path: Vec<String>,
    /// The type that the member has and the one that would fit, if a single one would.
    mismatch: Option<(&'static str, &'static str)>,
}

impl Culprit {
    /// Finds the member because of which `value` cannot be deserialized as a `T`.
    pub(super) fn of<T: DeserializeOwned>(value: &Value) -> Self {
        let mut search = Search::<T> {
            root: value.clone(),
            reduced: Vec::new(),
            path: Vec::new(),
            target: PhantomData,
        };
        while search.descends() {}
        let mismatch = search.mismatch();
        Self {
            path: search.path,
            mismatch,
        }
    }

    /// What is wrong with the member. If it is the whole value, `error` explains it.
    pub(super) fn message(&self, what: &str, error: &impl Display) -> String {
        let Some(last) = self.path.last() else {
            return format!("this is not a valid {what} of OpenAPI 3.0: {error}");
        };
        let mut names = self.path.iter().rev();
        let name = names.find(|key| key.parse::<usize>().is_err());
        let name = name.map_or(what, String::as_str);
        let subject = match last == name {
            true => format!("`{name}`"),
            false => format!("an item of `{name}`"),
        };
        match self.mismatch {
            Some((is, fitting)) => format!("{subject} is {is}, where {fitting} is expected"),
            None => format!("{subject} is not a valid part of the {what}"),
        }
    }

    /// Place of the member, if the value is at `at`. A stored origin has priority: a conversion may move objects.
    pub(super) fn place(&self, value: &Value, at: &Pointer) -> Pointer {
        let mut held = Some(value);
        let mut place = at.clone();
        for key in &self.path {
            held = held.and_then(|held| member(held, key));
            let stamp = held.and_then(|held| held.get(ORIGIN)?.as_str());
            place = stamp.map_or_else(|| place.join(key), Pointer::parse);
        }
        place
    }
}

/// A search from the root downwards. Members that are known to fit are removed from `root` on the way.
struct Search<T> {
    root: Value,
    /// Path of the current value in `root`, in which lists may have lost items.
    reduced: Vec<String>,
    path: Vec<String>,
    target: PhantomData<T>,
}

impl<T: DeserializeOwned> Search<T> {
    fn fits(&self) -> bool {
        T::deserialize(&self.root).is_ok()
    }

    fn here(&mut self) -> &mut Value {
        let keys = self.reduced.iter();
        keys.fold(&mut self.root, |value, key| member_mut(value, key))
    }

    /// Goes to a member that does not fit. Returns `false` if there is none, so that the current value itself does not.
    fn descends(&mut self) -> bool {
        let members = members(self.here());
        self.goes_to_one_alone(&members) || self.goes_to_one_of(&members)
    }

    /// If the current value fits when it is empty, goes to the first member that does not fit as the only one.
    fn goes_to_one_alone(&mut self, members: &[(String, Value)]) -> bool {
        let whole = self.here().clone();
        *self.here() = emptied(&whole);
        if self.fits() {
            for (key, value) in members {
                let key_alone = match &whole {
                    Value::Array(_) => "0",
                    _ => key,
                };
                *self.here() = alone(&whole, key, value);
                if !self.fits() {
                    self.go(key_alone.to_owned(), key);
                    return true;
                }
            }
        }
        *self.here() = whole;
        false
    }

    /// Goes to the first member that can be replaced so that the whole value fits.
    fn goes_to_one_of(&mut self, members: &[(String, Value)]) -> bool {
        for (key, value) in members {
            for candidate in candidates() {
                *member_mut(self.here(), key) = candidate;
                let fits = self.fits();
                *member_mut(self.here(), key) = value.clone();
                if fits {
                    self.go(key.clone(), key);
                    return true;
                }
            }
        }
        false
    }

    fn go(&mut self, reduced: String, key: &str) {
        self.reduced.push(reduced);
        self.path.push(key.to_owned());
    }

    /// The type of the current value, and the one that would fit.
    fn mismatch(&mut self) -> Option<(&'static str, &'static str)> {
        let value = self.here().clone();
        for candidate in candidates() {
            let (is, fitting) = (noun(&value), noun(&candidate));
            *self.here() = candidate;
            if is != fitting && self.fits() {
                return Some((is, fitting));
            }
        }
        *self.here() = value;
        None
    }
}

/// A value of each JSON type, and a reference.
fn candidates() -> [Value; 6] {
    [
        json!(""),
        json!(0),
        json!(true),
        json!([]),
        json!({}),
        json!({ "$ref": "" }),
    ]
}

fn noun(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// Members of an object or items of a list, except those that the generator added.
fn members(value: &Value) -> Vec<(String, Value)> {
    match value {
        Value::Object(members) => {
            let members = members.iter().filter(|(key, _)| *key != ORIGIN);
            members
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect()
        }
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items
                .map(|(index, value)| (index.to_string(), value.clone()))
                .collect()
        }
        _ => Vec::new(),
    }
}

fn emptied(value: &Value) -> Value {
    match value {
        Value::Object(_) => json!({}),
        Value::Array(_) => json!([]),
        other => other.clone(),
    }
}

fn alone(whole: &Value, key: &str, value: &Value) -> Value {
    match whole {
        Value::Array(_) => Value::Array(vec![value.clone()]),
        _ => Map::from_iter([(key.to_owned(), value.clone())]).into(),
    }
}

fn member<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    match value {
        Value::Array(items) => items.get(key.parse::<usize>().ok()?),
        _ => value.get(key),
    }
}

/// A member that exists.
fn member_mut<'v>(value: &'v mut Value, key: &str) -> &'v mut Value {
    match (value, key.parse::<usize>()) {
        (Value::Array(items), Ok(index)) => &mut items[index],
        (value, _) => &mut value[key],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use openapiv3::{Operation, Parameter, ReferenceOr, Response, Schema};

    fn found<T: DeserializeOwned>(value: Value) -> String {
        assert!(T::deserialize(&value).is_err(), "{value} is fine");
        let culprit = Culprit::of::<T>(&value);
        let message = culprit.message("value", &"some error");
        format!("{}: {message}", culprit.path.join("/"))
    }

    #[test]
    fn a_member_of_another_type_is_found() {
        let text = "is a number, where a string is expected";
        for (schema, expected) in [
            (json!({ "type": 5 }), format!("type: `type` {text}")),
            (
                json!({ "type": "string", "maxLength": "5" }),
                "maxLength: `maxLength` is a string, where a number is expected".to_owned(),
            ),
            (
                json!({ "type": "object", "properties": [] }),
                "properties: `properties` is a list, where an object is expected".to_owned(),
            ),
            (
                json!({ "type": "object", "required": "a" }),
                "required: `required` is a string, where a list is expected".to_owned(),
            ),
            (
                json!({ "type": "object", "required": ["a", 5] }),
                format!("required/1: an item of `required` {text}"),
            ),
            (
                json!({ "properties": { "a": { "title": "A" }, "b": { "items": { "title": 5 } }, "c": { "title": 6 } } }),
                format!("properties/b/items/title: `title` {text}"),
            ),
            (
                json!({ "allOf": [{ "type": "object" }, { "description": 5 }] }),
                format!("allOf/1/description: `description` {text}"),
            ),
            (
                json!("text"),
                ": this is not a valid value of OpenAPI 3.0: some error".to_owned(),
            ),
        ] {
            assert_eq!(found::<Schema>(schema), expected);
        }
    }

    #[test]
    fn what_has_required_members_is_looked_into_as_well() {
        assert_eq!(
            found::<Parameter>(json!({ "name": "a", "in": "query", "schema": { "type": 5 } })),
            "schema/type: `type` is a number, where a string is expected"
        );
        assert_eq!(
            found::<Vec<ReferenceOr<Parameter>>>(json!([{ "$ref": "a" }, { "in": "query" }])),
            "1: an item of `value` is not a valid part of the value"
        );
        assert_eq!(
            found::<Response>(json!({ "description": "", "headers": { "a": { "schema": 5 } } })),
            "headers/a/schema: `schema` is a number, where an object is expected"
        );
        assert_eq!(
            found::<Operation>(json!({ "responses": {}, "tags": "a" })),
            "tags: `tags` is a string, where a list is expected"
        );
    }
}
