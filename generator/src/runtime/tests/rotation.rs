//! Rotations of a key pair that fails on purpose.

mod causes;
mod fake;
mod lists;
mod observed;
mod saved;

use crate::runtime::{
    Cancellation, KeyPairOptions, KeyStatus, KeyType, OutcomeUnknown, Rotation, RotationError,
    RotationErrorKind, RotationOptions, StepKind, key_pair::change,
};
use azure_core::time::Duration;
use fake::{Fake, Fault};
use std::{future::Future, time::Duration as Seconds};

/// Options with very short waits.
fn quick() -> RotationOptions<'static> {
    RotationOptions {
        settle: Some(Duration::milliseconds(100)),
        look_every: Some(Duration::milliseconds(2)),
        ..Default::default()
    }
}

/// Runs a rotation whose deployments go to the fake's consumer.
async fn run(
    rotation: &mut Rotation,
    pair: &Fake,
    options: RotationOptions<'_>,
) -> Result<(), RotationError> {
    rotation
        .run(pair, Some(options), |_, key| async move {
            pair.hand_out(key.value.secret())
        })
        .await
}

/// Steps by name, such as `Sent Secondary`.
fn steps(rotation: &Rotation) -> Vec<String> {
    let steps = rotation.steps().iter();
    steps
        .map(|step| format!("{:?} {:?}", step.kind, step.key))
        .collect()
}

#[tokio::test]
async fn the_spare_key_comes_first_and_the_other_after_its_deployment() {
    for in_use in [KeyType::Primary, KeyType::Secondary] {
        let pair = Fake::new(in_use);
        let mut rotation = Rotation::new(in_use);
        run(&mut rotation, &pair, quick()).await.unwrap();
        let (spare, other) = (in_use.other(), in_use);
        assert_eq!(
            steps(&rotation),
            [
                format!("Sent {spare:?}"),
                format!("Regenerated {spare:?}"),
                format!("Deploying {spare:?}"),
                format!("Deployed {spare:?}"),
                format!("Sent {other:?}"),
                format!("Regenerated {other:?}"),
            ]
        );
        assert!(rotation.is_done());
        assert_eq!(rotation.held(), [spare]);
        assert_eq!(rotation.status(spare), KeyStatus::Deployed);
        assert_eq!(rotation.status(other), KeyStatus::Regenerated);
        assert_eq!(pair.rejections(), 0);
        // Once done, it stays done.
        run(&mut rotation, &pair, quick()).await.unwrap();
        assert_eq!(pair.regenerated(), 2);
    }
}

#[tokio::test]
async fn the_other_key_can_be_left_and_regenerated_later() {
    let pair = Fake::new(KeyType::Primary);
    let mut rotation = Rotation::new(KeyType::Primary);
    let keep = RotationOptions {
        keep_other: true,
        ..quick()
    };
    run(&mut rotation, &pair, keep).await.unwrap();
    assert_eq!(pair.regenerated(), 1);
    assert!(!rotation.is_done());
    run(&mut rotation, &pair, quick()).await.unwrap();
    assert_eq!(pair.regenerated(), 2);
    assert!(rotation.is_done());
}

#[tokio::test]
async fn a_refusal_changes_nothing() {
    let pair = Fake::new(KeyType::Primary);
    pair.fail([None, Some(Fault::Refused)]);
    let mut rotation = Rotation::new(KeyType::Primary);
    let error = run(&mut rotation, &pair, quick()).await.unwrap_err();
    assert_eq!(error.kind(), RotationErrorKind::Service);
    assert_eq!(rotation.status(KeyType::Secondary), KeyStatus::Unchanged);
    assert_eq!(
        error.to_string(),
        "rotating the keys of /subscriptions/s/resourceGroups/g/providers/N/t/n stopped at regenerating the secondary \
         key: the primary key is unchanged and valid, in use; the secondary key is unchanged and valid; run the same \
         rotation again to go on; cause: refused"
    );
    run(&mut rotation, &pair, quick()).await.unwrap();
    assert_eq!(pair.regenerated(), 2);
}

#[tokio::test]
async fn after_a_lost_response_a_changed_key_is_not_regenerated_again() {
    let pair = Fake::new(KeyType::Primary);
    pair.fail([None, Some(Fault::LostAfter)]);
    let mut rotation = Rotation::new(KeyType::Primary);
    run(&mut rotation, &pair, quick()).await.unwrap();
    assert_eq!(pair.regenerated(), 2);
    assert!(
        rotation
            .steps()
            .iter()
            .any(|step| step.kind == StepKind::Lost)
    );
    assert_eq!(pair.rejections(), 0);
}

