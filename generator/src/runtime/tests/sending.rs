//! A change is handed to the transport once, and its outcome is known only by what the service answered.
#![allow(
    elided_lifetimes_in_paths,
    reason = "azure_core's trait for policies is written so"
)]

use super::{Script, Token, answer};
use crate::runtime::{ArmClientOptions, ErrorResponse, OutcomeUnknown, arm::Arm};
use async_trait::async_trait;
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{
        AsyncRawResponse, ClientMethodOptions, Context, HttpClient, Method, RawResponse, Request,
        RetryOptions, StatusCode, Transport,
        headers::{AUTHORIZATION, Headers},
        policies::{Policy, PolicyResult, RetryHeaders, RetryPolicy},
    },
    time::Duration,
};
use futures::future::{Either, ready, select};
use std::sync::{Arc, Mutex};

/// A policy that a user puts into the pipeline.
#[derive(Clone, Debug)]
enum Own {
    /// Waits for an answer no longer than until the request is on its way, and makes this of it.
    GivesUp(ErrorKind),
    /// The same, but makes an answer of it.
    GivesUpAndAnswers(u16),
    /// Sends the request, and makes this error of whatever comes back.
    Fails(ErrorKind),
    /// Sends the request, and makes an answer with this status of whatever comes back.
    Answers(u16),
    /// Sends the request again if it fails or is not answered by 200.
    Insists,
    /// Loses the context of the call.
    LosesContext,
    /// Sends nothing, and fails.
    Breaks(ErrorKind),
    /// Sends nothing, and answers itself.
    Stands(u16),
    /// Puts a password into the URL.
    NamesUser,
}

fn made(status: u16) -> PolicyResult {
    Ok(AsyncRawResponse::from_bytes(
        StatusCode::from(status),
        Headers::new(),
        r#"{"code":"Made"}"#,
    ))
}

fn failed(kind: &ErrorKind) -> Error {
    Error::with_message(kind.clone(), "a user's policy failed")
}

#[async_trait]
impl Policy for Own {
    async fn send(
        &self,
        context: &Context,
        request: &mut Request,
        next: &[Arc<dyn Policy>],
    ) -> PolicyResult {
        match self {
            Self::Breaks(kind) => return Err(failed(kind)),
            Self::Stands(status) => return made(*status),
            Self::NamesUser => request.url_mut().set_password(Some("pa55w0rd")).unwrap(),
            Self::LosesContext => return next[0].send(&Context::new(), request, &next[1..]).await,
            _ => {}
        }
        if let Self::GivesUp(_) | Self::GivesUpAndAnswers(_) = self {
            let call = next[0].send(context, request, &next[1..]);
            if let Either::Left((answer, _)) = select(call, ready(())).await {
                return answer;
            }
        }
        let sent = match self {
            Self::Fails(_) | Self::Answers(_) | Self::Insists => {
                Some(next[0].send(context, request, &next[1..]).await)
            }
            _ => None,
        };
        match (self, sent) {
            (Self::GivesUp(kind) | Self::Fails(kind), _) => Err(failed(kind)),
            (Self::GivesUpAndAnswers(status) | Self::Answers(status), _) => made(*status),
            (_, Some(Ok(answer))) if answer.status() == StatusCode::Ok => Ok(answer),
            _ => next[0].send(context, request, &next[1..]).await,
        }
    }
}

/// A transport that never answers.
#[derive(Debug, Default)]
struct Silent {
    requests: Mutex<usize>,
}

#[async_trait]
impl HttpClient for Silent {
    async fn execute_request(&self, _: &Request) -> Result<AsyncRawResponse> {
        *self.requests.lock().unwrap() += 1;
        std::future::pending().await
    }
}

/// A user's retry policy that lists statuses.
#[derive(Debug)]
struct Lists(Vec<StatusCode>);

impl RetryPolicy for Lists {
    fn is_expired(&self, _: Duration, retry_count: u32) -> bool {
        retry_count >= 4
    }

    fn retry_headers(&self) -> Option<&RetryHeaders> {
        None
    }

    fn retry_status_codes(&self) -> &[StatusCode] {
        &self.0
    }

