//! The status of a long-running operation, as its poller returns it.

use super::{ErrorDetail, continuation::Continuation, encoding::rfc3339};
use azure_core::{
    Result, Value,
    error::ErrorKind,
    http::{
        Format, JsonFormat, RawResponse, Response,
        poller::{PollerStatus, StatusMonitor},
    },
    json::{from_json, to_json},
    time::OffsetDateTime,
};
use serde::{Deserialize, Deserializer, de::DeserializeOwned, de::Error};
use std::marker::PhantomData;

/// Status of a long-running operation. Awaiting its poller returns `T`.
#[derive(Debug)]
pub struct OperationStatus<T, F = JsonFormat> {
    status: PollerStatus,
    percent_complete: Option<f64>,
    start_time: Option<OffsetDateTime>,
    end_time: Option<OffsetDateTime>,
    error: Option<ErrorDetail>,
    document: Document,
    continuation: Option<Continuation>,
    result: PhantomData<fn() -> (T, F)>,
}

impl<T, F> OperationStatus<T, F> {
    /// How much of the operation is done, from 0 to 100, if the service says so.
    pub fn percent_complete(&self) -> Option<f64> {
        self.percent_complete
    }

    /// When the operation began, if the service says so.
    pub fn start_time(&self) -> Option<OffsetDateTime> {
        self.start_time
    }

    /// When the operation ended, if the service says so.
    pub fn end_time(&self) -> Option<OffsetDateTime> {
        self.end_time
    }

    /// The error that the service reports beside the status. An operation that has failed is an
    /// error of the poller: see [`ErrorResponse::from_error`](super::ErrorResponse::from_error).
    pub fn error(&self) -> Option<&ErrorDetail> {
        self.error.as_ref()
    }

    /// The status document as `D`, the service's own model of it, which may have more than ARM's
    /// contract: `properties`, or steps. `None` if the last response was no status document.
    pub fn document<D: DeserializeOwned>(&self) -> Result<Option<D>> {
        match &self.document.0 {
            Value::Null => Ok(None),
            document => from_json(to_json(document)?).map(Some).map_err(|_| unlike::<D>()),
        }
    }

    /// How to go on polling later, or `None` if the operation has ended.
    pub fn continuation(&self) -> Option<&Continuation> {
        self.continuation.as_ref()
    }
}

/// The error of a document that has another form. That of serde would quote its values, which may be keys.
fn unlike<D>() -> azure_core::Error {
    let message = format!("the status document does not have the form of {}", std::any::type_name::<D>());
    azure_core::Error::with_message(ErrorKind::DataConversion, message)
}

/// A status document. It may contain the result, and that may contain keys, so it is not shown.
#[derive(Default)]
struct Document(Value);

impl std::fmt::Debug for Document {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Document").finish_non_exhaustive()
    }
}

impl<T, F: Format + Send> StatusMonitor for OperationStatus<T, F> {
    type Output = T;
    type Format = F;

    fn status(&self) -> PollerStatus {
        self.status.clone()
    }
}

impl<'de, T, F> Deserialize<'de> for OperationStatus<T, F> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let body = Value::deserialize(deserializer)?;
        let status = body.get("status").and_then(Value::as_str);
        let status = status.ok_or_else(|| D::Error::custom("the status is missing"))?;
        // A member of another form is no reason to lose the operation.
        let time = |name: &str| rfc3339::deserialize(body.get(name)?).ok();
        Ok(Self {
            status: PollerStatus::from(status),
            percent_complete: body.get("percentComplete").and_then(Value::as_f64),
            start_time: time("startTime"),
            end_time: time("endTime"),
            error: body.get("error").filter(|error| error.is_object()).map(ErrorDetail::read),
            document: Document(body.get("document").cloned().unwrap_or_default()),
            continuation: body.get("continuation").and_then(Continuation::read),
            result: PhantomData,
        })
    }
}

/// Status monitor for a response. Of the response's own body only a status document stays: any other
/// body may be the result.
pub(super) fn monitor<T, F>(
    response: &RawResponse,
    state: &str,
    continuation: Option<&Continuation>,
) -> Response<OperationStatus<T, F>> {
    let body: Value = from_json(response.body()).unwrap_or_default();
    let is_document = body.get("status").is_some_and(Value::is_string);
    let mut status = Value::default();
    status["status"] = state.into();
    if is_document {
        for name in ["percentComplete", "startTime", "endTime", "error"] {
            status[name] = body.get(name).cloned().unwrap_or_default();
        }
        status["document"] = body;
    }
    if let Some(continuation) = continuation {
        status["continuation"] = continuation.saved();
    }
    let body = to_json(&status).unwrap_or_default();
    RawResponse::from_bytes(response.status(), response.headers().clone(), body).into()
}
