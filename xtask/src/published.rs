//! Operations of a published document.

use serde_json::Value;

/// An operation of a published document.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Published {
    /// HTTP method, in lower case.
    pub(crate) method: String,
    /// Path template.
    pub(crate) path: String,
    /// `operationId`.
    pub(crate) id: String,
}

impl Published {
    /// Method and path, by which an operation is the same in all versions.
    pub(crate) fn key(&self) -> Key {
        key(&self.method, &self.path)
    }
}

/// Method and path, in lower case and without the names of parameters.
pub(crate) type Key = (String, String);

pub(crate) fn key(method: &str, path: &str) -> Key {
    let mut plain = String::new();
    let mut is_name = false;
    for c in path.trim_end_matches('/').chars() {
        match c {
            '{' => plain.push('{'),
            _ if is_name && c != '}' => continue,
            c => plain.extend(c.to_lowercase()),
        }
        is_name = c == '{' || is_name && c != '}';
    }
    (method.to_lowercase(), plain)
}

/// The operations of a document.
pub(crate) fn operations(tree: &Value) -> Vec<Published> {
    let items = ["paths", "x-ms-paths"]
        .into_iter()
        .filter_map(|member| tree.get(member)?.as_object())
        .flatten();
    let methods = items.flat_map(|(path, item)| {
        let methods = item.as_object().into_iter().flatten();
        methods.map(move |(method, operation)| (path, method, operation))
    });
    let operations = methods.filter_map(|(path, method, operation)| {
        Some(Published {
            method: method.to_lowercase(),
            path: path.clone(),
            id: operation.get("operationId")?.as_str()?.to_owned(),
        })
    });
    operations.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_parameters_and_case_make_no_other_operation() {
        let one = key(
            "POST",
            "/subscriptions/{subscriptionId}/providers/Microsoft.Maps/accounts/{accountName}/listKeys",
        );
        let other = key(
            "post",
            "/subscriptions/{id}/providers/microsoft.maps/accounts/{name}/listkeys/",
        );
        assert_eq!(one, other);
        assert_eq!(
            one.1,
            "/subscriptions/{}/providers/microsoft.maps/accounts/{}/listkeys"
        );
        assert_ne!(
            one,
            key(
                "post",
                "/subscriptions/{id}/providers/microsoft.maps/accounts/{name}/list"
            )
        );
    }
}
