//! Rotating many pairs of keys at once, with saved rotations and the targets that the crate offers.

#[cfg(unix)]
#[path = "fleet/lines.rs"]
mod lines;
#[path = "fleet/names.rs"]
mod names;
#[path = "fleet/owner.rs"]
mod owner;
#[path = "fleet/pair.rs"]
mod pair;
#[path = "fleet/resources.rs"]
mod resources;
#[path = "fleet/runs.rs"]
mod runs;
#[path = "fleet/store.rs"]
mod store;
#[path = "fleet/targets.rs"]
mod targets;
#[path = "fleet/vault.rs"]
mod vault;

use azure_core::time::Duration;
use azure_keys::{RotationOptions, fleet::FleetOptions};

/// Options with very short waits.
fn quick() -> FleetOptions<'static> {
    FleetOptions {
        rotation: RotationOptions {
            settle: Some(Duration::milliseconds(50)),
            look_every: Some(Duration::milliseconds(2)),
            ..Default::default()
        },
        ..Default::default()
    }
}
