//! `cargo xtask new-service`: the files of a new service, which the generator accepts as they are.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

const MANIFEST: &str = "\
[package]
name = 'x'
version = '0.0.0'
description = 'd'

[services.maps]
documents = ['maps/2023-06-01.yaml']
";

const TABLE: &str = "mod apps;\n\n    let services = [\n        apps::ROWS,\n    ];\n";

fn project() -> TempDir {
    let project = TempDir::new().expect("a folder can be made");
    let real = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/maps");
    let files = [
        "2023-06-01.yaml",
        "examples/Accounts_ListKeys.json",
        "examples/Accounts_RegenerateKeys.json",
    ];
    for file in files {
        let text = fs::read_to_string(real.join(file)).expect("the definition can be read");
        write(&project, &format!("specs/maps/{file}"), &text);
    }
    write(&project, "specs/azure-keys.toml", MANIFEST);
    write(&project, "tests/src/simulator/table.rs", TABLE);
    project
}

fn write(project: &TempDir, file: &str, text: &str) {
    let path = project.path().join(file);
    fs::create_dir_all(path.parent().expect("it is in a folder")).expect("the folder can be made");
    fs::write(path, text).expect("the file can be written");
}

fn read(project: &TempDir, file: &str) -> String {
    fs::read_to_string(project.path().join(file)).expect("the file can be read")
}

/// Exit code, standard output and standard error.
fn xtask(arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let output = command.args(arguments).output().expect("the task runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it is UTF-8");
    (
        output.status.code().unwrap_or(-1),
        text(output.stdout),
        text(output.stderr),
    )
}

fn new_service(project: &TempDir, arguments: &[&str]) -> (i32, String, String) {
    let folder = project.path().to_string_lossy().into_owned();
    let all = [&["new-service", "--project", &folder], arguments].concat();
    xtask(&all)
}

const THING: [&str; 5] = [
    "Microsoft.BigThing",
    "--resource",
    "farms/things",
    "--api-version",
    "2024-01-01",
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(path) = pending.pop() {
        match fs::read_dir(&path) {
            Ok(entries) => pending.extend(entries.filter_map(|entry| Some(entry.ok()?.path()))),
            Err(_) => found.push(path),
        }
    }
    found.sort();
    found
}

#[test]
fn the_skeleton_is_generated_as_it_is() {
    let project = project();
    let (code, printed, errors) = new_service(&project, &THING);
    assert_eq!(code, 0, "{errors}");
    for file in [
        "specs/big_thing/2024-01-01.yaml",
        "specs/big_thing/examples/Things_ListKeys.json",
        "specs/big_thing/examples/Things_RegenerateKey.json",
        "tests/src/simulator/table/big_thing.rs",
    ] {
        assert!(printed.contains(&format!("new     {file}")), "{printed}");
        let text = read(&project, file);
        assert!(!text.contains('@'), "{text}");
        assert_eq!(text.contains("FILL IN"), !file.ends_with(".json"), "{text}");
    }
    let manifest = project
        .path()
        .join("specs/azure-keys.toml")
        .to_string_lossy()
        .into_owned();
    let out = project.path().join("out").to_string_lossy().into_owned();
    let (code, printed, errors) = xtask(&["gen", "--manifest", &manifest, "--out", &out]);
    assert_eq!(
        (code, errors.as_str()),
        (0, ""),
        "the skeleton has neither errors nor warnings"
    );
    assert!(printed.contains("4 operations of 4 selected"), "{printed}");
    let pairs = read(&project, "out/src/big_thing/key_pairs.rs");
    assert!(pairs.contains("Things"), "{pairs}");
    let row = read(&project, "tests/src/simulator/table/big_thing.rs");
    assert!(row.contains("\"Microsoft.BigThing/farms/things\""), "{row}");
    let table = TABLE
        .replace("mod apps;", "mod apps;\nmod big_thing;")
        .replace(
            "        apps::ROWS,",
            "        apps::ROWS,\n        big_thing::ROWS,",
        );
    assert_eq!(read(&project, "tests/src/simulator/table.rs"), table);
}

