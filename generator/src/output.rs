//! Files of the emitted crate before they are formatted.

mod comments;
mod imports;

pub use comments::Comments;
pub use imports::Locals;
pub(crate) use imports::grouped;
use proc_macro2::TokenStream;
use std::{borrow::Cow, rc::Rc};

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
    Rust(Code),
    /// Rust that is to be formatted, with imports for the names that it uses: common names, and these names of the crate.
    Importing(Code, Locals),
    /// Rust of the runtime, which is not formatted.
    Verbatim(Cow<'static, str>),
    /// TOML or another format with `#` comments.
    Hash(String),
    /// Markdown.
    Markdown(String),
    /// A format without comments, which gets no header.
    Bare(String),
}

/// Rust before it is formatted.
#[derive(Debug, Default)]
pub struct Code {
    /// Its tokens, in which short texts stand for the doc comments.
    pub tokens: TokenStream,
    /// The doc comments of all files.
    pub comments: Rc<Comments>,
}

impl From<TokenStream> for Code {
    fn from(tokens: TokenStream) -> Self {
        Self {
            tokens,
            comments: Rc::default(),
        }
    }
}

/// Name of the file that lists all emitted files. It identifies those that have no header.
pub const LIST: &str = "armgen-files.txt";
