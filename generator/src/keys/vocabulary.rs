//! All words for keys in the definitions, each with a resource provider that uses it.
//!
//! Words are in lower case. No other module interprets names of properties, values or paths: to support a word of a new
//! service, add a row to one of these tables.

/// A word, and a resource provider that uses it.
type Word = (&'static str, &'static str);

/// Words that distinguish the two keys of a pair, anywhere in a name.
const SIDES: [(Side, Word); 2] = [
    (Side::Primary, ("primary", "Microsoft.Communication")),
    (Side::Secondary, ("secondary", "Microsoft.Communication")),
];

/// Numbers that distinguish the two keys at the end of a name.
const NUMBERS: [(Side, Word); 2] = [
    (Side::Primary, ("1", "Microsoft.CognitiveServices")),
    (Side::Secondary, ("2", "Microsoft.CognitiveServices")),
];

/// Suffixes of names of properties that hold a key, longest first.
const KEYS: [Word; 10] = [
    ("accesskey", "Microsoft.HybridConnectivity"),
    ("masterkey", "Microsoft.DocumentDB"),
    ("sharedkey", "Microsoft.OperationalInsights"),
    ("authkey", "Microsoft.DataFactory"),
    ("password", "Microsoft.ContainerRegistry"),
    ("secrets", "Microsoft.App"),
    ("secret", "Microsoft.ApiManagement"),
    ("token", "Microsoft.HybridConnectivity"),
    ("keys", "Microsoft.Web"),
    ("key", "Microsoft.Communication"),
];

/// Suffixes of names of properties that hold a public key, which is no secret.
const PUBLIC_KEYS: [Word; 2] = [
    ("publickey", "Microsoft.Compute"),
    ("publickeytoken", "Microsoft.Logic"),
];

/// Suffix of names of properties that hold a connection string: a key with the address of its service.
const CONNECTION_STRING: Word = ("connectionstring", "Microsoft.Communication");

/// Suffixes of names of properties that hold the time when a key was regenerated.
const TIMES: [Word; 3] = [
    ("lastupdated", "Microsoft.Maps"),
    ("lastmodified", "Microsoft.AppConfiguration"),
    ("creationtime", "Microsoft.Storage"),
];

/// Properties that hold the name of the key beside them.
const KEY_NAMES: [Word; 3] = [
    ("keyname", "Microsoft.Storage"),
    ("name", "Microsoft.ContainerRegistry"),
    ("rank", "Microsoft.EngagementFabric"),
];

/// The property that holds the key beside its name.
const NAMED_KEY: Word = ("value", "Microsoft.Storage");

/// String properties that choose a key.
const SELECTORS: [Word; 4] = [
    ("key", "Microsoft.BotService"),
    ("keyname", "Microsoft.Storage"),
    ("keytype", "Microsoft.SignalRService"),
    ("keykind", "Microsoft.DocumentDB"),
];

/// Values of an enum that choose a key, primary first.
const SELECTOR_VALUES: [([&str; 2], &str); 6] = [
    (["primary", "secondary"], "Microsoft.Communication"),
    (["primarykey", "secondarykey"], "Microsoft.EventHub"),
    (["key1", "key2"], "Microsoft.FluidRelay"),
    (["authkey1", "authkey2"], "Microsoft.DataFactory"),
    (["password", "password2"], "Microsoft.ContainerRegistry"),
    (["1", "2"], "Microsoft.MixedReality"),
];

/// Prefix of the last path segment of an operation that lists keys. The segment must also end with one of [`LISTED`].
const LISTS: Word = ("list", "Microsoft.Communication");

const LISTED: [Word; 3] = [
    ("keys", "Microsoft.Communication"),
    ("secrets", "Microsoft.ApiManagement"),
    ("credentials", "Microsoft.ContainerRegistry"),
];

/// Prefixes of the last path segment of an operation that regenerates something.
const REGENERATES: [Word; 2] = [
    ("regenerate", "Microsoft.Communication"),
    ("rotate", "Microsoft.ContainerService"),
];

/// A word for what operations regenerate, in addition to those of [`KEYS`].
const CREDENTIAL: Word = ("credential", "Microsoft.ContainerRegistry");

/// One of the two keys of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Primary,
    Secondary,
}

