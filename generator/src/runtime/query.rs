//! The query of a request: what its path template has, and what the call gives.

use super::{rule::broken, template};
use azure_core::{Result, http::Url};

/// Name and value of one query parameter.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub(super) name: &'static str,
    pub(super) value: String,
    /// Whether the value is percent-encoded already (`x-ms-skip-url-encoding`).
    pub(super) verbatim: bool,
}

/// Puts `pairs` behind the `constant` query of the template, from which a pair that the call gives itself is left out.
pub(super) fn write(url: &mut Url, constant: Option<&str>, pairs: &[Pair]) -> Result<()> {
    let gives = |name: &str| pairs.iter().any(|pair| pair.name == name);
    let constant = constant.unwrap_or_default().split('&');
    let constant: Vec<&str> = constant.filter(|pair| !pair.is_empty() && !gives(&name(pair))).collect();
    url.set_query((!constant.is_empty()).then(|| constant.join("&")).as_deref());
    for pair in pairs {
        let value = if pair.verbatim { "" } else { &pair.value };
        url.query_pairs_mut().append_pair(pair.name, value);
        if pair.verbatim {
            no_second(pair, pairs)?;
            let query = format!("{}{}", url.query().unwrap_or_default(), sound(&pair.value));
            url.set_query(Some(&query));
        }
    }
    Ok(())
}

/// Replaces the pairs of a link whose names the call gives, and leaves all others as they are, byte for byte.
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

/// Adds the pairs whose names a link does not have.
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

/// A value that is not encoded may bring parameters of its own, but none that the call gives already.
fn no_second(pair: &Pair, pairs: &[Pair]) -> Result<()> {
    let mut more = pair.value.split('&').skip(1).map(name);
    match more.find(|name| pairs.iter().any(|pair| pair.name.eq_ignore_ascii_case(name))) {
        None => Ok(()),
        Some(second) => Err(broken(pair.name, format!("would send the parameter `{second}` a second time"))),
    }
}

/// A percent sign that begins no escape is one.
fn sound(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for (index, part) in value.split('%').enumerate() {
        if index > 0 {
            text.push_str(if template::escaped(part).is_some() { "%" } else { "%25" });
        }
        text.push_str(part);
    }
    text
}
