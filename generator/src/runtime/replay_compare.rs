//! Comparisons of a replay. Values are equal if they mean the same, whatever their spelling.

use super::replay_example::{Decoded, ExampleResponse, Published, plain};
use azure_core::{
    Error, Result, Value,
    error::ErrorKind,
    http::{Body, Request},
    time::{OffsetDateTime, parse_rfc3339, parse_rfc7231},
};
use std::collections::{BTreeMap, BTreeSet};

/// Fails if `request` differs from the example.
pub(super) fn compare_request(request: &Request, operation: &Published, parameters: &BTreeMap<String, Value>) -> Result<()> {
    same("method", request.method().as_str().to_ascii_uppercase(), operation.method.to_ascii_uppercase())?;
    let (template, constant) = operation.path.split_once('?').unwrap_or((&operation.path, ""));
    let path: Vec<String> = request.url().path().split('/').skip(1).map(decoded).collect();
    same_texts("path", path, expected_path(template, &operation.segments, parameters))?;
    let given_query = given(&operation.query, &operation.lists, parameters);
    let mut expected: Vec<(String, String)> = given_query
        .flat_map(|(name, value)| match operation.verbatim.contains(&name) {
            true => decoded_pairs(&format!("{name}={value}")),
            false => vec![(name, value)],
        })
        .collect();
    let is_given = |name: &str| expected.iter().any(|(other, _)| other == name);
    let constant: Vec<_> = decoded_pairs(constant).into_iter().filter(|(name, _)| !is_given(name)).collect();
    expected.extend(constant);
    same_query(request, expected)?;
    for (name, value) in given(&operation.headers, &operation.lists, parameters) {
        let sent = request.headers().iter().find(|(other, _)| other.as_str().eq_ignore_ascii_case(&name));
        let sent = sent.map(|(_, value)| value.as_str());
        match sent.is_some_and(|sent| same_text(sent, &value)) {
            true => {}
            false => same(&name, sent, Some(value.as_str()))?,
        }
    }
    let expected = operation.body.as_ref().and_then(|name| parameters.get(name));
    compare_body(sent_body(request)?.as_ref(), expected)
}

/// Fails if the two bodies differ. A null member counts as absent, since models do not distinguish
/// the two.
pub(crate) fn compare_body(sent: Option<&Value>, expected: Option<&Value>) -> Result<()> {
    let none = BTreeSet::new();
    match (sent, expected) {
        (Some(sent), Some(expected)) => {
            holds(sent, expected, "body", &none)?;
            holds(expected, sent, "body", &none)
                .map_err(|error| failure(format!("the other way round: {error}")))
        }
        (sent, expected) => same("body", sent, expected),
    }
}

/// Expands the template independently of the client. A placeholder is replaced by the example's
/// text, which may contain several segments only where the definition allows it.
fn expected_path(template: &str, several: &[String], parameters: &BTreeMap<String, Value>) -> Vec<String> {
    let mut path = Vec::new();
    for part in template.trim_start_matches('/').split('/') {
        let name = part.strip_prefix('{').and_then(|part| part.strip_suffix('}'));
        let several = name.filter(|name| several.iter().any(|other| other == name));
        match several.and_then(|name| parameters.get(name)) {
            // An empty scope is the scope of the tenant.
            Some(value) if plain(value).trim_matches('/').is_empty() => {}
            Some(value) => path.extend(plain(value).trim_matches('/').split('/').map(str::to_owned)),
            None => path.push(expected_segment(part, parameters)),
        }
    }
    path
}

fn expected_segment(part: &str, parameters: &BTreeMap<String, Value>) -> String {
    let mut segment = String::new();
    let mut rest = part;
    while let Some((literal, (name, tail))) = rest.split_once('{').and_then(|(literal, rest)| Some((literal, rest.split_once('}')?))) {
        segment += &decoded(literal);
        segment.extend(parameters.get(name).map(in_segment));
        rest = tail;
    }
    segment + &decoded(rest)
}

/// The text of a value in a path. The values of a list are joined by commas.
fn in_segment(value: &Value) -> String {
    match value {
        Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(","),
        value => plain(value),
    }
}

/// Decodes the pairs of a percent-encoded query.
fn decoded_pairs(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let text = |text: &str| decoded(&text.replace('+', " "));
    pairs.map(|(name, value)| (text(name), text(value))).collect()
}

