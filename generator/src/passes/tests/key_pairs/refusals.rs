//! What makes no pair of keys, and how that is told.

use super::*;

#[test]
fn what_is_half_there_is_told() {
    let list = || operation("Things_ListKeys", "listKeys", "", KEYS);
    let regenerate = |body: &str| operation("Things_RegenerateKey", "regenerateKey", body, "");
    check(
        &[regenerate(WHICH)],
        "",
        expect![[r#"
            half-key-pair: a.yaml:4:116: no pair of keys comes of `Things_RegenerateKey`: no selected operation lists the keys
        "#]],
    );
    // Nothing says that these belong together.
    check(
        &[list(), regenerate("")],
        "",
        expect![[r#"
        half-key-pair: a.yaml:5:116: no pair of keys comes of `Things_RegenerateKey`: `Things_RegenerateKey` is not told which key
    "#]],
    );
    let needs_more = "{ type: object, required: [policy], properties: { policy: { type: string }, keyType: { type: string, enum: [Primary, Secondary] } } }";
    check(
        &[list(), regenerate(needs_more)],
        "",
        expect![[r#"
            half-key-pair: a.yaml:5:116: no pair of keys comes of `Things_RegenerateKey`: `Things_RegenerateKey` needs the property `policy`, which a pair of keys does not have
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
            half-key-pair: a.yaml:5:116: no pair of keys comes of `Things_RegenerateKey`: the answer of `Things_ListKeys` does not tell which properties are the two keys
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
            ambiguous-key-pair: a.yaml:6:116: which pair of keys comes of `Things_RegenerateKey` is not clear: `Things_ListKeys` and `Things_ListOtherKeys` all list keys
        "#]],
    );
}

/// A wrong guess would regenerate a key that somebody uses.
#[test]
fn nothing_is_guessed() {
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
    // Two words for two pairs.
    check(
        &[list(&four), regenerate(WHICH)],
        "",
        expect![[r#"
        ambiguous-key-pair: a.yaml:5:116: which pair of keys comes of `Things_RegenerateKey` is not clear: the answer of `Things_ListKeys` holds several pairs of keys that may be meant
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
            ambiguous-key-pair: a.yaml:5:123: which pair of keys comes of `Things_RenewFirst` and `Things_RenewSecond` is not clear: the answer of `Things_ListKeys` holds several pairs of keys that may be meant
        "#]],
    );
    // Two spellings of two words.
    check(
        &[
            list(KEYS),
            regenerate(&enumeration("primary, secondary, key1, key2")),
        ],
        "",
        expect![[r#"
            half-key-pair: a.yaml:5:116: no pair of keys comes of `Things_RegenerateKey`: `Things_RegenerateKey` has no words for the keys of this pair
        "#]],
    );
    // A list that wants to be told something.
    check(
        &[
            operation("Things_ListKeys", "listKeys", WHICH, KEYS),
            regenerate(WHICH),
        ],
        "",
        expect![[r#"
            half-key-pair: a.yaml:5:116: no pair of keys comes of `Things_RegenerateKey`: `Things_ListKeys` needs a body, which a pair of keys does not have
        "#]],
    );
    // Items with names that the selector does not know, or with two secrets.
    let named = "{ type: object, properties: { name: { type: string, enum: [key1, key2] }, value: { type: string } } }";
    let items = |item: &str| {
        format!("{{ type: object, properties: {{ keys: {{ type: array, items: {item} }} }} }}")
    };
    check(
        &[list(&items(named)), regenerate(WHICH)],
        "",
        expect![[r#"
            half-key-pair: a.yaml:5:116: no pair of keys comes of `Things_RegenerateKey`: the names of the two keys in the list are not known
        "#]],
    );
    let two = object(&["keyName", "key", "token"]);
    check(
        &[list(&items(&two)), regenerate(WHICH)],
        "",
        expect![[r#"
            half-key-pair: a.yaml:5:116: no pair of keys comes of `Things_RegenerateKey`: the answer of `Things_ListKeys` does not tell which properties are the two keys
        "#]],
    );
    // One of two keys in the answer need not be the new one.
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
            ThingsThingsKeyPair key_pair() "keys" of Microsoft.Things/things/{name}
              list Things_ListKeys(group, name 0): primaryKey | secondaryKey
              regenerate Things_RegenerateKey(group, name 0) by keyType: KeyType; answers nothing
        "#]],
    );
    // Certificates are no keys, and a text may be no selector.
    check(
        &[
            list(KEYS),
            operation("Things_RotateCertificate", "rotateCertificate", WHICH, ""),
        ],
        "",
        expect![[r#"
            half-key-pair: a.yaml:5:120: no pair of keys comes of `Things_RotateCertificate`: nothing says that it is keys which they regenerate
        "#]],
    );
    check(
        &[regenerate(&object(&["keyName"]))],
        "",
        expect![[r#"
        half-key-pair: a.yaml:4:116: no pair of keys comes of `Things_RegenerateKey`: no selected operation lists the keys
    "#]],
    );
    // What is not POST may be sent again.
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
            ThingsThingsKeyPair key_pair() "admin" of Microsoft.Things/things/{name}
              list Things_ListAdminKeys(group, name 0): primaryKey | secondaryKey
              regenerate Things_RegenerateAdminKey(group, name 0) by keyType: KeyType; answers nothing
            ThingsThingsKeysKeyPair keys_key_pair() "keys" of Microsoft.Things/things/{name}
              list Things_ListKeys(group, name 0): primaryKey | secondaryKey
              regenerate Things_RegenerateKey(group, name 0) by keyType: KeyType; answers nothing
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
              regenerate Others_RegenerateKey(group, name 0) by keyType: KeyType; answers nothing
            ThingsThingsKeyPair key_pair() "keys" of Microsoft.Things/things/{name}
              list Things_ListKeys(group, name 0): primaryKey | secondaryKey
              regenerate Things_RegenerateKey(group, name 0) by keyType: KeyType; answers nothing
        "#]],
    );
}

#[test]
fn what_the_manifest_says_must_apply() {
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
            ThingsThingsKeyPair key_pair() "keys" of Microsoft.Things/things/{name}
              list Things_ListKeys(group, name 0): primaryKey | secondaryKey
              regenerate Things_RenewFirst(group, name 0) or Things_RenewSecond(group, name 0); answers nothing
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
            manifest-key-pair: m.toml:8:14: `Things_RegenerateKey` is told by an enum, to which `words` or `words_from` of this entry do not apply
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
            manifest-key-pair: m.toml:8:14: the list has no items with a text `id`
        "#]],
    );
}

/// A pair is made with the names in the resource's id, of which the resource group's is the first.
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

/// A list of bodies may choose several keys.
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
            half-key-pair: a.yaml:5:116: no pair of keys comes of `Things_RegenerateKey`: `Things_RegenerateKey` is not told which key
        "#]],
    );
}
