//! Observing the rotations of a run: prints their steps, and notes how they end.

use super::{
    arm::{
        KeyPair, KeyStatus, KeyType, ResourceId, Rotation, RotationError, Step, StepKind,
        fleet::{FleetObserver, FleetOutcome},
    },
    masked::word,
    run::Run,
    report::{Outcome, of},
    target::{NotHandedOut, Stopped},
};
use serde_json::json;
use std::{
    collections::HashMap,
    error::Error,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// What the observer knows about a pair.
#[derive(Debug, Default)]
struct Seen {
    /// How many steps of the rotation were already printed.
    printed: usize,
    /// Whether somebody else has replaced the key that `--deployed` is about.
    is_superseded: bool,
    outcome: Option<Outcome>,
}

#[derive(Debug)]
pub(super) struct Watch<'r> {
    run: &'r Run,
    seen: Mutex<HashMap<Identity, Seen>>,
}

impl<'r> Watch<'r> {
    pub(super) fn new(run: &'r Run) -> Self {
        Self { run, seen: Mutex::default() }
    }

    /// How the rotation of a pair ended.
    pub(super) fn outcome(&self, pair: &dyn KeyPair) -> Outcome {
        let seen = self.seen();
        seen.get(&identity(of(pair))).and_then(|seen| seen.outcome).unwrap_or(Outcome::Cancelled)
    }

    pub(super) fn is_superseded(&self, pair: (&ResourceId, &str)) -> bool {
        self.seen().get(&identity(pair)).is_some_and(|seen| seen.is_superseded)
    }

    pub(super) fn has_failed(&self) -> bool {
        let failed = |seen: &Seen| matches!(seen.outcome, Some(Outcome::Failed | Outcome::Unknown));
        self.seen().values().any(failed)
    }

    fn seen(&self) -> MutexGuard<'_, HashMap<Identity, Seen>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Prints the steps that were not printed yet.
    fn print_steps(&self, pair: &dyn KeyPair, rotation: &Rotation) {
        let mut all = self.seen();
        let seen = all.entry(identity(of(pair))).or_default();
        let new = rotation.steps().get(seen.printed..).unwrap_or_default();
        seen.printed = rotation.steps().len();
        seen.is_superseded |= new.iter().any(|step| step.kind == StepKind::Superseded);
        new.iter().for_each(|step| self.print(pair, step));
    }

    fn print(&self, pair: &dyn KeyPair, step: &Step) {
        let key = word(step.key);
        let text = match step.kind {
            // Without a target, no deployment begins.
            StepKind::Deploying if !self.run.arguments.has_target() => return,
            StepKind::Sent => format!("regenerating the {key} key"),
            StepKind::Refused => format!("the {key} key was not regenerated"),
            StepKind::Lost => format!("the response was lost; checking whether the {key} key has changed"),
            StepKind::Regenerated => format!("regenerated the {key} key"),
            StepKind::Deploying => format!("deploying the {key} key"),
            StepKind::Deployed => format!("consumers use the {key} key"),
            StepKind::Superseded => format!("somebody else has regenerated the {key} key"),
            other => format!("{other:?}: the {key} key"),
        };
        self.run.report.line_at(step.at, of(pair), "step", &text, json!({ "step": step.kind, "key": key }));
    }

    fn judged(&self, pair: &dyn KeyPair, rotation: Option<&Rotation>, ended: &FleetOutcome) -> Outcome {
        match (ended, rotation) {
            (FleetOutcome::Rotated, Some(rotation)) if !rotation.is_done() => Outcome::Deployed,
            (FleetOutcome::Rotated, _) => Outcome::Rotated,
            (FleetOutcome::NothingToDo, Some(rotation)) => self.run.done_before(pair, rotation),
            (FleetOutcome::NothingToDo, None) => Outcome::AlreadyDone,
            (FleetOutcome::Failed(error), Some(rotation)) if is_not_handed_out(&**error) => {
                self.run.report.line(of(pair), "next", &self.run.next(rotation.in_use()), json!({}));
                Outcome::SpareRegenerated
            }
            (FleetOutcome::Failed(error), None) if error.is::<Stopped>() => Outcome::Cancelled,
            (FleetOutcome::Failed(error), _) => {
                self.run.report_error(pair, &**error);
                Outcome::Failed
            }
            (FleetOutcome::Unknown(error), _) => {
                self.run.report_error(pair, &**error);
                Outcome::Unknown
            }
            _ => Outcome::Cancelled,
        }
    }
}

/// Ids that differ only in case are equal.
type Identity = (ResourceId, String);

fn identity((id, pair): (&ResourceId, &str)) -> Identity {
    (id.clone(), pair.to_owned())
}

fn is_not_handed_out(error: &(dyn Error + 'static)) -> bool {
    error.is::<RotationError>() && error.source().is_some_and(|source| source.is::<NotHandedOut>())
}

impl FleetObserver for Watch<'_> {
    fn began(&self, pair: &dyn KeyPair, rotation: &Rotation) {
        self.seen().entry(identity(of(pair))).or_default().printed = rotation.steps().len();
    }

    fn stepped(&self, pair: &dyn KeyPair, rotation: &Rotation) {
        self.print_steps(pair, rotation);
    }

    fn ended(&self, pair: &dyn KeyPair, rotation: Option<&Rotation>, ended: &FleetOutcome) {
        let is_begun = self.seen().contains_key(&identity(of(pair)));
        if let Some(rotation) = rotation.filter(|_| is_begun) {
            self.print_steps(pair, rotation);
        }
        let outcome = self.judged(pair, rotation, ended);
        self.seen().entry(identity(of(pair))).or_default().outcome = Some(outcome);
        self.run.report.advance();
    }
}

impl Run {
    /// Reports a rotation that an earlier run completed, as far as `--keep-other` allows.
    pub(super) fn done_before(&self, pair: &dyn KeyPair, rotation: &Rotation) -> Outcome {
        let used = word(rotation.in_use().other());
        let is_new = rotation.status(rotation.in_use()) == KeyStatus::Regenerated;
        let kept = if is_new { "" } else { ", and the other one is kept" };
        let text = format!("done before: consumers use the {used} key{kept}; to rotate again, use --in-use {used}");
        self.report.line(of(pair), "alreadyDone", &text, json!({ "inUse": used }));
        Outcome::AlreadyDone
    }

    /// How to continue after handing the key out.
    fn next(&self, in_use: KeyType) -> String {
        let [other, spare] = [word(in_use), word(in_use.other())];
        let how = match self.arguments.state {
            Some(_) => "--yes --deployed".to_owned(),
            None => format!("--yes --in-use {spare}"),
        };
        format!(
            "next, hand the {spare} key to the consumers (--list --show prints it); then {how} replaces the {other} key"
        )
    }
}
