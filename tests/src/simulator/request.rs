//! Parsing a request, or the reason to refuse it.

use super::{
    Resource, Resources,
    row::{Row, Selector},
    state::Which,
    table::table,
};
use crate::client::TOKEN;
use axum::http::{Method, request::Parts};
use azure_core::http::Url;
use azure_keys::KeyType;
use regex_lite::Regex;
use serde_json::{Value, json};
use std::sync::Arc;

/// The operation that a request calls.
#[derive(Debug)]
pub(super) enum Asked {
    List { page: usize },
    Regenerate(Which),
    Poll(usize),
}

/// A response with the reason of a refusal.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) status: u16,
    pub(super) body: Value,
}

/// An error in the form of Azure Resource Manager.
pub(super) fn refusal(status: u16, code: &str, message: impl Into<String>) -> Refusal {
    let body = json!({"error": {"code": code, "message": message.into(), "details": []}});
    Refusal { status, body }
}

type Refused<T> = std::result::Result<T, Refusal>;

/// Checks a request in the order of Azure Resource Manager: the token first, then the path, then
/// the rest.
pub(super) fn read(
    resources: &Resources,
    parts: &Parts,
    body: &[u8],
) -> Refused<(Arc<Resource>, Asked)> {
    authorize(parts)?;
    let url = Url::parse(&format!("http://simulator{}", parts.uri))
        .map_err(|error| refusal(400, "InvalidUri", error.to_string()))?;
    let segments: Vec<String> = url
        .path_segments()
        .into_iter()
        .flatten()
        .map(decoded)
        .collect();
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    let [
        "subscriptions",
        subscription,
        "resourceGroups",
        group,
        "providers",
        namespace,
        rest @ ..,
    ] = segments.as_slice()
    else {
        return Err(refusal(404, "InvalidResourcePath", "no such path"));
    };
    let query = |name: &str| {
        url.query_pairs()
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.into_owned())
    };
    let (row, names, tail) =
        row(namespace, rest).ok_or_else(|| refusal(404, "InvalidResourceType", "no such type"))?;
    is_version(row, query("api-version"))?;
    are_names(row, &names)?;
    let resource = resources
        .find(group)
        .filter(|resource| resource.is(row, subscription, &names))
        .ok_or_else(|| refusal(404, "ResourceNotFound", "no such resource"))?;
    let asked = match tail.as_slice() {
        ["operations", number] => number.parse().ok().map(Asked::Poll),
        _ if tail.join("/") == row.list.last => list(row, &parts.method, query("$skipToken")),
        _ => Some(Asked::Regenerate(selected(
            row,
            &parts.method,
            &tail,
            body,
        )?)),
    };
    let asked = asked.ok_or_else(|| refusal(405, "MethodNotAllowed", "no such operation"))?;
    Ok((resource, asked))
}

fn authorize(parts: &Parts) -> Refused<()> {
    let sent = parts
        .headers
        .get("authorization")
        .and_then(|value| value.to_str().ok());
    match sent == Some(&format!("Bearer {TOKEN}")) {
        true => Ok(()),
        false => Err(refusal(
            401,
            "InvalidAuthenticationToken",
            "the access token is missing or wrong",
        )),
    }
}

fn decoded(segment: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = segment.bytes();
    while let Some(byte) = rest.next() {
        let hex = |digit: Option<u8>| digit.and_then(|digit| (digit as char).to_digit(16));
        bytes.push(match byte {
            b'%' => hex(rest.next())
                .zip(hex(rest.next()))
                .map_or(b'?', |(high, low)| (high * 16 + low) as u8),
            _ => byte,
        });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The row of a path, with the names in it and the segments after them. Types are spelt as the definition has it.
fn row<'p>(
    namespace: &str,
    rest: &[&'p str],
) -> Option<(&'static Row, Vec<&'p str>, Vec<&'p str>)> {
    let mut rows = table().filter(|row| row.namespace() == namespace);
    let row = rows.find(|row| {
        let kinds = rest.iter().step_by(2);
        let is_long_enough = rest.len() > row.names.len() * 2;
        let is_whole = rest.len() <= row.names.len() * 2 + 2;
        is_long_enough && is_whole && row.types().zip(kinds).all(|(kind, found)| kind == *found)
    })?;
    let (path, tail) = rest.split_at(row.names.len() * 2);
    Some((
        row,
        path.iter().skip(1).step_by(2).copied().collect(),
        tail.to_vec(),
    ))
}

fn is_version(row: &Row, sent: Option<String>) -> Refused<()> {
    match sent {
        Some(version) if version == row.version => Ok(()),
        Some(version) => Err(refusal(
            400,
            "InvalidApiVersionParameter",
            format!("`{version}` is not {}", row.version),
        )),
        None => Err(refusal(
            400,
            "MissingApiVersionParameter",
            "`api-version` is missing",
        )),
    }
}

fn are_names(row: &Row, names: &[&str]) -> Refused<()> {
    for (rule, name) in row.names.iter().zip(names) {
        let pattern = Regex::new(rule.pattern).expect("the patterns of the table are good");
        let (shortest, longest) = rule.lengths;
        if !(shortest..=longest).contains(&name.chars().count()) || !pattern.is_match(name) {
            return Err(refusal(
                400,
                "InvalidResourceName",
                format!("`{name}` breaks {}", rule.pattern),
            ));
        }
    }
    Ok(())
}

/// Later pages are requested with `GET`, whatever method the first page uses.
fn list(row: &Row, method: &Method, page: Option<String>) -> Option<Asked> {
    match page {
        Some(page) => page.parse().ok().map(|page| Asked::List { page }),
        None if method.as_str() == row.list.method => Some(Asked::List { page: 0 }),
        None => None,
    }
}

fn selected(row: &Row, method: &Method, tail: &[&str], body: &[u8]) -> Refused<Which> {
    let unknown = || refusal(400, "InvalidKeyName", "no such key");
    if method != Method::POST {
        return Err(refusal(405, "MethodNotAllowed", "not a POST"));
    }
    let body: Option<Value> = serde_json::from_slice(body).ok();
    let property = |name: &str| {
        body.as_ref()
            .and_then(|body| body.get(name))
            .cloned()
            .ok_or_else(unknown)
    };
    let is_path = tail.join("/") == row.regenerate.last;
    let word = match row.regenerate.selector {
        Selector::Text(name) if is_path => property(name)?.as_str().ok_or_else(unknown)?.to_owned(),
        Selector::Number(name) if is_path => {
            property(name)?.as_i64().ok_or_else(unknown)?.to_string()
        }
        Selector::Segment if tail.len() == 2 && tail[0] == row.regenerate.last => {
            tail[1].to_owned()
        }
        Selector::Path if tail.len() == 1 => tail[0].to_owned(),
        _ => return Err(refusal(404, "InvalidResourcePath", "no such operation")),
    };
    for (pair, words) in row.all_pairs().map(|pair| pair.words).enumerate() {
        for (key, known) in [KeyType::Primary, KeyType::Secondary]
            .into_iter()
            .zip(words)
        {
            if known == word {
                return Ok(Which { pair, key });
            }
        }
    }
    Err(unknown())
}
