//! Names of variables and secrets that a target refuses before a key is regenerated.

use super::{pair::Service, quick};
use azure_keys::{
    KeyPair, KeyType, ResourceId, Rotation, RotationOptions,
    fleet::{
        Deploy, EnvironmentFile, Fleet, FleetOptions, FleetReport, LockedRotation, MemoryStore,
        NewKey, RotationStore, VaultSecret,
    },
};
use azure_keys_tests::FakeArm;
use std::{
    error::Error,
    fs,
    path::Path,
    sync::{Arc, Mutex},
};
use tempfile::tempdir;

/// Runs a fleet of these pairs with a target of its own, as each call of a program has one.
async fn run(service: &Service, store: &MemoryStore, names: &[&str], file: &Path) -> FleetReport {
    let target = EnvironmentFile::new(file, "KEY");
    let fleet = Fleet::of(names.iter().map(|name| service.pair(name)));
    fleet.run(store, &target, Some(quick())).await
}

fn refusals(report: &FleetReport, words: &str) -> usize {
    report.to_string().matches(words).count()
}

#[tokio::test]
async fn pairs_with_one_name_are_refused_even_if_one_has_nothing_to_do() {
    let folder = tempdir().expect("there is room");
    let file = folder.path().join("app.env");
    let (service, store) = (Service::default(), MemoryStore::new());
    let report = run(&service, &store, &["a", "b"], &file).await;
    assert_eq!(refusals(&report, "`KEY` is already used for"), 2);
    assert_eq!(service.regenerated(), 0);

    assert!(run(&service, &store, &["a"], &file).await.is_success());
    let written = fs::read_to_string(&file).expect("it was written");
    for names in [["a", "b"], ["b", "a"]] {
        let report = run(&service, &store, &names, &file).await;
        assert_eq!(refusals(&report, "`KEY` is already used for"), 2);
        assert_eq!(service.regenerated(), 2);
        let now = fs::read_to_string(&file).expect("it is still there");
        assert_eq!(now, written);
    }
}

#[tokio::test]
async fn names_that_a_vault_does_not_accept_or_tell_apart_are_refused() {
    let arm = FakeArm::start().await;
    for (template, names, words) in [
        ("a_b", ["a", "b"], "`a_b` is not a name of a secret"),
        ("key-{name}", ["x.y", "X-Y"], "is already used for"),
    ] {
        let vault = "https://contoso.vault.azure.net";
        let target = VaultSecret::new(vault, template, arm.credential.clone(), None);
        let target = target.expect("the URL is one of a vault");
        let service = Service::default();
        let fleet = Fleet::of(names.map(|name| service.pair(name)));
        let report = fleet.run(&MemoryStore::new(), &target, Some(quick())).await;
        assert_eq!(refusals(&report, words), 2, "{report}");
        assert_eq!(service.regenerated(), 0);
    }
}

/// A target of a user that refuses one resource.
#[derive(Debug)]
struct Picky;

#[async_trait::async_trait]
impl Deploy for Picky {
    async fn deploy(&self, _: NewKey) -> Result<(), Box<dyn Error + Send + Sync>> {
        Ok(())
    }

    fn check(&self, id: &ResourceId, _: &str) -> Result<(), Box<dyn Error + Send + Sync>> {
        match id.name() {
            "b" => Err("no place for b".into()),
            _ => Ok(()),
        }
    }
}

#[tokio::test]
async fn a_pair_that_the_target_refuses_does_not_stop_the_others() {
    let service = Service::default();
    let fleet = Fleet::of(["a", "b", "c"].map(|name| service.pair(name)));
    let report = fleet.run(&MemoryStore::new(), &Picky, Some(quick())).await;
    assert_eq!(refusals(&report, "failed: no place for b"), 1, "{report}");
    assert_eq!(refusals(&report, ": rotated"), 2, "{report}");
    assert_eq!(service.regenerated(), 4);
}

/// A target and a store that note their calls.
#[derive(Clone, Debug, Default)]
struct Noting {
    calls: Arc<Mutex<Vec<&'static str>>>,
    store: MemoryStore,
}

