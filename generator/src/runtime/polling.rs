//! Operations that run long: they are followed in whichever of ARM's three ways the service offers.

use super::{
    operation::{Operation, Prepared},
    paging::target,
    status,
};
use azure_core::{
    Error, Result, Value,
    error::ErrorKind,
    http::{
        Context, Format, JsonFormat, Method, Poller, RawResponse, Request, Response, StatusCode, Url,
        headers::{HeaderName, Headers, RETRY_AFTER, RETRY_AFTER_MS, X_MS_RETRY_AFTER_MS},
        poller::{
            PollerContinuation, PollerOptions, PollerResult, PollerState, PollerStatus, StatusMonitor, get_retry_after,
        },
    },
    time::Duration,
};
use serde::Deserialize;
use std::{
    future::Future,
    marker::PhantomData,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
};

const AZURE_ASYNC_OPERATION: HeaderName = HeaderName::from_static("azure-asyncoperation");
const LOCATION: HeaderName = HeaderName::from_static("location");
const STATUSES: [u16; 4] = [200, 201, 202, 204];

/// How far an operation that runs long has come. Awaiting its poller gives `T`.
#[derive(Debug)]
pub struct OperationStatus<T, F = JsonFormat> {
    status: PollerStatus,
    result: PhantomData<fn() -> (T, F)>,
}

impl<T, F: Format + Send> StatusMonitor for OperationStatus<T, F> {
    type Output = T;
    type Format = F;

    fn status(&self) -> PollerStatus {
        self.status.clone()
    }
}

impl<'de, T, F> Deserialize<'de> for OperationStatus<T, F> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Body {
            status: PollerStatus,
        }

        let Body { status } = Body::deserialize(deserializer)?;
        Ok(Self { status, result: PhantomData })
    }
}

/// Where the result stands when the operation has succeeded (`final-state-via`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FinalState {
    /// Not said: the resource itself for PUT and PATCH, `Location` or the last answer for the others.
    ByMethod,
    /// In the last answer about the operation.
    AzureAsyncOperation,
    /// At the `Location` of the first answer.
    Location,
    /// At the URL of the request.
    OriginalUri,
}

/// What the first answer says of how to go on.
#[derive(Clone, Debug)]
struct Plan {
    way: Way,
    result: Option<Url>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    AzureAsyncOperation,
    Location,
    ProvisioningState,
}

impl Operation<'_> {
    /// Poller of the operation. The call is sent when it is polled first, and never again if its outcome is unknown.
    pub(crate) fn poller<T: Send + 'static, F: Format + Send + 'static>(
        self,
        options: PollerOptions<'_>,
        success: &'static [u16],
        final_state: FinalState,
    ) -> Result<Poller<OperationStatus<T, F>>> {
        if options.frequency < Duration::seconds(1) {
            return Err(Error::with_message(ErrorKind::Other, "`frequency` must be one second or more; nothing was sent"));
        }
        let call = self.prepare()?;
        let plan = Arc::new(Mutex::new(None));
        let poll = move |state, options: PollerOptions<'static>| {
            let (call, plan) = (call.clone(), plan.clone());
            Box::pin(async move {
                let step = match state {
                    PollerState::Initial => start(&call, &options.context, success, final_state, &plan).await?,
                    PollerState::More(continuation) => follow(&call, &options.context, continuation, &plan).await?,
                };
                finish(call, step, &options)
            }) as _
        };
        Ok(Poller::new(poll, Some(options.into_owned())))
    }
}

/// One answer, and what it means.
enum Step {
    Pending { response: RawResponse, poll: Url, result: Option<Url> },
    Done { response: RawResponse, result: Outcome },
}

/// Where the result is.
enum Outcome {
    Here(RawResponse),
    At(Url),
}

async fn start(
    call: &Prepared,
    context: &Context<'_>,
    success: &[u16],
    final_state: FinalState,
    plan: &Mutex<Option<Plan>>,
) -> Result<Step> {
    let response = call.clone().send(context, success).await?;
    let (way, poll) = match way(call, &response).map_err(|error| call.taken(error))? {
        Some(way) => way,
        None => return Ok(Step::Done { result: Outcome::Here(response.clone()), response }),
    };
    let result = result(call, &response, way, final_state).map_err(|error| call.taken(error))?;
    *plan.lock().unwrap_or_else(PoisonError::into_inner) = Some(Plan { way, result: result.clone() });
    Ok(Step::Pending { response, poll, result })
}

/// How to follow the operation, or `None` if it is done.
fn way(call: &Prepared, response: &RawResponse) -> Result<Option<(Way, Url)>> {
    let endpoint = &call.arm.endpoint;
    let state = provisioning_state(response);
    let is_done = state.as_ref().is_some_and(is_terminal);
    if let Some(link) = response.headers().get_optional_str(&AZURE_ASYNC_OPERATION) {
        return Ok(Some((Way::AzureAsyncOperation, target(endpoint, link)?)));
    }
    let created = matches!(response.status(), StatusCode::Accepted | StatusCode::Created);
    match response.headers().get_optional_str(&LOCATION) {
        Some(link) if created && !is_done => Ok(Some((Way::Location, target(endpoint, link)?))),
        _ if state.is_some() && is_done => ended(call.id, response, state.as_ref()).map(|()| None),
        _ if state.is_some() && writes_resource(call) => Ok(Some((Way::ProvisioningState, call.request.url().clone()))),
        _ => Ok(None),
    }
}

