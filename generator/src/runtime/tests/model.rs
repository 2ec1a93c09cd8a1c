//! Models are read and written as serde's derives would do it.

mod large;
mod names;
mod twins;

use crate::runtime::{
    enums::closed_enum,
    enums::open_integer_enum,
    model::{model, request},
    union,
};
use azure_core::{
    Value,
    fmt::SafeDebug,
    http::Etag,
    json::{from_json, to_json},
    time::OffsetDateTime,
};
use std::collections::HashMap;

#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
enum Level {
    High,
    Low,
}

closed_enum!(Level { High = "high", Low = "low" });

#[derive(Clone, Debug, Eq, Hash, PartialEq)]
enum Serial {
    One,
    UnknownValue(i64),
}

open_integer_enum!(Serial { One = 1 });

#[derive(Clone, Default, PartialEq, SafeDebug)]
struct Part {
    name: Option<String>,
    parts: Option<Vec<Part>>,
    note: Option<String>,
    additional_properties: HashMap<String, bool>,
}

model!(Part { name = "name", parts = "parts", note = or_null "note", ..additional_properties });

#[derive(Clone, PartialEq, SafeDebug)]
enum Shape {
    Circle(Box<Part>),
    UnknownKind(Box<Whole>),
}

union::read_union!(Shape, "kind", { Circle = "circle" });
union::write_union!(Shape, "kind", { Circle = "circle" });

#[derive(Clone, Default, PartialEq, SafeDebug)]
struct Whole {
    kind: Option<String>,
    boolean: Option<bool>,
    small: Option<u8>,
    large: Option<i64>,
    float: Option<f64>,
    etag: Option<Etag>,
    value: Option<Value>,
    level: Option<Level>,
    serial: Option<Serial>,
    part: Option<Box<Part>>,
    parts: Option<HashMap<String, Part>>,
    shapes: Option<Vec<Shape>>,
    created: Option<OffsetDateTime>,
    days: Option<Vec<OffsetDateTime>>,
    digest: Option<Vec<u8>>,
}

model!(Whole {
    kind = "kind", boolean = "boolean", small = "small", large = "large", float = "float", etag = "eTag",
    value = "value", level = "level", serial = "serial", part = "part", parts = "parts", shapes = "shapes",
    created = "created" as runtime::encoding::rfc3339, days = "days" as runtime::encoding::rfc1123,
    digest = "digest" as runtime::encoding::base64_standard,
});

#[derive(Clone, Default, PartialEq, SafeDebug)]
struct Empty {}

model!(Empty {});

/// A model that only requests contain.
#[derive(Clone, PartialEq, SafeDebug)]
struct Step {
    kind: String,
    next: Option<Box<Step>>,
    _non_exhaustive: (),
}

request!(Step { kind = "kind", next = "next", });

#[derive(Clone, PartialEq, SafeDebug)]
enum Move {
    Jump(Box<Step>),
    UnknownKind(Box<Step>),
}

union::read_union!(Move, "kind", { Jump = "jump" });
union::write_union!(Move, "kind", { Jump = "jump" });

/// Tests send the published examples of models that only requests contain.
#[test]
fn tests_also_read_boxed_models_of_requests() {
    let json = r#"{"kind":"jump","next":{"kind":"walk"}}"#;
    let read = from_json::<_, Move>(json).unwrap();
    assert!(matches!(read, Move::Jump(_)));
    assert_eq!(to_json(&read).unwrap(), json);
}

#[test]
fn an_object_may_have_no_properties() {
    assert_eq!(from_json::<_, Empty>(r#"{"a": [1]}"#).unwrap(), Empty {});
    assert_eq!(to_json(&Empty {}).unwrap(), "{}");
}

#[test]
fn a_list_is_no_object() {
    let error = from_json::<_, Part>(r#"["a"]"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "invalid type: sequence, expected struct Part at line 1 column 0"
    );
}
