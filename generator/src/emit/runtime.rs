//! The runtime: its files as they are, and the module that declares them.

use super::{Content, File, docs, ident, rust};
use crate::runtime::{FILES, RuntimeFile};
use quote::quote;

/// `src/runtime.rs` and the files beside it.
pub(super) fn files() -> Vec<File> {
    let modules = FILES.iter().map(|file: &RuntimeFile| {
        let name = ident(file.module);
        let test = file.test.then(|| quote!(#[cfg(test)]));
        quote!(#test pub(crate) mod #name;)
    });
    let text = docs::module(&["Code that never varies between services."]);
    let root = quote! {
        #text
        #(#modules)*
        pub use cancellation::Cancellation;
        pub use deadline::DeadlineExceeded;
        pub use encoded::{Base64, Base64Url, Rfc1123, Rfc3339, Secrets, UnixTime};
        pub use error_response::{ErrorAdditionalInfo, ErrorDetail, ErrorResponse};
        pub use key_pair::{KeyPair, KeyPairOptions};
        pub use key_type::KeyType;
        pub use keys::{Key, Keys};
        pub use options::{ArmClientOptions, ResourceManager};
        pub use outcome_unknown::OutcomeUnknown;
        pub use polling::OperationStatus;
        pub use resource_id::ResourceId;
        pub use resource_type::ResourceType;
        pub use rotation::Rotation;
        pub use rotation_error::{RotationError, RotationErrorKind};
        pub use rotation_observer::RotationObserver;
        pub use rotation_options::RotationOptions;
        pub use rotation_state::{KeyStatus, Step, StepKind};
    };
    let copies = FILES.iter().map(|file| File {
        path: format!("src/runtime/{}.rs", file.module),
        content: Content::Verbatim(file.text),
    });
    [rust("src/runtime.rs", root)]
        .into_iter()
        .chain(copies)
        .collect()
}
