//! A changing call is sent once, and only a response of the service determines its outcome.
#![allow(
    elided_lifetimes_in_paths,
    reason = "azure_core's trait for policies is written so"
)]

use super::{Script, response};
use crate::runtime::{ArmClientOptions, ErrorResponse, OutcomeUnknown};
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

/// A policy that a user adds to the pipeline.
#[derive(Clone, Debug)]
enum Own {
    /// Waits only until the request is sent, and then fails with this error.
    GivesUp(ErrorKind),
    /// Waits only until the request is sent, and then returns a response with this status.
    GivesUpAndResponds(u16),
    /// Sends the request, and replaces the result with this error.
    Fails(ErrorKind),
    /// Sends the request, and replaces the result with a response of this status.
    Responds(u16),
    /// Sends the request again if it fails or its status is not 200.
    Insists,
    /// Drops the context of the call.
    LosesContext,
    /// Sends nothing, and fails.
    Breaks(ErrorKind),
    /// Sends nothing, and returns its own response.
    Stands(u16),
    /// Adds a password to the URL.
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
        if let Self::GivesUp(_) | Self::GivesUpAndResponds(_) = self {
            let call = next[0].send(context, request, &next[1..]);
            if let Either::Left((response, _)) = select(call, ready(())).await {
                return response;
            }
        }
        let sent = match self {
            Self::Fails(_) | Self::Responds(_) | Self::Insists => {
                Some(next[0].send(context, request, &next[1..]).await)
            }
            _ => None,
        };
        match (self, sent) {
            (Self::GivesUp(kind) | Self::Fails(kind), _) => Err(failed(kind)),
            (Self::GivesUpAndResponds(status) | Self::Responds(status), _) => made(*status),
            (_, Some(Ok(response))) if response.status() == StatusCode::Ok => Ok(response),
            _ => next[0].send(context, request, &next[1..]).await,
        }
    }
}

/// A transport that never responds.
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

/// A user's retry policy with a list of statuses.
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

/// Options with a user's policy, and with retries of the given statuses.
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
    let arm = super::arm(options).unwrap();
    let call = arm.operation("Things_Do", Method::Post, "/things");
    call.send(ClientMethodOptions::default(), &[200]).await
}

fn kinds() -> [ErrorKind; 5] {
    use ErrorKind::*;
    [Io, Connection, Other, Credential, DataConversion]
}

/// Checks that the outcome is unknown after an error that a user's policy makes of a call that the
/// service may have accepted.
fn assert_open(case: &str, sent: usize, result: Result<RawResponse>) {
    assert_eq!(sent, 1, "{case}");
    let error = result.expect_err(case);
    assert!(OutcomeUnknown::is_cause_of(&error), "{case}: {error:?}");
    assert!(error.to_string().contains("Things_Do"), "{case}: {error}");
}

#[tokio::test]
async fn after_a_transport_error_the_outcome_is_unknown() {
    for kind in kinds()
        .into_iter()
        .filter(|kind| *kind != ErrorKind::Connection)
    {
        let script = Script::new([Err(kind.clone()), response(200, &[], "{}")]);
        let result = change(&with(script.options(), None, &[])).await;
        assert_open(&format!("{kind:?}"), script.seen().len(), result);
    }
}

#[tokio::test]
async fn after_a_policy_gives_up_the_outcome_is_unknown() {
    let owns = kinds()
        .map(Own::GivesUp)
        .into_iter()
        .chain([404, 409, 429, 503].map(Own::GivesUpAndResponds));
    for own in owns {
        for place in [Place::PerCall, Place::PerTry] {
            let case = format!("{place:?} {own:?}");
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
            assert_open(&case, sent, result);
        }
    }
}

#[tokio::test]
async fn a_policy_that_replaces_a_response_leaves_the_outcome_unknown() {
    let owns = kinds()
        .map(Own::Fails)
        .into_iter()
        .chain([404, 429].map(Own::Responds));
    for own in owns {
        for place in [Place::PerCall, Place::PerTry] {
            for first in [200, 202, 303, 408, 500] {
                let case = format!("{place:?} {own:?} {first}");
                let script = Script::new([response(first, &[], "{}"), response(200, &[], "{}")]);
                let result = change(&with(
                    script.options(),
                    Some((place, own.clone())),
                    &[404, 429],
                ))
                .await;
                assert_open(&case, script.seen().len(), result);
            }
        }
    }
}

#[tokio::test]
async fn a_policy_that_replaces_a_refusal_leaves_the_outcome_known() {
    for kind in kinds() {
        for place in [Place::PerCall, Place::PerTry] {
            for first in [400, 403, 404, 409] {
                let script = Script::new([response(first, &[], "{}"), response(200, &[], "{}")]);
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
async fn a_call_that_was_never_sent_has_a_known_outcome() {
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

/// Statuses that a retry policy, or a policy that resends, would send a changing call again for,
/// and whether the outcome is then unknown. `None` is a success.
const RESEND_STATUSES: &[(u16, Option<bool>)] = &[
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
async fn after_a_response_no_policy_can_send_a_change_again() {
    for (status, expected) in RESEND_STATUSES {
        for own in [
            None,
            Some((Place::PerTry, Own::Insists)),
            Some((Place::PerCall, Own::Insists)),
        ] {
            let case = format!("{status} {own:?}");
            let body = r#"{"code":"Said"}"#;
            let script = Script::new([response(*status, &[], body), response(200, &[], "{}")]);
            let result = change(&with(script.options(), own, &[*status])).await;
            assert_eq!(script.seen().len(), 1, "{case}");
            match (expected, result) {
                (None, result) => {
                    assert_eq!(&**result.expect(&case).body(), body.as_bytes(), "{case}")
                }
                (Some(open), result) => {
                    let error = result.expect_err(&case);
                    assert_eq!(
                        OutcomeUnknown::is_cause_of(&error),
                        *open,
                        "{case}: {error:?}"
                    );
                    assert_eq!(
                        error.http_status(),
                        Some(StatusCode::from(*status)),
                        "{case}"
                    );
                    let code = ErrorResponse::from_error(&error).expect(&case).error.code;
                    assert_eq!(code.as_deref(), Some("Said"), "{case}");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_policy_may_send_a_change_again_that_certainly_did_not_happen() {
    for first in [response(429, &[], ""), Err(ErrorKind::Connection)] {
        for place in [Place::PerCall, Place::PerTry] {
            let script = Script::new([first.clone(), response(200, &[], "{}")]);
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
async fn a_policy_that_drops_the_context_sends_nothing() {
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
    let text = super::shown(&error);
    assert!(
        text.contains("a password; nothing was sent") && !text.contains("pa55w0rd"),
        "{text}"
    );
    assert!(script.seen().is_empty());
}

/// A policy of a user, in the place where azure_core writes its log.
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
        let response = next[0].send(context, request, &next[1..]).await;
        self.0
            .lock()
            .unwrap()
            .push(request.headers().get_optional_str(&AUTHORIZATION).is_some());
        response
    }
}

#[tokio::test]
async fn only_the_transport_sees_the_access_token() {
    let looks = Arc::new(Looks::default());
    let script = Script::new([response(429, &[], ""), response(200, &[], "{}")]);
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
