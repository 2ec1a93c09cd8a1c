//! Documentation of methods.

use super::docs::{self, code};
use crate::model::{Model, Operation, OperationKind, Service, Type};

/// Lines of Markdown for the method of an operation.
pub(super) fn lines(operation: &Operation) -> Vec<String> {
    let mut lines = docs::docs(operation.docs.as_deref(), || {
        format!("Calls the operation {}.", code(&operation.id))
    });
    lines.extend(arguments(operation));
    if operation.response.exists {
        lines.extend([String::new(), EXISTS.to_owned()]);
    }
    if operation.response.by_status.is_some() {
        lines.extend([String::new(), BY_STATUS.to_owned()]);
    }
    if !operation.response.interim.is_empty() {
        lines.extend([String::new(), interim(&operation.response.interim)]);
    }
    if operation.response.body == Some(Type::Stream) {
        lines.extend([String::new(), stream(operation).to_owned()]);
    }
    lines
}

/// Its request, the headers of its response, and its errors.
pub(super) fn notes(model: &Model, service: &Service, operation: &Operation) -> Vec<String> {
    let request = section("Request", request(service, operation));
    let errors = section("Errors", errors(model, service, operation));
    let headers = headers(service, operation);
    request.into_iter().chain(headers).chain(errors).collect()
}

fn section(title: &str, text: String) -> [String; 4] {
    [String::new(), format!("# {title}"), String::new(), text]
}

/// What is sent, and where to read more.
fn request(service: &Service, operation: &Operation) -> String {
    let method = format!("{:?}", operation.method).to_uppercase();
    let sent = code(&format!("{method} {}", operation.path));
    let options = &operation.options;
    let options = format!("[options](crate::{}::models::{options})", service.path());
    let reference = operation.reference.as_ref();
    let reference = reference.map(|url| format!(", [reference]({url})"));
    format!(
        "{} ({options}{}): {sent}",
        code(&operation.id),
        reference.unwrap_or_default()
    )
}

fn arguments(operation: &Operation) -> Vec<String> {
    let parameters = operation
        .arguments()
        .filter_map(|parameter| Some((parameter.name.rust.as_str(), parameter.docs.as_deref()?)));
    let body = operation.required_body();
    let body = body.and_then(|body| Some(("body", body.docs.as_deref()?)));
    let described = parameters.chain(body);
    let described = described.map(|(name, text)| format!("* `{name}`: {}", docs::line(text)));
    let described: Vec<String> = described.collect();
    match described.is_empty() {
        true => Vec::new(),
        false => [String::new(), "# Arguments".to_owned(), String::new()]
            .into_iter()
            .chain(described)
            .collect(),
    }
}

/// The trait that reads the headers of the response, and its methods.
fn headers(service: &Service, operation: &Operation) -> Vec<String> {
    let mut traits = service.headers.iter().filter(|known| {
        !operation.response.headers.is_empty() && known.response.is_like(&operation.response)
    });
    let Some(known) = traits.next() else {
        return Vec::new();
    };
    let path = format!("crate::{}::models::{}", service.path(), known.name);
    let methods = known.headers.iter();
    let methods: Vec<String> = methods.map(|one| format!("`{}`", one.name.rust)).collect();
    let text = format!(
        "Import [`{}`]({path}) to read {}.",
        known.name,
        methods.join(", ")
    );
    section("Response headers", text).to_vec()
}

fn errors(model: &Model, service: &Service, operation: &Operation) -> String {
    let every = "[every call](crate#errors)";
    match operation.error {
        Some(Type::Definition(id)) => {
            let name = &model.definitions[id].name.rust;
            let path = format!("crate::{}::models::{name}", service.path());
            format!(
                "Those of {every}. [`{name}`]({path}) is the service's answer, which [`from_error`]({path}::from_error) reads."
            )
        }
        _ => format!("Those of {every}."),
    }
}

const EXISTS: &str =
    "The model of the response is whether the service has it: `true`, or `false` after a 404.";

const BY_STATUS: &str = "The type of the body depends on the status of the response.";

fn interim(interim: &[u16]) -> String {
    let statuses: Vec<String> = interim.iter().map(u16::to_string).collect();
    format!(
        "The poller ends with the result. It does not return the body with which the service answers {} before that.",
        statuses.join(" and ")
    )
}

/// How to read a body that is no model.
fn stream(operation: &Operation) -> &'static str {
    match operation.kind {
        OperationKind::Once | OperationKind::Pages(_) => {
            "The response is returned before its body has arrived. Read the body with `into_body`: as a stream, or at once with `collect` or `collect_string`."
        }
        OperationKind::LongRunning(_) => {
            "The body of the result is not JSON: `into_body` returns its bytes, at once, since the result of a poller is no stream."
        }
    }
}
