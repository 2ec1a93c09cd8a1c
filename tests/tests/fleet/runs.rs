//! One run over many pairs.

use super::{
    pair::{Answer, Service, id},
    quick,
};
use azure_core::time::Duration;
use azure_keys::{
    Cancellation, KeyPair, KeyType, Rotation,
    fleet::{
        Fleet, FleetObserver, FleetOptions, FleetOutcome, FleetReport, LockedRotation, MemoryStore,
        NewKey, RotationStore,
    },
};
use std::{io, sync::Mutex};

type Deployed = Result<(), io::Error>;

async fn deployed(_: NewKey) -> Deployed {
    Ok(())
}

async fn run(fleet: &Fleet, store: &MemoryStore, options: FleetOptions<'_>) -> FleetReport {
    fleet.run(store, &deployed, Some(options)).await
}

/// The outcomes in words, without causes.
fn words(report: &FleetReport) -> Vec<String> {
    let entries = report.entries.iter();
    let outcome = |text: String| text.split(": ").next().unwrap_or_default().to_owned();
    entries
        .map(|entry| outcome(entry.outcome.to_string()))
        .collect()
}

#[tokio::test]
async fn pairs_are_rotated_at_the_same_time_but_never_two_keys_of_one() {
    for (concurrency, most) in [(1, 1), (3, 3), (100, 8)] {
        let service = Service::default();
        let names: Vec<String> = (0..8).map(|number| format!("a-{number}")).collect();
        let fleet = Fleet::of(names.iter().map(|name| service.pair(name)));
        let options = FleetOptions {
            concurrency: Some(concurrency),
            ..quick()
        };
        let report = run(&fleet, &MemoryStore::new(), options).await;
        assert!(report.is_success(), "{report}");
        assert_eq!(service.regenerated(), 16);
        assert_eq!(service.state().most_running, most);
        assert!(!service.state().is_overlapping);
    }
}

#[tokio::test]
async fn a_pair_that_is_named_twice_is_rotated_once() {
    let service = Service::default();
    let fleet = Fleet::of(["contoso", "CONTOSO", "contoso"].map(|name| service.pair(name)));
    let report = run(&fleet, &MemoryStore::new(), quick()).await;
    assert_eq!(words(&report), ["rotated"]);
    assert_eq!(service.regenerated(), 2);
}

#[tokio::test]
async fn a_failure_does_not_stop_the_others_unless_asked() {
    for (stop_at_failure, expected) in [
        (false, ["failed", "unknown outcome", "rotated", "failed"]),
        (true, ["failed", "cancelled", "cancelled", "failed"]),
    ] {
        let service = Service::default();
        let find = |id: &azure_keys::ResourceId| match id.name() {
            "gone" => Err(azure_core::Error::with_message(
                azure_core::error::ErrorKind::Other,
                "no such type",
            )),
            "a" => Ok(vec![service.answering("a", Answer::Refused)]),
            "b" => Ok(vec![service.answering("b", Answer::Lost)]),
            other => Ok(vec![service.pair(other)]),
        };
        let fleet = Fleet::find(["a", "b", "gone", "c"].map(id), find);
        let options = FleetOptions {
            stop_at_failure,
            concurrency: Some(1),
            ..quick()
        };
        let report = run(&fleet, &MemoryStore::new(), options).await;
        assert_eq!(words(&report), expected, "{report}");
        assert!(!report.is_success());
        let text = report.to_string();
        assert!(text.contains("the service is broken"), "{text}");
        assert!(
            text.contains("accounts/gone: failed: no such type"),
            "{text}"
        );
    }
}

#[tokio::test]
async fn a_run_that_has_succeeded_does_nothing_when_it_is_repeated() {
    let (service, store) = (Service::default(), MemoryStore::new());
    let fleet = Fleet::of([service.pair("a")]);
    run(&fleet, &store, quick()).await;
    let report = run(&fleet, &store, quick()).await;
    assert_eq!(words(&report), ["nothing to do"]);
    assert_eq!(service.regenerated(), 2);
}

