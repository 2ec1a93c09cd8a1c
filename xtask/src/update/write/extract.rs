//! One OpenAPI 3.0 document with some operations of published documents, and all that they reach. Texts are left out.

use super::{
    equal::{self, Renamed},
    members::{Names, section},
};
use armgen::{
    load::{Documents, OURS},
    source::Pointer,
};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

type Object = Map<String, Value>;

/// A document that was made from others.
#[derive(Default)]
pub(super) struct Extract {
    /// The members `paths` and `x-ms-paths`.
    paths: BTreeMap<String, Object>,
    /// The components by section.
    components: BTreeMap<&'static str, Object>,
    /// Examples by the name of their file.
    pub(super) examples: BTreeMap<String, Value>,
    names: BTreeMap<Pointer, (&'static str, String)>,
    pending: VecDeque<Pointer>,
}

impl Extract {
    /// Takes the selected operations from converted documents: their ids, by file.
    pub(super) fn of(
        documents: &Documents,
        selected: &BTreeMap<&str, &BTreeSet<String>>,
    ) -> Result<Self, String> {
        let mut extract = Self::default();
        for (file, ids) in selected {
            for section in ["paths", "x-ms-paths"] {
                let at = Pointer::file(*file).join(section);
                let items = documents.get(&at).and_then(Value::as_object);
                for (path, item) in items.into_iter().flatten() {
                    let item = item
                        .as_object()
                        .ok_or_else(|| format!("{at} is no object"))?;
                    extract.item(section, path, item, ids, documents)?;
                }
            }
        }
        while let Some(pointer) = extract.pending.pop_front() {
            extract.component(&pointer, documents)?;
            extract.heirs(&pointer, documents)?;
        }
        extract.merge_equal();
        Ok(extract)
    }

    /// Makes one of the components that several documents define alike.
    fn merge_equal(&mut self) {
        let renamed = self.names.iter().map(|(pointer, (section, name))| Renamed {
            section,
            plain: pointer.last(),
            name: name.clone(),
        });
        let renamed = renamed.filter(|one| one.name != one.plain).collect();
        let equal = equal::equal(&self.components, renamed);
        for one in &equal {
            let section = self.components.get_mut(one.section);
            section.and_then(|section| section.remove(&one.name));
        }
        let objects = self.paths.values_mut().chain(self.components.values_mut());
        for value in objects.flat_map(|object| object.values_mut()) {
            equal::replace(value, &equal);
        }
    }

    /// The whole document.
    pub(super) fn document(mut self, info: Value) -> (Value, BTreeMap<String, Value>) {
        let mut document = json!({ "openapi": "3.0.3", "info": info });
        for (section, paths) in self.paths {
            document[section] = Value::Object(paths);
        }
        self.components.retain(|_, section| !section.is_empty());
        document["components"] = self
            .components
            .into_iter()
            .map(|(name, all)| (name.to_owned(), Value::Object(all)))
            .collect();
        (document, self.examples)
    }

    fn item(
        &mut self,
        section: &str,
        path: &str,
        item: &Object,
        ids: &BTreeSet<String>,
        documents: &Documents,
    ) -> Result<(), String> {
        let shared = item.get("parameters").and_then(Value::as_array);
        for (method, operation) in item {
            let id = operation.get("operationId").and_then(Value::as_str);
            let Some(id) = id.filter(|id| ids.contains(*id)) else {
                continue;
            };
            let mut operation = self.copied(operation, &Names::Members)?;
            if let Some(shared) = shared {
                let shared = self.copied(&Value::Array(shared.clone()), &Names::Members)?;
                let own = operation
                    .as_object_mut()
                    .into_iter()
                    .flat_map(|operation| operation.remove("parameters"));
                let all: Vec<Value> = [shared].into_iter().chain(own).flat_map(list).collect();
                operation["parameters"] = Value::Array(all);
            }
            self.examples(id, &mut operation, documents);
            let paths = self.paths.entry(section.to_owned()).or_default();
            let known = paths.entry(path).or_insert_with(|| json!({}));
            known[method] = operation;
        }
        Ok(())
    }

    /// Puts each example of an operation into a file of its own.
    fn examples(&mut self, id: &str, operation: &mut Value, documents: &Documents) {
        let examples = operation
            .get_mut("x-ms-examples")
            .and_then(Value::as_object_mut);
        for (index, (_, example)) in examples.into_iter().flatten().enumerate() {
            let reference = example.get("$ref").and_then(Value::as_str);
            let Some(target) = reference.and_then(|text| documents.get(&Pointer::parse(text)))
            else {
                continue;
            };
            let stem = file_name(id);
            let mut names = (index..).map(|index| match index {
                0 => format!("{stem}.json"),
                index => format!("{stem}-{}.json", index + 1),
            });
            let Some(name) = names.find(|name| !self.examples.contains_key(name)) else {
                continue;
            };
            self.examples.insert(name.clone(), target.clone());
            *example = json!({ "$ref": format!("./examples/{name}") });
        }
    }

