//! Documents of a checkout without the operations that are taken from other documents.

use armgen::load::{Files, Folder};
use std::{
    collections::{BTreeMap, BTreeSet},
    io,
};

/// The files of a checkout, in which some operations have other ids, so that no list selects them. All else stays at
/// its line.
pub(super) struct Hidden {
    pub(super) folder: Folder,
    /// Ids of these operations, by document.
    pub(super) ids: BTreeMap<String, BTreeSet<String>>,
}

impl Files for Hidden {
    fn read(&self, path: &str) -> io::Result<String> {
        self.folder.read(path).map(|text| self.without(path, text))
    }

    fn names(&self, folder: &str) -> Vec<String> {
        self.folder.names(folder)
    }

    fn read_within(&self, path: &str, limit: usize) -> io::Result<String> {
        let text = self.folder.read_within(path, limit)?;
        Ok(self.without(path, text))
    }
}

impl Hidden {
    fn without(&self, path: &str, text: String) -> String {
        let ids = self.ids.get(path).into_iter().flatten();
        ids.fold(text, |text, id| hidden(&text, id))
    }
}

/// The text with another id for an operation: wherever the id follows the member's name.
fn hidden(text: &str, id: &str) -> String {
    let mut hidden = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(id) {
        let (before, after) = rest.split_at(at + id.len());
        hidden.push_str(before);
        let marks = |c: char| c.is_whitespace() || "\"':".contains(c);
        let member = before[..at].trim_end_matches(marks);
        let is_whole = !after.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        let is_value = member.len() < at && member.ends_with("operationId");
        if is_whole && is_value {
            hidden.push_str("_elsewhere");
        }
        rest = after;
    }
    hidden + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_id_of_the_operation_changes() {
        for (text, expected) in [
            (
                r#"{"operationId": "A_Get", "description": "A_Get"}"#,
                r#"{"operationId": "A_Get_elsewhere", "description": "A_Get"}"#,
            ),
            (
                "operationId: A_Get\n  a: A_Get",
                "operationId: A_Get_elsewhere\n  a: A_Get",
            ),
            ("operationId: A_GetAll", "operationId: A_GetAll"),
            ("operationId: BA_Get", "operationId: BA_Get"),
            ("operationIdA_Get", "operationIdA_Get"),
        ] {
            assert_eq!(hidden(text, "A_Get"), expected);
        }
    }
}
