//! Errors of services that have a form of their own.

use azure_core::{Error, error::ErrorKind};
use serde::de::DeserializeOwned;

/// Lets `$model` be read from the error of a call.
macro_rules! error_model {
    ($model:ident) => {
        impl $model {
            /// The body of the service's error response in `error`, or `None` if the service did
            /// not respond, or not in this form.
            ///
            /// `error` is only borrowed: its kind has the status and the code.
            /// [`ErrorResponse::from_error`](crate::ErrorResponse::from_error) reads what all
            /// services have in common, from any response.
            pub fn from_error(error: &azure_core::Error) -> Option<Self> {
                crate::runtime::error_model::read(error)
            }
        }
    };
}

pub(crate) use error_model;

pub(crate) fn read<T: DeserializeOwned>(error: &Error) -> Option<T> {
    match error.kind() {
        ErrorKind::HttpResponse { raw_response: Some(response), .. } => azure_core::json::from_json(response.body()).ok(),
        _ => None,
    }
}
