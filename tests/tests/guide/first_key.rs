//! Lists the keys of a resource, and regenerates one of them.

use azure_core::credentials::TokenCredential;
use azure_identity::DeveloperToolsCredential;
use azure_keys::{ArmClientOptions, KeyType, ResourceId, key_pairs};
use std::{env, error::Error, sync::Arc};

pub async fn run(
    id: &str,
    credential: Arc<dyn TokenCredential>,
    options: Option<ArmClientOptions>, // None for the public cloud
) -> Result<(), Box<dyn Error>> {
    let id: ResourceId = id.parse()?;
    for pair in key_pairs(&id, credential, options)? {
        let keys = pair.list(None).await?;
        println!("{}: {keys:?}", pair.name()); // shows no secret

        let keys = pair.regenerate(KeyType::Secondary, None).await?;
        let key = keys.secondary.ok_or("the service returned no key")?;
        println!("the new key has {} bytes", key.value.secret().len());
    }
    Ok(())
}

#[tokio::main]
pub async fn main() -> Result<(), Box<dyn Error>> {
    let id = env::args()
        .nth(1)
        .ok_or("the id of a resource is missing")?;
    run(&id, DeveloperToolsCredential::new(None)?, None).await
}
