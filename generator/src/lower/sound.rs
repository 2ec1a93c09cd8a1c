//! Faults that were found when an operation was read, before anything of it is lowered: what a fault leaves would be
//! refused for other reasons than the fault.

use super::Lowering;
use crate::{diagnostic::Pointer, load::FAULTS};
use serde_json::Value;

/// Members that hold values rather than objects of the specification.
const VALUES: [&str; 4] = ["default", "enum", "example", "examples"];

impl Lowering<'_> {
    /// Whether an operation and all that it refers to, but for schemas, is free of faults. Tells each of them.
    /// Schemas are looked at when they are lowered.
    pub(super) fn is_sound(&mut self, operation: &Pointer, item: &Pointer) -> bool {
        let shared = item.join("parameters");
        let mut pending = vec![operation.clone()];
        pending.extend(self.entries(&shared));
        pending.extend(self.entries(&operation.join("parameters")));
        pending.push(operation.join("requestBody"));
        let responses = self.entries(&operation.join("responses"));
        for response in responses {
            let target = self.target(&response).unwrap_or(response);
            pending.extend(self.entries(&target.join("headers")));
            pending.push(target);
        }
        let documents = self.documents;
        let mut sound = true;
        for at in pending {
            let at = self.target(&at).unwrap_or(at);
            sound &= documents.get(&at).is_none_or(|value| self.is_free(value));
        }
        sound
    }

    /// Pointers to the members of an object, or to the items of a list.
    fn entries(&self, at: &Pointer) -> Vec<Pointer> {
        match self.documents.get(at) {
            Some(Value::Object(members)) => members.keys().map(|key| at.join(key)).collect(),
            Some(Value::Array(items)) => {
                let indices = 0..items.len();
                indices.map(|index| at.join(&index.to_string())).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether neither a value nor anything in it has faults. References are not followed.
    fn is_free(&mut self, value: &Value) -> bool {
        match value {
            Value::Object(members) => {
                let mut free = true;
                for (key, member) in members {
                    match key.as_str() {
                        FAULTS => {
                            free = false;
                            self.faults(member);
                        }
                        key if key.starts_with("x-") || VALUES.contains(&key) => {}
                        _ => free &= self.is_free(member),
                    }
                }
                free
            }
            Value::Array(items) => {
                let mut free = true;
                for item in items {
                    free &= self.is_free(item);
                }
                free
            }
            _ => true,
        }
    }
}
