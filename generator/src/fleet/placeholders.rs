//! Names that depend on the pair of keys, for targets that hold the keys of many resources.

use super::deploy::NewKey;
use std::{
    collections::BTreeMap,
    error::Error,
    sync::{Mutex, PoisonError},
};

/// A name with the placeholders `{name}` for the resource's name and `{pair}` for that of the pair.
#[derive(Debug)]
pub(super) struct Name {
    template: String,
    /// Character in place of those that the target does not accept.
    filler: char,
    /// The pairs that each name was used for.
    used: Mutex<BTreeMap<String, (String, String)>>,
}

impl Name {
    pub(super) fn new(template: impl Into<String>, filler: char) -> Self {
        Self { template: template.into(), filler, used: Mutex::default() }
    }

    /// The name for a key. Two pairs with one name would overwrite each other's key, which is an
    /// error.
    pub(super) fn of(&self, new: &NewKey) -> Result<String, Box<dyn Error + Send + Sync>> {
        let accepted = |c: char| if c.is_ascii_alphanumeric() { c } else { self.filler };
        let [resource, pair] = [new.resource_id.name(), &new.pair].map(|text| text.chars().map(accepted).collect::<String>());
        let name = self.template.replace("{pair}", &pair).replace("{name}", &resource);
        let identity = (new.resource_id.to_string().to_ascii_lowercase(), new.pair.clone());
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let owner = used.entry(name.clone()).or_insert_with(|| identity.clone());
        match *owner == identity {
            true => Ok(name),
            false => Err(format!(
                "`{name}` is already used for `{}` of {}: use the placeholders {{name}} and {{pair}}",
                owner.1, owner.0
            )
            .into()),
        }
    }
}

/// Which text of a key is deployed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) enum What {
    #[default]
    Key,
    ConnectionString,
}

impl What {
    pub(super) fn of(self, new: &NewKey) -> Result<&str, Box<dyn Error + Send + Sync>> {
        match (self, &new.key.connection_string) {
            (Self::Key, _) => Ok(new.key.value.secret()),
            (Self::ConnectionString, Some(text)) => Ok(text.secret()),
            (Self::ConnectionString, None) => {
                Err(format!("the service returns no connection string for `{}` of {}", new.pair, new.resource_id).into())
            }
        }
    }
}
