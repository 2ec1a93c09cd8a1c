//! Error responses in the forms that services send.

use super::{Script, response};
use crate::runtime::ErrorResponse;
use azure_core::{
    Error,
    error::ErrorKind,
    http::{ClientMethodOptions, Method, RawResponse},
};

async fn read(headers: &[(&'static str, &str)], body: &str) -> ErrorResponse {
    let script = Script::new([response(404, headers, body)]);
    let arm = script.arm();
    let call = arm.operation("Things_Get", Method::Get, "/things");
    let options = ClientMethodOptions::default();
    let sent = call.send::<RawResponse>(options.clone(), &[200]).await;
    let error = sent.unwrap_err();
    let read = ErrorResponse::from_error(&error).expect("the service answered");
    assert_eq!(
        Some(404),
        error.http_status().map(u16::from),
        "the error is only borrowed"
    );
    read
}

#[tokio::test]
async fn every_form_of_body_is_read() {
    for (body, code, message) in [
        (r#"{"error":{"code":"A","message":"b"}}"#, Some("A"), "b"),
        (
            r#"{"error":{"code":"A","message":"\"b\"\n","details":null,"target":null}}"#,
            Some("A"),
            "\"b\"\n",
        ),
        (r#"{"code":"A","message":"b"}"#, Some("A"), "b"),
        (r#"{"Code":"A","Message":"b"}"#, Some("A"), "b"),
        (r#"{"error":{"code":7,"message":"b"}}"#, Some("7"), "b"),
        (r#"{"error":"A"}"#, None, "404 Not Found"),
        ("<html>b</html>", None, "404 Not Found"),
        ("", None, "404 Not Found"),
        ("null", None, "404 Not Found"),
        ("[]", None, "404 Not Found"),
    ] {
        let error = read(&[], body).await.error;
        assert_eq!(
            (error.code.as_deref(), error.message.as_deref()),
            (code, Some(message)),
            "{body}"
        );
    }
}

#[tokio::test]
async fn details_and_facts_are_read_at_any_depth() {
    let body = r#"{"error":{"code":"A","target":"t","details":[{"code":"B","details":[{"code":"C"}]}],
        "additionalInfo":[{"type":"Policy","info":{"a":1}},{"type":"None","info":null}]}}"#;
    let error = read(&[], body).await.error;
    assert_eq!(error.target.as_deref(), Some("t"));
    assert_eq!(error.details[0].details[0].code.as_deref(), Some("C"));
    let facts: Vec<_> = error
        .additional_info
        .iter()
        .map(|fact| (fact.type_.as_deref(), fact.info.is_some()))
        .collect();
    assert_eq!(facts, [(Some("Policy"), true), (Some("None"), false)]);
}

#[tokio::test]
async fn the_header_overrides_the_body() {
    let error = read(&[("x-ms-error-code", "H")], r#"{"error":{"code":"A"}}"#)
        .await
        .error;
    assert_eq!(error.code.as_deref(), Some("H"));
}

#[test]
fn an_error_without_a_response_has_none() {
    assert_eq!(
        ErrorResponse::from_error(&Error::with_message(ErrorKind::Io, "no line")),
        None
    );
}

/// Codes that are shown in errors and in the `Debug` of [`ErrorResponse`].
const NAMES: &[&str] = &[
    "A",
    "ResourceNotFound",
    "resource_not_found",
    "RESOURCE-NOT-FOUND",
    "OSProvisioningClientError.TimedOut",
    "SubscriptionRegistrationStateIsNotRegistered",
    "AADSTS7000215",
    "X509CertificateIsExpired",
    "404",
];

/// Codes that may be keys, made of random bits.
const KEYS: &[&str] = &[
    "s3cr3t-k3y-0123456789",
    "9876543210123",
    "0123456789abcdef0123456789abcdef",
    "C2D8A9F04E7B4C1D9A3E5F60718293A4",
    "6f1c2a3b-89ab-4cde-8f01-23456789abcd",
    "bmFtZTpsb25nZXJzZWNyZXRrZXlvZnNvbWVzZXJ2aWNl",
    "Ug9Tp0Qz3sXw7VyKcR5eLhNf2aJb8dMo",
    "xQzRtBvKwLpMsYdNcFgHjTrWqEzUaSxD",
    "qzrtbvkwlpmsydncfghjtrwqezuasxdvbn",
    "QZRTBVKWLPMSYDNCFGHJTRWQEZUASXDVBN",
    "Endpoint=sb://x;Key",
    "two words",
    "",
];

#[tokio::test]
async fn a_code_is_shown_if_it_looks_like_a_name() {
    for (codes, is_shown) in [(NAMES, true), (KEYS, false)] {
        for code in codes {
            let body =
                format!(r#"{{"error":{{"code":"{code}","details":[{{"code":"{code}"}}]}}}}"#);
            for (headers, body) in [
                (&[][..], body.as_str()),
                (&[("x-ms-error-code", *code)], ""),
            ] {
                let script = Script::new([response(404, headers, body)]);
                let arm = script.arm();
                let call = arm.operation("Things_Get", Method::Get, "/things");
                let options = ClientMethodOptions::default();
                let sent = call.send::<RawResponse>(options.clone(), &[200]);
                let error = sent.await.unwrap_err();
                let read = ErrorResponse::from_error(&error).expect("the service answered");
                assert_eq!(read.error.code.as_deref(), Some(*code), "a program gets it");
                if code.is_empty() {
                    assert!(error.to_string().ends_with("404 Not Found"), "{error}");
                    continue;
                }
                assert_eq!(
                    error.to_string().ends_with(&format!(" ({code})")),
                    is_shown,
                    "{error}"
                );
                assert_eq!(super::shown(&error).contains(code), is_shown, "{code}");
                assert_eq!(
                    format!("{read:?}").contains(code),
                    is_shown,
                    "{code}: {read:?}"
                );
            }
        }
    }
}

#[tokio::test]
async fn the_text_of_a_service_is_read_but_not_shown() {
    let body = r#"{"error":{"code":"Bad","message":"s3cr3t","target":"s3cr3t","details":[{"code":"Worse","message":"s3cr3t"}],
        "additionalInfo":[{"type":"s3cr3t","info":{"s3cr3t":"s3cr3t"}}]}}"#;
    let read = read(&[], body).await;
    let text = format!("{read:?} {:?} {:#?}", read.error.additional_info, read);
    assert!(!text.contains("s3cr3t"), "{text}");
    assert!(text.contains("Bad") && text.contains("Worse"), "{text}");
}
