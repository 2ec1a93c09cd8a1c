//! Several API versions of one service: one module and one feature each.

use super::raw;
use crate::{
    diagnostic::{Code, Diagnostics},
    reserved,
    source::Place,
};
use serde::Serialize;
use toml::Spanned;

/// One of several versions of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Version {
    /// Name of the service, and of the module that has a module for each version.
    pub service: String,
    /// The version as the manifest spells it, such as `2023-06-01`.
    pub text: String,
    /// Its module in that of the service, such as `v2023_06_01`.
    pub module: String,
    /// Whether it is the newest, which has the name of the service, too.
    pub is_newest: bool,
}

/// An entry of the manifest: its module, its place, its version, and what it selects.
type Entry = (String, Place, Option<Version>, raw::Service);

/// The entries of a service: one for each version, or itself.
pub(super) fn of(
    service: &str,
    place: &Place,
    raw: raw::Service,
    at: &impl Fn(Spanned<String>) -> (String, Place),
    diagnostics: &mut Diagnostics,
) -> Vec<Entry> {
    let mut refuse = |message: String| {
        let help = "give the service `documents`, or `versions` with documents each";
        diagnostics.report(Code::Manifest, place.clone(), message, help);
    };
    if raw.versions.is_empty() {
        if raw.documents.is_none() {
            refuse(format!(
                "`{service}` has neither `documents` nor `versions`"
            ));
        }
        return vec![(service.to_owned(), place.clone(), None, raw)];
    }
    if !is_empty(&raw) {
        refuse(format!(
            "`{service}` has `versions`, so that nothing but `title` can be beside them"
        ));
    }
    let raw::Service {
        title, versions, ..
    } = raw;
    let is_only = versions.len() == 1;
    let newest = versions.keys().map(|text| order(text.get_ref())).max();
    let newest =
        newest.map(|(date, is_stable, text)| (date.to_owned(), is_stable, text.to_owned()));
    let mut entries = Vec::new();
    for (text, mut raw) in versions {
        let (text, place) = at(text);
        let order = order(&text);
        let is_newest = newest
            .as_ref()
            .is_some_and(|(_, _, newest)| newest == order.2);
        let module = module(&text).filter(|_| is_only || is_dated(&text));
        let Some(module) = module else {
            not_a_version(&text, place, diagnostics);
            continue;
        };
        if raw.documents.is_none() || !raw.versions.is_empty() {
            let message = format!("the version `{text}` of `{service}` needs documents of its own");
            let help = "give each version `documents`, and no `versions`";
            diagnostics.report(Code::Manifest, place.clone(), message, help);
        }
        raw.title = raw.title.or_else(|| title.clone());
        let version = Version {
            service: service.to_owned(),
            text,
            module,
            is_newest,
        };
        let flat = format!("{service}_{}", version.module);
        entries.push((flat, place, Some(version), raw));
    }
    entries
}

/// Reports a module that two entries have.
pub(super) fn taken(module: &str, place: Place, diagnostics: &mut Diagnostics) {
    let message = format!("`{module}` is also the feature of another service or version");
    let help = "rename the service, or spell the version differently";
    diagnostics.report(Code::ManifestModule, place, message, help);
}

fn is_empty(raw: &raw::Service) -> bool {
    raw.documents.is_none()
        && raw.operations.is_none()
        && raw.rename.is_empty()
        && raw.key_pairs.is_empty()
        && raw.except.is_empty()
}

fn not_a_version(text: &str, place: Place, diagnostics: &mut Diagnostics) {
    let message = format!("`{text}` cannot be the version of a service");
    let help = "write the API version, such as \"2023-06-01\" or \"2023-08-01-preview\"";
    diagnostics.report(Code::ManifestModule, place, message, help);
}

/// Whether a version begins with a date, by which it can be compared with others.
fn is_dated(text: &str) -> bool {
    let date: Vec<u8> = text.bytes().take("2023-06-01".len()).collect();
    let shape = date.iter().map(|byte| match byte {
        b'0'..=b'9' => '0',
        other => char::from(*other),
    });
    shape.eq("0000-00-00".chars())
}

/// The order of API versions: by date, previews before stable ones.
pub fn order(text: &str) -> (&str, bool, &str) {
    let date = text.get(.."2023-06-01".len()).unwrap_or(text);
    (date, date == text, text)
}

/// Module of a version: `v2023_08_01_preview` of `2023-08-01-preview`.
fn module(text: &str) -> Option<String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    let module = text.to_ascii_lowercase().replace(['-', '.'], "_");
    let module = match module.starts_with(|c: char| c.is_ascii_digit()) {
        true => format!("v{module}"),
        false => module,
    };
    (text.chars().all(is_plain) && reserved::is_module(&module)).then_some(module)
}
