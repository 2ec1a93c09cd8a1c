//! Running a rotation from its current state.

use super::{
    Key, KeyPair, KeyType, Keys, OutcomeUnknown, Rotation, RotationOptions,
    cancellation::until,
    deadline::{Deadline, DeadlineExceeded},
    key_pair::change,
    rotation_cause::withheld,
    rotation_error::{RotationError, RotationErrorKind},
    rotation_secret::trimmed,
    rotation_state::{Listed, Progress, StepKind, word},
};
use azure_core::{
    Error,
    time::{Duration, OffsetDateTime},
};
use std::{error::Error as StdError, time::Instant};

/// One run of a rotation.
pub(super) struct Run<'r> {
    pub(super) rotation: &'r mut Rotation,
    pub(super) pair: &'r dyn KeyPair,
    pub(super) options: RotationOptions<'r>,
    /// When the run is stopped as late.
    deadline: Deadline,
    /// How often somebody else has replaced the new key.
    pub(super) supersedings: usize,
    /// Whether [`RotationOptions::wait`] is over. Kept here because the system clock may be changed
    /// during the wait.
    is_waited: bool,
}

/// The next action.
enum Next {
    Regenerate(KeyType),
    Deploy,
    Wait(Duration),
    Check,
    Finish,
}

/// A regenerate request that was sent.
#[derive(Clone, Copy)]
struct Sent {
    key: KeyType,
    /// Whether the service listed the key that this request replaces.
    was_listed: bool,
    /// Whether the service accepted the call.
    is_taken: bool,
    /// Whether the outcome of an earlier call is unknown.
    is_resent: bool,
}

impl Rotation {
    /// Runs the rotation from its current state until it is done or something fails.
    ///
    /// `deploy` receives the new key, without surrounding white space, and returns when all
    /// consumers use it. It may be called again with the same or a newer key: after it failed,
    /// after the rotation was interrupted, or when somebody else has replaced the key. If its error
    /// quotes the key, the rotation's error leaves that error out.
    ///
    /// Whatever the error, no valid key was taken from consumers. The error lists which keys have
    /// changed, and running the same rotation again continues it. A regenerate request whose
    /// outcome is unknown is not sent again in the same run.
    pub async fn run<D, F, E>(
        &mut self,
        pair: &dyn KeyPair,
        options: Option<RotationOptions<'_>>,
        mut deploy: D,
    ) -> Result<(), RotationError>
    where
        D: FnMut(KeyType, Key) -> F,
        F: Future<Output = Result<(), E>>,
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        let options = options.unwrap_or_default();
        let deadline = Deadline::after(options.deadline);
        let mut run = Run { rotation: self, pair, options, deadline, supersedings: 0, is_waited: false };
        run.begin()?;
        let mut fresh = None;
        loop {
            match run.next() {
                Next::Regenerate(key) => fresh = run.regenerate(key).await?,
                Next::Deploy => {
                    let key = match fresh.take() {
                        Some(key) => key,
                        None => run.live().await?,
                    };
                    run.deploy(key, &mut deploy).await?;
                }
                Next::Wait(rest) => run.wait(rest).await?,
                Next::Check => run.check().await?,
                Next::Finish => return Ok(()),
            }
            run.notify_observer()?;
        }
    }
}

