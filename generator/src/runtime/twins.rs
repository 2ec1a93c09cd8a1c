//! Compares the reading of models with that of their twins, which have serde's derives: with each published
//! response, and with each of them after one change.

use azure_core::{Value, json::from_json};
use serde::{Serialize, de::DeserializeOwned};
use std::collections::BTreeMap;

/// What takes the place of a value in a changed response.
const OTHERS: [&str; 10] = ["null", "true", "1", "-1", "1.5", "\"x\"", "[]", "[null]", "{}", "{\"x\":1}"];

/// Changes of one response at most. A response with more values is changed at places that are spread over it.
const CHANGES: usize = 1000;

/// The responses of a service, and what was compared.
pub(crate) struct Twins {
    operations: BTreeMap<String, Value>,
    responses: usize,
    changes: usize,
    accepted: usize,
    /// Lists in place of objects, which only the derives accept.
    lists: usize,
    differences: Vec<String>,
}

impl Twins {
    /// The published examples of a service.
    pub(crate) fn of(examples: &[&str]) -> Self {
        let operations = examples.iter().flat_map(|text| from_json::<_, BTreeMap<String, Value>>(text).expect("the examples are JSON"));
        Self { operations: operations.collect(), responses: 0, changes: 0, accepted: 0, lists: 0, differences: Vec::new() }
    }

    /// Compares two types with the responses of an operation.
    pub(crate) fn compare<Model, Twin>(&mut self, operation: &str)
    where
        Model: DeserializeOwned + Serialize,
        Twin: DeserializeOwned + Serialize,
    {
        for body in self.bodies(operation) {
            self.responses += 1;
            self.compare_json::<Model, Twin>(operation, &body.to_string());
            let places = count(&body);
            let step = (places * (OTHERS.len() + 3)).div_ceil(CHANGES);
            let changes = (0..places).flat_map(|place| Change::ALL.map(|change| (place, change))).step_by(step.max(1));
            for (place, change) in changes {
                let Some(json) = changed(&body, place, change) else { continue };
                self.changes += 1;
                self.compare_json::<Model, Twin>(operation, &json);
            }
        }
    }

    fn bodies(&self, operation: &str) -> Vec<Value> {
        let members = |value: &Value, name: &str| value[name].as_object().expect("an object, as the examples are emitted").clone();
        let examples = self.operations.get(operation).map(|one| members(one, "examples"));
        let responses = examples.into_iter().flatten().flat_map(|(_, example)| members(&example, "responses"));
        responses.filter_map(|(_, response)| response.get("body").cloned()).collect()
    }

    fn compare_json<Model, Twin>(&mut self, operation: &str, json: &str)
    where
        Model: DeserializeOwned + Serialize,
        Twin: DeserializeOwned + Serialize,
    {
        match (read::<Model>(json), read::<Twin>(json)) {
            (Ok(ours), Ok(theirs)) if ours == theirs => self.accepted += 1,
            (Err(_), Err(_)) => {}
            (Err(_), Ok(theirs)) if has_list_as_object(json, &theirs) => self.lists += 1,
            (ours, theirs) => {
                let (ours, theirs) = (shown(&ours), shown(&theirs));
                self.differences.push(format!("{operation}: {json}\n  model: {ours}\n  derives: {theirs}"));
            }
        }
    }

    /// Prints the numbers, and fails if there was a difference.
    pub(crate) fn finish(self, service: &str) {
        let Self { responses, changes, accepted, lists, differences, .. } = self;
        let found = differences.len();
        println!("{service}: {responses} responses and {changes} changed ones, {accepted} accepted by both; {lists} lists in place of an object accepted by derives alone; {found} differences");
        let first: Vec<String> = differences.into_iter().take(5).collect();
        assert!(first.is_empty(), "{}", first.join("\n"));
    }
}

/// What is read, as JSON without the members that are null.
fn read<T: DeserializeOwned + Serialize>(json: &str) -> Result<Value, String> {
    let model: T = from_json(json).map_err(|error| error.to_string())?;
    let written = azure_core::json::to_json(&model).and_then(from_json);
    written.map(without_nulls).map_err(|error| error.to_string())
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.into_iter().filter(|(_, value)| !value.is_null());
            members.map(|(name, value)| (name, without_nulls(value))).collect()
        }
        Value::Array(items) => items.into_iter().map(without_nulls).collect(),
        other => other,
    }
}

