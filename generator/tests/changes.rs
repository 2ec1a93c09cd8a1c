//! What a change of a definition means for users, one edit of a small definition at a time.

#[path = "changes/examples.rs"]
mod examples;

use armgen::{
    api::Api,
    changes::{Changes, Effect, Verdict, What, compare},
    generate_model,
    manifest::Manifest,
    surface::Surface,
};
use std::collections::BTreeMap;

const BASE: &str = r"
openapi: 3.0.3
info: { title: Things, version: '2026-01-01' }
paths:
  /subscriptions/{subscriptionId}/providers/Microsoft.Things/things/{name}:
    parameters:
      - { name: subscriptionId, in: path, required: true, schema: { type: string } }
      - { name: name, in: path, required: true, schema: { type: string, maxLength: 20, pattern: '^[a-z]+$' } }
      - { name: api-version, in: query, required: true, schema: { type: string } }
    get:
      operationId: Things_Get
      description: Reads a thing.
      parameters:
        - { name: top, in: query, schema: { type: integer, format: int32 } }
      responses: { '200': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } } }
    post:
      operationId: Things_Renew
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Renewal' } } } }
      responses: { '204': { description: Done. } }
components:
  schemas:
    Thing:
      type: object
      properties:
        size: { type: integer, format: int32, description: How large. }
        color: { type: string, enum: [red, green], x-ms-enum: { name: Color, modelAsString: true } }
        secret: { type: string, x-ms-secret: true }
        since: { type: string, format: date-time }
    Renewal:
      type: object
      required: [which]
      properties:
        which: { type: string, enum: [first, second], x-ms-enum: { name: Which, modelAsString: false } }
        note: { type: string }
";

const MANIFEST: &str = "[package]\nname = 'x'\nversion = '1.2.3'\ndescription = 'd'\n[services.things]\ndocuments = ['things.yaml']\n";

fn api(text: &str) -> Api {
    api_of(MANIFEST, text)
}

fn api_of(manifest: &str, text: &str) -> Api {
    let manifest = Manifest::parse("m.toml", manifest).expect("it is a manifest");
    let files = BTreeMap::from([("things.yaml".to_owned(), text.to_owned())]);
    let (generation, model) = generate_model(&manifest, &files, &mut |_| {});
    let Some(model) = model else {
        panic!("{:#?}", generation.diagnostics.sorted());
    };
    Api::of(&Surface::of(&model))
}

/// The changes after a text in the definition was replaced, as `effect path: what`.
fn changed(from: &str, to: &str) -> (Verdict, Vec<String>) {
    assert!(BASE.contains(from), "the definition contains {from}");
    let changes = compare(&api(BASE), &api(&BASE.replace(from, to)));
    (changes.verdict, lines(&changes))
}

fn lines(changes: &Changes) -> Vec<String> {
    let lines = changes.list.iter().map(|change| {
        let breaking = match change.effect.reason() {
            "calls that succeeded still do" => " (harmless)",
            _ => "",
        };
        format!(
            "{} {}: {}{breaking}",
            change.effect.name(),
            change.path,
            change.what
        )
    });
    lines.collect()
}

#[track_caller]
fn check(from: &str, to: &str, verdict: Verdict, expected: &[&str]) {
    let (seen, lines) = changed(from, to);
    assert_eq!(lines, expected, "{from} -> {to}");
    assert_eq!(seen, verdict, "{from} -> {to}");
}

#[test]
fn the_same_definition_has_no_changes() {
    let changes = compare(&api(BASE), &api(BASE));
    assert_eq!((changes.verdict, changes.list), (Verdict::None, vec![]));
}

#[test]
fn operations() {
    const CLIENT: &str = "things::ThingsGroupClient";
    check(
        "    post:\n      operationId: Things_Renew",
        "    post:\n      operationId: Things_Reset",
        Verdict::Major,
        &[
            &format!("major {CLIENT}::renew: removed"),
            &format!("minor {CLIENT}::reset: added"),
            "major things::models::ThingsGroupClientRenewOptions: removed",
            "minor things::models::ThingsGroupClientResetOptions: added",
        ],
    );
    check(
        "{ name: top, in: query, schema: { type: integer, format: int32 } }",
        "{ name: top, in: query, required: true, schema: { type: integer, format: int32 } }",
        Verdict::Major,
        &[
            &format!("major {CLIENT}::get: declaration changed"),
            "major things::models::ThingsGroupClientGetOptions::top: removed",
        ],
    );
    check(
        "schema: { type: integer, format: int32 } }",
        "schema: { type: integer, format: int32 } }\n        - { name: skip, in: query, schema: { type: string } }",
        Verdict::Minor,
        &["minor things::models::ThingsGroupClientGetOptions::skip: added"],
    );
    check(
        "description: Reads a thing.",
        "description: Reads one thing.",
        Verdict::Patch,
        &[&format!("patch {CLIENT}::get: documentation changed")],
    );
}

