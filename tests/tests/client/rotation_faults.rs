//! Each fault at each call of a rotation, over HTTP, for every resource type.

use azure_core::http::RetryOptions;
use azure_keys::KeyType;
use azure_keys_tests::{
    client::quick_retries,
    simulator::{
        Simulator,
        fault::{Fault, Symptom},
        row::Row,
        state::Call,
        table,
    },
    trial::{DeployFault, GiveUp, Trial},
};
use std::sync::Arc;
use tokio::{sync::Semaphore, task::JoinSet};

const BOTH: [KeyType; 2] = [KeyType::Primary, KeyType::Secondary];

/// A pair of a type of resource.
#[derive(Clone, Copy, Debug)]
struct Subject {
    row: &'static Row,
    pair: usize,
    in_use: KeyType,
}

/// Each pair once; which key is in use alternates.
fn subjects() -> impl Iterator<Item = Subject> {
    let pairs = table().flat_map(|row| (0..row.all_pairs().count()).map(move |pair| (row, pair)));
    pairs
        .zip(BOTH.into_iter().cycle())
        .map(|((row, pair), in_use)| Subject { row, pair, in_use })
}

/// A fault at a call.
#[derive(Clone, Debug, Default)]
struct Trouble {
    faults: Vec<(usize, Fault)>,
    deploy: Vec<DeployFault>,
    give_up: GiveUp,
    /// Whether the client retries calls that may be retried.
    retries: bool,
}

async fn trial(simulator: &Simulator, subject: Subject, trouble: Trouble) -> Trial {
    let Subject { row, pair, in_use } = subject;
    let resource = simulator.create(row);
    resource.state().schedule(trouble.faults.clone());
    let retry = if trouble.retries {
        quick_retries()
    } else {
        RetryOptions::none()
    };
    let pairs = simulator.key_pairs(&resource, retry);
    let mut trial = Trial::new(resource, pair, in_use).labelled(format!("{trouble:?}"));
    trial.give_up = trouble.give_up;
    trial
        .deploy_faults
        .lock()
        .expect("nobody has it yet")
        .extend(trouble.deploy);
    trial.finish(&*pairs[pair], 6).await;
    trial.is_done();
    trial
}

/// The calls of a rotation without faults.
async fn calls(simulator: &Simulator, subject: Subject) -> Vec<Call> {
    let trial = trial(simulator, subject, Trouble::default()).await;
    let state = trial.resource.state();
    state.calls.clone()
}

/// Whether the fault has an effect in a call of this kind.
fn is_seen(fault: Fault, call: Call, row: &Row) -> bool {
    let runs_long = row.regenerate.runs_long.is_some();
    match fault.symptom {
        Symptom::Failed => matches!(call, Call::Poll(_)),
        Symptom::Elsewhere(_) => matches!(call, Call::Regenerate(_)) && runs_long,
        Symptom::Stale => !matches!(call, Call::Poll(_)),
        _ if matches!(call, Call::Regenerate(_)) => true,
        // Calls that only read have no effect, and without retries all statuses are alike.
        Symptom::Status(status) if ![429, 500].contains(&status) => false,
        _ => {
            Fault::ALL
                .iter()
                .find(|other| other.symptom == fault.symptom)
                == Some(&fault)
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_fault_at_each_call() {
    let simulator = Arc::new(Simulator::start().await);
    // Rotations with polls wait most of the time, so more of them run in parallel.
    let (width, polling) = (Arc::new(Semaphore::new(64)), Arc::new(Semaphore::new(256)));
    let mut trials = JoinSet::new();
    for subject in subjects() {
        let width = match subject.row.regenerate.runs_long {
            Some(_) => &polling,
            None => &width,
        };
        for (place, call) in calls(&simulator, subject).await.into_iter().enumerate() {
            for fault in Fault::ALL
                .into_iter()
                .filter(|fault| is_seen(*fault, call, subject.row))
            {
                for give_up in give_ups(fault) {
                    let faults = vec![(place + 1, fault)];
                    // No retries where they would hide the fault of a reading call.
                    let retries = matches!(call, Call::Regenerate(_));
                    let trouble = Trouble {
                        faults,
                        give_up,
                        retries,
                        ..Default::default()
                    };
                    let (simulator, width) = (simulator.clone(), width.clone());
                    trials.spawn(async move {
                        let _turn = width.acquire_owned().await;
                        trial(&simulator, subject, trouble).await.runs
                    });
                }
            }
        }
    }
    let runs = trials.join_all().await;
    println!(
        "{} rotations, {} runs",
        runs.len(),
        runs.iter().sum::<usize>()
    );
}

fn give_ups(fault: Fault) -> Vec<GiveUp> {
    match fault.symptom {
        Symptom::Stall => vec![GiveUp::Drop, GiveUp::Cancel],
        _ => vec![GiveUp::Drop],
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deployment_that_fails_or_is_cancelled_is_continued_later() {
    let simulator = Arc::new(Simulator::start().await);
    // One after the other, the polls of long-running operations would take minutes.
    let mut trials = JoinSet::new();
    for subject in subjects() {
        let simulator = simulator.clone();
        trials.spawn(async move { fail_each_deployment(&simulator, subject).await });
    }
    trials.join_all().await;
}

async fn fail_each_deployment(simulator: &Simulator, subject: Subject) {
    for taken in 0..=2 {
        for give_up in [GiveUp::Drop, GiveUp::Cancel] {
            for fault in [
                DeployFault::FailsAfter(taken),
                DeployFault::StallsAfter(taken),
            ] {
                let deploy = vec![fault, fault];
                let trouble = Trouble {
                    deploy,
                    give_up,
                    ..Default::default()
                };
                let trial = trial(simulator, subject, trouble).await;
                assert_eq!(
                    (trial.runs, trial.changes()),
                    (3, [1, 1]),
                    "{}",
                    trial.label
                );
            }
        }
    }
}
