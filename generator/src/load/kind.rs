//! The kinds of objects in a document.

/// The kind of an object, which depends on its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Document,
    Components,
    PathItem,
    Operation,
    LongRunningOptions,
    Parameter,
    RequestBody,
    Response,
    Header,
    MediaType,
    Schema,
    Example,
}

/// How a member contains objects of a kind.
pub(crate) enum Holds {
    One(Kind),
    List(Kind),
    Map(Kind),
}

impl Kind {
    /// What a member contains, if the walk enters it.
    pub(crate) fn member(self, key: &str) -> Option<Holds> {
        use Holds::{List, Map, One};
        Some(match (self, key) {
            (Kind::Document, "components") => One(Kind::Components),
            (Kind::Document, "paths" | "x-ms-paths") => Map(Kind::PathItem),
            (Kind::Document, "definitions") | (Kind::Components, "schemas") => Map(Kind::Schema),
            (Kind::Document | Kind::Components, "parameters") => Map(Kind::Parameter),
            (Kind::Document | Kind::Components, "responses") => Map(Kind::Response),
            (Kind::Components, "requestBodies") => Map(Kind::RequestBody),
            (Kind::Components, "headers") => Map(Kind::Header),
            (Kind::PathItem | Kind::Operation, "parameters") => List(Kind::Parameter),
            (
                Kind::PathItem,
                "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace",
            ) => One(Kind::Operation),
            (Kind::Operation, "requestBody") => One(Kind::RequestBody),
            (Kind::Operation, "responses") => Map(Kind::Response),
            (Kind::Operation, "x-ms-examples") => Map(Kind::Example),
            (Kind::Operation, "x-ms-long-running-operation-options") => {
                One(Kind::LongRunningOptions)
            }
            (Kind::LongRunningOptions, "final-state-schema") => One(Kind::Schema),
            (Kind::RequestBody | Kind::Response | Kind::Parameter | Kind::Header, "content") => {
                Map(Kind::MediaType)
            }
            (Kind::Response, "headers") => Map(Kind::Header),
            (Kind::MediaType | Kind::Parameter | Kind::Header | Kind::Response, "schema") => {
                One(Kind::Schema)
            }
            (Kind::Parameter | Kind::Header | Kind::Schema, "items") => One(Kind::Schema),
            (Kind::Schema, "additionalProperties" | "not") => One(Kind::Schema),
            (Kind::Schema, "properties") => Map(Kind::Schema),
            (Kind::Schema, "allOf" | "anyOf" | "oneOf") => List(Kind::Schema),
            _ => return None,
        })
    }

    /// The kind as messages name it.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Kind::Document => "a document",
            Kind::Components => "`components`",
            Kind::PathItem => "a path item",
            Kind::Operation => "an operation",
            Kind::LongRunningOptions => "the options of a long-running operation",
            Kind::Parameter => "a parameter",
            Kind::RequestBody => "a request body",
            Kind::Response => "a response",
            Kind::Header => "a header",
            Kind::MediaType => "a media type",
            Kind::Schema => "a schema",
            Kind::Example => "an example",
        }
    }

    /// Whether objects of this kind get an [`ORIGIN`](super::walk::ORIGIN).
    pub(super) fn is_stamped(self) -> bool {
        !matches!(
            self,
            Kind::Document | Kind::Components | Kind::LongRunningOptions | Kind::Example
        )
    }
}
