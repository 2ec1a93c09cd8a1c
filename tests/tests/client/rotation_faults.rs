//! Each fault at each call of a rotation, over HTTP, for a resource type of each form, or for every type with the
//! environment variable `EVERY_TYPE`.

use azure_core::http::RetryOptions;
use azure_keys::KeyType;
use azure_keys_tests::{
    client::quick_retries,
    simulator::{
        Simulator,
        fault::{Fault, Symptom},
        row::{Row, Shape},
        state::Call,
        table,
    },
    trial::{DeployFault, GiveUp, Trial},
};
use std::{collections::HashSet, env, mem::discriminant, sync::Arc};
use tokio::{sync::Semaphore, task::JoinSet};

const BOTH: [KeyType; 2] = [KeyType::Primary, KeyType::Secondary];

/// A pair of a type of resource.
#[derive(Clone, Copy, Debug)]
struct Subject {
    row: &'static Row,
    pair: usize,
    in_use: KeyType,
}

/// Each pair once, of types whose calls differ; which key is in use alternates.
fn subjects() -> impl Iterator<Item = Subject> {
    let mut seen = HashSet::new();
    let is_every = env::var_os("EVERY_TYPE").is_some();
    let rows = table().filter(move |row| seen.insert(form(row)) || is_every);
    let pairs = rows.flat_map(|row| (0..row.all_pairs().count()).map(move |pair| (row, pair)));
    pairs
        .zip(BOTH.into_iter().cycle())
        .map(|((row, pair), in_use)| Subject { row, pair, in_use })
}

/// What matters for faults: where keys are listed, how one is selected, what a regeneration returns, and how it runs.
fn form(row: &Row) -> String {
    let is_paged = matches!(row.list.shape, Shape::Items(items) if items.is_paged);
    let list = (row.list.method, discriminant(&row.list.shape), is_paged);
    let regenerate = &row.regenerate;
    let (selector, answer) = (&regenerate.selector, &regenerate.answer);
    let regenerate = (
        discriminant(selector),
        discriminant(answer),
        regenerate.runs_long,
    );
    format!("{list:?} {regenerate:?}")
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
        for trouble in failing_deployments() {
            let simulator = simulator.clone();
            trials.spawn(async move {
                let trial = trial(&simulator, subject, trouble).await;
                let ended = (trial.runs, trial.changes());
                assert_eq!(ended, (3, [1, 1]), "{}", trial.label);
            });
        }
    }
    trials.join_all().await;
}

/// Two deployments that fail or stall after each number of taken keys, and both ways to give them up.
fn failing_deployments() -> impl Iterator<Item = Trouble> {
    let ways = [GiveUp::Drop, GiveUp::Cancel].map(|give_up| {
        (0..=2).flat_map(move |taken| {
            let faults = [
                DeployFault::FailsAfter(taken),
                DeployFault::StallsAfter(taken),
            ];
            faults.map(|fault| Trouble {
                deploy: vec![fault, fault],
                give_up,
                ..Default::default()
            })
        })
    });
    ways.into_iter().flatten()
}
