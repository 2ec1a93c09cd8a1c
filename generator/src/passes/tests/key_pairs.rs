//! Which operations form a pair of keys.

mod refusals;

use super::*;
use crate::model::{
    FieldId, ItemNames, KeyArgument, KeyCall, KeyFields, KeyItems, KeyPair, KeysAt, KeysIn,
    Regenerate, ResourceName, SelectorPlace, SelectorValues,
};
use expect_test::expect;

const RESOURCE: &str = "/subscriptions/{subscriptionId}/resourceGroups/{group}/providers/Microsoft.Things/things/{name}";

/// An operation on a thing: the end of its path, its request and its response.
fn operation(id: &str, end: &str, body: &str, response: &str) -> String {
    let names: Vec<&str> = end
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
        .collect();
    let named = ["subscriptionId", "group", "name"].into_iter().chain(names);
    let parameters: String = named
        .map(|name| {
            let schema = match name {
                "which" => "{ type: string, enum: [primary, secondary] }",
                _ => "{ type: string }",
            };
            format!("{{ name: {name}, in: path, required: true, schema: {schema} }}, ")
        })
        .collect();
    let body = match body {
        "" => String::new(),
        body => format!(
            "requestBody: {{ required: true, content: {{ application/json: {{ schema: {body} }} }} }}, "
        ),
    };
    let response = match response {
        "" => "'204': { description: '' }".to_owned(),
        response => format!(
            "'200': {{ description: '', content: {{ application/json: {{ schema: {response} }} }} }}"
        ),
    };
    format!(
        "  {RESOURCE}/{end}: {{ post: {{ operationId: {id}, parameters: [{parameters}], {body}responses: {{ {response} }} }} }}\n"
    )
}

/// Prints the diagnostics and the pairs of a service with these operations.
fn check(paths: &[String], entries: &str, expected: Expect) {
    let text = format!("{HEAD}paths:\n{}", paths.concat());
    let manifest = format!("{}{entries}", one_service(&[("a.yaml", &text)]));
    let (model, documents, diagnostics) = shared(&manifest, &[("a.yaml", &text)]);
    let pairs = model.services[0]
        .groups
        .iter()
        .flat_map(|group| &group.key_pairs);
    let pairs: String = pairs.map(printed).collect();
    expected.assert_eq(&(reported(&documents, diagnostics) + &pairs));
}

fn printed(pair: &KeyPair) -> String {
    let names = pair.resource.iter().map(|(kind, name)| match name {
        ResourceName::Parameter(parameter) => format!("{kind}/{{{}}}", parameter.name.wire),
        ResourceName::Literal(name) => format!("{kind}/{name}"),
    });
    let regenerate = match &pair.regenerate {
        Regenerate::Each(primary, secondary) => format!("{} or {}", call(primary), call(secondary)),
        Regenerate::Selected(one, selector) => {
            let place = match &selector.place {
                SelectorPlace::Argument(_) => "a parameter",
                SelectorPlace::Body { field, .. } => field.wire(),
            };
            format!("{} by {place}: {}", call(one), values(&selector.values))
        }
    };
    let regenerated = pair.regenerated.as_ref().map_or("nothing".to_owned(), keys);
    format!(
        "{} {}() {:?} of {}/{}\n  list {}: {}\n  regenerate {regenerate}; returns {regenerated}\n",
        pair.ty,
        pair.method,
        pair.name,
        pair.namespace,
        names.collect::<Vec<_>>().join("/"),
        call(&pair.list),
        keys(&pair.listed)
    )
}

fn values(values: &SelectorValues) -> String {
    match values {
        SelectorValues::KeyType(_) => "KeyType".to_owned(),
        SelectorValues::Variants(_, variants) => {
            variants.clone().map(|variant| variant.rust).join(" or ")
        }
        SelectorValues::Texts(texts) => format!("{texts:?}"),
        SelectorValues::Listed(member) => format!("the listed {}", member.wire()),
    }
}

