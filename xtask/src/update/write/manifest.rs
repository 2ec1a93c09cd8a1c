//! The entry of a service in the manifest, with new documents and ids.

use std::{collections::BTreeMap, error::Error};
use toml_edit::{DocumentMut, Item, TableLike, Value};

/// The manifest's text with other documents for a service, and other ids for operations whose ids have changed.
/// Everything else stays as it is, comments included.
pub(super) fn moved(
    text: &str,
    module: &str,
    documents: &[String],
    ids: &BTreeMap<String, String>,
) -> Result<String, Box<dyn Error>> {
    let mut manifest: DocumentMut = text.parse()?;
    let service = manifest
        .get_mut("services")
        .and_then(|services| services.get_mut(module))
        .and_then(Item::as_table_like_mut)
        .ok_or_else(|| format!("the manifest has no table for `{module}`"))?;
    let old = service.get("documents").and_then(Item::as_array);
    let decor = old.map(|old| old.decor().clone());
    let mut list: toml_edit::Array = documents.iter().map(String::as_str).collect();
    if let Some(decor) = decor {
        *list.decor_mut() = decor;
    }
    service.insert("documents", toml_edit::value(list));
    rename_all(service, ids);
    Ok(manifest.to_string())
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
operations = [
    \"A_Get\", # first
    \"A_List\",
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
        let moved = moved(text, "a", &["a/2.yaml".to_owned()], &ids).expect("it is a manifest");
        let expected = text
            .replacen("a/1.yaml", "a/2.yaml", 1)
            .replacen("\"A_Get\", # first", "\"A_Read\", # first", 1)
            .replacen("regenerate = \"A_Get\"", "regenerate = \"A_Read\"", 1);
        assert_eq!(moved, expected);
    }
}
