//! YAML as people write it: long keys, such as paths, on one line.

use serde_json::Value;

/// The text of a document.
pub(super) fn text(document: &Value) -> Result<String, serde_yaml::Error> {
    let printed = serde_yaml::to_string(document)?;
    let plain = plain(&printed);
    match serde_yaml::from_str::<Value>(&plain) {
        Ok(read) if read == *document => Ok(plain),
        _ => Ok(printed),
    }
}

/// Replaces `? key` and `: member:` on the next line by `key:` and the indented member.
fn plain(printed: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in printed.lines() {
        let indent = line.len() - line.trim_start().len();
        let before = lines.last_mut().and_then(|before| {
            let key = before.get(indent..)?.strip_prefix("? ")?.to_owned();
            key.starts_with('/').then_some((before, key))
        });
        match (line[indent..].strip_prefix(": "), before) {
            (Some(member), Some((before, key))) => {
                *before = format!("{:indent$}{key}:", "");
                lines.push(format!("{:indent$}  {member}", ""));
            }
            _ => lines.push(quoted_date(line)),
        }
    }
    lines.join("\n") + "\n"
}

/// A member that is a date in quotation marks: for some programs it would be no text without them.
fn quoted_date(line: &str) -> String {
    let is_date = |value: &str| {
        let digits = value.bytes().filter(u8::is_ascii_digit).count();
        value.len() == 10
            && digits == 8
            && value.as_bytes()[4] == b'-'
            && value.as_bytes()[7] == b'-'
    };
    match line.rsplit_once(": ") {
        Some((key, value)) if is_date(value) => format!("{key}: '{value}'"),
        _ => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn dates_are_texts_for_all_programs() {
        let document = json!({ "version": "2026-09-01", "other": "2026-09-01-preview", "text": "At: 2026-09-01x" });
        let text = text(&document).expect("it can be printed");
        assert_eq!(
            text,
            "version: '2026-09-01'\nother: 2026-09-01-preview\ntext: 'At: 2026-09-01x'\n"
        );
    }

    #[test]
    fn long_keys_are_on_one_line() {
        let key = format!("/{}", "long/".repeat(40));
        let document = json!({ "paths": { &key: { "post": { "a": 1 } } }, "b": "? x\n: y" });
        let text = text(&document).expect("it can be printed");
        assert!(
            text.starts_with(&format!("paths:\n  {key}:\n    post:\n      a: 1\nb:")),
            "{text}"
        );
        assert_eq!(
            serde_yaml::from_str::<Value>(&text).expect("it is YAML"),
            document
        );
    }
}
