//! Request bodies.

use super::{
    by_method,
    operation::Operation,
    sent_json::sent_json,
    write::{Serialized, Write},
};
use azure_core::{
    Bytes, Error, Result,
    http::{Body, RequestContent},
    json::to_json,
};

/// A request body that is no model, but a list or a map of models, or of other values.
///
/// `Json(list).try_into()` is the content for a method that takes a `RequestContent<Vec<Model>>`: Rust
/// allows no conversion from the list itself.
#[derive(Clone, Default, PartialEq)]
pub struct Json<T>(pub T);

/// Shows no value.
impl<T> std::fmt::Debug for Json<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Json").finish_non_exhaustive()
    }
}

impl<T: Write> TryFrom<Json<T>> for RequestContent<T> {
    type Error = Error;

    fn try_from(Json(value): Json<T>) -> Result<Self> {
        Ok(json(&value)?.into())
    }
}

/// `value` as the body of a request. What only the service sets is left out.
pub(crate) fn json(value: &dyn Write) -> Result<Bytes> {
    sent_json(&|| to_json(&Serialized(value)))
}

/// Lets `$model` be a request body, as JSON. What only the service sets is left out.
macro_rules! request_body {
    ($model:ident) => {
        impl TryFrom<$model> for azure_core::http::RequestContent<$model> {
            type Error = azure_core::Error;

            fn try_from(value: $model) -> azure_core::Result<Self> {
                Ok(crate::runtime::body::json(&value)?.into())
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

impl Operation<'_> {
    /// Body, as JSON unless [`Operation::content_type`] names another media type.
    pub(crate) fn body(mut self, body: impl Into<Body>) -> Self {
        match by_method::decided(body.into(), self.method) {
            Ok(body) => self.body = Some(body),
            Err(error) => self.note(Err(error)),
        }
        self
    }

    /// Optional body.
    pub(crate) fn body_optional(self, body: Option<impl Into<Body>>) -> Self {
        match body {
            Some(body) => self.body(body),
            None => self,
        }
    }
}
