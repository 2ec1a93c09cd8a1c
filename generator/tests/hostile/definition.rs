//! A definition with a given text in any of its places.

use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Places of the definition, written `@PLACE@` below.
pub(crate) const PLACES: [&str; 33] = [
    "TITLE",
    "VERSION",
    "PATH",
    "PROVIDER",
    "GROUP",
    "OPERATION",
    "SUMMARY",
    "PATHPARAMETER",
    "QUERYPARAMETER",
    "HEADERPARAMETER",
    "PARAMETERDOCS",
    "PARAMETERNAME",
    "PATTERN",
    "BODYNAME",
    "BODYDOCS",
    "ANSWERHEADER",
    "HEADERNAME",
    "EXAMPLETITLE",
    "EXAMPLE",
    "SCHEMA",
    "SCHEMADOCS",
    "PROPERTY",
    "PROPERTYDOCS",
    "PROPERTYNAME",
    "SECRET",
    "ENUMNAME",
    "VALUE",
    "VALUENAME",
    "VALUEDOCS",
    "KEYWORD",
    "ITEMS",
    "MANIFESTTITLE",
    "NEWNAME",
];

const DEFINITION: &str = "
openapi: 3.0.3
info: { title: '@TITLE@', version: '@VERSION@' }
paths:
  '/@PATH@/providers/@PROVIDER@/{@PATHPARAMETER@}':
    parameters: [{ name: '@PATHPARAMETER@', in: path, required: true, description: '@PARAMETERDOCS@', schema: { type: string, pattern: '@PATTERN@' } }]
    get:
      operationId: '@GROUP@_Get'
      summary: '@SUMMARY@'
      x-ms-pageable: { itemName: '@ITEMS@', nextLinkName: null }
      parameters:
        - { name: '@QUERYPARAMETER@', in: query, required: true, description: '@PARAMETERDOCS@', schema: { type: string } }
        - { name: '@HEADERPARAMETER@', in: header, description: '@PARAMETERDOCS@', schema: { type: string } }
        - { name: plain, in: query, x-ms-client-name: '@PARAMETERNAME@', schema: { $ref: '#/components/schemas/Level' } }
        - { name: api-version, in: query, schema: { type: string } }
      responses:
        '200':
          description: ''
          content: { application/json: { schema: { $ref: '#/components/schemas/@SCHEMA@' } } }
      x-ms-examples:
        '@EXAMPLETITLE@': { parameters: { plain: '@EXAMPLE@' }, responses: { '200': { body: {} } } }
  /a/regenerateKey:
    post:
      operationId: 'Keys_@OPERATION@'
      description: '@SUMMARY@'
      requestBody:
        description: '@BODYDOCS@'
        required: true
        x-ms-requestBody-name: '@BODYNAME@'
        content: { application/json: { schema: { $ref: '#/components/schemas/Which' } } }
      responses:
        '200':
          description: ''
          headers:
            '@ANSWERHEADER@': { description: '@SUMMARY@', schema: { type: string } }
            x-plain: { x-ms-client-name: '@HEADERNAME@', schema: { type: string } }
          content: { application/json: { schema: { $ref: '#/components/schemas/Keys' } } }
      x-ms-examples:
        '@EXAMPLETITLE@': { parameters: { '@BODYNAME@': {} }, responses: { '200': { body: {} } } }
  /a/statuses:
    get:
      operationId: '@GROUP@_Statuses'
      description: '@SUMMARY@'
      responses:
        '200': { description: '@SUMMARY@', content: { application/json: { schema: { $ref: '#/components/schemas/Which' } } } }
        '201': { description: '@SUMMARY@', content: { application/json: { schema: { $ref: '#/components/schemas/Keys' } } } }
components:
  schemas:
    '@SCHEMA@':
      type: object
      description: '@SCHEMADOCS@'
      properties:
        '@PROPERTY@': { type: string, description: '@PROPERTYDOCS@' }
        '@ITEMS@': { type: array, items: { $ref: '#/components/schemas/Level' } }
        bare: { type: string, title: '@PROPERTYDOCS@', x-ms-client-name: '@PROPERTYNAME@' }
        inline: { type: object, properties: { '@PROPERTY@': { type: integer } } }
        kept: { $ref: '#/components/schemas/Renamed' }
    Renamed: { type: object, properties: { a: { type: string } } }
    Keys: { type: object, properties: { '@SECRET@': { type: string, x-ms-secret: true }, key1: { type: string } } }
    Which: { type: object, required: [key], properties: { key: { type: string, enum: [key1, key2] }, more: { type: string, enum: [primary, secondary, '@KEYWORD@'] } } }
    Level:
      type: string
      enum: [low, '@VALUE@']
      description: '@SCHEMADOCS@'
      x-ms-enum:
        name: '@ENUMNAME@'
        modelAsString: true
        values: [{ value: low, name: '@VALUENAME@', description: '@VALUEDOCS@' }]
";

const MANIFEST: &str = "[package]
name = 'x'
version = '0.0.0'
description = '@MANIFESTTITLE@'
[services.things]
title = '@MANIFESTTITLE@'
documents = ['a.yaml']
rename.'a.yaml#/components/schemas/Renamed' = '@NEWNAME@'
[services.plain]
documents = ['a.yaml']
operations = ['@GROUP@_Get']
";

/// The manifest and the files, with `text` in some of the places.
pub(crate) fn definition(places: &[&str], text: &str) -> (String, BTreeMap<String, String>) {
    let tree: Value = serde_yaml::from_str(DEFINITION).expect("the definition is YAML");
    let tree = filled(tree, places, text);
    let manifest: toml::Value = toml::from_str(MANIFEST).expect("the manifest is TOML");
    let manifest = filled(
        serde_json::to_value(manifest).expect("TOML is JSON"),
        places,
        text,
    );
    let manifest: toml::Value = serde_json::from_value(manifest).expect("it was TOML");
    let manifest = toml::to_string(&manifest).expect("TOML can be written");
    // JSON is YAML as well.
    (
        manifest,
        BTreeMap::from([("a.yaml".to_owned(), tree.to_string())]),
    )
}

/// The text of a place that is not under attack.
pub(crate) fn harmless(place: &str) -> String {
    format!("harmless{}", place.to_ascii_lowercase())
}

fn filled(value: Value, places: &[&str], text: &str) -> Value {
    match value {
        Value::String(string) => {
            let is_reference = string.starts_with("#/");
            Value::String(fill(&string, places, text, is_reference))
        }
        Value::Array(items) => items
            .into_iter()
            .map(|item| filled(item, places, text))
            .collect(),
        Value::Object(members) => {
            let members = members
                .into_iter()
                .map(|(key, value)| (fill(&key, places, text, false), filled(value, places, text)));
            Value::Object(Map::from_iter(members))
        }
        other => other,
    }
}

fn fill(string: &str, places: &[&str], text: &str, is_reference: bool) -> String {
    let mut string = string.to_owned();
    for known in PLACES {
        let mark = format!("@{known}@");
        if string.contains(&mark) {
            let here = if places.contains(&known) {
                text.to_owned()
            } else {
                harmless(known)
            };
            let here = if is_reference {
                here.replace('%', "%25")
                    .replace('~', "~0")
                    .replace('/', "~1")
            } else {
                here
            };
            string = string.replace(&mark, &here);
        }
    }
    string
}