    fn sleep_duration(&self, _: u32) -> Duration {
        Duration::milliseconds(1)
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    PerCall,
    PerTry,
}

/// Options with a user's policy, and with retries of all statuses that a test names.
fn with(
    mut options: ArmClientOptions,
    own: Option<(Place, Own)>,
    retried: &[u16],
) -> ArmClientOptions {
    let pipeline = &mut options.client_options;
    match own {
        Some((Place::PerCall, own)) => pipeline.per_call_policies.push(Arc::new(own)),
        Some((Place::PerTry, own)) => pipeline.per_try_policies.push(Arc::new(own)),
        None => {}
    }
    let statuses = retried
        .iter()
        .map(|status| StatusCode::from(*status))
        .collect();
    pipeline.retry = RetryOptions::custom(Arc::new(Lists(statuses)));
    options
}

async fn change(options: &ArmClientOptions) -> Result<RawResponse> {
    let arm = Arm::new("sub", Arc::new(Token::default()), options).unwrap();
    let call = arm.operation("Things_Do", Method::Post, "/things");
    call.send(&ClientMethodOptions::default(), &[200]).await
}

fn kinds() -> [ErrorKind; 5] {
    use ErrorKind::*;
    [Io, Connection, Other, Credential, DataConversion]
}

/// Whether an error that a user's policy makes of a call that may have been taken leaves its outcome open.
fn assert_open(told: &str, sent: usize, result: Result<RawResponse>) {
    assert_eq!(sent, 1, "{told}");
    let error = result.expect_err(told);
    assert!(OutcomeUnknown::is_cause_of(&error), "{told}: {error:?}");
    assert!(error.to_string().contains("Things_Do"), "{told}: {error}");
}

#[tokio::test]
async fn a_transport_that_fails_leaves_the_outcome_open() {
    for kind in kinds()
        .into_iter()
        .filter(|kind| *kind != ErrorKind::Connection)
    {
        let script = Script::new([Err(kind.clone()), answer(200, &[], "{}")]);
        let result = change(&with(script.options(), None, &[])).await;
        assert_open(&format!("{kind:?}"), script.seen().len(), result);
    }
}

#[tokio::test]
async fn a_policy_that_gives_up_leaves_the_outcome_open() {
    let owns = kinds()
        .map(Own::GivesUp)
        .into_iter()
        .chain([404, 409, 429, 503].map(Own::GivesUpAndAnswers));
    for own in owns {
        for place in [Place::PerCall, Place::PerTry] {
            let told = format!("{place:?} {own:?}");
            let silent = Arc::new(Silent::default());
            let mut options = ArmClientOptions::default();
            options.client_options.transport = Some(Transport::new(silent.clone()));
            let result = change(&with(
                options,
                Some((place, own.clone())),
                &[404, 409, 429, 503],
            ))
            .await;
            let sent = *silent.requests.lock().unwrap();
            assert_open(&told, sent, result);
        }
    }
}

#[tokio::test]
async fn what_a_policy_makes_of_an_answer_does_not_close_an_open_outcome() {
    let owns = kinds()
        .map(Own::Fails)
        .into_iter()
        .chain([404, 429].map(Own::Answers));
    for own in owns {
        for place in [Place::PerCall, Place::PerTry] {
            for first in [200, 202, 303, 408, 500] {
                let told = format!("{place:?} {own:?} {first}");
                let script = Script::new([answer(first, &[], "{}"), answer(200, &[], "{}")]);
                let result = change(&with(
                    script.options(),
                    Some((place, own.clone())),
                    &[404, 429],
                ))
                .await;
                assert_open(&told, script.seen().len(), result);
            }
        }
    }
}

#[tokio::test]
async fn what_a_policy_makes_of_a_refusal_does_not_open_its_outcome() {
    for kind in kinds() {
        for place in [Place::PerCall, Place::PerTry] {
            for first in [400, 403, 404, 409] {
                let script = Script::new([answer(first, &[], "{}"), answer(200, &[], "{}")]);
                let own = Some((place, Own::Fails(kind.clone())));
                let error = change(&with(script.options(), own, &[])).await.unwrap_err();
                assert_eq!(script.seen().len(), 1, "{kind:?} {first}");
                assert!(
                    super::shown(&error).contains("a user's policy failed"),
                    "{error:?}"
                );
                assert!(
                    !OutcomeUnknown::is_cause_of(&error),
                    "{kind:?} {first}: {error:?}"
                );
            }
        }
    }
}

#[tokio::test]
async fn a_call_that_was_never_handed_over_has_no_outcome() {
    for place in [Place::PerCall, Place::PerTry] {
        for kind in kinds() {
            let script = Script::new([]);
            let own = Some((place, Own::Breaks(kind)));
            let error = change(&with(script.options(), own, &[])).await.unwrap_err();
            assert!(!OutcomeUnknown::is_cause_of(&error), "{error:?}");
        }
        let script = Script::new([]);
        assert!(
            change(&with(
                script.options(),
                Some((place, Own::Stands(200))),
                &[]
            ))
            .await
            .is_ok()
        );
        let error = change(&with(
            script.options(),
            Some((place, Own::Stands(404))),
            &[],
        ))
        .await
        .unwrap_err();
        assert!(!OutcomeUnknown::is_cause_of(&error), "{error:?}");
    }
}

/// Answers of a change that a retry policy, or a policy that insists, would send again. `None` for one that was taken.
const ANSWERED: &[(u16, Option<bool>)] = &[
    (200, None),
    (202, Some(true)),
    (204, Some(true)),
    (302, Some(false)),
    (303, Some(true)),
    (307, Some(false)),
    (400, Some(false)),
    (401, Some(false)),
    (404, Some(false)),
    (408, Some(true)),
    (409, Some(false)),
    (500, Some(true)),
    (503, Some(true)),
];

#[tokio::test]
async fn a_change_that_was_answered_is_not_sent_again_whoever_asks_for_it() {
    for (status, expected) in ANSWERED {
        for own in [
            None,
            Some((Place::PerTry, Own::Insists)),
            Some((Place::PerCall, Own::Insists)),
        ] {
            let told = format!("{status} {own:?}");
            let body = r#"{"code":"Said"}"#;
            let script = Script::new([answer(*status, &[], body), answer(200, &[], "{}")]);
            let result = change(&with(script.options(), own, &[*status])).await;
            assert_eq!(script.seen().len(), 1, "{told}");
            match (expected, result) {
                (None, result) => {
                    assert_eq!(&**result.expect(&told).body(), body.as_bytes(), "{told}")
                }
                (Some(open), result) => {
                    let error = result.expect_err(&told);
                    assert_eq!(
                        OutcomeUnknown::is_cause_of(&error),
                        *open,
                        "{told}: {error:?}"
                    );
                    assert_eq!(
                        error.http_status(),
                        Some(StatusCode::from(*status)),
                        "{told}"
                    );
                    let said = ErrorResponse::from_error(&error).expect(&told).error.code;
                    assert_eq!(said.as_deref(), Some("Said"), "{told}");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_change_that_surely_did_not_happen_may_be_insisted_on() {
    for first in [answer(429, &[], ""), Err(ErrorKind::Connection)] {
        for place in [Place::PerCall, Place::PerTry] {
            let script = Script::new([first.clone(), answer(200, &[], "{}")]);
            let result = change(&with(script.options(), Some((place, Own::Insists)), &[429])).await;
            assert_eq!(
                (script.seen().len(), result.is_ok()),
                (2, true),
                "{place:?} {first:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_policy_that_loses_the_context_sends_nothing() {
    for place in [Place::PerCall, Place::PerTry] {
        let script = Script::new([]);
        let error = change(&with(
            script.options(),
            Some((place, Own::LosesContext)),
            &[],
        ))
        .await
        .unwrap_err();
        assert!(script.seen().is_empty());
        assert!(
            super::shown(&error).contains("without the context of the call"),
            "{error:?}"
        );
        assert!(!OutcomeUnknown::is_cause_of(&error));
    }
}

#[tokio::test]
async fn a_url_with_a_password_is_not_sent() {
    let script = Script::new([]);
    let own = Some((Place::PerCall, Own::NamesUser));
    let error = change(&with(script.options(), own, &[])).await.unwrap_err();
    let told = super::shown(&error);
    assert!(
        told.contains("a password; nothing was sent") && !told.contains("pa55w0rd"),
        "{told}"
    );
    assert!(script.seen().is_empty());
}

/// Policies of users and azure_core's log stand between.
#[derive(Debug, Default)]
struct Looks(Mutex<Vec<bool>>);

#[async_trait]
impl Policy for Looks {
    async fn send(
        &self,
        context: &Context,
        request: &mut Request,
        next: &[Arc<dyn Policy>],
    ) -> PolicyResult {
        let answer = next[0].send(context, request, &next[1..]).await;
        self.0
            .lock()
            .unwrap()
            .push(request.headers().get_optional_str(&AUTHORIZATION).is_some());
        answer
    }
}

#[tokio::test]
async fn only_the_transport_sees_the_access_token() {
    let looks = Arc::new(Looks::default());
    let script = Script::new([answer(429, &[], ""), answer(200, &[], "{}")]);
    let mut options = with(script.options(), None, &[429]);
    options.client_options.per_call_policies.push(looks.clone());
    options.client_options.per_try_policies.push(looks.clone());
    change(&options).await.unwrap();
    assert_eq!(*looks.0.lock().unwrap(), [false, false, false]);
    for request in script.requests.lock().unwrap().iter() {
        assert_eq!(
            request.headers().get_optional_str(&AUTHORIZATION),
            Some("Bearer token")
        );
    }
}
