//! Refusals of a survey, with the operations that they concern.

use armgen::{
    Generation,
    diagnostic::{Code, Diagnostic, Severity},
    load::Documents,
    source::{Pointer, Source},
};
use serde::Serialize;
use serde_json::Value;

/// Why a part of a document cannot be generated.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Refusal {
    /// Name of the diagnostic's code.
    pub(crate) code: &'static str,
    /// File, line and column.
    pub(crate) place: String,
    /// What is wrong.
    pub(crate) message: String,
    /// Ids of the operations that are left out for it.
    pub(crate) operations: Vec<String>,
}

impl Refusal {
    pub(crate) fn is(&self, code: Code) -> bool {
        self.code == code.name()
    }
}

/// All errors of a generation.
pub(crate) fn refusals(generation: Generation) -> Vec<Refusal> {
    let documents = generation.documents;
    let diagnostics = generation.diagnostics.sorted().into_iter();
    let errors = diagnostics.filter(|one| one.severity() == Severity::Error);
    errors.map(|one| refusal(&documents, one)).collect()
}

fn refusal(documents: &Documents, diagnostic: Diagnostic) -> Refusal {
    let own = operation(documents, &diagnostic.source);
    let others = diagnostic.refused.iter().map(|one| &one.id);
    let others = others.filter(|id| Some(*id) != own.as_ref()).cloned();
    Refusal {
        code: diagnostic.code.name(),
        place: documents.place(&diagnostic.source).to_string(),
        message: diagnostic.message.clone(),
        operations: own.clone().into_iter().chain(others).collect(),
    }
}

/// Id of the operation that contains a place: it is at `/paths/<path>/<method>`.
fn operation(documents: &Documents, source: &Source) -> Option<String> {
    let Source::Pointer(pointer) = source else {
        return None;
    };
    let mut segments = pointer.path.split('/').skip(1);
    let (paths, path, method) = (segments.next()?, segments.next()?, segments.next()?);
    if !matches!(paths, "paths" | "x-ms-paths") {
        return None;
    }
    let operation = Pointer {
        file: pointer.file.clone(),
        path: format!("/{paths}/{path}/{method}"),
    };
    let id = documents.get(&operation)?.get("operationId");
    id.and_then(Value::as_str).map(str::to_owned)
}
