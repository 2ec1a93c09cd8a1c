//! Parsing of paths, and questions about them.

use super::*;

fn parsed(path: &str) -> PathTemplate {
    PathTemplate::parse(path).expect("the path is well-formed")
}

/// The segments in debug format, and the parameters.
fn reported(path: &str) -> String {
    let template = parsed(path);
    let kinds = template.segments().iter().map(|segment| match segment {
        PathSegment::Literal(text) => text.clone(),
        PathSegment::Parameter(name) => format!("<{name}>"),
        PathSegment::Mixed(parts) => format!("{} parts", parts.len()),
    });
    let kinds: Vec<String> = kinds.collect();
    let names: Vec<&str> = template.parameters().collect();
    format!("{}; {}", kinds.join(", "), names.join(", "))
}

#[test]
fn a_path_is_taken_apart_and_put_together_again() {
    for (path, expected) in [
        ("/", "; "),
        ("/a/{b}/c", "a, <b>, c; b"),
        ("/a//{b}/", "a, , <b>, ; b"),
        ("/{a}.{b}/x{c}/{d}", "3 parts, 2 parts, <d>; a, b, c, d"),
        ("/{a}{b}", "2 parts; a, b"),
    ] {
        assert_eq!(reported(path), expected, "{path}");
        assert_eq!(parsed(path).to_string(), path);
    }
}

#[test]
fn braces_hold_names_within_one_segment() {
    for path in [
        "a", "", "/a}", "/{", "/{}", "/{a{b}}", "/{a/b}", "/{a}}", "/a{b}{",
    ] {
        assert!(PathTemplate::parse(path).is_err(), "{path}");
    }
}

#[test]
fn a_query_is_no_segment() {
    let template = parsed("/a/list").with_query("x=/b".to_owned());
    assert_eq!(template.to_string(), "/a/list?x=/b");
    assert_eq!(template.last_literal(), Some("list"));
    assert!(parsed("/{link}").is_parameter("link"));
    let with_query = parsed("/{link}").with_query("x=1".to_owned());
    assert!(!with_query.is_parameter("link"));
}

#[test]
fn a_base_comes_before_all_segments() {
    for (base, expected) in [("", "/a/{b}"), ("/base/of", "/base/of/a/{b}")] {
        assert_eq!(parsed("/a/{b}").below(base).to_string(), expected);
    }
}

#[test]
fn the_last_literal_is_the_action() {
    for (path, last, before) in [
        ("/a/{b}/listKeys", Some("listKeys"), "a {b}"),
        ("/a/{b}/keys/{c}/", Some("keys"), "a {b}"),
        ("/a/x{b}", Some("a"), ""),
        ("/{a}/{b}", None, "{a} {b}"),
    ] {
        let template = parsed(path);
        let segments = template.before_last_literal().iter();
        let segments: Vec<String> = segments.map(ToString::to_string).collect();
        assert_eq!(template.last_literal(), last, "{path}");
        assert_eq!(segments.join(" "), before, "{path}");
    }
}

#[test]
fn the_provider_is_the_last_of_the_path() {
    for (path, provider) in [
        ("/providers/A.B/operations", Some("A.B")),
        ("/x/providers/A.B/c/{d}/providers/E.F/g", Some("E.F")),
        ("/x/providers/A.B/c/{d}/providers/{e}/g", None),
        ("/x/providers/", None),
        ("/x/providers", None),
    ] {
        assert_eq!(parsed(path).provider(), provider, "{path}");
    }
}
