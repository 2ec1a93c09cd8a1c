//! Every resource type is rotated over HTTP, while consumers use its keys.

use azure_core::http::RetryOptions;
use azure_keys::{KeyType, Keys, RESOURCE_TYPES};
use azure_keys_tests::{
    simulator::{
        Simulator,
        row::{Row, Style},
        state::{Call, Which},
        table,
    },
    trial::Trial,
};
use std::{collections::BTreeSet, sync::Arc};
use tokio::task::JoinSet;

const BOTH: [KeyType; 2] = [KeyType::Primary, KeyType::Secondary];

#[test]
fn each_type_of_resource_has_a_row() {
    let rows: Vec<&str> = table().map(|row| row.kind).collect();
    let known: Vec<&str> = RESOURCE_TYPES.iter().map(|known| known.name).collect();
    let without = |names: &[&'static str], others: &[&str]| {
        let mut names = names.to_vec();
        names.retain(|name| !others.contains(name));
        names
    };
    let (missing, unknown) = (without(&known, &rows), without(&rows, &known));
    assert!(
        missing.is_empty() && unknown.is_empty(),
        "without a row: {missing:?}; rows of no type: {unknown:?}"
    );
    let distinct: BTreeSet<&str> = rows.iter().copied().collect();
    let twice = |kind: &&str| rows.iter().filter(|row| *row == kind).count() > 1;
    let twice: Vec<&str> = distinct.into_iter().filter(twice).collect();
    assert!(twice.is_empty(), "with several rows: {twice:?}");
}

#[tokio::test]
async fn a_list_gives_both_keys_of_each_pair() {
    let simulator = Simulator::start().await;
    for row in table() {
        let resource = simulator.create(row);
        let pairs = simulator.key_pairs(&resource, RetryOptions::none());
        let names: Vec<&str> = row.all_pairs().map(|pair| pair.name).collect();
        let names_found: Vec<&str> = pairs.iter().map(|pair| pair.name()).collect();
        assert_eq!(names_found, names, "{}", row.kind);
        for (place, pair) in pairs.iter().enumerate() {
            let keys = pair.list(None).await.expect(row.kind);
            for key in BOTH {
                let valid = resource.valid(Which { pair: place, key });
                assert_eq!(secret(&keys, key), Some(valid), "{}", row.kind);
            }
        }
    }
}

fn secret(keys: &Keys, key: KeyType) -> Option<String> {
    keys.get(key).map(|key| key.value.secret().to_owned())
}

#[tokio::test]
async fn rotates_under_load_without_a_refused_consumer() {
    let simulator = Arc::new(Simulator::start().await);
    let mut trials = JoinSet::new();
    let mut pairs = 0;
    for row in table() {
        // The number of pairs comes from the crate; another test compares it with the row.
        let known = simulator.key_pairs(&simulator.create(row), RetryOptions::none());
        pairs += known.len();
        for pair in 0..known.len() {
            for in_use in BOTH {
                trials.spawn(rotate(
                    simulator.clone(),
                    row,
                    row.regenerate.runs_long,
                    pair,
                    in_use,
                ));
            }
        }
    }
    assert!(pairs >= RESOURCE_TYPES.len(), "each type has a pair");
    assert_eq!(trials.join_all().await.len(), BOTH.len() * pairs);
}

#[tokio::test]
async fn rotates_in_each_style_of_long_running_operations() {
    let simulator = Arc::new(Simulator::start().await);
    let mut trials = JoinSet::new();
    for row in table().filter(|row| row.regenerate.runs_long.is_some()) {
        for style in Style::ALL {
            for in_use in BOTH {
                trials.spawn(rotate(simulator.clone(), row, Some(style), 0, in_use));
            }
        }
    }
    assert!(!trials.is_empty(), "some types run long");
    trials.join_all().await;
}

/// After a `202` without a link, the outcome of a regenerate request is unknown, and the run ends
/// if the next list is too early.
fn most_runs(style: Option<Style>) -> usize {
    match style {
        Some(Style::ProvisioningState) => 3,
        _ => 1,
    }
}

async fn rotate(
    simulator: Arc<Simulator>,
    row: &'static Row,
    style: Option<Style>,
    pair: usize,
    in_use: KeyType,
) {
    let resource = simulator.create_in_style(row, style);
    let pairs = simulator.key_pairs(&resource, RetryOptions::none());
    let mut trial = Trial::new(resource, pair, in_use)
        .load(&simulator, 2)
        .labelled(format!("{style:?}"));
    trial.finish(&*pairs[pair], most_runs(style)).await;
    trial.is_done();
    assert_eq!(trial.changes(), [1, 1], "{}", trial.label);
    let polls = trial
        .resource
        .state()
        .calls
        .iter()
        .filter(|call| matches!(call, Call::Poll(_)))
        .count();
    let is_polled = matches!(style, Some(Style::AsyncOperation | Style::Location));
    assert_eq!(polls, if is_polled { 2 * 3 } else { 0 }, "{}", trial.label);
    for consumer in &*trial.consumers {
        let (accepted, refused) = consumer.counts();
        assert!(
            accepted > 0 && refused == 0,
            "{}: {accepted} accepted, {refused} refused",
            trial.label
        );
    }
}
