//! References: their final targets, and members that must not be beside them.

use super::{Lowering, depth, refused::Lowered, sound::Held};
use crate::{diagnostic::Code, source::Pointer};
use openapiv3::ReferenceOr;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::borrow::Cow;

impl<'a> Lowering<'a> {
    /// The final target of a chain of references.
    pub(super) fn target(&mut self, at: &Pointer) -> Lowered<Pointer> {
        let (target, _) = self.followed(at, self.documents.get(at))?;
        Ok(target)
    }

    /// The final target of the chain of references that begins with `value` at `at`, and its place.
    pub(super) fn followed(
        &mut self,
        at: &Pointer,
        mut value: Option<&'a Value>,
    ) -> Lowered<(Pointer, Option<&'a Value>)> {
        let mut chain = vec![at.clone()];
        loop {
            let reference = value.and_then(|value| value.get("$ref")?.as_str());
            match reference.map(Pointer::parse) {
                None => return Ok((chain.swap_remove(chain.len() - 1), value)),
                Some(next) if chain.contains(&next) => {
                    let message = "this reference leads back to itself";
                    let help = "refer to a definition instead";
                    return self.refuse(Code::EndlessReference, at, message, help);
                }
                Some(_) if chain.len() > depth::REFERENCES => return self.too_many_references(at),
                Some(next) => {
                    value = self.documents.get(&next);
                    chain.push(next);
                }
            }
        }
    }

    /// The value itself, or the target of its reference.
    pub(super) fn resolved<'r, T>(
        &mut self,
        value: &'r ReferenceOr<T>,
        code: Code,
    ) -> Lowered<Cow<'r, T>>
    where
        T: DeserializeOwned + Clone,
    {
        match value {
            ReferenceOr::Item(item) => Ok(Cow::Borrowed(item)),
            ReferenceOr::Reference { reference } => {
                self.read(&Pointer::parse(reference), code).map(Cow::Owned)
            }
        }
    }

    /// Whether the references of an operation or a path item have no members beside them. OpenAPI ignores such members,
    /// so their meaning would be lost. Schemas may have them.
    pub(super) fn refers_plainly(&mut self, (holder, held): Held<'_, '_>) -> bool {
        let member = |key: &str| held.and_then(|held| held.get(key));
        let mut plain = true;
        if let Some(Value::Array(items)) = member("parameters") {
            for (index, item) in items.iter().enumerate() {
                let at = || holder.join("parameters").join(&index.to_string());
                plain &= self.is_plain(item, at);
            }
        }
        if let Some(Value::Object(members)) = member("responses") {
            for (status, response) in members {
                plain &= self.is_plain(response, || holder.join("responses").join(status));
            }
        }
        if let Some(body) = member("requestBody") {
            plain &= self.is_plain(body, || holder.join("requestBody"));
        }
        plain
    }

    /// Whether a value is not a reference, or one without other members. `at` returns its place.
    pub(super) fn is_plain(&mut self, value: &Value, at: impl FnOnce() -> Pointer) -> bool {
        let Some(members) = value.as_object().filter(|it| it.contains_key("$ref")) else {
            return true;
        };
        let sibling = members
            .keys()
            .find(|key| !matches!(key.as_str(), "$ref" | "description" | "summary"));
        let Some(sibling) = sibling else {
            return true;
        };
        let message = format!("`{sibling}` is beside a reference, where OpenAPI ignores it");
        let help = "remove it, or replace the reference by its target";
        self.diagnostics.report(
            Code::UnsupportedReference,
            at().join(sibling),
            message,
            help,
        );
        false
    }
}