impl Run<'_> {
    /// A rotation belongs to the pair of its first run.
    fn begin(&mut self) -> Result<(), RotationError> {
        let (resource_id, name) = (self.pair.resource_id().to_string(), self.pair.name().to_owned());
        let known = self.rotation.state.pair.get_or_insert_with(|| (resource_id.clone(), name.clone()));
        let (known, known_name) = known;
        if known.eq_ignore_ascii_case(&resource_id) && *known_name == name {
            return Ok(());
        }
        let message = format!("this rotation was started for `{known_name}` of {known}, not for `{name}` of {resource_id}");
        Err(self.error(RotationErrorKind::OtherPair, "going on", message.into()))
    }

    fn next(&self) -> Next {
        let state = &self.rotation.state;
        if !state.spare().is_regenerated() {
            return Next::Regenerate(state.in_use.other());
        }
        if !state.is_deployed() {
            return Next::Deploy;
        }
        if self.options.keep_other || state.other().is_regenerated() {
            return if state.is_checked { Next::Finish } else { Next::Check };
        }
        match self.options.wait.filter(|_| !self.is_waited).map(|wait| left(state.deployed_at, wait)) {
            Some(rest) if rest.is_positive() => Next::Wait(rest),
            _ => Next::Regenerate(state.in_use),
        }
    }

    /// Regenerates a key. Returns the new key if it has to be deployed and the service returned it.
    async fn regenerate(&mut self, key: KeyType) -> Result<Option<Key>, RotationError> {
        let is_in_use = key == self.rotation.state.in_use;
        let mut keys = match is_in_use {
            true => self.live_keys().await?,
            false => self.list().await?,
        };
        if is_in_use && !self.rotation.state.is_deployed() {
            return Ok(None);
        }
        let former = self.rotation.state.progress(key).clone();
        if let Progress::Sent { at, was_listed, is_resent } = former {
            let lost = Sent { key, was_listed, is_taken: false, is_resent };
            keys = self.settled(lost, keys, left(at, self.options.settling())).await?;
            if self.has_changed(lost, &keys) {
                return Ok(self.settle(key, keys));
            }
        }
        let listed = Listed::of(self.pair, &keys);
        if listed.is_one_text() {
            return Err(self.one_text());
        }
        // The list may be newer than the one that contained the key of the consumers.
        if is_in_use && !self.rotation.state.is_live(&listed) {
            return Ok(None);
        }
        self.send(key, former, &listed).await
    }

    async fn send(&mut self, key: KeyType, former: Progress, listed: &Listed) -> Result<Option<Key>, RotationError> {
        let (was_listed, is_resent) = (listed.get(key).is_some(), matches!(former, Progress::Sent { .. }));
        self.rotation.state.sent(key, listed, is_resent);
        if let Err(error) = self.notify_observer() {
            self.rotation.state.refused(key, former);
            return Err(error);
        }
        let sent = Sent { key, was_listed, is_taken: false, is_resent };
        let call = &self.options.call;
        let regenerate = self.deadline.within(self.pair.regenerate(key, Some(call.clone())));
        match change(call.cancellation.as_ref(), regenerate).await.map_err(open_if_late) {
            Ok(keys) => self.confirm(Sent { is_taken: true, ..sent }, keys).await,
            Err(error) if OutcomeUnknown::is_cause_of(&error) => self.compare(sent, error).await,
            Err(error) => {
                self.rotation.state.refused(key, former);
                Err(self.failed(&format!("regenerating the {} key", word(key)), error))
            }
        }
    }

    /// After a response: waits for the new key, which some services list a little later.
    async fn confirm(&mut self, sent: Sent, keys: Keys) -> Result<Option<Key>, RotationError> {
        let listed = match keys.get(sent.key) {
            Some(_) => keys,
            None => self.list().await?,
        };
        let keys = self.settled(sent, listed, self.options.settling()).await?;
        match self.has_changed(sent, &keys) {
            true => Ok(self.settle(sent.key, keys)),
            false => Err(self.unchanged(sent.key)),
        }
    }

    /// After a lost response: checks whether the key changed. If an earlier call was lost, too,
    /// this call may still take effect.
    async fn compare(&mut self, sent: Sent, lost: Error) -> Result<Option<Key>, RotationError> {
        self.rotation.state.step(StepKind::Lost, sent.key);
        self.notify_observer()?;
        let keys = self.list().await?;
        match self.has_changed(sent, &keys) && !sent.is_resent {
            true => Ok(self.settle(sent.key, keys)),
            false => {
                let action = format!("regenerating the {} key", word(sent.key));
                Err(self.error(RotationErrorKind::OutcomeUnknown, &action, lost.into()))
            }
        }
    }

    /// Lists the keys until the key has changed, or for the time `rest`, after which the call can
    /// no longer take effect. If an earlier call may also have taken effect, the listed key may not
    /// be the final one, so the whole time is waited.
    async fn settled(&mut self, sent: Sent, mut keys: Keys, rest: Duration) -> Result<Keys, RotationError> {
        let begun = Instant::now();
        loop {
            let left = rest - begun.elapsed();
            if !left.is_positive() || (!sent.is_resent && self.has_changed(sent, &keys)) {
                return Ok(keys);
            }
            self.pause(self.options.interval().min(left)).await?;
            keys = self.list().await?;
        }
    }

    /// Whether the service lists a new key. If it did not list the former key, a new one does not
    /// prove that a call with unknown outcome took effect.
    fn has_changed(&self, sent: Sent, keys: &Keys) -> bool {
        let listed = Listed::of(self.pair, keys);
        self.rotation.state.new_key(sent.key, &listed).is_some() && (sent.is_taken || sent.was_listed)
    }

    /// Records that a key was regenerated.
    fn settle(&mut self, key: KeyType, keys: Keys) -> Option<Key> {
        let listed = Listed::of(self.pair, &keys);
        self.rotation.state.regenerated(key, listed.get(key)?.clone());
        if key == self.rotation.state.in_use {
            return None;
        }
        match key {
            KeyType::Primary => keys.primary,
            KeyType::Secondary => keys.secondary,
        }
    }

    async fn deploy<D, F, E>(&mut self, key: Key, deploy: &mut D) -> Result<(), RotationError>
    where
        D: FnMut(KeyType, Key) -> F,
        F: Future<Output = Result<(), E>>,
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        let spare = self.rotation.state.in_use.other();
        self.rotation.state.deploying(spare);
        self.notify_observer()?;
        let deployed = deploy(spare, trimmed(&key));
        let deployed = self.bounded(async { Ok(deployed.await) }).await;
        let action = format!("deploying the new {} key", word(spare));
        match deployed {
            Ok(Ok(())) => {
                self.rotation.state.deployed(spare);
                self.is_waited = false;
                Ok(())
            }
            Ok(Err(error)) => Err(self.error(RotationErrorKind::Deploy, &action, withheld(error.into(), &key))),
            Err(cancelled) => Err(self.failed(&action, cancelled)),
        }
    }

    /// Runs a part of the run until it is done, cancelled or past the deadline.
    pub(super) async fn bounded<T>(&self, part: impl Future<Output = azure_core::Result<T>>) -> azure_core::Result<T> {
        until(self.options.call.cancellation.as_ref(), self.deadline.within(part)).await
    }

    async fn wait(&mut self, rest: Duration) -> Result<(), RotationError> {
        self.pause(rest).await?;
        self.is_waited = true;
        Ok(())
    }

    fn notify_observer(&self) -> Result<(), RotationError> {
        let Some(observer) = self.options.observer else {
            return Ok(());
        };
        let notified = observer.stepped(self.rotation);
        notified.map_err(|error| self.error(RotationErrorKind::Observer, "notifying the observer", error))
    }
}

/// A regenerate request that exceeded the deadline may still take effect.
fn open_if_late(error: Error) -> Error {
    match DeadlineExceeded::is_cause_of(&error) && !OutcomeUnknown::is_cause_of(&error) {
        true => OutcomeUnknown::because(error),
        false => error,
    }
}

/// The rest of the time `whole` that began at `since`. A `since` in the future, after the clock or
/// the saved state was changed, counts as now. So the rest is never longer than `whole`.
fn left(since: OffsetDateTime, whole: Duration) -> Duration {
    let now = OffsetDateTime::now_utc();
    since.min(now).saturating_add(whole) - now
}
