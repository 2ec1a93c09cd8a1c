//! The entry of a service in the manifest, with new documents and ids.

use std::{collections::BTreeMap, error::Error};
use toml_edit::{DocumentMut, InlineTable, Item, TableLike, Value};

/// What an update changes in the entry of a service. Everything else stays as it is, comments included.
pub(super) struct Moved<'m> {
    /// Keys that lead to the entry below `services`.
    pub(super) keys: Vec<&'m str>,
    /// The new documents.
    pub(super) documents: Vec<String>,
    /// Names of definitions, by their new places.
    pub(super) rename: BTreeMap<String, String>,
    /// Operations that the new documents lack, since they cannot be generated.
    pub(super) excepted: Vec<&'m str>,
    /// New ids of operations.
    pub(super) ids: &'m BTreeMap<String, String>,
}

impl Moved<'_> {
    /// The text of the manifest with these changes.
    pub(super) fn applied(&self, text: &str) -> Result<String, Box<dyn Error>> {
        let mut manifest: DocumentMut = text.parse()?;
        let mut item = manifest.get_mut("services");
        for key in &self.keys {
            item = item.and_then(|item| item.get_mut(key));
        }
        let service = item
            .and_then(Item::as_table_like_mut)
            .ok_or_else(|| format!("the manifest has no table `{}`", self.keys.join(".")))?;
        let list = self.documents.iter().map(String::as_str).collect();
        replace(service, "documents", Value::Array(list));
        service.remove("except");
        if let Some(ids) = service.get_mut("operations").and_then(Item::as_array_mut) {
            ids.retain(|id| id.as_str().is_none_or(|id| !self.excepted.contains(&id)));
        }
        match self.rename.is_empty() {
            true => drop(service.remove("rename")),
            false => replace(service, "rename", Value::InlineTable(names(&self.rename))),
        }
        rename_all(service, self.ids);
        Ok(manifest.to_string())
    }
}

fn names(rename: &BTreeMap<String, String>) -> InlineTable {
    let names = rename.iter();
    names
        .map(|(place, name)| (place.as_str(), name.as_str()))
        .collect()
}

/// Replaces a value, with the comments around the old one.
fn replace(table: &mut dyn TableLike, key: &str, mut value: Value) {
    if let Some(old) = table.get(key).and_then(Item::as_value) {
        *value.decor_mut() = old.decor().clone();
    }
    match table.get_mut(key) {
        Some(item) => *item = Item::Value(value),
        None => drop(table.insert(key, Item::Value(value))),
    }
}

/// Renames ids wherever they stand: in `operations`, and in the pairs of keys.
fn rename_all(table: &mut dyn TableLike, ids: &BTreeMap<String, String>) {
    for (key, item) in table.iter_mut() {
        if ["documents", "title", "rename"].contains(&key.get()) {
            continue;
        }
        rename(item, ids);
    }
}

fn rename(item: &mut Item, ids: &BTreeMap<String, String>) {
    match item {
        Item::Value(value) => rename_value(value, ids),
        Item::Table(table) => rename_all(table, ids),
        Item::ArrayOfTables(tables) => tables.iter_mut().for_each(|table| rename_all(table, ids)),
        Item::None => {}
    }
}

fn rename_value(value: &mut Value, ids: &BTreeMap<String, String>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| rename_value(item, ids)),
        Value::InlineTable(table) => rename_all(table, ids),
        value => {
            let new = value
                .as_str()
                .and_then(|id| ids.get(id))
                .filter(|new| Some(new.as_str()) != value.as_str());
            if let Some(new) = new.cloned() {
                let decor = value.decor().clone();
                *value = Value::from(new);
                *value.decor_mut() = decor;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_documents_and_ids_change() {
        let text = "\
# Comment
[services.a]
documents = [\"a/1.yaml\"] # one
rename = { \"a/1.yaml#/components/schemas/X\" = \"Y\" }
except = [{ operation = \"A_Odd\", because = \"b\" }]
operations = [
    \"A_Get\", # first
    \"A_List\",
    \"A_Odd\",
]

[[services.a.key_pairs]]
regenerate = \"A_Get\"
name = \"keys\"

[services.b]
operations = [\"A_Get\"]
";
        let ids = BTreeMap::from([
            ("A_Get".to_owned(), "A_Read".to_owned()),
            ("A_List".to_owned(), "A_List".to_owned()),
        ]);
        let place = "a/2.yaml#/components/schemas/X".to_owned();
        let moved = Moved {
            keys: vec!["a"],
            documents: vec!["a/2.yaml".to_owned()],
            rename: BTreeMap::from([(place, "Y".to_owned())]),
            excepted: vec!["A_Odd"],
            ids: &ids,
        };
        let moved = moved.applied(text).expect("it is a manifest");
        let expected = text
            .replace("a/1.yaml", "a/2.yaml")
            .replace(
                "except = [{ operation = \"A_Odd\", because = \"b\" }]\n",
                "",
            )
            .replace("    \"A_Odd\",\n", "")
            .replacen("\"A_Get\", # first", "\"A_Read\", # first", 1)
            .replacen("regenerate = \"A_Get\"", "regenerate = \"A_Read\"", 1);
        assert_eq!(moved, expected);
    }

    #[test]
    fn a_version_of_a_service_has_a_table_of_its_own() {
        let text = "[services.a.versions.\"1\"]\ndocuments = [\"a/1.yaml\"]\n";
        let moved = Moved {
            keys: vec!["a", "versions", "1"],
            documents: vec!["a/2.yaml".to_owned()],
            rename: BTreeMap::new(),
            excepted: Vec::new(),
            ids: &BTreeMap::new(),
        };
        let changed = moved.applied(text).expect("it is a manifest");
        assert_eq!(changed, text.replace("a/1", "a/2"));
        let moved = Moved {
            keys: vec!["b"],
            ..moved
        };
        assert!(moved.applied(text).is_err());
    }
}
