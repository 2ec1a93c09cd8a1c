//! Pollers of long-running operations, for every protocol that Azure Resource Manager defines.

use super::{
    continuation::Continuation,
    delay,
    long_running::{self, Definition, FinalState, Link, Plan, ResultAt},
    operation::{Operation, Prepared, or_null},
    operation_status::{OperationStatus, monitor},
    same_origin::target,
    status,
};
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{
        Context, Format, Method, NoFormat, Poller, RawResponse, Request, Response, StatusCode, Url,
        poller::{PollerContinuation, PollerOptions, PollerResult, PollerState, PollerStatus},
    },
    sleep::sleep,
    time::Duration,
};
use std::{
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

const STATUSES: [u16; 4] = [200, 201, 202, 204];

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
    next: Arc<Mutex<Next>>,
}

/// The next request of a poller.
#[derive(Clone, Debug, Default)]
struct Next {
    /// How to poll, decided by the first response.
    plan: Option<Plan>,
    /// How long to wait before it.
    wait: Duration,
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
        let options = PollerOptions { context: self.traced(options.context), ..options };
        poller(self.prepare()?, options, success, final_state)
    }

    /// Poller of an operation without a result, otherwise like [`Operation::poller`].
    pub(crate) fn poller_without_result(
        self,
        options: PollerOptions<'_>,
        success: &'static [u16],
        final_state: FinalState,
    ) -> Result<Poller<OperationStatus<(), NoFormat>>> {
        let options = PollerOptions { context: self.traced(options.context), ..options };
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
        Self { call, definition, promise, next: Arc::default() }
    }

    fn poller<T: Send + 'static, F: Format + Send + 'static>(
        self,
        options: PollerOptions<'_>,
        success: &'static [u16],
    ) -> Result<Poller<OperationStatus<T, F>>> {
        if options.frequency < Duration::seconds(1) {
            return Err(Error::with_message(ErrorKind::Other, "`frequency` must be one second or more; nothing was sent"));
        }
        let resumed = options.context.value::<Continuation>().cloned();
        if let Some(resumed) = &resumed {
            resumed.check(&self.call)?;
            self.next().plan = Some(resumed.plan.clone());
        }
        let poll = move |state, options: PollerOptions<'static>| {
            let (follow, resumed) = (self.clone(), resumed.clone());
            Box::pin(async move {
                let step = match (state, resumed) {
                    (PollerState::Initial, None) => follow.start(&options.context, success).await?,
                    (PollerState::Initial, Some(resumed)) => follow.resume(&options.context, &resumed).await?,
                    (PollerState::More(continuation), _) => follow.poll_again(&options.context, continuation).await?,
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

    /// Waits as the last response has asked for, and requests the status of the operation.
    async fn poll_again(&self, context: &Context<'_>, continuation: PollerContinuation) -> Result<Step> {
        let wait = self.next().wait;
        sleep(self.call.deadline.of_call(context).at_most(wait)).await;
        match continuation {
            PollerContinuation::Links { next_link, .. } => self.poll(context, next_link).await,
            _ => Err(not_started()),
        }
    }

    /// Requests the status from where another poller has stopped.
    async fn resume(&self, context: &Context<'_>, from: &Continuation) -> Result<Step> {
        self.poll(context, from.address(&self.call)?).await
    }

    async fn poll(&self, context: &Context<'_>, url: Url) -> Result<Step> {
        let plan = self.next().plan.clone().ok_or_else(not_started)?;
        let response = self.read(url.clone(), context).await?;
        let step = self.definition.next(&plan, &response);
        self.step(step, response, url)
    }

    fn next(&self) -> MutexGuard<'_, Next> {
        self.next.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What to do after a response from the URL `asked`.
    fn step(&self, step: long_running::Step, response: RawResponse, asked: Url) -> Result<Step> {
        match step {
            long_running::Step::Running(plan, link) => {
                let poll = link.map(|link| self.url(&link)).transpose()?.unwrap_or(asked);
                self.next().plan = Some(plan);
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
            Step::Pending { response, poll } => {
                let mut next = self.next();
                next.wait = delay::before_next_request(response.headers(), options.frequency);
                let plan = next.plan.as_ref();
                let continuation = plan.and_then(|plan| Continuation::new(&self.call, &poll, plan).ok());
                Ok(PollerResult::InProgress {
                    // azure_core would wait before it returns the status, which could not be saved until then.
                    retry_after: Duration::ZERO,
                    response: monitor(&response, "InProgress", continuation.as_ref()),
                    continuation: PollerContinuation::Links { next_link: poll, final_link: None },
                })
            }
            Step::Done { response, result } => {
                let context = options.context.clone();
                let succeeded = monitor(&response, "Succeeded", None);
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

fn not_started() -> Error {
    Error::with_message(ErrorKind::Other, "the poller was not started by this client")
}
