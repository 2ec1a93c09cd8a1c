//! Rotates keys with saved states, and writes each new key into a vault.

use azure_core::{credentials::TokenCredential, time::Duration};
use azure_identity::DeveloperToolsCredential;
use azure_keys::{
    ArmClientOptions, ResourceId,
    fleet::{FileStore, Fleet, FleetOptions, FleetReport, VaultSecret},
};
use std::{env, error::Error, io, path::Path, sync::Arc};

pub async fn run(
    ids: Vec<ResourceId>,
    vault: VaultSecret,
    (states, wait): (&Path, Duration),
    credential: Arc<dyn TokenCredential>,
    options: Option<ArmClientOptions>,
    mut fleet_options: FleetOptions<'_>,
) -> io::Result<FleetReport> {
    // Each pair of keys has a file, which also says which key is in use next time.
    let store = FileStore::open(states)?;
    fleet_options.rotation.wait = Some(wait); // the other key stays that long
    let fleet = Fleet::new(ids, credential, options);
    Ok(fleet.run(&store, &vault, Some(fleet_options)).await)
}

#[tokio::main]
pub async fn main() -> Result<(), Box<dyn Error>> {
    let ids: Result<_, _> = env::args().skip(1).map(|id| id.parse()).collect();
    let login = DeveloperToolsCredential::new(None)?;
    let vault = "https://contoso.vault.azure.net"; // your own
    let vault = VaultSecret::new(vault, "{name}-{pair}", login.clone(), None)?;
    let saved = (Path::new("states"), Duration::hours(1)); // read hourly
    let report = run(ids?, vault, saved, login, None, FleetOptions::default()).await?;
    print!("{report}"); // a line for each pair, with the causes of a failure
    match report.is_success() {
        true => Ok(()),
        false => Err("run it again to continue".into()),
    }
}
