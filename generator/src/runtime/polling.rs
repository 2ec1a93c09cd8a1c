//! Pollers of long-running operations, for every protocol that Azure Resource Manager defines.

use super::{
    delay,
    long_running::{self, Definition, FinalState, Link, Plan, ResultAt},
    operation::{Operation, Prepared, or_null},
    same_origin::target,
    status,
};
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{
        Context, Format, JsonFormat, Method, NoFormat, Poller, RawResponse, Request, Response, StatusCode, Url,
        poller::{PollerContinuation, PollerOptions, PollerResult, PollerState, PollerStatus, StatusMonitor},
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

const STATUSES: [u16; 4] = [200, 201, 202, 204];

/// Status of a long-running operation. Awaiting its poller returns `T`.
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

/// The result that the definition declares for an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Promise {
    Nothing,
    /// A result, unless the last response has no body.
    Maybe,
    Result,
}

/// One operation that is being polled.
#[derive(Clone, Debug)]
struct Follow {
    call: Prepared,
    definition: Definition,
    promise: Promise,
    /// How to poll, decided by the first response.
    plan: Arc<Mutex<Option<Plan>>>,
}

impl Operation<'_> {
    /// Poller of an operation with a result. The first poll sends the call. If its outcome is
    /// unknown, the call is never sent again.
    pub(crate) fn poller<T: Send + 'static>(
        self,
        options: PollerOptions<'_>,
        success: &'static [u16],
        final_state: FinalState,
    ) -> Result<Poller<OperationStatus<T>>> {
        poller(self.prepare()?, options, success, final_state)
    }

    /// Poller of an operation without a result, otherwise like [`Operation::poller`].
    pub(crate) fn poller_without_result(
        self,
        options: PollerOptions<'_>,
        success: &'static [u16],
        final_state: FinalState,
    ) -> Result<Poller<OperationStatus<(), NoFormat>>> {
        Follow::new(self.prepare()?, final_state, Promise::Nothing).poller(options, success)
    }
}

/// Poller of a call with a result.
pub(super) fn poller<T: Send + 'static>(
    call: Prepared,
    options: PollerOptions<'_>,
    success: &'static [u16],
    final_state: FinalState,
) -> Result<Poller<OperationStatus<T>>> {
    let promise = if call.optional_body { Promise::Maybe } else { Promise::Result };
    Follow::new(call, final_state, promise).poller(options, success)
}

/// One response, and what it means.
enum Step {
    Pending { response: RawResponse, poll: Url },
    Done { response: RawResponse, result: ResultAt },
}

impl Follow {
    fn new(call: Prepared, final_state: FinalState, promise: Promise) -> Self {
        let definition = Definition { method: call.request.method(), final_state };
        Self { call, definition, promise, plan: Arc::default() }
    }

