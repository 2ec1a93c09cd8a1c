//! How much of a file is read, and why it may be no tree.

/// How much of one file is read.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    /// Bytes of a file, also of a YAML file with its aliases written out.
    pub(crate) bytes: usize,
}

impl Limits {
    /// Levels of lists and objects in one file. No published definition or example has a quarter of these.
    pub(crate) const DEPTH: usize = 127;
}

/// Why a text is no tree. Line and column count from 1; both are 0 where the parser gives none.
#[derive(Debug)]
pub(crate) struct Unreadable {
    pub(crate) message: String,
    pub(crate) why: Why,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// What kind of mistake makes a file unreadable.
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
            "lists and objects stand in each other deeper than {} levels",
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
        // serde_json has one kind for all mistakes of syntax, and its own limit is `Limits::DEPTH`.
        if message.starts_with("recursion limit exceeded") {
            return Self::too_deep(line, column);
        }
        // The message ends with the place, which stands beside it already.
        let place = format!(" at line {} column {}", error.line(), error.column());
        Self::syntax(
            message.strip_suffix(&place).unwrap_or(&message),
            line,
            column,
        )
    }
}
