//! Published examples, and how they break their definitions.

use crate::source::Pointer;
use serde::Serialize;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// A published example: parameters in, answers out.
#[derive(Clone, Debug, Serialize)]
pub struct Example {
    /// As it is published.
    pub value: Json,
    /// Where it stands.
    pub origin: Pointer,
    /// How it breaks its definition.
    pub faults: Vec<Fault>,
    /// Members of its answers that the definition does not know, by status.
    pub unknown: BTreeMap<String, Vec<String>>,
}

/// How an example breaks its definition, provably.
#[derive(Clone, Debug, Serialize)]
pub struct Fault {
    /// Status of the answer that is at fault, or none if the request is.
    pub status: Option<String>,
    /// What is wrong.
    pub reason: String,
    /// Where the example says it: file, line and column.
    pub example: String,
    /// Where the definition says otherwise.
    pub definition: String,
}
