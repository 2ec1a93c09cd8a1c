//! Clients, their methods, and pairs of keys.

use super::{Api, Entry, Kind, entry::codec};
use crate::surface::{
    Call, Client, End, Given, KeyPairItem, Location, Made, Method, NameValue, PageLinks, Rule,
    ServiceModule, Step,
};

pub(super) fn add(api: &mut Api, module: &ServiceModule) {
    for client in &module.clients {
        add_client(api, module, client);
    }
    for pair in &module.key_pairs {
        key_pair(api, module, pair);
    }
}

fn add_client(api: &mut Api, module: &ServiceModule, client: &Client) {
    let (item, path) = (
        &client.item,
        format!("{}::{}", module.path(), client.item.name),
    );
    let entry = Entry::new(Kind::Client, format!("pub struct {}", item.name))
        .docs(&item.docs)
        .traits(["Clone", "Debug"]);
    api.add(&path, entry);
    let (maker, entry) = match &client.made {
        Made::New(new) => {
            let subscription = match new.has_subscription {
                true => "subscription_id: impl Into<String>, ",
                false => "",
            };
            let declaration = format!(
                "pub fn new({subscription}credential: Arc<dyn TokenCredential>, options: Option<ArmClientOptions>) -> Result<Self>"
            );
            let entry = Entry::new(Kind::Method, declaration).docs(&new.docs);
            (format!("{path}::new"), entry)
        }
        Made::Accessor(accessor) => {
            let owner = &module.client().item.name;
            let declaration = format!("pub fn {}(&self) -> {}", accessor.name, item.name);
            let entry = Entry::new(Kind::Method, declaration).docs(&accessor.docs);
            (
                format!("{}::{owner}::{}", module.path(), accessor.name),
                entry,
            )
        }
    };
    api.add(maker, entry);
    for one in &client.methods {
        let mut entry = method(one);
        if module.api_versions.len() > 1 {
            let version = one.call.api_version.as_deref().unwrap_or("none");
            entry = entry.behaves("API version", version);
        }
        api.add(format!("{path}::{}", one.item.name), entry);
    }
}

fn method(method: &Method) -> Entry {
    let before = if method.is_async {
        "pub async fn"
    } else {
        "pub fn"
    };
    let arguments = method.arguments.iter();
    let named = arguments
        .clone()
        .map(|one| format!("{}: {}", one.name, one.ty));
    let types = arguments.map(|one| one.ty.to_string());
    let (options, returns) = (&method.options, &method.returns);
    let written = |arguments: Vec<String>, before_options: &str| {
        let arguments: String = arguments.iter().map(|one| format!(", {one}")).collect();
        format!(
            "{before} {}(&self{arguments}, {before_options}Option<{options}<'_>>) -> Result<{returns}>",
            method.item.name
        )
    };
    let mut entry = Entry::new(Kind::Method, written(named.collect(), "options: "));
    entry.signature = written(types.collect(), "");
    let entry = entry
        .docs(&method.item.docs)
        .at(method.item.origin.as_ref())
        .behaves("order of the arguments", order(method));
    let entry = match &method.error {
        Some(error) => entry.behaves("model of errors", error),
        None => entry,
    };
    call(entry, &method.call)
}

/// Names of the arguments in HTTP: two arguments of one type may change places.
fn order(method: &Method) -> String {
    let steps = &method.call.parameters;
    let wire = |name: &str| {
        let step = steps
            .iter()
            .find(|step| step.given == Given::Argument && step.name == name);
        step.map_or("body", |step| &step.wire).to_owned()
    };
    let names: Vec<String> = method.arguments.iter().map(|one| wire(&one.name)).collect();
    names.join(", ")
}

