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
                for (index, item) in items.iter().enumerate() {
                    if let Some(old) = self.twin(item, index, old) {
                        self.walk(item, old, &Names::Members, found);
                    }
                }
            }
            _ => {}
        }
    }

    /// The old item for an item of a list: the same reference, the parameter with the same name, or the item at the same
    /// place.
    pub(super) fn twin<'o>(
        &'o self,
        item: &Value,
        index: usize,
        old: &'o Value,
    ) -> Option<&'o Value> {
        let old = old.as_array()?;
        let reference = item.get("$ref");
        if let Some(same) = old
            .iter()
            .find(|old| reference.is_some() && old.get("$ref") == reference)
        {
            return Some(same);
        }
        match name(texts::target(item, self.new)) {
            Some(wanted) => old
                .iter()
                .find(|old| name(texts::target(old, self.old)).as_ref() == Some(&wanted)),
            None => old.get(index),
        }
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

/// Name of a parameter. Case is ignored in those of headers.
fn name(value: &Value) -> Option<String> {
    let name = value.get("name").and_then(Value::as_str)?;
    match value.get("in").and_then(Value::as_str) {
        Some("header") => Some(name.to_ascii_lowercase()),
        _ => Some(name.to_owned()),
    }
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