fn call(call: &KeyCall) -> String {
    let arguments = call.arguments.iter().map(|argument| match argument {
        KeyArgument::ResourceGroup => "group".to_owned(),
        KeyArgument::ResourceName(place) => format!("name {place}"),
        KeyArgument::Selector => "selector".to_owned(),
    });
    let arguments: Vec<String> = arguments.collect();
    format!("{}({})", call.operation.published(), arguments.join(", "))
}

fn keys(keys: &KeysIn) -> String {
    match &keys.at {
        KeysAt::Fields {
            parent,
            primary,
            secondary,
        } => {
            let parent = parent
                .as_ref()
                .map(|parent| format!("{}: ", parent.field.wire()))
                .unwrap_or_default();
            format!("{parent}{} | {}", fields(primary), fields(secondary))
        }
        KeysAt::Items(KeyItems {
            list,
            name,
            names,
            key,
            ..
        }) => {
            let list = list.as_ref().map_or("pages", FieldId::wire);
            let names = match names {
                ItemNames::KeyType => "KeyType".to_owned(),
                ItemNames::Texts(texts) => format!("{texts:?}"),
            };
            let (name, key) = (name.wire(), fields(key));
            format!("items of {list} by {name} {names}: {key}")
        }
        KeysAt::One(one) => format!("one: {}", fields(one)),
    }
}

fn fields(fields: &KeyFields) -> String {
    let KeyFields {
        value,
        connection_string,
        last_updated,
    } = fields;
    let all = [value, connection_string, last_updated];
    let names = all.into_iter().flatten().map(FieldId::wire);
    names.collect::<Vec<_>>().join(", ")
}

const TEXT: &str = "{ type: string }";
const KEYS: &str = "{ type: object, properties: { primaryKey: { type: string }, secondaryKey: { type: string } } }";
const WHICH: &str =
    "{ type: object, properties: { keyType: { type: string, enum: [Primary, Secondary] } } }";

