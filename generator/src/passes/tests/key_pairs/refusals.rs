//! Operations that form no pair of keys, and the diagnostics for them.

use super::*;

#[test]
fn incomplete_pairs_are_reported() {
    let list = || operation("Things_ListKeys", "listKeys", "", KEYS);
    let regenerate = |body: &str| operation("Things_RegenerateKey", "regenerateKey", body, "");
    check(
        &[regenerate(WHICH)],
        "",
        expect![[r#"
            half-key-pair: a.yaml:4:116: no pair of keys is generated for `Things_RegenerateKey`: no selected operation lists the keys
        "#]],
    );
    // Nothing shows that these belong together.
    check(
        &[list(), regenerate("")],
        "",
        expect![[r#"
            half-key-pair: a.yaml:5:116: no pair of keys is generated for `Things_RegenerateKey`: the request of `Things_RegenerateKey` does not specify which key
        "#]],
    );
    let needs_more = "{ type: object, required: [policy], properties: { policy: { type: string }, keyType: { type: string, enum: [Primary, Secondary] } } }";
    check(
        &[list(), regenerate(needs_more)],
        "",
        expect![[r#"
            half-key-pair: a.yaml:5:116: no pair of keys is generated for `Things_RegenerateKey`: `Things_RegenerateKey` needs the property `policy`, which a pair of keys does not have
        "#]],
    );
    let one = "{ type: object, properties: { key: { type: string } } }";
    check(
        &[
            operation("Things_ListKeys", "listKeys", "", one),
            regenerate(WHICH),
        ],
        "",
        expect![[r#"
            half-key-pair: a.yaml:5:116: no pair of keys is generated for `Things_RegenerateKey`: the response of `Things_ListKeys` does not show which properties are the two keys
        "#]],
    );
    check(
        &[
            list(),
            operation("Things_ListOtherKeys", "listOtherKeys", "", KEYS),
            regenerate(WHICH),
        ],
        "",
        expect![[r#"
            ambiguous-key-pair: a.yaml:6:116: the pair of keys of `Things_RegenerateKey` is ambiguous: `Things_ListKeys` and `Things_ListOtherKeys` all list keys
        "#]],
    );
}

/// A wrong guess would regenerate a key that is in use.
#[test]
fn ambiguous_pairs_are_errors() {
    let object = |names: &[&str]| {
        let properties: Vec<String> = names.iter().map(|name| format!("{name}: {TEXT}")).collect();
        format!(
            "{{ type: object, properties: {{ {} }} }}",
            properties.join(", ")
        )
    };
    let enumeration = |values: &str| {
        format!(
            "{{ type: object, properties: {{ keyType: {{ type: string, enum: [{values}] }} }} }}"
        )
    };
    let list = |response: &str| operation("Things_ListKeys", "listKeys", "", response);
    let regenerate = |body: &str| operation("Things_RegenerateKey", "regenerateKey", body, "");
    let four = object(&[
        "primaryKey",
        "secondaryKey",
        "primaryReadonlyKey",
        "secondaryReadonlyKey",
    ]);
    // Two values for two pairs.
    check(
        &[list(&four), regenerate(WHICH)],
        "",
        expect![[r#"
            ambiguous-key-pair: a.yaml:5:116: the pair of keys of `Things_RegenerateKey` is ambiguous: the response of `Things_ListKeys` contains several pairs of keys
        "#]],
    );
    check(
        &[
            list(&four),
            operation("Things_RenewFirst", "regeneratePrimaryKey", "", ""),
            operation("Things_RenewSecond", "regenerateSecondaryKey", "", ""),
        ],
        "",
        expect![[r#"
            ambiguous-key-pair: a.yaml:5:123: the pair of keys of `Things_RenewFirst` and `Things_RenewSecond` is ambiguous: the response of `Things_ListKeys` contains several pairs of keys
        "#]],
    );
    // Two spellings of two values.
    check(
        &[
            list(KEYS),
            regenerate(&enumeration("primary, secondary, key1, key2")),
        ],
        "",
        expect![[r#"
            half-key-pair: a.yaml:5:116: no pair of keys is generated for `Things_RegenerateKey`: the enum of `Things_RegenerateKey` has no values for the keys of this pair
        "#]],
    );
    // A list operation with a required body.
    check(
        &[
            operation("Things_ListKeys", "listKeys", WHICH, KEYS),
            regenerate(WHICH),
        ],
        "",
        expect![[r#"
            half-key-pair: a.yaml:5:116: no pair of keys is generated for `Things_RegenerateKey`: `Things_ListKeys` needs a body, which a pair of keys does not have
        "#]],
    );
    // Items with names that the selector does not have, or with two secrets.
    let named = "{ type: object, properties: { name: { type: string, enum: [key1, key2] }, value: { type: string } } }";
    let items = |item: &str| {
        format!("{{ type: object, properties: {{ keys: {{ type: array, items: {item} }} }} }}")
    };
    check(
        &[list(&items(named)), regenerate(WHICH)],
        "",
        expect![[r#"
            half-key-pair: a.yaml:5:116: no pair of keys is generated for `Things_RegenerateKey`: the names of the two keys in the list are not known
        "#]],
    );
    let two = object(&["keyName", "key", "token"]);
    check(
        &[list(&items(&two)), regenerate(WHICH)],
        "",
        expect![[r#"
            half-key-pair: a.yaml:5:116: no pair of keys is generated for `Things_RegenerateKey`: the response of `Things_ListKeys` does not show which properties are the two keys
        "#]],
    );
    // One of two keys in the response need not be the new one.
    check(
        &[
            list(KEYS),
            operation(
                "Things_RegenerateKey",
                "regenerateKey",
                WHICH,
                &object(&["primaryKey"]),
            ),
        ],
        "",
        expect![[r#"
            ThingsGroupKeyPair key_pair() "keys" of Microsoft.Things/things/{name}
              list Things_ListKeys(group, name 0): primaryKey | secondaryKey
              regenerate Things_RegenerateKey(group, name 0) by keyType: KeyType; returns nothing
        "#]],
    );
    // Certificates are not keys, and not every string is a selector.
    check(
        &[
            list(KEYS),
            operation("Things_RotateCertificate", "rotateCertificate", WHICH, ""),
        ],
        "",
        expect![[r#"
            half-key-pair: a.yaml:5:120: no pair of keys is generated for `Things_RotateCertificate`: their paths do not show that they regenerate keys
        "#]],
    );
    check(
        &[regenerate(&object(&["keyName"]))],
        "",
        expect![[r#"
            half-key-pair: a.yaml:4:116: no pair of keys is generated for `Things_RegenerateKey`: no selected operation lists the keys
        "#]],
    );
    // Methods other than POST may be repeated.
    let put = regenerate(WHICH).replace("{ post: ", "{ put: ");
    check(&[list(KEYS), put], "", expect![[r#""#]]);
}

#[test]
fn pairs_of_one_resource_have_names_of_their_own() {
    let list = |id: &str, end: &str| operation(id, end, "", KEYS);
    let regenerate = |id: &str, end: &str| operation(id, end, WHICH, "");
    check(
        &[
            list("Things_ListKeys", "listKeys"),
            regenerate("Things_RegenerateKey", "regenerateKey"),
            list("Things_ListAdminKeys", "admin/listKeys"),
            regenerate("Things_RegenerateAdminKey", "admin/regenerateKey"),
        ],
        "",
        expect![[r#"
            ThingsGroupKeyPair key_pair() "admin" of Microsoft.Things/things/{name}
              list Things_ListAdminKeys(group, name 0): primaryKey | secondaryKey
              regenerate Things_RegenerateAdminKey(group, name 0) by keyType: KeyType; returns nothing
            ThingsGroupKeysKeyPair keys_key_pair() "keys" of Microsoft.Things/things/{name}
              list Things_ListKeys(group, name 0): primaryKey | secondaryKey
              regenerate Things_RegenerateKey(group, name 0) by keyType: KeyType; returns nothing
        "#]],
    );
    check(
        &[
            list("Things_ListKeys", "listKeys"),
            regenerate("Things_RegenerateKey", "regenerateKey"),
            list("Others_ListKeys", "listOtherKeys"),
            regenerate("Others_RegenerateKey", "regenerateOtherKey"),
        ],
        "",
        expect![[r#"
            ambiguous-key-pair: a.yaml:4:111: the keys that `Things_ListKeys` and `Others_ListKeys` list are both called `keys`
            ThingsOthersKeyPair key_pair() "keys" of Microsoft.Things/things/{name}
              list Others_ListKeys(group, name 0): primaryKey | secondaryKey
              regenerate Others_RegenerateKey(group, name 0) by keyType: KeyType; returns nothing
            ThingsGroupKeyPair key_pair() "keys" of Microsoft.Things/things/{name}
              list Things_ListKeys(group, name 0): primaryKey | secondaryKey
              regenerate Things_RegenerateKey(group, name 0) by keyType: KeyType; returns nothing
        "#]],
    );
}

#[test]
fn entries_of_the_manifest_must_apply() {
    let each = [
        operation("Things_ListKeys", "listKeys", "", KEYS),
        operation("Things_RenewFirst", "regeneratePrimaryKey", "", ""),
        operation("Things_RenewSecond", "regenerateSecondaryKey", "", ""),
    ];
    let entry = "[[services.things.key_pairs]]\nregenerate = ";
    check(
        &each,
        &format!(
            "{entry}['Things_RenewSecond', 'Things_RenewFirst']\nnone = 'They are not interchangeable.'\n"
        ),
        expect![[r#"
            manifest-key-pair: m.toml:8:14: these are not the operations that regenerate the keys of one resource, primary first
            ThingsGroupKeyPair key_pair() "keys" of Microsoft.Things/things/{name}
              list Things_ListKeys(group, name 0): primaryKey | secondaryKey
              regenerate Things_RenewFirst(group, name 0) or Things_RenewSecond(group, name 0); returns nothing
        "#]],
    );
    let one = [
        operation("Things_ListKeys", "listKeys", "", KEYS),
        operation("Things_RegenerateKey", "regenerateKey", WHICH, ""),
    ];
    check(
        &one,
        &format!("{entry}'Things_RegenerateKey'\nwords = ['Secondary', 'Primary']\n"),
        expect![[r#"
            manifest-key-pair: m.toml:8:14: the request of `Things_RegenerateKey` chooses the key by an enum, to which `words` or `words_from` of this entry do not apply
        "#]],
    );
    let body =
        format!("{{ type: object, required: [keyName], properties: {{ keyName: {TEXT} }} }}");
    let text = [
        operation("Things_ListKeys", "listKeys", "", KEYS),
        operation("Things_RegenerateKey", "regenerateKey", &body, ""),
    ];
    check(
        &text,
        &format!("{entry}'Things_RegenerateKey'\nwords_from = 'id'\n"),
        expect![[r#"
            manifest-key-pair: m.toml:8:14: the list has no items with a string `id`
        "#]],
    );
}

/// The method for a pair takes the names in the resource's id, the first of which is that of the resource group.
#[test]
fn a_resource_in_a_resource_group_of_a_fixed_name_has_no_pair() {
    let group = format!("{{ name: group, in: path, required: true, schema: {TEXT} }}, ");
    let paths = [
        operation("Things_ListKeys", "listKeys", "", KEYS),
        operation("Things_RegenerateKey", "regenerateKey", WHICH, ""),
    ];
    let fixed = paths.map(|path| path.replace("{group}", "fixed").replace(&group, ""));
    check(&fixed, "", expect![""]);
}

/// A list of selectors may choose several keys.
#[test]
fn a_list_of_selectors_is_none() {
    let body = format!("{{ type: array, items: {WHICH} }}");
    check(
        &[
            operation("Things_ListKeys", "listKeys", "", KEYS),
            operation("Things_RegenerateKey", "regenerateKey", &body, ""),
        ],
        "",
        expect![[r#"
            half-key-pair: a.yaml:5:116: no pair of keys is generated for `Things_RegenerateKey`: the request of `Things_RegenerateKey` does not specify which key
        "#]],
    );
}