/// Whether all code of users still compiles.
fn is_quiet(line: &str) -> bool {
    line.starts_with("behaviour ") || line.ends_with(": documentation changed")
}

#[test]
fn what_is_sent_and_accepted() {
    const CLIENT: &str = "behaviour things::ThingsGroupClient";
    for (from, to, expected) in [
        (
            "'2026-01-01'",
            "'2026-02-01'",
            "behaviour things: API version".to_owned(),
        ),
        (
            "maxLength: 20, ",
            "maxLength: 30, ",
            format!("{CLIENT}::get: parameter name: maximum length (harmless)"),
        ),
        (
            "maxLength: 20, ",
            "maxLength: 10, ",
            format!("{CLIENT}::get: parameter name: maximum length"),
        ),
        (
            "maxLength: 20, ",
            "",
            format!("{CLIENT}::get: parameter name: maximum length (harmless)"),
        ),
        (
            "maxLength: 20, ",
            "maxLength: 20, minLength: 3, ",
            format!("{CLIENT}::get: parameter name: minimum length"),
        ),
        (
            "^[a-z]+$",
            "^[a-z0-9]+$",
            format!("{CLIENT}::get: parameter name: pattern"),
        ),
        (
            ", pattern: '^[a-z]+$'",
            "",
            format!("{CLIENT}::get: parameter name: pattern (harmless)"),
        ),
        (
            "/things/{name}",
            "/gadgets/{name}",
            format!("{CLIENT}::get: path"),
        ),
        (
            "'204'",
            "'200'",
            format!("{CLIENT}::renew: success statuses"),
        ),
        (
            "    post:\n",
            "    put:\n",
            format!("{CLIENT}::renew: HTTP method"),
        ),
        (
            "name: top, in: query",
            "name: top, in: header",
            format!("{CLIENT}::get: parameter top"),
        ),
    ] {
        let (verdict, lines) = changed(from, to);
        assert_eq!(lines.first(), Some(&expected), "{from} -> {to}");
        assert!(lines.iter().all(|line| is_quiet(line)), "{lines:#?}");
        assert_eq!(verdict, Verdict::Patch, "{from} -> {to}");
    }
}

#[test]
fn models() {
    const MODELS: &str = "things::models";
    check(
        "        size: {",
        "        weight: { type: string }\n        size: {",
        Verdict::Minor,
        &[&format!("minor {MODELS}::Thing::weight: added")],
    );
    check(
        "        note: { type: string }",
        "        note: { type: string }\n        more: { type: string }",
        Verdict::Minor,
        &[&format!("minor {MODELS}::Renewal::more: added")],
    );
    check(
        "required: [which]",
        "required: [which, note]",
        Verdict::Major,
        &[
            &format!("major {MODELS}::Renewal::new: declaration changed"),
            &format!("major {MODELS}::Renewal::note: declaration changed"),
        ],
    );
    check(
        "        size: { type: integer, format: int32, description: How large. }\n",
        "",
        Verdict::Major,
        &[&format!("major {MODELS}::Thing::size: removed")],
    );
    check(
        "format: int32, description: How large.",
        "format: int64, description: How large.",
        Verdict::Major,
        &[&format!("major {MODELS}::Thing::size: declaration changed")],
    );
    check(
        "[red, green]",
        "[red, green, blue]",
        Verdict::Minor,
        &[&format!("minor {MODELS}::Color::Blue: added")],
    );
    check(
        "[first, second]",
        "[first, second, third]",
        Verdict::Major,
        &[&format!("major {MODELS}::Which::Third: added")],
    );
    check(
        "secret: { type: string, x-ms-secret: true }",
        "secret: { type: string }",
        Verdict::Major,
        &[&format!(
            "major {MODELS}::Thing::secret: declaration changed"
        )],
    );
    check(
        "format: date-time",
        "format: date-time-rfc1123",
        Verdict::Patch,
        &[&format!("behaviour {MODELS}::Thing::since: encoding")],
    );
}

