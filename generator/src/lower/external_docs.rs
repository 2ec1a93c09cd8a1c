//! `externalDocs`: the provider's own reference.

use serde_json::Value;

/// The address of `externalDocs`, if it can stand in a link: `https`, and without characters that would end the link.
pub(super) fn address(docs: Option<&Value>) -> Option<String> {
    let url = docs?.get("url")?.as_str()?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?=&%+,;@!$".contains(c);
    let is_link = url.starts_with("https://") && url.chars().all(is_plain);
    is_link.then(|| url.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_an_address_that_can_stand_in_a_link_is_taken() {
        for (url, is_link) in [
            ("https://learn.microsoft.com/rest/api/storagerp/", true),
            ("http://learn.microsoft.com/", false),
            ("https://a/b)[x](javascript:c", false),
            ("https://a/`b`", false),
            ("https://a/ b", false),
        ] {
            let docs = json!({ "url": url });
            assert_eq!(address(Some(&docs)).is_some(), is_link, "{url}");
        }
        assert_eq!(address(None), None);
        assert_eq!(address(Some(&json!({ "description": "a" }))), None);
    }
}
