//! Rotating the keys of one pair.

use super::{
    arm::{
        Key, KeyPair, KeyStatus, KeyType, Rotation, RotationError, RotationErrorKind, RotationObserver,
        RotationOptions, Step, StepKind,
    },
    deployment::{NotHandedOut, deploy},
    masked::{text, value, word},
    program::Run,
    report::{Outcome, print_error},
};
use azure_core::time::Duration;
use serde_json::json;
use std::{
    error::Error,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
};

impl Run {
    /// Continues a rotation until it is done or fails.
    pub(super) async fn rotate(&self, pair: &dyn KeyPair, mut rotation: Rotation) -> Outcome {
        if rotation.is_done() {
            return self.done_before(pair, &rotation);
        }
        let before = rotation.steps().len();
        let watch = Watch { run: self, pair, printed: AtomicUsize::new(before), is_superseded: AtomicBool::new(false) };
        let options = RotationOptions {
            call: self.call(),
            keep_other: self.arguments.keep_other,
            wait: self.arguments.wait.map(|seconds| Duration::seconds(seconds.into())),
            observer: Some(&watch),
            ..Default::default()
        };
        let ended = rotation.run(pair, Some(options), |which, key| watch.hand_out(which, key)).await;
        if let Err(error) = watch.stepped(&rotation) {
            print_error(&format!("error: {error}"));
        }
        match ended {
            Ok(()) if rotation.is_done() => Outcome::Rotated,
            Ok(()) if rotation.steps().len() == before => self.done_before(pair, &rotation),
            Ok(()) => Outcome::Deployed,
            Err(error) => self.stopped(pair, &rotation, &error),
        }
    }

    /// Reports a rotation that an earlier run completed, as far as `--keep-other` allows.
    pub(super) fn done_before(&self, pair: &dyn KeyPair, rotation: &Rotation) -> Outcome {
        let used = word(rotation.in_use().other());
        let is_new = rotation.status(rotation.in_use()) == KeyStatus::Regenerated;
        let kept = if is_new { "" } else { ", and the other one is kept" };
        let text = format!("done before: consumers use the {used} key{kept}; to rotate again, use --in-use {used}");
        self.report.line(pair, "alreadyDone", &text, json!({ "inUse": used }));
        Outcome::AlreadyDone
    }

    fn stopped(&self, pair: &dyn KeyPair, rotation: &Rotation, error: &RotationError) -> Outcome {
        if error.source().is_some_and(|source| source.is::<NotHandedOut>()) {
            self.report.line(pair, "next", &self.next(rotation.in_use()), json!({}));
            return Outcome::SpareRegenerated;
        }
        self.report_error(pair, error);
        let is_unknown = [KeyType::Primary, KeyType::Secondary].map(|key| rotation.status(key) == KeyStatus::Unknown);
        match error.kind() {
            RotationErrorKind::OutcomeUnknown
            | RotationErrorKind::Missing
            | RotationErrorKind::Inconsistent
            | RotationErrorKind::Contested => Outcome::Unknown,
            _ if is_unknown.contains(&true) => Outcome::Unknown,
            RotationErrorKind::Cancelled => Outcome::Cancelled,
            _ => Outcome::Failed,
        }
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

/// Observer that saves and prints the steps of one pair.
#[derive(Debug)]
struct Watch<'r> {
    run: &'r Run,
    pair: &'r dyn KeyPair,
    /// How many steps of the rotation were already printed.
    printed: AtomicUsize,
    /// Whether somebody else has replaced the key that `--deployed` is about.
    is_superseded: AtomicBool,
}

impl RotationObserver for Watch<'_> {
    fn stepped(&self, rotation: &Rotation) -> Result<(), Box<dyn Error + Send + Sync>> {
        let printed = self.printed.swap(rotation.steps().len(), Ordering::SeqCst);
        rotation.steps().iter().skip(printed).for_each(|step| self.print(step));
        self.run.save(self.pair, rotation)
    }
}

impl Watch<'_> {
    fn print(&self, step: &Step) {
        let key = word(step.key);
        let is_by_hand = self.run.arguments.deploy.is_none();
        let text = match step.kind {
            // Without a command, no deployment begins.
            StepKind::Deploying if is_by_hand => return,
            StepKind::Sent => format!("regenerating the {key} key"),
            StepKind::Refused => format!("the {key} key was not regenerated"),
            StepKind::Lost => format!("the response was lost; checking whether the {key} key has changed"),
            StepKind::Regenerated => format!("regenerated the {key} key"),
            StepKind::Deploying => format!("deploying the {key} key"),
            StepKind::Deployed => format!("consumers use the {key} key"),
            StepKind::Superseded => {
                self.is_superseded.store(true, Ordering::SeqCst);
                format!("somebody else has regenerated the {key} key")
            }
            other => format!("{other:?}: the {key} key"),
        };
        self.run.report.line_at(step.at, self.pair, "step", &text, json!({ "step": step.kind, "key": key }));
    }

    /// Hands a new key to the consumers with the command of `--deploy`, or accepts `--deployed`.
    async fn hand_out(&self, which: KeyType, key: Key) -> Result<(), Box<dyn Error + Send + Sync>> {
        let (run, arguments) = (self.run, &self.run.arguments);
        let text = format!("the new {} key: {}", word(which), text(Some(&key), run.report.show));
        let fields = json!({ "key": word(which), "new": value(Some(&key), run.report.show) });
        run.report.line(self.pair, "newKey", &text, fields);
        match &arguments.deploy {
            Some(command) => deploy(command, run, self.pair, which, &key).await,
            None if arguments.deployed && !self.is_superseded.load(Ordering::SeqCst) => Ok(()),
            None => Err(NotHandedOut.into()),
        }
    }
}
