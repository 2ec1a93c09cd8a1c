//! Running a rotation from where it is.

use super::{
    Key, KeyPair, KeyType, Keys, OutcomeUnknown, Rotation, RotationOptions,
    cancellation::until,
    deadline::{Deadline, DeadlineExceeded},
    key_pair::change,
    rotation_cause::withheld,
    rotation_error::{RotationError, RotationErrorKind},
    rotation_secret::trimmed,
    rotation_state::{Progress, StepKind, Told, word},
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
    /// When the run is given up.
    deadline: Deadline,
    /// How often somebody else has replaced the new key.
    pub(super) supersedings: usize,
    /// Whether [`RotationOptions::wait`] is over. The clock may be set meanwhile, so it is not asked twice.
    is_waited: bool,
}

/// What comes next.
enum Next {
    Regenerate(KeyType),
    Deploy,
    Wait(Duration),
    Check,
    Finish,
}

/// A regenerate that was sent.
#[derive(Clone, Copy)]
struct Sent {
    key: KeyType,
    /// Whether the service told the key that this one replaces.
    was_told: bool,
    /// Whether the service has taken the call.
    is_taken: bool,
    /// Whether an earlier call was lost.
    is_resent: bool,
}

impl Rotation {
    /// Goes on with the rotation until it is done, or until something fails.
    ///
    /// `deploy` gets the new key, without white space around it, and returns when all consumers use it. It may be
    /// called again with the same or a newer key, after it failed, after the rotation was interrupted, or when
    /// somebody else has replaced the key. If its error quotes the key, that error is left out of the rotation's.
    ///
    /// Whatever the error, the rotation has taken no valid key from consumers; the error says which keys have
    /// changed, and running the same rotation again goes on. A regenerate whose outcome is not known is not sent
    /// again in the same run.
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
            run.tell()?;
        }
    }
}

impl Run<'_> {
    /// A rotation belongs to the pair that it was run with first.
    fn begin(&mut self) -> Result<(), RotationError> {
        let (resource_id, name) = (self.pair.resource_id().to_string(), self.pair.name().to_owned());
        let known = self.rotation.state.pair.get_or_insert_with(|| (resource_id.clone(), name.clone()));
        let (known, known_name) = known;
        if known.eq_ignore_ascii_case(&resource_id) && *known_name == name {
            return Ok(());
        }
        let message = format!("this rotation was begun for `{known_name}` of {known}, not for `{name}` of {resource_id}");
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

    /// Regenerates a key, and gives the new one if it is to be deployed and the service has told it.
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
        if let Progress::Sent { at, was_told, is_resent } = former {
            let lost = Sent { key, was_told, is_taken: false, is_resent };
            keys = self.settled(lost, keys, left(at, self.options.settling())).await?;
            if self.has_changed(lost, &keys) {
                return Ok(self.settle(key, keys));
            }
        }
        let told = Told::of(self.pair, &keys);
        if told.is_one_text() {
            return Err(self.one_text());
        }
        // Time has passed since the key of the consumers was seen.
        if is_in_use && !self.rotation.state.is_live(&told) {
            return Ok(None);
        }
        self.send(key, former, &told).await
    }

    async fn send(&mut self, key: KeyType, former: Progress, told: &Told) -> Result<Option<Key>, RotationError> {
        let (was_told, is_resent) = (told.get(key).is_some(), matches!(former, Progress::Sent { .. }));
        self.rotation.state.sent(key, told, is_resent);
        if let Err(error) = self.tell() {
            self.rotation.state.refused(key, former);
            return Err(error);
        }
        let sent = Sent { key, was_told, is_taken: false, is_resent };
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

    /// After an answer: the new key, which a service may tell a little later.
    async fn confirm(&mut self, sent: Sent, keys: Keys) -> Result<Option<Key>, RotationError> {
        let told = match keys.get(sent.key) {
            Some(_) => keys,
            None => self.list().await?,
        };
        let keys = self.settled(sent, told, self.options.settling()).await?;
        match self.has_changed(sent, &keys) {
            true => Ok(self.settle(sent.key, keys)),
            false => Err(self.unchanged(sent.key)),
        }
    }

    /// After a lost answer: did the key change? If an earlier call was lost, too, this one may still be to come.
    async fn compare(&mut self, sent: Sent, lost: Error) -> Result<Option<Key>, RotationError> {
        self.rotation.state.step(StepKind::Lost, sent.key);
        self.tell()?;
        let keys = self.list().await?;
        match self.has_changed(sent, &keys) && !sent.is_resent {
            true => Ok(self.settle(sent.key, keys)),
            false => {
                let action = format!("regenerating the {} key", word(sent.key));
                Err(self.error(RotationErrorKind::OutcomeUnknown, &action, lost.into()))
            }
        }
    }

    /// Lists until the key has changed, or for the time `rest`, after which the call can no longer take effect. If
    /// an earlier call may have taken effect, too, the key that is told may not be the last, so that only time tells.
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

    /// Whether the service tells a new key. If the former one was not told, that proves nothing of a call that may
    /// be lost.
    fn has_changed(&self, sent: Sent, keys: &Keys) -> bool {
        let told = Told::of(self.pair, keys);
        self.rotation.state.new_key(sent.key, &told).is_some() && (sent.is_taken || sent.was_told)
    }

    /// Notes that a key was regenerated.
    fn settle(&mut self, key: KeyType, keys: Keys) -> Option<Key> {
        let told = Told::of(self.pair, &keys);
        self.rotation.state.regenerated(key, told.get(key)?.clone());
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
        self.tell()?;
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

    /// Runs a part of the run until it is done, cancelled or late.
    pub(super) async fn bounded<T>(&self, part: impl Future<Output = azure_core::Result<T>>) -> azure_core::Result<T> {
        until(self.options.call.cancellation.as_ref(), self.deadline.within(part)).await
    }

    async fn wait(&mut self, rest: Duration) -> Result<(), RotationError> {
        self.pause(rest).await?;
        self.is_waited = true;
        Ok(())
    }

    fn tell(&self) -> Result<(), RotationError> {
        let Some(observer) = self.options.observer else {
            return Ok(());
        };
        let told = observer.stepped(self.rotation);
        told.map_err(|error| self.error(RotationErrorKind::Observer, "telling the observer", error))
    }
}

/// A regenerate that was given up because it was late may still take effect.
fn open_if_late(error: Error) -> Error {
    match DeadlineExceeded::is_cause_of(&error) && !OutcomeUnknown::is_cause_of(&error) {
        true => OutcomeUnknown::because(error),
        false => error,
    }
}

/// What is left of the time `whole` that began at `since`. A beginning that is still to come, because the clock was
/// set or the state was changed, counts as now, so that this is never more than all of it.
fn left(since: OffsetDateTime, whole: Duration) -> Duration {
    let now = OffsetDateTime::now_utc();
    since.min(now).saturating_add(whole) - now
}
