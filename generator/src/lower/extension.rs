//! `x-ms-*` extensions: honoured, known only to inform, or refused.

use super::Lowering;
use crate::diagnostic::Pointer;
use serde_json::Value;

/// Extensions that lowering reads somewhere.
const HONOURED: [&str; 16] = [
    "x-ms-client-name",
    "x-ms-client-request-id",
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

impl Lowering<'_> {
    /// Whether every `x-ms-*` key is known. Says so for each that is not.
    pub(super) fn knows<'k>(
        &mut self,
        keys: impl Iterator<Item = (&'k String, &'k Value)>,
        at: &Pointer,
    ) -> bool {
        let mut known = true;
        for (key, value) in keys {
            let honoured = HONOURED.contains(&key.as_str()) || INFORMATIVE.contains(&key.as_str());
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
