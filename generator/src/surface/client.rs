//! Clients.

use super::{
    Item,
    docs::{self, code},
    file,
    group::is_own,
    method::{self, Context, Method},
    rules::Rules,
    snippet,
};
use crate::model::{Group, KeyRole, Model, Service};
use serde::Serialize;
use std::collections::BTreeSet;

/// The client of a service, or a sub-client with the operations of one group.
#[derive(Clone, Debug, Serialize)]
pub struct Client {
    /// Name, path and doc text.
    pub item: Item,
    /// How users create it.
    pub made: Made,
    /// One method per operation.
    pub methods: Vec<Method>,
}

/// How users create a client.
#[derive(Clone, Debug, Serialize)]
pub enum Made {
    /// By `new`.
    New(Constructor),
    /// By a method of the service's client.
    Accessor(Accessor),
}

/// `new` of a service's client.
#[derive(Clone, Debug, Serialize)]
pub struct Constructor {
    /// Namespace of the resource provider, for tracing spans.
    pub namespace: String,
    /// Whether its first argument is a subscription id.
    pub has_subscription: bool,
    /// Lines of its documentation, in Markdown.
    pub docs: Vec<String>,
}

/// The method that returns a sub-client.
#[derive(Clone, Debug, Serialize)]
pub struct Accessor {
    /// Its name.
    pub name: String,
    /// Lines of its documentation, in Markdown.
    pub docs: Vec<String>,
    /// Private module of the sub-client.
    #[serde(skip)]
    pub module: String,
}

/// The service's client, then its sub-clients.
pub(super) fn clients(model: &Model, service: &Service, rules: &Rules<'_>) -> Vec<Client> {
    let own = service.groups.iter().find(|group| is_own(group));
    let mut taken = BTreeSet::new();
    let subclients = service.groups.iter().filter(|group| !is_own(group));
    let subclients = subclients.map(|group| Client {
        item: subclient_item(model, service, group),
        made: Made::Accessor(Accessor {
            name: group.name.rust.clone(),
            docs: vec![format!(
                "Operations of the group {}.",
                code(&group.name.wire)
            )],
            module: file::module(&group.name.rust, &mut taken),
        }),
        methods: methods(model, service, group, rules),
    });
    let client = Client {
        item: client_item(model, service),
        made: Made::New(Constructor {
            namespace: service.namespace.clone(),
            has_subscription: service.has_subscription(),
            docs: constructor_docs(service),
        }),
        methods: own.map_or_else(Vec::new, |group| methods(model, service, group, rules)),
    };
    [client].into_iter().chain(subclients).collect()
}

fn client_item(model: &Model, service: &Service) -> Item {
    let text = format!("Client of {}.", docs::line(&service.title));
    Item::of_service(service, "", &service.client, vec![text])
        .noting(snippet::constructor(model, service))
}

fn constructor_docs(service: &Service) -> Vec<String> {
    let scope = match service.has_subscription() {
        true => "for one subscription",
        false => "for the whole tenant",
    };
    let lines = [
        &format!("Creates a client {scope}."),
        "",
        "This sends nothing. It fails if the options have a custom cloud without an endpoint and an audience, or a URL that is not `https`.",
    ];
    lines.map(str::to_owned).to_vec()
}

fn subclient_item(model: &Model, service: &Service, group: &Group) -> Item {
    let made_by = format!("{}::{}", service.client, group.name.rust);
    let text = format!(
        "Client of the operation group {}, returned by [`{made_by}`](super::{made_by}).",
        code(&group.name.wire)
    );
    let mut operations = group.operations.iter();
    let lists = operations.find(|one| one.key_role == Some(KeyRole::List));
    let shown = lists.or_else(|| group.operations.first());
    let example = shown.map(|one| snippet::call(model, service, &group.client, one));
    Item::of_service(service, "", &group.client, vec![text]).noting(example.unwrap_or_default())
}

fn methods(model: &Model, service: &Service, group: &Group, rules: &Rules<'_>) -> Vec<Method> {
    let methods = group.operations.iter().map(|operation| {
        let context = Context {
            model,
            service,
            group,
            operation,
        };
        method::method(context, rules)
    });
    methods.collect()
}
