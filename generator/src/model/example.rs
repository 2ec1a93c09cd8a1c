//! Published examples, and how they break their definitions.

use crate::source::Pointer;
use serde::Serialize;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// A published example: the parameters of a request, and the responses to it.
#[derive(Clone, Debug, Serialize)]
pub struct Example {
    /// The JSON as published.
    pub value: Json,
    /// Where it is in the input.
    pub origin: Pointer,
    /// How it breaks its definition.
    pub faults: Vec<Fault>,
    /// Members of its responses that the definition lacks, by status.
    pub unknown: BTreeMap<String, Vec<String>>,
}

/// How an example breaks its definition, provably.
#[derive(Clone, Debug, Serialize)]
pub struct Fault {
    /// Status of the response with the fault, or none if the request has it.
    pub status: Option<String>,
    /// What is wrong.
    pub reason: String,
    /// Place in the example: file, line and column.
    pub example: String,
    /// Place in the definition that it contradicts.
    pub definition: String,
}
