//! Whether a JSON value conforms to a type.

use crate::model::{Encoding, Integer, KeyValues, Model, ShapeKind, Struct, Type, Union, Values};
use regex_lite::Regex;
use serde_json::Value;
use time::{
    OffsetDateTime, PrimitiveDateTime,
    format_description::{self, well_known::Rfc3339},
};

/// How a value differs from its type. Places are paths such as `body.keys[0].value`.
#[derive(Debug, Default)]
pub(super) struct Conformity {
    /// Violations of the type.
    pub(super) broken: Vec<String>,
    /// Members that the type does not have.
    pub(super) unknown: Vec<String>,
    /// Place of the value that is compared.
    place: String,
}

impl Conformity {
    pub(super) fn of(model: &Model, value: &Value, ty: &Type) -> Self {
        let mut conformity = Self {
            place: "body".to_owned(),
            ..Self::default()
        };
        conformity.compare(model, value, ty);
        conformity
    }

    /// Compares what is inside a value.
    fn inside(&mut self, place: &[&str], compare: impl FnOnce(&mut Self)) {
        let outer = self.place.len();
        self.place.extend(place.iter().copied());
        compare(self);
        self.place.truncate(outer);
    }

    fn compare(&mut self, model: &Model, value: &Value, ty: &Type) {
        if value.is_null() {
            return;
        }
        match ty {
            Type::Array(item) => match value {
                Value::Array(items) => items.iter().enumerate().for_each(|(index, value)| {
                    let index = index.to_string();
                    self.inside(&["[", &index, "]"], |own| own.held(model, value, item));
                }),
                _ => self.broken("not a list"),
            },
            Type::Map(inner) => match value {
                Value::Object(members) => members.iter().for_each(|(name, value)| {
                    self.inside(&[".", name], |own| own.held(model, value, inner));
                }),
                _ => self.broken("not an object"),
            },
            Type::Nullable(inner) | Type::Hidden(inner) => {
                self.compare(model, value, inner);
            }
            Type::Definition(id) => {
                self.definition(model, value, &model.definitions[*id].shape.kind)
            }
            Type::Key(spelling) => {
                let is_word = is_key_value(value, &model.spellings[*spelling].values);
                self.expect(is_word, "not a value for a key");
            }
            plain if is_plain(value, plain) => {}
            plain => self.broken(&format!("not {}", described(plain))),
        }
    }

    /// A member may be missing, and null means the same. In a list or a map, null would be a value.
    fn held(&mut self, model: &Model, value: &Value, ty: &Type) {
        match value.is_null() && !matches!(ty, Type::Value | Type::Nullable(_)) {
            true => self.broken("null"),
            false => self.compare(model, value, ty),
        }
    }

    fn definition(&mut self, model: &Model, value: &Value, kind: &ShapeKind) {
        match kind {
            ShapeKind::Struct(structure) => self.structure(model, value, structure),
            ShapeKind::Union(union) => self.compare(model, value, variant(value, union)),
            ShapeKind::Enum(values) => {
                let is_known = match &values.values {
                    Values::Strings(names) => value
                        .as_str()
                        .map(|text| names.iter().any(|name| name.wire == text)),
                    Values::Integers(known) => value
                        .as_i64()
                        .map(|number| known.iter().any(|(one, _)| *one == number)),
                };
                let fits = is_known.is_some_and(|is_known| is_known || values.open);
                self.expect(fits, "not one of the enum's values");
            }
        }
    }

    fn structure(&mut self, model: &Model, value: &Value, structure: &Struct) {
        let Value::Object(members) = value else {
            return self.broken("not an object");
        };
        for (name, value) in members {
            self.inside(&[".", name], |own| {
                match (structure.field(name), &structure.additional) {
                    (Some(field), _) => own.compare(model, value, &field.ty),
                    (None, Some(additional)) => own.held(model, value, additional),
                    (None, None) => own.unknown.push(own.place.clone()),
                }
            });
        }
        for field in structure
            .fields
            .iter()
            .filter(|field| field.required && !members.contains_key(&field.name.wire))
        {
            self.broken
                .push(format!("{} lacks {}", self.place, field.name.wire));
        }
    }

