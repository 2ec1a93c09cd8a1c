//! The files of the emitted crate, before they are formatted.

mod imports;

pub use imports::Locals;
pub(crate) use imports::grouped;
use proc_macro2::TokenStream;

/// One file of the emitted crate, before it is formatted.
#[derive(Debug)]
pub struct File {
    /// Path below the crate's folder, with `/` between its parts.
    pub path: String,
    /// What it holds.
    pub content: Content,
}

/// What a file holds.
#[derive(Debug)]
pub enum Content {
    /// Rust, to be formatted.
    Rust(TokenStream),
    /// Rust to be formatted, with imports for the names that it uses: known ones, and these of the crate.
    Importing(TokenStream, Locals),
    /// Rust of the runtime, as it is.
    Verbatim(&'static str),
    /// TOML or another text with `#` comments.
    Hash(String),
    /// Markdown.
    Markdown(String),
    /// Text that cannot carry a header.
    Bare(String),
}

/// Name of the file that lists all others, so that those without a header are known as the generator's own.
pub const LIST: &str = "armgen-files.txt";
