//! The error response of Azure Resource Manager, one type for all services.

use super::{error_code, status};
use azure_core::{
    Error, Value,
    error::ErrorKind,
    http::{RawResponse, headers::ERROR_CODE},
};
use std::fmt;

/// Error response of a service, in the form that Azure Resource Manager defines for all services.
///
/// `Debug` shows only codes: a message may contain secrets, such as a key.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct ErrorResponse {
    /// The error itself.
    pub error: ErrorDetail,
}

/// One error: what went wrong, and where.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// Code for programs, such as `ResourceNotFound`.
    pub code: Option<String>,
    /// Message for people.
    pub message: Option<String>,
    /// What the error is about, such as the name of a property.
    pub target: Option<String>,
    /// Errors that caused this one.
    pub details: Vec<ErrorDetail>,
    /// More information, in a form that each service defines.
    pub additional_info: Vec<ErrorAdditionalInfo>,
}

/// Additional information about an error.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct ErrorAdditionalInfo {
    /// Kind of information, such as `PolicyViolation`.
    pub type_: Option<String>,
    /// The information itself.
    pub info: Option<Value>,
}

impl ErrorResponse {
    /// The error response in `error`, or `None` if the service did not respond.
    ///
    /// `error` is only borrowed. If the body is not JSON, the code is that of the `x-ms-error-code`
    /// header, if any, and the message is the status.
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
    pub(super) fn read(value: &Value) -> Self {
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

/// Finds a member in any case: some services capitalize the properties of an error.
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
