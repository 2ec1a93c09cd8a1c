//! `src/lib.rs`.

use super::{File, docs, ident, rust, showcase::showcase};
use crate::model::Model;
use proc_macro2::TokenStream;
use quote::quote;

/// The crate's root: front page, modules, and the types that all services share.
pub(super) fn root(model: &Model) -> File {
    let front = front(model);
    let modules = model.services.iter().map(|service| {
        let (feature, module) = (&service.module, ident(&service.module));
        quote! {
            #[cfg(feature = #feature)]
            #[cfg_attr(docsrs, doc(cfg(feature = #feature)))]
            pub mod #module;
        }
    });
    rust(
        "src/lib.rs",
        quote! {
            #front
            #![cfg_attr(docsrs, feature(doc_cfg))]
            #![allow(rustdoc::bare_urls, reason = "texts of definitions stay as they are")]
            #(#modules)*
            mod registry;
            #[allow(
                dead_code,
                unused_imports,
                unused_macros,
                reason = "no single set of services uses all of it"
            )]
            mod runtime;
            #[allow(dead_code, reason = "no single set of services uses all of it")]
            mod shared;
            #[cfg(test)]
            mod replay;
            pub use registry::{RESOURCE_TYPES, key_pairs};
            pub use runtime::{
                ArmClientOptions, Cancellation, ErrorAdditionalInfo, ErrorDetail, ErrorResponse, Key, KeyPair,
                KeyPairOptions, KeyStatus, KeyType, Keys, OperationStatus, OutcomeUnknown, ResourceId,
                ResourceManager, Rotation, RotationError, RotationErrorKind, RotationOptions, Step, StepKind,
            };
        },
    )
}

fn front(model: &Model) -> TokenStream {
    let mut lines = docs::lines(&model.package.description);
    let features = model.services.iter().map(|service| {
        format!(
            "* `{}`: {}",
            service.module,
            docs::lines(&service.title).join(" ")
        )
    });
    lines.extend([
        String::new(),
        "One module and one cargo feature per service, and `all` for all of them:".to_owned(),
        String::new(),
    ]);
    lines.extend(features);
    lines.push(String::new());
    let mut tokens = docs::module(&lines);
    if let Some(showcase) = showcase(model) {
        let feature = &showcase.service.module;
        let program = docs::module(&showcase.program(&model.package.name));
        tokens.extend(quote! {
            #![doc = " # List and regenerate"]
            #![doc = ""]
            #![cfg_attr(feature = #feature, doc = " ```no_run")]
            #![cfg_attr(not(feature = #feature), doc = " ```ignore")]
            #program
            #![doc = " ```"]
            #![doc = ""]
        });
    }
    tokens.extend(docs::module(&PROMISES));
    tokens
}

/// What every client promises.
const PROMISES: [&str; 20] = [
    "# What to rely on",
    "",
    "* Keys are [`azure_core::credentials::Secret`]s. No error, log or `Debug` output shows one, or the body of an",
    "  answer; [`ErrorResponse::from_error`] reads the service's error.",
    "* A call that changes something is never sent again when its outcome is unknown (408, 5xx, a lost",
    "  connection), whatever the retry options say: see [`OutcomeUnknown`]. `429 Too Many Requests` is retried.",
    "* Names stay names: a parameter that would change the path of a request is refused, and lengths and patterns",
    "  are checked before anything is sent ([`ArmClientOptions::skip_validation`] leaves them to the service).",
    "* The access token goes to the endpoint and to [`ArmClientOptions::trusted_origins`], nowhere else.",
    "",
    "# Clouds",
    "",
    "`client_options.cloud` names the cloud: public by default, US Government, China, or a custom one with",
    "[`ArmClientOptions::endpoint`] and [`ArmClientOptions::audience`].",
    "",
    "# Features",
    "",
    "`default` is `azure_core/default`: an HTTP client with TLS on the tokio runtime. Without it, give",
    "[`azure_core::http::ClientOptions::transport`] your own. Models, options and typed headers are in each",
    "service's `models`.",
];
