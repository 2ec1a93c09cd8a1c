//! The intermediate model: what will be emitted, as plain data. It knows neither OpenAPI nor tokens.
//!
//! It is printed as it is here by `cargo xtask gen --emit model`, so that every field that is not printed says why.

mod definitions;
mod depth;
mod excerpt;
mod key_pair;
mod path_template;
mod spellings;
mod walk;

pub use definitions::{DefinitionId, Definitions};
pub(crate) use depth::{Depths, LIST, MAP, OBJECT};
pub use excerpt::Excerpt;
pub use key_pair::*;
pub use path_template::{PathPart, PathSegment, PathTemplate};
pub use spellings::{KeyValues, Spelling, SpellingId, Spellings};
pub(crate) use walk::{
    emitted, kind_types_mut, members, reach, reaching, reaching_by, replace, types,
};

use crate::{
    manifest::{KeyPairEntry, Package},
    source::{Place, Pointer},
};
use serde::Serialize;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// A name in both spellings, from lowering to printing. Nobody changes its case later.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Name {
    /// As the service spells it.
    pub wire: String,
    /// As an identifier of Rust.
    pub rust: String,
}

/// Everything that one crate holds.
#[derive(Clone, Debug, Serialize)]
pub struct Model {
    /// The crate's own data: its `Cargo.toml`.
    pub package: Package,
    /// Text of the licence: its `LICENSE`.
    pub license_text: Option<String>,
    /// Services, in the order of their modules: one public module and one feature each.
    pub services: Vec<Service>,
    /// All definitions; a [`Type::Definition`] is one of them.
    pub definitions: Definitions,
    /// Spellings of the shared `KeyType`: one module below `shared::key_type` each.
    pub spellings: Spellings,
    /// What sharing merged, for the report.
    pub merges: Vec<Merge>,
    /// `#![recursion_limit = …]`, if types stand in each other deeper than the compiler takes by default.
    pub recursion_limit: Option<usize>,
}

/// Several definitions that became one type.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Merge {
    /// Name of the type.
    pub name: String,
    /// Modules of the services that publish it.
    pub services: BTreeSet<String>,
}

/// One service: a public module with a client.
#[derive(Clone, Debug, Serialize)]
pub struct Service {
    /// Name of the module and the feature.
    pub module: String,
    /// Name for people, such as `Azure Maps`.
    pub title: String,
    /// Resource provider, such as `Microsoft.Maps`; the namespace of its spans.
    pub namespace: String,
    /// Type of the client, such as `MapsClient`.
    pub client: String,
    /// Operation groups: one sub-client each. The group without a name holds the client's own methods.
    pub groups: Vec<Group>,
    /// Traits for the headers of answers: one for each type of response.
    pub headers: Vec<HeaderTrait>,
    /// How many operations the manifest asks for.
    pub selected: usize,
    /// Those of them that are left out, with a diagnostic.
    pub refused: BTreeSet<String>,
    /// What the manifest specifies about pairs of keys: read by the passes, and no part of what will be emitted.
    #[serde(skip)]
    pub key_pair_entries: Vec<KeyPairEntry>,
}

impl Service {
    /// All operations.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.groups.iter().flat_map(|group| &group.operations)
    }

    /// All operations, to change.
    pub fn operations_mut(&mut self) -> impl Iterator<Item = &mut Operation> {
        self.groups
            .iter_mut()
            .flat_map(|group| &mut group.operations)
    }

    /// Whether the client needs a subscription.
    pub fn has_subscription(&self) -> bool {
        self.operations()
            .any(|operation| operation.parameters.iter().any(Parameter::is_subscription))
    }
}

/// Operations whose ids start alike: a sub-client.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// Name of the group, and of the method that gives the sub-client. Empty for the client itself.
    pub name: Name,
    /// Type of the client, such as `MapsAccountsClient`.
    pub client: String,
    /// Its operations, in the order of their names.
    pub operations: Vec<Operation>,
    /// Pairs of keys that its operations list and regenerate: one method and one type each.
    pub key_pairs: Vec<KeyPair>,
}

impl Group {
    /// The operation with this id.
    pub fn operation(&self, id: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.id == id)
    }
}

