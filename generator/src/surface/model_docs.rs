//! Which calls send and return a model, and an example for what a call sends or returns.

use super::{
    DataType, FieldItem, Requests, StructItem,
    group::is_own,
    snippet::{self, Snippet},
};
use crate::model::{Model, Operation, OperationKind, Service, Type};
use std::collections::{BTreeMap, BTreeSet};

/// Most calls that a page links to.
const MOST: usize = 3;

/// Links to the calls of a service, by the name of a model.
#[derive(Default)]
struct Calls<'m> {
    senders: BTreeMap<String, Vec<String>>,
    returners: BTreeMap<String, Vec<String>>,
    /// The client and the first of its calls whose response is this model and nothing else.
    read: BTreeMap<String, (&'m str, &'m Operation)>,
}

/// Adds them to the documentation of the service's own models.
pub(super) fn note(model: &Model, service: &Service, models: &mut [DataType]) {
    let calls = Calls::of(model, service);
    for one in models {
        let name = one.item().name.clone();
        let example = match &*one {
            DataType::Struct(structure) if structure.is_request_body => {
                body(model, service, structure)
            }
            DataType::Struct(structure) => match calls.read.get(&name) {
                Some((client, operation)) => {
                    snippet::reading(model, service, client, operation, read(structure))
                }
                None => Vec::new(),
            },
            _ => Vec::new(),
        };
        let sent = sentence("Sent by", calls.senders.get(&name));
        let returned = sentence("Returned by", calls.returners.get(&name));
        let notes = &mut one.item_mut().notes;
        notes.extend(sent.into_iter().chain(returned).flatten().chain(example));
    }
}

impl<'m> Calls<'m> {
    fn of(model: &Model, service: &'m Service) -> Self {
        let mut calls = Self::default();
        let name = |ty: &Type| Some(model.definitions[ty.definition()?].name.rust.clone());
        for group in &service.groups {
            let client = match is_own(group) {
                true => &service.client,
                false => &group.client,
            };
            for operation in &group.operations {
                let call = format!("{client}::{}", operation.name.rust);
                let link = format!("[`{call}`](crate::{}::{call})", service.path());
                let body = operation.body.iter().filter_map(|body| name(&body.ty));
                let body: BTreeSet<String> = body.collect();
                let returned: BTreeSet<String> =
                    operation.response.bodies().filter_map(name).collect();
                if let Some(only) = only_model(operation).and_then(name) {
                    calls.read.entry(only).or_insert((client, operation));
                }
                for (map, models) in [(&mut calls.senders, body), (&mut calls.returners, returned)]
                {
                    for model in models {
                        map.entry(model).or_default().push(link.clone());
                    }
                }
            }
        }
        calls
    }
}

/// What the response of a call is read as, if that is one model.
fn only_model(operation: &Operation) -> Option<&Type> {
    let is_whole = match &operation.kind {
        OperationKind::Once => true,
        OperationKind::LongRunning(kind) => kind.pages.is_none(),
        OperationKind::Pages(_) => false,
    };
    let response = &operation.response;
    let body = response
        .body
        .as_ref()
        .filter(|body| matches!(body, Type::Definition(_)));
    body.filter(|_| is_whole && !response.optional && !response.exists)
}

/// How users read a key, a list, or else the first field.
fn read(structure: &StructItem) -> Vec<String> {
    let fields = &structure.fields;
    let of = |start: &str| {
        fields
            .iter()
            .find(|field| field.ty.to_string().starts_with(start))
    };
    let lines = |FieldItem { name, .. }: &FieldItem, text: [&str; 3]| {
        text.map(|line| line.replace("NAME", name)).to_vec()
    };
    if let Some(field) = of("Option<Secret>") {
        let length = "    println!(\"{} characters\", key.secret().len());";
        return lines(field, ["if let Some(key) = model.NAME {", length, "}"]);
    }
    if let Some(field) = of("Option<Vec<") {
        let item = "    println!(\"{item:?}\"); // shows no secret";
        return lines(
            field,
            ["for item in model.NAME.unwrap_or_default() {", item, "}"],
        );
    }
    let first = fields.first();
    let shown = first.map(|field| {
        format!(
            "println!(\"{{:?}}\", model.{}); // shows no secret",
            field.name
        )
    });
    shown.into_iter().collect()
}

/// A paragraph, after an empty line.
fn sentence(verb: &str, links: Option<&Vec<String>>) -> Option<[String; 2]> {
    let links = links?;
    let rest = match links.len() > MOST {
        true => " and others",
        false => "",
    };
    let shown: Vec<&str> = links.iter().take(MOST).map(String::as_str).collect();
    Some([String::new(), format!("{verb} {}{rest}.", shown.join(", "))])
}

/// How users make the body of a request.
fn body(model: &Model, service: &Service, structure: &StructItem) -> Vec<String> {
    let (path, name) = (service.path(), &structure.item.name);
    let mut snippet = Snippet::new(model, &path).import(&format!("models::{name}"));
    let sent = sent(structure);
    let made = match (&structure.constructor, sent.as_slice()) {
        (Some(new), _) => {
            snippet = snippet.given_arguments(&new.required);
            let names = new.required.iter().map(|one| one.name.as_str());
            format!(
                "let body = {name}::new({});",
                names.collect::<Vec<_>>().join(", ")
            )
        }
        (None, fields @ [_, ..]) => {
            for field in fields {
                snippet = snippet.given(&field.name, &field.ty.to_string());
            }
            let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
            let names = names.join(", ");
            format!("let body = {name} {{ {names}, ..Default::default() }};")
        }
        (None, []) => format!("let body = {name}::default();"),
    };
    let content = format!("let body: RequestContent<{name}> = body.try_into()?;");
    snippet.code([made, content]).fenced("```")
}

/// The fields that a request requires, or one that it may have.
fn sent(structure: &StructItem) -> Vec<&FieldItem> {
    let fields = || structure.fields.iter();
    let needed: Vec<&FieldItem> = fields()
        .filter(|field| field.needed != Requests::None)
        .collect();
    match needed.is_empty() {
        true => fields()
            .find(|field| !field.read_only)
            .into_iter()
            .collect(),
        false => needed,
    }
}
