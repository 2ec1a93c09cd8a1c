//! Which rotation of a pair comes next.

use super::{
    arm::{KeyStatus, KeyType, Rotation},
    options::FleetOptions,
};
use azure_core::time::OffsetDateTime;
use std::error::Error;

impl FleetOptions<'_> {
    /// The rotation to run for a pair, as [`Fleet::run`](super::Fleet::run) chooses it: the saved
    /// one, or another one if that has ended.
    pub fn rotation_after(&self, saved: Option<Rotation>) -> Result<Rotation, Box<dyn Error + Send + Sync>> {
        let Some(saved) = saved else {
            return Ok(Rotation::new(self.in_use.unwrap_or(KeyType::Primary)));
        };
        if self.older_than.is_some() {
            self.agrees(&saved)?;
            let next = saved.in_use_now().filter(|_| self.is_due(&saved));
            return Ok(next.map_or(saved, Rotation::new));
        }
        match self.in_use.filter(|key| *key != saved.in_use()) {
            None => Ok(saved),
            Some(key) if saved.is_done() || is_kept(&saved) => Ok(Rotation::new(key)),
            Some(_) => Err("the saved rotation began with the other key in use, and has not ended: \
                            continue it before another one, without a key in use"
                .into()),
        }
    }

    /// Refuses a key in use that consumers do not use by the saved rotation: one of the two is wrong, and
    /// the next regenerate request could be for the key in use.
    fn agrees(&self, saved: &Rotation) -> Result<(), Box<dyn Error + Send + Sync>> {
        let held = saved.held();
        let wrong = self.in_use.filter(|key| !held.contains(key));
        wrong.map_or(Ok(()), |key| {
            let (given, saved) = (word(key), word(key.other()));
            let text = format!("the given key in use is the {given} one, but consumers use the {saved} one by the saved rotation");
            Err(format!("{text}: leave it out, or delete the saved rotation if it is wrong").into())
        })
    }

    /// Whether a rotation is over, and longer ago than [`FleetOptions::older_than`].
    fn is_due(&self, saved: &Rotation) -> bool {
        let (Some(age), Some(ended)) = (self.older_than, saved.ended_at()) else {
            return false;
        };
        is_over(saved, self.rotation.keep_other) && OffsetDateTime::now_utc() - ended >= age
    }
}

/// Whether a run of the rotation would do nothing.
pub(super) fn is_over(rotation: &Rotation, keep_other: bool) -> bool {
    rotation.is_done() || (keep_other && rotation.ended_at().is_some())
}

/// Whether consumers use the new key, and the other one is unchanged.
fn is_kept(rotation: &Rotation) -> bool {
    let in_use = rotation.in_use();
    rotation.status(in_use.other()) == KeyStatus::Deployed && rotation.status(in_use) == KeyStatus::Unchanged
}

fn word(key: KeyType) -> &'static str {
    match key {
        KeyType::Primary => "primary",
        KeyType::Secondary => "secondary",
    }
}
