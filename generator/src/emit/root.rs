//! `src/lib.rs`.

use super::{File, docs, rust, showcase, tokens::ident};
use crate::surface::Surface;
use proc_macro2::TokenStream;
use quote::quote;

/// The crate's root: front page, modules, and the types that all services share.
pub(super) fn root(surface: &Surface) -> File {
    let front = front(surface);
    let exports = surface.exports.iter().map(|name| ident(name));
    let recursion = surface.recursion_limit.map(|limit| {
        let limit = limit.to_string();
        quote!(#![recursion_limit = #limit])
    });
    let modules = surface.services.iter().map(|service| {
        let (feature, module) = (&service.name, ident(&service.name));
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
            #recursion
            #![allow(rustdoc::bare_urls, reason = "texts of definitions stay as they are")]
            #![allow(clippy::too_many_arguments, reason = "a method takes what its operation requires")]
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
            pub use runtime::{#(#exports),*};
        },
    )
}

fn front(surface: &Surface) -> TokenStream {
    let mut lines = surface.description.clone();
    let features = surface
        .services
        .iter()
        .map(|service| format!("* `{}`: {}", service.name, service.title));
    lines.extend([
        String::new(),
        match surface.services.len() {
            1 => "One service, whose cargo feature is on by default:".to_owned(),
            _ => "One module and one cargo feature per service, and `all` for all of them:"
                .to_owned(),
        },
        String::new(),
    ]);
    lines.extend(features);
    lines.push(String::new());
    let mut tokens = docs::module(&lines);
    if let Some(shown) = &surface.showcase {
        let program = showcase::program(shown, &surface.name);
        tokens.extend(snippet("List and regenerate", &shown.module, &program));
    }
    if let Some(shown) = &surface.rotation {
        let program = rotation(&surface.name, &shown.resource_id);
        tokens.extend(snippet("Rotate", &shown.module, &program));
    }
    tokens.extend(docs::module(&PROMISES));
    tokens
}

/// A program on the front page, which compiles only with the feature that it uses.
fn snippet(title: &str, feature: &str, program: &[String]) -> TokenStream {
    let title = format!(" # {title}");
    let program = docs::code(program);
    quote! {
        #![doc = #title]
        #![doc = ""]
        #![cfg_attr(feature = #feature, doc = " ```no_run")]
        #![cfg_attr(not(feature = #feature), doc = " ```ignore")]
        #program
        #![doc = " ```"]
        #![doc = ""]
    }
}

/// A program that rotates the keys of a resource, in lines.
fn rotation(krate: &str, id: &str) -> Vec<String> {
    let lines = format!(
        r#"use azure_identity::DeveloperToolsCredential;
use {krate}::{{Key, KeyType, ResourceId, Rotation}};

# async fn hand_to_consumers(_: Key) -> azure_core::Result<()> {{ Ok(()) }}
# async fn run() -> Result<(), Box<dyn std::error::Error>> {{
let credential = DeveloperToolsCredential::new(None)?;
let id: ResourceId = "{id}".parse()?;
for pair in {krate}::key_pairs(&id, credential, None)? {{
    // Consumers use the primary key: the secondary is renewed and handed to them, and then the primary is renewed.
    // A rotation that failed is kept, since it goes on where it was; a new one would renew what consumers hold.
    let file = format!("{{}}.json", pair.name());
    let mut rotation = match std::fs::read(&file) {{
        Ok(kept) => azure_core::json::from_json(kept)?,
        Err(_) => Rotation::new(KeyType::Primary),
    }};
    let ended = rotation.run(&*pair, None, |_, key| hand_to_consumers(key)).await;
    std::fs::write(&file, azure_core::json::to_json(&rotation)?)?;
    ended?;
}}
# Ok(())
# }}"#
    );
    lines.lines().map(str::to_owned).collect()
}

/// What every client promises.
const PROMISES: [&str; 16] = [
    "# What to rely on",
    "",
    "* Keys are [`azure_core::credentials::Secret`]s. No error, log or `Debug` output shows one, the access token, or the body of an answer; [`ErrorResponse::from_error`] reads the service's error. What a credential does is its own: with the feature `azure_core/debug`, the log of its requests shows all headers.",
    "* A call that changes something is handed to the transport once, whatever the retry options and the policies of the client do: see [`OutcomeUnknown`]. It is sent again only after `429 Too Many Requests`, and if no connection was opened.",
    "* Nothing goes on for ever: [`ArmClientOptions`] limits the length of answers and of lists, and takes a deadline for calls. The delays that services ask for are kept between one second and ten minutes.",
    "* A rotation keeps a valid key with its consumers at every step; when it fails, its error says which keys changed, and running it again goes on. A regenerate whose outcome is unknown is looked after, not repeated: see [`Rotation`].",
    "* Names stay names: a parameter that would change the path of a request is refused, and lengths and patterns are checked before anything is sent ([`ArmClientOptions::skip_validation`] leaves them to the service).",
    "* The access token goes to the endpoint and to [`ArmClientOptions::trusted_origins`], nowhere else. Only the transport sees it, so that a policy of yours that signs requests has to stand there.",
    "",
    "# Clouds",
    "",
    "`client_options.cloud` names the cloud: public by default, US Government, China, or a custom one with [`ArmClientOptions::endpoint`] and [`ArmClientOptions::audience`].",
    "",
    "# Features",
    "",
    "`default` has `azure_core/default`: an HTTP client with TLS on the tokio runtime. Without it, give [`azure_core::http::ClientOptions::transport`] your own. Models, options and typed headers are in each service's `models`.",
];
