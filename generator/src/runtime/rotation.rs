//! Rotation of the two keys of a resource, without downtime.

use super::{
    Key, KeyPair, KeyType, Keys, OutcomeUnknown, RotationOptions,
    cancellation::until,
    key_pair::change,
    rotation_error::{RotationError, RotationErrorKind},
    rotation_state::{Fingerprint, KeyStatus, Progress, State, Step, StepKind},
};
use azure_core::{
    Error,
    error::ErrorKind,
    sleep::sleep,
    time::{Duration, OffsetDateTime},
};
use serde::{Deserialize, Serialize};
use std::error::Error as StdError;

/// Rotation of a [`KeyPair`] while consumers use one of its keys.
///
/// The key that is not in use is regenerated and deployed to the consumers; only then is the other one regenerated.
/// At every moment, the key that consumers hold is valid, as long as nobody else regenerates keys, and no regenerate
/// whose answer was lost takes effect later than [`RotationOptions::settle`] says.
///
/// The rotation outlives [`Rotation::run`]: if that fails, or its future is dropped, run the same rotation again,
/// and it goes on from where it was. It can be serialised in between, and holds no secrets: it knows keys by their
/// fingerprints.
///
/// ```
/// # mod azure_keys { pub struct KeyType; impl KeyType { #[allow(non_upper_case_globals)] pub const Primary: Self = Self; }
/// # pub struct Rotation; impl Rotation { pub fn new(_: KeyType) -> Self { Self } } }
/// use azure_keys::{KeyType, Rotation};
///
/// // Consumers use the primary key, so the secondary is the first to be regenerated.
/// let rotation = Rotation::new(KeyType::Primary);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rotation {
    state: State,
}

/// What comes next.
enum Next {
    Regenerate(KeyType),
    Deploy,
    Wait(Duration),
    Finish,
}

impl Rotation {
    /// A rotation for a resource whose consumers use the key `in_use`.
    ///
    /// Keep it until it is done. Once its new key is deployed, consumers use the other key than `in_use`, and a
    /// second rotation that is begun as this one was would regenerate that first.
    pub fn new(in_use: KeyType) -> Self {
        Self { state: State::new(in_use) }
    }

    /// Key that consumers used when the rotation began. Once it is done, they use the other one.
    pub fn in_use(&self) -> KeyType {
        self.state.in_use
    }

    /// What has become of a key so far.
    pub fn status(&self, key: KeyType) -> KeyStatus {
        self.state.status(key)
    }

    /// Keys that consumers may hold: two, from the first attempt to deploy until one has succeeded.
    pub fn held(&self) -> Vec<KeyType> {
        self.state.held()
    }

    /// What has happened, in order.
    pub fn steps(&self) -> &[Step] {
        &self.state.steps
    }

    /// Whether both keys were regenerated and the first was deployed.
    pub fn is_done(&self) -> bool {
        self.state.is_deployed() && self.status(self.in_use()) == KeyStatus::Regenerated
    }

