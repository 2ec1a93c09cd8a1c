//! `x-ms-*` extensions: honoured where they stand, known only to inform, or refused.

use super::Lowering;
use crate::{
    diagnostic::Code,
    load::{FAULTS, Fault, ORIGIN},
    source::Pointer,
};
use serde_json::Value;

/// What an extension stands on.
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

/// Extensions that lowering reads, and where it does. Elsewhere they are refused.
const HONOURED: [(&str, &[Level]); 16] = [
    ("x-ms-api-version", &[Parameter]),
    ("x-ms-client-name", &[Parameter, Body, Header, Schema]),
    ("x-ms-discriminator-value", &[Schema]),
    ("x-ms-enum", &[Schema]),
    ("x-ms-error-response", &[Response]),
    ("x-ms-examples", &[Operation]),
    ("x-ms-long-running-operation", &[Operation]),
    ("x-ms-long-running-operation-options", &[Operation]),
    ("x-ms-mutability", &[Schema]),
    ("x-ms-pageable", &[Operation]),
    ("x-ms-parameter-location", &[Parameter, Body]),
    ("x-ms-paths", &[Document]),
    ("x-ms-requestBody-name", &[Body]),
    ("x-ms-secret", &[Parameter, Schema]),
    ("x-ms-skip-url-encoding", &[Parameter]),
    ("x-nullable", &[Response, Schema]),
];

/// Extensions that say something which no client does differently for. The ids of requests are among them, since
/// `azure_core` makes one for each.
const INFORMATIVE: [&str; 10] = [
    "x-ms-arm-id-details",
    "x-ms-azure-resource",
    "x-ms-client-request-id",
    "x-ms-code-generation-settings",
    "x-ms-external",
    "x-ms-identifiers",
    "x-ms-internal",
    "x-ms-keyvault-secret",
    "x-ms-odata",
    "x-ms-request-id",
];

/// Extensions that would give a model or a call another form than the service has. It keeps the service's, as in
/// the official clients, so that what the service documents is what a program reads and writes.
const KEPT: [&str; 2] = ["x-ms-client-flatten", "x-ms-parameter-grouping"];

impl Lowering<'_> {
    /// Whether every `x-ms-*` key is known at this level. Says so for each that is not.
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
            let help = "leave the operation out of the manifest, or take the extension out of the definition";
            self.diagnostics
                .report(Code::UnsupportedExtension, at.join(key), message, help);
        }
        known
    }

    /// Tells the faults that an object had when it was read.
    pub(super) fn faults(&mut self, faults: &Value) {
        for fault in Fault::all(faults) {
            self.diagnostics
                .report(fault.code, fault.at, fault.message, fault.help);
        }
    }

    /// Whether every extension of what is read untyped is known: documents and path items.
    pub(super) fn knows_raw(&mut self, level: Level, at: &Pointer) -> bool {
        let documents = self.documents;
        let members = documents.get(at).and_then(Value::as_object);
        self.knows(members.into_iter().flatten(), level, at)
    }
}

/// Where something with extensions stands, from the stamp that the loader left. What a conversion has made stands
/// `within` something else.
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
