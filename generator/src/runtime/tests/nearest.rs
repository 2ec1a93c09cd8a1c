//! What a message proposes for a wrong resource type.

use crate::runtime::nearest::nearest;

const TYPES: [&str; 5] = [
    "Microsoft.Maps/accounts",
    "Microsoft.Batch/batchAccounts",
    "Microsoft.Cache/redis",
    "Microsoft.Cache/redisEnterprise/databases",
    "Microsoft.Storage/storageAccounts",
];

#[test]
fn a_misspelt_type_is_recognised() {
    for (wrong, meant) in [
        ("Microsoft.Map/accounts", "Microsoft.Maps/accounts"),
        ("microsoft.maps/ACCOUNT", "Microsoft.Maps/accounts"),
        ("Microsoft.Chace/redis", "Microsoft.Cache/redis"),
        (
            "Microsoft.Storage/accounts",
            "Microsoft.Storage/storageAccounts",
        ),
    ] {
        assert_eq!(nearest(wrong, TYPES).first(), Some(&meant), "{wrong}");
    }
}

#[test]
fn at_most_three_names_are_proposed_and_none_that_is_far() {
    let near = ["ab", "abc", "abd", "abe"];
    assert_eq!(nearest("abx", near), ["ab", "abc", "abd"]);
    assert!(nearest("Contoso.Widgets/gadgets", TYPES).is_empty());
}
