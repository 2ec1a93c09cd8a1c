//! Rotations in files.
#![cfg(unix)]

use super::{
    pair::{Answer, Service},
    quick,
};
use azure_keys::fleet::{FileStore, Fleet, FleetOptions, NewKey, RotationStore};
use std::{
    fs, io,
    os::unix::fs::{PermissionsExt, symlink},
    path::PathBuf,
    process::Command,
    sync::atomic::{AtomicBool, Ordering},
    thread,
};
use tempfile::tempdir;

async fn deployed(_: NewKey) -> Result<(), io::Error> {
    Ok(())
}

/// Runs a fleet of one pair, and returns its report.
async fn run(service: &Service, folder: &std::path::Path, answer: Answer) -> String {
    let store = FileStore::open(folder).expect("the folder can be made");
    let fleet = Fleet::of([service.answering("contoso", answer)]);
    let report = fleet.run(&store, &deployed, Some(quick())).await;
    report.to_string()
}

fn files(folder: &std::path::Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("it can be read").path());
    let mut files: Vec<PathBuf> = paths.collect();
    files.sort();
    files
}

#[tokio::test]
async fn a_rotation_is_saved_in_a_private_file_and_continued() {
    let (service, root) = (Service::default(), tempdir().expect("there is room"));
    let folder = root.path().join("states/here");
    let report = run(&service, &folder, Answer::Refused).await;
    assert!(report.contains(": failed: "), "{report}");
    assert!(
        run(&service, &folder, Answer::Done)
            .await
            .contains(": rotated")
    );
    assert!(
        run(&service, &folder, Answer::Done)
            .await
            .contains("nothing to do")
    );
    assert_eq!(service.regenerated(), 2);
    let files = files(&folder);
    let [state, lock] = files.as_slice() else {
        panic!("{files:?}");
    };
    for file in [state, lock] {
        let mode = fs::metadata(file)
            .expect("it is there")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{file:?}");
    }
    let mode = fs::metadata(&folder)
        .expect("it is there")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o700);
    let text = fs::read_to_string(state).expect("it is a text");
    assert!(!text.contains("of-contoso"), "no key is saved: {text}");
    assert_eq!(fs::read(lock).expect("it is there"), b"");
}

#[tokio::test]
async fn a_file_of_another_pair_is_refused() {
    let (service, folder) = (Service::default(), tempdir().expect("there is room"));
    run(&service, folder.path(), Answer::Done).await;
    let store = FileStore::at(folder.path());
    let [mine, other] = ["contoso", "fabrikam"].map(|name| store.path(&*service.pair(name)));
    fs::copy(mine, other).expect("there is room");
    let error = store
        .read(&*service.pair("fabrikam"))
        .expect_err("it is not its file");
    assert!(
        error
            .to_string()
            .contains("it belongs to `keys` of /subscriptions/s/"),
        "{error}"
    );
}

#[tokio::test]
async fn a_second_run_is_refused_while_the_first_has_the_lock() {
    let (service, folder) = (Service::default(), tempdir().expect("there is room"));
    let store = FileStore::open(folder.path()).expect("it is there");
    let locked = store
        .lock(&*service.pair("contoso"))
        .expect("nobody has locked it");
    let report = run(&service, folder.path(), Answer::Done).await;
    assert!(report.contains("wait until it ends"), "{report}");
    assert_eq!(service.regenerated(), 0);
    drop(locked);
    assert!(
        run(&service, folder.path(), Answer::Done)
            .await
            .contains(": rotated")
    );
}

#[tokio::test]
async fn the_deployment_of_a_killed_run_has_to_end_first() {
    let (service, folder) = (Service::default(), tempdir().expect("there is room"));
    let store = FileStore::open(folder.path()).expect("it is there");
    let lock = format!("{}.lock", store.path(&*service.pair("contoso")).display());
    let locked = store
        .lock(&*service.pair("contoso"))
        .expect("nobody has locked it");
    locked.note_process(Some(4711)).expect("it can be written");
    assert_eq!(fs::read(&lock).expect("it is there"), b"4711");
    drop(locked);
    assert_eq!(fs::read(&lock).expect("it is there"), b"");
    for (left, words) in [
        (
            "4711",
            "as process 4711: wait for that or end it by `kill -s KILL -- -4711`, then delete",
        ),
        ("0", "may still be running: look for it"),
    ] {
        fs::write(&lock, left).expect("there is room");
        let report = run(&service, folder.path(), Answer::Done).await;
        assert!(report.contains(words), "{report}");
    }
    assert_eq!(service.regenerated(), 0);
}

