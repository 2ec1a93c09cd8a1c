//! The output for a service does not depend on other services.

use super::{CRATES, difference, folder_of, generated, text_of};
use armgen::load::Files;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use std::collections::{BTreeMap, BTreeSet};
use syn::{Attribute, Item, UseTree, Visibility};

type Crate = BTreeMap<String, String>;

/// The manifest with only one of its services, which the first page shows.
fn alone(manifest: &toml::Table, module: &str) -> String {
    let mut manifest = manifest.clone();
    if let Some(package) = manifest["package"].as_table_mut() {
        package.remove("showcase");
    }
    let services = manifest["services"].as_table_mut();
    let services = services.expect("services are a table");
    services.retain(|name, _| name == module);
    manifest.to_string()
}

/// Files of a service except its models and conversions, which may move into the shared module.
fn files(made: &Crate, module: &str) -> Crate {
    let folder = format!("src/{module}/");
    let models = ["models.rs", "models/", "conversions"].map(|name| folder.clone() + name);
    let files = made
        .iter()
        .filter(|(path, _)| path.starts_with(&folder) || **path == format!("src/{module}.rs"))
        .filter(|(path, _)| !models.iter().any(|start| path.starts_with(start)));
    files
        .map(|(path, text)| (path.clone(), text.replace("mod conversions;\n", "")))
        .collect()
}