/// The definition with an operation that sends a `Thing`.
fn with_put(definition: &str) -> String {
    const PUT: &str = "    put:
      operationId: Things_Put
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }
      responses: { '204': { description: Done. } }
    post:
";
    definition.replace("    post:\n", PUT)
}

/// A model that requests and responses contain has `Option`s, whatever the service requires.
#[test]
fn properties_that_became_required_or_read_only() {
    let both = |properties: &str| {
        let thing = format!("    Thing:\n      type: object\n{properties}");
        with_put(BASE).replace("    Thing:\n      type: object\n", &thing)
    };
    let free = "        size: { type: integer,";
    let read_only = both("").replace(free, "        size: { readOnly: true, type: integer,");
    let required = both("      required: [size]\n");
    for (old, new, expected) in [
        (
            both(""),
            required.clone(),
            "things::models::Thing::size: required in requests",
        ),
        (
            both(""),
            read_only.clone(),
            "things::models::Thing::size: read-only",
        ),
    ] {
        for (old, new, breaking) in [(&old, &new, true), (&new, &old, false)] {
            let changes = compare(&api(old), &api(new));
            let lines: Vec<String> = changes
                .list
                .iter()
                .filter(|one| one.what != What::Documentation)
                .map(|one| format!("{}: {}", one.path, one.what))
                .collect();
            assert_eq!(lines, [expected]);
            assert_eq!(
                changes.breaking_behaviour,
                usize::from(breaking),
                "{expected}"
            );
        }
    }
}

/// A request without a required property is no longer sent once the property cannot be null.
#[test]
fn properties_that_can_no_longer_be_null() {
    let put = |property: &str| {
        let required = "    Thing:\n      type: object\n      required: [size]\n";
        with_put(BASE)
            .replace("    Thing:\n      type: object\n", required)
            .replace("        size: { ", &format!("        size: {{ {property}"))
    };
    let seen = between(&put("nullable: true, "), &put(""));
    for what in ["null without a value", "required in requests"] {
        let line = format!("behaviour things::models::Thing::size: {what}");
        assert!(seen.contains(&line), "{seen:#?}");
    }
}

/// A name that only Rust users see: the same property or value on the wire.
#[test]
fn renamed_items() {
    const MODELS: &str = "things::models";
    check(
        "size: { type: integer,",
        "size: { x-ms-client-name: extent, type: integer,",
        Verdict::Major,
        &[&format!(
            "major {MODELS}::Thing::size: renamed to `{MODELS}::Thing::extent`"
        )],
    );
    check(
        "x-ms-enum: { name: Color, modelAsString: true }",
        "x-ms-enum: { name: Color, modelAsString: true, values: [{ value: red, name: Ruby }, { value: green }] }",
        Verdict::Major,
        &[&format!(
            "major {MODELS}::Color::Red: renamed to `{MODELS}::Color::Ruby`"
        )],
    );
}

/// Each version has its own module, and the newest is in that of the service as well.
#[test]
fn versions_of_a_service_have_public_paths() {
    let manifest = MANIFEST.replace(
        "[services.things]",
        "[services.things.versions.'2026-01-01']",
    );
    let versioned = api_of(&manifest, BASE);
    let inner = "things::v2026_01_01";
    let own = versioned
        .entries
        .keys()
        .filter(|path| path.starts_with("things"));
    let (of_version, of_service): (Vec<&String>, Vec<&String>) =
        own.partition(|path| path.starts_with(inner));
    let below = |paths: Vec<&String>, service: &str| -> Vec<String> {
        paths
            .iter()
            .map(|path| path.trim_start_matches(service).to_owned())
            .collect()
    };
    assert_eq!(below(of_version, inner), below(of_service, "things"));
    let changes = compare(&api(BASE), &versioned);
    let majors = changes
        .list
        .iter()
        .filter(|one| one.effect.name() == "major");
    assert_eq!(
        majors.count(),
        0,
        "all paths of the service are still there"
    );
}

