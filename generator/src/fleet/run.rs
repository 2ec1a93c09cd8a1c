//! Running a fleet.

use super::{
    arm::{Key, KeyPair, KeyStatus, KeyType, Rotation, RotationObserver, RotationOptions},
    deploy::{Deploy, NewKey},
    members::Fleet,
    next,
    observer::FleetObserver,
    options::FleetOptions,
    report::{FleetEntry, FleetOutcome, FleetReport},
    store::{LockedRotation, RotationStore},
};
use futures::future::{Either, join_all, select};
use std::{
    error::Error,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

/// Concurrency by default.
const CONCURRENCY: usize = 4;

/// What the workers of one run share.
struct Shared<'r> {
    fleet: &'r Fleet,
    store: &'r dyn RotationStore,
    target: &'r dyn Deploy,
    options: FleetOptions<'r>,
    /// How many pairs were taken by a worker.
    taken: AtomicUsize,
    has_failed: AtomicBool,
}

impl Fleet {
    /// Rotates all pairs, and reports how each of them ended. A failure does not stop the other
    /// pairs, unless [`FleetOptions::stop_at_failure`] asks for that.
    ///
    /// Each rotation is saved in `store` at every step. A saved rotation that has not ended is
    /// continued, so a run that failed, or was cancelled or killed, is simply run again. One that has
    /// ended is followed by another only as [`FleetOptions::older_than`] allows, and that
    /// regenerates first the key that consumers do not use then.
    ///
    /// A pair that [`Deploy::check`] or [`Deploy::prepare`] refuses fails, and none of its keys is
    /// regenerated.
    pub async fn run(
        &self,
        store: &dyn RotationStore,
        target: &dyn Deploy,
        options: Option<FleetOptions<'_>>,
    ) -> FleetReport {
        let options = options.unwrap_or_default();
        let workers = options.concurrency.unwrap_or(CONCURRENCY).clamp(1, self.pairs.len().max(1));
        let shared = Shared {
            fleet: self,
            store,
            target,
            options,
            taken: AtomicUsize::new(0),
            has_failed: AtomicBool::new(false),
        };
        for pair in &self.pairs {
            // What is refused now is refused again when it is the pair's turn.
            let _ = target.check(pair.resource_id(), pair.name());
        }
        let ended = join_all((0..workers).map(|_| shared.work())).await;
        let mut ended: Vec<(usize, FleetOutcome)> = ended.into_iter().flatten().collect();
        ended.sort_by_key(|(place, _)| *place);
        let entries = self.pairs.iter().zip(ended).map(|(pair, (_, outcome))| entry(&**pair, outcome));
        FleetReport { entries: entries.chain(self.not_found()).collect() }
    }
}

fn entry(pair: &dyn KeyPair, outcome: FleetOutcome) -> FleetEntry {
    FleetEntry { resource_id: pair.resource_id().clone(), pair: Some(pair.name().to_owned()), outcome }
}

