//! YAML scalars to JSON values, by the core schema of YAML 1.2 (section 10.3).

use saphyr_parser::{ScalarStyle, Tag};
use serde_json::Value;

/// JSON value of a scalar. The error explains why there is none.
pub(super) fn value(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Result<Value, String> {
    let Some(tag) = tag else {
        return match style {
            ScalarStyle::Plain => plain(text),
            _ => Ok(text.into()),
        };
    };
    if is(tag, "str") || is_unspecific(tag) {
        return Ok(text.into());
    }
    let fits: fn(&Value) -> bool = match tag.suffix.as_str() {
        "null" if tag.is_yaml_core_schema() => Value::is_null,
        "bool" if tag.is_yaml_core_schema() => Value::is_boolean,
        "int" if tag.is_yaml_core_schema() => |value| value.is_i64() || value.is_u64(),
        "float" if tag.is_yaml_core_schema() => Value::is_number,
        _ => return Err(unsupported(tag)),
    };
    let value = plain(text)?;
    match fits(&value) {
        true => Ok(value),
        false => Err(format!("`{text}` is not a valid {}", tag.suffix)),
    }
}

/// Whether a key is a merge key.
pub(super) fn is_merge(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> bool {
    match tag {
        Some(tag) => is(tag, "merge"),
        None => text == "<<" && style == ScalarStyle::Plain,
    }
}

/// Any key is read as a string. Its tag must be one of the core schema, or that of a merge key.
pub(super) fn check_key(tag: Option<&Tag>) -> Result<(), String> {
    let known = ["str", "int", "float", "bool", "null", "merge"];
    match tag {
        Some(tag) if !is_unspecific(tag) && !known.iter().any(|name| is(tag, name)) => {
            Err(unsupported(tag))
        }
        _ => Ok(()),
    }
}

/// Whether a tag is that of the core schema with this name, such as `!!str`.
pub(super) fn is(tag: &Tag, name: &str) -> bool {
    tag.is_yaml_core_schema() && tag.suffix == name
}

/// Whether a tag is `!`, which marks a scalar as a string.
pub(super) fn is_unspecific(tag: &Tag) -> bool {
    tag.handle.is_empty() && tag.suffix == "!" || tag.handle == "!" && tag.suffix.is_empty()
}

pub(super) fn unsupported(tag: &Tag) -> String {
    let shown = match tag.is_yaml_core_schema() {
        true => format!("!!{}", tag.suffix),
        false => format!("{}{}", tag.handle, tag.suffix),
    };
    format!("the tag `{shown}` has no equivalent in JSON")
}

fn plain(text: &str) -> Result<Value, String> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Ok(Value::Null),
        "true" | "True" | "TRUE" => return Ok(true.into()),
        "false" | "False" | "FALSE" => return Ok(false.into()),
        _ => {}
    }
    if let Some((digits, radix)) = radix(text) {
        return u64::from_str_radix(digits, radix)
            .map(Value::from)
            .map_err(|_| format!("the number `{text}` is too large"));
    }
    let unsigned = text.trim_start_matches(['-', '+']);
    if matches!(
        unsigned,
        ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN"
    ) {
        return Err(format!("JSON has no number `{text}`"));
    }
    if !unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return Ok(text.into());
    }
    decimal(text, unsigned)
}

/// Digits and radix of `0o17` and `0x1F`.
fn radix(text: &str) -> Option<(&str, u32)> {
    let octal = text.strip_prefix("0o").map(|digits| (digits, 8));
    let hexadecimal = || text.strip_prefix("0x").map(|digits| (digits, 16));
    octal
        .or_else(hexadecimal)
        .filter(|(digits, radix)| !digits.is_empty() && digits.chars().all(|c| c.is_digit(*radix)))
}

fn decimal(text: &str, unsigned: &str) -> Result<Value, String> {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '+' | '-');
    let is_integer = unsigned.chars().all(|c| c.is_ascii_digit());
    if is_integer && unsigned.len() > 1 && unsigned.starts_with('0') && text.parse::<f64>().is_ok()
    {
        return Err(format!(
            "`{text}` is octal in YAML 1.1 and decimal in YAML 1.2: write it without the zero, or in quotes"
        ));
    }
    if is_integer && let Ok(integer) = text.parse::<i64>() {
        return Ok(integer.into());
    }
    if is_integer && let Ok(integer) = text.parse::<u64>() {
        return Ok(integer.into());
    }
    match text.parse::<f64>() {
        Ok(number) if text.chars().all(is_number) => match number.is_finite() {
            true => Ok(number.into()),
            false => Err(format!("the number `{text}` is too large")),
        },
        _ => Ok(text.into()),
    }
}
