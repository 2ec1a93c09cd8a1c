//! Whether a JSON value is one of a type.

use crate::model::{Encoding, Integer, Model, ShapeKind, Struct, Type, Union, Values, Words};
use regex_lite::Regex;
use serde_json::Value;

/// How a value differs from its type. Places are paths such as `body.keys[0].value`.
#[derive(Debug, Default)]
pub(super) struct Conformity {
    /// What breaks the type.
    pub(super) broken: Vec<String>,
    /// Members that the type does not know.
    pub(super) unknown: Vec<String>,
}

impl Conformity {
    pub(super) fn of(model: &Model, value: &Value, ty: &Type) -> Self {
        let mut conformity = Self::default();
        conformity.compare(model, value, ty, "body");
        conformity
    }

    fn compare(&mut self, model: &Model, value: &Value, ty: &Type, place: &str) {
        if value.is_null() {
            return;
        }
        match ty {
            Type::Array(item) => match value {
                Value::Array(items) => items.iter().enumerate().for_each(|(index, value)| {
                    self.held(model, value, item, &format!("{place}[{index}]"))
                }),
                _ => self.broken(place, "no list"),
            },
            Type::Map(inner) => match value {
                Value::Object(members) => members.iter().for_each(|(name, value)| {
                    self.held(model, value, inner, &format!("{place}.{name}"))
                }),
                _ => self.broken(place, "no object"),
            },
            Type::Definition(id) => {
                self.definition(model, value, &model.definitions[*id].shape.kind, place)
            }
            Type::Key(spelling) => {
                let is_word = match &model.spellings[*spelling].words {
                    Words::Strings(primary, secondary) => {
                        value == primary.as_str() || value == secondary.as_str()
                    }
                    Words::Integers(primary, secondary) => value == *primary || value == *secondary,
                };
                self.expect(is_word, place, "no word for a key");
            }
            plain => self.expect(is_plain(value, plain), place, &format!("no {plain:?}")),
        }
    }

    /// A member may be missing, and null says the same. In a list or a map null would be a value.
    fn held(&mut self, model: &Model, value: &Value, ty: &Type, place: &str) {
        match value.is_null() && *ty != Type::Value {
            true => self.broken(place, "null"),
            false => self.compare(model, value, ty, place),
        }
    }

    fn definition(&mut self, model: &Model, value: &Value, kind: &ShapeKind, place: &str) {
        match kind {
            ShapeKind::Struct(structure) => self.structure(model, value, structure, place),
            ShapeKind::Union(union) => self.compare(model, value, variant(value, union), place),
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
                self.expect(fits, place, "none of the enum's values");
            }
        }
    }

    fn structure(&mut self, model: &Model, value: &Value, structure: &Struct, place: &str) {
        let Value::Object(members) = value else {
            return self.broken(place, "no object");
        };
        for (name, value) in members {
            let place = format!("{place}.{name}");
            match (
                structure
                    .fields
                    .iter()
                    .find(|field| field.name.wire == *name),
                &structure.additional,
            ) {
                (Some(field), _) => self.compare(model, value, &field.ty, &place),
                (None, Some(additional)) => self.held(model, value, additional, &place),
                (None, None) => self.unknown.push(place),
            }
        }
        for field in structure
            .fields
            .iter()
            .filter(|field| field.required && !members.contains_key(&field.name.wire))
        {
            self.broken
                .push(format!("{place} lacks {}", field.name.wire));
        }
    }

    fn expect(&mut self, fits: bool, place: &str, otherwise: &str) {
        if !fits {
            self.broken(place, otherwise);
        }
    }

    fn broken(&mut self, place: &str, is: &str) {
        self.broken.push(format!("{place} is {is}"));
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
        Type::Encoded(Encoding::Rfc3339) => {
            text(r"^(?i)\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$")
        }
        Type::Encoded(Encoding::Rfc1123) => {
            text(r"^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$")
        }
        Type::Encoded(Encoding::UnixTime) => value.is_i64(),
        Type::Encoded(Encoding::Base64) => {
            text(r"^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$")
        }
        Type::Encoded(Encoding::Base64Url) => text(r"^[A-Za-z0-9_-]*=*$"),
        Type::Value => true,
        _ => value.is_string(),
    }
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

    /// What of a value breaks a type, in a model without definitions.
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
}
