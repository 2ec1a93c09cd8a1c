//! Resource types, and how to find the key pairs of a resource id.

use super::{ArmClientOptions, KeyPair, ResourceId, nearest::nearest};
use azure_core::{Error, Result, credentials::TokenCredential, error::ErrorKind};
use std::{fmt, sync::Arc};

/// Creates the key pairs of a resource.
type Find = fn(&ResourceId, Arc<dyn TokenCredential>, Option<ArmClientOptions>) -> Result<Vec<Box<dyn KeyPair>>>;

/// A resource type whose keys this crate can list and regenerate.
#[derive(Clone, Copy)]
pub struct ResourceType {
    /// Namespace of the resource provider, and type, such as `Microsoft.Maps/accounts`.
    pub name: &'static str,
    /// Cargo feature of its service.
    pub feature: &'static str,
    /// Names that a resource of this type must have to have keys, with their positions in its id.
    /// Usually empty.
    pub(crate) names: &'static [(usize, &'static str)],
    /// Creates the key pairs, if the feature is enabled.
    pub(crate) find: Option<Find>,
}

impl ResourceType {
    /// Whether the feature of its service is enabled.
    pub const fn is_enabled(&self) -> bool {
        self.find.is_some()
    }

    /// Whether a resource has this type, and the names that its keys require.
    pub(crate) fn is_of(&self, id: &ResourceId) -> bool {
        let mut names = self.names.iter();
        id.resource_type().eq_ignore_ascii_case(self.name)
            && names.all(|(place, name)| id.name_at(*place).eq_ignore_ascii_case(name))
    }
}

impl fmt::Debug for ResourceType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResourceType").field("name", &self.name).field("feature", &self.feature).finish_non_exhaustive()
    }
}

/// The key pairs of a resource of one of the `types`.
pub(crate) fn key_pairs(
    types: &[ResourceType],
    id: &ResourceId,
    credential: Arc<dyn TokenCredential>,
    options: Option<ArmClientOptions>,
) -> Result<Vec<Box<dyn KeyPair>>> {
    match types.iter().find(|known| known.is_of(id)).and_then(|known| known.find) {
        Some(find) => find(id, credential, options),
        None => Err(Error::with_message(ErrorKind::Other, why_none(types, id))),
    }
}

fn why_none(types: &[ResourceType], id: &ResourceId) -> String {
    let kind = id.resource_type();
    match types.iter().find(|known| known.name.eq_ignore_ascii_case(&kind)) {
        Some(known) if !known.is_enabled() => {
            format!("the keys of {kind} need the feature `{}` of this crate", known.feature)
        }
        Some(_) => format!("{id} has no keys that can be regenerated"),
        None => format!("resources of the type {kind} have no keys that this crate knows{}", proposal(types, &kind)),
    }
}

/// The known types that may be meant, or how many are known.
fn proposal(types: &[ResourceType], kind: &str) -> String {
    match nearest(kind, types.iter().map(|known| known.name)).as_slice() {
        [] => format!("; `RESOURCE_TYPES` lists the {} that it knows", types.len()),
        names => format!(": did you mean {}?", names.join(" or ")),
    }
}
