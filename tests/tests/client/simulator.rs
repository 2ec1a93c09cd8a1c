//! The simulator is as strict as Azure Resource Manager.

use azure_core::http::{HttpClient, Method, Request, RetryOptions, StatusCode, new_http_client};
use azure_keys::{ArmClientOptions, ErrorResponse, KeyType};
use azure_keys_tests::{
    TOKEN,
    simulator::{
        Resource, Simulator,
        fault::{Effect, Fault, Symptom},
        row::{Row, Selector},
        state::Which,
        table,
    },
};
use std::sync::Arc;

/// A request, and the status and error code of its refusal.
struct Wrong {
    token: Option<&'static str>,
    method: Method,
    path: String,
    version: Option<&'static str>,
    body: Option<String>,
    refusal: (StatusCode, &'static str),
}

/// The valid list request of a row.
fn list(row: &Row, resource: &Resource, refusal: (StatusCode, &'static str)) -> Wrong {
    Wrong {
        token: Some(TOKEN),
        method: if row.list.method == "GET" {
            Method::Get
        } else {
            Method::Post
        },
        path: format!("{}/{}", resource.id, row.list.last),
        version: Some(row.version),
        body: None,
        refusal,
    }
}

async fn send(
    simulator: &Simulator,
    http: &Arc<dyn HttpClient>,
    wrong: &Wrong,
) -> (StatusCode, String) {
    let version = wrong
        .version
        .map(|version| format!("?api-version={version}"))
        .unwrap_or_default();
    let path = wrong.path.replace(' ', "%20");
    let url = format!("http://127.0.0.1:{}{path}{version}", simulator.port);
    let mut request = Request::new(url.parse().expect("a URL"), wrong.method);
    if let Some(token) = wrong.token {
        request.insert_header("authorization", format!("Bearer {token}"));
    }
    match &wrong.body {
        Some(body) => request.set_body(body.clone()),
        None => request.insert_header("content-length", "0"),
    }
    let answer = http
        .execute_request(&request)
        .await
        .expect("the simulator answers");
    let answer = answer
        .try_into_raw_response()
        .await
        .expect("a whole answer");
    let body = String::from_utf8_lossy(answer.body()).into_owned();
    (answer.status(), body)
}

fn wrongs(row: &'static Row, resource: &Resource) -> Vec<Wrong> {
    let list = |refusal| list(row, resource, refusal);
    let unauthorized = || list((StatusCode::Unauthorized, "InvalidAuthenticationToken"));
    let mut wrongs = vec![
        Wrong {
            token: None,
            ..unauthorized()
        },
        Wrong {
            token: Some("t0k3n"),
            ..unauthorized()
        },
        Wrong {
            version: None,
            ..list((StatusCode::BadRequest, "MissingApiVersionParameter"))
        },
        Wrong {
            version: Some("1999-01-01"),
            ..list((StatusCode::BadRequest, "InvalidApiVersionParameter"))
        },
        Wrong {
            path: format!(
                "{}/{}",
                resource.id.replace("group-", "other-"),
                row.list.last
            ),
            ..list((StatusCode::NotFound, "ResourceNotFound"))
        },
        Wrong {
            path: format!(
                "{}x/{}",
                resource.id.replace(row.namespace(), "Microsoft.Nothing"),
                row.list.last
            ),
            ..list((StatusCode::NotFound, "InvalidResourceType"))
        },
    ];
    let last = row.names.last().expect("each row has a name");
    if !last.pattern.is_empty() {
        let name = resource.id.rfind('/').expect("ids have slashes");
        let path = format!(
            "{}/{}/{}",
            &resource.id[..name],
            "<>".repeat(40),
            row.list.last
        );
        wrongs.push(Wrong {
            path,
            ..list((StatusCode::BadRequest, "InvalidResourceName"))
        });
    }
    wrongs.push(unknown_key(row, resource));
    wrongs
}

/// A regenerate request for a key that the resource does not have.
fn unknown_key(row: &'static Row, resource: &Resource) -> Wrong {
    let (last, body) = match row.regenerate.selector {
        Selector::Text(property) => (
            row.regenerate.last.to_owned(),
            Some(format!(r#"{{"{property}": "third"}}"#)),
        ),
        Selector::Number(property) => (
            row.regenerate.last.to_owned(),
            Some(format!(r#"{{"{property}": 3}}"#)),
        ),
        Selector::Segment => (format!("{}/third", row.regenerate.last), None),
        Selector::Path => ("regenerateThirdKey".to_owned(), None),
    };
    let path = format!("{}/{last}", resource.id);
    let refusal = (StatusCode::BadRequest, "InvalidKeyName");
    Wrong {
        path,
        body,
        method: Method::Post,
        ..list(row, resource, refusal)
    }
}

#[tokio::test]
async fn a_wrong_request_is_refused() {
    let simulator = Simulator::start().await;
    let http = new_http_client(None);
    for row in table() {
        let resource = simulator.create(row);
        for wrong in wrongs(row, &resource) {
            let (status, body) = send(&simulator, &http, &wrong).await;
            assert_eq!(status, wrong.refusal.0, "{}: {body}", wrong.path);
            assert!(body.contains(wrong.refusal.1), "{}: {body}", wrong.path);
        }
        assert_eq!(resource.state().calls, [], "{}", row.kind);
    }
}

#[tokio::test]
async fn the_client_reads_its_refusals() {
    let simulator = Simulator::start().await;
    for row in table() {
        let resource = simulator.create(row);
        let id = resource.id.parse().expect("the id is good");
        let options = ArmClientOptions {
            api_version: Some("1999-01-01".to_owned()),
            ..simulator.options(RetryOptions::none())
        };
        let pairs = azure_keys::key_pairs(
            &id,
            Arc::new(azure_keys_tests::Credential::default()),
            Some(options),
        );
        let error = pairs.expect("the type is known")[0]
            .list(None)
            .await
            .expect_err("there is no such version");
        let read = ErrorResponse::from_error(&error).expect("the service answered");
        assert_eq!(
            read.error.code.as_deref(),
            Some("InvalidApiVersionParameter"),
            "{}",
            row.kind
        );
    }
}

/// A key stops working as soon as it is regenerated, and a late change takes effect late.
#[tokio::test]
async fn the_data_plane_takes_valid_keys_only() {
    let simulator = Simulator::start().await;
    let resource = simulator.create(table().next().expect("the table has rows"));
    let which = Which {
        pair: 0,
        key: KeyType::Primary,
    };
    let former = resource.valid(which);
    resource
        .state()
        .schedule([(1, Fault::new(Effect::Late(2), Symptom::HangUp))]);
    let pair = &simulator.key_pairs(&resource, RetryOptions::none())[0];
    pair.regenerate(KeyType::Primary, None)
        .await
        .expect_err("the response is lost");
    assert!(resource.state().authenticate(0, &former));
    pair.list(None).await.expect("the list is answered");
    assert!(resource.state().authenticate(0, &former));
    pair.list(None).await.expect("the list is answered");
    assert!(!resource.state().authenticate(0, &former));
    let valid = resource.valid(which);
    assert!(resource.state().authenticate(0, &valid));
}