impl Shared<'_> {
    /// Rotates pairs until none is left. Returns how each ended, with its place.
    async fn work(&self) -> Vec<(usize, FleetOutcome)> {
        let mut ended = Vec::new();
        loop {
            let place = self.taken.fetch_add(1, Ordering::SeqCst);
            let Some(pair) = self.fleet.pairs.get(place) else {
                return ended;
            };
            let mut rotation = None;
            let outcome = self.one(&**pair, &mut rotation).await;
            if outcome.error().is_some() {
                self.has_failed.store(true, Ordering::SeqCst);
            }
            if let Some(observer) = self.options.observer {
                observer.ended(&**pair, rotation.as_ref(), &outcome);
            }
            ended.push((place, outcome));
        }
    }

    fn is_stopped(&self) -> bool {
        let call = &self.options.rotation.call;
        let is_cancelled = call.cancellation.as_ref().is_some_and(|signal| signal.is_cancelled());
        is_cancelled || (self.options.stop_at_failure && self.has_failed.load(Ordering::SeqCst))
    }

    /// Rotates one pair. Leaves the state of its rotation, if it began.
    async fn one(&self, pair: &dyn KeyPair, state: &mut Option<Rotation>) -> FleetOutcome {
        if self.is_stopped() {
            return FleetOutcome::Cancelled;
        }
        let (locked, rotation) = match self.begun(pair) {
            Ok(begun) => begun,
            Err(error) => return FleetOutcome::Failed(error),
        };
        let rotation = state.insert(rotation);
        if next::is_over(rotation, self.options.rotation.keep_other) {
            return FleetOutcome::NothingToDo;
        }
        if rotation.status(rotation.in_use().other()) != KeyStatus::Deployed
            && let Err(outcome) = self.prepared(pair).await
        {
            return outcome;
        }
        self.rotate(pair, locked, rotation).await
    }

    /// Lets the target prepare for a key of the pair, until the run is cancelled.
    async fn prepared(&self, pair: &dyn KeyPair) -> Result<(), FleetOutcome> {
        let preparing = self.target.prepare(pair.resource_id(), pair.name());
        let Some(cancellation) = &self.options.rotation.call.cancellation else {
            return preparing.await.map_err(FleetOutcome::Failed);
        };
        match select(pin!(cancellation.cancelled()), preparing).await {
            Either::Left(_) => Err(FleetOutcome::Cancelled),
            Either::Right((prepared, _)) => prepared.map_err(FleetOutcome::Failed),
        }
    }

    /// Locks the saved rotation of a pair that the target accepts, and chooses the one to run.
    fn begun(&self, pair: &dyn KeyPair) -> Result<(Arc<dyn LockedRotation>, Rotation), Box<dyn Error + Send + Sync>> {
        self.target.check(pair.resource_id(), pair.name())?;
        let locked: Arc<dyn LockedRotation> = self.store.lock(pair)?.into();
        let rotation = self.options.rotation_after(locked.read()?)?;
        Ok((locked, rotation))
    }

    async fn rotate(
        &self,
        pair: &dyn KeyPair,
        locked: Arc<dyn LockedRotation>,
        rotation: &mut Rotation,
    ) -> FleetOutcome {
        let observer = self.options.observer;
        observer.into_iter().for_each(|observer| observer.began(pair, rotation));
        let saving = Saving { pair, locked: &*locked, first: self.options.rotation.observer, observer };
        // What cannot be saved must not be begun.
        if let Err(error) = locked.save(rotation) {
            return FleetOutcome::Failed(error);
        }
        let options = RotationOptions { observer: Some(&saving), ..self.options.rotation.clone() };
        let deploy = |which: KeyType, key: Key| {
            let new = NewKey::new(pair, which, key).with_lock(&locked);
            self.target.deploy(new)
        };
        let ended = rotation.run(pair, Some(options), deploy).await;
        let saved = locked.save(rotation);
        match (ended, saved) {
            (Err(error), _) => FleetOutcome::of(error, is_unknown(rotation)),
            (Ok(()), Err(error)) => FleetOutcome::Failed(error),
            (Ok(()), Ok(())) => FleetOutcome::Rotated,
        }
    }
}

fn is_unknown(rotation: &Rotation) -> bool {
    [KeyType::Primary, KeyType::Secondary].into_iter().any(|key| rotation.status(key) == KeyStatus::Unknown)
}

/// Observer of one rotation that saves it.
#[derive(Debug)]
struct Saving<'r> {
    pair: &'r dyn KeyPair,
    locked: &'r dyn LockedRotation,
    /// The observer in the options of the rotation.
    first: Option<&'r dyn RotationObserver>,
    observer: Option<&'r dyn FleetObserver>,
}

impl RotationObserver for Saving<'_> {
    fn stepped(&self, rotation: &Rotation) -> Result<(), Box<dyn Error + Send + Sync>> {
        self.locked.save(rotation)?;
        self.first.map_or(Ok(()), |first| first.stepped(rotation))?;
        if let Some(observer) = self.observer {
            observer.stepped(self.pair, rotation);
        }
        Ok(())
    }
}
