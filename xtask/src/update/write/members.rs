//! Members of OpenAPI objects, and their order in a file.

use serde_json::Value;

/// The mark of a secret.
pub(super) const SECRET: &str = "x-ms-secret";

/// What the keys of an object are.
pub(super) enum Names {
    /// Members that OpenAPI defines, or extensions.
    Members,
    /// Names that the author chose, such as those of properties.
    Chosen,
    /// Names of headers, in which case is ignored.
    Headers,
}

/// Members whose keys are names that the author chose.
const MAPS: [&str; 11] = [
    "callbacks",
    "content",
    "definitions",
    "encoding",
    "links",
    "mapping",
    "parameters",
    "properties",
    "responses",
    "schemas",
    "x-ms-examples",
];

/// Members with any JSON as value.
const VERBATIM: [&str; 4] = ["default", "enum", "mapping", "x-ms-client-default"];

/// Members with texts for readers.
const TEXTS: [&str; 5] = ["description", "example", "externalDocs", "summary", "title"];

impl Names {
    /// What the keys of the member `key` are.
    pub(super) fn below(&self, key: &str) -> Self {
        match self {
            Self::Members if key == "headers" => Self::Headers,
            Self::Members if MAPS.contains(&key) => Self::Chosen,
            _ => Self::Members,
        }
    }

    /// The member of an object for the key of another one, and its place.
    pub(super) fn member<'v>(&self, object: &'v Value, key: &str) -> Option<(usize, &'v Value)> {
        let mut members = object.as_object()?.iter().enumerate();
        let is_same = |known: &str| match self {
            Self::Headers => known.eq_ignore_ascii_case(key),
            Self::Members | Self::Chosen => known == key,
        };
        let found = members.find(|(_, (known, _))| is_same(known));
        found.map(|(place, (_, member))| (place, member))
    }

    /// Whether the member `key` has any JSON as value.
    pub(super) fn is_verbatim(&self, key: &str) -> bool {
        matches!(self, Self::Members) && VERBATIM.contains(&key)
    }

    /// Whether the member `key` is a text for readers.
    pub(super) fn is_text(&self, key: &str) -> bool {
        matches!(self, Self::Members) && TEXTS.contains(&key)
    }
}

/// The section of `components` for a pointer such as `/definitions/Thing`.
pub(super) fn section(path: &str) -> Option<&'static str> {
    let mut parts = path.split('/').skip(1);
    let first = parts.next()?;
    let section = if first == "components" {
        parts.next()?
    } else {
        first
    };
    let is_component = parts.count() == 1;
    let section = match section {
        "definitions" | "schemas" => "schemas",
        "parameters" => "parameters",
        "responses" => "responses",
        "headers" => "headers",
        "requestBodies" => "requestBodies",
        _ => return None,
    };
    is_component.then_some(section)
}

/// Order of members, for those that the old file does not have.
const ORDER: [&str; 28] = [
    "$ref",
    "openapi",
    "info",
    "servers",
    "security",
    "paths",
    "x-ms-paths",
    "components",
    "operationId",
    "name",
    "in",
    "tags",
    "title",
    "type",
    "format",
    "version",
    "summary",
    "description",
    "required",
    "readOnly",
    "parameters",
    "requestBody",
    "responses",
    "allOf",
    "discriminator",
    "properties",
    "items",
    "content",
];

/// Place of a member in that order; others come last.
pub(super) fn rank(key: &str) -> usize {
    ORDER
        .iter()
        .position(|known| *known == key)
        .unwrap_or(ORDER.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_property_may_have_the_name_of_a_text() {
        let schema = Names::Members;
        assert!(schema.is_text("description"));
        let properties = schema.below("properties");
        assert!(!properties.is_text("description"));
        assert!(properties.below("description").is_text("description"));
        assert!(
            Names::Members.is_verbatim("default")
                && !schema.below("responses").is_verbatim("default")
        );
    }

    #[test]
    fn components_have_sections() {
        for (path, expected) in [
            ("/definitions/Thing", Some("schemas")),
            ("/components/schemas/Thing", Some("schemas")),
            ("/parameters/Name", Some("parameters")),
            ("/definitions/Thing/properties/size", None),
            ("/paths/~1things/get", None),
        ] {
            assert_eq!(section(path), expected, "{path}");
        }
    }
}
