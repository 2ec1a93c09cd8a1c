//! Paths, queries and headers.

use super::Script;
use crate::runtime::{
    arm::Arm,
    operation::{Operation, Separator},
    rule::Rule,
};
use azure_core::http::Method;

const PATH: &str = "/subscriptions/{subscriptionId}/groups/{group}/things('{name}')";

/// Path and query of a request, or the error of building it.
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
fn a_scope_is_several_segments_and_cannot_leave_the_path() {
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
    for scope in [
        "",
        "/",
        "//",
        "///",
        "//evil.example",
        "//evil.example/",
        "/a//",
        "a//b",
        "a/../b",
        "..",
        "/../",
        "a/.",
        "a/\t/b",
        "\n",
        " \0",
    ] {
        assert!(scoped(scope).is_err(), "{scope:?}");
    }
}

/// Role assignments at the scope of the tenant use such a path.
#[test]
fn the_scope_in_front_of_a_path_may_be_the_tenant() {
    let arm = Script::new([]).arm();
    let scoped = |path, scope: &str, rules: &[Rule]| {
        let call = arm.operation("Things_Get", Method::Get, path);
        built(call.scope("scope", scope, rules))
    };
    for scope in ["", "/"] {
        let path = "/{scope}/providers/Microsoft.Authorization/roleAssignments";
        let expected = Ok("/providers/Microsoft.Authorization/roleAssignments".to_owned());
        assert_eq!(scoped(path, scope, &[]), expected, "{scope:?}");
        let below = scoped("/base/{scope}/things", scope, &[]);
        assert_eq!(below, Ok("/base/things".to_owned()), "{scope:?}");
    }
    let path = "/{scope}/things";
    let broken = scoped(path, "", &[Rule::MinLength(1)]).unwrap_err();
    assert!(broken.contains("at least 1 character"), "{broken}");
    for scope in [
        "//",
        "///",
        "//evil.example",
        "a//b",
        "..",
        "/../a",
        "/a//",
        "\n",
        "a/./b",
    ] {
        let given = scoped(path, scope, &[]);
        assert!(given.is_err(), "{scope:?}: {given:?}");
    }
    for (scope, expected) in [
        (
            "/providers/Microsoft.Management/managementGroups/mg",
            "/providers/Microsoft.Management/managementGroups/mg/things",
        ),
        ("evil.example?x#y", "/evil.example%3Fx%23y/things"),
        ("https://evil.example", ""),
        ("a\\..\\b", "/a%5C..%5Cb/things"),
        ("%2e%2e/%2F", "/%252e%252e/%252F/things"),
    ] {
        let given = scoped(path, scope, &[]).unwrap_or_default();
        assert_eq!(given, expected, "{scope}");
    }
}

#[test]
fn rules_are_checked_before_anything_is_sent() {
    let script = Script::new([]);
    let (strict, mut options) = (script.arm(), script.options());
    options.skip_validation = true;
    let lenient = super::arm(&options).unwrap();
    for (rule, value, message) in [
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
        assert_eq!(call(&strict), Err(message.to_owned()));
        assert!(call(&lenient).is_ok());
    }
    let of_words = |value| {
        let operation = Arm::operation(&strict, "Things_Get", Method::Get, "/things");
        built(operation.query("q", value, &[Rule::Pattern(r"^[-\w]+$")]))
    };
    assert!(
        of_words("straße-東京").is_ok(),
        "services accept letters of all scripts"
    );
    assert!(of_words("straße 1").is_err() && of_words("a…b").is_err());
    assert!(
        built(call(&lenient, "..", "x")).is_err(),
        "the safety of the path is no rule that can be skipped"
    );
}

