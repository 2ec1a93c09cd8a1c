//! The cause of a stopped rotation. The error of a deployment may quote the key, and is then left
//! out.

use super::{Key, rotation_secret::is_blank, status::links};
use std::{error::Error as StdError, fmt};

/// Length of a common text from which on it counts as a quotation of the key.
const QUOTE: usize = 12;

/// Ends of the names that mark a secret in a connection string.
const SECRET_NAMES: [&str; 6] = ["key", "password", "pwd", "secret", "signature", "token"];

/// The caller's error, or [`Withheld`] if it quotes the key.
pub(super) fn withheld(error: Box<dyn StdError + Send + Sync>, key: &Key) -> Box<dyn StdError + Send + Sync> {
    let secrets = secrets(key);
    let is_quoting = links(&*error).any(|link| {
        let texts = [format!("{link}"), format!("{link:?}"), format!("{link:#?}")];
        texts.iter().any(|text| secrets.iter().any(|secret| is_quoted(text, secret)))
    });
    if is_quoting { Box::new(Withheld) } else { error }
}

/// What must not be shown: the key, and the secret parts of its connection string.
fn secrets(key: &Key) -> Vec<&str> {
    let texts = [Some(&key.value), key.connection_string.as_ref()].into_iter().flatten();
    texts.flat_map(|text| secret_parts(text.secret().trim_matches(is_blank))).filter(|part| !part.is_empty()).collect()
}

/// The secret parts of a connection string. A text without such parts is secret as a whole.
fn secret_parts(text: &str) -> Vec<&str> {
    let parts = text.split([';', ',']).filter_map(|part| part.split_once('='));
    let secret = parts.filter(|(name, _)| {
        let name = name.to_ascii_lowercase();
        SECRET_NAMES.iter().any(|end| name.ends_with(end))
    });
    let secret: Vec<&str> = secret.map(|(_, value)| value).collect();
    if secret.is_empty() { vec![text] } else { secret }
}

/// Whether a text contains a part of a secret, even if the rest is escaped or cut off.
fn is_quoted(text: &str, secret: &str) -> bool {
    let characters: Vec<char> = secret.chars().collect();
    let mut parts = characters.windows(QUOTE.min(characters.len()));
    parts.any(|part| text.contains(&String::from_iter(part)))
}

/// Replaces an error that quotes a key.
#[derive(Debug)]
struct Withheld;

impl fmt::Display for Withheld {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the deployment's error is left out, since it quotes the key")
    }
}

impl StdError for Withheld {}