    fn component(&mut self, pointer: &Pointer, documents: &Documents) -> Result<(), String> {
        let (section, name) = self.names[pointer].clone();
        let value = documents
            .get(pointer)
            .ok_or_else(|| format!("{pointer} is missing"))?;
        let value = self.copied(value, &Names::Members)?;
        self.components
            .entry(section)
            .or_default()
            .insert(name, value);
        Ok(())
    }

    /// Schemas that extend one with a discriminator, or an heir of such a one: responses may contain them although no
    /// reference leads there.
    fn heirs(&mut self, base: &Pointer, documents: &Documents) -> Result<(), String> {
        if !is_distinguished(base, documents) {
            return Ok(());
        }
        let files: Vec<&str> = documents.names().collect();
        for section in files
            .iter()
            .flat_map(|file| ["definitions", "components/schemas"].map(|section| (file, section)))
        {
            let at = section
                .1
                .split('/')
                .fold(Pointer::file(*section.0), |at, part| at.join(part));
            let schemas = documents.get(&at).and_then(Value::as_object);
            for (name, schema) in schemas.into_iter().flatten() {
                if parents(schema).contains(base) {
                    self.name(&at.join(name))?;
                }
            }
        }
        Ok(())
    }

    /// A copy with references into this document, without texts and without what the loader added.
    fn copied(&mut self, value: &Value, names: &Names) -> Result<Value, String> {
        match value {
            Value::Object(object) => self.object(object, names),
            Value::Array(items) => {
                let items: Result<Vec<Value>, String> = items
                    .iter()
                    .map(|item| self.copied(item, &Names::Members))
                    .collect();
                items.map(Value::Array)
            }
            other => Ok(other.clone()),
        }
    }

    fn object(&mut self, object: &Object, names: &Names) -> Result<Value, String> {
        let mut copy = Object::new();
        for (key, member) in object {
            if key.starts_with(OURS) || names.is_text(key) {
                continue;
            }
            let member = match (key.as_str(), member.as_str()) {
                ("$ref", Some(text)) if text.starts_with("armgen:") => self.reference(text)?.into(),
                _ if names.is_verbatim(key) => member.clone(),
                _ => self.copied(member, &names.below(key))?,
            };
            copy.insert(key.clone(), member);
        }
        Ok(Value::Object(copy))
    }

    fn reference(&mut self, text: &str) -> Result<String, String> {
        let pointer = Pointer::parse(text);
        match pointer.path.as_str() {
            "" => Ok(text.to_owned()),
            _ => self.name(&pointer),
        }
    }

    /// The reference to a component. A name that another file has taken gets the name of its file in front, and a number
    /// if that is taken, too.
    fn name(&mut self, pointer: &Pointer) -> Result<String, String> {
        if let Some((section, name)) = self.names.get(pointer) {
            return Ok(format!("#/components/{section}/{name}"));
        }
        let section = section(&pointer.path).ok_or_else(|| {
            format!(
                "the reference to {pointer} leads to no component, so that it cannot be written"
            )
        })?;
        let plain = pointer.last();
        let mut name = plain.clone();
        let mut count = 1;
        while self
            .names
            .values()
            .any(|known| *known == (section, name.clone()))
        {
            name = match count {
                1 => format!("{}_{plain}", pointer.stem()),
                count => format!("{}_{plain}{count}", pointer.stem()),
            };
            count += 1;
        }
        self.names.insert(pointer.clone(), (section, name.clone()));
        self.pending.push_back(pointer.clone());
        Ok(format!("#/components/{section}/{name}"))
    }
}

/// Whether a schema, or one that it extends, has a discriminator.
fn is_distinguished(schema: &Pointer, documents: &Documents) -> bool {
    let mut line = vec![schema.clone()];
    let mut next = 0;
    while let Some(schema) = line.get(next).and_then(|one| documents.get(one)) {
        if schema.get("discriminator").is_some() {
            return true;
        }
        next += 1;
        for parent in parents(schema) {
            if !line.contains(&parent) {
                line.push(parent);
            }
        }
    }
    false
}

/// The schemas that a schema extends.
fn parents(schema: &Value) -> Vec<Pointer> {
    let parts = schema.get("allOf").and_then(Value::as_array);
    let parts = parts.into_iter().flatten();
    let parents = parts.flat_map(|part| match part.get("$ref").and_then(Value::as_str) {
        Some(text) => vec![Pointer::parse(text)],
        None => parents(part),
    });
    parents.collect()
}

/// An id as the name of a file: an id in a checkout may contain anything, such as `../`.
fn file_name(id: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
    id.chars()
        .map(|c| if is_plain(c) { c } else { '_' })
        .collect()
}

fn list(value: Value) -> Vec<Value> {
    match value {
        Value::Array(items) => items,
        other => vec![other],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_stays_in_its_folder() {
        assert_eq!(file_name("Things_ListKeys"), "Things_ListKeys");
        assert_eq!(file_name("../a/b.c"), "___a_b_c");
    }
}