#[test]
fn queries_and_headers_are_encoded_as_defined() {
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
fn a_header_value_cannot_add_a_second_header() {
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
fn a_query_of_the_path_is_sent_unchanged() {
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

#[test]
fn a_parameter_replaces_the_same_name_in_the_query_of_the_path() {
    let arm = Script::new([]).arm();
    let call = |export: Option<bool>| {
        let path = "/things?%24export=true&a%20b=c";
        let call = arm.operation("Things_Get", Method::Get, path);
        built(call.query_optional("$export", export.as_ref(), &[]))
    };
    assert_eq!(call(None).as_deref(), Ok("/things?%24export=true&a%20b=c"));
    assert_eq!(
        call(Some(false)).as_deref(),
        Ok("/things?a%20b=c&%24export=false")
    );
}

/// The definition's own text is already percent-encoded, and a value is not.
#[test]
fn escapes_of_the_path_are_sent_once() {
    let arm = Script::new([]).arm();
    for (path, expected) in [
        ("/enum/green%20color/{name}", "/enum/green%20color/a%2520b"),
        ("/a%2Fb/{name}", "/a%2Fb/a%2520b"),
        ("/a%25b/{name}", "/a%25b/a%2520b"),
        ("/%C3%A4ä/{name}", "/%C3%A4%C3%A4/a%2520b"),
        ("/%7Bname%7D/{name}", "/%7Bname%7D/a%2520b"),
        ("/x%3Fy%23('{name}')/z", "/x%3Fy%23('a%2520b')/z"),
    ] {
        let call = arm.operation("Things_Get", Method::Get, path);
        assert_eq!(
            built(call.path("name", "a%20b", &[])),
            Ok(expected.to_owned()),
            "{path}"
        );
    }
}

#[test]
fn an_encoded_query_is_sent_unchanged() {
    let arm = Script::new([]).arm();
    let call = |value: &str| {
        let call = arm.operation("Things_Get", Method::Get, "/things?part");
        let call = call.api_version("1").query("top", &5, &[]);
        built(call.query("q 1", value, &[]).verbatim("q 1"))
    };
    for (value, expected) in [
        ("value1&q2=value2&q3=value3", "value1&q2=value2&q3=value3"),
        ("a%20b%26c+d", "a%20b%26c+d"),
        ("a b", "a%20b"),
        ("100%&50%zz", "100%25&50%25zz"),
        ("a#b", "a%23b"),
        ("name eq 'ä'", "name%20eq%20%27%C3%A4%27"),
        ("", ""),
    ] {
        let expected = format!("/things?part&api-version=1&top=5&q+1={expected}");
        assert_eq!(call(value), Ok(expected), "{value}");
    }
    for value in [
        "a\nb",
        "a\tb",
        "a&api-version=2",
        "a&API-version=2",
        "a&t%6Fp=2",
        "a&top",
        "a&q+1=2",
    ] {
        let error = call(value).unwrap_err();
        assert!(error.contains("parameter `q 1`"), "{value:?}: {error}");
    }
    let list = arm.operation("Things_Get", Method::Get, "/things");
    let values = ["a%20b".to_owned(), "c".to_owned()];
    let list = list.query_list("q", &values, Separator::Joined(","));
    assert_eq!(
        built(list.verbatim("q")).as_deref(),
        Ok("/things?q=a%20b,c")
    );
}

/// A header parameter of the definition overrides the default header of every request.
#[tokio::test]
async fn header_parameters_are_sent() {
    let script = Script::new([super::response(200, &[], "{}")]);
    let arm = script.arm();
    let names = [
        ("content-type", "text/html"),
        ("accept", "application/vnd.things+json"),
        ("user-agent", "overwrite"),
        ("x-ms-client-request-id", "mine"),
    ];
    let mut call = arm.operation("Things_Put", Method::Put, "/things");
    for (name, value) in names {
        call = call.header(name, value, &[]);
    }
    let response: Result<azure_core::http::RawResponse, _> =
        call.body("{}").send(Default::default(), &[200]).await;
    response.unwrap();
    let requests = script.requests.lock().unwrap();
    for (name, value) in names {
        let sent = requests[0].headers().get_optional_str(&name.into());
        assert_eq!(sent, Some(value), "{name}");
    }
}

#[tokio::test]
async fn white_space_is_no_body() {
    for (body, expected) in [("", "null"), (" \r\n", "null"), (" 1", " 1")] {
        let script = Script::new([super::response(200, &[], body)]);
        let arm = script.arm();
        let call = arm.operation("Things_Get", Method::Get, "/things");
        let response: Result<azure_core::http::RawResponse, _> =
            call.optional_body().send(Default::default(), &[200]).await;
        assert_eq!(response.unwrap().body().as_ref(), expected.as_bytes());
    }
}
