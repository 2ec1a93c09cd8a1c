//! What is needed to go on polling a long-running operation later, in another process for instance.

use super::long_running::Plan;
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{Context, Url, poller::PollerOptions},
};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A long-running operation that the service has accepted, to be saved and polled again later.
///
/// [`OperationStatus::continuation`](super::OperationStatus::continuation) returns it. Save its text
/// ([`to_string`](ToString::to_string)), which may contain addresses that only you should know. To
/// resume, parse the text, convert it into the `method_options` of the same method, and call that
/// with the same arguments. The request is not sent again; the poller goes on with the first status.
///
/// The access token is sent to the saved addresses only if they have the origin of the endpoint or a
/// trusted one.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Continuation {
    /// Version of this form.
    version: u32,
    operation: String,
    /// Path of the request.
    path: String,
    /// URL to poll next.
    pub(super) poll: String,
    pub(super) plan: Plan,
}

const VERSION: u32 = 1;

impl Continuation {
    pub(super) fn new(operation: &str, request: &Url, poll: &Url, plan: &Plan) -> Self {
        Self {
            version: VERSION,
            operation: operation.to_owned(),
            path: request.path().to_owned(),
            poll: poll.to_string(),
            plan: plan.clone(),
        }
    }

    /// Fails if this belongs to another operation or to another resource.
    pub(super) fn check(&self, operation: &str, request: &Url) -> Result<()> {
        match self.operation == operation && self.path == request.path() {
            true => Ok(()),
            false => {
                let message = format!(
                    "the continuation belongs to {} of {}, not to this call of {operation}; nothing was sent",
                    self.operation, self.path
                );
                Err(Error::with_message(ErrorKind::Other, message))
            }
        }
    }
}

/// Options with which a method resumes the operation instead of sending its request.
impl From<Continuation> for PollerOptions<'static> {
    fn from(continuation: Continuation) -> Self {
        Self { context: Context::new().with_value(continuation), ..Default::default() }
    }
}

impl fmt::Display for Continuation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let json = azure_core::json::to_json(self).map_err(|_| fmt::Error)?;
        f.write_str(std::str::from_utf8(&json).map_err(|_| fmt::Error)?)
    }
}

impl FromStr for Continuation {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        // The error of the parser is left out: it may quote an address.
        let read: Result<Self> = azure_core::json::from_json(text);
        match read {
            Ok(continuation) if continuation.version == VERSION => Ok(continuation),
            _ => {
                let message = "this text is no continuation that this version of the crate has written";
                Err(Error::with_message(ErrorKind::DataConversion, message))
            }
        }
    }
}

/// Shows no address.
impl fmt::Debug for Continuation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Continuation").field("operation", &self.operation).finish_non_exhaustive()
    }
}