/// Whether something was read as an object that is a list in the JSON.
fn has_list_as_object(json: &str, read: &Value) -> bool {
    from_json(json).is_ok_and(|json: Value| is_list_as_object(&json, read))
}

fn is_list_as_object(json: &Value, read: &Value) -> bool {
    match (json, read) {
        (Value::Array(_), Value::Object(_)) => true,
        (Value::Array(json), Value::Array(read)) => json.iter().zip(read).any(|(json, read)| is_list_as_object(json, read)),
        (Value::Object(json), Value::Object(read)) => {
            json.iter().any(|(name, json)| read.get(name).is_some_and(|read| is_list_as_object(json, read)))
        }
        _ => false,
    }
}

fn shown(read: &Result<Value, String>) -> String {
    match read {
        Ok(value) => value.to_string(),
        Err(error) => error.clone(),
    }
}

/// A change of a response at one value.
#[derive(Clone, Copy)]
enum Change {
    /// Another value in its place.
    Other(&'static str),
    /// A member that no model has.
    Unknown,
    /// Its first member twice.
    Twice,
    /// Its first member missing.
    Missing,
}

impl Change {
    const ALL: [Self; OTHERS.len() + 3] = {
        let mut all = [Self::Unknown; OTHERS.len() + 3];
        let mut index = 0;
        while index < OTHERS.len() {
            all[index] = Self::Other(OTHERS[index]);
            index += 1;
        }
        all[index] = Self::Twice;
        all[index + 1] = Self::Missing;
        all
    };
}

/// The number of values in a value.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(members) => members.values().map(count).sum(),
        _ => 0,
    }
}

/// The JSON with a change at the value with this number, or `None` if the change is not one of such a value.
fn changed(value: &Value, place: usize, change: Change) -> Option<String> {
    let mut writing = Writing { json: String::new(), left: Some(place), change, is_done: false };
    writing.value(value);
    writing.is_done.then_some(writing.json)
}

struct Writing {
    json: String,
    /// The number of values before the place.
    left: Option<usize>,
    change: Change,
    is_done: bool,
}

impl Writing {
    fn value(&mut self, value: &Value) {
        let is_here = self.left == Some(0);
        self.left = self.left.and_then(|left| left.checked_sub(1));
        match (self.change, value) {
            (Change::Other(other), _) if is_here => {
                self.is_done = true;
                self.json += other;
            }
            (_, Value::Object(members)) => self.object(members.iter(), is_here),
            (_, Value::Array(items)) => {
                self.json.push('[');
                self.separated(items, |writing, item| writing.value(item));
                self.json.push(']');
            }
            (_, value) => self.json += &value.to_string(),
        }
    }

    fn object<'v>(&mut self, members: impl Iterator<Item = (&'v String, &'v Value)>, is_here: bool) {
        let (unknown, one) = ("a member that no model has".to_owned(), Value::from(1));
        let mut members: Vec<(&String, &Value)> = members.collect();
        if is_here {
            self.is_done = matches!(self.change, Change::Unknown) || !members.is_empty();
            match (self.change, members.first().copied()) {
                (Change::Unknown, _) => members.push((&unknown, &one)),
                (Change::Twice, Some(first)) => members.push(first),
                (Change::Missing, Some(_)) => drop(members.remove(0)),
                _ => {}
            }
        }
        self.json.push('{');
        self.separated(members, |writing, (name, value)| {
            writing.json += &Value::from(name.as_str()).to_string();
            writing.json.push(':');
            writing.value(value);
        });
        self.json.push('}');
    }

    fn separated<T>(&mut self, items: impl IntoIterator<Item = T>, mut each: impl FnMut(&mut Self, T)) {
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 {
                self.json.push(',');
            }
            each(self, item);
        }
    }
}

/// Reads the twin of an enum of structs, by its discriminator.
macro_rules! union_twin {
    ($name:ident, $tag:literal, { $($variant:ident = $kind:literal),* $(,)? }) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
                let value = <azure_core::Value as serde::Deserialize>::deserialize(deserializer)?;
                let read = match value.get($tag).and_then(azure_core::Value::as_str) {
                    $(Some($kind) => serde::Deserialize::deserialize(value).map(Self::$variant),)*
                    _ => serde::Deserialize::deserialize(value).map(Self::UnknownKind),
                };
                read.map_err(|_| <D::Error as serde::de::Error>::custom("no variant"))
            }
        }
    };
}

pub(crate) use union_twin;
