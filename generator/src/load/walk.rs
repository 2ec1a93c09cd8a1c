//! A walk over a raw document: adds its pointer to every object, and makes every reference absolute.

use super::{
    dialect::Dialect,
    kind::{Holds, Kind},
    member,
};
use crate::source::Pointer;
use serde_json::{Map, Value, json};

/// Extension that holds the pointer of an operation, parameter, response or schema.
pub const ORIGIN: &str = "x-armgen-origin";

/// A reference that the walk has found.
#[derive(Debug)]
pub(crate) struct Reference {
    /// The object with the reference.
    pub(crate) from: Pointer,
    /// The reference as written.
    pub(crate) text: String,
    /// The kind that its target must have.
    pub(crate) kind: Kind,
}

/// The walk. `absolute` makes a reference absolute, and `selects` returns whether an operation is selected.
pub(crate) struct Walk<'a> {
    pub(crate) absolute: &'a dyn Fn(&str) -> Option<Pointer>,
    pub(crate) selects: &'a dyn Fn(&str) -> bool,
    pub(crate) dialect: Dialect,
    pub(crate) references: Vec<Reference>,
    /// Objects whose pointers are too long.
    pub(crate) too_long: Vec<Pointer>,
}

/// Bytes of a pointer. Each object stores its own, so a long name with many objects below it could exhaust the memory.
pub(crate) const POINTER_LIMIT: usize = 2_000;

impl Walk<'_> {
    /// Walks the object of `kind` at `at`.
    pub(crate) fn object(&mut self, value: &mut Value, kind: Kind, at: &Pointer) {
        let Value::Object(object) = value else { return };
        if at.path.len() > POINTER_LIMIT {
            self.too_long.push(at.clone());
            return;
        }
        if kind == Kind::Operation && !self.is_selected(object) {
            return;
        }
        if kind == Kind::LongRunningOptions {
            refer(object);
        }
        member::check(object, kind, self.dialect, at);
        for (key, member) in object.iter_mut() {
            match kind.member(key) {
                Some(Holds::One(kind)) => self.object(member, kind, &at.join(key)),
                Some(Holds::Map(kind)) => self.members(member, kind, &at.join(key)),
                Some(Holds::List(kind)) => self.items(member, kind, &at.join(key)),
                None => {}
            }
        }
        self.reference(object, kind, at);
        if kind.is_stamped() && !object.contains_key("$ref") {
            object.insert(ORIGIN.to_owned(), at.to_string().into());
        }
    }

    fn is_selected(&self, operation: &Map<String, Value>) -> bool {
        operation
            .get("operationId")
            .and_then(Value::as_str)
            .is_none_or(self.selects)
    }

    fn members(&mut self, value: &mut Value, kind: Kind, at: &Pointer) {
        let Value::Object(members) = value else {
            return;
        };
        // Beside paths and statuses there may be extensions. Other maps may have names that begin with `x-`.
        let extensible = matches!(kind, Kind::PathItem | Kind::Response);
        for (key, member) in members.iter_mut() {
            if !(extensible && key.starts_with("x-")) {
                self.object(member, kind, &at.join(key));
            }
        }
    }

    fn items(&mut self, value: &mut Value, kind: Kind, at: &Pointer) {
        let Value::Array(items) = value else { return };
        for (index, item) in items.iter_mut().enumerate() {
            self.object(item, kind, &at.join(&index.to_string()));
        }
    }

    /// openapiv3 drops all members beside a `$ref`, so a schema with others becomes an `allOf` with the reference.
    fn reference(&mut self, object: &mut Map<String, Value>, kind: Kind, at: &Pointer) {
        let Some(Value::String(text)) = object.get("$ref") else {
            return;
        };
        let text = text.clone();
        if let Some(target) = (self.absolute)(&text) {
            object.insert("$ref".to_owned(), target.absolute().into());
        }
        self.references.push(Reference {
            from: at.clone(),
            text,
            kind,
        });
        if kind == Kind::Schema && object.len() > 1 {
            let reference = object.shift_remove("$ref");
            let reference = json!({ "$ref": reference });
            match object.get_mut("allOf") {
                Some(Value::Array(parents)) => parents.insert(0, reference),
                _ => drop(object.insert("allOf".to_owned(), json!([reference]))),
            }
        }
    }
}

/// `final-state-schema` is the text of a reference. It becomes a reference.
fn refer(options: &mut Map<String, Value>) {
    if let Some(schema) = options
        .get_mut("final-state-schema")
        .filter(|schema| schema.is_string())
    {
        *schema = json!({ "$ref": schema });
    }
}
