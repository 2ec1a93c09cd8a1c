//! `host`, `basePath` and `schemes` become `servers`.

use super::Object;
use crate::{load::ORIGIN, source::Pointer};
use serde_json::{Value, json};

/// The address of a document's server.
#[derive(Clone, Debug)]
pub(super) struct Address {
    host: String,
    base: String,
}

impl Address {
    /// Reads a document's address. Defaults are those of Azure Resource Manager.
    pub(super) fn of(tree: &Object) -> Self {
        let text = |key: &str| tree.get(key).and_then(Value::as_str).unwrap_or_default();
        let host = match text("host") {
            "" => "management.azure.com",
            host => host,
        };
        let base = text("basePath").trim_matches('/');
        Self {
            host: host.to_owned(),
            base: match base {
                "" => String::new(),
                base => format!("/{base}"),
            },
        }
    }

    /// Adds the server to a document, unless the document specifies none.
    pub(super) fn document(&self, tree: &mut Object, file: &str) {
        let declared = ["schemes", "host", "basePath"]
            .into_iter()
            .find(|key| tree.contains_key(*key) && !(*key == "schemes" && scheme(tree) == "https"));
        if let Some(key) = declared {
            self.serve(tree, &Pointer::file(file).join(key));
        }
    }

    /// Adds a server to an operation that has its own schemes.
    pub(super) fn operation(&self, operation: &mut Object) {
        let origin = operation.get(ORIGIN).and_then(Value::as_str);
        let at = Pointer::parse(origin.unwrap_or_default()).join("schemes");
        if operation.contains_key("schemes") {
            self.serve(operation, &at);
        }
    }

    fn serve(&self, holder: &mut Object, origin: &Pointer) {
        let url = format!("{}://{}{}", scheme(holder), self.host, self.base);
        let server = json!({ "url": url, (ORIGIN): origin.to_string() });
        holder.insert("servers".to_owned(), json!([server]));
    }
}

/// `https` if it is among the schemes or there are none; else the first scheme.
fn scheme(holder: &Object) -> &str {
    let schemes = holder.get("schemes").and_then(Value::as_array);
    let mut schemes = schemes.into_iter().flatten().filter_map(Value::as_str);
    let first = schemes.next().unwrap_or("https");
    match first == "https" || schemes.any(|scheme| scheme == "https") {
        true => "https",
        false => first,
    }
}