#[tokio::test]
async fn the_next_rotation_begins_with_the_key_that_is_not_in_use() {
    let (service, store) = (Service::default(), MemoryStore::new());
    let fleet = Fleet::of([service.pair("a")]);
    let at_once = || FleetOptions {
        older_than: Some(Duration::ZERO),
        ..quick()
    };
    let later = FleetOptions {
        older_than: Some(Duration::hours(1)),
        ..quick()
    };
    run(&fleet, &store, at_once()).await;
    assert_eq!(words(&run(&fleet, &store, later).await), ["nothing to do"]);
    run(&fleet, &store, at_once()).await;
    let keys: Vec<KeyType> = service
        .state()
        .regenerated
        .iter()
        .map(|(_, key)| *key)
        .collect();
    let [one, two] = [KeyType::Primary, KeyType::Secondary];
    assert_eq!(keys, [two, one, one, two]);
}

#[tokio::test]
async fn a_key_that_was_kept_counts_as_rotated() {
    let (service, store) = (Service::default(), MemoryStore::new());
    let fleet = Fleet::of([service.pair("a")]);
    let keep = || {
        let mut options = quick();
        options.rotation.keep_other = true;
        options
    };
    assert_eq!(words(&run(&fleet, &store, keep()).await), ["rotated"]);
    assert_eq!(words(&run(&fleet, &store, keep()).await), ["nothing to do"]);
    assert_eq!(service.regenerated(), 1);
    assert_eq!(words(&run(&fleet, &store, quick()).await), ["rotated"]);
    assert_eq!(service.regenerated(), 2);
}

#[tokio::test]
async fn a_cancelled_run_is_continued_by_the_next() {
    let (service, store) = (Service::default(), MemoryStore::new());
    let fleet = Fleet::of(["a", "b"].map(|name| service.pair(name)));
    let signal = Cancellation::new();
    let mut options = quick();
    options.rotation.call.cancellation = Some(signal.clone());
    options.concurrency = Some(1);
    let cancelling = |_: NewKey| {
        signal.cancel();
        std::future::pending::<Deployed>()
    };
    let report = fleet.run(&store, &cancelling, Some(options)).await;
    assert_eq!(words(&report), ["cancelled", "cancelled"]);
    assert_eq!(service.regenerated(), 1);
    let report = run(&fleet, &store, quick()).await;
    assert!(report.is_success(), "{report}");
    assert_eq!(service.regenerated(), 4);
}

#[tokio::test]
async fn a_pair_that_another_run_rotates_is_left_alone() {
    let (service, store) = (Service::default(), MemoryStore::new());
    let pairs = Fleet::of([service.pair("a")]);
    let locked: Box<dyn LockedRotation> = store
        .lock(&*service.pair("A"))
        .expect("nobody has locked it");
    let report = run(&pairs, &store, quick()).await;
    assert_eq!(words(&report), ["failed"]);
    assert_eq!(service.regenerated(), 0);
    drop(locked);
    assert!(run(&pairs, &store, quick()).await.is_success());
}

#[tokio::test]
async fn a_key_that_the_target_keeps_does_not_keep_the_lock() {
    let (service, store) = (Service::default(), MemoryStore::new());
    let kept: Mutex<Vec<NewKey>> = Mutex::default();
    let fleet = Fleet::of([service.pair("a")]);
    let keeping = |new: NewKey| {
        assert!(new.note_process(None).is_ok(), "the run is not over");
        kept.lock().expect("nothing panics with the lock").push(new);
        std::future::ready(Deployed::Ok(()))
    };
    let report = fleet.run(&store, &keeping, Some(quick())).await;
    assert_eq!(words(&report), ["rotated"]);
    assert_eq!(
        words(&run(&fleet, &store, quick()).await),
        ["nothing to do"]
    );
    let kept = kept.lock().expect("nothing panics with the lock");
    let error = kept[0].note_process(None).expect_err("the run is over");
    assert_eq!(
        error.to_string(),
        "the run that regenerated this key has ended"
    );
}

