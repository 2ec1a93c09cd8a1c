//! `x-ms-*` extensions: honoured, known only to inform, or refused.

use super::Lowering;
use crate::diagnostic::Pointer;
use serde_json::Value;

/// Extensions that lowering reads somewhere.
const HONOURED: [&str; 17] = [
    "x-ms-client-name",
    "x-ms-client-request-id",
    "x-ms-discriminator-value",
    "x-ms-enum",
    "x-ms-error-response",
    "x-ms-examples",
    "x-ms-long-running-operation",
    "x-ms-long-running-operation-options",
    "x-ms-mutability",
    "x-ms-pageable",
    "x-ms-parameter-location",
    "x-ms-paths",
    "x-ms-request-id",
    "x-ms-requestBody-name",
    "x-ms-secret",
    "x-ms-skip-url-encoding",
    "x-nullable",
];

/// Extensions that say something which no client does differently for.
const INFORMATIVE: [&str; 9] = [
    "x-ms-arm-id-details",
    "x-ms-azure-resource",
    "x-ms-code-generation-settings",
    "x-ms-external",
    "x-ms-identifiers",
    "x-ms-keyvault-secret",
    "x-ms-odata",
    "x-ms-parameter-grouping",
    "x-ms-internal",
];

/// Extensions that would give a model another form than the JSON has. It keeps the form of the JSON, as in the
/// official clients, so that what the service documents is what a program reads and writes.
const KEPT: [&str; 1] = ["x-ms-client-flatten"];

impl Lowering<'_> {
    /// Whether every `x-ms-*` key is known. Says so for each that is not.
    pub(super) fn knows<'k>(
        &mut self,
        keys: impl Iterator<Item = (&'k String, &'k Value)>,
        at: &Pointer,
    ) -> bool {
        let mut known = true;
        for (key, value) in keys {
            let known_to = |list: &[&str]| list.contains(&key.as_str());
            let honoured = known_to(&HONOURED) || known_to(&INFORMATIVE) || known_to(&KEPT);
            if honoured || !key.starts_with("x-ms-") || *value == Value::Bool(false) {
                continue;
            }
            known = false;
            let message = format!(
                "the extension `{key}` changes a client in a way that is not supported yet"
            );
            let help = "leave the operation out of the manifest, or take the extension out of the definition";
            self.diagnostics
                .error("unsupported-extension", at.join(key), message, help);
        }
        known
    }
}

/// Whether a flag is set.
pub(super) fn is_set(value: Option<&Value>) -> bool {
    value == Some(&Value::Bool(true))
}
