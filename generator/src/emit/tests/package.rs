//! `Cargo.toml`.

use crate::{
    format::format,
    lower::tests::{HEAD, lowered},
};

fn features(manifest: &str) -> Vec<String> {
    let text = format!("{HEAD}paths: {{}}\n");
    let (model, _, _) = lowered(manifest, &[("a.yaml", &text)]);
    let files = super::super::emit(&model);
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
        ]
    );
}

#[test]
fn one_of_several_services_has_to_be_asked_for() {
    assert_eq!(
        features(
            "[services.others]\ndocuments = ['a.yaml']\n[services.things]\ndocuments = ['a.yaml']\n"
        ),
        [
            "default = [\"azure_core/default\"]",
            "all = [\"others\", \"things\"]",
            "others = []",
            "things = []",
        ]
    );
}