/// One operation: a method of a client.
#[derive(Clone, Debug, Serialize)]
pub struct Operation {
    /// Its id in the definition.
    pub id: String,
    /// Its name within its group: a method.
    pub name: Name,
    /// Type of its options, such as `MapsAccountsClientListKeysOptions`.
    pub options: String,
    /// Text for people.
    pub docs: Option<String>,
    /// Where it stands.
    pub origin: Pointer,
    /// API version of its document.
    pub api_version: Option<String>,
    /// HTTP method.
    pub method: Method,
    /// Path template, such as `/subscriptions/{subscriptionId}/…`.
    pub path: PathTemplate,
    /// Parameters: those of the path in the order of the template, then query and header by name.
    pub parameters: Vec<Parameter>,
    /// JSON body.
    pub body: Option<Body>,
    /// What the service answers when all went well.
    pub response: Response,
    /// Schema of the body of other answers.
    pub error: Option<Type>,
    /// Whether it answers once, in pages, or after a while.
    pub kind: OperationKind,
    /// Whether it changes something in a way that must not happen twice.
    pub resend: Resend,
    /// Its role among the key operations.
    pub key_role: Option<KeyRole>,
    /// Published examples by title.
    pub examples: BTreeMap<String, Example>,
}

/// A published example: parameters in, answers out.
#[derive(Clone, Debug, Serialize)]
pub struct Example {
    /// As it is published.
    pub value: Json,
    /// Where it stands.
    pub origin: Pointer,
    /// How it breaks its definition.
    pub faults: Vec<Fault>,
    /// Members of its answers that the definition does not know, by status.
    pub unknown: BTreeMap<String, Vec<String>>,
}

/// How an example breaks its definition, provably.
#[derive(Clone, Debug, Serialize)]
pub struct Fault {
    /// Status of the answer that is at fault, or none if the request is.
    pub status: Option<String>,
    /// What is wrong.
    pub reason: String,
    /// Where the example says it: file, line and column.
    pub example: String,
    /// Where the definition says otherwise.
    pub definition: String,
}

/// HTTP methods that ARM uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the variants are the methods' names")]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Head,
    Patch,
}

/// How the answers of an operation come.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum OperationKind {
    /// One answer: `async fn`, `Response<T>`.
    Once,
    /// In pages: `Pager<T>`.
    Pages(Pages),
    /// After a while: `Poller<OperationStatus<T>>`.
    LongRunning(LongRunning),
}

/// What a page holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pages {
    /// Property with the items.
    pub items: String,
    /// Property with the link to the next page, if there are more than one.
    pub next_link: Option<String>,
    /// The operation that asks for the next page, if its link does not say all.
    pub next: Option<Box<NextPage>>,
}

/// A call for the next page, with the arguments of the first: `pages_by`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NextPage {
    /// Id of its operation.
    pub id: String,
    /// Its path template.
    pub path: PathTemplate,
    /// API version of its document.
    pub api_version: Option<String>,
    /// What it takes of the first call: the Rust names are those of the first, the wire names its own.
    pub parameters: Vec<Parameter>,
    /// Its successful statuses.
    pub statuses: Vec<u16>,
    /// The parameter that gets the link, if the link is no address.
    pub link: Option<(String, LinkPlace)>,
}

/// Where a call for the next page takes the link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the variants are those of the runtime")]
pub enum LinkPlace {
    Path,
    Segments,
    Query,
}

/// How a long-running operation ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LongRunning {
    /// Where the definition says that the result stands.
    pub final_state: FinalState,
    /// Whether the result has the members of ARM's status document, so that it is that document, not what that
    /// document holds.
    pub status_is_result: bool,
}

/// Where the result of a long-running operation stands (`final-state-via`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the variants are those of the runtime")]
pub enum FinalState {
    ByMethod,
    AzureAsyncOperation,
    Location,
    OriginalUri,
}

/// Whether a call may be sent again when its outcome is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Resend {
    /// It only reads, though its method does not say so.
    ReadOnly,
    /// As the method says: POST and PATCH never, the others always.
    ByMethod,
}

/// What a key operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum KeyRole {
    /// It answers with keys.
    List,
    /// It makes a new key.
    Regenerate,
}

/// A parameter in the path, the query or a header.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Parameter {
    /// Its name.
    pub name: Name,
    /// Text for people.
    pub docs: Option<String>,
    /// Where it stands in the definitions.
    pub origin: Pointer,
    /// Where it goes in a request.
    pub location: Location,
    /// Whether the client gives it, and not the call.
    pub of_client: bool,
    /// Whether a call must have it: an argument, or else a field of the options.
    pub required: bool,
    /// Its type.
    pub ty: Type,
    /// Checks of its value.
    pub rules: Vec<Rule>,
    /// Whether the text of a query is sent as it is (`x-ms-skip-url-encoding`).
    pub verbatim: bool,
}

