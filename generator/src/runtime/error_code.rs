//! Which error codes may be shown.

/// Whether a code reads like a name, such as `ResourceNotFound` or `AADSTS50034`. Anything else may be a key, which a
/// service has put where its code should be: a key is random, so that it has digits in several places, or changes
/// between small and capital letters more often than words do.
pub(super) fn is_name(code: &str) -> bool {
    let is_identifier = code.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'));
    is_identifier && (1..=100).contains(&code.len()) && has_few_digits(code) && words(code).all(is_words)
}

/// One number of up to seven digits.
fn has_few_digits(code: &str) -> bool {
    let mut numbers = code.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
    numbers.next().is_none_or(|number| number.len() <= 7) && numbers.next().is_none()
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !c.is_ascii_alphabetic())
}

/// Whether letters are words in `PascalCase`, or one word of a length that occurs. A short one tells nobody a key.
fn is_words(letters: &str) -> bool {
    let capitals = letters.bytes().filter(u8::is_ascii_uppercase).count();
    match letters.len() {
        ..=16 => true,
        length if capitals == 0 || capitals == length => length <= 30,
        length => capitals * 5 <= length * 2,
    }
}
