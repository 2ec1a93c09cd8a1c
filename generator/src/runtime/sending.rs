//! How far a call has come on its way to the service, and what is therefore known of its outcome.

use super::outcome_unknown::{OutcomeUnknown, is_refusal};
use azure_core::{
    Error, Result,
    credentials::Secret,
    error::ErrorKind,
    http::{RawResponse, StatusCode},
};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What a call and its transport tell each other. It travels in the call's context, past the policies of users.
#[derive(Debug)]
pub(super) struct Sending {
    /// Whether the call may be sent again although its outcome is unknown.
    pub(super) resend: bool,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    stage: Stage,
    /// The last answer to a call that must not be sent again.
    answer: Option<RawResponse>,
    /// Whether somebody wanted to send it again.
    is_insisted_on: bool,
    /// Value of the authorization header, kept from everyone but the transport.
    authorization: Option<Secret>,
}

/// Where the request is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Stage {
    /// The service has done nothing: the transport never had the request, could not connect, or was told to come
    /// again later.
    Idle,
    /// The transport has the request, or has lost the answer.
    Sent,
    /// The service has answered.
    Answered(StatusCode),
}

impl Sending {
    pub(super) fn new(resend: bool) -> Self {
        let state = State { stage: Stage::Idle, answer: None, is_insisted_on: false, authorization: None };
        Self { resend, state: Mutex::new(state) }
    }

    /// Called when the transport is to get the request. Refuses to send a change again that may have taken effect, or
    /// that the service has answered.
    pub(super) fn sent(&self) -> Result<()> {
        let mut state = self.state();
        if self.resend || state.stage == Stage::Idle {
            state.stage = Stage::Sent;
            return Ok(());
        }
        state.is_insisted_on = true;
        let message = match state.stage {
            Stage::Answered(status) => format!("the service answered {}", super::status::phrase(status)),
            _ => "the request was sent and its outcome is not known".to_owned(),
        };
        Err(Error::with_message(ErrorKind::Other, format!("{message}, so that it was not sent again")))
    }

    /// Called when the transport has failed.
    pub(super) fn failed(&self, error: &Error) {
        if *error.kind() == ErrorKind::Connection {
            self.state().stage = Stage::Idle;
        }
    }

    /// Called when the head of an answer has arrived.
    pub(super) fn answered(&self, status: StatusCode) {
        self.state().stage = match status {
            StatusCode::TooManyRequests => Stage::Idle,
            _ => Stage::Answered(status),
        };
    }

    /// Keeps the answer to a change, in case somebody wants to send it again.
    pub(super) fn keep(&self, answer: &RawResponse) {
        if !self.resend {
            self.state().answer = Some(answer.clone());
        }
    }

    pub(super) fn keep_authorization(&self, value: String) {
        self.state().authorization = Some(Secret::new(value));
    }

    pub(super) fn authorization(&self) -> Option<Secret> {
        self.state().authorization.clone()
    }

    /// The last answer, where the call failed only because it was not sent again.
    pub(super) fn settled(&self, result: Result<RawResponse>) -> Result<RawResponse> {
        let mut state = self.state();
        match (result, state.answer.take()) {
            (Err(_), Some(answer)) if state.is_insisted_on => Ok(answer),
            (result, _) => result,
        }
    }

    /// What `error` says of the outcome, whoever made it of what: once the transport had a change, only a refusal by
    /// the service says that nothing was done.
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

/// An error of a kind that no retry policy retries.
fn unsendable(error: Error, status: StatusCode) -> Error {
    match error.kind() {
        ErrorKind::Io | ErrorKind::Connection => {
            let message = format!("the service answered {}, but its answer was lost", super::status::phrase(status));
            Error::with_error(ErrorKind::Other, error, message)
        }
        _ => error,
    }
}