#[test]
fn a_selector_in_the_body_or_in_the_path_or_an_operation_for_each_key() {
    let list = || operation("Things_ListKeys", "listKeys", "", KEYS);
    check(
        &[
            list(),
            operation("Things_RegenerateKey", "regenerateKey", WHICH, KEYS),
        ],
        "",
        expect![[r#"
            ThingsGroupKeyPair key_pair() "keys" of Microsoft.Things/things/{name}
              list Things_ListKeys(group, name 0): primaryKey | secondaryKey
              regenerate Things_RegenerateKey(group, name 0) by keyType: KeyType; returns primaryKey | secondaryKey
        "#]],
    );
    check(
        &[
            list(),
            operation("Things_RegenerateKey", "regenerateKey/{which}", "", KEYS),
        ],
        "",
        expect![[r#"
            ThingsGroupKeyPair key_pair() "keys" of Microsoft.Things/things/{name}
              list Things_ListKeys(group, name 0): primaryKey | secondaryKey
              regenerate Things_RegenerateKey(group, name 0, selector) by a parameter: KeyType; returns primaryKey | secondaryKey
        "#]],
    );
    check(
        &[
            list(),
            operation("Things_RenewSecond", "regenerateSecondaryKey", "", ""),
            operation("Things_RenewFirst", "regeneratePrimaryKey", "", ""),
        ],
        "",
        expect![[r#"
            ThingsGroupKeyPair key_pair() "keys" of Microsoft.Things/things/{name}
              list Things_ListKeys(group, name 0): primaryKey | secondaryKey
              regenerate Things_RenewFirst(group, name 0) or Things_RenewSecond(group, name 0); returns nothing
        "#]],
    );
}

/// A parameter may have the name of the segment before it.
#[test]
fn the_last_literal_is_a_segment() {
    let which = "regenerateKey/{regenerateKeyName}";
    let regenerate = operation("Things_RegenerateKey", which, WHICH, "");
    check(
        &[
            operation("Things_ListKeys", "listKeys", "", KEYS),
            regenerate,
        ],
        "",
        expect![[r#"
            half-key-pair: a.yaml:5:136: no pair of keys is generated for `Things_RegenerateKey`: `Things_RegenerateKey` needs the parameter `regenerateKeyName`, which a pair of keys does not have
        "#]],
    );
}

#[test]
fn responses_hold_keys_in_many_forms() {
    let pair = |listed: &str, regenerated: &str| {
        [
            operation("Things_ListKeys", "listKeys", "", listed),
            operation("Things_RegenerateKey", "regenerateKey", WHICH, regenerated),
        ]
    };
    let object = |names: &[&str]| {
        let properties: Vec<String> = names.iter().map(|name| format!("{name}: {TEXT}")).collect();
        format!(
            "{{ type: object, properties: {{ {} }} }}",
            properties.join(", ")
        )
    };
    let full = object(&[
        "primaryKey",
        "secondaryKey",
        "primaryConnectionString",
        "aliasPrimaryConnectionString",
        "secondaryConnectionString",
        "primaryKeyLastUpdated",
        "keyName",
        "primaryEndpoint",
    ]);
    check(
        &pair(&full, &object(&["key"])),
        "",
        expect![[r#"
            ThingsGroupKeyPair key_pair() "keys" of Microsoft.Things/things/{name}
              list Things_ListKeys(group, name 0): primaryKey, primaryConnectionString, primaryKeyLastUpdated | secondaryKey, secondaryConnectionString
              regenerate Things_RegenerateKey(group, name 0) by keyType: KeyType; returns one: key
        "#]],
    );
    check(
        &pair(&object(&["authKey1", "authKey2"]), ""),
        "",
        expect![[r#"
            ThingsGroupKeyPair key_pair() "keys" of Microsoft.Things/things/{name}
              list Things_ListKeys(group, name 0): authKey1 | authKey2
              regenerate Things_RegenerateKey(group, name 0) by keyType: KeyType; returns nothing
        "#]],
    );
    check(
        &pair(&object(&["primary", "secondary"]), ""),
        "",
        expect![[r#"
            ThingsGroupKeyPair key_pair() "keys" of Microsoft.Things/things/{name}
              list Things_ListKeys(group, name 0): primary | secondary
              regenerate Things_RegenerateKey(group, name 0) by keyType: KeyType; returns nothing
        "#]],
    );
    let strings = object(&["primaryConnectionString", "secondaryConnectionString"]);
    check(
        &pair(&strings, ""),
        "",
        expect![[r#"
            ThingsGroupKeyPair key_pair() "keys" of Microsoft.Things/things/{name}
              list Things_ListKeys(group, name 0): primaryConnectionString | secondaryConnectionString
              regenerate Things_RegenerateKey(group, name 0) by keyType: KeyType; returns nothing
        "#]],
    );
    let nested = format!(
        "{{ type: object, properties: {{ keys: {} }} }}",
        object(&["primary", "secondary"])
    );
    check(
        &pair(&nested, &nested),
        "",
        expect![[r#"
            ThingsGroupKeyPair key_pair() "keys" of Microsoft.Things/things/{name}
              list Things_ListKeys(group, name 0): keys: primary | secondary
              regenerate Things_RegenerateKey(group, name 0) by keyType: KeyType; returns keys: primary | secondary
        "#]],
    );
    let items = "{ type: object, properties: { keyName: { type: string, enum: [Primary, Secondary, Other] }, value: { type: string }, creationTime: { type: string }, connectionString: { type: string } } }";
    let list =
        format!("{{ type: object, properties: {{ keys: {{ type: array, items: {items} }} }} }}");
    check(
        &pair(&list, &list),
        "",
        expect![[r#"
            ThingsGroupKeyPair key_pair() "keys" of Microsoft.Things/things/{name}
              list Things_ListKeys(group, name 0): items of keys by keyName ["Primary", "Secondary"]: value, connectionString, creationTime
              regenerate Things_RegenerateKey(group, name 0) by keyType: KeyType; returns items of keys by keyName ["Primary", "Secondary"]: value, connectionString, creationTime
        "#]],
    );
}

#[test]
fn a_resource_may_have_several_pairs() {
    let names = [
        "primaryMasterKey",
        "secondaryMasterKey",
        "primaryReadonlyMasterKey",
        "secondaryReadonlyMasterKey",
    ];
    let properties: Vec<String> = names.iter().map(|name| format!("{name}: {TEXT}")).collect();
    let keys = format!(
        "{{ type: object, properties: {{ {} }} }}",
        properties.join(", ")
    );
    let which = "{ type: object, properties: { keyKind: { type: string, enum: [primary, secondary, primaryReadonly, secondaryReadonly] } } }";
    check(
        &[
            operation("Things_ListKeys", "listKeys", "", &keys),
            operation("Things_RegenerateKey", "regenerateKey", which, ""),
        ],
        "",
        expect![[r#"
            ThingsGroupKeyPair key_pair() "keys" of Microsoft.Things/things/{name}
              list Things_ListKeys(group, name 0): primaryMasterKey | secondaryMasterKey
              regenerate Things_RegenerateKey(group, name 0) by keyKind: Primary or Secondary; returns nothing
            ThingsGroupReadonlyKeyPair readonly_key_pair() "readonly" of Microsoft.Things/things/{name}
              list Things_ListKeys(group, name 0): primaryReadonlyMasterKey | secondaryReadonlyMasterKey
              regenerate Things_RegenerateKey(group, name 0) by keyKind: PrimaryReadonly or SecondaryReadonly; returns nothing
        "#]],
    );
}

#[test]
fn the_manifest_completes_definitions() {
    let items =
        format!("{{ type: object, properties: {{ keyName: {TEXT}, value: {TEXT}, id: {TEXT} }} }}");
    let list =
        format!("{{ type: object, properties: {{ keys: {{ type: array, items: {items} }} }} }}");
    let paths = [
        operation("Things_ListKeys", "listKeys", "", &list),
        operation(
            "Things_RegenerateKey",
            "regenerateKey",
            &format!("{{ type: object, required: [keyName], properties: {{ keyName: {TEXT} }} }}"),
            "",
        ),
    ];
    // Without an entry, these are two unrelated operations.
    check(
        &paths,
        "",
        expect![[r#"
            half-key-pair: a.yaml:5:116: no pair of keys is generated for `Things_RegenerateKey`: the request of `Things_RegenerateKey` does not specify which key
        "#]],
    );
    let entry = "[[services.things.key_pairs]]\nregenerate = 'Things_RegenerateKey'\n";
    check(
        &paths,
        &format!("{entry}keys = ['key1', 'key2']\n"),
        expect![[r#"
            ThingsGroupKeyPair key_pair() "keys" of Microsoft.Things/things/{name}
              list Things_ListKeys(group, name 0): items of keys by keyName ["key1", "key2"]: value
              regenerate Things_RegenerateKey(group, name 0) by keyName: ["key1", "key2"]; returns nothing
        "#]],
    );
    let names = "name = 'read-only'\nkeys = ['First', 'Second']\nwords_from = 'id'\n";
    check(
        &paths,
        &format!("{entry}{names}"),
        expect![[r#"
            ThingsGroupKeyPair key_pair() "read-only" of Microsoft.Things/things/{name}
              list Things_ListKeys(group, name 0): items of keys by keyName ["First", "Second"]: value
              regenerate Things_RegenerateKey(group, name 0) by keyName: the listed id; returns nothing
        "#]],
    );
    check(
        &paths,
        entry,
        expect![[r#"
            manifest-key-pair: m.toml:8:14: the request of `Things_RegenerateKey` does not specify which key
        "#]],
    );
    check(
        &[operation(
            "Things_RegenerateKey",
            "regenerateKey",
            WHICH,
            "",
        )],
        &format!("{entry}none = 'The keys cannot be listed.'\n"),
        expect![[r#""#]],
    );
}
