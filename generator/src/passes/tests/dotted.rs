//! Dotted names of definitions.

use super::*;
use std::collections::BTreeSet;

/// Names of the types of a service with these definitions.
fn names(schemas: &[&str]) -> Vec<String> {
    let operations: Vec<String> = schemas
        .iter()
        .enumerate()
        .map(|(index, name)| gets(&format!("Get{index}"), name))
        .collect();
    let definitions: Vec<String> = schemas
        .iter()
        .enumerate()
        .map(|(index, name)| {
            format!("{name}: {{ type: object, properties: {{ p{index}: {{ type: object, properties: {{ a: {{ type: string }} }} }} }} }}")
        })
        .collect();
    let definitions: Vec<&str> = definitions.iter().map(String::as_str).collect();
    let text = document(&operations, &definitions);
    let files = [("a.yaml", text.as_str())];
    let (model, ..) = shared(&one_service(&files), &files);
    let all = crate::model::emitted(&model).into_iter();
    let names: BTreeSet<String> = all
        .map(|id| model.definitions[id].name.rust.clone())
        .collect();
    names.into_iter().collect()
}

#[test]
fn the_last_part_is_the_name() {
    assert_eq!(
        names(&[
            "Azure.ResourceManager.Things.Shared.SharedMetadata",
            "Azure.Core.uuid"
        ]),
        ["SharedMetadata", "SharedMetadataP0", "Uuid", "UuidP1"]
    );
}

#[test]
fn equal_last_parts_are_told_apart() {
    assert_eq!(
        names(&["A.One.State", "A.Two.State", "B.C.Kind", "Kind"]),
        [
            "CKind", "Kind", "KindP2", "KindP3", "OneState", "StateP0", "StateP1", "TwoState",
        ]
    );
}
