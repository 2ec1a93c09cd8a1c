//! Checks the fields of the emitted package by the rules of cargo and crates.io, which would reject them only after the
//! crate is written.

use super::{Package, raw};
use crate::{
    diagnostic::{Code, Diagnostics},
    naming,
    reserved::{is_crate, is_device},
    source::Place,
    visible::is_hidden,
};
use semver::Version;
use spdx::{Expression, ParseMode};
use std::collections::BTreeSet;
use toml::Spanned;

/// Licence expressions as crates.io parses them.
const LICENSES: ParseMode = ParseMode {
    allow_deprecated: true,
    allow_imprecise_license_names: false,
    allow_postfix_plus_on_gpl: true,
    allow_slash_as_or_operator: true,
    allow_unknown: false,
};

/// A message about a rule that a text breaks, and the help for it.
pub(super) type Broken = (String, String);

/// Checks each field but that of the runtime, and reports errors at their places.
pub(super) fn package(
    raw: raw::Package,
    place: &dyn Fn(usize) -> Place,
    diagnostics: &mut Diagnostics,
) -> Package {
    let mut check = Check { place, diagnostics };
    check.list(&raw.keywords, "keywords", keyword);
    check.list(&raw.categories, "categories", category);
    for pattern in &raw.include {
        check.check(pattern, include);
    }
    let address_of = |text: Option<Spanned<String>>, check: &mut Check<'_>| {
        text.map(|text| check.text(text, address))
    };
    Package {
        name: check.text(raw.name, name),
        version: check.text(raw.version, version),
        description: check.text(raw.description, description),
        license: raw
            .license
            .map_or_else(|| "MIT".to_owned(), |text| check.text(text, license)),
        license_file: raw.license_file,
        readme: raw.readme,
        repository: address_of(raw.repository, &mut check),
        homepage: address_of(raw.homepage, &mut check),
        documentation: address_of(raw.documentation, &mut check),
        include: raw.include.into_iter().map(Spanned::into_inner).collect(),
        keywords: raw.keywords.into_iter().map(Spanned::into_inner).collect(),
        categories: raw
            .categories
            .into_iter()
            .map(Spanned::into_inner)
            .collect(),
        program: raw.program,
        twins: raw.twins,
        showcase: raw.showcase.map(Spanned::into_inner),
        runtime: Default::default(),
    }
}

pub(super) struct Check<'c> {
    pub(super) place: &'c dyn Fn(usize) -> Place,
    pub(super) diagnostics: &'c mut Diagnostics,
}

impl Check<'_> {
    pub(super) fn text(
        &mut self,
        text: Spanned<String>,
        rule: fn(&str) -> Result<(), Broken>,
    ) -> String {
        self.check(&text, rule);
        text.into_inner()
    }

    fn check(&mut self, text: &Spanned<String>, rule: fn(&str) -> Result<(), Broken>) {
        if let Err((message, help)) = rule(text.get_ref()) {
            self.refuse(text, message, help);
        }
    }

    pub(super) fn refuse<T>(&mut self, text: &Spanned<T>, message: String, help: String) {
        let place = (self.place)(text.span().start);
        self.diagnostics
            .report(Code::ManifestPackage, place, message, help);
    }

    /// crates.io accepts at most five entries, each once.
    fn list(&mut self, list: &[Spanned<String>], what: &str, rule: fn(&str) -> Result<(), Broken>) {
        let mut seen = BTreeSet::new();
        for entry in list {
            self.check(entry, rule);
            if !seen.insert(entry.get_ref()) {
                let message = format!("`{}` is listed twice in the {what}", entry.get_ref());
                self.refuse(entry, message, "remove one of the two".to_owned());
            }
        }
        if let Some(sixth) = list.get(5) {
            let message = format!(
                "a package has five {what} at most, and these are {}",
                list.len()
            );
            self.refuse(
                sixth,
                message,
                "leave out those that matter least".to_owned(),
            );
        }
    }
}

fn broken(message: String, help: &str) -> Result<(), Broken> {
    Err((message, help.to_owned()))
}

pub(super) fn name(name: &str) -> Result<(), Broken> {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    let krate = name.replace('-', "_");
    let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(is_plain)
        && !krate.contains("__")
        && name.len() <= 64;
    if !is_name {
        return broken(
            format!("`{name}` cannot be the name of a package"),
            "use lower-case letters, digits, and single `-` and `_`, begin with a letter, and stay within 64 characters",
        );
    }
    if naming::is_keyword(&krate) || is_device(name) || is_crate(&krate) {
        return broken(
            format!(
                "`{name}` cannot be the name of a package: it is a name of Rust, Windows or a dependency of the package"
            ),
            "choose another name",
        );
    }
    Ok(())
}

pub(super) fn version(version: &str) -> Result<(), Broken> {
    match Version::parse(version) {
        Ok(_) => Ok(()),
        Err(error) => broken(
            format!("`{version}` is not a valid version: {error}"),
            "write three numbers, as in `1.2.3` or `1.2.3-beta.1`",
        ),
    }
}

fn description(text: &str) -> Result<(), Broken> {
    match text.trim().is_empty() || text.chars().count() > 1000 {
        false => Ok(()),
        true => broken(
            "the description is empty, or longer than 1000 characters".to_owned(),
            "say in one sentence what the package is for",
        ),
    }
}

/// crates.io accepts no other scheme.
fn address(text: &str) -> Result<(), Broken> {
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| text.strip_prefix(scheme));
    let host = rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let is_host = |host: &str| !host.is_empty() && !host.contains(['@', '\\']);
    match host.is_some_and(is_host) && !text.chars().any(|c| c.is_whitespace() || is_hidden(c)) {
        true => Ok(()),
        false => broken(
            format!("`{text}` is not the address of a page"),
            "write an address that begins with `https://`, or leave it out",
        ),
    }
}

/// Cargo's patterns are those of `.gitignore`.
fn include(pattern: &str) -> Result<(), Broken> {
    let is_closed = pattern.matches('[').count() == pattern.matches(']').count();
    match !pattern.trim().is_empty() && is_closed && !pattern.chars().any(is_hidden) {
        true => Ok(()),
        false => broken(
            format!("`{pattern}` is not a pattern of files"),
            "write patterns as in `.gitignore`, such as `/src` or `*.md`",
        ),
    }
}

fn license(license: &str) -> Result<(), Broken> {
    match Expression::parse_mode(license, LICENSES) {
        Ok(_) => Ok(()),
        Err(error) => broken(
            format!(
                "`{license}` is not a valid SPDX licence expression: {}",
                error.reason
            ),
            "name licences by their SPDX identifiers, as in `MIT OR Apache-2.0`",
        ),
    }
}

fn keyword(keyword: &str) -> Result<(), Broken> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || ['-', '_', '+'].contains(&c);
    let is_keyword = keyword.starts_with(|c: char| c.is_ascii_alphanumeric())
        && keyword.chars().all(is_plain)
        && keyword.len() <= 20;
    match is_keyword {
        true => Ok(()),
        false => broken(
            format!("`{keyword}` cannot be a keyword of a package"),
            "use letters, digits, `-`, `_` and `+`, begin with a letter or digit, and stay within 20 characters",
        ),
    }
}

fn category(category: &str) -> Result<(), Broken> {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let is_slug = |part: &str| part.starts_with(is_plain) && part.chars().all(is_plain);
    match category.split("::").all(is_slug) {
        true => Ok(()),
        false => broken(
            format!("`{category}` is not the slug of a category"),
            "use lower-case words joined by `-`, and `::` before a category's part, as in `web-programming::http-client`",
        ),
    }
}
