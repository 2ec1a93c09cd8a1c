//! Pagers request pages only from the endpoint and from trusted origins.

use super::{Script, response, shown};
use async_trait::async_trait;
use azure_core::{
    Result,
    http::{
        Context, Method, Pager,
        pager::{Page, PagerContinuation, PagerOptions},
    },
};
use futures::TryStreamExt;
use serde::Deserialize;
use std::sync::Arc;

#[derive(Deserialize)]
pub(super) struct Numbers {
    value: Vec<i32>,
    pub(super) next: Option<String>,
}

#[async_trait]
impl Page for Numbers {
    type Item = i32;
    type IntoIter = std::vec::IntoIter<i32>;

    async fn into_items(self) -> Result<Self::IntoIter> {
        Ok(self.value.into_iter())
    }
}

fn pager(script: &Arc<Script>, continuation: Option<&str>) -> Pager<Numbers> {
    let continuation = continuation.map(|link| PagerContinuation::Token(link.to_owned()));
    let options = PagerOptions {
        context: Context::new(),
        continuation,
    };
    let arm = script.arm();
    let call = arm
        .operation("Numbers_List", Method::Post, "/numbers")
        .read_only();
    call.pages(options, &[200], |page: &Numbers| page.next.as_deref())
        .unwrap()
}

