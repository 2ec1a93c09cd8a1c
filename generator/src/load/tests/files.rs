//! Which files are read: regular files below the folder, up to a size.

use super::*;
use std::{
    fs,
    os::unix::{fs::symlink, net::UnixListener},
    path::Path,
    process::Command,
    sync::mpsc,
    thread,
    time::Duration,
};
use tempfile::TempDir;

/// `outside.yaml` and `outside/a.yaml`, and beside them the folder `root` with all kinds of files.
fn folders() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let at = |path: &str| folder.path().join(path);
    for path in ["root/sub", "outside"] {
        fs::create_dir_all(at(path)).expect("a folder can be made");
    }
    for path in [
        "outside.yaml",
        "outside/a.yaml",
        "root/a.yaml",
        "root/sub/a.yaml",
    ] {
        fs::write(at(path), "a: 1").expect("a file can be written");
    }
    fs::write(at("root/latin.yaml"), b"a: \xe4").expect("a file can be written");
    for (link, target) in [
        ("root/inner.yaml", "sub/a.yaml"),
        ("root/inner", "sub"),
        ("root/outer.yaml", "../outside.yaml"),
        ("root/outer", "../outside"),
        ("root/zero.yaml", "/dev/zero"),
        ("root/loop.yaml", "loop.yaml"),
        ("linked", "root"),
    ] {
        symlink(target, at(link)).expect("a link can be made");
    }
    let made = Command::new("mkfifo").arg(at("root/pipe.yaml")).status();
    assert!(made.expect("mkfifo is there").success());
    drop(UnixListener::bind(at("root/socket.yaml")).expect("a socket can be made"));
    folder
}

/// The text, or the kind and the message of the error. If reading blocks, the test fails.
fn read(root: &Path, path: &str, limit: usize) -> Result<String, (io::ErrorKind, String)> {
    let (folder, path) = (Folder::new(root.to_owned()), path.to_owned());
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(folder.read_within(&path, limit)));
    receiver
        .recv_timeout(Duration::from_secs(20))
        .expect("reading ends")
        .map_err(|error| (error.kind(), error.to_string()))
}

#[test]
fn only_regular_files_below_the_folder_are_read() {
    use io::ErrorKind::{InvalidData, InvalidInput, NotFound, PermissionDenied};
    let folders = folders();
    let root = folders.path().join("root");
    for path in [
        "a.yaml",
        "sub/a.yaml",
        "inner.yaml",
        "inner/a.yaml",
        "../outside.yaml",
    ] {
        assert_eq!(read(&root, path, 100), Ok("a: 1".to_owned()), "{path}");
    }
    for (path, kind) in [
        ("pipe.yaml", InvalidInput),
        ("socket.yaml", InvalidInput),
        ("sub", InvalidInput),
        ("zero.yaml", PermissionDenied),
        ("outer.yaml", PermissionDenied),
        ("outer/a.yaml", PermissionDenied),
        ("sub/../../outside.yaml", PermissionDenied),
        ("/etc/passwd", PermissionDenied),
        ("latin.yaml", InvalidData),
        ("none.yaml", NotFound),
    ] {
        let found = read(&root, path, 100).map_err(|(kind, _)| kind);
        assert_eq!(found, Err(kind), "{path}");
    }
    assert!(read(&root, "loop.yaml", 100).is_err());
    // A device is not a regular file either, even below the folder.
    let device = read(Path::new("/dev"), "zero", 100).map_err(|(kind, _)| kind);
    assert_eq!(device, Err(InvalidInput));
}

#[test]
fn the_folder_itself_may_be_a_link() {
    let folders = folders();
    let linked = folders.path().join("linked");
    assert_eq!(read(&linked, "a.yaml", 100), Ok("a: 1".to_owned()));
    let outer = read(&linked, "outer.yaml", 100).map_err(|(kind, _)| kind);
    assert_eq!(outer, Err(io::ErrorKind::PermissionDenied));
}

#[test]
fn a_size_may_be_reached_and_not_passed() {
    let folders = folders();
    let root = folders.path().join("root");
    assert!(read(&root, "a.yaml", 4).is_ok());
    let refused = (
        io::ErrorKind::FileTooLarge,
        "it has more than 3 bytes".to_owned(),
    );
    assert_eq!(read(&root, "a.yaml", 3), Err(refused));
}

/// The loader reports it at the reference.
#[test]
fn a_reference_through_a_link_is_refused_at_its_place() {
    let folders = folders();
    let root = folders.path().join("root");
    let text = format!(
        "{OPENAPI}components:
  schemas:
    Outer: {{ $ref: 'outer/a.yaml' }}
    Pipe: {{ $ref: 'pipe.yaml' }}
    Inner: {{ $ref: 'inner/a.yaml' }}
"
    );
    fs::write(root.join("d.yaml"), text).expect("a file can be written");
    let (documents, diagnostics) =
        load(&manifest(&[("d.yaml", "")]), &Folder::new(root)).expect_err("two files are refused");
    let lines: Vec<String> = diagnostics
        .sorted()
        .iter()
        .map(|one| {
            let place = documents.place(&one.source);
            format!("{} {place} {}", one.code, one.message)
        })
        .collect();
    assert_eq!(
        lines,
        [
            "outside-reference root/d.yaml:4:14 `root/outer/a.yaml` cannot be read: a symbolic link leads out of the folder",
            "missing-file root/d.yaml:5:13 `root/pipe.yaml` cannot be read: it is not a regular file",
        ]
    );
}
