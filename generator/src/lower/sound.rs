//! Checks an operation for stored faults before it is lowered. Lowering would report consequences of a fault as other
//! errors.

use super::{
    Lowering,
    refused::{Lowered, Refused},
};
use crate::{load::FAULTS, source::Pointer};
use serde_json::Value;

/// Members that hold values rather than objects of the specification.
const VALUES: [&str; 4] = ["default", "enum", "example", "examples"];

/// An object that may be there, with its place.
pub(super) type Held<'p, 'v> = (&'p Pointer, Option<&'v Value>);

/// A member, with its place.
type Member<'v> = (Pointer, &'v Value);

impl<'a> Lowering<'a> {
    /// The object at a place, which is looked up once for all that is read from it.
    pub(super) fn object<'p>(&self, at: &'p Pointer) -> Held<'p, 'a> {
        (at, self.documents.get(at))
    }

    /// Refuses an operation if it or an object that it refers to, except schemas, has faults. Reports each fault. Schemas
    /// are checked when they are lowered.
    pub(super) fn check_sound(
        &mut self,
        (operation, read): Held<'_, 'a>,
        (item, of_item): Held<'_, 'a>,
    ) -> Lowered<()> {
        let mut pending = entries(item, of_item, "parameters");
        pending.extend(entries(operation, read, "parameters"));
        pending.extend(member(operation, read, "requestBody"));
        for response in entries(operation, read, "responses") {
            if let Some((at, response)) = self.referred(response) {
                pending.extend(entries(&at, Some(response), "headers"));
                pending.push((at, response));
            }
        }
        let mut sound = read.is_none_or(|read| self.is_free(read));
        for one in pending {
            let referred = self.referred(one);
            sound &= referred.is_none_or(|(_, value)| self.is_free(value));
        }
        sound.then_some(()).ok_or(Refused)
    }

    /// The member itself, or the target of its reference.
    fn referred(&mut self, (at, value): Member<'a>) -> Option<Member<'a>> {
        if value.get("$ref").is_none() {
            return Some((at, value));
        }
        match self.followed(&at, Some(value)) {
            Ok((at, value)) => Some((at, value?)),
            Err(Refused) => Some((at, value)),
        }
    }

    /// Whether neither a value nor anything inside has faults. References are not followed.
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

/// A member of the object at `at`.
fn member<'v>(at: &Pointer, object: Option<&'v Value>, key: &str) -> Option<Member<'v>> {
    Some((at.join(key), object?.get(key)?))
}

/// The members of the object, or the items of the list, in the member `key` of the object at `at`.
fn entries<'v>(at: &Pointer, object: Option<&'v Value>, key: &str) -> Vec<Member<'v>> {
    match member(at, object, key) {
        Some((at, Value::Object(members))) => members
            .iter()
            .map(|(key, member)| (at.join(key), member))
            .collect(),
        Some((at, Value::Array(items))) => items
            .iter()
            .enumerate()
            .map(|(index, item)| (at.join(&index.to_string()), item))
            .collect(),
        _ => Vec::new(),
    }
}
