//! Listing the keys of the service, and deciding what they mean for the rotation.

use super::{
    Cancellation, DeadlineExceeded, Key, KeyType, Keys,
    rotation_error::{RotationError, RotationErrorKind},
    rotation_run::Run,
    rotation_state::{Listed, word},
};
use azure_core::{Error, error::ErrorKind, sleep::sleep, time::Duration};
use std::{error::Error as StdError, time::Instant};

/// How often a run deploys again because somebody else has replaced the new key.
const MOST_SUPERSEDINGS: usize = 3;

impl Run<'_> {
    /// Lists the keys until the service lists the key to deploy, or one that has replaced it. The
    /// service may list the former key for a while. A replacement counts when it is listed twice in
    /// a row: if each list contains another new key, there is none to deploy.
    pub(super) async fn live_keys(&mut self) -> Result<Keys, RotationError> {
        let begun = Instant::now();
        let mut seen = None;
        loop {
            let keys = self.list().await?;
            let listed = Listed::of(self.pair, &keys);
            if self.rotation.state.is_live(&listed) {
                return Ok(keys);
            }
            let another = self.rotation.state.superseding(&listed);
            if another.is_some() && another == seen {
                return self.supersede(&listed).map(|()| keys);
            }
            let left = self.options.settling() - begun.elapsed();
            let is_first = another.is_some() && seen.is_none();
            if !left.is_positive() && !is_first {
                return Err(self.not_live(&listed));
            }
            seen = another;
            let interval = self.options.interval();
            self.pause(if left.is_positive() { interval.min(left) } else { interval }).await?;
        }
    }

    /// Records that somebody else has regenerated the deployed key. The replacement is then
    /// deployed, but only a limited number of times.
    fn supersede(&mut self, listed: &Listed) -> Result<(), RotationError> {
        let Some(live) = self.rotation.state.superseding(listed) else {
            return Ok(());
        };
        self.rotation.state.superseded(live);
        self.supersedings += 1;
        match self.supersedings > MOST_SUPERSEDINGS {
            true => Err(self.contested()),
            false => Ok(()),
        }
    }

    /// The key to deploy, as the service lists it.
    pub(super) async fn live(&mut self) -> Result<Key, RotationError> {
        let spare = self.rotation.state.in_use.other();
        let keys = self.live_keys().await?;
        keys.get(spare).cloned().ok_or_else(|| self.missing(spare))
    }

    /// Requires, at the end, that the key of the consumers is one of the two listed keys.
    pub(super) async fn check(&mut self) -> Result<(), RotationError> {
        self.live_keys().await?;
        if self.rotation.state.is_deployed() {
            self.rotation.state.is_checked = true;
        }
        Ok(())
    }

    pub(super) async fn pause(&mut self, rest: Duration) -> Result<(), RotationError> {
        let paused = self.bounded(async {
            // `sleep` does not accept a negative time.
            if rest.is_positive() {
                sleep(rest).await;
            }
            Ok(())
        });
        paused.await.map_err(|error| self.failed("waiting", error))
    }

    pub(super) async fn list(&mut self) -> Result<Keys, RotationError> {
        let call = &self.options.call;
        let keys = self.bounded(self.pair.list(Some(call.clone()))).await;
        keys.map_err(|error| self.failed("listing the keys", error))
    }

    /// Error if the key of the consumers, or the key to deploy, is not listed.
    fn not_live(&self, listed: &Listed) -> RotationError {
        let state = &self.rotation.state;
        let spare = state.in_use.other();
        if listed.get(spare).is_none() {
            return self.missing(spare);
        }
        if listed.is_one_text() {
            return self.one_text();
        }
        if state.is_swapped(listed) {
            return self.inconsistent("the service lists the two keys swapped");
        }
        match state.superseding(listed) {
            Some(_) => self.contested(),
            None => self.unchanged(spare),
        }
    }

    pub(super) fn unchanged(&self, key: KeyType) -> RotationError {
        let message = format!("the service accepted the call, but still lists the former {} key", word(key));
        let error = Error::with_message(ErrorKind::Other, message);
        self.error(RotationErrorKind::OutcomeUnknown, &format!("regenerating the {} key", word(key)), error.into())
    }

    fn missing(&self, key: KeyType) -> RotationError {
        let message = format!("the service no longer lists the {} key", word(key));
        self.error(RotationErrorKind::Missing, "reading the new key", message.into())
    }

    pub(super) fn one_text(&self) -> RotationError {
        self.inconsistent("the service lists the same value for both keys")
    }

    fn inconsistent(&self, message: &str) -> RotationError {
        self.error(RotationErrorKind::Inconsistent, "listing the keys", message.into())
    }

    fn contested(&self) -> RotationError {
        let spare = word(self.rotation.state.in_use.other());
        let message = format!("somebody else regenerates the {spare} key again and again, or each list contains another key");
        self.error(RotationErrorKind::Contested, "listing the keys", message.into())
    }

    pub(super) fn failed(&self, action: &str, error: Error) -> RotationError {
        let kind = match () {
            () if Cancellation::is_cause_of(&error) => RotationErrorKind::Cancelled,
            () if DeadlineExceeded::is_cause_of(&error) => RotationErrorKind::DeadlineExceeded,
            () => RotationErrorKind::Service,
        };
        self.error(kind, action, error.into())
    }

    pub(super) fn error(
        &self,
        kind: RotationErrorKind,
        action: &str,
        source: Box<dyn StdError + Send + Sync>,
    ) -> RotationError {
        RotationError::new(kind, action, &self.rotation.state, source)
    }
}
