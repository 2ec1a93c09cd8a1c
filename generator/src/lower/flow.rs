//! Paging and long-running operations.

use super::{
    Lowering,
    extension::is_set,
    schema::{Lowered, Refused},
};
use crate::{
    diagnostic::Pointer,
    model::{Answer, Field, FinalState, Flow, Pages, ShapeKind, Type},
};
use openapiv3::Operation;
use serde_json::Value;

impl Lowering<'_> {
    /// How the answers come, from `x-ms-pageable` and `x-ms-long-running-operation`.
    pub(super) fn flow(
        &mut self,
        published: &Operation,
        answer: &Answer,
        at: &Pointer,
    ) -> Lowered<Flow> {
        let extensions = &published.extensions;
        let pageable = extensions.get("x-ms-pageable");
        if !is_set(extensions.get("x-ms-long-running-operation")) {
            return match pageable {
                Some(pageable) => self.pages(pageable, answer, &at.join("x-ms-pageable")),
                None => Ok(Flow::Once),
            };
        }
        if pageable.is_some() {
            let message = "an operation that runs long and answers in pages is not supported yet";
            return self.refuse_flow(
                &at.join("x-ms-pageable"),
                message,
                "leave the operation out",
            );
        }
        let options = extensions.get("x-ms-long-running-operation-options");
        let via = options
            .and_then(|options| options.get("final-state-via"))
            .and_then(Value::as_str);
        Ok(Flow::LongRunning(match via {
            None => FinalState::ByMethod,
            Some("azure-async-operation" | "operation-location") => FinalState::AzureAsyncOperation,
            Some("location") => FinalState::Location,
            Some("original-uri") => FinalState::OriginalUri,
            Some(other) => {
                let message = format!("`{other}` is no known place of the final state");
                let at = at.join("x-ms-long-running-operation-options");
                return self.refuse_flow(&at, message, "correct `final-state-via`");
            }
        }))
    }

    fn pages(&mut self, pageable: &Value, answer: &Answer, at: &Pointer) -> Lowered<Flow> {
        let text = |key: &str| {
            pageable
                .get(key)
                .and_then(Value::as_str)
                .filter(|text| !text.is_empty())
        };
        let (items, next_link) = (text("itemName").unwrap_or("value"), text("nextLinkName"));
        if let (Some(Type::Array(_)), None) = (&answer.body, next_link) {
            return Ok(Flow::Once);
        }
        let fields = self.fields(answer);
        let holds = |name: &str, is: fn(&Type) -> bool| {
            fields
                .iter()
                .any(|field| field.name.wire == name && is(&field.ty))
        };
        if answer.optional || !holds(items, |ty| matches!(ty, Type::Array(_))) {
            let message = format!("the answer has no list `{items}`, so it is no page");
            return self.refuse_flow(
                at,
                message,
                "correct `itemName`, or take `x-ms-pageable` out",
            );
        }
        let found = next_link.filter(|name| holds(name, |ty| *ty == Type::String));
        if let (Some(next_link), None) = (next_link, found) {
            let message =
                format!("the answer has no text `{next_link}`, so only the first page can be read");
            let help = "correct `nextLinkName`, make it null, or add the property";
            self.diagnostics
                .warning("no-next-link", at.clone(), message, help);
        }
        Ok(Flow::Pages(Pages {
            items: items.to_owned(),
            next_link: found.map(str::to_owned),
        }))
    }

    fn fields(&self, answer: &Answer) -> Vec<Field> {
        let Some(Type::Definition(id)) = answer.body else {
            return Vec::new();
        };
        match &self.definitions.list[id].shape.kind {
            ShapeKind::Struct(structure) => structure.fields.clone(),
            ShapeKind::Enum(_) | ShapeKind::Union(_) => Vec::new(),
        }
    }

    fn refuse_flow<T>(
        &mut self,
        at: &Pointer,
        message: impl Into<String>,
        help: &str,
    ) -> Lowered<T> {
        self.diagnostics
            .error("unsupported-flow", at.clone(), message, help);
        Err(Refused)
    }
}