    fn expect(&mut self, fits: bool, otherwise: &str) {
        if !fits {
            self.broken(otherwise);
        }
    }

    fn broken(&mut self, is: &str) {
        self.broken.push(format!("{} is {is}", self.place));
    }
}

fn variant<'u>(value: &Value, union: &'u Union) -> &'u Type {
    let kind = value.get(&union.tag).and_then(Value::as_str);
    let variant = union
        .variants
        .iter()
        .find(|(name, _)| Some(name.wire.as_str()) == kind);
    variant.map_or(&union.other, |(_, ty)| ty)
}

fn is_key_value(value: &Value, values: &KeyValues) -> bool {
    match values {
        KeyValues::Strings(primary, secondary) => {
            value == primary.as_str() || value == secondary.as_str()
        }
        KeyValues::Integers(primary, secondary) => value == *primary || value == *secondary,
    }
}

/// A type in the words of OpenAPI.
fn described(ty: &Type) -> String {
    match ty {
        Type::Boolean => "a boolean".to_owned(),
        Type::Integer(integer) => {
            let format = format!("{integer:?}").to_lowercase();
            format!("an integer that fits into {format}")
        }
        Type::Float => "a number".to_owned(),
        Type::Encoded(Encoding::Rfc3339) => "a date-time of RFC 3339".to_owned(),
        Type::Encoded(Encoding::Rfc1123) => "a date-time of RFC 1123".to_owned(),
        Type::Encoded(Encoding::UnixTime) => "a Unix time".to_owned(),
        Type::Encoded(Encoding::Base64) => "base64".to_owned(),
        Type::Encoded(Encoding::Base64Url) => "base64url".to_owned(),
        Type::String | Type::Etag | Type::Secret => "a string".to_owned(),
        Type::Stream => "content".to_owned(),
        Type::Value | Type::Map(_) | Type::Definition(_) => "an object".to_owned(),
        Type::Array(_) => "a list".to_owned(),
        Type::Nullable(item) | Type::Hidden(item) => described(item),
        Type::Key(_) => "a value for a key".to_owned(),
    }
}

fn is_plain(value: &Value, ty: &Type) -> bool {
    let text = |pattern: &str| {
        let regex = Regex::new(pattern).expect("the pattern is one of those below");
        value.as_str().is_some_and(|text| regex.is_match(text))
    };
    match ty {
        Type::Boolean => value.is_boolean(),
        Type::Float => value.is_number(),
        Type::Integer(Integer::I8) => in_range(value, i8::MIN.into(), i8::MAX.into()),
        Type::Integer(Integer::I16) => in_range(value, i16::MIN.into(), i16::MAX.into()),
        Type::Integer(Integer::I32) => in_range(value, i32::MIN.into(), i32::MAX.into()),
        Type::Integer(Integer::I64) => value.is_i64(),
        Type::Integer(Integer::U8) => in_range(value, 0, u8::MAX.into()),
        Type::Integer(Integer::U16) => in_range(value, 0, u16::MAX.into()),
        Type::Integer(Integer::U32) => in_range(value, 0, u32::MAX.into()),
        Type::Integer(Integer::U64) => value.is_u64(),
        Type::Encoded(Encoding::Rfc3339) => value.as_str().is_some_and(is_rfc3339),
        Type::Encoded(Encoding::Rfc1123) => value.as_str().is_some_and(is_rfc1123),
        Type::Encoded(Encoding::UnixTime) => value
            .as_i64()
            .is_some_and(|seconds| OffsetDateTime::from_unix_timestamp(seconds).is_ok()),
        Type::Encoded(Encoding::Base64) => text(&base64("[A-Za-z0-9+/]")),
        Type::Encoded(Encoding::Base64Url) => text(&base64("[A-Za-z0-9_-]")),
        Type::Value | Type::Stream => true,
        _ => value.is_string(),
    }
}