impl Noting {
    fn note(&self, call: &'static str) {
        let mut calls = self.calls.lock().expect("nothing panics with the lock");
        calls.push(call);
    }
}

#[async_trait::async_trait]
impl Deploy for Noting {
    async fn deploy(&self, _: NewKey) -> Result<(), Box<dyn Error + Send + Sync>> {
        self.note("deploy");
        Ok(())
    }

    fn check(&self, _: &ResourceId, _: &str) -> Result<(), Box<dyn Error + Send + Sync>> {
        self.note("check");
        Ok(())
    }

    async fn prepare(&self, _: &ResourceId, _: &str) -> Result<(), Box<dyn Error + Send + Sync>> {
        self.note("prepare");
        Ok(())
    }
}

impl RotationStore for Noting {
    fn read(&self, pair: &dyn KeyPair) -> Result<Option<Rotation>, Box<dyn Error + Send + Sync>> {
        self.store.read(pair)
    }

    fn lock(
        &self,
        pair: &dyn KeyPair,
    ) -> Result<Box<dyn LockedRotation>, Box<dyn Error + Send + Sync>> {
        self.note("lock");
        self.store.lock(pair)
    }
}

#[tokio::test]
async fn all_pairs_are_checked_before_the_first_is_locked_and_each_again_before_its_own_lock() {
    let (service, noting) = (Service::default(), Noting::default());
    let fleet = Fleet::of(["a", "b", "c"].map(|name| service.pair(name)));
    let options = FleetOptions {
        concurrency: Some(1),
        ..quick()
    };
    let report = fleet.run(&noting, &noting, Some(options)).await;
    assert!(report.is_success(), "{report}");
    let calls = noting.calls.lock().expect("nothing panics with the lock");
    let all = ["check"; 3].into_iter();
    let each = ["check", "lock", "prepare", "deploy"].repeat(3);
    assert_eq!(*calls, Vec::from_iter(all.chain(each)));
}

/// A target that is not ready for any key.
#[derive(Debug)]
struct Unready;

#[async_trait::async_trait]
impl Deploy for Unready {
    async fn deploy(&self, _: NewKey) -> Result<(), Box<dyn Error + Send + Sync>> {
        Err("the consumers are gone".into())
    }

    async fn prepare(&self, _: &ResourceId, _: &str) -> Result<(), Box<dyn Error + Send + Sync>> {
        Err("not ready".into())
    }
}

#[tokio::test]
async fn a_target_that_is_not_ready_lets_no_key_change_until_one_was_deployed() {
    let (service, store) = (Service::default(), MemoryStore::new());
    let fleet = Fleet::of([service.pair("a")]);
    let report = fleet.run(&store, &Unready, Some(quick())).await;
    assert_eq!(refusals(&report, "failed: not ready"), 1, "{report}");
    assert_eq!(service.regenerated(), 0);

    let mut rotation = Rotation::new(KeyType::Primary);
    let halfway = RotationOptions {
        keep_other: true,
        ..Default::default()
    };
    rotation
        .run(&*service.pair("a"), Some(halfway), |_, _| async {
            azure_core::Result::Ok(())
        })
        .await
        .expect("nothing fails");
    let lock = store.lock(&*service.pair("a")).expect("nobody else runs");
    lock.save(&rotation).expect("there is room");
    drop(lock);
    let report = fleet.run(&store, &Unready, Some(quick())).await;
    assert_eq!(refusals(&report, ": rotated"), 1, "{report}");
    assert_eq!(service.regenerated(), 2);
}

#[tokio::test]
async fn a_file_that_cannot_be_replaced_lets_no_key_change() {
    let folder = tempdir().expect("there is room");
    let path = folder.path().join("app.env");
    // What has this name cannot be replaced by the new file.
    fs::create_dir(folder.path().join("app.env.new")).expect("there is room");
    let service = Service::default();
    let fleet = Fleet::of([service.pair("a")]);
    let target = EnvironmentFile::new(&path, "KEY");
    let report = fleet.run(&MemoryStore::new(), &target, Some(quick())).await;
    assert_eq!(
        refusals(&report, "app.env cannot be changed"),
        1,
        "{report}"
    );
    assert_eq!(service.regenerated(), 0);
}