#[tokio::test]
async fn after_a_lost_call_the_next_run_waits_before_it_sends_again() {
    let pair = Fake::new(KeyType::Primary);
    pair.fail([None, Some(Fault::LostBefore)]);
    let mut rotation = Rotation::new(KeyType::Primary);
    let error = run(&mut rotation, &pair, quick()).await.unwrap_err();
    assert_eq!(error.kind(), RotationErrorKind::OutcomeUnknown);
    assert_eq!(rotation.status(KeyType::Secondary), KeyStatus::Unknown);
    assert_eq!(pair.sent(), 1);
    let lists = pair.listed();
    run(&mut rotation, &pair, quick()).await.unwrap();
    assert!(pair.listed() > lists + 3, "it lists more than once");
    assert_eq!(pair.sent(), 3);
    assert_eq!(pair.rejections(), 0);
}

#[tokio::test]
async fn a_call_that_takes_effect_late_is_not_sent_again() {
    let pair = Fake::new(KeyType::Primary);
    pair.fail([None, Some(Fault::Late)]);
    let mut rotation = Rotation::new(KeyType::Primary);
    run(&mut rotation, &pair, quick()).await.unwrap_err();
    let waits = RotationOptions {
        settle: Some(Duration::seconds(30)),
        ..quick()
    };
    run(&mut rotation, &pair, waits).await.unwrap();
    assert_eq!(pair.sent(), 2);
    assert_eq!(pair.rejections(), 0);
}

/// After two lost calls, the listed key may be that of the first, and the second may still take
/// effect.
#[tokio::test]
async fn the_key_of_a_lost_call_is_not_deployed_while_another_is_open() {
    let pair = Fake::new(KeyType::Primary);
    pair.fail([None, Some(Fault::LostBefore)]);
    let mut rotation = Rotation::new(KeyType::Primary);
    run(&mut rotation, &pair, quick()).await.unwrap_err();
    let at_once = RotationOptions {
        settle: Some(Duration::ZERO),
        ..quick()
    };
    pair.fail([None, Some(Fault::LateTwice)]);
    let error = run(&mut rotation, &pair, at_once).await.unwrap_err();
    assert_eq!(error.kind(), RotationErrorKind::OutcomeUnknown);
    run(&mut rotation, &pair, quick()).await.unwrap();
    assert!(rotation.is_done());
    assert!(pair.is_handed_out(KeyType::Secondary));
    assert_eq!(pair.rejections(), 0);
}

/// During the wait for a lost call, somebody else may replace the deployed key.
#[tokio::test]
async fn the_key_in_use_is_not_regenerated_when_the_deployed_one_is_gone() {
    let pair = Fake::new(KeyType::Primary);
    let mut rotation = Rotation::new(KeyType::Primary);
    let keep = RotationOptions {
        keep_other: true,
        ..quick()
    };
    run(&mut rotation, &pair, keep).await.unwrap();
    pair.fail([None, Some(Fault::LostBefore)]);
    run(&mut rotation, &pair, quick()).await.unwrap_err();
    pair.fail([None, Some(Fault::Contested)]);
    run(&mut rotation, &pair, quick()).await.unwrap();
    let steps = steps(&rotation);
    let place = |wanted: &str| steps.iter().rposition(|step| step == wanted);
    assert!(
        place("Superseded Secondary") < place("Deployed Secondary")
            && place("Deployed Secondary") < place("Sent Primary"),
        "{steps:?}"
    );
    assert!(rotation.is_done() && pair.is_handed_out(KeyType::Secondary));
}

/// A key that was not listed before may be the former one.
#[tokio::test]
async fn a_key_that_was_not_listed_before_proves_nothing_about_a_lost_call() {
    let pair = Fake::new(KeyType::Primary);
    pair.fail([None, Some(Fault::LostBefore)]);
    pair.lie(|list, [primary, secondary]| [Some(primary), (list > 0).then_some(secondary)]);
    let mut rotation = Rotation::new(KeyType::Primary);
    let error = run(&mut rotation, &pair, quick()).await.unwrap_err();
    assert_eq!(error.kind(), RotationErrorKind::OutcomeUnknown);
    assert_eq!(rotation.status(KeyType::Secondary), KeyStatus::Unknown);
    run(&mut rotation, &pair, quick()).await.unwrap();
    assert_eq!((pair.sent(), pair.regenerated()), (3, 2));
}

#[tokio::test]
async fn a_failed_deployment_is_tried_again_with_the_same_key() {
    let pair = Fake::new(KeyType::Primary);
    let mut rotation = Rotation::new(KeyType::Primary);
    let error = rotation
        .run(&pair, Some(quick()), |_, _| async {
            Err("no consumers today")
        })
        .await
        .unwrap_err();
    assert_eq!(error.kind(), RotationErrorKind::Deploy);
    assert_eq!(rotation.held(), [KeyType::Primary, KeyType::Secondary]);
    assert_eq!(pair.regenerated(), 1);
    run(&mut rotation, &pair, quick()).await.unwrap();
    assert_eq!(pair.regenerated(), 2);
    assert_eq!(pair.rejections(), 0);
}

