//! Paging and long-running operations.

use super::{
    Document, Lowering, extension::is_set, next_page::First, parameters::Parameters,
    refused::Lowered,
};
use crate::{
    diagnostic::Code,
    model::{
        Field, FinalState, LongRunning, Method, NextPage, OperationKind, Pages, Response, Struct,
        Type,
    },
    source::Pointer,
};
use openapiv3::Operation;
use serde_json::Value;

const OPTIONS: &str = "x-ms-long-running-operation-options";
const PAGE_MEMBERS: [&str; 3] = ["itemName", "nextLinkName", "operationName"];

/// Members of ARM's status document of an operation, one of which distinguishes it from a result with a `status`.
const OF_STATUS_DOCUMENT: [&str; 7] = [
    "endTime",
    "error",
    "operations",
    "percentComplete",
    "properties",
    "resourceId",
    "startTime",
];

/// Statuses that are not the last response of a long-running operation: 202, and the 201 of a PUT or PATCH, whose
/// resource is read afterwards.
pub(super) fn announcing(published: &Operation, method: Method) -> &'static [u16] {
    match (runs_long(published), method) {
        (false, _) => &[],
        (true, Method::Put | Method::Patch) => &[201, 202],
        (true, _) => &[202],
    }
}

fn runs_long(published: &Operation) -> bool {
    is_set(published.extensions.get("x-ms-long-running-operation"))
}

impl Lowering<'_> {
    /// The kind of the operation, by `x-ms-pageable` and `x-ms-long-running-operation`.
    pub(super) fn kind(
        &mut self,
        published: &Operation,
        response: &Response,
        parameters: &Parameters,
        at: &Pointer,
        document: &Document<'_>,
    ) -> Lowered<OperationKind> {
        let pageable = published.extensions.get("x-ms-pageable");
        match (runs_long(published), pageable) {
            (false, None) => Ok(OperationKind::Once),
            (false, Some(pageable)) => {
                let at = at.join("x-ms-pageable");
                self.check_members(pageable, &PAGE_MEMBERS, &at)?;
                let first = First {
                    parameters: &parameters.list,
                    api_version: parameters.api_version.as_deref(),
                    body: response.body.as_ref(),
                };
                let next = self.next_page(pageable, &at, document, &first)?;
                self.pages(pageable, response, next, &at)
            }
            (true, None) => Ok(OperationKind::LongRunning(LongRunning {
                final_state: self.final_state(published.extensions.get(OPTIONS), at)?,
                status_is_result: self.is_status_document(response),
            })),
            (true, Some(_)) => {
                let message =
                    "an operation that is both long-running and paged is not supported yet";
                let at = at.join("x-ms-pageable");
                self.refuse(
                    Code::UnsupportedFlow,
                    &at,
                    message,
                    "leave the operation out of the manifest",
                )
            }
        }
    }

    fn final_state(&mut self, options: Option<&Value>, at: &Pointer) -> Lowered<FinalState> {
        let Some(options) = options else {
            return Ok(FinalState::ByMethod);
        };
        let at = at.join(OPTIONS);
        self.check_members(options, &["final-state-via"], &at)?;
        match options.get("final-state-via").and_then(Value::as_str) {
            None => Ok(FinalState::ByMethod),
            Some("azure-async-operation" | "operation-location") => {
                Ok(FinalState::AzureAsyncOperation)
            }
            Some("location") => Ok(FinalState::Location),
            Some("original-uri") => Ok(FinalState::OriginalUri),
            Some(other) => {
                let message = format!("`{other}` is not a known value of `final-state-via`");
                self.refuse(
                    Code::UnsupportedFlow,
                    &at,
                    message,
                    "correct `final-state-via`",
                )
            }
        }
    }

    fn is_status_document(&self, response: &Response) -> bool {
        let structure = self.structure_of(response);
        let has = |name: &str| structure.is_some_and(|structure| structure.field(name).is_some());
        has("status") && OF_STATUS_DOCUMENT.iter().any(|name| has(name))
    }

    /// Rejects unknown members: ignoring one would change what the client does.
    fn check_members(&mut self, extension: &Value, known: &[&str], at: &Pointer) -> Lowered<()> {
        let Some(members) = extension.as_object() else {
            return self.refuse(
                Code::UnsupportedFlow,
                at,
                "this is not an object",
                "correct the extension",
            );
        };
        match members.keys().find(|key| !known.contains(&key.as_str())) {
            None => Ok(()),
            Some(key) => {
                let message =
                    format!("`{key}` changes a client in a way that is not supported yet");
                self.refuse(
                    Code::UnsupportedFlow,
                    &at.join(key),
                    message,
                    "leave the operation out of the manifest",
                )
            }
        }
    }

    fn pages(
        &mut self,
        pageable: &Value,
        response: &Response,
        next: Option<NextPage>,
        at: &Pointer,
    ) -> Lowered<OperationKind> {
        let text = |key: &str| {
            let text = pageable.get(key).and_then(Value::as_str);
            text.filter(|text| !text.is_empty())
        };
        let (items, next_link) = (text("itemName").unwrap_or("value"), text("nextLinkName"));
        if let (Some(Type::Array(_)), None) = (&response.body, next_link) {
            return Ok(OperationKind::Once);
        }
        let structure = self.structure_of(response);
        let structure = structure.filter(|_| !response.optional);
        let is_items =
            |field: &Field| field.name.wire == items && matches!(field.ty, Type::Array(_));
        let Some((structure, items)) = structure.and_then(|it| Some((it, it.find(is_items)?)))
        else {
            let message = format!("the response has no array `{items}`, so it is not a page");
            let help = "correct `itemName`, or remove `x-ms-pageable`";
            return self.refuse(Code::UnsupportedFlow, at, message, help);
        };
        let is_text = |field: &Field| field.ty == Type::String;
        let found = next_link
            .and_then(|name| structure.find(|field| field.name.wire == name && is_text(field)));
        if let (Some(next_link), None) = (next_link, &found) {
            let message = format!(
                "the response has no string `{next_link}`, so only the first page can be read"
            );
            let help = "correct `nextLinkName`, make it null, or add the property";
            self.diagnostics
                .report(Code::NoNextLink, at.clone(), message, help);
        }
        Ok(OperationKind::Pages(Pages {
            next: next.filter(|_| found.is_some()).map(Box::new),
            items,
            next_link: found,
        }))
    }

    fn structure_of(&self, response: &Response) -> Option<&Struct> {
        match response.body {
            Some(Type::Definition(id)) => self.definitions.list.structure(id),
            _ => None,
        }
    }
}
