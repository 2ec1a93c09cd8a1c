//! Services that return wrong lists. The consumer keeps a valid key all the same.

use super::{Fake, fake::Lie, quick, run};
use crate::runtime::{KeyType, Rotation};

const FIRST: [&str; 2] = ["first-0", "second-0"];

fn truth(keys: [String; 2]) -> [Option<String>; 2] {
    keys.map(Some)
}

fn swapped([primary, secondary]: [String; 2]) -> [Option<String>; 2] {
    [Some(secondary), Some(primary)]
}

/// Name of the fault, the lists it changes, and how the run ends: `done` or the kind of its error.
#[rustfmt::skip]
const LIES: [(&str, Lie, &str); 21] = [
    ("swapped", |_, keys| swapped(keys), "Inconsistent"),
    ("swapped after the first", |list, keys| if list > 0 { swapped(keys) } else { truth(keys) }, "Inconsistent"),
    ("swapped at the end", |list, keys| if list > 1 { swapped(keys) } else { truth(keys) }, "Inconsistent"),
    ("swapped once", |list, keys| if list == 1 { swapped(keys) } else { truth(keys) }, "done"),
    ("swapped in the first", |list, keys| if list == 0 { swapped(keys) } else { truth(keys) }, "done"),
    ("a line's end now and then", |list, keys| keys.map(|key| Some(key + ["", "\n"][list % 2])), "done"),
    ("space around", |_, keys| keys.map(|key| Some(format!(" {key}\r\n"))), "done"),
    ("the former key with a line's end",
        |list, keys| if list == 1 { FIRST.map(|key| Some(format!("{key}\n"))) } else { truth(keys) }, "done"),
    ("the other key with a line's end",
        |list, [first, second]| if list == 1 { [Some(second), Some(first + "\n")] } else { truth([first, second]) }, "done"),
    ("stale", |_, _| FIRST.map(|key| Some(key.to_owned())), "OutcomeUnknown"),
    ("stale at the end", |list, keys| if list > 1 { FIRST.map(|key| Some(key.to_owned())) } else { truth(keys) },
        "OutcomeUnknown"),
    ("a new key each time", |list, [first, second]| [Some(first), Some(if list == 0 { second } else { format!("made-up-{list}") })],
        "Contested"),
    ("a new key each time at the end",
        |list, [first, second]| [Some(first), Some(if list < 2 { second } else { format!("made-up-{list}") })], "Contested"),
    ("one text", |_, [first, _]| [Some(first.clone()), Some(first)], "Inconsistent"),
    ("one text after the first", |list, [first, second]| [Some(if list == 0 { first } else { second.clone() }), Some(second)],
        "Inconsistent"),
    ("one text at the end", |list, [first, second]| [Some(if list < 2 { first } else { second.clone() }), Some(second)],
        "Inconsistent"),
    ("one new text for both at the end",
        |list, keys| if list > 1 { [Some("made-up".to_owned()), Some("made-up".to_owned())] } else { truth(keys) },
        "Inconsistent"),
    ("the new key in the other's place, beside an unknown one",
        |list, [first, second]| if list > 0 { [Some(second), Some("made-up".to_owned())] } else { truth([first, second]) },
        "Inconsistent"),
    ("the other new key alone at the end",
        |list, [first, second]| if list > 1 { [None, Some(first)] } else { truth([first, second]) }, "OutcomeUnknown"),
    ("no text at the end", |list, [first, second]| [Some(first), Some(if list > 1 { "\n".to_owned() } else { second })],
        "Missing"),
    ("nothing at the end", |list, keys| if list > 1 { [None, None] } else { truth(keys) }, "Missing"),
];

async fn ended(pair: &Fake, rotation: &mut Rotation) -> String {
    match run(rotation, pair, quick()).await {
        Ok(()) => "done".to_owned(),
        Err(error) => format!("{:?}", error.kind()),
    }
}

#[tokio::test]
async fn a_wrong_list_takes_no_key_from_consumers() {
    for (what, lie, end) in LIES {
        let pair = Fake::new(KeyType::Primary);
        pair.lie(lie);
        let mut rotation = Rotation::new(KeyType::Primary);
        assert_eq!(ended(&pair, &mut rotation).await, end, "{what}");
        assert_eq!(rotation.is_done(), end == "done", "{what}");
        assert_eq!(pair.rejections(), 0, "{what}");
        assert!(
            pair.sent() <= 2 && pair.listed() < 120,
            "{what}: {} lists",
            pair.listed()
        );
        let is_kept =
            pair.is_handed_out(KeyType::Primary) || pair.is_handed_out(KeyType::Secondary);
        assert!(is_kept, "{what}");
    }
}

