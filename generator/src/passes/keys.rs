//! Enums by which a regenerate operation selects one of two keys become the shared `KeyType`.

use crate::{
    model::{
        DefinitionId, Enum, KeyRole, Merge, Model, Name, Operation, ShapeKind, Spelling,
        SpellingId, Spellings, Type, Values, Words, reach, replace,
    },
    naming,
};
use std::collections::{BTreeMap, BTreeSet};

/// Finds the selectors of all regenerate operations. An enum with the two keys and nothing else is replaced;
/// one with more values stays, and converts from `KeyType`. So does one that is a body or an answer itself, where
/// nothing could say how a `KeyType` is spelled.
pub(super) fn select(model: &mut Model) {
    let mut pairs: BTreeMap<DefinitionId, Words> = BTreeMap::new();
    let mut services = BTreeSet::new();
    let whole = whole(model);
    for id in selectors(model) {
        let module = model.services[model.definitions[id].service].module.clone();
        let definition = &mut model.definitions[id];
        let ShapeKind::Enum(selector) = &mut definition.shape.kind else {
            continue;
        };
        let Some((primary, secondary)) = key_values(&selector.values) else {
            continue;
        };
        if selector.values.names().len() > 2 || whole.contains(&id) {
            selector.keys = Some((primary, secondary));
            continue;
        }
        pairs.insert(id, words(selector, primary, secondary));
        services.insert(module);
    }
    let spellings = spellings(&mut model.spellings, pairs.values().cloned().collect());
    replace(model, |id| match pairs.get(&id) {
        Some(words) => Type::Key(spellings[words]),
        None => Type::Definition(id),
    });
    if !services.is_empty() {
        model.merges.push(Merge {
            name: "KeyType".to_owned(),
            services,
        });
    }
}

/// Definitions that the requests of regenerate operations name.
fn selectors(model: &Model) -> BTreeSet<DefinitionId> {
    let operations = model
        .services
        .iter()
        .flat_map(|service| service.operations());
    let regenerates =
        operations.filter(|operation| operation.key_role == Some(KeyRole::Regenerate));
    let named: Vec<&Type> = regenerates.flat_map(request_types).collect();
    reach(&model.definitions, named.into_iter())
}

/// Definitions that are bodies or answers, alone or in lists and maps.
fn whole(model: &Model) -> BTreeSet<DefinitionId> {
    let operations = model
        .services
        .iter()
        .flat_map(|service| service.operations());
    let bodies = operations.flat_map(|operation| {
        let body = operation.body.iter().map(|body| &body.ty);
        body.chain(&operation.response.body)
    });
    bodies.filter_map(Type::definition).collect()
}

fn request_types(operation: &Operation) -> impl Iterator<Item = &Type> {
    operation
        .parameters
        .iter()
        .map(|parameter| &parameter.ty)
        .chain(operation.body.iter().map(|body| &body.ty))
}

/// Indexes of the values that mean the first and the second key.
fn key_values(values: &Values) -> Option<(usize, usize)> {
    const PAIRS: [(&str, &str); 6] = [
        ("primary", "secondary"),
        ("primarykey", "secondarykey"),
        ("key1", "key2"),
        ("authkey1", "authkey2"),
        ("password", "password2"),
        ("1", "2"),
    ];
    let words: Vec<String> = values
        .names()
        .iter()
        .map(|name| name.wire.to_ascii_lowercase())
        .collect();
    let position = |wanted: &str| words.iter().position(|word| word == wanted);
    PAIRS
        .iter()
        .find_map(|(primary, secondary)| Some((position(primary)?, position(secondary)?)))
}

fn words(selector: &Enum, primary: usize, secondary: usize) -> Words {
    match &selector.values {
        Values::Strings(names) => {
            let word = |Name { wire, .. }: &Name| wire.clone();
            Words::Strings(word(&names[primary]), word(&names[secondary]))
        }
        Values::Integers(values) => Words::Integers(values[primary].0, values[secondary].0),
    }
}

/// One module for each distinct spelling.
fn spellings(spellings: &mut Spellings, all: BTreeSet<Words>) -> BTreeMap<Words, SpellingId> {
    let added = all.into_iter().map(|words| {
        let id = spellings.push(Spelling {
            module: module(&words),
            words: words.clone(),
        });
        (words, id)
    });
    added.collect()
}

/// Name of a spelling's module. It is made of its words alone and differs from all others, since services name it: words
/// in another case than `PrimaryKey` or `primaryKey` say where their capitals are.
pub(super) fn module(words: &Words) -> String {
    let (primary, secondary) = match words {
        Words::Strings(primary, secondary) => (primary.as_str(), secondary.as_str()),
        Words::Integers(primary, secondary) => return format!("integer_{primary}_{secondary}"),
    };
    let both = [primary, secondary];
    let name = both.map(naming::member_name).join("_");
    let begin_lowercase = both.map(|word| word.starts_with(|c: char| c.is_ascii_lowercase()));
    match begin_lowercase {
        _ if !both.iter().all(|word| is_camel_case(word)) => {
            let name = both.join("_").to_ascii_lowercase();
            format!("{name}_capitals_{}", both.map(capitals).join("_"))
        }
        [true, true] => format!("lowercase_{name}"),
        [false, false] => name,
        [true, false] => format!("lowercase_first_{name}"),
        [false, true] => format!("lowercase_second_{name}"),
    }
}

/// Whether the words of `word` can be read from their capitals, whatever the first letter.
fn is_camel_case(word: &str) -> bool {
    let (first, rest) = word.split_at(1.min(word.len()));
    let upper = naming::type_name(&naming::member_name(word));
    let is_number = word.starts_with(|c: char| c.is_ascii_digit());
    is_number || upper == first.to_ascii_uppercase() + rest
}

/// The places of the capital letters, as the bits of a number.
fn capitals(word: &str) -> String {
    let bits = word.bytes().rev().fold(0_u64, |bits, byte| {
        bits << 1 | u64::from(byte.is_ascii_uppercase())
    });
    bits.to_string()
}
