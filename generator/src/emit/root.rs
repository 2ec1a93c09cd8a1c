//! `src/lib.rs`.

use super::{File, docs, features, rust, showcase, tokens::ident, versions};
use crate::surface::{ServiceModule, Surface};
use proc_macro2::TokenStream;
use quote::quote;

/// The crate's root: documentation, modules, and the types that all services share.
pub(super) fn root(surface: &Surface) -> File {
    let front = front(surface);
    let exports = exports(surface);
    let recursion = surface.recursion_limit.map(|limit| {
        let limit = limit.to_string();
        quote!(#![recursion_limit = #limit])
    });
    let modules = surface.services.iter().map(module);
    let registry = surface.has_key_pairs().then(|| {
        let module = quote!(
            mod registry;
        );
        (
            module,
            quote!(
                pub use registry::{RESOURCE_TYPES, key_pairs};
            ),
        )
    });
    let (registry, registered) = registry.unzip();
    let versioned = versions::services(surface);
    let versioned = versioned.keys().map(|name| ident(name));
    let tests = tests(surface);
    let fleet = surface.has_fleet.then(|| {
        quote! {
            #[cfg(feature = "fleet")]
            #[cfg_attr(docsrs, doc(cfg(feature = "fleet")))]
            pub mod fleet;
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
            #(pub mod #versioned;)*
            #fleet
            #registry
            #[allow(
                dead_code,
                unused_imports,
                unused_macros,
                reason = "no single set of services uses all of it"
            )]
            mod runtime;
            #[allow(dead_code, reason = "no single set of services uses all of it")]
            mod shared;
            #[cfg(feature = "test")]
            #[cfg_attr(docsrs, doc(cfg(feature = "test")))]
            pub mod test;
            #tests
            #registered
            #exports
        },
    )
}

