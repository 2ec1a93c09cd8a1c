//! `src/cli/`: a program that lists and rotates keys, for crates with pairs of keys.

use super::{Content, File, docs, rust, tokens::ident};
use crate::{program::FILES, surface::Surface};
use quote::quote;

/// The program's files, if the crate has it.
pub(super) fn files(surface: &Surface) -> Vec<File> {
    if !surface.has_program {
        return Vec::new();
    }
    let text = docs::module(&[
        "Lists and rotates the two keys of Azure resources. It is installed with the feature `cli`.",
    ]);
    let modules = FILES.iter().map(|file| ident(file.module));
    let krate = ident(&surface.name);
    let main = quote! {
        #text
        #(mod #modules;)*
        use ::#krate as arm;
        use std::process::ExitCode;
        #[tokio::main(flavor = "current_thread")]
        async fn main() -> ExitCode {
            program::run().await
        }
    };
    let copies = FILES.iter().map(|file| File {
        path: format!("src/cli/{}.rs", file.module),
        content: Content::Verbatim(file.text.into()),
    });
    [rust("src/cli/main.rs", main)]
        .into_iter()
        .chain(copies)
        .collect()
}