/// Compares the pairs of the query, sorted by name. Values of the same name keep their order.
fn same_query(request: &Request, mut expected: Vec<(String, String)>) -> Result<()> {
    let mut sent: Vec<(String, String)> = request.url().query_pairs().into_owned().collect();
    for pairs in [&mut sent, &mut expected] {
        pairs.sort_by(|(one, _), (other, _)| one.cmp(other));
    }
    let names = |pairs: &[(String, String)]| pairs.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    let values = |pairs: Vec<(String, String)>| pairs.into_iter().map(|(_, value)| value).collect::<Vec<_>>();
    match names(&sent) == names(&expected) {
        true => same_texts("query", values(sent), values(expected)),
        false => same("query", sent, expected),
    }
}

/// The parameters of these names, with the example's values. Lists are joined as the definition
/// declares.
fn given(
    names: &[String],
    lists: &BTreeMap<String, Option<String>>,
    parameters: &BTreeMap<String, Value>,
) -> impl Iterator<Item = (String, String)> {
    let given = names.iter().filter_map(|name| Some((name, parameters.get(name)?)));
    let written = given.flat_map(|(name, value)| {
        let texts = match (value, lists.get(name)) {
            (Value::Array(values), Some(None)) => values.iter().map(plain).collect(),
            (Value::Array(values), _) if values.is_empty() => Vec::new(),
            (Value::Array(values), Some(Some(separator))) => {
                vec![values.iter().map(plain).collect::<Vec<_>>().join(separator)]
            }
            _ => vec![plain(value)],
        };
        texts.into_iter().map(|text| (name.clone(), text)).collect::<Vec<_>>()
    });
    written.collect::<Vec<_>>().into_iter()
}

fn sent_body(request: &Request) -> Result<Option<Value>> {
    match request.body() {
        Body::Bytes(bytes) if bytes.is_empty() => Ok(None),
        Body::Bytes(bytes) => azure_core::json::from_json(bytes).map(Some),
        Body::SeekableStream(_) => Err(failure("the body is a stream")),
    }
}

/// Fails if the client decoded a response differently from the example.
pub(super) fn compare_response(given: &Decoded, expected: &ExampleResponse, unknown: &BTreeSet<String>) -> Result<()> {
    for (name, value) in expected.headers() {
        if let Some(decoded) = given.headers.get(&name) {
            same_texts(&name, vec![decoded.clone()], vec![value])?;
        }
    }
    match (&given.body, &expected.body) {
        (Some(given), Some(expected)) => holds(given, expected, "body", unknown),
        (None, Some(_)) => Err(failure("the client returned no body, the example has one")),
        _ => Ok(()),
    }
}

/// Fails unless `given` contains every value of `expected`, except those that the definition does
/// not declare. Times are compared as instants, numbers by value.
fn holds(given: &Value, expected: &Value, place: &str, unknown: &BTreeSet<String>) -> Result<()> {
    match (given, expected) {
        _ if unknown.contains(place) => Ok(()),
        (Value::Object(given), Value::Object(expected)) => expected.iter().try_for_each(|(name, value)| {
            let given = given.get(name).unwrap_or(&Value::Null);
            holds(given, value, &format!("{place}.{name}"), unknown)
        }),
        (Value::Array(given), Value::Array(expected)) if given.len() == expected.len() => {
            let mut pairs = given.iter().zip(expected).enumerate();
            pairs.try_for_each(|(index, (given, expected))| {
                holds(given, expected, &format!("{place}[{index}]"), unknown)
            })
        }
        (Value::Number(given), Value::Number(expected)) => same(place, given.as_f64(), expected.as_f64()),
        (Value::String(given), Value::String(expected)) if same_text(given, expected) => Ok(()),
        _ => same(place, given, expected),
    }
}

fn same_texts(what: &str, given: Vec<String>, expected: Vec<String>) -> Result<()> {
    let is_same = given.len() == expected.len() && given.iter().zip(&expected).all(|(given, expected)| same_text(given, expected));
    if is_same { Ok(()) } else { same(what, given, expected) }
}

/// Whether two texts mean the same value. A time has many spellings, some even with a wrong day of
/// the week, and base64 may be padded.
fn same_text(left: &str, right: &str) -> bool {
    let is_same_time = |parse: fn(&str) -> Result<OffsetDateTime>| {
        matches!((parse(left), parse(right)), (Ok(left), Ok(right)) if left == right)
    };
    left.trim_end_matches('=') == right.trim_end_matches('=') || is_same_time(parse_rfc3339) || is_same_time(parse_rfc7231)
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, given: T, expected: T) -> Result<()> {
    if given == expected {
        return Ok(());
    }
    Err(failure(format!("{what} is {given:?}, the example has {expected:?}")))
}

pub(super) fn failure(message: impl Into<String>) -> Error {
    Error::with_message(ErrorKind::Other, message.into())
}

/// Percent-decodes a text. Invalid escapes are kept.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((byte, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(|_| *byte == b'%') {
            Some(escaped) => {
                bytes.push(escaped);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*byte);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
