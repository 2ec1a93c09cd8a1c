//! Models that contain secrets: the error for a response of another shape must not contain its
//! values.

use serde::de::Error;

/// Replaces serde's message, which quotes values, with the model's name and the position in the
/// response.
pub(crate) fn redact<E: Error>(model: &str, error: E) -> E {
    let message = error.to_string();
    E::custom(format_args!("the response does not match the model {model}{}", position(&message)))
}

/// The position at the end of serde_json's messages, such as ` at line 1 column 20`.
fn position(message: &str) -> &str {
    let Some(start) = message.rfind(" at line ") else { return "" };
    let is_position = message[start..]
        .split_whitespace()
        .all(|word| matches!(word, "at" | "line" | "column") || word.bytes().all(|byte| byte.is_ascii_digit()));
    if is_position { &message[start..] } else { "" }
}