/// The source texts of the conversions of a service by types, also of those in the shared module.
fn conversions(made: &Crate, module: &str) -> BTreeMap<String, String> {
    let start = format!("src/{module}/conversions");
    let own = made.iter().filter(|(path, _)| path.starts_with(&start));
    let mut items: Vec<Item> = own.flat_map(|(_, text)| parsed(text)).collect();
    let shared = made.get("src/shared/conversions.rs").into_iter();
    let feature = text(&quote!(feature = #module));
    items.extend(
        shared
            .flat_map(|text| parsed(text))
            .filter(|item| match item {
                Item::Impl(item) => item.attrs.iter().any(|one| text(one).contains(&feature)),
                _ => false,
            }),
    );
    let implementations = items.into_iter().filter_map(|item| match item {
        Item::Impl(mut item) => {
            item.attrs.clear();
            let text = text(&item).replace("crate :: shared :: models :: ", "");
            let head = text.split('{').next().unwrap_or_default().to_owned();
            Some((head, text))
        }
        _ => None,
    });
    implementations.collect()
}

fn parsed(text: &str) -> Vec<Item> {
    syn::parse_file(text).expect("Rust was emitted").items
}

/// The source texts of the public models of a service by name, also of those in the shared module.
fn models(made: &Crate, module: &str) -> BTreeMap<String, String> {
    let start = format!("src/{module}/models");
    let own = made.iter().filter(|(path, _)| path.starts_with(&start));
    let items: Vec<Item> = own.flat_map(|(_, text)| parsed(text)).collect();
    let taken: BTreeSet<String> = items.iter().flat_map(published).collect();
    let mut shared = shared(made);
    shared.retain(|name, _| taken.contains(name));
    shared.extend(items.into_iter().filter_map(public));
    shared
}

fn shared(made: &Crate) -> BTreeMap<String, String> {
    let text = made.get("src/shared/models.rs");
    let modules = text.into_iter().flat_map(|text| parsed(text.as_str()));
    let modules = modules.filter_map(|item| match item {
        Item::Mod(module) => Some(module.content?.1),
        _ => None,
    });
    modules.flatten().filter_map(public).collect()
}

/// Name of a public type and its text without docs.
fn public(item: Item) -> Option<(String, String)> {
    match item {
        Item::Struct(mut item) if is_public(&item.vis) => {
            item.attrs = plain(item.attrs);
            for field in &mut item.fields {
                field.attrs = plain(std::mem::take(&mut field.attrs));
            }
            Some((item.ident.to_string(), text(&item)))
        }
        Item::Enum(mut item) if is_public(&item.vis) => {
            item.attrs = plain(item.attrs);
            for variant in &mut item.variants {
                variant.attrs = plain(std::mem::take(&mut variant.attrs));
            }
            Some((item.ident.to_string(), text(&item)))
        }
        _ => None,
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn plain(mut attributes: Vec<Attribute>) -> Vec<Attribute> {
    attributes.retain(|attribute| !attribute.path().is_ident("doc"));
    attributes
}

fn text(item: &impl ToTokens) -> String {
    item.to_token_stream().to_string()
}

/// Names in a `pub use` of shared models.
fn published(item: &Item) -> Vec<String> {
    fn names(tree: &UseTree) -> Vec<String> {
        match tree {
            UseTree::Path(path) => names(&path.tree),
            UseTree::Name(name) => vec![name.ident.to_string()],
            UseTree::Group(group) => group.items.iter().flat_map(names).collect(),
            UseTree::Rename(_) | UseTree::Glob(_) => Vec::new(),
        }
    }
    let of_shared: TokenStream = quote!(crate::shared::models);
    match item {
        Item::Use(item)
            if is_public(&item.vis) && text(&item.tree).starts_with(&of_shared.to_string()) =>
        {
            names(&item.tree)
        }
        _ => Vec::new(),
    }
}

/// Differences between the output for a service alone and together with all others.
fn differences(path: &str, manifest: &str, files_of: &dyn Files) -> Vec<String> {
    let whole = generated(path, manifest, files_of);
    let table: toml::Table = manifest.parse().expect("the manifest is TOML");
    let services = table["services"].as_table();
    let modules = services.expect("services are a table").keys();
    let differences = modules.flat_map(|module| {
        let alone = generated(path, &alone(&table, module), files_of);
        assert!(!files(&alone, module).is_empty(), "{module} has files");
        let files = difference(&files(&alone, module), &files(&whole, module));
        let models = difference(&models(&alone, module), &models(&whole, module));
        let conversions = difference(&conversions(&alone, module), &conversions(&whole, module));
        let differences = files.into_iter().chain(models).chain(conversions);
        differences.map(move |difference| format!("{path}, {module}: {difference}\n"))
    });
    differences.collect()
}

#[test]
fn no_service_depends_on_another() {
    for (manifest, _) in CRATES {
        let differences = differences(manifest, &text_of(manifest), &folder_of(manifest));
        assert!(differences.is_empty(), "{}", differences.concat());
    }
}

/// A document with a regenerate operation in one group, an operation with a response header in another, and schemas.
struct Document {
    group: &'static str,
    keys: [&'static str; 2],
    schemas: &'static str,
}

impl Document {
    fn text(&self) -> String {
        let Self {
            group,
            keys: [primary, secondary],
            schemas,
        } = self;
        let path = "/subscriptions/{subscriptionId}/resourceGroups/{group}/providers/Microsoft.Things/things/{name}";
        let parameter = |name: &str| {
            format!("{{ name: {name}, in: path, required: true, schema: {{ type: string }} }}")
        };
        let parameters = ["subscriptionId", "group", "name"]
            .map(parameter)
            .join(", ");
        let json = |schema: &str| {
            format!(
                "content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{schema}' }} }} }}"
            )
        };
        let [response, which, thing, body] = ["Keys", "Which", "Thing", "ThingBody"].map(json);
        format!(
            "openapi: 3.0.3
info: {{ title: Things, version: '1' }}
paths:
  {path}:
    get: {{ operationId: {group}_Get, parameters: [{parameters}], responses: {{ '200': {{ description: '', headers: {{ ETag: {{ schema: {{ type: string }} }} }}, {thing} }} }} }}
    put: {{ operationId: {group}_Put, parameters: [{parameters}], requestBody: {{ required: true, {body} }}, responses: {{ '200': {{ description: '', {thing} }} }} }}
  {path}/listKeys:
    post: {{ operationId: {group}_ListKeys, parameters: [{parameters}], responses: {{ '200': {{ description: '', {response} }} }} }}
  {path}/regenerateKey:
    post: {{ operationId: {group}_RegenerateKey, parameters: [{parameters}], requestBody: {{ required: true, {which} }}, responses: {{ '200': {{ description: '', {response} }} }} }}
components:
  schemas:
    Keys: {{ type: object, properties: {{ primaryKey: {{ type: string }}, secondaryKey: {{ type: string }} }} }}
    Which: {{ type: object, required: [keyType], properties: {{ keyType: {{ type: string, enum: [{primary}, {secondary}] }} }} }}
    ThingBody: {{ type: object, properties: {{ a: {{ type: string }}, inner: {{ $ref: '#/components/schemas/InnerBody' }} }} }}
    InnerBody: {{ type: object, properties: {{ a: {{ type: string }} }} }}
    {schemas}
"
        )
    }
}

/// A service gets the same names, even if another service already uses them.
#[test]
fn names_of_one_service_are_free_in_another() {
    const PLAIN: Document = Document {
        group: "Accounts",
        keys: ["primary", "secondary"],
        schemas: "Thing: { type: object, properties: { a: { type: string } } }",
    };
    const WITH_PARTS: &str = "Thing: { type: object, properties: { a: { type: string }, inner: { $ref: '#/components/schemas/Inner' } } }
    Inner: { type: object, properties: { a: { type: string }, b: { type: string } } }";
    let of = |schemas| Document { schemas, ..PLAIN };
    let rows = [
        (
            "clients, options, headers and pairs of another",
            PLAIN,
            of("Thing: { type: object, properties: { c: { $ref: '#/components/schemas/AAccountsClient' }, o: { $ref: '#/components/schemas/AAccountsClientGetOptions' }, h: { $ref: '#/components/schemas/ThingHeaders' }, p: { $ref: '#/components/schemas/AAccountsKeyPair' } } }
    AAccountsClient: { type: object, properties: { x: { type: integer } } }
    AAccountsClientGetOptions: { type: object, properties: { x: { type: integer } } }
    ThingHeaders: { type: object, properties: { x: { type: integer } } }
    AAccountsKeyPair: { type: object, properties: { x: { type: integer } } }"),
        ),
        (
            "one of two types of one name",
            of("Thing: { type: object, properties: { part: { type: object, properties: { a: { type: string } } }, other: { $ref: '#/components/schemas/ThingPart' } } }
    ThingPart: { type: object, properties: { b: { type: string } } }"),
            of("Thing: { type: object, properties: { again: { $ref: '#/components/schemas/ThingPart' } } }
    ThingPart: { type: object, properties: { b: { type: string } } }"),
        ),
        ("conversions between models of both", of(WITH_PARTS), of(WITH_PARTS)),
        (
            "conversions of one's own resource into a body of both",
            of(WITH_PARTS),
            of("Thing: { type: object, properties: { a: { type: string }, b: { type: string }, inner: { $ref: '#/components/schemas/InnerBody' } } }"),
        ),
        (
            "spellings that differ in case alone",
            Document { keys: ["Primary", "Secondary"], ..PLAIN },
            Document { keys: ["PRIMARY", "SECONDARY"], ..PLAIN },
        ),
    ];
    let wrong = rows.map(|(what, a, b)| {
        let files = [("a.yaml", a), ("b.yaml", b)];
        let files = files.map(|(path, document)| (path.to_owned(), document.text()));
        let manifest = "[package]\nname = 'x'\nversion = '0.0.0'\ndescription = 'd'\n[services.a]\ndocuments = ['a.yaml']\n[services.b]\ndocuments = ['b.yaml']\n";
        differences(what, manifest, &BTreeMap::from(files)).concat()
    });
    assert!(wrong.concat().is_empty(), "{}", wrong.concat());
}
