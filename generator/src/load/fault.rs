//! Faults that a pass over a raw tree finds. Each is stored in the object that has it, and reported only if a selected
//! operation needs that object.

use crate::{diagnostic::Code, source::Pointer};
use serde_json::{Map, Value, json};

/// Extension that holds the faults of an object.
pub const FAULTS: &str = "x-armgen-faults";

/// A fault of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Code of its diagnostic.
    pub(crate) code: Code,
    /// Its place: usually a member of the object.
    pub(crate) at: Pointer,
    /// What is wrong.
    pub(crate) message: String,
    /// How to correct it.
    pub(crate) help: String,
}

impl Fault {
    /// Stores the fault in the object.
    pub(crate) fn keep(self, object: &mut Map<String, Value>) {
        let Self {
            code,
            at,
            message,
            help,
        } = self;
        let fault = json!([code.name(), at.to_string(), message, help]);
        match object.get_mut(FAULTS) {
            Some(Value::Array(faults)) if !faults.contains(&fault) => faults.push(fault),
            Some(_) => {}
            None => drop(object.insert(FAULTS.to_owned(), json!([fault]))),
        }
    }

    /// The faults stored in a [`FAULTS`] member.
    pub(crate) fn all(faults: &Value) -> Vec<Self> {
        let read = |fault: &Value| {
            let text = |index: usize| fault.get(index)?.as_str().map(str::to_owned);
            Some(Self {
                code: text(0)?.parse().ok()?,
                at: Pointer::parse(&text(1)?),
                message: text(2)?,
                help: text(3)?,
            })
        };
        let faults = faults.as_array().into_iter().flatten();
        faults.filter_map(read).collect()
    }
}