    /// Goes on with the rotation until it is done, or until something fails.
    ///
    /// `deploy` gets the new key, and returns when all consumers use it. It may be called again with the same or a
    /// newer key, after it failed or after the rotation was interrupted.
    ///
    /// Whatever the error, the key that consumers hold is still valid; the error says which keys have changed, and
    /// running the same rotation again goes on. A regenerate whose outcome is not known is not sent again in the same
    /// run.
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
        self.begin(pair)?;
        let mut fresh = None;
        loop {
            match self.next(&options) {
                Next::Regenerate(key) => fresh = self.regenerate(pair, key, &options).await?,
                Next::Deploy => {
                    let key = match fresh.take() {
                        Some(key) => key,
                        None => self.live(pair, &options).await?,
                    };
                    self.deploy(key, &mut deploy, &options).await?;
                }
                Next::Wait(rest) => self.pause(rest, &options).await?,
                Next::Finish => return Ok(()),
            }
            self.tell(&options)?;
        }
    }

    /// A rotation belongs to the pair that it was run with first.
    fn begin(&mut self, pair: &dyn KeyPair) -> Result<(), RotationError> {
        let (resource_id, name) = (pair.resource_id().to_string(), pair.name().to_owned());
        let (known, known_name) = self.state.pair.get_or_insert_with(|| (resource_id.clone(), name.clone()));
        if known.eq_ignore_ascii_case(&resource_id) && *known_name == name {
            return Ok(());
        }
        let message = format!("this rotation was begun for `{known_name}` of {known}, not for `{name}` of {resource_id}");
        Err(self.error(RotationErrorKind::OtherPair, "going on", message.into()))
    }

    fn next(&self, options: &RotationOptions<'_>) -> Next {
        let state = &self.state;
        if !state.spare().is_regenerated() {
            return Next::Regenerate(state.in_use.other());
        }
        if !state.is_deployed() {
            return Next::Deploy;
        }
        if options.keep_other || state.other().is_regenerated() {
            return Next::Finish;
        }
        match options.wait.map(|wait| state.deployed_at.saturating_add(wait) - now()) {
            Some(rest) if rest.is_positive() => Next::Wait(rest),
            _ => Next::Regenerate(state.in_use),
        }
    }

    /// Regenerates a key, and gives the new one if it is to be deployed and the service has told it.
    async fn regenerate(
        &mut self,
        pair: &dyn KeyPair,
        key: KeyType,
        options: &RotationOptions<'_>,
    ) -> Result<Option<Key>, RotationError> {
        let mut listed = match key == self.state.in_use {
            true => self.told(pair, options).await?,
            false => self.list(pair, options).await?,
        };
        if key == self.state.in_use && !self.state.is_deployed() {
            return Ok(None);
        }
        let former = self.state.progress(key).clone();
        if let Progress::Sent { before, at, is_resent } = &former {
            let lost = Sent { key, before, is_taken: false, is_resent: *is_resent };
            listed = self.settled(pair, lost, listed, *at, options).await?;
            if lost.has_changed(pair, &listed) {
                return Ok(self.settle(pair, key, listed));
            }
        }
        let before = &Fingerprint::of(pair, listed.get(key));
        let is_resent = matches!(former, Progress::Sent { .. });
        self.state.sent(key, before.clone(), is_resent);
        if let Err(error) = self.tell(options) {
            self.state.refused(key, former);
            return Err(error);
        }
        let call = change(options.call.cancellation.as_ref(), pair.regenerate(key, Some(options.call.clone())));
        match call.await {
            Ok(keys) => self.confirm(pair, Sent { key, before, is_taken: true, is_resent }, keys, options).await,
            Err(error) if OutcomeUnknown::is_cause_of(&error) => {
                self.compare(pair, Sent { key, before, is_taken: false, is_resent }, error, options).await
            }
            Err(error) => {
                self.state.refused(key, former);
                Err(self.failed(&format!("regenerating the {} key", word(key)), error))
            }
        }
    }

    /// After an answer: the new key, which a service may tell a little later.
    async fn confirm(
        &mut self,
        pair: &dyn KeyPair,
        sent: Sent<'_>,
        keys: Keys,
        options: &RotationOptions<'_>,
    ) -> Result<Option<Key>, RotationError> {
        let told = match keys.get(sent.key) {
            Some(_) => keys,
            None => self.list(pair, options).await?,
        };
        let keys = self.settled(pair, sent, told, now(), options).await?;
        match sent.has_changed(pair, &keys) {
            true => Ok(self.settle(pair, sent.key, keys)),
            false => Err(self.unchanged(sent.key)),
        }
    }

    /// After a lost answer: did the key change?
    async fn compare(
        &mut self,
        pair: &dyn KeyPair,
        sent: Sent<'_>,
        lost: Error,
        options: &RotationOptions<'_>,
    ) -> Result<Option<Key>, RotationError> {
        self.state.step(StepKind::Lost, sent.key);
        self.tell(options)?;
        let keys = self.list(pair, options).await?;
        match sent.has_changed(pair, &keys) && !sent.is_resent {
            true => Ok(self.settle(pair, sent.key, keys)),
            false => {
                let action = format!("regenerating the {} key", word(sent.key));
                Err(self.error(RotationErrorKind::OutcomeUnknown, &action, lost.into()))
            }
        }
    }

    /// Lists until the key has changed, or until a call of the time `at` can no longer take effect. If an earlier
    /// call may have taken effect, too, the key that is told may not be the last, so that only time tells.
    async fn settled(
        &mut self,
        pair: &dyn KeyPair,
        sent: Sent<'_>,
        mut keys: Keys,
        at: OffsetDateTime,
        options: &RotationOptions<'_>,
    ) -> Result<Keys, RotationError> {
        let until = at.saturating_add(options.settling());
        while now() < until && (sent.is_resent || !sent.has_changed(pair, &keys)) {
            self.pause(options.interval().min(until - now()), options).await?;
            keys = self.list(pair, options).await?;
        }
        Ok(keys)
    }

    /// Lists until the service tells the key to deploy, or one that has taken its place. It may tell the former one
    /// for a while.
    async fn told(&mut self, pair: &dyn KeyPair, options: &RotationOptions<'_>) -> Result<Keys, RotationError> {
        let spare = self.state.in_use.other();
        let until = now().saturating_add(options.settling());
        loop {
            let keys = self.list(pair, options).await?;
            let live = Fingerprint::of(pair, keys.get(spare));
            if self.is_superseded(pair, &keys) || self.state.spare().is(&live) {
                return Ok(keys);
            }
            if now() >= until {
                return Err(if live.is_some() { self.unchanged(spare) } else { self.missing(spare) });
            }
            self.pause(options.interval().min(until - now()), options).await?;
        }
    }

    /// Notes that a key was regenerated.
    fn settle(&mut self, pair: &dyn KeyPair, key: KeyType, keys: Keys) -> Option<Key> {
        self.state.regenerated(key, Fingerprint::of(pair, keys.get(key)));
        if key == self.state.in_use {
            self.is_superseded(pair, &keys);
            return None;
        }
        match key {
            KeyType::Primary => keys.primary,
            KeyType::Secondary => keys.secondary,
        }
    }

    /// Whether somebody else has regenerated the key that was deployed. It is then deployed anew.
    fn is_superseded(&mut self, pair: &dyn KeyPair, keys: &Keys) -> bool {
        let spare = self.state.in_use.other();
        match Fingerprint::of(pair, keys.get(spare)) {
            Some(live) if self.state.spare().is_another(&live) => {
                self.state.superseded(spare, live);
                true
            }
            _ => false,
        }
    }

    /// The key to deploy, as the service has it.
    async fn live(&mut self, pair: &dyn KeyPair, options: &RotationOptions<'_>) -> Result<Key, RotationError> {
        let spare = self.state.in_use.other();
        let keys = self.told(pair, options).await?;
        keys.get(spare).cloned().ok_or_else(|| self.missing(spare))
    }

    async fn deploy<D, F, E>(
        &mut self,
        key: Key,
        deploy: &mut D,
        options: &RotationOptions<'_>,
    ) -> Result<(), RotationError>
    where
        D: FnMut(KeyType, Key) -> F,
        F: Future<Output = Result<(), E>>,
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        let spare = self.state.in_use.other();
        self.state.deploying(spare);
        self.tell(options)?;
        let deployed = deploy(spare, key);
        let deployed = until(options.call.cancellation.as_ref(), async { Ok(deployed.await) }).await;
        let action = format!("deploying the new {} key", word(spare));
        match deployed {
            Ok(Ok(())) => {
                self.state.deployed(spare);
                Ok(())
            }
            Ok(Err(error)) => Err(self.error(RotationErrorKind::Deploy, &action, error.into())),
            Err(cancelled) => Err(self.failed(&action, cancelled)),
        }
    }

    fn tell(&self, options: &RotationOptions<'_>) -> Result<(), RotationError> {
        let Some(observer) = options.observer else {
            return Ok(());
        };
        observer.stepped(self).map_err(|error| self.error(RotationErrorKind::Observer, "telling the observer", error))
    }

    async fn pause(&mut self, rest: Duration, options: &RotationOptions<'_>) -> Result<(), RotationError> {
        let paused = until(options.call.cancellation.as_ref(), async {
            // The time may have come since it was compared, and a negative one cannot be slept.
            if rest.is_positive() {
                sleep(rest).await;
            }
            Ok(())
        });
        paused.await.map_err(|error| self.failed("waiting", error))
    }

    async fn list(&mut self, pair: &dyn KeyPair, options: &RotationOptions<'_>) -> Result<Keys, RotationError> {
        let keys = until(options.call.cancellation.as_ref(), pair.list(Some(options.call.clone()))).await;
        keys.map_err(|error| self.failed("listing the keys", error))
    }

    fn unchanged(&self, key: KeyType) -> RotationError {
        let message = format!("the service accepted the call, but still gives the former {} key", word(key));
        let error = Error::with_message(ErrorKind::Other, message);
        self.error(RotationErrorKind::OutcomeUnknown, &format!("regenerating the {} key", word(key)), error.into())
    }

    fn missing(&self, key: KeyType) -> RotationError {
        let message = format!("the service no longer tells the {} key", word(key));
        self.error(RotationErrorKind::Missing, "reading the new key", message.into())
    }

    fn failed(&self, action: &str, error: Error) -> RotationError {
        let kind = match super::Cancellation::is_cause_of(&error) {
            true => RotationErrorKind::Cancelled,
            false => RotationErrorKind::Service,
        };
        self.error(kind, action, error.into())
    }

    fn error(&self, kind: RotationErrorKind, action: &str, source: Box<dyn StdError + Send + Sync>) -> RotationError {
        RotationError::new(kind, action, &self.state, source)
    }
}

/// A regenerate that was sent, and the key that it replaces.
#[derive(Clone, Copy)]
struct Sent<'a> {
    key: KeyType,
    /// The key as it was told, if it was.
    before: &'a Option<Fingerprint>,
    /// Whether the service has taken the call.
    is_taken: bool,
    /// Whether an earlier call was lost.
    is_resent: bool,
}

impl Sent<'_> {
    /// Whether the service tells another key than before. One that was not told before proves nothing of a call
    /// that may be lost.
    fn has_changed(&self, pair: &dyn KeyPair, keys: &Keys) -> bool {
        let now = Fingerprint::of(pair, keys.get(self.key));
        now.is_some() && now != *self.before && (self.is_taken || self.before.is_some())
    }
}

fn now() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}

pub(super) fn word(key: KeyType) -> &'static str {
    match key {
        KeyType::Primary => "primary",
        KeyType::Secondary => "secondary",
    }
}
