//! Names that a service must not use: those of the emitted crate's own files, of its dependencies, of Windows devices,
//! and of the types that emitted files use.

use crate::naming;

/// Names of the emitted crate's own files, modules and features.
pub const MODULES: [&str; 14] = [
    "all",
    "bin",
    "cli",
    "default",
    "fleet",
    "key_pairs",
    "lib",
    "main",
    "registry",
    "replay",
    "runtime",
    "shared",
    "test",
    "twins",
];

/// Dependencies of the emitted crate, including those of its tests and example programs.
pub(crate) const DEPENDENCIES: [&str; 15] = [
    "async_trait",
    "azure_core",
    "azure_identity",
    "clap",
    "clap_complete",
    "clap_mangen",
    "event_listener",
    "fs4",
    "futures",
    "indicatif",
    "regex_lite",
    "serde",
    "serde_json",
    "sha2",
    "tokio",
];

/// Crates that come with Rust.
pub(crate) const OF_RUST: [&str; 5] = ["alloc", "core", "proc_macro", "std", "test"];

/// Types that emitted files use unqualified, with their paths.
pub(crate) const IMPORTED: [(&str, &str); 37] = [
    ("Arc", "std::sync::Arc"),
    ("Arm", "crate::runtime::arm::Arm"),
    ("ArmClientOptions", "crate::ArmClientOptions"),
    ("AsyncResponse", "azure_core::http::AsyncResponse"),
    (
        "ClientMethodOptions",
        "azure_core::http::ClientMethodOptions",
    ),
    ("Deserialize", "serde::Deserialize"),
    ("Etag", "azure_core::http::Etag"),
    ("FinalState", "crate::runtime::long_running::FinalState"),
    ("HashMap", "std::collections::HashMap"),
    ("HeaderName", "azure_core::http::headers::HeaderName"),
    ("Hidden", "crate::Hidden"),
    (
        "KeyPairCalls",
        "crate::runtime::key_pair_calls::KeyPairCalls",
    ),
    ("KeyPairOptions", "crate::KeyPairOptions"),
    ("KeyType", "crate::KeyType"),
    ("LinkPlace", "crate::runtime::operation::LinkPlace"),
    ("Method", "azure_core::http::Method"),
    ("NoFormat", "azure_core::http::NoFormat"),
    ("Nullable", "crate::Nullable"),
    ("OffsetDateTime", "azure_core::time::OffsetDateTime"),
    ("OperationStatus", "crate::OperationStatus"),
    ("Page", "azure_core::http::pager::Page"),
    ("PagedPoller", "crate::PagedPoller"),
    ("Pager", "azure_core::http::Pager"),
    ("PagerOptions", "azure_core::http::pager::PagerOptions"),
    ("Poller", "azure_core::http::Poller"),
    ("PollerOptions", "azure_core::http::poller::PollerOptions"),
    ("Renewed", "crate::runtime::key_pair_calls::Renewed"),
    ("RequestContent", "azure_core::http::RequestContent"),
    ("Response", "azure_core::http::Response"),
    ("Result", "azure_core::Result"),
    ("Rule", "crate::runtime::rule::Rule"),
    ("SafeDebug", "azure_core::fmt::SafeDebug"),
    ("Secret", "azure_core::credentials::Secret"),
    ("Separator", "crate::runtime::operation::Separator"),
    ("Serialize", "serde::Serialize"),
    (
        "TokenCredential",
        "azure_core::credentials::TokenCredential",
    ),
    ("Value", "azure_core::Value"),
];

/// Types and traits that emitted files, or expansions of their macros and derives, use without an import.
const IN_SCOPE: [&str; 45] = [
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Deserializer",
    "Display",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "Error",
    "ErrorResponse",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "FromStr",
    "Hash",
    "Infallible",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// Names of types that emitted files use, and that a service's types must not have.
pub(crate) fn types() -> impl Iterator<Item = &'static str> {
    let imported = IMPORTED.iter().map(|(name, _)| *name);
    imported.chain(IN_SCOPE)
}

/// Whether emitted files use this name for another type.
pub(crate) fn is_type(name: &str) -> bool {
    types().any(|reserved| reserved == name)
}

/// Whether a service's module may have this name. It is also the name of a file and of a cargo feature.
pub fn is_module(name: &str) -> bool {
    let plain = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !name.contains("__");
    let is_taken =
        naming::is_keyword(name) || MODULES.contains(&name) || is_device(name) || is_crate(name);
    plain && !is_taken
}

/// Whether a crate that emitted code can refer to has this name.
pub(crate) fn is_crate(name: &str) -> bool {
    DEPENDENCIES.contains(&name) || OF_RUST.contains(&name)
}

/// Whether a file of this name would be a device on Windows, whatever its extension.
pub(crate) fn is_device(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let port = name
        .strip_prefix("com")
        .or_else(|| name.strip_prefix("lpt"));
    let is_port = port.is_some_and(|port| port.len() == 1 && port.as_bytes()[0].is_ascii_digit());
    is_port || ["aux", "con", "nul", "prn"].contains(&name.as_str())
}
