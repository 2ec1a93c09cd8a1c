//! Entries of `except` that leave out the operations which cannot be generated, ready for the manifest.

use armgen::{
    diagnostic::{Diagnostic, Refused, Severity},
    load::Documents,
    manifest::Manifest,
    visible::{Visible, is_hidden},
};
use std::collections::BTreeMap;

/// Lines with an entry for each operation that an error refuses; none if no error can be mended so.
pub(super) fn entries(
    diagnostics: &[Diagnostic],
    documents: &Documents,
    manifest: &Manifest,
    text: &str,
) -> Vec<String> {
    let errors = diagnostics
        .iter()
        .filter(|one| one.severity() == Severity::Error);
    let mut reasons: BTreeMap<&Refused, String> = BTreeMap::new();
    for error in errors.clone() {
        for operation in &error.refused {
            let reason = || reason(error, documents);
            reasons.entry(operation).or_insert_with(reason);
        }
    }
    if reasons.is_empty() {
        return Vec::new();
    }
    let others = errors.filter(|error| error.refused.is_empty() && error.pair.is_none());
    let others = others.count();
    let mut lines = vec![heading(others)];
    let mut services: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for (operation, reason) in &reasons {
        let service = services.entry(&operation.service).or_default();
        service.push((&operation.id, reason));
    }
    for (service, entries) in services {
        if let Some(entry) = manifest.services.get(service) {
            let keys = entry.keys(service);
            lines.extend(of_service(&keys, !entry.except.is_empty(), &entries, text));
        }
    }
    lines
}

fn heading(others: usize) -> String {
    let heading = "to leave these operations out, add to the manifest";
    match others {
        0 => format!("{heading}:"),
        1 => format!("{heading} (and correct the error that concerns more than operations):"),
        _ => format!(
            "{heading} (and correct the {others} errors that concern more than operations):"
        ),
    }
}

fn reason(error: &Diagnostic, documents: &Documents) -> String {
    let place = documents.place(&error.source);
    let file = place.file.rsplit('/').next().unwrap_or_default();
    let (line, column) = (place.line, place.column);
    format!(
        "{} ({} at {file}:{line}:{column})",
        error.message, error.code
    )
}

fn of_service(
    keys: &str,
    has_exceptions: bool,
    entries: &[(&str, &str)],
    manifest: &str,
) -> Vec<String> {
    let entries = entries.iter().map(|(id, reason)| {
        let reason = quoted(&Visible(reason).to_string());
        vec![
            format!("operation = {}", quoted(id)),
            format!("because = {reason}"),
        ]
    });
    written(keys, "except", has_exceptions, entries, manifest)
}

/// Tables that can stand at the end of a manifest; or items, if the service has such a list already, which TOML does not let
/// tables continue. A comment stays beside the entry.
pub(super) fn written(
    keys: &str,
    list: &str,
    has_list: bool,
    entries: impl Iterator<Item = Vec<String>>,
    manifest: &str,
) -> Vec<String> {
    let table = format!("[[services.{keys}.{list}]]");
    let continues = has_list && !manifest.lines().any(|line| line.trim() == table);
    let mut lines = Vec::new();
    if continues {
        lines.push(format!("# items for the list `{list}` of `{keys}`"));
    }
    for entry in entries {
        if continues {
            let is_comment = |line: &&String| line.starts_with('#');
            let (comments, members): (Vec<_>, Vec<_>) = entry.iter().partition(is_comment);
            let members: Vec<&str> = members.iter().map(|line| line.as_str()).collect();
            lines.push(format!("    {{ {} }},", members.join(", ")));
            lines.extend(comments.iter().map(|line| format!("    {line}")));
        } else {
            lines.extend([String::new(), table.clone()]);
            lines.extend(entry);
        }
    }
    lines
}

/// A basic string of TOML, without hidden characters.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if is_hidden(c) => quoted += &format!("\\U{:08X}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_is_a_string_of_toml() {
        for text in [
            "plain",
            "\"quoted\" \\",
            "line\nend\u{1b}[2J \u{202e}",
            "ä'\u{7f}",
        ] {
            let line = format!("a = {}", quoted(text));
            assert!(!line.contains(is_hidden), "{line:?}");
            let read: toml::Table = toml::from_str(&line).expect("it is TOML");
            assert_eq!(read["a"].as_str(), Some(text));
        }
    }
}