#[tokio::test]
async fn a_key_in_use_that_contradicts_an_open_rotation_is_refused() {
    let (service, store) = (Service::default(), MemoryStore::new());
    let refused = Fleet::of([service.answering("a", Answer::Refused)]);
    run(&refused, &store, quick()).await;
    let options = FleetOptions {
        in_use: Some(KeyType::Secondary),
        ..quick()
    };
    let report = run(&Fleet::of([service.pair("a")]), &store, options).await;
    assert!(report.to_string().contains("has not ended"), "{report}");
    assert_eq!(service.regenerated(), 0);
}

/// Consumers may have been given the other key by hand.
#[tokio::test]
async fn a_key_in_use_that_contradicts_the_saved_rotation_is_not_passed_over() {
    let (service, store) = (Service::default(), MemoryStore::new());
    let in_use = |key| FleetOptions {
        older_than: Some(Duration::ZERO),
        in_use: Some(key),
        ..quick()
    };
    let fleet = Fleet::of([service.pair("a")]);
    run(&fleet, &store, in_use(KeyType::Primary)).await;
    assert_eq!(service.regenerated(), 2, "no rotation is saved");
    let report = run(&fleet, &store, in_use(KeyType::Primary)).await;
    let words = "is the primary one, but consumers use the secondary one by the saved rotation";
    assert!(report.to_string().contains(words), "{report}");
    assert_eq!(service.regenerated(), 2);
    let report = run(&fleet, &store, in_use(KeyType::Secondary)).await;
    assert!(report.is_success(), "{report}");
    assert_eq!(service.regenerated(), 4);

    let refused = Fleet::of([service.answering("b", Answer::Refused)]);
    run(&refused, &store, in_use(KeyType::Primary)).await;
    let open = Fleet::of([service.pair("b")]);
    let report = run(&open, &store, in_use(KeyType::Secondary)).await;
    assert!(report.to_string().contains("by the saved rotation"));
    let report = run(&open, &store, in_use(KeyType::Primary)).await;
    assert!(report.is_success(), "{report}");
}

#[derive(Debug, Default)]
struct Watch(Mutex<Vec<String>>);

impl Watch {
    fn note(&self, what: String) {
        self.0
            .lock()
            .expect("nothing panics with the lock")
            .push(what);
    }
}

impl FleetObserver for Watch {
    fn began(&self, pair: &dyn KeyPair, _: &Rotation) {
        self.note(format!("{} began", pair.resource_id().name()));
    }

    fn stepped(&self, _: &dyn KeyPair, rotation: &Rotation) {
        let last = rotation.steps().last().expect("there is a step");
        self.note(format!("{:?}", last.kind));
    }

    fn ended(&self, pair: &dyn KeyPair, rotation: Option<&Rotation>, outcome: &FleetOutcome) {
        let is_done = rotation.is_some_and(Rotation::is_done);
        self.note(format!(
            "{} {outcome}, {is_done}",
            pair.resource_id().name()
        ));
    }
}

#[tokio::test]
async fn an_observer_sees_each_pair_from_its_beginning_to_its_end() {
    let (service, watch) = (Service::default(), Watch::default());
    let fleet = Fleet::of([service.pair("a")]);
    let options = FleetOptions {
        observer: Some(&watch),
        ..quick()
    };
    run(&fleet, &MemoryStore::new(), options).await;
    let seen = watch
        .0
        .lock()
        .expect("nothing panics with the lock")
        .clone();
    assert_eq!(seen.first().map(String::as_str), Some("a began"));
    assert_eq!(seen.last().map(String::as_str), Some("a rotated, true"));
    assert!(seen.contains(&"Deployed".to_owned()), "{seen:?}");
}
