//! The progress of a call on its way to the service, and what it means for the outcome.

use super::outcome_unknown::{OutcomeUnknown, is_refusal};
use azure_core::{
    Error, Result,
    credentials::Secret,
    error::ErrorKind,
    http::{RawResponse, StatusCode},
};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// State that a call and its transport share. It is part of the call's context, so the policies of
/// users do not see it.
#[derive(Debug)]
pub(super) struct Sending {
    /// Whether the call may be sent again even if its outcome is unknown.
    pub(super) resend: bool,
    /// Statuses of responses whose bodies are not read here.
    streamed: &'static [u16],
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    stage: Stage,
    /// The last response to a call that must not be sent again.
    response: Option<RawResponse>,
    /// Whether a policy tried to send it again.
    was_resend_rejected: bool,
    /// Whether the transport had a request before.
    was_sent: bool,
    /// Value of the authorization header, hidden from everyone but the transport.
    authorization: Option<Secret>,
}

/// Where the request is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Stage {
    /// The service has done nothing: the transport never received the request, could not connect,
    /// or received a `429` response.
    Idle,
    /// The transport has the request, or has lost the response.
    Sent,
    /// The service has sent a response status.
    Answered(StatusCode),
}

impl Sending {
    pub(super) fn new(resend: bool) -> Self {
        Self::streaming(resend, &[])
    }

    /// The progress of a call whose responses with these statuses are streams.
    pub(super) fn streaming(resend: bool, streamed: &'static [u16]) -> Self {
        let state = State { stage: Stage::Idle, response: None, was_resend_rejected: false, was_sent: false, authorization: None };
        Self { resend, streamed, state: Mutex::new(state) }
    }

    /// Whether the body of a response with this status is left to the caller.
    pub(super) fn is_streamed(&self, status: StatusCode) -> bool {
        self.streamed.contains(&u16::from(status))
    }

    /// Called before the transport receives the request. Fails for a changing call that may have
    /// taken effect, or that the service has already answered.
    pub(super) fn sent(&self) -> Result<()> {
        let mut state = self.state();
        if self.resend || state.stage == Stage::Idle {
            state.stage = Stage::Sent;
            state.was_sent = true;
            return Ok(());
        }
        state.was_resend_rejected = true;
        let message = match state.stage {
            Stage::Answered(status) => format!("the service answered {}", super::status::phrase(status)),
            _ => "the request was sent and its outcome is not known".to_owned(),
        };
        Err(Error::with_message(ErrorKind::Other, format!("{message}, so it was not sent again")))
    }

    /// Whether the transport had no request of this call before.
    pub(super) fn is_first(&self) -> bool {
        !self.state().was_sent
    }

    /// Called when the transport has failed.
    pub(super) fn failed(&self, error: &Error) {
        if *error.kind() == ErrorKind::Connection {
            self.state().stage = Stage::Idle;
        }
    }

    /// Called when the status and headers of a response have arrived.
    pub(super) fn answered(&self, status: StatusCode) {
        self.state().stage = match status {
            StatusCode::TooManyRequests => Stage::Idle,
            _ => Stage::Answered(status),
        };
    }

    /// Keeps the response to a changing call, in case a policy tries to send it again.
    pub(super) fn keep(&self, response: &RawResponse) {
        if !self.resend {
            self.state().response = Some(response.clone());
        }
    }

    pub(super) fn keep_authorization(&self, value: String) {
        self.state().authorization = Some(Secret::new(value));
    }

    pub(super) fn authorization(&self) -> Option<Secret> {
        self.state().authorization.clone()
    }

    /// The last response, if the call failed only because a second request was rejected.
    pub(super) fn settled(&self, result: Result<RawResponse>) -> Result<RawResponse> {
        let mut state = self.state();
        match (result, state.response.take()) {
            (Err(_), Some(response)) if state.was_resend_rejected => Ok(response),
            (result, _) => result,
        }
    }

    /// Marks `error` with what is known about the outcome, whatever a policy has made of the
    /// original error: once the transport has a changing call, only a refusal by the service proves
    /// that nothing was done.
    pub(super) fn judged(&self, error: Error) -> Error {
        let stage = self.state().stage;
        match stage {
            _ if self.resend => error,
            Stage::Idle => error,
            Stage::Answered(status) if is_refusal(status) => unsendable(error, status),
            _ if OutcomeUnknown::is_cause_of(&error) => error,
            _ => OutcomeUnknown::because(error),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Converts an error to a kind that no retry policy retries.
fn unsendable(error: Error, status: StatusCode) -> Error {
    match error.kind() {
        ErrorKind::Io | ErrorKind::Connection => {
            let message = format!("the service answered {}, but its response was lost", super::status::phrase(status));
            Error::with_error(ErrorKind::Other, error, message)
        }
        _ => error,
    }
}

