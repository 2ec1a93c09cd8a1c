//! The new files.

use super::words::Words;
use serde_json::{Value, json};

const DEFINITION: &str = include_str!("definition.yaml");
const ROW: &str = include_str!("row.txt");

/// Paths and texts of new files.
pub(super) struct Skeleton {
    pub(super) files: Vec<(String, String)>,
}

impl Skeleton {
    pub(super) fn of(words: &Words) -> Self {
        let folder = format!("specs/{}", words.module);
        let example =
            |segment: &str| format!("{folder}/examples/{}.json", words.operation(segment));
        let files = vec![
            (
                format!("{folder}/{}.yaml", words.version),
                filled(DEFINITION, words),
            ),
            (example(&words.list), text(&listed(words))),
            (example(&words.regenerate), text(&regenerated(words))),
            (
                format!("tests/src/simulator/table/{}.rs", words.module),
                filled(ROW, words),
            ),
        ];
        Self { files }
    }
}

/// A template with the names in place of `@…@`.
fn filled(template: &str, words: &Words) -> String {
    let operation_id = |segment: &str| {
        let id = words.operation(segment);
        id.split_once('_')
            .map_or(id.clone(), |(_, name)| name.to_owned())
    };
    let names = [
        ("@PROVIDER@", words.provider.clone()),
        ("@VERSION@", words.version.clone()),
        ("@MODULE@", words.module.clone()),
        ("@TYPE@", words.types.join("/")),
        ("@PATH@", path(words)),
        ("@GROUP@", words.group()),
        ("@LIST@", words.list.clone()),
        ("@LIST_ID@", operation_id(&words.list)),
        ("@REGENERATE@", words.regenerate.clone()),
        ("@REGENERATE_ID@", operation_id(&words.regenerate)),
        ("@REFERENCES@", references(words)),
        ("@PARAMETERS@", parameters(words)),
        ("@SAMPLES@", samples(words)),
    ];
    let filled = names
        .iter()
        .fold(template.to_owned(), |text, (name, with)| {
            text.replace(name, with)
        });
    filled.trim_end().to_owned() + "\n"
}

fn path(words: &Words) -> String {
    let mut path = format!(
        "/subscriptions/{{subscriptionId}}/resourceGroups/{{resourceGroupName}}/providers/{}",
        words.provider
    );
    for (kind, name) in words.types.iter().zip(words.names()) {
        path += &format!("/{kind}/{{{name}}}");
    }
    path
}

fn references(words: &Words) -> String {
    let lines = words
        .names()
        .map(|name| format!("        - $ref: '#/components/parameters/{name}'"));
    lines.collect::<Vec<_>>().join("\n")
}

fn parameters(words: &Words) -> String {
    let of = |name: String| {
        format!(
            "    {name}:\n      name: {name}\n      in: path\n      required: true\n      \
             description: 'FILL IN: which resource it names.'\n      x-ms-parameter-location: method\n      schema:\n        type: string"
        )
    };
    words.names().map(of).collect::<Vec<_>>().join("\n")
}

fn samples(words: &Words) -> String {
    let samples = (1..=words.types.len()).map(|count| format!("free(\"name-{count}\")"));
    samples.collect::<Vec<_>>().join(", ")
}

fn listed(words: &Words) -> Value {
    let mut parameters = json!({
        "subscriptionId": "00000000-0000-0000-0000-000000000000",
        "resourceGroupName": "group-1",
    });
    for (name, count) in words.names().zip(1..) {
        parameters[name] = format!("name-{count}").into();
    }
    parameters["api-version"] = words.version.as_str().into();
    json!({
        "parameters": parameters,
        "responses": { "200": { "body": { "primaryKey": "<primaryKey>", "secondaryKey": "<secondaryKey>" } } },
    })
}

fn regenerated(words: &Words) -> Value {
    let mut example = listed(words);
    example["parameters"]["parameters"] = json!({ "keyType": "Primary" });
    example
}

fn text(example: &Value) -> String {
    format!("{example:#}\n")
}