/// Clients parse times with the same library.
fn is_rfc3339(text: &str) -> bool {
    OffsetDateTime::parse(text, &Rfc3339).is_ok()
}

fn is_rfc1123(text: &str) -> bool {
    const FORM: &str =
        "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT";
    let form = format_description::parse_borrowed::<2>(FORM).expect("the description is one");
    PrimitiveDateTime::parse(text, &form).is_ok()
}

/// Pattern of base64 with these digits, padded or not. The unused bits of the last digit must be zero.
fn base64(digit: &str) -> String {
    format!("^({digit}{{4}})*({digit}[AQgw](==)?|{digit}{{2}}[AEIMQUYcgkosw048]=?)?$")
}

fn in_range(value: &Value, least: i64, most: i64) -> bool {
    value
        .as_i64()
        .is_some_and(|number| (least..=most).contains(&number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::tests::{HEAD, lowered};
    use serde_json::json;

    /// The violations of a type by a value, in a model without definitions.
    fn broken(value: &Value, ty: &Type) -> Vec<String> {
        let (model, ..) = lowered(
            "[services.s]\ndocuments = ['a.yaml']\n",
            &[("a.yaml", HEAD)],
        );
        Conformity::of(&model, value, ty).broken
    }

    #[test]
    fn null_stands_for_what_is_missing_and_nothing_is_missing_in_a_list() {
        let list = |item: Type| Type::Array(Box::new(item));
        assert_eq!(broken(&json!(null), &list(Type::String)), [""; 0]);
        assert_eq!(
            broken(&json!(["a", null]), &list(Type::String)),
            ["body[1] is null"]
        );
        assert_eq!(broken(&json!([null]), &list(Type::Value)), [""; 0]);
        let map = Type::Map(Box::new(Type::Boolean));
        assert_eq!(broken(&json!({ "a": null }), &map), ["body.a is null"]);
    }

    /// What a client cannot read is a fault of the example, and nothing else is.
    #[test]
    fn times_and_bytes_are_what_a_client_reads() {
        let time = "2020-11-19T02:36:43";
        for (value, encoding, fits) in [
            (json!(format!("{time}Z")), Encoding::Rfc3339, true),
            (
                json!(format!("{time}.12345678901z")),
                Encoding::Rfc3339,
                true,
            ),
            (json!(format!("{time}-03:30")), Encoding::Rfc3339, true),
            (json!(time), Encoding::Rfc3339, false),
            (json!("2020-02-30T00:00:00Z"), Encoding::Rfc3339, false),
            (json!("2020-1-5T00:00:00Z"), Encoding::Rfc3339, false),
            (
                json!("Thu, 19 Nov 2020 02:36:43 GMT"),
                Encoding::Rfc1123,
                true,
            ),
            (
                json!("Mon, 19 Nov 2020 02:36:43 GMT"),
                Encoding::Rfc1123,
                true,
            ),
            (
                json!("Thu, 31 Nov 2020 02:36:43 GMT"),
                Encoding::Rfc1123,
                false,
            ),
            (
                json!("Thu, 19 Nov 2020 02:36:43 UTC"),
                Encoding::Rfc1123,
                false,
            ),
            (json!(1_605_753_403), Encoding::UnixTime, true),
            (json!(1_605_753_403_000_u64), Encoding::UnixTime, false),
            (json!("1605753403"), Encoding::UnixTime, false),
            (json!("aGk="), Encoding::Base64, true),
            (json!("aGk"), Encoding::Base64, true),
            (json!("aGl="), Encoding::Base64, false),
            (json!("-_8="), Encoding::Base64, false),
            (json!("-_8="), Encoding::Base64Url, true),
            (json!("-_8"), Encoding::Base64Url, true),
            (json!("-_9"), Encoding::Base64Url, false),
            (json!("a"), Encoding::Base64Url, false),
        ] {
            let broken = broken(&value, &Type::Encoded(encoding));
            assert_eq!(broken.is_empty(), fits, "{value} {broken:?}");
        }
    }
}
