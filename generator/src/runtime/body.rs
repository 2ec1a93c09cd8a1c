//! Request bodies.

/// Lets `$model` be a request body, as JSON.
macro_rules! request_body {
    ($model:ident) => {
        impl TryFrom<$model> for azure_core::http::RequestContent<$model> {
            type Error = azure_core::Error;

            fn try_from(value: $model) -> azure_core::Result<Self> {
                Ok(azure_core::json::to_json(&value)?.into())
            }
        }
    };
}

pub(crate) use request_body;

/// The error if a resource lacks a property that a body requires.
pub(crate) fn missing(property: &str) -> azure_core::Error {
    azure_core::Error::with_message(
        azure_core::error::ErrorKind::DataConversion,
        format!("`{property}` is missing, which the body of the request requires"),
    )
}
