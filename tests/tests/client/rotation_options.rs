//! Options of a rotation, and changes of the keys by others.

use azure_core::{http::RetryOptions, time::Duration};
use azure_keys::{
    Cancellation, KeyPair, KeyPairOptions, KeyStatus, KeyType, Rotation, RotationErrorKind,
    RotationOptions, StepKind,
};
use azure_keys_tests::{
    error::everything,
    simulator::{
        Resource, Simulator,
        fault::{Effect, Fault, Symptom},
        row::Row,
        state::{Call, Event},
        table,
    },
    trial::Trial,
};
use std::{convert::Infallible, time::Instant};

const SPARE: KeyType = KeyType::Secondary;
const IN_USE: KeyType = KeyType::Primary;

fn row(kind: &str) -> &'static Row {
    table()
        .find(|row| row.kind == kind)
        .expect("the type has a row")
}

fn begun(simulator: &Simulator) -> (Trial, Box<dyn KeyPair>) {
    let resource = simulator.create(row("Microsoft.Cache/redis"));
    let pair = simulator
        .key_pairs(&resource, RetryOptions::none())
        .remove(0);
    (Trial::new(resource, 0, IN_USE), pair)
}

async fn take(_: KeyType, _: azure_keys::Key) -> Result<(), Infallible> {
    Ok(())
}

#[tokio::test]
async fn the_other_key_is_kept_until_a_later_run() {
    let simulator = Simulator::start().await;
    let (mut trial, pair) = begun(&simulator);
    trial.keep_other = true;
    trial.finish(&*pair, 1).await;
    assert_eq!(trial.changes(), [1, 0]);
    assert_eq!(trial.rotation.status(SPARE), KeyStatus::Deployed);
    assert_eq!(trial.rotation.status(IN_USE), KeyStatus::Unchanged);
    assert!(!trial.rotation.is_done());
    trial.keep_other = false;
    trial.finish(&*pair, 2).await;
    trial.is_done();
    assert_eq!(trial.changes(), [1, 1]);
}

#[tokio::test]
async fn the_other_key_is_regenerated_after_the_wait() {
    let simulator = Simulator::start().await;
    let (mut trial, pair) = begun(&simulator);
    let wait = Duration::milliseconds(150);
    let options = RotationOptions {
        wait: Some(wait),
        ..Default::default()
    };
    let start = Instant::now();
    trial
        .rotation
        .run(&*pair, Some(options), take)
        .await
        .expect("nothing goes wrong");
    assert!(start.elapsed() >= wait);
    let at = |kind, key| {
        trial
            .rotation
            .steps()
            .iter()
            .find(|step| (step.kind, step.key) == (kind, key))
            .map(|step| step.at)
    };
    let deployed = at(StepKind::Deployed, SPARE).expect("it was deployed");
    let sent = at(StepKind::Sent, IN_USE).expect("it was sent");
    assert!(sent - deployed >= wait, "{:#?}", trial.rotation);
}

#[tokio::test]
async fn the_wait_can_be_cancelled_and_goes_on_later() {
    let simulator = Simulator::start().await;
    let (mut trial, pair) = begun(&simulator);
    let cancellation = Cancellation::new();
    let call = KeyPairOptions {
        cancellation: Some(cancellation.clone()),
        ..Default::default()
    };
    let options = RotationOptions {
        wait: Some(Duration::MAX),
        call,
        ..Default::default()
    };
    let deploy = |_, _| {
        cancellation.cancel();
        async { Ok::<_, Infallible>(()) }
    };
    let error = trial
        .rotation
        .run(&*pair, Some(options), deploy)
        .await
        .expect_err("it was cancelled");
    assert_eq!(error.kind(), RotationErrorKind::Cancelled, "{error}");
    trial
        .rotation
        .run(&*pair, None, take)
        .await
        .expect("nothing goes wrong");
    assert!(trial.rotation.is_done());
    assert_eq!(trial.changes(), [1, 1]);
}

#[tokio::test]
async fn a_signal_given_before_stops_everything() {
    let simulator = Simulator::start().await;
    let (mut trial, pair) = begun(&simulator);
    let cancellation = Cancellation::new();
    cancellation.cancel();
    let call = KeyPairOptions {
        cancellation: Some(cancellation),
        ..Default::default()
    };
    let options = RotationOptions {
        call,
        ..Default::default()
    };
    let error = trial
        .rotation
        .run(&*pair, Some(options), take)
        .await
        .expect_err("it was cancelled");
    assert_eq!(error.kind(), RotationErrorKind::Cancelled, "{error}");
    assert_eq!(trial.resource.state().calls, []);
}

