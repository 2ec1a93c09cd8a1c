//! Conditions that must hold after every run of a rotation, however it ended.

use super::{GiveUp, Run, Trial};
use crate::{
    error::everything,
    simulator::state::{Call, Event, SECRET, Which},
};
use azure_keys::{KeyStatus, KeyType, Rotation, RotationError, RotationErrorKind, Step, StepKind};

const BOTH: [KeyType; 2] = [KeyType::Primary, KeyType::Secondary];

impl Trial {
    /// A rotation is unchanged by serialization, which shows no key.
    pub(super) fn store_and_read(&mut self) {
        let stored = serde_json::to_string(&self.rotation).expect("a rotation can be stored");
        assert!(!stored.contains(SECRET), "{}: {stored}", self.label);
        let read: Rotation = serde_json::from_str(&stored).expect("a rotation can be read");
        assert_eq!(read, self.rotation, "{}", self.label);
        self.rotation = read;
    }

    pub(super) fn check(&self, run: &Run) {
        self.consumers_are_served();
        self.is_in_order();
        self.reports_the_truth();
        self.nothing_is_sent_too_often();
        match run {
            Some(Err(error)) => self.is_good_error(error),
            Some(Ok(())) => assert!(self.is_finished(), "{}: {:#?}", self.label, self.rotation),
            None => assert_eq!(self.give_up, GiveUp::Drop, "{}", self.label),
        }
    }

    fn consumers_are_served(&self) {
        let state = self.resource.state();
        assert_eq!(
            state.rejected(),
            0,
            "{}: {:#?} {:#?}",
            self.label,
            state.log,
            self.rotation
        );
        for held in &state.held {
            assert!(
                self.rotation.held().contains(&held.which.key),
                "{}: {:#?}",
                self.label,
                self.rotation
            );
        }
        for consumer in &*self.consumers {
            assert_eq!(consumer.counts().1, 0, "{}", self.label);
        }
    }

    /// The key that was in use is not regenerated before the other one was deployed.
    fn is_in_order(&self) {
        let log = &self.resource.state().log;
        let place = |event| log.iter().position(|other| *other == event);
        let changed = place(Event::Changed(self.which(self.in_use)));
        let deployed = place(Event::Deployed(self.which(self.in_use.other())));
        if let Some(changed) = changed {
            assert!(
                deployed.is_some_and(|deployed| deployed < changed),
                "{}: {log:#?}",
                self.label
            );
        }
    }

    fn reports_the_truth(&self) {
        let state = self.resource.state();
        for key in BOTH {
            let (status, changes) = (self.rotation.status(key), state.changes(self.which(key)));
            let is_true = match status {
                KeyStatus::Unchanged => changes == 0,
                KeyStatus::Unknown => true,
                KeyStatus::Regenerated => changes > 0,
                KeyStatus::Deployed => {
                    changes > 0 && state.held.iter().all(|held| held.which.key == key)
                }
                _ => false,
            };
            assert!(
                is_true,
                "{}: {key:?} is {status:?}, {changes} changes: {:#?}",
                self.label, self.rotation
            );
        }
    }

    /// One request for each regenerate request in the rotation's steps. After a lost one, the next
    /// is sent only after the time to settle.
    fn nothing_is_sent_too_often(&self) {
        for key in BOTH {
            let sent: Vec<&Step> = self
                .rotation
                .steps()
                .iter()
                .filter(|step| step.key == key)
                .collect();
            let count = sent
                .iter()
                .filter(|step| step.kind == StepKind::Sent)
                .count();
            let requests = self.requests(self.which(key));
            assert!(
                requests <= count,
                "{}: {requests} requests: {:#?}",
                self.label,
                self.rotation
            );
            let mut last = None;
            for step in sent {
                match (step.kind, last) {
                    (StepKind::Sent, Some(at)) => assert!(
                        step.at - at >= self.settle,
                        "{}: {:#?}",
                        self.label,
                        self.rotation
                    ),
                    (StepKind::Sent, None) => last = Some(step.at),
                    (StepKind::Refused, _) => last = None,
                    _ => {}
                }
            }
        }
    }

    /// How often the regeneration of a key was requested, except retries after `429`.
    fn requests(&self, which: Which) -> usize {
        let state = self.resource.state();
        let requests = state
            .calls
            .iter()
            .filter(|call| **call == Call::Regenerate(which))
            .count();
        requests - state.throttled(which)
    }

    fn is_good_error(&self, error: &RotationError) {
        let text = everything(error);
        assert!(!text.contains(SECRET), "{}: {text}", self.label);
        assert!(text.contains(&self.resource.id), "{}: {text}", self.label);
        for key in BOTH {
            let word = format!("the {key:?} key is ").to_lowercase();
            let suffix = match self.rotation.status(key) {
                KeyStatus::Unchanged => "unchanged and valid",
                KeyStatus::Unknown => "perhaps new",
                _ => "new and valid",
            };
            assert!(text.contains(&(word + suffix)), "{}: {text}", self.label);
        }
        assert_ne!(
            error.kind(),
            RotationErrorKind::OtherPair,
            "{}: {text}",
            self.label
        );
    }

    /// Both keys are new, and all consumers hold the one that was not in use.
    pub fn is_done(&self) {
        let spare = self.in_use.other();
        let label = &self.label;
        assert_eq!(self.rotation.status(spare), KeyStatus::Deployed, "{label}");
        assert_eq!(
            self.rotation.status(self.in_use),
            KeyStatus::Regenerated,
            "{label}"
        );
        assert_eq!(self.rotation.held(), [spare], "{label}");
        let mut state = self.resource.state();
        state.land_all();
        assert_eq!(state.rejected(), 0, "{label}: {:#?}", state.log);
        let valid = state.valid(self.which(spare));
        assert!(state.held.iter().all(|held| held.key == valid), "{label}");
    }

    /// How often each of the two keys was regenerated: the one that was in use last.
    pub fn changes(&self) -> [usize; 2] {
        let state = self.resource.state();
        [self.in_use.other(), self.in_use].map(|key| state.changes(self.which(key)))
    }
}
