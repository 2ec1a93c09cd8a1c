//! Resource ids of Azure Resource Manager.

use azure_core::{Error, Result, error::ErrorKind};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{
    fmt,
    hash::{Hash, Hasher},
    str::FromStr,
};

/// Id of a resource in a resource group, parsed from
/// `/subscriptions/<id>/resourceGroups/<name>/providers/<namespace>/<type>/<name>`, with more types
/// and names for nested resources. Extension resources, whose id contains a second `/providers/`,
/// are not supported.
///
/// Two ids are equal if they differ only in case, as in Azure Resource Manager. The id is displayed
/// as it was written.
#[derive(Clone, Debug)]
pub struct ResourceId {
    subscription_id: String,
    resource_group_name: String,
    namespace: String,
    /// Types with their names, outermost first.
    path: Vec<(String, String)>,
}

impl ResourceId {
    /// Id of a resource, from its parts. The parts are not checked here: calls that use them reject
    /// invalid ones.
    pub(crate) fn of<'k>(
        subscription_id: &str,
        resource_group_name: impl Into<String>,
        namespace: &str,
        path: impl IntoIterator<Item = (&'k str, String)>,
    ) -> Self {
        let path = path.into_iter().map(|(kind, name)| (kind.to_owned(), name));
        Self {
            subscription_id: subscription_id.to_owned(),
            resource_group_name: resource_group_name.into(),
            namespace: namespace.to_owned(),
            path: path.collect(),
        }
    }

    /// Id of the subscription.
    pub fn subscription_id(&self) -> &str {
        &self.subscription_id
    }

    /// Name of the resource group.
    pub fn resource_group_name(&self) -> &str {
        &self.resource_group_name
    }

    /// Type of the resource with its namespace, such as `Microsoft.Cache/redisEnterprise/databases`.
    pub fn resource_type(&self) -> String {
        let kinds = self.path.iter().map(|(kind, _)| format!("/{kind}"));
        self.namespace.clone() + &kinds.collect::<String>()
    }

    /// Name of the resource, the last in the id.
    pub fn name(&self) -> &str {
        self.path.last().map_or("", |(_, name)| name)
    }

    /// Names in the id after the resource group: those of the parents, outermost first, then the
    /// resource's own.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.path.iter().map(|(_, name)| name.as_str())
    }

    /// The name at a position of the id that the resource's type has.
    pub(crate) fn name_at(&self, place: usize) -> &str {
        self.path.get(place).map_or("", |(_, name)| name)
    }

    fn parts(&self) -> impl Iterator<Item = &str> {
        let nested = self.path.iter().flat_map(|(kind, name)| [kind.as_str(), name.as_str()]);
        [self.subscription_id.as_str(), &self.resource_group_name, &self.namespace].into_iter().chain(nested)
    }
}

impl FromStr for ResourceId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let refused = |why: &str| {
            let form = "/subscriptions/<id>/resourceGroups/<name>/providers/<namespace>/<type>/<name>";
            Error::with_message(ErrorKind::DataConversion, format!("`{text}` is not a resource id: {why}; the form is {form}"))
        };
        let rest = text.strip_prefix('/').ok_or_else(|| refused("it does not begin with `/`"))?;
        let parts: Vec<&str> = rest.strip_suffix('/').unwrap_or(rest).split('/').collect();
        if !parts.iter().all(|part| is_name(part)) {
            return Err(refused("a part of it is empty or not a valid name"));
        }
        for (place, word) in [(0, "subscriptions"), (2, "resourceGroups"), (4, "providers")] {
            let found = parts.get(place).is_some_and(|part| part.eq_ignore_ascii_case(word));
            if !found {
                return Err(refused(&format!("`{word}` is missing")));
            }
        }
        let (Some(subscription_id), Some(group), Some(namespace)) = (parts.get(1), parts.get(3), parts.get(5)) else {
            return Err(refused("it ends too early"));
        };
        if parts.len() < 8 || !parts.len().is_multiple_of(2) {
            return Err(refused("a type or a name is missing at its end"));
        }
        let mut kinds = parts[6..].iter().step_by(2);
        if kinds.any(|kind| kind.eq_ignore_ascii_case("providers")) {
            return Err(refused("resources that extend other resources are not supported"));
        }
        let path = parts[6..].chunks_exact(2).map(|pair| (pair[0], pair[1].to_owned()));
        Ok(Self::of(subscription_id, *group, namespace, path))
    }
}

/// Whether a name cannot change the path that contains it. The rules of each resource type are
/// stricter.
fn is_name(part: &str) -> bool {
    let is_plain = !part.contains(|c: char| c.is_control() || matches!(c, '?' | '#' | '\\'));
    is_plain && part.trim() == part && !matches!(part, "" | "." | "..")
}

impl fmt::Display for ResourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { subscription_id, resource_group_name, namespace, path } = self;
        write!(f, "/subscriptions/{subscription_id}/resourceGroups/{resource_group_name}/providers/{namespace}")?;
        path.iter().try_for_each(|(kind, name)| write!(f, "/{kind}/{name}"))
    }
}

impl PartialEq for ResourceId {
    fn eq(&self, other: &Self) -> bool {
        self.path.len() == other.path.len() && self.parts().zip(other.parts()).all(|(a, b)| a.eq_ignore_ascii_case(b))
    }
}

impl Eq for ResourceId {}

impl Hash for ResourceId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parts().for_each(|part| part.to_ascii_lowercase().hash(state));
    }
}

impl Serialize for ResourceId {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ResourceId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
