//! Faults that a pass over a raw tree finds. Each is kept at the object that has it, and told only if something that
//! is generated needs that object.

use crate::{diagnostic::Code, source::Pointer};
use serde_json::{Map, Value, json};

/// Extension that holds the faults of an object.
pub const FAULTS: &str = "x-armgen-faults";

/// What is wrong with an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// What it is about.
    pub(crate) code: Code,
    /// Where: a member of the object, mostly.
    pub(crate) at: Pointer,
    /// What.
    pub(crate) message: String,
    /// What to do next.
    pub(crate) help: String,
}

impl Fault {
    /// Keeps the fault at the object.
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

    /// The faults that [`FAULTS`] holds.
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
