//! Pages are followed on the endpoint, and nowhere else.

use super::{Script, answer, shown};
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
        answer(
            200,
            &[],
            r#"{"value":[1,2],"next":"https://management.azure.com/numbers?page=2"}"#,
        ),
        answer(503, &[("retry-after", "0")], ""),
        answer(200, &[], r#"{"value":[],"next":"/numbers?page=3"}"#),
        answer(200, &[], r#"{"value":[3],"next":""}"#),
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
        let script = Script::new([answer(
            200,
            &[],
            &format!(r#"{{"value":[1],"next":"{link}"}}"#),
        )]);
        let error = pager(&script, None)
            .try_collect::<Vec<i32>>()
            .await
            .unwrap_err();
        let told = shown(&error);
        assert!(
            told.contains("trusted_origins") || told.contains("user name"),
            "{told}"
        );
        assert!(!told.contains("pa55w0rd"), "{told}");
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
        answer(
            200,
            &[],
            r#"{"value":[1],"next":"https://other.example/numbers"}"#,
        ),
        answer(200, &[], r#"{"value":[2]}"#),
    ]);
    let mut options = script.options();
    options.trusted_origins = vec!["https://other.example".to_owned()];
    let arm =
        crate::runtime::arm::Arm::new("sub", Arc::new(super::Token::default()), &options).unwrap();
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
        let script = Script::new([answer(
            200,
            &[],
            &format!(r#"{{"value":[1],"next":"{link}"}}"#),
        )]);
        for continuation in [None, Some(link)] {
            let numbers = pager(&script, continuation).try_collect::<Vec<i32>>();
            let told = shown(&numbers.await.unwrap_err());
            assert!(told.contains("user name"), "{told}");
            assert!(!told.contains("pa55w0rd"), "{told}");
            assert_eq!(script.seen(), ["POST /numbers"], "{link}");
        }
    }
}
