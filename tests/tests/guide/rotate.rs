//! Rotates the keys of many resources, with saved states, and writes each new key into a vault.

use azure_core::{credentials::TokenCredential, time::Duration};
use azure_keys::{
    ArmClientOptions, ResourceId,
    fleet::{FileStore, Fleet, FleetOptions, FleetReport, VaultSecret},
};
use std::{io, path::Path, sync::Arc};

pub async fn run(
    ids: Vec<ResourceId>,
    states: &Path,
    vault: VaultSecret, // VaultSecret::new(url, "{name}-{pair}", credential, None)?
    credential: Arc<dyn TokenCredential>,
    options: ArmClientOptions,
    consumers_cache_for: Duration,
    mut fleet_options: FleetOptions<'_>,
) -> io::Result<FleetReport> {
    let fleet = Fleet::new(ids, credential, Some(options));
    // Each pair of keys has a file, which also says which key is in use next time.
    let store = FileStore::open(states)?;

    // The other key stays until no consumer uses it any more.
    fleet_options.rotation.wait = Some(consumers_cache_for);
    let report = fleet.run(&store, &vault, Some(fleet_options)).await;
    print!("{report}"); // a line for each pair, with the causes of a failure
    Ok(report) // if it is no success, the next run continues
}
