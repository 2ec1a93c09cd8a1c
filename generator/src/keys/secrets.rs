//! Which properties of an object that holds keys are secret.

use super::vocabulary;
use crate::model::{Field, Struct};

/// Whether a field holds a key, by its name and those beside it: `primaryKey`, and the `value` beside a `keyName`.
pub(crate) fn is_key(structure: &Struct) -> impl Fn(&Field) -> bool + use<> {
    let mut fields = structure.fields.iter();
    let names_a_key = fields.any(|field| vocabulary::is_key_name(&field.name.wire));
    move |field| {
        let name = &field.name.wire;
        vocabulary::is_secret(name) || names_a_key && vocabulary::is_named_key(name)
    }
}