    fn poller<T: Send + 'static, F: Format + Send + 'static>(
        self,
        options: PollerOptions<'_>,
        success: &'static [u16],
    ) -> Result<Poller<OperationStatus<T, F>>> {
        if options.frequency < Duration::seconds(1) {
            return Err(Error::with_message(ErrorKind::Other, "`frequency` must be one second or more; nothing was sent"));
        }
        let poll = move |state, options: PollerOptions<'static>| {
            let follow = self.clone();
            Box::pin(async move {
                let step = match state {
                    PollerState::Initial => follow.start(&options.context, success).await?,
                    PollerState::More(continuation) => follow.poll_again(&options.context, continuation).await?,
                };
                follow.polled(step, &options)
            }) as _
        };
        Ok(Poller::new(poll, Some(options.into_owned())))
    }

    /// Sends the call.
    async fn start(&self, context: &Context<'_>, success: &[u16]) -> Result<Step> {
        let response = self.call.clone().send(context, success).await?;
        let step = self.definition.first(&response);
        let original = self.call.request.url().clone();
        self.step(step, response, original)
    }

    /// Requests the status of the operation.
    async fn poll_again(&self, context: &Context<'_>, continuation: PollerContinuation) -> Result<Step> {
        let plan = self.plan.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let (PollerContinuation::Links { next_link: poll, .. }, Some(plan)) = (continuation, plan) else {
            return Err(Error::with_message(ErrorKind::Other, "the poller was not started by this client"));
        };
        let response = self.read(poll.clone(), context).await?;
        let step = self.definition.next(&plan, &response);
        self.step(step, response, poll)
    }

    /// What to do after a response from the URL `asked`.
    fn step(&self, step: long_running::Step, response: RawResponse, asked: Url) -> Result<Step> {
        match step {
            long_running::Step::Running(plan, link) => {
                *self.plan.lock().unwrap_or_else(PoisonError::into_inner) = Some(plan);
                let poll = link.map(|link| self.url(&link)).transpose()?.unwrap_or(asked);
                Ok(Step::Pending { response, poll })
            }
            long_running::Step::Succeeded(result) => Ok(Step::Done { response, result }),
            long_running::Step::Ended(PollerStatus::Failed) => Err(status::ended(self.call.id, "failed", response)),
            long_running::Step::Ended(_) => Err(status::ended(self.call.id, "was cancelled", response)),
            long_running::Step::Unreadable(how) => Err(status::ended(self.call.id, how, response)),
        }
    }

    fn url(&self, link: &Link) -> Result<Url> {
        match link {
            Link::Original => Ok(self.call.request.url().clone()),
            // The service has accepted the call, so its outcome is open even if the link is bad.
            Link::Given(link) => target(&self.call.arm.endpoint, link).map_err(|error| self.call.taken(error)),
        }
    }

    async fn read(&self, url: Url, context: &Context<'_>) -> Result<RawResponse> {
        let mut call = self.call.clone();
        call.request = Request::new(url, Method::Get);
        call.send(context, &STATUSES).await
    }

    fn polled<T: Send + 'static, F: Format + Send + 'static>(
        self,
        step: Step,
        options: &PollerOptions<'static>,
    ) -> Result<PollerResult<OperationStatus<T, F>>> {
        match step {
            Step::Pending { response, poll } => Ok(PollerResult::InProgress {
                retry_after: self.call.deadline.at_most(delay::before_next_request(response.headers(), options.frequency)),
                response: monitor(&response, "InProgress"),
                continuation: PollerContinuation::Links { next_link: poll, final_link: None },
            }),
            Step::Done { response, result } => {
                let context = options.context.clone();
                let succeeded = monitor(&response, "Succeeded");
                let target = move || -> Target<T, F> { Box::pin(self.result(response, result, context)) };
                Ok(PollerResult::Succeeded { response: succeeded, target: Box::new(target) })
            }
        }
    }

    /// The result, read from the place that `at` names.
    async fn result<T, F>(self, last: RawResponse, at: ResultAt, context: Context<'static>) -> Result<Response<T, F>> {
        let result = match at {
            ResultAt::Here if self.call.is_created_interim && last.status() == StatusCode::Created => {
                self.read(self.url(&Link::Original)?, &context).await?
            }
            ResultAt::Here => last,
            ResultAt::StatusDocument if self.call.is_status_result => last,
            ResultAt::StatusDocument => long_running::result_of(&last),
            ResultAt::At(link) => self.read(self.url(&link)?, &context).await?,
        };
        match self.promise {
            Promise::Result if long_running::is_empty(&result) => {
                let how = "succeeded, but its last response has no body, although its definition declares one";
                Err(status::ended(self.call.id, how, result))
            }
            Promise::Maybe => Ok(or_null(result).into()),
            _ => Ok(result.into()),
        }
    }
}

/// The future for the result, in the type that azure_core's poller requires.
type Target<T, F> = Pin<Box<dyn Future<Output = Result<Response<T, F>>> + Send>>;

/// Status monitor for a response. The response's own body is left out: it may be the result, which
/// may contain keys.
fn monitor<T, F>(response: &RawResponse, state: &str) -> Response<OperationStatus<T, F>> {
    let body = format!(r#"{{"status":"{state}"}}"#);
    RawResponse::from_bytes(response.status(), response.headers().clone(), body).into()
}
