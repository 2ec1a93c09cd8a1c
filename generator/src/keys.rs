//! Knowledge about access keys: how services name them, which operations list and regenerate them, which values choose
//! one, which properties hold them, and which operations form a pair of keys.
//!
//! Nothing here changes the model: `lower` and the passes call these modules and change it.

pub(crate) mod operations;
pub(crate) mod pairs;
pub(crate) mod secrets;
pub(crate) mod selector_values;
mod vocabulary;
