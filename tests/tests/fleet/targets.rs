//! Handing keys to a command and to a file of environment variables.
#![cfg(unix)]

use super::pair::Service;
use azure_core::credentials::Secret;
use azure_keys::{
    Key, KeyType,
    fleet::{Deploy, DeployCommand, EnvironmentFile, NewKey},
};
use std::{
    fs,
    io::{BufRead, BufReader},
    os::unix::fs::PermissionsExt,
    path::Path,
    time::Duration,
};
use tempfile::tempdir;

const KEY: &str = "s3cr3t+key/of==";
const CONNECTION: &str = "Endpoint=sb://x/;SharedAccessKey=s3cr3t+key/of==";

fn new_key(name: &str) -> NewKey {
    let mut key = Key::new(KEY);
    key.connection_string = Some(Secret::new(CONNECTION));
    NewKey::new(&*Service::default().pair(name), KeyType::Secondary, key)
}

async fn command(text: &str) -> Result<(), String> {
    let command = DeployCommand::new(text).without_variable("CARGO_MANIFEST_DIR");
    let deployed = command.deploy(new_key("contoso")).await;
    deployed.map_err(|error| error.to_string())
}

#[tokio::test]
async fn a_command_reads_the_key_from_its_input_only() {
    let folder = tempdir().expect("there is room");
    let out = folder.path().display();
    let arguments = match cfg!(target_os = "linux") {
        true => "tr '\\0' ' ' < /proc/$$/cmdline",
        false => "ps -o args= -p $$",
    };
    command(&format!(
        "cat > {out}/input; env > {out}/env; {arguments} > {out}/arguments"
    ))
    .await
    .expect("the command succeeds");
    let read = |name| fs::read_to_string(folder.path().join(name)).expect("it was written");
    assert_eq!(read("input"), format!("{KEY}\n{CONNECTION}\n"));
    assert!(!read("env").contains(KEY) && !read("arguments").contains(KEY));
    assert!(!read("env").contains("CARGO_MANIFEST_DIR="));
    for line in [
        "AZURE_KEY_TYPE=secondary\n",
        "AZURE_KEY_PAIR=keys\n",
        "accounts/contoso\n",
    ] {
        assert!(read("env").contains(line), "{line}");
    }
}

#[tokio::test]
async fn a_command_that_fails_is_an_error_and_need_not_read() {
    assert_eq!(command("exit 0").await, Ok(()));
    let error = command("exit 7").await.expect_err("it fails");
    assert_eq!(error, "the deploy command ended with exit status: 7");
}

#[tokio::test]
async fn a_command_ends_with_its_child_processes_when_it_is_cancelled() {
    let folder = tempdir().expect("there is room");
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.is_ok_and(|status| status.success()));
    let text = format!("(echo begun; exec sleep 60) > {} & wait", pipe.display());
    let (send, begun) = tokio::sync::oneshot::channel();
    // The pipe ends when no process can write into it any more.
    let ended = tokio::task::spawn_blocking(move || {
        let mut lines = BufReader::new(fs::File::open(pipe).expect("it is there")).lines();
        send.send(lines.next()).expect("the test waits for it");
        lines.count()
    });
    tokio::select! {
        ended = command(&text) => panic!("it has to be cancelled: {ended:?}"),
        begun = begun => assert!(begun.is_ok_and(|line| line.is_some())),
    }
    let ended = tokio::time::timeout(Duration::from_secs(30), ended).await;
    assert!(ended.is_ok_and(|lines| lines.is_ok_and(|lines| lines == 0)));
}

pub(super) async fn write(path: &Path, variable: &str, name: &str) -> Result<(), String> {
    let file = EnvironmentFile::new(path, variable);
    file.deploy(new_key(name))
        .await
        .map_err(|error| error.to_string())
}

#[tokio::test]
async fn one_variable_is_replaced_and_the_others_are_kept() {
    let folder = tempdir().expect("there is room");
    let path = folder.path().join("app.env");
    fs::write(
        &path,
        "# keys\nA=1\nexport MAPS_KEY=old\nMAPS_KEY_2=x\nMAPS_KEY=older\nB=\"2 3\"",
    )
    .expect("there is room");
    let private = fs::Permissions::from_mode(0o604);
    fs::set_permissions(&path, private).expect("it is there");
    write(&path, "MAPS_KEY", "contoso")
        .await
        .expect("it can be written");
    let text = fs::read_to_string(&path).expect("it is there");
    assert_eq!(
        text,
        format!("# keys\nA=1\nexport MAPS_KEY={KEY}\nMAPS_KEY_2=x\nB=\"2 3\"\n")
    );
    let mode = fs::metadata(&path)
        .expect("it is there")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
}

