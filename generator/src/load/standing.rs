//! The kind of the value at a pointer, if the specifications define it.

use super::{
    dialect::Dialect,
    kind::{Holds, Kind},
    member,
};
use crate::source::{Pointer, parts, unescaped};
use serde_json::Value;

/// The kind of the value at a pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// An object of this kind.
    Object(Kind),
    /// A list or a map of objects of this kind.
    Several(Kind),
    /// Something that no reference may lead to, such as a title.
    Other,
    /// A place that the specifications do not define: the references to it decide its kind.
    Free,
}

impl Standing {
    /// The kind of the value at `pointer` in a file with this tree.
    pub(crate) fn of(tree: &Value, pointer: &Pointer) -> Self {
        let dialect = Dialect::of_file(tree);
        let is_versioned = tree.as_object().is_some_and(member::is_versioned);
        let mut standing = Self::Object(Kind::Document);
        for key in parts(&pointer.path).skip(1) {
            standing = standing.below(&unescaped(key), dialect);
        }
        match standing {
            Self::Object(Kind::Document) if !is_versioned => Self::Free,
            standing => standing,
        }
    }

    fn below(self, key: &str, dialect: Dialect) -> Self {
        let kind = match self {
            Self::Object(kind) => kind,
            Self::Several(kind) => return Self::Object(kind),
            other => return other,
        };
        match kind.member(key) {
            Some(Holds::One(kind)) => Self::Object(kind),
            Some(Holds::List(kind) | Holds::Map(kind)) => Self::Several(kind),
            None if member::defines(kind, dialect, key) => Self::Other,
            None => Self::Free,
        }
    }

    /// Why a reference to an object of `kind` must not lead here.
    pub(crate) fn mismatch(self, kind: Kind) -> Option<String> {
        match self {
            Self::Free => None,
            Self::Object(found) if found == kind => None,
            Self::Object(found) => Some(format!("leads to {}", found.noun())),
            Self::Several(_) => Some("leads to a list or a map of objects".to_owned()),
            Self::Other => Some("leads to a value that is not a target for references".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_specification_defines_the_kinds() {
        let document = json!({ "swagger": "2.0" });
        let fragment = json!({});
        for (tree, path, expected) in [
            (&document, "", Standing::Object(Kind::Document)),
            (&document, "/definitions", Standing::Several(Kind::Schema)),
            (
                &document,
                "/definitions/paths",
                Standing::Object(Kind::Schema),
            ),
            (
                &document,
                "/paths/~1a/get",
                Standing::Object(Kind::Operation),
            ),
            (
                &document,
                "/paths/~1a/parameters/0",
                Standing::Object(Kind::Parameter),
            ),
            (
                &document,
                "/definitions/A/allOf/0/properties/b",
                Standing::Object(Kind::Schema),
            ),
            (&document, "/definitions/A/title", Standing::Other),
            (&document, "/info/contact", Standing::Other),
            (&document, "/x-more/a", Standing::Free),
            (&fragment, "", Standing::Free),
            (&fragment, "/properties/a", Standing::Free),
            (&fragment, "/definitions/A", Standing::Object(Kind::Schema)),
        ] {
            let at = Pointer {
                file: "a.json".to_owned(),
                path: path.to_owned(),
            };
            assert_eq!(Standing::of(tree, &at), expected, "{path}");
        }
    }
}
