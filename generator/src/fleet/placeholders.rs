//! Names that depend on the pair of keys, for targets that hold the keys of many resources.

use super::{arm::ResourceId, deploy::NewKey, identity::Identity};
use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    sync::{Mutex, PoisonError},
};

/// The names that a target accepts.
#[derive(Debug)]
pub(super) struct Rules {
    /// What a name is, for errors.
    pub(super) noun: &'static str,
    /// Character in place of those that the target does not accept.
    pub(super) filler: char,
    /// Whether names that differ only in case are one name.
    pub(super) ignores_case: bool,
    /// Whether the target accepts a name.
    pub(super) is_valid: fn(&str) -> bool,
}

/// A name with the placeholders `{name}` for the resource's name and `{pair}` for that of the pair.
#[derive(Debug)]
pub(super) struct Name {
    template: String,
    rules: &'static Rules,
    /// The pairs that have each name.
    used: Mutex<BTreeMap<String, BTreeSet<Identity>>>,
}

impl Name {
    pub(super) fn new(template: impl Into<String>, rules: &'static Rules) -> Self {
        Self { template: template.into(), rules, used: Mutex::default() }
    }

    /// The name of a pair. It is noted even if it is refused: then each pair with that name is, from
    /// the second call for it on.
    pub(super) fn check(&self, id: &ResourceId, pair: &str) -> Result<String, Box<dyn Error + Send + Sync>> {
        let (name, identity) = (self.filled(id, pair)?, Identity::new(id, pair));
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let owners = used.entry(self.key(&name)).or_default();
        owners.insert(identity.clone());
        alone(&name, owners, &identity)?;
        Ok(name)
    }

    /// The name for a key. Two pairs with one name would overwrite each other's key, which is an
    /// error.
    pub(super) fn of(&self, new: &NewKey) -> Result<String, Box<dyn Error + Send + Sync>> {
        let (name, identity) = (self.filled(&new.resource_id, &new.pair)?, Identity::new(&new.resource_id, &new.pair));
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let owners = used.entry(self.key(&name)).or_insert_with(|| BTreeSet::from([identity.clone()]));
        alone(&name, owners, &identity)?;
        Ok(name)
    }

    fn filled(&self, id: &ResourceId, pair: &str) -> Result<String, String> {
        let accepted = |c: char| if c.is_ascii_alphanumeric() { c } else { self.rules.filler };
        let [resource, pair] = [id.name(), pair].map(|text| text.chars().map(accepted).collect::<String>());
        let name = self.template.replace("{pair}", &pair).replace("{name}", &resource);
        match (self.rules.is_valid)(&name) {
            true => Ok(name),
            false => Err(format!("`{name}` is not {}", self.rules.noun)),
        }
    }

    /// The name as the target tells it from others.
    fn key(&self, name: &str) -> String {
        if self.rules.ignores_case { name.to_ascii_lowercase() } else { name.to_owned() }
    }
}

/// Refuses a name that another pair has, too.
fn alone(name: &str, owners: &BTreeSet<Identity>, own: &Identity) -> Result<(), Box<dyn Error + Send + Sync>> {
    match owners.iter().find(|owner| *owner != own) {
        None => Ok(()),
        Some(owner) => {
            Err(format!("`{name}` is already used for {owner}: use the placeholders {{name}} and {{pair}}").into())
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
