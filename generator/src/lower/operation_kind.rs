//! Paging and long-running operations.

use super::{
    Document, Lowering, extension::is_set, next_page::First, refused::Lowered,
    schema_view::Property,
};
use crate::{
    diagnostic::Code,
    model::{FinalState, LongRunning, Method, OperationKind, Response, Struct},
    source::Pointer,
};
use openapiv3::Operation;
use serde_json::Value;

const OPTIONS: &str = "x-ms-long-running-operation-options";
const FINAL_SCHEMA: &str = "final-state-schema";
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
fn announcing(published: &Operation, method: Method) -> &'static [u16] {
    match (runs_long(published), method) {
        (false, _) => &[],
        (true, Method::Put | Method::Patch) => &[201, 202],
        (true, _) => &[202],
    }
}

/// Those statuses, and whether bodies may vary by status: those of one call, neither paged nor long-running.
pub(super) fn forms(published: &Operation, method: Method) -> (&'static [u16], bool) {
    let is_paged = published.extensions.contains_key("x-ms-pageable");
    let vary = !runs_long(published) && !is_paged;
    (announcing(published, method), vary)
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
        first: &First<'_>,
        at: &Pointer,
        document: &Document<'_>,
    ) -> Lowered<OperationKind> {
        let pages = match published.extensions.get("x-ms-pageable") {
            None => None,
            Some(pageable) => {
                let at = at.join("x-ms-pageable");
                self.check_members(pageable, &PAGE_MEMBERS, &at)?;
                let next = self.next_page(pageable, &at, document, first)?;
                self.pages(pageable, response, next, &at)?
            }
        };
        Ok(match (runs_long(published), pages) {
            (false, None) => OperationKind::Once,
            (false, Some(pages)) => OperationKind::Pages(pages),
            (true, pages) => OperationKind::LongRunning(LongRunning {
                final_state: self.final_state(published.extensions.get(OPTIONS), at)?,
                status_is_result: self.is_status_document(response),
                pages: pages.map(Box::new),
            }),
        })
    }

    /// The response with the type of the result, if `final-state-schema` declares it.
    pub(super) fn with_final_schema(
        &mut self,
        published: &Operation,
        mut response: Response,
        announcing: &[u16],
        id: &str,
        at: &Pointer,
    ) -> Lowered<Response> {
        let options = published.extensions.get(OPTIONS);
        let schema = options.and_then(|options| options.get(FINAL_SCHEMA)?.get("$ref")?.as_str());
        let Some(schema) = schema.filter(|_| runs_long(published)) else {
            return Ok(response);
        };
        let ty = self.ty(Property::Reference(schema), &format!("{id} result"))?;
        let is_announced = |status: &u16| announcing.contains(status);
        let has_final = !response.statuses.iter().all(is_announced);
        match &response.body {
            Some(own) if *own != ty && has_final => {
                let message = format!(
                    "the result is `{}` by `{FINAL_SCHEMA}`, but the success responses have another type",
                    Pointer::parse(schema).last()
                );
                let at = at.join(OPTIONS).join(FINAL_SCHEMA);
                self.refuse(
                    Code::UnsupportedAnswer,
                    &at,
                    message,
                    "give both one schema",
                )
            }
            own => {
                if own.as_ref().is_some_and(|own| *own != ty) {
                    response.interim.clone_from(&response.statuses);
                }
                response.optional |= own.is_none() && has_final;
                response.body = Some(ty);
                Ok(response)
            }
        }
    }

    fn final_state(&mut self, options: Option<&Value>, at: &Pointer) -> Lowered<FinalState> {
        let Some(options) = options else {
            return Ok(FinalState::ByMethod);
        };
        let at = at.join(OPTIONS);
        self.check_members(options, &["final-state-via", FINAL_SCHEMA], &at)?;
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

    fn structure_of(&self, response: &Response) -> Option<&Struct> {
        let ty = response.body.as_ref()?;
        self.definitions.structure(ty)
    }
}