impl Parameter {
    /// Adds a sentence to the text for people.
    pub fn note(&mut self, sentence: &str) {
        let text = self.docs.take().map(|text| text + "\n\n");
        self.docs = Some(text.unwrap_or_default() + sentence);
    }

    /// Whether it takes several values of the query.
    pub fn is_list(&self) -> bool {
        matches!(
            (&self.ty, &self.location),
            (Type::Array(_), Location::Query(_))
        )
    }

    /// Whether it is the subscription, which belongs to the client.
    pub fn is_subscription(&self) -> bool {
        self.of_client && self.location == Location::Path
    }
}

/// Where a parameter goes in a request.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Location {
    /// One segment of the path.
    Path,
    /// Several segments of the path, as they are.
    PathSegments,
    /// Several segments in front of all others, or none: the scope of the tenant.
    Scope,
    /// The query; a list is joined.
    Query(Separator),
    /// A header.
    Header,
}

/// How the values of a list are written.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Separator {
    /// One parameter for each.
    Multi,
    /// Joined by a text.
    Joined(&'static str),
}

/// A check of a parameter's value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Rule {
    /// At least so many characters.
    MinLength(usize),
    /// At most so many characters.
    MaxLength(usize),
    /// A regular expression that `regex-lite` takes.
    Pattern(String),
}

/// JSON body of a request.
#[derive(Clone, Debug, Serialize)]
pub struct Body {
    /// Name by which examples give it.
    pub name: String,
    /// Text for people.
    pub docs: Option<String>,
    /// Whether a call must have it: an argument, or else a field of the options.
    pub required: bool,
    /// Its type: `RequestContent<T>`.
    pub ty: Type,
}

/// Successful answers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Response {
    /// Status codes.
    pub statuses: Vec<u16>,
    /// Type of the body: `Response<T>`, or `Response<(), NoFormat>` if there is none.
    pub body: Option<Type>,
    /// Whether some of the statuses come without the body: `Response<Option<T>>`.
    pub optional: bool,
    /// Typed headers.
    pub headers: Vec<Header>,
}

impl Response {
    /// Whether the response is of the same type: one trait of headers then serves both.
    pub fn is_like(&self, other: &Self) -> bool {
        (&self.body, self.optional) == (&other.body, other.optional)
    }
}

/// A header of an answer: a method of the response's trait.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Header {
    /// Its name.
    pub name: Name,
    /// Text for people.
    pub docs: Option<String>,
    /// Its type.
    pub ty: Type,
}

/// Typed headers of one type of response: `SubscriptionKeysContractHeaders`.
#[derive(Clone, Debug, Serialize)]
pub struct HeaderTrait {
    /// Name of the trait.
    pub name: String,
    /// The answer that it is for.
    pub response: Response,
    /// Its methods.
    pub headers: Vec<Header>,
}

/// A type of Rust.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Type {
    /// `bool`
    Boolean,
    /// `i32`, `u64` and the like.
    Integer(Integer),
    /// `f64`
    Float,
    /// `String`
    String,
    /// `azure_core::http::Etag`, in headers.
    Etag,
    /// `OffsetDateTime` or `Vec<u8>` in one encoding.
    Encoded(Encoding),
    /// `azure_core::credentials::Secret`
    Secret,
    /// `azure_core::Value`: an object of which the definition says nothing.
    Value,
    /// The shared `KeyType`, in one spelling.
    Key(SpellingId),
    /// `Vec<T>`
    Array(Box<Type>),
    /// `HashMap<String, T>`
    Map(Box<Type>),
    /// A definition of the model.
    Definition(DefinitionId),
}

impl Type {
    /// The type below lists and maps.
    pub fn leaf(&self) -> &Type {
        match self {
            Type::Array(item) | Type::Map(item) => item.leaf(),
            leaf => leaf,
        }
    }

    /// The type below lists and maps, to change.
    pub fn leaf_mut(&mut self) -> &mut Type {
        match self {
            Type::Array(item) | Type::Map(item) => item.leaf_mut(),
            leaf => leaf,
        }
    }

    /// Makes a secret of a text or bytes, alone or in lists and maps. Says whether the type is one then.
    pub fn make_secret(&mut self) -> bool {
        let leaf = self.leaf_mut();
        if matches!(
            leaf,
            Type::String | Type::Encoded(Encoding::Base64 | Encoding::Base64Url)
        ) {
            *leaf = Type::Secret;
        }
        *leaf == Type::Secret
    }

