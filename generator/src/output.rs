//! Files of the emitted crate before they are formatted.

mod imports;

pub use imports::Locals;
pub(crate) use imports::grouped;
use proc_macro2::TokenStream;

/// A file before it is formatted.
#[derive(Debug)]
pub struct File {
    /// Path in the crate's folder, with `/` as separator.
    pub path: String,
    /// Its content.
    pub content: Content,
}

/// Content of a file.
#[derive(Debug)]
pub enum Content {
    /// Rust that is to be formatted.
    Rust(TokenStream),
    /// Rust that is to be formatted, with imports for the names that it uses: common names, and these names of the crate.
    Importing(TokenStream, Locals),
    /// Rust of the runtime, which is copied unchanged.
    Verbatim(&'static str),
    /// TOML or another format with `#` comments.
    Hash(String),
    /// Markdown.
    Markdown(String),
    /// A format without comments, which gets no header.
    Bare(String),
}

/// Name of the file that lists all emitted files. It identifies those that have no header.
pub const LIST: &str = "armgen-files.txt";
