//! The query of a request: the pairs of its path template and of the call.

use super::{rule::broken, template};
use azure_core::{Result, http::Url};

/// Name and value of one query parameter.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub(super) name: &'static str,
    pub(super) value: String,
    /// Whether the value is already percent-encoded (`x-ms-skip-url-encoding`).
    pub(super) verbatim: bool,
}

/// Appends `pairs` to the `constant` query of the template. A pair of the template is left out if
/// the call has the same name.
pub(super) fn write(url: &mut Url, constant: Option<&str>, pairs: &[Pair]) -> Result<()> {
    let gives = |name: &str| pairs.iter().any(|pair| pair.name == name);
    let constant = constant.unwrap_or_default().split('&');
    let constant: Vec<&str> = constant.filter(|pair| !pair.is_empty() && !gives(&name(pair))).collect();
    url.set_query((!constant.is_empty()).then(|| constant.join("&")).as_deref());
    for pair in pairs {
        let value = if pair.verbatim { "" } else { &pair.value };
        url.query_pairs_mut().append_pair(pair.name, value);
        if pair.verbatim {
            check_no_duplicate(pair, pairs)?;
            let query = format!("{}{}", url.query().unwrap_or_default(), with_valid_escapes(&pair.value));
            url.set_query(Some(&query));
        }
    }
    Ok(())
}

/// Replaces the pairs of a link that have a name in `pairs`, and keeps all others byte for byte.
pub(super) fn replace(url: &mut Url, pairs: &[Pair]) -> Result<()> {
    let is_given = |pair: &Pair| {
        let own: Vec<_> = url.query_pairs().filter(|(name, _)| name.eq_ignore_ascii_case(pair.name)).collect();
        matches!(own.as_slice(), [(name, value)] if *name == pair.name && *value == pair.value)
    };
    if pairs.iter().all(is_given) {
        return Ok(());
    }
    let gives = |name: &str| pairs.iter().any(|pair| pair.name.eq_ignore_ascii_case(name));
    let query = url.query().unwrap_or_default();
    let kept: Vec<&str> = query.split('&').filter(|pair| !gives(&name(pair))).collect();
    let kept = kept.join("&");
    write(url, Some(&kept), pairs)
}

/// Adds those `pairs` whose names are not in the query of a link.
pub(super) fn complete(url: &mut Url, pairs: &[Pair]) -> Result<()> {
    let has = |pair: &Pair| url.query_pairs().any(|(name, _)| name.eq_ignore_ascii_case(pair.name));
    let lacking: Vec<Pair> = pairs.iter().filter(|pair| !has(pair)).cloned().collect();
    match lacking.is_empty() {
        true => Ok(()),
        false => {
            let own = url.query().map(str::to_owned);
            write(url, own.as_deref(), &lacking)
        }
    }
}

/// Decoded name of `name=value`.
pub(super) fn name(pair: &str) -> String {
    let name = pair.split_once('=').map_or(pair, |(name, _)| name);
    template::decoded(&name.replace('+', " "))
}

/// An unencoded value may contain more parameters, but none that the call already has.
fn check_no_duplicate(pair: &Pair, pairs: &[Pair]) -> Result<()> {
    let mut more = pair.value.split('&').skip(1).map(name);
    match more.find(|name| pairs.iter().any(|pair| pair.name.eq_ignore_ascii_case(name))) {
        None => Ok(()),
        Some(second) => Err(broken(pair.name, format!("would send the parameter `{second}` a second time"))),
    }
}

/// Encodes each percent sign that does not begin an escape.
fn with_valid_escapes(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for (index, part) in value.split('%').enumerate() {
        if index > 0 {
            text.push_str(if template::escaped(part).is_some() { "%" } else { "%25" });
        }
        text.push_str(part);
    }
    text
}