/// The public items of the runtime.
fn exports(surface: &Surface) -> TokenStream {
    let exports = surface.exports.iter().map(|name| ident(name));
    match surface.package.runtime.package() {
        None => quote!(pub use runtime::{#(#exports),*};),
        Some(package) => {
            let krate = ident(&package.name.replace('-', "_"));
            quote! {
                #[doc(inline)]
                pub use ::#krate::{#(#exports),*};
            }
        }
    }
}

/// The private modules with tests.
fn tests(surface: &Surface) -> TokenStream {
    let twins = surface.package.twins.then(|| {
        quote! {
            #[cfg(test)]
            mod twins;
        }
    });
    quote! {
        #[cfg(test)]
        mod replay;
        #twins
    }
}

/// The module of a service.
fn module(service: &ServiceModule) -> TokenStream {
    let (feature, module) = (&service.name, ident(&service.name));
    match service.version {
        // The module of the service re-exports it.
        Some(_) => quote! {
            #[cfg(feature = #feature)]
            mod #module;
        },
        None => quote! {
            #[cfg(feature = #feature)]
            #[cfg_attr(docsrs, doc(cfg(feature = #feature)))]
            pub mod #module;
        },
    }
}

fn front(surface: &Surface) -> TokenStream {
    let mut tokens = docs::module(&surface.description);
    tokens.extend(docs::module(&[""]));
    if let Some(shown) = &surface.showcase {
        let list = showcase::list(shown, &surface.name);
        tokens.extend(snippet("List keys", &shown.feature, &list));
        if let Some(regenerate) = &shown.regenerate {
            let regenerate = showcase::regenerate(shown, regenerate, &surface.name);
            tokens.extend(snippet("Regenerate a key", &shown.feature, &regenerate));
        }
    }
    if let Some(shown) = &surface.rotation {
        let by_id = showcase::by_id(surface).unwrap_or_default();
        tokens.extend(snippet("Resources of any service", &shown.module, &by_id));
        let program = rotation(&surface.name, &shown.resource_id);
        tokens.extend(snippet("Rotate both keys", &shown.module, &program));
    }
    tokens.extend(docs::module(&services(surface)));
    let promises = PROMISES.iter();
    let promises: Vec<&str> = promises
        .filter(|line| surface.has_key_pairs() || !line.contains("[`Rotation`]"))
        .copied()
        .collect();
    tokens.extend(docs::module(&promises));
    let features: Vec<String> = features::lines(surface)
        .map(|line| format!("* {line}"))
        .collect();
    tokens.extend(docs::module(&[""]));
    tokens.extend(docs::module(&features));
    tokens
}

/// The list of services with their cargo features.
fn services(surface: &Surface) -> Vec<String> {
    let head = match surface.services.len() {
        1 => "One service, whose cargo feature is on by default:",
        _ => "One module and one cargo feature per service, and `all` for all of them:",
    };
    let services = surface.services.iter();
    let services = services.map(|service| format!("* `{}`: {}", service.name, service.title));
    let head = ["# Services", "", head, ""].map(str::to_owned).into_iter();
    let services = head.chain(services).chain(versions::lines(surface));
    services.chain([String::new()]).collect()
}

/// An example in the documentation. It is compiled only with the cargo feature that it uses.
fn snippet(title: &str, feature: &str, program: &[String]) -> TokenStream {
    let title = format!(" # {title}");
    let program = docs::code(program);
    quote! {
        #![doc = #title]
        #![doc = ""]
        #![cfg_attr(feature = #feature, doc = "```no_run")]
        #![cfg_attr(not(feature = #feature), doc = "```ignore")]
        #program
        #![doc = " ```"]
        #![doc = ""]
    }
}

/// Lines of a program that rotates the keys of a resource.
fn rotation(krate: &str, id: &str) -> Vec<String> {
    let id = showcase::resource_id(id).join("\n");
    let lines = format!(
        r#"use azure_identity::DeveloperToolsCredential;
use {krate}::{{Key, KeyType, ResourceId, Rotation}};

# async fn deploy(_: Key) -> azure_core::Result<()> {{ Ok(()) }}
# async fn run() -> Result<(), Box<dyn std::error::Error>> {{
{id}
let credential = DeveloperToolsCredential::new(None)?;
for pair in {krate}::key_pairs(&id, credential, None)? {{
    // Consumers use the primary key: the secondary key is regenerated and
    // deployed, then the primary is regenerated. A failed rotation is saved and
    // continued. A new one would regenerate the key that consumers use now.
    let file = format!("{{}}.json", pair.name());
    let mut rotation = match std::fs::read(&file) {{
        Ok(saved) => azure_core::json::from_json(saved)?,
        Err(_) => Rotation::new(KeyType::Primary),
    }};
    let result = rotation.run(&*pair, None, |_, key| deploy(key)).await;
    std::fs::write(&file, azure_core::json::to_json(&rotation)?)?;
    result?;
}}
# Ok(())
# }}"#
    );
    lines.lines().map(str::to_owned).collect()
}

/// What every client guarantees.
const PROMISES: [&str; 28] = [
    "# Guarantees",
    "",
    "* Keys are [`azure_core::credentials::Secret`]s. No error, log or `Debug` output shows one, the access token, or the body of a response; [`ErrorResponse::from_error`] returns the service's error. This does not cover credentials: with the feature `azure_core/debug`, the log of their requests shows all headers.",
    "* A call that changes something is sent once, whatever the retry options and the policies of the client are: see [`OutcomeUnknown`]. It is sent again only after `429 Too Many Requests`, and if no connection was opened.",
    "* Nothing runs for ever: [`ArmClientOptions`] limits the size of response bodies, the number of pages and the duration of calls. Delays that a service asks for are raised to one second and cut to ten minutes.",
    "* Consumers have a valid key at every step of a rotation. If it fails, its error lists the keys that changed, and running it again continues. A regenerate call whose outcome is unknown is not repeated, but followed by a call that lists the keys: see [`Rotation`].",
    "* Parameters are checked before anything is sent. One that would change the path of a request is refused, and so is one of a wrong length or pattern ([`ArmClientOptions::skip_validation`] leaves the latter to the service).",
    "* The access token is sent to the endpoint and to [`ArmClientOptions::trusted_origins`] only. No policy of yours sees it: code that signs requests has to be in the transport.",
    "",
    "# Errors",
    "",
    "Every call returns [`azure_core::Error`]:",
    "",
    "* the service refused the call: `arm_status()` is the status, and [`ErrorResponse::from_error`] what the service reports, such as the code `ResourceNotFound`;",
    "* a parameter was refused, or no token or connection could be had: nothing was sent;",
    "* [`OutcomeUnknown::is_cause_of`] is true: a change may have happened. [`DeadlineExceeded`] can also be the cause.",
    "",
    "[`ArmError`] tells errors apart, for example by `is_forbidden()` and `arm_code()`, and [`Causes`] prints one with its causes.",
    "",
    "# Clouds",
    "",
    "`client_options.cloud` chooses the cloud: public (the default), US Government, China, or a custom one with [`ArmClientOptions::endpoint`] and [`ArmClientOptions::audience`].",
    "",
    "# Features",
    "",
    "`default` enables `azure_core/default`: an HTTP client with TLS on the tokio runtime. Without it, set [`azure_core::http::ClientOptions::transport`] to your own. Models, options and typed headers are in each service's `models`.",
    "",
    "Features that are no services:",
];