/// Ends the threads of a test when it ends, also if it fails.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// Starts processes in four threads while `act` runs. Each of them holds copies of all descriptors of
/// this process for a moment.
fn while_processes_start(act: impl FnOnce()) {
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while !is_over.load(Ordering::SeqCst) {
                    let ended = Command::new("true").status();
                    assert!(ended.is_ok_and(|status| status.success()));
                }
            });
        }
        let _over = Over(&is_over);
        act();
    });
}

#[test]
fn a_lock_ends_when_it_is_dropped_even_while_a_process_starts() {
    let (service, folder) = (Service::default(), tempdir().expect("there is room"));
    let store = FileStore::open(folder.path()).expect("it is there");
    let pair = service.pair("contoso");
    let lock = format!("{}.lock", store.path(&*pair).display());
    let (mut refused, mut lost) = (0, 0);
    while_processes_start(|| {
        for _ in 0..2000 {
            refused += usize::from(store.lock(&*pair).is_err());
        }
        // A lock that is refused, since a killed run has left it, ends as well.
        fs::write(&lock, "4711").expect("there is room");
        for _ in 0..2000 {
            let error = store.lock(&*pair).expect_err("it names a process");
            lost += usize::from(!error.to_string().contains("process 4711"));
        }
    });
    assert_eq!((refused, lost), (0, 0));
}

#[tokio::test]
async fn links_and_folders_in_place_of_files_are_refused() {
    for suffix in ["", ".lock"] {
        let (service, folder) = (Service::default(), tempdir().expect("there is room"));
        let state = FileStore::at(folder.path()).path(&*service.pair("contoso"));
        symlink("/dev/zero", format!("{}{suffix}", state.display())).expect("there is room");
        let report = run(&service, folder.path(), Answer::Done).await;
        assert!(
            report.contains("it is not a regular file"),
            "{suffix}: {report}"
        );
        assert_eq!(service.regenerated(), 0);
    }
}

/// Another user who can write to the folder may put a link there between any two calls of a run.
#[test]
fn a_link_that_appears_while_a_file_is_opened_is_not_followed() {
    let (service, folder) = (Service::default(), tempdir().expect("there is room"));
    let store = FileStore::at(folder.path());
    let pair = service.pair("contoso");
    let lock = PathBuf::from(format!("{}.lock", store.path(&*pair).display()));
    let [victim, link, file] = ["victim", "link", "file"].map(|name| folder.path().join(name));
    fs::write(&victim, "").expect("there is room");
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !is_over.load(Ordering::SeqCst) {
                symlink(&victim, &link).expect("there is room");
                fs::rename(&link, &lock).expect("there is room");
                fs::write(&file, "").expect("there is room");
                fs::rename(&file, &lock).expect("there is room");
            }
        });
        let _over = Over(&is_over);
        let (mut locks, mut written) = (0, 0);
        for _ in 0..10_000 {
            if let Ok(locked) = store.lock(&*pair) {
                locks += 1;
                locked.note_process(Some(4711)).expect("it can be written");
                written += fs::read(&victim).expect("it is there").len();
            }
        }
        assert_eq!(written, 0);
        assert!(locks > 0, "each of them was refused");
    });
}

#[tokio::test]
async fn nothing_is_sent_if_the_rotation_cannot_be_saved() {
    let (service, folder) = (Service::default(), tempdir().expect("there is room"));
    let state = FileStore::at(folder.path()).path(&*service.pair("contoso"));
    fs::create_dir(format!("{}.new", state.display())).expect("there is room");
    let report = run(&service, folder.path(), Answer::Done).await;
    assert!(report.contains("the rotation cannot be saved"), "{report}");
    assert_eq!(service.regenerated(), 0);
}

#[tokio::test]
async fn each_pair_has_a_file_and_names_cannot_leave_the_folder() {
    let service = Service::default();
    let store = FileStore::at("states");
    let paths = ["contoso", "..contoso", "conto so", "CONTOSO"]
        .map(|name| store.path(&*service.pair(name)));
    assert_eq!(paths[0], paths[3], "ids differ only in case");
    for path in &paths {
        assert_eq!(path.parent(), Some(std::path::Path::new("states")));
    }
    assert_ne!(paths[0], paths[1]);
    let options: FleetOptions<'_> = quick();
    assert!(options.rotation_after(None).is_ok());
}