/// A new key that the response does not contain has to come from a list.
#[tokio::test]
async fn without_a_key_in_the_response_the_list_is_used() {
    for (what, lie, end) in LIES {
        let pair = Fake::new(KeyType::Primary);
        pair.return_nothing();
        pair.lie(lie);
        let mut rotation = Rotation::new(KeyType::Primary);
        let ended = ended(&pair, &mut rotation).await;
        assert_eq!(ended == "done", rotation.is_done(), "{what}");
        if end == "done" {
            assert_eq!(ended, end, "{what}");
        }
        // A value listed for both keys may be either key, so it is not deployed.
        if what == "one text after the first" {
            assert_eq!(rotation.held(), [KeyType::Primary]);
        }
        // Both keys are new in each list. The rotation cannot distinguish this from a regenerate by
        // somebody else.
        if what.ends_with("an unknown one") {
            continue;
        }
        // The rotation cannot distinguish a made-up key from a new one, but it keeps the other one.
        match what.contains("new key each time") {
            true => assert!(!pair.secrets().contains(&"first-3".to_owned()), "{what}"),
            false => assert_eq!(pair.rejections(), 0, "{what}"),
        }
    }
}

#[tokio::test]
async fn no_key_is_regenerated_while_both_have_the_same_value() {
    let pair = Fake::new(KeyType::Primary);
    pair.lie(|_, [first, _]| [Some(first.clone()), Some(first)]);
    ended(&pair, &mut Rotation::new(KeyType::Primary)).await;
    assert_eq!(pair.sent(), 0);
}

/// A successful check before the other key is regenerated does not count afterwards.
#[tokio::test]
async fn the_final_list_comes_after_every_change() {
    let pair = Fake::new(KeyType::Primary);
    pair.lie(|list, keys| match list > 2 {
        true => FIRST.map(|key| Some(key.to_owned())),
        false => truth(keys),
    });
    let mut rotation = Rotation::new(KeyType::Primary);
    let keep = super::RotationOptions {
        keep_other: true,
        ..quick()
    };
    run(&mut rotation, &pair, keep).await.unwrap();
    assert_eq!(ended(&pair, &mut rotation).await, "OutcomeUnknown");
    assert_eq!(pair.regenerated(), 2);
    assert!(!rotation.is_done());
}

/// After two changes, a list may contain the first key again.
#[tokio::test]
async fn a_key_replaced_by_somebody_else_is_not_deployed_again() {
    let pair = Fake::new(KeyType::Primary);
    pair.lie(|list, [first, second]| {
        let is_late = list == 4 || list == 5;
        let spare = if is_late {
            "second-2".to_owned()
        } else {
            second
        };
        [Some(first), Some(spare)]
    });
    let mut rotation = Rotation::new(KeyType::Primary);
    let keep = super::RotationOptions {
        keep_other: true,
        ..quick()
    };
    run(&mut rotation, &pair, keep).await.unwrap();
    assert!(pair.secrets().contains(&"second-2".to_owned()));
    pair.regenerate_behind_the_back(KeyType::Secondary);
    let taken_by_others = pair.rejections();
    assert_eq!(ended(&pair, &mut rotation).await, "done");
    assert_eq!(pair.rejections(), taken_by_others);
    assert!(pair.is_handed_out(KeyType::Secondary));
}

/// Each key of somebody else is listed twice, so it counts, but not endlessly.
#[tokio::test]
async fn a_key_that_keeps_changing_is_deployed_a_few_times() {
    let pair = Fake::new(KeyType::Primary);
    pair.lie(|list, [first, second]| {
        let spare = if list < 2 {
            second
        } else {
            format!("theirs-{}", list / 3)
        };
        [Some(first), Some(spare)]
    });
    let mut rotation = Rotation::new(KeyType::Primary);
    assert_eq!(ended(&pair, &mut rotation).await, "Contested");
    let deployed = rotation
        .steps()
        .iter()
        .filter(|step| format!("{:?}", step.kind) == "Deployed");
    assert!(
        (2..=4).contains(&deployed.count()),
        "{:?}",
        rotation.steps()
    );
    assert!(!rotation.is_done());
}

/// Even with a `settle` of zero, a key of somebody else is checked twice.
#[tokio::test]
async fn a_key_of_somebody_else_is_deployed_without_time_to_settle() {
    let pair = Fake::new(KeyType::Primary);
    let mut rotation = Rotation::new(KeyType::Primary);
    let at_once = || super::RotationOptions {
        settle: Some(super::Duration::ZERO),
        ..quick()
    };
    let keep = super::RotationOptions {
        keep_other: true,
        ..at_once()
    };
    run(&mut rotation, &pair, keep).await.unwrap();
    pair.regenerate_behind_the_back(KeyType::Secondary);
    run(&mut rotation, &pair, at_once()).await.unwrap();
    assert!(rotation.is_done() && pair.is_handed_out(KeyType::Secondary));
}
