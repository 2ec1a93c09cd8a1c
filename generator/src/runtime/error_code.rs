//! Which error codes may be shown.

/// Whether a code looks like a name, such as `ResourceNotFound` or `AADSTS50034`. Anything else may
/// be a key that a service has returned in place of a code. A key is random: it contains digits in
/// several places, or changes between lower and upper case more often than words do.
pub(super) fn is_name(code: &str) -> bool {
    let is_identifier = code.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'));
    is_identifier && (1..=100).contains(&code.len()) && has_few_digits(code) && words(code).all(is_words)
}

/// At most one number, of up to seven digits.
fn has_few_digits(code: &str) -> bool {
    let mut numbers = code.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
    numbers.next().is_none_or(|number| number.len() <= 7) && numbers.next().is_none()
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !c.is_ascii_alphabetic())
}

/// Whether the letters are words in `PascalCase`, or one word of plausible length. Short texts are
/// always accepted: they reveal too little of a key.
fn is_words(letters: &str) -> bool {
    let capitals = letters.bytes().filter(u8::is_ascii_uppercase).count();
    match letters.len() {
        ..=16 => true,
        length if capitals == 0 || capitals == length => length <= 30,
        length => capitals * 5 <= length * 2,
    }
}
