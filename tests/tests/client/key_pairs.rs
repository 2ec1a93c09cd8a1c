//! Key pairs from the id of a resource.

use azure_core::http::RetryOptions;
use azure_keys::{KeyPair, ResourceId, key_pairs};
use azure_keys_tests::{
    Credential,
    simulator::{Simulator, table},
};
use std::sync::Arc;

type Pairs = azure_core::Result<Vec<Box<dyn KeyPair>>>;

fn pairs(simulator: &Simulator, id: &str) -> Pairs {
    key_pairs(
        &id.parse()?,
        Arc::new(Credential::default()),
        Some(simulator.options(RetryOptions::none())),
    )
}

#[tokio::test]
async fn pairs_are_found_by_an_id_in_any_case() {
    let simulator = Simulator::start().await;
    for row in table() {
        let resource = simulator.create(row);
        let id = &resource.id;
        for id in [
            id.clone(),
            id.to_ascii_lowercase(),
            in_capitals(id),
            format!("{id}/"),
        ] {
            let pairs = pairs(&simulator, &id).unwrap_or_else(|error| panic!("{id}: {error}"));
            assert_eq!(pairs.len(), row.all_pairs().count(), "{id}");
            for pair in &pairs {
                assert_eq!(
                    *pair.resource_id(),
                    resource.id.parse::<ResourceId>().expect("a good id")
                );
            }
        }
        let listed = pairs(&simulator, &literals_in_capitals(id)).expect("the type is known")[0]
            .list(None)
            .await;
        assert!(listed.is_ok(), "{id}: {listed:?}");
    }
}

fn in_capitals(id: &str) -> String {
    id.to_ascii_uppercase()
}

/// The case of names is kept, since patterns may require lower case.
fn literals_in_capitals(id: &str) -> String {
    let mut parts: Vec<String> = id.split('/').map(str::to_owned).collect();
    for place in [1, 3, 5, 6].into_iter().chain((7..parts.len()).step_by(2)) {
        parts[place].make_ascii_uppercase();
    }
    parts.join("/")
}

#[tokio::test]
async fn an_id_without_keys_is_refused_with_the_reason() {
    let group = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/group";
    let ids = [
        ("", "does not begin with `/`"),
        ("subscriptions/a", "does not begin with `/`"),
        (group, "`providers` is missing"),
        (&format!("{group}/providers/Microsoft.Cache"), "missing"),
        (
            &format!("{group}/providers/Microsoft.Cache/redis"),
            "missing",
        ),
        (
            &format!("{group}/providers/Microsoft.Cache/redis//x"),
            "empty",
        ),
        (
            &format!("{group}/providers/Microsoft.Cache/redis/a\n"),
            "not a valid name",
        ),
        (
            &format!("{group}/providers/Microsoft.Cache/red/a"),
            "Microsoft.Cache/red ",
        ),
        (
            &format!("{group}/providers/Microsoft.Cache/redis/a/linkedServers/b"),
            "Microsoft.Cache/redis/linkedServers",
        ),
    ];
    let simulator = Simulator::start().await;
    for (id, words) in ids {
        let error = pairs(&simulator, id).expect_err(id);
        assert!(error.to_string().contains(words), "{id}: {error}");
    }
}
