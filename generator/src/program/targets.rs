//! Finds the key pairs of the resource ids, before any request is sent.

use super::{
    arguments::Arguments,
    arm::{KeyPair, key_pairs},
    connection,
};

/// The key pairs of all resource ids in the command line, in their order, or the mistake in it.
pub(super) fn targets(arguments: &Arguments) -> Result<Vec<Box<dyn KeyPair>>, String> {
    let options = connection::options(arguments)?;
    let credential = connection::credential(arguments)?;
    let mut targets = Vec::new();
    for (place, id) in arguments.ids.iter().enumerate() {
        if arguments.ids[..place].contains(id) {
            return Err(format!("{id} is named twice"));
        }
        let pairs = key_pairs(id, credential.clone(), Some(options.clone())).map_err(|error| error.to_string())?;
        targets.extend(chosen(pairs, arguments.pair.as_deref())?);
    }
    Ok(targets)
}

/// The pair with the name, or all pairs.
fn chosen(pairs: Vec<Box<dyn KeyPair>>, name: Option<&str>) -> Result<Vec<Box<dyn KeyPair>>, String> {
    let Some(name) = name else {
        return Ok(pairs);
    };
    let names: Vec<String> = pairs.iter().map(|pair| format!("`{}`", pair.name())).collect();
    let resource = pairs.first().map(|pair| pair.resource_id().to_string()).unwrap_or_default();
    let found: Vec<_> = pairs.into_iter().filter(|pair| pair.name() == name).collect();
    match found.is_empty() {
        true => Err(format!("{resource} has no pair of keys named `{name}`; it has {}", names.join(", "))),
        false => Ok(found),
    }
}
