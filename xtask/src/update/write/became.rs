//! Elements of an old document that are components of a new one: what stood at its place is a reference now.

use super::{
    members::{Names, SECRET},
    texts,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// An old and a new document.
pub(super) struct Both<'d> {
    pub(super) old: &'d Value,
    pub(super) new: &'d Value,
}

impl Both<'_> {
    /// The old document, with components that only the new one has as the old elements at the places that refer to
    /// them now. A parameter or header that was a secret is one as a component, too, since a reference to it has no mark.
    /// A schema has the description and the mark on which all of its places agree.
    pub(super) fn with_components(&self) -> Value {
        let mut added = BTreeSet::new();
        let mut found = Vec::new();
        self.walk(self.new, self.old, &Names::Members, &mut found);
        let mut old = self.old.clone();
        for (section, name, element) in found {
            let place = pointer(&section, &name);
            match old.pointer_mut(&place) {
                Some(known) if self.is_secret(element) && section != "schemas" => {
                    known[SECRET] = true.into();
                }
                Some(Value::Object(known)) if added.contains(&place) => {
                    for key in ["description", SECRET] {
                        if known.get(key) != element.get(key) {
                            known.shift_remove(key);
                        }
                    }
                }
                Some(_) => {}
                None => {
                    if section == "schemas" {
                        added.insert(place);
                    }
                    let components = &mut old["components"];
                    if components[&section].is_null() {
                        components[&section] = json!({});
                    }
                    components[&section][&name] = element.clone();
                }
            }
        }
        old
    }

    /// Finds components with the old elements at the places that refer to them.
    fn walk<'w>(
        &'w self,
        new: &'w Value,
        old: &'w Value,
        names: &Names,
        found: &mut Vec<(String, String, &'w Value)>,
    ) {
        if let Some((section, name)) = component(new) {
            let is_known = found
                .iter()
                .any(|one| (&one.0, &one.1) == (&section, &name));
            let is_moved = component(old).is_none_or(|(section, name)| {
                self.new.pointer(&pointer(&section, &name)).is_none()
            });
            if !is_moved {
                return;
            }
            let element = texts::target(old, self.old);
            found.push((section.clone(), name.clone(), element));
            if let (false, Some(target)) = (is_known, self.new.pointer(&pointer(&section, &name))) {
                self.walk(target, element, &Names::Members, found);
            }
            return;
        }
        let old = texts::target(old, self.old);
        match new {
            Value::Object(members) => {
                for (key, member) in members {
                    if let Some((_, old)) = names.member(old, key) {
                        self.walk(member, old, &names.below(key), found);
                    }
                }
            }
            Value::Array(items) => {
                let is_alone = are_alone(items);
                for item in items {
                    if let Some(old) = self.twin(item, is_alone, old) {
                        self.walk(item, old, &Names::Members, found);
                    }
                }
            }
            _ => {}
        }
    }

    /// The old item for an item of a list: the same reference, value or parameter, or the schema with most of its
    /// properties. One that is the only item without a reference may have none of these.
    pub(super) fn twin<'o>(
        &'o self,
        item: &Value,
        is_alone: bool,
        old: &'o Value,
    ) -> Option<&'o Value> {
        let old = old.as_array()?;
        let reference = item.get("$ref");
        let same = |one: &&Value| reference.is_some() && one.get("$ref") == reference;
        if let Some(same) = old.iter().find(same) {
            return Some(same);
        }
        let target = texts::target(item, self.new);
        let mut olds = old.iter().map(|one| (one, texts::target(one, self.old)));
        if let Some(wanted) = identity(target) {
            let mut olds = olds.filter(|(_, one)| identity(one).as_ref() == Some(&wanted));
            return olds.next().map(|(one, _)| one);
        }
        if target.get("properties").is_some() {
            let shared = olds.map(|(one, known)| (shared(target, known), one));
            let shared = shared.filter(|(count, _)| *count > 0);
            return shared.max_by_key(|(count, _)| *count).map(|(_, one)| one);
        }
        let is_like = |one: &Value| identity(one).is_none() && one.get("properties").is_none();
        let found = olds.find(|(one, _)| is_inline(one) && is_like(one));
        found
            .filter(|_| is_alone && are_alone(old))
            .map(|(one, _)| one)
    }

    /// The description of an old element whose place has a reference to a schema now, if the schema has another one.
    pub(super) fn own_description(&self, old: &Value, schema: &str) -> Option<Value> {
        let is_moved = component(old)
            .is_none_or(|(section, name)| self.new.pointer(&pointer(&section, &name)).is_none());
        let own = texts::target(old, self.old).get("description");
        let known = self.old.pointer(schema);
        let known = known.and_then(|known| known.get("description"));
        own.filter(|_| is_moved && own != known).cloned()
    }

    /// Whether an old element, or its target, is marked as a secret.
    pub(super) fn is_secret(&self, old: &Value) -> bool {
        let is_marked = |value: &Value| value.get(SECRET) == Some(&true.into());
        is_marked(old) || is_marked(texts::target(old, self.old))
    }
}