    /// The definition below lists and maps.
    pub fn definition(&self) -> Option<DefinitionId> {
        match self.leaf() {
            Type::Definition(id) => Some(*id),
            _ => None,
        }
    }
}

/// Integers of Rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[allow(missing_docs, reason = "the variants are the types' names")]
pub enum Integer {
    I8,
    I16,
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
}

/// JSON forms of dates and bytes: modules of the runtime's `encoding`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[allow(missing_docs, reason = "the variants are the modules' names")]
pub enum Encoding {
    Rfc3339,
    Rfc1123,
    UnixTime,
    Base64,
    Base64Url,
}

/// A named schema: a struct or an enum.
#[derive(Clone, Debug, Serialize)]
pub struct Definition {
    /// Its name: the type.
    pub name: Name,
    /// Where it stands.
    pub origin: Pointer,
    /// Index of the service that it was read for.
    pub service: usize,
    /// Services that publish it, if it is shared: the type then lives in `shared::models`.
    pub shared: BTreeSet<usize>,
    /// Text for people, of the type and of its members by wire name.
    pub docs: Docs,
    /// What it is.
    pub shape: Shape,
    /// Whether it is the body of a request: `TryFrom` into `RequestContent`.
    pub body: bool,
    /// Property with the items, if it is a page: `Page`.
    pub page: Option<String>,
    /// Where it was merged into, if it is not emitted itself, and so not printed.
    #[serde(skip)]
    pub merged: Option<DefinitionId>,
    /// Where the manifest gives it its name: a path as the user gave it, which may be absolute.
    #[serde(skip)]
    pub renamed: Option<Place>,
}

/// Texts for people, which have no part in what a type is.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Docs {
    /// Of the type.
    pub text: Option<String>,
    /// Of its fields or variants, by wire name.
    pub members: BTreeMap<String, String>,
}

/// What a type is, apart from its name, docs and origin, so that two can be compared.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shape {
    /// Struct or enum.
    pub kind: ShapeKind,
    /// Used in a request, in an answer, or both.
    pub usage: Usage,
    /// Whether it holds a secret at any depth.
    pub secret: bool,
}

/// Struct, enum, or enum of structs.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum ShapeKind {
    /// A struct.
    Struct(Struct),
    /// An enum.
    Enum(Enum),
    /// An enum of structs, told apart by a property.
    Union(Union),
}

/// Where a type is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Usage {
    /// In a request: `Serialize`.
    pub request: bool,
    /// In an answer: `Deserialize`.
    pub response: bool,
}

impl Usage {
    /// Required properties are plain fields only where a caller writes the model and never reads it.
    pub fn request_only(self) -> bool {
        self.request && !self.response
    }
}

/// A struct.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Struct {
    /// Fields, by wire name.
    pub fields: Vec<Field>,
    /// Type of further members: `additional_properties`, a map.
    pub additional: Option<Type>,
}

/// A property of an object: a field.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: Type,
    /// Whether the object must have it.
    pub required: bool,
    /// Whether it may be null.
    pub nullable: bool,
    /// Whether the definition says that it is secret.
    pub secret: bool,
    /// Whether the struct would hold itself: `Box`.
    pub boxed: bool,
}

/// Structs that extend one with a discriminator: an enum with a variant for each.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Union {
    /// The discriminator's property.
    pub tag: String,
    /// Its values, each with its struct.
    pub variants: Vec<(Name, Type)>,
    /// The struct of any other value: `UnknownKind`.
    pub other: Type,
}

/// An enum.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Enum {
    /// Whether the service may send more values: `UnknownValue`.
    pub open: bool,
    /// Strings or integers.
    pub values: Values,
    /// Indexes of the variants that choose the two keys of a pair, if it is a selector: `From<KeyType>`.
    pub key_variants: Option<(usize, usize)>,
}

/// Values of an enum, each with its variant.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Values {
    /// `as_ref()` gives the string.
    Strings(Vec<Name>),
    /// Serialised as integers; the names hold their digits.
    Integers(Vec<(i64, Name)>),
}

impl Values {
    /// Names of all variants.
    pub fn names(&self) -> Vec<&Name> {
        match self {
            Values::Strings(names) => names.iter().collect(),
            Values::Integers(values) => values.iter().map(|(_, name)| name).collect(),
        }
    }
}
