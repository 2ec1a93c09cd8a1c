//! The program, from its arguments to its exit code.

use super::{
    arguments::Arguments,
    arm::{Cancellation, KeyPair, KeyPairOptions, KeyStatus, Rotation},
    report::{Outcome, Report, print_error},
    saved::Saved,
    signal,
    targets::targets,
    token,
};
use clap::Parser;
use std::{
    error::Error,
    io,
    process::{ExitCode, exit},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Data that all pairs of a run share.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) arguments: Arguments,
    pub(super) report: Report,
    saved: Mutex<Saved>,
    cancellation: Cancellation,
}

/// A key pair, and its rotation.
type Target = (Box<dyn KeyPair>, Rotation);

/// Runs the program.
pub(super) async fn run() -> ExitCode {
    let arguments = Arguments::parse();
    match prepare(&arguments) {
        Ok((targets, saved)) => {
            let report = Report { json: arguments.json, show: arguments.show };
            let run = Run { arguments, report, saved: Mutex::new(saved), cancellation: Cancellation::new() };
            run.until_stopped(targets).await
        }
        Err(wrong) => {
            print_error(&format!("error: {wrong}\n\nFor more information, try '--help'."));
            ExitCode::from(2)
        }
    }
}

/// Reports every mistake that can be found before a request is sent.
fn prepare(arguments: &Arguments) -> Result<(Vec<Target>, Saved), String> {
    token::leave_environment(arguments)?;
    let saved = Saved::open(arguments.state.as_deref(), arguments.yes)?;
    let mut prepared = Vec::new();
    for pair in targets(arguments)? {
        let rotation = saved.rotation(&*pair, arguments.in_use())?;
        let spare = rotation.status(rotation.in_use().other());
        if arguments.deployed && !matches!(spare, KeyStatus::Regenerated | KeyStatus::Deployed) {
            let id = pair.resource_id();
            return Err(format!("--deployed needs a key that an earlier run regenerated, and no key of {id} was"));
        }
        prepared.push((pair, rotation));
    }
    if arguments.yes {
        saved.write().map_err(|error| format!("the state file cannot be written: {error}"))?;
    }
    Ok((prepared, saved))
}

impl Run {
    /// Runs all pairs. The first signal ends the run in order, the second at once.
    async fn until_stopped(self, targets: Vec<Target>) -> ExitCode {
        tokio::select! {
            biased;
            () = signal::received_twice(&self.cancellation) => {}
            code = self.all(targets) => return code,
        }
        // This removes the lock file.
        drop(self);
        exit(3)
    }

    /// Processes one pair after the other, even if an earlier one has failed.
    async fn all(&self, targets: Vec<Target>) -> ExitCode {
        let mut outcomes = Vec::new();
        for (pair, rotation) in &targets {
            let outcome = match (self.cancellation.is_cancelled(), self.arguments.list, self.arguments.yes) {
                (true, ..) => Outcome::Cancelled,
                (_, true, _) => self.list(&**pair).await,
                (_, _, true) => self.rotate(&**pair, rotation.clone()).await,
                _ => self.plan(&**pair, rotation).await,
            };
            outcomes.push((&**pair, outcome));
        }
        ExitCode::from(self.report.summary(&outcomes))
    }

    /// Options of every call.
    pub(super) fn call(&self) -> KeyPairOptions<'static> {
        KeyPairOptions { cancellation: Some(self.cancellation.clone()), ..Default::default() }
    }

    /// Saves the state of a rotation.
    pub(super) fn save(&self, pair: &dyn KeyPair, rotation: &Rotation) -> Result<(), Box<dyn Error + Send + Sync>> {
        let mut saved = self.saved();
        saved.put(pair, rotation).map_err(|error| format!("the state file cannot be written: {error}").into())
    }

    /// Writes the process id of a deployment to the lock file.
    pub(super) fn note_deployment(&self, process: &str) -> io::Result<()> {
        self.saved().note_deployment(process)
    }

    fn saved(&self) -> MutexGuard<'_, Saved> {
        self.saved.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
