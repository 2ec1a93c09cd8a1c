//! `Cargo.toml`.

use crate::{
    emit::{package::crates, unwritable},
    format::format,
    lower::tests::{HEAD, lowered},
    reserved::DEPENDENCIES,
};

fn features(manifest: &str) -> Vec<String> {
    let text = format!("{HEAD}paths: {{}}\n");
    let (model, _, _) = lowered(manifest, &[("a.yaml", &text)]);
    let files = super::super::emit(&crate::surface::Surface::of(&model));
    let file = files.into_iter().find(|file| file.path == "Cargo.toml");
    let text = format(file.expect("there is a manifest")).text;
    let lines = text.lines().skip_while(|line| *line != "[features]");
    lines
        .skip(1)
        .take_while(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_only_service_is_on_by_default() {
    assert_eq!(
        features("[services.things]\ndocuments = ['a.yaml']\n"),
        [
            "default = [\"azure_core/default\", \"things\"]",
            "all = [\"things\"]",
            "things = []",
            "test = []",
        ]
    );
}

#[test]
fn several_services_are_off_by_default() {
    assert_eq!(
        features(
            "[services.others]\ndocuments = ['a.yaml']\n[services.things]\ndocuments = ['a.yaml']\n"
        ),
        [
            "default = [\"azure_core/default\"]",
            "all = [\"others\", \"things\"]",
            "others = []",
            "things = []",
            "test = []",
        ]
    );
}

/// The dependencies equal the list of crate names that services and packages cannot have.
#[test]
fn no_service_is_called_like_a_dependency() {
    assert!(crates().iter().eq(DEPENDENCIES.iter()), "{:?}", crates());
}

#[test]
fn file_names_are_unique_on_every_system() {
    for (paths, found) in [
        (&["src/lib.rs", "src/a.rs", "src/a/lib.rs"][..], None),
        (&["src/lib.rs", "src/Lib.rs"], Some("src/Lib.rs")),
        (&["src/lib.rs", "src/lib.rs"], Some("src/lib.rs")),
        (&["src/a.rs", "src/aux.rs"], Some("src/aux.rs")),
        (&["src/con/models.rs"], Some("src/con/models.rs")),
        (&["src/context.rs", "src/com.rs"], None),
    ] {
        assert_eq!(unwritable(paths.iter().copied()), found);
    }
}