/// A required parameter that takes the place of another of the same type compiles, but sends something else. The name of
/// a parameter in a path is only part of the path.
#[test]
fn replaced_parameters() {
    const TOP: &str = "{ name: top, in: query, schema: { type: integer, format: int32 } }";
    let sending = |name: &str, place: &str| {
        let given =
            format!("{{ name: {name}, in: {place}, required: true, schema: {{ type: string }} }}");
        BASE.replace(TOP, &given)
    };
    let renamed = |name: &str| {
        sending("filter", "query")
            .replace("{name}", &format!("{{{name}}}"))
            .replace("name: name,", &format!("name: {name},"))
    };
    for (old, new, expected) in [
        (
            sending("filter", "query"),
            sending("search", "query"),
            vec!["parameter filter", "parameter search"],
        ),
        (
            sending("filter", "header"),
            sending("search", "header"),
            vec!["parameter filter", "parameter search"],
        ),
        (renamed("name"), renamed("thing"), vec![]),
    ] {
        let changes = compare(&api(&old), &api(&new));
        let seen = changes.list.iter().filter(|one| {
            one.path.ends_with("::get")
                && matches!(one.effect, Effect::Behaviour { breaking: true })
        });
        let seen: Vec<String> = seen.map(|one| one.what.to_string()).collect();
        assert_eq!(seen, expected);
    }
}

/// The only value of a required parameter is sent without an argument, so no signature shows it.
#[test]
fn only_values_of_parameters() {
    const TOP: &str = "{ name: top, in: query, schema: { type: integer, format: int32 } }";
    let sending = |values: &str| {
        let mode = format!(
            "{{ name: mode, in: query, required: true, schema: {{ type: string, enum: [{values}] }} }}"
        );
        BASE.replace(
            TOP,
            &format!("{TOP}, {mode}").replace("}, {", "}\n        - {"),
        )
    };
    for (old, new) in [("full", "half"), ("", "full"), ("full", "")] {
        let text = |value: &str| match value {
            "" => BASE.to_owned(),
            value => sending(value),
        };
        let seen = between(&text(old), &text(new));
        let is_value = |line: &&String| line.contains("get: parameter mode: value");
        assert_eq!(
            seen.iter().filter(is_value).count(),
            1,
            "{old} {new}: {seen:#?}"
        );
    }
}

/// The changes between two definitions, as `effect path: what`.
fn between(old: &str, new: &str) -> Vec<String> {
    lines(&compare(&api(old), &api(new)))
}

fn replaced(text: &str, pairs: &[(&str, &str)]) -> String {
    pairs.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "the definition contains {from}");
        text.replace(from, to)
    })
}

#[test]
fn arguments_of_one_type_that_change_places() {
    let grouped = |path: &str| {
        let group = "      - { name: group, in: path, required: true, schema: { type: string } }\n      - { name: api-version,";
        replaced(
            BASE,
            &[
                ("/things/{name}:", &format!("{path}:")),
                ("      - { name: api-version,", group),
            ],
        )
    };
    let old = grouped("/groups/{group}/things/{name}");
    let new = grouped("/things/{name}/groups/{group}");
    let lines = between(&old, &new);
    for method in ["get", "renew"] {
        let moved =
            format!("behaviour things::ThingsGroupClient::{method}: order of the arguments");
        assert!(lines.contains(&moved), "{lines:#?}");
    }
    let changes = compare(&api(&old), &api(&new));
    assert_eq!(
        (changes.verdict, changes.breaking_behaviour),
        (Verdict::Patch, 4)
    );
    let renamed = replaced(
        &old,
        &[("{group}", "{team}"), ("name: group", "name: team")],
    );
    assert_eq!(
        between(&old, &renamed),
        ["get", "renew"].map(|method| format!(
            "patch things::ThingsGroupClient::{method}: declaration changed"
        ))
    );
}

#[test]
fn defaults() {
    let number = "name: top, in: query, schema: { type: integer, format: int32";
    let limited = |value: &str| replaced(BASE, &[(number, &format!("{number}, default: {value}"))]);
    let path = "behaviour things::ThingsGroupClient::get: parameter top: default";
    assert_eq!(between(&limited("5"), &limited("6")), [path]);
    assert_eq!(between(BASE, &limited("6")), [path]);
    let noted = |value: &str| {
        replaced(
            BASE,
            &[(
                "note: { type: string",
                &format!("note: {{ type: string, default: {value}"),
            )],
        )
    };
    let path = "behaviour things::models::Renewal::note: default";
    assert_eq!(between(&noted("a"), &noted("b")), [path]);
    let sized = |value: &str| {
        replaced(
            BASE,
            &[(
                "size: { type: integer,",
                &format!("size: {{ type: integer, default: {value},"),
            )],
        )
    };
    assert_eq!(
        between(&sized("1"), &sized("2")),
        [""; 0],
        "requests do not contain it"
    );
}

