//! A rotation that is saved at every step, and whose process ends at any of them.

use super::{Fake, quick, run};
use crate::runtime::{
    KeyType, Rotation, RotationErrorKind, RotationObserver, RotationOptions, StepKind,
};
use std::{
    error::Error,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

/// Saves a limited number of steps, then fails.
#[derive(Debug)]
struct Disk {
    room: AtomicUsize,
    saved: Mutex<Vec<String>>,
}

impl Disk {
    fn with_room_for(steps: usize) -> Self {
        Self {
            room: AtomicUsize::new(steps),
            saved: Mutex::default(),
        }
    }

    fn last(&self) -> Option<Rotation> {
        let saved = self.saved.lock().unwrap_or_else(PoisonError::into_inner);
        saved
            .last()
            .map(|text| serde_json::from_str(text).expect("it was a rotation"))
    }
}

impl RotationObserver for Disk {
    fn stepped(&self, rotation: &Rotation) -> Result<(), Box<dyn Error + Send + Sync>> {
        if self.room.load(Ordering::SeqCst) == 0 {
            return Err("the disk is full".into());
        }
        self.room.fetch_sub(1, Ordering::SeqCst);
        let mut saved = self.saved.lock().unwrap_or_else(PoisonError::into_inner);
        saved.push(serde_json::to_string(rotation)?);
        Ok(())
    }
}

#[tokio::test]
async fn a_saved_rotation_can_be_continued_wherever_its_process_ended() {
    for room in 0.. {
        let pair = Fake::new(KeyType::Primary);
        let disk = Disk::with_room_for(room);
        let options = RotationOptions {
            observer: Some(&disk),
            ..quick()
        };
        let mut rotation = Rotation::new(KeyType::Primary);
        let ran = run(&mut rotation, &pair, options).await;
        let mut saved = disk.last().unwrap_or(Rotation::new(KeyType::Primary));
        run(&mut saved, &pair, quick()).await.unwrap();
        assert!(saved.is_done(), "{room}");
        assert_eq!(pair.rejections(), 0, "{room}");
        match ran {
            Ok(()) => return assert_eq!(room, 7, "one for each step and the final list"),
            Err(error) => assert_eq!(error.kind(), RotationErrorKind::Observer),
        }
    }
}

#[tokio::test]
async fn nothing_is_sent_if_saving_fails() {
    let pair = Fake::new(KeyType::Primary);
    let disk = Disk::with_room_for(0);
    let options = RotationOptions {
        observer: Some(&disk),
        ..quick()
    };
    let mut rotation = Rotation::new(KeyType::Primary);
    run(&mut rotation, &pair, options).await.unwrap_err();
    assert_eq!(pair.sent(), 0);
    assert_eq!(
        rotation.steps().last().map(|step| step.kind),
        Some(StepKind::Refused)
    );
}