#[tokio::test]
async fn a_dropped_run_can_be_continued_in_another_process() {
    let pair = Fake::new(KeyType::Primary);
    let mut rotation = Rotation::new(KeyType::Primary);
    pair.fail([None, Some(Fault::Never)]);
    let run_once =
        tokio::time::timeout(Seconds::from_millis(20), run(&mut rotation, &pair, quick()));
    assert!(run_once.await.is_err());
    assert_eq!(rotation.status(KeyType::Secondary), KeyStatus::Unknown);
    let kept = serde_json::to_string(&rotation).unwrap();
    assert!(
        pair.secrets()
            .iter()
            .all(|secret| !kept.contains(secret.as_str()))
    );
    let mut rotation: Rotation = serde_json::from_str(&kept).unwrap();
    run(&mut rotation, &pair, quick()).await.unwrap();
    assert_eq!(pair.rejections(), 0);
}

#[tokio::test]
async fn a_key_of_somebody_else_is_deployed_before_the_other_key_changes() {
    let pair = Fake::new(KeyType::Primary);
    let mut rotation = Rotation::new(KeyType::Primary);
    let keep = RotationOptions {
        keep_other: true,
        ..quick()
    };
    run(&mut rotation, &pair, keep).await.unwrap();
    pair.regenerate_behind_the_back(KeyType::Secondary);
    run(&mut rotation, &pair, quick()).await.unwrap();
    assert!(
        rotation
            .steps()
            .iter()
            .any(|step| step.kind == StepKind::Superseded)
    );
    let steps = steps(&rotation);
    let place = |wanted: &str| steps.iter().rposition(|step| step == wanted);
    assert!(
        place("Deployed Secondary") < place("Sent Primary"),
        "{steps:?}"
    );
    assert!(pair.is_handed_out(KeyType::Secondary));
    assert!(rotation.is_done());
}

#[tokio::test]
async fn an_error_reports_that_the_key_of_consumers_was_replaced() {
    let pair = Fake::new(KeyType::Primary);
    let mut rotation = Rotation::new(KeyType::Primary);
    let keep = RotationOptions {
        keep_other: true,
        ..quick()
    };
    run(&mut rotation, &pair, keep).await.unwrap();
    pair.regenerate_behind_the_back(KeyType::Secondary);
    let ended = rotation
        .run(&pair, Some(quick()), |_, _| async {
            Err("no consumers today")
        })
        .await;
    let message = ended.unwrap_err().to_string();
    assert!(
        message.contains("the secondary key was replaced by somebody else"),
        "{message}"
    );
}

/// Listing without a pause would overload the service.
#[tokio::test]
async fn a_rotation_does_not_list_without_a_pause() {
    let pair = Fake::new(KeyType::Primary);
    pair.fail([None, Some(Fault::LostBefore)]);
    let mut rotation = Rotation::new(KeyType::Primary);
    let restless = || RotationOptions {
        look_every: Some(Duration::ZERO),
        ..quick()
    };
    run(&mut rotation, &pair, restless()).await.unwrap_err();
    run(&mut rotation, &pair, restless()).await.unwrap();
    assert!(pair.listed() < 20, "{} lists", pair.listed());
}

#[tokio::test]
async fn a_service_that_lists_the_former_key_for_a_while_is_waited_for() {
    let pair = Fake::new(KeyType::Primary);
    pair.list_former(2);
    let mut rotation = Rotation::new(KeyType::Primary);
    run(&mut rotation, &pair, quick()).await.unwrap();
    assert_eq!(pair.regenerated(), 2);
    assert_eq!(pair.rejections(), 0);
}

/// A former key in a list does not mean that somebody else has regenerated it. It is not valid, so
/// it must not be deployed again.
#[tokio::test]
async fn a_former_key_is_never_deployed_again() {
    let pair = Fake::new(KeyType::Primary);
    pair.list_late(2);
    let mut rotation = Rotation::new(KeyType::Primary);
    run(&mut rotation, &pair, quick()).await.unwrap();
    assert_eq!(pair.rejections(), 0);
    assert!(rotation.is_done());
}

#[tokio::test]
async fn a_rotation_belongs_to_one_pair() {
    let pair = Fake::new(KeyType::Primary);
    let mut rotation = Rotation::new(KeyType::Primary);
    run(&mut rotation, &pair, quick()).await.unwrap();
    let error = run(&mut rotation, &pair.named("other"), quick())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), RotationErrorKind::OtherPair);
}

