//! Data of the emitted tests: the definition of an operation, its examples, and the client's
//! results.

use azure_core::Value;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The definition of an operation, and its examples by title.
#[derive(Debug, Deserialize)]
pub(super) struct Published {
    pub(super) method: String,
    pub(super) path: String,
    /// Path parameters that may contain several segments.
    #[serde(default)]
    pub(super) segments: Vec<String>,
    /// Query parameters whose values are already percent-encoded in the example.
    #[serde(default)]
    pub(super) verbatim: Vec<String>,
    #[serde(default)]
    pub(super) query: Vec<String>,
    /// Parameters with several values, each with the separator that joins them. `None` means one
    /// query parameter for each value.
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
    pub(super) responses: BTreeMap<String, ExampleResponse>,
    /// Where the example contradicts its definition, as found by the generator.
    #[serde(default)]
    pub(super) faults: Vec<Fault>,
    /// Members of the response bodies, by status, that the definition does not declare.
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
    /// Whether the fault is in the request, or in the response with this status.
    pub(super) fn concerns(&self, status: &str) -> bool {
        self.status.as_ref().is_none_or(|own| own == status)
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct ExampleResponse {
    #[serde(default)]
    pub(super) headers: BTreeMap<String, Value>,
    pub(super) body: Option<Value>,
}

impl ExampleResponse {
    /// Headers as they are sent, whatever JSON type the example uses for them.
    pub(super) fn headers(&self) -> impl Iterator<Item = (String, String)> + '_ {
        self.headers.iter().map(|(name, value)| (name.to_ascii_lowercase(), plain(value)))
    }
}

/// A response as the client decoded it, encoded again.
#[derive(Debug, Default)]
pub(crate) struct Decoded {
    pub(super) headers: BTreeMap<String, String>,
    pub(super) body: Option<Value>,
}

/// A value as the text in a URL or a header. Examples write `10.0` where Rust writes `10`.
pub(crate) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) if number.is_f64() => number.as_f64().unwrap_or_default().to_string(),
        Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}
