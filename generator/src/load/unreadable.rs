//! Limits for a file, and the errors of parsers.

/// Limits for one file.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    /// Bytes of a file; in YAML, also with all aliases expanded.
    pub(crate) bytes: usize,
}

impl Limits {
    /// Levels of nested lists and objects. Published files have less than a quarter of it.
    pub(crate) const DEPTH: usize = 127;
}

/// Why a text cannot be parsed. Lines and columns count from 1; both are 0 if the parser reports none.
#[derive(Debug)]
pub(crate) struct Unreadable {
    pub(crate) message: String,
    pub(crate) why: Why,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// The kind of an error that makes a file unreadable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    Syntax,
    TooDeep,
    TooLarge,
}

impl Unreadable {
    pub(super) fn syntax(message: impl Into<String>, line: usize, column: usize) -> Self {
        Self {
            message: message.into(),
            why: Why::Syntax,
            line,
            column,
        }
    }

    pub(super) fn too_deep(line: usize, column: usize) -> Self {
        let message = format!(
            "lists and objects are nested deeper than {} levels",
            Limits::DEPTH
        );
        Self {
            why: Why::TooDeep,
            ..Self::syntax(message, line, column)
        }
    }

    pub(super) fn too_large(message: String, line: usize, column: usize) -> Self {
        Self {
            why: Why::TooLarge,
            ..Self::syntax(message, line, column)
        }
    }

    pub(super) fn json(error: &serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column().max(1));
        let message = error.to_string();
        // serde_json has one category for all syntax errors. Its own recursion limit equals `Limits::DEPTH`.
        if message.starts_with("recursion limit exceeded") {
            return Self::too_deep(line, column);
        }
        // The message ends with the place, which the diagnostic prints anyway.
        let place = format!(" at line {} column {}", error.line(), error.column());
        Self::syntax(
            message.strip_suffix(&place).unwrap_or(&message),
            line,
            column,
        )
    }
}
