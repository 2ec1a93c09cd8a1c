//! Rotates the keys of resources, with saved states, and hands each new key to its consumers.

use azure_core::{
    credentials::TokenCredential,
    json::{from_json, to_json},
};
use azure_keys::{
    ArmClientOptions, Key, KeyType, ResourceId, Rotation, RotationOptions, key_pairs,
};
use std::{error::Error, fs, path::Path, sync::Arc};

pub async fn run<D: Future<Output = azure_core::Result<()>>>(
    ids: &[ResourceId],
    states: &Path,
    credential: Arc<dyn TokenCredential>,
    options: (ArmClientOptions, RotationOptions<'_>),
    mut deploy: impl FnMut(Key) -> D, // writes it into a vault, for example
) -> Result<(), Box<dyn Error>> {
    for id in ids {
        for pair in key_pairs(id, credential.clone(), Some(options.0.clone()))? {
            let file = states.join(format!("{}-{}.json", id.name(), pair.name()));
            // A rotation that failed is continued. A new one would regenerate
            // the key that consumers use now.
            let mut rotation = match fs::read(&file) {
                Ok(saved) => from_json(saved)?,
                Err(_) => Rotation::new(KeyType::Primary),
            };
            let options = Some(options.1.clone());
            let ended = rotation.run(&*pair, options, |_, key| deploy(key)).await;
            fs::write(&file, to_json(&rotation)?)?;
            ended?;
        }
    }
    Ok(())
}
