//! Texts as doc comments of at most 100 columns.

mod wrap;

use proc_macro2::TokenStream;
use quote::quote;

/// Columns that one level of nesting takes.
const INDENT: usize = 4;

/// Doc comment of the item that follows, which stands in so many blocks.
pub(super) fn comment(lines: &[impl AsRef<str>], depth: usize) -> TokenStream {
    let lines = wrapped(lines, depth);
    quote! { #(#[doc = #lines])* }
}

/// Doc comment of the module that it stands in.
pub(super) fn module(lines: &[impl AsRef<str>]) -> TokenStream {
    let lines = wrapped(lines, 0);
    quote! { #(#![doc = #lines])* }
}

/// Lines of code in the doc comment of the module that it stands in.
pub(super) fn code(lines: &[impl AsRef<str>]) -> TokenStream {
    let lines = lines.iter().map(|line| spaced(line.as_ref()));
    quote! { #(#![doc = #lines])* }
}

/// About how many lines a doc comment has.
pub(super) fn height(lines: &[String]) -> usize {
    lines.iter().map(|line| 1 + line.len() / 90).sum()
}

/// Wraps all lines but those of code and of tables.
fn wrapped(lines: &[impl AsRef<str>], depth: usize) -> Vec<String> {
    let mut is_code = false;
    let lines = lines.iter().flat_map(|line| {
        let line = line.as_ref();
        let is_fence = line.starts_with("```");
        is_code ^= is_fence;
        match is_code || is_fence || line.starts_with('|') {
            true => vec![spaced(line)],
            false => wrap::lines(&spaced(line), depth * INDENT),
        }
    });
    lines.collect()
}

/// A line with the space behind the slashes of a comment.
fn spaced(line: &str) -> String {
    match line {
        "" => String::new(),
        line => format!(" {line}"),
    }
}