fn result(call: &Prepared, response: &RawResponse, way: Way, final_state: FinalState) -> Result<Option<Url>> {
    let original = || Ok(Some(call.request.url().clone()));
    let location = || {
        let link = response.headers().get_optional_str(&LOCATION);
        link.map(|link| target(&call.arm.endpoint, link)).transpose()
    };
    match (way, final_state) {
        (Way::Location, FinalState::OriginalUri) => original(),
        (Way::Location, FinalState::ByMethod) if writes_resource(call) => original(),
        (Way::Location | Way::ProvisioningState, _) | (_, FinalState::AzureAsyncOperation) => Ok(None),
        (_, FinalState::Location) => location(),
        (_, FinalState::OriginalUri) => original(),
        (_, FinalState::ByMethod) if writes_resource(call) => original(),
        (_, FinalState::ByMethod) => location(),
    }
}

fn writes_resource(call: &Prepared) -> bool {
    matches!(call.request.method(), Method::Put | Method::Patch)
}

async fn follow(
    call: &Prepared,
    context: &Context<'_>,
    continuation: PollerContinuation,
    plan: &Mutex<Option<Plan>>,
) -> Result<Step> {
    let plan = plan.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let (PollerContinuation::Links { next_link: poll, .. }, Some(Plan { way, result })) = (continuation, plan) else {
        return Err(Error::with_message(ErrorKind::Other, "the poller was not started by this client"));
    };
    let response = read(call, poll.clone(), context).await?;
    let state = match way {
        Way::AzureAsyncOperation => member(&response, &["status"]),
        Way::ProvisioningState => Some(provisioning_state(&response).unwrap_or(PollerStatus::Succeeded)),
        Way::Location if response.status() == StatusCode::Accepted => None,
        Way::Location => Some(PollerStatus::Succeeded),
    };
    let moved = response.headers().get_optional_str(&LOCATION).filter(|_| way == Way::Location);
    let poll = moved.map(|link| target(&call.arm.endpoint, link)).transpose()?.unwrap_or(poll);
    match state.filter(is_terminal) {
        None => Ok(Step::Pending { response, poll, result }),
        Some(state) => {
            ended(call.id, &response, Some(&state))?;
            let outcome = match result {
                Some(url) => Outcome::At(url),
                None if way == Way::AzureAsyncOperation => Outcome::Here(properties(&response)),
                None => Outcome::Here(response.clone()),
            };
            Ok(Step::Done { response, result: outcome })
        }
    }
}

async fn read(call: &Prepared, url: Url, context: &Context<'_>) -> Result<RawResponse> {
    let mut call = call.clone();
    call.request = Request::new(url, Method::Get);
    call.send(context, &STATUSES).await
}

fn finish<T: Send + 'static, F: Format + Send + 'static>(
    call: Prepared,
    step: Step,
    options: &PollerOptions<'static>,
) -> Result<PollerResult<OperationStatus<T, F>>> {
    match step {
        Step::Pending { response, poll, result } => Ok(PollerResult::InProgress {
            retry_after: wait(response.headers(), options),
            response: monitor(&response, "InProgress"),
            continuation: PollerContinuation::Links { next_link: poll, final_link: result },
        }),
        Step::Done { response, result } => {
            let context = options.context.clone();
            let target = move || -> Target<T, F> { Box::pin(fetch(call, result, context)) };
            Ok(PollerResult::Succeeded { response: monitor(&response, "Succeeded"), target: Box::new(target) })
        }
    }
}

/// The future that azure_core's poller wants for the result.
type Target<T, F> = Pin<Box<dyn Future<Output = Result<Response<T, F>>> + Send>>;

async fn fetch<T, F>(call: Prepared, result: Outcome, context: Context<'static>) -> Result<Response<T, F>> {
    let response = match result {
        Outcome::Here(response) => response,
        Outcome::At(url) => read(&call, url, &context).await?,
    };
    Ok(response.into())
}

/// Status monitor of an answer, whose own body may be the result, with its keys.
fn monitor<T, F>(response: &RawResponse, state: &str) -> Response<OperationStatus<T, F>> {
    let body = format!(r#"{{"status":"{state}"}}"#);
    RawResponse::from_bytes(response.status(), response.headers().clone(), body).into()
}

fn wait(headers: &Headers, options: &PollerOptions<'_>) -> Duration {
    get_retry_after(headers, &[X_MS_RETRY_AFTER_MS, RETRY_AFTER_MS, RETRY_AFTER], options)
}

fn is_terminal(state: &PollerStatus) -> bool {
    matches!(state, PollerStatus::Succeeded | PollerStatus::Failed | PollerStatus::Canceled)
}

/// An operation that failed is an error that carries the service's own.
fn ended(id: &str, response: &RawResponse, state: Option<&PollerStatus>) -> Result<()> {
    match state {
        Some(PollerStatus::Failed) => Err(status::ended(id, "failed", response.clone())),
        Some(PollerStatus::Canceled) => Err(status::ended(id, "was cancelled", response.clone())),
        _ => Ok(()),
    }
}

fn provisioning_state(response: &RawResponse) -> Option<PollerStatus> {
    member(response, &["properties", "provisioningState"])
}

fn member(response: &RawResponse, path: &[&str]) -> Option<PollerStatus> {
    let body: Value = azure_core::json::from_json(response.body()).ok()?;
    let state = path.iter().try_fold(&body, |value, name| value.get(name))?;
    state.as_str().map(PollerStatus::from)
}

/// The result of an operation resource stands in its `properties`.
fn properties(response: &RawResponse) -> RawResponse {
    let body: Value = azure_core::json::from_json(response.body()).unwrap_or_default();
    match body.get("properties").map(azure_core::json::to_json) {
        Some(Ok(result)) => RawResponse::from_bytes(response.status(), response.headers().clone(), result),
        _ => response.clone(),
    }
}
