//! One rotation in the simulator, compared with what really happens there.

mod check;
mod deploy;

pub use deploy::DeployFault;

use crate::{
    consumer::Consumer,
    simulator::{
        Resource, Simulator,
        state::{Held, Which},
    },
};
use azure_core::time::Duration;
use azure_keys::{
    Cancellation, KeyPair, KeyPairOptions, KeyType, Rotation, RotationError, RotationOptions,
};
use std::{
    collections::VecDeque,
    pin::pin,
    sync::{Arc, Mutex},
};

/// What to do when a call receives no response.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum GiveUp {
    /// Drop the rotation's future.
    #[default]
    Drop,
    /// Cancel the rotation by its signal.
    Cancel,
}

/// A rotation with the consumers of the pair that it rotates.
#[derive(Debug)]
pub struct Trial {
    /// Label of failures.
    pub label: String,
    pub resource: Arc<Resource>,
    pub pair: usize,
    pub in_use: KeyType,
    pub rotation: Rotation,
    pub give_up: GiveUp,
    pub settle: Duration,
    pub look_every: Duration,
    /// Maximum delay of a change. By default, less than the rotation allows.
    pub latest: Option<std::time::Duration>,
    pub keep_other: bool,
    /// The faults of the deployments, in order.
    pub deploy_faults: Arc<Mutex<VecDeque<DeployFault>>>,
    /// Consumers over HTTP, in addition to those that the simulator checks at each change.
    pub consumers: Arc<Vec<Consumer>>,
    /// How often the rotation was run.
    pub runs: usize,
}

/// How a run ended, if it was not dropped.
pub type Run = Option<Result<(), RotationError>>;

impl Trial {
    pub fn new(resource: Arc<Resource>, pair: usize, in_use: KeyType) -> Self {
        let held = {
            let which = Which { pair, key: in_use };
            let key = resource.valid(which);
            Held { which, key }
        };
        resource.state().held = vec![held.clone(), held];
        Self {
            label: format!("{}, pair {pair}, {in_use:?} in use", resource.row.kind),
            resource,
            pair,
            in_use,
            rotation: Rotation::new(in_use),
            give_up: GiveUp::Drop,
            settle: Duration::milliseconds(40),
            look_every: Duration::milliseconds(2),
            latest: None,
            keep_other: false,
            deploy_faults: Arc::default(),
            consumers: Arc::default(),
            runs: 0,
        }
    }

    /// Starts consumers that use the key over HTTP until the end of the trial.
    pub fn load(mut self, simulator: &Simulator, consumers: usize) -> Self {
        let which = self.which(self.in_use);
        let start = |_| Consumer::start(simulator, &self.resource, which);
        self.consumers = Arc::new((0..consumers).map(start).collect());
        self
    }

    pub fn labelled(mut self, what: impl std::fmt::Display) -> Self {
        self.label = format!("{}: {what}", self.label);
        self
    }

    pub fn which(&self, key: KeyType) -> Which {
        Which {
            pair: self.pair,
            key,
        }
    }

    /// Runs the rotation, stored and read back in between, until it is done.
    pub async fn finish(&mut self, pair: &dyn KeyPair, most_runs: usize) {
        while !self.is_finished() {
            assert!(
                self.runs < most_runs,
                "{}: not done after {most_runs} runs: {:#?}",
                self.label,
                self.rotation
            );
            self.run(pair).await;
        }
    }

    fn is_finished(&self) -> bool {
        match self.keep_other {
            true => self.rotation.held() == [self.in_use.other()],
            false => self.rotation.is_done(),
        }
    }

    /// Runs the rotation once, and checks its steps and errors.
    pub async fn run(&mut self, pair: &dyn KeyPair) -> Run {
        self.runs += 1;
        self.resource.state().latest = self.latest.unwrap_or(self.settle.unsigned_abs() / 4);
        self.store_and_read();
        let cancellation = Cancellation::new();
        let options = RotationOptions {
            call: KeyPairOptions {
                cancellation: Some(cancellation.clone()),
                ..Default::default()
            },
            keep_other: self.keep_other,
            settle: Some(self.settle),
            look_every: Some(self.look_every),
            ..Default::default()
        };
        let run = self.drive(pair, options, cancellation).await;
        self.check(&run);
        run
    }

    async fn drive(
        &mut self,
        pair: &dyn KeyPair,
        options: RotationOptions<'_>,
        cancellation: Cancellation,
    ) -> Run {
        let deployment = self.deployment();
        let deploy = |key, value| deployment.clone().deploy(key, value);
        let mut run = pin!(self.rotation.run(pair, Some(options), deploy));
        tokio::select! {
            biased;
            ended = &mut run => return Some(ended),
            () = self.resource.stalled.notified() => {}
        }
        match self.give_up {
            GiveUp::Drop => None,
            GiveUp::Cancel => {
                cancellation.cancel();
                Some(run.await)
            }
        }
    }
}
