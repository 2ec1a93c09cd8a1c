//! What caused a rotation to stop, as far as it can be shown: a deployment's error may quote the key.

use super::{Key, rotation_secret::is_blank};
use std::{error::Error as StdError, fmt};

/// So many characters of a key in a row are no coincidence.
const QUOTE: usize = 12;

/// Ends of the names under which connection strings hold secrets.
const SECRET_NAMES: [&str; 6] = ["key", "password", "pwd", "secret", "signature", "token"];

/// An error and what caused it. Nobody reads further than this, and a source may lead back to itself.
pub(super) fn links<'e>(error: &'e (dyn StdError + 'static)) -> impl Iterator<Item = &'e (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |&link| link.source()).take(64)
}

/// The caller's error, unless it quotes the key.
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

/// The secret parts of a connection string; all of a text that has none.
fn secret_parts(text: &str) -> Vec<&str> {
    let parts = text.split([';', ',']).filter_map(|part| part.split_once('='));
    let secret = parts.filter(|(name, _)| {
        let name = name.to_ascii_lowercase();
        SECRET_NAMES.iter().any(|end| name.ends_with(end))
    });
    let secret: Vec<&str> = secret.map(|(_, value)| value).collect();
    if secret.is_empty() { vec![text] } else { secret }
}

/// Whether a text has a part of a secret, however the rest of it is escaped or cut.
fn is_quoted(text: &str, secret: &str) -> bool {
    let characters: Vec<char> = secret.chars().collect();
    let mut parts = characters.windows(QUOTE.min(characters.len()));
    parts.any(|part| text.contains(&String::from_iter(part)))
}

/// Stands for an error that quotes a key.
#[derive(Debug)]
struct Withheld;

impl fmt::Display for Withheld {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the deployment's error is left out, since it quotes the key")
    }
}

impl StdError for Withheld {}
