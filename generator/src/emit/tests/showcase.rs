//! The program in the README and in the documentation of the crate's root.

use super::{emitted, emitted_whole};
use expect_test::{Expect, expect};

/// Compares the README of a crate that lists and regenerates keys. Regenerating gives `response`.
fn check(parameter: &str, response: &str, expected: Expect) {
    let definition = format!(
        "paths:
  /things/{{name}}/listKeys:
    post:
      operationId: Things_ListKeys
      parameters: [{parameter}]
      responses: {{ '200': {{ description: '', content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Keys' }} }} }} }} }}
  /things/{{name}}/regenerateKey:
    post:
      operationId: Things_RegenerateKey
      parameters: [{parameter}]
      requestBody: {{ required: true, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Which' }} }} }} }}
      responses: {response}
components:
  schemas:
    Keys: {{ type: object, properties: {{ primary: {{ type: string }} }} }}
    Which: {{ type: object, required: [key], properties: {{ key: {{ type: string, enum: [Primary, Secondary] }} }} }}
"
    );
    expected.assert_eq(&emitted(&definition, "README.md"));
}

const NAME: &str = "{ name: name, in: path, required: true, schema: { type: string } }";
const NOTHING: &str = "{ '204': { description: '' } }";

#[test]
fn a_regenerated_key_is_read_if_the_response_has_it() {
    let keys = "{ '200': { description: '', content: { application/json: { schema: { $ref: '#/components/schemas/Keys' } } } } }";
    check(
        NAME,
        keys,
        expect![[r#"
            let body = Which::new(KeyType::Secondary);
            let response = client
                .things()
                .regenerate_key("<name>", body.try_into()?, None)
                .await?;
            let keys = response.into_model()?;
            ```

            | service | cargo feature | API version | operations |
            |---|---|---|---|
            | Things | `things` |  | `Things_ListKeys`, `Things_RegenerateKey` |

            ## Cargo features

            - one for each service, as in the table of services, and `all` for all of them;
            - `test`: the module `test` has fakes for tests, and uses a server on this machine in place of Azure.

            ## Stability

            These changes are not breaking, and come with a new minor version (before 1.0: a patch):

            - new services, operations, models, optional parameters and optional properties. Write models and options with `..Default::default()`, or `..Model::new(…)` if a model has required properties;
            - new values of enums with a variant `UnknownValue`. Match them with `_`;
            - a newer API version of a service, if the types stay compatible.

            These are breaking: a removed or renamed item, another type, a new required parameter or property, a new value of an enum without `UnknownValue`, and a higher minimum version of Rust.

            The documentation of the crate lists what its clients guarantee.
        "#]],
    );
    check(
        NAME,
        NOTHING,
        expect![[r#"
            let body = Which::new(KeyType::Secondary);
            client.things().regenerate_key("<name>", body.try_into()?, None).await?;
            ```

            | service | cargo feature | API version | operations |
            |---|---|---|---|
            | Things | `things` |  | `Things_ListKeys`, `Things_RegenerateKey` |

            ## Cargo features

            - one for each service, as in the table of services, and `all` for all of them;
            - `test`: the module `test` has fakes for tests, and uses a server on this machine in place of Azure.

            ## Stability

            These changes are not breaking, and come with a new minor version (before 1.0: a patch):

            - new services, operations, models, optional parameters and optional properties. Write models and options with `..Default::default()`, or `..Model::new(…)` if a model has required properties;
            - new values of enums with a variant `UnknownValue`. Match them with `_`;
            - a newer API version of a service, if the types stay compatible.

            These are breaking: a removed or renamed item, another type, a new required parameter or property, a new value of an enum without `UnknownValue`, and a higher minimum version of Rust.

            The documentation of the crate lists what its clients guarantee.
        "#]],
    );
}

#[test]
fn lines_of_code_fit_a_page_whatever_the_names() {
    let long = "ThingsWithALongNameOfSeveralWords";
    let definition = format!(
        "paths:
  /things/{{{long}}}/listKeys:
    post:
      operationId: {long}_ListKeysOf{long}
      parameters: [{{ name: {long}, in: path, required: true, schema: {{ type: string }} }}]
      responses: {{ '200': {{ description: '', content: {{ application/json: {{ schema: {{ type: object, properties: {{ primary: {{ type: string }} }} }} }} }} }} }}
"
    );
    for path in ["README.md", "src/lib.rs"] {
        let text = super::emitted_whole(&definition, path);
        // A fence with a cargo feature has a second form for the crate without it.
        let text: String = text
            .lines()
            .filter(|line| !line.contains("```ignore"))
            .map(|line| format!("{}\n", line.trim_start_matches("//! ")))
            .collect();
        let code = text.split("```").skip(1).step_by(2);
        let lines: Vec<&str> = code.flat_map(|code| code.lines().skip(1)).collect();
        assert!(lines.len() > 10, "{path} has no code");
        for line in lines {
            assert!(line.starts_with("# ") || line.len() <= 80, "{path}: {line}");
        }
    }
}

/// The program must compile for any definition.
#[test]
fn calls_with_arguments_of_other_types_are_not_shown() {
    let name = NAME.replace("string", "integer");
    check(
        &name,
        NOTHING,
        expect![[r#"
            <!-- @generated by armgen. Change the definitions and run `cargo xtask gen`, not this file. -->

            # x

            d

            | service | cargo feature | API version | operations |
            |---|---|---|---|
            | Things | `things` |  | `Things_ListKeys`, `Things_RegenerateKey` |

            ## Cargo features

            - one for each service, as in the table of services, and `all` for all of them;
            - `test`: the module `test` has fakes for tests, and uses a server on this machine in place of Azure.

            ## Stability

            These changes are not breaking, and come with a new minor version (before 1.0: a patch):

            - new services, operations, models, optional parameters and optional properties. Write models and options with `..Default::default()`, or `..Model::new(…)` if a model has required properties;
            - new values of enums with a variant `UnknownValue`. Match them with `_`;
            - a newer API version of a service, if the types stay compatible.

            These are breaking: a removed or renamed item, another type, a new required parameter or property, a new value of an enum without `UnknownValue`, and a higher minimum version of Rust.

            The documentation of the crate lists what its clients guarantee.
        "#]],
    );
}

/// The call of the test with a fake service that is in the documentation, if there is one.
fn fake_call(rule: &str) -> Option<String> {
    let definition = format!(
        "paths:
  /things/{{name}}/listKeys:
    post:
      operationId: Things_ListKeys
      parameters: [{{ name: name, in: path, required: true, schema: {{ type: string, {rule} }} }}]
      responses: {{ '200': {{ description: '', content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Keys' }} }} }} }} }}
components:
  schemas:
    Keys: {{ type: object, properties: {{ primary: {{ type: string }} }} }}
"
    );
    let file = emitted_whole(&definition, "src/test.rs");
    let mut calls = file.lines().filter(|line| line.contains(".list_keys("));
    Some(calls.next()?.trim_start_matches("//! ").to_owned())
}

#[test]
fn a_fake_is_called_with_values_that_the_client_accepts() {
    let call = |value: &str| {
        Some(format!(
            "client.things().list_keys(\"{value}\", None).await?;"
        ))
    };
    assert_eq!(fake_call("minLength: 1"), call("fake"));
    assert_eq!(fake_call("minLength: 5"), call("fake-1"));
    assert_eq!(fake_call("pattern: '^[a-z]+[0-9]$'"), call("fake1"));
    assert_eq!(fake_call("pattern: '^x$'"), None);
}
