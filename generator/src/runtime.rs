//! Code that is the same for every service. It is copied into each emitted crate word for word, and
//! compiled and tested here in the same form.

use std::collections::{BTreeMap, BTreeSet};

/// One file of the runtime.
#[derive(Clone, Copy, Debug)]
pub struct RuntimeFile {
    /// Name of its module.
    pub module: &'static str,
    /// Its text.
    pub text: &'static str,
    /// Whether only the emitted tests use it.
    pub test: bool,
}

macro_rules! files {
    ($($(#[$test:ident])? $module:ident)*) => {
        $(
            #[cfg(test)]
            #[allow(dead_code, elided_lifetimes_in_paths, unreachable_pub, unused_macros, unused_imports, reason = "each emitted crate uses what it needs")]
            pub mod $module;
        )*

        /// Every file of the runtime, in the order of their names.
        pub const FILES: &[RuntimeFile] = &[$(RuntimeFile {
            module: stringify!($module),
            text: include_str!(concat!("runtime/", stringify!($module), ".rs")),
            test: false $(|| stringify!($test).len() > 0)?,
        }),*];
    };
}

files! {
    answer
    arm
    arm_error
    body
    by_method
    cancellation
    causes
    concealed
    continuation
    deadline
    delay
    encoded
    encoded_field
    encoding
    enums
    error_code
    error_model
    error_response
    existence
    hidden
    key_pair
    key_pair_calls
    key_type
    keys
    long_running
    loopback
    model
    nearest
    never_resend
    next_page
    nullable
    operation
    operation_status
    options
    outcome_unknown
    page_items
    paged_poller
    pages_read
    paging
    #[test] parts
    polling
    query
    read
    read_json
    read_name
    #[test] read_parts
    read_value
    redact
    #[test] replay
    #[test] replay_begun
    #[test] replay_compare
    #[test] replay_example
    resource_id
    resource_type
    response_future
    rotation
    rotation_cause
    rotation_error
    rotation_look
    rotation_observer
    rotation_options
    rotation_run
    rotation_saved
    rotation_secret
    rotation_state
    rule
    same_origin
    secret_parameter
    sending
    sent_json
    spans
    status
    streaming
    template
    time_limit
    transport
    #[test] twins
    union
    user_agent
    wire
    write
}

/// The files that crates can have in common: all but those that only the tests of one use.
pub fn shared() -> impl Iterator<Item = &'static RuntimeFile> {
    FILES.iter().filter(|file| !file.test)
}

/// Identifies the text of these files: its FNV-1a hash, which is the same with any compiler.
pub fn fingerprint() -> u64 {
    let bytes = shared().flat_map(|file| file.text.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Public items of one file of the runtime.
#[derive(Clone, Copy, Debug)]
pub struct Export {
    /// Name of the file's module.
    pub module: &'static str,
    /// Names of the items.
    pub names: &'static [&'static str],
    /// Whether the crate exports only the items that its methods name.
    pub if_used: bool,
}

macro_rules! exports {
    ($($(#[$if_used:ident])? $module:ident: $($name:ident)*;)*) => {
        $(
            #[cfg(test)]
            pub use $module::{$($name),*};
        )*

        /// Every public item of the runtime, by the file that defines it.
        pub const EXPORTS: &[Export] = &[$(Export {
            module: stringify!($module),
            names: &[$(stringify!($name)),*],
            if_used: false $(|| stringify!($if_used).len() > 0)?,
        }),*];
    };
}

exports! {
    arm_error: ArmError;
    body: Json;
    cancellation: Cancellation;
    causes: Causes;
    continuation: Continuation;
    deadline: DeadlineExceeded;
    #[if_used] encoded: Base64 Base64Url Rfc1123 Rfc3339 Secrets UnixTime;
    error_response: ErrorAdditionalInfo ErrorDetail ErrorResponse;
    #[if_used] hidden: Hidden;
    key_pair: BoxFuture KeyPair KeyPairOptions;
    key_type: KeyType;
    keys: Key Keys;
    #[if_used] nullable: Nullable;
    operation_status: OperationStatus;
    options: ArmClientOptions ResourceManager;
    outcome_unknown: OutcomeUnknown;
    #[if_used] paged_poller: PagedPoller;
    resource_id: ResourceId;
    resource_type: ResourceType;
    rotation: Rotation;
    rotation_error: RotationError RotationErrorKind;
    rotation_observer: RotationObserver;
    rotation_options: RotationOptions;
    rotation_state: KeyStatus Step StepKind;
    time_limit: TimeLimit;
}

/// A form of definitions. Emitted code of this form names files of the runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Any operation.
    Operation,
    /// A response whose body depends on the status.
    Answer,
    /// Values whose JSON is not that of their Rust type.
    Encoding,
    /// A request or response that is such a value.
    EncodedBody,
    /// An enum of texts or integers.
    Enum,
    /// A model for errors of the service.
    ErrorModel,
    /// An operation that says whether something exists.
    Existence,
    /// A secret that is no text.
    Hidden,
    /// A pair of keys.
    KeyPair,
    /// A value that chooses a key.
    KeyType,
    /// A long-running operation.
    LongRunning,
    /// A property that may be null or absent.
    Nullable,
    /// A long-running operation whose result comes in pages.
    PagedPoller,
    /// A list that comes in pages.
    Pages,
    /// A secret parameter.
    SecretParameter,
    /// A response that is not read as a whole.
    Stream,
    /// Twins of models, with serde's derives.
    Twins,
    /// An enum of structs.
    Union,
}

/// The files that emitted code names, or that users do. The files that these use are found in their texts.
const NAMED: &[(Form, &[&str])] = &[
    (
        Form::Operation,
        &[
            "arm_error",
            "body",
            "error_response",
            "model",
            "operation",
            "options",
            "parts",
            "read_value",
            "replay",
            "resource_id",
            "response_future",
            "time_limit",
        ],
    ),
    (Form::Answer, &["answer"]),
    (Form::Encoding, &["encoded_field", "encoding"]),
    (Form::EncodedBody, &["encoded"]),
    (Form::Enum, &["enums"]),
    (Form::ErrorModel, &["error_model"]),
    (Form::Existence, &["existence"]),
    (Form::Hidden, &["hidden"]),
    (
        Form::KeyPair,
        &[
            "causes",
            "key_pair",
            "key_pair_calls",
            "paging",
            "resource_type",
            "rotation",
            "rotation_look",
            "rotation_run",
            "rotation_saved",
        ],
    ),
    (Form::KeyType, &["key_type"]),
    (Form::LongRunning, &["polling", "replay_begun"]),
    (Form::Nullable, &["nullable"]),
    (Form::PagedPoller, &["page_items", "paged_poller"]),
    (Form::Pages, &["page_items", "paging"]),
    (Form::SecretParameter, &["secret_parameter"]),
    (Form::Stream, &["streaming"]),
    (Form::Twins, &["twins"]),
    (Form::Union, &["union"]),
];

/// A file of the runtime in a crate.
#[derive(Clone, Copy, Debug)]
pub struct Needed {
    /// The file.
    pub file: &'static RuntimeFile,
    /// Whether only tests need it.
    pub test: bool,
}

/// The files that a crate with these forms needs, in the order of their names.
pub fn needed(forms: &BTreeSet<Form>) -> Vec<Needed> {
    let rows = NAMED.iter().filter(|(form, _)| forms.contains(form));
    let named: Vec<&str> = rows.flat_map(|(_, modules)| *modules).copied().collect();
    let mut uses = BTreeMap::new();
    let [of_users, all] = [false, true].map(|tests| closure(&named, tests, &mut uses));
    let files = FILES.iter().filter(|file| all.contains(file.module));
    let needed = files.map(|file| Needed {
        file,
        test: !of_users.contains(file.module),
    });
    needed.collect()
}

/// These files, those that they use, and so on: also those that only tests use, if `tests` is set. Stores in `uses` which
/// files a file uses.
fn closure(
    modules: &[&'static str],
    tests: bool,
    uses: &mut BTreeMap<&'static str, Vec<&'static str>>,
) -> BTreeSet<&'static str> {
    let mut open = modules.to_vec();
    let mut found = BTreeSet::new();
    while let Some(module) = open.pop() {
        if (tests || !file(module).test) && found.insert(module) {
            open.extend(uses.entry(module).or_insert_with(|| used(module)).iter());
        }
    }
    found
}

fn file(module: &str) -> &'static RuntimeFile {
    let mut files = FILES.iter().filter(|file| file.module == module);
    files.next().expect("the runtime has the file")
}

/// The files whose items a file names, also in links of its documentation.
fn used(module: &str) -> Vec<&'static str> {
    siblings(file(module).text).filter_map(module_of).collect()
}

/// The file with this name, or with an item of this name.
fn module_of(name: &str) -> Option<&'static str> {
    let mut files = FILES.iter().map(|file| file.module);
    let export = || EXPORTS.iter().find(|export| export.names.contains(&name));
    files
        .find(|module| *module == name)
        .or_else(|| export().map(|export| export.module))
}

/// The names in a file after `super::`, `crate::runtime::` and `crate::`, of modules and of items.
fn siblings(text: &str) -> impl Iterator<Item = &str> {
    let paths = ["super::", "crate::"].into_iter();
    let rests = paths.flat_map(|path| {
        text.match_indices(path)
            .map(|(at, path)| &text[at + path.len()..])
    });
    let rests = rests.map(|rest| rest.strip_prefix("runtime::").unwrap_or(rest));
    rests.flat_map(|rest| match rest.strip_prefix('{') {
        Some(group) => first_names(group),
        None => vec![first_name(rest)],
    })
}

/// The first names of the paths in a group of imports: `a` and `b` of `a, b::{c, d}}`.
fn first_names(group: &str) -> Vec<&str> {
    let mut depth = 0;
    let mut names = vec![first_name(group.trim_start())];
    for (at, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(first_name(group[at + 1..].trim_start())),
            _ => {}
        }
    }
    names
}

fn first_name(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    &text[..end.unwrap_or(text.len())]
}

#[cfg(test)]
mod tests;