#[test]
fn enums_that_open_or_close() {
    let open = "{ name: Which, modelAsString: true }";
    let opened = replaced(BASE, &[("{ name: Which, modelAsString: false }", open)]);
    let path = "things::models::Which";
    assert_eq!(
        between(BASE, &opened),
        [
            &format!("major {path}: `#[non_exhaustive]` added"),
            &format!("major {path}: no longer implements `Copy`"),
            &format!("major {path}::UnknownValue: added"),
        ]
        .map(String::clone)
    );
    let lines = between(&opened, BASE);
    assert!(
        lines.contains(&format!("minor {path}: `#[non_exhaustive]` removed")),
        "{lines:#?}"
    );
    assert!(
        lines.contains(&format!("major {path}::UnknownValue: removed")),
        "{lines:#?}"
    );
}

#[test]
fn models_that_get_their_first_required_property() {
    let free = replaced(BASE, &[("      required: [which]\n", "")]);
    let path = "things::models::Renewal";
    assert_eq!(
        between(&free, BASE),
        [
            format!("major {path}: no longer implements `Default`"),
            format!("minor {path}::new: added"),
            format!("major {path}::which: declaration changed"),
        ]
    );
}

#[test]
fn operations_that_become_long_running_or_paged() {
    let long = replaced(
        BASE,
        &[(
            "operationId: Things_Renew\n",
            "operationId: Things_Renew\n      x-ms-long-running-operation: true\n",
        )],
    );
    let lines = between(BASE, &long);
    let client = "things::ThingsGroupClient";
    let renamed = format!("major {client}::renew: renamed to `{client}::begin_renew`");
    assert!(lines.contains(&renamed), "{lines:#?}");
    let listed = replaced(
        BASE,
        &[(
            "      type: object\n      properties:\n        size:",
            "      type: object\n      properties:\n        value: { type: array, items: { type: string } }\n        nextLink: { type: string }\n        size:",
        )],
    );
    let paged = replaced(
        &listed,
        &[(
            "operationId: Things_Get\n",
            "operationId: Things_Get\n      x-ms-pageable: { nextLinkName: nextLink }\n",
        )],
    );
    let lines = between(&listed, &paged);
    let (declared, page) = (
        format!("major {client}::get: declaration changed"),
        "minor things::models::Thing: implements `Page<Item = String>`".to_owned(),
    );
    assert!(
        lines.contains(&declared) && lines.contains(&page),
        "{lines:#?}"
    );
}

#[test]
fn errors_of_a_service() {
    let model = |name: &str| {
        format!(
            "    {name}:\n      type: object\n      required: [problem]\n      properties: {{ problem: {{ type: integer }}, of{name}: {{ type: string }} }}\n"
        )
    };
    let failing = |name: &str| {
        let failure = format!(
            "'204': {{ description: Done. }}, default: {{ description: No., content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{name}' }} }} }} }}"
        );
        replaced(
            BASE,
            &[
                ("'204': { description: Done. }", &failure),
                (
                    "    Renewal:\n",
                    &format!("{}{}    Renewal:\n", model("One"), model("Two")),
                ),
            ],
        )
    };
    let lines = between(&failing("One"), &failing("Two"));
    let changed = "behaviour things::ThingsGroupClient::renew: model of errors".to_owned();
    assert!(lines.contains(&changed), "{lines:#?}");
    assert!(
        lines.contains(&"major things::models::One: removed".to_owned()),
        "{lines:#?}"
    );
}

