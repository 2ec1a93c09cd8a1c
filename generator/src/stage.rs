//! The stages of the pipeline, for callers that measure how long each takes.

use std::fmt;

/// Called after each stage that has run.
pub type Observer<'o> = &'o mut (dyn FnMut(Stage) + Send);

/// A stage of the pipeline, in the order in which they run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Files are read and references resolved.
    Load,
    /// Swagger 2.0 becomes OpenAPI 3.0.
    Swagger,
    /// Documents become the model.
    Lower,
    /// The passes over the model.
    Passes,
    /// Published examples are compared with their definitions.
    Examples,
    /// The model becomes the surface: the public types and methods of the crate.
    Surface,
    /// The surface becomes tokens.
    Emit,
    /// Tokens become text.
    Format,
}

impl Stage {
    /// Its name: that of its module.
    pub fn name(self) -> &'static str {
        match self {
            Self::Load => "load",
            Self::Swagger => "swagger",
            Self::Lower => "lower",
            Self::Passes => "passes",
            Self::Examples => "examples",
            Self::Surface => "surface",
            Self::Emit => "emit",
            Self::Format => "format",
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