#[test]
fn nothing_is_overwritten() {
    let project = project();
    let (code, ..) = new_service(&project, &THING);
    assert_eq!(code, 0);
    let state = || {
        files(project.path())
            .into_iter()
            .map(|file| (fs::read(&file).expect("it can be read"), file))
            .collect::<Vec<_>>()
    };
    let before = state();
    let (code, _, errors) = new_service(&project, &THING);
    assert_eq!(code, 1);
    assert!(
        errors.contains("the service `big_thing` exists, and nothing was written"),
        "{errors}"
    );
    // The entries are gone, but a file is there.
    write(&project, "specs/azure-keys.toml", MANIFEST);
    write(&project, "tests/src/simulator/table.rs", TABLE);
    let (code, _, errors) = new_service(&project, &THING);
    assert_eq!(code, 1);
    assert!(
        errors.contains("specs/big_thing/2024-01-01.yaml exists, and nothing was written"),
        "{errors}"
    );
    assert_eq!(read(&project, "specs/azure-keys.toml"), MANIFEST);
    write(
        &project,
        "specs/azure-keys.toml",
        &String::from_utf8_lossy(
            &before
                .iter()
                .find(|(_, file)| file.ends_with("azure-keys.toml"))
                .expect("it is there")
                .0,
        ),
    );
    write(
        &project,
        "tests/src/simulator/table.rs",
        &String::from_utf8_lossy(
            &before
                .iter()
                .find(|(_, file)| file.ends_with("table.rs"))
                .expect("it is there")
                .0,
        ),
    );
    assert_eq!(state(), before);
}

/// The last of the new files has no folder.
#[test]
fn nothing_is_written_if_one_file_cannot_be() {
    let project = project();
    write(&project, "tests/src/simulator/table", "no folder");
    let before = files(project.path());
    let (code, printed, errors) = new_service(&project, &THING);
    assert_eq!((code, printed.as_str()), (1, ""));
    assert!(
        errors.contains("big_thing.rs cannot be written: "),
        "{errors}"
    );
    assert!(errors.ends_with("; nothing was changed\n"), "{errors}");
    assert_eq!(files(project.path()), before);
    assert!(!project.path().join("specs/big_thing").exists());
}

#[test]
fn mistakes_are_explained() {
    for (arguments, expected) in [
        (
            ["Maps", "--resource", "a", "--api-version", "2024-01-01"],
            "is not a namespace",
        ),
        (
            [
                "Microsoft.Maps",
                "--resource",
                "a/../b",
                "--api-version",
                "2024-01-01",
            ],
            "`..` is no part of a path",
        ),
        (
            [
                "Microsoft.Maps",
                "--resource",
                "a",
                "--api-version",
                "../2024",
            ],
            "`../2024` is no API version",
        ),
        (
            [
                "Microsoft.Async",
                "--resource",
                "a",
                "--api-version",
                "2024-01-01",
            ],
            "`async` cannot be the name of a module",
        ),
        (
            [
                "Microsoft.Maps",
                "--resource",
                "a",
                "--api-version",
                "2024-01-01",
            ],
            "the service `maps` exists",
        ),
    ] {
        let project = project();
        let before = files(project.path());
        let (code, _, errors) = new_service(&project, &arguments);
        assert_eq!(code, 1, "{arguments:?}");
        assert!(
            errors.starts_with("error: ") && errors.contains(expected),
            "{errors}"
        );
        assert_eq!(files(project.path()), before);
    }
}

/// What `new-service` leaves to its user is done before a service is committed.
#[test]
fn no_mark_is_left() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for folder in ["specs", "tests/src/simulator"] {
        for file in files(&project.join(folder)) {
            let text = fs::read_to_string(&file).expect("the file can be read");
            assert!(
                !text.contains("FILL IN"),
                "{} is not finished",
                file.display()
            );
        }
    }
}