#[test]
fn media_types_and_headers() {
    let patch = replaced(
        BASE,
        &[(
            "requestBody: { required: true, content: { application/json:",
            "requestBody: { required: true, content: { application/merge-patch+json:",
        )],
    );
    assert_eq!(
        between(BASE, &patch),
        ["behaviour things::ThingsGroupClient::renew: media type of the body"]
    );
    let answered = |headers: &str| {
        replaced(
            BASE,
            &[(
                "'204': { description: Done. }",
                &format!("'204': {{ description: Done., headers: {{ {headers} }} }}"),
            )],
        )
    };
    let headers = "things::models::ThingsGroupClientRenewHeaders";
    let one = answered("x-ms-left: { schema: { type: integer } }");
    assert_eq!(
        between(&one, &answered("x-ms-left: { schema: { type: string } }")),
        [format!("major {headers}::x_ms_left: declaration changed")]
    );
    let two = answered(
        "x-ms-left: { schema: { type: integer } }, x-ms-right: { schema: { type: string } }",
    );
    assert_eq!(
        between(&one, &two),
        [format!("minor {headers}::x_ms_right: added")]
    );
    assert_eq!(
        between(&two, &one),
        [format!("major {headers}::x_ms_right: removed")]
    );
}

#[test]
fn modules_and_features() {
    let moved = MANIFEST.replace("[services.things]", "[services.gadgets]");
    let lines = lines(&compare(&api(BASE), &api_of(&moved, BASE)));
    assert!(
        lines.contains(&"major things: removed".to_owned()),
        "{lines:#?}"
    );
    assert!(
        lines.contains(&"minor gadgets: added".to_owned()),
        "{lines:#?}"
    );
    let mut renamed = api(BASE);
    let service = renamed.entries.get_mut("things").expect("it is a module");
    service
        .behaviour
        .insert("cargo feature".into(), "others".into());
    let changes = compare(&api(BASE), &renamed);
    assert_eq!(changes.verdict, Verdict::Major);
    assert_eq!(self::lines(&changes), ["major things: cargo feature"]);
}

/// A type that a second service publishes is one type under both paths, so that users notice nothing.
#[test]
fn types_that_become_shared() {
    let manifest = format!("{MANIFEST}[services.others]\ndocuments = ['others.yaml']\n");
    let of = |other: &str| {
        let files = BTreeMap::from([
            ("things.yaml".to_owned(), BASE.to_owned()),
            ("others.yaml".to_owned(), other.to_owned()),
        ]);
        let manifest = Manifest::parse("m.toml", &manifest).expect("it is a manifest");
        let (_, model) = generate_model(&manifest, &files, &mut |_| {});
        Api::of(&Surface::of(&model.expect("it is accepted")))
    };
    let other = BASE.replace("Microsoft.Things", "Microsoft.Others");
    let apart = of(&other.replace("size: {", "weight: {"));
    let shared = of(&other);
    let lines = lines(&compare(&apart, &shared));
    assert!(!lines.is_empty());
    let is_other = |line: &String| line.contains(" others::models::Thing");
    assert!(lines.iter().all(is_other), "{lines:#?}");
}

/// Services write the same keys with other words, which the shared `KeyType` hides.
#[test]
fn spellings_of_keys() {
    let spelled = |words: &str| {
        replaced(
            BASE,
            &[
                ("/things/{name}:", "/things/{name}/regenerateKey:"),
                ("[first, second]", words),
            ],
        )
    };
    assert_eq!(
        between(
            &spelled("[Primary, Secondary]"),
            &spelled("[primary, secondary]")
        ),
        ["behaviour things::models::Renewal::which: encoding"]
    );
}

/// What a request needs and a response lacks ends the conversion of one into the other.
#[test]
fn conversions_of_resources() {
    let put = |required: &str| {
        let body = "{ required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Update' } } } }";
        let operation = format!(
            "    put:\n      operationId: Things_Put\n      requestBody: {body}\n      responses: {{ '204': {{ description: Done. }} }}\n    post:\n"
        );
        let update = format!(
            "    Update:\n      type: object\n{required}      properties:\n        size: {{ type: integer, format: int32 }}\n        mark: {{ type: string }}\n    Renewal:\n"
        );
        let thing = "        mark: { type: string }\n        size: { type: integer, format: int32, description";
        replaced(
            BASE,
            &[
                ("    post:\n", &operation),
                ("    Renewal:\n", &update),
                (
                    "        size: { type: integer, format: int32, description",
                    thing,
                ),
            ],
        )
    };
    let lines = between(&put(""), &put("      required: [mark]\n"));
    let lost = "major things::models::Update: no longer implements `From<Thing>`".to_owned();
    let gained = "minor things::models::Update: implements `TryFrom<Thing>`".to_owned();
    assert!(
        lines.contains(&lost) && lines.contains(&gained),
        "{lines:#?}"
    );
}