#[tokio::test]
async fn another_resource_or_pair_is_refused() {
    let simulator = Simulator::start().await;
    let accounts = [
        simulator.create(row("Microsoft.DocumentDB/databaseAccounts")),
        simulator.create(row("Microsoft.DocumentDB/databaseAccounts")),
    ];
    let pairs = |resource: &Resource| simulator.key_pairs(resource, RetryOptions::none());
    let options = || {
        Some(RotationOptions {
            keep_other: true,
            ..Default::default()
        })
    };
    let mut rotation = Rotation::new(IN_USE);
    rotation
        .run(&*pairs(&accounts[0])[0], options(), take)
        .await
        .expect("nothing goes wrong");
    let calls = accounts[0].state().calls.len();
    for other in [&pairs(&accounts[0])[1], &pairs(&accounts[1])[0]] {
        let error = rotation
            .run(&**other, None, take)
            .await
            .expect_err("it is another pair");
        assert_eq!(error.kind(), RotationErrorKind::OtherPair, "{error}");
        let text = everything(&error);
        assert!(
            text.contains(&accounts[0].id) && text.contains("read-write"),
            "{text}"
        );
    }
    assert_eq!(accounts[0].state().calls.len(), calls);
    assert_eq!(accounts[1].state().calls, []);
}

/// A regenerate request by somebody else makes the deployed key invalid, which no rotation can
/// prevent. But the rotation does not also regenerate the other key before consumers have the
/// newest.
#[tokio::test]
async fn a_superseded_key_is_deployed_anew_before_the_other_is_regenerated() {
    let simulator = Simulator::start().await;
    let (mut trial, pair) = begun(&simulator);
    trial.keep_other = true;
    trial.finish(&*pair, 1).await;
    let (spare, in_use) = (trial.which(SPARE), trial.which(IN_USE));
    trial.resource.state().change(spare);
    trial.resource.state().log.clear();
    let resource = trial.resource.clone();
    let deploy = |key, value: azure_keys::Key| {
        let is_valid = resource.valid(trial.which(key)) == value.value.secret();
        resource.state().log.push(Event::Deployed(trial.which(key)));
        resource.state().held.clear();
        async move { is_valid.then_some(()).ok_or("not valid") }
    };
    let mut rotation = trial.rotation.clone();
    let options = RotationOptions {
        look_every: Some(trial.look_every),
        ..Default::default()
    };
    rotation
        .run(&*pair, Some(options), deploy)
        .await
        .expect("nothing else goes wrong");
    assert_eq!(
        trial.resource.state().log,
        [Event::Deployed(spare), Event::Changed(in_use)]
    );
    assert!(
        rotation
            .steps()
            .iter()
            .any(|step| step.kind == StepKind::Superseded)
    );
    assert!(rotation.is_done());
}

/// A refusal proves nothing about an earlier call whose response was lost.
#[tokio::test]
async fn a_refusal_does_not_make_a_lost_call_unsent() {
    let simulator = Simulator::start().await;
    let (mut trial, pair) = begun(&simulator);
    let lost = Fault::new(Effect::Never, Symptom::HangUp);
    let busy = Fault::new(Effect::Never, Symptom::Status(409));
    trial.resource.state().schedule([(2, lost)]);
    trial.run(&*pair).await;
    trial.settle = Duration::ZERO;
    let list = trial.resource.state().calls.len() + 1;
    trial.resource.state().schedule([(list + 1, busy)]);
    trial.run(&*pair).await;
    let asked = trial
        .resource
        .state()
        .calls
        .clone()
        .into_iter()
        .filter(|call| matches!(call, Call::Regenerate(_)));
    assert_eq!(asked.count(), 2);
    assert_eq!(trial.rotation.status(SPARE), KeyStatus::Unknown);
    assert_eq!(trial.changes(), [0, 0]);
}

#[tokio::test]
async fn a_refusal_leaves_both_keys_unchanged() {
    let simulator = Simulator::start().await;
    let (mut trial, pair) = begun(&simulator);
    let denied = Fault::new(Effect::Never, Symptom::Status(403));
    trial.resource.state().schedule([(2, denied)]);
    let error = trial
        .run(&*pair)
        .await
        .and_then(Result::err)
        .expect("it was denied");
    assert_eq!(error.kind(), RotationErrorKind::Service);
    let expected =
        "the primary key is unchanged and valid, in use; the secondary key is unchanged and valid";
    assert!(error.to_string().contains(expected), "{error}");
}

/// The first call takes effect later than the rotation allows, just before the second, and the
/// response to the second still contains the key of the first.
#[tokio::test]
async fn a_key_that_was_replaced_unseen_is_not_deployed() {
    let simulator = Simulator::start().await;
    let (mut trial, pair) = begun(&simulator);
    trial.latest = Some(std::time::Duration::MAX);
    let stale = Fault::new(Effect::AtOnce, Symptom::Stale);
    let faults = (4..250)
        .map(|call| (call, stale))
        .chain([(2, Fault::new(Effect::Late(250), Symptom::HangUp))]);
    trial.resource.state().schedule(faults);
    trial.finish(&*pair, 4).await;
    trial.is_done();
    assert_eq!(trial.changes(), [2, 1]);
}

#[tokio::test]
async fn a_time_that_is_over_is_not_waited_for() {
    let simulator = Simulator::start().await;
    let (mut trial, pair) = begun(&simulator);
    trial.look_every = Duration::milliseconds(-1);
    trial
        .resource
        .state()
        .schedule([(2, Fault::new(Effect::Late(3), Symptom::HangUp))]);
    trial.finish(&*pair, 2).await;
    trial.is_done();
}
