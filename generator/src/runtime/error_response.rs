//! The error body of Azure Resource Manager, one type for every service.

use super::{error_code, status};
use azure_core::{
    Error, Value,
    error::ErrorKind,
    http::{RawResponse, headers::ERROR_CODE},
};
use std::fmt;

/// Error that a service answered with, in the form that Azure Resource Manager gives to all of them.
///
/// Its `Debug` shows codes only: a message may quote what it is about, such as a key.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct ErrorResponse {
    /// The error itself.
    pub error: ErrorDetail,
}

/// What went wrong, and where.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// Code for programs, such as `ResourceNotFound`.
    pub code: Option<String>,
    /// Message for people.
    pub message: Option<String>,
    /// What the error is about, such as the name of a property.
    pub target: Option<String>,
    /// Errors that led to this one.
    pub details: Vec<ErrorDetail>,
    /// More facts, in a form that each service defines.
    pub additional_info: Vec<ErrorAdditionalInfo>,
}

/// One more fact about an error.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct ErrorAdditionalInfo {
    /// Kind of fact, such as `PolicyViolation`.
    pub type_: Option<String>,
    /// The fact.
    pub info: Option<Value>,
}

impl ErrorResponse {
    /// The service's error that `error` carries, or `None` if the service did not answer.
    ///
    /// `error` is only borrowed. A body that is not JSON gives the code of the `x-ms-error-code` header, if
    /// any, and the status as the message.
    pub fn from_error(error: &Error) -> Option<Self> {
        match error.kind() {
            ErrorKind::HttpResponse { raw_response: Some(response), .. } => Some(Self::of(response)),
            _ => None,
        }
    }

    pub(super) fn of(response: &RawResponse) -> Self {
        let body = azure_core::json::from_json::<_, Value>(response.body()).unwrap_or_default();
        let mut error = ErrorDetail::read(member(&body, "error").filter(|error| error.is_object()).unwrap_or(&body));
        if let Some(code) = response.headers().get_optional_str(&ERROR_CODE) {
            error.code = Some(code.to_owned());
        }
        if error.message.is_none() {
            error.message = Some(status::phrase(response.status()));
        }
        Self { error }
    }
}

impl ErrorDetail {
    fn read(value: &Value) -> Self {
        Self {
            code: text(value, "code"),
            message: text(value, "message"),
            target: text(value, "target"),
            details: list(value, "details").map(Self::read).collect(),
            additional_info: list(value, "additionalInfo").map(ErrorAdditionalInfo::read).collect(),
        }
    }
}

impl ErrorAdditionalInfo {
    fn read(value: &Value) -> Self {
        Self { type_: text(value, "type"), info: member(value, "info").filter(|info| !info.is_null()).cloned() }
    }
}

impl fmt::Debug for ErrorResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorResponse").field("error", &self.error).finish()
    }
}

impl fmt::Debug for ErrorDetail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.code.as_deref().filter(|code| error_code::is_name(code));
        f.debug_struct("ErrorDetail").field("code", &code).field("details", &self.details).finish_non_exhaustive()
    }
}

impl fmt::Debug for ErrorAdditionalInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorAdditionalInfo").finish_non_exhaustive()
    }
}

/// Some services capitalise the properties of an error.
fn member<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    let members = value.as_object()?;
    members
        .get(name)
        .or_else(|| members.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value))
}

fn text(value: &Value, name: &str) -> Option<String> {
    match member(value, name)? {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

fn list<'v>(value: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    member(value, name).and_then(Value::as_array).into_iter().flatten()
}
