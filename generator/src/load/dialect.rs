//! Which specification a file follows. All other modules ask here.

use serde_json::Value;

/// A specification that definitions are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// Swagger 2.0.
    Swagger,
    /// OpenAPI 3.0.
    OpenApi,
}

impl Dialect {
    /// The dialect of a document. The error has the member with the wrong version, and a message. A version may be a
    /// number, since YAML reads an unquoted `2.0` as one.
    pub(crate) fn of_document(tree: &Value) -> Result<Self, (&'static str, String)> {
        let version = |key: &str| {
            let value = tree.get(key)?;
            let text = value.as_str().map(str::to_owned);
            Some(text.unwrap_or_else(|| value.to_string()))
        };
        match (version("openapi"), version("swagger")) {
            (Some(_), Some(_)) => Err((
                "swagger",
                "this is both OpenAPI and Swagger: it has `openapi` and `swagger`".to_owned(),
            )),
            (Some(openapi), None) if openapi == "3.0" || openapi.starts_with("3.0.") => {
                Ok(Self::OpenApi)
            }
            (None, Some(swagger)) if swagger == "2.0" => Ok(Self::Swagger),
            (Some(openapi), None) => Err(("openapi", format!("this is OpenAPI {openapi}"))),
            (None, Some(swagger)) => Err(("swagger", format!("this is Swagger {swagger}"))),
            (None, None) => Err((
                "",
                "this is not a definition: it has neither `swagger` nor `openapi`".to_owned(),
            )),
        }
    }

    /// The dialect of any file. One without a version is a fragment of a Swagger document, unless it has `components`.
    pub(crate) fn of_file(tree: &Value) -> Self {
        let is_there = |key: &&str| tree.get(*key).is_some();
        match Self::of_document(tree) {
            Ok(dialect) => dialect,
            Err(_) if ["swagger", "openapi", "components"].iter().any(is_there) => Self::OpenApi,
            Err(_) => Self::Swagger,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_version_is_a_string_or_a_number() {
        for (tree, expected) in [
            (json!({ "swagger": "2.0" }), Ok(Dialect::Swagger)),
            (json!({ "swagger": 2.0 }), Ok(Dialect::Swagger)),
            (json!({ "openapi": "3.0.3" }), Ok(Dialect::OpenApi)),
            (json!({ "openapi": 3.0 }), Ok(Dialect::OpenApi)),
            (json!({ "swagger": 2 }), Err("swagger")),
            (json!({ "swagger": null }), Err("swagger")),
            (json!({ "openapi": "3.1.0" }), Err("openapi")),
            (json!({ "openapi": 3.1 }), Err("openapi")),
            (
                json!({ "openapi": "3.0.3", "swagger": "2.0" }),
                Err("swagger"),
            ),
            (json!({ "definitions": {} }), Err("")),
            (json!([]), Err("")),
        ] {
            let dialect = Dialect::of_document(&tree).map_err(|(key, _)| key);
            assert_eq!(dialect, expected, "{tree}");
            // Both functions must agree.
            if let Ok(dialect) = expected {
                assert_eq!(Dialect::of_file(&tree), dialect, "{tree}");
            }
        }
    }

    #[test]
    fn a_fragment_is_one_of_swagger_unless_it_has_components() {
        assert_eq!(
            Dialect::of_file(&json!({ "definitions": {} })),
            Dialect::Swagger
        );
        assert_eq!(
            Dialect::of_file(&json!({ "components": {} })),
            Dialect::OpenApi
        );
    }
}