/// Place and name of a parameter, in which case is ignored in those of headers, or what a value of an enum is.
fn identity(item: &Value) -> Option<(Option<&Value>, Value)> {
    let place = item.get("in");
    if let (None, Some(value)) = (place, item.get("value")) {
        return Some((None, value.clone()));
    }
    let name = item.get("name").and_then(Value::as_str)?;
    let name = match place.and_then(Value::as_str) {
        Some("header") => name.to_ascii_lowercase(),
        _ => name.to_owned(),
    };
    Some((place, name.into()))
}

/// How many properties two schemas share.
fn shared(one: &Value, other: &Value) -> usize {
    let names = one.get("properties").and_then(Value::as_object);
    let names = names.into_iter().flatten().map(|(name, _)| name);
    let is_shared = |name: &&String| {
        other
            .get("properties")
            .is_some_and(|all| all.get(*name).is_some())
    };
    names.filter(is_shared).count()
}

fn is_inline(item: &Value) -> bool {
    item.is_object() && item.get("$ref").is_none()
}

/// Whether only one item of a list is no reference.
pub(super) fn are_alone(items: &[Value]) -> bool {
    items.iter().filter(|item| is_inline(item)).count() == 1
}

/// Section and name of the component to which a value refers.
fn component(value: &Value) -> Option<(String, String)> {
    let text = value.get("$ref")?.as_str()?;
    let (section, name) = text.strip_prefix("#/components/")?.split_once('/')?;
    let name = name.replace("~1", "/").replace("~0", "~");
    Some((section.to_owned(), name))
}

fn pointer(section: &str, name: &str) -> String {
    let name = name.replace('~', "~0").replace('/', "~1");
    format!("/components/{section}/{name}")
}

#[cfg(test)]
mod tests {
    use super::texts::carry;
    use serde_json::{Value, json};

    /// Carries schemas over.
    #[track_caller]
    fn check(old: Value, new: Value, expected: Value) {
        let schemas = |schemas: Value| json!({ "components": { "schemas": schemas } });
        let carried = carry(schemas(new), &schemas(old));
        assert_eq!(format!("{carried:#}"), format!("{:#}", schemas(expected)));
    }

    #[test]
    fn a_mark_beside_a_reference_stays() {
        let old = json!({
            "A": { "properties": { "key": { "$ref": "#/components/schemas/K", "description": "D.", "x-ms-secret": true } } },
            "K": { "type": "string", "description": "K." },
        });
        let new = json!({
            "A": { "properties": { "key": { "$ref": "#/components/schemas/K" } } },
            "K": { "type": "string" },
        });
        check(old.clone(), new, old.clone());
        let inline = json!({ "A": { "properties": { "key": { "type": "string" } } } });
        let expected = json!({ "A": { "properties": { "key": { "type": "string", "description": "D.", "x-ms-secret": true } } } });
        check(old, inline, expected);
    }

    #[test]
    fn an_element_that_became_a_component_keeps_its_marks_and_texts() {
        let key = json!({ "type": "string", "description": "K.", "x-ms-secret": true });
        let keys = json!({ "type": "object", "description": "Ks.", "properties": { "key": key } });
        let old = json!({ "A": { "properties": { "keys": keys } } });
        let new = json!({
            "A": { "properties": { "keys": { "$ref": "#/components/schemas/Keys" } } },
            "Keys": { "type": "object", "properties": { "key": { "$ref": "#/components/schemas/K~1" } } },
            "K/": { "type": "string" },
        });
        let mut expected = new.clone();
        expected["Keys"]["description"] = "Ks.".into();
        expected["K/"] = key.clone();
        let expected = json!({ "A": expected["A"], "Keys": {
            "type": "object", "description": "Ks.", "properties": { "key": { "$ref": "#/components/schemas/K~1" } },
        }, "K/": key });
        check(old, new, expected);
    }