/// Which key a name is for, and the rest of the name: `primaryMasterKey` is the primary key of `masterkey`, and `key2`
/// the secondary key of `key`.
pub(super) fn side(name: &str) -> Option<(Side, String)> {
    let name: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let named = SIDES.iter().find(|(_, (word, _))| name.contains(word));
    if let Some((side, (word, _))) = named {
        return Some((*side, name.replacen(word, "", 1)));
    }
    NUMBERS.iter().find_map(|(side, (number, _))| {
        let rest = name.strip_suffix(number)?;
        Some((*side, rest.to_owned()))
    })
}

/// Name of a pair among others, from the rest that [`side`] returns for a key: empty for `masterkey`, and `readonly`
/// for `readonlymasterkey`. The rest is empty if the property's name is only `primary`.
pub(super) fn pair_of_key(rest: &str) -> Option<String> {
    let pair = KEYS.iter().find_map(|(word, _)| rest.strip_suffix(word));
    let bare = rest.is_empty().then_some(rest);
    pair.or(bare).map(str::to_owned)
}

/// Name of a pair, from the rest of a selector's value, which need not contain a word for keys.
pub(super) fn pair_of_selector(rest: &str) -> String {
    pair_of_key(rest).unwrap_or_else(|| rest.to_owned())
}

/// Name of a pair, from the rest of a connection string's name.
pub(super) fn pair_of_connection_string(rest: &str) -> Option<String> {
    rest.strip_suffix(CONNECTION_STRING.0).map(str::to_owned)
}

/// Whether a property, by its name or the end of it, holds the time when a key was regenerated.
pub(super) fn is_time(name: &str) -> bool {
    is_one_of(&TIMES, name)
}

/// Whether a property holds the connection string of an object's only key.
pub(super) fn is_connection_string(name: &str) -> bool {
    is_one_of(&[CONNECTION_STRING], name)
}

/// Whether a property of an object with keys is secret: a key, a connection string, a password or a token.
pub(super) fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let is_bare = SIDES.iter().any(|(_, (word, _))| name == *word);
    let mut numbers = NUMBERS.iter().map(|(_, (number, _))| number);
    let unnumbered = numbers.find_map(|number| name.strip_suffix(number));
    let name = unnumbered.unwrap_or(&name);
    let is_key = ends_in(&KEYS, name) && !ends_in(&PUBLIC_KEYS, name);
    is_bare || is_key || ends_in(&[CONNECTION_STRING], name)
}

/// Whether a property holds the name of the key beside it.
pub(super) fn is_key_name(name: &str) -> bool {
    is_one_of(&KEY_NAMES, name)
}

/// Whether a property holds the key beside its name.
pub(super) fn is_named_key(name: &str) -> bool {
    name == NAMED_KEY.0
}

/// Whether a string property chooses a key.
pub(super) fn is_selector(name: &str) -> bool {
    is_one_of(&SELECTORS, name)
}

/// Indexes of the values that choose the primary and the secondary key.
pub(super) fn selector_values(values: &[&str]) -> Option<(usize, usize)> {
    let position = |word: &str| {
        let mut values = values.iter();
        values.position(|value| value.eq_ignore_ascii_case(word))
    };
    SELECTOR_VALUES
        .iter()
        .find_map(|([primary, secondary], _)| Some((position(primary)?, position(secondary)?)))
}

/// Whether an operation lists keys, by the last literal segment of its path.
pub(super) fn lists(segment: &str) -> bool {
    let segment = segment.to_ascii_lowercase();
    segment.starts_with(LISTS.0) && ends_in(&LISTED, &segment)
}

/// Whether an operation regenerates something, by the last literal segment of its path.
pub(super) fn regenerates(segment: &str) -> bool {
    let segment = segment.to_ascii_lowercase();
    REGENERATES
        .iter()
        .any(|(word, _)| segment.starts_with(word))
}

/// Whether an operation regenerates keys, and not, for example, certificates.
pub(super) fn regenerates_keys(segment: &str) -> bool {
    let segment = segment.to_ascii_lowercase();
    let mut words = KEYS.iter().chain([&CREDENTIAL]);
    is_one_of(&REGENERATES, &segment) || words.any(|(word, _)| segment.contains(word))
}

fn is_one_of(words: &[Word], name: &str) -> bool {
    let mut words = words.iter();
    words.any(|(word, _)| name.eq_ignore_ascii_case(word))
}

fn ends_in(words: &[Word], name: &str) -> bool {
    words.iter().any(|(word, _)| name.ends_with(word))
}

#[cfg(test)]
mod tests;
