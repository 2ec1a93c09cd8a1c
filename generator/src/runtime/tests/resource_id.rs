//! Resource ids, as people and services write them.

use crate::runtime::ResourceId;
use std::collections::HashSet;

const ID: &str = "/subscriptions/s-1/resourceGroups/My-Group/providers/Microsoft.Cache/redisEnterprise/a/databases/b";

#[test]
fn an_id_is_parsed_and_displayed_as_written() {
    let id: ResourceId = ID.parse().unwrap();
    assert_eq!(id.subscription_id(), "s-1");
    assert_eq!(id.resource_group_name(), "My-Group");
    assert_eq!(
        id.resource_type(),
        "Microsoft.Cache/redisEnterprise/databases"
    );
    assert_eq!(id.names().collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(id.name(), "b");
    assert_eq!(id.to_string(), ID);
    let trailing: ResourceId = format!("{ID}/").parse().unwrap();
    assert_eq!(trailing, id);
}

#[test]
fn ids_that_differ_in_case_are_equal() {
    let ids: HashSet<ResourceId> = [ID.to_owned(), ID.to_uppercase(), ID.to_lowercase()]
        .iter()
        .map(|id| id.parse().unwrap())
        .collect();
    assert_eq!(ids.len(), 1);
    let other: ResourceId = ID.replace("/a/", "/c/").parse().unwrap();
    assert!(!ids.contains(&other));
}

#[test]
fn the_error_for_an_invalid_id_contains_the_reason() {
    for (text, reason) in [
        ("", "it does not begin with `/`"),
        ("subscriptions/s", "it does not begin with `/`"),
        ("/subscription/s", "`subscriptions` is missing"),
        ("/subscriptions/s", "`resourceGroups` is missing"),
        (
            "/subscriptions/s/resourceGroups/g",
            "`providers` is missing",
        ),
        (
            "/subscriptions/s/resourceGroups/g/providers/N",
            "a type or a name is missing at its end",
        ),
        (
            "/subscriptions/s/resourceGroups/g/providers/N/t",
            "a type or a name is missing at its end",
        ),
        (
            "/subscriptions/s/resourceGroups/g/providers/N/t/n/u",
            "a type or a name is missing at its end",
        ),
        (
            "/subscriptions//resourceGroups/g/providers/N/t/n",
            "a part of it is empty or not a valid name",
        ),
        (
            "/subscriptions/s/resourceGroups/g\n/providers/N/t/n",
            "a part of it is empty or not a valid name",
        ),
        (
            "/subscriptions/s/resourceGroups/g/providers/N/t/..",
            "a part of it is empty or not a valid name",
        ),
        (
            "/subscriptions/s/resourceGroups/g/providers/N/t/n?x#y",
            "a part of it is empty or not a valid name",
        ),
        (
            "/subscriptions/s/resourceGroups/g/providers/N/t/n ",
            "a part of it is empty or not a valid name",
        ),
        (
            "/subscriptions/s/resourceGroups/g/providers/N/t/n/providers/M/u/m",
            "resources that extend other resources are not supported",
        ),
        (
            "/subscriptions/s/resourceGroups/g/providers/N/t/n/providers/M",
            "resources that extend other resources are not supported",
        ),
    ] {
        let error = text.parse::<ResourceId>().unwrap_err().to_string();
        assert!(error.contains(reason), "{text}: {error}");
        assert!(
            error.contains("the form is /subscriptions/"),
            "{text}: {error}"
        );
    }
}

#[test]
fn an_id_is_a_string_in_json() {
    let id: ResourceId = serde_json::from_str(&format!("\"{ID}\"")).unwrap();
    assert_eq!(serde_json::to_string(&id).unwrap(), format!("\"{ID}\""));
    serde_json::from_str::<ResourceId>("\"/\"").unwrap_err();
}
