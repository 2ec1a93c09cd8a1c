//! The program, from its arguments to its exit code.

use super::{
    arguments::Arguments,
    as_prepared::AsPrepared,
    arm::{
        Cancellation, KeyPair, Rotation,
        fleet::{FileStore, Fleet, FleetOptions, MemoryStore, RotationStore},
    },
    hand_out::HandOut,
    pages,
    report::{Outcome, Report, print_error},
    run::Run,
    signal,
    target::target,
    targets::{Connection, targets},
    token,
    watch::Watch,
};
use clap::Parser;
use std::process::{ExitCode, exit};

/// Runs the program.
pub(super) async fn run() -> ExitCode {
    let arguments = Arguments::parse();
    if let Some(page) = pages::page(&arguments) {
        return page;
    }
    match prepare(arguments).await {
        Ok((run, fleet, rotations)) => run.until_stopped(fleet, rotations).await,
        Err(wrong) => {
            print_error(&format!("error: {wrong}\n\nFor more information, try '--help'."));
            ExitCode::from(2)
        }
    }
}

/// Reports every mistake that can be found before a key is listed.
async fn prepare(arguments: Arguments) -> Result<(Run, Fleet, Vec<Rotation>), String> {
    token::check(&arguments)?;
    token::leave_environment(&arguments)?;
    let connection = Connection::of(&arguments)?;
    let target = target(&arguments, connection.credential.clone())?;
    let store = store(&arguments)?;
    let (fleet, empty) = targets(&arguments, connection).await?;
    let report = Report::new(&arguments, fleet.pairs().count());
    let run = Run { arguments, report, target, store, cancellation: Cancellation::new(), empty };
    let rotations = fleet.pairs().map(|pair| run.rotation(pair)).collect::<Result<_, _>>()?;
    Ok((run, fleet, rotations))
}

fn store(arguments: &Arguments) -> Result<Box<dyn RotationStore>, String> {
    match &arguments.state {
        None => Ok(Box::new(MemoryStore::new())),
        Some(folder) if !arguments.yes => Ok(Box::new(FileStore::at(folder))),
        Some(folder) => match FileStore::open(folder) {
            Ok(store) => Ok(Box::new(store)),
            Err(error) => Err(format!("the state folder {} cannot be written: {error}", folder.display())),
        },
    }
}

impl Run {
    /// Runs all pairs. The first signal ends the run in order, the second at once.
    async fn until_stopped(self, fleet: Fleet, rotations: Vec<Rotation>) -> ExitCode {
        tokio::select! {
            biased;
            () = signal::received_twice(&self.cancellation) => {}
            code = self.all(&fleet, rotations) => return code,
        }
        exit(3)
    }

    /// Processes all pairs, even if an earlier one has failed.
    async fn all(&self, fleet: &Fleet, rotations: Vec<Rotation>) -> ExitCode {
        for subscription in &self.empty {
            let text = "has no resources with keys that you may read";
            self.report.error(&format!("error: the subscription {subscription} {text}"));
        }
        let outcomes = match self.arguments.yes {
            true => self.rotate(fleet, rotations).await,
            false => self.look(fleet, rotations).await,
        };
        let outcomes: Vec<(&dyn KeyPair, Outcome)> = fleet.pairs().zip(outcomes).collect();
        ExitCode::from(self.report.summary(&outcomes, u8::from(!self.empty.is_empty())))
    }

    async fn rotate(&self, fleet: &Fleet, rotations: Vec<Rotation>) -> Vec<Outcome> {
        let prepared = AsPrepared::new(&*self.store, fleet, rotations);
        let store: &dyn RotationStore = if self.arguments.deployed { &prepared } else { &*self.store };
        let watch = Watch::new(self);
        let options = FleetOptions { observer: Some(&watch), ..self.options() };
        fleet.run(store, &HandOut { run: self, watch: &watch }, Some(options)).await;
        fleet.pairs().map(|pair| watch.outcome(pair)).collect()
    }

    /// Lists the keys, or plans the rotations, of one pair after the other.
    async fn look(&self, fleet: &Fleet, rotations: Vec<Rotation>) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        for pair in fleet.pairs() {
            // What is refused now is refused again when the pair's rotation is planned.
            let _ = self.check(pair.resource_id(), pair.name());
        }
        for (pair, rotation) in fleet.pairs().zip(&rotations) {
            outcomes.push(match (self.cancellation.is_cancelled(), self.arguments.list) {
                (true, _) => Outcome::Cancelled,
                (_, true) => self.list(pair).await,
                _ => self.plan(pair, rotation).await,
            });
            self.report.advance();
        }
        outcomes
    }
}
