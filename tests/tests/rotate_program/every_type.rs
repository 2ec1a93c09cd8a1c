//! The README's calls for one resource of every type at once, whatever its service's protocol is.

use super::{
    folder,
    program::{Finished, call, readme},
    script,
};
use azure_keys::KeyType;
use azure_keys_tests::simulator::{
    Resource, Simulator,
    state::{SECRET, Which},
    table,
};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

/// Runs the program on another thread, since the simulator runs on those of the test's runtime.
async fn rotate(simulator: &Simulator, folder: &Path, arguments: String) -> Finished {
    let endpoint = format!("http://127.0.0.1:{}", simulator.port);
    let folder = PathBuf::from(folder);
    let output = tokio::task::spawn_blocking(move || {
        call(
            &folder,
            &format!("{arguments} --endpoint {endpoint} --token-from-env ROTATE_TOKEN"),
        )
    });
    let output = output.await.expect("the program was run");
    assert_eq!(output.code, 0, "{output:?}");
    assert!(!output.out.contains(SECRET), "{}", output.out);
    assert!(!output.err.contains(SECRET), "{}", output.err);
    output
}

/// The keys of all pairs, with how often each was replaced.
fn keys(resource: &Resource) -> Vec<(usize, KeyType, usize)> {
    let pairs = 0..resource.row.all_pairs().count();
    let keys = pairs
        .flat_map(|pair| [KeyType::Primary, KeyType::Secondary].map(|key| Which { pair, key }));
    keys.map(|which| (which.pair, which.key, resource.state().changes(which)))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_readme_lists_tries_and_rotates_resources_of_every_type() {
    let simulator = Simulator::start().await.at_its_own_address();
    let resources: Vec<Arc<Resource>> = table().map(|row| simulator.create(row)).collect();
    let ids: Vec<String> = resources
        .iter()
        .map(|resource| format!("'{}'", resource.id))
        .collect();
    let pairs: usize = resources
        .iter()
        .map(|resource| resource.row.all_pairs().count())
        .sum();
    let folder = folder();
    let folder = folder.path();
    script(
        folder,
        r#"echo "$AZURE_RESOURCE_ID $AZURE_KEY" >> deployed"#,
    );
    let [list, dry_run, yes] = <[String; 3]>::try_from(readme())
        .expect("the README has three calls")
        .map(|arguments| arguments.replace("<resource-id>", &ids.join(" ")));

    let output = rotate(&simulator, folder, list).await;
    assert!(
        output
            .out
            .ends_with(&format!("\n{pairs} pairs of keys: {pairs} listed\n")),
        "{}",
        output.out
    );
    let output = rotate(&simulator, folder, dry_run).await;
    assert_eq!(output.out.lines().count(), pairs + 1);
    for resource in &resources {
        assert!(
            keys(resource).iter().all(|(.., changes)| *changes == 0),
            "{}",
            resource.id
        );
    }
    let output = rotate(&simulator, folder, yes).await;
    assert!(
        output
            .out
            .ends_with(&format!("\n{pairs} pairs of keys: {pairs} rotated\n")),
        "{}",
        output.out
    );
    let deployed = fs::read_to_string(folder.join("deployed")).expect("the script ran");
    let deployed: BTreeSet<&str> = deployed.lines().collect();
    for resource in &resources {
        for (pair, key, changes) in keys(resource) {
            assert_eq!(changes, 1, "{} {pair} {key:?}", resource.id);
            let line = format!("{} {}", resource.id, resource.valid(Which { pair, key }));
            assert_eq!(
                deployed.contains(line.as_str()),
                key == KeyType::Secondary,
                "{line}"
            );
        }
    }
}