    #[test]
    fn a_reference_to_a_known_schema_has_the_mark() {
        let old = json!({
            "A": { "properties": { "key": { "type": "string", "x-ms-secret": true } } },
            "Text": { "type": "string" },
        });
        let mut new = old.clone();
        new["A"]["properties"]["key"] = json!({ "$ref": "#/components/schemas/Text" });
        let mut expected = new.clone();
        expected["A"]["properties"]["key"]["x-ms-secret"] = true.into();
        check(old, new, expected);
    }

    /// Whatever order the items of lists have.
    #[test]
    fn items_of_lists_keep_their_own_texts() {
        let value = |value: &str| json!({ "value": value, "description": format!("{value}.") });
        let part = |name: &str| json!({ "description": name, "properties": { name: { "description": name } } });
        let old = json!({
            "A": { "x-ms-enum": { "values": [value("a"), value("b"), value("c")] } },
            "B": { "allOf": [part("x"), part("y"), { "$ref": "#/components/schemas/A" }] },
            "C": { "allOf": [{ "$ref": "#/components/schemas/A" }, { "description": "Own." }] },
            "D": { "allOf": [{ "description": "One." }, { "description": "Other." }] },
        });
        let new = json!({
            "A": { "x-ms-enum": { "values": [{ "value": "b" }, { "value": "d" }, { "value": "a" }] } },
            "B": { "allOf": [{ "properties": { "y": {} } }, { "properties": { "z": {} } }, { "properties": { "x": {} } }] },
            "C": { "allOf": [{ "type": "string" }] },
            "D": { "allOf": [{ "type": "string" }, { "type": "string" }] },
        });
        let expected = json!({
            "A": { "x-ms-enum": { "values": [value("b"), { "value": "d" }, value("a")] } },
            "B": { "allOf": [part("y"), { "properties": { "z": {} } }, part("x")] },
            "C": { "allOf": [{ "description": "Own.", "type": "string" }] },
            "D": new["D"],
        });
        check(old, new, expected);
    }

    #[test]
    fn a_header_and_a_placeholder_of_one_name_keep_their_own_texts() {
        let parameter = |place: &str, name: &str| json!({ "name": name, "in": place });
        let mut old =
            json!({ "parameters": [parameter("header", "Name"), parameter("path", "name")] });
        for index in 0..2 {
            old["parameters"][index]["description"] = format!("{index}.").into();
        }
        let new = json!({ "parameters": [parameter("path", "name"), parameter("header", "name"), parameter("query", "name")] });
        let mut expected = new.clone();
        expected["parameters"][0]["description"] = "1.".into();
        expected["parameters"][1]["description"] = "0.".into();
        assert_eq!(carry(new, &old), expected);
    }

    #[test]
    fn a_text_that_the_component_lacks_stands_beside_the_reference() {
        let old = json!({
            "A": { "properties": {
                "primary": { "type": "string", "description": "Primary.", "x-ms-secret": true },
                "secondary": { "type": "string", "description": "Secondary." },
                "note": { "type": "string", "description": "A note." },
                "text": { "type": "string", "description": "A text." },
            } },
            "Text": { "type": "string", "description": "A text." },
        });
        let refer = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let new = json!({
            "A": { "properties": { "primary": refer("Key"), "secondary": refer("Key"), "note": refer("Text"), "text": refer("Text") } },
            "Text": { "type": "string" },
            "Key": { "type": "string" },
        });
        let mut expected = new.clone();
        for (name, text) in [
            ("primary", "Primary."),
            ("secondary", "Secondary."),
            ("note", "A note."),
        ] {
            expected["A"]["properties"][name]["description"] = text.into();
        }
        expected["A"]["properties"]["primary"]["x-ms-secret"] = true.into();
        expected["Text"]["description"] = "A text.".into();
        check(old, new, expected);
    }

    /// A reference to a parameter has no mark beside it.
    #[test]
    fn a_parameter_that_became_a_component_is_a_secret() {
        let key =
            json!({ "name": "Key", "in": "header", "description": "K.", "x-ms-secret": true });
        let other = json!({ "name": "other", "in": "query", "description": "O." });
        for known in [
            json!({}),
            json!({ "Key": { "name": "key", "in": "header" } }),
        ] {
            let old = json!({ "parameters": [other, key], "components": { "parameters": known } });
            let new = json!({
                "parameters": [{ "$ref": "#/components/parameters/Key" }],
                "components": { "parameters": { "Key": { "name": "key", "in": "header" } } },
            });
            let carried = carry(new.clone(), &old);
            assert_eq!(carried["parameters"], new["parameters"]);
            assert_eq!(
                carried["components"]["parameters"]["Key"]["x-ms-secret"],
                true
            );
        }
    }
}
