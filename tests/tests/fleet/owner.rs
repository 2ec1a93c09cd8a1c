//! The owner of a file that is replaced. Only root can give files away, so that these tests do nothing for
//! other users, and say so.
#![cfg(unix)]

use super::targets::write;
use std::{
    env, fs,
    os::unix::{
        fs::{MetadataExt, PermissionsExt, chown},
        process::CommandExt,
    },
    path::Path,
    process::Command,
};
use tempfile::tempdir;

/// Another user and group: nobody, on most systems.
const NOBODY: u32 = 65534;

/// The file that the process of another user has to replace.
const FILE: &str = "FILE_OF_ROOT";

fn owner(path: &Path) -> (u32, u32) {
    let about = fs::metadata(path).expect("it is there");
    (about.uid(), about.gid())
}

/// Whether this user can give files away: root can, but not in every container.
fn can_give_away(folder: &Path) -> bool {
    let probe = folder.join("probe");
    fs::write(&probe, "").expect("there is room");
    let given = owner(&probe).0 == 0 && chown(&probe, Some(NOBODY), Some(NOBODY)).is_ok();
    fs::remove_file(&probe).expect("it is there");
    if !given {
        eprintln!("skipped: this user cannot give files away");
    }
    given
}

#[tokio::test]
async fn a_file_of_another_user_stays_theirs() {
    let folder = tempdir().expect("there is room");
    if !can_give_away(folder.path()) {
        return;
    }
    let path = folder.path().join("app.env");
    fs::write(&path, "KEY=old\n").expect("there is room");
    for (user, group) in [(NOBODY, NOBODY), (0, NOBODY)] {
        chown(&path, Some(user), Some(group)).expect("root may do that");
        write(&path, "KEY", "contoso")
            .await
            .expect("root may do it");
        assert_eq!(owner(&path), (user, group));
    }
    let lock = folder.path().join("app.env.lock");
    assert_eq!(owner(&lock), (NOBODY, NOBODY), "its owner can lock it");
}

#[tokio::test]
async fn an_owner_that_cannot_be_kept_is_an_error() {
    if let Some(path) = env::var_os(FILE) {
        let error = write(Path::new(&path), "KEY", "contoso").await;
        return println!("[{}]", error.expect_err("it is root's"));
    }
    let folder = tempdir().expect("there is room");
    let everybody = fs::Permissions::from_mode(0o777);
    fs::set_permissions(folder.path(), everybody.clone()).expect("it is there");
    if !can_give_away(folder.path()) {
        return;
    }
    let [path, lock] = ["app.env", "app.env.lock"].map(|name| folder.path().join(name));
    for (file, text) in [(&path, "KEY=old\n"), (&lock, "")] {
        fs::write(file, text).expect("there is room");
        fs::set_permissions(file, everybody.clone()).expect("it is there");
    }
    // The other user may not be able to reach the folder of this program. `cp` copies it, since a file
    // that this process writes may still be open in a process that another test starts.
    let program = folder.path().join("program");
    let own = env::current_exe().expect("it runs");
    let copied = Command::new("cp").args([&own, &program]).status();
    assert!(copied.is_ok_and(|status| status.success()));
    let as_nobody = || {
        let mut command = Command::new(&program);
        command.current_dir(folder.path()).uid(NOBODY).gid(NOBODY);
        command
    };
    let listed = as_nobody().arg("--list").output();
    if !listed.is_ok_and(|output| output.status.success()) {
        return eprintln!("skipped: another user cannot execute this program");
    }
    let output = as_nobody()
        .args([
            "--exact",
            "owner::an_owner_that_cannot_be_kept_is_an_error",
            "--nocapture",
        ])
        .env(FILE, &path)
        .output()
        .expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout);
    let words = "app.env cannot be changed: this user cannot keep its owner 0 and its group 0";
    assert!(text.contains(words), "{output:?}");
    assert_eq!(owner(&path), (0, 0));
    assert_eq!(fs::read(&path).expect("it is there"), b"KEY=old\n");
    assert!(!folder.path().join("app.env.new").exists());
}
