//! `src/fleet.rs` and the files beside it: rotating many pairs of keys, for crates with pairs of keys.

use super::{Content, File, docs, rust, tokens::ident};
use crate::{
    fleet::{FILES, FleetFile},
    surface::Surface,
};
use quote::quote;

/// Doc comment of the module.
const ABOUT: [&str; 7] = [
    "Rotates the keys of many resources: [`Fleet`].",
    "",
    "* A [`FileStore`] saves the rotations, so that a run that failed is continued by the next one, and that the next \
     rotation begins with the key that is not in use.",
    "* A target hands new keys to their consumers: a [`DeployCommand`], a [`VaultSecret`], an [`EnvironmentFile`], or a \
     closure.",
    "* The [`FleetReport`] lists how each rotation ended.",
    "",
    "Nothing of it depends on an asynchronous runtime.",
];

/// The module's files, if the crate has pairs of keys.
pub(super) fn files(surface: &Surface) -> Vec<File> {
    if !surface.has_fleet {
        return Vec::new();
    }
    let copies = FILES.iter().map(|file| File {
        path: format!("src/fleet/{}.rs", file.module),
        content: Content::Verbatim(file.text.into()),
    });
    [root(surface)].into_iter().chain(copies).collect()
}

/// A program that rotates a fleet, for the documentation.
fn example(krate: &str) -> Vec<String> {
    [
        "",
        "```no_run",
        &format!("use {krate}::fleet::{{EnvironmentFile, FileStore, Fleet}};"),
        "# use std::{error::Error, sync::Arc};",
        &format!("# use {krate}::ResourceId;"),
        "# use azure_core::credentials::TokenCredential;",
        "# async fn run(",
        "#     ids: Vec<ResourceId>,",
        "#     credential: Arc<dyn TokenCredential>,",
        "# ) -> Result<(), Box<dyn Error>> {",
        "",
        "let fleet = Fleet::new(ids, credential, None);",
        "let store = FileStore::open(\"rotations\")?;",
        "let target = EnvironmentFile::new(\"keys.env\", \"{name}_{pair}\");",
        "let report = fleet.run(&store, &target, None).await;",
        "println!(\"{report}\");",
        "# Ok(())",
        "# }",
        "```",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn root(surface: &Surface) -> File {
    let text = docs::module(&ABOUT);
    let example = docs::code(&example(&surface.name));
    let modules = FILES.iter().map(|file| ident(file.module));
    let public = FILES.iter().filter(|file| !file.names.is_empty());
    let exports = public.map(|file: &FleetFile| {
        let module = ident(file.module);
        let names = file.names.iter().map(|name| ident(name));
        match file.names.len() {
            1 => quote!(pub use #module::#(#names)*;),
            _ => quote!(pub use #module::{#(#names),*};),
        }
    });
    let tokens = quote! {
        #text
        #example
        #(mod #modules;)*
        #(#exports)*
        use crate::runtime as arm;
        use azure_core::credentials::TokenCredential;
        use std::sync::Arc;
        impl Fleet {
            /// A fleet of all pairs of keys of resources. A resource whose pairs are not known, or whose cargo feature
            /// is not enabled, is reported as failed by [`Fleet::run`], and does not stop the others.
            pub fn new(
                ids: impl IntoIterator<Item = crate::ResourceId>,
                credential: Arc<dyn TokenCredential>,
                options: Option<crate::ArmClientOptions>,
            ) -> Self {
                Self::find(ids, |id| crate::key_pairs(id, credential.clone(), options.clone()))
            }
        }
    };
    rust("src/fleet.rs", tokens)
}
