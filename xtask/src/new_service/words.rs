//! The names that follow from the options.

use super::NewService;
use armgen::reserved;
use heck::{ToLowerCamelCase, ToSnakeCase, ToUpperCamelCase};

/// Names of a new service.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) provider: String,
    pub(super) module: String,
    pub(super) version: String,
    /// Types of the path, outermost first.
    pub(super) types: Vec<String>,
    pub(super) list: String,
    pub(super) regenerate: String,
}

impl Words {
    pub(super) fn of(options: &NewService) -> Result<Self, String> {
        let provider = options.provider.clone();
        let Some((owner, name)) = provider.split_once('.') else {
            return Err(format!(
                "`{provider}` is not a namespace: write one such as `Microsoft.Maps`"
            ));
        };
        let types: Vec<String> = options.resource.split('/').map(str::to_owned).collect();
        let words = [owner, &options.list, &options.regenerate];
        let words = words
            .into_iter()
            .chain(name.split('.'))
            .chain(types.iter().map(String::as_str));
        for word in words {
            let is_word = word.starts_with(|c: char| c.is_ascii_alphabetic())
                && word.chars().all(|c| c.is_ascii_alphanumeric());
            if !is_word {
                return Err(format!(
                    "`{word}` is no part of a path: write letters and digits, as the definition does"
                ));
            }
        }
        let module = options
            .module
            .clone()
            .unwrap_or_else(|| name.to_snake_case());
        if !reserved::is_module(&module) {
            return Err(format!(
                "`{module}` cannot be the name of a module: choose another with --module"
            ));
        }
        let version = options.api_version.clone();
        if !is_version(&version) {
            return Err(format!(
                "`{version}` is no API version: write one such as `2023-06-01`"
            ));
        }
        Ok(Self {
            provider,
            module,
            version,
            types,
            list: options.list.clone(),
            regenerate: options.regenerate.clone(),
        })
    }

    /// The operation group: `Accounts` of `accounts`.
    pub(super) fn group(&self) -> String {
        self.types
            .last()
            .map(|one| one.to_upper_camel_case())
            .unwrap_or_default()
    }

    pub(super) fn operation(&self, segment: &str) -> String {
        format!("{}_{}", self.group(), segment.to_upper_camel_case())
    }

    /// Parameters of the path, outermost first: `accountName` of `accounts`.
    pub(super) fn names(&self) -> impl Iterator<Item = String> {
        let name = |one: &String| format!("{}Name", singular(one).to_lower_camel_case());
        self.types.iter().map(name)
    }
}

/// A date, with a word behind it if it is a preview.
fn is_version(text: &str) -> bool {
    let (date, rest) = text
        .split_at_checked("2023-06-01".len())
        .unwrap_or_default();
    let shape = date
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c });
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    shape.eq("0000-00-00".chars())
        && (rest.is_empty() || rest.starts_with('-'))
        && rest.chars().all(plain)
}

fn singular(plural: &str) -> &str {
    plural
        .strip_suffix('s')
        .filter(|one| !one.is_empty())
        .unwrap_or(plural)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_begins_with_a_date() {
        for (text, expected) in [
            ("2023-06-01", true),
            ("2023-06-01-preview", true),
            ("2023-06", false),
            ("2023-06-01/..", false),
            ("2023-06-01preview", false),
            ("20230601", false),
            ("ä", false),
        ] {
            assert_eq!(is_version(text), expected, "{text}");
        }
    }
}