#[tokio::test]
async fn all_pages_are_read_in_order() {
    let script = Script::new([
        response(
            200,
            &[],
            r#"{"value":[1,2],"next":"https://management.azure.com/numbers?page=2"}"#,
        ),
        response(503, &[("retry-after", "0")], ""),
        response(200, &[], r#"{"value":[],"next":"/numbers?page=3"}"#),
        response(200, &[], r#"{"value":[3],"next":""}"#),
    ]);
    let numbers: Vec<i32> = pager(&script, None).try_collect().await.unwrap();
    assert_eq!(numbers, [1, 2, 3]);
    let seen = [
        "POST /numbers",
        "GET /numbers?page=2",
        "GET /numbers?page=2",
        "GET /numbers?page=3",
    ];
    assert_eq!(script.seen(), seen);
}

#[tokio::test]
async fn a_link_to_another_origin_gets_no_token() {
    for link in [
        "https://evil.example/numbers",
        "http://management.azure.com/numbers",
        "https://management.azure.com:444/",
        "https://user:pa55w0rd@evil.example/numbers",
        "//evil.example",
    ] {
        let script = Script::new([response(
            200,
            &[],
            &format!(r#"{{"value":[1],"next":"{link}"}}"#),
        )]);
        let error = pager(&script, None)
            .try_collect::<Vec<i32>>()
            .await
            .unwrap_err();
        let text = shown(&error);
        assert!(
            text.contains("trusted_origins") || text.contains("user name"),
            "{text}"
        );
        assert!(!text.contains("pa55w0rd"), "{text}");
        assert_eq!(script.seen(), ["POST /numbers"], "{link}");

        let script = Script::new([]);
        assert!(
            pager(&script, Some(link))
                .try_collect::<Vec<i32>>()
                .await
                .is_err()
        );
        assert!(
            script.seen().is_empty(),
            "a continuation of the caller is no better: {link}"
        );
    }
}

#[tokio::test]
async fn a_trusted_origin_is_followed() {
    let script = Script::new([
        response(
            200,
            &[],
            r#"{"value":[1],"next":"https://other.example/numbers"}"#,
        ),
        response(200, &[], r#"{"value":[2]}"#),
    ]);
    let mut options = script.options();
    options.trusted_origins = vec!["https://other.example".to_owned()];
    let arm = super::arm(&options).unwrap();
    let call = arm.operation("Numbers_List", Method::Get, "/numbers");
    let pager = call
        .pages(PagerOptions::default(), &[200], |page: &Numbers| {
            page.next.as_deref()
        })
        .unwrap();
    assert_eq!(pager.try_collect::<Vec<i32>>().await.unwrap(), [1, 2]);
}

#[tokio::test]
async fn a_link_with_a_user_name_or_password_is_not_followed() {
    for link in [
        "https://user@management.azure.com/numbers",
        "https://user:pa55w0rd@management.azure.com/numbers",
        "https://:pa55w0rd@management.azure.com/numbers",
        "//user:pa55w0rd@management.azure.com/numbers",
    ] {
        let script = Script::new([response(
            200,
            &[],
            &format!(r#"{{"value":[1],"next":"{link}"}}"#),
        )]);
        for continuation in [None, Some(link)] {
            let numbers = pager(&script, continuation).try_collect::<Vec<i32>>();
            let text = shown(&numbers.await.unwrap_err());
            assert!(text.contains("user name"), "{text}");
            assert!(!text.contains("pa55w0rd"), "{text}");
            assert_eq!(script.seen(), ["POST /numbers"], "{link}");
        }
    }
}

/// The path and query of each page that a pager requests. Each response but the last contains the
/// next of the `links`.
async fn followed(
    links: &[&str],
    pager: impl FnOnce(&crate::runtime::arm::Arm) -> Pager<Numbers>,
) -> (Vec<String>, Arc<Script>) {
    let pages = links
        .iter()
        .map(|link| format!(r#"{{"value":[1],"next":"{link}"}}"#))
        .chain([r#"{"value":[1]}"#.to_owned()]);
    let script = Script::new(pages.map(|page| response(200, &[], &page)));
    let numbers: Vec<i32> = pager(&script.arm()).try_collect().await.unwrap();
    assert_eq!(numbers.len(), links.len() + 1);
    (script.seen(), script)
}

fn next(page: &Numbers) -> Option<&str> {
    page.next.as_deref()
}

/// The version of the call is added to a link without one, and replaces any other. Everything else
/// is kept byte for byte.
#[tokio::test]
async fn links_are_requested_with_the_version_of_the_call() {
    let links = [
        ("/n?page=2", "/n?page=2&api-version=1"),
        ("/n3", "/n3?api-version=1"),
        (
            "/n?api-version=2&page=a%20b+c,d",
            "/n?page=a%20b+c,d&api-version=1",
        ),
        ("/n5?API-Version=2&api%2Dversion=3", "/n5?api-version=1"),
        ("/n?api-version=1&page=6", "/n?api-version=1&page=6"),
        ("/n7?api-version=1&api-version=1", "/n7?api-version=1"),
    ];
    let given = links.map(|(link, _)| link);
    let (seen, _) = followed(&given, |arm| {
        let call = arm.operation("Numbers_List", Method::Get, "/n");
        let call = call.api_version("1").query("top", &5, &[]);
        call.pages(PagerOptions::default(), &[200], next).unwrap()
    })
    .await;
    let expected: Vec<String> = links.map(|(_, sent)| format!("GET {sent}")).into();
    assert_eq!(seen[1..], expected);

    let (seen, _) = followed(&given, |arm| {
        let call = arm.operation("Numbers_List", Method::Get, "/n");
        call.pages(PagerOptions::default(), &[200], next).unwrap()
    })
    .await;
    let expected: Vec<String> = given.map(|link| format!("GET {link}")).into();
    assert_eq!(
        seen[1..],
        expected,
        "a call without a version has none to give"
    );
}

/// A continuation that a caller has saved is treated like a link.
#[tokio::test]
async fn a_continuation_is_requested_with_the_version_of_the_call() {
    let script = Script::new([response(200, &[], r#"{"value":[3]}"#)]);
    let continuation = Some(PagerContinuation::Token("/n?page=3".to_owned()));
    let options = PagerOptions {
        continuation,
        ..Default::default()
    };
    let arm = script.arm();
    let call = arm
        .operation("Numbers_List", Method::Get, "/n")
        .api_version("1");
    let pager = call.pages(options, &[200], next).unwrap();
    assert_eq!(pager.try_collect::<Vec<i32>>().await.unwrap(), [3]);
    assert_eq!(script.seen(), ["GET /n?page=3&api-version=1"]);
}

/// Header parameters of the call are sent with the request for each page.
#[tokio::test]
async fn links_are_requested_with_the_headers_of_the_call() {
    let (_, script) = followed(&["/n?page=2"], |arm| {
        let call = arm.operation("Numbers_List", Method::Get, "/n");
        let call = call
            .header("x-flag", "a", &[])
            .header("content-type", "text/html", &[]);
        call.pages(PagerOptions::default(), &[200], next).unwrap()
    })
    .await;
    let requests = script.requests.lock().unwrap();
    for (name, sent) in [
        ("x-flag", Some("a")),
        ("accept", Some("application/json")),
        ("content-type", None),
    ] {
        let header = requests[1].headers().get_optional_str(&name.into());
        assert_eq!(header, sent, "{name}");
    }
}

/// A link may be a parameter of another operation.
#[tokio::test]
async fn an_operation_for_the_next_page_is_called_with_its_parameters() {
    use crate::runtime::operation::LinkPlace::{self, Path, Query, Segments};
    let rows: &[(&'static str, Option<LinkPlace>, &str, &str)] = &[
        (
            "/f/{tenant}/{link}",
            Some(Segments),
            "next?page=2",
            "/f/a%2Fb/next?page=2&q=v&api-version=1",
        ),
        (
            "/f/{tenant}/{link}",
            Some(Segments),
            "x/y%20z?q=w&api-version=3#f",
            "/f/a%2Fb/x/y%20z?q=w&api-version=1",
        ),
        (
            "/f/{tenant}/{link}?c=d",
            Some(Segments),
            "next",
            "/f/a%2Fb/next?c=d&q=v&api-version=1",
        ),
        (
            "/f/{tenant}/{link}",
            Some(Segments),
            "/g?page=2",
            "/g?page=2&q=v&api-version=1",
        ),
        (
            "/f/{tenant}/{link}",
            Some(Segments),
            "https://management.azure.com/h",
            "/h?q=v&api-version=1",
        ),
        (
            "/f/{tenant}/{link}",
            Some(Path),
            "a/b?c",
            "/f/a%2Fb/a%2Fb%3Fc?q=v&api-version=1",
        ),
        (
            "/f/{tenant}",
            Some(Query),
            "a/b?c&d",
            "/f/a%2Fb?link=a%2Fb%3Fc%26d&q=v&api-version=1",
        ),
        (
            "/f/{tenant}",
            None,
            "/g?page=2",
            "/g?page=2&q=v&api-version=1",
        ),
    ];
    for (path, place, link, expected) in rows {
        let (seen, script) = followed(&[link], |arm| {
            let call = arm.operation("Numbers_List", Method::Get, "/n");
            let mut next_call = arm
                .operation("Numbers_Next", Method::Get, path)
                .api_version("1")
                .path("tenant", "a/b", &[])
                .query("q", "v", &[])
                .header("x-flag", "b", &[]);
            if let Some(place) = place {
                next_call = next_call.link("link", *place);
            }
            let options = PagerOptions::default();
            call.pages_by(options, &[200], next, next_call).unwrap()
        })
        .await;
        assert_eq!(seen[1], format!("GET {expected}"), "{path} {link}");
        let requests = script.requests.lock().unwrap();
        let flag = requests[1].headers().get_optional_str(&"x-flag".into());
        assert_eq!(flag, Some("b"));
    }
}

/// A link cannot change the path that it becomes a part of, and its parameters are checked.
#[tokio::test]
async fn a_link_as_a_parameter_cannot_leave_the_path() {
    use crate::runtime::operation::LinkPlace;
    for link in [
        "../x",
        "a/../../b",
        "a//b",
        "..",
        "%2e%2e/x",
        "a/%09/b",
        ".",
    ] {
        let page = format!(r#"{{"value":[1],"next":"{link}"}}"#);
        let script = Script::new([response(200, &[], &page)]);
        let arm = script.arm();
        let call = arm.operation("Numbers_List", Method::Get, "/n");
        let next_call = arm.operation("Numbers_Next", Method::Get, "/f/{link}");
        let next_call = next_call.link("link", LinkPlace::Segments);
        let pager = call.pages_by(PagerOptions::default(), &[200], next, next_call);
        let pages: Result<Vec<i32>> = pager.unwrap().try_collect().await;
        assert!(pages.is_err(), "{link}");
        assert_eq!(script.seen(), ["GET /n"], "{link}");
    }
    let arm = Script::new([]).arm();
    let call = arm.operation("Numbers_List", Method::Get, "/n");
    let next_call = arm.operation("Numbers_Next", Method::Get, "/f/{a}");
    let next_call = next_call.path("a", "", &[]);
    let pager = call.pages_by(PagerOptions::default(), &[200], next, next_call);
    assert!(pager.is_err());
}
