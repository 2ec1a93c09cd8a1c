//! Which calls may be retried, which origins receive the token, and which cloud is used.

use super::{Script, response, shown};
use crate::runtime::{ArmClientOptions, OutcomeUnknown, ResourceManager};
use azure_core::{
    cloud::{Audiences, CloudConfiguration, CustomConfiguration},
    error::ErrorKind,
    http::{ClientMethodOptions, ClientOptions, Method, RawResponse, headers::USER_AGENT},
};
use std::sync::Arc;

/// Sends a POST with the response `first` and then `200`, and counts the requests.
async fn times_sent(
    read_only: bool,
    first: super::ScriptedResponse,
) -> (usize, azure_core::Result<()>) {
    let script = Script::new([first, response(200, &[], "{}")]);
    let arm = script.arm();
    let call = arm.operation("Things_Do", Method::Post, "/things");
    let call = if read_only { call.read_only() } else { call };
    let result = call
        .send::<RawResponse>(ClientMethodOptions::default(), &[200])
        .await
        .map(|_| ());
    (script.seen().len(), result)
}

#[tokio::test]
async fn a_change_whose_outcome_is_unknown_is_not_sent_again() {
    for first in [
        response(408, &[], ""),
        response(500, &[], ""),
        response(502, &[], ""),
        response(503, &[("retry-after", "0")], ""),
        response(504, &[], ""),
        Err(ErrorKind::Io),
    ] {
        let case = format!("{first:?}");
        assert_eq!(
            times_sent(true, first.clone()).await.0,
            2,
            "a read after {case}"
        );
        let (sent, result) = times_sent(false, first).await;
        assert_eq!(sent, 1, "a change after {case}");
        assert!(OutcomeUnknown::is_cause_of(&result.unwrap_err()), "{case}");
    }
}

#[tokio::test]
async fn a_change_that_certainly_did_not_happen_is_sent_again() {
    for first in [
        response(429, &[("retry-after", "0")], ""),
        Err(ErrorKind::Connection),
    ] {
        let case = format!("{first:?}");
        let (sent, result) = times_sent(false, first).await;
        assert_eq!((sent, result.is_ok()), (2, true), "{case}");
    }
}

#[tokio::test]
async fn the_outcome_of_a_refused_call_is_known() {
    for status in [400, 401, 403, 404, 409] {
        let (sent, result) =
            times_sent(false, response(status, &[], r#"{"error":{"code":"Nope"}}"#)).await;
        let error = result.unwrap_err();
        assert_eq!(sent, 1);
        assert!(!OutcomeUnknown::is_cause_of(&error), "{status}");
        assert!(
            error
                .to_string()
                .starts_with(&format!("Things_Do answered {status} ")),
            "{error}"
        );
        assert!(error.to_string().ends_with("(Nope)"), "{error}");
    }
}

#[tokio::test]
async fn an_error_shows_no_body() {
    for body in [
        r#"{"primaryKey":"s3cr3t"}"#,
        r#""s3cr3t""#,
        "s3cr3t",
        r#"{"error":{"code":"s3cr3t key","message":"s3cr3t"}}"#,
    ] {
        for status in [201, 202, 400, 500] {
            let (_, result) = times_sent(false, response(status, &[], body)).await;
            let text = shown(&result.unwrap_err());
            assert!(!text.contains("s3cr3t"), "{text}");
        }
    }
}

#[test]
fn clouds_have_their_endpoints_and_scopes() {
    let known = [
        (None, "https://management.azure.com/"),
        (
            Some(CloudConfiguration::AzurePublic),
            "https://management.azure.com/",
        ),
        (
            Some(CloudConfiguration::AzureGovernment),
            "https://management.usgovcloudapi.net/",
        ),
        (
            Some(CloudConfiguration::AzureChina),
            "https://management.chinacloudapi.cn/",
        ),
    ];
    for (cloud, endpoint) in known {
        let options = in_cloud(cloud);
        assert_eq!(options.endpoint_url().unwrap().as_str(), endpoint);
        assert_eq!(options.scope().unwrap(), format!("{endpoint}.default"));
    }
}

fn in_cloud(cloud: Option<CloudConfiguration>) -> ArmClientOptions {
    let client_options = ClientOptions {
        cloud: cloud.map(Arc::new),
        ..Default::default()
    };
    ArmClientOptions {
        client_options,
        ..Default::default()
    }
}

#[test]
fn a_custom_cloud_needs_an_endpoint_and_an_audience() {
    let mut custom = CustomConfiguration::default();
    let options = in_cloud(Some(custom.clone().into()));
    assert!(
        options
            .endpoint_url()
            .unwrap_err()
            .to_string()
            .contains("`endpoint`")
    );
    assert!(
        options
            .scope()
            .unwrap_err()
            .to_string()
            .contains("`audience`")
    );

    custom.audiences = Audiences::new().with::<ResourceManager>("https://arm.example/".to_owned());
    let options = ArmClientOptions {
        endpoint: Some("https://arm.example/base".to_owned()),
        ..in_cloud(Some(custom.into()))
    };
    assert_eq!(options.scope().unwrap(), "https://arm.example/.default");
    let arm = super::arm(&options).unwrap();
    let request = arm
        .operation("Things_Get", Method::Get, "/things")
        .into_request()
        .unwrap();
    assert_eq!(request.url().as_str(), "https://arm.example/base/things");
}

#[test]
fn an_endpoint_is_an_https_url_without_query_or_user() {
    for endpoint in [
        "http://arm.example",
        "arm.example",
        "https://arm.example/?a=b",
        "https://arm.example/#x",
        "https://pa55w0rd@arm.example",
        "https://user:pa55w0rd@arm.example/",
        "https://:pa55w0rd@arm.example",
        "mailto:a@b",
    ] {
        let given = || endpoint.to_owned();
        let for_endpoint = ArmClientOptions {
            endpoint: Some(given()),
            ..Default::default()
        };
        let for_origin = ArmClientOptions {
            trusted_origins: vec![given()],
            ..Default::default()
        };
        for (option, options) in [
            ("`endpoint`", for_endpoint),
            ("`trusted_origins`", for_origin),
        ] {
            // Only the scheme, host and port of an origin count.
            if option == "`trusted_origins`" && endpoint.ends_with(['b', 'x']) {
                continue;
            }
            let error = super::arm(&options).unwrap_err();
            let text = shown(&error);
            assert!(text.contains(option), "{endpoint}: {text}");
            assert!(!text.contains("pa55w0rd"), "{text}");
        }
    }
}

/// The name and the version of the package that has the client, which is not always that of the runtime.
#[tokio::test]
async fn the_user_agent_names_the_package() {
    let script = Script::new([response(200, &[], "{}")]);
    let arm = script.arm();
    let call = arm.operation("Things_Get", Method::Get, "/things");
    let _: RawResponse = call.send(Default::default(), &[200]).await.unwrap();
    let requests = script.requests.lock().unwrap();
    let agent = requests[0].headers().get_str(&USER_AGENT).unwrap();
    assert!(agent.starts_with("azsdk-rust-arm-things/0.1.0"), "{agent}");
}