/// What a method sends and accepts.
fn call(entry: Entry, call: &Call) -> Entry {
    let statuses: Vec<String> = call.statuses.iter().map(u16::to_string).collect();
    let resent = if call.is_read_only { "yes" } else { "no" };
    let mut entry = entry
        .behaves("operation", &call.operation)
        .behaves("HTTP method", format!("{:?}", call.method).to_uppercase())
        .behaves("path", &call.path)
        .behaves("success statuses", statuses.join(", "))
        .behaves("sent again after a failure", resent);
    if let Some(given) = call.body {
        let required = if given == Given::Option {
            "optional"
        } else {
            "required"
        };
        entry = entry.behaves("body", required);
    }
    for (what, media) in [
        ("media type of the body", &call.content_type),
        ("media type of the response", &call.accept),
    ] {
        if let Some(media) = media {
            entry = entry.behaves(what, media);
        }
    }
    for step in &call.parameters {
        entry = parameter(entry, step);
    }
    match &call.end {
        End::Response | End::Stream | End::Answer => entry,
        End::Existence => entry.behaves("404", "false"),
        End::Pages(links) => entry.behaves("next page", next_page(links)),
        End::Poller {
            final_state, pages, ..
        } => {
            let result = "result of the long-running operation";
            let entry = entry.behaves(result, format!("{final_state:?}"));
            match pages {
                Some(links) => entry.behaves("next page", next_page(links)),
                None => entry,
            }
        }
    }
}

fn next_page(links: &PageLinks) -> String {
    match (&links.next, links.next_link.join(".")) {
        (Some(next), _) => format!("operation {}", next.operation),
        (None, link) if link.is_empty() => "none".to_owned(),
        (None, link) => format!("link in `{link}`"),
    }
}

fn parameter(entry: Entry, step: &Step) -> Entry {
    let place = match &step.location {
        Location::Path => "one segment of the path".to_owned(),
        Location::PathSegments => "several segments of the path".to_owned(),
        Location::Scope => "the scope".to_owned(),
        Location::Header => "header".to_owned(),
        Location::Query(separator) if step.is_list => format!("query, a list: {separator:?}"),
        Location::Query(_) => "query".to_owned(),
    };
    let name = format!("parameter {}", step.wire);
    let percent = if step.is_verbatim { "no" } else { "yes" };
    let entry = entry
        .behaves(&name, place)
        .behaves(format!("{name}: encoding"), codec(step.codec.as_deref()))
        .behaves(format!("{name}: percent-encoded"), percent);
    let entry = match &step.default {
        Some(value) => entry.behaves(format!("{name}: default"), value),
        None => entry,
    };
    let entry = match &step.constant {
        Some(value) => entry.behaves(format!("{name}: value"), value),
        None => entry,
    };
    step.checks.rules.iter().fold(entry, |entry, rule| {
        let (rule, value) = match rule {
            Rule::MinLength(length) => ("minimum length", length.to_string()),
            Rule::MaxLength(length) => ("maximum length", length.to_string()),
            Rule::Pattern(pattern) => ("pattern", pattern.clone()),
        };
        entry.behaves(format!("{name}: {rule}"), value)
    })
}

fn key_pair(api: &mut Api, module: &ServiceModule, pair: &KeyPairItem) {
    let name = &pair.item.name;
    let resource = pair.resource.iter().map(|(kind, name)| match name {
        NameValue::Argument(_) => kind.clone(),
        NameValue::Literal(text) => format!("{kind}/{text}"),
    });
    let resource: Vec<String> = resource.collect();
    let entry = Entry::new(Kind::KeyPair, format!("pub struct {name}"))
        .docs(&pair.item.docs)
        .traits(["Clone", "Debug", "KeyPair"])
        .behaves(
            "resource type",
            format!("{}/{}", pair.provider, resource.join("/")),
        )
        .behaves("name of the pair", pair.name.as_deref().unwrap_or("keys"));
    api.add(format!("{}::{name}", module.path()), entry);
    let arguments = pair.accessor.arguments.iter();
    let named: String = arguments
        .clone()
        .map(|argument| format!(", {argument}: impl Into<String>"))
        .collect();
    let types = ", impl Into<String>".repeat(arguments.count());
    let method = &pair.accessor.name;
    let mut entry = Entry::new(
        Kind::Method,
        format!("pub fn {method}(&self{named}) -> {name}"),
    )
    .docs(&pair.accessor.docs);
    entry.signature = format!("pub fn {method}(&self{types}) -> {name}");
    api.add(
        format!("{}::{}::{method}", module.path(), pair.client),
        entry,
    );
}
