//! What the service has answered, in an error.

use super::status::links;
use azure_core::{Error, error::ErrorKind, http::StatusCode};
use std::error::Error as StdError;

/// Reads what Azure Resource Manager has answered from an error, or from one of its causes. The
/// error is only borrowed.
///
/// The codes are those of the
/// [resource provider contract](https://github.com/Azure/azure-resource-manager-rpc/blob/master/v1.0/common-api-details.md#error-response-content).
/// [`ErrorResponse::from_error`](super::ErrorResponse::from_error) reads the whole answer.
pub trait ArmError {
    /// Status of the response, or `None` if there was no response.
    fn arm_status(&self) -> Option<StatusCode>;

    /// Code of the error, such as `ResourceNotFound`. `None` if the service sent none, or one that
    /// does not look like a name and could be a secret.
    fn arm_code(&self) -> Option<&str>;

    /// `401 Unauthorized`: the access token is missing, expired, or for another audience or tenant
    /// ([RFC 9110, 15.5.2](https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2)).
    fn is_unauthorized(&self) -> bool {
        self.arm_status() == Some(StatusCode::Unauthorized)
    }

    /// `403 Forbidden`: the caller has no permission, or a policy or a lock forbids it
    /// ([RFC 9110, 15.5.4](https://www.rfc-editor.org/rfc/rfc9110#section-15.5.4)).
    fn is_forbidden(&self) -> bool {
        self.arm_status() == Some(StatusCode::Forbidden)
    }

    /// `404 Not Found`: no such subscription, resource group or resource
    /// ([RFC 9110, 15.5.5](https://www.rfc-editor.org/rfc/rfc9110#section-15.5.5)).
    fn is_not_found(&self) -> bool {
        self.arm_status() == Some(StatusCode::NotFound)
    }

    /// `409 Conflict`: the state of the resource forbids it now, for example because another
    /// operation runs ([RFC 9110, 15.5.10](https://www.rfc-editor.org/rfc/rfc9110#section-15.5.10)).
    fn is_conflict(&self) -> bool {
        self.arm_status() == Some(StatusCode::Conflict)
    }

    /// `429 Too Many Requests`, also after all retries
    /// ([RFC 6585, 4](https://www.rfc-editor.org/rfc/rfc6585#section-4)).
    fn is_throttled(&self) -> bool {
        self.arm_status() == Some(StatusCode::TooManyRequests)
    }
}

impl ArmError for Error {
    fn arm_status(&self) -> Option<StatusCode> {
        answered(self).map(|(status, _)| status)
    }

    fn arm_code(&self) -> Option<&str> {
        answered(self)?.1
    }
}

/// Status and code of the first response among an error and its causes.
pub(super) fn answered<'e>(error: &'e (dyn StdError + 'static)) -> Option<(StatusCode, Option<&'e str>)> {
    links(error).find_map(|link| match link.downcast_ref::<Error>()?.kind() {
        ErrorKind::HttpResponse { status, error_code, .. } => Some((*status, error_code.as_deref())),
        _ => None,
    })
}
