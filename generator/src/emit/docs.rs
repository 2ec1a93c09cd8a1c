//! Doc comments, wrapped at 100 columns.

mod wrap;

use crate::output::Comments;
use proc_macro2::TokenStream;
use quote::quote;
use std::cell::RefCell;

thread_local! {
    /// The doc comments of the files that are being emitted.
    static KEPT: RefCell<Comments> = RefCell::default();
}

/// Columns of one level of indentation.
const INDENT: usize = 4;

/// Doc comment of the next item. `depth` is the number of enclosing blocks.
pub(super) fn comment(lines: &[impl AsRef<str>], depth: usize) -> TokenStream {
    match keep(wrapped(lines, depth)) {
        Some(comment) => quote! { #[doc = #comment] },
        None => TokenStream::new(),
    }
}

/// Doc comment of the enclosing module.
pub(super) fn module(lines: &[impl AsRef<str>]) -> TokenStream {
    inner(wrapped(lines, 0))
}

/// Code lines in the doc comment of the enclosing module.
pub(super) fn code(lines: &[impl AsRef<str>]) -> TokenStream {
    inner(lines.iter().map(|line| spaced(line.as_ref())).collect())
}

fn inner(lines: Vec<String>) -> TokenStream {
    match keep(lines) {
        Some(comment) => quote! { #![doc = #comment] },
        None => TokenStream::new(),
    }
}

/// What stands for a doc comment in the tokens. There is none without lines.
fn keep(lines: Vec<String>) -> Option<String> {
    (!lines.is_empty()).then(|| KEPT.with_borrow_mut(|kept| kept.keep(lines)))
}

/// The doc comments since the last call.
pub(super) fn kept() -> Comments {
    KEPT.take()
}

/// Estimated lines of a doc comment.
pub(super) fn height(lines: &[String]) -> usize {
    lines.iter().map(|line| 1 + line.len() / 90).sum()
}

/// Wraps all lines except code and tables.
fn wrapped(lines: &[impl AsRef<str>], depth: usize) -> Vec<String> {
    let mut is_code = false;
    let mut wrapped = Vec::with_capacity(lines.len());
    for line in lines {
        let line = line.as_ref();
        let is_fence = line.starts_with("```");
        is_code ^= is_fence;
        match is_code || is_fence || line.starts_with('|') {
            true => wrapped.push(spaced(line)),
            false => wrap::wrap(spaced(line), depth * INDENT, &mut wrapped),
        }
    }
    wrapped
}

/// A line with a space in front, as after `///`.
fn spaced(line: &str) -> String {
    match line {
        "" => String::new(),
        line => [" ", line].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_and_tables_are_not_wrapped() {
        let long = "word ".repeat(30);
        let long = long.trim_end();
        let table = format!("| {long} |");
        let lines = wrapped(&["```", long, "```", &table, long], 0);
        let whole = ["```", long, "```", &table].map(|line| format!(" {line}"));
        assert_eq!(lines[..4], whole);
        assert_eq!(lines.len(), 6, "the text behind the code is wrapped");
    }
}
