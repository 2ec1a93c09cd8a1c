//! Which values of an enum choose the two keys of a pair, and how a service spells them.

use super::vocabulary;
use crate::{
    model::{KeyValues, Name, Spelling, Values},
    naming,
};

/// Indexes of the values that choose the primary and the secondary key.
pub(crate) fn places(values: &Values) -> Option<(usize, usize)> {
    let names = values.names();
    let names: Vec<&str> = names.iter().map(|name| name.wire.as_str()).collect();
    vocabulary::selector_values(&names)
}

/// The values at these indexes, as the service spells them.
pub(crate) fn spelled(values: &Values, primary: usize, secondary: usize) -> KeyValues {
    match values {
        Values::Strings(names) => {
            let value = |Name { wire, .. }: &Name| wire.clone();
            KeyValues::Strings(value(&names[primary]), value(&names[secondary]))
        }
        Values::Integers(values) => KeyValues::Integers(values[primary].0, values[secondary].0),
    }
}

/// The spelling with these values.
pub(crate) fn spelling(values: KeyValues) -> Spelling {
    Spelling {
        module: module(&values),
        values,
    }
}

/// Name of a spelling's module. It depends only on the values and is unique. Values in other cases than
/// `PrimaryKey` and `primaryKey` add the positions of their capitals.
fn module(values: &KeyValues) -> String {
    let (primary, secondary) = match values {
        KeyValues::Strings(primary, secondary) => (primary.as_str(), secondary.as_str()),
        KeyValues::Integers(primary, secondary) => return format!("integer_{primary}_{secondary}"),
    };
    let both = [primary, secondary];
    let name = both.map(naming::member_name).join("_");
    let begin_lowercase = both.map(|value| value.starts_with(|c: char| c.is_ascii_lowercase()));
    match begin_lowercase {
        _ if !both.iter().all(|value| is_camel_case(value)) => {
            let name = both.join("_").to_ascii_lowercase();
            format!("{name}_capitals_{}", both.map(capitals).join("_"))
        }
        [true, true] => format!("lowercase_{name}"),
        [false, false] => name,
        [true, false] => format!("lowercase_first_{name}"),
        [false, true] => format!("lowercase_second_{name}"),
    }
}

/// Whether the words of `value` begin with capitals, except perhaps the first.
fn is_camel_case(value: &str) -> bool {
    let (first, rest) = value.split_at(1.min(value.len()));
    let upper = naming::type_name(&naming::member_name(value));
    let is_number = value.starts_with(|c: char| c.is_ascii_digit());
    is_number || upper == first.to_ascii_uppercase() + rest
}

/// The positions of the capital letters, as the bits of a number.
fn capitals(value: &str) -> String {
    let bits = value.bytes().rev().fold(0_u64, |bits, byte| {
        bits << 1 | u64::from(byte.is_ascii_uppercase())
    });
    bits.to_string()
}
