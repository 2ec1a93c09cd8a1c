//! Models that hold secrets: an answer of another shape must not put its values into an error.

use serde::de::Error;

/// Replaces serde's message, which quotes values, by the model's name and the position in the answer.
pub(crate) fn redact<E: Error>(model: &str, error: E) -> E {
    let message = error.to_string();
    E::custom(format_args!("the answer does not have the shape of {model}{}", position(&message)))
}

/// The position that serde_json ends its messages with, such as ` at line 1 column 20`.
fn position(message: &str) -> &str {
    let Some(start) = message.rfind(" at line ") else { return "" };
    let is_position = message[start..]
        .split_whitespace()
        .all(|word| matches!(word, "at" | "line" | "column") || word.bytes().all(|byte| byte.is_ascii_digit()));
    if is_position { &message[start..] } else { "" }
}

/// Gives `$model` the serde form of `$form`, which derives with `#[serde(remote = "…")]`, with redacted errors.
macro_rules! redacted {
    ($model:ident, $form:ident) => {
        impl<'de> serde::Deserialize<'de> for $model {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
                $form::deserialize(deserializer)
                    .map_err(|error| crate::runtime::redact::redact(stringify!($model), error))
            }
        }
    };
}

/// Gives `$model` the serialised form of `$form`.
macro_rules! serialized {
    ($model:ident, $form:ident) => {
        impl serde::Serialize for $model {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                $form::serialize(self, serializer)
            }
        }
    };
}

pub(crate) use {redacted, serialized};
