//! Random schedules of faults. `PROPTEST_RNG_SEED` repeats a run, `PROPTEST_CASES` asks for more.

use azure_core::{http::RetryOptions, time::Duration};
use azure_keys::KeyType;
use azure_keys_tests::{
    client::quick_retries,
    simulator::{
        InProcess, Resource, Simulator,
        fault::{Effect, Fault, Symptom},
        row::Row,
        table,
    },
    trial::{DeployFault, GiveUp, Trial},
};
use proptest::{
    collection::{btree_map, vec},
    prelude::*,
    test_runner::{Config, RngSeed, TestRunner},
};
use std::{
    collections::BTreeMap,
    hash::{BuildHasher, RandomState},
    io::Write,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
};
use tokio::runtime::{Builder, Runtime};

/// The faults of one rotation.
#[derive(Clone, Debug)]
struct Schedule {
    in_use: KeyType,
    /// By the number of the call.
    faults: BTreeMap<usize, Fault>,
    deploy: Vec<DeployFault>,
    give_up: GiveUp,
}

fn symptom() -> impl Strategy<Value = Symptom> {
    prop_oneof![
        prop::sample::select(vec![400, 403, 408, 409, 429, 500, 502, 503, 504])
            .prop_map(Symptom::Status),
        Just(Symptom::HangUp),
        Just(Symptom::Cut),
        Just(Symptom::Stall),
        Just(Symptom::Unpromised),
        Just(Symptom::Stale),
        Just(Symptom::Failed),
    ]
}

fn fault() -> impl Strategy<Value = Fault> {
    let effect = prop_oneof![
        Just(Effect::Never),
        Just(Effect::AtOnce),
        (0..6_u8).prop_map(Effect::Late)
    ];
    (effect, symptom()).prop_map(|(effect, symptom)| match symptom {
        // A refused call has changed nothing.
        Symptom::Status(status) if status < 500 && status != 408 => {
            Fault::new(Effect::Never, symptom)
        }
        _ => Fault::new(effect, symptom),
    })
}

fn schedule(
    faults: impl Strategy<Value = BTreeMap<usize, Fault>>,
) -> impl Strategy<Value = Schedule> {
    let in_use = prop::sample::select(vec![KeyType::Primary, KeyType::Secondary]);
    let deploy = prop_oneof![
        (0..=2_usize).prop_map(DeployFault::FailsAfter),
        (0..=2_usize).prop_map(DeployFault::StallsAfter)
    ];
    let give_up = prop_oneof![Just(GiveUp::Drop), Just(GiveUp::Cancel)];
    (in_use, faults, vec(deploy, 0..3), give_up).prop_map(|(in_use, faults, deploy, give_up)| {
        Schedule {
            in_use,
            faults,
            deploy,
            give_up,
        }
    })
}

/// Some calls fail.
fn some() -> impl Strategy<Value = Schedule> {
    schedule(btree_map(1..20_usize, fault(), 0..6))
}

/// A number of consecutive calls fail.
fn each() -> impl Strategy<Value = Schedule> {
    schedule(vec(fault(), 1..16).prop_map(|faults| (1..).zip(faults).collect()))
}

/// Checks a property, and prints the seed.
fn check<T: std::fmt::Debug>(
    name: &str,
    cases: u32,
    strategy: impl Strategy<Value = T>,
    test: impl Fn(&Runtime, T),
) {
    let mut config = Config {
        failure_persistence: None,
        ..Config::default()
    };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = cases;
    }
    let seed = match config.rng_seed {
        RngSeed::Fixed(seed) => seed,
        RngSeed::Random => RandomState::new().hash_one(name),
    };
    config.rng_seed = RngSeed::Fixed(seed);
    // Prints even if the test passes. The test harness captures the output of `println!`.
    writeln!(
        std::io::stderr(),
        "{name}: {} cases, PROPTEST_RNG_SEED={seed}",
        config.cases
    )
    .ok();
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime starts");
    let mut runner = TestRunner::new(config);
    let result = runner.run(&strategy, |value| {
        test(&runtime, value);
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{name}, PROPTEST_RNG_SEED={seed}: {error}"));
}

fn begun(resource: Arc<Resource>, pair: usize, schedule: &Schedule) -> Trial {
    resource.state().schedule(schedule.faults.clone());
    let mut trial = Trial::new(resource, pair, schedule.in_use);
    trial.give_up = schedule.give_up;
    trial
        .deploy_faults
        .lock()
        .expect("nobody has it yet")
        .extend(schedule.deploy.clone());
    trial
}

/// No fault costs more than one run.
fn most_runs(schedule: &Schedule) -> usize {
    schedule.faults.len() + schedule.deploy.len() + 2
}

fn survives(runtime: &Runtime, schedule: Schedule) {
    let row = table().next().expect("the table has rows");
    let resource = Arc::new(Resource::new(row, None, 0, ""));
    let pair = InProcess::new(resource.clone());
    let mut trial = begun(resource, 0, &schedule);
    trial.settle = Duration::milliseconds(8);
    runtime.block_on(trial.finish(&pair, most_runs(&schedule)));
    trial.is_done();
}

/// Runs the tests one after the other: settling takes milliseconds, which many threads would use
/// up.
static TURN: Mutex<()> = Mutex::new(());

fn turn() -> MutexGuard<'static, ()> {
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

#[test]
fn a_thousand_schedules_leave_no_consumer_without_a_key() {
    let _turn = turn();
    check("some calls fail", 1000, some(), survives);
}

#[test]
fn the_other_key_waits_for_the_deployment_whatever_fails_at_every_step() {
    let _turn = turn();
    check("every call fails", 300, each(), survives);
}

/// Long-running operations wait for seconds, so this many threads run their cases in parallel.
const THREADS: u32 = 10;

#[test]
fn schedules_over_http_leave_no_consumer_without_a_key() {
    let _turn = turn();
    thread::scope(|scope| {
        for thread in 0..THREADS {
            scope.spawn(move || schedules_over_http(thread));
        }
    });
}

fn schedules_over_http(thread: u32) {
    let pairs: Vec<(&'static Row, usize)> = table()
        .flat_map(|row| (0..row.all_pairs().count()).map(move |pair| (row, pair)))
        .collect();
    let places = 0..pairs.len();
    let simulator = std::cell::OnceCell::new();
    check(
        &format!("some calls fail over HTTP, thread {thread}"),
        300 / THREADS,
        (places, some(), any::<bool>()),
        |runtime, (place, schedule, retries)| {
            let simulator = simulator.get_or_init(|| runtime.block_on(Simulator::start()));
            let (row, pair) = pairs[place];
            let resource = simulator.create(row);
            let retry = if retries {
                quick_retries()
            } else {
                RetryOptions::none()
            };
            let _entered = runtime.enter();
            let keys = simulator.key_pairs(&resource, retry);
            let mut trial = begun(resource, pair, &schedule);
            runtime.block_on(trial.finish(&*keys[pair], most_runs(&schedule)));
            trial.is_done();
        },
    );
}