/// The group may be that of the service that reads the file.
#[tokio::test]
async fn a_group_that_could_read_the_file_still_can_and_others_cannot() {
    let folder = tempdir().expect("there is room");
    let path = folder.path().join("app.env");
    for (old, new) in [
        (0o600, 0o600),
        (0o640, 0o640),
        (0o660, 0o640),
        (0o644, 0o640),
        (0o604, 0o600),
        (0o777, 0o640),
        (0o440, 0o640),
    ] {
        fs::write(&path, "KEY=old\n").expect("there is room");
        fs::set_permissions(&path, fs::Permissions::from_mode(old)).expect("it is there");
        write(&path, "KEY", "contoso").await.expect("it is ours");
        let about = fs::metadata(&path).expect("it is there");
        assert_eq!(about.permissions().mode() & 0o777, new, "{old:o}");
        fs::remove_file(&path).expect("it is there");
    }
}

#[tokio::test]
async fn a_missing_file_is_created_with_a_connection_string_that_a_shell_reads() {
    let folder = tempdir().expect("there is room");
    let path = folder.path().join("app.env");
    let file = EnvironmentFile::new(&path, "{name}_{pair}").connection_string();
    file.deploy(new_key("con-toso"))
        .await
        .expect("it can be written");
    let text = fs::read_to_string(&path).expect("it is there");
    assert_eq!(text, format!("con_toso_keys=\"{CONNECTION}\"\n"));
    let shell = std::process::Command::new("sh")
        .args(["-c", ". ./app.env; printf %s \"$con_toso_keys\""])
        .current_dir(folder.path())
        .output()
        .expect("there is a shell");
    assert_eq!(String::from_utf8_lossy(&shell.stdout), CONNECTION);
}

#[tokio::test]
async fn two_pairs_must_not_have_one_variable() {
    let folder = tempdir().expect("there is room");
    let file = EnvironmentFile::new(folder.path().join("app.env"), "KEY");
    file.deploy(new_key("a")).await.expect("it can be written");
    file.deploy(new_key("A"))
        .await
        .expect("it is the same resource");
    let error = file
        .deploy(new_key("b"))
        .await
        .expect_err("it is another resource");
    assert!(
        error
            .to_string()
            .contains("`KEY` is already used for `keys` of"),
        "{error}"
    );
}

#[tokio::test]
async fn names_that_are_no_variables_and_links_are_refused() {
    let folder = tempdir().expect("there is room");
    let path = folder.path().join("app.env");
    let error = write(&path, "1 KEY", "a").await.expect_err("it is no name");
    assert!(
        error.contains("is not a name of an environment variable"),
        "{error}"
    );
    std::os::unix::fs::symlink("elsewhere", &path).expect("there is room");
    let error = write(&path, "KEY", "a").await.expect_err("it is a link");
    assert!(error.contains("it is not a regular file"), "{error}");
}

/// The files in a folder, with their content.
fn content(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).expect("it is there");
    let entries = entries.map(|entry| entry.expect("it is there").path());
    let mut content: Vec<_> = entries
        .map(|path| {
            let text = fs::read(&path).unwrap_or_default();
            (path.display().to_string(), text)
        })
        .collect();
    content.sort();
    content
}

#[tokio::test]
async fn a_file_that_cannot_be_replaced_is_refused_before_a_key_changes() {
    let folder = tempdir().expect("there is room");
    let path = |name: &str| folder.path().join(name);
    fs::write(path("file"), "A=1\n").expect("there is room");
    fs::write(path("held.lock"), "").expect("there is room");
    fs::create_dir(path("taken.lock")).expect("there is room");
    let before = content(folder.path());
    for (name, words) in [
        ("missing/app.env", "missing: No such file"),
        ("file/app.env", "cannot be changed: Not a directory"),
        ("taken", "taken.lock cannot be locked: it is not a regular"),
    ] {
        let target = EnvironmentFile::new(path(name), "KEY");
        let new = new_key("contoso");
        let checked = target.check(&new.resource_id, &new.pair);
        let error = checked.expect_err("it cannot be replaced").to_string();
        assert!(error.contains(words), "{error}");
        assert!(target.deploy(new).await.is_err(), "{name}");
    }
    for name in ["new", "file", "held"] {
        let target = EnvironmentFile::new(path(name), "KEY");
        let new = new_key("contoso");
        let checked = target.check(&new.resource_id, &new.pair);
        checked.expect("it can be replaced");
    }
    assert_eq!(content(folder.path()), before);
    let own = EnvironmentFile::new("in-the-working-folder.env", "KEY");
    let new = new_key("contoso");
    own.check(&new.resource_id, &new.pair)
        .expect("the working folder is there");
}
