//! What is known of keys: how services call them, which operations list and regenerate them, which values choose one,
//! which properties hold them, and which operations make a pair of them.
//!
//! Nothing here changes the model: `lower` and the passes do, by what they ask here.

pub(crate) mod operations;
pub(crate) mod pairs;
pub(crate) mod secrets;
pub(crate) mod selector_values;
mod vocabulary;