#[tokio::test]
async fn a_cancelled_rotation_changes_nothing_more() {
    let pair = Fake::new(KeyType::Primary);
    let cancellation = Cancellation::new();
    cancellation.cancel();
    let call = KeyPairOptions {
        cancellation: Some(cancellation),
        ..Default::default()
    };
    let mut rotation = Rotation::new(KeyType::Primary);
    let error = run(&mut rotation, &pair, RotationOptions { call, ..quick() })
        .await
        .unwrap_err();
    assert_eq!(error.kind(), RotationErrorKind::Cancelled);
    assert_eq!((pair.sent(), pair.listed()), (0, 0));
}

/// If a regenerate request is cancelled while it is sent, its outcome is unknown.
#[tokio::test]
async fn the_next_run_checks_a_cancelled_regenerate_request() {
    let pair = Fake::new(KeyType::Primary);
    pair.fail([None, Some(Fault::Never)]);
    let cancellation = Cancellation::new();
    let call = KeyPairOptions {
        cancellation: Some(cancellation.clone()),
        ..Default::default()
    };
    let mut rotation = Rotation::new(KeyType::Primary);
    let running = run(&mut rotation, &pair, RotationOptions { call, ..quick() });
    let (ended, ()) = futures::join!(running, async {
        tokio::time::sleep(Seconds::from_millis(10)).await;
        cancellation.cancel();
    });
    assert_eq!(ended.unwrap_err().kind(), RotationErrorKind::Cancelled);
    assert_eq!(rotation.status(KeyType::Secondary), KeyStatus::Unknown);
    run(&mut rotation, &pair, quick()).await.unwrap();
    assert_eq!(pair.rejections(), 0);
}

/// A run ends at its deadline, whatever it waits for. The outcome of a request that is being sent
/// is then unknown.
#[tokio::test]
async fn a_run_ends_at_its_deadline() {
    let late = |wait| RotationOptions {
        deadline: Some(Duration::milliseconds(30)),
        wait,
        ..quick()
    };
    for (faults, wait, status) in [
        // The regenerate request after the first list, and the wait between the two keys.
        (vec![None, Some(Fault::Never)], None, KeyStatus::Unknown),
        (Vec::new(), Some(Duration::hours(1)), KeyStatus::Deployed),
    ] {
        let pair = Fake::new(KeyType::Primary);
        pair.fail(faults);
        let mut rotation = Rotation::new(KeyType::Primary);
        let error = run(&mut rotation, &pair, late(wait)).await.unwrap_err();
        assert_eq!(error.kind(), RotationErrorKind::DeadlineExceeded);
        assert!(error.to_string().contains("did not end within"), "{error}");
        assert_eq!(rotation.status(KeyType::Secondary), status);
        run(&mut rotation, &pair, quick()).await.unwrap();
        assert_eq!(pair.rejections(), 0);
    }
}

#[tokio::test]
async fn a_deployment_ends_at_the_deadline_of_the_run() {
    let pair = Fake::new(KeyType::Primary);
    let mut rotation = Rotation::new(KeyType::Primary);
    let options = RotationOptions {
        deadline: Some(Duration::milliseconds(30)),
        ..quick()
    };
    let never = |_, _| std::future::pending::<Result<(), String>>();
    let ended = rotation.run(&pair, Some(options), never).await;
    assert_eq!(
        ended.unwrap_err().kind(),
        RotationErrorKind::DeadlineExceeded
    );
    run(&mut rotation, &pair, quick()).await.unwrap();
    assert_eq!(pair.rejections(), 0);
}

#[tokio::test]
async fn a_signal_reaches_all_listeners() {
    let cancellation = Cancellation::new();
    let listen = || tokio::time::timeout(Seconds::from_secs(5), cancellation.cancelled());
    let (first, second, third, ()) = futures::join!(listen(), listen(), listen(), async {
        tokio::time::sleep(Seconds::from_millis(10)).await;
        cancellation.cancel();
    });
    assert!(first.is_ok() && second.is_ok() && third.is_ok());
}

/// A call that is cancelled before it is sent has a known outcome.
#[tokio::test]
async fn a_call_that_was_cancelled_before_changes_nothing() {
    let cancellation = Cancellation::new();
    cancellation.cancel();
    let sent = async { panic!("it was sent") };
    let error = change(Some(&cancellation), sent).await.unwrap_err();
    assert!(Cancellation::is_cause_of(&error));
    assert!(!OutcomeUnknown::is_cause_of(&error));
}

/// A run can be spawned, and a pair can be boxed.
#[test]
fn a_run_can_move_to_another_thread() {
    fn check<T: Send>(_: &T) {}
    let pair: Box<dyn crate::runtime::KeyPair> = Box::new(Fake::new(KeyType::Primary));
    let mut rotation = Rotation::new(KeyType::Primary);
    let running = rotation.run(&*pair, None, |_, _| async { Ok::<(), String>(()) });
    check(&running);
    drop(running);
    fn is_future<T: Future>(_: T) {}
    is_future(rotation.run(&*pair, None, |_, _| async { Ok::<(), String>(()) }));
}
