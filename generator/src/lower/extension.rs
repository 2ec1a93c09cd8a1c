//! `x-ms-*` extensions: implemented at some places, ignored if they only inform, and rejected otherwise.

use super::Lowering;
use crate::{
    diagnostic::Code,
    load::{FAULTS, Fault, ORIGIN},
    source::Pointer,
};
use serde_json::Value;

/// The kind of object that has an extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Document,
    PathItem,
    Operation,
    Parameter,
    Body,
    MediaType,
    Response,
    Header,
    Schema,
}
use Level::{Body, Document, Header, Operation, Parameter, Response, Schema};

/// Extensions that are implemented, and where. Elsewhere they are errors.
const HONOURED: [(&str, &[Level]); 19] = [
    ("x-ms-api-version", &[Parameter]),
    ("x-ms-client-default", &[Parameter, Schema]),
    ("x-ms-client-name", &[Parameter, Body, Header, Schema]),
    ("x-ms-discriminator-value", &[Schema]),
    ("x-ms-enum", &[Parameter, Header, Schema]),
    ("x-ms-error-response", &[Response]),
    ("x-ms-examples", &[Operation]),
    ("x-ms-long-running-operation", &[Operation]),
    ("x-ms-long-running-operation-options", &[Operation]),
    ("x-ms-mutability", &[Schema]),
    ("x-ms-pageable", &[Operation]),
    ("x-ms-parameter-location", &[Parameter, Body, Schema]),
    ("x-ms-paths", &[Document]),
    ("x-ms-requestBody-name", &[Body]),
    ("x-ms-secret", &[Parameter, Body, Header, Schema]),
    ("x-ms-skip-url-encoding", &[Parameter]),
    ("x-ms-isnullable", &[Response, Schema]),
    ("x-ms-nullable", &[Response, Schema]),
    ("x-nullable", &[Response, Schema]),
];

/// Extensions that do not change a client. Those for request ids are among them, since `azure_core` sends an id with
/// each request, and `x-ms-format`, which names a form of a text that stays a text.
const INFORMATIVE: [&str; 13] = [
    "x-ms-arm-id-details",
    "x-ms-azure-resource",
    "x-ms-client-request-id",
    "x-ms-code-generation-settings",
    "x-ms-correlation-request-id",
    "x-ms-external",
    "x-ms-format",
    "x-ms-identifier",
    "x-ms-identifiers",
    "x-ms-internal",
    "x-ms-keyvault-secret",
    "x-ms-odata",
    "x-ms-request-id",
];

/// Extensions that ask for another form of a model or a method than the service has. As in the official clients, they
/// are ignored, so that types match the documentation of the service.
const KEPT: [&str; 2] = ["x-ms-client-flatten", "x-ms-parameter-grouping"];

impl Lowering<'_> {
    /// Whether every `x-ms-*` key is known at this level. Reports each that is not.
    pub(super) fn knows<'k>(
        &mut self,
        keys: impl Iterator<Item = (&'k String, &'k Value)>,
        level: Level,
        at: &Pointer,
    ) -> bool {
        let mut known = true;
        for (key, value) in keys {
            if key == FAULTS {
                known = false;
                self.faults(value);
                continue;
            }
            let is_extension = key.starts_with("x-ms-") || key == "x-nullable";
            if !is_extension || *value == Value::Bool(false) || is_known(key, level) {
                continue;
            }
            known = false;
            let is_honoured = HONOURED.iter().any(|(known, _)| known == key);
            let where_not = if is_honoured { "here" } else { "yet" };
            let message = format!(
                "the extension `{key}` changes a client in a way that is not supported {where_not}"
            );
            let help = "leave the operation out of the manifest, or remove the extension from the definition";
            self.diagnostics
                .report(Code::UnsupportedExtension, at.join(key), message, help);
        }
        known
    }

    /// Reports the faults that earlier stages stored in an object.
    pub(super) fn faults(&mut self, faults: &Value) {
        for fault in Fault::all(faults) {
            self.diagnostics
                .report(fault.code, fault.at, fault.message, fault.help);
        }
    }

    /// Whether every extension is known, for objects that are not deserialized: documents and path items.
    pub(super) fn knows_raw(&mut self, level: Level, at: &Pointer) -> bool {
        let documents = self.documents;
        let members = documents.get(at).and_then(Value::as_object);
        self.knows(members.into_iter().flatten(), level, at)
    }
}

/// Place of an object with extensions: its stored origin. An object that a conversion has added has none, and gets
/// the place of the object that it is `within`.
pub(super) fn place<'e>(
    extensions: impl IntoIterator<Item = (&'e String, &'e Value)>,
    within: &Pointer,
) -> Pointer {
    let mut stamps = extensions.into_iter().filter(|(key, _)| *key == ORIGIN);
    let stamp = stamps.next().and_then(|(_, stamp)| stamp.as_str());
    stamp.map_or(within.clone(), Pointer::parse)
}

fn is_known(key: &str, level: Level) -> bool {
    let honoured = HONOURED
        .iter()
        .any(|(known, levels)| *known == key && levels.contains(&level));
    honoured || INFORMATIVE.contains(&key) || KEPT.contains(&key)
}

/// Whether a flag is set.
pub(super) fn is_set(value: Option<&Value>) -> bool {
    value == Some(&Value::Bool(true))
}

/// A doc comment with the value that clients send by default (`x-ms-client-default`), if there is one. This client sends
/// what its caller sets, and nothing else.
pub(super) fn with_default<'e>(
    docs: Option<String>,
    extensions: impl IntoIterator<Item = (&'e String, &'e Value)>,
) -> Option<String> {
    let mut members = extensions.into_iter();
    let Some((_, value)) = members.find(|(key, _)| *key == "x-ms-client-default") else {
        return docs;
    };
    let value = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    let note = format!("Other clients send {value} if no value is given.");
    Some(docs.map(|docs| docs + "\n\n").unwrap_or_default() + &note)
}
