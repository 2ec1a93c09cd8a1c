//! Explanations of codes as Markdown, for the page and for terminals.

use armgen::diagnostic::{Code, Explanation, File};
use std::fmt::Write;

const INTRODUCTION: &str = "\
# Diagnostics

<!-- Written by `cargo xtask explain --write`. -->

`cargo xtask gen` reports errors and warnings: a code in brackets, the place, and what to do. After an error, nothing is
written. After a warning, the crate is generated, but it differs in some way from the definitions.
`cargo xtask explain CODE` prints a section of this page.

Each example is a file in `tests/definitions/faulty`: a manifest, or a definition that a manifest selects. Tests compare
the diagnostics of each.
";

/// Columns that a line may have.
const WIDTH: usize = 120;

/// The page with every code, stage by stage.
pub(super) fn page() -> String {
    let mut page = INTRODUCTION.to_owned();
    let mut stage = "";
    for code in Code::ALL {
        if code.explain().stage != stage {
            stage = code.explain().stage;
            page += &format!("\n## {stage}\n");
        }
        page.push('\n');
        page += &section(*code);
    }
    page
}

/// What a code means, what to do, and an input that causes it, with the diagnostics.
pub(super) fn section(code: Code) -> String {
    let Explanation {
        name,
        severity,
        meaning,
        mend,
        example,
        ..
    } = code.explain();
    let mut section = format!(
        "### {name} ({severity})\n\n{}\n{}",
        wrapped(meaning),
        wrapped(mend)
    );
    for file in example.files {
        section += &block(&format!("`{}`:", file.name), language(file), &text(file));
    }
    section + &block("It prints:", "text", example.printed)
}

/// A line of text and a block of code.
fn block(head: &str, language: &str, text: &str) -> String {
    let text = text.trim_end();
    format!("\n{head}\n\n```{language}\n{text}\n```\n")
}

fn language(file: &File) -> &'static str {
    match file.name.rsplit('.').next() {
        Some("toml") => "toml",
        Some("json") => "json",
        _ => "yaml",
    }
}

/// The text of a file. Bytes that are not UTF-8 are escaped.
fn text(file: &File) -> String {
    let mut text = String::new();
    for chunk in file.bytes.utf8_chunks() {
        text += chunk.valid();
        for byte in chunk.invalid() {
            let _ = write!(text, "\\x{byte:02x}");
        }
    }
    text
}

/// A paragraph, wrapped at [`WIDTH`].
fn wrapped(text: &str) -> String {
    let mut lines = String::new();
    let mut width = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        if width > 0 {
            let fits = width + 1 + length <= WIDTH;
            lines.push(if fits { ' ' } else { '\n' });
            width = if fits { width + 1 } else { 0 };
        }
        lines += word;
        width += length;
    }
    lines + "\n"
}
