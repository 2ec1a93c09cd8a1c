//! What the emitted tests know of an operation, its examples, and what the client makes of them.

use azure_core::Value;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// What a definition says of an operation, and its examples by title.
#[derive(Debug, Deserialize)]
pub(super) struct Published {
    pub(super) method: String,
    pub(super) path: String,
    /// Parameters of the path that hold several segments.
    #[serde(default)]
    pub(super) segments: Vec<String>,
    /// Those of the query that the example has percent-encoded.
    #[serde(default)]
    pub(super) verbatim: Vec<String>,
    #[serde(default)]
    pub(super) query: Vec<String>,
    /// Those that take several values: what joins them, or nothing if each is a parameter of its own.
    #[serde(default)]
    pub(super) lists: BTreeMap<String, Option<String>>,
    #[serde(default)]
    pub(super) headers: Vec<String>,
    pub(super) body: Option<String>,
    #[serde(default)]
    pub(super) examples: BTreeMap<String, Example>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Example {
    pub(super) parameters: BTreeMap<String, Value>,
    pub(super) responses: BTreeMap<String, ExampleAnswer>,
    /// How the example breaks its definition, as the generator proved.
    #[serde(default)]
    pub(super) faults: Vec<Fault>,
    /// Members of the answers, by status, that the definition does not know.
    #[serde(default)]
    pub(super) unknown: BTreeMap<String, BTreeSet<String>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Fault {
    pub(super) status: Option<String>,
    pub(super) reason: String,
    pub(super) example: String,
    pub(super) definition: String,
}

impl Fault {
    /// Whether the fault is one of the request, or of the answer with this status.
    pub(super) fn concerns(&self, status: &str) -> bool {
        self.status.as_ref().is_none_or(|own| own == status)
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct ExampleAnswer {
    #[serde(default)]
    pub(super) headers: BTreeMap<String, Value>,
    pub(super) body: Option<Value>,
}

impl ExampleAnswer {
    /// Headers as they are sent, whatever JSON the example writes them in.
    pub(super) fn headers(&self) -> impl Iterator<Item = (String, String)> + '_ {
        self.headers.iter().map(|(name, value)| (name.to_ascii_lowercase(), plain(value)))
    }
}

/// What the client made of an answer, encoded again.
#[derive(Debug, Default)]
pub(crate) struct Answer {
    pub(super) headers: BTreeMap<String, String>,
    pub(super) body: Option<Value>,
}

/// Text of a value in a URL or a header. Examples write `10.0` where a number of Rust writes `10`.
pub(crate) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) if number.is_f64() => number.as_f64().unwrap_or_default().to_string(),
        Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}
