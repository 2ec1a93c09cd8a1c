//! Paths, queries and headers.

use super::Script;
use crate::runtime::{
    arm::Arm,
    operation::{Operation, Separator},
    rule::Rule,
};
use azure_core::http::Method;

const PATH: &str = "/subscriptions/{subscriptionId}/groups/{group}/things('{name}')";

/// Path and query of a request, or why there is none.
fn built(operation: Operation<'_>) -> Result<String, String> {
    let request = operation
        .into_request()
        .map_err(|error| error.to_string())?;
    Ok(request
        .url()
        .as_str()
        .replace("https://management.azure.com", ""))
}

fn call<'a>(arm: &'a Arm, group: &str, name: &str) -> Operation<'a> {
    arm.operation("Things_Get", Method::Get, PATH)
        .path("subscriptionId", arm.subscription_id(), &[])
        .path("group", group, &[])
        .path("name", name, &[])
}

#[test]
fn a_name_stays_one_segment() {
    let arm = Script::new([]).arm();
    for (name, encoded) in [
        ("plain", "plain"),
        ("a b", "a%20b"),
        ("../../x", "..%2F..%2Fx"),
        ("a/b", "a%2Fb"),
        ("a\\b", "a%5Cb"),
        ("a%2Fb", "a%252Fb"),
        ("%2e%2e", "%252e%252e"),
        ("a?b#c", "a%3Fb%23c"),
        ("{name}", "%7Bname%7D"),
        ("ä", "%C3%A4"),
    ] {
        let expected = format!("/subscriptions/sub/groups/{encoded}/things('x')");
        assert_eq!(built(call(&arm, name, "x")), Ok(expected), "{name}");
    }
}

#[test]
fn a_path_keeps_its_last_slash() {
    let arm = Script::new([]).arm();
    let end = |name| {
        let operation = arm.operation("Things_List", Method::Get, "/groups/{group}/things/");
        built(operation.path("group", name, &[]))
    };
    assert_eq!(end("x"), Ok("/groups/x/things/".to_owned()));
    assert!(end("").is_err());
}

#[test]
fn a_name_that_would_change_the_path_is_refused() {
    let arm = Script::new([]).arm();
    for name in ["", ".", "..", ".\t.", "\n", "a\rb", "\0"] {
        let error = built(call(&arm, name, "x")).unwrap_err();
        assert!(
            error.starts_with("parameter `") && error.contains("group"),
            "{name:?}: {error}"
        );
    }
    assert_eq!(
        built(call(&arm, "g", "..")),
        Ok("/subscriptions/sub/groups/g/things('..')".to_owned())
    );
}

#[test]
fn a_scope_is_several_segments_and_no_way_out() {
    let arm = Script::new([]).arm();
    let scoped = |scope: &str| {
        built(
            arm.operation("Things_Get", Method::Get, "/{scope}/things")
                .path_segments("scope", scope, &[]),
        )
    };
    assert_eq!(
        scoped("/subscriptions/a b/x/"),
        Ok("/subscriptions/a%20b/x/things".to_owned())
    );
    for scope in ["", "/", "a//b", "a/../b", "a/.", "a/\t/b"] {
        assert!(scoped(scope).is_err(), "{scope:?}");
    }
}

#[test]
fn rules_are_checked_before_anything_is_sent() {
    let script = Script::new([]);
    let (strict, mut options) = (script.arm(), script.options());
    options.skip_validation = true;
    let lenient = Arm::new(
        "sub",
        std::sync::Arc::new(super::Token::default()),
        &options,
    )
    .unwrap();
    for (rule, value, says) in [
        (
            Rule::MinLength(2),
            "ä",
            "parameter `q` needs at least 2 characters, has 1; nothing was sent",
        ),
        (
            Rule::MaxLength(2),
            "abc",
            "parameter `q` takes at most 2 characters, has 3; nothing was sent",
        ),
        (
            Rule::Pattern("^[a-z]+$"),
            "S3",
            "parameter `q` does not match the pattern ^[a-z]+$; nothing was sent",
        ),
    ] {
        let call = |arm| {
            built(
                Arm::operation(arm, "Things_Get", Method::Get, "/things").query(
                    "q",
                    value,
                    &[rule],
                ),
            )
        };
        assert_eq!(call(&strict), Err(says.to_owned()));
        assert!(call(&lenient).is_ok());
    }
    assert!(
        built(call(&lenient, "..", "x")).is_err(),
        "the safety of the path is no rule that can be skipped"
    );
}

#[test]
fn queries_and_headers_are_written_as_the_definition_says() {
    let arm = Script::new([]).arm();
    let request = arm
        .operation("Things_Get", Method::Get, "/things")
        .api_version("2026-01-01")
        .query("filter", "a eq 'b'&c=d", &[])
        .query_optional("none", None::<&str>, &[])
        .query_optional("top", Some(&5), &[])
        .query_list("tag", &["a".to_owned(), "b".to_owned()], Separator::Multi)
        .query_list("id", &[1, 2], Separator::Joined(","))
        .query_list("no", &[0; 0], Separator::Joined(","))
        .query_list("tab", &[1, 2], Separator::Joined("\t"))
        .header("x-ms-flag", &true, &[])
        .into_request()
        .unwrap();
    let query: Vec<(String, String)> = request.url().query_pairs().into_owned().collect();
    let query: Vec<(&str, &str)> = query
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let expected = [
        ("api-version", "2026-01-01"),
        ("filter", "a eq 'b'&c=d"),
        ("top", "5"),
        ("tag", "a"),
        ("tag", "b"),
        ("id", "1,2"),
        ("tab", "1\t2"),
    ];
    let url = request.url().as_str();
    assert!(
        url.ends_with("tab=1%092"),
        "the URL parser would drop a tab: {url}"
    );
    assert_eq!(query, expected);
    assert_eq!(
        request.headers().get_optional_str(&"x-ms-flag".into()),
        Some("true")
    );
}

#[test]
fn a_header_cannot_carry_another() {
    let arm = Script::new([]).arm();
    let error = built(arm.operation("Things_Get", Method::Get, "/things").header(
        "x-a",
        "b\r\nx-c: d",
        &[],
    ))
    .unwrap_err();
    assert!(error.contains("x-a"), "{error}");
}

/// A path of `x-ms-paths` may have a query, which is the same in every call.
#[test]
fn a_query_of_the_path_is_sent_as_it_stands() {
    let arm = Script::new([]).arm();
    let call = arm
        .operation("Things_Get", Method::Get, "/things/{name}?export=true&part")
        .path("name", "a?b", &[])
        .api_version("2026-01-01");
    assert_eq!(
        built(call).as_deref(),
        Ok("/things/a%3Fb?export=true&part&api-version=2026-01-01")
    );
}
