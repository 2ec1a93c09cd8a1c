//! Operation groups and their clients.

use crate::model::Group;

/// Whether the operations of a group are methods of the service's client.
pub(super) fn is_own(group: &Group) -> bool {
    group.name.wire.is_empty()
}
